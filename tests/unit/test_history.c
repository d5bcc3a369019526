/* core/history.c: what was done, in words. */
#include "core/history.h"

#include "tests/unit/sample.h"

static void expect(const char *action, const char *subject, const char *words)
{
	struct batch_row batch = {0};
	char text[300];

	(void)snprintf(batch.action, sizeof batch.action, "%s", action);
	(void)snprintf(batch.subject, sizeof batch.subject, "%s", subject);
	history_describe(&batch, text, sizeof text);
	assert_string_equal(text, words);
}

static void history_describe__says__what_was_done(void **state)
{
	(void)state;
	expect("rate", "0024003 3.2", "Rating of 0024003 3.2");
	expect("undo", "rate 0024003 3.2", "Undone: Rating of 0024003 3.2");
	expect("redo", "import-students classe.csv", "Done again: Import of students: classe.csv");
	expect("demo", "", "Demonstration class");
	expect("undo", "rate", "Undone: rate"); /* hostile: an undo of nothing */
	expect("undo", "undo undo rate", "Undone: Undone: undo rate");
	expect("from-the-future", "x", "from-the-future x");
	expect("rate", "%s%n%d", "Rating of %s%n%d");
}

static void history_describe__is__cut_to_its_room(void **state)
{
	struct batch_row batch = {.action = "rate", .subject = "0024003 3.2"};
	char text[8];

	(void)state;
	history_describe(&batch, text, sizeof text);
	assert_string_equal(text, "Rating ");
}

static void history_batches__go__from_the_newest(void **state)
{
	struct sample *sample = *state;
	struct batch_row rows[3], more[8], batch;
	size_t count = 0;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	for (int level = 1; level <= 4; level++)
		sample_rate(sample, id, "1.1", "2026-11-12", KIND_MEETING, level);
	OK(history_undo(&sample->session, &batch, err));
	OK(history_batches(&sample->session, NULL, 3, rows, &count, err));
	assert_int_equal(count, 3);
	assert_string_equal(rows[0].action, "undo");
	assert_string_equal(rows[0].author, "A. Maes");
	assert_string_equal(rows[1].action, "rate");
	assert_true(rows[1].undone);
	assert_false(rows[2].undone);
	OK(history_batches(&sample->session, rows[2].stamp, 8, more, &count, err));
	assert_int_equal(count, 4); /* two ratings, the student, the beginning */
	assert_true(memcmp(more[0].stamp, rows[2].stamp, STAMP_SIZE) < 0);
}

static void history_undo_batch__takes_back__one_in_the_middle(void **state)
{
	struct sample *sample = *state;
	struct batch_row rows[3], batch;
	struct standing_row standing;
	size_t count = 0;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_rate(sample, id, "1.1", "2026-11-12", KIND_MEETING, 1);
	sample_rate(sample, id, "2.1", "2026-11-12", KIND_MEETING, 3);
	OK(history_batches(&sample->session, NULL, 3, rows, &count, err));
	OK(history_undo_batch(&sample->session, rows[1].stamp, &batch, err));
	assert_string_equal(batch.subject, "1.1");
	OK(db_standing_get(
		sample->session.db, sample_framework(sample)->row.id, id, &standing, err));
	assert_int_equal(standing.mean, 300);
	REFUSED(WHY_NOTHING_TO_UNDO,
		history_undo_batch(&sample->session, rows[1].stamp, &batch, err));
	assert_int_equal(sample_check(sample), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(history_describe__says__what_was_done),
		cmocka_unit_test(history_describe__is__cut_to_its_room),
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(history_batches__go__from_the_newest),
		TEST(history_undo_batch__takes_back__one_in_the_middle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
