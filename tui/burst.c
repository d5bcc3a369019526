/* A frame sent in one piece. See burst.h. */
#include "tui/burst.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

static FILE *outlet; /* curses writes here: the terminal, or memory during a frame */
static int memory = -1;
static bool gathering;

FILE *burst_start(void)
{
	int fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);

	memory = memfd_create("suivi frame", MFD_CLOEXEC);
	outlet = fd < 0 || memory < 0 ? NULL : fdopen(fd, "w");
	if (outlet)
		return outlet;
	if (fd >= 0)
		(void)close(fd);
	burst_stop();
	return stdout;
}

void burst_stop(void)
{
	if (outlet)
		(void)fclose(outlet);
	outlet = NULL;
	if (memory >= 0)
		(void)close(memory);
	memory = -1;
	gathering = false;
}

/* Let the outlet lead elsewhere. */
static bool lead_to(int fd)
{
	int done;

	do
		done = dup3(fd, fileno(outlet), O_CLOEXEC);
	while (done < 0 && errno == EINTR);
	return done >= 0;
}

void burst_begin(void)
{
	gathering = outlet && lead_to(memory);
}

/* All of it, however slow the terminal is. Gives up when it is gone. */
static void send(const char *bytes, size_t count)
{
	while (count > 0) {
		ssize_t sent = write(STDOUT_FILENO, bytes, count);

		if (sent < 0 && errno == EAGAIN) {
			struct pollfd ready = {.fd = STDOUT_FILENO, .events = POLLOUT};

			(void)poll(&ready, 1, -1);
		} else if (sent < 0 && errno != EINTR) {
			return;
		} else if (sent > 0) {
			bytes += sent;
			count -= (size_t)sent;
		}
	}
}

void burst_end(void)
{
	char block[16384];
	off_t length, at = 0;

	if (!gathering)
		return;
	gathering = false;
	(void)lead_to(STDOUT_FILENO);
	length = lseek(memory, 0, SEEK_CUR);
	while (at < length) {
		size_t wanted =
			(size_t)(length - at) < sizeof block ? (size_t)(length - at) : sizeof block;
		ssize_t count = pread(memory, block, wanted, at);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			break;
		send(block, (size_t)count);
		at += count;
	}
	(void)lseek(memory, 0, SEEK_SET);
}
