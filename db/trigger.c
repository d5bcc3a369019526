/* The journaling triggers. See trigger.h. */
#include "db/trigger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/conn.h"
#include "db/ident.h"
#include "db/text_cut.h"

static const struct {
	int number;
	const char *name, *key;
} tables[TABLE_COUNT] = {
#define TABLE(number, name, key) {number, #name, key},
#include "db/tables.def"
#undef TABLE
};

const char *trigger_table_name(int i)
{
	return tables[i].name;
}

int trigger_table_number(int i)
{
	return tables[i].number;
}

const char *trigger_table_key(int i)
{
	return tables[i].key;
}

int trigger_table_index(int number)
{
	for (int i = 0; i < TABLE_COUNT; i++) {
		if (tables[i].number == number)
			return i;
	}
	return -1;
}

/* ---- Functions the triggers call --------------------------------------- */

static void sql_stamp(sqlite3_context *context, int n, sqlite3_value **args)
{
	struct db *db = sqlite3_user_data(context);
	unsigned char stamp[STAMP_SIZE];

	(void)n;
	(void)args;
	if (!stamp_next(&db->clock, db->hooks.now_ms(), stamp)) {
		sqlite3_result_error(context, "no stamp is left", -1);
		return;
	}
	db->batch_entries++;
	sqlite3_result_blob(context, stamp, sizeof stamp, SQLITE_TRANSIENT);
}

static void sql_batch(sqlite3_context *context, int n, sqlite3_value **args)
{
	struct db *db = sqlite3_user_data(context);

	(void)n;
	(void)args;
	sqlite3_result_blob(context, db->batch, STAMP_SIZE, SQLITE_TRANSIENT);
}

static void sql_author(sqlite3_context *context, int n, sqlite3_value **args)
{
	struct db *db = sqlite3_user_data(context);

	(void)n;
	(void)args;
	sqlite3_result_text(context, db->author, -1, SQLITE_TRANSIENT);
}

/* Entries of one field seen so far, and the stamps they supersede. */
struct heads {
	size_t count, superseded_count;
	unsigned char *stamps, *superseded;
};

static bool append(unsigned char **list, size_t *count, const void *stamps, size_t n)
{
	unsigned char *grown = sqlite3_realloc64(*list, (*count + n) * STAMP_SIZE);

	if (!grown)
		return false;
	memcpy(grown + *count * STAMP_SIZE, stamps, n * STAMP_SIZE);
	*list = grown;
	*count += n;
	return true;
}

static void heads_step(sqlite3_context *context, int n, sqlite3_value **args)
{
	struct heads *heads = sqlite3_aggregate_context(context, sizeof *heads);
	size_t superseded;

	(void)n;
	if (!heads || sqlite3_value_bytes(args[0]) != STAMP_SIZE ||
		!append(&heads->stamps, &heads->count, sqlite3_value_blob(args[0]), 1)) {
		sqlite3_result_error_nomem(context);
		return;
	}
	superseded = (size_t)sqlite3_value_bytes(args[1]) / STAMP_SIZE;
	if (superseded && !append(&heads->superseded, &heads->superseded_count,
				  sqlite3_value_blob(args[1]), superseded))
		sqlite3_result_error_nomem(context);
}

static void heads_final(sqlite3_context *context)
{
	struct heads *heads = sqlite3_aggregate_context(context, 0);
	size_t kept = 0;

	if (!heads || heads->count == 0) {
		sqlite3_result_null(context);
		return;
	}
	for (size_t i = 0; i < heads->count; i++) {
		const unsigned char *stamp = heads->stamps + i * STAMP_SIZE;
		bool superseded = false;

		for (size_t j = 0; j < heads->superseded_count && !superseded; j++)
			superseded =
				memcmp(heads->superseded + j * STAMP_SIZE, stamp, STAMP_SIZE) == 0;
		if (!superseded) {
			memmove(heads->stamps + kept * STAMP_SIZE, stamp, STAMP_SIZE);
			kept++;
		}
	}
	sqlite3_result_blob(context, heads->stamps, (int)(kept * STAMP_SIZE), SQLITE_TRANSIENT);
	sqlite3_free(heads->stamps);
	sqlite3_free(heads->superseded);
}

static void sql_journaling(sqlite3_context *context, int n, sqlite3_value **args)
{
	const struct db *db = sqlite3_user_data(context);

	(void)n;
	(void)args;
	sqlite3_result_int(context, !db->unjournaled);
}

static void sql_fold(sqlite3_context *context, int n, sqlite3_value **args)
{
	struct db *db = sqlite3_user_data(context);
	const unsigned char *text = sqlite3_value_text(args[0]);
	char folded[NAME_SIZE]; /* as in core's student_sort_key */
	size_t length = 0;

	(void)n;
	if (!text && sqlite3_value_type(args[0]) != SQLITE_NULL) {
		sqlite3_result_error_nomem(context);
		return;
	}
	if (text)
		length = db->hooks.fold((const char *)text, (size_t)sqlite3_value_bytes(args[0]),
			folded, sizeof folded);
	sqlite3_result_text(context, folded, (int)length, SQLITE_TRANSIENT);
}

