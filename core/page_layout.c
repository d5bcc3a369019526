/* Pages as lines of text: wrapped, their tables aligned. See page.h. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/page.h"

/* ---- Measuring --------------------------------------------------------------- */

/* Bytes and columns of the character at text. */
static size_t character(const char *text, int *ret_columns)
{
	utf8proc_int32_t code;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &code);

	if (n <= 0) {
		*ret_columns = 1;
		return 1;
	}
	*ret_columns = code < 0x20 ? 0 : utf8proc_charwidth(code);
	return (size_t)n;
}

int text_columns(const char *text)
{
	int columns = 0, one;

	while (*text) {
		text += character(text, &one);
		columns += one;
	}
	return columns;
}

/* Bytes of text that fit in cols columns, at least one character. */
static size_t fitting(const char *text, int cols)
{
	size_t used = 0;
	int columns = 0, one;

	while (text[used]) {
		size_t n = character(text + used, &one);

		if (used > 0 && columns + one > cols)
			break;
		columns += one;
		used += n;
	}
	return used;
}

/* ---- Laying out ---------------------------------------------------------------- */

struct layout {
	struct page_frame *frame;
	struct page_shown *lines;
	size_t count, room;
	size_t line; /* of the page, being laid out */
	bool begun;  /* a shown line of it is there already */
	bool failed;
};

static void put_line(struct layout *layout, enum page_kind kind, const char *text, size_t length)
{
	if (layout->count == layout->room) {
		size_t room = 2 * layout->room + 32;
		struct page_shown *grown = realloc(layout->lines, room * sizeof *grown);

		if (!grown) {
			layout->failed = true;
			return;
		}
		layout->lines = grown;
		layout->room = room;
	}
	layout->lines[layout->count].kind = kind;
	layout->lines[layout->count].line = layout->line;
	layout->lines[layout->count].first = !layout->begun;
	layout->begun = true;
	layout->lines[layout->count].text = strndup(text, length);
	if (layout->lines[layout->count].text)
		layout->count++;
	else
		layout->failed = true;
}

/* One indented line. */
static void put_indented(struct layout *layout, enum page_kind kind, const char *before,
	const char *text, size_t length)
{
	char *whole = NULL;
	int n = asprintf(&whole, "%s%.*s", before, (int)length, text);

	if (n < 0) {
		layout->failed = true;
		return;
	}
	put_line(layout, kind, whole, (size_t)n);
	free(whole);
}

/* Wrap on words; first and rest: what stands before the first line and the others. */
static void wrap(struct layout *layout, enum page_kind kind, const char *text, int cols,
	const char *first, const char *rest)
{
	const char *before = first;

	do {
		const char *end = strchrnul(text, '\n');
		int room = cols - text_columns(before);
		size_t fits = fitting(text, room > 8 ? room : 8), cut = fits;

		if (text + fits >= end) {
			put_indented(layout, kind, before, text, (size_t)(end - text));
			text = *end ? end + 1 : end;
			before = rest;
			continue;
		}
		while (cut > 0 && text[cut] != ' ')
			cut--;
		if (cut == 0)
			cut = fits;
		put_indented(layout, kind, before, text, cut);
		text += cut;
		while (*text == ' ')
			text++;
		before = rest;
	} while (*text);
}

/* ---- Tables -------------------------------------------------------------------- */

enum {
	GAP = 2,
	SHORT_COLUMNS = 13, /* half a date or a figure says nothing: texts are cut first */
	TEXT_LEAST = 10,
	TEXT_TIGHT = 6,
	FIRST_LEAST = 16, /* who or what the row is about */
	FIRST_TIGHT = 12,
	HEAD_LEAST = 5,
};

/* Lines [from, to) of a page, and how wide each of their columns is shown. */
struct table {
	const struct page *page;
	size_t from, to;
	size_t count;
	int width[PAGE_CELLS_MAX];
	int body[PAGE_CELLS_MAX]; /* of the cells below the head */
};

static bool is_table(const struct page_line *line)
{
	return line->kind == PAGE_HEAD || line->kind == PAGE_ROW;
}

static void measure(const struct page *page, size_t from, struct table *ret)
{
	*ret = (struct table){.page = page, .from = from, .to = from};
	while (ret->to < page->count && is_table(&page->lines[ret->to]) &&
		(ret->to == from || page->lines[ret->to].kind != PAGE_HEAD)) {
		const struct page_line *line = &page->lines[ret->to++];

		for (size_t c = 0; c < line->count && c < PAGE_CELLS_MAX; c++) {
			int width = text_columns(line->cells[c]);

			if (width > ret->width[c])
				ret->width[c] = width;
			if (line->kind != PAGE_HEAD && width > ret->body[c])
				ret->body[c] = width;
			if (c >= ret->count)
				ret->count = c + 1;
		}
	}
}

