/* What can stand where. */
#include "cli/completion.h"

#include <string.h>

static const struct {
	enum option_id id;
	struct completion_source source;
} values[] = {
	{OPT_GROUP, {.list = "groups"}},
	{OPT_FRAMEWORK, {.list = "frameworks"}},
	{OPT_AS, {.list = "people"}},
	{OPT_BY, {.list = "people"}},
	{OPT_SUPERVISOR, {.list = "people"}},
	{OPT_READER, {.list = "people"}},
	{OPT_ITEM, {.list = "items"}},
	{OPT_LANG, {.words = "fr en"}},
	{OPT_FORMAT, {.words = "csv rfc4180 json html text ics moodle canvas"}},
	{OPT_PROGRAMME, {.list = "programmes"}},
	{OPT_UNIT, {.list = "units"}},
	{OPT_SESSION, {.words = "1 2 3"}},
	{OPT_KIND, {.words = "meeting internship thesis course self peer jury"}},
	{OPT_ENCODING, {.words = "utf-8 utf-16le utf-16be windows-1252 macroman cp850"}},
	{OPT_LAYOUT, {.words = "pronote sacoche gepi"}},
	{OPT_ZEROS, {.words = "restore keep"}},
	{OPT_MOJIBAKE, {.words = "mend keep"}},
	{OPT_PRESENCE, {.words = "present remote absent excused"}},
	{OPT_THEME, {.words = "auto light dark contrast mono"}},
};

static const struct {
	enum verb_id verb;
	int position;
	struct completion_source source;
} positions[] = {
	{VERB_show, 2, {.list = "students"}},
	{VERB_rate, 1, {.list = "students"}},
	{VERB_rate, 2, {.list = "items"}},
	{VERB_history, 1, {.list = "students"}},
	{VERB_support, 1, {.list = "people"}},
	{VERB_support, 2,
		{.words = "tutor mentor peer internship thesis reader teacher secretary"}},
	{VERB_support, 3, {.list = "students"}},
	{VERB_meeting, 1, {.list = "students"}},
	{VERB_grade, 1, {.list = "students"}},
	{VERB_grade, 2, {.list = "units"}},
	{VERB_enrol, 1, {.list = "students"}},
	{VERB_enrol, 2, {.list = "units"}},
	{VERB_jury, 1, {.list = "students"}},
	{VERB_jury, 2, {.list = "units"}},
	{VERB_observe, 1, {.list = "students"}},
	{VERB_objective, 1, {.list = "students"}},
	{VERB_internship, 1, {.list = "students"}},
	{VERB_thesis, 1, {.list = "students"}},
	{VERB_evidence, 1, {.list = "students"}},
	{VERB_import, 2, {.files = true}},
	{VERB_backup, 1, {.files = true}},
	{VERB_restore, 1, {.files = true}},
};

struct completion_source completion_value(enum option_id id)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		if (values[i].id == id)
			return values[i].source;
	}
	return (struct completion_source){.files = strcmp(option_infos[id].value, "FILE") == 0};
}

static void add(char *text, size_t size, const char *word)
{
	if (*text)
		(void)strncat(text, " ", size - strlen(text) - 1);
	(void)strncat(text, word, size - strlen(text) - 1);
}

struct completion_source completion_word(
	enum verb_id verb, int position, char *ret_words, size_t size)
{
	*ret_words = '\0';
	for (int i = VERB_NONE + 1; i < VERB_COUNT && verb == VERB_help && position == 1; i++)
		add(ret_words, size, verbs[i].name);
	for (int i = WORD_NONE + 1; i < WORD_COUNT && position == 1; i++) {
		if (words[i].verb == verb)
			add(ret_words, size, words[i].name);
	}
	if (*ret_words)
		return (struct completion_source){.words = ret_words};
	for (size_t i = 0; i < sizeof(positions) / sizeof(*positions); i++) {
		if (positions[i].verb == verb && positions[i].position == position)
			return positions[i].source;
	}
	return (struct completion_source){0};
}
