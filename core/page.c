/* Pages, line by line. See page.h. */
#include "core/page.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void page_release(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		for (size_t c = 0; c < page->lines[i].count; c++)
			free(page->lines[i].cells[c]);
		free(page->lines[i].cells);
	}
	free(page->lines);
	facts_release(&page->facts);
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
