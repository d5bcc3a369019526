/*
 * Private to db/: names of files, and how a new one takes its place.
 *
 * A file is always written under a temporary name in the same folder, synced,
 * then renamed, and the folder synced: a reader sees the old one or the whole
 * new one.
 */
#ifndef SUIVI_DB_PATH_H
#define SUIVI_DB_PATH_H

#include <stdbool.h>

#include "db/err.h"

/*
 * The absolute path with links in its folder resolved, but not in its last
 * part (a file that is itself a link is refused later). ret: malloc'd.
 * Errors: WHY_FILE_MISSING when the folder does not exist.
 */
MUST_CHECK enum err_code path_full(const char *path, char **ret, struct err *err);

/* A new empty file beside path, mode 0600 whatever the umask. ret: malloc'd name. */
MUST_CHECK enum err_code path_temporary(const char *path, char **ret, struct err *err);

/*
 * Whether path_temporary() and path_publish() may write it: WHY_FILE_EXISTS
 * unless replace, WHY_FOLDER_MISSING, _FILE_DENIED, _READ_ONLY. Writes nothing.
 */
MUST_CHECK enum err_code path_try(const char *path, bool replace, struct err *err);

/* Sync temporary and rename it to path. replace false: WHY_FILE_EXISTS if path exists. */
MUST_CHECK enum err_code path_publish(const char *temporary, const char *path, bool replace,
                                      struct err *err);

/* Remove a temporary file and SQLite's journal beside it, if they are there. */
void path_discard(const char *temporary);

/* errno as an err about path, of what was to write or make; see err_of_errno(). */
enum err_code path_error(const char *path, const char *what, struct err *err);
/* The same, of what only reads. */
enum err_code path_unread(const char *path, const char *what, struct err *err);

#endif
