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
	{OPT_LANG, {.words = "fr en"}},
	{OPT_FORMAT, {.words = "csv rfc4180 json"}},
	{OPT_KIND, {.words = "meeting internship thesis course self peer jury"}},
	{OPT_ENCODING, {.words = "utf-8 utf-16le utf-16be windows-1252 macroman cp850"}},
	{OPT_LAYOUT, {.words = "pronote sacoche gepi"}},
	{OPT_THEME, {.words = "auto light dark contrast mono"}},
};

static const struct {
	enum verb_id verb;
	int position;
	const char *list;
} positions[] = {
	{VERB_show, 2, "students"},
	{VERB_rate, 1, "students"},
	{VERB_rate, 2, "items"},
	{VERB_history, 1, "students"},
};

static const struct {
	enum verb_id verb;
	int position;
} files[] = {
	{VERB_import, 2},
	{VERB_backup, 1},
	{VERB_restore, 1},
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
			return (struct completion_source){.list = positions[i].list};
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (files[i].verb == verb && files[i].position == position)
			return (struct completion_source){.files = true};
	}
	return (struct completion_source){0};
}
