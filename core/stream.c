/* The end of what was written. See stream.h. */
#include "core/stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static enum err_code failed(int number, const char *name, struct err *err)
{
	enum err_reason reason =
		number == 0 || number == EBADF ? WHY_OUTPUT_FAILED : err_of_errno(number, false);

	(void)err_fail(err, reason, "%s", number ? strerror(number) : "output");
	(void)err_at(err, 0, name, NULL);
	return err_text(reason)->code;
}

/* An earlier write failed and what errno said of it is lost: ask again. */
static int ask_again(FILE *stream)
{
	clearerr(stream);
	errno = 0;
	if (fputc('\n', stream) == EOF || fflush(stream) != 0)
		return errno;
	return 0;
}

enum err_code stream_flush(FILE *stream, const char *name, struct err *err)
{
	int number;

	errno = 0;
	if (fflush(stream) == 0) {
		if (!ferror(stream))
			return ERR_OK;
		number = ask_again(stream);
	} else {
		number = errno;
	}
	return failed(number, name, err);
}

enum err_code stream_sync(FILE *stream, const char *name, struct err *err)
{
	enum err_code rc = stream_flush(stream, name, err);

	if (!rc && fsync(fileno(stream)) != 0)
		rc = failed(errno, name, err);
	return rc;
}

bool stream_unread(const struct err *err)
{
	return err->reason == WHY_OUTPUT_UNREAD && strcmp(err->place, "-") == 0;
}
