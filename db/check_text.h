/*
 * Private to db/: is every text of a file one?
 *
 * Bytes that are no UTF-8 and control characters got in before there was one
 * cutter, or by somebody else's program. A repair mends them where they stand:
 * an entry keeps its stamp, and a merge takes an entry mended here and not there
 * for the same one (db/merge.c). What has no meaning stays visible, as U+FFFD.
 */
#ifndef SUIVI_DB_CHECK_TEXT_H
#define SUIVI_DB_CHECK_TEXT_H

#include "db/conn.h"

/* found: called for each place, with its name and how many texts there are not. */
typedef void check_text_fn(void *ctx, const char *where, long count);
MUST_CHECK enum err_code check_text(
	struct db *db, check_text_fn *found, void *ctx, struct err *err);

/* Mend the journal, inside a transaction; the tables follow as its fold. */
MUST_CHECK enum err_code check_text_mend(struct db *db, struct err *err);

#endif
