/* What the backups of a file hold. See db.h. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "db/backup_folder.h"
#include "db/check.h"
#include "db/guard.h"

/* Count rows in a copy; a table of a later format counts none. */
static long count(struct db *copy, const char *sql)
{
	int64_t rows = 0;

	return db_exec_int(copy, sql, &rows, NULL) == ERR_OK ? (long)rows : 0;
}

/* Open, count, and where it is of our format replay its journal. */
static enum err_code look_into(const char *path, const struct db_hooks *hooks, bool replay,
	struct backup_row *ret, struct err *err)
{
	struct guard_file file;
	struct db *copy = NULL;
	int64_t version = 0;
	enum err_code rc = guard_before(path, &file, err);

	if (!rc)
		rc = db_connect(path, SQLITE_OPEN_READONLY, hooks, &copy, err);
	if (!rc)
		rc = guard_version(copy, &version, err);
	if (!rc)
		rc = guard_schema(copy, version, err);
	if (!rc) {
		ret->students = count(copy, "SELECT count(*) FROM student WHERE deleted = 0");
		ret->ratings = count(copy, "SELECT count(*) FROM rating WHERE deleted = 0");
		ret->grades = count(copy, "SELECT count(*) FROM grade WHERE deleted = 0");
	}
	if (!rc && replay && version == FORMAT_VERSION) {
		rc = check_whole(copy, err);
		ret->replayed = !rc;
	}
	db_close(copy);
	return rc;
}

enum err_code db_backup_each(const char *path, struct db *db, const struct db_hooks *hooks,
	bool replay, db_backup_fn *each, void *ctx, struct err *err)
{
	struct backup_folder folder = {0};
	enum err_code rc = backup_folder_read(path, db, &folder, err);
	bool more = true;

	for (size_t i = folder.count; !rc && more && i-- > 0;) {
		const struct backup_file *file = &folder.files[i];
		struct backup_row row = {.path = file->path,
			.at = file->seconds * 1000,
			.newest = stamp_ms(file->kept.head),
			.current = file->kept.current};
		struct err why = {0};
		struct stat info;

		(void)snprintf(row.why, sizeof row.why, "%s", file->why);
		if (stat(file->path, &info) == 0)
			row.size = (int64_t)info.st_size;
		if (look_into(file->path, hooks, replay, &row, &why) == ERR_NO_MEMORY ||
			why.code == ERR_INTERRUPTED) {
			rc = why.code;
			if (err)
				*err = why;
			break;
		}
		row.bad = why.reason;
		more = each(ctx, &row);
	}
	backup_folder_release(&folder);
	return rc;
}

enum err_code db_backup_loss(struct db *db, const char *backup, bool *ret_current,
	long *ret_batches, struct batch_row *ret_last, struct err *err)
{
	unsigned char head[STAMP_SIZE] = {0};
	struct stmt *st = stmt_use(db, STMT_JOURNAL_LOSS);
	size_t found = 0;
	enum err_code rc;

	backup_head(backup, head);
	stmt_bind_blob(st, ":stamp", head, STAMP_SIZE);
	rc = stmt_one(st, err);
	if (!rc) {
		*ret_current = stmt_int(st, 0) != 0;
		*ret_batches = (long)stmt_int(st, 1);
	}
	stmt_reset(st);
	if (!rc && *ret_batches > 0)
		rc = db_batches(db, NULL, 1, ret_last, &found, err);
	return rc;
}
