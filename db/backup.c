/* Copies of the file: by our own command only. See db.h. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "db/check.h"
#include "db/conn.h"
#include "db/guard.h"
#include "db/path.h"

enum {
	BACKUPS_KEPT = 10,
	BACKUP_PAGES = 1024, /* copied between two looks at the stop flag */
	HOUR_S = 3600,
};

static enum err_code failed(const char *path, const char *detail, struct err *err)
{
	(void)err_fail(err, WHY_BACKUP_FAILED, "%s", detail);
	return err_at(err, 0, path, NULL);
}

/* A copy being made: pages go over in steps, so that screens can work in between. */
struct db_backup_job {
	struct db *source;
	sqlite3 *target;
	sqlite3_backup *pages;
	char *temporary, *path, *folder;
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
static enum err_code copy_pages(
	struct db *source, const char *path, const char *name, struct err *err)
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

/* Open the copy as anybody would, so that a backup that cannot be read is never kept. */
static enum err_code verify_copy(const char *path, const struct db_hooks *hooks, struct err *err)
{
	struct db *copy = NULL;
	int64_t version = 0; /* older than ours before a migration */
	enum err_code rc = db_connect(path, SQLITE_OPEN_READONLY, hooks, &copy, err);

	if (!rc)
		rc = guard_version(copy, &version, err);
	if (!rc)
		rc = guard_schema(copy, version, err);
	db_close(copy);
	return rc;
}

enum err_code db_backup(struct db *db, const char *path, bool replace, struct err *err)
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
		rc = copy_pages(db, temporary, path, err);
	if (!rc)
		rc = verify_copy(temporary, &db->hooks, err);
	if (!rc)
		rc = path_publish(temporary, full, replace, err);
	if (temporary)
		path_discard(temporary);
	free(temporary);
	free(full);
	return rc;
}

enum err_code db_backup_try(const char *path, bool replace, struct err *err)
{
	return path_try(path, replace, err);
}

/* ---- Rotating backups --------------------------------------------------------- */

/* The names of the backups in a folder, oldest first: they sort by moment. */
struct backups {
	size_t count;
	struct dirent **entries;
};

static int is_backup(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] == '2' && length > 3 &&
	       strcmp(entry->d_name + length - 3, ".db") == 0;
}

static void backups_read(const char *folder, struct backups *ret)
{
	int n = scandir(folder, &ret->entries, is_backup, alphasort);

	ret->count = n > 0 ? (size_t)n : 0;
	if (n < 0)
		ret->entries = NULL;
}

static void backups_release(struct backups *backups)
{
	for (size_t i = 0; i < backups->count; i++)
		free(backups->entries[i]);
	free(backups->entries);
}

/* Bytes 24..27 of the header count the commits: the same there, the same content. */
static bool same_content(const char *a, const char *b)
{
	unsigned char x[4], y[4];
	FILE *one = fopen(a, "rbe"), *two = fopen(b, "rbe");
	bool same = one && two && fseek(one, 24, SEEK_SET) == 0 && fseek(two, 24, SEEK_SET) == 0 &&
		    fread(x, 1, sizeof x, one) == sizeof x &&
		    fread(y, 1, sizeof y, two) == sizeof y && memcmp(x, y, sizeof x) == 0;

	if (one)
		(void)fclose(one);
	if (two)
		(void)fclose(two);
	return same;
}

/* Is the newest backup good enough that another would add nothing? */
static bool needless(
	struct db *db, const char *folder, const struct backups *backups, const char *why)
{
	char *newest = NULL;
	struct stat info;
	bool yes = false;

	if (backups->count == 0 || asprintf(&newest, "%s/%s", folder,
					   backups->entries[backups->count - 1]->d_name) < 0)
		return false;
	if (strcmp(why, "open") == 0 && stat(newest, &info) == 0)
		yes = db->hooks.now_ms() / 1000 - (int64_t)info.st_mtim.tv_sec < HOUR_S;
	yes = yes || same_content(newest, db->path);
	free(newest);
	return yes;
}

