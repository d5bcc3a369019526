/* core/grid.c: what the evaluation pane shows. */
#include "core/grid.h"

#include "tests/unit/sample.h"

static size_t leaf(struct sample *sample, const char *code)
{
	return sample_framework(sample)->items[sample_item(sample, code)].leaf_index;
}

static struct student_grid load(struct sample *sample, int64_t student)
{
	struct student_grid grid;

	OK(student_grid_load(&sample->session, sample_framework(sample), student, &grid, err));
	return grid;
}

static void student_grid__is__empty_without_ratings(void **state)
{
	struct sample *sample = *state;
	struct student_grid grid = load(sample, sample_student(sample, "0001", "Dupont", "Anne"));

	assert_int_equal(grid.column_count, 0);
	for (size_t i = 0; i < sample_framework(sample)->leaf_count; i++) {
		assert_int_equal(grid.values[i], -1);
		assert_int_equal(grid.current[i].value, -1);
		assert_int_equal(grid.current[i].count, 0);
		assert_string_equal(grid.current[i].seen_on, "");
	}
	student_grid_release(&grid);
	student_grid_release(&grid);
}

static void student_grid__shows__occasions_oldest_first(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct student_grid grid;
	const struct grid_cell *row;

	sample_rate(sample, id, "1.1", "2026-11-01", KIND_JURY, 3);
	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, id, "2.3", "2026-10-15", KIND_SELF, 4);
	sample_rate(sample, id, "3", "2026-11-01", KIND_JURY, LEVEL_NOT_OBSERVED);
	grid = load(sample, id);
	assert_int_equal(grid.column_count, 3);
	assert_string_equal(grid.columns[0].held_on, "2026-10-01");
	assert_string_equal(grid.columns[1].held_on, "2026-10-15");
	assert_string_equal(grid.columns[2].held_on, "2026-11-01");
	row = grid.cells + leaf(sample, "1.1") * grid.column_count;
	assert_int_equal(row[0].level, 2);
	assert_true(row[0].staff);
	assert_int_equal(row[1].level, LEVEL_NONE);
	assert_int_equal(row[2].level, 3);
	assert_int_equal(grid.values[leaf(sample, "1.1")], 300);
	assert_int_equal(grid.current[leaf(sample, "1.1")].trend, 1);
	row = grid.cells + leaf(sample, "2.3") * grid.column_count;
	assert_int_equal(row[1].level, 4);
	assert_false(row[1].staff);
	assert_int_equal(grid.values[leaf(sample, "2.3")], -1); /* self: beside, never in */
	row = grid.cells + leaf(sample, "3") * grid.column_count;
	assert_int_equal(row[2].level, LEVEL_NOT_OBSERVED);
	assert_int_equal(grid.values[leaf(sample, "3")], -1);
	assert_string_equal(grid.current[leaf(sample, "3")].seen_on, "2026-11-01");
	student_grid_release(&grid);
}

static void student_grid__keeps__the_newest_of_many_occasions(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct student_grid grid;
	char date[DATE_SIZE];

	for (int i = 0; i < 80; i++) {
		(void)snprintf(date, sizeof date, "2025-%02d-%02d", i / 28 + 1, i % 28 + 1);
		sample_rate(sample, id, "1.1", date, KIND_MEETING, i % 4 + 1);
	}
	grid = load(sample, id);
	assert_true(grid.column_count >= 20 && grid.column_count <= 80);
	assert_string_equal(grid.columns[grid.column_count - 1].held_on, date);
	assert_int_equal(grid.current[leaf(sample, "1.1")].count, 80);
	student_grid_release(&grid);
}

