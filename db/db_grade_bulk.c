/* New grades in great number. See grades.h, bulk.h. */
#include <assert.h>
#include <stdlib.h>

#include "db/bulk.h"
#include "db/conn.h"
#include "db/grades.h"
#include "db/ident.h"

struct db_grade_bulk {
	struct db *db;
	sqlite3_stmt *stage;
	long count;
};

static const char staging[] =
	"CREATE TEMP TABLE IF NOT EXISTS staged_grade (id INTEGER PRIMARY KEY, student_id, "
	"unit_id, activity_id, session, value, proof); DELETE FROM staged_grade;";

static const char insert_grades[] =
	"INSERT INTO main.grade (id, student_id, unit_id, activity_id, session, value, proof) "
	"SELECT id, student_id, unit_id, activity_id, session, value, proof FROM staged_grade "
	"ORDER BY id";

enum err_code db_grade_bulk_begin(struct db *db, struct db_grade_bulk **ret, struct err *err)
{
	struct db_grade_bulk *bulk = calloc(1, sizeof *bulk);
	enum err_code rc;
	int code;

	assert(db_in_batch(db));
	if (!bulk)
		return err_fail(err, WHY_NO_MEMORY, "bulk");
	bulk->db = db;
	rc = db_exec(db, staging, err);
	if (!rc) {
		code = sqlite3_prepare_v2(db->handle,
			"INSERT INTO staged_grade VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", -1,
			&bulk->stage, NULL);
		if (code)
			rc = db_error(db, code, err);
	}
	if (rc)
		free(bulk);
	else
		*ret = bulk;
	return rc;
}

/* One that was emptied is there still, and comes back as a change. */
static enum err_code is_there(struct db *db, int64_t id, bool *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GRADE_THERE);
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = stmt_step(st, ret, err);
	stmt_reset(st);
	return rc;
}

enum err_code db_grade_bulk_add(
	struct db_grade_bulk *bulk, const struct grade_row *row, struct err *err)
{
	sqlite3_stmt *st = bulk->stage;
	int64_t id = db_grade_id(row);
	bool there = false;
	enum err_code rc = is_there(bulk->db, id, &there, err);

	if (rc || there)
		return rc ? rc : db_grade_put(bulk->db, row, NULL, err);
	(void)sqlite3_bind_int64(st, 1, id);
	(void)sqlite3_bind_int64(st, 2, row->student_id);
	(void)sqlite3_bind_int64(st, 3, row->unit_id);
	if (row->activity_id)
		(void)sqlite3_bind_int64(st, 4, row->activity_id);
	else
		(void)sqlite3_bind_null(st, 4);
	(void)sqlite3_bind_int(st, 5, row->session);
	if (row->code[0])
		(void)sqlite3_bind_text(st, 6, row->code, -1, SQLITE_STATIC);
	else
		(void)sqlite3_bind_int(st, 6, row->mark);
	if (row->proof[0])
		(void)sqlite3_bind_text(st, 7, row->proof, -1, SQLITE_STATIC);
	else
		(void)sqlite3_bind_null(st, 7);
	bulk->count++;
	return bulk_stage(bulk->db, st, err);
}

enum err_code db_grade_bulk_end(struct db_grade_bulk *bulk, bool ok, struct err *err)
{
	struct db *db = bulk->db;
	enum err_code rc = ERR_OK;

	sqlite3_finalize(bulk->stage);
	if (ok && bulk->count)
		rc = bulk_insert(db, TBL_grade, "grade", "staged_grade", insert_grades, false, err);
	if (ok && !rc)
		rc = db_exec(db, "DROP TABLE staged_grade", err);
	free(bulk);
	return rc;
}
