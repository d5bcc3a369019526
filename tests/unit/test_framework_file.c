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

/* The next line of text after *at that is not empty, without its end; NULL: no more. */
static char *next_line(char **at)
{
	char *line = *at + strspn(*at, "\n"), *end = line + strcspn(line, "\n");

	if (!*line)
		return NULL;
	*at = *end ? end + 1 : end;
	*end = '\0';
	return line;
}

/* Part C of the source, line by line, is the tree in preorder: nothing else, nothing less. */
static void ares_075__says__every_sentence_of_the_source_and_no_other(void **state)
{
	struct framework_draft draft;
	char *source = slurp("frameworks/source/ares-075.txt"), *line, *at;
	int competency = 0, capability = 0;
	size_t i = 0;

	(void)state;
	shipped("frameworks/ares-075.csv", &draft);
	at = strstr(source, "C. COMPÉTENCES VISÉES");
	assert_non_null(at);
	assert_non_null(next_line(&at));
	while ((line = next_line(&at))) {
		const struct draft_item *item = &draft.items[i];
		char code[32];

		if (i == draft.item_count)
			fail_msg("the source goes on: %s", line);
		if (strncmp(line, "- ", 2) == 0) {
			(void)snprintf(code, sizeof code, "%d.%d", competency, ++capability);
			assert_string_equal(item->parent_code, draft.items[item->parent].code);
			assert_int_equal((int)strtol(item->parent_code, NULL, 10), competency);
			line += 2;
		} else {
			(void)snprintf(code, sizeof code, "%d", ++competency);
			assert_int_equal(item->parent, (size_t)-1);
			assert_memory_equal(line, code, strlen(code));
			line += strlen(code);
			assert_memory_equal(line, ". ", 2);
			line += 2;
			capability = 0;
		}
		assert_string_equal(item->code, code);
		assert_string_equal(item->text, line);
		i++;
	}
	assert_int_equal(i, draft.item_count);
	assert_int_equal(i, 8 + 39);
	framework_draft_release(&draft);
	free(source);
}

