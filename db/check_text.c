/* Is every text of a file one? See check_text.h. */
#include "db/check_text.h"

#include "db/trigger.h"

/* A new row and a head are JSON: an escaped control character stands in it in ASCII. */
#define IN_JSON                                                                                    \
	"col = 0 AND json_valid(value) AND EXISTS (SELECT 1 FROM json_each(journal.value) AS e "   \
	"WHERE "                                                                                   \
	"e.type = 'text' AND NOT suivi_sound(e.value))"

static const char bad_entry[] = "(typeof(value) = 'text' AND NOT suivi_sound(value)) OR "
				"(typeof(old) = 'text' AND NOT suivi_sound(old)) OR "
				"NOT suivi_sound(author) OR (" IN_JSON ")";

static enum err_code count(struct db *db, const char *where, char *sql, check_text_fn *found,
	void *ctx, struct err *err)
{
	int64_t bad = 0;
	enum err_code rc = sql ? db_exec_int(db, sql, &bad, err)
			       : err_fail(err, WHY_NO_MEMORY, "check of texts");

	sqlite3_free(sql);
	if (!rc && bad)
		found(ctx, where, (long)bad);
	return rc;
}

/* One look at a table: a row counts once, however many of its columns are bad. */
static enum err_code count_table(
	struct db *db, int i, check_text_fn *found, void *ctx, struct err *err)
{
	struct table_info table;
	sqlite3_str *sql;
	enum err_code rc = trigger_table(db, i, &table, err);

	if (rc)
		return rc;
	sql = sqlite3_str_new(db->handle);
	sqlite3_str_appendf(sql, "SELECT count(*) FROM main.%s WHERE 0", table.name);
	for (int c = 1; c < table.column_count; c++) {
		if (!table.derived[c])
			sqlite3_str_appendf(sql,
				" OR (typeof(%s) = 'text' AND NOT suivi_sound(%s))",
				table.columns[c], table.columns[c]);
	}
	return count(db, table.name, sqlite3_str_finish(sql), found, ctx, err);
}

enum err_code check_text(struct db *db, check_text_fn *found, void *ctx, struct err *err)
{
	enum err_code rc = count(db, "journal",
		sqlite3_mprintf("SELECT count(*) FROM main.journal WHERE %s", bad_entry), found,
		ctx, err);

	for (int i = 0; i < TABLE_COUNT && !rc; i++)
		rc = count_table(db, i, found, ctx, err);
	return rc;
}

enum err_code check_text_mend(struct db *db, struct err *err)
{
	/* bytes first: only then is a row JSON that can be read */
	enum err_code rc = db_exec(db,
		"UPDATE main.journal SET value = suivi_mend(value) "
		"WHERE typeof(value) = 'text' AND NOT suivi_sound(value);"
		"UPDATE main.journal SET old = suivi_mend(old) "
		"WHERE typeof(old) = 'text' AND NOT suivi_sound(old);"
		"UPDATE main.journal SET author = suivi_mend(author) WHERE NOT "
		"suivi_sound(author);",
		err);

	if (!rc)
		rc = db_exec(db,
			"UPDATE main.journal SET value = (SELECT json_group_object(e.key, "
			"iif(e.type = 'text', suivi_mend(e.value), e.value)) FROM "
			"json_each(journal.value) AS "
			"e) WHERE " IN_JSON,
			err);
	return rc;
}
