/* Migrations. See migrate.h. */
#include "db/migrate.h"

#include <stdio.h>

#include "db/conn.h"

/* The published ones, closed by an empty step since there may be none. */
static const struct migration published[] = {
#define X(number) {number, sql_migration_##number},
	MIGRATIONS(X)
#undef X
		{0, NULL},
};

static enum err_code apply(
	struct db *db, size_t n, const struct migration steps[], struct err *err)
{
	int64_t broken = 0, now = 0;
	/* Somebody else may have brought it up to date before we had the lock. */
	enum err_code rc = db_exec_int(db, "PRAGMA user_version", &now, err);
	char mark[48];

	for (size_t i = 0; i < n && !rc; i++) {
		if (steps[i].to <= now)
			continue;
		rc = db_exec(db, steps[i].sql, err);
		(void)snprintf(mark, sizeof mark, "PRAGMA user_version = %d", steps[i].to);
		if (!rc)
			rc = db_exec(db, mark, err);
	}
	if (!rc)
		rc = db_exec_int(db, "SELECT count(*) FROM pragma_foreign_key_check", &broken, err);
	if (!rc && broken) {
		(void)err_fail(err, WHY_FILE_DAMAGED, "foreign keys after migration");
		rc = err_at(err, 0, db->path, NULL);
	}
	return rc;
}

enum err_code migrate_steps(
	struct db *db, size_t n, const struct migration steps[], struct err *err)
{
	enum err_code rc;

	if (db->read_only) {
		(void)err_fail(err, WHY_FILE_READ_ONLY, "an older format must be migrated");
		return err_at(err, 0, db->path, NULL);
	}
	rc = db_backup_rotate(db, "migration", err);
	if (!rc)
		rc = db_exec(db, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", err);
	if (rc)
		return rc;
	rc = apply(db, n, steps, err);
	if (!rc)
		rc = db_exec(db, "COMMIT", err);
	if (rc)
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	(void)sqlite3_exec(db->handle, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	return rc;
}

enum err_code migrate_run(struct db *db, struct err *err)
{
	return migrate_steps(db, sizeof published / sizeof published[0] - 1, published, err);
}
