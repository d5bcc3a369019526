/*
 * Private to db/: many new rows of a table at once. They are staged in a TEMP
 * table, inserted in order of id so that every tree is written from left to
 * right, and journal themselves in one statement of the same order, which
 * costs a fraction of a trigger for each.
 */
#ifndef SUIVI_DB_BULK_H
#define SUIVI_DB_BULK_H

#include <sqlite3.h>

#include "db/db.h"

/* Step a statement that inserts one staged row, and make it ready for the next. */
MUST_CHECK enum err_code bulk_stage(struct db *db, sqlite3_stmt *st, struct err *err);

/*
 * Inside a batch: write the staged rows, none of whose ids may be there.
 *
 * number   of the table in tables.def; table: its name
 * staged   name of the TEMP table, which has a column id
 * sql      INSERT INTO main.table (…) SELECT … FROM staged ORDER BY id
 * rebuild  drop the indexes of the table and build them again, sorted
 */
MUST_CHECK enum err_code bulk_insert(struct db *db, int number, const char *table,
                                     const char *staged, const char *sql, bool rebuild,
                                     struct err *err);

#endif
