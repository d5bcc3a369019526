/* Signals, turned into something to read. See signals.h. */
#include "tui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static const struct {
	int number;
	int seen; /* 0: ignored */
} handled[] = {
	{ SIGHUP, SIGNALS_END },         { SIGTERM, SIGNALS_END },
	{ SIGINT, SIGNALS_END },         { SIGTSTP, SIGNALS_SUSPEND },
	{ SIGCONT, SIGNALS_CONTINUE },   { SIGWINCH, SIGNALS_RESIZE },
	{ SIGPIPE, 0 },                  { SIGXFSZ, 0 },
};

enum { HANDLED = sizeof handled / sizeof handled[0] };

/* A handler reaches nothing but file-local state. */
static volatile sig_atomic_t marks[HANDLED], child;
static struct sigaction before[HANDLED];
static int ends[2] = { -1, -1 };

static void mark(int number)
{
	int saved = errno;

	for (size_t i = 0; i < HANDLED; i++) {
		if (handled[i].number == number)
			marks[i] = 1;
	}
	if (number == SIGCHLD)
		child = 1;
	/* A full pipe is readable already. */
	if (write(ends[1], "", 1) < 0)
		errno = saved;
	errno = saved;
}

bool signals_start(void)
{
	if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) < 0)
		return false;
	for (size_t i = 0; i < HANDLED; i++) {
		struct sigaction action = { .sa_handler = handled[i].seen ? mark : SIG_IGN };

		marks[i] = 0;
		sigemptyset(&action.sa_mask);
		action.sa_flags = SA_RESTART;
		(void)sigaction(handled[i].number, &action, &before[i]);
	}
	return true;
}

void signals_stop(void)
{
	if (ends[0] < 0)
		return;
	for (size_t i = 0; i < HANDLED; i++)
		(void)sigaction(handled[i].number, &before[i], NULL);
	close(ends[0]);
	close(ends[1]);
	ends[0] = ends[1] = -1;
}

int signals_fd(void)
{
	return ends[0];
}

bool signals_waiting(void)
{
	for (size_t i = 0; i < HANDLED; i++) {
		if (marks[i])
			return true;
	}
	return false;
}

int signals_take(void)
{
	char bytes[64];
	int seen = 0;

	while (ends[0] >= 0 && read(ends[0], bytes, sizeof bytes) > 0)
		continue;
	for (size_t i = 0; i < HANDLED; i++) {
		if (marks[i]) {
			marks[i] = 0;
			seen |= handled[i].seen;
		}
	}
	if (child)
		seen |= SIGNALS_CHILD;
	child = 0;
	return seen;
}

void signals_children(bool wanted)
{
	struct sigaction action = {.sa_handler = wanted ? mark : SIG_DFL};

	sigemptyset(&action.sa_mask);
	action.sa_flags = SA_RESTART;
	(void)sigaction(SIGCHLD, &action, NULL);
	child = 0;
}

void signals_stop_self(void)
{
	struct sigaction standard = { .sa_handler = SIG_DFL }, ours;
	sigset_t one, old;

	sigemptyset(&standard.sa_mask);
	sigemptyset(&one);
	sigaddset(&one, SIGTSTP);
	(void)sigaction(SIGTSTP, &standard, &ours);
	(void)sigprocmask(SIG_UNBLOCK, &one, &old);
	(void)kill(0, SIGTSTP);
	(void)sigprocmask(SIG_SETMASK, &old, NULL);
	(void)sigaction(SIGTSTP, &ours, NULL);
}
