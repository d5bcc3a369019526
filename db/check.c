/*
 * Checking a file: SQLite's own checks, then the fold of the journal against
 * every table, then the derived tables against their sources. See db.h.
 */
#include "db/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/check_text.h"
#include "db/conn.h"
#include "db/journal.h"
#include "db/outside.h"
#include "db/replay.h"
#include "db/restamp.h"

struct check {
	struct db *db;
	bool repair;
	void (*found)(void *ctx, const char *finding);
	void *ctx;
	long count;
	struct replay *replay; /* of the table being checked */
	const struct table_info *table;
};

static void finding(struct check *check, const char *format, ...) PRINTF_LIKE(2, 3);

static void finding(struct check *check, const char *format, ...)
{
	char text[512];
	va_list args;

	check->count++;
	if (!check->found)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	check->found(check->ctx, text);
}

/* ---- SQLite's own --------------------------------------------------------- */

/*
 * The integrity check tells of a page that could not be had, for want of
 * memory or since the disk failed, as of any other finding: that is no damage.
 * Returns SQLite's code for it.
 */
static int failure_within(sqlite3 *handle, const char *text)
{
	const char *code = text ? strstr(text, "error code") : NULL;

	if (db_last_errno(handle))
		return SQLITE_CORRUPT; /* db_reason() tells what is behind it */
	return code && atoi(code + strlen("error code") + 1) == SQLITE_NOMEM ? SQLITE_NOMEM
									     : SQLITE_OK;
}

/* Step through the findings and tell of each, or stop at the first. Returns SQLite's code. */
static int step_findings(
	struct check *check, sqlite3_stmt *st, const char *what, bool tell, long *ret_count)
{
	int code = SQLITE_OK;

	*ret_count = 0;
	while (!code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(st, 0);

		if (!text && sqlite3_column_type(st, 0) != SQLITE_NULL)
			return SQLITE_NOMEM;
		code = SQLITE_OK;
		if (text && strcmp(text, "ok") == 0)
			continue;
		code = failure_within(check->db->handle, text);
		if (code)
			continue;
		(*ret_count)++;
		if (!tell)
			return SQLITE_DONE;
		finding(check, "%s: %s", what, text ? text : "?");
	}
	return code;
}

/*
 * Run sql; every row whose first column is not "ok" is a finding. Looked for
 * twice: json_valid() says no where memory is lacking, which is no damage.
 */
static enum err_code pragma_rows(
	struct check *check, const char *sql, const char *what, struct err *err)
{
	sqlite3_stmt *st = NULL;
	long count = 0, again = 0;
	int code = sqlite3_prepare_v2(check->db->handle, sql, -1, &st, NULL);

	if (!code)
		code = step_findings(check, st, what, false, &count);
	if (code == SQLITE_DONE && count > 0) {
		void *room = sqlite3_malloc(1 << 16);

		(void)sqlite3_reset(st);
		code = room ? step_findings(check, st, what, true, &again) : SQLITE_NOMEM;
		if (code == SQLITE_DONE && again == 0)
			code = SQLITE_NOMEM;
		sqlite3_free(room);
	}
	if (((code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB) &&
		!db_last_errno(check->db->handle)) {
		sqlite3_finalize(st);
		finding(check, "%s: the file's structure is broken", what);
		return ERR_OK;
	}
	if (code != SQLITE_DONE) {
		enum err_code rc = db_error(check->db, code, err);

		sqlite3_finalize(st);
		return rc;
	}
	sqlite3_finalize(st);
	return ERR_OK;
}

/* ---- Tables against the journal ---------------------------------------------- */

static enum err_code check_row(void *ctx, int64_t row, struct err *err)
{
	struct check *check = ctx;
	enum replay_result result;
	const char *column = "";
	enum err_code rc = replay_compare(check->replay, row, &result, &column, err);

	if (rc || result == REPLAY_SAME)
		return rc;
	if (result == REPLAY_UNKNOWN)
		finding(check, "%s %lld: the journal has changes but not the row",
			check->table->name, (long long)row);
	else if (result == REPLAY_ABSENT)
		finding(check, "%s %lld: the row is missing", check->table->name, (long long)row);
	else
		finding(check, "%s %lld: %s is not what the journal says", check->table->name,
			(long long)row, column);
	if (check->repair && result != REPLAY_UNKNOWN)
		rc = replay_write(check->replay, row, err);
	return rc;
}

static enum err_code check_stray(void *ctx, int64_t row, struct err *err)
{
	struct check *check = ctx;
	char sql[128];

