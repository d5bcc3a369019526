/* core/session.c: opening, who acts, trust, frameworks kept in view. */
#include <sqlite3.h>
#include <unistd.h>

#include "core/config.h"
#include "core/history.h"
#include "core/rating.h"
#include "tests/unit/sample.h"

struct place {
	char folder[64], path[96];
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof *place);

	assert_non_null(place);
	(void)snprintf(place->folder, sizeof place->folder, "/tmp/suivi-session-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	(void)snprintf(place->path, sizeof place->path, "%s/class.db", place->folder);
	(void)setenv("XDG_DATA_HOME", place->folder, 1);
	(void)setenv("XDG_CONFIG_HOME", place->folder, 1);
	(void)setenv("XDG_STATE_HOME", place->folder, 1);
	(void)unsetenv("SUIVI_DB");
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	char command[128];

	(void)snprintf(command, sizeof command, "rm -rf %s", place->folder);
	(void)!system(command);
	free(place);
	return 0;
}

static struct session *init(struct place *place, size_t n, const char *const frameworks[])
{
	struct session *session = NULL;

	OK(session_init(place->path, n, frameworks, "2026-2027", NULL, &session, err));
	return session;
}

static struct session *reopen(struct place *place, int flags)
{
	struct session *session = NULL;

	OK(session_open(place->path, flags, NULL, &session, err));
	return session;
}

