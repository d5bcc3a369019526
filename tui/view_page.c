/* A page to read: an account, an explanation, a student's file. x writes it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/outfile.h"
#include "tui/view.h"

struct reading {
	struct page_view page;
	struct page_shown *lines; /* laid out for cols */
	size_t count;
	int cols;
	struct list list; /* its top is the first line shown */
};

static void forget(struct reading *reading)
{
	page_shown_free(reading->lines, reading->count);
	reading->lines = NULL;
	reading->count = 0;
	reading->cols = 0;
}

static enum err_code open_page(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	struct reading *reading = calloc(1, sizeof *reading);

	(void)tui;
	if (!reading)
		return err_fail(err, WHY_NO_MEMORY, "page");
	reading->page = *(const struct page_view *)argument;
	list_init(&reading->list);
	*ret = reading;
	return ERR_OK;
}

static void close_page(struct tui *tui, void *state)
{
	struct reading *reading = state;

	(void)tui;
	forget(reading);
	page_release(&reading->page.page);
	free(reading);
}

static enum role role_of(enum page_kind kind)
{
	switch (kind) {
	case PAGE_TITLE:
	case PAGE_HEADING:
	case PAGE_HEAD:
		return ROLE_TITLE;
	case PAGE_MUTED:
		return ROLE_MUTED;
	case PAGE_WARNING:
		return ROLE_WARNING;
	default:
		return ROLE_TEXT;
	}
}

static void draw_page(struct tui *tui, void *state, struct rect rect)
{
	struct reading *reading = state;
	struct rect inside = rect_inside(rect);
	struct err err;

	if (reading->cols != inside.cols - 2) {
		forget(reading);
		reading->cols = inside.cols - 2;
		if (page_layout(&reading->page.page, reading->cols, &reading->lines,
			    &reading->count, &err))
			status_error(&tui->status, &err);
	}
	draw_box(&tui->term, rect, reading->page.title, true);
	list_set_height(&reading->list, (size_t)inside.rows);
	list_set_count(&reading->list, reading->count);
	for (int i = 0; i < inside.rows; i++) {
		size_t at = list_at(&reading->list, i);

		if (at == (size_t)-1)
			break;
		draw_text(&tui->term, inside.row + i, inside.col + 1, inside.cols - 2,
			role_of(reading->lines[at].kind),
			reading->lines[at].kind == PAGE_HEADING ? DRAW_BOLD : 0,
			reading->lines[at].text);
		if (at == reading->list.cursor) {
			tui->cursor_row = inside.row + i;
			tui->cursor_col = inside.col + 1;
		}
	}
}

static void write_to(struct tui *tui, void *data, const char *text)
{
	struct reading *reading = data;
	size_t length = text ? strlen(text) : 0;
	bool html = length > 5 && strcmp(text + length - 5, ".html") == 0;
	struct outfile file;
	struct err err;
	enum err_code rc;

	if (length == 0)
		return;
	rc = outfile_open(&file, text, &err);
	if (!rc) {
		rc = html ? page_write_html(&reading->page.page, file.stream,
				    language_is_french() ? "fr" : "en", &err)
			  : page_write_text(&reading->page.page, file.stream, 78, &err);
		rc = outfile_close(&file, rc, &err);
	}
	if (rc)
		status_error(&tui->status, &err);
	else
		status_say(&tui->status, _("Written to %s"), text);
}

static bool act_page(struct tui *tui, void *state, enum action action)
{
	struct reading *reading = state;
	size_t height = reading->list.height ? reading->list.height : 1;

	switch (action) {
	case ACT_UP:
	case ACT_DOWN:
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
		/* a page is scrolled, not walked through */
		list_scroll(&reading->list,
			(action == ACT_UP || action == ACT_PAGE_UP ? -1 : 1) *
				(action == ACT_UP || action == ACT_DOWN ? 1 : (long)height - 1));
		return true;
	case ACT_EXPORT:
		prompt_line(tui, _("Write to (.html or .txt):"), reading->page.path, 250, write_to,
			NULL, reading);
		return true;
	case ACT_OPEN:
	case ACT_CANCEL:
		tui_pop(tui);
		return true;
	default:
		return list_act(&reading->list, action);
	}
}

static bool mouse_page(struct tui *tui, void *state, const struct key *key)
{
	struct reading *reading = state;

	(void)tui;
	if (key->mouse != MOUSE_WHEEL_UP && key->mouse != MOUSE_WHEEL_DOWN)
		return false;
	list_scroll(&reading->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
	return true;
}

static const char *why_not(struct tui *tui, void *state, enum action action)
{
	(void)tui;
	(void)state;
	switch (action) {
	case ACT_SEARCH:
	case ACT_SEARCH_NEXT:
	case ACT_SEARCH_PREVIOUS:
	case ACT_FILTER:
	case ACT_TICK:
	case ACT_LEFT:
	case ACT_RIGHT:
	case ACT_COPY:
	case ACT_MEETING:
	case ACT_NEXT_PANE:
	case ACT_PREVIOUS_PANE:
		return "";
	default:
		return NULL;
	}
}

static void title_page(struct tui *tui, void *state, struct title *ret)
{
	const struct reading *reading = state;

	(void)tui;
	(void)snprintf(ret->left, sizeof ret->left, "%.200s", reading->page.title);
}

static const enum action footer[] = {ACT_BACK, ACT_EXPORT, ACT_PALETTE, ACT_NONE};

const struct view view_page = {
	.name = "page",
	.where = WHERE_ROWS,
	.footer = footer,
	.open = open_page,
	.draw = draw_page,
	.act = act_page,
	.why_not = why_not,
	.mouse = mouse_page,
	.title = title_page,
	.close = close_page,
};
