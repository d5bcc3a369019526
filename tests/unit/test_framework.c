/* core/framework.c, framework_import.c: finding, naming, importing again. */
#include <unistd.h>

#include "core/history.h"
#include "core/rating.h"
#include "db/conn.h"
#include "tests/unit/sample.h"

static void framework_list_load__stands__in_tree_order(void **state)
{
	static const char *const order[] = {"1", "1.1", "1.2", "2", "2.1", "2.2", "2.3", "3"};
	const struct framework *framework = sample_framework(*state);

	assert_int_equal(framework->item_count, 8);
	for (size_t i = 0; i < 8; i++)
		assert_string_equal(framework->items[i].row.code, order[i]);
	assert_int_equal(framework->items[0].descendants, 2);
	assert_int_equal(framework->items[3].leaf_count, 3);
	assert_int_equal(framework->items[4].parent, 3);
	assert_int_equal(framework->items[4].depth, 1);
	assert_true(framework->items[0].leaf_index == (size_t)-1);
	assert_int_equal(framework->items[7].leaf_index, 5);
	assert_int_equal(framework->leaf_count, 6);
	assert_int_equal(framework->leaves[5], 7);
}

/* No file of ours has it: a forged one must not be read twice over. */
static void framework_list_load__passes_over__an_item_of_id_0(void **state)
{
	struct sample *sample = *state;
	struct session *session = &sample->session;
	size_t count = sample_framework(sample)->item_count;
	bool changed;

	OK(db_batch_begin(session->db, "test", "", "T", err));
	OK(db_exec(session->db,
		"INSERT INTO item (id, framework_id, parent_id, code, kind, position, label, text) "
		"SELECT 0, id, NULL, 'Z', 'x', -1, 'Z', 'Z' FROM framework LIMIT 1;"
		"UPDATE item SET parent_id = 0 WHERE id = 0",
		err));
	OK(db_batch_end(session->db, err));
	OK(session_refresh(session, &changed, err));
	assert_int_equal(sample_framework(sample)->item_count, count);
}

static void framework_level__reads__what_people_write(void **state)
{
	static const struct {
		const char *text;
		int level;
	} known[] = {{"3", 3}, {"acquis", 3}, {"MAITRISE", 4}, {"En cours", 2}, {"NO", -1},
		{"no", -1}, {"non observe", -1}, {"", 0}, {"2 En cours", 2}, {"4. maitrise", 4},
		{"1 - débutant", 1}, {"×", -1}};
	const struct framework *framework = sample_framework(*state);
	struct err told = {0};
	int level;

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		OK(framework_level(framework, known[i].text, &level, err));
		assert_int_equal(level, known[i].level);
	}
	assert_int_equal(framework_level(framework, "5", &level, &told), ERR_INVALID);
	assert_string_equal(told.place, "1 Débutant, 2 En cours, 3 Acquis, 4 Maîtrisé");
	REFUSED(WHY_LEVEL_OUT_OF_SCALE, framework_level(framework, "-2", &level, err));
	REFUSED(WHY_LEVEL_OUT_OF_SCALE, framework_level(framework, "3 ou 4", &level, err));
	REFUSED(WHY_LEVEL_OUT_OF_SCALE, framework_level(framework, "3 En cours", &level, err));
	assert_string_equal(framework_level_name(framework, 4), "Maîtrisé");
	assert_string_equal(framework_level_name(framework, LEVEL_NOT_OBSERVED), "not observed");
	assert_string_equal(framework_level_name(framework, LEVEL_NONE), "");
	assert_string_equal(framework_level_name(framework, 9), "");
}

/* Another framework, of one item. */
static void add_framework_item(
	struct sample *sample, const char *code, const char *version, const char *item_code)
{
	struct db *db = sample->session.db;
	struct framework_row row = {.title = "Other", .credits = -1};
	struct item_row item = {.kind = "item", .label = "Other"};
	bool changed;

	(void)snprintf(item.code, sizeof item.code, "%s", item_code);
	item.text = item.label;
	row.scale_id = sample_framework(sample)->row.scale_id;
	(void)snprintf(row.code, sizeof row.code, "%s", code);
	(void)snprintf(row.version, sizeof row.version, "%s", version);
	OK(db_batch_begin(db, "framework", code, "T", err));
	OK(db_framework_put(db, &row, &item.framework_id, err));
	OK(db_item_put(db, &item, NULL, err));
	OK(db_batch_end(db, err));
	OK(session_refresh(&sample->session, &changed, err));
	assert_true(changed);
}

/* The same with a code that the first one has. */
static void add_framework(struct sample *sample, const char *code, const char *version)
{
	add_framework_item(sample, code, version, "2.1");
}

