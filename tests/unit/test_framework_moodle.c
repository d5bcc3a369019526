/* core/framework_moodle.c, html.c: Moodle's exports of frameworks, as it writes them. */
#include "tests/unit/unit.h"

#include "core/framework_file.h"
#include "core/html.h"

static void read_moodle(const char *name, struct framework_draft *draft)
{
	char path[512];
	struct err err = {0};

	(void)snprintf(path, sizeof path, "%s/frameworks/moodle/%s.csv", FIXTURES, name);
	if (framework_file_read(path, draft, &err))
		fail_msg("%s: %s line %ld", name, err_text(err.reason)->name, err.line);
}

static void item(const struct framework_draft *draft, size_t i, const char *code, const char *label,
	const char *text)
{
	assert_string_equal(draft->items[i].code, code);
	assert_string_equal(draft->items[i].label, label);
	assert_string_equal(draft->items[i].text, text);
}

static void moodle__reads__english_headers(void **state)
{
	struct framework_draft draft;

	(void)state;
	read_moodle("english-14", &draft);
	assert_string_equal(draft.row.code, "SOCIAL-EN");
	assert_string_equal(draft.row.title, "Field work");
	assert_int_equal(draft.scale.level_count, 4);
	assert_string_equal(draft.scale.levels[3].name, "Maîtrisé");
	assert_int_equal(draft.scale.mastery, 3);
	assert_int_equal(draft.item_count, 5);
	item(&draft, 0, "F1", "Meet people", "Meet people where they live");
	item(&draft, 1, "F1.1", "Listen", "Listen without judging : time & silence");
	item(&draft, 2, "F1,2", "Explain", "Explain rights Explain duties");
	item(&draft, 3, "F2", "Report", "Report");
	item(&draft, 4, "F2.1", "-5 minutes", "=quick report of at most five minutes");
	assert_string_equal(draft.items[0].kind, "competency");
	assert_string_equal(draft.items[4].kind, "capability");
	framework_draft_release(&draft);
}

static void moodle__reads__french_headers(void **state)
{
	struct framework_draft draft;

	(void)state;
	read_moodle("french-14", &draft);
	assert_string_equal(draft.row.code, "SOCIAL-FR");
	assert_int_equal(draft.scale.level_count, 2);
	assert_int_equal(draft.scale.mastery, 2);
	item(&draft, 1, "T1.1", "Écouter",
		"Écouter sans juger : « laisser le temps » — c’est déjà agir…");
	item(&draft, 2, "T1.2", "Expliquer",
		"Expliquer les droits et les devoirs Si a < b, le dire");
	item(&draft, 3, "T2", "Rendre compte", "Rendre compte à l'équipe");
	framework_draft_release(&draft);
}

static void moodle__reads__the_oldest_form(void **state)
{
	struct framework_draft draft;

	(void)state;
	read_moodle("oldest-12", &draft);
	assert_string_equal(draft.row.code, "VIEUX-12");
	assert_int_equal(draft.scale.level_count, 3);
	assert_int_equal(draft.scale.mastery, 3);
	assert_int_equal(draft.item_count, 3);
	item(&draft, 1, "V1.1", "Nommer son rôle", "Nommer son rôle et ses limites");
	item(&draft, 2, "V1.2", "Demander de l’aide", "Demander de l’aide");
	framework_draft_release(&draft);
}

