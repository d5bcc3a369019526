/*
 * Private to db/: bringing an old file up to this program's format.
 */
#ifndef SUIVI_DB_MIGRATE_H
#define SUIVI_DB_MIGRATE_H

#include "db/db.h"

/* One step: the SQL that makes format `to` out of the one before. */
struct migration {
	int to;
	const char *sql;
};

/*
 * Apply the published migrations above the file's user_version, after a
 * backup, in one transaction. The version is read under the lock: two programs
 * that open an old file at once migrate it once.
 */
MUST_CHECK enum err_code migrate_run(struct db *db, struct err *err);

/* The same with given steps, in order of `to` (for tests). */
MUST_CHECK enum err_code migrate_steps(struct db *db, size_t n, const struct migration steps[],
                                       struct err *err);

#endif
