/* db/undo.c, core/history.c: whose changes undo takes back. */
#include "core/history.h"

#include <sqlite3.h>

#include "core/clock.h"
#include "core/rating.h"
#include "core/student.h"
#include "tests/unit/sample.h"

/* Two openings of one file by two people, through settings. */
struct desk {
	char folder[64], path[96];
	struct session *session[2];
};

static int set_up(void **state)
{
	struct desk *desk = calloc(1, sizeof *desk);

	assert_non_null(desk);
	strcpy(desk->folder, "/tmp/suivi-undo-XXXXXX");
	assert_non_null(mkdtemp(desk->folder));
	(void)setenv("XDG_STATE_HOME", desk->folder, 1);
	(void)setenv("XDG_CONFIG_HOME", desk->folder, 1);
	(void)snprintf(desk->path, sizeof desk->path, "%s/a.db", desk->folder);
	OK(session_init(desk->path, 0, NULL, NULL, "Anne Maes", &desk->session[0], err));
	OK(session_open(desk->path, 0, "Bob Petit", &desk->session[1], err));
	*state = desk;
	return 0;
}

static int tear_down(void **state)
{
	struct desk *desk = *state;
	char command[128];

	session_close(desk->session[0]);
	session_close(desk->session[1]);
	(void)snprintf(command, sizeof command, "rm -rf %s", desk->folder);
	(void)!system(command);
	free(desk);
	return 0;
}

static void put(struct session *session, const char *name, const char *value)
{
	OK(db_batch_begin(session->db, "set", name, session->author, err));
	OK(db_batch_close(session->db, db_setting_put(session->db, name, value, err), err));
}

static void expect(struct session *session, const char *name, const char *value)
{
	char found[LABEL_SIZE];

	OK(db_setting_get(session->db, name, found, err));
	assert_string_equal(found, value);
}

static void history_undo__takes_back__ones_own_only(void **state)
{
	struct desk *desk = *state;
	struct session *anne = desk->session[0], *bob = desk->session[1];
	struct batch_row batch;
	struct err failure = {0};

	assert_int_equal(
		history_undo(bob, &batch, &failure), ERR_NOT_FOUND); /* the file itself stays */
	assert_int_equal(failure.reason, WHY_NOTHING_TO_UNDO);
	put(anne, "a", "1");
	assert_int_equal(history_undo(bob, &batch, &failure), ERR_NOT_FOUND);
	assert_int_equal(failure.reason, WHY_UNDO_NOT_YOURS);
	assert_string_equal(failure.value, "Anne Maes");
	assert_true(strlen(failure.place) >= 12); /* when */
	put(bob, "b", "2");
	put(anne, "a", "3");
	OK(history_undo(bob, &batch, err));
	assert_string_equal(batch.subject, "b");
	expect(anne, "a", "3");
	expect(anne, "b", "");
	REFUSED(WHY_UNDO_NOT_YOURS, history_undo(bob, &batch, err));
	/* redo likewise: Anne undid nothing, and what she did since is no matter */
	REFUSED(WHY_REDO_NOT_YOURS, history_redo(anne, &batch, err));
	put(anne, "c", "9");
	OK(history_redo(bob, &batch, err));
	expect(anne, "b", "2");
	REFUSED(WHY_NOTHING_TO_REDO, history_redo(bob, &batch, err));
	OK(history_undo(anne, &batch, err));
	OK(history_undo(anne, &batch, err));
	expect(bob, "a", "1");
	expect(bob, "b", "2");
}

static void history_undo__takes__this_session_first_then_this_person(void **state)
{
	struct desk *desk = *state;
	struct session *anne = desk->session[0], *again = NULL;
	struct batch_row batch;

	put(anne, "a", "here");
	OK(session_open(desk->path, 0, "MAES, anne", &again, err));
	assert_string_equal(again->author, "Anne Maes");
	put(again, "b", "elsewhere, later");
	OK(history_undo(anne, &batch, err));
	assert_string_equal(batch.subject, "a");
	OK(history_undo(anne, &batch, err)); /* nothing is left here: then the same person's */
	assert_string_equal(batch.subject, "b");
	/* an undo made here is what is redone here */
	OK(history_redo(anne, &batch, err));
	assert_string_equal(batch.subject, "b");
	OK(history_redo(anne, &batch, err));
	assert_string_equal(batch.subject, "a");
	/* across restarts */
	session_close(again);
	session_close(anne);
	desk->session[0] = NULL;
	OK(session_open(desk->path, 0, "Anne Maes", &desk->session[0], err));
	OK(history_undo(desk->session[0], &batch, err));
	assert_string_equal(batch.subject, "b");
	OK(history_redo(desk->session[0], &batch, err));
	/* somebody else at the same desk: what was done before is not theirs */
	put(desk->session[0], "c", "3");
	OK(session_act_as(desk->session[0], "Carla Nova", err));
	REFUSED(WHY_UNDO_NOT_YOURS, history_undo(desk->session[0], &batch, err));
}

