/* A text in the user's editor. See editor.h. */
#include "tui/editor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "core/config.h"
#include "core/encoding.h"
#include "tui/signals.h"

enum {
	NOT_FOUND = 127, /* what sh and env say of a program that is not there */
	PATIENCE = 30,   /* waits of WAIT_MS for an editor that is to end */
	WAIT_MS = 20,
};

const char *editor_name(void)
{
	const char *name = getenv("VISUAL");

	if (!name || !*name)
		name = getenv("EDITOR");
	return name && *name ? name : "nano";
}

/* ---- The file ------------------------------------------------------------------- */

/* A folder with the text in note.txt. ret: its path and the file's, malloc'd; false: failed. */
static bool make_file(const char *text, char **ret_folder, char **ret_path)
{
	char *folder = config_path(CONFIG_STATE, "note-XXXXXX"), *path = NULL;
	size_t length = strlen(text);
	bool made = folder && mkdtemp(folder);
	int fd = -1;

	if (made && asprintf(&path, "%s/note.txt", folder) < 0)
		path = NULL;
	if (path)
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0 && write(fd, text, length) == (ssize_t)length && close(fd) == 0) {
		*ret_folder = folder;
		*ret_path = path;
		return true;
	}
	if (path)
		(void)unlink(path);
	if (made)
		(void)rmdir(folder);
	free(folder);
	free(path);
	return false;
}

/* With its copies, swap and undo files: all hold words about a student. */
static void remove_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		(void)unlinkat(dirfd(dir), entry->d_name, 0); /* "." and ".." are refused */
	if (dir)
		(void)closedir(dir);
	(void)rmdir(folder);
}

/* UTF-16 by its mark, or by a NUL in every other byte; else UTF-8, else Windows-1252. */
static enum encoding guess(const unsigned char *bytes, size_t count)
{
	struct encoding_utf8 utf8 = {0};
	size_t even = 0, odd = 0;

