/* The folder of backups. See backup_folder.h. */
#include "db/backup_folder.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "db/path.h"

enum { MOMENT_SIZE = 20, HEX_SIZE = 2 * STAMP_SIZE, DAY_S = 86400 };

static bool is_backup(const char *name)
{
	size_t length = strlen(name);

	return length > MOMENT_SIZE + 3 && isdigit((unsigned char)name[0]) && name[8] == '-' &&
	       name[15] == '-' && strcmp(name + length - 3, ".db") == 0;
}

void backup_head(const char *path, unsigned char ret[STAMP_SIZE])
{
	sqlite3 *handle = NULL;
	sqlite3_stmt *st = NULL;

	if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, NULL) ==
			SQLITE_OK &&
		sqlite3_prepare_v2(handle, "SELECT max(stamp) FROM main.journal", -1, &st, NULL) ==
			SQLITE_OK &&
		sqlite3_step(st) == SQLITE_ROW && sqlite3_column_bytes(st, 0) == STAMP_SIZE)
		memcpy(ret, sqlite3_column_blob(st, 0), STAMP_SIZE);
	sqlite3_finalize(st);
	(void)sqlite3_close(handle);
}

/* "20261123-104000-001-import-HEAD.db" taken apart. */
static void read_name(const char *name, struct backup_file *ret)
{
	const char *why = name + MOMENT_SIZE, *end = name + strlen(name) - 3;
	const char *dash = memrchr(why, '-', (size_t)(end - why));
	struct tm tm = {.tm_isdst = -1};
	size_t got = 0;

	if (dash && end - dash - 1 == HEX_SIZE &&
		sodium_hex2bin(ret->kept.head, STAMP_SIZE, dash + 1, HEX_SIZE, NULL, &got, NULL) ==
			0 &&
		got == STAMP_SIZE)
		end = dash;
	else
		backup_head(ret->path, ret->kept.head);
	(void)snprintf(ret->why, sizeof ret->why, "%.*s", (int)(end - why), why);
	ret->kept.kind = backup_kind(ret->why);
	if (sscanf(name, "%4d%2d%2d-%2d%2d%2d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
		    &tm.tm_min, &tm.tm_sec) != 6)
		return;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	ret->seconds = (int64_t)mktime(&tm);
	/* the day as it was called there, not as it is called in this zone */
	ret->kept.day =
		(int64_t)timegm(&(struct tm){
			.tm_year = tm.tm_year, .tm_mon = tm.tm_mon, .tm_mday = tm.tm_mday}) /
		DAY_S;
}

static bool in_journal(struct db *db, const unsigned char head[STAMP_SIZE])
{
	struct stmt *st;
	bool row = false;

	st = stmt_use(db, STMT_JOURNAL_BY_STAMP);
	stmt_bind_blob(st, ":stamp", head, STAMP_SIZE);
	(void)!stmt_step(st, &row, NULL);
	stmt_reset(st);
	return row;
}

static int by_journal(const void *a, const void *b)
{
	const struct backup_file *one = a, *other = b;
	int order = retain_order(&one->kept, &other->kept);

	return order ? order : strcmp(one->path, other->path);
}

static enum err_code add(
	struct db *db, struct backup_folder *folder, const char *name, struct err *err)
{
	struct backup_file *grown =
		realloc(folder->files, (folder->count + 1) * sizeof *folder->files);
	struct backup_file *file;

	if (!grown)
		return err_fail(err, WHY_NO_MEMORY, "backups");
	folder->files = grown;
	file = &grown[folder->count];
	*file = (struct backup_file){0};
	if (asprintf(&file->path, "%s/%s", folder->path, name) < 0)
		return err_fail(err, WHY_NO_MEMORY, "backups");
	folder->count++;
	read_name(name, file);
	file->kept.current = db && in_journal(db, file->kept.head);
	return ERR_OK;
}

