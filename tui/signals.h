/*
 * Signals, turned into something to read.
 *
 * A handler only marks the signal and writes a byte into a pipe, so that
 * waiting for a key ends at once and no signal slips in between. One set of
 * handlers exists per process, while the screens are on.
 */
#ifndef SUIVI_TUI_SIGNALS_H
#define SUIVI_TUI_SIGNALS_H

#include <stdbool.h>

enum signals_seen {
	SIGNALS_END = 1 << 0,      /* SIGHUP, SIGTERM, SIGINT: save and leave */
	SIGNALS_SUSPEND = 1 << 1,  /* SIGTSTP */
	SIGNALS_CONTINUE = 1 << 2, /* SIGCONT: the screen may hold anything */
	SIGNALS_RESIZE = 1 << 3,   /* SIGWINCH */
	SIGNALS_CHILD = 1 << 4,    /* SIGCHLD, while it is wanted */
};

/* Take over the signals; SIGPIPE and SIGXFSZ are ignored: writing says so itself. */
bool signals_start(void);
void signals_stop(void); /* put back what was there */

int signals_fd(void);    /* readable when a signal came */
int signals_take(void);  /* enum signals_seen since the last call */
bool signals_waiting(void);
/* Whether the end or stop of a process that was started is to be read here, too. */
void signals_children(bool wanted);

/* Stop this process for real, as SIGTSTP does where nobody caught it. */
void signals_stop_self(void);

#endif
