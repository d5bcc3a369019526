/* A program on a pseudo-terminal, with a keeper between. See child.h. */
#include "tests/tui/child.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h> /* login_tty */

/* What the keeper tells. The first report is CHILD_RUNNING with the process id. */
struct report {
	enum child_state state;
	int value;
};

static void tell(int reports, enum child_state state, int value)
{
	struct report report = { state, value };

	if (write(reports, &report, sizeof report) != (ssize_t)sizeof report)
		_exit(125);
}

static void run(char *const argv[], char *const env[])
{
	static const int reset[] = { SIGTTOU, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGPIPE };

	(void)setpgid(0, 0);
	(void)tcsetpgrp(STDIN_FILENO, getpid());
	for (size_t i = 0; i < sizeof reset / sizeof reset[0]; i++)
		(void)signal(reset[i], SIG_DFL);
	execve(argv[0], argv, env);
	perror(argv[0]);
	_exit(127);
}

/* The keeper's life: follow the program, continue it when told to. Does not return. */
static void keep(char *const argv[], char *const env[], int reports, int orders)
{
	pid_t pid;
	int status;

	(void)signal(SIGTTOU, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	pid = fork();
	if (pid < 0)
		_exit(125);
	if (pid == 0)
		run(argv, env);
	(void)setpgid(pid, pid);
	(void)tcsetpgrp(STDIN_FILENO, pid);
	tell(reports, CHILD_RUNNING, pid);
	for (;;) {
		char order;

		if (waitpid(pid, &status, WUNTRACED) < 0) {
			if (errno == EINTR)
				continue;
			_exit(125);
		}
		if (WIFEXITED(status)) {
			tell(reports, CHILD_EXITED, WEXITSTATUS(status));
			_exit(0);
		}
		if (WIFSIGNALED(status)) {
			tell(reports, CHILD_KILLED, WTERMSIG(status));
			_exit(0);
		}
		(void)tcsetpgrp(STDIN_FILENO, getpgrp());
		tell(reports, CHILD_STOPPED, WSTOPSIG(status));
		if (read(orders, &order, 1) != 1) {
			(void)kill(-pid, SIGKILL);
			continue;
		}
		(void)tcsetpgrp(STDIN_FILENO, pid);
		(void)kill(-pid, SIGCONT);
	}
}

static bool read_report(struct child *child, struct report *ret)
{
	return read(child->reports, ret, sizeof *ret) == (ssize_t)sizeof *ret;
}

bool child_start(struct child *child, char *const argv[], char *const env[], const char *folder,
                 int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	int reports[2], orders[2];
	struct report first;

	*child = (struct child){ .master = -1, .slave = -1, .reports = -1, .orders = -1 };
	if (pipe2(reports, O_CLOEXEC) < 0)
		return false;
	if (pipe2(orders, O_CLOEXEC) < 0) {
		close(reports[0]);
		close(reports[1]);
		return false;
	}
	if (openpty(&child->master, &child->slave, NULL, NULL, &size) < 0)
		goto fail;
	(void)fcntl(child->master, F_SETFD, FD_CLOEXEC);
	(void)fcntl(child->master, F_SETFL, O_NONBLOCK);
	child->keeper = fork();
	if (child->keeper < 0)
		goto fail;
	if (child->keeper == 0) {
		close(child->master);
		close(reports[0]);
		close(orders[1]);
		if (login_tty(child->slave) < 0 || chdir(folder) < 0)
			_exit(125);
		keep(argv, env, reports[1], orders[0]);
	}
	(void)fcntl(child->slave, F_SETFD, FD_CLOEXEC);
	close(reports[1]);
	close(orders[0]);
	child->reports = reports[0];
	child->orders = orders[1];
	if (!read_report(child, &first))
		return false;
	child->pid = first.value;
	(void)fcntl(child->reports, F_SETFL, O_NONBLOCK);
	return true;
fail:
	close(reports[0]);
	close(reports[1]);
	close(orders[0]);
	close(orders[1]);
	return false;
}

void child_hang_up(struct child *child)
{
	if (child->slave >= 0)
		close(child->slave);
	if (child->master >= 0)
		close(child->master);
	child->master = child->slave = -1;
}

void child_release(struct child *child)
{
	(void)child_look(child);
	if (child->pid > 0 && child->state != CHILD_EXITED && child->state != CHILD_KILLED)
		(void)kill(-child->pid, SIGKILL);
	if (child->orders >= 0)
		close(child->orders);
	child_hang_up(child);
	if (child->keeper > 0)
		(void)waitpid(child->keeper, NULL, 0);
	if (child->reports >= 0)
		close(child->reports);
	*child = (struct child){ .master = -1, .slave = -1, .reports = -1, .orders = -1 };
}

bool child_look(struct child *child)
{
	struct report report;
	bool changed = false;

	while (child->reports >= 0 && read_report(child, &report)) {
		child->state = report.state;
		child->value = report.value;
		changed = true;
	}
	return changed;
}

void child_continue(struct child *child)
{
	if (child->state == CHILD_STOPPED && write(child->orders, "c", 1) == 1)
		child->state = CHILD_RUNNING;
}

/* The letter of its state and its processor time, from /proc. */
static bool look_at_process(pid_t pid, char *ret_letter, long *ret_ticks)
{
	char path[64], line[1024], *after;
	unsigned long user, system;
	FILE *file;
	bool read;

	(void)snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
	file = fopen(path, "re");
	if (!file)
		return false;
	read = fgets(line, sizeof line, file) != NULL;
	fclose(file);
	/* the name before may hold anything */
	after = read ? strrchr(line, ')') : NULL;
	if (!after || sscanf(after, ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
	                      ret_letter, &user, &system) != 3)
		return false;
	*ret_ticks = (long)(user + system);
	return true;
}

bool child_waits(const struct child *child)
{
	int unread = 0;
	char letter;
	long ticks;

	if (child->state != CHILD_RUNNING)
		return true;
	if (child->slave >= 0 && ioctl(child->slave, FIONREAD, &unread) == 0 && unread > 0)
		return false;
	return !look_at_process(child->pid, &letter, &ticks) || letter == 'S';
}

bool child_terminal_is_sane(const struct child *child)
{
	struct termios settings;

	return child->slave < 0 || (tcgetattr(child->slave, &settings) == 0 &&
	                            (settings.c_lflag & ICANON) && (settings.c_lflag & ECHO) &&
	                            (settings.c_lflag & ISIG) && (settings.c_iflag & ICRNL) &&
	                            (settings.c_oflag & OPOST));
}

bool child_work(const struct child *child, long *ret_ticks, long *ret_wakes)
{
	char path[64], line[256], letter;
	bool found = false;
	FILE *file;

	(void)snprintf(path, sizeof path, "/proc/%ld/status", (long)child->pid);
	file = fopen(path, "re");
	if (!file || !look_at_process(child->pid, &letter, ret_ticks)) {
		if (file)
			fclose(file);
		return false;
	}
	while (!found && fgets(line, sizeof line, file))
		found = sscanf(line, "voluntary_ctxt_switches: %ld", ret_wakes) == 1;
	fclose(file);
	return found;
}
