/* core/target.c, core/outfile.c: what is asked for is written, or refused. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/outfile.h"
#include "core/target.h"

enum { PAGES = TARGET_BIT(TARGET_HTML) | TARGET_BIT(TARGET_TEXT) };
enum { TABLES = TARGET_BIT(TARGET_CSV) | TARGET_BIT(TARGET_RFC4180) | TARGET_BIT(TARGET_JSON) };

static char folder[] = "/tmp/suivi-target-XXXXXX";

static void taken(const char *word, const char *path, unsigned can, enum target_form expected)
{
	enum target_form form = TARGET_FORM_COUNT;
	struct err err;
	enum target_form standard = can == PAGES ? TARGET_HTML : TARGET_CSV;

	assert_int_equal(target_form(word, path, can, standard, &form, &err), ERR_OK);
	assert_int_equal(form, expected);
}

static void refused(
	const char *word, const char *path, unsigned can, enum err_reason why, const char *use)
{
	enum target_form form = TARGET_FORM_COUNT;
	enum target_form standard = can == PAGES ? TARGET_HTML : TARGET_CSV;
	struct err err = {0};

	assert_int_not_equal(target_form(word, path, can, standard, &form, &err), ERR_OK);
	assert_int_equal(err.reason, why);
	assert_string_equal(err.place, use);
	assert_int_equal(form, TARGET_FORM_COUNT);
}

static void target_form__follows__the_end_of_the_name(void **state)
{
	(void)state;
	taken(NULL, "jury.html", PAGES, TARGET_HTML);
	taken(NULL, "jury.HTM", PAGES, TARGET_HTML);
	taken(NULL, "a.b/jury.txt", PAGES, TARGET_TEXT);
	taken(NULL, "a.pdf/jury", PAGES, TARGET_HTML); /* the folder's ending is not the file's */
	taken(NULL, ".hidden", PAGES, TARGET_HTML);
	taken(NULL, "-", PAGES, TARGET_HTML);
	taken(NULL, "/dev/null", PAGES, TARGET_HTML);
	taken(NULL, "m1.csv", TABLES, TARGET_CSV);
	taken(NULL, "m1.json", TABLES, TARGET_JSON);
}

static void target_form__refuses__what_is_not_written(void **state)
{
	(void)state;
	refused(NULL, "jury.pdf", PAGES, WHY_FORM_ENDING, ".html, .txt");
	refused(NULL, "jury.csv", PAGES, WHY_FORM_ENDING, ".html, .txt");
	refused(NULL, "jury.", PAGES, WHY_FORM_ENDING, ".html, .txt");
	refused(NULL, "m1.xlsx", TABLES, WHY_FORM_ENDING, ".csv, .json");
	refused(NULL, "m1.csv.docx", TABLES, WHY_FORM_ENDING, ".csv, .json");
	refused("html", "-", TABLES, WHY_FORM_UNKNOWN, "csv, rfc4180, json");
	refused("CSV", "-", TABLES, WHY_FORM_UNKNOWN, "csv, rfc4180, json");
	refused("", "-", TABLES, WHY_FORM_UNKNOWN, "csv, rfc4180, json");
	refused("moodle", "x.csv", TABLES, WHY_FORM_UNKNOWN, "csv, rfc4180, json");
}

static void target_form__keeps__word_and_ending_together(void **state)
{
	(void)state;
	taken("rfc4180", "m1.csv", TABLES, TARGET_RFC4180);
	taken("json", "m1", TABLES, TARGET_JSON);
	taken("text", "-", PAGES, TARGET_TEXT);
	refused("csv", "m1.json", TABLES, WHY_FORM_ENDING, ".csv");
	refused("json", "m1.csv", TABLES, WHY_FORM_ENDING, ".json");
	refused("text", "page.html", PAGES, WHY_FORM_ENDING, ".txt");
}

