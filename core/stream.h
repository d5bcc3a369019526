/*
 * The end of what was written to a stream, and the true reason where it failed.
 */
#ifndef SUIVI_CORE_STREAM_H
#define SUIVI_CORE_STREAM_H

#include <stdbool.h>
#include <stdio.h>

#include "db/err.h"

/*
 * Flush; all that was written before has then reached the system, or:
 *
 * Errors: WHY_OUTPUT_UNREAD (a pipe nobody reads), those of err_of_errno(),
 * WHY_OUTPUT_FAILED where the system does not say. name: the place of the
 * error; "-" for standard output.
 */
MUST_CHECK enum err_code stream_flush(FILE *stream, const char *name, struct err *err);

/* The same, and to the disk, before the file takes its place. */
MUST_CHECK enum err_code stream_sync(FILE *stream, const char *name, struct err *err);

/* Is this the pipe of standard output, closed by who had read enough? Nothing to complain of. */
bool stream_unread(const struct err *err);

#endif
