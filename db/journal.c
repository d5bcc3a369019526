/* Reading the journal: batches and history. See journal.h and db.h. */
#include "db/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ident.h"
#include "db/trigger.h"

static const unsigned char last_stamp[STAMP_SIZE] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
	0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

/* ---- Sets of stamps ------------------------------------------------------ */

enum err_code stamp_set_add(struct stamp_set *set, const unsigned char *stamp, struct err *err)
{
	void *grown;

	if ((set->count & (set->count + 1)) == 0 || !set->stamps) { /* at 0, 1, 3, 7 … */
		grown = realloc(set->stamps, 2 * (set->count + 1) * STAMP_SIZE);
		if (!grown)
			return err_fail(err, WHY_NO_MEMORY, "stamps");
		set->stamps = grown;
	}
	memcpy(set->stamps[set->count++], stamp, STAMP_SIZE);
	return ERR_OK;
}

bool stamp_set_has(const struct stamp_set *set, const unsigned char *stamp)
{
	for (size_t i = 0; i < set->count; i++) {
		if (memcmp(set->stamps[i], stamp, STAMP_SIZE) == 0)
			return true;
	}
	return false;
}

void stamp_set_release(struct stamp_set *set)
{
	free(set->stamps);
	*set = (struct stamp_set){0};
}

/* ---- Heads --------------------------------------------------------------- */

bool journal_stamp(struct stmt *st, int column, unsigned char ret[STAMP_SIZE])
{
	if (sqlite3_column_bytes(st->handle, column) != STAMP_SIZE)
		return false;
	memcpy(ret, sqlite3_column_blob(st->handle, column), STAMP_SIZE);
	return true;
}

/* Wall time kept in a head, if there is one and it is a time. */
static int64_t wall_time(struct stmt *st, int column, const unsigned char stamp[STAMP_SIZE])
{
	const int64_t end = INT64_C(253402300800000); /* the year 10000 */
	int64_t at = stmt_int(st, column);

	if (sqlite3_column_type(st->handle, column) != SQLITE_INTEGER || at < -end || at >= end)
		at = stamp_ms(stamp);
	return at;
}

/* Columns: stamp, author, action, subject, entries, target, at, login, machine. */
static void read_head(struct stmt *st, struct batch_head *ret)
{
	*ret = (struct batch_head){0};
	(void)journal_stamp(st, 0, ret->row.stamp);
	ret->row.at = wall_time(st, 6, ret->row.stamp);
	stmt_copy(st, 7, ret->row.login, sizeof ret->row.login);
	stmt_copy(st, 8, ret->row.machine, sizeof ret->row.machine);
	stmt_copy(st, 1, ret->row.author, sizeof ret->row.author);
	stmt_copy(st, 2, ret->row.action, sizeof ret->row.action);
	stmt_copy(st, 3, ret->row.subject, sizeof ret->row.subject);
	ret->row.entries = (long)stmt_int(st, 4);
	ret->has_target = journal_stamp(st, 5, ret->target);
}

enum err_code journal_heads(struct db *db, const unsigned char *before, journal_head_fn *each,
	void *ctx, struct err *err)
{
	const unsigned char *from = before ? before : last_stamp;
	struct stmt *st = stmt_use(db, STMT_JOURNAL_HEADS);
	struct batch_head head;
	enum err_code rc;
	bool row = true;

	stmt_bind_int(st, ":row", stamp_row(from));
	stmt_bind_blob(st, ":stamp", from, STAMP_SIZE);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		read_head(st, &head);
		if (!each(ctx, &head))
			break;
	}
	stmt_reset(st);
	return rc;
}

enum err_code journal_head(struct db *db, const unsigned char stamp[STAMP_SIZE],
	struct batch_head *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_JOURNAL_HEAD);
	bool row = false;
	enum err_code rc;

	stmt_bind_blob(st, ":stamp", stamp, STAMP_SIZE);
	rc = stmt_step(st, &row, err);
	if (!rc && !row)
		rc = err_fail(err, WHY_NOTHING_TO_UNDO, "no such batch");
	if (!rc)
		read_head(st, ret);
	stmt_reset(st);
	return rc;
}

struct batch_page {
	struct batch_row *rows;
	size_t count, limit;
	const unsigned char *before;
	struct stamp_set cancelled;
	struct err *err;
	enum err_code rc;
};

/* Walk from the newest head, so that what cancels a batch is seen before it. */
static bool page_head(void *ctx, const struct batch_head *head)
{
	struct batch_page *page = ctx;
	bool cancelled = stamp_set_has(&page->cancelled, head->row.stamp);

	if (head->has_target && !cancelled) {
		page->rc = stamp_set_add(&page->cancelled, head->target, page->err);
		if (page->rc)
			return false;
	}
	if (page->before && memcmp(head->row.stamp, page->before, STAMP_SIZE) >= 0)
		return true;
	page->rows[page->count] = head->row;
	page->rows[page->count++].undone = cancelled;
	return page->count < page->limit;
}

