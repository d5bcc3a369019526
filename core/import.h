/*
 * Import of class lists: read → plan → apply.
 *
 * An import reads the file once to understand it (encoding, delimiter, header,
 * mapping) and to compare it with what is there; nothing is written until
 * import_apply(). Memory stays flat whatever the length: counts, and the rows
 * asked for, are kept. Changing a setting plans again.
 */
#ifndef SUIVI_CORE_IMPORT_H
#define SUIVI_CORE_IMPORT_H

#include "core/header.h"
#include "core/session.h"

enum import_action {
	IMPORT_NEW,
	IMPORT_CHANGED,
	IMPORT_UNCHANGED,
	IMPORT_REFUSED,
	IMPORT_ASK, /* doubtful, and never guessed; refused unless resolved */
};

/* What is asked of an IMPORT_ASK row. */
enum import_question {
	QUESTION_WHO,   /* several students fit: one of them, or somebody new */
	QUESTION_NAME,  /* a known matricule with another name: the same student? */
	QUESTION_TEXT,  /* a name with a lost letter: taken as it is? */
	QUESTION_ZEROS, /* of the whole list: give matricules back the zeros they lost? */
	QUESTION_MEND,  /* of the whole list: mend "LefÃ¨vre"? */
	QUESTION_COUNT
};
enum import_answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO };

enum { IMPORT_CANDIDATES = 4, IMPORT_NOTES = 4, IMPORT_NEW_STUDENT = 0, IMPORT_LEFT_OUT = -1 };

struct import_options {
	const char *group;     /* code; NULL: the column of the file, if any */
	const char *year;      /* NULL: the year of the session */
	const char *encoding;  /* NULL: detected; "utf-8" "utf-16le" "utf-16be" "windows-1252" "macroman" "cp850" */
	char delimiter;        /* 0: detected */
	const char *layout;    /* a list without names of columns; see core/header.h. NULL: it has some */
	size_t map_count;      /* FIELD=HEADER overrides */
	const char *const *map;
	enum import_answer zeros, mend; /* QUESTION_ZEROS, QUESTION_MEND answered beforehand */
	/* called about every 10,000 rows; false stops with WHY_INTERRUPTED */
	bool (*progress)(void *ctx, long rows, long of_estimated);
	void *progress_ctx;
};

struct import_counts {
	long rows, new_, changed, unchanged, refused, ask, missing;
	long shifted;               /* of ask: names of each other's matricule */
	long asked[QUESTION_COUNT]; /* ask, by question */
	long noted;                 /* rows taken without a cell that could not be read */
};

/* One field of one row, before and after. The texts are owned by the row. */
struct import_change {
	const char *field; /* "last_name", "email", "group"…; "" for an unknown column */
	char *name;        /* the column as the list calls it; our word where the list has none */
	char *before;      /* "" for what is new */
	char *after;
};
struct import_row {
	long line;
	enum import_action action;
	struct student_row student;
	char group[CODE_SIZE];
	size_t change_count;
	struct import_change *changes;
	struct err why; /* IMPORT_REFUSED, IMPORT_ASK: reason, place is the column */
	size_t note_count; /* cells that were left out of a row that is taken, likewise */
	const struct err *notes;
	enum import_question question; /* of IMPORT_ASK */
	/* Of IMPORT_ASK: students who fit, the first of them. */
	size_t candidate_count;
	int64_t candidates[IMPORT_CANDIDATES];
};

struct import;

/* Errors: those of decode.h, csv.h; WHY_HEADER_UNKNOWN… ret: close with import_close(). */
MUST_CHECK enum err_code import_open(struct session *session, const char *path,
                                     const struct import_options *options, struct import **ret,
                                     struct err *err);
void import_close(struct import *import);

/* What was understood. Borrowed until the next change. */
const struct import_counts *import_counts(const struct import *import);
const struct header *import_header(const struct import *import);
const char *import_encoding(const struct import *import);
char import_delimiter(const struct import *import);
size_t import_warnings(const struct import *import, const struct err **ret);

/* Change what was understood and plan again. field/column of core/header.h. */
MUST_CHECK enum err_code import_set_encoding(struct import *import, const char *encoding,
                                             struct err *err);
MUST_CHECK enum err_code import_set_delimiter(struct import *import, char delimiter,
                                              struct err *err);
MUST_CHECK enum err_code import_set_column(struct import *import, size_t column,
                                           enum header_field field, struct err *err);
MUST_CHECK enum err_code import_set_group(struct import *import, const char *code,
                                          struct err *err);

/*
 * Rows of the plan for a screen or a report, from the `first` one that fits the
 * filter (-1: all, else an enum import_action). Each call reads the file again
 * from the nearest remembered place. Row valid during the call.
 */
typedef bool import_row_fn(void *ctx, const struct import_row *row);
MUST_CHECK enum err_code import_rows(struct import *import, int filter, long first, long limit,
                                     import_row_fn *each, void *ctx, struct err *err);
/* Students of the target group that the list does not have: reported, never deleted. */
typedef bool import_missing_fn(void *ctx, const struct student_row *row);
MUST_CHECK enum err_code import_missing(struct import *import, import_missing_fn *each, void *ctx,
                                        struct err *err);

/*
 * Decide an IMPORT_ASK row: the student meant, IMPORT_NEW_STUDENT, or
 * IMPORT_LEFT_OUT. The last decision about a line holds.
 */
MUST_CHECK enum err_code import_resolve(struct import *import, long line, int64_t student_id,
                                        struct err *err);
/* Answer QUESTION_ZEROS or QUESTION_MEND for all rows. */
MUST_CHECK enum err_code import_set_answer(struct import *import, enum import_question question,
	enum import_answer answer, struct err *err);

/*
 * May it be written? Errors: WHY_NAMES_SHIFTED while names of each other's
 * matricule are not decided.
 */
MUST_CHECK enum err_code import_check(const struct import *import, struct err *err);

/* Write: a backup, then one transaction, one undo. Errors: those of import_check(),
 * WHY_FILE_CHANGED if the list changed meanwhile. */
MUST_CHECK enum err_code import_apply(struct import *import, struct import_counts *ret,
                                      struct err *err);

/*
 * The refused rows with line, column, value, reason, remedy, as CSV. path NULL:
 * beside the input, under a name that is free. replace: as outfile_open().
 * ret_path malloc'd.
 */
MUST_CHECK enum err_code import_write_refusals(struct import *import, const char *path,
                                               bool replace, char **ret_path, struct err *err);

#endif
