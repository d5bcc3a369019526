/* core/csv.c, core/csv_writer.c */
#include "tests/unit/unit.h"

#include <unistd.h>

#include "core/csv.h"
#include "core/text.h"

/* Records as text: "line|cell|cell\n". */
struct log {
	char text[4096];
	size_t used;
	int stop_after; /* 0: never */
};

static bool note(void *ctx, const struct csv_record *record)
{
	struct log *log = ctx;

	log->used += (size_t)snprintf(log->text + log->used, sizeof log->text - log->used, "%ld",
		record->line);
	for (size_t i = 0; i < record->count; i++) {
		assert_int_equal(strlen(record->cells[i].text), record->cells[i].length);
		log->used += (size_t)snprintf(log->text + log->used,
			sizeof log->text - log->used, "|%.40s", record->cells[i].text);
	}
	log->used += (size_t)snprintf(log->text + log->used, sizeof log->text - log->used, "\n");
	assert_true(log->used < sizeof log->text);
	return --log->stop_after != 0;
}

static void check(const char *text, char delimiter, const char *expected)
{
	struct log log = {.stop_after = 0};
	struct err err;

	assert_int_equal(csv_read_text(text, strlen(text), true, delimiter, note, &log, &err),
		ERR_OK);
	assert_string_equal(log.text, expected);
}

static void check_refused(const char *text, enum err_reason reason, long line)
{
	struct log log = {.stop_after = 0};
	struct err err;

	assert_int_equal(csv_read_text(text, strlen(text), true, ';', note, &log, &err),
		ERR_INVALID);
	assert_int_equal(err.reason, reason);
	assert_int_equal(err.line, line);
}

static void csv__numbers__physical_lines(void **state)
{
	(void)state;
	check("a;b\r\n1;2\r\n", ';', "1|a|b\n2|1|2\n");
	check("a;b\n\n  \n1;2", ';', "1|a|b\n4|1|2\n");
	check("a\rb\r\rc", ';', "1|a\n2|b\n4|c\n");
	check("a;\"x\r\ny\";b\r\nc\r\n", ';', "1|a|x\r\ny|b\n3|c\n");
	check("a;\"x\n\n\ny\"\n\nc\n", ';', "1|a|x\n\n\ny\n6|c\n");
	check("\"a\rb\"\rc\r", ';', "1|a\rb\n3|c\n");
}

static void csv__keeps__cells_as_they_are(void **state)
{
	(void)state;
	check(" a ;\" b \";\"say \"\"x\"\"\";;\n", ';', "1|a| b |say \"x\"||\n");
	check("é,\"1,5\"\n", ',', "1|é|1,5\n");
	check("a\t\tb\n", '\t', "1|a||b\n");
}

static void csv__drops__a_sep_line(void **state)
{
	size_t length;

	(void)state;
	check("sep=,\r\na,b\r\n", 0, "2|a|b\n");
	check("SEP=|\na|b\n", 0, "2|a|b\n");
	check("sep=;\na;b,c\n", ',', "2|a;b|c\n");
	check("separate;b\n", 0, "1|separate|b\n");
	assert_int_equal(csv_sep_line("sep=;;;;\nx", 10, &length), ';');
	assert_int_equal(length, 8);
	assert_int_equal(csv_sep_line("\"sep=,\"\n", 8, NULL), ',');
	assert_int_equal(csv_sep_line("sep=", 4, NULL), 0);
	assert_int_equal(csv_sep_line("sep=\t", 5, NULL), '\t');
}

static void csv__refuses__bad_quotes_with_their_line(void **state)
{
	(void)state;
	check_refused("a;b\nc;\"d\ne;f\n", WHY_CSV_OPEN_QUOTE, 2);
	check_refused("a;b\nc;\"d\ne;\"f\"\n", WHY_CSV_OPEN_QUOTE, 2);
	check_refused("a\n\"b\nc\";\"d\ne", WHY_CSV_OPEN_QUOTE, 3);
	check_refused("a;b\n37.8\"N;x\n", WHY_CSV_STRAY_QUOTE, 2);
	check_refused("a;b\n\"a\"b\";x\n", WHY_CSV_STRAY_QUOTE, 2);
	check_refused("\"", WHY_CSV_OPEN_QUOTE, 1);
}

static void csv__stops__when_told(void **state)
{
	struct log log = {.stop_after = 2};
	struct err err;
	const char *text = "a\nb\nc\"\"d\"";

	(void)state;
	assert_int_equal(csv_read_text(text, strlen(text), true, ';', note, &log, &err), ERR_OK);
	assert_string_equal(log.text, "1|a\n2|b\n");
}

static void csv__passes_over__the_end_of_a_sample(void **state)
{
	struct log log = {.stop_after = 0};
	struct err err;

	(void)state;
	assert_int_equal(csv_read_text("a;b\nc;\"d", 8, false, ';', note, &log, &err), ERR_OK);
	assert_string_equal(log.text, "1|a|b\n");
}