static void moodle__reads__children_before_their_parents(void **state)
{
	static const char *const codes[] = {"C2", "C1", "C1.1", "C1.1.1", "C1.2"};
	struct framework_draft draft;

	(void)state;
	read_moodle("children-first", &draft);
	assert_int_equal(draft.item_count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(draft.items[i].code, codes[i]);
	assert_int_equal(draft.items[3].parent, 2);
	framework_draft_release(&draft);
}

static void moodle__keeps__long_names_whole_as_sentences(void **state)
{
	struct framework_draft draft;

	(void)state;
	read_moodle("long-names", &draft);
	item(&draft, 0, "L1", "Concevoir, conduire et évaluer avec les…",
		"Concevoir, conduire et évaluer avec les habitants un projet de quartier qui "
		"réponde à leurs besoins et dure dans le temps");
	item(&draft, 1, "L2", "Anticonstitutionnellementparlantetsansaucuneespacejusquaubout",
		"Mot sans espace");
	assert_int_equal(draft.scale.mastery, 2); /* nothing proficient: the last but one */
	framework_draft_release(&draft);
}

static void moodle__tells__once_what_is_not_kept(void **state)
{
	static const struct {
		enum framework_left what;
		long line;
		const char *place, *value;
	} cases[] = {
		{LEFT_SCALE, 4, "C2", "Faible,Moyen,Fort"},
		{LEFT_CROSS, 3, "C1", "C2"},
		{LEFT_RULE, 3, "C1", "1"},
		{LEFT_TAXONOMY, 2, "FW", "competency"},
	};
	struct framework_draft draft;
	size_t told = 0;

	(void)state;
	read_moodle("left", &draft);
	for (size_t i = 0; i < FRAMEWORK_LEFT_COUNT; i++)
		told += draft.left[i].line > 0;
	assert_int_equal(told, 4);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct err *left = &draft.left[cases[i].what];

		assert_int_equal(left->line, cases[i].line);
		assert_string_equal(left->place, cases[i].place);
		assert_string_equal(left->value, cases[i].value);
	}
	item(&draft, 0, "C1",
		"Planifier, organiser et coordonner une intervention collective sur le terrain",
		"Voir la fiche 12");
	framework_draft_release(&draft);
	read_moodle("markup", &draft);
	assert_int_equal(draft.left[LEFT_MARKUP].line, 4);
	assert_string_equal(draft.left[LEFT_MARKUP].place, "M2");
	assert_int_equal(draft.left[LEFT_SCALE].line, 0);
	assert_int_equal(draft.left[LEFT_RULE].line, 0);
	/* the longest that is kept, and one more */
	assert_int_equal(strlen(draft.items[2].label), 200);
	assert_int_equal(draft.left[LEFT_LABEL].line, 6);
	framework_draft_release(&draft);
}

static void html_to_text__leaves__only_text(void **state)
{
	static const struct {
		const char *html, *text;
	} cases[] = {
		{"", ""},
		{"plain", "plain"},
		{"<p>a</p><p>b</p>", "a b"},
		{"un <b>mot</b>.", "un mot."},
		{"a<BR/>b", "a b"},
		{"<script>alert(1 < 2)</script>x<style>p{}</style>", "x"},
		{"<script>never closed", "never closed"},
		{"<!-- <p>no</p> -->yes", "yes"},
		{"<!-- never closed", "<!-- never closed"},
		{"a < b > c", "a < b > c"},
		{"3 <4", "3 <4"},
		{"<a href='x>y'>z</a>", "z"},
		{"<a href=\"x>z", "z"},
		{"&amp;lt;b&amp;gt;", "&lt;b&gt;"},
		{"&lt;b&gt;", "<b>"},
		{"&unknown; & &; &#; &#x; &#0; &#xD800; &#x110000; &#99999999999999999999;",
			"&unknown; & &; &#; &#x; &#0; &#xD800; &#x110000; &#99999999999999999999;"},
		{"&#27;[31m", "&#27;[31m"},
		{"&eacute&eacute;", "&eacuteé"},
		{"&#xe9;&#233;&#128512;&nbsp;&#160;!", "éé😀 !"},
		{"<", "<"},
		{"&", "&"},
		{"<p", "<p"},
		{"</p>", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *text = strdup(cases[i].html); /* so that a sanitizer sees its end */

		html_to_text(text);
		assert_string_equal(text, cases[i].text);
		free(text);
	}
}

/* What an entity brings back must not reach a terminal either. */
static void moodle__cleans__what_entities_stood_for(void **state)
{
	static const char text[] =
		"Parent ID number,ID number,Short name,Description,Description format,Scale values,"
		"Scale configuration,a,b,c,d,e,Is framework,Taxonomy\n"
		",F,F,,1,\"No,Yes\",,,,,,,1,\n"
		",1,One,a&#x202E;b &#x200B;c,1,,,,,,,,,\n";
	struct framework_draft draft;
	struct err err = {0};
	char path[] = "/tmp/suivi-moodle-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "wb");

	(void)state;
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, sizeof text - 1, file), sizeof text - 1);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(framework_file_read(path, &draft, &err), ERR_OK);
	assert_string_equal(draft.items[0].text, "ab c");
	framework_draft_release(&draft);
	assert_int_equal(remove(path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moodle__reads__english_headers),
		cmocka_unit_test(moodle__reads__french_headers),
		cmocka_unit_test(moodle__reads__the_oldest_form),
		cmocka_unit_test(moodle__reads__children_before_their_parents),
		cmocka_unit_test(moodle__keeps__long_names_whole_as_sentences),
		cmocka_unit_test(moodle__tells__once_what_is_not_kept),
		cmocka_unit_test(html_to_text__leaves__only_text),
		cmocka_unit_test(moodle__cleans__what_entities_stood_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
