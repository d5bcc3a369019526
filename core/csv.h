/*
 * Delimited text, read and written.
 *
 * Reading is strict: a quote that is never closed, or one in the middle of a
 * cell, is refused with its line instead of eating the rows after it. Lines
 * are physical ones, counted from 1, so that an editor finds them; a record
 * with line ends inside quotes spans several. Blank lines give no record. Any
 * of LF, CRLF and CR ends a line. White space around an unquoted cell goes.
 *
 * Limits, past which a record is refused: CSV_CELL_MAX bytes in a cell,
 * CSV_ROW_MAX in a record, CSV_CELLS_MAX cells (empty ones after them are let
 * go). Nothing longer is ever held.
 */
#ifndef SUIVI_CORE_CSV_H
#define SUIVI_CORE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "core/decode.h"
#include "db/err.h"

enum {
	CSV_CELL_MAX = 64 * 1024,
	CSV_ROW_MAX = 1024 * 1024,
	CSV_CELLS_MAX = 512,
};

/* UTF-8 as far as the file was; a NUL follows, which length does not count. */
struct csv_cell {
	const char *text;
	size_t length;
};

/* Valid during the callback only. count is at least 1. */
struct csv_record {
	long line;     /* where it begins */
	size_t count;
	const struct csv_cell *cells;
};

/* Return false to stop reading; what is left is then not looked at. */
typedef bool csv_record_fn(void *ctx, const struct csv_record *record);

/*
 * Read a file from its start to its end.
 *
 * delimiter  0: the one of a first line `sep=X`, else `;`
 * each       called for every record, except a first line `sep=X`
 *
 * A stop by the callback is ERR_OK. Errors: WHY_CSV_OPEN_QUOTE (line of the
 * quote), WHY_CSV_STRAY_QUOTE, WHY_CSV_CELL_LONG, WHY_CSV_ROW_LONG,
 * WHY_CSV_ROW_WIDE, WHY_NO_MEMORY, and those of decode_read().
 */
MUST_CHECK enum err_code csv_read(struct decode *decode, char delimiter, csv_record_fn *each,
                                  void *ctx, struct err *err);

/*
 * The same for text in memory. whole false: it is the beginning of something
 * longer, and a record cut short at its end is passed over.
 */
MUST_CHECK enum err_code csv_read_text(const char *text, size_t length, bool whole,
                                       char delimiter, csv_record_fn *each, void *ctx,
                                       struct err *err);

/*
 * The delimiter of a first line `sep=X`, with or without quotes, any case; 0 if
 * the text does not begin with such a line. ret_length: bytes up to its line
 * end; may be NULL.
 */
char csv_sep_line(const char *text, size_t length, size_t *ret_length);

enum csv_mode {
	CSV_PEOPLE,  /* for Excel in Belgium: UTF-8 with its mark, `;`, formulas made harmless */
	CSV_RFC4180, /* for programs: UTF-8 without mark, `,` */
	CSV_PLATFORM, /* likewise, for those that people open in a spreadsheet first: formulas harmless */
};

/* Lines end with CRLF, cells are quoted only where they must be. Fields private. */
struct csv_writer {
	FILE *file;
	enum csv_mode mode;
	size_t cells; /* of this row so far */
	bool blank;   /* the first of them is empty */
};

/* file: borrowed, at its start. Failures show at csv_writer_finish(). */
void csv_writer_init(struct csv_writer *writer, FILE *file, enum csv_mode mode);
/*
 * Free text. But for CSV_RFC4180, what a spreadsheet would run gets an apostrophe
 * before it; in all, so does what text_restore() would otherwise take apart,
 * so that every text comes back from an import as it was.
 */
void csv_writer_text(struct csv_writer *writer, const char *text);
/* A number, a date, a code: as it is. */
void csv_writer_value(struct csv_writer *writer, const char *text);
void csv_writer_end_row(struct csv_writer *writer);
/* Flush. Errors: WHY_OUTPUT_FAILED. */
MUST_CHECK enum err_code csv_writer_finish(struct csv_writer *writer, struct err *err);

#endif
