/* The connection: opening, pragmas, batches, errors. See db.h. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/check.h"
#include "db/conn.h"
#include "db/guard.h"
#include "db/journal.h"
#include "db/migrate.h"
#include "db/outside.h"
#include "db/path.h"
#include "db/text_cut.h"
#include "db/trigger.h"

/* ---- Errors ------------------------------------------------------------- */

/* An operation that only reads: what failed in it is no trouble of writing. */
static bool reads(int code)
{
	switch (code) {
	case SQLITE_IOERR_READ:
	case SQLITE_IOERR_ACCESS:
	case SQLITE_IOERR_FSTAT:
	case SQLITE_IOERR_SEEK:
		return true;
	default:
		return (code & 0xFF) == SQLITE_CANTOPEN;
	}
}

/* What the system said is the reason, where SQLite met it in the system. */
static enum err_reason reason_of_system(int code, int number)
{
	switch (code) {
	case SQLITE_IOERR_NOMEM:
		return WHY_NO_MEMORY;
	case SQLITE_IOERR_SHORT_READ: /* shorter than its header says */
	case SQLITE_IOERR_CORRUPTFS:
	case SQLITE_IOERR_DATA:
		return WHY_FILE_DAMAGED;
	case SQLITE_IOERR_BLOCKED:
		return WHY_FILE_BUSY;
	case SQLITE_IOERR_LOCK:
	case SQLITE_IOERR_RDLOCK:
	case SQLITE_IOERR_UNLOCK:
	case SQLITE_IOERR_CHECKRESERVEDLOCK:
		return number == EIO || number == 0 ? WHY_FILE_LOCKS : err_of_errno(number, true);
	default:
		return err_of_errno(number, reads(code));
	}
}

static enum err_reason reason_of(int code, int number)
{
	switch (code) {
	case SQLITE_READONLY_DBMOVED:
		return WHY_FILE_MOVED;
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_NOTNULL: /* so the _put statements refuse a clash */
		return WHY_ID_CLASH;
	default:
		break;
	}
	switch (code & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return WHY_FILE_BUSY;
	case SQLITE_FULL:
		return WHY_DISK_FULL;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_FORMAT:
		return WHY_FILE_DAMAGED;
	case SQLITE_READONLY:
		return WHY_FILE_READ_ONLY;
	case SQLITE_IOERR:
		return reason_of_system(code, number);
	case SQLITE_CANTOPEN:
		return number ? reason_of_system(code, number) : WHY_FILE_DENIED;
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return WHY_FILE_DENIED;
	case SQLITE_NOMEM:
		return WHY_NO_MEMORY;
	case SQLITE_INTERRUPT:
		return WHY_INTERRUPTED;
	default:
		return WHY_INTERNAL;
	}
}

int db_last_errno(sqlite3 *handle)
{
	int number = 0;

	if (handle)
		(void)sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
	return number;
}

enum err_reason db_reason(sqlite3 *handle, int code)
{
	enum err_reason reason = reason_of(code, handle ? sqlite3_system_errno(handle) : 0);
	int number = reason == WHY_FILE_DAMAGED ? db_last_errno(handle) : 0;

	/* a schema that could not be read is called malformed */
	return number ? err_of_errno(number, true) : reason;
}

enum err_code db_error(struct db *db, int code, struct err *err)
{
	int extended = code;
	enum err_reason reason;

	if (db->handle && sqlite3_errcode(db->handle) == (code & 0xFF))
		extended = sqlite3_extended_errcode(db->handle);
	reason = db_reason(db->handle, extended);
	(void)err_fail(err, reason, "sqlite %d: %s", extended, sqlite3_errmsg(db->handle));
	if (reason != WHY_ID_CLASH)
		(void)err_at(err, 0, db->path ? db->path : "", NULL);
	return err_text(reason)->code;
}

