/* core/message.c: errors as sentences. */
#include "core/message.h"
#include "tests/unit/unit.h"

static struct err refusal(enum err_reason why, const char *place, const char *value)
{
	struct err err = {0};

	(void)err_fail(&err, why, "test");
	(void)err_at(&err, 0, place, value);
	return err;
}

static void message_format__says__what_and_what_to_do(void **state)
{
	struct err err = refusal(WHY_STUDENT_UNKNOWN, NULL, "0024003");
	char text[512];

	(void)state;
	message_format(&err, text, sizeof text);
	assert_string_equal(text, "No student has the matricule “0024003”. "
				  "“suivi list students” shows those there are.");
	err = refusal(WHY_INTERRUPTED, NULL, NULL);
	message_format(&err, text, sizeof text);
	assert_string_equal(text, "Stopped: nothing was changed.");
	err = refusal(WHY_DATE_INVALID, NULL, "31/02/2026");
	(void)err_at(&err, 7, NULL, NULL);
	message_format(&err, text, sizeof text);
	assert_int_equal(strncmp(text, "Line 7: “31/02/2026” is not a date. ", 39), 0);
}

static void message_format__shows__nothing_a_terminal_obeys(void **state)
{
	/* escape, 8-bit CSI bare and as UTF-8, DEL, override, isolate, line separator */
	struct err err = refusal(WHY_STUDENT_UNKNOWN, NULL,
		"a\x1b[31m\x9b"
		"1m\xC2\x9B"
		"2m\x7F\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\xA8z");
	char text[512];

	(void)state;
	message_sentence(&err, text, sizeof text);
	assert_string_equal(text, "No student has the matricule “a?[31m?1m?2m??z”.");
}

static void message_format__is__cut_at_a_character(void **state)
{
	struct err err = refusal(WHY_STUDENT_UNKNOWN, NULL, "ééééééééééé");
	char text[512], shorter[512];

	(void)state;
	message_format(&err, text, sizeof text);
	for (size_t size = 1; size <= strlen(text) + 1; size++) {
		size_t length;

		memset(shorter, 'X', sizeof shorter);
		message_format(&err, shorter, size);
		length = strlen(shorter);
		assert_true(length < size);
		assert_int_equal(strncmp(shorter, text, length), 0);
		assert_true(((unsigned char)text[length] & 0xC0) != 0x80);
	}
}

static void message__has__a_sentence_for_every_reason(void **state)
{
	char text[1024];

	(void)state;
	for (int why = 0; why < WHY_COUNT; why++) {
		struct err err = {.reason = (enum err_reason)why, .code = ERR_FAILED};

		message_sentence(&err, text, sizeof text);
		assert_true(text[0] != '\0');
		assert_null(strstr(text, "{place}"));
		assert_null(strchr(text, '{'));
		if (why)
			assert_true(err_text((enum err_reason)why)->code != ERR_OK);
		message_remedy(&err, text, sizeof text);
		assert_null(strchr(text, '{'));
	}
}

static void message_exit_status__is__what_scripts_rely_on(void **state)
{
	static const int expected[] = {
		[ERR_OK] = 0,
		[ERR_FAILED] = 1,
		[ERR_USAGE] = 2,
		[ERR_INVALID] = 3,
		[ERR_CONFLICT] = 3,
		[ERR_NOT_FOUND] = 4,
		[ERR_BUSY] = 5,
		[ERR_PERMISSION] = 6,
		[ERR_IO] = 1,
		[ERR_NO_MEMORY] = 1,
		[ERR_INTERRUPTED] = 130,
	};

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
		assert_int_equal(message_exit_status((enum err_code)i), expected[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(message_format__says__what_and_what_to_do),
		cmocka_unit_test(message_format__shows__nothing_a_terminal_obeys),
		cmocka_unit_test(message_format__is__cut_at_a_character),
		cmocka_unit_test(message__has__a_sentence_for_every_reason),
		cmocka_unit_test(message_exit_status__is__what_scripts_rely_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
