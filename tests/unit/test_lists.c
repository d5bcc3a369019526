/* The lists of fixtures/lists through decode, header and csv together. */
#include "tests/unit/unit.h"

#include "core/date.h"
#include "core/header.h"
#include "core/text.h"

struct list {
	const char *name, *encoding;
	char delimiter;
	long line;
	const char *fields; /* in order of columns, unknown ones left out */
	long students;      /* records after the header */
	const char *first;  /* "matricule|last|first|group|birth date" of the first student */
};

#define TABLE "matricule last_name first_name email group birth_date"

static const struct list lists[] = {
	{"excel-1252.csv", "windows-1252", ';', 1, TABLE, 7, "00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"excel-utf8.csv", "utf-8", ';', 1, TABLE, 9, "00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"excel-unicode.txt", "utf-16le", '\t', 1, TABLE, 9, "00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"excel-tab.txt", "windows-1252", '\t', 1, TABLE, 7, "00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"excel-mac.csv", "macroman", ';', 1, TABLE, 7, "00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"excel-dos.csv", "cp850", ';', 1, TABLE, 7, "00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"sep.csv", "windows-1252", ',', 2, TABLE, 7, "00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"libreoffice.csv", "utf-8", ',', 1, TABLE, 9, "00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"proeco.csv", "windows-1252", ';', 1,
		"matricule last_name first_name year group birth_date email", 7,
		"00123|Lefèvre|Zoé|1A|2004-02-04"},
	{"hyperplanning.csv", "utf-8", ',', 1, "last_name first_name email birth_date group", 7,
		"|LEFÈVRE|Zoé|BAC1|2004-02-04"},
	{"pronote.csv", "windows-1252", ';', 2, "last_name first_name birth_date group", 7,
		"|LEFÈVRE|Zoé|1A|2004-02-04"},
	{"sacoche.csv", "windows-1252", ';', 1, "last_name first_name birth_date group", 7,
		"|LEFÈVRE|Zoé|1A|2004-02-04"},
	{"onde.csv", "windows-1252", ';', 1, "last_name first_name birth_date matricule group", 7,
		"123456700AB|LEFÈVRE|Zoé|1A|2004-02-04"},
	{"pix.csv", "utf-8", ';', 1,
		"first_name last_name birth_date email matricule group year", 9,
		"00123|Lefèvre|Zoé|M1|2004-02-04"},
	{"scodoc.csv", "utf-8", ';', 1,
		"matricule last_name first_name birth_date year group email", 9,
		"00123|LEFÈVRE|Zoé|TDA|2004-02-04"},
	{"moodle.csv", "utf-8", ',', 1, "first_name last_name matricule email group", 9,
		"00123|Lefèvre|Zoé|M1A, Tous|"},
	{"moodle-users.csv", "utf-8", ',', 1, "first_name last_name email matricule group", 10,
		"00123|Lefèvre|Zoé|M1|"},
	{"oneroster-users.csv", "utf-8", ',', 1,
		"first_name last_name matricule email year never", 9, "00123|Lefèvre|Zoé||"},
	{"oneroster-1.1.csv", "utf-8", ',', 1,
		"first_name last_name matricule email year never", 7, "00123|Lefèvre|Zoé||"},
	{"by-hand.csv", "windows-1252", ';', 4,
		"matricule full_name birth_date group comment", 13, "00123|||1A|2004-02-04"},
	{"canvas-users.csv", "utf-8", ',', 1, "matricule first_name last_name email", 9,
		"00123|Lefèvre|Zoé||"},
};

struct reading {
	const struct header *header;
	long students;
	char first[1024];
};

static void cell(const struct reading *reading, const struct csv_record *record,
	enum header_field field, char ret[128])
{
	size_t column = header_column(reading->header, field);

	ret[0] = '\0';
	if (column < record->count)
		(void)text_clean(record->cells[column].text, record->cells[column].length, ret, 128,
			NULL);
}

static bool read_row(void *ctx, const struct csv_record *record)
{
	struct reading *reading = ctx;
	char matricule[128], last[128], first[128], birth[128];
	char group[CODE_SIZE], iso[DATE_SIZE] = "";

	if (record->line < reading->header->first_line || reading->students++ > 0)
		return true;
	cell(reading, record, HEADER_MATRICULE, matricule);
	cell(reading, record, HEADER_LAST_NAME, last);
	cell(reading, record, HEADER_FIRST_NAME, first);
	cell(reading, record, HEADER_BIRTH_DATE, birth);
	assert_true(header_group(reading->header, record, group));
	assert_int_equal(date_read(birth, strlen(birth), DATE_DAY_FIRST, iso), birth[0] != '\0');
	(void)snprintf(reading->first, sizeof reading->first, "%s|%s|%s|%s|%s", matricule, last,
		first, group, iso);
	return true;
}

static struct decode *open_list(const char *name, enum err_code expected, struct err *err)
{
	struct decode *decode = NULL;
	char path[512];

	(void)snprintf(path, sizeof path, "%s/lists/%s", FIXTURES, name);
	assert_int_equal(decode_open(path, NULL, &decode, err), expected);
	return decode;
}

static void check_fields(const struct header *header, const char *expected)
{
	char fields[256] = "";
	size_t used = 0;

	for (size_t i = 0; i < header->count; i++) {
		if (header->columns[i].field)
			used += (size_t)snprintf(fields + used, sizeof fields - used, "%s%s",
				used ? " " : "", header_field_name(header->columns[i].field));
	}
	assert_string_equal(fields, expected);
}

