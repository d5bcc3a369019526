/*
 * Drawing: text in a rectangle, boxes, level bars. Nothing outside the
 * rectangle is touched; every text is cleaned and cut on the way.
 *
 * Rows and columns count from 0 at the top left of the screen. Parts that do
 * not fit on the screen are left out.
 */
#ifndef SUIVI_TUI_DRAW_H
#define SUIVI_TUI_DRAW_H

#include "tui/term.h"

struct rect {
	int row, col, rows, cols;
};

enum draw_flags {
	DRAW_LEFT = 0,
	DRAW_RIGHT = 1 << 0,
	DRAW_CENTRE = 1 << 1,
	DRAW_FOCUS = 1 << 2, /* on top of the role: this line has the focus */
	DRAW_BOLD = 1 << 3,
	DRAW_TIGHT = 1 << 4, /* do not fill the rest of cols with spaces */
};

/* The rectangle within a box's border. */
struct rect rect_inside(struct rect box);
bool rect_holds(struct rect rect, int row, int col);

void draw_clear(const struct term *term, struct rect rect);

/*
 * One line: cleaned, cut with …, padded to cols. Returns the columns the text
 * itself takes, so that another can follow.
 */
int draw_text(const struct term *term, int row, int col, int cols, enum role role, int flags,
              const char *text);

/*
 * A text wrapped on words, from its line skip on. Returns how many lines the
 * whole text has at this width, so that a caller can scroll it. A rectangle
 * without rows only counts.
 */
int draw_wrapped(const struct term *term, struct rect rect, enum role role, int skip,
                 const char *text);

/*
 * A border, with a title upon its top line (NULL: none). Where it meets
 * borders drawn before, the lines are joined (┬ ┼ ┤). active: the pane with
 * the focus; its title is shown in bold.
 */
void draw_box(const struct term *term, struct rect rect, const char *title, bool active);
/* A line across, from border to border: ├────┤, with a title or NULL. */
void draw_rule(const struct term *term, int row, int col, int cols, const char *title);

/*
 * How far a level is on its scale, four columns wide: ██▒░, in ASCII ##+-.
 * value  hundredths of a level, below 0: a dot, nothing is known
 * count  levels of the scale
 */
void draw_level(const struct term *term, int row, int col, int value, int count, int flags);

#endif
