/* Folding the journal back into rows. See replay.h. */
#include "db/replay.h"

#include <stdlib.h>
#include <string.h>

#include "db/conn.h"
#include "db/ident.h"

struct replay {
	struct db *db;
	struct table_info table;
	sqlite3_stmt *entries; /* of a row: col, value, in order of col, stamp */
	sqlite3_stmt *fields;  /* of a whole-row entry: number, value */
	sqlite3_stmt *current; /* the row as it is */
	sqlite3_stmt *write;
	sqlite3_value *folded[COLUMNS_MAX]; /* NULL: the journal does not say */
};

static enum err_code prepare(struct db *db, char *sql, sqlite3_stmt **ret, struct err *err)
{
	int code;

	if (!sql)
		return err_fail(err, WHY_NO_MEMORY, "replay");
	code = sqlite3_prepare_v2(db->handle, sql, -1, ret, NULL);
	sqlite3_free(sql);
	return code ? db_error(db, code, err) : ERR_OK;
}

/* "id, a, b" with the derived columns left out. */
static void names(sqlite3_str *sql, const struct table_info *table)
{
	sqlite3_str_appendall(sql, "id");
	for (int c = 1; c < table->column_count; c++) {
		if (!table->derived[c])
			sqlite3_str_appendf(sql, ", %s", table->columns[c]);
	}
}

static char *write_sql(struct db *db, const struct table_info *table)
{
	sqlite3_str *sql = sqlite3_str_new(db->handle);
	bool student = table->number == TBL_student;

	sqlite3_str_appendf(sql, "INSERT INTO main.%s (", table->name);
	names(sql, table);
	sqlite3_str_appendf(sql, "%s) VALUES (?1", student ? ", sort_key" : "");
	for (int c = 1; c < table->column_count; c++) {
		if (!table->derived[c])
			sqlite3_str_appendf(sql, ", ifnull(?%d, %s)", c + 1, table->fallback[c]);
	}
	if (student)
		sqlite3_str_appendall(sql, ", suivi_fold(?3) || char(1) || suivi_fold(?4)");
	sqlite3_str_appendall(sql, ") ON CONFLICT (id) DO UPDATE SET deleted = excluded.deleted");
	for (int c = 1; c < table->column_count; c++)
		sqlite3_str_appendf(
			sql, ", %s = excluded.%s", table->columns[c], table->columns[c]);
	return sqlite3_str_finish(sql);
}

static char *read_sql(struct db *db, const struct table_info *table)
{
	sqlite3_str *sql = sqlite3_str_new(db->handle);

	/* Derived columns stand as NULL, so that a column's place is its number. */
	sqlite3_str_appendall(sql, "SELECT id");
	for (int c = 1; c < table->column_count; c++)
		sqlite3_str_appendf(sql, ", %s", table->derived[c] ? "NULL" : table->columns[c]);
	if (table->number == TBL_student)
		sqlite3_str_appendall(sql,
			", sort_key = suivi_fold(last_name) || char(1) || suivi_fold(first_name)");
	sqlite3_str_appendf(sql, " FROM main.%s WHERE id = ?1", table->name);
	return sqlite3_str_finish(sql);
}

enum err_code replay_new(struct db *db, int i, struct replay **ret, struct err *err)
{
	struct replay *replay = calloc(1, sizeof *replay);
	enum err_code rc;

	if (!replay)
		return err_fail(err, WHY_NO_MEMORY, "replay");
	replay->db = db;
	rc = trigger_table(db, i, &replay->table, err);
	if (!rc)
		rc = prepare(db,
			sqlite3_mprintf(
				"SELECT col, value FROM main.journal WHERE tbl = %d AND row = ?1 "
				"ORDER BY col, stamp",
				replay->table.number),
			&replay->entries, err);
	if (!rc)
		rc = prepare(db,
			sqlite3_mprintf("SELECT CAST(key AS INTEGER), value FROM json_each(?1)"),
			&replay->fields, err);
	if (!rc)
		rc = prepare(db, read_sql(db, &replay->table), &replay->current, err);
	if (!rc)
		rc = prepare(db, write_sql(db, &replay->table), &replay->write, err);
	if (rc) {
		replay_free(replay);
		return rc;
	}
	*ret = replay;
	return ERR_OK;
}

static void forget(struct replay *replay)
{
	for (int c = 0; c < COLUMNS_MAX; c++) {
		sqlite3_value_free(replay->folded[c]);
		replay->folded[c] = NULL;
	}
}

void replay_free(struct replay *replay)
{
	if (!replay)
		return;
	forget(replay);
	sqlite3_finalize(replay->entries);
	sqlite3_finalize(replay->fields);
	sqlite3_finalize(replay->current);
	sqlite3_finalize(replay->write);
	free(replay);
}

static enum err_code keep(struct replay *replay, int column, sqlite3_value *value, struct err *err)
{
	if (column < 0 || column >= replay->table.column_count)
		return ERR_OK; /* of a newer minor version */
	sqlite3_value_free(replay->folded[column]);
	replay->folded[column] = sqlite3_value_dup(value);
	return replay->folded[column] ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "replay");
}

/* Spread the whole row over the columns that no field entry says. */
static enum err_code spread(struct replay *replay, struct err *err)
{
	int code = sqlite3_bind_value(replay->fields, 1, replay->folded[0]);
	enum err_code rc = code ? db_error(replay->db, code, err) : ERR_OK;

