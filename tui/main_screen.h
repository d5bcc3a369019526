/*
 * Between the files of the main screen only: view_main.c puts them together,
 * main_layout.c places the panes, main_rate.c rates, main_choose.c asks.
 */
#ifndef SUIVI_TUI_MAIN_SCREEN_H
#define SUIVI_TUI_MAIN_SCREEN_H

#include "tui/pane.h"
#include "tui/view.h"

enum main_pane { PANE_TREE, PANE_STUDENTS, PANE_GRID, PANE_DETAIL, PANE_COUNT };

enum main_layout {
	LAYOUT_WIDE,   /* three panes and the detail box */
	LAYOUT_MEDIUM, /* list over tree, grid at the right */
	LAYOUT_SINGLE, /* one pane, names of all on top */
	LAYOUT_SMALL,  /* one list, no borders */
};

struct main_screen {
	struct tui *tui;
	struct follow follow;
	struct pane panes[PANE_COUNT];
	bool visible[PANE_COUNT];
	bool offered; /* the meetings that were not ended */
	bool comment_stale; /* the comment being typed is ahead of its draft */
	struct rect boxes[PANE_COUNT]; /* with their borders */
	enum main_layout layout;
	enum main_pane focus; /* never PANE_DETAIL */
	enum fill filling;    /* what is filled, with which level, while it is asked */
	int filling_level;
	bool ended; /* the last one was just rated: a further digit is nobody's */
	char asked_day[DATE_SIZE]; /* of the occasion, while its kind is asked */
};

/* Choose the layout for a rectangle and place the panes. */
void main_place(struct main_screen *screen, struct rect rect);
/* Draw borders, titles and panes. */
void main_draw(struct main_screen *screen, struct rect rect);

/* Actions of rating; false: none of these. */
bool main_rate(struct main_screen *screen, enum action action);
/* The comment being typed, if one is, goes to its draft. */
void main_draft(struct main_screen *screen);
/* Actions that ask first: search, sort, group, framework, occasion, export; false: none. */
bool main_ask(struct main_screen *screen, enum action action);

/* Say an error in the message row. */
void main_error(struct main_screen *screen, const struct err *err);

#endif
