/* core/framework_file.c, framework_moodle.c: files read into drafts. */
#include "tests/unit/unit.h"

#include "core/fixture.h"
#include "core/framework_file.h"

/* The text of a whole file below fixtures/. */
static char *slurp(const char *name)
{
	char path[512];
	FILE *file;
	char *text;
	size_t used;

	(void)snprintf(path, sizeof path, "%s/%s", FIXTURES, name);
	file = fopen(path, "rb");
	if (!file)
		fail_msg("%s is missing", path);
	text = calloc(1, 1 << 20);
	used = fread(text, 1, (1 << 20) - 1, file);
	assert_true(used > 0);
	fclose(file);
	return text;
}

static void shipped(const char *name, struct framework_draft *draft)
{
	const char *data;
	size_t size;
	struct err err = {0};

	assert_true(fixture_find(name, &data, &size));
	if (framework_file_parse(name, data, size, draft, &err))
		fail_msg("line %ld: %s", err.line, err.detail);
}

static enum err_code parse(const char *text, struct framework_draft *draft, struct err *err)
{
	return framework_file_parse("test", text, strlen(text), draft, err);
}

/* Is sentence a whole line of text, after an optional prefix such as "- "? */
static bool is_line(const char *text, const char *prefix, const char *sentence, const char *ends)
{
	size_t length = strlen(sentence), prefix_length = strlen(prefix);

	for (const char *at = strstr(text, sentence); at; at = strstr(at + 1, sentence)) {
		bool begins = (size_t)(at - text) > prefix_length &&
			      at[-1 - (long)prefix_length] == '\n' &&
			      strncmp(at - prefix_length, prefix, prefix_length) == 0;

		if (begins && strchr(ends, at[length]))
			return true;
	}
	return false;
}

static void ares_075__says__every_sentence_of_the_source_and_no_other(void **state)
{
	struct framework_draft draft;
	char *source = slurp("frameworks/source/ares-075.txt"), *part;
	int competencies = 0, capabilities = 0, bullets = 0;

	(void)state;
	shipped("frameworks/ares-075.csv", &draft);
	part = strstr(source, "C. COMPÉTENCES VISÉES");
	assert_non_null(part);
	for (size_t i = 0; i < draft.item_count; i++) {
		const struct draft_item *item = &draft.items[i];
		char prefix[16] = "- ";

		if (item->parent == (size_t)-1) {
			(void)snprintf(prefix, sizeof prefix, "%.4s. ", item->code);
			competencies++;
		} else {
			capabilities++;
		}
		if (!is_line(part, prefix, item->text, "\n"))
			fail_msg("%s is not in the source: %s", item->code, item->text);
	}
	for (const char *at = strstr(part, "\n- "); at; at = strstr(at + 1, "\n- "))
		bullets++;
	assert_int_equal(competencies, 8);
	assert_int_equal(capabilities, 39);
	assert_int_equal(bullets, 39);
	assert_int_equal(draft.goal_count, 5);
	for (size_t i = 0; i < draft.goal_count; i++) {
		if (!is_line(source, "- ", draft.goals[i], " ."))
			fail_msg("purpose %zu is not in the source", i + 1);
	}
	framework_draft_release(&draft);
	free(source);
}

static void ares_075__has__the_head_of_the_source(void **state)
{
	struct framework_draft draft;
	char *source = slurp("frameworks/source/ares-075.txt");
	const struct framework_row *row = &draft.row;

	(void)state;
	shipped("frameworks/ares-075.csv", &draft);
	assert_string_equal(row->code, "ARES-075");
	assert_string_equal(row->validated_on, "2018-06-05");
	assert_non_null(strstr(source, "Date validation 05/06/2018"));
	assert_non_null(strstr(source, "CODE ARES 075"));
	assert_string_equal(row->level, "7");
	assert_int_equal(row->credits, 120);
	assert_non_null(strstr(source, row->cycle));
	assert_non_null(strstr(source, row->type));
	assert_non_null(strstr(source, row->sector));
	assert_non_null(strstr(source, row->domain));
	assert_non_null(strstr(source, row->language));
	assert_int_equal(draft.scale.level_count, 4);
	assert_int_equal(draft.scale.mastery, 3);
	assert_string_equal(draft.scale.levels[1].name, "En cours");
	framework_draft_release(&draft);
	free(source);
}

static void labels__are__short_and_distinct(void **state)
{
	struct framework_draft draft;

	(void)state;
	shipped("frameworks/ares-075.csv", &draft);
	for (size_t i = 0; i < draft.item_count; i++) {
		assert_true(strlen(draft.items[i].label) <= 34);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(draft.items[i].label, draft.items[j].label);
	}
	framework_draft_release(&draft);
}

static void transversal__has__the_four_natures_the_source_names(void **state)
{
	struct framework_draft draft;
	char *source = slurp("frameworks/source/ares-075.txt");

	(void)state;
	shipped("frameworks/transversal.csv", &draft);
	assert_int_equal(draft.item_count, 4);
	assert_non_null(strstr(source,
		"de nature organisationnelle, relationnelle, communicationnelle et réflexive"));
	framework_draft_release(&draft);
	free(source);
}

