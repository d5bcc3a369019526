/*
 * What people read on standard output: lines and tables, every text cleaned.
 *
 * Sentences about the work itself (what was done, warnings) go to standard
 * error with output_say(), so that data can be piped.
 */
#ifndef SUIVI_CLI_OUTPUT_H
#define SUIVI_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/err.h"
#include "db/rows.h"

enum { MESSAGE_SIZE = 1024 };

/* A cleaned text on standard output, without a line end. */
void output_text(const char *text);
/* printf on standard output; arguments that come from the file must be cleaned. */
void output_line(const char *format, ...) PRINTF_LIKE(1, 2);
/* A cleaned line on standard error. */
void output_say(const char *format, ...) PRINTF_LIKE(1, 2);
/* An error as a sentence, on standard error. */
void output_error(const struct err *failure);

/* An ISO date as the language writes it: 12/11/2026 in French. "" stays "". */
const char *output_date(const char *iso, char ret[DATE_SIZE]);

/* Has writing failed? Long listings stop then. */
bool output_broken(void);
/* Write what is waiting. Errors: those of stream_flush(). */
MUST_CHECK enum err_code output_flush(struct err *err);

/*
 * A table on standard output, columns as wide as their contents. Rows are kept
 * until there are TABLE_AHEAD of them, which fixes the widths; later ones are
 * written as they come, so that length costs no memory.
 */
enum { TABLE_AHEAD = 200, TABLE_COLUMNS = 10 };
struct table {
	size_t column_count;
	bool right[TABLE_COLUMNS];   /* aligned right: numbers */
	size_t width[TABLE_COLUMNS];
	size_t row_count;            /* kept */
	size_t cell_count;
	char **cells;                /* kept: rows × columns; owned */
	size_t *widths;
	size_t gap;                  /* blanks owed before the next text of the line */
	bool streaming;
	bool failed;
};

/*
 * headers  translated, column_count of them, ended by NULL; borrowed during the
 *          call. right: columns aligned right, as bits.
 */
void table_init(struct table *table, const char *const headers[], unsigned right);
/* The next cell; after the last one of a row, the row is done. NULL is "". */
void table_cell(struct table *table, const char *text);
void table_count(struct table *table, long count);
/* Hundredths as 2,00 (the decimal mark of the language); below 0: "-". */
void table_hundredths(struct table *table, int value);
/* Write what is kept. Errors: WHY_NO_MEMORY, WHY_OUTPUT_FAILED. */
MUST_CHECK enum err_code table_finish(struct table *table, struct err *err);

#endif
