/*
 * Colour roles: what a text is, never which colour it has.
 *
 * A theme is resolved once, when the terminal is started; drawing then asks
 * for a role. Nothing is said by colour alone, so the mono theme loses
 * nothing: there the levels go underline, normal, bold, reverse.
 */
#ifndef SUIVI_TUI_THEME_H
#define SUIVI_TUI_THEME_H

#include <stdbool.h>

enum role {
	ROLE_TEXT,
	ROLE_FOCUS,  /* the item the keys act on; views put a > before it too */
	ROLE_TITLE,
	ROLE_LEVEL1, /* lowest … */
	ROLE_LEVEL2,
	ROLE_LEVEL3,
	ROLE_LEVEL4,
	ROLE_LEVEL5,
	ROLE_LEVEL6, /* … highest; see theme_level() */
	ROLE_WARNING,
	ROLE_ERROR,
	ROLE_MUTED,
	ROLE_BORDER,
	ROLE_KEY,    /* a key shown to the user */
	ROLE_COUNT
};

struct theme {
	unsigned attrs[ROLE_COUNT]; /* curses attributes, without the pair */
	short pairs[ROLE_COUNT];    /* curses colour pairs; 0: the terminal's own */
};

/*
 * After curses has started, and again for other colours. name: auto, light, dark, contrast or mono; NULL or
 * unknown: auto, which asks COLORFGBG whether the background is light. A
 * non-empty NO_COLOR, or fewer than 8 colours, gives mono. Returns whether
 * there are colours now.
 */
bool theme_start(struct theme *theme, const char *name);

/* Is this the name of a theme? For options and settings. */
bool theme_known(const char *name);

/*
 * The role of a level on a scale of count levels: the lowest is ROLE_LEVEL1,
 * the highest ROLE_LEVEL6, others spread between. Outside 1..count: ROLE_MUTED.
 */
enum role theme_level(int digit, int count);

#endif
