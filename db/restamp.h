/* Private to db/: bringing stamps that nothing could follow back to their place. */
#ifndef SUIVI_DB_RESTAMP_H
#define SUIVI_DB_RESTAMP_H

#include "db/conn.h"

/* How many entries are stamped beyond what can be followed; 0 in a sound file. */
MUST_CHECK enum err_code restamp_count(struct db *db, int64_t *ret, struct err *err);

/*
 * Inside a transaction: where restamp_count() finds any, stamp what lies beyond
 * the clocks that are believed anew, in the same order and with the same
 * origins, right after the last entry that is believed. The new stamps follow
 * from the journal alone: copies of a file that are repaired apart stay
 * copies of each other. No other copy can have such entries from a merge,
 * which does not take them.
 */
MUST_CHECK enum err_code restamp(struct db *db, struct err *err);

#endif
