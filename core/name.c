/* Last and first names out of one cell. See name.h. */
#include "core/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/fold.h"
#include "core/words.h"

enum { WORDS_MAX = 32 };

struct word {
	const char *text;
	size_t length;
	bool capital;  /* a letter at least, and none of them small */
	bool small;    /* begins with a small letter */
	bool particle; /* of a last name: "van", "Van" */
	bool suffix;   /* of it: "Jr." */
};

/* Bytes at the start that say nothing of capitals: "d’" of d’OULTREMONT, "Mc" of McDONALD. */
static size_t prefix(const char *text, size_t length)
{
	if (length > 2 && strchr("dDlLtTsS", *text) && text[1] == '\'')
		return 2;
	if (length > 4 && strchr("dDlLtTsS", *text) && memcmp(text + 1, "\xE2\x80\x99", 3) == 0)
		return 4;
	if (length > 3 && memcmp(text, "Mac", 3) == 0)
		return 3;
	return length > 2 && memcmp(text, "Mc", 2) == 0 ? 2 : 0;
}

static bool starts_small(const char *text, size_t length)
{
	utf8proc_int32_t code;

	return utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &code) >
		       0 &&
	       utf8proc_toupper(code) != code;
}

static void look_at(struct word *word)
{
	size_t at = prefix(word->text, word->length), letters = 0, small = 0;

	while (at < word->length) {
		utf8proc_int32_t code;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)word->text + at,
			(utf8proc_ssize_t)(word->length - at), &code);

		if (n < 1)
			break;
		small += utf8proc_toupper(code) != code;
		letters += utf8proc_toupper(code) != code || utf8proc_tolower(code) != code;
		at += (size_t)n;
	}
	/* one letter alone is an initial: "MAES A." */
	word->capital = small == 0 && letters > 1;
	word->small = starts_small(word->text, word->length);
	word->suffix = words_is(WORDS_SUFFIX, word->text, word->length);
	word->particle = words_is(WORDS_PARTICLE, word->text, word->length);
}