enum err_code db_clash(enum err_code rc, const char *noun, const char *key, struct err *err)
{
	if (rc && err && err->reason == WHY_ID_CLASH)
		(void)err_at(err, 0, noun, key);
	return rc;
}

enum err_code db_exec(struct db *db, const char *sql, struct err *err)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return code ? db_error(db, code, err) : ERR_OK;
}

enum err_code db_exec_int(struct db *db, const char *sql, int64_t *ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &st, NULL);

	if (!code)
		code = sqlite3_step(st);
	if (code == SQLITE_ROW) {
		*ret = sqlite3_column_int64(st, 0);
		code = SQLITE_OK;
	} else if (code == SQLITE_DONE) {
		code = SQLITE_ERROR;
	}
	if (code) {
		enum err_code rc = db_error(db, code, err);

		sqlite3_finalize(st);
		return rc;
	}
	sqlite3_finalize(st);
	return ERR_OK;
}

/* ---- Opening ------------------------------------------------------------ */

/* What no file may change; a file may have been copied at any moment, hence no WAL. */
static const char pragmas[] = "PRAGMA trusted_schema = OFF;"
			      "PRAGMA cell_size_check = ON;"
			      "PRAGMA mmap_size = 0;"
			      "PRAGMA temp_store = MEMORY;"
			      "PRAGMA foreign_keys = ON;"
			      "PRAGMA synchronous = EXTRA;";

static void drop_cache(struct db *db)
{
	if (db->cache)
		db->hooks.release(db->cache);
	db->cache = NULL;
	db->framework_generation++;
}

void **db_cache(struct db *db)
{
	return &db->cache;
}

/* A row of what the cache was made of changed. */
static void on_update(
	void *ctx, int operation, const char *database, const char *table, sqlite3_int64 row)
{
	static const char *const sources[] = {"framework", "item", "scale", "level"};
	struct db *db = ctx;

	(void)operation;
	(void)database;
	(void)row;
	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
		if (strcmp(table, sources[i]) == 0)
			drop_cache(db);
	}
}

