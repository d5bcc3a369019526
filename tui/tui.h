/* The screens, started by cli when no verb is given. */
#ifndef SUIVI_TUI_TUI_H
#define SUIVI_TUI_TUI_H

#include <stdbool.h>

#include "core/session.h"

struct tui_options {
	struct session *session; /* borrowed, open */
	bool accessible;         /* linear: no alternate screen, no borders, levels in words */
	bool anonymous;          /* begin with names hidden */
	bool ascii;              /* draw ASCII only */
	bool no_mouse;           /* leave selecting to the terminal */
	const char *theme;       /* auto, light, dark, contrast, mono; NULL: the remembered one */
};

/*
 * Run the screens until the user leaves, or is made to (SIGHUP, SIGTERM, the
 * terminal is gone). The language has been started. The terminal is given back
 * as it was, whatever happens; nothing is printed.
 *
 * Errors: those of term_start().
 */
MUST_CHECK enum err_code tui_run(const struct tui_options *options, struct err *err);

#endif
