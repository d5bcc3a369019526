/* core/draft.c: what was being typed. */
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/draft.h"
#include "tests/unit/unit.h"

static char folder[64];

static int set_up(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof folder, "/tmp/suivi-draft-XXXXXX");
	assert_non_null(mkdtemp(folder));
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

static void expect(int64_t id, const char *text)
{
	char found[64];

	draft_load(id, "comment", found, sizeof found);
	assert_string_equal(found, text);
}

static void draft__comes_back__until_dropped(void **state)
{
	(void)state;
	draft_save(7, "comment", "Plan clair");
	draft_save(8, "comment", "Autre");
	expect(7, "Plan clair");
	draft_save(7, "comment", "");
	expect(7, "");
	expect(8, "Autre");
}

/* A full disk, here a limit on the size of files, takes the end of a draft: not its begin too. */
static void draft__stays__when_the_next_does_not_fit(void **state)
{
	struct rlimit limit, small;

	(void)state;
	draft_save(7, "comment", "Plan clair");
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = (struct rlimit){.rlim_cur = 4, .rlim_max = limit.rlim_max};
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	draft_save(7, "comment", "Plan clair, à préciser");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	expect(7, "Plan clair");
	draft_save(7, "comment", "Plan clair et complet");
	expect(7, "Plan clair et complet");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			draft__comes_back__until_dropped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			draft__stays__when_the_next_does_not_fit, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
