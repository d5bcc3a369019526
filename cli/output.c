/* Lines and tables for people. */
#include "cli/output.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/clean.h"
#include "core/date.h"
#include "core/language.h"
#include "core/message.h"
#include "core/stream.h"

void output_text(const char *text)
{
	char *clean = clean_text(text, NULL);

	if (clean)
		(void)fputs(clean, stdout);
	free(clean);
}

void output_line(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vprintf(format, args);
	va_end(args);
	(void)fputc('\n', stdout);
}

/*
 * Without memory a sentence is still said, cut to what there is room for, and
 * no byte of it commands a terminal.
 */
static void say_without_memory(const char *format, va_list args)
{
	char text[MESSAGE_SIZE];

	(void)vsnprintf(text, sizeof(text), format, args);
	for (unsigned char *at = (unsigned char *)text; *at; at++) {
		if (*at < ' ' || *at == 0x7F || (*at == 0xC2 && at[1] < 0xA0))
			*at = '?';
	}
	(void)fprintf(stderr, "%s\n", text);
}

void output_say(const char *format, ...)
{
	va_list args, again;
	char *text = NULL, *clean = NULL;

	va_start(args, format);
	va_copy(again, args);
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	else
		clean = clean_text(text, NULL);
	/* data first, where both go to the same terminal */
	(void)fflush(stdout);
	if (clean)
		(void)fprintf(stderr, "%s\n", clean);
	else
		say_without_memory(format, again);
	va_end(again);
	va_end(args);
	free(clean);
	free(text);
}

void output_error(const struct err *failure)
{
	char text[MESSAGE_SIZE];

	message_format(failure, text, sizeof(text));
	output_say(_("suivi: %s"), text);
}

const char *output_date(const char *iso, char ret[DATE_SIZE])
{
	if (language_is_french())
		date_for_people(iso, ret);
	else
		(void)snprintf(ret, DATE_SIZE, "%s", iso);
	return ret;
}

bool output_broken(void)
{
	return ferror(stdout) != 0;
}

enum err_code output_flush(struct err *err)
{
	return stream_flush(stdout, "-", err);
}

/* Blanks are owed until a text follows them, so that no line ends in some. */
static void put_cell(struct table *table, size_t column, const char *text, size_t width)
{
	size_t fill = width < table->width[column] ? table->width[column] - width : 0;

	if (column > 0)
		table->gap += 2;
	if (table->right[column])
		table->gap += fill;
	if (*text) {
		(void)printf("%*s%s", (int)table->gap, "", text);
		table->gap = 0;
	}
	if (!table->right[column])
		table->gap += fill;
	if (column + 1 == table->column_count) {
		(void)fputc('\n', stdout);
		table->gap = 0;
	}
}

static void drop_cells(struct table *table)
{
	for (size_t i = 0; i < table->cell_count; i++)
		free(table->cells[i]);
	free(table->cells);
	free(table->widths);
	table->cells = NULL;
	table->widths = NULL;
	table->cell_count = 0;
}

/* Write the rows kept; from now on they are written as they come. */
static void release(struct table *table)
{
	for (size_t i = 0; i < table->cell_count; i++)
		put_cell(table, i % table->column_count, table->cells[i], table->widths[i]);
	drop_cells(table);
	table->streaming = true;
}

void table_init(struct table *table, const char *const headers[], unsigned right)
{
	*table = (struct table){0};
	while (headers[table->column_count])
		table->column_count++;
	table->cells = calloc((size_t)TABLE_AHEAD * table->column_count, sizeof(*table->cells));
	table->widths = calloc((size_t)TABLE_AHEAD * table->column_count, sizeof(*table->widths));
	if (!table->cells || !table->widths) {
		drop_cells(table);
		table->failed = true;
		return;
	}
	for (size_t i = 0; i < table->column_count; i++)
		table->right[i] = right >> i & 1;
	for (size_t i = 0; i < table->column_count; i++)
		table_cell(table, headers[i]);
}

void table_cell(struct table *table, const char *text)
{
	size_t column = table->cell_count % table->column_count, width;
	char *clean;

	if (table->failed)
		return;
	clean = clean_text(text ? text : "", &width);
	if (!clean) {
		table->failed = true;
		return;
	}
	if (table->streaming) {
		/* cell_count then only counts columns */
		put_cell(table, column, clean, width);
		free(clean);
		table->cell_count = (column + 1) % table->column_count;
		return;
	}
	if (width > table->width[column])
		table->width[column] = width;
	table->cells[table->cell_count] = clean;
	table->widths[table->cell_count++] = width;
	if (table->cell_count == (size_t)TABLE_AHEAD * table->column_count)
		release(table);
}

void table_count(struct table *table, long count)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "%ld", count);
	table_cell(table, text);
}

void table_hundredths(struct table *table, int value)
{
	char text[32];

	if (value < 0)
		(void)snprintf(text, sizeof(text), "-");
	else
		/* TRANSLATORS: a level, such as 2.33; put your decimal mark */
		(void)snprintf(text, sizeof(text), _("%d.%02d"), value / 100, value % 100);
	table_cell(table, text);
}

enum err_code table_finish(struct table *table, struct err *err)
{
	bool failed = table->failed;

	if (!table->streaming && !failed)
		release(table);
	else if (!table->streaming)
		drop_cells(table);
	if (failed)
		return err_fail(err, WHY_NO_MEMORY, "table");
	return output_flush(err);
}
