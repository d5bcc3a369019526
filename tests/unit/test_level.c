/* core/level.c: the worked examples of docs/levels.md, and the derived tables. */
#include "tests/unit/sample.h"

#include "core/level.h"
#include "db/conn.h"

static struct current_row current(enum level_rule rule, size_t n, const int levels[])
{
	struct level_input inputs[200] = {0};
	struct current_row row = {.student_id = 7, .item_id = 9};

	for (size_t i = 0; i < n; i++) {
		inputs[i].level = levels[i];
		(void)snprintf(inputs[i].held_on, DATE_SIZE, "2026-%02d-%02d", (int)(i / 28 + 1),
			(int)(i % 28 + 1));
	}
	level_current(rule, n, inputs, &row);
	assert_true(row.student_id == 7 && row.item_id == 9);
	return row;
}

#define LEVELS(...)                                                                                \
	sizeof((int[]){__VA_ARGS__}) / sizeof(int), (const int[])                                  \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}

static void level_current__follows__each_rule(void **state)
{
	(void)state;
	assert_int_equal(current(RULE_LATEST, LEVELS(1, 3, 2, 4)).value, 400);
	assert_int_equal(current(RULE_LATEST, LEVELS(4, 3, 2, 1)).value, 100);
	assert_int_equal(current(RULE_HIGHEST, LEVELS(1, 4, 2, 3)).value, 400);
	assert_int_equal(current(RULE_MEAN, LEVELS(1, 3, 2, 4)).value, 250);
	assert_int_equal(current(RULE_MEAN, LEVELS(1, 1, 2)).value, 133);
	assert_int_equal(current(RULE_MEAN, LEVELS(1, 2, 2)).value, 167);
	assert_int_equal(current(RULE_DECAYING, LEVELS(1, 3)).value, 230);
	assert_int_equal(current(RULE_DECAYING, LEVELS(1, 3, 2)).value, 211); /* 210.5 */
	assert_int_equal(current(RULE_DECAYING, LEVELS(1, 3, 2, 4)).value, 334);
	for (int rule = 0; rule < RULE_COUNT; rule++)
		assert_int_equal(current((enum level_rule)rule, LEVELS(3)).value, 300);
}

static void level_current__takes__not_observed_as_seen_never_as_a_level(void **state)
{
	struct current_row row;

	(void)state;
	for (int rule = 0; rule < RULE_COUNT; rule++) {
		row = current((enum level_rule)rule, LEVELS(-1));
		assert_int_equal(row.value, -1);
		assert_int_equal(row.count, 0);
		assert_int_equal(row.trend, 2);
		assert_int_equal(row.last_level, LEVEL_NOT_OBSERVED);
		assert_string_equal(row.seen_on, "2026-01-01");
	}
	row = current(RULE_MEAN, LEVELS(2, -1, 3, -1));
	assert_int_equal(row.value, 250);
	assert_int_equal(row.count, 2);
	assert_int_equal(row.trend, 1);
	assert_int_equal(row.last_level, LEVEL_NOT_OBSERVED);
	assert_string_equal(row.seen_on, "2026-01-04");
}

static void level_current__compares__the_last_two_for_the_trend(void **state)
{
	(void)state;
	assert_int_equal(current(RULE_HIGHEST, LEVELS(2)).trend, 2);
	assert_int_equal(current(RULE_HIGHEST, LEVELS(4, 2)).trend, -1);
	assert_int_equal(current(RULE_HIGHEST, LEVELS(4, 2, 2)).trend, 0);
	assert_int_equal(current(RULE_HIGHEST, LEVELS(4, 2, 3)).trend, 1);
}

/* Whatever the language. */
static void in_points(char *text)
{
	char *comma = strchr(text, ',');

	if (comma)
		*comma = '.';
}