/* Its purposes are a list in one sentence: what ends each, " ;" or ".", is not theirs. */
static void ares_075__has__the_five_purposes_of_the_source(void **state)
{
	struct framework_draft draft;
	char *source = slurp("frameworks/source/ares-075.txt"), *line, *at;
	size_t i = 0;

	(void)state;
	shipped("frameworks/ares-075.csv", &draft);
	at = strstr(source, "finalités suivantes :");
	assert_non_null(at);
	assert_non_null(next_line(&at));
	while ((line = next_line(&at)) && strncmp(line, "- ", 2) == 0) {
		size_t length = strlen(draft.goals[i]);

		assert_memory_equal(line + 2, draft.goals[i], length);
		assert_string_equal(line + 2 + length, i < 4 ? " ;" : ".");
		i++;
	}
	assert_int_equal(i, 5);
	assert_int_equal(draft.goal_count, 5);
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
	assert_string_equal(row->title, "Master en ingénierie et action sociales");
	assert_non_null(strstr(source, "NIVEAU (du Cadre des Certifications)\t7\n"));
	assert_non_null(strstr(source, "CRÉDITS\t120\n"));
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

static size_t letters(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return count;
}

static void labels__are__short_and_distinct(void **state)
{
	struct framework_draft draft;

	(void)state;
	shipped("frameworks/ares-075.csv", &draft);
	for (size_t i = 0; i < draft.item_count; i++) {
		bool root = draft.items[i].parent == (size_t)-1;

		assert_in_range(letters(draft.items[i].label), 1, root ? 26 : 30);
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

static void framework_file__drops__the_bullets_of_lists(void **state)
{
	struct framework_draft draft;
	struct err err = {0};

	(void)state;
	assert_int_equal(
		parse(HEAD LEVELS "item;1;;;- Un;- Prendre du recul\nitem;2;;;;•  Veiller\n"
				  "item;3;;;;-5 degrés\nitem;4;;;;- \n",
			&draft, &err),
		ERR_OK);
	assert_string_equal(draft.items[0].text, "Prendre du recul");
	assert_string_equal(draft.items[0].label, "Un");
	assert_string_equal(draft.items[1].text, "Veiller");
	assert_string_equal(draft.items[2].text, "-5 degrés");
	assert_string_equal(draft.items[3].text, "-");
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

/* ---- Files in fixtures/frameworks ------------------------------------------------- */

static enum err_code read_fixture(const char *name, struct framework_draft *draft, struct err *err)
{
	char path[512];

	(void)snprintf(path, sizeof path, "%s/frameworks/%s", FIXTURES, name);
	return framework_file_read(path, draft, err);
}

static void two_levels__are__enough(void **state)
{
	struct framework_draft draft;
	struct err err = {0};

	(void)state;
	if (read_fixture("trees/two-levels.csv", &draft, &err))
		fail_msg("%s line %ld", err_text(err.reason)->name, err.line);
	assert_int_equal(draft.scale.level_count, 2);
	assert_int_equal(draft.scale.mastery, 2);
	assert_string_equal(draft.scale.levels[0].short_name, "Non");
	assert_int_equal(draft.item_count, 2);
	assert_int_equal(draft.row.credits, -1);
	assert_int_equal(draft.row.rule, RULE_LATEST);
	framework_draft_release(&draft);
}

static void six_levels__may__have_descriptors(void **state)
{
	struct framework_draft draft;
	struct err err = {0};

	(void)state;
	if (read_fixture("trees/six-levels.csv", &draft, &err))
		fail_msg("%s line %ld", err_text(err.reason)->name, err.line);
	assert_int_equal(draft.scale.level_count, 6);
	assert_int_equal(draft.scale.mastery, 4);
	assert_int_equal(draft.row.rule, RULE_HIGHEST);
	assert_string_equal(draft.row.version, "2");
	assert_string_equal(draft.items[1].code, "O.1");
	assert_int_equal(draft.items[1].descriptor_count, 2);
	assert_int_equal(draft.items[1].descriptors[1].digit, 6);
	assert_string_equal(draft.items[1].descriptors[1].text,
		"Suit tout, y compris l’implicite ; « presque » comme chez soi");
	assert_string_equal(draft.items[5].descriptors[0].text,
		"Écrit un texte simple, \"au brouillon\" d’abord");
	framework_draft_release(&draft);
}

static void four_deep__is__put_in_order_and_labelled(void **state)
{
	static const char *const codes[] = {
		"1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.2", "1.1.2", "2"};
	struct framework_draft draft;
	struct err err = {0};

	(void)state;
	if (read_fixture("trees/four-deep.csv", &draft, &err))
		fail_msg("%s line %ld", err_text(err.reason)->name, err.line);
	assert_int_equal(draft.item_count, 7);
	for (size_t i = 0; i < draft.item_count; i++)
		assert_string_equal(draft.items[i].code, codes[i]);
	assert_string_equal(draft.items[1].label, "Entrer en relation avec la personne et…");
	assert_string_equal(draft.items[3].kind, "geste");
	assert_string_equal(draft.items[4].kind, "capability");
	assert_string_equal(draft.items[4].label, "Reformuler");
	assert_string_equal(draft.items[5].kind, "capability");
	assert_string_equal(draft.items[6].kind, "competency");
	assert_int_equal(draft.scale.mastery, 2);
	framework_draft_release(&draft);
}

/* A table of a school: a column per depth, one per level. */
static void table__reads__a_column_per_depth_and_level(void **state)
{
	struct wanted {
		const char *code, *parent, *text;
		size_t descriptors;
	};
	static const struct wanted school[] = {{"C1", "", "Communiquer", 0},
		{"C1.1", "C1", "Écouter", 3}, {"C1.2", "C1", "Écrire", 0}},
				   depths[] = {{"1", "", "Soins", 0},
					   {"1.1", "1", "Communiquer", 0},
					   {"1.1.1", "1.1", "Écouter", 2},
					   {"1.1.2", "1.1", "Écrire", 0},
					   {"1.2", "1", "Organiser", 0},
					   {"C9", "1.2", "Planifier", 1}, {"2", "", "Équipe", 0},
					   {"2.1", "2", "Communiquer", 0}, {"C7", "2.1", "C7", 1}},
				   again[] = {{"C1", "", "Communiquer", 0},
					   {"C1.1", "C1", "Écouter", 2}, {"C1.2", "C1", "Dire", 1},
					   {"C2", "", "Écrire", 0}, {"C2.1", "C2", "Noter", 1}};
	const struct {
		const char *name, *code;
		int levels, mastery;
		size_t count;
		const struct wanted *items;
	} files[] = {{"frameworks/tables/tree-school.csv", "tree-school", 3, 3, 3, school},
		{"frameworks/tables/depths.csv", "depths", 2, 2, 9, depths},
		{"frameworks/tables/again.csv", "again", 2, 2, 5, again}};

	(void)state;
	for (size_t f = 0; f < sizeof files / sizeof files[0]; f++) {
		struct framework_draft draft;
		struct err err = {0};
		char path[512];
		const struct wanted *items = files[f].items;

		(void)snprintf(path, sizeof path, "%s/%s", FIXTURES, files[f].name);
		if (framework_file_read(path, &draft, &err))
			fail_msg("%s: %s line %ld", path, err_text(err.reason)->name, err.line);
		assert_string_equal(draft.row.code, files[f].code);
		assert_int_equal(draft.scale.level_count, files[f].levels);
		assert_int_equal(draft.scale.mastery, files[f].mastery);
		assert_int_equal(draft.item_count, files[f].count);
		for (size_t i = 0; i < draft.item_count; i++) {
			assert_string_equal(draft.items[i].code, items[i].code);
			assert_string_equal(draft.items[i].parent_code, items[i].parent);
			assert_string_equal(draft.items[i].text, items[i].text);
			assert_int_equal(draft.items[i].descriptor_count, items[i].descriptors);
		}
		framework_draft_release(&draft);
	}
}

static void bad_files__are__refused_by_line(void **state)
{
	static const struct {
		const char *name;
		enum err_reason why;
		long line;
		const char *value;
	} cases[] = {
		{"beside-cycle", WHY_FRAMEWORK_CYCLE, 6, "2"},
		{"cycle", WHY_FRAMEWORK_CYCLE, 6, "2"},
		{"date", WHY_FRAMEWORK_FIELD, 3, "31/02/2018"},
		{"deep", WHY_FRAMEWORK_DEEP, 37, "33"},
		{"descriptor-empty", WHY_FRAMEWORK_NO_TEXT, 6, "1"},
		{"descriptor-level", WHY_FRAMEWORK_FIELD, 6, "3"},
		{"descriptor-twice", WHY_FRAMEWORK_TWICE, 7, "2"},
		{"duplicate", WHY_FRAMEWORK_TWICE, 7, "1"},
		{"goal-empty", WHY_FRAMEWORK_NO_TEXT, 3, "1"},
		{"header", WHY_FRAMEWORK_HEADER, 1, ""},
		{"long-code", WHY_FRAMEWORK_TOO_LONG, 5, NULL},
		{"mastery", WHY_FRAMEWORK_FIELD, 3, "3"},
		{"moodle-beside-cycle", WHY_FRAMEWORK_CYCLE, 4, "M2"},
		{"moodle-cycle", WHY_FRAMEWORK_CYCLE, 3, "M1"},
		{"moodle-duplicate", WHY_FRAMEWORK_TWICE, 5, "M1"},
		{"moodle-narrow", WHY_FRAMEWORK_WIDTH, 3, ""},
		{"moodle-no-framework", WHY_FRAMEWORK_NO_HEAD, 3, ""},
		{"moodle-no-id", WHY_FRAMEWORK_NO_CODE, 3, ""},
		{"moodle-no-items", WHY_FRAMEWORK_EMPTY, 2, "B"},
		{"moodle-no-name", WHY_FRAMEWORK_NO_CODE, 3, "M1"},
		{"moodle-orphan", WHY_FRAMEWORK_ORPHAN, 4, "M9"},
		{"moodle-seven-levels", WHY_FRAMEWORK_LEVELS, 2, NULL},
		{"moodle-two-frameworks", WHY_FRAMEWORK_SECOND, 4, "C"},
		{"no-code", WHY_FRAMEWORK_NO_CODE, 5, ""},
		{"no-head", WHY_FRAMEWORK_NO_HEAD, 4, ""},
		{"one-level", WHY_FRAMEWORK_LEVELS, 4, ""},
		{"open-quote", WHY_CSV_OPEN_QUOTE, 5, NULL},
		{"orphan", WHY_FRAMEWORK_ORPHAN, 6, "9"},
		{"record", WHY_FRAMEWORK_RECORD, 5, "chapitre"},
		{"seven-levels", WHY_FRAMEWORK_LEVELS, 9, "7"},
		{"tree-no-parent", WHY_FRAMEWORK_NO_PARENT, 2, "C1.1 Écouter"},
		{"tree-one-level", WHY_FRAMEWORK_LEVELS, 1, ""},
		{"tree-other-text", WHY_FRAMEWORK_TWICE, 3, "C1"},
		{"tree-seven-levels", WHY_FRAMEWORK_LEVELS, 1, ""},
		{"tree-twice", WHY_FRAMEWORK_TWICE, 3, "1"},
		{"tree-wide", WHY_FRAMEWORK_WIDTH, 2, ""},
		{"wide", WHY_FRAMEWORK_WIDTH, 5, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct framework_draft draft;
		struct err err = {0};
		char name[64];

		(void)snprintf(name, sizeof name, "bad/%s.csv", cases[i].name);
		if (read_fixture(name, &draft, &err) != ERR_INVALID)
			fail_msg("%s: taken", name);
		if (err.reason != cases[i].why || err.line != cases[i].line)
			fail_msg("%s: %s at line %ld", name, err_text(err.reason)->name, err.line);
		if (cases[i].value && strcmp(err.value, cases[i].value) != 0)
			fail_msg("%s: value %s", name, err.value);
	}
}

/* 10,000 items are taken, at the deepest place they may have; one more is not. */
static void framework_file__takes__no_more_than_it_says(void **state)
{
	char *text = calloc(1, 1 << 20), *at = text;
	struct framework_draft draft;
	struct err err = {0};

	(void)state;
	at += snprintf(at, 256, "%s", HEAD LEVELS);
	for (int i = 1; i <= FRAMEWORK_ITEMS_MAX; i++) {
		char parent[16] = "";

		if (i > 1)
			(void)snprintf(parent, sizeof parent, "%d",
				i <= FRAMEWORK_DEPTH_MAX ? i - 1 : FRAMEWORK_DEPTH_MAX - 1);
		at += snprintf(at, 64, "item;%d;%s;;;Text %d\n", i, parent, i);
	}
	assert_int_equal(parse(text, &draft, &err), ERR_OK);
	assert_int_equal(draft.item_count, FRAMEWORK_ITEMS_MAX);
	framework_draft_release(&draft);
	(void)snprintf(at, 64, "item;more;;;;One more\n");
	assert_int_equal(parse(text, &draft, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FRAMEWORK_TOO_MANY);
	assert_int_equal(err.line, 4 + FRAMEWORK_ITEMS_MAX + 1);
	free(text);
}

static void validated_on__is__read_as_a_spreadsheet_leaves_it(void **state)
{
	struct framework_draft draft;
	struct err err = {0};

	(void)state;
	assert_int_equal(parse(HEAD "field;validated_on;;;;05/06/2018\n" LEVELS "item;1;;;;A\n",
				 &draft, &err),
		ERR_OK);
	assert_string_equal(draft.row.validated_on, "2018-06-05");
	framework_draft_release(&draft);
}

/* ---- Labels ----------------------------------------------------------------------------- */

static void draft_label__cuts__at_words_and_graphemes(void **state)
{
	static const struct {
		const char *text, *label;
	} cases[] = {
		{"Court", "Court"},
		{"Quarante colonnes exactement, pas une de",
			"Quarante colonnes exactement, pas une de"},
		{"Quarante colonnes exactement, pas une de plus",
			"Quarante colonnes exactement, pas une…"},
		{"Réaliser des analyses contextualisées, appliquées",
			"Réaliser des analyses contextualisées…"},
		{"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeee",
			"aaaaaaaaaabbbbbbbbbbccccccccccddddddddd…"},
		{"漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
			"漢字漢字漢字漢字漢字漢字漢字漢字漢字漢…"},
	};
	char label[LABEL_SIZE], marks[1024] = "a";

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		draft_label(cases[i].text, label);
		assert_string_equal(label, cases[i].label);
	}
	/* One letter under hundreds of accents has no place to be cut at. */
	for (int i = 0; i < 400; i++)
		memcpy(marks + 1 + 2 * i, "\u0302", 3);
	draft_label(marks, label);
	assert_string_equal(label, "…");
	memcpy(marks, "abc ", 4);
	draft_label(marks, label);
	assert_string_equal(label, "abc…");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ares_075__says__every_sentence_of_the_source_and_no_other),
		cmocka_unit_test(ares_075__has__the_five_purposes_of_the_source),
		cmocka_unit_test(ares_075__has__the_head_of_the_source),
		cmocka_unit_test(labels__are__short_and_distinct),
		cmocka_unit_test(transversal__has__the_four_natures_the_source_names),
		cmocka_unit_test(framework_file__puts__children_after_their_parents),
		cmocka_unit_test(framework_file__drops__the_bullets_of_lists),
		cmocka_unit_test(framework_file__refuses__by_line),
		cmocka_unit_test(two_levels__are__enough),
		cmocka_unit_test(six_levels__may__have_descriptors),
		cmocka_unit_test(four_deep__is__put_in_order_and_labelled),
		cmocka_unit_test(table__reads__a_column_per_depth_and_level),
		cmocka_unit_test(bad_files__are__refused_by_line),
		cmocka_unit_test(framework_file__takes__no_more_than_it_says),
		cmocka_unit_test(validated_on__is__read_as_a_spreadsheet_leaves_it),
		cmocka_unit_test(draft_label__cuts__at_words_and_graphemes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
