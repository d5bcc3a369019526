/* Drafts. See draft.h. */
#include "core/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/config.h"
#include "core/ref.h"

/*
 * What a draft begins with, before its text: which file it is of. The journal of
 * that file begins, or goes on, with `birth`; device and inode find it again
 * after it was renamed.
 */
struct owner {
	unsigned char birth[STAMP_SIZE];
	uint64_t device, inode;
};

/* The file whose drafts these are. */
static struct {
	struct db *db;  /* NULL: none */
	uint64_t place; /* of its path */
	struct owner owner;
} of;

/* FNV-1a: names of drafts stay short whatever the path. */
static uint64_t hash(const char *text)
{
	uint64_t ret = 14695981039346656037U;

	for (; *text; text++)
		ret = (ret ^ (unsigned char)*text) * 1099511628211U;
	return ret;
}

/* "draft-", the place of the file, what is typed, and the field: all but the middle. */
static void name_of(int64_t id, const char *field, char ret[128])
{
	char ref[REF_SIZE];

	ref_of(id, ref);
	(void)snprintf(
		ret, 128, "draft-%016llx-%s-%.32s", (unsigned long long)of.place, ref, field);
}

static char *path_of(int64_t id, const char *field)
{
	char name[128];

	name_of(id, field, name);
	return config_path(CONFIG_STATE, name);
}

/* ---- One file ---------------------------------------------------------------------- */

/* All of it, down to the disk; a part of it is not to take the former's place. */
static bool write_all(int fd, const void *bytes, size_t length)
{
	const char *text = bytes;

	while (length > 0) {
		ssize_t n = write(fd, text, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text += n;
		length -= (size_t)n;
	}
	return true;
}

static void write_draft(const char *path, const char *text)
{
	char *beside = NULL;
	bool whole;
	int fd;

	if (asprintf(&beside, "%s.new", path) < 0)
		return;
	(void)unlink(beside);
	fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd >= 0) {
		whole = write_all(fd, &of.owner, sizeof of.owner) &&
			write_all(fd, text, strlen(text)) && fsync(fd) == 0;
		(void)close(fd);
		if (!whole || rename(beside, path) != 0)
			(void)unlink(beside);
	}
	free(beside);
}

/* false: there is none, or it is cut. */
static bool read_draft(const char *path, struct owner *owner, char *ret, size_t size)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = -1;

	ret[0] = '\0';
	if (fd < 0)
		return false;
	if (read(fd, owner, sizeof *owner) == (ssize_t)sizeof *owner)
		n = read(fd, ret, size - 1);
	(void)close(fd);
	ret[n > 0 ? n : 0] = '\0';
	return n >= 0;
}

/* Is the draft of the file that is open, wherever that was when it was typed? */
static bool is_ours(const struct owner *owner)
{
	return db_has_batch(of.db, owner->birth);
}

/* ---- Which file --------------------------------------------------------------------- */

/* A draft of another place is taken over if that file was renamed to ours. */
static void take_over(const char *folder, const char *name)
{
	enum { PREFIX = 6, PLACE = 16 };
	char *from = NULL, *to = NULL, *text = calloc(1, DRAFT_SIZE);
	struct owner owner;

	if (text && strlen(name) > PREFIX + PLACE && asprintf(&from, "%s/%s", folder, name) > 0 &&
		asprintf(&to, "%s/draft-%016llx%s", folder, (unsigned long long)of.place,
			name + PREFIX + PLACE) > 0 &&
		read_draft(from, &owner, text, DRAFT_SIZE) && owner.device == of.owner.device &&
		owner.inode == of.owner.inode && is_ours(&owner) && access(to, F_OK) != 0) {
		write_draft(to, text);
		if (access(to, F_OK) == 0)
			(void)unlink(from);
	}
	free(from);
	free(to);
	free(text);
}

static void take_over_all(void)
{
	char *path = config_path(CONFIG_STATE, ""), ours[32];
	DIR *folder = path ? opendir(path) : NULL;
	const struct dirent *entry;

	(void)snprintf(ours, sizeof ours, "draft-%016llx-", (unsigned long long)of.place);
	while (folder && (entry = readdir(folder))) {
		if (strncmp(entry->d_name, "draft-", 6) == 0 &&
			strncmp(entry->d_name, ours, strlen(ours)) != 0 &&
			!strstr(entry->d_name, ".new"))
			take_over(path, entry->d_name);
	}
	if (folder)
		(void)closedir(folder);
	free(path);
}

void draft_begin(struct db *db)
{
	struct stat status;

	of.db = NULL;
	if (!db || !*db_path(db) || stat(db_path(db), &status) != 0 ||
		db_birth(db, of.owner.birth, NULL) != ERR_OK)
		return;
	of.db = db;
	of.place = hash(db_path(db));
	of.owner.device = (uint64_t)status.st_dev;
	of.owner.inode = (uint64_t)status.st_ino;
	take_over_all();
}

/* ---- Drafts ------------------------------------------------------------------------- */

void draft_save(int64_t id, const char *field, const char *text)
{
	char *path = of.db ? path_of(id, field) : NULL;

	if (!path)
		return;
	if (*text)
		write_draft(path, text);
	else
		(void)unlink(path);
	free(path);
}

void draft_load(int64_t id, const char *field, char *ret, size_t size)
{
	char *path = of.db ? path_of(id, field) : NULL;
	struct owner owner;

	ret[0] = '\0';
	if (path && read_draft(path, &owner, ret, size) && !is_ours(&owner))
		ret[0] = '\0';
	free(path);
}

bool draft_any(const char *field)
{
	char *path = of.db ? config_path(CONFIG_STATE, "") : NULL, begin[32], end[40];
	DIR *folder = path ? opendir(path) : NULL;
	const struct dirent *entry;
	bool found = false;

	(void)snprintf(begin, sizeof begin, "draft-%016llx-", (unsigned long long)of.place);
	(void)snprintf(end, sizeof end, "-%.32s", field);
	while (folder && !found && (entry = readdir(folder))) {
		size_t length = strlen(entry->d_name), tail = strlen(end);

		found = strncmp(entry->d_name, begin, strlen(begin)) == 0 && length > tail &&
			strcmp(entry->d_name + length - tail, end) == 0;
	}
	if (folder)
		(void)closedir(folder);
	free(path);
	return found;
}
