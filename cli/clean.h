/*
 * Text made harmless for a terminal: whatever stands in the file, no escape
 * sequence, control character or change of writing direction is printed.
 */
#ifndef SUIVI_CLI_CLEAN_H
#define SUIVI_CLI_CLEAN_H

#include <stddef.h>

/*
 * A copy of text where tabs and line ends are spaces, other control and
 * direction characters and invalid bytes U+FFFD. ret: malloc'd; NULL without
 * memory. ret_width: columns on screen; may be NULL.
 */
char *clean_text(const char *text, size_t *ret_width);

/* The same with invalid bytes alone replaced: text that JSON can carry. */
char *clean_utf8(const char *text);

#endif
