/*
 * Text measured in columns: cleaned, cut, wrapped, made ASCII. No curses.
 *
 * What is drawn was typed by somebody, or came in a file, so every text goes
 * through glyph_clean() first: no control character, no direction override, no
 * invisible character, at most four marks upon a letter. Then bytes, columns
 * and what the eye takes for one character can be told apart reliably.
 */
#ifndef SUIVI_TUI_GLYPH_H
#define SUIVI_TUI_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * text   UTF-8; invalid bytes are dropped, tabs become a space
 * ascii  transliterate: é → e, « → ", … → ...; another script's letters become
 *        their nearest Latin ones, or _
 * ret    cut at a character where size bytes are not enough; line ends are kept
 *
 * Returns the bytes written, without the NUL.
 */
size_t glyph_clean(const char *text, bool ascii, char *ret, size_t size);

/* The next whole character as a reader sees it. ret_cols: 0, 1 or more. 0 at the end. */
size_t glyph_next(const char *text, int *ret_cols);
/* Bytes of the whole character that ends at position. 0 at the start. */
size_t glyph_previous(const char *text, size_t position);

/* Columns of a cleaned text. */
int glyph_width(const char *text);

/*
 * Bytes of a cleaned text that fit in cols; ret_cols: the columns they take.
 * Whole characters only.
 */
size_t glyph_prefix(const char *text, int cols, int *ret_cols);

/*
 * Clean, and cut to cols with … (... in ASCII) where it is too long. Line ends
 * become spaces. Returns the columns taken.
 */
int glyph_fit(const char *text, int cols, bool ascii, char *ret, size_t size);

/*
 * The first line of a cleaned text wrapped to cols, broken between words, or
 * within one that is longer than the line. ret_next: where the next line
 * begins, NULL at the end. Returns the bytes of the line.
 */
size_t glyph_wrap(const char *text, int cols, const char **ret_next);

/* UTF-8 of a code point; ret 5 bytes with the NUL. Returns its length, 0 for what is none. */
size_t glyph_encode(uint32_t code, char ret[5]);

#endif
