/* db/db_framework.c: frameworks, scales, items by key. */
#include "tests/unit/sample.h"

static bool in_use(struct sample *sample)
{
	bool used = false;

	OK(db_framework_in_use(sample->session.db, sample_framework(sample)->row.id, &used, err));
	return used;
}

static void db_framework_in_use__sees__a_rating_of_any_kind(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	assert_false(in_use(sample));
	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, 2);
	assert_true(in_use(sample));
	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, LEVEL_NONE);
	assert_false(in_use(sample));
	sample_rate(sample, id, "1.1", "2026-10-01", KIND_SELF, 2);
	assert_true(in_use(sample));
}

static void db_scale_put__hides__levels_a_shorter_scale_has_not(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct scale_row scale = sample_framework(sample)->scale, found;
	int64_t id = 0;

	scale.level_count = 3;
	OK(db_batch_begin(db, "scale", "", "T", err));
	OK(db_scale_put(db, &scale, &id, err));
	OK(db_batch_end(db, err));
	assert_true(id == scale.id);
	OK(db_scale_get(db, id, &found, err));
	assert_int_equal(found.level_count, 3);
	scale.level_count = 4;
	OK(db_batch_begin(db, "scale", "", "T", err));
	OK(db_scale_put(db, &scale, &id, err));
	OK(db_batch_end(db, err));
	OK(db_scale_get(db, id, &found, err));
	assert_int_equal(found.level_count, 4);
	assert_string_equal(found.levels[3].name, "Maîtrisé");
	assert_int_equal(found.mastery, 3);
	assert_int_equal(sample_check(sample), 0);
}

static bool take_row(void *ctx, const struct framework_row *row)
{
	*(struct framework_row *)ctx = *row;
	return true;
}

static bool join(void *ctx, int number, const char *text)
{
	char *all = ctx;
	size_t used = strlen(all);

	(void)snprintf(all + used, 100 - used, "%d %s;", number, text);
	return true;
}

static void db_framework_put__gives_back__every_field(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct framework_row row = sample_framework(sample)->row, found = {0};
	char texts[100] = "";
	int64_t item = sample_framework(sample)->items[1].row.id;

	row.rule = RULE_DECAYING;
	(void)snprintf(row.validated_on, DATE_SIZE, "2018-04-24");
	(void)snprintf(row.language, LABEL_SIZE, "français");
	row.credits = 120;
	OK(db_batch_begin(db, "framework", "", "T", err));
	OK(db_framework_put(db, &row, NULL, err));
	OK(db_goal_put(db, row.id, 2, "second", err));
	OK(db_goal_put(db, row.id, 1, "first", err));
	OK(db_descriptor_put(db, item, 4, "seul", err));
	OK(db_descriptor_put(db, item, 1, "guidé", err));
	OK(db_batch_end(db, err));
	OK(db_framework_each(db, take_row, &found, err));
	assert_int_equal(found.rule, RULE_DECAYING);
	assert_string_equal(found.validated_on, "2018-04-24");
	assert_string_equal(found.language, "français");
	assert_int_equal(found.credits, 120);
	OK(db_goal_each(db, row.id, join, texts, err));
	assert_string_equal(texts, "1 first;2 second;");
	texts[0] = '\0';
	OK(db_descriptor_each(db, item, join, texts, err));
	assert_string_equal(texts, "1 guidé;4 seul;");
	assert_int_equal(sample_check(sample), 0);
}

static void db_framework_put__writes_nothing__when_nothing_differs(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	size_t batches = sample_batches(sample);
	const struct framework *framework = sample_framework(sample);

	OK(db_batch_begin(db, "framework", "", "T", err));
	OK(db_scale_put(db, &framework->scale, NULL, err));
	OK(db_framework_put(db, &framework->row, NULL, err));
	for (size_t i = 0; i < framework->item_count; i++)
		OK(db_item_put(db, &framework->items[i].row, NULL, err));
	OK(db_batch_end(db, err));
	assert_int_equal(sample_batches(sample), batches);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(db_framework_in_use__sees__a_rating_of_any_kind),
		TEST(db_scale_put__hides__levels_a_shorter_scale_has_not),
		TEST(db_framework_put__gives_back__every_field),
		TEST(db_framework_put__writes_nothing__when_nothing_differs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