static void drop_oldest(const char *folder)
{
	struct backups backups = {0};

	backups_read(folder, &backups);
	for (size_t i = 0; i + BACKUPS_KEPT < backups.count; i++) {
		char *path = NULL;

		if (asprintf(&path, "%s/%s", folder, backups.entries[i]->d_name) >= 0) {
			path_discard(path); /* with the journal one set aside may have */
			free(path);
		}
	}
	backups_release(&backups);
}

static enum err_code backup_name(
	struct db *db, const char *folder, const char *why, char **ret, struct err *err)
{
	int64_t now = db->hooks.now_ms();
	time_t seconds = (time_t)(now / 1000);
	struct tm local;
	char moment[32];

	if (!localtime_r(&seconds, &local) ||
		strftime(moment, sizeof moment, "%Y%m%d-%H%M%S", &local) == 0)
		return failed(folder, "clock", err);
	if (asprintf(ret, "%s/%s-%03d-%s.db", folder, moment, (int)(now % 1000), why) < 0)
		return err_fail(err, WHY_NO_MEMORY, "backup");
	return ERR_OK;
}

/* Where the next rotating backup goes; both NULL when none is needed. */
static enum err_code next_backup(
	struct db *db, const char *why, char **ret_folder, char **ret_path, struct err *err)
{
	struct backups backups = {0};
	char *folder = NULL, *path = NULL;
	enum err_code rc = ERR_OK;

	*ret_folder = *ret_path = NULL;
	if (*db->path == '\0')
		return ERR_OK;
	if (asprintf(&folder, "%s.backups", db->path) < 0)
		return err_fail(err, WHY_NO_MEMORY, "backup");
	if (mkdir(folder, S_IRWXU) < 0 && errno != EEXIST) {
		rc = failed(folder, strerror(errno), err);
		free(folder);
		return rc;
	}
	backups_read(folder, &backups);
	if (!needless(db, folder, &backups, why))
		rc = backup_name(db, folder, why, &path, err);
	backups_release(&backups);
	if (rc || !path) {
		free(folder);
		return rc;
	}
	*ret_folder = folder;
	*ret_path = path;
	return ERR_OK;
}

enum err_code db_backup_rotate(struct db *db, const char *why, struct err *err)
{
	char *folder = NULL, *path = NULL;
	enum err_code rc = next_backup(db, why, &folder, &path, err);

	if (!rc && path) {
		rc = db_backup(db, path, true, err);
		if (!rc)
			drop_oldest(folder);
	}
	free(path);
	free(folder);
	return rc;
}

enum err_code db_backup_begin(
	struct db *db, const char *why, struct db_backup_job **ret, struct err *err)
{
	struct db_backup_job *job = calloc(1, sizeof *job);
	enum err_code rc;

	if (!job)
		return err_fail(err, WHY_NO_MEMORY, "backup");
	rc = next_backup(db, why, &job->folder, &job->path, err);
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
		rc = verify_copy(job->temporary, &job->source->hooks, err);
		if (!rc)
			rc = path_publish(job->temporary, job->path, true, err);
		if (!rc)
			drop_oldest(job->folder);
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
	free(job->folder);
	free(job);
}

/* ---- Restore --------------------------------------------------------------------- */

/* The bytes of a file, which may be damaged, in a new one. */
static enum err_code copy_bytes(const char *from, const char *to, struct err *err)
{
	char *temporary = NULL, block[1 << 16];
	FILE *in = fopen(from, "rbe"), *out = NULL;
	enum err_code rc = in ? path_temporary(to, &temporary, err) : path_unread(from, "open", err);
	size_t got;

