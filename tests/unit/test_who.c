/* core/who.c: spellings of one name. */
#include "core/who.h"

#include "core/rating.h"
#include "core/student.h"
#include "tests/unit/sample.h"

static void who_same__knows__one_name_in_any_spelling(void **state)
{
	static const char *const maes[] = {
		"A. Maes", "a. maes", "A.Maes", "MAES A.", "Maes, A.", " maes  a ", "Á. Maes"};

	(void)state;
	for (size_t i = 0; i < sizeof maes / sizeof maes[0]; i++) {
		assert_true(who_same(maes[i], maes[0]));
		assert_false(who_like(maes[i], maes[0]));
	}
	assert_true(who_same("O'Neil, Ann", "Ann O’Neil"));
	assert_false(who_same("A. Maes", "B. Maes"));
	assert_false(who_same("A. Maes", "Maes"));
	assert_false(who_same("A. A. Maes", "A. Maes"));
	assert_false(who_same("", ""));
	assert_false(who_same("...", "..."));
}

static void who_like__doubts__initials_and_names_left_out(void **state)
{
	(void)state;
	assert_true(who_like("Anne Maes", "A. Maes"));
	assert_true(who_like("A. Maes", "Anne Maes"));
	assert_true(who_like("Maes", "A. Maes"));
	assert_true(who_like("AMaes", "A. Maes"));
	assert_true(who_like("Anne M.", "Anne Maes"));
	assert_false(who_like("B. Maes", "A. Maes"));
	assert_false(who_like("Anne Maes", "Marc Maes"));
	assert_false(who_like("A. M.", "Anne Maes")); /* initials alone say nothing */
	assert_false(who_like("Anne Dupont", "Anne Maes"));
	assert_false(who_like("", "A. Maes"));
}

static void find(struct sample *sample, const char *name, enum who_match match, const char *as)
{
	char known[NAME_SIZE];
	enum who_match found = WHO_NEW;

	OK(who_find(sample->session.db, name, &found, known, err));
	assert_int_equal(found, match);
	assert_string_equal(known, as);
}

static void who_find__tells__known_from_new_and_unsure(void **state)
{
	struct sample *sample = *state;
	int64_t id;

	OK(person_put(&sample->session, "Anne Maes", &id, err));
	find(sample, "MAES Anne", WHO_KNOWN, "Anne Maes");
	find(sample, "A. Maes", WHO_KNOWN, "A. Maes"); /* who acted in the file, written so */
	find(sample, "An. Maes", WHO_UNSURE, "A. Maes");
	find(sample, "Maes", WHO_UNSURE, "Anne Maes");
	find(sample, "B. Petit", WHO_NEW, "B. Petit");
}

static void session_act_as__takes__the_spelling_of_the_file(void **state)
{
	struct sample *sample = *state;
	struct session *session = &sample->session;
	int64_t one, other;

	OK(person_put(session, "Ann De Smet", &one, err));
	OK(session_act_as(session, "DE SMET, ann", err));
	assert_string_equal(session->author, "Ann De Smet");
	assert_int_equal(session->person_id, one);
	assert_false(session->author_new);
	REFUSED(WHY_PERSON_UNSURE, session_act_as(session, "A. De Smet", err));
	assert_string_equal(session->author, "Ann De Smet"); /* as it was */
	OK(session_act_as(session, "=A. De Smet", err));
	assert_string_equal(session->author, "A. De Smet");
	OK(session_act_as(session, "Bob Nieuw", err));
	assert_true(session->author_new);
	REFUSED(WHY_FIELD_EMPTY, session_act_as(session, "=", err));
	/* a person named by the way, likewise */
	OK(person_put(session, "smet de ANN", &other, err));
	assert_int_equal(one, other);
}

static void who_same_person__never_joins__two_of_the_file(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int64_t id;

	OK(person_put(&sample->session, "Paul Jean", &id, err));
	assert_true(who_same_person(db, "Jean Paul", "Paul Jean"));
	OK(session_act_as(&sample->session, "=Jean Paul", err));
	OK(person_put(&sample->session, "Jean Paul", &id, err));
	assert_false(who_same_person(db, "Jean Paul", "Paul Jean"));
	find(sample, "jean paul", WHO_UNSURE, "Jean Paul"); /* either of the two */
	find(sample, "Paul Jean", WHO_KNOWN, "Paul Jean");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_same__knows__one_name_in_any_spelling),
		cmocka_unit_test(who_like__doubts__initials_and_names_left_out),
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(who_find__tells__known_from_new_and_unsure),
		TEST(session_act_as__takes__the_spelling_of_the_file),
		TEST(who_same_person__never_joins__two_of_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
