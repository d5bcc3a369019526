/* core/decode.c */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/decode.h"

static char path[] = "/tmp/suivi-decode-XXXXXX";

/* Until the time of the file has moved: it does so in ticks of some milliseconds. */
static void write_file(const char *bytes, size_t count)
{
	struct stat before = {.st_size = 0}, after;

	(void)stat(path, &before);
	do {
		FILE *file = fopen(path, "wb");

		assert_non_null(file);
		assert_int_equal(fwrite(bytes, 1, count, file), count);
		assert_int_equal(fclose(file), 0);
		assert_int_equal(stat(path, &after), 0);
	} while (after.st_mtim.tv_sec == before.st_mtim.tv_sec &&
		 after.st_mtim.tv_nsec == before.st_mtim.tv_nsec);
}

#define WRITE(text) write_file(text, sizeof text - 1)

/* A whole pass; the text is the caller's. */
static char *read_all(struct decode *decode)
{
	char *text = calloc(1, 1);
	size_t used = 0;

	for (;;) {
		const char *chunk;
		size_t count;
		struct err err;

		assert_int_equal(decode_read(decode, &chunk, &count, &err), ERR_OK);
		if (count == 0)
			return text;
		text = realloc(text, used + count + 1);
		assert_non_null(text);
		memcpy(text + used, chunk, count);
		used += count;
		text[used] = '\0';
	}
}

static void check(const char *as, const char *encoding, const char *expected, long replaced)
{
	struct decode *decode;
	struct err err;
	char *text;

	assert_int_equal(decode_open(path, as, &decode, &err), ERR_OK);
	assert_string_equal(decode_encoding(decode), encoding);
	for (int pass = 0; pass < 2; pass++) {
		text = read_all(decode);
		assert_string_equal(text, expected);
		assert_int_equal(decode_replaced(decode), replaced);
		free(text);
		decode_rewind(decode);
	}
	decode_close(decode);
}

static void check_refused(const char *as, enum err_reason reason, long line)
{
	struct decode *decode;
	struct err err;

	assert_int_not_equal(decode_open(path, as, &decode, &err), ERR_OK);
	assert_int_equal(err.reason, reason);
	assert_int_equal(err.line, line);
}

static void decode__finds__the_encoding(void **state)
{
	(void)state;
	WRITE("Nom;Zoe\r\n");
	check(NULL, "utf-8", "Nom;Zoe\r\n", 0);
	WRITE("\xEF\xBB\xBFZoé");
	check(NULL, "utf-8", "Zoé", 0);
	WRITE("Zo\xE9 \x9C \x80 \x92");
	check(NULL, "windows-1252", "Zoé œ € ’", 0);
	WRITE("\xFF\xFEZ\0o\0\xE9\0");
	check(NULL, "utf-16le", "Zoé", 0);
	WRITE("\xFE\xFF\0Z\0o\0\xE9");
	check(NULL, "utf-16be", "Zoé", 0);
	WRITE("N\0o\0m\0;\0Z\0o\0\xE9\0");
	check(NULL, "utf-16le", "Nom;Zoé", 0);
	WRITE("\0N\0o\0m\0;\0Z\0o\0\xE9");
	check(NULL, "utf-16be", "Nom;Zoé", 0);
}

static void decode__reads__as_told(void **state)
{
	(void)state;
	WRITE("Zo\x8E \x8F");
	check("macroman", "macroman", "Zoé è", 0);
	WRITE("Zo\x82");
	check("cp850", "cp850", "Zoé", 0);
	WRITE("Zo\xE9!");
	check("utf-8", "utf-8", "Zo\xEF\xBF\xBD!", 1);
	WRITE("Zo\xC3");
	check("utf-8", "utf-8", "Zo\xEF\xBF\xBD", 1);
	check_refused("latin-9", WHY_ENCODING_UNKNOWN, 0);
}

static void decode__counts__undefined_characters(void **state)
{
	(void)state;
	WRITE("\x81\xE9\x8D|");
	check(NULL, "windows-1252", "\xEF\xBF\xBDé\xEF\xBF\xBD|", 2);
	WRITE("\xFF\xFE\0\xDCx\0\0\xD8y\0z");
	check(NULL, "utf-16le", "\xEF\xBF\xBDx\xEF\xBF\xBDy\xEF\xBF\xBD", 3);
	WRITE("\xFF\xFE\x3D\xD8\x00\xDE");
	check(NULL, "utf-16le", "\xF0\x9F\x98\x80", 0);
}

/* Only the last byte tells, far behind the first block. */
static void decode__judges__the_whole_file(void **state)
{
	size_t size = 300 * 1024;
	char *bytes = malloc(size), *text;
	struct decode *decode;
	struct err err;

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < size; i += 2)
		memcpy(bytes + i, "\xC3\xA9", 2);
	write_file(bytes, size);
	assert_int_equal(decode_open(path, NULL, &decode, &err), ERR_OK);
	assert_string_equal(decode_encoding(decode), "utf-8");
	text = read_all(decode);
	assert_memory_equal(text, bytes, size);
	free(text);
	/* as forced UTF-8 with an error before: characters across blocks survive */
	decode_close(decode);
	bytes[0] = 'x';
	write_file(bytes, size);
	assert_int_equal(decode_open(path, "utf-8", &decode, &err), ERR_OK);
	text = read_all(decode);
	assert_int_equal(strlen(text), size + 2);
	assert_memory_equal(text + 4, bytes + 2, size - 2);
	assert_int_equal(decode_replaced(decode), 1);
	free(text);
	decode_close(decode);
	bytes[0] = (char)0xC3;
	bytes[size - 1] = 'x';
	write_file(bytes, size);
	assert_int_equal(decode_open(path, NULL, &decode, &err), ERR_OK);
	assert_string_equal(decode_encoding(decode), "windows-1252");
	decode_close(decode);
	free(bytes);
}

