/* Small words of names and lists. See words.h. */
#include "core/words.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/fixture.h"
#include "core/fold.h"

enum { KIND_MAX = 96 };

static const char *const kind_names[WORDS_KIND_COUNT] = {
	[WORDS_PARTICLE] = "particle",
	[WORDS_SUFFIX] = "suffix",
	[WORDS_DAMAGE] = "damage",
	[WORDS_SEPARATOR] = "separator",
	[WORDS_LETTER] = "letter",
};

/* Of the process: what is built in does not change. */
static struct {
	bool loaded;
	size_t count[WORDS_KIND_COUNT];
	struct words_word words[WORDS_KIND_COUNT][KIND_MAX];
} table;

/* kind;word;value, the word between quotes where it is a delimiter itself. */
static void load_line(const char *line, size_t length)
{
	size_t kind_length = strcspn(line, ";"), end = length;
	const char *word = line + kind_length + 1;
	struct words_word *ret;

	while (end > kind_length + 1 && line[end - 1] != ';')
		end--;
	for (size_t kind = 0; kind < WORDS_KIND_COUNT; kind++) {
		size_t size = end - kind_length - 2;

		if (strlen(kind_names[kind]) != kind_length ||
			memcmp(kind_names[kind], line, kind_length) != 0)
			continue;
		if (size > 2 && word[0] == '"' && word[size - 1] == '"') {
			word++;
			size -= 2;
		}
		assert(size > 0 && size < WORDS_SIZE && table.count[kind] < KIND_MAX);
		ret = &table.words[kind][table.count[kind]++];
		memcpy(ret->text, word, size);
		ret->length = size;
		ret->value = atoi(line + end);
	}
}

static void load(void)
{
	const char *text = NULL, *end;
	size_t size = 0;
	bool found = fixture_find("import/words.csv", &text, &size);

	assert(found);
	(void)found;
	for (end = text + size; text < end;) {
		const char *line_end = memchr(text, '\n', (size_t)(end - text));
		size_t length = line_end ? (size_t)(line_end - text) : (size_t)(end - text);

		load_line(text, length);
		text += length + 1;
	}
	table.loaded = true;
}

const struct words_word *words_of(enum words_kind kind, size_t *ret_count)
{
	if (!table.loaded)
		load();
	*ret_count = table.count[kind];
	return table.words[kind];
}

const struct words_word *words_find(enum words_kind kind, const char *text, size_t length)
{
	size_t count;
	const struct words_word *words = words_of(kind, &count);

	for (size_t i = 0; i < count; i++) {
		if (words[i].length == length && memcmp(words[i].text, text, length) == 0)
			return &words[i];
	}
	return NULL;
}

bool words_is(enum words_kind kind, const char *text, size_t length)
{
	char folded[2 * WORDS_SIZE];
	size_t count;

	if (length == 0 || length >= WORDS_SIZE)
		return false;
	count = fold(text, length, folded, sizeof folded);
	return words_find(kind, folded, count) != NULL;
}
