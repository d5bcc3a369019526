/*
 * A screen as plain text, fit to be read in a review:
 *
 *     {bold:Groupe 1B}                      24
 *     {reverse:> Lefèvre, Zoé              }
 *     cursor 1,0
 *
 * A line per row, blanks at its end left out. Text with attributes stands in
 * braces, after their names; a brace of the screen itself is doubled. The last
 * line tells where the cursor is, from 0; "cursor hidden" when it is not shown.
 */
#ifndef SUIVI_TESTS_TUI_DUMP_H
#define SUIVI_TESTS_TUI_DUMP_H

#include "tests/tui/screen.h"

enum dump_flags {
	DUMP_COLOURS = 1 << 0, /* colours too: "yellow", "220", "on black" */
	DUMP_TEXT = 1 << 1,    /* only the text: no attributes, no cursor */
};

/* ret: to be freed; never NULL, since a test without memory may as well abort. */
char *dump_screen(const struct screen *screen, int flags);

#endif