/* A file that is never held: head, then times × the piece. */
static void check_file_refused(const char *head, const char *piece, size_t times,
	enum err_reason reason, long line)
{
	char path[] = "/tmp/suivi-csv-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "wb");
	struct log log = {.stop_after = 0};
	struct decode *decode;
	struct err err;

	assert_non_null(file);
	assert_true(fputs(head, file) >= 0);
	for (size_t i = 0; i < times; i++)
		assert_true(fputs(piece, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(decode_open(path, NULL, &decode, &err), ERR_OK);
	assert_int_equal(csv_read(decode, ';', note, &log, &err), ERR_INVALID);
	assert_int_equal(err.reason, reason);
	assert_int_equal(err.line, line);
	assert_string_equal(err.place, path);
	decode_close(decode);
	(void)unlink(path);
}

/* 400 cells of 4 KiB */
static void check_row_refused(const char *kilobyte)
{
	char piece[4098];

	for (size_t i = 0; i < 4; i++)
		memcpy(piece + 1024 * i, kilobyte, 1024);
	memcpy(piece + 4096, ";", 2);
	check_file_refused("a\n", piece, 400, WHY_CSV_ROW_LONG, 2);
}

static void csv__refuses__what_is_too_long(void **state)
{
	char piece[1025];

	(void)state;
	memset(piece, 'x', 1024);
	piece[1024] = '\0';
	check_file_refused("a\n", piece, 65, WHY_CSV_CELL_LONG, 2);
	check_file_refused("a\n\"", piece, 65 * 1024, WHY_CSV_CELL_LONG, 2);
	check_file_refused("a\n\nb;", "y;", 600, WHY_CSV_ROW_WIDE, 3);
	for (size_t i = 1; i < 1024; i += 2)
		piece[i] = '\n'; /* inside quotes: the row is long, its lines are not */
	check_file_refused("a\n\"", piece, 65, WHY_CSV_CELL_LONG, 2);
	memset(piece, 'x', 1024);
	check_row_refused(piece);
}

enum { PIECE = 16 * 1024, BLOCK = 64 * 1024 };

/* head padded so that tail begins at byte `at`, then read whole and from a file. */
static void check_at(size_t at, const char *tail, const char *expected)
{
	size_t length = at + strlen(tail);
	char *text = malloc(length + 1), path[] = "/tmp/suivi-csv-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "wb");
	struct log log = {.stop_after = 0}, of_file = {.stop_after = 0};
	struct decode *decode;
	struct err err;

	assert_non_null(text);
	assert_non_null(file);
	/* short lines, so that no cell is long, and the rest of the last one */
	for (size_t i = 0; i < at; i++)
		text[i] = i % 1000 == 999 && i + 1000 < at ? '\n' : 'x';
	memcpy(text + at, tail, strlen(tail) + 1);
	assert_int_equal(csv_read_text(text, length, true, ';', note, &log, &err), ERR_OK);
	assert_int_equal(fwrite(text, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(decode_open(path, NULL, &decode, &err), ERR_OK);
	assert_int_equal(csv_read(decode, ';', note, &of_file, &err), ERR_OK);
	decode_close(decode);
	(void)unlink(path);
	assert_string_equal(of_file.text, log.text);
	if (!strstr(log.text, expected))
		fail_msg("%zu: no %s in ...%s", at, expected, log.text + log.used - 40);
	free(text);
}

/* Wherever pieces and blocks meet, an end of line is one line and a cell is whole. */
static void csv__numbers__lines_where_pieces_meet(void **state)
{
	static const size_t meets[] = {PIECE, 2 * PIECE, BLOCK};

	(void)state;
	for (size_t m = 0; m < 3; m++) {
		for (size_t at = meets[m] - 9; at <= meets[m] + 1; at++) {
			/* the last line of the padding is line at / 1000, or one less */
			long line = 1;
			char expected[64];

			for (size_t i = 999; i + 1000 < at; i += 1000)
				line++;
			(void)snprintf(expected, sizeof expected, "\n%ld|a|b\n%ld|c\n", line + 1,
				line + 3);
			check_at(at, "\r\na;b\r\n\r\nc\r\n", expected);
			check_at(at, "\ra;b\r\rc", expected);
			check_at(at, "\na;b\n\nc", expected);
			(void)snprintf(expected, sizeof expected, "\n%ld|a|é\r\n\"z|\n%ld|c\n",
				line + 1, line + 3);
			check_at(at, "\na;\"é\r\n\"\"z\";\nc", expected);
		}
	}
}

static enum err_reason read_row(size_t cells, size_t length, const char *end)
{
	size_t size = cells * (length + 1) + strlen(end), used = 0;
	char *text = malloc(size + 1);
	struct log log = {.stop_after = 1};
	struct err err = {.reason = WHY_NONE};

	assert_non_null(text);
	for (size_t i = 0; i < cells; i++) {
		memset(text + used, 'x', length);
		used += length;
		text[used++] = i + 1 < cells ? ';' : '\n';
	}
	strcpy(text + used - (*end ? 1 : 0), end);
	if (csv_read_text(text, strlen(text), true, ';', note, &log, &err) == ERR_OK)
		err.reason = WHY_NONE;
	free(text);
	return err.reason;
}

/* At a limit a row is taken; one more is refused. */
static void csv__takes__what_just_fits(void **state)
{
	(void)state;
	assert_int_equal(read_row(1, CSV_CELL_MAX, ""), WHY_NONE);
	assert_int_equal(read_row(1, CSV_CELL_MAX + 1, ""), WHY_CSV_CELL_LONG);
	assert_int_equal(read_row(2, CSV_CELL_MAX, "\n"), WHY_NONE);
	assert_int_equal(read_row(CSV_CELLS_MAX, 1, ""), WHY_NONE);
	assert_int_equal(read_row(CSV_CELLS_MAX + 1, 1, ""), WHY_CSV_ROW_WIDE);
	assert_int_equal(read_row(CSV_CELLS_MAX, 1, ";;;\n"), WHY_NONE);
	assert_int_equal(read_row(CSV_CELLS_MAX, 1, ";;x\n"), WHY_CSV_ROW_WIDE);
	/* each cell is held with a NUL */
	assert_int_equal(read_row(16, CSV_ROW_MAX / 16 - 1, ""), WHY_NONE);
	assert_int_equal(read_row(16, CSV_ROW_MAX / 16 - 1, ";\n"), WHY_CSV_ROW_LONG);
}

static void csv__lets_go_of__empty_cells_at_the_end(void **state)
{
	char text[1002];
	struct log log = {.stop_after = 0};
	struct err err;

	(void)state;
	memset(text, ';', 1001);
	text[0] = 'a';
	text[1001] = '\0';
	assert_int_equal(csv_read_text(text, 1001, true, ';', note, &log, &err), ERR_OK);
	assert_int_equal(log.text[2], 'a');
}

static char *written(enum csv_mode mode, const char *const *cells, size_t count)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	struct csv_writer writer;
	struct err err;

	assert_non_null(file);
	csv_writer_init(&writer, file, mode);
	for (size_t i = 0; i < count; i++)
		csv_writer_text(&writer, cells[i]);
	csv_writer_end_row(&writer);
	assert_int_equal(csv_writer_finish(&writer, &err), ERR_OK);
	assert_int_equal(fclose(file), 0);
	return text;
}

static void csv_writer__writes__both_dialects(void **state)
{
	const char *const cells[] = {"Zoé", "a;b", "c,d", "\"q\"", " e", "=1+1", "-2,5", ""};
	char *text = written(CSV_PEOPLE, cells, 8);

	(void)state;
	assert_string_equal(text,
		"\xEF\xBB\xBFZoé;\"a;b\";c,d;\"\"\"q\"\"\";\" e\";'=1+1;-2,5;\r\n");
	free(text);
	text = written(CSV_RFC4180, cells, 8);
	assert_string_equal(text, "Zoé,a;b,\"c,d\",\"\"\"q\"\"\",\" e\",=1+1,\"-2,5\",\r\n");
	free(text);
	text = written(CSV_RFC4180, (const char *const[]){""}, 1);
	assert_string_equal(text, "\"\"\r\n");
	free(text);
}

static bool compare(void *ctx, const struct csv_record *record)
{
	const char *const *cells = ctx;

	for (size_t i = 0; i < record->count; i++) {
		const char *text = record->cells[i].text;
		size_t length = record->cells[i].length;

		(void)text_restore(&text, &length);
		assert_int_equal(length, strlen(cells[i]));
		assert_memory_equal(text, cells[i], length);
	}
	return true;
}

static void csv_writer__loses__nothing(void **state)
{
	const char *const cells[] = {"=x", "'=x", "''=x", "=\"x\"", "'=\"x\"", "@a", "-", "'-",
		"+32 475 12 34 56", "-2,5", "＝1", "'t Hart", "a\r\nb", "\"", "'", "", ";,"};
	size_t count = sizeof cells / sizeof cells[0];

	(void)state;
	for (int mode = CSV_PEOPLE; mode <= CSV_RFC4180; mode++) {
		char *text = written((enum csv_mode)mode, cells, count);
		size_t skip = mode == CSV_PEOPLE ? 3 : 0;
		struct err err;

		assert_int_equal(csv_read_text(text + skip, strlen(text) - skip, true,
			mode == CSV_PEOPLE ? ';' : ',', compare, (void *)cells, &err), ERR_OK);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv__numbers__physical_lines),
		cmocka_unit_test(csv__keeps__cells_as_they_are),
		cmocka_unit_test(csv__drops__a_sep_line),
		cmocka_unit_test(csv__refuses__bad_quotes_with_their_line),
		cmocka_unit_test(csv__stops__when_told),
		cmocka_unit_test(csv__passes_over__the_end_of_a_sample),
		cmocka_unit_test(csv__refuses__what_is_too_long),
		cmocka_unit_test(csv__numbers__lines_where_pieces_meet),
		cmocka_unit_test(csv__takes__what_just_fits),
		cmocka_unit_test(csv__lets_go_of__empty_cells_at_the_end),
		cmocka_unit_test(csv_writer__writes__both_dialects),
		cmocka_unit_test(csv_writer__loses__nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