static void framework_resolve__takes__bare_and_qualified_codes(void **state)
{
	struct sample *sample = *state;
	const struct framework_list *list = &sample->session.frameworks;
	const struct framework *framework = NULL;
	struct err told = {0};
	size_t item;

	OK(framework_resolve(list, "2.1", &framework, &item, err));
	assert_string_equal(framework->items[item].row.code, "2.1");
	OK(framework_resolve(list, "C2.1", &framework, &item, err)); /* as it is shown */
	assert_string_equal(framework->items[item].row.code, "2.1");
	OK(framework_resolve(list, "test:2.1", &framework, &item, err));
	OK(framework_resolve(list, "TEST@1:2.1", &framework, &item, err));
	REFUSED(WHY_ITEM_UNKNOWN, framework_resolve(list, "9.9", &framework, &item, err));
	REFUSED(WHY_ITEM_UNKNOWN, framework_resolve(list, "TEST:9.9", &framework, &item, err));
	REFUSED(WHY_FRAMEWORK_UNKNOWN, framework_resolve(list, "X:2.1", &framework, &item, err));
	REFUSED(WHY_FRAMEWORK_UNKNOWN,
		framework_resolve(list, "TEST@9:2.1", &framework, &item, err));
	REFUSED(WHY_FRAMEWORK_UNKNOWN, framework_resolve(list, ":", &framework, &item, err));

	add_framework(sample, "OTHER", "");
	assert_int_equal(framework_resolve(list, "2.1", &framework, &item, &told), ERR_INVALID);
	assert_int_equal(told.reason, WHY_ITEM_AMBIGUOUS);
	OK(framework_resolve(list, told.place, &framework, &item, err)); /* the remedy works */
	OK(framework_resolve(list, "2.2", &framework, &item, err));
	assert_string_equal(framework->row.code, "TEST");
}

/* "C2.1" is 2.1 as it is shown, unless some framework has that very code. */
static void framework_resolve__prefers__the_very_code(void **state)
{
	struct sample *sample = *state;
	const struct framework_list *list = &sample->session.frameworks;
	const struct framework *framework = NULL;
	size_t item;

	add_framework_item(sample, "A-OTHER", "", "C2.1");
	add_framework_item(sample, "Z-OTHER", "", "C2.2");
	OK(framework_resolve(list, "C2.1", &framework, &item, err));
	assert_string_equal(framework->row.code, "A-OTHER");
	OK(framework_resolve(list, "c2.2", &framework, &item, err));
	assert_string_equal(framework->row.code, "Z-OTHER");
	OK(framework_resolve(list, "2.1", &framework, &item, err));
	assert_string_equal(framework->row.code, "TEST");
}

static void framework_find__takes__the_newest_version(void **state)
{
	struct sample *sample = *state;
	const struct framework_list *list = &sample->session.frameworks;

	add_framework(sample, "TEST", "10");
	add_framework(sample, "TEST", "9");
	assert_string_equal(framework_find(list, "TEST", NULL)->row.version, "10");
	assert_string_equal(framework_find(list, "TEST", "")->row.version, "10");
	assert_string_equal(framework_find(list, "TEST", "9")->row.version, "9");
	assert_null(framework_find(list, "TEST", "8"));
	assert_null(framework_find(list, "TES", NULL));
}

/* ---- Importing ---------------------------------------------------------------------- */

#define HEAD                                                                                       \
	"record;code;parent;kind;label;text\n"                                                     \
	"framework;SMALL;;;;Small\nfield;version;;;;1\n"                                           \
	"scale;small-3;;;;Three\nfield;mastery;;;;2\n"                                             \
	"level;1;;;A;Alpha\nlevel;2;;;B;Beta\nlevel;3;;;C;Gamma\n"

static char imported[64];

static enum err_code import(
	struct sample *sample, const char *text, struct framework_report *ret, struct err *err)
{
	int fd;
	enum err_code rc;

	(void)snprintf(imported, sizeof imported, "/tmp/suivi-framework-XXXXXX");
	fd = mkstemp(imported);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	(void)close(fd);
	rc = framework_import(&sample->session, imported, false, ret, err);
	(void)unlink(imported);
	return rc;
}

static void rate(struct sample *sample, int64_t student, const char *code, int level)
{
	const struct framework *framework =
		framework_find(&sample->session.frameworks, "SMALL", NULL);
	struct occasion occasion = {.kind = KIND_MEETING, .held_on = "2026-11-12", .person = "T"};
	size_t item;

	assert_non_null(framework);
	item = framework_item_by_code(framework, code);
	OK(rating_set(
		&sample->session, framework, item, student, &occasion, level, NULL, NULL, err));
}