enum err_code db_batches(struct db *db, const unsigned char *before, size_t limit,
	struct batch_row *ret, size_t *ret_count, struct err *err)
{
	struct batch_page page = {.rows = ret, .limit = limit, .before = before, .err = err};
	enum err_code rc = ERR_OK;

	if (limit > 0)
		rc = journal_heads(db, NULL, page_head, &page, err);
	if (!rc)
		rc = page.rc;
	stamp_set_release(&page.cancelled);
	if (!rc)
		*ret_count = page.count;
	return rc;
}

/* What the digits begin, filled up with the least and the greatest. */
static bool range_of(
	const char *digits, unsigned char least[STAMP_SIZE], unsigned char most[STAMP_SIZE])
{
	static const char hex[] = "0123456789abcdef";
	size_t n = strlen(digits);

	memset(least, 0, STAMP_SIZE);
	memset(most, 0xFF, STAMP_SIZE);
	for (size_t i = 0; i < n && i < 2 * STAMP_SIZE; i++) {
		const char *at = strchr(hex, digits[i] | 0x20);
		int shift = i % 2 ? 0 : 4;

		if (!at || !*at)
			return false;
		least[i / 2] |= (unsigned char)((at - hex) << shift);
		most[i / 2] &= (unsigned char)~((0xF & ~(at - hex)) << shift);
	}
	return n > 0 && n <= 2 * STAMP_SIZE;
}

enum err_code db_batch_find(struct db *db, const char *digits, struct batch_row *ret,
	bool *ret_several, struct err *err)
{
	unsigned char least[STAMP_SIZE], most[STAMP_SIZE];
	struct stmt *st = stmt_use(db, STMT_JOURNAL_HEADS_BETWEEN);
	struct batch_head head;
	bool row = false, second = false;
	enum err_code rc = ERR_OK;

	if (!range_of(digits, least, most)) {
		stmt_reset(st);
		return err_fail(err, WHY_NOTHING_TO_UNDO, "no stamp");
	}
	stmt_bind_blob(st, ":least", least, STAMP_SIZE);
	stmt_bind_blob(st, ":most", most, STAMP_SIZE);
	rc = stmt_step(st, &row, err);
	if (!rc && row) {
		read_head(st, &head);
		rc = stmt_step(st, &second, err);
	}
	stmt_reset(st);
	if (!rc && !row)
		rc = err_fail(err, WHY_NOTHING_TO_UNDO, "no such batch");
	if (!rc) {
		*ret = head.row;
		*ret_several = second;
	}
	return rc;
}

/* Number of a table by its name; 0: there is none. */
static int number_of(const char *table)
{
	for (int i = 0; i < TABLE_COUNT; i++) {
		if (strcmp(trigger_table_name(i), table) == 0)
			return trigger_table_number(i);
	}
	return 0;
}

enum err_code db_batch_touches(struct db *db, const unsigned char stamp[STAMP_SIZE],
	const char *table, bool *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_JOURNAL_BATCH_TOUCHES);
	enum err_code rc;

	stmt_bind_blob(st, ":batch", stamp, STAMP_SIZE);
	stmt_bind_int(st, ":tbl", number_of(table));
	rc = stmt_one(st, err);
	if (!rc)
		*ret = stmt_int(st, 0) != 0;
	stmt_reset(st);
	return rc;
}

/* ---- History ------------------------------------------------------------- */

enum err_code journal_key(
	struct db *db, int table, int64_t row, char ret[3 * NAME_SIZE], struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ROW_KEY);
	enum err_code rc;

	stmt_bind_int(st, ":tbl", table);
	stmt_bind_int(st, ":row", row);
	rc = stmt_one(st, err);
	if (!rc)
		stmt_copy(st, 0, ret, 3 * NAME_SIZE);
	stmt_reset(st);
	return rc;
}

enum err_code db_row_key(
	struct db *db, const char *table, int64_t row, char ret[3 * NAME_SIZE], struct err *err)
{
	return journal_key(db, number_of(table), row, ret, err);
}

enum err_code db_row_item(
	struct db *db, const char *table, int64_t row, int64_t *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ROW_ITEM);
	enum err_code rc;

	stmt_bind_int(st, ":tbl", number_of(table));
	stmt_bind_int(st, ":row", row);
	rc = stmt_one(st, err);
	if (!rc)
		*ret = stmt_int(st, 0);
	stmt_reset(st);
	return rc;
}

/* Tables as they are, read once per listing. */
struct catalogue {
	bool known[TABLE_COUNT];
	struct table_info tables[TABLE_COUNT];
};

static enum err_code describe(struct db *db, struct catalogue *catalogue, int number,
	const struct table_info **ret, struct err *err)
{
	int i = trigger_table_index(number);
	enum err_code rc;

	if (i < 0) {
		*ret = NULL;
		return ERR_OK;
	}
	if (!catalogue->known[i]) {
		rc = trigger_table(db, i, &catalogue->tables[i], err);
		if (rc)
			return rc;
		catalogue->known[i] = true;
	}
	*ret = &catalogue->tables[i];
	return ERR_OK;
}

