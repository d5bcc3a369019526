/*
 * Last and first names out of one cell.
 *
 * "Doe, Jane" and capitals ("DUPONT Jean-Luc", "Jean-Luc DUPONT", "van den
 * BERG An") say which is which; nothing else does, since "Maes Ana" and "Ana
 * Maes" look alike.
 */
#ifndef SUIVI_CORE_NAME_H
#define SUIVI_CORE_NAME_H

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

#endif