enum err_code db_connect(
	const char *path, int flags, const struct db_hooks *hooks, struct db **ret, struct err *err)
{
	struct db *db = calloc(1, sizeof *db);
	enum err_code rc;
	int code;

	if (!db)
		return err_fail(err, WHY_NO_MEMORY, "connection");
	db->hooks = *hooks;
	db->path = strdup(strcmp(path, ":memory:") == 0 ? "" : path);
	if (!db->path || sodium_init() < 0) {
		rc = err_fail(err, WHY_NO_MEMORY, "connection");
		goto fail;
	}
	code = sqlite3_open_v2(path, &db->handle,
		flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX |
			SQLITE_OPEN_EXRESCODE,
		NULL);
	if (code) {
		rc = db_error(db, code, err);
		goto fail;
	}
	db->read_only = (flags & SQLITE_OPEN_READONLY) != 0;
	(void)sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
	(void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	(void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	(void)sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 1);
	(void)sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
	(void)sqlite3_update_hook(db->handle, on_update, db);
	rc = db_exec(db, pragmas, err);
	if (!rc)
		rc = trigger_functions(db, err);
	if (rc)
		goto fail;
	*ret = db;
	return ERR_OK;
fail:
	db_close(db);
	return rc;
}

void db_finalize(struct db *db)
{
	for (int i = 0; i < STMT_COUNT; i++) {
		sqlite3_finalize(db->statements[i].handle);
		db->statements[i].handle = NULL;
		db->statements[i].busy = false;
	}
}

void db_close(struct db *db)
{
	if (!db)
		return;
	if (db->handle) {
		if (db->depth > 0)
			db_batch_abort(db);
		db_finalize(db);
		(void)sqlite3_close(db->handle);
	}
	drop_cache(db);
	free(db->path);
	free(db);
}

/* Journal in the file's own folder, truncated at each commit: no file is made or removed per edit.
 */
static enum err_code start(struct db *db, struct err *err)
{
	enum err_code rc = db_exec(db, "PRAGMA journal_mode = TRUNCATE;", err);

	if (!rc)
		rc = db_exec_int(db, "PRAGMA data_version", &db->data_version, err);
	return rc;
}

/* Format and tables, seen at one moment: another program may be migrating. */
static enum err_code guard_inside(struct db *db, int64_t *ret_version, struct err *err)
{
	enum err_code rc = db_exec(db, "BEGIN", err);

	if (rc)
		return rc;
	rc = guard_version(db, ret_version, err);
	if (!rc)
		rc = guard_schema(db, *ret_version, err);
	(void)sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
	return rc;
}

/* An older format made ours; what was opened to read may be written for that alone. */
static enum err_code bring_up(struct db *db, bool may, struct err *err)
{
	bool read_only = db->read_only;
	enum err_code rc;

	if (!may) {
		(void)err_fail(err, WHY_FILE_OLDER, "not to be written");
		return err_at(err, 0, db->path, NULL);
	}
	db->read_only = false;
	rc = migrate_run(db, err);
	db->read_only = read_only;
	return rc;
}

enum err_code db_open(
	const char *path, int flags, const struct db_hooks *hooks, struct db **ret, struct err *err)
{
	char *full = NULL;
	struct db *db = NULL;
	int64_t version = 0;
	bool writable = !(flags & DB_READ_ONLY);
	struct guard_file file;
	enum err_code rc = path_full(path, &full, err);

	if (!rc)
		rc = guard_before(full, &file, err);
	if (rc)
		goto out;
	/* Even to read: what a crash left half written must be rolled back first. */
	rc = db_connect(full, file.writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, hooks,
		&db, err);
	if (!rc && !writable)
		db->read_only = true;
	if (!rc)
		rc = start(db, err);
	if (!rc)
		rc = guard_inside(db, &version, err);
	if (!rc && version < FORMAT_VERSION && (flags & DB_UNMIGRATED)) {
		flags |= DB_TRUSTED; /* the check knows the tables of our format only */
	} else if (!rc && version < FORMAT_VERSION) {
		rc = bring_up(db, file.writable && !(flags & DB_UNTOUCHED), err);
		if (!rc)
			rc = guard_schema(db, FORMAT_VERSION, err);
	}
	if (!rc && !(flags & DB_TRUSTED) && file.size <= GUARD_CHECK_MAX)
		rc = check_whole(db, err);
	if (!rc && version <= FORMAT_VERSION)
		rc = outside_start(db, err);
	if (rc)
		goto out;
	*ret = db;
	db = NULL;
out:
	db_close(db);
	free(full);
	return rc;
}

/* Fill an empty file with the tables and our marks. */
static enum err_code fill(struct db *db, struct err *err)
{
	char marks[96];
	enum err_code rc;

	(void)snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
		APPLICATION_ID, FORMAT_VERSION);
	rc = db_exec(db, "BEGIN IMMEDIATE", err);
	if (!rc)
		rc = db_exec(db, sql_schema, err);
	if (!rc)
		rc = db_exec(db, marks, err);
	if (!rc)
		rc = db_exec(db, "COMMIT", err);
	return rc;
}

enum err_code db_open_memory(const struct db_hooks *hooks, struct db **ret, struct err *err)
{
	struct db *db = NULL;
	enum err_code rc = db_connect(":memory:",
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, hooks, &db, err);

	if (!rc)
		rc = fill(db, err);
	if (rc) {
		db_close(db);
		return rc;
	}
	*ret = db;
	return ERR_OK;
}

