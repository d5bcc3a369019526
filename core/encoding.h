/*
 * The encodings of text files, and pieces of them made UTF-8.
 */
#ifndef SUIVI_CORE_ENCODING_H
#define SUIVI_CORE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

enum encoding {
	ENCODING_UTF_8,
	ENCODING_UTF_16LE,
	ENCODING_UTF_16BE,
	ENCODING_WINDOWS_1252,
	ENCODING_MACROMAN,
	ENCODING_CP850,
	ENCODING_COUNT
};

/* Bytes of UTF-8 a piece of count bytes gives at most. */
#define ENCODING_GROWTH(count) (3 * (count))

/* "utf-8"; static storage. */
const char *encoding_name(enum encoding encoding);
/* By that name or another people use ("latin1", "ANSI", "UTF8"); ENCODING_COUNT: there is none. */
enum encoding encoding_find(const char *name);

/* Where a stream stands inside a UTF-8 character; all zero at its start. */
struct encoding_utf8 {
	int need;                /* continuation bytes still to come */
	unsigned char low, high; /* bounds of the next one */
};

/* May this piece follow? At the end of all of them need must be 0. */
bool encoding_valid(struct encoding_utf8 *utf8, const unsigned char *bytes, size_t count);

/* What a conversion tells; line begins at 1, the rest at zero. */
struct encoding_state {
	long replaced; /* what stood for no character became U+FFFD */
	long line;     /* of UTF-16 only: the physical line reached */
	bool after_cr;
};

/*
 * Convert a piece; UTF-8 is made valid.
 *
 * last      nothing follows: an unfinished character is replaced, not left
 * ret       ENCODING_GROWTH(count) bytes
 * ret_used  how many of count are converted; the rest, fewer than 4, belongs
 *           before the next piece
 *
 * False: a NUL was met, on state's line.
 */
bool encoding_convert(enum encoding encoding, const unsigned char *bytes, size_t count, bool last,
                      struct encoding_state *state, char *ret, size_t *ret_count,
                      size_t *ret_used);

#endif
