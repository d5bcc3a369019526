/* The language of sentences. See language.h. */
#include "core/language.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/preference.h"

static bool french = true; /* of the process, like the locale it mirrors */

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
	const char *locale = asked(), *folder = getenv("SUIVI_LOCALEDIR");
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

	/* A locale that is not installed, or none at all, still shows accents. */
	if (!setlocale(LC_ALL, "") || *locale == '\0')
		(void)setlocale(LC_ALL, "C.UTF-8");
	/* gettext ignores LANGUAGE in the plain C locale: messages need another one. */
	if (strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0)
		(void)setlocale(LC_MESSAGES, "C.UTF-8");
	(void)setlocale(LC_NUMERIC, "C");
	(void)setenv("LANGUAGE", french ? "fr" : option ? option : "en", 1);
	(void)bindtextdomain("suivi", folder && *folder ? folder : SUIVI_LOCALE_DIR);
	(void)bind_textdomain_codeset("suivi", "UTF-8");
	(void)textdomain("suivi");
}

bool language_is_french(void)
{
	return french;
}
