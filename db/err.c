/* The error value. See err.h. */
#include "err.h"

#include <stdarg.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include "db/text_cut.h"

#define N_(text) text

static const struct err_text texts[WHY_COUNT] = {
	[WHY_NONE] = {ERR_OK, "NONE", "", ""},
#define WHY(id, code, sentence, remedy) [WHY_##id] = {ERR_##code, #id, sentence, remedy},
#include "err.def"
#undef WHY
};

const struct err_text *err_text(enum err_reason reason)
{
	return &texts[(unsigned)reason < WHY_COUNT ? reason : WHY_NONE];
}

enum err_code err_fail(struct err *err, enum err_reason reason, const char *detail, ...)
{
	enum err_code code = err_text(reason)->code;
	va_list args;

	if (!err)
		return code;
	*err = (struct err){.code = code, .reason = reason};
	va_start(args, detail);
	(void)vsnprintf(err->detail, sizeof err->detail, detail, args);
	va_end(args);
	return code;
}

enum err_reason err_of_errno(int number, bool reading)
{
	switch (number) {
	case ENOENT:
	case ENOTDIR:
		return WHY_FILE_MISSING;
	case EACCES:
	case EPERM:
	case ELOOP:
		return WHY_FILE_DENIED;
	case EROFS:
		return WHY_FILE_READ_ONLY;
	case ENOSPC:
		return WHY_DISK_FULL;
	case EDQUOT:
		return WHY_DISK_QUOTA;
	case EFBIG:
		return WHY_FILE_LIMIT;
	case EMFILE:
	case ENFILE:
		return WHY_FILES_OPEN;
	case ESTALE:
	case ENOTCONN:
	case ENODEV:
	case ETIMEDOUT:
	case EHOSTDOWN:
	case EHOSTUNREACH:
	case ENETDOWN:
	case ENETUNREACH:
		return WHY_FILE_AWAY;
	case ENOLCK:
		return WHY_FILE_LOCKS;
	case ETXTBSY:
	case EBUSY:
	case EAGAIN:
		return WHY_FILE_BUSY;
	case ENAMETOOLONG:
		return WHY_NAME_LONG;
	case EPIPE:
		return WHY_OUTPUT_UNREAD;
	case EINTR:
		return WHY_INTERRUPTED;
	case ENOMEM:
		return WHY_NO_MEMORY;
	default:
		return reading ? WHY_FILE_READ : WHY_FILE_IO;
	}
}

enum err_code err_at(struct err *err, long line, const char *place, const char *value)
{
	if (!err)
		return ERR_FAILED;
	if (line)
		err->line = line;
	if (place)
		(void)text_cut_copy(err->place, sizeof err->place, place);
	if (value)
		(void)text_cut_copy(err->value, sizeof err->value, value);
	return err->code;
}
