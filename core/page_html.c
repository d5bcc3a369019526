/* Pages as HTML that prints well. See page.h. */
#include "core/page.h"

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