static void level_text__has__a_decimal_only_where_a_mean_is(void **state)
{
	static const struct {
		enum level_rule rule;
		int value, count;
		const char *text;
	} tries[] = {{RULE_LATEST, 300, 1, "3"}, {RULE_LATEST, 300, 5, "3"},
		{RULE_HIGHEST, 400, 5, "4"}, {RULE_MEAN, 300, 1, "3"}, {RULE_MEAN, 300, 2, "3.0"},
		{RULE_MEAN, 250, 2, "2.5"}, {RULE_MEAN, 267, 3, "2.7"},
		{RULE_DECAYING, 300, 1, "3"}, {RULE_DECAYING, 300, 2, "3.0"},
		{RULE_DECAYING, 334, 4, "3.3"}, {RULE_DECAYING, 295, 4, "3.0"},
		{RULE_DECAYING, 294, 4, "2.9"}, {RULE_LATEST, -1, 0, "·"}};
	char text[16];

	(void)state;
	for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
		level_text(tries[i].rule, tries[i].value, tries[i].count, text);
		in_points(text);
		assert_string_equal(text, tries[i].text);
	}
	level_mean_text(300, text);
	in_points(text);
	assert_string_equal(text, "3.0");
}

static void level_current__takes__a_long_history(void **state)
{
	int levels[200];

	(void)state;
	for (int i = 0; i < 200; i++)
		levels[i] = i % 4 + 1;
	assert_int_equal(current(RULE_MEAN, 200, levels).value, 250);
	assert_int_equal(current(RULE_MEAN, 200, levels).count, 200);
}

static void level_mean__rounds__a_half_up_and_leaves_out_what_has_none(void **state)
{
	size_t counted = 9;

	(void)state;
	assert_int_equal(level_mean(LEVELS(300, 200, 300, -1, -1), &counted), 267);
	assert_int_equal(counted, 3);
	assert_int_equal(level_mean(LEVELS(250, 300, 255), NULL), 268);
	assert_int_equal(level_mean(LEVELS(200, 201), NULL), 201);
	assert_int_equal(level_mean(LEVELS(-1, -1), &counted), -1);
	assert_int_equal(counted, 0);
	assert_int_equal(level_mean(0, NULL, &counted), -1);
}

static void level_item_mean__counts__the_leaves_under_an_item(void **state)
{
	const struct framework *framework = sample_framework(*state);
	/* 1.1 1.2 2.1 2.2 2.3 3 */
	const int values[] = {300, 234, 300, -1, 300, -1};
	size_t rated = 9, of = 9;

	assert_int_equal(framework->leaf_count, 6);
	assert_int_equal(
		level_item_mean(framework, sample_item(*state, "1"), values, &rated, &of), 267);
	assert_int_equal(rated, 2);
	assert_int_equal(of, 2);
	assert_int_equal(
		level_item_mean(framework, sample_item(*state, "2"), values, &rated, &of), 300);
	assert_int_equal(rated, 2);
	assert_int_equal(of, 3);
	assert_int_equal(
		level_item_mean(framework, sample_item(*state, "3"), values, &rated, &of), -1);
	assert_int_equal(of, 1);
	assert_int_equal(
		level_item_mean(framework, sample_item(*state, "1.2"), values, &rated, &of), 234);
	/* 2.67 and 3.00: 2.835 */
	assert_int_equal(level_overall(framework, values, &rated), 284);
	assert_int_equal(rated, 4);
}

static void level_counts__takes__staff_only(void **state)
{
	(void)state;
	for (int kind = 0; kind < KIND_COUNT; kind++)
		assert_int_equal(level_counts((enum assessment_kind)kind),
			kind != KIND_SELF && kind != KIND_PEER);
}

/* ---- The derived tables --------------------------------------------------------- */

struct levels {
	size_t count;
	struct current_row rows[8];
};

static bool take_level(void *ctx, const struct current_row *row)
{
	struct levels *levels = ctx;

	assert_true(levels->count < 8);
	levels->rows[levels->count++] = *row;
	return true;
}

static struct levels read_levels(struct sample *sample, int64_t student_id)
{
	struct levels levels = {0};

