/*
 * Rows of a list that are not about a student of this year: exports of learning
 * platforms name teachers and parents beside them, and rows they have deleted.
 */
#ifndef SUIVI_CORE_ROLE_H
#define SUIVI_CORE_ROLE_H

#include <stdbool.h>

/* Columns by the key of their name (core/synonym.h). */
bool role_is_column(const char *key);
bool deleted_is_column(const char *key);

/* Is this role one of teachers, parents, staff? Not so what is unknown or empty. */
bool role_is_other(const char *text);

/* Does a cell of a column for which deleted_is_column() holds say that the row is deleted? */
bool deleted_is_said(const char *key, const char *text);

/* Is this cell that of a gradebook's own rows: the maxima, the dummy student? */
bool row_is_gradebook(const char *text);

#endif
