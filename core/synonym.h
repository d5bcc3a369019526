/*
 * What columns are called: the words of fixtures/import/headers.csv.
 *
 * Two names are the same when their keys are: folded, text in parentheses left
 * out, the whole words n°, nº, num and no read as "numero", and then only
 * a-z and 0-9 kept. "N° étudiant (8 chiffres) *" → "numeroetudiant".
 */
#ifndef SUIVI_CORE_SYNONYM_H
#define SUIVI_CORE_SYNONYM_H

#include <stddef.h>

#include "core/header.h"
#include "db/err.h"

enum {
	SYNONYM_PROPOSED = 0, /* not taken without being asked for */
	SYNONYM_INSIDE = 2,   /* of never and sensitive: also as words of a longer name */
	SYNONYM_ALONE = 9,    /* of a full name: only without a column of first names */
};

struct synonym {
	char key[HEADER_KEY_SIZE];
	char words[HEADER_KEY_SIZE]; /* see name_words() */
	enum header_field field;
	int priority; /* the lowest has the field; -1: told by the user */
};

struct synonym_list {
	size_t count, size;
	struct synonym *synonyms; /* in order of key, then priority */
};

/* The key of a name, cut at HEADER_KEY_SIZE - 1; "" if no letter is in it. */
void synonym_key(const char *name, size_t length, char ret[HEADER_KEY_SIZE]);

/* The built-in words, and the user's FIELD=HEADER before them. Release in any case. */
MUST_CHECK enum err_code synonym_list_load(struct synonym_list *list, size_t map_count,
                                           const char *const *map, struct err *err);
void synonym_list_release(struct synonym_list *list);

/* All synonyms with this key; ret_count 0: none. */
const struct synonym *synonym_find(const struct synonym_list *list, const char *key,
                                   size_t *ret_count);

#endif
