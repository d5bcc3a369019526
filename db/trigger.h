/*
 * Private to db/: the TEMP triggers that journal every edit.
 *
 * Generated from the schema, so that no code path can forget; made when a
 * connection first writes. They call functions registered on the connection:
 * suivi_journaling() (db_triggers() switches it, since SQLite lets TEMP triggers
 * run whatever its own switch says), suivi_stamp(), suivi_batch(), suivi_author(), and the aggregate
 * suivi_heads(stamp, supersedes), which gives the stamps not superseded.
 */
#ifndef SUIVI_DB_TRIGGER_H
#define SUIVI_DB_TRIGGER_H

#include <sqlite3.h>

#include "db/db.h"

/* A journaled table as the schema has it. */
enum { COLUMNS_MAX = 24 };
struct table_info {
	int number;
	const char *name;
	int column_count; /* id included */
	char columns[COLUMNS_MAX][32];
	bool derived[COLUMNS_MAX]; /* not journaled: sort_key */
	char fallback[COLUMNS_MAX][32]; /* SQL of the default; "NULL" */
};

enum { TABLE_COUNT = 0
#define TABLE(number, name, key) + 1
#include "db/tables.def"
#undef TABLE
};

/* Describe table i (0..TABLE_COUNT-1) as it is in the open file. */
MUST_CHECK enum err_code trigger_table(struct db *db, int i, struct table_info *ret,
                                       struct err *err);
/* Name, number and natural key of table i; static. */
const char *trigger_table_name(int i);
int trigger_table_number(int i);
const char *trigger_table_key(int i);
/* i of a table number; -1. */
int trigger_table_index(int number);

/* '1',new.matricule,'2',new.last_name… as arguments of json_object; from: "new" or a table. */
void trigger_whole_row(sqlite3_str *sql, const struct table_info *table, const char *from);
/* Register the functions: at opening. */
MUST_CHECK enum err_code trigger_functions(struct db *db, struct err *err);
/* Make the triggers and TEMP table stale: before the first write. */
MUST_CHECK enum err_code trigger_create(struct db *db, struct err *err);

#endif