static void write_file(struct place *place, const char *name, const char *text, char ret[128])
{
	FILE *file;

	(void)snprintf(ret, 128, "%s/%s", place->folder, name);
	file = fopen(ret, "w");
	assert_non_null(file);
	(void)fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void session_init__makes__a_file_with_all_that_is_shipped(void **state)
{
	struct session *session = init(*state, 0, NULL), *again = NULL;
	const struct framework *ares = framework_find(&session->frameworks, "ARES-075", NULL);
	char year[YEAR_SIZE];
	long roots = 0;

	assert_non_null(ares);
	assert_int_equal(ares->leaf_count, 39);
	for (size_t i = 0; i < ares->item_count; i++)
		roots += ares->items[i].depth == 0;
	assert_int_equal(roots, 8);
	assert_int_equal(ares->row.credits, 120);
	OK(session_year(session, year, err));
	assert_string_equal(year, "2026-2027");
	session_close(session);
	REFUSED(WHY_FILE_EXISTS,
		session_init(((struct place *)*state)->path, 0, NULL, NULL, NULL, &again, err));
	session = reopen(*state, 0);
	assert_non_null(framework_find(&session->frameworks, "ares-075", NULL));
	session_close(session);
}

static void session_init__leaves_nothing__when_it_fails(void **state)
{
	struct place *place = *state;
	const char *const wrong[] = {"NO-SUCH"};
	struct session *session = NULL;

	REFUSED(WHY_LIST_MISSING, session_init(place->path, 1, wrong, NULL, NULL, &session, err));
	assert_int_equal(access(place->path, F_OK), -1);
	REFUSED(WHY_YEAR_INVALID,
		session_init(place->path, 0, NULL, "2026-2028", NULL, &session, err));
	assert_int_equal(access(place->path, F_OK), -1);
}

static void session_open__says__that_there_is_no_file(void **state)
{
	struct place *place = *state;
	struct session *session = NULL;

	REFUSED(WHY_FILE_MISSING, session_open(place->path, 0, NULL, &session, err));
	session = reopen(place, SESSION_CREATE);
	session_close(session);
	assert_int_equal(access(place->path, F_OK), 0);
}

static void session_default_path__follows__the_environment(void **state)
{
	struct place *place = *state;
	char expected[128], *path = NULL;

	OK(session_default_path(&path, err));
	(void)snprintf(expected, sizeof expected, "%s/suivi/suivi.db", place->folder);
	assert_string_equal(path, expected);
	free(path);
	(void)setenv("SUIVI_DB", "/elsewhere/x.db", 1);
	OK(session_default_path(&path, err));
	assert_string_equal(path, "/elsewhere/x.db");
	free(path);
	(void)unsetenv("SUIVI_DB");
}

static void year_of__begins__in_september(void **state)
{
	char year[YEAR_SIZE];

	(void)state;
	year_of("2026-08-31", year);
	assert_string_equal(year, "2025-2026");
	year_of("2026-09-01", year);
	assert_string_equal(year, "2026-2027");
}

static void session_act_as__is__remembered_only_when_asked_for(void **state)
{
	struct place *place = *state;
	struct session *session = init(place, 0, NULL);
	char author[NAME_SIZE], tall[300];

	assert_true(session->author[0] != '\0');
	memcpy(author, session->author, sizeof author);
	session_close(session);
	OK(session_open(place->path, 0, "Nightly import", &session, err));
	assert_string_equal(session->author, "Nightly import");
	session_close(session);
	session = reopen(place, 0);
	assert_string_equal(session->author, author);
	session_close(session);
	OK(session_open(place->path, SESSION_REMEMBER, "J. Claes", &session, err));
	session_close(session);
	session = reopen(place, 0);
	assert_string_equal(session->author, "J. Claes");
	memset(tall, 'x', sizeof tall - 1);
	tall[sizeof tall - 1] = '\0';
	REFUSED(WHY_TEXT_TOO_LONG, session_act_as(session, tall, err));
	OK(session_act_as(session, " A.\x1b[31m Maes\n", err));
	assert_null(strpbrk(session->author, "\x1b\n"));
	session_close(session);
}

/* Give one student one rating. */
static void rate(struct session *session, const char *matricule, const struct framework *framework,
	const char *code, int level)
{
	struct student_row student = {.last_name = "Dupont"};
	struct occasion occasion = {.kind = KIND_MEETING, .held_on = "2026-11-12"};
	int64_t id = 0;

	(void)snprintf(student.matricule, sizeof student.matricule, "%s", matricule);
	OK(db_batch_begin(session->db, "student", matricule, session->author, err));
	OK(db_student_put(session->db, &student, NULL, true, &id, err));
	OK(db_batch_end(session->db, err));
	OK(rating_set(session, framework, framework_item_by_code(framework, code), id, &occasion,
		level, NULL, NULL, err));
}

static void session_refresh__keeps_pointers__while_no_framework_changed(void **state)
{
	struct session *session = init(*state, 0, NULL);
	const struct framework *ares = framework_find(&session->frameworks, "ARES-075", NULL);
	bool changed = false;

	OK(session_refresh(session, &changed, err));
	assert_false(changed);
	rate(session, "0001", ares, "3.2", 3);
	OK(session_refresh(session, &changed, err));
	assert_true(changed);
	assert_ptr_equal(framework_find(&session->frameworks, "ARES-075", NULL), ares);
	OK(session_refresh(session, &changed, err));
	assert_false(changed);
	session_close(session);
}

static void framework_import__puts__a_second_version_beside_the_first(void **state)
{
	struct place *place = *state;
	struct session *session;
	struct framework_report report;
	char path[128], *text = NULL, *at;
	size_t size = 0;
	FILE *file;
	const struct framework *old, *new;
	struct standing_row standing;
	struct student_row student;

	/* The shipped file, as version 2030 with one sentence changed. */
	file = fopen(FIXTURES "/frameworks/ares-075.csv", "r");
	assert_non_null(file);
	text = calloc(1, 65536);
	assert_non_null(text);
	size = fread(text, 1, 65535, file);
	assert_true(size > 0 && size < 65535);
	(void)fclose(file);
	session = init(place, 0, NULL);
	old = framework_find(&session->frameworks, "ARES-075", NULL);
	rate(session, "0001", old, "3.2", 3);

	at = strstr(text, old->row.version);
	assert_non_null(at);
	assert_int_equal(strlen(old->row.version), 4);
	memcpy(at, "2030", 4);
	write_file(place, "new.csv", text, path);
	free(text);
	OK(framework_import(session, path, true, &report, err)); /* dry: nothing is written */
	assert_int_equal(report.added, report.items);
	OK(framework_import(session, path, false, &report, err));
	assert_string_equal(report.version, "2030");
	new = framework_find(&session->frameworks, "ARES-075", NULL);
	assert_string_equal(new->row.version, "2030");
	assert_int_equal(new->leaf_count, 39);
	OK(framework_import(session, path, false, &report, err));
	assert_int_equal(report.unchanged, report.items);
	session_close(session);

	session = reopen(place, 0);
	OK(db_student_by_matricule(session->db, "0001", &student, err));
	for (size_t i = 0; i < session->frameworks.count; i++) {
		const struct framework *framework = &session->frameworks.frameworks[i];

		OK(db_standing_get(session->db, framework->row.id, student.id, &standing, err));
		assert_int_equal(
			standing.rated, strcmp(framework->row.code, "ARES-075") == 0 &&
						strcmp(framework->row.version, "2030") != 0);
	}
	session_close(session);
}

/* ---- Trust ------------------------------------------------------------------------ */

static void raw(const char *path, const char *sql)
{
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
}

static void session_open__checks__what_another_program_touched(void **state)
{
	struct place *place = *state;
	struct session *session = init(place, 0, NULL);

	session_close(session);
	session = reopen(place, 0); /* trusted */
	session_close(session);
	raw(place->path, "UPDATE setting SET value = '1900-1901'");
	REFUSED(WHY_FILE_DAMAGED, session_open(place->path, 0, NULL, &session, err));
}

static void session_open__trusts_nothing__seen_by_an_unchecked_session(void **state)
{
	struct place *place = *state;
	struct session *session = init(place, 0, NULL);
	char name[2 * NAME_SIZE];

	session_close(session);
	raw(place->path, "UPDATE setting SET value = '1900-1901'");
	session = reopen(place, SESSION_UNCHECKED);
	session_close(session);
	REFUSED(WHY_FILE_DAMAGED, session_open(place->path, 0, NULL, &session, err));
	/* nor by one that came to nothing */
	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	REFUSED(WHY_TEXT_TOO_LONG,
		session_open(place->path, SESSION_UNCHECKED, name, &session, err));
	REFUSED(WHY_FILE_DAMAGED, session_open(place->path, 0, NULL, &session, err));
}

static void session_open__trusts_nothing__written_by_another_while_open(void **state)
{
	struct place *place = *state;
	struct session *session = init(place, 0, NULL);

	raw(place->path, "UPDATE setting SET value = '1900-1901'");
	session_close(session);
	REFUSED(WHY_FILE_DAMAGED, session_open(place->path, 0, NULL, &session, err));
}

static void session_close__remembers__under_one_name_whatever_the_path(void **state)
{
	struct place *place = *state;
	struct session *session = init(place, 0, NULL);
	char other[160], state_path[128], line[512];
	int names = 0;
	FILE *file;

	session_close(session);
	(void)snprintf(other, sizeof other, "%s/../%s/class.db", place->folder,
		strrchr(place->folder, '/') + 1);
	OK(session_open(other, 0, NULL, &session, err));
	session_close(session);
	(void)snprintf(state_path, sizeof state_path, "%s/suivi/state", place->folder);
	file = fopen(state_path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file))
		names += strncmp(line, "verified.", 9) == 0;
	(void)fclose(file);
	assert_int_equal(names, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(session_init__makes__a_file_with_all_that_is_shipped),
		TEST(session_init__leaves_nothing__when_it_fails),
		TEST(session_open__says__that_there_is_no_file),
		TEST(session_default_path__follows__the_environment),
		TEST(year_of__begins__in_september),
		TEST(session_act_as__is__remembered_only_when_asked_for),
		TEST(session_refresh__keeps_pointers__while_no_framework_changed),
		TEST(framework_import__puts__a_second_version_beside_the_first),
		TEST(session_open__checks__what_another_program_touched),
		TEST(session_open__trusts_nothing__seen_by_an_unchecked_session),
		TEST(session_open__trusts_nothing__written_by_another_while_open),
		TEST(session_close__remembers__under_one_name_whatever_the_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
