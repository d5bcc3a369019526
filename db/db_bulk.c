/*
 * New students in great number. See db.h, bulk.h.
 *
 * Where more rows come than there are, the indexes of student and membership
 * are dropped and built again sorted, in the same transaction. With db_spill()
 * on, staging and sorting use unlinked temporary files and memory stays flat.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/bulk.h"
#include "db/conn.h"
#include "db/ident.h"
#include "db/trigger.h"

enum { REBUILD_MIN = 2000 }; /* below this, keeping indexes up to date costs nothing */

struct db_bulk {
	struct db *db;
	long expected;
	sqlite3_stmt *student, *member;
};

static const char staging[] =
	/* Pages of a sort and of an index build come back from the cache, not the disk. */
	"PRAGMA main.cache_size = -6000; PRAGMA temp.cache_size = -4000;"
	"CREATE TEMP TABLE IF NOT EXISTS staged_student (id INTEGER, matricule, last_name, "
	"first_name, email, birth_date, extra, sort_key);"
	"CREATE TEMP TABLE IF NOT EXISTS staged_member (id INTEGER, student_id INTEGER, "
	"group_id INTEGER, position INTEGER);"
	"DELETE FROM staged_student; DELETE FROM staged_member;";

static const char insert_students[] =
	"INSERT INTO main.student (id, matricule, last_name, first_name, email, birth_date, extra, "
	"sort_key) SELECT id, matricule, last_name, first_name, email, birth_date, extra, sort_key "
	"FROM staged_student ORDER BY id";

static const char insert_members[] =
	"INSERT INTO main.membership (id, student_id, group_id, position) "
	"SELECT id, student_id, group_id, position FROM staged_member ORDER BY id";

int64_t db_student_id(const char *matricule)
{
	return ident_text(TBL_student, 1, &matricule);
}

int64_t db_member_id(int64_t student_id, int64_t group_id)
{
	return ident_int(TBL_membership, 2, (int64_t[]){student_id, group_id});
}

enum err_code db_spill(struct db *db, bool on, struct err *err)
{
	assert(!db_in_batch(db));
	db_finalize(db);
	db->ready_to_write = false; /* the pragma drops every TEMP object */
	return db_exec(db, on ? "PRAGMA temp_store = FILE" : "PRAGMA temp_store = MEMORY", err);
}

enum err_code db_bulk_begin(struct db *db, long expected, struct db_bulk **ret, struct err *err)
{
	struct db_bulk *bulk = calloc(1, sizeof *bulk);
	enum err_code rc;
	int code;

	assert(db_in_batch(db));
	if (!bulk)
		return err_fail(err, WHY_NO_MEMORY, "bulk");
	bulk->db = db;
	bulk->expected = expected;
	rc = db_exec(db, staging, err);
	if (rc)
		goto fail;
	code = sqlite3_prepare_v2(db->handle,
		"INSERT INTO staged_student VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", -1,
		&bulk->student, NULL);
	if (!code)
		code = sqlite3_prepare_v2(db->handle,
			"INSERT INTO staged_member VALUES (?1, ?2, ?3, ?4)", -1, &bulk->member,
			NULL);
	if (code) {
		rc = db_error(db, code, err);
		goto fail;
	}
	*ret = bulk;
	return ERR_OK;
fail:
	sqlite3_finalize(bulk->student);
	sqlite3_finalize(bulk->member);
	free(bulk);
	return rc;
}

static void bind_text(sqlite3_stmt *st, int index, const char *text)
{
	if (text && *text)
		(void)sqlite3_bind_text(st, index, text, -1, SQLITE_STATIC);
	else
		(void)sqlite3_bind_null(st, index);
}

enum err_code bulk_stage(struct db *db, sqlite3_stmt *st, struct err *err)
{
	int code = sqlite3_step(st);
	enum err_code rc = code == SQLITE_DONE ? ERR_OK : db_error(db, code, err);

	(void)sqlite3_reset(st);
	return rc;
}

enum err_code db_bulk_student(struct db_bulk *bulk, const struct student_row *row,
	const char *sort_key, const char *extra, struct err *err)
{
	sqlite3_stmt *st = bulk->student;

	(void)sqlite3_bind_int64(st, 1, row->id ? row->id : db_student_id(row->matricule));
	(void)sqlite3_bind_text(st, 2, row->matricule, -1, SQLITE_STATIC);
	(void)sqlite3_bind_text(st, 3, row->last_name, -1, SQLITE_STATIC);
	(void)sqlite3_bind_text(st, 4, row->first_name, -1, SQLITE_STATIC);
	bind_text(st, 5, row->email);
	bind_text(st, 6, row->birth_date);
	bind_text(st, 7, extra);
	(void)sqlite3_bind_text(st, 8, sort_key, -1, SQLITE_STATIC);
	return bulk_stage(bulk->db, st, err);
}