static int mean(struct sample *sample, int64_t student)
{
	const struct framework *framework =
		framework_find(&sample->session.frameworks, "SMALL", NULL);
	struct standing_row standing;

	OK(db_standing_get(sample->session.db, framework->row.id, student, &standing, err));
	return standing.mean;
}

static const char two[] = HEAD "item;1;;competency;One;One\nitem;1.1;1;capability;A;Do A\n"
			       "item;1.2;1;capability;B;Do B\ngoal;1;;;;First\ngoal;2;;;;Second\n";

static bool count_text(void *ctx, int number, const char *text)
{
	(void)number;
	(void)text;
	(*(int *)ctx)++;
	return true;
}

static void framework_import__makes__the_version_what_the_file_says(void **state)
{
	struct sample *sample = *state;
	struct framework_report report;
	const struct framework *framework;
	int goals = 0;

	OK(import(sample, two, &report, err));
	assert_int_equal(report.added, 3);
	OK(import(sample, two, &report, err));
	assert_int_equal(report.unchanged, 3);
	OK(import(sample,
		HEAD "item;1;;competency;One;One\nitem;1.1;1;capability;A;Do A better\n"
		     "goal;1;;;;First\n",
		&report, err));
	assert_int_equal(report.changed, 2); /* 1.1 reworded, 1.2 gone */
	framework = framework_find(&sample->session.frameworks, "SMALL", NULL);
	assert_int_equal(framework->item_count, 2);
	assert_string_equal(framework->items[1].row.text, "Do A better");
	OK(db_goal_each(sample->session.db, framework->row.id, count_text, &goals, err));
	assert_int_equal(goals, 1);
	OK(import(sample, two, &report, err)); /* and back */
	framework = framework_find(&sample->session.frameworks, "SMALL", NULL);
	assert_int_equal(framework->item_count, 3);
	assert_int_equal(sample_check(sample), 0);
}

static void framework_import__refuses__to_change_what_was_rated(void **state)
{
	struct sample *sample = *state;
	struct framework_report report;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct err told = {0};

	OK(import(sample, two, &report, err));
	rate(sample, id, "1.1", 3);
	OK(import(sample, two, &report, err));
	assert_int_equal(import(sample,
				 HEAD "item;1;;competency;One;One\nitem;1.1;1;capability;A;Do\n"
				      "item;1.2;1;capability;B;Do B\n",
				 &report, &told),
		ERR_CONFLICT);
	assert_int_equal(told.reason, WHY_FRAMEWORK_IN_USE);
	assert_string_equal(told.value, "1.1");
	assert_int_equal(told.line, 10);
	REFUSED(WHY_FRAMEWORK_IN_USE, /* 1.2 is gone */
		import(sample, HEAD "item;1;;competency;One;One\nitem;1.1;1;capability;A;Do A\n",
			&report, err));
	REFUSED(WHY_FRAMEWORK_IN_USE, /* 1.1 would become a title */
		import(sample,
			HEAD "item;1;;competency;One;One\nitem;1.1;1;capability;A;Do A\n"
			     "item;1.2;1;capability;B;Do B\nitem;1.1.1;1.1;capability;C;Do C\n",
			&report, err));
	REFUSED(WHY_SCALE_TAKEN, /* level 3 would be none */
		import(sample,
			"record;code;parent;kind;label;text\n"
			"framework;SECOND;;;;Second\nfield;version;;;;1\n"
			"scale;small-3;;;;Two\nfield;mastery;;;;2\n"
			"level;1;;;A;Alpha\nlevel;2;;;B;Beta\n"
			"item;1;;competency;One;One\n",
			&report, err));
	REFUSED(WHY_SCALE_TAKEN, /* 3 would be mastered no more, in the other framework */
		import(sample,
			"record;code;parent;kind;label;text\n"
			"framework;SMALL;;;;Small\nfield;version;;;;2\n"
			"scale;small-3;;;;Four\nfield;mastery;;;;4\n"
			"level;1;;;A;Alpha\nlevel;2;;;B;Beta\nlevel;3;;;C;Gamma\nlevel;4;;;D;"
			"Delta\n"
			"item;1;;competency;One;One\n",
			&report, err));
	/* Labels, more items and another rule are fine; so is a scale of one's own. */
	OK(import(sample,
		"record;code;parent;kind;label;text\n"
		"framework;SMALL;;;;Small\nfield;version;;;;2\n"
		"scale;small-4;;;;Four\nfield;mastery;;;;4\n"
		"level;1;;;A;Alpha\nlevel;2;;;B;Beta\nlevel;3;;;C;Gamma\nlevel;4;;;D;Delta\n"
		"item;1;;competency;One;One\n",
		&report, err));
	OK(import(sample,
		HEAD "field;rule;;;;highest\nitem;1;;competency;Uno;One\n"
		     "item;1.1;1;capability;A;Do A\nitem;1.2;1;capability;B;Do B\n"
		     "item;2;;competency;Two;Two\n",
		&report, err));
	assert_int_equal(report.added, 1);
	assert_int_equal(sample_check(sample), 0);
}

