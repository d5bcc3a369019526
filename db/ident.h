/*
 * Private to db/: ids of rows.
 *
 * 63 bits, never 0: BLAKE2b of the table's number and its natural key, so that
 * copies of a file edited apart give one row one id; random where a table has
 * no natural key. Text parts are taken as stored (NFC, cleaned by core).
 */
#ifndef SUIVI_DB_IDENT_H
#define SUIVI_DB_IDENT_H

#include <stdint.h>

enum table_number {
	TBL_HEAD = 0, /* in the journal: the head of a batch, not a table */
#define TABLE(number, name, key) TBL_##name = number,
#include "db/tables.def"
#undef TABLE
};

/* parts may not be NULL. Different splits of the same bytes give different ids. */
int64_t ident_text(int table, int n, const char *const parts[]);
int64_t ident_int(int table, int n, const int64_t parts[]);
int64_t ident_random(void);

#endif