/* suivi_sound(value): is a text one, without control characters? Other values are. */
static void sql_sound(sqlite3_context *context, int n, sqlite3_value **args)
{
	const unsigned char *text = sqlite3_value_text(args[0]);

	(void)n;
	sqlite3_result_int(context, !text || text_cut_sound((const char *)text,
						     (size_t)sqlite3_value_bytes(args[0]), true));
}

/* suivi_mend(value): a text made so. */
static void sql_mend(sqlite3_context *context, int n, sqlite3_value **args)
{
	const char *text = (const char *)sqlite3_value_text(args[0]);
	size_t length = (size_t)sqlite3_value_bytes(args[0]);
	char *mended = text ? malloc(3 * length + 1) : NULL;

	(void)n;
	if (!text) {
		sqlite3_result_null(context);
	} else if (!mended) {
		sqlite3_result_error_nomem(context);
	} else {
		length = text_cut_mend(text, length, true, mended);
		sqlite3_result_text(context, mended, (int)length, free);
	}
}

enum err_code trigger_functions(struct db *db, struct err *err)
{
	const int flags = SQLITE_UTF8;
	int code = sqlite3_create_function_v2(
		db->handle, "suivi_stamp", 0, flags, db, sql_stamp, NULL, NULL, NULL);

	if (!code)
		code = sqlite3_create_function_v2(
			db->handle, "suivi_batch", 0, flags, db, sql_batch, NULL, NULL, NULL);
	if (!code)
		code = sqlite3_create_function_v2(
			db->handle, "suivi_author", 0, flags, db, sql_author, NULL, NULL, NULL);
	if (!code)
		code = sqlite3_create_function_v2(db->handle, "suivi_journaling", 0, flags, db,
			sql_journaling, NULL, NULL, NULL);
	if (!code)
		code = sqlite3_create_function_v2(db->handle, "suivi_heads", 2, flags, db, NULL,
			heads_step, heads_final, NULL);
	if (!code)
		code = sqlite3_create_function_v2(db->handle, "suivi_fold", 1,
			flags | SQLITE_DETERMINISTIC, db, sql_fold, NULL, NULL, NULL);
	if (!code)
		code = sqlite3_create_function_v2(db->handle, "suivi_sound", 1,
			flags | SQLITE_DETERMINISTIC, db, sql_sound, NULL, NULL, NULL);
	if (!code)
		code = sqlite3_create_function_v2(db->handle, "suivi_mend", 1,
			flags | SQLITE_DETERMINISTIC, db, sql_mend, NULL, NULL, NULL);
	return code ? db_error(db, code, err) : ERR_OK;
}

/* ---- The triggers ------------------------------------------------------ */

enum err_code trigger_table(struct db *db, int i, struct table_info *ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	struct table_info info = {.number = tables[i].number, .name = tables[i].name};
	int code = sqlite3_prepare_v2(db->handle,
		"SELECT name, ifnull(dflt_value, 'NULL') FROM pragma_table_info(?1, 'main') ORDER "
		"BY cid",
		-1, &st, NULL);

	if (!code)
		code = sqlite3_bind_text(st, 1, tables[i].name, -1, SQLITE_STATIC);
	while (!code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		const char *fallback = (const char *)sqlite3_column_text(st, 1);
		size_t length = name ? strlen(name) : 0;

		if (info.column_count == COLUMNS_MAX || length == 0 ||
			length >= sizeof info.columns[0] || !fallback ||
			strlen(fallback) >= sizeof info.fallback[0]) {
			bool lacking = !name || !fallback; /* neither is ever NULL itself */

			sqlite3_finalize(st);
			return err_fail(err, lacking ? WHY_NO_MEMORY : WHY_FILE_SCHEMA,
				"columns of %s", tables[i].name);
		}
		memcpy(info.columns[info.column_count], name, length + 1);
		memcpy(info.fallback[info.column_count], fallback, strlen(fallback) + 1);
		info.derived[info.column_count] = strcmp(name, "sort_key") == 0;
		info.column_count++;
		code = SQLITE_OK;
	}
	sqlite3_finalize(st);
	if (code != SQLITE_DONE)
		return db_error(db, code, err);
	*ret = info;
	return ERR_OK;
}

void trigger_whole_row(sqlite3_str *sql, const struct table_info *table, const char *from)
{
	const char *comma = "";

	for (int c = 1; c < table->column_count; c++) {
		if (table->derived[c])
			continue;
		sqlite3_str_appendf(sql, "%s'%d',%s.%s", comma, c, from, table->columns[c]);
		comma = ",";
	}
}