/* Columns [from, to) and what separates them. */
static int span(const struct table *table, size_t from, size_t to)
{
	int sum = 0;

	for (size_t c = from; c < to; c++)
		sum += table->width[c] + (c > from ? GAP : 0);
	return sum;
}

/* Take from the widest of those above their least, again and again, until all fit. */
static bool narrow(struct table *table, int cols, const int least[])
{
	int sum = span(table, 0, table->count);

	while (sum > cols) {
		size_t widest = table->count;

		for (size_t c = 0; c < table->count; c++) {
			if (table->width[c] > least[c] &&
				(widest == table->count || table->width[c] > table->width[widest]))
				widest = c;
		}
		if (widest == table->count)
			return false;
		table->width[widest]--;
		sum--;
	}
	return true;
}

/*
 * Texts give way first, then heads above narrow cells, then what is read of the
 * texts. false: it is too wide even so, and the texts stay readable.
 */
static bool fit(struct table *table, int cols)
{
	int least[PAGE_CELLS_MAX] = {0};
	struct table roomy, tight;

	for (size_t c = 0; c < table->count; c++) {
		int text = c ? TEXT_LEAST : FIRST_LEAST;

		least[c] = table->width[c];
		if (table->width[c] > SHORT_COLUMNS && text < least[c])
			least[c] = text;
	}
	if (narrow(table, cols, least))
		return true;
	roomy = *table;
	for (size_t c = 0; c < table->count; c++) {
		int head = table->body[c] > HEAD_LEAST ? table->body[c] : HEAD_LEAST;

		least[c] = head < table->width[c] ? head : table->width[c];
	}
	if (narrow(table, cols, least))
		return true;
	tight = *table;
	for (size_t c = 0; c < table->count; c++) {
		if (table->body[c] > table->width[c]) /* a text, cut already */
			least[c] = c ? TEXT_TIGHT : FIRST_TIGHT;
	}
	if (narrow(&tight, cols, least)) {
		*table = tight;
		return true;
	}
	/* Columns pass beside the first one: nothing is won by cutting their heads. */
	*table = roomy;
	/* One column beside the first always shows, as far as it goes. */
	for (size_t c = 1; c < table->count; c++) {
		int room = cols - table->width[0] - 2 * GAP;

		if (table->width[c] > room && room > 0)
			table->width[c] = room;
	}
	return false;
}

/* Columns [from, ret) stand beside the first in cols; at least one. */
static size_t window_end(const struct table *table, size_t from, int cols)
{
	size_t to = from + 1;

	while (to < table->count && table->width[0] + GAP + span(table, from, to + 1) <= cols)
		to++;
	return to < table->count ? to : table->count;
}

static void put_bytes(char **at, const char *bytes, size_t count)
{
	memcpy(*at, bytes, count);
	*at += count;
}

/*
 * What tells two of one name apart, " (0024008)" at the end of a cell, is kept
 * where a cell is cut, if a few letters before it fit too. "": nothing is kept.
 */
static const char *tail_of(const char *text, size_t length, int width)
{
	const char *tail = length > 0 && text[length - 1] == ')' ? strrchr(text, '(') : NULL;

	if (!tail || tail - text < 2 || tail[-1] != ' ' || text_columns(tail - 1) + 4 > width)
		return "";
	return tail - 1;
}

/* A cell cut or padded to its width, line ends as spaces. At most strlen + width + 3 bytes. */
static void put_cell(char **at, const char *text, int width, bool last)
{
	const char *begin = *at, *tail = "";
	int columns = text_columns(text);
	size_t n = strlen(text);

	if (columns > width) {
		int one;

		tail = tail_of(text, n, width);
		n = fitting(text, width - 1 - text_columns(tail));
		columns = 1 + text_columns(tail);
		for (size_t used = 0; used < n; columns += one)
			used += character(text + used, &one);
	}
	put_bytes(at, text, n);
	if (text[n])
		put_bytes(at, "…", strlen("…"));
	put_bytes(at, tail, strlen(tail));
	n = (size_t)(*at - begin);
	for (char *c = memchr(begin, '\n', n); c; c = memchr(c, '\n', n - (size_t)(c - begin)))
		*c = ' ';
	for (; !last && columns < width; columns++)
		*(*at)++ = ' ';
}

/* The first column and [from, to); a head says where there is more. */
static void put_row(
	struct layout *layout, const struct table *table, size_t line, size_t from, size_t to)
{
	const struct page_line *row = &table->page->lines[line];
	bool head = line == table->from && layout->frame->scrolls;
	bool more = head && to < table->count;
	size_t end = to < row->count ? to : row->count, room = 16;
	char *text, *at;

