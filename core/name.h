/*
 * Last and first names out of one cell.
 *
 * "Doe, Jane" and capitals ("DUPONT Jean-Luc", "Jean-Luc DUPONT", "van den
 * BERG An") say which is which; nothing else does, since "Maes Ana" and "Ana
 * Maes" look alike. Particles belong to the last name wherever they stand
 * ("Berg, Jan van der"), and so do suffixes ("King, Martin, Jr.").
 */
#ifndef SUIVI_CORE_NAME_H
#define SUIVI_CORE_NAME_H

#include <stdbool.h>

#include "db/rows.h"

enum name_certainty {
	NAME_SURE,
	NAME_GUESSED,  /* the order cannot be told: the first word was taken as last name */
	NAME_TOO_LONG, /* does not fit; ret_last and ret_first are "" */
};

/*
 * full       cleaned (text_clean), with a NUL
 * ret_last   NAME_SIZE bytes; ret_first too, "" for one word alone
 */
enum name_certainty name_split(const char *full, char ret_last[NAME_SIZE],
                               char ret_first[NAME_SIZE]);

/*
 * Is the cell this student's name, whatever the order, the case, the accents and
 * the punctuation? The same words are in both.
 */
bool name_fits(const char *full, const char *last, const char *first);

/*
 * The i-th way to cut a name without capitals or comma in two: before each word,
 * the last name first and then the other way round. False: there are fewer.
 */
bool name_split_each(
	const char *full, size_t i, char ret_last[NAME_SIZE], char ret_first[NAME_SIZE]);

/* The words of a text, folded, without what stands between them: "d oultremont". */
void name_words(const char *text, char *ret, size_t size);

#endif
