/* Preferences and state. See config.h. */
#include "core/config.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
	const char *variable, *fallback;
} folders[] = {
	[CONFIG_DATA] = {"XDG_DATA_HOME", ".local/share"},
	[CONFIG_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
	[CONFIG_STATE] = {"XDG_STATE_HOME", ".local/state"},
};

static const char *home(void)
{
	const char *path = getenv("HOME");
	const struct passwd *user;

	if (path && *path == '/')
		return path;
	user = getpwuid(getuid());
	return user ? user->pw_dir : NULL;
}

void config_make_folders(char *path)
{
	char *last = strrchr(path, '/');

	*last = '\0';
	if (access(path, F_OK) == 0) {
		*last = '/';
		return;
	}
	*last = '/';
	for (char *at = path + 1; *at; at++) {
		if (*at == '/') {
			*at = '\0';
			(void)mkdir(path, S_IRWXU);
			*at = '/';
		}
	}
}

char *config_place(enum config_folder folder, const char *name)
{
	const char *base = getenv(folders[folder].variable);
	char *path = NULL;

	if (base && *base == '/') {
		if (asprintf(&path, "%s/suivi/%s", base, name) < 0)
			return NULL;
	} else {
		const char *from = home();

		if (!from ||
			asprintf(&path, "%s/%s/suivi/%s", from, folders[folder].fallback, name) < 0)
			return NULL;
	}
	return path;
}

char *config_path(enum config_folder folder, const char *name)
{
	char *path = config_place(folder, name);

	if (path)
		config_make_folders(path);
	return path;
}

enum err_code config_open(const char *path, FILE **ret, struct err *err)
{
	struct stat found;
	FILE *stream = NULL;
	/* opening a FIFO would wait for somebody to write into it */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
		*ret = NULL;
		return ERR_OK;
	}
	if (fd < 0 || fstat(fd, &found) != 0) {
		(void)err_fail(err, err_of_errno(errno, true), "errno %d", errno);
	} else if (!S_ISREG(found.st_mode) || found.st_size > CONFIG_FILE_MAX) {
		(void)err_fail(err, WHY_PREFERENCE_FILE, "mode %o", (unsigned)found.st_mode);
	} else {
		stream = fdopen(fd, "r");
		if (!stream)
			(void)err_fail(err, WHY_NO_MEMORY, "file of lines");
	}
	if (!stream) {
		if (fd >= 0)
			(void)close(fd);
		return err_at(err, 0, path, NULL);
	}
	*ret = stream;
	return ERR_OK;
}

bool config_split(char *line, char **ret_name, char **ret_value)
{
	char *equals, *end;

	line += strspn(line, " \t");
	*ret_name = *ret_value = NULL;
	if (*line == '\0' || *line == '\n' || *line == '\r' || *line == '#')
		return true;
	equals = strchr(line, '=');
	if (!equals || equals == line)
		return false;
	*equals = '\0';
	for (end = equals; end > line && strchr(" \t", end[-1]); end--)
		end[-1] = '\0';
	equals += 1 + strspn(equals + 1, " \t");
	for (end = equals + strlen(equals); end > equals && strchr(" \t\r\n", end[-1]); end--)
		end[-1] = '\0';
	*ret_name = line;
	*ret_value = equals;
	return true;
}

/* A file as it was when last read: at opening some twenty names are looked up in it. */
struct kept {
	char *text;
	size_t length;
	struct stat info;
};

static bool is_same(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino &&
	       one->st_size == other->st_size && one->st_mtim.tv_sec == other->st_mtim.tv_sec &&
	       one->st_mtim.tv_nsec == other->st_mtim.tv_nsec &&
	       one->st_ctim.tv_sec == other->st_ctim.tv_sec &&
	       one->st_ctim.tv_nsec == other->st_ctim.tv_nsec;
}

