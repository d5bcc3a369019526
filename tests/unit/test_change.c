/* core/change.c: every table and column of the journal has its words. */
#include "core/change.h"

#include "core/student.h"
#include "db/conn.h"
#include "db/trigger.h"
#include "tests/unit/sample.h"

static void change_column__knows__every_column_of_the_journal(void **state)
{
	struct sample *sample = *state;
	size_t count = 0;

	for (int i = 0; i < TABLE_COUNT; i++) {
		struct table_info table;

		OK(trigger_table(sample->session.db, i, &table, err));
		if (!change_table(table.name))
			fail_msg("no word for the table %s", table.name);
		for (int c = 1; c < table.column_count; c++) {
			const char *label = change_column(table.name, table.columns[c]);

			if (table.derived[c] || strcmp(table.columns[c], "deleted") == 0)
				continue;
			if (!label || strchr(label, '_'))
				fail_msg("no word for %s.%s", table.name, table.columns[c]);
			count++;
		}
	}
	assert_true(count > 150);
	assert_null(change_table("journal"));
	assert_null(change_column("student", "sort_key"));
}

/* Columns that refer to another table must be read as its rows, never shown as ids. */
static void change__never_shows__an_id(void **state)
{
	struct sample *sample = *state;
	char id[] = "123456789012345678";
	struct history_row row = {.value = id, .old = id};

	for (int i = 0; i < TABLE_COUNT; i++) {
		struct table_info table;

		OK(trigger_table(sample->session.db, i, &table, err));
		for (int c = 1; c < table.column_count; c++) {
			size_t length = strlen(table.columns[c]);
			char words[CHANGE_SIZE];

			if (length < 4 || strcmp(table.columns[c] + length - 3, "_id") != 0)
				continue;
			(void)snprintf(row.table, sizeof row.table, "%s", table.name);
			(void)snprintf(row.field, sizeof row.field, "%s", table.columns[c]);
			change_old(&sample->session, &row, words);
			assert_null(strstr(words, "1234"));
			change_new(&sample->session, &row, words);
			assert_null(strstr(words, "1234"));
		}
	}
}

struct told {
	char text[16][4 * CHANGE_SIZE];
	size_t count;
	struct session *session;
};

static bool tell(void *ctx, const struct history_row *row)
{
	struct told *told = ctx;
	char of[CHANGE_SIZE], before[CHANGE_SIZE], after[CHANGE_SIZE];

	if (told->count == 16 || (*row->field && change_is_aside(row->table, row->field)))
		return told->count < 16;
	change_of(told->session, row, of);
	change_old(told->session, row, before);
	change_new(told->session, row, after);
	(void)snprintf(told->text[told->count++], sizeof told->text[0], "%s|%s|%s|%s|%s",
		change_table(row->table), of, change_field(row), before, after);
	return true;
}

static void change__tells__a_level_by_its_name(void **state)
{
	struct sample *sample = *state;
	int64_t id = sample_student(sample, "0001", "Lefèvre", "Zoé");
	struct told told = {.session = &sample->session};
	char wanted[512];

	sample_rate(sample, id, "1.1", "2026-11-12", KIND_MEETING, 1);
	sample_rate(sample, id, "1.1", "2026-11-12", KIND_MEETING, 3);
	sample_rate(sample, id, "1.1", "2026-11-12", KIND_MEETING, LEVEL_NOT_OBSERVED);
	OK(db_history(sample->session.db, id, NULL, 16, tell, &told, err));
	assert_string_equal(
		told.text[0], "rating|Lefèvre Zoé (0001) 1.1 12/11/2026|level|Acquis|not observed");
	(void)snprintf(wanted, sizeof wanted,
		"rating|Lefèvre Zoé (0001) 1.1 12/11/2026|level|%s|%s",
		framework_level_name(sample_framework(sample), 1),
		framework_level_name(sample_framework(sample), 3));
	assert_string_equal(told.text[1], wanted);
	assert_non_null(strstr(told.text[2], "|(new)||"));
	assert_non_null(strstr(told.text[2], "level: "));
	assert_null(strstr(told.text[2], "student"));
	for (size_t i = 0; i < told.count; i++) {
		assert_null(strstr(told.text[i], "_id"));
		assert_null(strstr(told.text[i], "2026-11-12"));
	}
}

static void change__tells__marks_dates_flags_and_words(void **state)
{
	static const struct {
		const char *table, *field, *value, *words;
	} cases[] = {
		{"grade", "value", "1450", "14,50"},
		{"grade", "value", "0", "0,00"},
		{"grade", "value", "PP", "PP"},
		{"verdict", "outcome", "credit", "credit granted"},
		{"verdict", "outcome", "1000", "10,00"},
		{"student", "birth_date", "2004-12-31", "31/12/2004"},
		{"student", "birth_date", "2004", "2004"}, /* hostile */
		{"meeting", "state", "open", "under way"},
		{"objective", "state", "open", "still open"},
		{"meeting", "state", "of the future", "of the future"},
		{"observation", "confidential", "1", "yes"},
		{"observation", "confidential", "0", "no"},
		{"student_group", "kind", "seminar", "seminar"},
		{"deliberation", "rules", "a;b;c", ""},
		{"nowhere", "nothing", "7", ""},
	};
	struct sample *sample = *state;
	char words[CHANGE_SIZE];

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct history_row row = {0};
		char value[64];

		(void)snprintf(row.table, sizeof row.table, "%s", cases[i].table);
		(void)snprintf(row.field, sizeof row.field, "%s", cases[i].field);
		(void)snprintf(value, sizeof value, "%s", cases[i].value);
		row.value = value;
		change_new(&sample->session, &row, words);
		assert_string_equal(words, cases[i].words);
		change_old(&sample->session, &row, words);
		assert_string_equal(words, "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(change_column__knows__every_column_of_the_journal),
		TEST(change__never_shows__an_id),
		TEST(change__tells__a_level_by_its_name),
		TEST(change__tells__marks_dates_flags_and_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