static void history_undo_batch__takes_back__what_was_asked_about(void **state)
{
	struct desk *desk = *state;
	struct session *anne = desk->session[0], *bob = desk->session[1];
	struct batch_row batch, found;
	char question[512], digits[2 * STAMP_SIZE + 1];

	put(anne, "a", "1");
	put(bob, "b", "2");
	OK(history_newest_of(bob, "maes anne", &batch, err));
	assert_string_equal(batch.subject, "a");
	assert_false(history_is_own(bob, &batch));
	assert_true(history_is_own(anne, &batch));
	history_question(&batch, "X", question, sizeof question);
	assert_non_null(strstr(question, "Anne Maes"));
	assert_non_null(strstr(question, "X"));
	for (size_t i = 0; i < STAMP_SIZE; i++)
		(void)snprintf(digits + 2 * i, 3, "%02X", batch.stamp[i]);
	OK(history_find(bob, digits, &found, err));
	assert_memory_equal(found.stamp, batch.stamp, STAMP_SIZE);
	digits[20] = '\0';
	OK(history_find(bob, digits, &found, err));
	assert_memory_equal(found.stamp, batch.stamp, STAMP_SIZE);
	digits[7] = '\0'; /* too few to name one */
	REFUSED(WHY_BATCH_UNKNOWN, history_find(bob, digits, &found, err));
	REFUSED(WHY_BATCH_UNKNOWN, history_find(bob, "zzzzzzzzzz", &found, err));
	REFUSED(WHY_BATCH_UNKNOWN, history_find(bob, "0000000000000000", &found, err));
	OK(history_undo_batch(bob, batch.stamp, &found, err));
	expect(anne, "a", "");
	/* it is Bob's undo: Anne does not redo it, Bob does */
	REFUSED(WHY_REDO_NOT_YOURS, history_redo(anne, &found, err));
	OK(history_redo(bob, &found, err));
	expect(anne, "a", "1");
}

static void history_undo__names__what_stands_on_it(void **state)
{
	struct desk *desk = *state;
	struct session *anne = desk->session[0], *bob = desk->session[1];
	const struct framework *framework;
	struct occasion occasion = {.kind = KIND_MEETING, .held_on = "2026-11-12"};
	struct student_row student = {.matricule = "0001", .last_name = "X", .first_name = "Y"};
	struct batch_row batch;
	struct err failure = {0};
	size_t item = 0;
	int before;

	OK(db_batch_begin(anne->db, "import-students", "l.csv", anne->author, err));
	OK(db_batch_close(
		anne->db, db_student_put(anne->db, &student, NULL, false, &student.id, err), err));
	framework = &bob->frameworks.frameworks[0];
	while (framework->items[item].descendants)
		item++;
	strcpy(occasion.person, bob->author);
	OK(rating_set(bob, framework, item, student.id, &occasion, 2, NULL, &before, err));
	assert_int_equal(history_undo(anne, &batch, &failure), ERR_CONFLICT);
	assert_int_equal(failure.reason, WHY_UNDO_BUILT_ON);
	assert_string_equal(failure.value, "Bob Petit");
	assert_non_null(strstr(failure.place, "0001"));
	OK(history_undo(bob, &batch, err));
	OK(history_undo(anne, &batch, err));
	assert_string_equal(batch.subject, "l.csv");
}

static void history__keeps__who_was_logged_in_and_where(void **state)
{
	struct desk *desk = *state;
	struct batch_row batch;
	size_t count = 0;

	put(desk->session[0], "a", "1");
	OK(history_batches(desk->session[1], NULL, 1, &batch, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(batch.author, "Anne Maes");
	assert_string_not_equal(batch.login, "");
	assert_string_not_equal(batch.machine, "");
	db_set_place(desk->session[0]->db,
		"z\xC3\xA9"
		"e\x1B",
		"m\xE9");
	put(desk->session[0], "a", "2");
	OK(history_batches(desk->session[1], NULL, 1, &batch, &count, err));
	assert_string_equal(batch.login, "zée");
	assert_string_equal(batch.machine, "m");
}

static void history_is_ahead__says__a_clock_that_is_behind(void **state)
{
	static const struct {
		int hours;
		bool ahead;
	} cases[] = {{-1, false}, {23, false}, {25, true}, {24 * 365 * 73, true}};
	struct desk *desk = *state;
	struct err failure = {0};

	put(desk->session[0], "a", "1");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct session *late = NULL;
		sqlite3 *handle;
		char sql[256];

		(void)snprintf(sql, sizeof sql,
			"UPDATE journal SET value = json_set(value, '$.at', %lld) WHERE tbl = 0",
			(long long)(clock_now_ms() + cases[i].hours * INT64_C(3600000)));
		assert_int_equal(sqlite3_open(desk->path, &handle), SQLITE_OK);
		assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(handle);
		OK(session_open(desk->path, 0, "Anne Maes", &late, err));
		assert_int_equal(history_is_ahead(late, &failure), cases[i].ahead);
		if (cases[i].ahead)
			assert_int_equal(failure.reason, WHY_CLOCK_BEHIND);
		session_close(late);
	}
	/* a change made with this clock, and nothing is said any more */
	put(desk->session[0], "a", "2");
	session_close(desk->session[1]);
	desk->session[1] = NULL;
	OK(session_open(desk->path, 0, "Anne Maes", &desk->session[1], err));
	assert_false(history_is_ahead(desk->session[1], &failure));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(history_undo__takes_back__ones_own_only),
		TEST(history_undo__takes__this_session_first_then_this_person),
		TEST(history_undo_batch__takes_back__what_was_asked_about),
		TEST(history_undo__names__what_stands_on_it),
		TEST(history_is_ahead__says__a_clock_that_is_behind),
		TEST(history__keeps__who_was_logged_in_and_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
