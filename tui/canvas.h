/*
 * The canvas: what is drawn is noted row by row, and reaches curses when shown.
 *
 * A view draws its whole screen anew for each key, while the key changed a row
 * or two. So a row noted as it was last shown is left alone; only the others
 * are drawn, in the order noted, upon what is there. Between draw.c and
 * term.c: nobody else calls this. One screen per process, as in curses.
 */
#ifndef SUIVI_TUI_CANVAS_H
#define SUIVI_TUI_CANVAS_H

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>

/* Which sides of a cell a border goes to. */
enum side { SIDE_UP = 1, SIDE_DOWN = 2, SIDE_LEFT = 4, SIDE_RIGHT = 8 };

/* How it looks. */
struct ink {
	attr_t attrs;
	short pair;
};

/* All on one row of the screen and within its columns. text: cleaned, see glyph.h. */
void canvas_text(int row, int col, struct ink ink, const char *text);
void canvas_spaces(int row, int col, int cols, struct ink ink);
/* A border through cols cells from col on, joined to what border is there. */
void canvas_border(int row, int col, int cols, int sides, bool ascii, struct ink ink);

/* Give curses the rows that differ. Where the cursor stands is kept. */
void canvas_show(void);
/* Everything is to be drawn again: nobody knows what is on the screen. */
void canvas_forget(void);
void canvas_release(void);

#endif
