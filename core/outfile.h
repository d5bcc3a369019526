/*
 * A file being written: under a temporary name in the same folder, mode 0600,
 * synced and renamed when it is whole; "-" is standard output. What stands under
 * the name is replaced only where that was agreed to; a database never is.
 */
#ifndef SUIVI_CORE_OUTFILE_H
#define SUIVI_CORE_OUTFILE_H

#include <stdbool.h>
#include <stdio.h>

#include "db/err.h"

struct outfile {
	FILE *stream;    /* write here */
	char *path;      /* NULL: standard output */
	char *temporary;
	bool replace;
};

/*
 * replace: a file of that name may go; else it is refused, here and at the closing.
 * Errors: WHY_OUTPUT_EXISTS, WHY_FILE_EXISTS (a database), WHY_FILE_DENIED,
 * WHY_FOLDER_MISSING, WHY_DISK_FULL…
 */
MUST_CHECK enum err_code outfile_open(struct outfile *file, const char *path, bool replace,
                                      struct err *err);
/* rc ERR_OK: sync and put in place; else remove. ret: rc, or what failed. Always releases. */
MUST_CHECK enum err_code outfile_close(struct outfile *file, enum err_code rc, struct err *err);

#endif
