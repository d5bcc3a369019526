/* core/identity.c */
#include "tests/unit/unit.h"

#include "core/identity.h"

static void check(const char *last, const char *first, enum identity expected)
{
	enum identity found = identity_compare("Lefèvre", "Zoé", last, first);

	if (found != expected)
		fail_msg("%s, %s: %d, not %d", last, first, (int)found, (int)expected);
}

static void identity__takes__spellings_for_the_same(void **state)
{
	(void)state;
	check("Lefèvre", "Zoé", IDENTITY_SAME);
	check("LEFEVRE", "zoe", IDENTITY_SAME);
	check("", "", IDENTITY_SAME);
	check("", "Zoe", IDENTITY_SAME);
	assert_int_equal(identity_compare("O'Neill", "Seán", "ONEILL", "Sean"), IDENTITY_SAME);
	assert_int_equal(identity_compare("d’Oultremont", "Jean-Luc", "D OULTREMONT", "Jean Luc"),
		IDENTITY_SAME);
}

/* Slips, marriages, short forms, double names: one name at least is theirs. */
static void identity__lets__one_name_change(void **state)
{
	(void)state;
	check("Lefebvre", "Zoé", IDENTITY_ALIKE);
	check("Lefebvre", "Zoë-Marie", IDENTITY_ALIKE);
	check("Maes", "Zoé", IDENTITY_ALIKE);
	check("Lefèvre", "An", IDENTITY_ALIKE);
	check("Lefèvre-Maes", "An", IDENTITY_ALIKE);
	check("Maes Lefèvre", "An", IDENTITY_ALIKE);
	check("Lefèvre", "", IDENTITY_SAME);
	assert_int_equal(identity_compare("Maes", "Alexandre", "Peeters", "Alex"), IDENTITY_ALIKE);
	assert_int_equal(
		identity_compare("Vandenberghe", "An", "Vandenbergh", "Els"), IDENTITY_ALIKE);
	/* two letters of eight may be other, one of four; none of three, two of seven */
	assert_int_equal(identity_compare("Janssens", "An", "Jansens", "Els"), IDENTITY_ALIKE);
	assert_int_equal(identity_compare("Berghman", "An", "Barghmen", "Els"), IDENTITY_ALIKE);
	assert_int_equal(identity_compare("Bergman", "An", "Bargmin", "Els"), IDENTITY_OTHER);
	assert_int_equal(identity_compare("Maes", "An", "Maas", "Els"), IDENTITY_ALIKE);
	assert_int_equal(identity_compare("Mae", "An", "Maa", "Els"), IDENTITY_OTHER);
}

static void identity__sees__somebody_else(void **state)
{
	(void)state;
	check("Maes", "An", IDENTITY_OTHER);
	check("Maes", "", IDENTITY_OTHER);
	check("", "An", IDENTITY_OTHER);
	/* a particle, or two letters, are no name in common */
	assert_int_equal(
		identity_compare("van der Berg", "Jan", "van der Meer", "Piet"), IDENTITY_OTHER);
	assert_int_equal(identity_compare("Maes", "An", "Peeters", "Anne"), IDENTITY_OTHER);
	assert_int_equal(identity_compare("Maes", "Ann", "Peeters", "Anne"), IDENTITY_ALIKE);
	assert_int_equal(identity_compare("Martin", "Paul", "Marchal", "Paola"), IDENTITY_OTHER);
	assert_int_equal(identity_compare("Le", "Van", "De", "El"), IDENTITY_OTHER);
}

static void identity__sees__columns_that_changed_places(void **state)
{
	(void)state;
	check("Zoé", "Lefèvre", IDENTITY_SWAPPED);
	check("ZOE", "Lefevre", IDENTITY_SWAPPED);
	assert_int_equal(identity_compare("Jan", "Jan", "Jan", "Jan"), IDENTITY_SAME);
}

static void identity_full__compares__a_cell_of_both(void **state)
{
	(void)state;
	assert_int_equal(identity_compare_full("Maes", "An", "An Maes"), IDENTITY_SAME);
	assert_int_equal(identity_compare_full("Maes", "An", ""), IDENTITY_SAME);
	assert_int_equal(identity_compare_full("Maes", "An", "MAES Anneke"), IDENTITY_ALIKE);
	assert_int_equal(identity_compare_full("Maes", "An", "LEFÈVRE Zoé"), IDENTITY_OTHER);
	assert_int_equal(
		identity_compare_full("van der Berg", "Jan", "Piet van der Meer"), IDENTITY_OTHER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity__takes__spellings_for_the_same),
		cmocka_unit_test(identity__lets__one_name_change),
		cmocka_unit_test(identity__sees__somebody_else),
		cmocka_unit_test(identity__sees__columns_that_changed_places),
		cmocka_unit_test(identity_full__compares__a_cell_of_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
