/*
 * Taking in another copy's journal: union by stamp, then the fold of what was
 * touched. See db.h. The result is the same in whatever order copies meet,
 * since both the union and the fold are functions of sets.
 */
#include <stdlib.h>
#include <string.h>

#include "db/conn.h"
#include "db/replay.h"
#include "db/text_cut.h"

/* One text, which a repair mended in one of the copies? Memory that fails makes them differ. */
static bool same_mended(const char *a, size_t a_length, const char *b, size_t b_length)
{
	char *x = malloc(3 * a_length + 1), *y = malloc(3 * b_length + 1);
	bool same = x && y &&
		    text_cut_mend(a, a_length, true, x) == text_cut_mend(b, b_length, true, y) &&
		    strcmp(x, y) == 0;

	free(x);
	free(y);
	return same;
}

/* The other copy's entries, and the same entry here. */
static enum err_code same_entry(struct stmt *here, sqlite3_stmt *there, struct err *err)
{
	bool same = true;

	for (int c = 1; c < 9 && same; c++) {
		sqlite3_value *a = sqlite3_column_value(here->handle, c);
		sqlite3_value *b = sqlite3_column_value(there, c);
		const void *x, *y;
		int size;

		if (sqlite3_column_type(here->handle, c) != sqlite3_column_type(there, c)) {
			same = false;
			break;
		}
		x = sqlite3_value_blob(a);
		y = sqlite3_value_blob(b);
		size = sqlite3_column_bytes(here->handle, c);
		same = size == sqlite3_column_bytes(there, c) &&
		       (size == 0 || memcmp(x, y, (size_t)size) == 0);
		if (!same && sqlite3_column_type(there, c) == SQLITE_TEXT)
			same = same_mended((const char *)x, (size_t)size, (const char *)y,
				(size_t)sqlite3_column_bytes(there, c));
	}
	if (same)
		return ERR_OK;
	return err_fail(err, WHY_JOURNAL_CLASH, "same stamp, other content");
}

static enum err_code take_entry(struct db *db, sqlite3_stmt *there, long *ret_new, struct err *err)
{
	struct stmt *st;
	bool row = false;
	enum err_code rc;

	if (sqlite3_column_bytes(there, 0) != STAMP_SIZE ||
		stamp_beyond(sqlite3_column_blob(there, 0)))
		return err_fail(err, WHY_STAMPS_FORGED, "a stamp beyond 2200");
	st = stmt_use(db, STMT_JOURNAL_BY_STAMP);
	stmt_bind_blob(st, ":stamp", sqlite3_column_blob(there, 0),
		(size_t)sqlite3_column_bytes(there, 0));
	rc = stmt_step(st, &row, err);
	if (!rc && row)
		rc = same_entry(st, there, err);
	stmt_reset(st);
	if (rc || row)
		return rc;
	st = stmt_use(db, STMT_JOURNAL_TAKE);
	for (int c = 0; c < 9 && !st->failed; c++)
		st->failed = sqlite3_bind_value(st->handle, c + 1, sqlite3_column_value(there, c));
	rc = stmt_run(st, err);
	if (rc)
		return rc;
	st = stmt_use(db, STMT_TOUCHED_ADD);
	stmt_bind_int(st, ":tbl", sqlite3_column_int64(there, 1));
	stmt_bind_int(st, ":row", sqlite3_column_int64(there, 2));
	rc = stmt_run(st, err);
	(*ret_new)++;
	return rc;
}

/* Fold the rows of table i that were touched. */
static enum err_code fold_touched(struct db *db, int i, struct err *err)
{
	struct replay *replay = NULL;
	enum err_code rc = replay_new(db, i, &replay, err);
	struct stmt *st;
	bool row = true;

	if (rc)
		return rc;
	st = stmt_use(db, STMT_TOUCHED_EACH);
	stmt_bind_int(st, ":tbl", trigger_table_number(i));
	while (!rc) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		rc = replay_write(replay, stmt_int(st, 0), err);
	}
	stmt_reset(st);
	replay_free(replay);
	return rc;
}

static enum err_code take_all(struct db *db, struct db *other, long *ret_new, struct err *err)
{
	sqlite3_stmt *there = NULL;
	enum err_code rc = ERR_OK;
	int code = sqlite3_prepare_v2(other->handle,
		"SELECT stamp, tbl, row, col, value, old, supersedes, batch, author "
		"FROM journal ORDER BY stamp",
		-1, &there, NULL);

	if (code)
		return db_error(other, code, err);
	while (!rc && (code = sqlite3_step(there)) == SQLITE_ROW)
		rc = take_entry(db, there, ret_new, err);
	if (!rc && code != SQLITE_DONE)
		rc = db_error(other, code, err);
	sqlite3_finalize(there);
	return rc;
}

/* Whose levels follow from what came in: their ratings, the dates or the framework of these. */
static enum err_code mark_stale(struct db *db, struct err *err)
{
	enum err_code rc = db_exec(db,
		"INSERT OR IGNORE INTO stale SELECT student_id FROM rating WHERE id IN "
		"(SELECT row FROM touched WHERE tbl = 12)",
		err);

	if (!rc)
		rc = db_exec(db,
			"INSERT OR IGNORE INTO stale SELECT student_id FROM rating "
			"WHERE assessment_id IN (SELECT row FROM touched WHERE tbl = 11) "
			"AND EXISTS (SELECT 1 FROM touched WHERE tbl = 11)",
			err);
	if (!rc)
		rc = db_exec(db,
			"INSERT OR IGNORE INTO stale SELECT student_id FROM rating "
			"WHERE EXISTS (SELECT 1 FROM touched WHERE tbl IN (3, 5))",
			err);
	return rc;
}

enum err_code db_journal_union(struct db *db, struct db *other, long *ret_new, struct err *err)
{
	long count = 0;
	enum err_code rc;

	/* A batch only for its lock and checks: the entries taken in bring their own heads. */
	rc = db_batch_begin(db, "merge", other->path, "", err);
	if (rc)
		return rc;
	db_triggers(db, false);
	rc = db_exec(db,
		"PRAGMA defer_foreign_keys = ON;"
		"CREATE TEMP TABLE IF NOT EXISTS touched (tbl INTEGER, row INTEGER, PRIMARY KEY "
		"(tbl, row)) "
		"WITHOUT ROWID; DELETE FROM touched",
		err);
	if (!rc)
		rc = take_all(db, other, &count, err);
	for (int i = 0; i < TABLE_COUNT && !rc; i++)
		rc = fold_touched(db, i, err);
	if (!rc)
		rc = mark_stale(db, err);
	db_triggers(db, true);
	if (!rc && count > 0)
		db->batch_entries = -1; /* commit, without a head of our own */
	rc = db_batch_close(db, rc, err);
	if (!rc && ret_new)
		*ret_new = count;
	return rc;
}
