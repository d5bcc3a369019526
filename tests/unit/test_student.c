/* core/student.c: students, groups and people read whole. */
#include "core/student.h"
#include "core/student_name.h"

#include "tests/unit/sample.h"

static int compare(const char *last_a, const char *first_a, const char *last_b, const char *first_b)
{
	char a[SORT_KEY_SIZE], b[SORT_KEY_SIZE];

	student_sort_key(last_a, first_a, a);
	student_sort_key(last_b, first_b, b);
	return strcmp(a, b);
}

static void student_sort_key__orders__as_people_do(void **state)
{
	(void)state;
	assert_true(compare("Çelik", "A", "Claes", "A") < 0);
	assert_true(compare("DUPONT", "Anne", "Dupont", "Bo") < 0);
	assert_true(compare("Dupont", "Zoé", "Dupont-Maes", "Anne") < 0);
	assert_true(compare("Élan", "", "Elan", "") == 0);
	assert_true(compare("De Backer", "X", "Debacker", "X") < 0);
	assert_true(compare("", "", "A", "") < 0);
}

static void student_file_load__gives__groups_and_levels(void **state)
{
	struct sample *sample = *state;
	struct student_file file;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_rate(sample, id, "1.1", "2026-11-12", KIND_MEETING, 3);
	sample_rate(sample, id, "2.1", "2026-11-12", KIND_MEETING, LEVEL_NOT_OBSERVED);
	OK(student_file_load(&sample->session, id, &file, err));
	assert_string_equal(file.row.matricule, "0001");
	assert_int_equal(file.group_count, 1);
	assert_string_equal(file.groups[0].code, "M1");
	assert_int_equal(file.level_count, 2);
	student_file_release(&file);
	student_file_release(&file);
	REFUSED(WHY_STUDENT_UNKNOWN, student_file_load(&sample->session, id + 1, &file, err));
}

static void student_find__tells__00123_from_123(void **state)
{
	struct sample *sample = *state;
	struct student_row row;
	int64_t id = sample_student(sample, "00123", "Dupont", "Anne");

	OK(student_find(&sample->session, "00123", &row, err));
	assert_true(row.id == id);
	REFUSED(WHY_STUDENT_UNKNOWN, student_find(&sample->session, "123", &row, err));
	REFUSED(WHY_STUDENT_UNKNOWN, student_find(&sample->session, "", &row, err));
}

static void group_list__gives__all(void **state)
{
	struct sample *sample = *state;
	struct group_row *groups = NULL;
	size_t count = 0;

	sample_student(sample, "0001", "Dupont", "Anne");
	OK(group_list(&sample->session, &groups, &count, err));
	assert_int_equal(count, 1);
	assert_int_equal(groups[0].size, 1);
	free(groups);
}

static void person_put__makes__a_person_once(void **state)
{
	struct sample *sample = *state;
	struct person_row *people = NULL;
	size_t count = 9;
	int64_t id = 0, again = 0;
	char tall[300];

	OK(person_list(&sample->session, &people, &count, err));
	assert_int_equal(count, 0);
	free(people);
	OK(person_put(&sample->session, "J. Claes", &id, err));
	OK(person_put(&sample->session, " J. Claes\n", &again, err));
	assert_true(id == again);
	OK(person_list(&sample->session, &people, &count, err));
	assert_int_equal(count, 1);
	free(people);
	memset(tall, 'x', sizeof tall - 1);
	tall[sizeof tall - 1] = '\0';
	REFUSED(WHY_TEXT_TOO_LONG, person_put(&sample->session, tall, &id, err));
	REFUSED(WHY_FIELD_EMPTY, person_put(&sample->session, " ", &id, err));
}

static void called(struct sample *sample, int64_t id, bool hidden, const char *expected)
{
	struct student_row row;
	char name[STUDENT_NAME_SIZE];

	OK(db_student_by_id(sample->session.db, id, &row, err));
	student_name(
		&sample->session, hidden, id, row.last_name, row.first_name, name, sizeof name);
	assert_string_equal(name, expected);
}

static void student_name__tells__namesakes_apart(void **state)
{
	struct sample *sample = *state;
	int64_t one = sample_student(sample, "0024008", "Dupont", "Camille");
	int64_t other = sample_student(sample, "0024009", "DUPONT", "Camillé");
	int64_t alone = sample_student(sample, "7", "Dupont", "");

	called(sample, one, false, "Dupont Camille (0024008)");
	called(sample, other, false, "DUPONT Camillé (0024009)");
	called(sample, alone, false, "Dupont");
}

/* The number is that of the order in which they were entered, whatever comes after. */
static void student_name__keeps__one_number_while_hidden(void **state)
{
	struct sample *sample = *state;
	int64_t first = sample_student(sample, "900", "Zorn", "Ada");
	int64_t second = sample_student(sample, "100", "Abel", "Bo");
	int64_t third;
	char name[STUDENT_NAME_SIZE];

	called(sample, second, true, "Student 02");
	called(sample, first, true, "Student 01");
	third = sample_student(sample, "500", "Maes", "Cy");
	called(sample, third, true, "Student 03");
	called(sample, first, true, "Student 01");
	student_name(&sample->session, true, 12345, "", "", name, sizeof name);
	assert_string_equal(name, "Student 00"); /* nobody of this file */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(student_sort_key__orders__as_people_do),
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(student_file_load__gives__groups_and_levels),
		TEST(student_find__tells__00123_from_123),
		TEST(group_list__gives__all),
		TEST(person_put__makes__a_person_once),
		TEST(student_name__tells__namesakes_apart),
		TEST(student_name__keeps__one_number_while_hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
