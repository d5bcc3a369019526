/*
 * How long keys take to show: a program on a pseudo-terminal, timed.
 *
 *   pace [-r ROWS] [-c COLS] [-u TEXT] [-s KEY]… [-k KEY]… [-n TIMES] [-i SECONDS] PROGRAM [ARG…]
 *
 * -u  what shows that the first frame is whole, such as a word of its last row
 * -s  keys pressed before, each until it has settled; -k those timed, TIMES over
 * -i  then look for so long at what the program does when left alone
 *
 * Prints a line per measure: "first US", "key US" for each, "memory KB",
 * "idle TICKS WAKES WRITTEN". A key takes until the last byte drawn before the
 * program waits for the next one.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/tui/child.h"
#include "tests/tui/keyname.h"

enum { KEYS_MAX = 64, LIMIT_MS = 120000, CALM_MS = 40, LEAVE_MS = 2000 };

struct request {
	int rows, cols, times, idle_seconds;
	const char *until;
	size_t before_count, key_count;
	const char *before[KEYS_MAX], *keys[KEYS_MAX];
};

/* The end of what came, for TEXT may be cut by the end of a block. */
struct seen {
	char text[8192];
	size_t count;
};

static int64_t now_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void pause_ms(int ms)
{
	struct timespec wait = {.tv_nsec = (long)ms * 1000000};

	(void)nanosleep(&wait, NULL);
}

/* Take in one block; waits at most wait_ms. Returns its bytes, 0 none, -1 the end. */
static ssize_t take(const struct child *child, int wait_ms, char *ret, size_t size)
{
	struct pollfd ready = {.fd = child->master, .events = POLLIN};
	ssize_t count;

	if (poll(&ready, 1, wait_ms) <= 0)
		return 0;
	count = read(child->master, ret, size);
	if (count < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	return count ? count : -1;
}

/* Until the program waits with nothing left to read. ret_last: when the last byte came. */
static bool settle(struct child *child, int64_t begun, int64_t *ret_last)
{
	char block[65536];
	int64_t last = begun;
	int calm = 0;

	while (now_us() - begun < (int64_t)LIMIT_MS * 1000) {
		ssize_t count = take(child, calm ? 1 : 0, block, sizeof block);

		if (count < 0)
			return false;
		if (count > 0) {
			last = now_us();
			calm = 0;
		} else if (child_look(child) && child->state != CHILD_RUNNING) {
			return false;
		} else if (!child_waits(child)) {
			calm = 0;
		} else if (++calm > 2) {
			*ret_last = last;
			return true;
		}
	}
	return false;
}

static bool press(struct child *child, const char *name, int64_t *ret_us)
{
	char bytes[32];
	int64_t begun, last;

	if (!keyname_bytes(name, "xterm-256color", bytes, sizeof bytes)) {
		(void)fprintf(stderr, "pace: no such key: %s\n", name);
		return false;
	}
	begun = now_us();
	if (write(child->master, bytes, strlen(bytes)) < 0 || !settle(child, begun, &last)) {
		(void)fprintf(stderr, "pace: no answer to %s\n", name);
		return false;
	}
	*ret_us = last - begun;
	if (strcmp(name, "Esc") == 0)
		pause_ms(CALM_MS); /* or the next key would be taken for the rest of a sequence */
	return true;
}

/* The first frame is whole when TEXT has come. */
static bool first_frame(struct child *child, const char *until, int64_t begun)
{
	struct seen seen = {.count = 0};
	int64_t last;

	while (until && now_us() - begun < (int64_t)LIMIT_MS * 1000) {
		ssize_t count;

		if (seen.count > sizeof seen.text / 2) {
			memmove(seen.text, seen.text + seen.count - 64, 64);
			seen.count = 64;
		}
		count = take(child, 1000, seen.text + seen.count, sizeof seen.text - seen.count);
		if (count < 0 || (child_look(child) && child->state != CHILD_RUNNING))
			return false;
		seen.count += (size_t)count;
		if (memmem(seen.text, seen.count, until, strlen(until)))
			break;
	}
	(void)printf("first %lld\n", (long long)(now_us() - begun));
	/* what it still has to read in peace */
	for (int i = 0; i < 3; i++) {
		if (!settle(child, now_us(), &last))
			return false;
		pause_ms(CALM_MS);
	}
	return true;
}

static long number_in(pid_t pid, const char *file, const char *name)
{
	char path[64], line[256];
	long number = -1;
	FILE *in;

	(void)snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, file);
	in = fopen(path, "re");
	while (in && number < 0 && fgets(line, sizeof line, in)) {
		if (strncmp(line, name, strlen(name)) == 0)
			number = strtol(line + strlen(name), NULL, 10);
	}
	if (in)
		fclose(in);
	return number;
}

