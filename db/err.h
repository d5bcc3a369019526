/*
 * The error value: how every layer says that something went wrong.
 *
 * A function that can fail returns an enum err_code (ERR_OK is 0) and takes a
 * struct err * as its last parameter. The struct is written on failure only;
 * the code in it equals the returned one. Nothing here is translated: the
 * reason names a sentence of err.def, and core/message.c is the one place that
 * turns it into French or English for a person.
 *
 * Bugs are asserts; the outside world (files, input, disk) is an err.
 */
#ifndef SUIVI_DB_ERR_H
#define SUIVI_DB_ERR_H

#include <stdbool.h>

#define MUST_CHECK           __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, va) __attribute__((format(printf, fmt, va)))

/* What the caller may do about it. cli maps each to an exit status. */
enum err_code {
	ERR_OK,
	ERR_FAILED,      /* unexpected failure of a library                 exit 1 */
	ERR_USAGE,       /* the command line makes no sense                 exit 2 */
	ERR_INVALID,     /* data refused                                    exit 3 */
	ERR_CONFLICT,    /* somebody changed it since; also data refused    exit 3 */
	ERR_NOT_FOUND,   /*                                                 exit 4 */
	ERR_BUSY,        /* the file is in use                              exit 5 */
	ERR_PERMISSION,  /*                                                 exit 6 */
	ERR_IO,          /* reading or writing failed                       exit 1 */
	ERR_NO_MEMORY,   /*                                                 exit 1 */
	ERR_INTERRUPTED, /* the user stopped it; nothing was changed        exit 130 */
};

/* Which sentence: the rows of err.def. */
enum err_reason {
	WHY_NONE,
#define WHY(id, code, sentence, remedy) WHY_##id,
#include "err.def"
#undef WHY
	WHY_COUNT
};

struct err {
	enum err_code code;
	enum err_reason reason;
	long line;        /* physical line in an input file, from 1; 0: none */
	char place[256];  /* what it is about: file, column header, option, noun */
	char value[128];  /* what was found there; raw, so clean before showing */
	char detail[256]; /* for the log and --verbose, in English */
};

/* The row of err.def behind a reason. English, unformatted; static storage. */
struct err_text {
	enum err_code code;
	const char *name;     /* "CSV_OPEN_QUOTE": stable, for --json */
	const char *sentence; /* with {place} {value} {line} {docs}; what and where */
	const char *remedy;   /* what to do about it; may be "" */
};
const struct err_text *err_text(enum err_reason reason);

/*
 * Fill err with a reason; its code comes from err.def. Clears line, place and
 * value; set those afterwards with err_at(). err may be NULL.
 *
 * ret  the code, never ERR_OK, so that callers can `return err_fail(...)`.
 */
enum err_code err_fail(struct err *err, enum err_reason reason, const char *detail, ...)
        PRINTF_LIKE(3, 4);

/*
 * What errno means for a file: the true reason, so that a read error is not
 * called damage, nor a limit a cable. Of what is missing, WHY_FILE_MISSING.
 *
 * reading  what failed only reads; else it was to write
 */
enum err_reason err_of_errno(int number, bool reading);

/*
 * Say where: line (0 keeps what is there), place and value (NULL keeps). Long
 * texts are cut at a UTF-8 boundary. ret: err's code, so it can end a return.
 */
enum err_code err_at(struct err *err, long line, const char *place, const char *value);

#endif