static enum err_code copy_value(struct stmt *st, int column, char **ret, struct err *err)
{
	*ret = NULL;
	if (stmt_is_null(st, column))
		return ERR_OK;
	*ret = strdup(stmt_text(st, column));
	return *ret ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "history");
}

/* {"1":"0024003"} as {"matricule":"0024003"} */
static enum err_code name_columns(struct db *db, const char *table, char **json, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ROW_JSON);
	char *named = NULL;
	enum err_code rc;

	stmt_bind_text(st, ":value", *json);
	stmt_bind_text(st, ":table", table);
	rc = stmt_one(st, err);
	if (!rc)
		rc = copy_value(st, 0, &named, err);
	stmt_reset(st);
	if (!rc) {
		free(*json);
		*json = named;
	}
	return rc;
}

static void take_head(struct history_row *row, const struct batch_row *head)
{
	memcpy(row->action, head->action, sizeof row->action);
	memcpy(row->login, head->login, sizeof row->login);
	memcpy(row->machine, head->machine, sizeof row->machine);
	row->at = head->at;
}

/* Columns: stamp, tbl, row, col, value, old, author, batch. */
static enum err_code read_change(struct db *db, struct stmt *st, struct catalogue *catalogue,
	const unsigned char *batch, struct history_row *ret, struct err *err)
{
	int number = (int)stmt_int(st, 1), column = (int)stmt_int(st, 3);
	const struct table_info *table = NULL;
	struct history_row row = {.row = stmt_int(st, 2)};
	struct batch_head head;
	enum err_code rc = describe(db, catalogue, number, &table, err);

	(void)journal_stamp(st, 0, row.stamp);
	row.at = stamp_ms(row.stamp);
	stmt_copy(st, 6, row.author, sizeof row.author);
	if (batch)
		memcpy(row.batch, batch, STAMP_SIZE);
	else
		(void)journal_stamp(st, 7, row.batch);
	if (!rc && table)
		(void)snprintf(row.table, sizeof row.table, "%s", table->name);
	if (!rc && table && column > 0 && column < table->column_count)
		(void)snprintf(row.field, sizeof row.field, "%s", table->columns[column]);
	if (!rc)
		rc = copy_value(st, 4, &row.value, err);
	if (!rc)
		rc = copy_value(st, 5, &row.old, err);
	if (!rc && table && column == 0 && row.value)
		rc = name_columns(db, table->name, &row.value, err);
	if (!rc)
		rc = journal_key(db, number, row.row, row.key, err);
	if (!rc) {
		rc = journal_head(db, row.batch, &head, err);
		if (!rc)
			take_head(&row, &head.row);
		else if (rc == ERR_NOT_FOUND)
			rc = ERR_OK;
	}
	if (rc) {
		free(row.value);
		free(row.old);
		return rc;
	}
	*ret = row;
	return ERR_OK;
}

static enum err_code walk(struct db *db, struct stmt *st, const unsigned char *batch, size_t limit,
	db_history_fn *each, void *ctx, struct err *err)
{
	struct catalogue *catalogue = calloc(1, sizeof *catalogue);
	enum err_code rc = catalogue ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "history");
	bool more = true;

	for (size_t i = 0; i < limit && !rc && more; i++) {
		struct history_row change;

		rc = stmt_step(st, &more, err);
		if (rc || !more)
			break;
		rc = read_change(db, st, catalogue, batch, &change, err);
		if (rc)
			break;
		more = each(ctx, &change);
		free(change.value);
		free(change.old);
	}
	stmt_reset(st);
	free(catalogue);
	return rc;
}

enum err_code db_history(struct db *db, int64_t student_id, const unsigned char *before,
	size_t limit, db_history_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, student_id ? STMT_JOURNAL_STUDENT : STMT_JOURNAL_ALL);

	if (student_id)
		stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_blob(st, ":before", before ? before : last_stamp, STAMP_SIZE);
	stmt_bind_int(st, ":limit", limit > INT32_MAX ? INT32_MAX : (int64_t)limit);
	return walk(db, st, NULL, limit, each, ctx, err);
}

enum err_code db_batch_changes(struct db *db, const unsigned char stamp[STAMP_SIZE], size_t limit,
	db_history_fn *each, void *ctx, struct err *err)
{
	struct batch_head head;
	enum err_code rc = journal_head(db, stamp, &head, err);
	struct stmt *st;

	if (rc)
		return rc;
	if ((size_t)head.row.entries < limit)
		limit = (size_t)head.row.entries;
	st = stmt_use(db, STMT_JOURNAL_BATCH);
	stmt_bind_blob(st, ":batch", stamp, STAMP_SIZE);
	return walk(db, st, stamp, limit, each, ctx, err);
}
