/*
 * Progress of long work, on standard error and on a terminal only: after 0.3 s
 * a message, after 1 s a bar with counts. Leaves no trace at the end.
 */
#ifndef SUIVI_CLI_PROGRESS_H
#define SUIVI_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	const char *what;  /* translated: "Importing…"; borrowed */
	bool visible;      /* there is a terminal, and it may be used */
	bool shown;        /* something stands on the line */
	int64_t begun_ms;
	int64_t drawn_ms;
};

void progress_init(struct progress *progress, const char *what, bool quiet);

/*
 * Say how far it is; of 0: unknown. Cheap: draws ten times a second at most.
 * ret: false when the user interrupted. ctx is a struct progress, so that the
 * function fits import_options.
 */
bool progress_step(void *ctx, long done, long of);

/* The same without counts, for db_on_progress(): true stops. */
bool progress_stop(void *ctx);

void progress_end(struct progress *progress);

#endif
