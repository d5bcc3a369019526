/* Stamps that nothing could follow, brought back. See restamp.h. */
#include "db/restamp.h"

/* The least stamp that lies beyond this clock. */
static void after(uint64_t clock, unsigned char ret[STAMP_SIZE])
{
	static const unsigned char no_origin[STAMP_SIZE] = {0};

	stamp_at(clock + 1, no_origin, ret);
}

static enum err_code one_int(
	struct db *db, const char *sql, const unsigned char *stamp, int64_t *ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &st, NULL);
	enum err_code rc = ERR_OK;

	if (!code)
		code = sqlite3_bind_blob(st, 1, stamp, STAMP_SIZE, SQLITE_STATIC);
	if (!code)
		code = sqlite3_step(st);
	if (code == SQLITE_ROW)
		*ret = sqlite3_column_int64(st, 0);
	else
		rc = db_error(db, code, err);
	sqlite3_finalize(st);
	return rc;
}

enum err_code restamp_count(struct db *db, int64_t *ret, struct err *err)
{
	unsigned char from[STAMP_SIZE];

	/* what stamp_clock_spent() asks of the last */
	after(STAMP_CLOCK_MAX - (UINT64_C(1) << 32), from);
	return one_int(db, "SELECT count(*) FROM main.journal WHERE stamp >= ?1", from, ret, err);
}

/* The clock of the last entry that is believed; 0: there is none. */
static enum err_code last_believed(
	struct db *db, const unsigned char from[STAMP_SIZE], uint64_t *ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(
		db->handle, "SELECT max(stamp) FROM main.journal WHERE stamp < ?1", -1, &st, NULL);
	enum err_code rc = ERR_OK;

	if (!code)
		code = sqlite3_bind_blob(st, 1, from, STAMP_SIZE, SQLITE_STATIC);
	if (!code)
		code = sqlite3_step(st);
	*ret = 0;
	if (code != SQLITE_ROW)
		rc = db_error(db, code, err);
	else if (sqlite3_column_bytes(st, 0) == STAMP_SIZE)
		*ret = stamp_clock(sqlite3_column_blob(st, 0));
	sqlite3_finalize(st);
	return rc;
}

/* What each stamp becomes, into temp.restamp. */
static enum err_code plan(
	struct db *db, const unsigned char from[STAMP_SIZE], uint64_t clock, struct err *err)
{
	sqlite3_stmt *read = NULL, *write = NULL;
	unsigned char stamp[STAMP_SIZE];
	int code = sqlite3_prepare_v2(db->handle,
		"SELECT stamp FROM main.journal WHERE stamp >= ?1 ORDER BY stamp", -1, &read, NULL);
	enum err_code rc = ERR_OK;

	if (!code)
		code = sqlite3_prepare_v2(db->handle,
			"INSERT INTO temp.restamp (was, is_now, clock) VALUES (?1, ?2, ?3)", -1,
			&write, NULL);
	if (!code)
		code = sqlite3_bind_blob(read, 1, from, STAMP_SIZE, SQLITE_STATIC);
	while (!code && (code = sqlite3_step(read)) == SQLITE_ROW) {
		stamp_at(++clock, sqlite3_column_blob(read, 0), stamp);
		(void)sqlite3_bind_value(write, 1, sqlite3_column_value(read, 0));
		(void)sqlite3_bind_blob(write, 2, stamp, STAMP_SIZE, SQLITE_STATIC);
		(void)sqlite3_bind_int64(write, 3, stamp_row(stamp));
		code = sqlite3_step(write);
		if (code == SQLITE_DONE)
			code = sqlite3_reset(write);
	}
	if (code != SQLITE_DONE)
		rc = db_error(db, code, err);
	sqlite3_finalize(read);
	sqlite3_finalize(write);
	return rc;
}

/* What an entry was made in view of: stamps one after the other. */
static enum err_code renew_supersedes(struct db *db, struct err *err)
{
	static const char sql[] =
		"UPDATE main.journal SET supersedes = (WITH RECURSIVE part (i, seen) AS ("
		"SELECT 1, x'' UNION ALL SELECT i + 16, CAST(seen || ifnull((SELECT is_now "
		"FROM temp.restamp WHERE was = substr(supersedes, i, 16)), "
		"substr(supersedes, i, 16)) AS BLOB) FROM part WHERE i <= length(supersedes)) "
		"SELECT seen FROM part ORDER BY i DESC LIMIT 1) "
		"WHERE supersedes IS NOT NULL AND stamp IN (SELECT was FROM temp.restamp)";

	return db_exec(db, sql, err);
}

enum err_code restamp(struct db *db, struct err *err)
{
	unsigned char from[STAMP_SIZE];
	uint64_t clock = 0;
	int64_t count = 0;
	enum err_code rc = restamp_count(db, &count, err);

	if (rc || count == 0)
		return rc;
	after(STAMP_CLOCK_BELIEVED, from);
	rc = db_exec(db,
		"DROP TABLE IF EXISTS temp.restamp; CREATE TEMP TABLE restamp "
		"(was BLOB PRIMARY KEY, is_now BLOB NOT NULL, clock INTEGER NOT NULL) WITHOUT "
		"ROWID",
		err);
	if (!rc)
		rc = last_believed(db, from, &clock, err);
	if (!rc)
		rc = plan(db, from, clock, err);
	if (!rc)
		rc = renew_supersedes(db, err);
	if (!rc)
		rc = db_exec(db,
			"UPDATE main.journal SET batch = (SELECT is_now FROM temp.restamp WHERE "
			"was = "
			"batch) WHERE batch IN (SELECT was FROM temp.restamp);"
			"UPDATE main.journal SET row = (SELECT clock FROM temp.restamp WHERE was = "
			"stamp) WHERE tbl = 0 AND stamp IN (SELECT was FROM temp.restamp);"
			"UPDATE main.journal SET stamp = (SELECT is_now FROM temp.restamp WHERE "
			"was = "
			"stamp) WHERE stamp IN (SELECT was FROM temp.restamp);"
			"DROP TABLE temp.restamp",
			err);
	db->clock.last = 0; /* seen again when the next batch begins */
	return rc;
}
