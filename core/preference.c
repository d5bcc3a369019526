/* Preferences. See preference.h. */
#include "core/preference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/config.h"

enum kind { KIND_SWITCH, KIND_WORD, KIND_NUMBER, KIND_DECIMAL, KIND_TEXT };

static const struct {
	const char *name, *takes, *unset;
	enum kind kind;
} infos[PREF_COUNT] = {
#define N_(text) text
#define PREFERENCE(id, name, kind, takes, unset, help)                                             \
	[PREF_##id] = {name, takes, unset, KIND_##kind},
#include "core/preferences.def"
#undef PREFERENCE
#undef N_
};

/* The place of a word in a list separated by spaces; -1: it is none of them. */
static int word_place(const char *list, const char *word)
{
	size_t wanted = strlen(word);

	for (int place = 0; *list; place++) {
		size_t length = strcspn(list, " ");

		if (length == wanted && memcmp(list, word, length) == 0)
			return place;
		list += length;
		list += strspn(list, " ");
	}
	return -1;
}

/* "12", and "0,5" as 50 where there may be decimals. false: nothing of the kind. */
static bool number_read(const char *text, bool decimal, long *ret)
{
	char *end;
	long whole, part = 0;

	if (*text < '0' || *text > '9')
		return false;
	whole = strtol(text, &end, 10);
	if (whole > 100000)
		return false;
	if (decimal && (*end == '.' || *end == ',')) {
		for (int worth = 10; worth > 0 && end[1] >= '0' && end[1] <= '9'; worth /= 10)
			part += worth * (*++end - '0');
		end++;
	}
	if (*end != '\0')
		return false;
	*ret = decimal ? whole * 100 + part : whole;
	return true;
}

/* Within the least and the most it takes. */
static bool number_of(enum preference preference, const char *text, long *ret)
{
	bool decimal = infos[preference].kind == KIND_DECIMAL;
	long scale = decimal ? 100 : 1, least, most, found;
	char *end;

	least = strtol(infos[preference].takes, &end, 10) * scale;
	most = strtol(end, NULL, 10) * scale;
	if (!number_read(text, decimal, &found) || found < least || found > most)
		return false;
	*ret = found;
	return true;
}

static bool accepts(enum preference preference, const char *value)
{
	long number;

	switch (infos[preference].kind) {
	case KIND_SWITCH:
		return word_place("yes no on off", value) >= 0;
	case KIND_WORD:
		return word_place(infos[preference].takes, value) >= 0;
	case KIND_NUMBER:
	case KIND_DECIMAL:
		return number_of(preference, value, &number);
	case KIND_TEXT:
		break;
	}
	return *value != '\0';
}

/* As set, where that is a value it takes; else its default. */
static void value_of(enum preference preference, char ret[CONFIG_VALUE_SIZE])
{
	if (!config_get(infos[preference].name, ret) || !accepts(preference, ret))
		(void)snprintf(ret, CONFIG_VALUE_SIZE, "%s", infos[preference].unset);
}

bool preference_on(enum preference preference)
{
	char value[CONFIG_VALUE_SIZE];

	value_of(preference, value);
	return strcmp(value, "yes") == 0 || strcmp(value, "on") == 0;
}

int preference_word(enum preference preference)
{
	char value[CONFIG_VALUE_SIZE];

	value_of(preference, value);
	return word_place(infos[preference].takes, value);
}

bool preference_number(enum preference preference, long *ret)
{
	char value[CONFIG_VALUE_SIZE];

	value_of(preference, value);
	return number_of(preference, value, ret);
}

/* What a wrong value could have been, for people. */
static void takes_words(enum preference preference, char *ret, size_t size)
{
	const char *takes = infos[preference].takes;
	size_t length = strcspn(takes, " ");

	if (infos[preference].kind == KIND_SWITCH)
		(void)snprintf(ret, size, "yes, no");
	else if (infos[preference].kind != KIND_WORD)
		(void)snprintf(ret, size, "%.*s…%s", (int)length, takes, takes + length);
	else
		(void)snprintf(ret, size, "%s", takes);
}

/* One line. length: of all of it, so that a NUL within is seen. */
static enum err_code check_line(char *line, size_t length, long number, struct err *err)
{
	char shown[64], takes[128], *name, *value;

	(void)snprintf(shown, sizeof shown, "%s", line);
	shown[strcspn(shown, "\r\n")] = '\0';
	if (strlen(line) != length || !config_split(line, &name, &value)) {
		(void)err_fail(err, WHY_PREFERENCE_LINE, "suivi.conf");
		return err_at(err, number, "", shown);
	}
	if (!name)
		return ERR_OK;
	for (int i = 0; i < PREF_COUNT; i++) {
		if (strcmp(infos[i].name, name) != 0)
			continue;
		if (strlen(value) < CONFIG_VALUE_SIZE && accepts((enum preference)i, value))
			return ERR_OK;
		takes_words((enum preference)i, takes, sizeof takes);
		(void)err_fail(err, WHY_PREFERENCE_VALUE, "suivi.conf");
		return err_at(err, number, takes, value);
	}
	(void)err_fail(err, WHY_PREFERENCE_NAME, "suivi.conf");
	return err_at(err, number, "", name);
}

enum err_code preference_check(config_told_fn *told, void *ctx, struct err *err)
{
	struct err why;
	char *path = config_place(CONFIG_CONFIG, "suivi.conf"), *line = NULL;
	enum err_code rc = ERR_OK;
	FILE *stream = NULL;
	size_t room = 0;
	ssize_t length;

	if (path)
		rc = config_open(path, &stream, err);
	free(path);
	if (rc && told)
		told(ctx, err);
	for (long number = 1; stream && (length = getline(&line, &room, stream)) > 0; number++) {
		if (check_line(line, (size_t)length, number, &why) == ERR_OK)
			continue;
		if (told)
			told(ctx, &why);
		if (!rc) {
			*err = why;
			rc = why.code;
		}
	}
	free(line);
	if (stream)
		(void)fclose(stream);
	return rc;
}
