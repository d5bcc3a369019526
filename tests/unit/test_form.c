/* tui/form.c */
#include "tests/unit/unit.h"

#include "tui/form.h"

static void press(struct form *form, uint32_t code)
{
	struct key key = { .kind = INPUT_SPECIAL, .code = code };

	assert_true(form_key(form, &key));
}

static void control(struct form *form, char letter)
{
	struct key key = { .kind = INPUT_CHAR, .code = (uint32_t)(letter - '@') };

	assert_true(form_key(form, &key));
}

static void type__inserts__at_the_cursor(void **state)
{
	static struct form form;

	(void)state;
	form_init(&form, 100, "Zé");
	press(&form, SPECIAL_LEFT);
	assert_true(form_type(&form, 0x6F));
	assert_string_equal(form.text, "Zoé");
	assert_int_equal(form.cursor, 2);
}

static void type__refuses__control_and_hidden_characters(void **state)
{
	static struct form form;

	(void)state;
	form_init(&form, 100, "a");
	assert_false(form_type(&form, 0x1B));
	assert_false(form_type(&form, 0x202E));
	assert_false(form_type(&form, 0xD800));
	assert_true(form_type(&form, 0x301));
	assert_string_equal(form.text, "a\xCC\x81");
}

static void type__stops__at_the_limit(void **state)
{
	static struct form form;

	(void)state;
	form_init(&form, 2, "é");
	assert_true(form_type(&form, 'a'));
	assert_false(form_type(&form, 'b'));
	assert_string_equal(form.text, "éa");
	assert_false(form_paste(&form, "bc"));
	assert_string_equal(form.text, "éa");
}

static void init__keeps__a_text_longer_than_the_limit(void **state)
{
	static struct form form;

	(void)state;
	form_init(&form, 2, "abcé");
	assert_string_equal(form.text, "abcé");
	assert_false(form_type(&form, 'd'));
	press(&form, SPECIAL_BACKSPACE);
	assert_true(form_type(&form, 'd'));
	assert_string_equal(form.text, "abcd");
}

static void backspace__takes__a_whole_character(void **state)
{
	static struct form form;

	(void)state;
	form_init(&form, 100, "ae\xCC\x81");
	press(&form, SPECIAL_BACKSPACE);
	assert_string_equal(form.text, "a");
	press(&form, SPECIAL_BACKSPACE);
	press(&form, SPECIAL_BACKSPACE);
	assert_string_equal(form.text, "");
	press(&form, SPECIAL_DELETE);
	press(&form, SPECIAL_RIGHT);
	assert_int_equal(form.cursor, 0);
}

static void control__edits__as_in_a_shell(void **state)
{
	static struct form form;

	(void)state;
	form_init(&form, 100, "plan clair, indicateurs");
	control(&form, 'W');
	assert_string_equal(form.text, "plan clair, ");
	control(&form, 'A');
	press(&form, SPECIAL_DELETE);
	assert_string_equal(form.text, "lan clair, ");
	control(&form, 'K');
	assert_string_equal(form.text, "");
}

static void paste__joins__lines(void **state)
{
	static struct form form;

	(void)state;
	form_init(&form, 100, NULL);
	assert_true(form_paste(&form, "un\ndeux\033[2J\n"));
	assert_string_equal(form.text, "un deux[2J");
}

static void show__keeps__the_cursor_in_sight(void **state)
{
	static struct form form;
	char line[64];
	int cursor;

	(void)state;
	form_init(&form, 100, "abcdefghij");
	form_show(&form, 5, line, sizeof line, &cursor);
	assert_string_equal(line, "ghij");
	assert_int_equal(cursor, 4);
	press(&form, SPECIAL_HOME);
	form_show(&form, 5, line, sizeof line, &cursor);
	assert_string_equal(line, "abcde");
	assert_int_equal(cursor, 0);
	press(&form, SPECIAL_END);
	form_show(&form, 20, line, sizeof line, &cursor);
	assert_string_equal(line, "abcdefghij");
	assert_int_equal(cursor, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(type__inserts__at_the_cursor),
		cmocka_unit_test(type__refuses__control_and_hidden_characters),
		cmocka_unit_test(type__stops__at_the_limit),
		cmocka_unit_test(init__keeps__a_text_longer_than_the_limit),
		cmocka_unit_test(backspace__takes__a_whole_character),
		cmocka_unit_test(control__edits__as_in_a_shell),
		cmocka_unit_test(paste__joins__lines),
		cmocka_unit_test(show__keeps__the_cursor_in_sight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
