/*
 * What a person sees: a program on a pseudo-terminal, drawn by libvterm.
 *
 * Nothing here sleeps. Waiting means reading what the program draws until it
 * has taken all its input, waits for more, and has drawn nothing for a moment.
 */
#ifndef SUIVI_TESTS_TUI_SCREEN_H
#define SUIVI_TESTS_TUI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <vterm.h>

#include "tests/tui/child.h"

struct screen {
	struct child child;
	VTerm *vterm;
	VTermScreen *cells;
	int rows, cols;
	size_t drawn;      /* bytes the program has sent since the last screen_send() */
	bool alternate;    /* the screen of full-screen programs is on */
	bool cursor_shown;
	bool mouse;        /* the program takes the mouse */
	char title[256];   /* what it has named the window */
	char held[8];      /* beginning of what may be a sequence that libvterm gets wrong */
	size_t held_count;
	char last;         /* the character that a repetition repeats; 0: none */
	VTermScreenCallbacks callbacks;
};

/* Start argv in folder. false: the reason is in errno. */
bool screen_start(struct screen *screen, char *const argv[], char *const env[], const char *folder,
                  int rows, int cols);
void screen_release(struct screen *screen);

/* Take in what has been drawn, waiting at most wait_ms for it. Returns whether anything came. */
bool screen_read(struct screen *screen, int wait_ms);
/* Take in all until the program waits for more; at most limit_ms. false: it never did. */
bool screen_settle(struct screen *screen, int limit_ms);

void screen_send(struct screen *screen, const char *bytes, size_t length);
void screen_paste(struct screen *screen, const char *text);
/* button: 1 left, 4 wheel up, 5 wheel down; pressed and released. */
void screen_click(struct screen *screen, int row, int col, int button);
void screen_resize(struct screen *screen, int rows, int cols);
void screen_hang_up(struct screen *screen);

/* Does the program ask for pastes to be marked? */
bool screen_marks_pastes(struct screen *screen);

#endif