	finding(check, "%s %lld: the row is not in the journal", check->table->name,
		(long long)row);
	if (!check->repair)
		return ERR_OK;
	(void)snprintf(sql, sizeof sql, "DELETE FROM main.%s WHERE id = %lld", check->table->name,
		(long long)row);
	return db_exec(check->db, sql, err);
}

static enum err_code check_table(struct check *check, int i, struct err *err)
{
	struct table_info table;
	enum err_code rc = trigger_table(check->db, i, &table, err);

	if (!rc)
		rc = replay_new(check->db, i, &check->replay, err);
	if (rc)
		return rc;
	check->table = &table;
	rc = replay_each(check->replay, check_row, check, err);
	if (!rc)
		rc = replay_strays(check->replay, check_stray, check, err);
	replay_free(check->replay);
	check->replay = NULL;
	return rc;
}

static void bad_text(void *ctx, const char *where, long count)
{
	finding(ctx, "%s: %ld rows hold text that is no UTF-8, or control characters", where,
		count);
}

/* Before the rest, which reads the journal by stamp. */
static enum err_code check_stamps(struct check *check, struct err *err)
{
	int64_t beyond = 0;
	enum err_code rc = restamp_count(check->db, &beyond, err);

	if (!rc && beyond)
		finding(check,
			"journal: %lld entries are dated beyond 2200, and nothing can follow",
			(long long)beyond);
	if (!rc && check->repair)
		rc = restamp(check->db, err);
	return rc;
}

/* Entries must belong to a batch that has its head, and be of a known shape. */
static enum err_code check_journal(struct check *check, struct err *err)
{
	enum err_code rc = pragma_rows(check,
		"SELECT hex(stamp) FROM main.journal WHERE tbl = 0 AND "
		"(batch <> stamp OR col <> 0 OR NOT json_valid(value) OR "
		" typeof(value ->> 'entries') <> 'integer')",
		"head of a batch", err);

	if (!rc)
		rc = pragma_rows(check,
			"SELECT hex(j.stamp) FROM main.journal AS j WHERE tbl <> 0 AND NOT EXISTS "
			"(SELECT 1 FROM main.journal AS h WHERE h.stamp = j.batch AND h.tbl = 0)",
			"journal entry without its batch", err);
	if (!rc)
		rc = pragma_rows(check,
			"SELECT hex(stamp) FROM main.journal WHERE length(stamp) <> 16 OR "
			"length(batch) <> 16 "
			"OR tbl < 0 OR col < 0 OR length(supersedes) % 16 <> 0 OR "
			"(tbl <> 0 AND col = 0 AND (value IS NULL OR NOT json_valid(value)))",
			"journal entry out of shape", err);
	if (!rc)
		rc = pragma_rows(check,
			"SELECT hex(h.stamp) FROM main.journal AS h WHERE h.tbl = 0 AND h.value "
			"->> 'entries' <> "
			"(SELECT count(*) FROM main.journal AS j WHERE j.batch = h.stamp AND j.tbl "
			"<> 0 AND "
			" j.stamp > h.stamp AND j.stamp < ifnull((SELECT min(n.stamp) FROM "
			"main.journal AS n "
			" WHERE n.tbl = 0 AND n.stamp > h.stamp AND substr(n.stamp, 9) = "
			"substr(h.stamp, 9)), "
			" x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'))",
			"batch with changes missing", err);
	return rc;
}

/* ---- Derived tables ------------------------------------------------------------ */

static enum err_code derive_all(struct db *db, struct err *err)
{
	sqlite3_stmt *st = NULL;
	enum err_code rc = ERR_OK;
	int code = sqlite3_prepare_v2(db->handle,
		"SELECT DISTINCT student_id FROM main.rating INDEXED BY rating_by_student "
		"ORDER BY student_id",
		-1, &st, NULL);

	while (!code && !rc && (code = sqlite3_step(st)) == SQLITE_ROW) {
		rc = db->hooks.derive(db, sqlite3_column_int64(st, 0), err);
		code = SQLITE_OK;
	}
	if (!rc && code != SQLITE_DONE)
		rc = db_error(db, code, err);
	sqlite3_finalize(st);
	return rc;
}

enum err_code db_rebuild(struct db *db, struct err *err)
{
	bool own = sqlite3_get_autocommit(db->handle) != 0;
	enum err_code rc = own ? db_exec(db, "BEGIN IMMEDIATE", err) : ERR_OK;

	if (!rc)
		rc = db_exec(db, "DELETE FROM main.current_level; DELETE FROM main.standing", err);
	if (!rc)
		rc = derive_all(db, err);
	if (own && !rc)
		rc = db_exec(db, "COMMIT", err);
	if (own && !rc)
		outside_remember(db, NULL);
	if (own && rc && !sqlite3_get_autocommit(db->handle))
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

/* Derive everything again, comparing instead of writing. */
static enum err_code check_derived(struct check *check, struct err *err)
{
	struct db_verify verify = {0};
	int64_t levels = 0, standings = 0;
	enum err_code rc;

