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

#include "db/err.h"

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
 * The first thing of suivi.conf that is not understood; the rest of it counts
 * all the same.
 *
 * Errors: WHY_PREFERENCE_LINE, _NAME, _VALUE, with the line; WHY_PREFERENCE_FILE,
 * WHY_FILE_IO: nothing of it could be read.
 */
MUST_CHECK enum err_code preference_check(struct err *err);

#endif
