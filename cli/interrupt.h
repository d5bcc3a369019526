/*
 * Ctrl-C and its kin: a flag that long work looks at.
 *
 * The first signal only sets the flag: work stops, is rolled back and said so.
 * The second one ends the program at once; the file recovers by its journal.
 */
#ifndef SUIVI_CLI_INTERRUPT_H
#define SUIVI_CLI_INTERRUPT_H

#include <stdbool.h>

#include "db/err.h"

/* Catch SIGINT, SIGTERM and SIGHUP; ignore SIGPIPE and SIGXFSZ, which become errors of write. */
void interrupt_start(void);

/* Shaped for db_on_progress(); ctx is not used. */
bool interrupt_seen(void *ctx);

/* WHY_INTERRUPTED if a signal came. */
MUST_CHECK enum err_code interrupt_check(struct err *err);

/*
 * Wait until there is something to read on a descriptor. false: interrupted,
 * however close to the call the signal came.
 */
bool interrupt_wait(int fd);

#endif
