/* core/rating.c: rating, filling, undoing. */
#include "core/rating.h"

#include "core/grid.h"
#include "core/history.h"
#include "tests/unit/sample.h"

static const struct occasion meeting = {
	.kind = KIND_MEETING, .held_on = "2026-11-12", .person = "A. Maes"};

static int set(
	struct sample *sample, int64_t student, const char *code, int level, const char *comment)
{
	int before = 99;

	OK(rating_set(&sample->session, sample_framework(sample), sample_item(sample, code),
		student, &meeting, level, comment, &before, err));
	return before;
}

/* What one cell of the student's grid shows; it must have one column. */
static struct grid_cell cell(struct sample *sample, int64_t student, const char *code)
{
	const struct framework *framework = sample_framework(sample);
	struct student_grid grid;
	struct grid_cell ret = {0};

	OK(student_grid_load(&sample->session, framework, student, &grid, err));
	assert_true(grid.column_count <= 1);
	if (grid.column_count)
		ret = grid.cells[framework->items[sample_item(sample, code)].leaf_index];
	student_grid_release(&grid);
	return ret;
}

static void rating_set__says__the_level_before(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	assert_int_equal(set(sample, id, "1.1", 3, NULL), LEVEL_NONE);
	assert_int_equal(set(sample, id, "1.1", 4, "mieux"), 3);
	assert_int_equal(cell(sample, id, "1.1").level, 4);
	assert_true(cell(sample, id, "1.1").commented);
	assert_int_equal(set(sample, id, "1.1", LEVEL_NOT_OBSERVED, ""), 4);
	assert_int_equal(cell(sample, id, "1.1").level, LEVEL_NOT_OBSERVED);
	assert_false(cell(sample, id, "1.1").commented);
	assert_int_equal(set(sample, id, "1.1", LEVEL_NONE, NULL), LEVEL_NOT_OBSERVED);
	assert_int_equal(sample_check(sample), 0);
}

