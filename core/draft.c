/* Drafts. See draft.h. */
#include "core/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/config.h"
#include "core/ref.h"

static char *draft_path(int64_t id, const char *field)
{
	char ref[REF_SIZE], name[64];

	ref_of(id, ref);
	(void)snprintf(name, sizeof name, "draft-%s-%.32s", ref, field);
	return config_path(CONFIG_STATE, name);
}

/* All of it, down to the disk; a part of it is not to take the former's place. */
static bool write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, text, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text += n;
		length -= (size_t)n;
	}
	return fsync(fd) == 0;
}

void draft_save(int64_t id, const char *field, const char *text)
{
	char *path = draft_path(id, field), *beside = NULL;
	int fd;

	if (!path)
		return;
	if (!*text) {
		(void)unlink(path);
	} else if (asprintf(&beside, "%s.new", path) > 0) {
		(void)unlink(beside);
		fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd >= 0) {
			bool whole = write_all(fd, text, strlen(text));

			(void)close(fd);
			if (!whole || rename(beside, path) != 0)
				(void)unlink(beside);
		}
		free(beside);
	}
	free(path);
}

void draft_load(int64_t id, const char *field, char *ret, size_t size)
{
	char *path = draft_path(id, field);
	int fd = path ? open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
	ssize_t n = 0;

	ret[0] = '\0';
	if (fd >= 0) {
		n = read(fd, ret, size - 1);
		(void)close(fd);
	}
	ret[n > 0 ? n : 0] = '\0';
	free(path);
}

bool draft_any(const char *field)
{
	char *path = config_path(CONFIG_STATE, ""), end[40];
	DIR *folder = path ? opendir(path) : NULL;
	const struct dirent *entry;
	bool found = false;

	(void)snprintf(end, sizeof end, "-%.32s", field);
	while (folder && !found && (entry = readdir(folder))) {
		size_t length = strlen(entry->d_name), tail = strlen(end);

		found = strncmp(entry->d_name, "draft-", 6) == 0 && length > tail &&
			strcmp(entry->d_name + length - tail, end) == 0;
	}
	if (folder)
		(void)closedir(folder);
	free(path);
	return found;
}
