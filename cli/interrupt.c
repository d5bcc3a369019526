/* Signals as a flag. */
#include "cli/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>

/* Process-wide because signals are. */
static volatile sig_atomic_t seen;

static void note(int number)
{
	(void)number;
	seen = 1;
}

void interrupt_start(void)
{
	static const int stop[] = {SIGINT, SIGTERM, SIGHUP};
	static const int ignore[] = {SIGPIPE, SIGXFSZ};
	struct sigaction action = {0}, before;

	(void)sigemptyset(&action.sa_mask);
	action.sa_handler = note;
	/* no SA_RESTART: a question being asked ends with it */
	action.sa_flags = SA_RESETHAND;
	for (size_t i = 0; i < sizeof(stop) / sizeof(*stop); i++) {
		/* nohup and shells' background jobs ignore some on purpose */
		if (sigaction(stop[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN)
			continue;
		(void)sigaction(stop[i], &action, NULL);
	}
	action.sa_handler = SIG_IGN;
	action.sa_flags = 0;
	for (size_t i = 0; i < sizeof(ignore) / sizeof(*ignore); i++)
		(void)sigaction(ignore[i], &action, NULL);
}

bool interrupt_wait(int fd)
{
	struct pollfd input = {.fd = fd, .events = POLLIN};
	sigset_t stop, before;

	/* Signals wait while the flag is looked at; ppoll lets them in as it begins to wait. */
	(void)sigemptyset(&stop);
	(void)sigaddset(&stop, SIGINT);
	(void)sigaddset(&stop, SIGTERM);
	(void)sigaddset(&stop, SIGHUP);
	(void)sigprocmask(SIG_BLOCK, &stop, &before);
	if (!seen)
		(void)ppoll(&input, 1, NULL, &before);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	return !seen;
}

bool interrupt_seen(void *ctx)
{
	(void)ctx;
	return seen != 0;
}

enum err_code interrupt_check(struct err *err)
{
	return seen ? err_fail(err, WHY_INTERRUPTED, "signal") : ERR_OK;
}
