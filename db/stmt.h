/*
 * Private to db/: the named statements of db/sql/queries.
 *
 * A statement is prepared at its first use on a connection and kept until the
 * connection closes. Values are bound by name; an unknown name is a bug. A
 * statement is used like this, and always reset before the function returns:
 *
 *	st = stmt_use(db, STMT_STUDENT_BY_ID);
 *	stmt_bind_int(st, ":id", id);
 *	rc = stmt_one(st, err);
 *	...
 *	stmt_reset(st);
 *
 * A statement cannot be used again while its rows are being read: callbacks of
 * an _each function may call other functions, not the same one.
 */
#ifndef SUIVI_DB_STMT_H
#define SUIVI_DB_STMT_H

#include <sqlite3.h>

#include "db/db.h"
#include "sql.h"

/* The ids are generated: STMT_ and the name in upper case. */
enum stmt_id {
#define X(id, name) STMT_##id,
	STATEMENTS(X)
#undef X
	STMT_COUNT
};

struct stmt {
	struct db *db;
	sqlite3_stmt *handle; /* NULL until first used */
	int failed;           /* SQLite code of a failed prepare or bind; stmt_step reports it */
	bool busy;            /* between use and reset */
};

/* Never NULL. A failure to prepare is kept and reported by stmt_step(). */
struct stmt *stmt_use(struct db *db, enum stmt_id id);
void stmt_reset(struct stmt *st);

void stmt_bind_int(struct stmt *st, const char *name, int64_t value);
void stmt_bind_null(struct stmt *st, const char *name);
/* NULL binds NULL. Text is borrowed until the reset. */
void stmt_bind_text(struct stmt *st, const char *name, const char *value);
/* "" binds NULL: for the optional text fields of rows.h. */
void stmt_bind_optional(struct stmt *st, const char *name, const char *value);
void stmt_bind_blob(struct stmt *st, const char *name, const void *bytes, size_t size);

/* One step: *ret_row tells a row from the end. */
MUST_CHECK enum err_code stmt_step(struct stmt *st, bool *ret_row, struct err *err);
/* Exactly one row: ERR_NOT_FOUND (WHY_NONE) when there is none. */
MUST_CHECK enum err_code stmt_one(struct stmt *st, struct err *err);
/* Run to the end, rows ignored, and reset. */
MUST_CHECK enum err_code stmt_run(struct stmt *st, struct err *err);

int64_t stmt_int(struct stmt *st, int column);
bool stmt_is_null(struct stmt *st, int column);
/*
 * "" for NULL; borrowed until the next step. "" too where memory is lacking:
 * the next step of any statement, the end of the batch and db_read_whole() say so.
 */
const char *stmt_text(struct stmt *st, int column);
/* Copy text into an array of a row; longer text than a row allows is damage: cut, and reported by check. */
void stmt_copy(struct stmt *st, int column, char *ret, size_t size);
/* The optional integer: fallback for NULL. */
int64_t stmt_int_or(struct stmt *st, int column, int64_t fallback);

#endif
