/*
 * Tables of the manual page out of the program's own: keys, verbs, options.
 * Links no curses. usage: mkdocs keys|verbs|options|preferences fr|en
 */
#include <stdio.h>
#include <string.h>

#include "core/language.h"

struct row {
	const char *first, *second, *third;
};

static const struct row keys[] = {
#define ACTION(id, name, keys, where, label, help) {keys, help, name},
#include "tui/actions.def"
#undef ACTION
};

static const struct row verbs[] = {
#define VERB(id, name, aliases, usage, summary, help) {usage, summary, name},
#include "cli/verbs.def"
#undef VERB
};

static const struct row options[] = {
#define OPTION(id, name, letter, value, verbs, summary) {"--" name, summary, value},
#include "cli/options.def"
#undef OPTION
};

static const struct row preferences[] = {
#define PREFERENCE(id, name, kind, takes, unset, help) {name, help, unset},
#include "core/preferences.def"
#undef PREFERENCE
};

/* scdoc takes these for markup. */
static void put(const char *text)
{
	for (; *text; text++) {
		if (strchr("\\*_#~<>[]|`", *text))
			(void)putchar('\\');
		(void)putchar(*text);
	}
}

static void entry(const char *head, const char *value, const char *body)
{
	(void)putchar('*');
	put(head);
	(void)putchar('*');
	if (*value) {
		(void)putchar(' ');
		put(value);
	}
	(void)fputs("\n\t", stdout);
	put(body);
	(void)fputs("\n\n", stdout);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	language_start(argc > 2 ? argv[2] : NULL);
	if (strcmp(what, "keys") == 0) {
		for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
			char name[64];

			(void)snprintf(name, sizeof name, "(%s)", keys[i].third);
			entry(*keys[i].first ? keys[i].first : "–", name, _(keys[i].second));
		}
	} else if (strcmp(what, "verbs") == 0) {
		for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
			entry(verbs[i].third, "", _(verbs[i].second));
	} else if (strcmp(what, "options") == 0) {
		for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
			entry(options[i].first, *options[i].third ? _(options[i].third) : "",
				_(options[i].second));
	} else if (strcmp(what, "preferences") == 0) {
		for (size_t i = 0; i < sizeof preferences / sizeof preferences[0]; i++) {
			char value[32] = "";

			if (*preferences[i].third)
				(void)snprintf(value, sizeof value, "(%s)", preferences[i].third);
			entry(preferences[i].first, value, _(preferences[i].second));
		}
	} else {
		return 2;
	}
	return 0;
}
