/*
 * Between the files of the class-list import: who is in the file already.
 *
 * Read in one pass over the students, so that a long list is compared without
 * a look-up per row: hashes of matricule, e-mail and name lead to ids; a hash
 * of the whole row tells at once that nothing changed.
 */
#ifndef SUIVI_CORE_IMPORT_INDEX_H
#define SUIVI_CORE_IMPORT_INDEX_H

#include "core/session.h"

struct import_index;

MUST_CHECK enum err_code import_index_new(struct session *session, struct import_index **ret,
                                          struct err *err);
void import_index_free(struct import_index *index);

/* What of a student leads to them. */
enum import_key { KEY_MATRICULE, KEY_EMAIL, KEY_NAME_BIRTH, KEY_NAME };

/* The key of a row as a hash; 0 when the row does not have it. Folded where people write it in many ways. */
uint64_t import_key(enum import_key key, const struct student_row *row);

/*
 * Up to limit ids of students with this key of the row; returns how many there
 * are in all. Names and addresses are read at their first use.
 */
size_t import_index_find(struct import_index *index, enum import_key key,
                         const struct student_row *row, int64_t ret[], size_t limit);
/* Did memory or the file fail meanwhile? Then nothing found counts. */
bool import_index_failed(const struct import_index *index);

/*
 * Numbers lose their leading zeros in spreadsheets. The student whose matricule
 * is this one with zeros before it, and who bears the row's names; 0: none.
 * ret: that matricule.
 */
int64_t import_index_zeros(struct import_index *index, const struct student_row *row,
                           char ret[MATRICULE_SIZE]);

/*
 * Matricules of digits alone: those that begin with zeros tell how many a short
 * one has lost.
 */
enum { ZEROS_LENGTHS = 64 };
struct zeros {
	long count[ZEROS_LENGTHS];      /* by length: that begin with a zero */
	uint64_t digits[ZEROS_LENGTHS]; /* of them: bit n: without its zeros one has n digits */
};
void zeros_note(struct zeros *zeros, const char *matricule);
/*
 * The length it had, by matricules of the file and of the list that begin with
 * zeros and have as many digits after them; 0: nothing was lost. Where several
 * lengths fit, the one most have.
 */
size_t zeros_length(const struct zeros *a, const struct zeros *b, const char *matricule);
/* The matricule at its length again. */
void zeros_restore(const char *matricule, size_t length, char ret[MATRICULE_SIZE]);
const struct zeros *import_index_digits(const struct import_index *index);

/* A hash of all a row says: fields and extra (JSON or NULL). */
uint64_t import_content(const struct student_row *row, const char *extra);
/* Does the student hold exactly this content? */
bool import_index_same(const struct import_index *index, int64_t id, uint64_t content);

/* Students met in the list: for those missing from it. */
void import_index_meet(struct import_index *index, int64_t id);
bool import_index_met(const struct import_index *index, int64_t id);
void import_index_forget(struct import_index *index);

/* A growing set of 64-bit hashes: matricules met in the list, members of groups. */
struct hash_set {
	uint64_t *slots; /* 0: empty */
	size_t room, count;
};
/* ret_new: it was not there. Errors: WHY_NO_MEMORY. */
MUST_CHECK enum err_code hash_set_add(struct hash_set *set, uint64_t hash, bool *ret_new,
                                      struct err *err);
bool hash_set_has(const struct hash_set *set, uint64_t hash);
void hash_set_clear(struct hash_set *set);

/* A hash of bytes, never 0. */
uint64_t hash_bytes(uint64_t seed, const char *bytes, size_t length);

#endif