	while (!rc && (code = sqlite3_step(replay->fields)) == SQLITE_ROW) {
		int column = sqlite3_column_int(replay->fields, 0);

		if (column > 0 && column < replay->table.column_count && !replay->folded[column])
			rc = keep(replay, column, sqlite3_column_value(replay->fields, 1), err);
	}
	if (!rc && code != SQLITE_DONE && (code & 0xFF) != SQLITE_ERROR) {
		rc = db_error(replay->db, code, err);
	} else if (!rc && code != SQLITE_DONE) {
		(void)err_fail(err, WHY_FILE_DAMAGED, "a journal entry is not JSON");
		rc = err_at(err, 0, replay->db->path, NULL);
	}
	(void)sqlite3_reset(replay->fields);
	return rc;
}

/* Fold the entries of a row into replay->folded; [0] is NULL when there is no row. */
static enum err_code fold_row(struct replay *replay, int64_t row, struct err *err)
{
	enum err_code rc = ERR_OK;
	int code = SQLITE_DONE;

	forget(replay);
	(void)sqlite3_bind_int64(replay->entries, 1, row);
	while (!rc && (code = sqlite3_step(replay->entries)) == SQLITE_ROW)
		rc = keep(replay, sqlite3_column_int(replay->entries, 0),
			sqlite3_column_value(replay->entries, 1), err);
	if (!rc && code != SQLITE_DONE)
		rc = db_error(replay->db, code, err);
	(void)sqlite3_reset(replay->entries);
	if (!rc && replay->folded[0])
		rc = spread(replay, err);
	return rc;
}

static bool same_value(sqlite3_value *a, sqlite3_value *b)
{
	int type = sqlite3_value_type(a);

	if (type != sqlite3_value_type(b))
		return false;
	switch (type) {
	case SQLITE_NULL:
		return true;
	case SQLITE_INTEGER:
		return sqlite3_value_int64(a) == sqlite3_value_int64(b);
	case SQLITE_FLOAT: {
		double x = sqlite3_value_double(a), y = sqlite3_value_double(b);

		return !(x < y) && !(x > y);
	}
	default: {
		const void *x = sqlite3_value_blob(a), *y = sqlite3_value_blob(b);
		int size = sqlite3_value_bytes(a);

		return size == sqlite3_value_bytes(b) &&
		       (size == 0 || memcmp(x, y, (size_t)size) == 0);
	}
	}
}

enum err_code replay_compare(struct replay *replay, int64_t row, enum replay_result *ret,
	const char **ret_column, struct err *err)
{
	const struct table_info *table = &replay->table;
	enum err_code rc = fold_row(replay, row, err);
	int code;

	if (rc)
		return rc;
	*ret = REPLAY_SAME;
	*ret_column = "";
	if (!replay->folded[0]) {
		*ret = REPLAY_UNKNOWN;
		return ERR_OK;
	}
	(void)sqlite3_bind_int64(replay->current, 1, row);
	code = sqlite3_step(replay->current);
	if (code == SQLITE_DONE)
		*ret = REPLAY_ABSENT;
	else if (code != SQLITE_ROW)
		rc = db_error(replay->db, code, err);
	for (int c = 1; code == SQLITE_ROW && c < table->column_count && *ret == REPLAY_SAME; c++) {
		bool same = table->derived[c]
				    ? sqlite3_column_int(replay->current, table->column_count) == 1
				    : !replay->folded[c] ||
					      same_value(replay->folded[c],
						      sqlite3_column_value(replay->current, c));

		if (!same) {
			*ret = REPLAY_DIFFERS;
			*ret_column = table->columns[c];
		}
	}
	(void)sqlite3_reset(replay->current);
	return rc;
}

enum err_code replay_write(struct replay *replay, int64_t row, struct err *err)
{
	enum err_code rc = fold_row(replay, row, err);
	int code;

	if (rc || !replay->folded[0])
		return rc;
	(void)sqlite3_clear_bindings(replay->write);
	code = sqlite3_bind_int64(replay->write, 1, row);
	for (int c = 1; c < replay->table.column_count && !code; c++) {
		if (replay->folded[c] && !replay->table.derived[c])
			code = sqlite3_bind_value(replay->write, c + 1, replay->folded[c]);
	}
	if (!code)
		code = sqlite3_step(replay->write);
	if (code != SQLITE_DONE)
		rc = db_error(replay->db, code, err);
	(void)sqlite3_reset(replay->write);
	return rc;
}

static enum err_code each_row(
	struct replay *replay, char *sql, replay_row_fn *each, void *ctx, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int code = SQLITE_DONE;
	enum err_code rc = prepare(replay->db, sql, &st, err);

	while (!rc && (code = sqlite3_step(st)) == SQLITE_ROW)
		rc = each(ctx, sqlite3_column_int64(st, 0), err);
	if (!rc && code != SQLITE_DONE)
		rc = db_error(replay->db, code, err);
	sqlite3_finalize(st);
	return rc;
}

enum err_code replay_each(struct replay *replay, replay_row_fn *each, void *ctx, struct err *err)
{
	return each_row(replay,
		sqlite3_mprintf("SELECT DISTINCT row FROM main.journal INDEXED BY journal_by_field "
				"WHERE tbl = %d ORDER BY row",
			replay->table.number),
		each, ctx, err);
}

enum err_code replay_strays(struct replay *replay, replay_row_fn *each, void *ctx, struct err *err)
{
	return each_row(replay,
		sqlite3_mprintf(
			"SELECT id FROM main.%s AS t WHERE NOT EXISTS (SELECT 1 FROM main.journal "
			"WHERE tbl = %d AND row = t.id AND col = 0)",
			replay->table.name, replay->table.number),
		each, ctx, err);
}
