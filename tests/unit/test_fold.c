/* core/fold.c */
#include "tests/unit/unit.h"

#include "core/fold.h"

static void check(const char *text, const char *expected)
{
	char folded[128];
	size_t length = fold(text, strlen(text), folded, sizeof folded);

	assert_string_equal(folded, expected);
	assert_int_equal(length, strlen(expected));
}

static void fold__strips__accents_and_case(void **state)
{
	(void)state;
	check("Çelik Søren", "celik soren");
	check("NGUYỄN Minh Anh", "nguyen minh anh");
	check("Łukasz Œuvrard", "lukasz oeuvrard");
	check("STRAẞE straße", "strasse strasse");
	check("e\xCC\x81te\xCC\x81", "ete"); /* decomposed accents */
}

static void fold__joins__white_space_and_apostrophes(void **state)
{
	(void)state;
	check("  D’Hondt\xC2\xA0\xE2\x80\xAF Noël\t", "d'hondt noel");
}

static void fold__keeps__other_scripts(void **state)
{
	(void)state;
	check("Иванов", "иванов");
}

static void fold__survives__invalid_bytes_and_small_buffers(void **state)
{
	char folded[4];

	(void)state;
	check("a\xFF\xC3", "a");
	assert_int_equal(fold("éàè€", 9, folded, sizeof folded), 3);
	assert_string_equal(folded, "eae");
	assert_int_equal(fold("abc", 3, folded, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fold__strips__accents_and_case),
		cmocka_unit_test(fold__joins__white_space_and_apostrophes),
		cmocka_unit_test(fold__keeps__other_scripts),
		cmocka_unit_test(fold__survives__invalid_bytes_and_small_buffers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
