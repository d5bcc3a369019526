/* A file being written. See outfile.h. */
#include "core/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/stream.h"

static enum err_code failed(const char *path, struct err *err)
{
	int number = errno;
	enum err_reason why = err_of_errno(number, false);
	enum err_code rc;

	if (why == WHY_FILE_MISSING)
		why = WHY_FOLDER_MISSING;
	rc = err_fail(err, why, "%s", strerror(number));
	(void)err_at(err, 0, path, NULL);
	return rc;
}

/* Is there a database under this name: ratings, or a backup of them? It is never written over. */
static bool is_database(const char *path)
{
	static const char magic[16] = "SQLite format 3";
	char head[sizeof magic];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool is;

	if (fd < 0)
		return false;
	is = read(fd, head, sizeof head) == (ssize_t)sizeof head &&
	     memcmp(head, magic, sizeof head) == 0;
	(void)close(fd);
	return is;
}

static enum err_code taken(const char *path, enum err_reason why, struct err *err)
{
	enum err_code rc = err_fail(err, why, "exists");

	(void)err_at(err, 0, path, NULL);
	return rc;
}

/* Somebody may have made a file of that name meanwhile: it is not written over either. */
static enum err_code put_in_place(const struct outfile *file, struct err *err)
{
	unsigned flags = file->replace ? 0 : RENAME_NOREPLACE;

	if (renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->path, flags) == 0)
		return ERR_OK;
	if (flags && errno == EEXIST)
		return taken(file->path, WHY_OUTPUT_EXISTS, err);
	/* some file systems know no such flag: looked first, then renamed */
	if (flags && errno == EINVAL) {
		if (access(file->path, F_OK) == 0)
			return taken(file->path, WHY_OUTPUT_EXISTS, err);
		if (rename(file->temporary, file->path) == 0)
			return ERR_OK;
	}
	return failed(file->path, err);
}

enum err_code outfile_open(struct outfile *file, const char *path, bool replace, struct err *err)
{
	struct stat info;
	int fd;

	*file = (struct outfile){.replace = replace};
	if (strcmp(path, "-") == 0) {
		file->stream = stdout;
		return ERR_OK;
	}
	/* A device or a pipe is written to as it is: it cannot be replaced. */
	if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
		file->stream = S_ISDIR(info.st_mode) ? NULL : fopen(path, "we");
		if (!file->stream) {
			enum err_code rc = err_fail(err, WHY_FILE_NOT_REGULAR, "not a file");

			(void)err_at(err, 0, path, NULL);
			return rc;
		}
		return ERR_OK;
	}
	if (is_database(path))
		return taken(path, WHY_FILE_EXISTS, err);
	if (!replace && access(path, F_OK) == 0)
		return taken(path, WHY_OUTPUT_EXISTS, err);
	file->path = strdup(path);
	if (!file->path || asprintf(&file->temporary, "%s.XXXXXX", path) < 0) {
		file->temporary = NULL;
		free(file->path);
		return err_fail(err, WHY_NO_MEMORY, "export");
	}
	fd = mkostemp(file->temporary, O_CLOEXEC);
	file->stream = fd < 0 ? NULL : fdopen(fd, "w");
	if (!file->stream) {
		enum err_code rc = failed(path, err);

		if (fd >= 0) {
			(void)close(fd);
			(void)unlink(file->temporary);
		}
		free(file->path);
		free(file->temporary);
		*file = (struct outfile){0};
		return rc;
	}
	return ERR_OK;
}

enum err_code outfile_close(struct outfile *file, enum err_code rc, struct err *err)
{
	const char *name = file->path ? file->path : "-";
	struct err why;
	enum err_code end = file->temporary ? stream_sync(file->stream, name, &why)
					    : stream_flush(file->stream, name, &why);

	/* the writer only knows that it failed, the stream why */
	if (end && (!rc || (err && err->reason == WHY_OUTPUT_FAILED))) {
		rc = end;
		if (err)
			*err = why;
	}
	if (!file->temporary) {
		if (file->stream != stdout && fclose(file->stream) != 0 && !rc)
			rc = failed(name, err);
		return rc;
	}
	if (fclose(file->stream) != 0 && !rc)
		rc = failed(name, err);
	if (!rc)
		rc = put_in_place(file, err);
	if (rc)
		(void)unlink(file->temporary);
	free(file->path);
	free(file->temporary);
	*file = (struct outfile){0};
	return rc;
}
