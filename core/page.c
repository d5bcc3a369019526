/* Pages. See page.h. */
#include "core/page.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/text.h"

enum { GAP = 2, SHORT_COLUMNS = 13 };

void page_release(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		for (size_t c = 0; c < page->lines[i].count; c++)
			free(page->lines[i].cells[c]);
		free(page->lines[i].cells);
	}
	free(page->lines);
	*page = (struct page){0};
}

/* A copy without control characters; line ends stay, for texts of several lines. */
static char *copy(const char *text)
{
	char *clean = strdup(text ? text : ""), *to = clean;

	for (const char *from = clean; from && *from; from++) {
		unsigned char c = (unsigned char)*from;

		if (c == '\n' || (c >= 0x20 && c != 0x7F))
			*to++ = *from;
	}
	if (clean)
		*to = '\0';
	return clean;
}

void page_row(struct page *page, enum page_kind kind, size_t n, const char *const cells[])
{
	struct page_line line = {.kind = kind, .count = n};

	if (page->count == page->room) {
		size_t room = 2 * page->room + 16;
		struct page_line *grown = realloc(page->lines, room * sizeof *grown);

		if (!grown) {
			page->failed = true;
			return;
		}
		page->lines = grown;
		page->room = room;
	}
	line.cells = calloc(n ? n : 1, sizeof *line.cells);
	if (!line.cells) {
		page->failed = true;
		return;
	}
	for (size_t i = 0; i < n; i++) {
		line.cells[i] = copy(cells[i]);
		if (!line.cells[i]) {
			while (i > 0)
				free(line.cells[--i]);
			free(line.cells);
			page->failed = true;
			return;
		}
	}
	page->lines[page->count++] = line;
}

void page_add(struct page *page, enum page_kind kind, const char *text)
{
	page_row(page, kind, 1, &text);
}

void page_addf(struct page *page, enum page_kind kind, const char *format, ...)
{
	char *text = NULL;
	va_list args;
	int length;

	va_start(args, format);
	length = vasprintf(&text, format, args);
	va_end(args);
	if (length < 0) {
		page->failed = true;
		return;
	}
	page_add(page, kind, text);
	free(text);
}

void page_append(struct page *page, const struct page *more)
{
	for (size_t i = 0; i < more->count; i++) {
		const struct page_line *line = &more->lines[i];

		page_row(page, line->kind, line->count, (const char *const *)line->cells);
		page_mark(page, line->kind_of, line->id);
	}
	page->failed = page->failed || more->failed;
}

void page_mark(struct page *page, int kind, int64_t id)
{
	if (page->count == 0)
		return;
	page->lines[page->count - 1].kind_of = kind;
	page->lines[page->count - 1].id = id;
}

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

/* Take from the widest column, again and again, but for those that are not above `spared` now. */
static int narrow(int widths[], size_t columns, int sum, int cols, int least, int spared)
{
	bool may[PAGE_CELLS_MAX];

	for (size_t c = 0; c < columns && c < PAGE_CELLS_MAX; c++)
		may[c] = widths[c] > spared;
	while (sum > cols) {
		size_t widest = PAGE_CELLS_MAX;

		for (size_t c = 0; c < columns && c < PAGE_CELLS_MAX; c++) {
			if (may[c] && (widest == PAGE_CELLS_MAX || widths[c] > widths[widest]))
				widest = c;
		}
		if (widest == PAGE_CELLS_MAX || widths[widest] <= least)
			break;
		widths[widest]--;
		sum--;
	}
	return sum;
}

/* Lines [from, to) are one table: the width of each of its columns. */
static void widths(const struct page *page, size_t from, size_t to, int cols, int ret[])
{
	size_t columns = 0;
	int sum = 0;

	memset(ret, 0, PAGE_CELLS_MAX * sizeof *ret);
	for (size_t i = from; i < to; i++) {
		const struct page_line *line = &page->lines[i];

		for (size_t c = 0; c < line->count && c < PAGE_CELLS_MAX; c++) {
			int width = text_columns(line->cells[c]);

			if (width > ret[c])
				ret[c] = width;
		}
		if (line->count > columns)
			columns = line->count;
	}
	for (size_t c = 0; c < columns && c < PAGE_CELLS_MAX; c++)
		sum += ret[c] + (c ? GAP : 0);
	/* What is too wide is taken from texts first: half a date or a figure says nothing. */
	sum = narrow(ret, columns, sum, cols, 7, SHORT_COLUMNS);
	(void)narrow(ret, columns, sum, cols, 6, 0);
}

