/*
 * Changes of the journal in words: no ids, no names of columns. “Level of 3.2:
 * Started → Acquired”, people by name, students by name and matricule, items
 * by code.
 *
 * One table says for each column of each journaled table what it is called and
 * how its values are read; a test wants it whole.
 */
#ifndef SUIVI_CORE_CHANGE_H
#define SUIVI_CORE_CHANGE_H

#include "core/session.h"

enum { CHANGE_SIZE = 1024 };

/* What a table holds: “rating”, translated; NULL: it is not journaled here. */
const char *change_table(const char *table);

/* What a column is called, translated; NULL: there is none. */
const char *change_column(const char *table, const char *column);
/* Is it nothing for people: places in a list, when a level was last touched? */
bool change_is_aside(const char *table, const char *column);

/* Of what it is a change: “Lefèvre Zoé (0024003) 3.2 12/11/2026”. */
void change_of(struct session *session, const struct history_row *row, char ret[CHANGE_SIZE]);

/* The field, “(new)”, “(removed)” or “(back again)”. */
const char *change_field(const struct history_row *row);

/* The value before or after as people read it. Of a new row: its fields, “level: Acquired, …”. */
void change_old(struct session *session, const struct history_row *row, char ret[CHANGE_SIZE]);
void change_new(struct session *session, const struct history_row *row, char ret[CHANGE_SIZE]);

#endif
