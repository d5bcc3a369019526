/*
 * Preloaded into suivi by the tests of this folder: SIGKILL, or an error, just
 * before or in the middle of the N-th call that changes a file.
 *
 * KILL_AT=N        which call, from 1 (0: none, only count)
 * KILL_HALF=1      write half of that call's bytes first: a torn write
 * KILL_COUNT=FILE  where to leave the number of calls seen, at exit
 * KILL_FAULT=      what happens there instead of death:
 *   eio            this call fails, no other
 *   fsync          every fsync from this call on fails with EIO
 *   full           every write from this call on fails with ENOSPC
 *   crumbs         every write from this call on is interrupted first, then takes
 *                  a third of what is asked
 *
 *   read           every read of the file READ_FAULT names from its N-th on fails with EIO;
 *                  reads alone count then
 *
 * Calls on descriptors that are not regular files (the terminal, pipes) do not
 * count.
 */
#undef _FILE_OFFSET_BITS /* both the plain and the 64 names are defined below */

#include <dlfcn.h>
#include <errno.h>
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

enum call { CALL_WRITE, CALL_SYNC, CALL_OTHER, CALL_READ };
/* What a call is to do: go on, fail with errno set, or do a part. */
enum fate { FATE_GO, FATE_FAIL, FATE_PART };

/* The real function, into a pointer to it: ISO C has no cast for that. */
static void next(const char *name, void *ret)
{
	void *symbol = dlsym(RTLD_NEXT, name);

	if (!symbol)
		abort();
	memcpy(ret, &symbol, sizeof symbol);
}

static enum fate fail(int why)
{
	errno = why;
	return FATE_FAIL;
}

/* Count a change. due: this is the one to die in, once half of it is written. */
static enum fate count(enum call call, int *ret_due)
{
	static int interrupted;
	const char *fault = getenv("KILL_FAULT");
	long at = number("KILL_AT");

	*ret_due = 0;
	if ((fault && strcmp(fault, "read") == 0) != (call == CALL_READ))
		return FATE_GO;
	seen++;
	if (at == 0 || seen < at)
		return FATE_GO;
	if (!fault) {
		*ret_due = seen == at;
		return FATE_GO;
	}
	if (call == CALL_READ)
		return fail(EIO);
	if (strcmp(fault, "eio") == 0)
		return seen == at ? fail(EIO) : FATE_GO;
	if (strcmp(fault, "fsync") == 0)
		return call == CALL_SYNC ? fail(EIO) : FATE_GO;
	if (call != CALL_WRITE)
		return FATE_GO;
	if (strcmp(fault, "full") == 0)
		return fail(ENOSPC);
	interrupted = !interrupted;
	return interrupted ? fail(EINTR) : FATE_PART;
}

static void die(void)
{
	(void)raise(SIGKILL);
}

/* For calls that are whole or not at all: true when it is to fail. */
static int fails(enum call call)
{
	int due;
	enum fate fate = count(call, &due);

	if (due)
		die();
	return fate == FATE_FAIL;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	ssize_t (*real)(int, const void *, size_t);
	enum fate fate = FATE_GO;
	int due = 0;

	next("write", &real);
	if (regular(fd))
		fate = count(CALL_WRITE, &due);
	if (due) {
		if (number("KILL_HALF"))
			(void)!real(fd, bytes, size / 2);
		die();
	}
	if (fate == FATE_FAIL)
		return -1;
	return real(fd, bytes, fate == FATE_PART ? (size + 2) / 3 : size);
}

static ssize_t positioned(const char *name, int fd, const void *bytes, size_t size, off_t at)
{
	ssize_t (*real)(int, const void *, size_t, off_t);
	enum fate fate = FATE_GO;
	int due = 0;

	next(name, &real);
	if (regular(fd))
		fate = count(CALL_WRITE, &due);
	if (due) {
		if (number("KILL_HALF"))
			(void)!real(fd, bytes, size / 2, at);
		die();
	}
	if (fate == FATE_FAIL)
		return -1;
	return real(fd, bytes, fate == FATE_PART ? (size + 2) / 3 : size, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	return positioned("pwrite", fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
	return positioned("pwrite64", fd, bytes, size, at);
}

/* Is it the file whose reads are to fail? */
static int is_faulty(int fd)
{
	const char *path = getenv("READ_FAULT");
	struct stat one, other;

	return path && stat(path, &one) == 0 && fstat(fd, &other) == 0 &&
	       one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

static ssize_t read_at(const char *name, int fd, void *bytes, size_t size, off_t at)
{
	ssize_t (*real)(int, void *, size_t, off_t);

	next(name, &real);
	return is_faulty(fd) && fails(CALL_READ) ? -1 : real(fd, bytes, size, at);
}

ssize_t pread(int fd, void *bytes, size_t size, off_t at)
{
	return read_at("pread", fd, bytes, size, at);
}

ssize_t pread64(int fd, void *bytes, size_t size, off64_t at)
{
	return read_at("pread64", fd, bytes, size, at);
}

ssize_t read(int fd, void *bytes, size_t size)
{
	ssize_t (*real)(int, void *, size_t);

	next("read", &real);
	return is_faulty(fd) && fails(CALL_READ) ? -1 : real(fd, bytes, size);
}

int fsync(int fd)
{
	int (*real)(int);

	next("fsync", &real);
	return fails(CALL_SYNC) ? -1 : real(fd);
}

int fdatasync(int fd)
{
	int (*real)(int);

	next("fdatasync", &real);
	return fails(CALL_SYNC) ? -1 : real(fd);
}

int ftruncate(int fd, off_t size)
{
	int (*real)(int, off_t);

	next("ftruncate", &real);
	return fails(CALL_OTHER) ? -1 : real(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
	int (*real)(int, off64_t);

	next("ftruncate64", &real);
	return fails(CALL_OTHER) ? -1 : real(fd, size);
}

int unlink(const char *path)
{
	int (*real)(const char *);

	next("unlink", &real);
	return fails(CALL_OTHER) ? -1 : real(path);
}

int rename(const char *from, const char *to)
{
	int (*real)(const char *, const char *);

	next("rename", &real);
	return fails(CALL_OTHER) ? -1 : real(from, to);
}

__attribute__((destructor)) static void leave_count(void)
{
	const char *path = getenv("KILL_COUNT");
	char text[32];
	int fd, length;

	if (!path)
		return;
	(void)unsetenv("KILL_AT");
	(void)unsetenv("READ_FAULT");
	length = snprintf(text, sizeof text, "%ld\n", seen);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd >= 0) {
		(void)!write(fd, text, (size_t)length);
		(void)close(fd);
	}
}
