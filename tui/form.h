/*
 * One line being edited: letters, cursor, deleting; whole characters as a
 * reader sees them, so that é made of two code points goes at once.
 *
 * No curses. The text is clean at all times (see glyph_clean()): control
 * characters never get in, line ends become spaces.
 */
#ifndef SUIVI_TUI_FORM_H
#define SUIVI_TUI_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/term.h"

enum { FORM_SIZE = 4001 * 4 };

struct form {
	char text[FORM_SIZE]; /* UTF-8 */
	size_t length;        /* bytes */
	size_t cursor;        /* bytes before it; at a boundary of characters */
	size_t limit;         /* most characters (code points) it may hold */
	size_t first;         /* first byte on screen */
};

/*
 * limit: code points. text is cleaned; NULL: empty; one beyond the limit is kept
 * as far as FORM_SIZE goes, and can only get shorter. The cursor goes to the end.
 */
void form_init(struct form *form, size_t limit, const char *text);

/* Type a character, or paste a text. false: it does not fit any more, nothing changed. */
bool form_type(struct form *form, uint32_t code);
bool form_paste(struct form *form, const char *text);

/*
 * A key that edits: arrows, Home, End, Del, Backspace, and ^A ^E ^K ^U ^W as
 * in a shell. Returns whether it was one (Enter and Escape are not).
 */
bool form_key(struct form *form, const struct key *key);

/*
 * What to show in cols columns, the cursor among them. ret: from form->first,
 * size bytes; ret_cursor: column of the cursor. Scrolls as needed.
 */
void form_show(struct form *form, int cols, char *ret, size_t size, int *ret_cursor);

#endif