enum err_code db_bulk_member(
	struct db_bulk *bulk, int64_t group_id, int64_t student_id, int position, struct err *err)
{
	sqlite3_stmt *st = bulk->member;

	(void)sqlite3_bind_int64(st, 1, db_member_id(student_id, group_id));
	(void)sqlite3_bind_int64(st, 2, student_id);
	(void)sqlite3_bind_int64(st, 3, group_id);
	(void)sqlite3_bind_int(st, 4, position);
	return bulk_stage(bulk->db, st, err);
}

/* The CREATE INDEX texts of a table, taken from the file and run again later as they were. */
static enum err_code drop_indexes(
	struct db *db, const char *table, char **ret_create, struct err *err)
{
	sqlite3_str *create = sqlite3_str_new(db->handle), *drop = sqlite3_str_new(db->handle);
	sqlite3_stmt *st = NULL;
	char *create_text, *drop_text;
	enum err_code rc = ERR_OK;
	int code = sqlite3_prepare_v2(db->handle,
		"SELECT name, sql FROM main.sqlite_schema WHERE type = 'index' AND tbl_name = ?1",
		-1, &st, NULL);

	if (!code)
		code = sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	while (!code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		const char *sql = (const char *)sqlite3_column_text(st, 1);

		sqlite3_str_appendf(create, "%s;\n", sql);
		sqlite3_str_appendf(drop, "DROP INDEX main.%s;\n", name);
		code = name && sql ? SQLITE_OK : SQLITE_NOMEM;
	}
	if (code != SQLITE_DONE)
		rc = db_error(db, code, err);
	sqlite3_finalize(st);
	create_text = sqlite3_str_finish(create);
	drop_text = sqlite3_str_finish(drop);
	if (!rc && (!create_text || !drop_text))
		rc = err_fail(err, WHY_NO_MEMORY, "bulk");
	if (!rc)
		rc = db_exec(db, drop_text, err);
	sqlite3_free(drop_text);
	if (rc)
		sqlite3_free(create_text);
	else
		*ret_create = create_text;
	return rc;
}

/* What the triggers would have written, for every staged row. */
static enum err_code journal_staged(struct db *db, int number, const char *staged, struct err *err)
{
	sqlite3_str *sql = sqlite3_str_new(db->handle);
	struct table_info table;
	enum err_code rc = trigger_table(db, trigger_table_index(number), &table, err);
	char *text;

	if (!rc) {
		sqlite3_str_appendf(sql,
			"INSERT INTO journal (stamp, tbl, row, col, value, batch, author) "
			"SELECT suivi_stamp(), %d, r.id, 0, json_object(",
			number);
		trigger_whole_row(sql, &table, "r");
		sqlite3_str_appendf(sql,
			"), suivi_batch(), suivi_author() "
			"FROM (SELECT id FROM temp.%s ORDER BY id) AS s "
			"CROSS JOIN main.%s AS r ON r.id = s.id",
			staged, table.name);
	}
	text = sqlite3_str_finish(sql);
	if (!rc && !text)
		rc = err_fail(err, WHY_NO_MEMORY, "bulk");
	if (!rc)
		rc = db_exec(db, text, err);
	sqlite3_free(text);
	return rc;
}

enum err_code bulk_insert(struct db *db, int number, const char *table, const char *staged,
	const char *sql, bool rebuild, struct err *err)
{
	char *create = NULL;
	enum err_code rc = rebuild ? drop_indexes(db, table, &create, err) : ERR_OK;

	db_triggers(db, false);
	if (!rc)
		rc = db_exec(db, sql, err);
	db_triggers(db, true);
	if (!rc)
		rc = journal_staged(db, number, staged, err);
	if (!rc && create)
		rc = db_exec(db, create, err);
	sqlite3_free(create);
	return rc;
}

static bool worth_rebuilding(struct db *db, const char *count, long expected)
{
	int64_t there = 0;

	return expected >= REBUILD_MIN && db_exec_int(db, count, &there, NULL) == ERR_OK &&
	       there < expected;
}

enum err_code db_bulk_end(struct db_bulk *bulk, bool ok, struct err *err)
{
	struct db *db = bulk->db;
	long expected = bulk->expected;
	enum err_code rc = ERR_OK;

	sqlite3_finalize(bulk->student);
	sqlite3_finalize(bulk->member);
	free(bulk);
	if (!ok)
		return ERR_OK;
	rc = bulk_insert(db, TBL_student, "student", "staged_student", insert_students,
		worth_rebuilding(db, "SELECT count(*) FROM student", expected), err);
	if (!rc)
		rc = bulk_insert(db, TBL_membership, "membership", "staged_member", insert_members,
			worth_rebuilding(db, "SELECT count(*) FROM membership", expected), err);
	if (!rc)
		rc = db_exec(db,
			"DROP TABLE staged_student; DROP TABLE staged_member;"
			"PRAGMA main.cache_size = -2000; PRAGMA temp.cache_size = -2000",
			err);
	return rc;
}
