/* JSON text through SQLite's own function. See db.h. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"

enum err_code db_json_quote(const char *text, char **ret, struct err *err)
{
	static sqlite3 *memory; /* for the life of the program: it holds nothing */
	static sqlite3_stmt *quote;
	const char *json;

	if (!memory && sqlite3_open(":memory:", &memory) != SQLITE_OK) {
		sqlite3_close(memory);
		memory = NULL;
		return err_fail(err, WHY_NO_MEMORY, "json");
	}
	if (!quote &&
		sqlite3_prepare_v2(memory, "SELECT json_quote(?1)", -1, &quote, NULL) != SQLITE_OK)
		return err_fail(err, WHY_NO_MEMORY, "json");
	(void)sqlite3_bind_text(quote, 1, text, -1, SQLITE_STATIC);
	if (sqlite3_step(quote) != SQLITE_ROW ||
		!(json = (const char *)sqlite3_column_text(quote, 0))) {
		(void)sqlite3_reset(quote);
		return err_fail(err, WHY_NO_MEMORY, "json");
	}
	*ret = strdup(json);
	(void)sqlite3_reset(quote);
	(void)sqlite3_clear_bindings(quote);
	return *ret ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "json");
}
