/* Several spellings of one person's name. See who.h. */
#include "core/who.h"

#include <stdlib.h>
#include <string.h>

#include "core/fold.h"
#include "db/text_cut.h"

enum { WORDS_MAX = 16, AUTHORS = 256 };

/* The words of a name, folded, in alphabetical order. */
struct words {
	char text[NAME_SIZE];
	const char *words[WORDS_MAX];
	size_t count;
};

static bool in_word(unsigned char c)
{
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static int in_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void split(const char *name, struct words *ret)
{
	char *at = ret->text;

	ret->count = 0;
	(void)fold(name, strlen(name), ret->text, sizeof ret->text);
	while (*at && ret->count < WORDS_MAX) {
		while (*at && !in_word((unsigned char)*at))
			*at++ = '\0';
		if (!*at)
			break;
		ret->words[ret->count++] = at;
		while (in_word((unsigned char)*at))
			at++;
	}
	if (ret->count == WORDS_MAX) /* the rest is part of the last */
		ret->words[WORDS_MAX - 1] = name;
	qsort(ret->words, ret->count, sizeof ret->words[0], in_order);
}

static bool same_words(const struct words *a, const struct words *b)
{
	if (a->count != b->count || a->count == 0)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (strcmp(a->words[i], b->words[i]) != 0)
			return false;
	}
	return true;
}

bool who_same(const char *a, const char *b)
{
	struct words left, right;

	split(a, &left);
	split(b, &right);
	return same_words(&left, &right);
}

/* One is the first letter of the other. */
static bool initial_of(const char *a, const char *b)
{
	return a[0] == b[0] && (a[1] == '\0' || b[1] == '\0');
}

/* The first word of many that is not taken yet and fits; many->count: none. */
static size_t partner(const struct words *many, const bool taken[], const char *word, bool exact)
{
	size_t j = 0;

	for (; j < many->count; j++) {
		if (!taken[j] && (exact ? strcmp(word, many->words[j]) == 0
					: initial_of(word, many->words[j])))
			break;
	}
	return j;
}

/* Has each word of few its own in many, the same or by its initial, and one a whole one? */
static bool within(const struct words *few, const struct words *many)
{
	bool taken[WORDS_MAX] = {false}, paired[WORDS_MAX] = {false}, whole = false;
	size_t pairs = 0;

	for (int exact = 1; exact >= 0; exact--) {
		for (size_t i = 0; i < few->count; i++) {
			size_t j = paired[i] ? many->count
					     : partner(many, taken, few->words[i], exact);

			if (j == many->count)
				continue;
			taken[j] = paired[i] = true;
			whole = whole || (exact && few->words[i][1]);
			pairs++;
		}
	}
	return whole && pairs == few->count;
}

/* The letters alone, in the order they stand. */
static void letters(const char *name, char ret[NAME_SIZE])
{
	char folded[NAME_SIZE];
	size_t n = 0;

	(void)fold(name, strlen(name), folded, sizeof folded);
	for (const char *at = folded; *at; at++) {
		if (in_word((unsigned char)*at))
			ret[n++] = *at;
	}
	ret[n] = '\0';
}

bool who_like(const char *a, const char *b)
{
	struct words left, right;
	char run[2][NAME_SIZE];

	split(a, &left);
	split(b, &right);
	letters(a, run[0]);
	letters(b, run[1]);
	if (run[0][0] == '\0' || same_words(&left, &right))
		return false;
	return strcmp(run[0], run[1]) == 0 || within(&left, &right) || within(&right, &left);
}

/* ---- In a file ------------------------------------------------------------ */

struct search {
	const char *name;
	bool exact;
	size_t same, like;
	char same_name[NAME_SIZE], like_name[NAME_SIZE]; /* the first of each */
};

static void look_at(struct search *search, const char *name)
{
	if (strcmp(name, search->name) == 0) {
		search->exact = true;
	} else if (who_same(name, search->name)) {
		if (search->same == 0)
			(void)text_cut_copy(search->same_name, sizeof search->same_name, name);
		search->same += strcmp(name, search->same_name) != 0 || search->same == 0;
	} else if (search->like == 0 && who_like(name, search->name)) {
		(void)text_cut_copy(search->like_name, sizeof search->like_name, name);
		search->like = 1;
	}
}

static bool look_at_person(void *ctx, const struct person_row *person)
{
	look_at(ctx, person->name);
	return true;
}

/* Those who acted lately; who is one of the people was looked at already. */
static enum err_code look_at_authors(struct db *db, struct search *search, struct err *err)
{
	struct batch_row *rows = calloc(AUTHORS, sizeof *rows);
	size_t count = 0;
	enum err_code rc = rows ? db_batches(db, NULL, AUTHORS, rows, &count, err)
				: err_fail(err, WHY_NO_MEMORY, "authors");

	for (size_t i = 0; i < count && !rc; i++) {
		if (search->same == 0 || strcmp(rows[i].author, search->name) == 0)
			look_at(search, rows[i].author);
	}
	free(rows);
	return rc;
}

enum err_code who_find(struct db *db, const char *name, enum who_match *ret,
	char ret_name[NAME_SIZE], struct err *err)
{
	struct search search = {.name = name};
	struct person_row person;
	enum err_code rc = ERR_OK;

	/* most often: written as it is in the file */
	search.exact = db_person_by_name(db, name, &person, NULL) == ERR_OK;
	if (!search.exact)
		rc = db_person_each(db, look_at_person, &search, err);
	if (!rc && !search.exact)
		rc = look_at_authors(db, &search, err);
	if (rc)
		return rc;
	if (search.exact || (search.same == 0 && search.like == 0)) {
		*ret = search.exact ? WHO_KNOWN : WHO_NEW;
		(void)text_cut_copy(ret_name, NAME_SIZE, name);
		return ERR_OK;
	}
	*ret = search.same == 1 ? WHO_KNOWN : WHO_UNSURE;
	(void)text_cut_copy(ret_name, NAME_SIZE, search.same ? search.same_name : search.like_name);
	return ERR_OK;
}

enum err_code who_person(struct db *db, const char *name, struct person_row *ret, struct err *err)
{
	struct search search = {.name = name};
	enum err_code rc = db_person_by_name(db, name, ret, err);

	if (rc != ERR_NOT_FOUND || db_person_each(db, look_at_person, &search, NULL) ||
		search.same != 1)
		return rc;
	return db_person_by_name(db, search.same_name, ret, err);
}

bool who_same_person(void *ctx, const char *author, const char *who)
{
	struct person_row one, other;

	if (!who_same(author, who))
		return false;
	return db_person_by_name(ctx, author, &one, NULL) != ERR_OK ||
	       db_person_by_name(ctx, who, &other, NULL) != ERR_OK;
}
