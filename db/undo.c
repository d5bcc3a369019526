/*
 * Undo and redo: the inverse of a batch, written as a new batch. See db.h.
 *
 * Each entry is taken back from the last to the first. What it wrote must
 * still be there: a field must hold the value it gave, a new row all the
 * values it had; otherwise somebody changed it since and nothing is undone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ident.h"
#include "db/journal.h"
#include "db/text_cut.h"
#include "db/trigger.h"

/* ---- Which batch ----------------------------------------------------------- */

struct search {
	struct db *db;
	const char *author; /* NULL: anybody's */
	bool session;       /* of this opening only */
	bool redo;
	bool met, found; /* a batch of theirs that decides; it is one to be turned */
	struct batch_head head;
	struct stamp_set cancelled;
	enum err_code rc;
	struct err *err;
};

static bool is_theirs(const struct search *search, const struct batch_head *head)
{
	struct db *db = search->db;

	if (!search->author)
		return true;
	if (search->session && !stamp_same_origin(head->row.stamp, &db->clock))
		return false;
	if (strcmp(head->row.author, search->author) == 0)
		return true;
	return db->same_person &&
	       db->same_person(db->same_person_ctx, head->row.author, search->author);
}

static bool consider(void *ctx, const struct batch_head *head)
{
	struct search *search = ctx;
	bool is_redo = strcmp(head->row.action, "redo") == 0;
	/* of their own: an edit decides an undo, an edit or an undo a redo */
	bool decides = search->redo ? !is_redo : !head->has_target;

	if (stamp_set_has(&search->cancelled, head->row.stamp))
		return true;
	/* what the file was made with stays: without it there is nothing to work in */
	if (strcmp(head->row.action, "init") == 0)
		return true;
	if (decides && is_theirs(search, head)) {
		search->met = true;
		search->head = *head;
		search->found = !search->redo || head->has_target;
		return false;
	}
	if (head->has_target)
		search->rc = stamp_set_add(&search->cancelled, head->target, search->err);
	return search->rc == ERR_OK;
}

/* One walk from the newest. */
static enum err_code walk(struct search *search, struct err *err)
{
	enum err_code rc;

	search->err = err;
	rc = journal_heads(search->db, NULL, consider, search, err);
	if (!rc)
		rc = search->rc;
	stamp_set_release(&search->cancelled);
	return rc;
}

static enum err_code find(
	struct db *db, const char *author, bool redo, struct batch_head *ret, struct err *err)
{
	struct search search = {.db = db, .author = author, .redo = redo, .session = author};
	enum err_code rc = walk(&search, err);

	if (!rc && !search.met && author) {
		search.session = false;
		rc = walk(&search, err);
	}
	if (!rc && !search.found)
		rc = err_fail(err, redo ? WHY_NOTHING_TO_REDO : WHY_NOTHING_TO_UNDO, "no batch");
	if (!rc)
		*ret = search.head;
	return rc;
}

void db_set_same_person(struct db *db, db_same_person_fn *same, void *ctx)
{
	db->same_person = same;
	db->same_person_ctx = ctx;
}

enum err_code db_undo_next(
	struct db *db, const char *author, bool redo, struct batch_row *ret, struct err *err)
{
	struct batch_head head;
	enum err_code rc = find(db, author, redo, &head, err);

	if (!rc)
		*ret = head.row;
	return rc;
}

/* ---- Statements made for one table ------------------------------------------ */

/* Prepared when first needed, kept for the batch: an import has 100,000 entries. */
struct inverse {
	bool known;
	struct table_info table;
	sqlite3_stmt *same[COLUMNS_MAX]; /* by column; 0: the whole row */
	sqlite3_stmt *set[COLUMNS_MAX];  /* by column; 0: hide the row */
	sqlite3_stmt *children;          /* rows tied to one, and not deleted */
};

struct inverter {
	struct db *db;
	struct inverse tables[TABLE_COUNT];
};

static void inverter_release(struct inverter *inverter)
{
	for (int i = 0; i < TABLE_COUNT; i++) {
		for (int c = 0; c < COLUMNS_MAX; c++) {
			sqlite3_finalize(inverter->tables[i].same[c]);
			sqlite3_finalize(inverter->tables[i].set[c]);
		}
		sqlite3_finalize(inverter->tables[i].children);
	}
}

/* Text made of names in the schema, never of a value. Frees sql. */
static enum err_code prepare(struct db *db, char *sql, sqlite3_stmt **ret, struct err *err)
{
	int code;

