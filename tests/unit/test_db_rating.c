/* db/db_rating.c: assessments and ratings by key. */
#include "tests/unit/sample.h"

struct found {
	size_t count;
	struct rating_row rows[16];
	char comments[16][64], people[16][64];
};

static bool take_rating(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct found *found = ctx;

	assert_true(found->count < 16);
	found->rows[found->count] = *row;
	(void)snprintf(found->comments[found->count], 64, "%s", comment ? comment : "");
	(void)snprintf(found->people[found->count], 64, "%s", person ? person : "");
	found->count++;
	return true;
}

static int64_t item_id(struct sample *sample, const char *code)
{
	return sample_framework(sample)->items[sample_item(sample, code)].row.id;
}

/* One rating on the meeting of 12 November, by nobody named; ret: the level before. */
static int put(
	struct sample *sample, int64_t student, const char *code, int level, const char *comment)
{
	struct db *db = sample->session.db;
	int64_t assessment = 0;
	int before = 99;

	OK(db_batch_begin(db, "rate", "", "T", err));
	OK(db_assessment_put(db, KIND_MEETING, "2026-11-12", 0, &assessment, err));
	OK(db_rating_put(
		db, student, item_id(sample, code), assessment, level, comment, &before, err));
	OK(db_batch_end(db, err));
	return before;
}

static int get(struct sample *sample, int64_t student, const char *code, char **ret_comment)
{
	int64_t assessment = 0;
	int level = 99;

	OK(db_assessment_find(sample->session.db, KIND_MEETING, "2026-11-12", 0, &assessment, err));
	OK(db_rating_get(sample->session.db, student, item_id(sample, code), assessment, &level,
		ret_comment, err));
	return level;
}

static void db_rating_put__says__the_level_there_was(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	assert_int_equal(put(sample, id, "1.1", 3, NULL), LEVEL_NONE);
	assert_int_equal(put(sample, id, "1.1", LEVEL_NOT_OBSERVED, NULL), 3);
	assert_int_equal(put(sample, id, "1.1", LEVEL_NONE, NULL), LEVEL_NOT_OBSERVED);
	assert_int_equal(put(sample, id, "1.1", 2, NULL), LEVEL_NONE);
	assert_int_equal(get(sample, id, "1.1", NULL), 2);
	assert_int_equal(get(sample, id, "1.2", NULL), LEVEL_NONE);
	assert_int_equal(sample_check(sample), 0);
}

static void db_rating_put__keeps_or_clears__the_comment(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	char *comment = NULL;

	(void)put(sample, id, "1.1", 3, "écoute bien");
	(void)put(sample, id, "1.1", 4, NULL);
	assert_int_equal(get(sample, id, "1.1", &comment), 4);
	assert_string_equal(comment, "écoute bien");
	free(comment);
	(void)put(sample, id, "1.1", LEVEL_NONE, NULL); /* the comment alone stays */
	assert_int_equal(get(sample, id, "1.1", &comment), LEVEL_NONE);
	assert_string_equal(comment, "écoute bien");
	free(comment);
	(void)put(sample, id, "1.1", LEVEL_NONE, "");
	assert_int_equal(get(sample, id, "1.1", &comment), LEVEL_NONE);
	assert_null(comment);
	assert_int_equal(sample_check(sample), 0);
}

static void db_rating_put__comes_back__without_its_old_comment(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	char *comment = NULL;

	(void)put(sample, id, "1.1", 3, "ancien");
	sample_undo(sample);
	assert_int_equal(put(sample, id, "1.1", 2, NULL), LEVEL_NONE);
	assert_int_equal(get(sample, id, "1.1", &comment), 2);
	assert_null(comment);
	assert_int_equal(sample_check(sample), 0);
}

static void db_rating_put__leaves_no_batch__when_nothing_differs(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	size_t batches;

	(void)put(sample, id, "1.1", 3, "bien");
	batches = sample_batches(sample);
	(void)put(sample, id, "1.1", 3, NULL);
	(void)put(sample, id, "1.1", 3, "bien");
	(void)put(sample, id, "1.2", LEVEL_NONE, NULL);
	assert_int_equal(sample_batches(sample), batches);
}

static void db_rating_put__moves_the_moment__only_with_the_level(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne"), first;
	struct found found = {0};

	(void)put(sample, id, "1.1", 3, NULL);
	OK(db_rating_each(sample->session.db, id, 0, take_rating, &found, err));
	first = found.rows[0].rated_at;
	(void)put(sample, id, "1.1", 3, "un mot");
	found.count = 0;
	OK(db_rating_each(sample->session.db, id, 0, take_rating, &found, err));
	assert_true(found.rows[0].rated_at == first);
	(void)put(sample, id, "1.1", 4, NULL);
	found.count = 0;
	OK(db_rating_each(sample->session.db, id, 0, take_rating, &found, err));
	assert_true(found.rows[0].rated_at > first);
}

static void db_rating_each__stands__in_order_of_date_and_moment(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct found found = {0};

	sample_rate(sample, id, "1.1", "2026-11-02", KIND_COURSE, 3);
	sample_rate(sample, id, "1.1", "2026-11-01", KIND_MEETING, 2);
	sample_rate(sample, id, "1.1", "2026-11-02", KIND_MEETING, 4);
	sample_rate(sample, id, "2.1", "2026-11-01", KIND_SELF, 1);
	OK(db_rating_each(
		sample->session.db, id, item_id(sample, "1.1"), take_rating, &found, err));
	assert_int_equal(found.count, 3);
	assert_int_equal(found.rows[0].level, 2);
	assert_int_equal(found.rows[1].level, 3);
	assert_int_equal(found.rows[2].level, 4);
	assert_string_equal(found.people[0], "A. Maes");
	assert_int_equal(found.rows[1].kind, KIND_COURSE);
	found.count = 0;
	OK(db_rating_each(sample->session.db, id, 0, take_rating, &found, err));
	assert_int_equal(found.count, 4);
}

static bool count_rating(void *ctx, int64_t item, int level)
{
	int *sum = ctx;

	(void)item;
	*sum += level;
	return true;
}

static void db_assessment_ratings__reads__one_occasion_of_a_student(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne"), assessment = 0;
	int sum = 0;

	(void)put(sample, id, "1.1", 3, NULL);
	(void)put(sample, id, "2.1", 4, NULL);
	(void)put(sample, sample_student(sample, "0002", "Durand", "Bo"), "1.1", 1, NULL);
	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, 2);
	OK(db_assessment_find(sample->session.db, KIND_MEETING, "2026-11-12", 0, &assessment, err));
	OK(db_assessment_ratings(sample->session.db, assessment, id, count_rating, &sum, err));
	assert_int_equal(sum, 7);
	assert_int_equal(db_assessment_find(
				 sample->session.db, KIND_JURY, "2026-11-12", 0, &assessment, NULL),
		ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(db_rating_put__says__the_level_there_was),
		TEST(db_rating_put__keeps_or_clears__the_comment),
		TEST(db_rating_put__comes_back__without_its_old_comment),
		TEST(db_rating_put__leaves_no_batch__when_nothing_differs),
		TEST(db_rating_put__moves_the_moment__only_with_the_level),
		TEST(db_rating_each__stands__in_order_of_date_and_moment),
		TEST(db_assessment_ratings__reads__one_occasion_of_a_student),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
