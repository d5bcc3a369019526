/* Does a row of a file name the student of its matricule? See identity.h. */
#include "core/identity.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "core/name.h"
#include "core/words.h"

enum {
	WORD_MAX = 64, /* bytes of a word compared letter by letter */
	SHORT_MIN = 3, /* letters of a first name written short */
	SLIP_MIN = 4,  /* letters of a word in which one may be wrong */
	SLIPS_MIN = 8, /* in which two may */
	WORDS_ROOM = 4 * NAME_SIZE,
};

/* The least insertions, removals and replacements that make a b, both of WORD_MAX bytes at most. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t row[WORD_MAX + 1];

	for (size_t j = 0; j <= b_length; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			size_t least = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			if (row[j] + 1 < least)
				least = row[j] + 1;
			if (row[j - 1] + 1 < least)
				least = row[j - 1] + 1;
			row[j] = least;
		}
	}
	return row[b_length];
}

/* One word nearly the other: written short, or with a slip. */
static bool word_alike(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t shorter = a_length < b_length ? a_length : b_length;

	if (a_length > WORD_MAX || b_length > WORD_MAX)
		return a_length == b_length && memcmp(a, b, a_length) == 0;
	if (memcmp(a, b, shorter) == 0)
		return a_length == b_length || shorter >= SHORT_MIN;
	if (shorter < SLIP_MIN)
		return false;
	return distance(a, a_length, b, b_length) <= (shorter >= SLIPS_MIN ? 2 : 1);
}

/* Is some word of a, particles aside, nearly one of b? Both from name_words(). */
static bool words_alike(const char *a, const char *b)
{
	while (*a) {
		size_t length = strcspn(a, " ");

		for (const char *at = b; *at && !words_is(WORDS_PARTICLE, a, length);) {
			size_t other = strcspn(at, " ");

			if (!words_is(WORDS_PARTICLE, at, other) &&
				word_alike(a, length, at, other))
				return true;
			at += other + strspn(at + other, " ");
		}
		a += length + strspn(a + length, " ");
	}
	return false;
}

/* Without the spaces: "o neil" and "oneil" are one name. */
static void squeeze(const char *words, char *ret)
{
	for (; *words; words++) {
		if (*words != ' ')
			*ret++ = *words;
	}
	*ret = '\0';
}

/* Both from name_words(). A name all of particles is compared whole. */
static enum identity part_compare(const char *known, const char *said)
{
	char a[WORDS_ROOM], b[WORDS_ROOM];

	squeeze(known, a);
	squeeze(said, b);
	if (strcmp(a, b) == 0)
		return IDENTITY_SAME;
	return words_alike(known, said) || word_alike(a, strlen(a), b, strlen(b)) ? IDENTITY_ALIKE
										  : IDENTITY_OTHER;
}

enum identity identity_compare(
	const char *known_last, const char *known_first, const char *last, const char *first)
{
	char words[4][WORDS_ROOM];
	enum identity lasts, firsts;

	name_words(known_last, words[0], WORDS_ROOM);
	name_words(known_first, words[1], WORDS_ROOM);
	name_words(last, words[2], WORDS_ROOM);
	name_words(first, words[3], WORDS_ROOM);
	lasts = *words[2] ? part_compare(words[0], words[2]) : IDENTITY_SAME;
	firsts = *words[3] ? part_compare(words[1], words[3]) : IDENTITY_SAME;
	if (lasts == IDENTITY_SAME && firsts == IDENTITY_SAME)
		return IDENTITY_SAME;
	if (*words[2] && *words[3] && part_compare(words[0], words[3]) == IDENTITY_SAME &&
		part_compare(words[1], words[2]) == IDENTITY_SAME)
		return IDENTITY_SWAPPED;
	/* what is not said does not speak for them */
	if ((!*words[2] || lasts == IDENTITY_OTHER) && (!*words[3] || firsts == IDENTITY_OTHER))
		return IDENTITY_OTHER;
	return IDENTITY_ALIKE;
}

enum identity identity_compare_full(
	const char *known_last, const char *known_first, const char *full)
{
	char both[2 * NAME_SIZE + 2], known[WORDS_ROOM], said[WORDS_ROOM];

	(void)snprintf(both, sizeof both, "%s %s", known_last, known_first);
	name_words(both, known, sizeof known);
	name_words(full, said, sizeof said);
	if (!*said || name_fits(full, known_last, known_first))
		return IDENTITY_SAME;
	return part_compare(known, said);
}
