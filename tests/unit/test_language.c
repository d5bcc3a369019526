/* core/language.c: the language of sentences, whatever the system holds. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/catalogue.h"
#include "core/language.h"
#include "tests/unit/unit.h"

/* The environment's locale: one of its variables, alone. */
static void locale_is(const char *name, const char *value)
{
	static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_int_equal(unsetenv(names[i]), 0);
	if (name)
		assert_int_equal(setenv(name, value, 1), 0);
}

static void language_text__before_start__is_english(void **state)
{
	(void)state;
	assert_string_equal(_("Verbs:"), "Verbs:");
	assert_string_equal(ngettext("%ld new", "%ld new", 2), "%ld new");
}

static void language_start__option__wins_in_any_locale(void **state)
{
	static const char *const locales[] = {
		"C", "POSIX", "C.UTF-8", "fr_BE.UTF-8", "en_GB.UTF-8", "nowhere", ""};

	(void)state;
	for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
		locale_is("LC_ALL", locales[i]);
		language_start("fr");
		assert_true(language_is_french());
		assert_string_equal(_("Verbs:"), "Verbes\u00a0:");
		language_start("en");
		assert_false(language_is_french());
		assert_string_equal(_("Verbs:"), "Verbs:");
	}
}

static void language_start__auto__is_french_but_for_another_locale(void **state)
{
	static const struct {
		const char *name, *value;
		bool french;
	} cases[] = {
		{NULL, NULL, true},
		{"LANG", "", true},
		{"LANG", "C", true},
		{"LANG", "POSIX", true},
		{"LC_ALL", "C.UTF-8", true},
		{"LC_ALL", "C.utf8", true},
		{"LC_MESSAGES", "fr_BE.UTF-8", true},
		{"LANG", "fr", true},
		{"LANG", "en_GB.UTF-8", false},
		{"LC_ALL", "nl_BE.UTF-8", false},
		{"LC_MESSAGES", "Cymraeg", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		locale_is(cases[i].name, cases[i].value);
		language_start("auto");
		assert_int_equal(language_is_french(), cases[i].french);
		assert_string_equal(_("Verbs:"), cases[i].french ? "Verbes\u00a0:" : "Verbs:");
	}
}

/* glibc reads LANGUAGE itself, and since 2.39 not in C.UTF-8: nothing of ours may need it. */
static void language_start__leaves__the_environment_alone(void **state)
{
	(void)state;
	locale_is("LC_ALL", "C.UTF-8");
	language_start("fr");
	assert_null(getenv("LANGUAGE"));
	assert_string_equal(_("Verbs:"), "Verbes\u00a0:");
	locale_is("LANGUAGE", "de");
	language_start("fr");
	assert_string_equal(getenv("LANGUAGE"), "de");
	assert_string_equal(_("Verbs:"), "Verbes\u00a0:");
}

/* The numbers of a file are read and written the same in every locale. */
static void language_start__keeps__the_point_of_numbers(void **state)
{
	(void)state;
	locale_is("LC_ALL", "fr_BE.UTF-8");
	language_start(NULL);
	assert_string_equal(localeconv()->decimal_point, ".");
}

static void language_plural__in_french__has_one_for_nothing(void **state)
{
	const char *one = "%ld row written to %s.", *many = "%ld rows written to %s.";

	(void)state;
	locale_is(NULL, NULL);
	language_start("fr");
	assert_string_equal(ngettext(one, many, 0), "%ld ligne écrite dans %s.");
	assert_string_equal(ngettext(one, many, 1), "%ld ligne écrite dans %s.");
	assert_string_equal(ngettext(one, many, 2), "%ld lignes écrites dans %s.");
	assert_string_equal(ngettext(one, many, 1000000), "%ld lignes écrites dans %s.");
	/* in no catalogue, and in one but without a plural */
	assert_string_equal(ngettext("%d nothing", "%d nothings", 1), "%d nothing");
	assert_string_equal(ngettext("%d nothing", "%d nothings", 0), "%d nothings");
	assert_string_equal(ngettext("Verbs:", "Verbs:", 7), "Verbes\u00a0:");
	language_start("en");
	assert_string_equal(ngettext(one, many, 0), many);
	assert_string_equal(ngettext(one, many, 1), one);
	assert_string_equal(ngettext(one, many, 2), many);
}

static void catalogue_find__knows__each_sentence_and_no_other(void **state)
{
	(void)state;
	assert_true(catalogue_count > 1000);
	for (size_t i = 0; i < catalogue_count; i++) {
		const char *sentence = catalogue_texts + catalogue_entries[i].sentence;

		if (i > 0)
			assert_true(strcmp(catalogue_texts + catalogue_entries[i - 1].sentence,
					    sentence) < 0);
		assert_ptr_equal(
			catalogue_find(sentence, 0), catalogue_texts + catalogue_entries[i].text);
		assert_true(catalogue_entries[i].forms == 1 ||
			    catalogue_entries[i].forms == catalogue_forms);
	}
	assert_null(catalogue_find("", 0));
	assert_null(catalogue_find("Verbs", 0));
	assert_null(catalogue_find("~~~", 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(language_text__before_start__is_english),
		cmocka_unit_test(language_start__option__wins_in_any_locale),
		cmocka_unit_test(language_start__auto__is_french_but_for_another_locale),
		cmocka_unit_test(language_start__leaves__the_environment_alone),
		cmocka_unit_test(language_start__keeps__the_point_of_numbers),
		cmocka_unit_test(language_plural__in_french__has_one_for_nothing),
		cmocka_unit_test(catalogue_find__knows__each_sentence_and_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
