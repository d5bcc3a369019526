/* Names of files, and how a new one takes its place. See path.h. */
#include "db/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err_code say(
	const char *path, const char *what, int number, bool reading, struct err *err)
{
	enum err_reason reason = err_of_errno(number, reading);

	(void)err_fail(err, reason, "%s: %s", what, strerror(number));
	(void)err_at(err, 0, path, NULL);
	return err_text(reason)->code;
}

enum err_code path_error(const char *path, const char *what, struct err *err)
{
	return say(path, what, errno, false, err);
}

enum err_code path_unread(const char *path, const char *what, struct err *err)
{
	return say(path, what, errno, true, err);
}

/* The same, of what is done in the folder of the path. */
static enum err_code folder_error(const char *path, const char *what, struct err *err)
{
	bool missing = errno == ENOENT || errno == ENOTDIR;

	if (!missing)
		return path_error(path, what, err);
	(void)err_fail(err, WHY_FOLDER_MISSING, "%s", what);
	return err_at(err, 0, path, NULL);
}

enum err_code path_full(const char *path, char **ret, struct err *err)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	char folder[PATH_MAX], *resolved;
	size_t length = slash ? (size_t)(slash - path) : 0;
	enum err_code rc = ERR_OK;

	if (length >= sizeof folder || *name == '\0' || strcmp(name, ".") == 0 ||
		strcmp(name, "..") == 0) {
		(void)err_fail(err, WHY_FILE_NOT_REGULAR, "no file name");
		return err_at(err, 0, path, NULL);
	}
	if (!slash)
		(void)snprintf(folder, sizeof folder, ".");
	else if (length == 0)
		(void)snprintf(folder, sizeof folder, "/");
	else
		(void)snprintf(folder, sizeof folder, "%.*s", (int)length, path);
	resolved = realpath(folder, NULL);
	if (!resolved)
		return folder_error(path, "realpath", err);
	if (asprintf(ret, "%s/%s", strcmp(resolved, "/") == 0 ? "" : resolved, name) < 0)
		rc = err_fail(err, WHY_NO_MEMORY, "path");
	free(resolved);
	return rc;
}

enum err_code path_temporary(const char *path, char **ret, struct err *err)
{
	char *name = NULL;
	int fd;

	if (asprintf(&name, "%s.XXXXXX", path) < 0)
		return err_fail(err, WHY_NO_MEMORY, "path");
	fd = mkstemp(name);
	if (fd < 0 || fchmod(fd, S_IRUSR | S_IWUSR) < 0) {
		enum err_code rc = folder_error(path, "mkstemp", err);

		if (fd >= 0) {
			(void)close(fd);
			(void)unlink(name);
		}
		free(name);
		return rc;
	}
	(void)close(fd);
	*ret = name;
	return ERR_OK;
}

enum err_code path_try(const char *path, bool replace, struct err *err)
{
	char *full = NULL, *slash;
	enum err_code rc = path_full(path, &full, err);

	if (!rc && !replace && access(full, F_OK) == 0) {
		(void)err_fail(err, WHY_FILE_EXISTS, "tried");
		rc = err_at(err, 0, path, NULL);
	}
	slash = full ? strrchr(full, '/') : NULL;
	if (!rc && slash) {
		slash[slash == full ? 1 : 0] = '\0';
		if (access(full, W_OK | X_OK) < 0)
			rc = folder_error(path, "access", err);
	}
	free(full);
	return rc;
}

/* Some filesystems cannot sync a folder: their answer is not ours to refuse. */
static void sync_folder(const char *path)
{
	char *folder = strdup(path), *slash = folder ? strrchr(folder, '/') : NULL;
	int fd;

	if (slash) {
		slash[slash == folder ? 1 : 0] = '\0';
		fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd >= 0) {
			(void)fsync(fd);
			(void)close(fd);
		}
	}
	free(folder);
}

enum err_code path_publish(const char *temporary, const char *path, bool replace, struct err *err)
{
	int fd = open(temporary, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return path_error(path, "open", err);
	if (fsync(fd) < 0) {
		enum err_code rc = path_error(path, "fsync", err);

		(void)close(fd);
		return rc;
	}
	(void)close(fd);
	if (replace) {
		if (rename(temporary, path) < 0)
			return path_error(path, "rename", err);
	} else if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) < 0) {
		bool plain = errno == EINVAL || errno == ENOSYS; /* FAT sticks, old kernels */

		if (errno == EEXIST || (plain && access(path, F_OK) == 0)) {
			(void)err_fail(err, WHY_FILE_EXISTS, "rename");
			return err_at(err, 0, path, NULL);
		}
		if (!plain || rename(temporary, path) < 0)
			return path_error(path, "rename", err);
	}
	sync_folder(path);
	return ERR_OK;
}

void path_discard(const char *temporary)
{
	char *journal = NULL;

	(void)unlink(temporary);
	if (asprintf(&journal, "%s-journal", temporary) >= 0) {
		(void)unlink(journal);
		free(journal);
	}
}
