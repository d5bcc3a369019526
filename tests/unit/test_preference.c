/* core/preference.c: what stands in suivi.conf, and what is wrong with it. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/config.h"
#include "core/preference.h"
#include "tests/unit/unit.h"

static char folder[64];

static int set_up(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof folder, "/tmp/suivi-preference-XXXXXX");
	assert_non_null(mkdtemp(folder));
	(void)setenv("XDG_CONFIG_HOME", folder, 1);
	(void)setenv("XDG_STATE_HOME", folder, 1);
	return 0;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -rf %s", folder);
	(void)!system(command);
	return 0;
}

static void write_bytes(const char *bytes, size_t length)
{
	char *path = config_path(CONFIG_CONFIG, "suivi.conf");
	FILE *file;

	assert_non_null(path);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static void write_conf(const char *text)
{
	write_bytes(text, strlen(text));
}

static void expect_bad(const char *text, enum err_reason why, long line)
{
	struct err err = {0};

	write_conf(text);
	assert_int_not_equal(preference_check(NULL, NULL, &err), ERR_OK);
	assert_int_equal(err.reason, why);
	assert_int_equal(err.line, line);
}

static void preference_number__reads__minutes_and_days(void **state)
{
	long number = -1;

	(void)state;
	assert_true(preference_number(PREF_COVER_MINUTES, &number));
	assert_int_equal(number, 1000);
	assert_false(preference_number(PREF_OVERDUE_DAYS, &number));
	write_conf("cover_minutes = 0,25\noverdue_days=21\n");
	assert_true(preference_number(PREF_COVER_MINUTES, &number));
	assert_int_equal(number, 25);
	assert_true(preference_number(PREF_OVERDUE_DAYS, &number));
	assert_int_equal(number, 21);
	write_conf("cover_minutes = 0\noverdue_days = 0\n");
	assert_true(preference_number(PREF_COVER_MINUTES, &number));
	assert_int_equal(number, 0);
	assert_false(preference_number(PREF_OVERDUE_DAYS, &number));
}

static void preference_word__is_the_default__when_it_makes_no_sense(void **state)
{
	(void)state;
	assert_int_equal(preference_word(PREF_CTRL_Z), 0);
	write_conf("ctrl_z = suspend\nmouse = off\nanonymous = yes\nlanguage = de\n");
	assert_int_equal(preference_word(PREF_CTRL_Z), 1);
	assert_false(preference_on(PREF_MOUSE));
	assert_true(preference_on(PREF_ANONYMOUS));
	assert_int_equal(preference_word(PREF_LANGUAGE), 0);
	assert_int_equal(preference_word(PREF_AFTER_RATING), -1);
}

static void add_line(void *ctx, const struct err *why)
{
	*(long *)ctx += why->line;
}

static void preference_check__says__which_line(void **state)
{
	long lines = 0;
	struct err err;

	(void)state;
	assert_int_equal(preference_check(NULL, NULL, &err), ERR_OK);
	write_conf("# remark\r\n\r\n theme = dark \r\nmouse=off\r\ncover_minutes = 2.5");
	assert_int_equal(preference_check(NULL, NULL, &err), ERR_OK);
	expect_bad("theme = dark\n\ntheme dark\n", WHY_PREFERENCE_LINE, 3);
	expect_bad("= dark\n", WHY_PREFERENCE_LINE, 1);
	expect_bad("colour = dark\n", WHY_PREFERENCE_NAME, 1);
	expect_bad("theme = darker\n", WHY_PREFERENCE_VALUE, 1);
	expect_bad("\ntheme =\n", WHY_PREFERENCE_VALUE, 2);
	expect_bad("cover_minutes = soon\n", WHY_PREFERENCE_VALUE, 1);
	expect_bad("cover_minutes = -1\n", WHY_PREFERENCE_VALUE, 1);
	expect_bad("cover_minutes = 99999999999999999999\n", WHY_PREFERENCE_VALUE, 1);
	expect_bad("overdue_days = 2,5\n", WHY_PREFERENCE_VALUE, 1);
	expect_bad("anonymous = maybe\n", WHY_PREFERENCE_VALUE, 1);
	/* each is told of, and the rest counts all the same */
	write_conf("colour = dark\nmouse = off\nxx\n");
	assert_int_equal(preference_check(add_line, &lines, &err), ERR_INVALID);
	assert_int_equal(lines, 1 + 3);
	assert_int_equal(err.line, 1);
	write_conf("nonsense\nctrl_z = suspend\n");
	assert_int_equal(preference_word(PREF_CTRL_Z), 1);
}

static void preference_check__survives__what_is_no_file_of_lines(void **state)
{
	char *path = config_path(CONFIG_CONFIG, "suivi.conf");
	struct err err;
	int fd;

	(void)state;
	assert_non_null(path);
	write_bytes("theme = dark\0\0\n", 15);
	assert_int_equal(preference_check(NULL, NULL, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_PREFERENCE_LINE);

	fd = open(path, O_WRONLY);
	assert_int_equal(ftruncate(fd, 1L << 40), 0);
	assert_int_equal(close(fd), 0);
	assert_int_equal(preference_check(NULL, NULL, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_PREFERENCE_FILE);
	assert_int_equal(preference_word(PREF_THEME), 0);

	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0); /* nobody ever writes into it */
	assert_int_equal(preference_check(NULL, NULL, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_PREFERENCE_FILE);
	assert_true(preference_on(PREF_MOUSE));

	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(preference_check(NULL, NULL, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_PREFERENCE_FILE);

	assert_int_equal(rmdir(path), 0);
	assert_int_equal(symlink("/dev/zero", path), 0);
	assert_int_equal(preference_check(NULL, NULL, &err), ERR_INVALID);
	free(path);
}

/* docs/preferences.md tells of each, with its default. */
static void preferences__are_all__in_the_documentation(void **state)
{
	static const struct {
		const char *name, *unset;
	} all[] = {
#define N_(text)                                       text
#define PREFERENCE(id, name, kind, takes, unset, help) {name, unset},
#include "core/preferences.def"
#undef PREFERENCE
#undef N_
	};
	static const char *const pages[] = {DOCS "/preferences.md", DOCS "/manuel.fr.md"};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		static char text[1 << 17];
		FILE *file = fopen(pages[i], "r");

		assert_non_null(file);
		text[fread(text, 1, sizeof text - 1, file)] = '\0';
		(void)fclose(file);
		for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
			char row[128];

			(void)snprintf(row, sizeof row, "| `%s` | %s%s%s |", all[k].name,
				*all[k].unset ? "`" : "", *all[k].unset ? all[k].unset : "–",
				*all[k].unset ? "`" : "");
			if (!strstr(text, row))
				fail_msg("%s lacks: %s", pages[i], row);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(preference_number__reads__minutes_and_days),
		TEST(preference_word__is_the_default__when_it_makes_no_sense),
		TEST(preference_check__says__which_line),
		TEST(preference_check__survives__what_is_no_file_of_lines),
		TEST(preferences__are_all__in_the_documentation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