static void rating_set__leaves_no_trace__clearing_an_empty_cell(void **state)
{
	struct sample *sample = *state;
	struct session *session = &sample->session;
	const struct framework *framework = sample_framework(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct occasion occasion;
	size_t batches = sample_batches(sample);
	int before = 9;

	occasion_today(session, &occasion);
	OK(rating_set(session, framework, sample_item(sample, "1.1"), student, &occasion,
		LEVEL_NONE, NULL, &before, err));
	assert_int_equal(before, LEVEL_NONE);
	assert_int_equal(sample_batches(sample), batches);
}

static void rating_set__refuses__what_is_not_rated_or_not_in_the_scale(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	const struct framework *framework = sample_framework(sample);
	size_t batches = sample_batches(sample);
	char tall[COMMENT_SIZE + 1];
	struct err told = {0};

	assert_int_equal(rating_set(&sample->session, framework, sample_item(sample, "2"), id,
				 &meeting, 3, NULL, NULL, &told),
		ERR_INVALID);
	assert_int_equal(told.reason, WHY_ITEM_NOT_RATED);
	assert_string_equal(told.value, "2");
	assert_string_equal(told.place, "2.1");
	for (int level = -3; level <= 9; level++) {
		if (level >= -1 && level <= 4)
			continue;
		REFUSED(WHY_LEVEL_OUT_OF_SCALE,
			rating_set(&sample->session, framework, sample_item(sample, "2.1"), id,
				&meeting, level, NULL, NULL, err));
	}
	memset(tall, 'x', sizeof tall - 1);
	tall[sizeof tall - 1] = '\0';
	REFUSED(WHY_TEXT_TOO_LONG,
		rating_set(&sample->session, framework, sample_item(sample, "2.1"), id, &meeting, 3,
			tall, NULL, err));
	REFUSED(WHY_STUDENT_UNKNOWN,
		rating_set(&sample->session, framework, sample_item(sample, "2.1"), id + 1,
			&meeting, 3, NULL, NULL, err));
	assert_int_equal(sample_batches(sample), batches);
}

static void rating_set__cleans__what_is_typed(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct grid_note note;
	size_t count = 0;

	(void)set(sample, id, "1.1", 3, "  vu\x1b[31m e\xCC\x81lan\n ");
	OK(grid_notes(&sample->session, id,
		sample_framework(sample)->items[sample_item(sample, "1.1")].row.id, 1, &note,
		&count, err));
	assert_int_equal(count, 1);
	assert_null(strpbrk(note.comment, "\x1b\n"));
	assert_non_null(strstr(note.comment, "\xC3\xA9lan")); /* composed */
	grid_notes_release(&note, count);
}

static void rating_comment__leaves__the_level(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	const struct framework *framework = sample_framework(sample);
	size_t item = sample_item(sample, "1.1");

	(void)set(sample, id, "1.1", 3, NULL);
	OK(rating_comment(
		&sample->session, framework, item, id, &meeting, "a dit l'essentiel", err));
	assert_int_equal(cell(sample, id, "1.1").level, 3);
	assert_true(cell(sample, id, "1.1").commented);
	OK(rating_comment(&sample->session, framework, item, id, &meeting, "", err));
	assert_int_equal(cell(sample, id, "1.1").level, 3);
	assert_false(cell(sample, id, "1.1").commented);
	assert_int_equal(sample_check(sample), 0);
}

static void rating_set__goes__back_and_forth(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct batch_row batch;
	char text[200];

	(void)set(sample, id, "1.1", 2, NULL);
	(void)set(sample, id, "1.1", 3, NULL);
	OK(history_undo(&sample->session, &batch, err));
	assert_string_equal(batch.action, "rate");
	assert_string_equal(batch.subject, "0001 1.1");
	history_describe(&batch, text, sizeof text);
	assert_string_equal(text, "Rating of 0001 1.1");
	assert_int_equal(cell(sample, id, "1.1").level, 2);
	OK(history_redo(&sample->session, &batch, err));
	assert_int_equal(cell(sample, id, "1.1").level, 3);
	OK(history_undo(&sample->session, &batch, err));
	OK(history_undo(&sample->session, &batch, err));
	assert_int_equal(cell(sample, id, "1.1").level, LEVEL_NONE);
	assert_int_equal(sample_check(sample), 0);
}

static void rating_fill__writes__only_empty_cells(void **state)
{
	struct sample *sample = *state;
	const struct framework *framework = sample_framework(sample);
	int64_t ids[2] = {sample_student(sample, "0001", "Dupont", "Anne"),
		sample_student(sample, "0002", "Durand", "Bo")};
	size_t items[] = {sample_item(sample, "2.1"), sample_item(sample, "2.2")};
	size_t root = sample_item(sample, "2");
	struct batch_row batch;
	long written = -1;

	(void)set(sample, ids[0], "2.1", 4, NULL);
	(void)set(sample, ids[1], "2.2", LEVEL_NOT_OBSERVED, NULL);
	OK(rating_fill(&sample->session, framework, 2, items, 2, ids, &meeting, 2, &written, err));
	assert_int_equal(written, 2);
	assert_int_equal(cell(sample, ids[0], "2.1").level, 4);
	assert_int_equal(cell(sample, ids[0], "2.2").level, 2);
	assert_int_equal(cell(sample, ids[1], "2.1").level, 2);
	assert_int_equal(cell(sample, ids[1], "2.2").level, LEVEL_NOT_OBSERVED);
	OK(history_undo(&sample->session, &batch, err));
	assert_int_equal(cell(sample, ids[0], "2.2").level, LEVEL_NONE);
	assert_int_equal(cell(sample, ids[0], "2.1").level, 4);
	OK(rating_fill(&sample->session, framework, 2, items, 2, ids, &meeting, LEVEL_NONE,
		&written, err));
	assert_int_equal(written, 0);
	REFUSED(WHY_ITEM_NOT_RATED, rating_fill(&sample->session, framework, 1, &root, 2, ids,
					    &meeting, 2, &written, err));
	assert_int_equal(sample_check(sample), 0);
}

static void expect_effect(struct sample *sample, size_t count, const int64_t ids[],
	const struct occasion *occasion, int level, const struct fill_effect *wanted)
{
	const size_t items[] = {sample_item(sample, "2.1")};
	struct fill_effect effect = {0};

	OK(rating_fill_effect(&sample->session, sample_framework(sample), 1, items, count, ids,
		occasion, level, &effect, err));
	assert_int_equal(effect.cells, wanted->cells);
	assert_int_equal(effect.up, wanted->up);
	assert_int_equal(effect.down, wanted->down);
	assert_int_equal(effect.same, wanted->same);
	assert_int_equal(effect.first, wanted->first);
}

static void rating_fill_effect__tells__what_goes_up_and_down(void **state)
{
	struct sample *sample = *state;
	struct occasion self = meeting, early = meeting;
	size_t batches, items[] = {sample_item(sample, "2.1")};
	int64_t ids[6];
	long written;

	for (int i = 0; i < 6; i++) {
		const char matricule[] = {'0', (char)('1' + i), '\0'};

		ids[i] = sample_student(sample, matricule, "Dupont", matricule);
	}
	for (int i = 0; i < 4; i++) /* 1, 2, 3, 4 and a self-assessment that does not count */
		sample_rate(sample, ids[i], "2.1", "2026-01-10", KIND_COURSE, i + 1);
	sample_rate(sample, ids[4], "2.1", "2026-01-10", KIND_SELF, 4);
	sample_rate(sample, ids[4], "2.1", "2026-01-10", KIND_COURSE, LEVEL_NOT_OBSERVED);
	batches = sample_batches(sample);
	expect_effect(sample, 6, ids, &meeting, 3,
		&(struct fill_effect){.cells = 6, .up = 2, .down = 1, .same = 1, .first = 2});
	expect_effect(sample, 6, ids, &meeting, LEVEL_NOT_OBSERVED,
		&(struct fill_effect){.cells = 6, .same = 6});
	self.kind = KIND_SELF;
	expect_effect(sample, 6, ids, &self, 3, &(struct fill_effect){.cells = 6, .same = 6});
	/* Of an earlier day it is not the newest; of the same day it is, typed last. */
	(void)snprintf(early.held_on, sizeof early.held_on, "2026-01-09");
	expect_effect(sample, 6, ids, &early, 3,
		&(struct fill_effect){.cells = 6, .same = 4, .first = 2});
	(void)snprintf(early.held_on, sizeof early.held_on, "2026-01-10");
	expect_effect(sample, 6, ids, &early, 3,
		&(struct fill_effect){.cells = 6, .up = 2, .down = 1, .same = 1, .first = 2});
	assert_int_equal(sample_batches(sample), batches);
	/* What has a level or is not observed on the occasion is no empty cell. */
	(void)set(sample, ids[0], "2.1", 1, NULL);
	(void)set(sample, ids[1], "2.1", LEVEL_NOT_OBSERVED, NULL);
	expect_effect(sample, 6, ids, &meeting, 3,
		&(struct fill_effect){.cells = 4, .down = 1, .same = 1, .first = 2});
	OK(rating_fill(&sample->session, sample_framework(sample), 1, items, 6, ids, &meeting, 3,
		&written, err));
	assert_int_equal(written, 4);
	expect_effect(sample, 6, ids, &meeting, 3, &(struct fill_effect){0});
}

static void kind_parse__takes__every_code(void **state)
{
	enum assessment_kind kind;
	struct err told = {0};

	(void)state;
	for (int i = 0; i < KIND_COUNT; i++) {
		OK(kind_parse(kind_code((enum assessment_kind)i), &kind, err));
		assert_int_equal(kind, i);
	}
	OK(kind_parse("JURY", &kind, err));
	assert_int_equal(kind, KIND_JURY);
	assert_int_equal(kind_parse("lunch", &kind, &told), ERR_INVALID);
	assert_string_equal(told.place, "meeting, internship, thesis, course, self, peer, jury");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(rating_set__says__the_level_before),
		TEST(rating_set__leaves_no_trace__clearing_an_empty_cell),
		TEST(rating_set__refuses__what_is_not_rated_or_not_in_the_scale),
		TEST(rating_set__cleans__what_is_typed),
		TEST(rating_comment__leaves__the_level),
		TEST(rating_set__goes__back_and_forth),
		TEST(rating_fill__writes__only_empty_cells),
		TEST(rating_fill_effect__tells__what_goes_up_and_down),
		cmocka_unit_test(kind_parse__takes__every_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
