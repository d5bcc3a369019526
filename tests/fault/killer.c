/*
 * Preloaded into suivi by kill.py: SIGKILL just before or in the middle of the
 * N-th call that changes a file.
 *
 * KILL_AT=N        which call, from 1 (0: none, only count)
 * KILL_HALF=1      write half of that call's bytes first: a torn write
 * KILL_COUNT=FILE  where to leave the number of calls seen, at exit
 *
 * Calls on descriptors that are not regular files (the terminal, pipes) do not
 * count.
 */
#undef _FILE_OFFSET_BITS /* both the plain and the 64 names are defined below */

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long seen;

static int regular(int fd)
{
	struct stat info;

	return fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
}

static long number(const char *name)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : 0;
}

/* Count a change; true when this is the one to die in. */
static int due(void)
{
	return ++seen == number("KILL_AT");
}

static void die(void)
{
	(void)raise(SIGKILL);
}

/* The real function, into a pointer to it: ISO C has no cast for that. */
static void next(const char *name, void *ret)
{
	void *symbol = dlsym(RTLD_NEXT, name);

	if (!symbol)
		abort();
	memcpy(ret, &symbol, sizeof symbol);
}

ssize_t write(int fd, const void *bytes, size_t count)
{
	ssize_t (*real)(int, const void *, size_t);

	next("write", &real);
	if (regular(fd) && due()) {
		if (number("KILL_HALF"))
			(void)!real(fd, bytes, count / 2);
		die();
	}
	return real(fd, bytes, count);
}

static ssize_t positioned(const char *name, int fd, const void *bytes, size_t count, off_t at)
{
	ssize_t (*real)(int, const void *, size_t, off_t);

	next(name, &real);
	if (regular(fd) && due()) {
		if (number("KILL_HALF"))
			(void)!real(fd, bytes, count / 2, at);
		die();
	}
	return real(fd, bytes, count, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at)
{
	return positioned("pwrite", fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at)
{
	return positioned("pwrite64", fd, bytes, count, at);
}

int fsync(int fd)
{
	int (*real)(int);

	next("fsync", &real);
	if (due())
		die();
	return real(fd);
}

int fdatasync(int fd)
{
	int (*real)(int);

	next("fdatasync", &real);
	if (due())
		die();
	return real(fd);
}

int ftruncate(int fd, off_t size)
{
	int (*real)(int, off_t);

	next("ftruncate", &real);
	if (due())
		die();
	return real(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
	int (*real)(int, off64_t);

	next("ftruncate64", &real);
	if (due())
		die();
	return real(fd, size);
}

int unlink(const char *path)
{
	int (*real)(const char *);

	next("unlink", &real);
	if (due())
		die();
	return real(path);
}

int rename(const char *from, const char *to)
{
	int (*real)(const char *, const char *);

	next("rename", &real);
	if (due())
		die();
	return real(from, to);
}

__attribute__((destructor)) static void leave_count(void)
{
	const char *path = getenv("KILL_COUNT");
	char text[32];
	int fd, length;

	if (!path)
		return;
	(void)unsetenv("KILL_AT");
	length = snprintf(text, sizeof text, "%ld\n", seen);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd >= 0) {
		(void)!write(fd, text, (size_t)length);
		(void)close(fd);
	}
}
