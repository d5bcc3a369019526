/* Names of keys in scenarios. See keyname.h. */
#include "tests/tui/keyname.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	const char *xterm; /* with the keypad in application mode, as curses asks for */
	const char *console;
} keys[] = {
	{ "Enter", "\r", "\r" },
	{ "Tab", "\t", "\t" },
	{ "S-Tab", "\033[Z", "\033\t" },
	{ "Esc", "\033", "\033" },
	{ "Space", " ", " " },
	{ "Backspace", "\x7f", "\x7f" },
	{ "Up", "\033OA", "\033[A" },
	{ "Down", "\033OB", "\033[B" },
	{ "Right", "\033OC", "\033[C" },
	{ "Left", "\033OD", "\033[D" },
	{ "Home", "\033OH", "\033[1~" },
	{ "End", "\033OF", "\033[4~" },
	{ "Insert", "\033[2~", "\033[2~" },
	{ "Delete", "\033[3~", "\033[3~" },
	{ "PgUp", "\033[5~", "\033[5~" },
	{ "PgDn", "\033[6~", "\033[6~" },
	{ "F1", "\033OP", "\033[[A" },
	{ "F2", "\033OQ", "\033[[B" },
	{ "F3", "\033OR", "\033[[C" },
	{ "F4", "\033OS", "\033[[D" },
	{ "F5", "\033[15~", "\033[[E" },
	{ "F6", "\033[17~", "\033[17~" },
	{ "F7", "\033[18~", "\033[18~" },
	{ "F8", "\033[19~", "\033[19~" },
	{ "F9", "\033[20~", "\033[20~" },
	{ "F10", "\033[21~", "\033[21~" },
	{ "F11", "\033[23~", "\033[23~" },
	{ "F12", "\033[24~", "\033[24~" },
	/* PuTTY, which says it is an xterm */
	{ "PuTTY-F1", "\033[11~", "\033[11~" },
	{ "PuTTY-F2", "\033[12~", "\033[12~" },
	{ "PuTTY-F3", "\033[13~", "\033[13~" },
	{ "PuTTY-F4", "\033[14~", "\033[14~" },
};

static bool is_one_character(const char *name)
{
	size_t i = 1;

	while (((unsigned char)name[i] & 0xC0) == 0x80)
		i++;
	return name[0] != '\0' && name[i] == '\0';
}

bool keyname_bytes(const char *name, const char *terminal, char *ret, size_t size)
{
	bool console = strncmp(terminal, "linux", 5) == 0;

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (strcmp(name, keys[i].name) == 0) {
			(void)snprintf(ret, size, "%s",
			        console ? keys[i].console : keys[i].xterm);
			return true;
		}
	}
	if (name[0] == '^' && name[1] >= '?' && name[1] <= '_' && name[2] == '\0')
		(void)snprintf(ret, size, "%c", name[1] ^ 0x40);
	else if (strncmp(name, "M-", 2) == 0 && is_one_character(name + 2))
		(void)snprintf(ret, size, "\033%s", name + 2);
	else if (is_one_character(name))
		(void)snprintf(ret, size, "%s", name);
	else
		return false;
	return true;
}
