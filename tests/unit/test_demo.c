/* core/demo.c, session.c: the demonstration class opens, whole and sound. */
#include "tests/unit/unit.h"

#include <unistd.h>

#include "core/demo.h"
#include "core/grid.h"
#include "core/history.h"
#include "core/roster.h"

static void no_finding(void *ctx, const char *text)
{
	(void)ctx;
	print_message("finding: %s\n", text);
}

static struct session *demo(void)
{
	struct session *session = NULL;
	struct err err = {0};

	if (session_demo(NULL, &session, &err))
		fail_msg("%s %s %s: %s", err_text(err.reason)->name, err.place, err.value,
			err.detail);
	return session;
}

static void session_demo__makes__a_sound_class_and_removes_it(void **state)
{
	struct session *session = demo();
	struct err err = {0};
	char path[512];
	long students = 0, findings = -1;

	(void)state;
	(void)snprintf(path, sizeof path, "%s", db_path(session->db));
	assert_int_equal(db_student_count(session->db, 0, &students, &err), ERR_OK);
	assert_int_equal(students, 24);
	assert_int_equal(db_check(session->db, false, no_finding, NULL, &findings, &err), ERR_OK);
	assert_int_equal(findings, 0);
	session_close(session);
	assert_int_equal(access(path, F_OK), -1);
}

static void rating__is__seen_undone_and_redone(void **state)
{
	struct session *session = demo();
	const struct framework *framework = NULL;
	struct occasion occasion;
	struct student_row student;
	struct student_grid grid;
	struct batch_row batch;
	size_t item = 0;
	int before = -5, shown;
	struct err err = {0};

	(void)state;
	assert_int_equal(
		framework_resolve(&session->frameworks, "6.6", &framework, &item, &err), ERR_OK);
	assert_int_equal(db_student_by_matricule(session->db, "0024003", &student, &err), ERR_OK);
	occasion_today(session, &occasion);
	assert_int_equal(rating_set(session, framework, item, student.id, &occasion, 4, "Bien",
				 &before, &err),
		ERR_OK);
	assert_int_equal(before, LEVEL_NONE);
	assert_int_equal(student_grid_load(session, framework, student.id, &grid, &err), ERR_OK);
	shown = grid.values[framework->items[item].leaf_index];
	assert_int_equal(shown, 400);
	assert_string_equal(grid.columns[grid.column_count - 1].held_on, occasion.held_on);
	student_grid_release(&grid);
	assert_int_equal(history_undo(session, &batch, &err), ERR_OK);
	assert_string_equal(batch.subject, "0024003 6.6");
	assert_int_equal(student_grid_load(session, framework, student.id, &grid, &err), ERR_OK);
	assert_int_equal(grid.values[framework->items[item].leaf_index], -1);
	student_grid_release(&grid);
	assert_int_equal(history_redo(session, &batch, &err), ERR_OK);
	assert_int_equal(student_grid_load(session, framework, student.id, &grid, &err), ERR_OK);
	assert_int_equal(grid.values[framework->items[item].leaf_index], 400);
	student_grid_release(&grid);
	session_close(session);
}

static void roster__orders_and_searches(void **state)
{
	struct session *session = demo();
	struct roster *roster = NULL;
	const struct roster_line *line;
	const struct framework *framework = &session->frameworks.frameworks[0];
	struct err err = {0};

	(void)state;
	for (int order = 0; order < ORDER_COUNT; order++) {
		bool done = false;

		assert_int_equal(
			roster_new(session, 0, framework, (enum student_order)order, &roster, &err),
			ERR_OK);
		while (!done)
			assert_int_equal(roster_more(roster, 5, &done, &err), ERR_OK);
		assert_int_equal(roster_count(roster), 24);
		roster_free(roster);
	}
	assert_int_equal(roster_new(session, 0, framework, ORDER_NAME, &roster, &err), ERR_OK);
	assert_int_equal(roster_search(roster, "LEFEVRE z", &err), ERR_OK);
	assert_int_equal(roster_count(roster), 1);
	assert_int_equal(roster_line(roster, 0, &line, &err), ERR_OK);
	assert_string_equal(line->student.matricule, "0024003");
	assert_int_equal(roster_search(roster, "zoe lef", &err), ERR_OK);
	assert_int_equal(roster_count(roster), 1);
	assert_int_equal(roster_search(roster, "002401", &err), ERR_OK);
	assert_int_equal(roster_count(roster), 10);
	assert_int_equal(roster_search(roster, "", &err), ERR_OK);
	assert_int_equal(roster_count(roster), 24);
	roster_free(roster);
	session_close(session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(session_demo__makes__a_sound_class_and_removes_it),
		cmocka_unit_test(rating__is__seen_undone_and_redone),
		cmocka_unit_test(roster__orders_and_searches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
