/* JSON text through SQLite's own function. See db.h. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"

static sqlite3 *memory;      /* for the life of the program: it holds nothing */
static sqlite3_stmt *quoted; /* likewise */

static void close_memory(void)
{
	(void)sqlite3_finalize(quoted);
	(void)sqlite3_close(memory);
	quoted = NULL;
	memory = NULL;
}

static enum err_code open_memory(struct err *err)
{
	if (memory)
		return ERR_OK;
	if (sqlite3_open(":memory:", &memory) != SQLITE_OK) {
		close_memory();
		return err_fail(err, WHY_NO_MEMORY, "json");
	}
	(void)atexit(close_memory);
	return ERR_OK;
}

enum err_code db_json_merge(const char *under, const char *over, char **ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	const char *json = NULL;
	enum err_code rc = open_memory(err);

	if (rc)
		return rc;
	/* json_patch takes a null for a removal; the values here are texts only. */
	if (sqlite3_prepare_v2(memory, "SELECT json_patch(?1, ?2)", -1, &st, NULL) == SQLITE_OK) {
		(void)sqlite3_bind_text(st, 1, under, -1, SQLITE_STATIC);
		(void)sqlite3_bind_text(st, 2, over, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW)
			json = (const char *)sqlite3_column_text(st, 0);
	}
	*ret = json ? strdup(json) : NULL;
	sqlite3_finalize(st);
	return *ret ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "json");
}

enum err_code db_json_changes(
	const char *under, const char *over, db_member_fn *each, void *ctx, struct err *err)
{
	sqlite3_stmt *st = NULL;
	enum err_code rc = open_memory(err);
	int step;

	if (rc)
		return rc;
	if (sqlite3_prepare_v2(memory,
		    "SELECT o.key, coalesce(u.value, ''), coalesce(o.value, '')"
		    " FROM json_each(?2) AS o LEFT JOIN json_each(?1) AS u ON u.key = o.key"
		    " WHERE u.value IS NOT o.value",
		    -1, &st, NULL) != SQLITE_OK)
		return err_fail(err, WHY_NO_MEMORY, "json");
	(void)sqlite3_bind_text(st, 1, under, -1, SQLITE_STATIC);
	(void)sqlite3_bind_text(st, 2, over, -1, SQLITE_STATIC);
	while ((step = sqlite3_step(st)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		const char *before = (const char *)sqlite3_column_text(st, 1);
		const char *after = (const char *)sqlite3_column_text(st, 2);

		if (!name || !before || !after) {
			step = SQLITE_NOMEM;
			break;
		}
		if (!each(ctx, name, before, after))
			break;
	}
	sqlite3_finalize(st);
	return step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK
							 : err_fail(err, WHY_NO_MEMORY, "json");
}

enum err_code db_json_quote(const char *text, char **ret, struct err *err)
{
	const char *json;

	if (open_memory(err) != ERR_OK)
		return ERR_NO_MEMORY;
	if (!quoted &&
		sqlite3_prepare_v2(memory, "SELECT json_quote(?1)", -1, &quoted, NULL) != SQLITE_OK)
		return err_fail(err, WHY_NO_MEMORY, "json");
	(void)sqlite3_bind_text(quoted, 1, text, -1, SQLITE_STATIC);
	if (sqlite3_step(quoted) != SQLITE_ROW ||
		!(json = (const char *)sqlite3_column_text(quoted, 0))) {
		(void)sqlite3_reset(quoted);
		return err_fail(err, WHY_NO_MEMORY, "json");
	}
	*ret = strdup(json);
	(void)sqlite3_reset(quoted);
	(void)sqlite3_clear_bindings(quoted);
	return *ret ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "json");
}
