/* Colour roles and themes. See theme.h. */
#include "tui/theme.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

enum { OWN = -1 }; /* the terminal's own colour */

/* One role in one theme: colours of a 256-colour and of an 8-colour terminal. */
struct paint {
	short fore, back;   /* 256 colours */
	short fore8, back8; /* 8 colours */
	unsigned attrs, attrs8;
};

#define PLAIN(attrs)               { OWN, OWN, OWN, OWN, attrs, attrs }
#define INK(fore, fore8, attrs8)   { fore, OWN, fore8, OWN, 0, attrs8 }

/*
 * Levels go from yellow to cyan: told apart with any kind of red-green
 * blindness. Never plain blue or bright black, which many terminals show as
 * good as invisible.
 */
static const struct paint dark[ROLE_COUNT] = {
	[ROLE_TEXT] = PLAIN(0),
	[ROLE_FOCUS] = PLAIN(A_REVERSE),
	[ROLE_TITLE] = PLAIN(A_BOLD),
	[ROLE_LEVEL1] = INK(220, COLOR_YELLOW, A_BOLD),
	[ROLE_LEVEL2] = INK(186, COLOR_YELLOW, 0),
	[ROLE_LEVEL3] = INK(187, COLOR_YELLOW, 0),
	[ROLE_LEVEL4] = INK(152, COLOR_CYAN, 0),
	[ROLE_LEVEL5] = INK(117, COLOR_CYAN, 0),
	[ROLE_LEVEL6] = INK(51, COLOR_CYAN, A_BOLD),
	[ROLE_WARNING] = INK(214, COLOR_YELLOW, A_BOLD),
	[ROLE_ERROR] = { 210, OWN, COLOR_RED, OWN, A_BOLD, A_BOLD },
	[ROLE_MUTED] = INK(247, OWN, 0),
	[ROLE_BORDER] = INK(247, OWN, 0),
	[ROLE_KEY] = { 117, OWN, COLOR_CYAN, OWN, A_BOLD, A_BOLD },
};

/* On white, yellow and cyan are readable as a background only when there are but 8 colours. */
static const struct paint light[ROLE_COUNT] = {
	[ROLE_TEXT] = PLAIN(0),
	[ROLE_FOCUS] = PLAIN(A_REVERSE),
	[ROLE_TITLE] = PLAIN(A_BOLD),
	[ROLE_LEVEL1] = { 94, OWN, COLOR_BLACK, COLOR_YELLOW, A_BOLD, 0 },
	[ROLE_LEVEL2] = { 94, OWN, COLOR_BLACK, COLOR_YELLOW, 0, 0 },
	[ROLE_LEVEL3] = { 58, OWN, OWN, OWN, 0, 0 },
	[ROLE_LEVEL4] = { 23, OWN, OWN, OWN, 0, A_BOLD },
	[ROLE_LEVEL5] = { 30, OWN, COLOR_BLACK, COLOR_CYAN, 0, 0 },
	[ROLE_LEVEL6] = { 30, OWN, COLOR_BLACK, COLOR_CYAN, A_BOLD, 0 },
	[ROLE_WARNING] = { 130, OWN, COLOR_RED, OWN, A_BOLD, 0 },
	[ROLE_ERROR] = { 124, OWN, COLOR_RED, OWN, A_BOLD, A_BOLD },
	[ROLE_MUTED] = INK(240, OWN, 0),
	[ROLE_BORDER] = INK(240, OWN, 0),
	[ROLE_KEY] = { 23, OWN, OWN, OWN, A_BOLD, A_BOLD },
};

static const struct paint contrast[ROLE_COUNT] = {
	[ROLE_TEXT] = { 15, 0, COLOR_WHITE, COLOR_BLACK, 0, A_BOLD },
	[ROLE_FOCUS] = { 0, 15, COLOR_BLACK, COLOR_WHITE, A_BOLD, 0 },
	[ROLE_TITLE] = { 15, 0, COLOR_WHITE, COLOR_BLACK, A_BOLD | A_UNDERLINE,
	                 A_BOLD | A_UNDERLINE },
	[ROLE_LEVEL1] = { 0, 226, COLOR_BLACK, COLOR_YELLOW, 0, 0 },
	[ROLE_LEVEL2] = { 226, 0, COLOR_YELLOW, COLOR_BLACK, A_BOLD, A_BOLD },
	[ROLE_LEVEL3] = { 229, 0, COLOR_YELLOW, COLOR_BLACK, 0, A_BOLD },
	[ROLE_LEVEL4] = { 195, 0, COLOR_CYAN, COLOR_BLACK, 0, A_BOLD },
	[ROLE_LEVEL5] = { 51, 0, COLOR_CYAN, COLOR_BLACK, A_BOLD, A_BOLD },
	[ROLE_LEVEL6] = { 0, 51, COLOR_BLACK, COLOR_CYAN, 0, 0 },
	[ROLE_WARNING] = { 0, 226, COLOR_BLACK, COLOR_YELLOW, A_BOLD, 0 },
	[ROLE_ERROR] = { 15, 160, COLOR_WHITE, COLOR_RED, A_BOLD, A_BOLD },
	[ROLE_MUTED] = { 15, 0, COLOR_WHITE, COLOR_BLACK, 0, A_BOLD },
	[ROLE_BORDER] = { 15, 0, COLOR_WHITE, COLOR_BLACK, 0, A_BOLD },
	[ROLE_KEY] = { 226, 0, COLOR_YELLOW, COLOR_BLACK, A_BOLD, A_BOLD },
};