#define HEAD   "record;code;parent;kind;label;text\nframework;F;;;;Title\n"
#define LEVELS "level;1;;;;Bas\nlevel;2;;;;Haut\n"

static void framework_file__puts__children_after_their_parents(void **state)
{
	struct framework_draft draft;
	struct err err = {0};

	(void)state;
	assert_int_equal(
		parse(HEAD LEVELS "item;1.1.1;1.1;;;Deep\nitem;1.1;1;;;Middle\nitem;2;;;;Two\n"
				  "item;1;;;;One\nitem;1.2;1;;;Last\n",
			&draft, &err),
		ERR_OK);
	assert_int_equal(draft.item_count, 5);
	assert_string_equal(draft.items[0].code, "2");
	assert_string_equal(draft.items[1].code, "1");
	assert_string_equal(draft.items[2].code, "1.1");
	assert_string_equal(draft.items[3].code, "1.1.1");
	assert_string_equal(draft.items[4].code, "1.2");
	assert_int_equal(draft.items[3].parent, 2);
	assert_int_equal(draft.items[4].position, 2);
	assert_string_equal(draft.items[2].kind, "competency");
	assert_string_equal(draft.items[3].kind, "capability");
	assert_int_equal(draft.scale.mastery, 2);
	framework_draft_release(&draft);
}

static void framework_file__refuses__by_line(void **state)
{
	static const struct {
		const char *text;
		enum err_reason why;
		long line;
	} cases[] = {
		{HEAD LEVELS "item;1;2;;;A\nitem;2;1;;;B\n", WHY_FRAMEWORK_CYCLE, 5},
		{HEAD LEVELS "item;1;9;;;A\n", WHY_FRAMEWORK_ORPHAN, 5},
		{HEAD LEVELS "item;1;;;;A\nitem;1;;;;B\n", WHY_FRAMEWORK_TWICE, 6},
		{HEAD LEVELS "item;;;;;A\n", WHY_FRAMEWORK_NO_CODE, 5},
		{HEAD LEVELS "thing;1;;;;A\n", WHY_FRAMEWORK_RECORD, 5},
		{HEAD "level;2;;;;A\n", WHY_FRAMEWORK_LEVELS, 3},
		{HEAD "level;1;;;;A\nitem;1;;;;A\n", WHY_FRAMEWORK_LEVELS, 4},
		{HEAD LEVELS, WHY_FRAMEWORK_EMPTY, 4},
		{HEAD "field;credits;;;;many\n", WHY_FRAMEWORK_FIELD, 3},
		{HEAD LEVELS "item;1;;;;\"A\n", WHY_CSV_OPEN_QUOTE, 5},
		{"a;b\n1;2\n", WHY_FRAMEWORK_HEADER, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct framework_draft draft;
		struct err err = {0};

		assert_int_not_equal(parse(cases[i].text, &draft, &err), ERR_OK);
		if (err.reason != cases[i].why || err.line != cases[i].line)
			fail_msg("case %zu: %s at line %ld", i, err_text(err.reason)->name,
				err.line);
	}
}

#define MOODLE_FR                                                                                     \
	"\"ID de la compétence parente\";ID;\"Nom abrégé\";Description;\"Format de description\";" \
	"\"Valeurs du barème\";\"configuration du barème\";a;b;c;d;e;\"Est un "                     \
	"référentiel\";Taxonomie\n"

static void moodle__reads__french_headers_and_children_first(void **state)
{
	struct framework_draft draft;
	struct err err = {0};
	const char *text = MOODLE_FR
		"F1;1.1;Analyser;\"<p>Analyser l&rsquo;&eacute;tat &amp; agir</p>\";1;;;;;;;;;\n"
		";F1;Mon référentiel;;1;\"Non acquis,En "
		"cours,Acquis\";\"[{\"\"scaleid\"\":\"\"1\"\"},"
		"{\"\"id\"\":3,\"\"proficient\"\":1},{\"\"id\"\":2,\"\"proficient\"\":1}]\";;;;;;1;"
		"\n"
		"1.1;1.1.1;Feuille;;1;;;;;;;;;\n";

	(void)state;
	if (parse(text, &draft, &err))
		fail_msg("%s line %ld", err_text(err.reason)->name, err.line);
	assert_string_equal(draft.row.code, "F1");
	assert_string_equal(draft.row.title, "Mon référentiel");
	assert_int_equal(draft.scale.level_count, 3);
	assert_int_equal(draft.scale.mastery, 2);
	assert_int_equal(draft.item_count, 2);
	assert_string_equal(draft.items[0].text, "Analyser l’état & agir");
	assert_string_equal(draft.items[1].text, "Feuille");
	framework_draft_release(&draft);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ares_075__says__every_sentence_of_the_source_and_no_other),
		cmocka_unit_test(ares_075__has__the_head_of_the_source),
		cmocka_unit_test(labels__are__short_and_distinct),
		cmocka_unit_test(transversal__has__the_four_natures_the_source_names),
		cmocka_unit_test(framework_file__puts__children_after_their_parents),
		cmocka_unit_test(framework_file__refuses__by_line),
		cmocka_unit_test(moodle__reads__french_headers_and_children_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
