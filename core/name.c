/* Last and first names out of one cell. See name.h. */
#include "core/name.h"

#include <string.h>
#include <utf8proc.h>

enum { WORDS_MAX = 32 };

struct word {
	const char *text;
	size_t length;
	bool capital;  /* a letter at least, and none of them small */
	bool particle; /* of a last name: "van", "Van" */
};

static bool is_particle(const char *text, size_t length)
{
	char small[8];

	static const char *const particles[] = {"af", "da", "de", "del", "della", "den", "der",
		"di", "dos", "du", "el", "la", "le", "les", "op", "st", "te", "ten", "ter", "van",
		"vande", "vanden", "vander", "von", "zu"};

	if (length >= sizeof small)
		return false;
	for (size_t i = 0; i < length; i++)
		small[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] | 0x20) : text[i];
	for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++) {
		if (strlen(particles[i]) == length && memcmp(particles[i], small, length) == 0)
			return true;
	}
	return false;
}

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
	word->particle = is_particle(word->text, word->length);
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

static size_t split_words(const char *text, struct word words[WORDS_MAX])
{
	size_t count = 0;

	while (*text && count < WORDS_MAX) {
		while (space(text))
			text += space(text);
		words[count].text = text;
		while (*text && !space(text))
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

/* "Doe, Jane": one comma with something on both sides. */
static bool by_comma(const char *full, char ret_last[NAME_SIZE], char ret_first[NAME_SIZE])
{
	const char *comma = strchr(full, ','), *first, *end;

	if (!comma || strchr(comma + 1, ','))
		return false;
	first = comma + 1;
	while (space(first))
		first += space(first);
	end = comma;
	while (end > full && end[-1] == ' ')
		end--;
	if (end == full || !*first || end - full >= NAME_SIZE || strlen(first) >= NAME_SIZE)
		return false;
	memcpy(ret_last, full, (size_t)(end - full));
	ret_last[end - full] = '\0';
	memcpy(ret_first, first, strlen(first) + 1);
	return true;
}

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

enum name_certainty name_split(const char *full, char ret_last[NAME_SIZE],
	char ret_first[NAME_SIZE])
{
	struct word words[WORDS_MAX];
	size_t count, cut, last_from = 0, last_to;
	enum name_certainty certainty = NAME_SURE;
	bool fits;

	ret_last[0] = ret_first[0] = '\0';
	if (by_comma(full, ret_last, ret_first))
		return NAME_SURE;
	if (strlen(full) >= 2 * NAME_SIZE)
		return NAME_TOO_LONG;
	count = split_words(full, words);
	if (count == WORDS_MAX)
		return NAME_TOO_LONG;
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
		for (last_to = 1; last_to < count - 1 && words[last_to - 1].particle; last_to++)
			continue;
	}
	fits = take(words, last_from, last_to, ret_last) &&
		take(words, last_from ? 0 : last_to, last_from ? last_from : count, ret_first);
	if (!fits) {
		ret_last[0] = ret_first[0] = '\0';
		return NAME_TOO_LONG;
	}
	return certainty;
}