	OK(db_level_each(sample->session.db, student_id, take_level, &levels, err));
	return levels;
}

static struct standing_row read_standing(struct sample *sample, int64_t student_id)
{
	struct standing_row standing;

	OK(db_standing_get(
		sample->session.db, sample_framework(sample)->row.id, student_id, &standing, err));
	return standing;
}

static void level_derive__follows__every_rating(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct levels levels;

	assert_int_equal(read_standing(sample, id).mean, -1);
	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, id, "1.1", "2026-11-01", KIND_COURSE, 3);
	sample_rate(sample, id, "1.1", "2026-10-15", KIND_JURY, 4); /* typed late: in between */
	levels = read_levels(sample, id);
	assert_int_equal(levels.count, 1);
	assert_int_equal(levels.rows[0].value, 300);
	assert_int_equal(levels.rows[0].trend, -1);
	assert_int_equal(levels.rows[0].count, 3);
	assert_int_equal(read_standing(sample, id).mean, 300);
	assert_string_equal(read_standing(sample, id).seen_on, "2026-11-01");
	assert_int_equal(sample_check(sample), 0);
}

static void level_derive__leaves_aside__self_and_peers(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_rate(sample, id, "1.1", "2026-10-01", KIND_SELF, 4);
	sample_rate(sample, id, "1.2", "2026-10-02", KIND_PEER, 4);
	assert_int_equal(read_levels(sample, id).count, 0);
	assert_int_equal(read_standing(sample, id).mean, -1);
	assert_string_equal(read_standing(sample, id).seen_on, "");
	sample_rate(sample, id, "1.1", "2026-09-30", KIND_MEETING, 1);
	assert_int_equal(read_standing(sample, id).mean, 100);
	assert_string_equal(read_standing(sample, id).seen_on, "2026-09-30");
	assert_int_equal(sample_check(sample), 0);
}

static void level_derive__takes_back__what_is_undone_or_cleared(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, id, "2.1", "2026-10-01", KIND_MEETING, 4);
	assert_int_equal(read_standing(sample, id).mean, 300);
	assert_int_equal(read_standing(sample, id).rated, 2);
	sample_undo(sample);
	assert_int_equal(read_levels(sample, id).count, 1);
	assert_int_equal(read_standing(sample, id).mean, 200);
	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, LEVEL_NONE);
	assert_int_equal(read_levels(sample, id).count, 0);
	assert_int_equal(read_standing(sample, id).mean, -1);
	assert_string_equal(read_standing(sample, id).seen_on, "");
	assert_int_equal(sample_check(sample), 0);
}

static void level_derive__shows__not_observed_as_seen(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct levels levels;

	sample_rate(sample, id, "3", "2026-10-01", KIND_MEETING, LEVEL_NOT_OBSERVED);
	levels = read_levels(sample, id);
	assert_int_equal(levels.count, 1);
	assert_int_equal(levels.rows[0].value, -1);
	assert_int_equal(levels.rows[0].last_level, LEVEL_NOT_OBSERVED);
	assert_int_equal(read_standing(sample, id).mean, -1);
	assert_int_equal(read_standing(sample, id).rated, 0);
	assert_string_equal(read_standing(sample, id).seen_on, "2026-10-01");
	assert_int_equal(sample_check(sample), 0);
}

static void level_derive__orders__one_day_by_the_moment_typed(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, id, "1.1", "2026-10-01", KIND_COURSE, 4);
	assert_int_equal(read_levels(sample, id).rows[0].value, 400);
	sample_rate(
		sample, id, "1.1", "2026-10-01", KIND_MEETING, 3); /* corrected: now the newest */
	assert_int_equal(read_levels(sample, id).rows[0].value, 300);
	assert_int_equal(sample_check(sample), 0);
}

