/*
 * The plan of every statement: none reads a table from end to end, except
 * those listed here with their reason.
 */
#include <sqlite3.h>

#include "db/conn.h"
#include "tests/unit/sample.h"

static const char *const names[] = {
#define X(id, name) #name,
	STATEMENTS(X)
#undef X
};

static const struct {
	const char *name, *reason;
} whole[] = {
	{"framework_each", "a file has a handful of frameworks"},
	{"framework_in_use", "all ratings, where only students rated: once per import"},
	{"group_each", "a file has some dozens of groups"},
	{"group_by_code", "likewise"},
	{"group_first", "likewise"},
	{"item_put", "planned, not run: references are looked for only after a broken one"},
	{"person_put", "likewise"},
	{"group_put", "likewise"},
	{"student_insert", "likewise"},
	{"assessment_insert", "likewise"},
	{"assessment_peer_put", "likewise"},
	{"internship_put", "likewise"},
	{"objective_put", "likewise"},
	{"scale_put", "likewise"},
	{"activity_put", "likewise"},
	{"unit_put", "likewise"},
	{"rule_set_put", "likewise"},
	{"standing_sweep", "a file has a handful of frameworks"},
	{"stale_first", "the first row of a small temporary table"},
	{"support_list", "a file has some hundreds, and they are listed whole"},
	{"student_scan", "everybody is what it is for"},
	{"student_extra_any", "once per export of everybody, who are read next"},
	{"student_by_email", "no index of addresses: lists without matricule are rare"},
};

static bool may_scan(const char *name)
{
	for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
		if (strcmp(whole[i].name, name) == 0)
			return true;
	}
	return false;
}

/* A step that reads a whole table of the file. */
static bool is_scan(const char *detail)
{
	static const char *const harmless[] = {"USING INDEX", "USING COVERING INDEX",
		"VIRTUAL TABLE", "CONSTANT ROW", "SCAN touched", "SCAN whom",
		"SCAN theirs", "SCAN (subquery"};

	if (strncmp(detail, "SCAN ", 5) != 0)
		return false;
	for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) {
		if (strstr(detail, harmless[i]))
			return false;
	}
	return true;
}

static bool explain(struct db *db, int id)
{
	struct stmt *st = stmt_use(db, (enum stmt_id)id);
	char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sqlite3_sql(st->handle));
	sqlite3_stmt *plan = NULL;
	bool fine = true;

	assert_int_equal(st->failed, 0);
	assert_null(strstr(sqlite3_sql(st->handle), "OFFSET"));
	assert_int_equal(sqlite3_prepare_v2(db->handle, sql, -1, &plan, NULL), SQLITE_OK);
	while (sqlite3_step(plan) == SQLITE_ROW) {
		const char *detail = (const char *)sqlite3_column_text(plan, 3);

		if (getenv("SUIVI_TEST_PLANS"))
			print_message("%-26s %s\n", names[id], detail);
		if (is_scan(detail) && !may_scan(names[id])) {
			print_error("%s: %s\n", names[id], detail);
			fine = false;
		}
	}
	sqlite3_finalize(plan);
	sqlite3_free(sql);
	stmt_reset(st);
	return fine;
}

static void statements__read__along_an_index(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int wrong = 0;

	OK(db_exec(db,
		"CREATE TEMP TABLE IF NOT EXISTS touched (tbl INTEGER, row INTEGER, "
		"PRIMARY KEY (tbl, row)) WITHOUT ROWID",
		err));
	for (int i = 0; i < STMT_COUNT; i++) {
		if (!explain(db, i))
			wrong++;
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			statements__read__along_an_index, sample_set_up, sample_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