static void grid_notes__gives__the_newest_first(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	const struct framework *framework = sample_framework(sample);
	struct occasion occasion = {.kind = KIND_MEETING, .person = "A. Maes"};
	struct grid_note notes[3];
	size_t count = 9;
	int64_t item = framework->items[sample_item(sample, "1.1")].row.id;

	OK(grid_notes(&sample->session, id, item, 3, notes, &count, err));
	assert_int_equal(count, 0);
	for (int i = 1; i <= 5; i++) {
		char comment[20];

		(void)snprintf(occasion.held_on, DATE_SIZE, "2026-10-%02d", i);
		(void)snprintf(comment, sizeof comment, "note %d", i);
		OK(rating_set(&sample->session, framework, sample_item(sample, "1.1"), id,
			&occasion, i % 4 + 1, i == 4 ? NULL : comment, NULL, err));
	}
	OK(grid_notes(&sample->session, id, item, 3, notes, &count, err));
	assert_int_equal(count, 3);
	assert_string_equal(notes[0].comment, "note 5");
	assert_string_equal(notes[1].comment, "note 3");
	assert_string_equal(notes[2].comment, "note 2");
	assert_string_equal(notes[0].assessment.held_on, "2026-10-05");
	assert_string_equal(notes[0].assessment.person, "A. Maes");
	assert_int_equal(notes[0].level, 2);
	grid_notes_release(notes, count);
}

static void group_grid__shows__current_levels_and_those_of_today(void **state)
{
	struct sample *sample = *state;
	const struct framework *framework = sample_framework(sample);
	int64_t ids[3] = {sample_student(sample, "0003", "Zorro", "Anne"),
		sample_student(sample, "0001", "Abel", "Bo"),
		sample_student(sample, "0002", "Cain", "Di")};
	struct occasion today = {
		.kind = KIND_MEETING, .held_on = "2026-11-12", .person = "A. Maes"};
	struct group_grid grid;
	size_t at;

	sample_rate(sample, ids[0], "2.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, ids[2], "2.3", "2026-11-12", KIND_MEETING, 4);
	sample_rate(sample, ids[2], "1.1", "2026-11-12", KIND_MEETING, 1);
	sample_rate(sample, ids[2], "2.1", "2026-11-13", KIND_COURSE, 3);
	OK(group_grid_load(
		&sample->session, framework, sample_item(sample, "2"), 3, ids, &today, &grid, err));
	assert_int_equal(grid.leaf_count, 3);
	assert_int_equal(grid.student_count, 3);
	assert_true(grid.students[0] == ids[0]);
	assert_int_equal(grid.current[0].value, 200);
	assert_int_equal(grid.today[0], LEVEL_NONE);
	assert_int_equal(grid.current[1 * 3].value, -1);
	at = 2 * 3 + 2; /* the third student, 2.3 */
	assert_int_equal(grid.current[at].value, 400);
	assert_int_equal(grid.today[at], 4);
	assert_int_equal(grid.current[2 * 3].value, 300);
	assert_int_equal(grid.today[2 * 3], LEVEL_NONE);
	group_grid_release(&grid);

	/* All leaves at once; an occasion nobody has made yet; self-assessments. */
	OK(group_grid_load(&sample->session, framework, (size_t)-1, 3, ids, &today, &grid, err));
	assert_int_equal(grid.leaf_count, 6);
	assert_int_equal(grid.today[2 * 6], 1);
	group_grid_release(&grid);
	(void)snprintf(today.person, sizeof today.person, "Nobody yet");
	OK(group_grid_load(&sample->session, framework, (size_t)-1, 3, ids, &today, &grid, err));
	assert_int_equal(grid.today[2 * 6], LEVEL_NONE);
	group_grid_release(&grid);
	sample_rate(sample, ids[1], "1.2", "2026-09-01", KIND_SELF, 2);
	today = (struct occasion){.kind = KIND_SELF, .held_on = "2026-09-01"};
	OK(group_grid_load(&sample->session, framework, (size_t)-1, 3, ids, &today, &grid, err));
	assert_int_equal(grid.today[1 * 6 + 1], 2);
	assert_int_equal(grid.current[1 * 6 + 1].value, -1);
	group_grid_release(&grid);
	OK(group_grid_load(&sample->session, framework, (size_t)-1, 0, NULL, &today, &grid, err));
	assert_int_equal(grid.student_count, 0);
	group_grid_release(&grid);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(student_grid__is__empty_without_ratings),
		TEST(student_grid__shows__occasions_oldest_first),
		TEST(student_grid__keeps__the_newest_of_many_occasions),
		TEST(grid_notes__gives__the_newest_first),
		TEST(group_grid__shows__current_levels_and_those_of_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