enum err_code db_create(
	const char *path, const struct db_hooks *hooks, struct db **ret, struct err *err)
{
	char *full = NULL, *temporary = NULL;
	struct db *db = NULL;
	enum err_code rc = path_full(path, &full, err);

	if (!rc && access(full, F_OK) == 0)
		rc = (err_fail(err, WHY_FILE_EXISTS, "create"), err_at(err, 0, path, NULL));
	if (!rc)
		rc = path_temporary(full, &temporary, err);
	if (!rc)
		rc = db_connect(temporary, SQLITE_OPEN_READWRITE, hooks, &db, err);
	if (!rc)
		rc = start(db, err);
	if (!rc)
		rc = fill(db, err);
	db_close(db);
	db = NULL;
	if (!rc)
		rc = path_publish(temporary, full, false, err);
	if (!rc)
		rc = db_open(full, DB_TRUSTED, hooks, ret, err);
	if (temporary)
		path_discard(temporary);
	free(temporary);
	free(full);
	return rc;
}

enum err_code db_create_try(
	const char *path, const struct db_hooks *hooks, struct db **ret, struct err *err)
{
	enum err_code rc = path_try(path, false, err);

	return rc ? rc : db_open_memory(hooks, ret, err);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

bool db_is_read_only(const struct db *db)
{
	return db->read_only;
}

/* ---- Reading at one moment ---------------------------------------------- */

void db_read_begin(struct db *db)
{
	/* where it fails, each statement looks at the file for itself */
	if (db->reading++ == 0 && sqlite3_get_autocommit(db->handle))
		db->read_open = stmt_run(stmt_use(db, STMT_READ_BEGIN), NULL) == ERR_OK;
}

static void read_close(struct db *db)
{
	if (db->read_open && !sqlite3_get_autocommit(db->handle))
		(void)!stmt_run(stmt_use(db, STMT_READ_END), NULL);
	db->read_open = false;
}

void db_read_end(struct db *db)
{
	if (--db->reading == 0)
		read_close(db);
}

enum err_code db_read_whole(struct db *db, struct err *err)
{
	bool lacking = db->lacking;

	db->lacking = false;
	return lacking ? err_fail(err, WHY_NO_MEMORY, "text of a row") : ERR_OK;
}

/* ---- Batches ------------------------------------------------------------ */

bool db_in_batch(const struct db *db)
{
	return db->depth > 0;
}

void db_triggers(struct db *db, bool on)
{
	db->unjournaled = !on;
}

static void rollback(struct db *db)
{
	for (int i = 0; i < STMT_COUNT; i++) {
		if (db->statements[i].handle)
			(void)sqlite3_reset(db->statements[i].handle);
	}
	if (!sqlite3_get_autocommit(db->handle))
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	if (db->ready_to_write)
		(void)sqlite3_exec(db->handle, "DELETE FROM stale", NULL, NULL, NULL);
	db_triggers(db, true);
	drop_cache(db);
	db->depth = 0;
	db->doomed = false;
	db->is_undo = false;
	db->generation++;
}

static enum err_code see_others(struct db *db, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_DATA_VERSION);
	int64_t version = 0;
	enum err_code rc = stmt_one(st, err);

	if (!rc)
		version = stmt_int(st, 0);
	stmt_reset(st);
	if (!rc)
		rc = outside_verify(db, err);
	if (!rc && version != db->data_version) {
		db->data_version = version;
		db->foreign_change = true;
		db->foreign_ever = true;
		drop_cache(db);
		db->generation++;
	}
	return rc;
}

/* Whoever calls: what stands in the journal stands there for ever. */
static void copy_sound(char *ret, size_t size, const char *text)
{
	char mended[3 * LABEL_SIZE + 1];
	size_t length = text_cut(text, strlen(text), LABEL_SIZE);

	(void)text_cut_mend(text, length, false, mended);
	(void)text_cut_copy(ret, size, mended);
}