static void decode__refuses__what_is_no_list(void **state)
{
	(void)state;
	WRITE("");
	check_refused(NULL, WHY_LIST_EMPTY, 0);
	WRITE("\xEF\xBB\xBF");
	check_refused(NULL, WHY_LIST_EMPTY, 0);
	WRITE("PK\x03\x04xxxx");
	check_refused(NULL, WHY_LIST_WORKBOOK, 0);
	WRITE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
	check_refused(NULL, WHY_LIST_WORKBOOK, 0);
	WRITE("%PDF-1.7");
	check_refused(NULL, WHY_LIST_PDF, 0);
	WRITE("<HTML><table><tr><td>Nom</td></tr></table>");
	check_refused(NULL, WHY_LIST_PAGE, 0);
	WRITE("\xEF\xBB\xBF\r\n <?xml version=\"1.0\"?>");
	check_refused(NULL, WHY_LIST_PAGE, 0);
	WRITE("a;b\r\nc;d\re\0f\n");
	check_refused(NULL, WHY_LIST_NUL, 3);
	check_refused("windows-1252", WHY_LIST_NUL, 3);
}

static void decode__refuses__a_pipe_and_a_folder_at_once(void **state)
{
	struct decode *decode;
	struct err err;

	(void)state;
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	check_refused(NULL, WHY_FILE_NOT_REGULAR, 0);
	assert_int_equal(unlink(path), 0);
	check_refused(NULL, WHY_LIST_MISSING, 0);
	assert_int_equal(decode_open("/tmp", NULL, &decode, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_NOT_REGULAR);
	WRITE("x");
}

static void decode__notices__a_change_between_passes(void **state)
{
	struct decode *decode;
	const char *chunk;
	size_t count;
	struct err err;

	(void)state;
	WRITE("a;b\n");
	assert_int_equal(decode_open(path, NULL, &decode, &err), ERR_OK);
	WRITE("a;c\n");
	assert_int_equal(decode_read(decode, &chunk, &count, &err), ERR_OK);
	assert_int_equal(decode_read(decode, &chunk, &count, &err), ERR_CONFLICT);
	assert_int_equal(err.reason, WHY_FILE_CHANGED);
	decode_rewind(decode);
	WRITE("a");
	assert_int_equal(decode_read(decode, &chunk, &count, &err), ERR_CONFLICT);
	WRITE("a;b\nc");
	decode_rewind(decode);
	assert_int_equal(decode_read(decode, &chunk, &count, &err), ERR_OK);
	assert_int_equal(decode_read(decode, &chunk, &count, &err), ERR_CONFLICT);
	decode_close(decode);
}

static void decode__bears__a_touch(void **state)
{
	struct decode *decode;
	struct err err;
	char *text;

	(void)state;
	WRITE("a;b\n");
	assert_int_equal(decode_open(path, NULL, &decode, &err), ERR_OK);
	for (int pass = 0; pass < 3; pass++) {
		WRITE("a;b\n");
		assert_int_equal(chmod(path, 0640), 0);
		text = read_all(decode);
		assert_string_equal(text, "a;b\n");
		free(text);
		decode_rewind(decode);
	}
	decode_close(decode);
}

static void decode__spools__standard_input(void **state)
{
	struct decode *decode;
	struct err err;
	int ends[2], saved = dup(STDIN_FILENO);
	char *text;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "a;\xE9\n", 4), 4);
	(void)close(ends[1]);
	assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
	assert_int_equal(decode_open("-", NULL, &decode, &err), ERR_OK);
	for (int pass = 0; pass < 2; pass++) {
		text = read_all(decode);
		assert_string_equal(text, "a;é\n");
		free(text);
		decode_rewind(decode);
	}
	decode_close(decode);
	assert_true(dup2(saved, STDIN_FILENO) >= 0);
	(void)close(saved);
	(void)close(ends[0]);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decode__finds__the_encoding),
		cmocka_unit_test(decode__reads__as_told),
		cmocka_unit_test(decode__counts__undefined_characters),
		cmocka_unit_test(decode__judges__the_whole_file),
		cmocka_unit_test(decode__refuses__what_is_no_list),
		cmocka_unit_test(decode__refuses__a_pipe_and_a_folder_at_once),
		cmocka_unit_test(decode__notices__a_change_between_passes),
		cmocka_unit_test(decode__bears__a_touch),
		cmocka_unit_test(decode__spools__standard_input),
	};
	int fd = mkstemp(path), failed;

	(void)argc;
	if (fd < 0)
		return 1;
	(void)close(fd);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	(void)unlink(path);
	/* once more with files that seem to have been left alone for long */
	if (!failed && !getenv("SUIVI_TEST_NOW")) {
		(void)setenv("SUIVI_TEST_NOW", "2100-01-01T00:00:00", 1);
		(void)execv(argv[0], argv);
		return 1;
	}
	return failed;
}
