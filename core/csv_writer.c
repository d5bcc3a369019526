/* Delimited text, written. See csv.h. */
#include "core/csv.h"

#include <string.h>

#include "core/text.h"

void csv_writer_init(struct csv_writer *writer, FILE *file, enum csv_mode mode)
{
	*writer = (struct csv_writer){.file = file, .mode = mode};
	if (mode == CSV_PEOPLE)
		(void)fputs_unlocked("\xEF\xBB\xBF", file);
}

static bool needs_quotes(const char *text, size_t length, char delimiter)
{
	if (length == 0)
		return false;
	if (strchr(" \t", text[0]) || strchr(" \t", text[length - 1]))
		return true;
	for (size_t i = 0; i < length; i++) {
		if (text[i] == delimiter || text[i] == '"' || text[i] == '\r' || text[i] == '\n')
			return true;
	}
	return false;
}

static void put_cell(struct csv_writer *writer, const char *text, bool apostrophe)
{
	char delimiter = writer->mode == CSV_PEOPLE ? ';' : ',';
	size_t length = strlen(text);
	bool quotes = needs_quotes(text, length, delimiter);

	if (writer->cells > 0)
		(void)putc_unlocked(delimiter, writer->file);
	else
		writer->blank = length == 0;
	writer->cells++;
	if (quotes)
		(void)putc_unlocked('"', writer->file);
	if (apostrophe)
		(void)putc_unlocked('\'', writer->file);
	if (!quotes) {
		(void)fwrite_unlocked(text, 1, length, writer->file);
		return;
	}
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '"')
			(void)putc_unlocked('"', writer->file);
		(void)putc_unlocked(text[i], writer->file);
	}
	(void)putc_unlocked('"', writer->file);
}

void csv_writer_text(struct csv_writer *writer, const char *text)
{
	size_t length = strlen(text);
	const char *inner = text;
	size_t inner_length = length;
	bool runs = writer->mode != CSV_RFC4180 && text_is_formula(text, length);

	put_cell(writer, text, runs || text_restore(&inner, &inner_length));
}

void csv_writer_value(struct csv_writer *writer, const char *text)
{
	put_cell(writer, text, false);
}

void csv_writer_end_row(struct csv_writer *writer)
{
	/* one empty cell alone would be a blank line, which readers skip */
	if (writer->cells == 1 && writer->blank)
		(void)fputs_unlocked("\"\"", writer->file);
	(void)fputs_unlocked("\r\n", writer->file);
	writer->cells = 0;
}

enum err_code csv_writer_finish(struct csv_writer *writer, struct err *err)
{
	if (fflush(writer->file) != 0 || ferror(writer->file))
		return err_fail(err, WHY_OUTPUT_FAILED, "csv");
	return ERR_OK;
}
