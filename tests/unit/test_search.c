/* core/search.c */
#include "tests/unit/unit.h"

#include "core/search.h"

static bool finds(const char *label, const char *typed)
{
	char pattern[128];

	(void)search_pattern(typed, pattern, sizeof pattern);
	return search_finds(label, pattern);
}

static void search_finds__takes__words_in_any_order(void **state)
{
	(void)state;
	assert_true(finds("van der Berg Jan", "jan berg"));
	assert_true(finds("van der Berg Jan", "Berg, Jan"));
	assert_true(finds("van der Berg Jan", "vanderberg"));
	assert_true(finds("Lefèvre Zoé", "zoe lef"));
	assert_true(finds("Lefèvre Zoé", "  ZOÉ   lefèvre "));
	assert_false(finds("Lefèvre Zoé", "zoe dupont"));
	assert_false(finds("Lefèvre Zoé", "zoel"));
}

static void search_finds__passes_over__apostrophes_hyphens_and_spaces(void **state)
{
	(void)state;
	assert_true(finds("O’Neill Aïcha", "oneill"));
	assert_true(finds("O'Neill Aïcha", "o’neil"));
	assert_true(finds("O’Neill Aïcha", "o neill"));
	assert_true(finds("Dupont-Moretti Jean-Luc", "jeanluc"));
	assert_true(finds("Dupont Moretti Jean Luc", "dupont-moretti jean-luc"));
	assert_true(finds("D’Hondt Noël", "dhondt"));
	assert_true(finds("Иванов Пётр", "иван"));
}

static void search_pattern__keeps__words_apart(void **state)
{
	char pattern[16];

	(void)state;
	assert_int_equal(search_pattern(" A-b  c’d ", pattern, sizeof pattern), 5);
	assert_string_equal(pattern, "ab cd");
	assert_int_equal(search_pattern("' - ’", pattern, sizeof pattern), 0);
	assert_true(finds("anything", "'"));
	assert_true(finds("", ""));
	assert_false(finds("", "a"));
	assert_int_equal(search_pattern("abcdefghijklmnopqrst", pattern, sizeof pattern), 15);
	assert_int_equal(search_pattern("a - b -", pattern, sizeof pattern), 3);
	assert_string_equal(pattern, "a b");
	assert_int_equal(search_text("z0-9:/{` Р", pattern, sizeof pattern), 5);
	assert_string_equal(pattern, "z09р"); /* its second byte is 80 */
	assert_int_equal(search_pack("abcdefghijklmnopqrst", pattern, sizeof pattern), 15);
}

/* A word longer than any name is not cut to one that is found. */
static void search_holds__refuses__endless_words(void **state)
{
	char text[600], word[600];

	(void)state;
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	memcpy(word, text, sizeof word);
	for (size_t length = 509; length < 515; length++) {
		word[length] = '\0';
		assert_int_equal(search_holds(text, word), length < 512);
		word[length] = 'a';
	}
}

static int score(const char *label, const char *typed)
{
	char pattern[64];

	(void)search_pattern(typed, pattern, sizeof pattern);
	return search_score(label, pattern);
}

static void search_score__puts__what_was_meant_first(void **state)
{
	(void)state;
	assert_int_equal(score("M1", "m1"), 6);
	assert_int_equal(score("M1-A", "m1a"), 6);
	assert_int_equal(score("M1 2026-2027", "m1"), 5);
	assert_int_equal(score("MIAS M1", "m1"), 4);
	assert_int_equal(score("M1-A", "m1"), 3);
	assert_int_equal(score("B M1-A", "m1"), 2);
	assert_int_equal(score("BM1", "m1"), 1);
	assert_int_equal(score("M2", "m1"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(search_finds__takes__words_in_any_order),
		cmocka_unit_test(search_finds__passes_over__apostrophes_hyphens_and_spaces),
		cmocka_unit_test(search_pattern__keeps__words_apart),
		cmocka_unit_test(search_holds__refuses__endless_words),
		cmocka_unit_test(search_score__puts__what_was_meant_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
