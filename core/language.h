/*
 * The language of sentences, through gettext: sources in English, French first.
 */
#ifndef SUIVI_CORE_LANGUAGE_H
#define SUIVI_CORE_LANGUAGE_H

#include <libintl.h>
#include <stdbool.h>

#define _(text)  gettext(text)
#define N_(text) text

/*
 * Start the locale and the catalogue. option: "fr", "en", "auto", or NULL:
 * the preference “language”, which is auto when it is not set.
 *
 * auto: French when the environment's locale is French, unset, C or POSIX;
 * otherwise the environment's. The character set is the environment's; without
 * one, C.UTF-8. The catalogue is read from $SUIVI_LOCALEDIR, else from where
 * it was installed.
 */
void language_start(const char *option);

/* Is the language of sentences French? Decides decimal commas and dates. */
bool language_is_french(void);

#endif
