/*
 * Preloaded into suivi by starve.py: memory that runs out.
 *
 * STARVE_AT=N        the N-th allocation of the program fails, from 1 (0: none)
 * STARVE_ON=1        and all that follow it
 * STARVE_COUNT=FILE  where to leave the number of allocations seen, at exit
 *
 * What libraries allocate before the program starts does not count.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* glibc's own, under the names it gives them: dlsym() would allocate. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *at, size_t size);

static long seen, fail_at;
static int fail_on, started;

static int fails(void)
{
	if (!started)
		return 0;
	seen++;
	if (fail_at == 0 || (seen != fail_at && !(fail_on && seen > fail_at)))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *at, size_t size)
{
	return fails() ? NULL : __libc_realloc(at, size);
}

void *reallocarray(void *at, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(at, n * size);
}

static long number(const char *name)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void start(void)
{
	fail_at = number("STARVE_AT");
	fail_on = number("STARVE_ON") != 0;
	started = 1;
}

__attribute__((destructor)) static void leave_count(void)
{
	const char *path = getenv("STARVE_COUNT");
	char text[32];
	int fd, length;

	started = 0;
	if (!path)
		return;
	length = snprintf(text, sizeof text, "%ld\n", seen);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd >= 0) {
		(void)!write(fd, text, (size_t)length);
		(void)close(fd);
	}
}
