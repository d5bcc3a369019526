/* core/roster.c: reading on, searching, lines. */
#include "core/roster.h"

#include "tests/unit/sample.h"

static struct roster *open_roster(struct sample *sample, int64_t group, enum student_order order)
{
	struct roster *roster = NULL;

	OK(roster_new(&sample->session, group, sample_framework(sample), order, &roster, err));
	return roster;
}

static size_t search(struct roster *roster, const char *pattern)
{
	OK(roster_search(roster, pattern, err));
	return roster_count(roster);
}

static void roster__is__empty_without_students(void **state)
{
	struct roster *roster = open_roster(*state, 0, ORDER_NAME);
	const struct roster_line *line = NULL;
	bool done = false;

	assert_int_equal(roster_count(roster), 0);
	assert_int_equal(roster_total(roster), 0);
	assert_true(roster_complete(roster));
	OK(roster_more(roster, 10, &done, err));
	assert_true(done);
	assert_int_equal(search(roster, "x"), 0);
	assert_true(roster_id(roster, 0) == 0);
	assert_true(roster_index(roster, 1) == (size_t)-1);
	REFUSED(WHY_STUDENT_UNKNOWN, roster_line(roster, 0, &line, err));
	roster_free(roster);
	roster_free(NULL);
}

static bool is_namesake(struct roster *roster, size_t index)
{
	const struct roster_line *line;

	OK(roster_line(roster, index, &line, err));
	assert_true(!line->namesake[0] || strcmp(line->namesake, line->student.matricule) == 0);
	return line->namesake[0] != 0;
}

/* Two of one name stay apart in whatever order the list is, though the other is elsewhere. */
static void roster_line__tells__who_has_the_same_name(void **state)
{
	struct sample *sample = *state;
	int64_t twin = sample_student(sample, "1", "Dupont", "Camille");

	(void)sample_student(sample, "2", "Zorn", "Ada");
	(void)sample_student(sample, "3", "Maes", "Bo");
	(void)sample_student(sample, "4", "DUPONT", "Camille");
	(void)sample_student(sample, "5", "Dupont", "Camillo");
	for (int order = 0; order < ORDER_COUNT; order++) {
		struct roster *roster =
			open_roster(sample, sample->group, (enum student_order)order);
		size_t found = 0;

		assert_true(is_namesake(roster, roster_index(roster, twin)));
		for (size_t i = 0; i < roster_count(roster); i++)
			found += is_namesake(roster, i);
		assert_int_equal(found, 2);
		assert_int_equal(search(roster, "dupont camille 4"), 1);
		assert_true(is_namesake(roster, 0)); /* the other is not in sight */
		assert_int_equal(search(roster, "camillo"), 1);
		assert_false(is_namesake(roster, 0));
		roster_free(roster);
	}
}

static void roster_more__goes_on__in_slices(void **state)
{
	struct sample *sample = *state;
	struct roster *roster;
	bool done = false;
	size_t before;

	sample_students(sample, 500);
	roster = open_roster(sample, 0, ORDER_NAME);
	assert_int_equal(roster_total(roster), 500);
	assert_true(roster_count(roster) < 500);
	while (!done) {
		before = roster_count(roster);
		OK(roster_more(roster, 70, &done, err));
		assert_true(roster_count(roster) <= before + 70);
	}
	assert_int_equal(roster_count(roster), 500);
	for (size_t i = 0; i < 500; i++)
		assert_int_equal(roster_index(roster, roster_id(roster, i)), i);
	roster_free(roster);
	roster = open_roster(sample, sample->group, ORDER_LIST);
	assert_int_equal(search(roster, ""), 334);
	assert_int_equal(roster_total(roster), 334);
	roster_free(roster);
}

static void roster_search__finds__without_accents_in_either_order(void **state)
{
	struct sample *sample = *state;
	struct roster *roster;

	sample_student(sample, "0024001", "Çelik", "Noël");
	sample_student(sample, "0024002", "El Amrani", "Aïcha");
	sample_student(sample, "0024003", "Lefèvre", "Zoé");
	sample_student(sample, "M-77", "D’Hondt", "Œdipe");
	roster = open_roster(sample, 0, ORDER_NAME);
	assert_int_equal(search(roster, "celik"), 1);
	assert_int_equal(search(roster, "ÇELIK NOEL"), 1);
	assert_int_equal(search(roster, "noël çelik"), 1);
	assert_int_equal(search(roster, "  aicha   el  amr"), 1);
	assert_int_equal(search(roster, "d'hondt"), 1);
	assert_int_equal(search(roster, "oedipe"), 1);
	assert_int_equal(search(roster, "m-77"), 1);
	assert_int_equal(search(roster, "002400"), 3);
	assert_int_equal(search(roster, "zzz"), 0);
	assert_true(roster_id(roster, 0) == 0);
	assert_int_equal(search(roster, ""), 4);
	roster_free(roster);
}