/* Bytes of the space at text, a no-break one (U+00A0, U+202F) too; 0: none there. */
static size_t space(const char *text)
{
	if (*text == ' ')
		return 1;
	if (strncmp(text, "\xC2\xA0", 2) == 0)
		return 2;
	return strncmp(text, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

static size_t split_words(const char *text, size_t length, struct word words[WORDS_MAX])
{
	const char *end = text + length;
	size_t count = 0;

	while (text < end && count < WORDS_MAX) {
		while (text < end && space(text))
			text += space(text);
		words[count].text = text;
		while (text < end && !space(text))
			text++;
		words[count].length = (size_t)(text - words[count].text);
		if (words[count].length > 0)
			look_at(&words[count++]);
	}
	return count;
}

/* The words from..to with what stands between them. */
static bool take(const struct word *words, size_t from, size_t to, char ret[NAME_SIZE])
{
	const char *start, *end;

	ret[0] = '\0';
	if (from == to)
		return true;
	start = words[from].text;
	end = words[to - 1].text + words[to - 1].length;
	if (end - start >= NAME_SIZE)
		return false;
	memcpy(ret, start, (size_t)(end - start));
	ret[end - start] = '\0';
	return true;
}

/* ---- Commas ------------------------------------------------------------------------- */

enum { PARTS = 3 };

struct part {
	size_t count;
	struct word words[WORDS_MAX];
};

static bool all_particles(const struct part *part)
{
	for (size_t i = 0; i < part->count; i++) {
		if (!part->words[i].particle)
			return false;
	}
	return part->count > 0;
}

static bool is_suffix(const struct part *part)
{
	return part->count == 1 && part->words[0].suffix;
}

/*
 * How many words at the end of what follows the comma are particles of the last
 * name: "Jan van der". Nguyen, Thi Van is called Van: one alone must be small.
 */
static size_t particles_after(const struct part *part)
{
	size_t n = 0;

	while (n + 1 < part->count && part->words[part->count - 1 - n].particle)
		n++;
	return n == 1 && !part->words[part->count - 1].small ? 0 : n;
}

/* Words one after the other; nothing stands between d' and what follows. */
static bool join(const struct word *words, size_t count, char ret[NAME_SIZE])
{
	size_t used = strlen(ret);

	for (size_t i = 0; i < count; i++) {
		bool tight = used > 0 &&
			     (ret[used - 1] == '\'' ||
				     (used > 2 && memcmp(ret + used - 3, "\xE2\x80\x99", 3) == 0));

		if (used + 1 + words[i].length >= NAME_SIZE)
			return false;
		if (used > 0 && !tight)
			ret[used++] = ' ';
		memcpy(ret + used, words[i].text, words[i].length);
		used += words[i].length;
		ret[used] = '\0';
	}
	return true;
}

/* "Doe, Jane", "Berg, Jan van der", "Berg, van der, Jan", "King, Martin, Jr." */
static bool by_comma(const char *full, char ret_last[NAME_SIZE], char ret_first[NAME_SIZE])
{
	struct part parts[PARTS], aside = {.count = 0};
	size_t count = 0, first = 1, moved;
	char text[2 * NAME_SIZE];
	const char *at = full;
	bool before = true, fits;

	for (; count < PARTS; count++) {
		size_t length = strcspn(at, ",");

		if (length >= sizeof text)
			return false;
		parts[count].count = split_words(at, length, parts[count].words);
		if (parts[count].count == 0 || parts[count].count == WORDS_MAX)
			return false;
		at += length;
		if (!*at++)
			break;
	}
	if (count == 0 || count == PARTS)
		return false;
	if (count == 2 && (all_particles(&parts[1]) || is_suffix(&parts[1]))) {
		aside = parts[1];
		first = 2;
	} else if (count == 2 && (all_particles(&parts[2]) || is_suffix(&parts[2]))) {
		aside = parts[2];
	} else if (count == 2) {
		return false;
	}
	before = !is_suffix(&aside);
	moved = particles_after(&parts[first]);
	if (aside.count == 0 && moved == 0 && parts[first].count > 1 &&
		parts[first].words[parts[first].count - 1].suffix) {
		aside.words[aside.count++] = parts[first].words[--parts[first].count];
		before = false;
	}
	parts[first].count -= moved;
	ret_last[0] = ret_first[0] = '\0';
	fits = (!before || join(aside.words, aside.count, ret_last)) &&
	       join(parts[first].words + parts[first].count, moved, ret_last) &&
	       join(parts[0].words, parts[0].count, ret_last) &&
	       (before || join(aside.words, aside.count, ret_last)) &&
	       join(parts[first].words, parts[first].count, ret_first);
	if (!fits)
		ret_last[0] = ret_first[0] = '\0';
	return fits;
}

/* ---- Capitals ----------------------------------------------------------------------- */

/* Words of a last name in capitals at the start; 0: none. Particles count before a word in capitals. */
static size_t leading(const struct word *words, size_t count)
{
	size_t last = 0;

	for (size_t n = 0; n < count && (words[n].capital || words[n].particle); n++) {
		if (words[n].capital)
			last = n + 1;
	}
	return last;
}

/* Where a last name in capitals at the end begins, with its particles; count: none. */
static size_t trailing(const struct word *words, size_t count)
{
	size_t from = count;

	if (count == 0 || !words[count - 1].capital)
		return count;
	while (from > 0 && (words[from - 1].capital || words[from - 1].particle))
		from--;
	return from;
}

/* Nothing tells: particles in the middle begin the last name ("Jan van der Berg"); else the first
 * word does. */
static void guess(const struct word *words, size_t count, size_t *ret_from, size_t *ret_to)
{
	size_t from = 1;

	while (from < count && !(words[from].particle && words[from].small))
		from++;
	if (!words[0].particle && from + 1 < count) {
		*ret_from = from;
		*ret_to = count;
		return;
	}
	*ret_from = 0;
	for (*ret_to = 1; *ret_to < count - 1 && words[*ret_to - 1].particle; ++*ret_to)
		continue;
}

enum name_certainty name_split(const char *full, char ret_last[NAME_SIZE],
	char ret_first[NAME_SIZE])
{
	struct word words[WORDS_MAX], suffix;
	size_t count, cut, last_from = 0, last_to, suffixes;
	enum name_certainty certainty = NAME_SURE;
	bool fits;

	ret_last[0] = ret_first[0] = '\0';
	if (by_comma(full, ret_last, ret_first))
		return NAME_SURE;
	if (strlen(full) >= 2 * NAME_SIZE)
		return NAME_TOO_LONG;
	count = split_words(full, strlen(full), words);
	if (count == WORDS_MAX)
		return NAME_TOO_LONG;
	suffixes = count > 2 && words[count - 1].suffix;
	if (suffixes)
		suffix = words[--count];
	last_to = leading(words, count);
	cut = trailing(words, count);
	if (count <= 1) {
		last_to = count;
	} else if (last_to > 0 && last_to < count && cut == count) {
		last_from = 0;
	} else if (last_to == 0 && cut > 0 && cut < count) {
		last_from = cut;
		last_to = count;
	} else {
		certainty = NAME_GUESSED;
		guess(words, count, &last_from, &last_to);
	}
	fits = take(words, last_from, last_to, ret_last) &&
	       take(words, last_from ? 0 : last_to, last_from ? last_from : count, ret_first) &&
	       join(&suffix, suffixes, ret_last);
	if (!fits) {
		ret_last[0] = ret_first[0] = '\0';
		return NAME_TOO_LONG;
	}
	return certainty;
}

bool name_split_each(
	const char *full, size_t i, char ret_last[NAME_SIZE], char ret_first[NAME_SIZE])
{
	struct word words[WORDS_MAX];
	size_t count = split_words(full, strlen(full), words), cut = i / 2 + 1;
	char *head = i % 2 ? ret_first : ret_last, *tail = i % 2 ? ret_last : ret_first;

	return count < WORDS_MAX && cut < count && take(words, 0, cut, head) &&
	       take(words, cut, count, tail);
}

/* ---- The same words ------------------------------------------------------------------ */

void name_words(const char *text, char *ret, size_t size)
{
	char folded[4 * NAME_SIZE];
	size_t used = 0;

	(void)fold(text, strlen(text), folded, sizeof folded);
	for (const char *at = folded; *at && used + 1 < size; at++) {
		bool letter = (unsigned char)*at >= 0x80 || (*at >= 'a' && *at <= 'z') ||
			      (*at >= '0' && *at <= '9');

		if (letter)
			ret[used++] = *at;
		else if (used > 0 && ret[used - 1] != ' ')
			ret[used++] = ' ';
	}
	while (used > 0 && ret[used - 1] == ' ')
		used--;
	ret[used] = '\0';
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The words in order; text is cut up. Returns how many, WORDS_MAX at most. */
static size_t sorted_words(char *text, const char *ret[WORDS_MAX])
{
	size_t count = 0;
	char *word;

	while (count < WORDS_MAX && (word = strsep(&text, " "))) {
		if (*word)
			ret[count++] = word;
	}
	qsort(ret, count, sizeof *ret, compare_words);
	return count;
}

/* Of a text from name_words(), whether it is a's words and then b's, whatever the spaces. */
static bool is_joined(const char *text, const char *a, const char *b)
{
	const char *parts[] = {a, b};

	for (size_t i = 0; i < 2; i++) {
		for (const char *at = parts[i]; *at; at++) {
			if (*at == ' ')
				continue;
			text += *text == ' ';
			if (*text++ != *at)
				return false;
		}
	}
	return !*text;
}

bool name_fits(const char *full, const char *last, const char *first)
{
	char cell[4 * NAME_SIZE], known[4 * NAME_SIZE], parts[2][2 * NAME_SIZE];
	const char *left[WORDS_MAX], *right[WORDS_MAX];
	size_t count;

	name_words(full, cell, sizeof cell);
	name_words(last, parts[0], sizeof parts[0]);
	name_words(first, parts[1], sizeof parts[1]);
	if (*cell && (is_joined(cell, parts[0], parts[1]) || is_joined(cell, parts[1], parts[0])))
		return true;
	(void)snprintf(known, sizeof known, "%s %s", parts[0], parts[1]);
	count = sorted_words(cell, left);
	if (count == 0 || count == WORDS_MAX || count != sorted_words(known, right))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(left[i], right[i]) != 0)
			return false;
	}
	return true;
}