/* A cell cut or padded to its width. */
static void put_cell(char **at, const char *end, const char *text, int width, bool last)
{
	size_t n = strlen(text);
	int columns = text_columns(text);

	if (columns > width) {
		n = fitting(text, width - 1);
		columns = 0;
		for (size_t used = 0; used < n;) {
			int one;

			used += character(text + used, &one);
			columns += one;
		}
	}
	if (*at + n + 4 + (size_t)(width > columns ? width - columns : 0) + GAP >= end)
		return;
	memcpy(*at, text, n);
	*at += n;
	if (text[n]) {
		memcpy(*at, "…", strlen("…"));
		*at += strlen("…");
		columns++;
	}
	for (; !last && columns < width + GAP; columns++)
		*(*at)++ = ' ';
}

static void put_row(struct layout *layout, const struct page_line *line, const int width[])
{
	size_t room = 16;
	char *text, *at;

	for (size_t c = 0; c < line->count; c++)
		room += strlen(line->cells[c]) + (size_t)width[c] + GAP + 8;
	text = at = malloc(room);
	if (!text) {
		layout->failed = true;
		return;
	}
	for (size_t c = 0; c < line->count && c < PAGE_CELLS_MAX; c++) {
		char *flat = line->cells[c];

		for (char *end = strchr(flat, '\n'); end; end = strchr(end, '\n'))
			*end = ' ';
		put_cell(&at, text + room, flat, width[c], c + 1 == line->count);
	}
	put_line(layout, line->kind, text, (size_t)(at - text));
	free(text);
}

static bool is_table(const struct page_line *line)
{
	return line->kind == PAGE_HEAD || line->kind == PAGE_ROW;
}

