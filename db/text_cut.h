/*
 * The one place where text is cut to the room there is, at a character.
 *
 * It stands in db because all layers copy text into rows, and db may not look
 * up; it needs nothing else of db. What is cut is UTF-8: half a character would
 * stand in the journal for ever. Columns are another matter, that of what a
 * terminal shows: see tui/glyph.h.
 */
#ifndef SUIVI_DB_TEXT_CUT_H
#define SUIVI_DB_TEXT_CUT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/err.h" /* PRINTF_LIKE */

/*
 * The bytes of text's first length that make whole characters and take room
 * bytes at most. Where text itself ends within a character, that one is left out.
 */
size_t text_cut(const char *text, size_t length, size_t room);

/* Copy as much as fits; ret: size bytes, 1 at least. Returns the bytes written, without the NUL. */
size_t text_cut_copy(char *ret, size_t size, const char *text);

/* snprintf() that never leaves half a character. Returns the bytes written, without the NUL. */
size_t text_cut_format(char *ret, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);

/* The first count characters of text: their bytes. */
size_t text_cut_characters(const char *text, size_t count);

/*
 * Bytes of the character at text, of length bytes; 0: what stands there is no
 * UTF-8. Overlong forms, halves of pairs and what lies beyond U+10FFFF are none.
 */
size_t text_cut_next(const char *text, size_t length);

/* Is it UTF-8, and without control characters (line ends and TAB are allowed with lines)? */
bool text_cut_sound(const char *text, size_t length, bool lines);

/*
 * The same text made so: bytes that are no UTF-8 become U+FFFD, a character cut
 * in two at the end and control characters go. ret: 3 * length + 1 bytes.
 * Returns the bytes written, without the NUL.
 */
size_t text_cut_mend(const char *text, size_t length, bool lines, char *ret);

#endif
