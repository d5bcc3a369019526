/*
 * A list: how many rows, where the cursor is, which rows are on screen.
 *
 * Knows positions only, neither rows nor windows. Invariants: cursor < count
 * (0 when empty), and the cursor is within [top, top + height) once the height
 * is known, so that drawing has nothing to decide.
 */
#ifndef SUIVI_TUI_LIST_H
#define SUIVI_TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/action.h"

struct list {
	size_t count;
	size_t cursor;
	size_t top;    /* first row on screen */
	size_t height; /* rows on screen; 0: not drawn yet */
};

void list_init(struct list *list); /* empty */

/* Rows came or went; the cursor keeps its place as far as there is one. */
void list_set_count(struct list *list, size_t count);
/* The window has this many rows now. */
void list_set_height(struct list *list, size_t height);

void list_go(struct list *list, size_t index); /* clamped to the last */
void list_move(struct list *list, long by);    /* clamped at both ends */
void list_scroll(struct list *list, long by);  /* the window; the cursor stays in it */

/*
 * UP, DOWN, PAGE_UP, PAGE_DOWN, TOP, BOTTOM. A page keeps one row in sight.
 * Returns whether it was one of these.
 */
bool list_act(struct list *list, enum action action);

/* The row at a line of the window, (size_t)-1 where there is none. */
size_t list_at(const struct list *list, int line);

#endif