/* What the output is where nothing is asked for stays so under an ending it shares. */
static void target_form__prefers__the_standard(void **state)
{
	enum target_form form = TARGET_FORM_COUNT;
	struct err err;

	(void)state;
	assert_int_equal(target_form(NULL, "x.csv", TABLES, TARGET_RFC4180, &form, &err), ERR_OK);
	assert_int_equal(form, TARGET_RFC4180);
	assert_int_equal(target_csv_mode(TARGET_CSV), CSV_PEOPLE);
	assert_int_equal(target_csv_mode(TARGET_RFC4180), CSV_RFC4180);
	assert_string_equal(target_form_word(TARGET_HTML), "html");
}

/* A pipe is called as one likes. */
static void target_form__passes_over__the_name_of_a_pipe(void **state)
{
	char path[] = "/tmp/suivi-pipe-XXXXXX.pdf";
	int fd = mkstemps(path, 4);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	refused(NULL, path, PAGES, WHY_FORM_ENDING, ".html, .txt");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	taken(NULL, path, PAGES, TARGET_HTML);
	assert_int_equal(unlink(path), 0);
}

static void named(
	const char *a, const char *b, const char *ending, size_t size, const char *expected)
{
	const char *const words[] = {a, b};
	char name[64];

	memset(name, '#', sizeof name);
	target_name(2, words, ending, name, size);
	assert_string_equal(name, expected);
	assert_int_equal(name[size], '#');
}

static void target_name__keeps__letters_and_digits(void **state)
{
	(void)state;
	named("Fiche", "Lefèvre Zoé", ".html", 40, "fiche-lefevre-zoe.html");
	named("", "00123", ".csv", 40, "00123.csv");
	named("note", "", ".csv", 40, "note.csv");
	named("../../etc", "\033[31mrm -rf ~", ".txt", 40, "etc-31mrm-rf.txt");
	named("a", "bcdefghij", ".csv", 10, "a-bcd.csv");
	named("a", "bcdefghij", ".csv", 7, "a.csv");
	named("Œuvre", "D’Hondt", "", 40, "oeuvre-d-hondt");
	named("", "", ".csv", 40, ".csv");
}

static void write_out(const char *path, bool replace, enum err_code expected, bool made_meanwhile)
{
	struct outfile file;
	struct err err = {0};
	enum err_code rc = outfile_open(&file, path, replace, &err);

	if (!rc) {
		(void)fputs("new", file.stream);
		if (made_meanwhile)
			assert_int_equal(close(open(path, O_WRONLY | O_CREAT, 0600)), 0);
		rc = outfile_close(&file, ERR_OK, &err);
	}
	assert_int_equal(rc, expected);
	if (rc)
		assert_int_equal(err.reason, WHY_OUTPUT_EXISTS);
}

static off_t size_of(const char *path)
{
	struct stat info;

	return stat(path, &info) ? -1 : info.st_size;
}

static void outfile__replaces__only_what_it_may(void **state)
{
	char path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/x.csv", folder);
	assert_false(target_taken(path));
	write_out(path, false, ERR_CONFLICT, true); /* somebody was faster */
	assert_int_equal(size_of(path), 0);
	assert_true(target_taken(path));
	assert_false(target_taken("/dev/null"));
	write_out(path, false, ERR_CONFLICT, false);
	assert_int_equal(size_of(path), 0);
	write_out(path, true, ERR_OK, false);
	assert_int_equal(size_of(path), 3);
	assert_int_equal(unlink(path), 0);
	write_out(path, false, ERR_OK, false);
	assert_int_equal(size_of(path), 3);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0); /* nothing else was left behind */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(target_form__follows__the_end_of_the_name),
		cmocka_unit_test(target_form__refuses__what_is_not_written),
		cmocka_unit_test(target_form__keeps__word_and_ending_together),
		cmocka_unit_test(target_form__prefers__the_standard),
		cmocka_unit_test(target_form__passes_over__the_name_of_a_pipe),
		cmocka_unit_test(target_name__keeps__letters_and_digits),
		cmocka_unit_test(outfile__replaces__only_what_it_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