static enum err_code see_last_stamp(struct db *db, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_JOURNAL_LAST_STAMP);
	enum err_code rc = stmt_one(st, err);

	if (!rc && sqlite3_column_bytes(st->handle, 0) == STAMP_SIZE) {
		stamp_clock_see(&db->clock, sqlite3_column_blob(st->handle, 0));
		if (stamp_clock_spent(&db->clock)) {
			(void)err_fail(err, WHY_STAMPS_SPENT, "a stamp beyond 2200");
			rc = err_at(err, 0, db->path, NULL);
		}
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_birth(struct db *db, unsigned char ret[STAMP_SIZE], struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_JOURNAL_FIRST_STAMP);
	enum err_code rc = stmt_one(st, err);

	memset(ret, 0, STAMP_SIZE);
	if (!rc)
		(void)journal_stamp(st, 0, ret);
	stmt_reset(st);
	return rc;
}

bool db_has_batch(struct db *db, const unsigned char stamp[STAMP_SIZE])
{
	struct batch_head head;

	return journal_head(db, stamp, &head, NULL) == ERR_OK;
}

/* What the first batch needs: one trigger or more per table, a hundredth of a second in all. */
static enum err_code get_ready(struct db *db, struct err *err)
{
	enum err_code rc = db->ready_to_write ? ERR_OK : trigger_create(db, err);

	db->ready_to_write = !rc;
	return rc;
}

bool db_get_ready(struct db *db)
{
	/* where it fails, the batch that needs it says why */
	return !db->read_only && !db->ready_to_write && db->reading == 0 &&
	       get_ready(db, NULL) == ERR_OK;
}

void db_set_place(struct db *db, const char *login, const char *machine)
{
	copy_sound(db->login, sizeof db->login, login);
	copy_sound(db->machine, sizeof db->machine, machine);
}

enum err_code db_batch_begin(
	struct db *db, const char *action, const char *subject, const char *author, struct err *err)
{
	enum err_code rc;

	if (db->depth > 0) {
		db->depth++;
		return ERR_OK;
	}
	if (db->read_only) {
		(void)err_fail(err, WHY_FILE_READ_ONLY, "opened for reading");
		return err_at(err, 0, db->path, NULL);
	}
	read_close(db);
	(void)outside_changed(db);
	rc = outside_verify(db, err); /* before the lock: another file would be locked too */
	if (!rc)
		rc = get_ready(db, err);
	if (!rc)
		rc = db_exec(db, "BEGIN IMMEDIATE", err);
	if (rc)
		return rc;
	stamp_clock_start(&db->clock);
	rc = see_others(db, err);
	if (!rc)
		rc = see_last_stamp(db, err);
	if (rc) {
		rollback(db);
		return rc;
	}
	db->depth = 1;
	db->batch_entries = 0;
	db->batch_at = db->hooks.now_ms();
	(void)stamp_next(&db->clock, db->batch_at, db->batch); /* see_last_stamp() left room */
	(void)text_cut_copy(db->action, sizeof db->action, action);
	copy_sound(db->subject, sizeof db->subject, subject ? subject : "");
	copy_sound(db->author, sizeof db->author, author && *author ? author : "?");
	return ERR_OK;
}

/* Bring the derived tables up to date for the students touched. */
static enum err_code derive(struct db *db, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (;;) {
		struct stmt *st = stmt_use(db, STMT_STALE_FIRST);
		int64_t student_id = 0;
		bool row = false;

		rc = stmt_step(st, &row, err);
		if (!rc && row)
			student_id = stmt_int(st, 0);
		stmt_reset(st);
		if (rc || !row)
			return rc;
		rc = db->hooks.derive(db, student_id, err);
		if (rc)
			return rc;
		st = stmt_use(db, STMT_STALE_REMOVE);
		stmt_bind_int(st, ":student_id", student_id);
		rc = stmt_run(st, err);
		if (rc)
			return rc;
	}
}

static enum err_code write_head(struct db *db, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_JOURNAL_HEAD_PUT);

	stmt_bind_blob(st, ":stamp", db->batch, STAMP_SIZE);
	stmt_bind_int(st, ":row", stamp_row(db->batch));
	stmt_bind_text(st, ":action", db->action);
	stmt_bind_text(st, ":subject", db->subject);
	stmt_bind_int(st, ":entries", db->batch_entries);
	stmt_bind_int(st, ":at", db->batch_at);
	stmt_bind_optional(st, ":login", db->login);
	stmt_bind_optional(st, ":machine", db->machine);
	if (db->is_undo)
		stmt_bind_blob(st, ":undoes", db->undoes, STAMP_SIZE);
	else
		stmt_bind_null(st, ":undoes");
	stmt_bind_text(st, ":author", db->author);
	return stmt_run(st, err);
}

