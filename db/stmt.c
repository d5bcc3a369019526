/* Named statements. See stmt.h. */
#include "db/stmt.h"

#include <assert.h>
#include <string.h>

#include "db/conn.h"
#include "db/outside.h"
#include "db/text_cut.h"

static const char *const texts[STMT_COUNT] = {
#define X(id, name) [STMT_##id] = sql_##name,
	STATEMENTS(X)
#undef X
};

struct stmt *stmt_use(struct db *db, enum stmt_id id)
{
	struct stmt *st = &db->statements[id];

	assert(!st->busy);
	st->db = db;
	st->busy = true;
	st->failed = SQLITE_OK;
	if (!st->handle) {
		st->failed = sqlite3_prepare_v3(
			db->handle, texts[id], -1, SQLITE_PREPARE_PERSISTENT, &st->handle, NULL);
		/* A wrong statement is a bug; damage and lack of memory are not. */
		assert(st->failed != SQLITE_ERROR || !sqlite3_errmsg(db->handle) ||
			!strstr(sqlite3_errmsg(db->handle), "syntax error"));
	}
	return st;
}

void stmt_reset(struct stmt *st)
{
	if (st->handle) {
		(void)sqlite3_reset(st->handle);
		(void)sqlite3_clear_bindings(st->handle);
	}
	st->busy = false;
}

/* Index of a parameter; 0 with failed set when the statement could not be prepared. */
static int parameter(struct stmt *st, const char *name)
{
	int index;

	if (st->failed || !st->handle)
		return 0;
	index = sqlite3_bind_parameter_index(st->handle, name);
	assert(index > 0);
	return index;
}

static void bound(struct stmt *st, int code)
{
	if (code && !st->failed)
		st->failed = code;
}

void stmt_bind_int(struct stmt *st, const char *name, int64_t value)
{
	int index = parameter(st, name);

	if (index)
		bound(st, sqlite3_bind_int64(st->handle, index, value));
}

void stmt_bind_null(struct stmt *st, const char *name)
{
	int index = parameter(st, name);

	if (index)
		bound(st, sqlite3_bind_null(st->handle, index));
}

void stmt_bind_text(struct stmt *st, const char *name, const char *value)
{
	int index = parameter(st, name);

	if (index)
		bound(st, sqlite3_bind_text(st->handle, index, value, -1, SQLITE_STATIC));
}

void stmt_bind_optional(struct stmt *st, const char *name, const char *value)
{
	stmt_bind_text(st, name, value && *value ? value : NULL);
}

void stmt_bind_blob(struct stmt *st, const char *name, const void *bytes, size_t size)
{
	int index = parameter(st, name);

	if (index)
		bound(st, sqlite3_bind_blob64(st->handle, index, bytes, size, SQLITE_STATIC));
}

enum err_code stmt_step(struct stmt *st, bool *ret_row, struct err *err)
{
	int code = st->failed;
	enum err_code rc = outside_lost(st->db, err);

	if (!rc)
		rc = db_read_whole(st->db, err);
	if (rc)
		return rc;
	if (!code)
		code = sqlite3_step(st->handle);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		return db_error(st->db, code, err);
	*ret_row = code == SQLITE_ROW;
	return ERR_OK;
}

enum err_code stmt_one(struct stmt *st, struct err *err)
{
	bool row;
	enum err_code rc = stmt_step(st, &row, err);

	if (rc)
		return rc;
	if (row)
		return ERR_OK;
	if (err)
		*err = (struct err){.code = ERR_NOT_FOUND};
	return ERR_NOT_FOUND;
}

enum err_code stmt_run(struct stmt *st, struct err *err)
{
	bool row = true;
	enum err_code rc = ERR_OK;

	while (!rc && row)
		rc = stmt_step(st, &row, err);
	stmt_reset(st);
	return rc;
}

int64_t stmt_int(struct stmt *st, int column)
{
	return sqlite3_column_int64(st->handle, column);
}

bool stmt_is_null(struct stmt *st, int column)
{
	return sqlite3_column_type(st->handle, column) == SQLITE_NULL;
}

const char *stmt_text(struct stmt *st, int column)
{
	const unsigned char *text = sqlite3_column_text(st->handle, column);

	/* NULL of what is none: there was no memory to hand it out */
	if (!text && (sqlite3_errcode(st->db->handle) & 0xFF) == SQLITE_NOMEM)
		st->db->lacking = true;
	return text ? (const char *)text : "";
}

void stmt_copy(struct stmt *st, int column, char *ret, size_t size)
{
	(void)text_cut_copy(ret, size, stmt_text(st, column));
}

int64_t stmt_int_or(struct stmt *st, int column, int64_t fallback)
{
	return stmt_is_null(st, column) ? fallback : stmt_int(st, column);
}
