/*
 * A page: headings, paragraphs and tables, made once and shown as plain text,
 * as HTML that prints well, or on the screen.
 *
 * Texts are copied. A page that runs out of memory stays usable and says so
 * when it is written, so that building one needs no checks at each line.
 */
#ifndef SUIVI_CORE_PAGE_H
#define SUIVI_CORE_PAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/facts.h"
#include "core/target.h"
#include "db/err.h"

enum page_kind {
	PAGE_TITLE,   /* the first line */
	PAGE_HEADING,
	PAGE_TEXT,    /* a paragraph, wrapped */
	PAGE_POINT,   /* one of a list, wrapped */
	PAGE_MUTED,   /* a paragraph of less weight */
	PAGE_WARNING,
	PAGE_HEAD,    /* of a table: cells */
	PAGE_ROW,     /* of a table: cells */
	PAGE_CHART,   /* one line as it is, equal widths */
	PAGE_SPACE,   /* an empty line */
	PAGE_SIGN,    /* boxes for signatures: a cell each */
	PAGE_BREAK,   /* what follows begins on a new sheet */
};

enum { PAGE_CELLS_MAX = 48 };

struct page_line {
	enum page_kind kind;
	size_t count; /* cells; 1 for a text */
	char **cells; /* owned */
	int kind_of;  /* what it stands for, for the screen that shows it; see page_mark() */
	int64_t id;
};

struct page {
	size_t count, room;
	struct page_line *lines;
	bool failed; /* out of memory */
	struct facts facts; /* the same for programs, where wanted */
};

void page_release(struct page *page);

void page_add(struct page *page, enum page_kind kind, const char *text);
__attribute__((format(printf, 3, 4))) void page_addf(
	struct page *page, enum page_kind kind, const char *format, ...);
/* n <= PAGE_CELLS_MAX */
void page_row(struct page *page, enum page_kind kind, size_t n, const char *const cells[]);

/* The lines of another page, copied. */
void page_append(struct page *page, const struct page *more);

/* The last line stands for something that can be opened: kind > 0, and an id. */
void page_mark(struct page *page, int kind, int64_t id);

/*
 * The page as lines of at most cols columns, tables aligned: for text files,
 * the linear mode and the screen.
 */
struct page_shown {
	enum page_kind kind;
	size_t line; /* of the page; the first of several where it was wrapped */
	bool first;  /* of that line */
	char *text;
};
/* The room there is, and what of a table that is wider stands in it. */
struct page_frame {
	int cols;
	bool scrolls;     /* some of its columns, beside the first; else all, part below part */
	size_t skip;      /* scrolling: columns passed, after the first */
	size_t skip_most; /* set by page_layout(): where the last column shows; 0: all fits */
};
/* ret: malloc'd, each text too; release with page_shown_free(). */
MUST_CHECK enum err_code page_layout(const struct page *page, struct page_frame *frame,
                                     struct page_shown **ret, size_t *ret_count, struct err *err);
void page_shown_free(struct page_shown *lines, size_t count);

/* Plain UTF-8 text of at most cols columns, nothing of a table left out. Failures of the stream show when it is closed. */
MUST_CHECK enum err_code page_write_text(const struct page *page, FILE *file, int cols,
                                         struct err *err);
/* One HTML document that needs nothing else; language "fr". */
MUST_CHECK enum err_code page_write_html(const struct page *page, FILE *file, const char *language,
                                         struct err *err);

#define PAGE_FORMS (TARGET_BIT(TARGET_HTML) | TARGET_BIT(TARGET_TEXT))
/*
 * To a file or standard output, as TARGET_HTML or as TARGET_TEXT of at most
 * cols columns. Errors: those of outfile_open().
 */
MUST_CHECK enum err_code page_save(const struct page *page, const struct target *to, int cols,
                                   struct err *err);

/* Columns a text takes on a terminal; control characters take none. */
int text_columns(const char *text);
/* Text with & < > " ' made harmless for HTML. */
void html_escape(FILE *file, const char *text);

#endif