/* Read it again where it is another than before. */
static void keep(struct kept *kept, const char *path)
{
	struct stat now;
	FILE *stream = NULL;

	if (kept->text && stat(path, &now) == 0 && is_same(&now, &kept->info))
		return;
	free(kept->text);
	*kept = (struct kept){0};
	if (config_open(path, &stream, NULL) != ERR_OK || !stream)
		return;
	if (fstat(fileno(stream), &kept->info) == 0)
		kept->text = malloc((size_t)kept->info.st_size + 1);
	if (kept->text)
		kept->length = fread(kept->text, 1, (size_t)kept->info.st_size, stream);
	(void)fclose(stream);
}

/* Look name up in a file. Returns whether it is there. */
static bool look_up(
	enum config_folder folder, const char *file, const char *name, char ret[CONFIG_VALUE_SIZE])
{
	static struct kept files[2];
	struct kept *kept = &files[folder == CONFIG_STATE];
	char *path = config_place(folder, file), *line, *key, *value;
	const char *at = "", *end = at, *next;
	bool found = false;

	if (path)
		keep(kept, path);
	if (path && kept->text) {
		at = kept->text;
		end = at + kept->length;
	}
	free(path);
	for (; at < end; at = next) {
		next = memchr(at, '\n', (size_t)(end - at));
		next = next ? next + 1 : end;
		if (!memmem(at, (size_t)(next - at), name, strlen(name)))
			continue;
		line = strndup(at, (size_t)(next - at));
		if (line && config_split(line, &key, &value) && key && strcmp(key, name) == 0 &&
			strlen(value) < CONFIG_VALUE_SIZE) {
			(void)snprintf(ret, CONFIG_VALUE_SIZE, "%s", value);
			found = true;
		}
		free(line);
	}
	return found;
}

bool config_get(const char *name, char ret[CONFIG_VALUE_SIZE])
{
	ret[0] = '\0';
	return look_up(CONFIG_CONFIG, "suivi.conf", name, ret) ||
	       look_up(CONFIG_STATE, "state", name, ret);
}

/* One line, name and value: what would be read back as something else is not written. */
static bool can_be_kept(const char *name, const char *value)
{
	if (strlen(value) >= CONFIG_VALUE_SIZE || strlen(name) >= CONFIG_VALUE_SIZE ||
		*name == '\0' || *name == '#' || strpbrk(name, "= \t\r\n"))
		return false;
	for (const unsigned char *at = (const unsigned char *)value; *at; at++) {
		if (*at < 0x20 || *at == 0x7F)
			return false;
	}
	return true;
}

/* Copy the other lines of state. false: not all of them. */
static bool copy_others(FILE *from, FILE *to, const char *name)
{
	char *line = NULL, *kept = NULL, *key, *value;
	size_t room = 0;
	bool whole = true;

	while (whole && getline(&line, &room, from) > 0) {
		kept = strdup(line);
		whole = kept != NULL;
		if (kept && config_split(line, &key, &value) && !(key && strcmp(key, name) == 0))
			(void)fputs(kept, to);
		free(kept);
	}
	free(line);
	return whole && feof(from);
}

void config_set(const char *name, const char *value)
{
	char *path = NULL, *temporary = NULL;
	FILE *from, *to = NULL;
	int fd = -1;
	bool failed, whole = true;

	if (!can_be_kept(name, value))
		return;
	path = config_path(CONFIG_STATE, "state");
	if (path && asprintf(&temporary, "%s.XXXXXX", path) >= 0)
		fd = mkstemp(temporary);
	if (fd >= 0)
		to = fdopen(fd, "w");
	if (to) {
		/* what cannot be read is not written over by one line */
		whole = config_open(path, &from, NULL) == ERR_OK;
		if (whole && from) {
			whole = copy_others(from, to, name);
			(void)fclose(from);
		}
		(void)fprintf(to, "%s = %s\n", name, value);
		failed = !whole || ferror(to) != 0;
		failed = fclose(to) != 0 || failed;
		if (failed || rename(temporary, path) != 0)
			(void)unlink(temporary);
	} else if (fd >= 0) {
		(void)close(fd);
		(void)unlink(temporary);
	}
	free(temporary);
	free(path);
}