static void lists__are_read__as_their_programs_wrote_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		const struct list *list = &lists[i];
		struct err err;
		struct decode *decode = open_list(list->name, ERR_OK, &err);
		struct header *header;
		struct reading reading = {.students = 0};

		print_message("%s\n", list->name);
		assert_int_equal(header_read_guess(decode, NULL, &header, &err), ERR_OK);
		assert_string_equal(decode_encoding(decode), list->encoding);
		assert_int_equal(header->delimiter, list->delimiter);
		assert_int_equal(header->line, list->line);
		check_fields(header, list->fields);
		reading.header = header;
		assert_int_equal(csv_read(decode, header->delimiter, read_row, &reading, &err),
			ERR_OK);
		assert_int_equal(reading.students, list->students);
		assert_string_equal(reading.first, list->first);
		assert_int_equal(decode_replaced(decode), 0);
		header_free(header);
		decode_close(decode);
	}
}

static void check_bad(const char *name, enum err_reason reason, long line)
{
	struct err err;
	struct decode *decode = open_list(name, ERR_OK, &err);
	struct header *header = NULL;
	struct reading reading = {.students = 0};
	enum err_code rc = header_read_guess(decode, NULL, &header, &err);

	reading.header = header;
	if (!rc)
		rc = csv_read(decode, header->delimiter, read_row, &reading, &err);
	assert_int_equal(rc, ERR_INVALID);
	assert_int_equal(err.reason, reason);
	assert_int_equal(err.line, line);
	header_free(header);
	decode_close(decode);
}

static void lists__are_refused__with_their_line(void **state)
{
	struct err err;

	(void)state;
	check_bad("bad/open-quote.csv", WHY_CSV_OPEN_QUOTE, 4);
	check_bad("bad/stray-quote.csv", WHY_CSV_STRAY_QUOTE, 4);
	check_bad("bad/no-header.csv", WHY_HEADER_UNKNOWN, 0);
	assert_null(open_list("bad/nul.csv", ERR_INVALID, &err));
	assert_int_equal(err.reason, WHY_LIST_NUL);
	assert_int_equal(err.line, 4);
	assert_null(open_list("bad/renamed.csv", ERR_INVALID, &err));
	assert_int_equal(err.reason, WHY_LIST_WORKBOOK);
	assert_null(open_list("bad/empty.csv", ERR_INVALID, &err));
	assert_int_equal(err.reason, WHY_LIST_EMPTY);
}

static void lists__are_taken__where_they_make_some_sense(void **state)
{
	static const struct {
		const char *name;
		long students;
	} cases[] = {{"bad/header-only.csv", 0}, {"bad/mixed.csv", 7}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct err err;
		struct decode *decode = open_list(cases[i].name, ERR_OK, &err);
		struct header *header;
		struct reading reading = {.students = 0};

		assert_int_equal(header_read_guess(decode, NULL, &header, &err), ERR_OK);
		assert_string_equal(decode_encoding(decode), "windows-1252");
		reading.header = header;
		assert_int_equal(csv_read(decode, header->delimiter, read_row, &reading, &err),
			ERR_OK);
		assert_int_equal(reading.students, cases[i].students);
		header_free(header);
		decode_close(decode);
	}
}

/* Files of other projects: what is strict is refused, the rest gives so many records. */
static bool count_row(void *ctx, const struct csv_record *record)
{
	(void)record;
	++*(long *)ctx;
	return true;
}

static void samples__of_others__are_read_or_refused(void **state)
{
	static const struct {
		const char *name;
		long records;
		enum err_reason reason;
	} cases[] = {
		{"csv-spectrum/comma_in_quotes.csv", 2, WHY_NONE},
		{"csv-spectrum/escaped_quotes.csv", 3, WHY_NONE},
		{"csv-spectrum/quotes_and_newlines.csv", 3, WHY_NONE},
		{"csv-spectrum/newlines_crlf.csv", 4, WHY_NONE},
		{"csv-spectrum/empty_crlf.csv", 3, WHY_NONE},
		{"csv-spectrum/location_coordinates.csv", 0, WHY_CSV_STRAY_QUOTE},
		{"csvkit/test_utf8_bom.csv", 3, WHY_NONE},
		{"csvkit/test_latin1.csv", 3, WHY_NONE},
		{"csvkit/test_utf16_little.csv", 3, WHY_NONE},
		{"csvkit/mac_newlines.csv", 3, WHY_NONE},
		{"csvkit/null_byte.csv", 0, WHY_LIST_NUL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct decode *decode = NULL;
		struct err err = {.reason = WHY_NONE};
		char path[512];
		long records = 0;

		print_message("%s\n", cases[i].name);
		(void)snprintf(path, sizeof path, "%s/samples/%s", FIXTURES, cases[i].name);
		if (!decode_open(path, NULL, &decode, &err) &&
			!csv_read(decode, ',', count_row, &records, &err))
			assert_int_equal(records, cases[i].records);
		assert_int_equal(err.reason, cases[i].reason);
		decode_close(decode);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists__are_read__as_their_programs_wrote_them),
		cmocka_unit_test(lists__are_refused__with_their_line),
		cmocka_unit_test(lists__are_taken__where_they_make_some_sense),
		cmocka_unit_test(samples__of_others__are_read_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
