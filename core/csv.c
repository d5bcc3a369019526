/* Delimited text, read with libcsv. See csv.h. */
#include "core/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	PIECE_SIZE = 16 * 1024, /* fed at once, so that an endless cell is noticed */
	AT_START = 0,           /* libcsv's pstate between records, and inside a cell */
	IN_CELL = 2,
};

struct reader {
	struct csv_parser parser;
	csv_record_fn *each;
	void *ctx;
	bool stopped;
	enum err_reason reason; /* what a callback could not say otherwise */

	long line;        /* of the bytes being fed */
	bool after_cr;    /* the last byte of the line before was CR */
	long record_line; /* where the record under way begins; 0: not begun */
	bool in_quote;
	long quote_line;  /* where the quote under way was opened */
	bool cell_ended;  /* since this was cleared */

	/* the record so far: texts one after the other, each with a NUL */
	char *text;
	size_t used, size;
	size_t count;
	size_t passed; /* empty cells beyond the last one kept */
	size_t starts[CSV_CELLS_MAX];
	struct csv_cell cells[CSV_CELLS_MAX];
};

static enum err_code fail_limit(struct reader *reader, struct err *err)
{
	char limit[24];
	long value = reader->reason == WHY_CSV_CELL_LONG  ? CSV_CELL_MAX
	             : reader->reason == WHY_CSV_ROW_LONG ? CSV_ROW_MAX
	                                                  : CSV_CELLS_MAX;
	long line = reader->record_line ? reader->record_line : reader->line;

	(void)err_fail(err, reader->reason, "csv");
	if (reader->reason == WHY_NO_MEMORY)
		return ERR_NO_MEMORY;
	(void)snprintf(limit, sizeof limit, "%ld", value);
	return err_at(err, line, NULL, limit);
}

static bool reserve(struct reader *reader, size_t more)
{
	size_t size = reader->size;
	char *text;

	if (more <= size - reader->used)
		return true;
	while (size - reader->used < more)
		size *= 2;
	text = realloc(reader->text, size);
	if (!text)
		return false;
	reader->text = text;
	reader->size = size;
	return true;
}

/* libcsv has a cell. Nothing can stop it from here: note and ignore what follows. */
static void take_cell(void *data, size_t length, void *ctx)
{
	struct reader *reader = ctx;

	reader->cell_ended = true;
	if (reader->stopped || reader->reason)
		return;
	if (length == 0 && reader->count == CSV_CELLS_MAX &&
		reader->used + ++reader->passed <= CSV_ROW_MAX)
		return;
	if (length > CSV_CELL_MAX)
		reader->reason = WHY_CSV_CELL_LONG;
	else if (reader->count == CSV_CELLS_MAX)
		reader->reason = WHY_CSV_ROW_WIDE;
	else if (reader->used + length + 1 > CSV_ROW_MAX)
		reader->reason = WHY_CSV_ROW_LONG;
	else if (!reserve(reader, length + 1))
		reader->reason = WHY_NO_MEMORY;
	if (reader->reason)
		return;
	if (length > 0)
		memcpy(reader->text + reader->used, data, length);
	reader->text[reader->used + length] = '\0';
	reader->cells[reader->count].length = length;
	reader->starts[reader->count++] = reader->used;
	reader->used += length + 1;
}

static void take_row(int ended_by, void *ctx)
{
	struct reader *reader = ctx;
	struct csv_record record = {.line = reader->record_line, .cells = reader->cells};

	(void)ended_by;
	if (reader->stopped || reader->reason)
		return;
	for (size_t i = 0; i < reader->count; i++)
		reader->cells[i].text = reader->text + reader->starts[i];
	record.count = reader->count;
	if (!reader->each(reader->ctx, &record))
		reader->stopped = true;
	reader->count = 0;
	reader->passed = 0;
	reader->used = 0;
	reader->record_line = 0;
}

static enum err_code reader_init(struct reader *reader, char delimiter, csv_record_fn *each,
	void *ctx, struct err *err)
{
	*reader = (struct reader){.each = each, .ctx = ctx, .line = 1, .size = 4096};
	reader->text = malloc(reader->size);
	if (!reader->text)
		return err_fail(err, WHY_NO_MEMORY, "csv");
	if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
		free(reader->text);
		return err_fail(err, WHY_NO_MEMORY, "csv_init");
	}
	csv_set_delim(&reader->parser, (unsigned char)delimiter);
	csv_set_blk_size(&reader->parser, 4096);
	return ERR_OK;
}

static void reader_release(struct reader *reader)
{
	csv_free(&reader->parser);
	free(reader->text);
}

/* A piece of one physical line, its end included if it has come. */
static enum err_code feed_piece(struct reader *reader, const char *bytes, size_t count,
	struct err *err)
{
	bool was_in_quote = reader->in_quote;

	if (!reader->record_line)
		reader->record_line = reader->line;
	reader->cell_ended = false;
	if (csv_parse(&reader->parser, bytes, count, take_cell, take_row, reader) != count) {
		if (csv_error(&reader->parser) != CSV_EPARSE)
			return err_fail(err, WHY_NO_MEMORY, "csv: %s",
				csv_strerror(csv_error(&reader->parser)));
		if (reader->stopped)
			return ERR_OK;
		if (reader->reason)
			return fail_limit(reader, err);
		if (was_in_quote && !reader->cell_ended && reader->quote_line < reader->line) {
			/* opened lines ago, and the next quote of the file met it */
			(void)err_fail(err, WHY_CSV_OPEN_QUOTE, "csv, met on line %ld",
				reader->line);
			return err_at(err, reader->quote_line, NULL, NULL);
		}
		(void)err_fail(err, WHY_CSV_STRAY_QUOTE, "csv");
		return err_at(err, reader->line, NULL, NULL);
	}
	if (reader->reason)
		return fail_limit(reader, err);
	if (reader->parser.entry_pos > CSV_CELL_MAX) {
		reader->reason = WHY_CSV_CELL_LONG;
		return fail_limit(reader, err);
	}
	reader->in_quote = reader->parser.pstate == IN_CELL && reader->parser.quoted;
	if (reader->in_quote && (!was_in_quote || reader->cell_ended))
		reader->quote_line = reader->line;
	if (reader->parser.pstate == AT_START)
		reader->record_line = 0; /* also after a blank line */
	return ERR_OK;
}