	if (!sql)
		return err_fail(err, WHY_NO_MEMORY, "undo");
	code = sqlite3_prepare_v2(db->handle, sql, -1, ret, NULL);
	sqlite3_free(sql);
	return code ? db_error(db, code, err) : ERR_OK;
}

/* Step once and reset; *ret is column 0 of the row, 0 where there is none. */
static enum err_code step_int(struct db *db, sqlite3_stmt *st, int64_t *ret, struct err *err)
{
	int code = sqlite3_step(st);
	enum err_code rc = ERR_OK;

	*ret = code == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		rc = db_error(db, code, err);
	(void)sqlite3_reset(st);
	return rc;
}

struct entry {
	int column;
	int64_t row;
	const sqlite3_value *value, *old; /* of the statement that reads the journal */
};

/*
 * "SELECT json_object(…) = ?1 OR (…)": the row as it was journaled. The first
 * half serves nearly always; a row journaled before a migration lacks the
 * columns that came later, which must then still hold their defaults.
 */
static char *same_row_sql(struct db *db, const struct table_info *table)
{
	sqlite3_str *sql = sqlite3_str_new(db->handle);
	const char *comma = "", *and = "";

	sqlite3_str_appendall(sql, "SELECT json_object(");
	for (int c = 1; c < table->column_count; c++) {
		if (table->derived[c])
			continue;
		sqlite3_str_appendf(sql, "%s'%d',%s", comma, c, table->columns[c]);
		comma = ",";
	}
	sqlite3_str_appendall(sql, ") = ?1 OR (");
	for (int c = 1; c < table->column_count; c++) {
		if (table->derived[c])
			continue;
		sqlite3_str_appendf(sql,
			"%s%s IS iif(json_type(?1, '$.\"%d\"') IS NULL, %s, ?1 ->> '$.\"%d\"')", and,
			table->columns[c], c, table->fallback[c], c);
		and = " AND ";
	}
	sqlite3_str_appendf(sql, ") FROM %s WHERE id = ?2", table->name);
	return sqlite3_str_finish(sql);
}

/* Does the table still hold what the entry wrote? */
static enum err_code unchanged(struct db *db, struct inverse *inverse, const struct entry *entry,
	bool *ret, struct err *err)
{
	const struct table_info *table = &inverse->table;
	sqlite3_stmt **st = &inverse->same[entry->column];
	enum err_code rc = ERR_OK;
	int64_t same = 0;

	if (!*st && entry->column)
		rc = prepare(db,
			sqlite3_mprintf("SELECT %s IS ?1 FROM %s WHERE id = ?2",
				table->columns[entry->column], table->name),
			st, err);
	else if (!*st)
		rc = prepare(db, same_row_sql(db, table), st, err);
	if (rc)
		return rc;
	if (sqlite3_bind_value(*st, 1, entry->value) != SQLITE_OK)
		return err_fail(err, WHY_NO_MEMORY, "undo"); /* NULL would be compared */
	(void)sqlite3_bind_int64(*st, 2, entry->row);
	rc = step_int(db, *st, &same, err);
	*ret = same != 0;
	return rc;
}

/* "SELECT tbl, id FROM …child… UNION ALL …" over every table that refers to this one. */
static enum err_code prepare_children(struct db *db, struct inverse *inverse, struct err *err)
{
	sqlite3_str *sql = sqlite3_str_new(db->handle);
	enum err_code rc = ERR_OK;
	char *text;

	sqlite3_str_appendall(sql, "SELECT 0, 0 WHERE 0");
	for (int i = 0; i < TABLE_COUNT && !rc; i++) {
		sqlite3_stmt *st = NULL;
		int code = SQLITE_DONE;

		rc = prepare(db,
			sqlite3_mprintf("SELECT \"from\" FROM pragma_foreign_key_list(%Q) WHERE "
					"\"table\" = %Q",
				trigger_table_name(i), inverse->table.name),
			&st, err);
		while (!rc && (code = sqlite3_step(st)) == SQLITE_ROW) {
			const char *from = (const char *)sqlite3_column_text(st, 0);

			if (!from)
				rc = err_fail(err, WHY_NO_MEMORY, "undo");
			sqlite3_str_appendf(sql,
				" UNION ALL SELECT %d, id FROM %s WHERE %s = ?1 AND deleted = 0",
				trigger_table_number(i), trigger_table_name(i), from);
		}
		if (!rc && code != SQLITE_DONE)
			rc = db_error(db, code, err); /* a child not looked for is not none */
		sqlite3_finalize(st);
	}
	text = sqlite3_str_finish(sql);
	if (rc) {
		sqlite3_free(text);
		return rc;
	}
	return prepare(db, text, &inverse->children, err);
}