/* A file of another copy may move an assessment: a date, or whose view it is. */
static void move_assessment(struct sample *sample, const char *set, const char *where)
{
	char sql[256];

	OK(db_batch_begin(sample->session.db, "test", "", "T", err));
	(void)snprintf(sql, sizeof sql, "UPDATE assessment SET %s WHERE %s", set, where);
	assert_int_equal(
		sqlite3_exec(sample->session.db->handle, sql, NULL, NULL, NULL), SQLITE_OK);
	OK(db_batch_end(sample->session.db, err));
}

static void level_derive__follows__a_moved_assessment(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, id, "1.1", "2026-10-08", KIND_COURSE, 4);
	assert_int_equal(read_levels(sample, id).rows[0].value, 400);
	move_assessment(sample, "held_on = '2026-10-15'", "kind = 'meeting'");
	assert_int_equal(read_levels(sample, id).rows[0].value, 200);
	assert_string_equal(read_levels(sample, id).rows[0].seen_on, "2026-10-15");
	assert_string_equal(read_standing(sample, id).seen_on, "2026-10-15");
	assert_int_equal(sample_check(sample), 0);
	sample_undo(sample);
	assert_int_equal(read_levels(sample, id).rows[0].value, 400);
	assert_int_equal(sample_check(sample), 0);
	/* on the very day of the other: in the order in which they were typed */
	move_assessment(sample, "held_on = '2026-10-08'", "kind = 'meeting'");
	assert_int_equal(read_levels(sample, id).rows[0].value, 400);
	sample_undo(sample);
	/* the newest becomes the student's own view: it no longer counts */
	move_assessment(sample, "kind = 'self'", "kind = 'course'");
	assert_int_equal(read_levels(sample, id).rows[0].value, 200);
	assert_int_equal(read_levels(sample, id).rows[0].count, 1);
	assert_int_equal(sample_check(sample), 0);
	sample_undo(sample);
	assert_int_equal(read_levels(sample, id).rows[0].value, 400);
	assert_int_equal(read_levels(sample, id).rows[0].count, 2);
	assert_int_equal(sample_check(sample), 0);
	/* the only one that counts */
	move_assessment(sample, "kind = 'self'", "kind = 'course'");
	move_assessment(sample, "kind = 'peer'", "kind = 'meeting'");
	assert_int_equal(read_levels(sample, id).count, 0);
	assert_int_equal(read_standing(sample, id).mean, -1);
	assert_int_equal(sample_check(sample), 0);
}

static void db_rebuild__makes_again__the_same(void **state)
{
	struct sample *sample = *state;

	sample_students(sample, 12);
	for (int i = 1; i <= 12; i++) {
		struct student_row row;
		char matricule[MATRICULE_SIZE];

		(void)snprintf(matricule, sizeof matricule, "%07d", i);
		OK(db_student_by_matricule(sample->session.db, matricule, &row, err));
		sample_rate(sample, row.id, i % 2 ? "1.1" : "2.3", "2026-10-01", KIND_MEETING,
			i % 4 + 1);
	}
	OK(db_rebuild(sample->session.db, err));
	assert_int_equal(sample_check(sample), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(level_current__follows__each_rule),
		cmocka_unit_test(level_current__takes__not_observed_as_seen_never_as_a_level),
		cmocka_unit_test(level_current__compares__the_last_two_for_the_trend),
		cmocka_unit_test(level_current__takes__a_long_history),
		cmocka_unit_test(level_text__has__a_decimal_only_where_a_mean_is),
		cmocka_unit_test(level_mean__rounds__a_half_up_and_leaves_out_what_has_none),
		cmocka_unit_test(level_counts__takes__staff_only),
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(level_item_mean__counts__the_leaves_under_an_item),
		TEST(level_derive__follows__every_rating),
		TEST(level_derive__leaves_aside__self_and_peers),
		TEST(level_derive__takes_back__what_is_undone_or_cleared),
		TEST(level_derive__shows__not_observed_as_seen),
		TEST(level_derive__orders__one_day_by_the_moment_typed),
		TEST(level_derive__follows__a_moved_assessment),
		TEST(db_rebuild__makes_again__the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
