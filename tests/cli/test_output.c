/* What the verbs print: cleaned text, the JSON document. */
#include "tests/unit/unit.h"

#include "cli/clean.h"
#include "cli/json.h"
#include "db/rows.h"

static void assert_cleaned(const char *text, const char *expected, size_t width)
{
	size_t found;
	char *clean = clean_text(text, &found);

	assert_non_null(clean);
	assert_string_equal(clean, expected);
	assert_int_equal(found, width);
	free(clean);
}

static void clean_text__disarms__escape_sequences(void **state)
{
	(void)state;
	assert_cleaned("a\033[31mb", "a\xEF\xBF\xBD[31mb", 7);
	/* C1: the same sequence in one character */
	assert_cleaned("a\xC2\x9B"
	               "31mb",
		"a\xEF\xBF\xBD"
		"31mb",
		6);
	assert_cleaned("a\x7F", "a\xEF\xBF\xBD", 2);
}

static void clean_text__flattens__lines_and_tabs(void **state)
{
	(void)state;
	assert_cleaned("a\tb\r\nc", "a b  c", 6);
}

static void clean_text__replaces__invalid_bytes(void **state)
{
	(void)state;
	assert_cleaned("\xC3", "\xEF\xBF\xBD", 1);
	assert_cleaned("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3);
	assert_cleaned("", "", 0);
}

static void clean_text__replaces__changes_of_direction(void **state)
{
	(void)state;
	assert_cleaned("a\xE2\x80\xAE"
	               "b",
		"a\xEF\xBF\xBD"
		"b",
		3);
}

static void clean_text__measures__wide_and_combining(void **state)
{
	(void)state;
	assert_cleaned("日本", "日本", 4);
	assert_cleaned("e\xCC\x81", "e\xCC\x81", 1);
}

/* What a document filled by fill() comes to. text: size bytes. */
static void document(void (*fill)(struct json *json), char *text, size_t size)
{
	FILE *file = fmemopen(text, size, "w");
	struct json *json = NULL;
	struct err err;

	assert_non_null(file);
	assert_int_equal(json_new(file, &json, &err), ERR_OK);
	fill(json);
	assert_int_equal(json_finish(json, &err), ERR_OK);
	assert_true(json_finished(json));
	json_free(json);
	assert_int_equal(fclose(file), 0);
}

static void fill_nothing(struct json *json)
{
	(void)json;
}

static void json_document__is_whole__without_rows(void **state)
{
	char text[256];

	(void)state;
	document(fill_nothing, text, sizeof(text));
	assert_string_equal(text, "{\"version\":1,\"data\":[],\"warnings\":[]}\n");
}

static void fill_values(struct json *json)
{
	static const unsigned char stamp[] = {0x00, 0xAB};

	json_open(json, NULL, '{');
	json_text(json, "t", "a\"b\\\n");
	json_text(json, "empty", "");
	json_count(json, "n", -3);
	json_hundredths(json, "h", 205);
	json_hundredths(json, "none", -1);
	json_level(json, "l", 2);
	json_level(json, "seen", LEVEL_NOT_OBSERVED);
	json_level(json, "no", LEVEL_NONE);
	json_hex(json, "x", stamp, sizeof(stamp));
	json_moment(json, "m", 1000);
	json_open(json, "a", '[');
	json_text(json, NULL, "1");
	json_text(json, NULL, "2");
	json_close(json);
	json_close(json);
}

static void json_document__writes__every_kind_of_value(void **state)
{
	char text[512];

	(void)state;
	document(fill_values, text, sizeof(text));
	assert_string_equal(text,
		"{\"version\":1,\"data\":[\n"
		"{\"t\":\"a\\\"b\\\\\\n\",\"empty\":null,\"n\":-3,\"h\":2.05,\"none\":null,\"l\":2,"
		"\"seen\":\"NO\",\"no\":null,\"x\":\"00ab\",\"m\":\"1970-01-01T00:00:01.000Z\","
		"\"a\":[\"1\",\"2\"]}],\"warnings\":[]}\n");
}

static void fill_hostile(struct json *json)
{
	json_open(json, NULL, '{');
	json_text(json, "c1", "\xC2\x9B"
	                      "31m");
	json_text(json, "del", "\x7F");
	json_text(json, "esc", "\033");
	json_text(json, "bad", "\xFF");
	json_close(json);
}

static void json_text__escapes__what_a_terminal_obeys(void **state)
{
	char text[256];

	(void)state;
	document(fill_hostile, text, sizeof(text));
	assert_non_null(strstr(text, "\"c1\":\"\\u009b31m\""));
	assert_non_null(strstr(text, "\"del\":\"\\u007f\""));
	assert_non_null(strstr(text, "\"esc\":\"\\u001b\""));
	assert_non_null(strstr(text, "\"bad\":\"\xEF\xBF\xBD\""));
}

static void fill_warnings_first(struct json *json)
{
	json_warning(json);
	json_text(json, "w", "1");
	json_warning_end(json);
	json_open(json, NULL, '{');
	json_count(json, "n", 1);
	json_close(json);
	json_warning(json);
	json_text(json, "w", "2");
	json_warning_end(json);
}

static void json_warning__goes_last__whenever_it_comes(void **state)
{
	char text[256];

	(void)state;
	document(fill_warnings_first, text, sizeof(text));
	assert_string_equal(text,
		"{\"version\":1,\"data\":[\n{\"n\":1}],\"warnings\":[\n{\"w\":\"1\"},\n{\"w\":\"2\"}]}\n");
}

static void json_error__has__every_member(void **state)
{
	char text[1024];
	FILE *file = fmemopen(text, sizeof(text), "w");
	struct err err;

	(void)state;
	assert_non_null(file);
	(void)err_fail(&err, WHY_DATE_INVALID, "test");
	(void)err_at(&err, 7, "Né le", "31/02");
	json_error(file, &err);
	assert_int_equal(fclose(file), 0);
	assert_non_null(strstr(text,
		"{\"version\":1,\"error\":{\"code\":\"invalid\",\"reason\":\"DATE_INVALID\","
		"\"line\":7,\"place\":\"Né le\",\"value\":\"31/02\",\"message\":\""));
	assert_non_null(strstr(text, "\"remedy\":\""));
	assert_string_equal(text + strlen(text) - 3, "}}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean_text__disarms__escape_sequences),
		cmocka_unit_test(clean_text__flattens__lines_and_tabs),
		cmocka_unit_test(clean_text__replaces__invalid_bytes),
		cmocka_unit_test(clean_text__replaces__changes_of_direction),
		cmocka_unit_test(clean_text__measures__wide_and_combining),
		cmocka_unit_test(json_document__is_whole__without_rows),
		cmocka_unit_test(json_document__writes__every_kind_of_value),
		cmocka_unit_test(json_text__escapes__what_a_terminal_obeys),
		cmocka_unit_test(json_warning__goes_last__whenever_it_comes),
		cmocka_unit_test(json_error__has__every_member),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
