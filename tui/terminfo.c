/* Descriptions of terminals. See terminfo.h. Apart, since <term.h> has a struct term too. */
#include "tui/terminfo.h"

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <term.h>
#include <unistd.h>

/* Can the cursor be sent anywhere? Nothing else is needed. */
static bool fits(const char *name)
{
	int found = 0;
	const char *move;
	bool result;

	if (setupterm(name, STDOUT_FILENO, &found) == ERR || found != 1)
		return false;
	move = tigetstr("cup");
	result = move && move != (char *)-1 && *move;
	(void)del_curterm(cur_term);
	return result;
}

const char *terminfo_choose(void)
{
	static const char *const common[] = { "xterm-256color", "xterm", "linux", "vt100", "ansi" };
	const char *own = getenv("TERM");

	if (own && *own && fits(own))
		return own;
	for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
		if (fits(common[i]))
			return common[i];
	}
	return NULL;
}
