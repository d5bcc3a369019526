/* Words around marks. See grade_words.h. */
#include "core/grade_words.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/fixture.h"
#include "core/fold.h"

static const char *const kinds[GRADE_WORD_KIND_COUNT] = {
#define X(id, word) [GRADE_WORD_##id] = (word),
	GRADE_WORD_KINDS(X)
#undef X
};

struct loading {
	struct grade_words *words;
	bool failed;
};

static struct grade_word *new_word(struct grade_words *words)
{
	if (words->count == words->room) {
		size_t room = words->room ? 2 * words->room : 128;
		struct grade_word *grown = realloc(words->words, room * sizeof *grown);

		if (!grown)
			return NULL;
		words->words = grown;
		words->room = room;
	}
	return &words->words[words->count++];
}

/* kind;language;word. The first line names these. */
static bool load_row(void *ctx, const struct csv_record *record)
{
	struct loading *loading = ctx;
	const struct csv_cell *cells = record->cells;
	struct grade_word *word;
	int kind = 0;

	if (record->line == 1)
		return true;
	assert(record->count == 3);
	word = new_word(loading->words);
	if (!word) {
		loading->failed = true;
		return false;
	}
	while (kind < GRADE_WORD_KIND_COUNT &&
		(strlen(kinds[kind]) != cells[0].length ||
			memcmp(kinds[kind], cells[0].text, cells[0].length) != 0))
		kind++;
	assert(kind < GRADE_WORD_KIND_COUNT);
	word->kind = (enum grade_word_kind)kind;
	synonym_key(cells[2].text, cells[2].length, word->key);
	(void)fold(cells[2].text, cells[2].length, word->text, sizeof word->text);
	return true;
}

enum err_code grade_words_load(struct grade_words *ret, struct err *err)
{
	struct loading loading = {.words = ret};
	const char *text = NULL;
	size_t size = 0;
	bool found = fixture_find("import/grades.csv", &text, &size);
	enum err_code rc;

	assert(found);
	(void)found;
	*ret = (struct grade_words){.count = 0};
	rc = csv_read_text(text, size, true, ';', load_row, &loading, err);
	if (!rc && loading.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "words");
	if (rc)
		grade_words_release(ret);
	return rc;
}

void grade_words_release(struct grade_words *words)
{
	free(words->words);
	*words = (struct grade_words){.count = 0};
}

bool grade_words_is(const struct grade_words *words, enum grade_word_kind kind, const char *key)
{
	for (size_t i = 0; i < words->count && *key; i++) {
		if (words->words[i].kind == kind && strcmp(words->words[i].key, key) == 0)
			return true;
	}
	return false;
}

bool grade_words_in(
	const struct grade_words *words, enum grade_word_kind kind, const char *folded, bool start)
{
	for (size_t i = 0; i < words->count; i++) {
		const struct grade_word *word = &words->words[i];

		if (word->kind != kind)
			continue;
		if (start ? strncmp(folded, word->text, strlen(word->text)) == 0
			  : strstr(folded, word->text) != NULL)
			return true;
	}
	return false;
}

size_t grade_words_maximum(const struct grade_words *words, const char *key, bool *ret_after)
{
	size_t length = strlen(key), best = 0, rest = (size_t)-1;

	*ret_after = false;
	for (size_t i = 0; i < words->count; i++) {
		const struct grade_word *word = &words->words[i];
		size_t part = strlen(word->key);

		/* "sur" ends other words: only a whole name of its own, or a longer word. */
		if (word->kind != GRADE_WORD_MAXIMUM || part > length || part <= best ||
			(part < 5 && part != length))
			continue;
		if (strcmp(key + length - part, word->key) == 0)
			*ret_after = false;
		else if (strncmp(key, word->key, part) == 0 &&
			 (part == length || key[part + strspn(key + part, "0123456789")]))
			*ret_after = true; /* "Note sur 40" states one */
		else
			continue;
		best = part;
		rest = length - part;
	}
	return rest;
}