	if (!rc && !(out = fopen(temporary, "wbe")))
		rc = path_error(to, "open", err);
	while (!rc && (got = fread(block, 1, sizeof block, in)) > 0) {
		if (fwrite(block, 1, got, out) != got)
			rc = path_error(to, "write", err);
	}
	if (!rc && ferror(in))
		rc = path_unread(from, "read", err);
	if (out && fclose(out) != 0 && !rc)
		rc = path_error(to, "write", err);
	if (in)
		(void)fclose(in);
	if (!rc)
		rc = path_publish(temporary, to, false, err);
	if (temporary)
		path_discard(temporary);
	free(temporary);
	return rc;
}

/*
 * What a crash left half written is taken back first, where that can be done:
 * stopped after its journal was set aside, the file would stay so.
 */
static void take_back(const char *path, const struct db_hooks *hooks)
{
	struct guard_file file;
	struct db *db = NULL;

	if (guard_before(path, &file, NULL) == ERR_OK && file.writable &&
		db_connect(path, SQLITE_OPEN_READWRITE, hooks, &db, NULL) == ERR_OK)
		(void)!db_exec(db, "BEGIN IMMEDIATE; ROLLBACK", NULL);
	db_close(db);
}

/*
 * Keep what stands at path, damaged or not, in the folder of backups, together
 * with the journal a crash left: it belongs to that file, would be played on
 * the new one, and without it the old one may be half of two commits.
 */
static enum err_code set_aside(const char *path, const struct db_hooks *hooks, struct err *err)
{
	struct db stand_in = {.path = (char *)path, .hooks = *hooks};
	char *folder = NULL, *name = NULL, *journal = NULL, *its_journal = NULL;
	enum err_code rc = ERR_OK;

	if (asprintf(&journal, "%s-journal", path) < 0)
		return err_fail(err, WHY_NO_MEMORY, "restore");
	if (access(path, F_OK) != 0) {
		(void)unlink(journal); /* of a file that is gone */
		free(journal);
		return ERR_OK;
	}
	if (asprintf(&folder, "%s.backups", path) < 0)
		rc = err_fail(err, WHY_NO_MEMORY, "restore");
	if (!rc && mkdir(folder, S_IRWXU) < 0 && errno != EEXIST)
		rc = failed(folder, strerror(errno), err);
	if (!rc)
		rc = backup_name(&stand_in, folder, "restore", &name, err);
	if (!rc && asprintf(&its_journal, "%s-journal", name) < 0)
		rc = err_fail(err, WHY_NO_MEMORY, "restore");
	if (!rc && link(path, name) < 0 && errno != EEXIST)
		rc = copy_bytes(path, name, err); /* a stick knows no links */
	if (!rc && rename(journal, its_journal) < 0 && errno != ENOENT)
		rc = failed(its_journal, strerror(errno), err);
	free(its_journal);
	free(journal);
	free(name);
	free(folder);
	return rc;
}

enum err_code db_restore(
	const char *backup, const char *path, const struct db_hooks *hooks, struct err *err)
{
	char *full = NULL, *temporary = NULL;
	struct db *source = NULL;
	enum err_code rc = path_full(path, &full, err);

	if (!rc)
		rc = db_open(backup, DB_READ_ONLY | DB_UNMIGRATED, hooks, &source, err);
	if (!rc)
		rc = path_temporary(full, &temporary, err);
	if (!rc)
		rc = copy_pages(source, temporary, path, err);
	if (!rc)
		rc = verify_copy(temporary, hooks, err);
	if (!rc)
		take_back(full, hooks);
	if (!rc)
		rc = set_aside(full, hooks, err);
	if (!rc)
		rc = path_publish(temporary, full, true, err);
	if (temporary)
		path_discard(temporary);
	db_close(source);
	free(temporary);
	free(full);
	return rc;
}

enum err_code db_restore_try(
	const char *backup, const char *path, const struct db_hooks *hooks, struct err *err)
{
	struct db *source = NULL;
	enum err_code rc = path_try(path, true, err);

	if (!rc)
		rc = db_open(backup, DB_READ_ONLY | DB_UNMIGRATED, hooks, &source, err);
	db_close(source);
	return rc;
}
