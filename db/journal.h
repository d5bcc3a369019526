/*
 * Private to db/: reading the journal.
 *
 * Every change ever made, in order of stamp. An entry with tbl 0 is the head
 * of a batch: its value is JSON {action, subject, entries, at, login, machine},
 * its supersedes the head it undoes, if it is an undo or a redo. Heads written
 * before format 4 lack the last three. An entry with col 0 is a whole
 * new row, as JSON by column number; any other is one field.
 *
 * The fold: per field the entry with the greatest stamp wins; where a field
 * has none, the whole-row entry with the greatest stamp says it. A whole row
 * is thus a default only, so that an import never beats somebody's edit.
 */
#ifndef SUIVI_DB_JOURNAL_H
#define SUIVI_DB_JOURNAL_H

#include "db/conn.h"
#include "db/stmt.h"

struct batch_head {
	struct batch_row row;
	bool has_target;                  /* an undo or a redo */
	unsigned char target[STAMP_SIZE]; /* the head it cancels */
};

/* Heads from the newest before `before` (NULL: the end), until each returns false. */
typedef bool journal_head_fn(void *ctx, const struct batch_head *head);
MUST_CHECK enum err_code journal_heads(struct db *db, const unsigned char *before,
                                       journal_head_fn *each, void *ctx, struct err *err);

/* One head by its stamp. Errors: WHY_NOTHING_TO_UNDO if there is none. */
MUST_CHECK enum err_code journal_head(struct db *db, const unsigned char stamp[STAMP_SIZE],
                                      struct batch_head *ret, struct err *err);

/* The readable natural key of a row; "" if it is not there. */
MUST_CHECK enum err_code journal_key(struct db *db, int table, int64_t row,
                                     char ret[3 * NAME_SIZE], struct err *err);

/* A stamp that a column holds; false: it holds none. */
bool journal_stamp(struct stmt *st, int column, unsigned char ret[STAMP_SIZE]);

/* A set of stamps: the batches that a newer head cancels. */
struct stamp_set {
	size_t count;
	unsigned char (*stamps)[STAMP_SIZE];
};
MUST_CHECK enum err_code stamp_set_add(struct stamp_set *set, const unsigned char *stamp,
                                       struct err *err);
bool stamp_set_has(const struct stamp_set *set, const unsigned char *stamp);
void stamp_set_release(struct stamp_set *set);

#endif