struct child {
	int table; /* 0: none */
	int64_t row;
};

/* A row that is tied to this one and not deleted. */
static enum err_code find_child(
	struct db *db, struct inverse *inverse, int64_t row, struct child *ret, struct err *err)
{
	enum err_code rc = inverse->children ? ERR_OK : prepare_children(db, inverse, err);
	int code;

	if (rc)
		return rc;
	(void)sqlite3_bind_int64(inverse->children, 1, row);
	code = sqlite3_step(inverse->children);
	*ret = (struct child){0};
	if (code == SQLITE_ROW)
		*ret = (struct child){sqlite3_column_int(inverse->children, 0),
			sqlite3_column_int64(inverse->children, 1)};
	else if (code != SQLITE_DONE)
		rc = db_error(db, code, err);
	(void)sqlite3_reset(inverse->children);
	return rc;
}

/* Refuse, naming a row and who changed it last. */
static enum err_code refuse(
	struct db *db, enum err_reason why, int table, int64_t row, struct err *err)
{
	char key[3 * NAME_SIZE] = "", author[NAME_SIZE] = "?";
	struct stmt *st;
	enum err_code rc = journal_key(db, table, row, key, err);

	if (rc)
		return rc;
	st = stmt_use(db, STMT_JOURNAL_NEWEST_OF_ROW);
	stmt_bind_int(st, ":tbl", table);
	stmt_bind_int(st, ":row", row);
	rc = stmt_one(st, err);
	if (!rc)
		stmt_copy(st, 0, author, sizeof author);
	stmt_reset(st);
	(void)err_fail(err, why, "table %d", table);
	return err_at(err, 0, key, author);
}

/* The derived sort key follows a student's names. */
static const char *refold(const struct table_info *table, int column)
{
	if (table->number != TBL_student)
		return "";
	if (strcmp(table->columns[column], "last_name") == 0)
		return ", sort_key = suivi_fold(?1) || char(1) || suivi_fold(first_name)";
	if (strcmp(table->columns[column], "first_name") == 0)
		return ", sort_key = suivi_fold(last_name) || char(1) || suivi_fold(?1)";
	return "";
}

/* Put a field back; column 0 hides the row. */
static enum err_code put_back(
	struct db *db, struct inverse *inverse, const struct entry *entry, struct err *err)
{
	const struct table_info *table = &inverse->table;
	sqlite3_stmt **st = &inverse->set[entry->column];
	enum err_code rc = ERR_OK;
	int64_t ignored;

	if (!*st && entry->column)
		rc = prepare(db,
			sqlite3_mprintf("UPDATE %s SET %s = ?1%s WHERE id = ?2", table->name,
				table->columns[entry->column], refold(table, entry->column)),
			st, err);
	else if (!*st)
		rc = prepare(db,
			sqlite3_mprintf("UPDATE %s SET deleted = 1 WHERE id = ?2", table->name), st,
			err);
	if (rc)
		return rc;
	if (entry->column && sqlite3_bind_value(*st, 1, entry->old) != SQLITE_OK)
		return err_fail(err, WHY_NO_MEMORY, "undo"); /* NULL would be written */
	(void)sqlite3_bind_int64(*st, 2, entry->row);
	return step_int(db, *st, &ignored, err);
}

/* Occasions and people made by the way stay while others use them. */
static bool may_stay(int table)
{
	return table == TBL_assessment || table == TBL_person;
}

static enum err_code invert(
	struct inverter *inverter, int number, const struct entry *entry, struct err *err)
{
	struct db *db = inverter->db;
	int i = trigger_table_index(number);
	struct inverse *inverse = &inverter->tables[i < 0 ? 0 : i];
	struct child child = {0};
	bool same = false;
	enum err_code rc = ERR_OK;

	if (i < 0)
		return ERR_OK; /* of a newer minor version: kept, unapplied */
	if (!inverse->known) {
		rc = trigger_table(db, i, &inverse->table, err);
		inverse->known = !rc;
	}
	if (rc || entry->column >= inverse->table.column_count)
		return rc;
	rc = unchanged(db, inverse, entry, &same, err);
	if (!rc && !same)
		return refuse(db, WHY_UNDO_CHANGED_SINCE, number, entry->row, err);
	if (!rc && entry->column == 0)
		rc = find_child(db, inverse, entry->row, &child, err);
	if (!rc && child.table)
		return may_stay(number)
			       ? ERR_OK
			       : refuse(db, WHY_UNDO_BUILT_ON, child.table, child.row, err);
	return rc ? rc : put_back(db, inverse, entry, err);
}

