/* What others do to the file under us. See outside.h. */
#include "db/outside.h"

#include <string.h>

/* The file of our name; false where there is none. */
static bool look(const struct db *db, struct stat *ret)
{
	return *db->path && stat(db->path, ret) == 0;
}

static bool same_file(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

static bool same(const struct stat *one, const struct stat *other)
{
	return same_file(one, other) && one->st_size == other->st_size &&
	       one->st_ctim.tv_sec == other->st_ctim.tv_sec &&
	       one->st_ctim.tv_nsec == other->st_ctim.tv_nsec;
}

/* How often pages had to be written before the end of the transaction. */
static int spills(const struct db *db)
{
	int now = 0, most = 0;

	(void)sqlite3_db_status(db->handle, SQLITE_DBSTATUS_CACHE_SPILL, &now, &most, 0);
	return now;
}

void outside_remember(struct db *db, const unsigned char *stamp)
{
	if (stamp) {
		memcpy(db->last_batch, stamp, STAMP_SIZE);
		db->has_batch = true;
	}
	if (look(db, &db->seen))
		db->spills = spills(db);
}

enum err_code outside_start(struct db *db, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_JOURNAL_LAST_STAMP);
	enum err_code rc = stmt_one(st, err);

	if (!rc && sqlite3_column_bytes(st->handle, 0) == STAMP_SIZE)
		outside_remember(db, sqlite3_column_blob(st->handle, 0));
	else if (!rc)
		outside_remember(db, NULL);
	stmt_reset(st);
	return rc;
}

bool outside_changed(struct db *db)
{
	struct stat now;

	if (*db->path == '\0' || (look(db, &now) && same(&now, &db->seen)))
		return false;
	/* pages that no transaction holds; their header may be that of the new file */
	(void)sqlite3_db_release_memory(db->handle);
	return true;
}

enum err_code outside_lost(struct db *db, struct err *err)
{
	if (!db->lost)
		return ERR_OK;
	(void)err_fail(err, db->lost, "lost");
	return err_at(err, 0, db->path, NULL);
}

static enum err_code lose(struct db *db, enum err_reason why, struct err *err)
{
	db->lost = why;
	db->generation++;
	return outside_lost(db, err);
}

/* Not by name: what stands there now may not even have a journal. */
static enum err_code find_batch(struct db *db, bool *ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(
		db->handle, "SELECT 1 FROM main.journal WHERE stamp = ?1", -1, &st, NULL);
	enum err_code rc = ERR_OK;

	if (!code)
		code = sqlite3_bind_blob(st, 1, db->last_batch, STAMP_SIZE, SQLITE_STATIC);
	if (!code)
		code = sqlite3_step(st);
	*ret = code == SQLITE_ROW;
	if (code != SQLITE_ROW && code != SQLITE_DONE) {
		rc = db_error(db, code, err);
		if (rc == ERR_INVALID || rc == ERR_FAILED)
			rc = ERR_OK; /* no suivi file, or half of one: certainly not ours */
	}
	sqlite3_finalize(st);
	return rc;
}

enum err_code outside_verify(struct db *db, struct err *err)
{
	struct stat before, after;
	bool there = true;
	enum err_code rc = outside_lost(db, err);

	if (rc || *db->path == '\0')
		return rc;
	if (!look(db, &before) || !same_file(&before, &db->seen)) {
		(void)err_fail(err, WHY_FILE_MOVED, "another file, or none");
		return err_at(err, 0, db->path, NULL);
	}
	if (same(&before, &db->seen))
		return ERR_OK;
	if (db->has_batch)
		rc = find_batch(db, &there, err);
	if (rc)
		return rc;
	if (!there)
		return lose(db, WHY_FILE_REPLACED, err);
	/* changed again while it was looked at: the next look sees it */
	if (look(db, &after) && same(&before, &after))
		db->seen = after;
	db->spills = spills(db);
	db->foreign_change = db->foreign_ever = true;
	db->generation++;
	return ERR_OK;
}

enum err_code outside_untouched(struct db *db, struct err *err)
{
	struct stat now;

	if (*db->path == '\0')
		return ERR_OK;
	if (!look(db, &now) || !same_file(&now, &db->seen)) {
		(void)err_fail(err, WHY_FILE_MOVED, "has moved");
		return err_at(err, 0, db->path, NULL);
	}
	/* what did not fit into memory we wrote ourselves */
	if (same(&now, &db->seen) || spills(db) != db->spills)
		return ERR_OK;
	return lose(db, WHY_FILE_REPLACED, err);
}
