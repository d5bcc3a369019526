/* A list to choose from, in a box upon the screen: groups, orders, frameworks. */
#ifndef SUIVI_TUI_VIEW_CHOOSE_H
#define SUIVI_TUI_VIEW_CHOOSE_H

#include "tui/view.h"

/* The argument of view_choose; copied, the labels too. */
struct choose {
	const char *title;           /* translated */
	size_t count;
	const char (*labels)[LABEL_SIZE];
	size_t start;                /* where the cursor begins */
	void (*picked)(struct tui *tui, void *data, size_t index); /* the box is closed by then */
	void *data;
};

extern const struct view view_choose;

#endif