	if (count >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
		return ENCODING_UTF_16LE;
	if (count >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
		return ENCODING_UTF_16BE;
	for (size_t i = 0; i < count; i++) {
		if (bytes[i] == 0)
			*(i % 2 ? &odd : &even) += 1;
	}
	if (odd > count / 4 && even < count / 16)
		return ENCODING_UTF_16LE;
	if (even > count / 4 && odd < count / 16)
		return ENCODING_UTF_16BE;
	return encoding_valid(&utf8, bytes, count) && utf8.need == 0 ? ENCODING_UTF_8
								     : ENCODING_WINDOWS_1252;
}

/* Bytes of the editor as UTF-8 text in ret; false: size is too small. */
static bool to_text(unsigned char *bytes, size_t count, char *ret, size_t size)
{
	enum encoding encoding = guess(bytes, count);
	struct encoding_state state = {.line = 1};
	size_t used = 0, length = 0, mark;
	char *text = malloc(ENCODING_GROWTH(count) + 1);
	bool fits;

	if (!text)
		return false;
	if (encoding != ENCODING_UTF_16LE && encoding != ENCODING_UTF_16BE) {
		for (size_t i = 0; i < count; i++)
			bytes[i] = bytes[i] ? bytes[i] : ' ';
	}
	if (!encoding_convert(encoding, bytes, count, true, &state, text, &length, &used))
		length = 0; /* a NUL inside UTF-16: no text */
	text[length] = '\0';
	while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
		text[--length] = '\0';
	mark = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	fits = length - mark < size;
	if (fits)
		memcpy(ret, text + mark, length - mark + 1);
	free(text);
	return fits;
}

/* What the editor left, by its name: it may be another file by now. false: it does not fit. */
static bool read_back(const char *path, char *ret, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	size_t room = 2 * size + 4, count = 0; /* UTF-16 needs two bytes for one */
	unsigned char *bytes = fd >= 0 ? malloc(room) : NULL;
	ssize_t n = 0;
	bool whole;

	while (bytes && count < room && (n = read(fd, bytes + count, room - count)) > 0)
		count += (size_t)n;
	whole = bytes && n == 0 && count < room && to_text(bytes, count, ret, size);
	free(bytes);
	if (fd >= 0)
		(void)close(fd);
	return whole;
}

/* ---- The process ------------------------------------------------------------------ */

/* Give the terminal to a process group; one in the background may do so, too. */
static void give_terminal(pid_t group)
{
	sigset_t block, old;

	sigemptyset(&block);
	sigaddset(&block, SIGTTOU);
	(void)sigprocmask(SIG_BLOCK, &block, &old);
	(void)tcsetpgrp(STDIN_FILENO, group);
	(void)sigprocmask(SIG_SETMASK, &old, NULL);
}

/* In the child. Through sh, so that EDITOR may hold options and quotes, as git does. */
static _Noreturn void become_editor(const char *name, const char *path)
{
	static const int usual[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU,
		SIGCONT, SIGWINCH, SIGPIPE, SIGXFSZ, SIGCHLD};
	sigset_t none;

	(void)setpgid(0, 0);
	give_terminal(getpid());
	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
		(void)signal(usual[i], SIG_DFL);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)execlp("sh", "sh", "-c", "eval \"exec env $2 \\\"\\$1\\\"\"", "sh", path, name,
		(char *)NULL);
	_exit(NOT_FOUND);
}

/* It stopped: so do we, for the shell that waits; then both go on. */
static void stop_with(pid_t pid, int signal, const struct termios *ours)
{
	struct termios theirs;
	bool kept;

	if (signal != SIGTTIN && signal != SIGTTOU) { /* it asked too early for the terminal */
		kept = tcgetattr(STDIN_FILENO, &theirs) == 0;
		give_terminal(getpgrp());
		(void)tcsetattr(STDIN_FILENO, TCSADRAIN, ours);
		signals_stop_self();
		if (kept)
			(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &theirs);
	}
	give_terminal(pid);
	(void)kill(-pid, SIGCONT);
}

/* This program is to end, so the editor is: asked first, then made to. */
static void end_with(pid_t pid, int *status)
{
	(void)kill(-pid, SIGHUP);
	(void)kill(-pid, SIGTERM);
	(void)kill(-pid, SIGCONT);
	for (int i = 0; i < PATIENCE; i++) {
		if (waitpid(pid, status, WNOHANG) == pid)
			return;
		(void)poll(NULL, 0, WAIT_MS);
	}
	(void)kill(-pid, SIGKILL);
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		continue;
}

/* Until it has ended. ret: as of waitpid(). Returns whether this program is to end, too. */
static bool wait_for(pid_t pid, const struct termios *ours, int *ret)
{
	bool gone = false;

	for (;;) {
		/* a signal, or the terminal hung up with nobody to say so */
		struct pollfd news[] = {
			{.fd = signals_fd(), .events = POLLIN}, {.fd = STDIN_FILENO}};
		pid_t ended = waitpid(pid, ret, WNOHANG | WUNTRACED);
		int seen;

		if (ended == pid && WIFSTOPPED(*ret))
			stop_with(pid, WSTOPSIG(*ret), ours);
		else if (ended == pid || (ended < 0 && errno != EINTR))
			return false;
		seen = signals_take();
		if (seen & SIGNALS_END || gone) {
			end_with(pid, ret);
			return true;
		}
		if (ended == 0 && !(seen & SIGNALS_CHILD)) /* that may have come just now */
			gone = poll(news, 2, -1) > 0 && (news[1].revents & (POLLHUP | POLLERR));
	}
}

/* ret: as of waitpid(). false: no process could be made. */
static bool run(const char *name, const char *path, int *ret)
{
	struct termios ours;
	bool kept = tcgetattr(STDIN_FILENO, &ours) == 0, ends;
	pid_t pid;

	signals_children(true);
	pid = fork();
	if (pid == 0)
		become_editor(name, path);
	if (pid < 0) {
		signals_children(false);
		return false;
	}
	(void)setpgid(pid, pid); /* whoever of the two comes first */
	give_terminal(pid);
	ends = wait_for(pid, &ours, ret);
	give_terminal(getpgrp());
	if (kept)
		(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &ours);
	signals_children(false);
	if (ends) /* for the loop to see */
		(void)raise(SIGTERM);
	return true;
}

enum editor_end editor_run(struct term *term, const char *text, char *ret, size_t size)
{
	char *folder = NULL, *path = NULL, *left = malloc(size);
	enum editor_end end = EDITOR_FAILED;
	int status = -1;
	bool ran, whole;

	if (!left || !make_file(text, &folder, &path)) {
		free(left);
		return EDITOR_FAILED;
	}
	term_leave(term);
	ran = run(editor_name(), path, &status);
	term_return(term);
	whole = ran && read_back(path, left, size);
	if (!ran)
		end = EDITOR_FAILED;
	else if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
		end = EDITOR_MISSING;
	else if (!whole && access(path, F_OK) == 0)
		end = EDITOR_LONG;
	else if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		end = whole ? EDITOR_FINE : EDITOR_BAD; /* it took the file away */
	else
		end = whole && *left && strcmp(left, text) != 0 ? EDITOR_SAVED : EDITOR_BAD;
	if (end == EDITOR_FINE || end == EDITOR_SAVED)
		(void)snprintf(ret, size, "%s", left);
	if (end == EDITOR_LONG)
		(void)snprintf(ret, size, "%s", path);
	else
		remove_folder(folder);
	free(left);
	free(folder);
	free(path);
	return end;
}
