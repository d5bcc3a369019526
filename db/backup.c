/* Copies of the file: by our own command only. See db.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/backup_folder.h"
#include "db/check.h"
#include "db/conn.h"
#include "db/guard.h"
#include "db/path.h"

enum {
	BACKUP_PAGES = 1024,       /* copied between two looks at the stop flag */
	SLICE_CHECK_MAX = 1 << 20, /* replayed while keys may wait: some hundredths of a second */
	HOUR_S = 3600,
};

/* A copy being made: pages go over in steps, so that screens can work in between. */
struct db_backup_job {
	struct db *source;
	sqlite3 *target;
	sqlite3_backup *pages;
	char *temporary, *path;
};

/* Why the pages did not go over: what the system said of either file, else SQLite. */
static enum err_code copy_failed(
	const struct db_backup_job *job, const char *name, int code, struct err *err)
{
	int written = db_last_errno(job->target), got = db_last_errno(job->source->handle);
	enum err_reason reason = written ? err_of_errno(written, false)
				 : got   ? err_of_errno(got, true)
					 : db_reason(NULL, code);

	if (reason == WHY_INTERNAL)
		reason = WHY_BACKUP_FAILED;
	(void)err_fail(err, reason, "%s", sqlite3_errstr(code));
	(void)err_at(err, 0, got && !written ? job->source->path : name, NULL);
	return err_text(reason)->code;
}

static enum err_code begin_copy(struct db *source, const char *temporary, const char *name,
	struct db_backup_job *job, struct err *err)
{
	int code = sqlite3_open_v2(temporary, &job->target, SQLITE_OPEN_READWRITE, NULL);

	job->source = source;
	if (!code)
		code = sqlite3_exec(job->target,
			"PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", NULL, NULL, NULL);
	if (!code) {
		job->pages = sqlite3_backup_init(job->target, "main", source->handle, "main");
		code = job->pages ? SQLITE_OK : sqlite3_errcode(job->target);
	}
	return code ? copy_failed(job, name, code, err) : ERR_OK;
}

static void end_copy(struct db_backup_job *job)
{
	if (job->pages)
		(void)sqlite3_backup_finish(job->pages);
	(void)sqlite3_close(job->target);
	job->pages = NULL;
	job->target = NULL;
}

/* Copy source into an empty file by SQLite's backup calls, at once. */
enum err_code backup_pages(struct db *source, const char *path, const char *name, struct err *err)
{
	struct db_backup_job job = {0};
	enum err_code rc = begin_copy(source, path, name, &job, err);
	int code = SQLITE_OK;

	while (!rc && !code) {
		code = sqlite3_backup_step(job.pages, BACKUP_PAGES);
		if (!code && source->stop && source->stop(source->stop_ctx))
			rc = err_fail(err, WHY_INTERRUPTED, "backup");
	}
	if (!rc && code != SQLITE_DONE)
		rc = copy_failed(&job, name, code, err);
	end_copy(&job);
	return rc;
}

/*
 * Open the copy as anybody would, and replay its journal where it is not
 * larger than `most`: a backup that cannot be read, or does not hold what its
 * journal says, is never called good.
 */
enum err_code backup_verify(const char *path, struct db *source, int64_t most, struct err *err)
{
	struct db *copy = NULL;
	struct stat info;
	int64_t version = 0; /* older than ours before a migration: its tables are not known */
	enum err_code rc = db_connect(path, SQLITE_OPEN_READONLY, &source->hooks, &copy, err);

	if (!rc)
		db_on_progress(copy, source->stop, source->stop_ctx);
	if (!rc)
		rc = guard_version(copy, &version, err);
	if (!rc)
		rc = guard_schema(copy, version, err);
	if (!rc && version == FORMAT_VERSION && stat(path, &info) == 0 && info.st_size <= most)
		rc = check_whole(copy, err);
	db_close(copy);
	return rc;
}

/* most: bytes up to which the copy is replayed; shared: with the mode and group of the file. */
static enum err_code copy_file(
	struct db *db, const char *path, bool replace, int64_t most, bool shared, struct err *err)
{
	char *full = NULL, *temporary = NULL;
	enum err_code rc = path_full(path, &full, err);

	if (!rc && !replace && access(full, F_OK) == 0) {
		(void)err_fail(err, WHY_FILE_EXISTS, "backup");
		rc = err_at(err, 0, path, NULL);
	}
	if (!rc)
		rc = path_temporary(full, &temporary, err);
	if (!rc)
		rc = backup_pages(db, temporary, path, err);
	if (!rc && shared)
		backup_like(db->path, temporary);
	if (!rc) {
		rc = backup_verify(temporary, db, most, err);
		if (rc)
			(void)err_at(err, 0, path, NULL);
	}
	if (!rc)
		rc = path_publish(temporary, full, replace, err);
	if (temporary)
		path_discard(temporary);
	free(temporary);
	free(full);
	return rc;
}

enum err_code db_backup(struct db *db, const char *path, bool replace, struct err *err)
{
	return copy_file(db, path, replace, INT64_MAX, false, err);
}

enum err_code db_backup_try(const char *path, bool replace, struct err *err)
{
	return path_try(path, replace, err);
}