enum err_code db_batch_end(struct db *db, struct err *err)
{
	enum err_code rc = ERR_OK;

	assert(db->depth > 0 || db->doomed);
	if (db->doomed) {
		rollback(db);
		return err_fail(err, WHY_INTERNAL, "an inner batch was aborted");
	}
	if (--db->depth > 0)
		return ERR_OK;
	rc = db_read_whole(db, err);
	if (rc) {
		rollback(db);
		return rc;
	}
	/* An undo is recorded even where all it would hide is still used by others. */
	if (db->batch_entries == 0 && !db->is_undo) {
		rollback(db);
		db->generation--; /* nothing changed */
		return ERR_OK;
	}
	rc = derive(db, err);
	if (!rc && db->batch_entries >= 0)
		rc = write_head(db, err);
	if (!rc)
		rc = outside_untouched(db, err);
	if (!rc && !db->dry_run)
		rc = db_exec(db, "COMMIT", err);
	if (rc || db->dry_run) {
		rollback(db);
		return rc;
	}
	outside_remember(db, db->batch_entries >= 0 ? db->batch : NULL);
	db->is_undo = false;
	db->saved_at = db->hooks.now_ms();
	db->generation++;
	return ERR_OK;
}

void db_batch_abort(struct db *db)
{
	bool nested = db->depth > 1;

	rollback(db);
	db->doomed = nested;
}

enum err_code db_batch_close(struct db *db, enum err_code rc, struct err *err)
{
	if (!rc)
		return db_batch_end(db, err);
	if (db->depth > 0)
		db_batch_abort(db);
	else
		db->doomed = false;
	return rc;
}

void db_dry_run(struct db *db, bool on)
{
	db->dry_run = on;
}

int64_t db_saved_at(const struct db *db)
{
	return db->saved_at;
}

/* Between batches: what others did, with nothing left of what SQLite kept of another file. */
static enum err_code look_around(struct db *db, struct err *err)
{
	if (db->depth == 0 && outside_changed(db)) {
		read_close(db); /* a moment that had begun is over */
		(void)outside_changed(db);
	}
	return see_others(db, err);
}

bool db_foreign_change(struct db *db)
{
	bool changed;

	(void)look_around(db, NULL);
	changed = db->foreign_change;
	db->foreign_change = false;
	return changed;
}

bool db_alone(struct db *db)
{
	return look_around(db, NULL) == ERR_OK && !db->foreign_ever;
}

uint64_t db_generation(struct db *db)
{
	(void)look_around(db, NULL);
	return db->generation;
}

enum err_code db_look(struct db *db, uint64_t *ret, struct err *err)
{
	struct err why = {0};
	enum err_code rc = look_around(db, &why);

	*ret = db->generation;
	/* somebody who writes at this moment is no trouble: the next look sees it */
	if (!rc || (why.reason != WHY_FILE_REPLACED && why.reason != WHY_FILE_MOVED))
		return ERR_OK;
	if (err)
		*err = why;
	return rc;
}

uint64_t db_framework_generation(struct db *db)
{
	(void)look_around(db, NULL);
	return db->framework_generation;
}

static int on_progress(void *ctx)
{
	struct db *db = ctx;

	return db->stop && db->stop(db->stop_ctx);
}

void db_on_progress(struct db *db, bool (*stop)(void *ctx), void *ctx)
{
	db->stop = stop;
	db->stop_ctx = ctx;
	sqlite3_progress_handler(db->handle, stop ? 1000 : 0, on_progress, db);
}
