/*
 * A file being written: under a temporary name in the same folder, mode 0600,
 * synced and renamed when it is whole; "-" is standard output. What stood under
 * the name is replaced, unless it is a database.
 */
#ifndef SUIVI_CORE_OUTFILE_H
#define SUIVI_CORE_OUTFILE_H

#include <stdio.h>

#include "db/err.h"

struct outfile {
	FILE *stream;    /* write here */
	char *path;      /* NULL: standard output */
	char *temporary;
};

/* Errors: WHY_FILE_EXISTS (a database), WHY_FILE_DENIED, WHY_FILE_MISSING (the folder), WHY_DISK_FULL… */
MUST_CHECK enum err_code outfile_open(struct outfile *file, const char *path, struct err *err);
/* rc ERR_OK: sync and put in place; else remove. ret: rc, or what failed. Always releases. */
MUST_CHECK enum err_code outfile_close(struct outfile *file, enum err_code rc, struct err *err);

#endif