/* ---- Rotating backups --------------------------------------------------------- */

/* The greatest stamp of the journal: the same there, the same content. false: it has none. */
static bool head_of(struct db *db, unsigned char ret[STAMP_SIZE])
{
	sqlite3_stmt *st = NULL; /* the tables may be of an older format: asked by no name */
	bool found = false;

	if (sqlite3_prepare_v2(db->handle, "SELECT max(stamp) FROM main.journal", -1, &st, NULL) ==
			SQLITE_OK &&
		sqlite3_step(st) == SQLITE_ROW && sqlite3_column_bytes(st, 0) == STAMP_SIZE) {
		memcpy(ret, sqlite3_column_blob(st, 0), STAMP_SIZE);
		found = true;
	}
	sqlite3_finalize(st);
	return found;
}

/* What a backup of that kind holds is as the journal says: it was replayed. */
static bool is_replayed(enum backup_kind kind)
{
	return kind != BACKUP_REPAIR && kind != BACKUP_RESTORE;
}

/* Would another add nothing? path: what the new one would be called. */
static bool needless(struct db *db, const struct backup_folder *folder, const char *why,
	const unsigned char *head, const char *path)
{
	enum backup_kind kind = backup_kind(why);
	const struct backup_file *newest = folder->count ? &folder->files[folder->count - 1] : NULL;
	int64_t now = db->hooks.now_ms() / 1000;

	if (!is_replayed(kind) || !newest)
		return false;
	for (size_t i = folder->count; head && i-- > 0;) {
		const struct backup_file *file = &folder->files[i];

		if (!is_replayed(file->kept.kind) || memcmp(file->kept.head, head, STAMP_SIZE) != 0)
			continue;
		if (file->kept.kind == BACKUP_OPEN && kind != BACKUP_OPEN)
			(void)rename(file->path, path); /* kept apart from now on */
		return true;
	}
	return kind == BACKUP_OPEN && strcmp(why, "open") == 0 && newest->kept.current &&
	       llabs((long long)(now - newest->seconds)) < HOUR_S;
}

/* Where the next rotating backup goes; NULL when none is needed. */
static enum err_code next_backup(struct db *db, const char *why, char **ret, struct err *err)
{
	struct backup_folder folder = {0};
	unsigned char head[STAMP_SIZE];
	bool known = head_of(db, head);
	char *place = NULL, *path = NULL;
	enum err_code rc;

	*ret = NULL;
	if (*db->path == '\0')
		return ERR_OK;
	rc = backup_folder_make(db->path, &place, err);
	if (!rc)
		rc = backup_folder_name(
			place, db->hooks.now_ms(), why, known ? head : NULL, &path, err);
	if (!rc)
		rc = backup_folder_read(db->path, db, &folder, err);
	if (!rc && !needless(db, &folder, why, known ? head : NULL, path)) {
		*ret = path;
		path = NULL;
	}
	backup_folder_release(&folder);
	free(place);
	free(path);
	return rc;
}

enum err_code db_backup_rotate(struct db *db, const char *why, struct err *err)
{
	char *path = NULL;
	enum err_code rc = next_backup(db, why, &path, err);

	if (!rc && path) {
		rc = copy_file(db, path, true, is_replayed(backup_kind(why)) ? GUARD_CHECK_MAX : 0,
			true, err);
		if (!rc)
			backup_folder_drop(db);
	}
	free(path);
	return rc;
}

enum err_code db_backup_begin(
	struct db *db, const char *why, struct db_backup_job **ret, struct err *err)
{
	struct db_backup_job *job = calloc(1, sizeof *job);
	enum err_code rc;

	if (!job)
		return err_fail(err, WHY_NO_MEMORY, "backup");
	rc = next_backup(db, why, &job->path, err);
	if (!rc && job->path) {
		rc = path_temporary(job->path, &job->temporary, err);
		if (!rc)
			rc = begin_copy(db, job->temporary, job->path, job, err);
	}
	if (rc || !job->path) {
		db_backup_stop(job);
		job = NULL;
	}
	if (!rc)
		*ret = job;
	return rc;
}

enum err_code db_backup_step(struct db_backup_job *job, bool *ret_done, struct err *err)
{
	int code = sqlite3_backup_step(job->pages, BACKUP_PAGES / 4);
	enum err_code rc = ERR_OK;

	*ret_done = code == SQLITE_DONE;
	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return ERR_OK; /* somebody writes: the next step goes on */
	if (code != SQLITE_OK && code != SQLITE_DONE)
		return copy_failed(job, job->path, code, err);
	if (*ret_done) {
		end_copy(job);
		backup_like(job->source->path, job->temporary);
		rc = backup_verify(job->temporary, job->source, SLICE_CHECK_MAX, err);
		if (rc)
			(void)err_at(err, 0, job->path, NULL);
		if (!rc)
			rc = path_publish(job->temporary, job->path, true, err);
		if (!rc)
			backup_folder_drop(job->source);
	}
	return rc;
}

void db_backup_stop(struct db_backup_job *job)
{
	if (!job)
		return;
	end_copy(job);
	if (job->temporary)
		path_discard(job->temporary);
	free(job->temporary);
	free(job->path);
	free(job);
}
