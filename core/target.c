/* Where and in which form something is written. See target.h. */
#include "core/target.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "core/fold.h"

static const struct form {
	const char *word;
	const char *endings[3];
} forms[TARGET_FORM_COUNT] = {
	[TARGET_CSV] = {"csv", {".csv"}},
	[TARGET_RFC4180] = {"rfc4180", {".csv"}},
	[TARGET_JSON] = {"json", {".json"}},
	[TARGET_HTML] = {"html", {".html", ".htm"}},
	[TARGET_TEXT] = {"text", {".txt", ".text"}},
	[TARGET_ICS] = {"ics", {".ics"}},
	[TARGET_MOODLE] = {"moodle", {".csv"}},
	[TARGET_CANVAS] = {"canvas", {".csv"}},
};

static bool is_ordinary(const char *path, bool *ret_there)
{
	struct stat info;

	*ret_there = stat(path, &info) == 0;
	return !*ret_there || S_ISREG(info.st_mode);
}

bool target_taken(const char *path)
{
	bool there, ordinary = is_ordinary(path, &there);

	return there && ordinary;
}

/* ".csv" of "jury/m1.csv"; "" where the name has none, or is no file's. */
static const char *ending_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	bool there;

	if (!dot || dot == name || !is_ordinary(path, &there))
		return "";
	return dot;
}

static bool ends_as(const struct form *form, const char *ending)
{
	for (size_t i = 0; i < 3 && form->endings[i]; i++) {
		if (strcasecmp(form->endings[i], ending) == 0)
			return true;
	}
	return false;
}

static void add_word(char *list, size_t size, const char *word)
{
	size_t used = strlen(list);

	if (!strstr(list, word))
		(void)snprintf(list + used, size - used, "%s%s", used ? ", " : "", word);
}

/* What can be asked for, by name or by ending. */
static void list_of(unsigned can, bool endings, char *ret, size_t size)
{
	*ret = '\0';
	for (size_t i = 0; i < TARGET_FORM_COUNT; i++) {
		if (can & TARGET_BIT(i))
			add_word(ret, size, endings ? forms[i].endings[0] : forms[i].word);
	}
}

static enum err_code refuse(enum err_reason why, unsigned can, const char *value, struct err *err)
{
	char list[80];
	enum err_code rc;

	list_of(can, why == WHY_FORM_ENDING, list, sizeof list);
	rc = err_fail(err, why, "form");
	(void)err_at(err, 0, list, value);
	return rc;
}

enum err_code target_form(const char *word, const char *path, unsigned can,
	enum target_form standard, enum target_form *ret, struct err *err)
{
	const char *ending = ending_of(path);
	size_t at = 0;

	if (word) {
		while (at < TARGET_FORM_COUNT &&
			!(can & TARGET_BIT(at) && strcmp(forms[at].word, word) == 0))
			at++;
		if (at == TARGET_FORM_COUNT)
			return refuse(WHY_FORM_UNKNOWN, can, word, err);
		if (*ending && !ends_as(&forms[at], ending))
			return refuse(WHY_FORM_ENDING, TARGET_BIT(at), ending, err);
		*ret = (enum target_form)at;
		return ERR_OK;
	}
	if (!*ending || ends_as(&forms[standard], ending)) {
		*ret = standard;
		return ERR_OK;
	}
	while (at < TARGET_FORM_COUNT && !(can & TARGET_BIT(at) && ends_as(&forms[at], ending)))
		at++;
	if (at == TARGET_FORM_COUNT)
		return refuse(WHY_FORM_ENDING, can, ending, err);
	*ret = (enum target_form)at;
	return ERR_OK;
}

enum csv_mode target_csv_mode(enum target_form form)
{
	if (form == TARGET_CSV)
		return CSV_PEOPLE;
	return form == TARGET_MOODLE || form == TARGET_CANVAS ? CSV_PLATFORM : CSV_RFC4180;
}

const char *target_form_word(enum target_form form)
{
	return forms[form].word;
}

void target_name(
	size_t count, const char *const words[], const char *ending, char *ret, size_t size)
{
	size_t used = 0, room = size - strlen(ending) - 1;
	char folded[512];

	for (size_t i = 0; i < count; i++) {
		bool begun = false, gap = used > 0;

		(void)fold(words[i], strlen(words[i]), folded, sizeof folded);
		for (const char *at = folded; *at; at++) {
			bool stays = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9');

			if (!stays) {
				gap = gap || begun;
				continue;
			}
			if (used + (gap ? 2 : 1) > room)
				break;
			if (gap)
				ret[used++] = '-';
			ret[used++] = *at;
			begun = true;
			gap = false;
		}
	}
	(void)snprintf(ret + used, size - used, "%s", ending);
}
