/* What the fuzz targets of files share. See input.h. */
#include "tests/fuzz/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/demo.h"

static struct session *session; /* of the process, as the target's state is */
static struct batch_row last;

void must(bool holds)
{
	if (!holds)
		abort();
}

const char *input_path(const uint8_t *data, size_t size)
{
	static int fd = -1;
	static char path[64];

	if (fd < 0)
		fd = memfd_create("input", MFD_CLOEXEC);
	must(fd >= 0 && ftruncate(fd, 0) == 0);
	must(pwrite(fd, data, size, 0) == (ssize_t)size);
	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return path;
}

/* The newest batch of the journal. */
static void newest(struct batch_row *ret)
{
	size_t count = 0;
	struct err err;

	memset(ret, 0, sizeof *ret);
	must(db_batches(session->db, NULL, 1, ret, &count, &err) == ERR_OK && count == 1);
}

struct session *input_session(void)
{
	struct err err;

	if (session)
		return session;
	(void)setenv("HOME", "/nonexistent", 1);
	(void)setenv("XDG_STATE_HOME", "/nonexistent", 1);
	(void)setenv("SUIVI_TEST_NOW", "2026-11-23T10:40:00", 1);
	must(session_init_try("/tmp/fuzz.db", 0, NULL, NULL, "Fuzz", &session, &err) == ERR_OK);
	must(demo_fill(session, &err) == ERR_OK);
	newest(&last);
	return session;
}

void input_session_unchanged(void)
{
	struct batch_row now;

	must(!db_in_batch(session->db));
	newest(&now);
	must(memcmp(now.stamp, last.stamp, sizeof now.stamp) == 0);
}
