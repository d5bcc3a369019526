/*
 * The language of sentences: sources in English, the French catalogue built in.
 *
 * A sentence is looked up in the program itself: no locale, file or variable of
 * the system decides whether it can be said. Before language_start() it is
 * English.
 */
#ifndef SUIVI_CORE_LANGUAGE_H
#define SUIVI_CORE_LANGUAGE_H

#include <stdbool.h>

#define _(text)  language_text(text)
#define N_(text) text
#define ngettext(one, many, count) language_plural(one, many, count)

/*
 * Start the locale and choose the language. option: "fr", "en", "auto", or NULL:
 * the preference “language”, which is auto when it is not set.
 *
 * auto: French when the environment's locale is French, unset, C or POSIX;
 * otherwise the environment's. The locale need not be installed. The character
 * set is the environment's; without one, C.UTF-8.
 */
void language_start(const char *option);

/* Is the language of sentences French? Decides decimal commas and dates. */
bool language_is_french(void);

/* A sentence in the language chosen; itself when it has no translation. */
const char *language_text(const char *text) __attribute__((format_arg(1)));

/* Likewise, in its form for a count. */
const char *language_plural(const char *one, const char *many, unsigned long count)
	__attribute__((format_arg(1), format_arg(2)));

#endif
