/* cli/options.c, cli/verb.c: the command line, read. */
#include "tests/unit/unit.h"

#include "cli/options.h"

enum { WORDS_MAX = 16 };

/* Parse a line of words separated by single spaces. text must outlive ret. */
static enum err_code parse(char *text, struct options *ret, struct err *err)
{
	char program[] = "suivi";
	char *argv[WORDS_MAX + 1] = {program};
	int argc = 1;

	for (char *word = strtok(text, " "); word && argc < WORDS_MAX; word = strtok(NULL, " "))
		argv[argc++] = word;
	return options_parse(argc, argv, ret, err);
}

static void options_parse__takes__options_anywhere(void **state)
{
	char text[] = "--db a.db rate --quiet 0024003 3.2 -- --2 --lang=fr";
	struct options options;
	struct err err;

	(void)state;
	assert_int_equal(parse(text, &options, &err), ERR_OK);
	assert_int_equal(options.verb, VERB_rate);
	assert_string_equal(option_value(&options, OPT_DB), "a.db");
	assert_true(option_given(&options, OPT_QUIET));
	assert_false(option_given(&options, OPT_LANG)); /* after -- it is a word */
	assert_int_equal(options.word_count, 4);
	assert_string_equal(options.words[2], "--2");
	assert_string_equal(options.words[3], "--lang=fr");
	options_release(&options);
}

static void options_parse__knows__a_lone_dash_as_a_word(void **state)
{
	char text[] = "rate 1 3.2 -";
	struct options options;
	struct err err;

	(void)state;
	assert_int_equal(parse(text, &options, &err), ERR_OK);
	assert_string_equal(options.words[2], "-");
	options_release(&options);
}

static void options_parse__takes__letters_together(void **state)
{
	char text[] = "import -qyn students l.csv -gM1";
	struct options options;
	struct err err;

	(void)state;
	assert_int_equal(parse(text, &options, &err), ERR_OK);
	assert_true(option_given(&options, OPT_QUIET));
	assert_true(option_given(&options, OPT_YES));
	assert_true(option_given(&options, OPT_DRY_RUN));
	assert_string_equal(option_value(&options, OPT_GROUP), "M1");
	options_release(&options);
}

static void option_value__gives__the_last(void **state)
{
	char text[] = "import framework x --map a=1 --group A --map b=2 --group=B";
	struct options options;
	struct err err;
	size_t position = 0;

	(void)state;
	assert_int_equal(parse(text, &options, &err), ERR_OK);
	assert_string_equal(option_value(&options, OPT_GROUP), "B");
	assert_string_equal(option_each(&options, OPT_MAP, &position), "a=1");
	assert_string_equal(option_each(&options, OPT_MAP, &position), "b=2");
	assert_null(option_each(&options, OPT_MAP, &position));
	options_release(&options);
}

static void assert_refused(const char *line, enum err_reason reason, const char *value)
{
	char text[128];
	struct options options;
	struct err err;

	(void)snprintf(text, sizeof text, "%s", line);
	assert_int_equal(parse(text, &options, &err), ERR_USAGE);
	assert_int_equal(err.reason, reason);
	assert_string_equal(err.value, value);
	options_release(&options);
}

static void options_parse__refuses__what_it_does_not_know(void **state)
{
	(void)state;
	assert_refused("frob", WHY_VERB_UNKNOWN, "frob");
	assert_refused("--frob", WHY_OPTION_UNKNOWN, "--frob");
	assert_refused("undo --frob=1", WHY_OPTION_UNKNOWN, "--frob=1");
	assert_refused("undo -x", WHY_OPTION_UNKNOWN, "-x");
	assert_refused("undo --db", WHY_OPTION_VALUE_MISSING, "--db");
	assert_refused("import -g", WHY_OPTION_VALUE_MISSING, "-g");
	assert_refused("undo --quiet=1", WHY_OPTION_NO_VALUE, "--quiet=1");
	assert_refused("undo --group M1", WHY_OPTION_NOT_HERE, "--group");
	assert_refused("--json", WHY_OPTION_NOT_HERE, "--json");
	assert_refused("list --ascii", WHY_OPTION_NOT_HERE, "--ascii");
	/* no abbreviations: a new option must not change what a script means */
	assert_refused("undo --quie", WHY_OPTION_UNKNOWN, "--quie");
}

static void options_parse__reads_on__after_an_error(void **state)
{
	char text[] = "undo --frob --json --lang en";
	struct options options;
	struct err err;

	(void)state;
	assert_int_equal(parse(text, &options, &err), ERR_USAGE);
	assert_int_equal(err.reason, WHY_OPTION_UNKNOWN);
	assert_true(option_given(&options, OPT_JSON));
	assert_string_equal(option_value(&options, OPT_LANG), "en");
	options_release(&options);
}

static void verb_find__folds__aliases(void **state)
{
	(void)state;
	assert_int_equal(verb_find("rate"), VERB_rate);
	assert_int_equal(verb_find("évaluer"), VERB_rate);
	assert_int_equal(verb_find("EVALUER"), VERB_rate);
	assert_int_equal(verb_find("vérifier"), VERB_check);
	assert_int_equal(verb_find(""), VERB_NONE);
	assert_int_equal(verb_find("rat"), VERB_NONE);
	assert_int_equal(word_find(VERB_list, "référentiels"), WORD_list_frameworks);
	assert_int_equal(word_find(VERB_list, "capacites"), WORD_list_items);
	assert_int_equal(word_find(VERB_show, "groups"), WORD_NONE);
}

static void verbs__have__names_of_their_own_and_examples(void **state)
{
	(void)state;
	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++) {
		char names[128];

		(void)snprintf(names, sizeof names, "%s %s", verbs[i].name, verbs[i].aliases);
		for (char *name = strtok(names, " "); name; name = strtok(NULL, " "))
			assert_int_equal(verb_find(name), i);
		assert_non_null(strstr(verbs[i].help, "  suivi"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_parse__takes__options_anywhere),
		cmocka_unit_test(options_parse__knows__a_lone_dash_as_a_word),
		cmocka_unit_test(options_parse__takes__letters_together),
		cmocka_unit_test(option_value__gives__the_last),
		cmocka_unit_test(options_parse__refuses__what_it_does_not_know),
		cmocka_unit_test(options_parse__reads_on__after_an_error),
		cmocka_unit_test(verb_find__folds__aliases),
		cmocka_unit_test(verbs__have__names_of_their_own_and_examples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
