/* Preferences and state. See config.h. */
#include "core/config.h"

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

/* Make each missing folder on the way to a file. */
static void make_folders(char *path)
{
	for (char *at = path + 1; *at; at++) {
		if (*at == '/') {
			*at = '\0';
			(void)mkdir(path, S_IRWXU);
			*at = '/';
		}
	}
}

char *config_path(enum config_folder folder, const char *name)
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
	make_folders(path);
	return path;
}

/* Split "name = value" in place. false: neither that nor empty nor a remark. */
static bool split(char *line, char **ret_name, char **ret_value)
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

/* Look name up in a file. Returns whether it is there. */
static bool look_up(enum config_folder folder, const char *file, const char *name,
	char ret[CONFIG_VALUE_SIZE], long *ret_bad)
{
	char *path = config_path(folder, file), *line = NULL, *key, *value;
	FILE *stream = path ? fopen(path, "re") : NULL;
	size_t room = 0;
	bool found = false;
	long number = 0;

	free(path);
	while (stream && getline(&line, &room, stream) > 0) {
		number++;
		if (!split(line, &key, &value)) {
			if (ret_bad && !*ret_bad)
				*ret_bad = number;
		} else if (key && name && strcmp(key, name) == 0 &&
			   strlen(value) < CONFIG_VALUE_SIZE) {
			(void)snprintf(ret, CONFIG_VALUE_SIZE, "%s", value);
			found = true;
		}
	}
	free(line);
	if (stream)
		(void)fclose(stream);
	return found;
}

bool config_get(const char *name, char ret[CONFIG_VALUE_SIZE])
{
	ret[0] = '\0';
	return look_up(CONFIG_CONFIG, "suivi.conf", name, ret, NULL) ||
	       look_up(CONFIG_STATE, "state", name, ret, NULL);
}

long config_bad_line(void)
{
	char value[CONFIG_VALUE_SIZE];
	long bad = 0;

	(void)look_up(CONFIG_CONFIG, "suivi.conf", NULL, value, &bad);
	return bad;
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

/* Copy the other lines of state. */
static void copy_others(FILE *from, FILE *to, const char *name)
{
	char *line = NULL, *kept, *key, *value;
	size_t room = 0;

	while (getline(&line, &room, from) > 0) {
		kept = strdup(line);
		if (kept && split(line, &key, &value) && !(key && strcmp(key, name) == 0))
			(void)fputs(kept, to);
		free(kept);
	}
	free(line);
}

void config_set(const char *name, const char *value)
{
	char *path = NULL, *temporary = NULL;
	FILE *from, *to = NULL;
	int fd = -1;
	bool failed;

	if (!can_be_kept(name, value))
		return;
	path = config_path(CONFIG_STATE, "state");
	if (path && asprintf(&temporary, "%s.XXXXXX", path) >= 0)
		fd = mkstemp(temporary);
	if (fd >= 0)
		to = fdopen(fd, "w");
	if (to) {
		from = fopen(path, "re");
		if (from) {
			copy_others(from, to, name);
			(void)fclose(from);
		}
		(void)fprintf(to, "%s = %s\n", name, value);
		failed = ferror(to) != 0;
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
