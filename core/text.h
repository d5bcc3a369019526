/*
 * Text of a cell made fit to keep, and formulas in cells.
 *
 * Kept text is UTF-8 in NFC, without white space at its ends, without control
 * characters, escape sequences or characters that reverse the direction of
 * what follows them.
 */
#ifndef SUIVI_CORE_TEXT_H
#define SUIVI_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/err.h"

/*
 * text        length bytes, borrowed; need not be valid UTF-8
 * ret         size bytes: the clean text and a NUL
 * ret_dropped a character was taken out, white space at the ends aside; may be
 *             NULL. A line end or TAB inside the text becomes a space and is
 *             not counted.
 *
 * Returns the length of the clean text. Where that is size or more, ret holds
 * what fits, cut at a character. Allocates nothing for plain ASCII nor, usually,
 * for short texts in Latin letters; where memory fails, SIZE_MAX and ret is "".
 */
size_t text_clean(const char *text, size_t length, char *ret, size_t size, bool *ret_dropped);

/*
 * Would a spreadsheet run this cell: does it begin, white space aside, with
 * = + - @ or their full-width forms, or with a TAB or CR? Not so numbers
 * ("-2,5", "+32475123456") and the lone "-".
 */
bool text_is_formula(const char *text, size_t length);

/*
 * Undo what exporters do against formulas: of apostrophes before a formula
 * character, one; or the dress of Canvas, ="=x". text and length are moved
 * inward; nothing is copied. Returns true when something was taken off.
 */
bool text_restore(const char **text, size_t *length);

/* Does the cell hold one number and nothing else: "14,5" "-2.5" "1 234,5" "+3"? */
bool text_is_number(const char *text, size_t length);

#endif
