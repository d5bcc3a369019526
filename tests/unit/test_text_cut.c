/* db/text_cut.c: cut at a character, and what is no text made text. */
#include "db/text_cut.h"

#include "tests/unit/unit.h"

static void text_cut__ends__before_half_a_character(void **state)
{
	const char text[] = "né€\xF0\x9F\x98\x80"; /* 1, 2, 3 and 4 bytes */
	const size_t cut[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};

	(void)state;
	for (size_t room = 0; room < sizeof cut / sizeof cut[0]; room++)
		assert_int_equal(text_cut(text, strlen(text), room), cut[room]);
	/* within a character already */
	assert_int_equal(text_cut(text, 2, 99), 1);
	assert_int_equal(text_cut(text, 9, 99), 6);
	assert_int_equal(text_cut("\xC3", 1, 1), 0);
	assert_int_equal(text_cut("", 0, 5), 0);
	/* bytes that are no text stay what they are: that is told by others */
	assert_int_equal(text_cut("a\x80\x80\x80\x80", 5, 5), 5);
}

static void text_cut_copy__fits__its_room(void **state)
{
	char small[4], exact[7];

	(void)state;
	assert_int_equal(text_cut_copy(small, sizeof small, "aéé"), 3);
	assert_string_equal(small, "aé");
	assert_int_equal(text_cut_copy(small, sizeof small, "éé"), 2);
	assert_string_equal(small, "é");
	assert_int_equal(text_cut_copy(exact, sizeof exact, "€€"), 6);
	assert_string_equal(exact, "€€");
	assert_int_equal(text_cut_copy(exact, 1, "€"), 0);
	assert_string_equal(exact, "");
}

static void text_cut_format__is_snprintf__without_half_a_character(void **state)
{
	char text[8];

	(void)state;
	assert_int_equal(text_cut_format(text, sizeof text, "%s %d", "né", 7), 5);
	assert_string_equal(text, "né 7");
	assert_int_equal(text_cut_format(text, sizeof text, "%sé", "abcdef"), 6);
	assert_string_equal(text, "abcdef");
	assert_int_equal(text_cut_format(text, sizeof text, "%.*s", 2, "aé"), 1);
	assert_string_equal(text, "a");
}

static void text_cut_characters__counts__characters(void **state)
{
	(void)state;
	assert_int_equal(text_cut_characters("né€!", 0), 0);
	assert_int_equal(text_cut_characters("né€!", 2), 3);
	assert_int_equal(text_cut_characters("né€!", 3), 6);
	assert_int_equal(text_cut_characters("né€!", 9), 7);
}

static void text_cut_sound__refuses__what_is_no_text(void **state)
{
	static const char *const bad[] = {"\xC3", "a\xC3", "\x80", "\xC0\x80", "\xC1\xBF",
		"\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80", "\xFF", "\x1B[2J", "a\x7F", "\xC2\x80", "\xC2\x9F",
		"\xE2\x82z"};
	static const char *const good[] = {"", "a", "é", "€", "\xE0\xA0\x80", "\xED\x9F\xBF",
		"\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xC2\xA0"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(text_cut_sound(bad[i], strlen(bad[i]), true));
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(text_cut_sound(good[i], strlen(good[i]), false));
	assert_true(text_cut_sound("a\nb\tc", 5, true));
	assert_false(text_cut_sound("a\nb", 3, false));
	assert_false(text_cut_sound("a\rb", 3, true));
	assert_false(text_cut_sound("a\0b", 3, true));
}

static void text_cut_mend__gives__text(void **state)
{
	static const struct {
		const char *was, *is_now;
	} cases[] = {
		{"Zoé", "Zoé"},
		{"Zo\xC3", "Zo"}, /* cut in two */
		{"Zo\xE2\x82", "Zo"},
		{"Zo\xE9 M", "Zo\xEF\xBF\xBD M"}, /* another encoding */
		{"a\x1B[2Jb", "a[2Jb"},
		{"\xFF\xFF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
		{"\xC2\x85x", "x"},
	};
	char mended[64];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = text_cut_mend(cases[i].was, strlen(cases[i].was), false, mended);

		assert_string_equal(mended, cases[i].is_now);
		assert_int_equal(n, strlen(mended));
		assert_true(text_cut_sound(mended, n, false));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_cut__ends__before_half_a_character),
		cmocka_unit_test(text_cut_copy__fits__its_room),
		cmocka_unit_test(text_cut_format__is_snprintf__without_half_a_character),
		cmocka_unit_test(text_cut_characters__counts__characters),
		cmocka_unit_test(text_cut_sound__refuses__what_is_no_text),
		cmocka_unit_test(text_cut_mend__gives__text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