/*
 * Remember the students that select names. Not by OR IGNORE: the conflict
 * clause of the statement that fires a trigger replaces that of the trigger.
 */
static void mark_stale(sqlite3_str *sql, const char *select)
{
	sqlite3_str_appendf(sql,
		"INSERT INTO stale SELECT DISTINCT student_id FROM (%s) WHERE student_id NOT IN "
		"(SELECT student_id FROM stale);\n",
		select);
}

static void insert_trigger(sqlite3_str *sql, const struct table_info *table)
{
	sqlite3_str_appendf(sql,
		"CREATE TEMP TRIGGER journal_insert_%s AFTER INSERT ON main.%s WHEN "
		"suivi_journaling() BEGIN\n"
		"INSERT INTO journal (stamp, tbl, row, col, value, batch, author)\n"
		"VALUES (suivi_stamp(), %d, new.id, 0, json_object(",
		table->name, table->name, table->number);
	trigger_whole_row(sql, table, "new");
	sqlite3_str_appendall(sql, "), suivi_batch(), suivi_author());\n");
	if (table->number == TBL_rating)
		mark_stale(sql, "SELECT new.student_id AS student_id");
	sqlite3_str_appendall(sql, "END;\n");
}

/* Whose derived rows an update of a table touches; NULL: nobody's. */
static const char *stale_after_update(int table)
{
	switch (table) {
	case TBL_rating:
		return "SELECT new.student_id AS student_id";
	case TBL_assessment:
		return "SELECT student_id FROM rating WHERE assessment_id = new.id";
	case TBL_framework:
		return "SELECT student_id FROM standing WHERE framework_id = new.id "
		       "AND (old.rule <> new.rule OR old.deleted < new.deleted) "
		       "UNION ALL SELECT student_id FROM rating WHERE old.deleted > new.deleted";
	case TBL_item:
		return "SELECT student_id FROM standing WHERE framework_id = new.framework_id "
		       "AND (old.parent_id IS NOT new.parent_id OR old.deleted < new.deleted) "
		       "UNION ALL SELECT student_id FROM rating "
		       "WHERE old.deleted > new.deleted AND item_id = new.id";
	default:
		return NULL;
	}
}

static void update_trigger(sqlite3_str *sql, const struct table_info *table)
{
	sqlite3_str_appendf(sql,
		"CREATE TEMP TRIGGER journal_update_%s AFTER UPDATE ON main.%s WHEN "
		"suivi_journaling() BEGIN\n"
		"SELECT RAISE(ABORT, 'an id never changes') WHERE old.id IS NOT new.id;\n",
		table->name, table->name);
	for (int c = 1; c < table->column_count; c++) {
		const char *name = table->columns[c];

		if (table->derived[c])
			continue;
		sqlite3_str_appendf(sql,
			"INSERT INTO journal (stamp, tbl, row, col, value, old, supersedes, batch, "
			"author)\n"
			"SELECT suivi_stamp(), %d, new.id, %d, new.%s, old.%s,\n"
			"(SELECT suivi_heads(stamp, supersedes) FROM journal\n"
			" WHERE tbl = %d AND row = new.id AND col IN (0, %d)), suivi_batch(), "
			"suivi_author()\n"
			"WHERE old.%s IS NOT new.%s;\n",
			table->number, c, name, name, table->number, c, name, name);
	}
	if (stale_after_update(table->number))
		mark_stale(sql, stale_after_update(table->number));
	sqlite3_str_appendf(sql,
		"END;\n"
		"CREATE TEMP TRIGGER journal_delete_%s BEFORE DELETE ON main.%s WHEN "
		"suivi_journaling() BEGIN\n"
		"SELECT RAISE(ABORT, 'rows are marked deleted, never removed');\n"
		"END;\n",
		table->name, table->name);
}

enum err_code trigger_create(struct db *db, struct err *err)
{
	sqlite3_str *sql = sqlite3_str_new(db->handle);
	enum err_code rc = ERR_OK;
	char *text;

	/* Whole or not at all, so that it can be tried again. */
	sqlite3_str_appendall(
		sql, "BEGIN;\nCREATE TEMP TABLE stale (student_id INTEGER PRIMARY KEY);\n");
	for (int i = 0; i < TABLE_COUNT && !rc; i++) {
		struct table_info table;

		rc = trigger_table(db, i, &table, err);
		if (!rc) {
			insert_trigger(sql, &table);
			update_trigger(sql, &table);
		}
	}
	sqlite3_str_appendall(sql, "COMMIT;\n");
	text = sqlite3_str_finish(sql);
	if (!rc && !text)
		rc = err_fail(err, WHY_NO_MEMORY, "triggers");
	if (!rc)
		rc = db_exec(db, text, err);
	if (rc && !sqlite3_get_autocommit(db->handle))
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_free(text);
	return rc;
}
