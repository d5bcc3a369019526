/* core/config.c: preferences and state. */
#include <sys/stat.h>
#include <unistd.h>

#include "core/config.h"
#include "tests/unit/unit.h"

static char folder[64];

static int set_up(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof folder, "/tmp/suivi-config-XXXXXX");
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

static void write_file(const char *name, const char *text)
{
	char *path = config_path(CONFIG_STATE, name);
	FILE *file;

	assert_non_null(path);
	file = fopen(path, "w");
	assert_non_null(file);
	(void)fputs(text, file);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static void read_file(const char *name, char *ret, size_t size)
{
	char *path = config_path(CONFIG_STATE, name);
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	ret[fread(ret, 1, size - 1, file)] = '\0';
	(void)fclose(file);
	free(path);
}

static void expect(const char *name, const char *value)
{
	char found[CONFIG_VALUE_SIZE];

	assert_true(config_get(name, found));
	assert_string_equal(found, value);
}

static void config_set__remembers__in_a_private_file(void **state)
{
	char found[CONFIG_VALUE_SIZE], *path = config_path(CONFIG_STATE, "state");
	struct stat info;

	(void)state;
	assert_false(config_get("group", found));
	assert_string_equal(found, "");
	config_set("group", "M1");
	config_set("order", "seen");
	expect("group", "M1");
	config_set("group", "M2 = Été");
	expect("group", "M2 = Été");
	expect("order", "seen");
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	free(path);
}

static void config_set__keeps__what_it_does_not_know(void **state)
{
	char text[4096], tall[3000];

	(void)state;
	memset(tall, 'x', sizeof tall);
	(void)snprintf(tall, sizeof tall, "# remark\nfuture = ");
	tall[strlen(tall)] = 'y';
	tall[sizeof tall - 2] = '\n';
	tall[sizeof tall - 1] = '\0';
	write_file("state", tall);
	config_set("group", "M1");
	read_file("state", text, sizeof text);
	assert_int_equal(strncmp(text, tall, strlen(tall)), 0);
	assert_string_equal(text + strlen(tall), "group = M1\n");
}

static void config_set__refuses__what_would_read_back_as_something_else(void **state)
{
	char found[CONFIG_VALUE_SIZE], tall[CONFIG_VALUE_SIZE + 1];

	(void)state;
	config_set("as", "A\ntheme = dark");
	config_set("a b", "x");
	config_set("", "x");
	memset(tall, 'x', sizeof tall - 1);
	tall[sizeof tall - 1] = '\0';
	config_set("tall", tall);
	assert_false(config_get("as", found));
	assert_false(config_get("theme", found));
	assert_false(config_get("tall", found));
}

static void config_get__prefers__what_was_written_by_hand(void **state)
{
	(void)state;
	config_set("theme", "dark");
	write_file("suivi.conf", "# by hand\r\n\r\n  theme=light  \r\nlast = 1\n");
	expect("theme", "light");
	write_file("suivi.conf", "theme = light\n\nnonsense\n= nothing\nafter = stay\n");
	expect("after", "stay");
}

static void config_get__sees__a_file_written_meanwhile(void **state)
{
	char found[CONFIG_VALUE_SIZE], *path;

	(void)state;
	write_file("suivi.conf", "theme = dark\n");
	expect("theme", "dark");
	write_file("suivi.conf", "theme = light\n");
	expect("theme", "light");
	path = config_path(CONFIG_STATE, "suivi.conf");
	assert_int_equal(unlink(path), 0);
	free(path);
	assert_false(config_get("theme", found));
	write_file("suivi.conf", "");
	assert_false(config_get("theme", found));
}

static void config_get__takes__the_absence_of_a_home(void **state)
{
	char found[CONFIG_VALUE_SIZE];

	(void)state;
	(void)setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
	config_set("group", "M1"); /* cannot be written: no error */
	assert_false(config_get("group", found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(config_set__remembers__in_a_private_file),
		TEST(config_set__keeps__what_it_does_not_know),
		TEST(config_set__refuses__what_would_read_back_as_something_else),
		TEST(config_get__prefers__what_was_written_by_hand),
		TEST(config_get__sees__a_file_written_meanwhile),
		TEST(config_get__takes__the_absence_of_a_home),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
