/*
 * A text in the user's own editor ($VISUAL, $EDITOR, else nano).
 *
 * The editor has a process group of its own in the foreground of the terminal,
 * so that its keys are its own. Stopped (Ctrl+Z in vim), this program stops
 * with it as a shell expects, and both go on together; where nothing waits for
 * them, the editor goes on at once. A hang-up or TERM meant for this program
 * ends the editor first, and is then seen by the loop. The text is in a folder
 * of its own, mode 0700, which goes with all that the editor left in it.
 */
#ifndef SUIVI_TUI_EDITOR_H
#define SUIVI_TUI_EDITOR_H

#include <stddef.h>

#include "tui/term.h"

enum editor_end {
	EDITOR_FINE,    /* ended well; what it left is in ret */
	EDITOR_SAVED,   /* ended badly; what it had saved until then is in ret */
	EDITOR_BAD,     /* ended badly and saved nothing: ret is untouched */
	EDITOR_MISSING, /* there is no such program */
	EDITOR_LONG,    /* more than ret holds: left in the file, whose path is in ret */
	EDITOR_FAILED,  /* no file or no process could be made */
};

/*
 * text  what is to be edited, UTF-8
 * ret   size bytes: what came back, as UTF-8 whatever it was in; without line
 *       ends at its end and without NUL
 */
enum editor_end editor_run(struct term *term, const char *text, char *ret, size_t size);

/* The program that would be run, as set. */
const char *editor_name(void);

#endif
