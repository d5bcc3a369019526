/*
 * The terminal: started, stopped, suspended, resized; and the keys it sends.
 *
 * One struct term exists between term_start() and term_stop(). Curses and the
 * signal handlers have one state per process, so there is never a second one.
 * No other file of tui/ but term.c, theme.c and canvas.c calls curses.
 */
#ifndef SUIVI_TUI_TERM_H
#define SUIVI_TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/err.h"
#include "tui/theme.h"

struct term_options {
	const char *theme; /* see theme_start(); NULL: auto */
	bool ascii;        /* never draw anything but ASCII */
	bool mouse;        /* take the mouse; false leaves selecting to the terminal */
};

struct term {
	int rows, cols;
	bool utf8;    /* the locale is UTF-8 */
	bool ascii;   /* draw ASCII only: asked for, or the locale is not UTF-8 */
	bool console; /* the Linux console: its fonts lack most block elements */
	bool mouse;
	struct theme theme;
};

/*
 * Errors: WHY_NOT_A_TERMINAL when standard input or output is none,
 * WHY_TERMINAL_UNKNOWN when no description fits (place: TERM).
 */
MUST_CHECK enum err_code term_start(struct term *term, const struct term_options *options,
                                    struct err *err);
void term_stop(struct term *term); /* also after a failed start */

/* Other colours, or none, from the next drawing on. Returns whether there are colours. */
bool term_theme(struct term *term, const char *name);
/* Take the mouse, or leave it to the terminal. */
void term_mouse(struct term *term, bool on);

/* Give the screen back to the shell and stop, as Ctrl+Z does elsewhere; returns when continued. */
void term_suspend(struct term *term);

/* Leave the screen for a program of the user ($EDITOR), and come back. */
void term_leave(struct term *term);
void term_return(struct term *term);

enum input_kind {
	INPUT_NONE,    /* the time is over, or something without meaning came */
	INPUT_CHAR,    /* code: a code point, control characters among them */
	INPUT_SPECIAL, /* code: an enum special_key */
	INPUT_MOUSE,   /* mouse, row, col */
	INPUT_PASTE,   /* text, length */
	INPUT_RESIZE,  /* rows and cols of the term have changed, or all must be drawn again */
	INPUT_END,     /* hung up, asked to end, or no input any more: save and leave */
};

/* Keys without a character. F1 is SPECIAL_F0 + 1 up to SPECIAL_F0 + 24. */
enum special_key {
	SPECIAL_NONE,
	SPECIAL_UP,
	SPECIAL_DOWN,
	SPECIAL_LEFT,
	SPECIAL_RIGHT,
	SPECIAL_PAGE_UP,
	SPECIAL_PAGE_DOWN,
	SPECIAL_HOME,
	SPECIAL_END,
	SPECIAL_INSERT,
	SPECIAL_DELETE,
	SPECIAL_BACKSPACE,
	SPECIAL_BACK_TAB,
	SPECIAL_ENTER,
	SPECIAL_TAB,
	SPECIAL_ESCAPE,
	SPECIAL_F0 = 0x100,
	SPECIAL_F_LAST = SPECIAL_F0 + 24,
};

enum mouse_act { MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct key {
	enum input_kind kind;
	uint32_t code;
	enum mouse_act mouse;
	int row, col;
	const char *text; /* a paste: UTF-8 as it came, line ends as \n; until the next read */
	size_t length;
};

/*
 * The next key. timeout_ms: how long to wait; 0 not at all, below 0 for ever.
 *
 * Enter, Tab, Escape and Backspace (^H, ^?) are always INPUT_SPECIAL. A key
 * together with Alt, and sequences nobody knows, are swallowed whole, so that
 * no digit within one is taken for a level. Escape followed at once by another
 * key in the same write is Alt with that key.
 */
void term_read_key(struct term *term, int timeout_ms, struct key *ret);

/* Is a key or a signal waiting? For work cut in slices. */
bool term_pending(void);

/* Send everything drawn to the screen; full: as if nothing were there yet (^L). */
void term_show(struct term *term, bool full);

/* The cursor of the hardware, for screen readers and editing; row below 0 hides it. */
void term_cursor(struct term *term, int row, int col);

void term_bell(void);

/* Send a control sequence past curses (clipboard); bytes are sent as they are. */
void term_send(const char *bytes, size_t length);

#endif
