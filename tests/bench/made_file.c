/* A suivi file of any size. See made_file.h. */
#include "tests/bench/made_file.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "core/message.h"
#include "core/student.h"
#include "db/conn.h"
#include "db/ident.h"
#include "tests/bench/names.h"

enum { MEETINGS = 3, GROUP_SIZE = 30 };

static const char *const dates[MEETINGS] = {"2026-09-21", "2026-10-19", "2026-11-16"};

/* The index is dropped meanwhile: 11.7 million rows are sorted, not inserted one by one. */
static const char index_drop[] = "DROP INDEX main.rating_by_student";
static const char index_text[] = "SELECT sql FROM main.sqlite_schema "
				 "WHERE name = 'rating_by_student'";

/*
 * Every student on every capability at every meeting. The level hangs on the id,
 * as good as random; one in 31 could not be observed.
 */
static const char ratings[] =
	"INSERT INTO main.rating (id, student_id, item_id, assessment_id, level, rated_at) "
	"SELECT id, student_id, item_id, assessment_id, iif(id % 31 = 0, -1, 1 + id / 31 % 4), 0 "
	"FROM (SELECT bench_id(s.id, i.id, a.id) AS id, s.id AS student_id, i.id AS item_id, "
	"a.id AS assessment_id FROM student AS s, item AS i, assessment AS a "
	"WHERE NOT EXISTS (SELECT 1 FROM item AS below WHERE below.parent_id = i.id)) ORDER BY id";

static void sql_id(sqlite3_context *context, int n, sqlite3_value **args)
{
	int64_t parts[3];

	for (int i = 0; i < n; i++)
		parts[i] = sqlite3_value_int64(args[i]);
	sqlite3_result_int64(context, ident_int(TBL_rating, n, parts));
}

static enum err_code put_student(
	struct session *session, struct db_bulk *bulk, long i, int64_t *group_id, struct err *err)
{
	struct student_row row = {0};
	struct group_row group = {.year = "2026-2027"};
	struct invented who;
	char key[SORT_KEY_SIZE];
	enum err_code rc = ERR_OK;

	invent(i, &who);
	(void)snprintf(row.matricule, sizeof row.matricule, "%s", who.matricule);
	(void)snprintf(row.last_name, sizeof row.last_name, "%s", who.last_name);
	(void)snprintf(row.first_name, sizeof row.first_name, "%s", who.first_name);
	(void)snprintf(row.email, sizeof row.email, "%s", who.email);
	(void)snprintf(row.birth_date, sizeof row.birth_date, "%s", who.birth_date);
	row.id = db_student_id(row.matricule);
	student_sort_key(row.last_name, row.first_name, key);
	if (i % GROUP_SIZE == 0) {
		(void)snprintf(group.code, sizeof group.code, "G%05ld", 1 + i / GROUP_SIZE);
		rc = db_group_put(session->db, &group, group_id, err);
	}
	if (!rc)
		rc = db_bulk_student(bulk, &row, key, NULL, err);
	if (!rc)
		rc = db_bulk_member(bulk, *group_id, row.id, (int)(1 + i % GROUP_SIZE), err);
	return rc;
}

static enum err_code put_students(struct session *session, long count, struct err *err)
{
	struct db_bulk *bulk = NULL;
	struct err end_err;
	int64_t group_id = 0;
	enum err_code ended, rc = db_bulk_begin(session->db, count, &bulk, err);

	if (rc)
		return rc;
	for (long i = 0; i < count && !rc; i++)
		rc = put_student(session, bulk, i, &group_id, err);
	ended = db_bulk_end(bulk, rc == ERR_OK, &end_err);
	if (!rc && ended) {
		rc = ended;
		*err = end_err;
	}
	return rc;
}

static enum err_code read_index(struct db *db, char *ret, size_t size, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(db->handle, index_text, -1, &st, NULL);

	if (!code && sqlite3_step(st) == SQLITE_ROW)
		(void)snprintf(ret, size, "%s", (const char *)sqlite3_column_text(st, 0));
	else
		code = SQLITE_ERROR;
	sqlite3_finalize(st);
	return code ? db_error(db, code, err) : ERR_OK;
}

static enum err_code put_ratings(struct session *session, struct err *err)
{
	struct db *db = session->db;
	char index_create[512] = "";
	int64_t person_id = 0, assessment_id;
	enum err_code rc = person_put(session, "A. Maes", &person_id, err);

	for (int i = 0; i < MEETINGS && !rc; i++)
		rc = db_assessment_put(
			db, KIND_MEETING, dates[i], person_id, &assessment_id, err);
	if (!rc)
		rc = read_index(db, index_create, sizeof index_create, err);
	if (!rc)
		rc = db_exec(db, index_drop, err);
	if (!rc)
		rc = db_exec(db, ratings, err);
	if (!rc)
		rc = db_exec(db, index_create, err);
	return rc;
}

/* One batch for the students, one for their ratings. */
static enum err_code fill(struct session *session, long count, struct err *err)
{
	struct db *db = session->db;
	enum err_code rc = db_exec(db, "PRAGMA cache_size = -400000", err);
	int code;

	if (!rc)
		rc = db_batch_begin(db, "import-students", "bench", "bench", err);
	if (rc)
		return rc;
	rc = db_batch_close(db, put_students(session, count, err), err);
	if (!rc) {
		code = sqlite3_create_function_v2(db->handle, "bench_id", 3, SQLITE_UTF8, NULL,
			sql_id, NULL, NULL, NULL);
		rc = code ? db_error(db, code, err) : ERR_OK;
	}
	if (!rc)
		rc = db_batch_begin(db, "rate", "bench", "bench", err);
	if (!rc)
		rc = db_batch_close(db, put_ratings(session, err), err);
	return rc;
}

int made_file(long students, const char *path)
{
	const char *const framework[] = {"ARES-075"};
	struct session *session = NULL;
	struct err err = {0};
	enum err_code rc =
		session_init(path, 1, framework, "2026-2027", "bench", &session, &err);

	if (!rc)
		rc = fill(session, students, &err);
	session_close(session);
	if (rc)
		(void)fprintf(stderr, "suivi-generate: %s %s\n", err_text(err.reason)->name,
			err.detail);
	return message_exit_status(rc);
}
