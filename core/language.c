/* The language of sentences. See language.h. */
#include "core/language.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/catalogue.h"
#include "core/preference.h"

static bool french = true; /* of the process, like the locale it mirrors */
static bool translates;    /* from language_start() on */

/* The locale the environment asks for, as setlocale() would look it up. */
static const char *asked(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "";
}

static bool is_plain(const char *locale)
{
	return *locale == '\0' || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0 ||
	       strncmp(locale, "C.", 2) == 0;
}

void language_start(const char *option)
{
	const char *locale = asked();
	const char *preferred = getenv("LANGUAGE");
	/* as in preferences.def */
	static const char *const languages[] = {"auto", "fr", "en"};

	if (!option)
		option = languages[preference_word(PREF_LANGUAGE)];
	if (strcmp(option, "auto") == 0)
		option = NULL;
	if (option)
		french = strncasecmp(option, "fr", 2) == 0;
	else if (preferred && *preferred && !is_plain(locale))
		french = strncmp(preferred, "fr", 2) == 0;
	else
		french = is_plain(locale) || strncmp(locale, "fr", 2) == 0;
	translates = french;

	/* A locale that is not installed, or none at all, still shows accents. */
	if (!setlocale(LC_ALL, "") || *locale == '\0')
		(void)setlocale(LC_ALL, "C.UTF-8");
	(void)setlocale(LC_NUMERIC, "C");
}

bool language_is_french(void)
{
	return french;
}

const char *language_text(const char *text)
{
	const char *found = translates ? catalogue_find(text, 0) : NULL;

	return found ? found : text;
}

const char *language_plural(const char *one, const char *many, unsigned long count)
{
	const char *found = translates ? catalogue_find(one, catalogue_form(count)) : NULL;

	if (found)
		return found;
	return count == 1 ? one : many;
}