enum err_code backup_folder_read(
	const char *file, struct db *db, struct backup_folder *ret, struct err *err)
{
	const struct dirent *entry;
	enum err_code rc = ERR_OK;
	DIR *folder;

	*ret = (struct backup_folder){0};
	if (*file == '\0')
		return ERR_OK;
	if (asprintf(&ret->path, "%s.backups", file) < 0) {
		ret->path = NULL;
		return err_fail(err, WHY_NO_MEMORY, "backups");
	}
	folder = opendir(ret->path);
	if (!folder && errno == ENOENT)
		return ERR_OK;
	if (!folder) {
		rc = path_unread(ret->path, "opendir", err);
		backup_folder_release(ret);
		return rc;
	}
	while (!rc && (entry = readdir(folder))) {
		if (is_backup(entry->d_name))
			rc = add(db, ret, entry->d_name, err);
	}
	(void)closedir(folder);
	if (rc)
		backup_folder_release(ret);
	else if (ret->count)
		qsort(ret->files, ret->count, sizeof *ret->files, by_journal);
	return rc;
}

void backup_folder_release(struct backup_folder *folder)
{
	for (size_t i = 0; i < folder->count; i++)
		free(folder->files[i].path);
	free(folder->files);
	free(folder->path);
	*folder = (struct backup_folder){0};
}

void backup_folder_drop(struct db *db)
{
	struct backup_folder folder;
	struct retained **rows;

	if (backup_folder_read(db->path, db, &folder, NULL) != ERR_OK)
		return; /* too many is no harm */
	rows = calloc(folder.count + 1, sizeof *rows);
	for (size_t i = 0; rows && i < folder.count; i++)
		rows[i] = &folder.files[i].kept;
	if (rows)
		retain(folder.count, rows);
	for (size_t i = 0; rows && i < folder.count; i++) {
		if (!folder.files[i].kept.keep)
			path_discard(folder.files[i].path); /* with the journal it may have */
	}
	free(rows);
	backup_folder_release(&folder);
}

enum err_code backup_folder_name(const char *folder, int64_t now_ms, const char *why,
	const unsigned char *head, char **ret, struct err *err)
{
	time_t seconds = (time_t)(now_ms / 1000);
	char moment[32], hex[HEX_SIZE + 1] = "";
	struct tm local;

	if (!localtime_r(&seconds, &local) ||
		strftime(moment, sizeof moment, "%Y%m%d-%H%M%S", &local) != MOMENT_SIZE - 5) {
		(void)err_fail(err, WHY_BACKUP_FAILED, "clock");
		return err_at(err, 0, folder, NULL);
	}
	if (head)
		(void)sodium_bin2hex(hex, sizeof hex, head, STAMP_SIZE);
	if (asprintf(ret, "%s/%s-%03d-%s%s%s.db", folder, moment, (int)(now_ms % 1000), why,
		    head ? "-" : "", hex) < 0)
		return err_fail(err, WHY_NO_MEMORY, "backup");
	return ERR_OK;
}

/* Bits a group has on a file, given only to that group. */
static mode_t shared_mode(const struct stat *like, const char *path)
{
	struct stat now;

	if (stat(path, &now) < 0 || now.st_gid != like->st_gid)
		return like->st_mode & S_IRWXU; /* another group was never meant */
	return like->st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);
}

void backup_like(const char *file, const char *copy)
{
	struct stat like;

	if (stat(file, &like) < 0)
		return;
	(void)!chown(copy, (uid_t)-1, like.st_gid);
	(void)chmod(copy, (shared_mode(&like, copy) | S_IRUSR | S_IWUSR) &
				  ~(mode_t)(S_IXUSR | S_IXGRP | S_IXOTH));
}

enum err_code backup_folder_make(const char *file, char **ret, struct err *err)
{
	char *folder = NULL;
	struct stat like;
	mode_t mode;

	if (asprintf(&folder, "%s.backups", file) < 0)
		return err_fail(err, WHY_NO_MEMORY, "backup");
	if (mkdir(folder, S_IRWXU) < 0 && errno != EEXIST) {
		enum err_code rc = path_error(folder, "mkdir", err);

		free(folder);
		return rc;
	}
	if (stat(file, &like) == 0) {
		/* who may read or write the file may read or write its backups; else ours fails */
		(void)!chown(folder, (uid_t)-1, like.st_gid);
		mode = shared_mode(&like, folder) | S_IRWXU;
		mode |= (mode & (S_IRGRP | S_IROTH)) >> 2;
		(void)chmod(folder, mode & ~(mode_t)S_ISGID);
	}
	*ret = folder;
	return ERR_OK;
}
