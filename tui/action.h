/*
 * Actions: what keys do, and the table that says so (actions.def).
 *
 * Views switch on an enum action, never on a key. No curses here.
 */
#ifndef SUIVI_TUI_ACTION_H
#define SUIVI_TUI_ACTION_H

#include <stddef.h>

/* Kinds of views, one bit each; an action names those it works in. */
enum where {
	WHERE_MAIN = 1 << 0,  /* students, competencies and the grid of one student */
	WHERE_GROUP = 1 << 1, /* the grid of a whole class */
	WHERE_LIST = 1 << 2,  /* any other list: messages, choices */
	WHERE_ENTRY = 1 << 3, /* typing: letters are text, so only other keys act */
	WHERE_IMPORT = 1 << 4, /* the preview of a class list */
	WHERE_MEETING = 1 << 5, /* a meeting under way */
	WHERE_ROWS = 1 << 6, /* a list that leads on: agenda, supports, class map */
	WHERE_SHEET = 1 << 7, /* a numbered sheet of levels */
	WHERE_GRADES = 1 << 8, /* the sheet of grades: letters are typed, as in an entry */
	WHERE_COUNT = 9,

	WHERE_RATING = WHERE_MAIN | WHERE_GROUP,
	WHERE_LEVELS = WHERE_RATING | WHERE_MEETING | WHERE_SHEET, /* digits give levels */
	WHERE_ALL = WHERE_LEVELS | WHERE_LIST | WHERE_IMPORT | WHERE_ROWS,
	WHERE_EVERY = WHERE_ALL | WHERE_ENTRY | WHERE_GRADES,
};

enum action {
	ACT_NONE,
#define ACTION(id, ...) ACT_##id,
#include "tui/actions.def"
#undef ACTION
	ACT_COUNT
};

struct action_info {
	const char *name;  /* "rate-1"; never translated */
	const char *keys;  /* default keys, separated by spaces */
	int where;
	const char *label; /* English; translate with _() when shown, like help */
	const char *help;
};

extern const struct action_info actions[ACT_COUNT]; /* actions[ACT_NONE] is empty */

/* ACT_NONE if there is none of this name. */
enum action action_by_name(const char *name);

#endif