static void framework_import__brings__standings_up_to_date(void **state)
{
	struct sample *sample = *state;
	struct framework_report report;
	struct batch_row batch;
	bool changed;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	OK(import(sample,
		HEAD "item;1;;competency;One;One\nitem;1.1;1;capability;A;Do A\n"
		     "item;1.2;1;capability;B;Do B\nitem;2;;competency;Two;Two\n"
		     "item;2.1;2;capability;C;Do C\n",
		&report, err));
	rate(sample, id, "1.1", 3);
	rate(sample, id, "1.2", 3);
	rate(sample, id, "2.1", 1);
	assert_int_equal(mean(sample, id), 200);
	/* 1.2 moves under 2: 3.00 and (3 + 1) / 2 */
	OK(import(sample,
		HEAD "item;1;;competency;One;One\nitem;1.1;1;capability;A;Do A\n"
		     "item;2;;competency;Two;Two\nitem;1.2;2;capability;B;Do B\n"
		     "item;2.1;2;capability;C;Do C\n",
		&report, err));
	assert_int_equal(mean(sample, id), 250);
	assert_int_equal(sample_check(sample), 0);
	OK(history_undo(&sample->session, &batch, err));
	OK(session_refresh(&sample->session, &changed, err));
	assert_int_equal(mean(sample, id), 200);
	assert_int_equal(sample_check(sample), 0);
}

/* Taking back the import of a framework hides it with its ratings; redo shows both. */
static void framework_import__is__undone_under_ratings_without_damage(void **state)
{
	struct sample *sample = *state;
	struct framework_report report;
	struct batch_row batches[8], batch;
	size_t count = 0;
	bool changed;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	OK(import(sample, two, &report, err));
	OK(db_batches(sample->session.db, NULL, 8, batches, &count, err));
	assert_string_equal(batches[0].action, "import-framework");
	rate(sample, id, "1.1", 3);
	if (history_undo_batch(&sample->session, batches[0].stamp, &batch, NULL) == ERR_OK) {
		OK(session_refresh(&sample->session, &changed, err));
		assert_null(framework_find(&sample->session.frameworks, "SMALL", NULL));
		assert_int_equal(sample_check(sample), 0);
		OK(history_redo(&sample->session, &batch, err));
		OK(session_refresh(&sample->session, &changed, err));
	}
	assert_int_equal(mean(sample, id), 300);
	assert_int_equal(sample_check(sample), 0);
}

/* A copy in which the rule was changed is merged: levels follow it. */
static void db_journal_union__brings__levels_under_another_rule(void **state)
{
	struct sample *sample = *state, *other = NULL;
	struct framework_row row;
	struct standing_row standing;
	long taken = 0;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_rate(sample, id, "1.1", "2026-10-01", KIND_MEETING, 4);
	sample_rate(sample, id, "1.1", "2026-11-01", KIND_MEETING, 2);
	assert_int_equal(sample_set_up((void **)&other), 0);
	row = sample_framework(other)->row;
	row.rule = RULE_HIGHEST;
	OK(db_batch_begin(other->session.db, "framework", "", "T", err));
	OK(db_framework_put(other->session.db, &row, NULL, err));
	OK(db_batch_end(other->session.db, err));
	OK(db_journal_union(sample->session.db, other->session.db, &taken, err));
	assert_true(taken > 0);
	OK(db_standing_get(sample->session.db, row.id, id, &standing, err));
	assert_int_equal(standing.mean, 400);
	assert_int_equal(sample_check(sample), 0);
	OK(db_journal_union(other->session.db, sample->session.db, &taken, err));
	OK(db_standing_get(other->session.db, row.id, id, &standing, err));
	assert_int_equal(standing.mean, 400);
	assert_int_equal(sample_check(other), 0);
	(void)sample_tear_down((void **)&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(framework_list_load__stands__in_tree_order),
		TEST(framework_list_load__passes_over__an_item_of_id_0),
		TEST(framework_level__reads__what_people_write),
		TEST(framework_resolve__takes__bare_and_qualified_codes),
		TEST(framework_resolve__prefers__the_very_code),
		TEST(framework_find__takes__the_newest_version),
		TEST(framework_import__makes__the_version_what_the_file_says),
		TEST(framework_import__refuses__to_change_what_was_rated),
		TEST(framework_import__brings__standings_up_to_date),
		TEST(framework_import__is__undone_under_ratings_without_damage),
		TEST(db_journal_union__brings__levels_under_another_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