/* Bytes up to and with the first CRLF, CR or LF; all of them if there is none. */
static size_t line_length(const char *bytes, size_t count, bool *ret_ended)
{
	const char *lf = memchr(bytes, '\n', count);
	size_t length = lf ? (size_t)(lf - bytes) + 1 : count;
	const char *cr = memchr(bytes, '\r', length);

	*ret_ended = lf || cr;
	if (!cr)
		return length;
	return (size_t)(cr - bytes) + (cr + 1 == lf ? 2 : 1);
}

static enum err_code feed(struct reader *reader, const char *bytes, size_t count, struct err *err)
{
	while (count > 0 && !reader->stopped) {
		bool ended;
		size_t length;
		enum err_code rc;

		if (reader->after_cr && *bytes == '\n') {
			/* the second half of a CRLF ends no second line */
			reader->line--;
			ended = true;
			length = 1;
		} else {
			length = line_length(bytes, count < PIECE_SIZE ? count : PIECE_SIZE,
				&ended);
		}
		rc = feed_piece(reader, bytes, length, err);
		reader->after_cr = ended && bytes[length - 1] == '\r';
		if (rc)
			return rc;
		reader->line += ended;
		bytes += length;
		count -= length;
	}
	return ERR_OK;
}

static enum err_code finish(struct reader *reader, struct err *err)
{
	if (reader->stopped)
		return ERR_OK;
	if (csv_fini(&reader->parser, take_cell, take_row, reader) != 0) {
		if (csv_error(&reader->parser) != CSV_EPARSE)
			return err_fail(err, WHY_NO_MEMORY, "csv: %s",
				csv_strerror(csv_error(&reader->parser)));
		(void)csv_fini(&reader->parser, NULL, NULL, NULL);
		(void)err_fail(err, WHY_CSV_OPEN_QUOTE, "csv, end of file");
		return err_at(err, reader->quote_line, NULL, NULL);
	}
	return reader->reason ? fail_limit(reader, err) : ERR_OK;
}

char csv_sep_line(const char *text, size_t length, size_t *ret_length)
{
	size_t at = 0, end = 0;
	bool quoted;
	char found;

	while (end < length && text[end] != '\r' && text[end] != '\n')
		end++;
	quoted = end > 0 && text[0] == '"';
	at += quoted;
	if (end < at + 5 || strncasecmp(text + at, "sep=", 4) != 0)
		return 0;
	at += 4;
	found = text[at++];
	if (quoted && (at >= end || text[at++] != '"'))
		return 0;
	/* a spreadsheet that saved such a file again fills the row up */
	while (at < end && text[at] == found)
		at++;
	if (at != end || found == '"' || (unsigned char)found >= 0x80)
		return 0;
	if (ret_length)
		*ret_length = end;
	return found;
}

/* The first chunk: a `sep=` line counts as a line but is no record. */
static enum err_code begin(struct reader *reader, const char *text, size_t length, char delimiter,
	csv_record_fn *each, void *ctx, size_t *ret_skip, struct err *err)
{
	size_t skip = 0;
	char sep = csv_sep_line(text, length, &skip);
	enum err_code rc = reader_init(reader, delimiter ? delimiter : sep ? sep : ';', each, ctx,
		err);

	if (rc)
		return rc;
	*ret_skip = sep ? skip : 0;
	return ERR_OK;
}

enum err_code csv_read(struct decode *decode, char delimiter, csv_record_fn *each, void *ctx,
	struct err *err)
{
	struct reader *reader = malloc(sizeof *reader);
	bool begun = false;
	enum err_code rc;

	if (!reader)
		return err_fail(err, WHY_NO_MEMORY, "csv");
	decode_rewind(decode);
	for (;;) {
		const char *text;
		size_t count, skip = 0;

		rc = decode_read(decode, &text, &count, err);
		if (rc)
			goto out;
		if (!begun) {
			rc = begin(reader, text, count, delimiter, each, ctx, &skip, err);
			if (rc)
				goto out;
			begun = true;
		}
		if (count == 0)
			break;
		rc = feed(reader, text + skip, count - skip, err);
		if (rc || reader->stopped)
			goto out;
	}
	rc = finish(reader, err);
out:
	if (begun)
		reader_release(reader);
	free(reader);
	if (rc == ERR_INVALID)
		(void)err_at(err, 0, decode_path(decode), NULL);
	return rc;
}

enum err_code csv_read_text(const char *text, size_t length, bool whole, char delimiter,
	csv_record_fn *each, void *ctx, struct err *err)
{
	struct reader *reader = malloc(sizeof *reader);
	size_t skip;
	enum err_code rc;

	if (!reader)
		return err_fail(err, WHY_NO_MEMORY, "csv");
	rc = begin(reader, text, length, delimiter, each, ctx, &skip, err);
	if (rc) {
		free(reader);
		return rc;
	}
	rc = feed(reader, text + skip, length - skip, err);
	if (!rc && whole)
		rc = finish(reader, err);
	reader_release(reader);
	free(reader);
	return rc;
}
