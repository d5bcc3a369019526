/*
 * The words that files of grades put around marks: of maxima, of rows and columns
 * that are no grades. They are data, fixtures/import/grades.csv.
 */
#ifndef SUIVI_CORE_GRADE_WORDS_H
#define SUIVI_CORE_GRADE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/synonym.h"

/* X(id, word in the file): what it names is told in fixtures/import/README.md. */
#define GRADE_WORD_KINDS(X)           \
	X(MAXIMUM, "maximum")         \
	X(BEFORE, "before")           \
	X(POINTS, "points")           \
	X(PERCENT, "percent")         \
	X(GRADE, "grade")             \
	X(BESIDE, "beside")           \
	X(BESIDES, "besides")         \
	X(OTHER, "other")             \
	X(DUMMY, "dummy")             \
	X(EXCUSED, "excused")         \
	X(NUMBER, "number")           \
	X(PARTICIPANT, "participant") \
	X(SESSION, "session")

enum grade_word_kind {
#define X(id, word) GRADE_WORD_##id,
	GRADE_WORD_KINDS(X)
#undef X
	GRADE_WORD_KIND_COUNT
};

struct grade_word {
	enum grade_word_kind kind;
	char key[HEADER_KEY_SIZE];  /* see core/synonym.h */
	char text[HEADER_KEY_SIZE]; /* folded */
};

struct grade_words {
	size_t count, room;
	struct grade_word *words;
};

/* Release with grade_words_release(). Errors: WHY_NO_MEMORY. */
MUST_CHECK enum err_code grade_words_load(struct grade_words *ret, struct err *err);
void grade_words_release(struct grade_words *words);

/* Is the key of a text (synonym_key) that of such a word? */
bool grade_words_is(const struct grade_words *words, enum grade_word_kind kind, const char *key);
/* Does such a word stand in a folded text? start: at its beginning. */
bool grade_words_in(const struct grade_words *words, enum grade_word_kind kind,
                    const char *folded, bool start);
/*
 * A column of maxima names the column of marks it is about beside the word:
 * "Écrit - Max Points". The length of the rest of the key, before (ret_after
 * false) or after the word; 0: the key is the word alone; (size_t)-1: it has none.
 */
size_t grade_words_maximum(const struct grade_words *words, const char *key, bool *ret_after);

#endif