/* ---- The whole batch ---------------------------------------------------------- */

static enum err_code invert_all(struct db *db, const struct batch_head *head, struct err *err)
{
	struct inverter *inverter = calloc(1, sizeof *inverter);
	struct stmt *st = stmt_use(db, STMT_JOURNAL_BATCH_REVERSE);
	enum err_code rc = inverter ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "undo");

	stmt_bind_blob(st, ":batch", head->row.stamp, STAMP_SIZE);
	stmt_bind_blob(st, ":before", db->batch, STAMP_SIZE);
	if (inverter)
		inverter->db = db;
	for (long i = 0; i < head->row.entries && !rc; i++) {
		struct entry entry;
		bool row = false;

		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		entry = (struct entry){
			.column = (int)stmt_int(st, 3),
			.row = stmt_int(st, 2),
			.value = sqlite3_column_value(st->handle, 4),
			.old = sqlite3_column_value(st->handle, 5),
		};
		rc = invert(inverter, (int)stmt_int(st, 1), &entry, err);
	}
	stmt_reset(st);
	if (inverter)
		inverter_release(inverter);
	free(inverter);
	return rc;
}

static enum err_code undo_head(struct db *db, const struct batch_head *head, bool redo,
	const char *author, struct batch_row *ret, struct err *err)
{
	char subject[LABEL_SIZE];
	enum err_code rc;

	/* An undo names what it undoes; a redo names the same, which the undo carries. */
	(void)text_cut_format(subject, sizeof subject, "%s%s%s", redo ? "" : head->row.action,
		redo ? "" : " ", head->row.subject);
	rc = db_batch_begin(db, redo ? "redo" : "undo", subject, author, err);
	if (rc)
		return rc;
	db->is_undo = true;
	memcpy(db->undoes, head->row.stamp, STAMP_SIZE);
	rc = invert_all(db, head, err);
	rc = db_batch_close(db, rc, err);
	if (!rc && ret)
		*ret = head->row;
	return rc;
}

enum err_code db_undo(struct db *db, const char *author, struct batch_row *ret, struct err *err)
{
	struct batch_head head;
	enum err_code rc = find(db, author, false, &head, err);

	return rc ? rc : undo_head(db, &head, false, author, ret, err);
}

enum err_code db_redo(struct db *db, const char *author, struct batch_row *ret, struct err *err)
{
	struct batch_head undo, original;
	enum err_code rc = find(db, author, true, &undo, err);

	if (!rc)
		rc = journal_head(db, undo.target, &original, err);
	if (!rc)
		rc = undo_head(db, &undo, true, author, NULL, err);
	if (!rc && ret)
		*ret = original.row;
	return rc;
}

struct cancelled_search {
	const unsigned char *stamp;
	struct stamp_set cancelled;
	bool undone;
	enum err_code rc;
	struct err *err;
};

static bool look_for_cancel(void *ctx, const struct batch_head *head)
{
	struct cancelled_search *search = ctx;

	if (memcmp(head->row.stamp, search->stamp, STAMP_SIZE) == 0) {
		search->undone = stamp_set_has(&search->cancelled, search->stamp);
		return false;
	}
	if (head->has_target && !stamp_set_has(&search->cancelled, head->row.stamp))
		search->rc = stamp_set_add(&search->cancelled, head->target, search->err);
	return search->rc == ERR_OK;
}

enum err_code db_undo_batch(struct db *db, const unsigned char stamp[STAMP_SIZE],
	const char *author, struct batch_row *ret, struct err *err)
{
	struct cancelled_search search = {.stamp = stamp, .err = err};
	struct batch_head head;
	enum err_code rc = journal_head(db, stamp, &head, err);

	if (!rc)
		rc = journal_heads(db, NULL, look_for_cancel, &search, err);
	if (!rc)
		rc = search.rc;
	stamp_set_release(&search.cancelled);
	if (!rc && search.undone)
		rc = err_fail(err, WHY_NOTHING_TO_UNDO, "undone already");
	return rc ? rc : undo_head(db, &head, head.has_target, author, ret, err);
}
