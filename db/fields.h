/*
 * Private to db/: rows described once, bound and read by that description.
 *
 * A noun lists the fields of its struct in the order in which its statements
 * return the columns. Its _put statement takes each writable field as a
 * parameter of the same name.
 */
#ifndef SUIVI_DB_FIELDS_H
#define SUIVI_DB_FIELDS_H

#include "db/stmt.h"

enum field_type {
	FIELD_ID,       /* int64_t, 0 is NULL */
	FIELD_MOMENT,   /* int64_t milliseconds, 0 is NULL */
	FIELD_NUMBER,   /* int, -1 is NULL */
	FIELD_FLAG,     /* bool */
	FIELD_WORD,     /* an enum, words[] in the file */
	FIELD_NAME,     /* char[], "" is "" */
	FIELD_OPTIONAL, /* char[], "" is NULL */
	FIELD_TEXT,     /* const char *, "" is NULL; NULL is never read */
	FIELD_SHOWN = 1 << 8, /* flag: joined in for reading, never written */
};

struct field {
	const char *name; /* ":student_id" */
	int type;
	size_t offset, size;
	const char *const *words; /* of FIELD_WORD, ended by NULL */
};

struct noun {
	size_t size;  /* of its struct */
	size_t count; /* of fields */
	const struct field *fields;
};

#define FIELD(type, row, name) {":" #name, (type), offsetof(struct row, name), \
		sizeof(((struct row *)0)->name), NULL}
#define FIELD_OF(list, row, name) {":" #name, FIELD_WORD, offsetof(struct row, name), \
		sizeof(((struct row *)0)->name), (list)}
#define NOUN(row, list) {sizeof(struct row), sizeof(list) / sizeof(list)[0], (list)}

/* Bind every writable field; texts are borrowed until the reset. */
void fields_bind(struct stmt *st, const struct noun *noun, const void *row);

/* Bind every writable field of a row to its _put statement and run it; inside a batch. */
MUST_CHECK enum err_code fields_put(struct db *db, enum stmt_id id, const struct noun *noun,
                                    const void *row, struct err *err);

/*
 * All rows of a statement, which is reset. ret: one malloc'd block that holds
 * the texts too, so that free() releases everything; NULL when there are none.
 */
MUST_CHECK enum err_code fields_collect(struct stmt *st, const struct noun *noun, void **ret,
                                        size_t *ret_count, struct err *err);

/* Exactly one row of a noun without FIELD_TEXT into ret; ERR_NOT_FOUND (WHY_NONE) when none. */
MUST_CHECK enum err_code fields_one(struct stmt *st, const struct noun *noun, void *ret,
                                    struct err *err);

#endif
