/*
 * What suivi remembers of a person's choices, outside the file of the class.
 *
 * Two files of lines `name = value`: preferences, written by hand and only read
 * ($XDG_CONFIG_HOME/suivi/suivi.conf), and state, written by the program
 * ($XDG_STATE_HOME/suivi/state): who acts, last group, order, theme. A name set
 * in preferences wins. Unknown names are kept; a bad line is skipped. Losing
 * these files loses no data, so a failure to write them is no error.
 */
#ifndef SUIVI_CORE_CONFIG_H
#define SUIVI_CORE_CONFIG_H

#include "db/rows.h"

enum { CONFIG_VALUE_SIZE = 256 };

/* ret "" when it is set nowhere. Returns whether it is. */
bool config_get(const char *name, char ret[CONFIG_VALUE_SIZE]);
/* Remember: in state, at once. A value of several lines or too long is not. */
void config_set(const char *name, const char *value);

/* First line of suivi.conf that could not be read, from 1; 0: none. */
long config_bad_line(void);

/* A path in the user's data, config or state folder, which is made. ret: malloc'd, NULL without memory or home. */
enum config_folder { CONFIG_DATA, CONFIG_CONFIG, CONFIG_STATE };
char *config_path(enum config_folder folder, const char *name);

#endif
