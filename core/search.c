/* Searching by a few typed words. See search.h. */
#include "core/search.h"

#include <string.h>

#include "core/fold.h"

enum { WORDS_SIZE = 512, TEXT_SIZE = 2048 };

static bool counts(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

size_t search_pack(const char *folded, char *ret, size_t size)
{
	size_t used = 0;

	for (; *folded && used + 1 < size; folded++) {
		if (counts(*folded))
			ret[used++] = *folded;
	}
	ret[used] = '\0';
	return used;
}

size_t search_text(const char *text, char *ret, size_t size)
{
	(void)fold(text, strlen(text), ret, size);
	return search_pack(ret, ret, size);
}

size_t search_pattern(const char *typed, char *ret, size_t size)
{
	size_t length = fold(typed, strlen(typed), ret, size), used = 0;

	for (size_t i = 0; i < length; i++) {
		if (counts(ret[i]))
			ret[used++] = ret[i];
		else if (ret[i] == ' ' && used > 0 && ret[used - 1] != ' ')
			ret[used++] = ' ';
	}
	if (used > 0 && ret[used - 1] == ' ')
		used--;
	ret[used] = '\0';
	return used;
}

bool search_holds(const char *text, const char *pattern)
{
	char word[WORDS_SIZE];

	while (*pattern) {
		size_t length = strcspn(pattern, " ");

		if (length >= sizeof word)
			return false;
		memcpy(word, pattern, length);
		word[length] = '\0';
		if (!strstr(text, word))
			return false;
		pattern += length + (pattern[length] == ' ');
	}
	return true;
}

bool search_finds(const char *label, const char *pattern)
{
	char text[TEXT_SIZE];

	(void)search_text(label, text, sizeof text);
	return search_holds(text, pattern);
}

int search_score(const char *label, const char *pattern)
{
	char folded[TEXT_SIZE], whole[TEXT_SIZE], wanted[WORDS_SIZE], word[TEXT_SIZE];
	int best = 0;

	(void)fold(label, strlen(label), folded, sizeof folded);
	(void)search_pack(folded, whole, sizeof whole);
	(void)search_pack(pattern, wanted, sizeof wanted);
	if (!search_holds(whole, pattern))
		return 0;
	if (strcmp(whole, wanted) == 0)
		return 6;
	for (char *at = strtok(folded, " "); at; at = strtok(NULL, " ")) {
		int score = 1;

		(void)search_pack(at, word, sizeof word);
		if (strcmp(word, wanted) == 0)
			score = at == folded ? 5 : 4;
		else if (strncmp(word, wanted, strlen(wanted)) == 0)
			score = 2;
		best = score > best ? score : best;
	}
	if (best < 4 && strncmp(whole, wanted, strlen(wanted)) == 0)
		best = 3;
	return best;
}
