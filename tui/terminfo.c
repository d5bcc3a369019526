/* Descriptions of terminals. See terminfo.h. Apart, since <term.h> has a struct term too. */
#include "tui/terminfo.h"

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <term.h>
#include <unistd.h>

enum fit { FIT_UNKNOWN, FIT_DUMB, FIT_GOOD };

/* Can the cursor be sent anywhere? Nothing else is needed. */
static enum fit fits(const char *name)
{
	int found = 0;
	const char *move;
	enum fit fit;

	if (setupterm(name, STDOUT_FILENO, &found) == ERR)
		return found == 1 ? FIT_DUMB : FIT_UNKNOWN;
	move = tigetstr("cup");
	fit = move && move != (char *)-1 && *move ? FIT_GOOD : FIT_DUMB;
	(void)del_curterm(cur_term);
	return fit;
}

const char *terminfo_choose(void)
{
	static const char *const common[] = { "xterm-256color", "xterm", "linux", "vt100", "ansi" };
	const char *own = getenv("TERM");

	enum fit fit = own && *own ? fits(own) : FIT_UNKNOWN;

	if (fit == FIT_GOOD)
		return own;
	if (fit == FIT_DUMB)
		return NULL;
	for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
		if (fits(common[i]) == FIT_GOOD)
			return common[i];
	}
	return NULL;
}