static void look_idle(struct child *child, int seconds)
{
	long ticks = 0, wakes = 0, ticks_after = 0, wakes_after = 0;
	long written = number_in(child->pid, "io", "wchar:");

	(void)child_work(child, &ticks, &wakes);
	for (int i = 0; i < 10 * seconds; i++)
		pause_ms(100);
	(void)child_work(child, &ticks_after, &wakes_after);
	(void)printf("idle %ld %ld %ld\n", ticks_after - ticks, wakes_after - wakes,
		number_in(child->pid, "io", "wchar:") - written);
}

static bool measure(struct child *child, const struct request *request, int64_t begun)
{
	int64_t us;

	if (!first_frame(child, request->until, begun)) {
		(void)fprintf(stderr, "pace: no first frame\n");
		return false;
	}
	for (size_t i = 0; i < request->before_count; i++) {
		if (!press(child, request->before[i], &us))
			return false;
		pause_ms(CALM_MS);
	}
	for (int time = 0; time < request->times; time++) {
		for (size_t i = 0; i < request->key_count; i++) {
			if (!press(child, request->keys[i], &us))
				return false;
			(void)printf("key %lld\n", (long long)us);
		}
	}
	(void)printf("memory %ld\n", number_in(child->pid, "status", "VmRSS:"));
	if (request->idle_seconds)
		look_idle(child, request->idle_seconds);
	return true;
}

/* End it as a closed session does, so that it can put its things away. */
static void leave(struct child *child)
{
	int64_t begun = now_us();
	char block[65536];

	(void)child_look(child);
	if (child->state != CHILD_RUNNING || kill(child->pid, SIGTERM) < 0)
		return;
	while (child->state == CHILD_RUNNING && now_us() - begun < (int64_t)LEAVE_MS * 1000) {
		(void)take(child, 10, block, sizeof block);
		(void)child_look(child);
	}
}

static bool read_options(int argc, char *argv[], struct request *ret)
{
	int option;

	while ((option = getopt(argc, argv, "+r:c:u:s:k:n:i:")) != -1) {
		if (option == 'r')
			ret->rows = (int)strtol(optarg, NULL, 10);
		else if (option == 'c')
			ret->cols = (int)strtol(optarg, NULL, 10);
		else if (option == 'u')
			ret->until = optarg;
		else if (option == 's' && ret->before_count < KEYS_MAX)
			ret->before[ret->before_count++] = optarg;
		else if (option == 'k' && ret->key_count < KEYS_MAX)
			ret->keys[ret->key_count++] = optarg;
		else if (option == 'n')
			ret->times = (int)strtol(optarg, NULL, 10);
		else if (option == 'i')
			ret->idle_seconds = (int)strtol(optarg, NULL, 10);
		else
			return false;
	}
	return optind < argc;
}

int main(int argc, char *argv[])
{
	struct request request = {.rows = 24, .cols = 80, .times = 1};
	struct child child;
	int64_t begun;
	bool good;

	if (!read_options(argc, argv, &request)) {
		(void)fprintf(stderr, "usage: see the head of pace.c\n");
		return 2;
	}
	begun = now_us();
	if (!child_start(&child, argv + optind, environ, ".", request.rows, request.cols)) {
		perror(argv[optind]);
		return 1;
	}
	good = measure(&child, &request, begun);
	leave(&child);
	child_release(&child);
	return !good;
}