static size_t put_table(struct layout *layout, const struct page *page, size_t from, int cols)
{
	int width[PAGE_CELLS_MAX];
	size_t to = from;

	while (to < page->count && is_table(&page->lines[to]) &&
		(to == from || page->lines[to].kind != PAGE_HEAD))
		to++;
	widths(page, from, to, cols, width);
	for (size_t i = from; i < to; i++) {
		layout->line = i;
		layout->begun = false;
		put_row(layout, &page->lines[i], width);
	}
	return to;
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

enum err_code page_layout(const struct page *page, int cols, struct page_shown **ret,
	size_t *ret_count, struct err *err)
{
	struct layout layout = {.failed = page->failed};

	for (size_t i = 0; i < page->count;) {
		layout.line = i;
		layout.begun = false;
		if (is_table(&page->lines[i])) {
			i = put_table(&layout, page, i, cols);
		} else {
			put_text(&layout, &page->lines[i], cols);
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
	size_t count = 0;
	enum err_code rc = page_layout(page, cols, &lines, &count, err);

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

void html_escape(FILE *file, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			(void)fputs("&amp;", file);
			break;
		case '<':
			(void)fputs("&lt;", file);
			break;
		case '>':
			(void)fputs("&gt;", file);
			break;
		case '"':
			(void)fputs("&quot;", file);
			break;
		case '\'':
			(void)fputs("&#39;", file);
			break;
		case '\n':
			(void)fputs("<br>", file);
			break;
		default:
			(void)fputc(*text, file);
		}
	}
}

/* Black on white, A4, table heads repeated on every page, nothing split in two. */
static const char style[] =
	"@page{size:A4;margin:18mm}body{font:11pt/1.4 sans-serif;max-width:52em;margin:2em auto;"
	"padding:0 1em;color:#000;background:#fff}h1{font-size:16pt}h2{font-size:12pt;"
	"margin:1.2em 0 .3em;break-after:avoid}table{border-collapse:collapse;width:100%}"
	"thead{display:table-header-group}th,td{border:1px solid #888;padding:.25em .5em;"
	"text-align:left;vertical-align:top}tr,li,.sign{break-inside:avoid}pre{line-height:1.1}"
	".muted{color:#444}.warning{font-weight:bold}.sign{display:flex;gap:2em;margin-top:3em}"
	".break{break-before:page}"
	".sign div{flex:1;border:1px solid #888;min-height:5em;padding:.3em}";

static void element(FILE *file, const char *open, const char *text, const char *close)
{
	(void)fputs(open, file);
	html_escape(file, text);
	(void)fputs(close, file);
}

static void html_row(FILE *file, const struct page_line *line)
{
	bool head = line->kind == PAGE_HEAD;

	(void)fputs(head ? "<thead><tr>" : "<tr>", file);
	for (size_t c = 0; c < line->count; c++)
		element(file, head ? "<th>" : "<td>", line->cells[c], head ? "</th>" : "</td>");
	(void)fputs(head ? "</tr></thead><tbody>\n" : "</tr>\n", file);
}

static size_t html_table(FILE *file, const struct page *page, size_t i)
{
	bool body = page->lines[i].kind == PAGE_HEAD;

	(void)fputs("<table>\n", file);
	html_row(file, &page->lines[i++]);
	while (i < page->count && page->lines[i].kind == PAGE_ROW)
		html_row(file, &page->lines[i++]);
	(void)fputs(body ? "</tbody></table>\n" : "</table>\n", file);
	return i;
}

/* Lines of one kind that make one element: points, a chart. */
static size_t html_run(FILE *file, const struct page *page, size_t i)
{
	enum page_kind kind = page->lines[i].kind;
	bool chart = kind == PAGE_CHART;

	(void)fputs(chart ? "<pre>" : "<ul>\n", file);
	for (; i < page->count && page->lines[i].kind == kind; i++)
		element(file, chart ? "" : "<li>", page->lines[i].cells[0],
			chart ? "\n" : "</li>\n");
	(void)fputs(chart ? "</pre>\n" : "</ul>\n", file);
	return i;
}

static void html_signatures(FILE *file, const struct page_line *line)
{
	(void)fputs("<div class=\"sign\">", file);
	for (size_t c = 0; c < line->count; c++)
		element(file, "<div>", line->cells[c], "</div>");
	(void)fputs("</div>\n", file);
}

static size_t html_line(FILE *file, const struct page *page, size_t i)
{
	const struct page_line *line = &page->lines[i];

	switch (line->kind) {
	case PAGE_TITLE:
		element(file, "<h1>", line->cells[0], "</h1>\n");
		break;
	case PAGE_HEADING:
		element(file, "<h2>", line->cells[0], "</h2>\n");
		break;
	case PAGE_TEXT:
		element(file, "<p>", line->cells[0], "</p>\n");
		break;
	case PAGE_MUTED:
		element(file, "<p class=\"muted\">", line->cells[0], "</p>\n");
		break;
	case PAGE_WARNING:
		element(file, "<p class=\"warning\">", line->cells[0], "</p>\n");
		break;
	case PAGE_POINT:
	case PAGE_CHART:
		return html_run(file, page, i);
	case PAGE_HEAD:
	case PAGE_ROW:
		return html_table(file, page, i);
	case PAGE_SIGN:
		html_signatures(file, line);
		break;
	case PAGE_BREAK:
		(void)fputs("<div class=\"break\"></div>\n", file);
		break;
	case PAGE_SPACE:
		break;
	}
	return i + 1;
}

enum err_code page_write_html(
	const struct page *page, FILE *file, const char *language, struct err *err)
{
	if (page->failed)
		return err_fail(err, WHY_NO_MEMORY, "page");
	(void)fprintf(file,
		"<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'unsafe-inline'\">",
		language);
	element(file, "<title>", page->count ? page->lines[0].cells[0] : "suivi", "</title>");
	(void)fprintf(file, "<style>%s</style></head><body>\n", style);
	for (size_t i = 0; i < page->count;)
		i = html_line(file, page, i);
	(void)fputs("</body></html>\n", file);
	return ERR_OK;
}