	for (size_t c = 0; c < end; c++)
		room += strlen(row->cells[c]) + (size_t)table->width[c] + GAP + 8;
	text = at = malloc(room);
	if (!text) {
		layout->failed = true;
		return;
	}
	if (end > 0)
		put_cell(&at, row->cells[0], table->width[0], end <= from && !more);
	for (size_t c = from; c < end; c++) {
		if (c == from && from > 1 && head)
			put_bytes(&at, " ‹", strlen(" ‹"));
		else
			put_bytes(&at, "  ", GAP);
		put_cell(&at, row->cells[c], table->width[c], c + 1 == end && !more);
	}
	if (more)
		put_bytes(&at, " ›", strlen(" ›"));
	while (at > text && at[-1] == ' ')
		at--;
	put_line(layout, row->kind, text, (size_t)(at - text));
	free(text);
}

static void put_rows(struct layout *layout, const struct table *table, size_t from, size_t to)
{
	for (size_t i = table->from; i < table->to; i++) {
		layout->line = i;
		layout->begun = from > 1 && !layout->frame->scrolls;
		put_row(layout, table, i, from, to);
	}
}

/* The part of a wide table that the frame has come to. */
static void put_window(struct layout *layout, const struct table *table)
{
	struct page_frame *frame = layout->frame;
	int cols = frame->cols - GAP; /* room for the sign that there is more */
	size_t most = 0, from;

	while (window_end(table, 1 + most, cols) < table->count)
		most++;
	if (most > frame->skip_most)
		frame->skip_most = most;
	from = 1 + (frame->skip < most ? frame->skip : most);
	put_rows(layout, table, from, window_end(table, from, cols));
}

/* All of a wide table, part below part. */
static void put_parts(struct layout *layout, const struct table *table)
{
	for (size_t from = 1, to; from < table->count; from = to) {
		to = window_end(table, from, layout->frame->cols);
		put_rows(layout, table, from, to);
		layout->begun = true;
		if (to < table->count)
			put_line(layout, PAGE_SPACE, "", 0);
	}
}

/* Returns the line after the table that begins at a line. */
static size_t put_table(struct layout *layout, const struct page *page, size_t from)
{
	struct table table;

	measure(page, from, &table);
	if (fit(&table, layout->frame->cols) || table.count < 2)
		put_rows(layout, &table, 1, table.count);
	else if (layout->frame->scrolls)
		put_window(layout, &table);
	else
		put_parts(layout, &table);
	return table.to;
}

static void put_text(struct layout *layout, const struct page_line *line, int cols)
{
	const char *text = line->count ? line->cells[0] : "";

	switch (line->kind) {
	case PAGE_HEADING:
		if (layout->count > 0)
			put_line(layout, PAGE_SPACE, "", 0);
		layout->begun = false;
		wrap(layout, line->kind, text, cols, "", "");
		break;
	case PAGE_POINT:
		wrap(layout, line->kind, text, cols, "· ", "  ");
		break;
	case PAGE_CHART:
		put_line(layout, line->kind, text, strlen(text));
		break;
	case PAGE_BREAK:
	case PAGE_SPACE:
		put_line(layout, line->kind, "", 0);
		break;
	case PAGE_SIGN:
		put_line(layout, PAGE_SPACE, "", 0);
		for (size_t c = 0; c < line->count; c++)
			put_indented(layout, PAGE_SIGN, "", line->cells[c], strlen(line->cells[c]));
		break;
	default:
		wrap(layout, line->kind, text, cols, "", "");
		break;
	}
}

enum err_code page_layout(const struct page *page, struct page_frame *frame,
	struct page_shown **ret, size_t *ret_count, struct err *err)
{
	struct layout layout = {.frame = frame, .failed = page->failed};

	frame->skip_most = 0;
	for (size_t i = 0; i < page->count;) {
		layout.line = i;
		layout.begun = false;
		if (is_table(&page->lines[i])) {
			i = put_table(&layout, page, i);
		} else {
			put_text(&layout, &page->lines[i], frame->cols);
			i++;
		}
	}
	if (layout.failed) {
		page_shown_free(layout.lines, layout.count);
		return err_fail(err, WHY_NO_MEMORY, "page");
	}
	*ret = layout.lines;
	*ret_count = layout.count;
	return ERR_OK;
}

void page_shown_free(struct page_shown *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(lines[i].text);
	free(lines);
}

/* ---- Writing --------------------------------------------------------------------- */

static void underline(FILE *file, const char *text, char with)
{
	for (int i = text_columns(text); i > 0; i--)
		(void)fputc(with, file);
	(void)fputc('\n', file);
}

enum err_code page_write_text(const struct page *page, FILE *file, int cols, struct err *err)
{
	struct page_shown *lines = NULL;
	struct page_frame frame = {.cols = cols};
	size_t count = 0;
	enum err_code rc = page_layout(page, &frame, &lines, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		(void)fprintf(file, "%s%s\n", lines[i].text,
			lines[i].kind == PAGE_SIGN ? "  ______________________________\n" : "");
		if (lines[i].kind == PAGE_TITLE)
			underline(file, lines[i].text, '=');
		else if (lines[i].kind == PAGE_HEADING)
			underline(file, lines[i].text, '-');
	}
	page_shown_free(lines, count);
	return rc;
}
