/*
 * What suivi remembers of a person's choices, outside the file of the class.
 *
 * Two files of lines `name = value`: preferences, written by hand and only read
 * ($XDG_CONFIG_HOME/suivi/suivi.conf), and state, written by the program
 * ($XDG_STATE_HOME/suivi/state): who acts, last group, order, theme. A name set
 * in preferences wins. Unknown names are kept; a bad line is skipped. Losing
 * these files loses no data, so a failure to write them is no error. What can
 * stand in suivi.conf, and what is wrong with it: preference.h.
 */
#ifndef SUIVI_CORE_CONFIG_H
#define SUIVI_CORE_CONFIG_H

#include <stdio.h>

#include "db/err.h"
#include "db/rows.h"

enum { CONFIG_VALUE_SIZE = 256, CONFIG_FILE_MAX = 1 << 20 };

/* Called with each thing wrong with a file written by hand; the rest of it counts all the same. */
typedef void config_told_fn(void *ctx, const struct err *why);

/* ret "" when it is set nowhere. Returns whether it is. */
bool config_get(const char *name, char ret[CONFIG_VALUE_SIZE]);
/* Remember: in state, at once. A value of several lines or too long is not. */
void config_set(const char *name, const char *value);

/*
 * Split "name = value" in place, both without the blanks around them. false:
 * neither that nor a remark nor empty, for which *ret_name is NULL.
 */
bool config_split(char *line, char **ret_name, char **ret_value);

/*
 * Open a file written by hand for reading, never waiting for it: a FIFO, a
 * folder, a device or more than CONFIG_FILE_MAX bytes are refused. *ret NULL:
 * there is none.
 *
 * Errors: WHY_PREFERENCE_FILE, WHY_FILE_DENIED, WHY_FILE_IO.
 */
MUST_CHECK enum err_code config_open(const char *path, FILE **ret, struct err *err);

/*
 * A path in the user's data, config or state folder: config_place() whether the
 * folder is there or not, config_path() after making it. ret: malloc'd, NULL
 * without memory or home.
 */
enum config_folder { CONFIG_DATA, CONFIG_CONFIG, CONFIG_STATE };
char *config_place(enum config_folder folder, const char *name);
char *config_path(enum config_folder folder, const char *name);
/* Make each missing folder on the way to a file. path: written to, and as it was after. */
void config_make_folders(char *path);

#endif
