/* core/text.c */
#include "tests/unit/unit.h"

#include "core/text.h"

static void check(const char *text, const char *expected, bool expect_dropped)
{
	char clean[64];
	bool dropped;
	size_t length = text_clean(text, strlen(text), clean, sizeof clean, &dropped);

	assert_string_equal(clean, expected);
	assert_int_equal(length, strlen(expected));
	assert_int_equal(dropped, expect_dropped);
}

static void text_clean__trims__every_white_space(void **state)
{
	(void)state;
	check("  00123\t", "00123", false);
	check("\xC2\xA0\xE2\x80\xAF Noël \xC2\xA0", "Noël", false);
	check("de\xC2\xA0Wit", "de\xC2\xA0Wit", false);
	check("", "", false);
	check(" \t\xC2\xA0", "", false);
	check("a\r\n b\tc", "a  b c", false);
}

static void text_clean__composes(void **state)
{
	(void)state;
	check("Zoe\xCC\x81", "Zoé", false);
	check("Nguye\xCC\x82\xCC\x83n", "Nguyễn", false);
}

static void text_clean__drops__what_would_deceive(void **state)
{
	(void)state;
	check("00\u00AD123", "00123", true); /* a soft hyphen, pasted from a text */
	check("a\x1B[31mb", "a[31mb", true);
	check("a\xC2\x9B" "31mb", "a31mb", true);
	check("abc\xE2\x80\xAE" "def", "abcdef", true);
	check("\x01 Zoé \x7F", "Zoé", true);
	check("a\xFFz\xC3", "az", true);
	check("\xEF\xBB\xBFNom", "Nom", true);
}

static void text_clean__tells__when_it_does_not_fit(void **state)
{
	char clean[4], *big = malloc(5000);
	bool dropped;

	(void)state;
	assert_non_null(big);
	assert_int_equal(text_clean("éàè", 6, clean, sizeof clean, &dropped), 6);
	assert_string_equal(clean, "é");
	assert_int_equal(text_clean("abcdef", 6, clean, sizeof clean, NULL), 6);
	assert_string_equal(clean, "abc");
	assert_int_equal(text_clean("abc", 3, NULL, 0, NULL), 3);
	memset(big, 'x', 5000);
	big[10] = '\x01';
	assert_int_equal(text_clean(big, 5000, clean, sizeof clean, &dropped), 4999);
	free(big);
}

static bool formula(const char *text)
{
	return text_is_formula(text, strlen(text));
}

static void text_is_formula__knows__what_runs(void **state)
{
	(void)state;
	assert_true(formula("=1+1"));
	assert_true(formula("  @x"));
	assert_true(formula("\xC2\xA0=x"));
	assert_true(formula("\tx"));
	assert_true(formula("＝x"));
	assert_true(formula("+1+cmd|' /C calc'!A0"));
	assert_true(formula("- plan clair"));
	assert_false(formula("-"));
	assert_false(formula("-2,5"));
	assert_false(formula("+32475123456"));
	assert_false(formula("-1 234,50"));
	assert_false(formula("a=b"));
	assert_false(formula(""));
	assert_false(formula("12/11/2026"));
}

static void check_restore(const char *text, const char *expected)
{
	size_t length = strlen(text);
	bool changed = text_restore(&text, &length);

	assert_int_equal(length, strlen(expected));
	assert_memory_equal(text, expected, length);
	(void)changed;
}

static void text_restore__takes_off__one_layer(void **state)
{
	(void)state;
	check_restore("'=x", "=x");
	check_restore("''=x", "'=x");
	check_restore("'-2", "-2");
	check_restore("'＠x", "＠x");
	check_restore("=\"x\"", "x");
	check_restore("=\"00123\"", "00123");
	check_restore("=\"a\"&\"b\"", "=\"a\"&\"b\"");
	check_restore("'t Hart", "'t Hart");
	check_restore("'", "'");
	check_restore("=", "=");
	check_restore("=\"", "=\"");
}

static void text_is_number__takes__what_people_write(void **state)
{
	static const char *const yes[] = {"14", "14,5", "-2.5", "1 234,5", "1\xC2\xA0" "234",
		"1\xE2\x80\xAF" "234 567", "1,23E+15", "72 %", "+3", "5,"};
	static const char *const no[] = {"", "-", "1 23", "1234 5", "a", "1a", "1,2,3", "12/11",
		"E5", "1E", "%"};

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
		assert_true(text_is_number(yes[i], strlen(yes[i])));
	for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
		assert_false(text_is_number(no[i], strlen(no[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_clean__trims__every_white_space),
		cmocka_unit_test(text_clean__composes),
		cmocka_unit_test(text_clean__drops__what_would_deceive),
		cmocka_unit_test(text_clean__tells__when_it_does_not_fit),
		cmocka_unit_test(text_is_formula__knows__what_runs),
		cmocka_unit_test(text_restore__takes_off__one_layer),
		cmocka_unit_test(text_is_number__takes__what_people_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
