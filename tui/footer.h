/*
 * The key bar: what can be done here, as keys and words.
 *
 * Built from the table of actions and the keys in force. Whole items are left
 * out where there is no room, the last first; a word is never cut, and help
 * stays. No curses.
 */
#ifndef SUIVI_TUI_FOOTER_H
#define SUIVI_TUI_FOOTER_H

#include <stdbool.h>

#include "tui/keymap.h"

enum { FOOTER_ITEMS = 24 };

struct footer_item {
	enum action action;
	int col;       /* where it begins */
	int key_cols;  /* of the key; a space and the label follow */
	int cols;      /* of all of it */
	char key[32];
	char label[96];
};

struct footer {
	bool typed; /* letters are text here: show the other key of an action, Ctrl+Z for u */
	size_t count;
	struct footer_item items[FOOTER_ITEMS];
};

/*
 * items    in order of importance, ended by ACT_NONE; help need not be there
 * levels   levels of the scale in use: RATE_1 is shown as "1-4" and stands for
 *          all of them; 0: it is left out
 * allowed  whether an action can be done now; data is handed to it
 * label    what it is called here, translated; NULL, or its answer NULL: as the
 *          table says
 */
void footer_build(struct footer *footer, const struct keymap *map, const enum action items[],
                  int levels, int cols, bool ascii,
                  bool (*allowed)(void *data, enum action action),
                  const char *(*label)(void *data, enum action action), void *data);

/*
 * The first key of an action as shown; typed: where letters are text, the first
 * that is no letter if it has one. "" when it has none.
 */
void footer_key(const struct keymap *map, enum action action, bool typed, char *ret, size_t size);

/* The action at a column; ACT_NONE. */
enum action footer_at(const struct footer *footer, int col);

#endif
