/*
 * Preferences: what may stand in suivi.conf, and what it means.
 *
 * The names, the values and the defaults are preferences.def. A value that is
 * not one of those counts as not set, and preference_check() says which line
 * it is on. Files are read at each call, so ask once and keep the answer.
 */
#ifndef SUIVI_CORE_PREFERENCE_H
#define SUIVI_CORE_PREFERENCE_H

#include <stdbool.h>

#include "core/config.h"

enum preference {
#define PREFERENCE(id, ...) PREF_##id,
#include "core/preferences.def"
#undef PREFERENCE
	PREF_COUNT
};

/* Is a SWITCH on? As set, else its default. */
bool preference_on(enum preference preference);

/* A WORD: its place among those it takes; -1: not set, and no default. */
int preference_word(enum preference preference);

/* A NUMBER, or a DECIMAL in hundredths: as set, else its default. false: neither. */
bool preference_number(enum preference preference, long *ret);

/*
 * What of suivi.conf is not understood; the rest of it counts all the same.
 * told (NULL: nobody) hears of each; the first is the error.
 *
 * Errors: WHY_PREFERENCE_LINE, _NAME, _VALUE, with the line; WHY_PREFERENCE_FILE,
 * WHY_FILE_IO: nothing of it could be read.
 */
MUST_CHECK enum err_code preference_check(config_told_fn *told, void *ctx, struct err *err);

#endif