	check->db->verify = &verify;
	rc = derive_all(check->db, err);
	check->db->verify = NULL;
	if (!rc)
		rc = db_exec_int(
			check->db, "SELECT count(*) FROM main.current_level", &levels, err);
	if (!rc)
		rc = db_exec_int(check->db, "SELECT count(*) FROM main.standing", &standings, err);
	if (rc)
		return rc;
	if (verify.wrong)
		finding(check, "current levels: %ld are not what the ratings say", verify.wrong);
	if (levels != verify.levels || standings != verify.standings)
		finding(check, "current levels: %lld and %lld rows instead of %ld and %ld",
			(long long)levels, (long long)standings, verify.levels, verify.standings);
	return ERR_OK;
}

/* ---- The whole ------------------------------------------------------------------ */

static enum err_code check_values(struct check *check, struct err *err)
{
	enum err_code rc = pragma_rows(check, "PRAGMA main.integrity_check", "structure", err);

	if (!rc)
		rc = pragma_rows(check,
			"SELECT \"table\" || ' ' || rowid FROM pragma_foreign_key_check",
			"reference", err);
	if (!rc)
		rc = pragma_rows(check,
			"SELECT matricule FROM main.student WHERE extra IS NOT NULL AND NOT "
			"json_valid(extra)",
			"extra columns", err);
	return rc;
}

static enum err_code check_folds(struct check *check, struct err *err)
{
	enum err_code rc = check_stamps(check, err);

	if (!rc)
		rc = check_journal(check, err);
	for (int i = 0; i < TABLE_COUNT && !rc; i++)
		rc = check_table(check, i, err);
	if (!rc)
		rc = check_derived(check, err);
	return rc;
}

/*
 * What a check reads belongs together: in one transaction, so that another
 * program cannot write between two of its statements. Opened by this: true.
 */
static bool snapshot(struct db *db)
{
	return sqlite3_get_autocommit(db->handle) &&
	       sqlite3_exec(db->handle, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

static void snapshot_end(struct db *db, bool opened)
{
	if (opened && sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

enum err_code check_whole(struct db *db, struct err *err)
{
	struct check check = {.db = db};
	bool opened = snapshot(db);
	int64_t beyond = 0;
	enum err_code rc = restamp_count(db, &beyond, NULL);

	if (!rc && beyond) {
		snapshot_end(db, opened);
		rc = err_fail(err, WHY_STAMPS_SPENT, "%lld stamps", (long long)beyond);
		return err_at(err, 0, db->path, NULL);
	}
	rc = check_values(&check, err);
	if (!rc && check.count == 0)
		rc = check_folds(&check, err);
	snapshot_end(db, opened);
	if (rc == ERR_INVALID || rc == ERR_FAILED)
		check.count++; /* what cannot even be asked; the disk, memory or time are no damage
				*/
	else if (rc)
		return rc;
	if (check.count == 0)
		return ERR_OK;
	(void)err_fail(err, WHY_FILE_DAMAGED, "%ld findings at opening", check.count);
	return err_at(err, 0, db->path, NULL);
}

/* Indexes first: a damaged one must not hide rows from what follows. */
static enum err_code repair(struct check *check, struct err *err)
{
	struct db *db = check->db;
	enum err_code rc = db_backup_rotate(db, "repair", err);

	if (!rc)
		rc = db_exec(db, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", err);
	if (rc)
		return rc;
	db_triggers(db, false);
	rc = db_exec(db, "REINDEX", err);
	if (!rc)
		rc = check_text_mend(db, err);
	if (!rc)
		rc = check_folds(check, err);
	if (!rc)
		rc = db_rebuild(db, err);
	if (!rc)
		rc = db_exec(db, "COMMIT", err);
	if (rc)
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	if (!rc)
		outside_remember(db, NULL);
	db_triggers(db, true);
	(void)sqlite3_exec(db->handle, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	db->generation++;
	return rc;
}

enum err_code db_check(struct db *db, bool fix, void (*found)(void *ctx, const char *finding),
	void *ctx, long *ret, struct err *err)
{
	struct check check = {.db = db, .repair = fix, .found = found, .ctx = ctx};
	bool opened = snapshot(db);
	enum err_code rc = check_values(&check, err);

	if (!rc)
		rc = check_text(db, bad_text, &check, err);
	if (!rc && !fix)
		rc = check_folds(&check, err);
	snapshot_end(db, opened);
	if (!rc && fix)
		rc = repair(&check, err);
	if (!rc)
		*ret = check.count;
	return rc;
}
