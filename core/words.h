/*
 * Small words of names and lists: the data of fixtures/import/words.csv.
 *
 * The table is read once, at its first use, into memory of its own: nothing
 * can fail, and nothing is to be released.
 */
#ifndef SUIVI_CORE_WORDS_H
#define SUIVI_CORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum words_kind {
	WORDS_PARTICLE,  /* of last names: "van", "d'"; folded */
	WORDS_SUFFIX,    /* "jr."; folded */
	WORDS_DAMAGE,    /* what stands where a letter was lost: "?", U+FFFD */
	WORDS_SEPARATOR, /* between groups in one cell; value 1: also within the code of one that
			    exists */
	WORDS_LETTER,    /* beyond ASCII, small; value: how often lists hold it; a sign of value 1: between words */
	WORDS_KIND_COUNT
};

enum { WORDS_SIZE = 12 };

struct words_word {
	char text[WORDS_SIZE];
	size_t length;
	int value;
};

/* The words of a kind, as they stand in the file; static storage. */
const struct words_word *words_of(enum words_kind kind, size_t *ret_count);

/* The word of this kind that text is, byte for byte; NULL: none. */
const struct words_word *words_find(enum words_kind kind, const char *text, size_t length);

/* Is the text, folded, a word of this kind? "Van" is a particle. */
bool words_is(enum words_kind kind, const char *text, size_t length);

#endif
