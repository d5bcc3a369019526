/* A backup put back in place of the file. See db.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/backup_folder.h"
#include "db/conn.h"
#include "db/guard.h"
#include "db/path.h"

/* The bytes of a file, which may be damaged, in a new one. */
static enum err_code copy_bytes(const char *from, const char *to, struct err *err)
{
	char *temporary = NULL, block[1 << 16];
	FILE *in = fopen(from, "rbe"), *out = NULL;
	enum err_code rc =
		in ? path_temporary(to, &temporary, err) : path_unread(from, "open", err);
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
	char *folder = NULL, *name = NULL, *journal = NULL, *its_journal = NULL;
	enum err_code rc = ERR_OK;

	if (asprintf(&journal, "%s-journal", path) < 0)
		return err_fail(err, WHY_NO_MEMORY, "restore");
	if (access(path, F_OK) != 0) {
		(void)unlink(journal); /* of a file that is gone */
		free(journal);
		return ERR_OK;
	}
	rc = backup_folder_make(path, &folder, err);
	if (!rc)
		rc = backup_folder_name(folder, hooks->now_ms(), "restore", NULL, &name, err);
	if (!rc && asprintf(&its_journal, "%s-journal", name) < 0)
		rc = err_fail(err, WHY_NO_MEMORY, "restore");
	if (!rc && link(path, name) < 0 && errno != EEXIST) {
		rc = copy_bytes(path, name, err); /* a stick knows no links */
		if (!rc)
			backup_like(path, name);
	}
	if (!rc && rename(journal, its_journal) < 0 && errno != ENOENT)
		rc = path_error(its_journal, "rename", err);
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
		rc = backup_pages(source, temporary, path, err);
	if (!rc)
		rc = backup_verify(temporary, source, INT64_MAX, err);
	if (!rc)
		backup_like(full, temporary); /* who shared the file shares it still */
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