/* A match is of one student: never across the end of one and the start of the next. */
static void roster_search__stays__within_one_student(void **state)
{
	struct sample *sample = *state;
	struct roster *roster;

	sample_student(sample, "111", "Abel", "Bo");
	sample_student(sample, "222", "Cain", "Di");
	roster = open_roster(sample, 0, ORDER_NAME);
	assert_int_equal(search(roster, "111cain"), 0);
	assert_int_equal(search(roster, "111 cain"), 0);
	assert_int_equal(search(roster, "bo 222"), 0);
	assert_int_equal(search(roster, "bo111"), 0);
	assert_int_equal(search(roster, "111 bo abel"), 1);
	roster_free(roster);
}

static void roster_search__narrows__as_a_fresh_search_would(void **state)
{
	static const char *const typed[] = {"d", "du", "dup", "dupo", "dupon", "dupond", "dupon",
		"dup", "dupont a", "dupont", "o", "on", "0", "00", "000000", "0000001", ""};
	struct sample *sample = *state;
	struct roster *roster, *fresh;

	sample_students(sample, 200);
	roster = open_roster(sample, 0, ORDER_NAME);
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		size_t count = search(roster, typed[i]);

		fresh = open_roster(sample, 0, ORDER_NAME);
		assert_int_equal(search(fresh, typed[i]), count);
		for (size_t j = 0; j < count; j++)
			assert_true(roster_id(roster, j) == roster_id(fresh, j));
		if (count)
			assert_int_equal(
				roster_index(roster, roster_id(roster, count - 1)), count - 1);
		roster_free(fresh);
	}
	roster_free(roster);
}

static void roster_search__keeps__homonyms_apart(void **state)
{
	struct sample *sample = *state;
	struct roster *roster;
	const struct roster_line *line = NULL;

	sample_student(sample, "0002", "Dupont", "Anne");
	sample_student(sample, "0001", "DUPONT", "Anné");
	roster = open_roster(sample, 0, ORDER_NAME);
	assert_int_equal(search(roster, "dupont anne"), 2);
	assert_true(roster_id(roster, 0) != roster_id(roster, 1));
	assert_int_equal(search(roster, "0001"), 1);
	OK(roster_line(roster, 0, &line, err));
	assert_string_equal(line->student.last_name, "DUPONT");
	roster_free(roster);
}

static void roster_line__shows__the_standing_and_forgets_when_told(void **state)
{
	struct sample *sample = *state;
	struct roster *roster;
	const struct roster_line *line = NULL;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	roster = open_roster(sample, 0, ORDER_NAME);
	OK(roster_line(roster, 0, &line, err));
	assert_int_equal(line->standing.mean, -1);
	assert_true(line->overdue); /* never seen */
	sample_rate(sample, id, "1.1", "2199-01-01", KIND_MEETING, 3);
	OK(roster_line(roster, 0, &line, err));
	assert_int_equal(line->standing.mean, -1); /* as it was read */
	roster_forget(roster, id);
	OK(roster_line(roster, 0, &line, err));
	assert_int_equal(line->standing.mean, 300);
	assert_false(line->overdue);
	roster_forget(roster, 0);
	OK(roster_line(roster, 0, &line, err));
	assert_string_equal(line->student.matricule, "0001");
	roster_free(roster);
}

static void roster_new__takes__every_order(void **state)
{
	struct sample *sample = *state;

	sample_students(sample, 300);
	for (int order = 0; order < ORDER_COUNT; order++) {
		struct roster *roster = open_roster(sample, 0, (enum student_order)order);

		assert_int_equal(search(roster, "0000"), 300);
		roster_free(roster);
		roster = open_roster(sample, sample->group, (enum student_order)order);
		assert_int_equal(search(roster, "0000"), 200);
		roster_free(roster);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(roster__is__empty_without_students),
		TEST(roster_line__tells__who_has_the_same_name),
		TEST(roster_more__goes_on__in_slices),
		TEST(roster_search__finds__without_accents_in_either_order),
		TEST(roster_search__stays__within_one_student),
		TEST(roster_search__narrows__as_a_fresh_search_would),
		TEST(roster_search__keeps__homonyms_apart),
		TEST(roster_line__shows__the_standing_and_forgets_when_told),
		TEST(roster_new__takes__every_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
