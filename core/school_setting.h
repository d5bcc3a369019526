/*
 * Settings of the file: thresholds and dates a school may change. Which there
 * are, their defaults, bounds and descriptions are data: fixtures/settings.csv.
 */
#ifndef SUIVI_CORE_SCHOOL_SETTING_H
#define SUIVI_CORE_SCHOOL_SETTING_H

#include "core/session.h"

struct school_setting {
	char name[CODE_SIZE];
	long value, standard, lowest, highest;
	char description[LABEL_SIZE]; /* in the language of the screen */
};

/* What it is now: the file's, else the default. An unknown name is a bug. */
MUST_CHECK enum err_code school_setting_get(struct session *session, const char *name, long *ret,
                                            struct err *err);
/* One batch. Errors: WHY_STATE_UNKNOWN for a name there is not, WHY_NUMBER_OUT for a value out of bounds. */
MUST_CHECK enum err_code school_setting_set(struct session *session, const char *name,
                                            const char *value, struct err *err);
/* All of them, in the order of the data. ret: malloc'd. */
MUST_CHECK enum err_code school_setting_list(struct session *session, struct school_setting **ret,
                                             size_t *ret_count, struct err *err);

#endif