static const struct paint mono[ROLE_COUNT] = {
	[ROLE_TEXT] = PLAIN(0),
	[ROLE_FOCUS] = PLAIN(A_REVERSE),
	[ROLE_TITLE] = PLAIN(A_BOLD),
	[ROLE_LEVEL1] = PLAIN(A_UNDERLINE),
	[ROLE_LEVEL2] = PLAIN(A_UNDERLINE),
	[ROLE_LEVEL3] = PLAIN(0),
	[ROLE_LEVEL4] = PLAIN(A_BOLD),
	[ROLE_LEVEL5] = PLAIN(A_BOLD),
	[ROLE_LEVEL6] = PLAIN(A_REVERSE),
	[ROLE_WARNING] = PLAIN(A_BOLD),
	[ROLE_ERROR] = PLAIN(A_BOLD),
	[ROLE_MUTED] = PLAIN(0),
	[ROLE_BORDER] = PLAIN(0),
	[ROLE_KEY] = PLAIN(A_BOLD),
};

static const char *const names[] = { "auto", "light", "dark", "contrast", "mono" };

bool theme_known(const char *name)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

/* COLORFGBG is "foreground;background" or "foreground;default;background". */
static bool background_is_light(void)
{
	const char *value = getenv("COLORFGBG");
	const char *last = value ? strrchr(value, ';') : NULL;

	return last && (strcmp(last, ";7") == 0 || strcmp(last, ";15") == 0);
}

static const struct paint *choose(const char *name)
{
	const char *no_color = getenv("NO_COLOR");

	if ((no_color && *no_color) || !has_colors() || start_color() == ERR || COLORS < 8)
		return mono;
	if (name && strcmp(name, "mono") == 0)
		return mono;
	if (name && strcmp(name, "contrast") == 0)
		return contrast;
	if (name && strcmp(name, "light") == 0)
		return light;
	if (name && strcmp(name, "dark") == 0)
		return dark;
	return background_is_light() ? light : dark;
}

/* The pair of these two colours: made when new, 0 when there is none left. */
static short pair_of(short fore, short back, bool own, short *ret_used)
{
	if (fore == OWN && back == OWN)
		return 0;
	if (!own && fore == OWN)
		fore = COLOR_WHITE;
	if (!own && back == OWN)
		back = COLOR_BLACK;
	for (short i = 1; i <= *ret_used; i++) {
		short f, b;

		if (pair_content(i, &f, &b) == OK && f == fore && b == back)
			return i;
	}
	if (*ret_used + 1 >= COLOR_PAIRS || init_pair((short)(*ret_used + 1), fore, back) == ERR)
		return 0;
	return ++*ret_used;
}

bool theme_start(struct theme *theme, const char *name)
{
	const struct paint *paints = choose(name);
	bool rich = paints != mono && COLORS >= 256;
	bool own = paints != mono && use_default_colors() == OK;
	short used = 0;

	for (int i = 0; i < ROLE_COUNT; i++) {
		const struct paint *paint = &paints[i];

		theme->attrs[i] = rich ? paint->attrs : paint->attrs8;
		theme->pairs[i] = 0;
		if (paints != mono)
			theme->pairs[i] = pair_of(rich ? paint->fore : paint->fore8,
			        rich ? paint->back : paint->back8, own, &used);
	}
	return paints != mono;
}

enum role theme_level(int digit, int count)
{
	if (digit < 1 || digit > count)
		return ROLE_MUTED;
	if (count < 2)
		return ROLE_LEVEL6;
	return (enum role)(ROLE_LEVEL1 + ((digit - 1) * 10 + count - 1) / (2 * (count - 1)));
}
