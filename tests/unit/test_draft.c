/* core/draft.c: what was being typed, and which file it is of. */
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/draft.h"
#include "core/session.h"
#include "tests/unit/unit.h"

#define OK(call) assert_int_equal(call, ERR_OK)

static char folder[64], path[96], other[96];
static struct session *session;

/* Leave the file there was, and go on with that at `name`. */
static void take_up(const char *name)
{
	struct err err;

	draft_begin(NULL);
	session_close(session);
	session = NULL;
	OK(session_open(name, 0, NULL, &session, &err));
	draft_begin(session->db);
}

static void make(const char *name)
{
	struct session *made = NULL;
	struct err err;

	OK(session_init(name, 0, NULL, "2026-2027", NULL, &made, &err));
	session_close(made);
}

static int set_up(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof folder, "/tmp/suivi-draft-XXXXXX");
	assert_non_null(mkdtemp(folder));
	(void)setenv("XDG_STATE_HOME", folder, 1);
	(void)snprintf(path, sizeof path, "%s/one.db", folder);
	(void)snprintf(other, sizeof other, "%s/other.db", folder);
	make(path);
	take_up(path);
	return 0;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	draft_begin(NULL);
	session_close(session);
	session = NULL;
	(void)snprintf(command, sizeof command, "rm -rf %s", folder);
	(void)!system(command);
	return 0;
}

static void copy(const char *from, const char *to)
{
	char command[256];

	(void)snprintf(command, sizeof command, "cp %s %s", from, to);
	assert_int_equal(system(command), 0);
}

static void expect(int64_t id, const char *text)
{
	char found[64];

	draft_load(id, "comment", found, sizeof found);
	assert_string_equal(found, text);
	assert_true(!*text || draft_any("comment"));
}

static void draft__comes_back__until_dropped(void **state)
{
	(void)state;
	draft_save(7, "comment", "Plan clair");
	draft_save(8, "comment", "Autre");
	expect(7, "Plan clair");
	assert_false(draft_any("note"));
	take_up(path);
	expect(7, "Plan clair");
	draft_save(7, "comment", "");
	expect(7, "");
	expect(8, "Autre");
	draft_save(8, "comment", "");
	assert_false(draft_any("comment"));
}

/* A full disk, here a limit on the size of files, takes the end of a draft: not its begin too. */
static void draft__stays__when_the_next_does_not_fit(void **state)
{
	struct rlimit limit, small;

	(void)state;
	draft_save(7, "comment", "Plan clair");
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	(void)signal(SIGXFSZ, SIG_IGN);
	for (rlim_t size = 0; size < 50; size++) {
		small = (struct rlimit){.rlim_cur = size, .rlim_max = limit.rlim_max};
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
		draft_save(7, "comment", "Plan clair, à préciser");
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		expect(7, "Plan clair");
	}
	draft_save(7, "comment", "Plan clair et complet");
	expect(7, "Plan clair et complet");
}

static void draft__of_one_file__is_in_no_other(void **state)
{
	(void)state;
	make(other);
	draft_save(7, "comment", "de la première");
	take_up(other);
	expect(7, "");
	assert_false(draft_any("comment"));
	draft_save(7, "comment", "de l’autre");
	take_up(path);
	expect(7, "de la première");
	draft_save(7, "comment", "");
	take_up(other);
	expect(7, "de l’autre");
}

static void draft__of_a_file__is_not_in_its_copy(void **state)
{
	(void)state;
	draft_save(7, "comment", "145");
	copy(path, other);
	take_up(other);
	expect(7, "");
	take_up(path);
	expect(7, "145");
}

static void draft__follows__a_renamed_file(void **state)
{
	(void)state;
	draft_save(7, "comment", "145");
	draft_begin(NULL);
	session_close(session);
	session = NULL;
	assert_int_equal(rename(path, other), 0);
	take_up(other);
	expect(7, "145");
	draft_save(7, "comment", "");
	expect(7, "");
	/* what is put in its old place is another one, with the same beginning or not */
	copy(other, path);
	take_up(path);
	expect(7, "");
}

static void draft__is_not__of_another_file_in_its_place(void **state)
{
	(void)state;
	make(other);
	draft_save(7, "comment", "145");
	draft_begin(NULL);
	session_close(session);
	session = NULL;
	assert_int_equal(rename(other, path), 0);
	take_up(path);
	expect(7, "");
}

/* As a restore does: an older state of the same file takes its place. */
static void draft__stays__with_a_restored_file(void **state)
{
	(void)state;
	copy(path, other);
	draft_save(7, "comment", "145");
	draft_begin(NULL);
	session_close(session);
	session = NULL;
	assert_int_equal(rename(other, path), 0);
	take_up(path);
	expect(7, "145");
}

static void draft__without_a_file__is_none(void **state)
{
	(void)state;
	draft_save(7, "comment", "145");
	draft_begin(NULL);
	draft_save(7, "comment", "146");
	expect(7, "");
	assert_false(draft_any("comment"));
	draft_begin(session->db);
	expect(7, "145");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(draft__comes_back__until_dropped),
		TEST(draft__stays__when_the_next_does_not_fit),
		TEST(draft__of_one_file__is_in_no_other),
		TEST(draft__of_a_file__is_not_in_its_copy),
		TEST(draft__follows__a_renamed_file),
		TEST(draft__is_not__of_another_file_in_its_place),
		TEST(draft__stays__with_a_restored_file),
		TEST(draft__without_a_file__is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
