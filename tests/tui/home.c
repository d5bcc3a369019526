/* A private home for one scenario. See home.h. */
#include "tests/tui/home.h"

#include <ftw.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t find(const struct home *home, const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < home->env_count; i++) {
		if (strncmp(home->env[i], name, length) == 0 && home->env[i][length] == '=')
			break;
	}
	return i;
}

void home_set(struct home *home, const char *assignment)
{
	const char *equals = strchr(assignment, '=');
	size_t length = equals ? (size_t)(equals - assignment) : strlen(assignment);
	size_t at = find(home, assignment, length);

	if (at < home->env_count) {
		free(home->env[at]);
		home->env[at] = home->env[--home->env_count];
		home->env[home->env_count] = NULL;
	}
	if (!equals)
		return;
	if (home->env_count == HOME_ENV_MAX || !(home->env[home->env_count] = strdup(assignment)))
		abort();
	home->env[++home->env_count] = NULL;
}

const char *home_get(const struct home *home, const char *name)
{
	size_t at = find(home, name, strlen(name));

	return at < home->env_count ? home->env[at] + strlen(name) + 1 : NULL;
}

static void set(struct home *home, const char *name, const char *value, const char *rest)
{
	char text[8192];

	(void)snprintf(text, sizeof text, "%s=%s%s", name, value, rest);
	home_set(home, text);
}

/* What the machine and the sanitizers need; everything else stays out. */
static void set_inherited(struct home *home)
{
	static const char *const names[] = {
		"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "FIXTURES",
		"TERMINFO", "TERMINFO_DIRS", "LD_LIBRARY_PATH",
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *value = getenv(names[i]);

		if (value)
			set(home, names[i], value, "");
	}
}

bool home_init(struct home *home, const char *suivi)
{
	const char *temporary = getenv("TMPDIR"), *path = getenv("PATH");
	char beside[2048], folders[4096];

	*home = (struct home){ .env_count = 0 };
	(void)snprintf(home->folder, sizeof home->folder, "%s/suivi-screen-XXXXXX",
	        temporary && *temporary ? temporary : "/tmp");
	if (!mkdtemp(home->folder)) {
		home->folder[0] = '\0';
		return false;
	}
	(void)snprintf(beside, sizeof beside, "%s", suivi);
	(void)snprintf(folders, sizeof folders, "%s:%s", dirname(beside),
	        path ? path : "/usr/bin:/bin");
	set_inherited(home);
	set(home, "PATH", folders, "");
	set(home, "HOME", home->folder, "");
	set(home, "TMPDIR", home->folder, "");
	set(home, "XDG_CONFIG_HOME", home->folder, "/config");
	set(home, "XDG_DATA_HOME", home->folder, "/data");
	set(home, "XDG_STATE_HOME", home->folder, "/state");
	set(home, "XDG_CACHE_HOME", home->folder, "/cache");
	set(home, "XDG_RUNTIME_DIR", home->folder, "");
	home_set(home, "TERM=xterm-256color");
	home_set(home, "LC_ALL=C.UTF-8");
	home_set(home, "TZ=UTC");
	home_set(home, "SUIVI_TEST_NOW=2026-11-12T10:42:00");
	return true;
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *ftw)
{
	(void)status;
	(void)flag;
	(void)ftw;
	return remove(path);
}

void home_release(struct home *home)
{
	if (home->folder[0])
		(void)nftw(home->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	while (home->env_count > 0)
		free(home->env[--home->env_count]);
}

int home_run(const struct home *home, const char *line)
{
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return -1;
	if (pid == 0) {
		char shell[] = "sh", option[] = "-ec", command[4096];
		char *argv[] = { shell, option, command, NULL };

		(void)snprintf(command, sizeof command, "%s", line);
		(void)dup2(STDERR_FILENO, STDOUT_FILENO);
		if (chdir(home->folder) == 0)
			execve("/bin/sh", argv, home->env);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}
