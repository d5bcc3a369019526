/*
 * A page: an account, a student's fiche, the class map. Read and scrolled;
 * where lines stand for something, the cursor goes from one to the next and
 * Enter opens it. x writes the page to a file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "tui/pages.h"
#include "tui/view.h"

struct reading {
	struct page_view page;
	struct page_shown *lines; /* laid out for the frame */
	size_t count;
	struct page_frame frame;
	bool laid_out;
	bool marked; /* some lines can be opened */
	bool headed; /* there are tables: their heads stay in sight */
	struct list list;
	struct rect rect;
};

static void forget(struct reading *reading)
{
	page_shown_free(reading->lines, reading->count);
	reading->lines = NULL;
	reading->count = 0;
	reading->laid_out = false;
}

static const struct page_line *line_at(const struct reading *reading, size_t at)
{
	return &reading->page.page.lines[reading->lines[at].line];
}

static bool is_marked(const struct reading *reading, size_t at)
{
	return reading->lines[at].first && line_at(reading, at)->kind_of > 0;
}

static void make(struct tui *tui, struct reading *reading)
{
	struct page page = {0};
	struct err err;

	if (!reading->page.source || !reading->page.source->build)
		return;
	if (reading->page.source->build(tui, &reading->page.about, &page, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	forget(reading);
	page_release(&reading->page.page);
	reading->page.page = page;
}

static enum err_code open_page(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	const struct page_view *view = argument;
	struct reading *reading = calloc(1, sizeof *reading);
	enum err_code rc = ERR_OK;

	if (!reading)
		return err_fail(err, WHY_NO_MEMORY, "page");
	if (view->source && view->page.count == 0) {
		struct page page = {0};

		rc = view->source->build(tui, &view->about, &page, err);
		if (rc) {
			free(reading);
			return rc;
		}
		reading->page = *view;
		reading->page.page = page;
	} else {
		reading->page = *view;
	}
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

/* ---- Drawing --------------------------------------------------------------------- */

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

/* The cursor stands on a marked line: the next one, else the one before. */
static void to_mark(struct reading *reading, int by)
{
	size_t at = reading->list.cursor;

	for (int turn = 0; turn < 2; turn++, by = -by) {
		for (at = reading->list.cursor; at < reading->count; at += (size_t)by) {
			if (is_marked(reading, at)) {
				list_go(&reading->list, at);
				return;
			}
		}
	}
}

/* The page's own title stands in the border: its lines are not shown twice. */
static void drop_title(struct reading *reading)
{
	size_t titles = 0;

	while (titles < reading->count && reading->lines[titles].kind == PAGE_TITLE)
		free(reading->lines[titles++].text);
	while (titles < reading->count && reading->lines[titles].kind == PAGE_SPACE)
		free(reading->lines[titles++].text);
	if (titles == 0)
		return;
	reading->count -= titles;
	memmove(reading->lines, reading->lines + titles, reading->count * sizeof *reading->lines);
}

static void lay_out(struct tui *tui, struct reading *reading, int cols)
{
	struct err err;

	if (reading->laid_out && reading->frame.cols == cols)
		return;
	forget(reading);
	reading->frame.cols = cols;
	reading->frame.scrolls = true;
	reading->laid_out = true;
	if (page_layout(
		    &reading->page.page, &reading->frame, &reading->lines, &reading->count, &err))
		status_error(&tui->status, &err);
	if (reading->frame.skip > reading->frame.skip_most)
		reading->frame.skip = reading->frame.skip_most;
	drop_title(reading);
	reading->marked = reading->headed = false;
	for (size_t i = 0; i < reading->count; i++) {
		reading->marked |= is_marked(reading, i);
		reading->headed |= reading->lines[i].kind == PAGE_HEAD;
	}
	list_set_count(&reading->list, reading->count);
	if (reading->marked)
		to_mark(reading, 1);
}

/* The head of the table whose rows begin above what is shown; (size_t)-1: none. */
static size_t head_above(const struct reading *reading)
{
	size_t at = reading->list.top;

	if (at >= reading->count || reading->lines[at].kind != PAGE_ROW)
		return (size_t)-1;
	while (at > 0 && reading->lines[at].kind == PAGE_ROW)
		at--;
	return reading->lines[at].kind == PAGE_HEAD ? at : (size_t)-1;
}

static void draw_page(struct tui *tui, void *state, struct rect rect)
{
	struct reading *reading = state;
	struct rect inside = rect_inside(rect);
	size_t head;

	reading->rect = inside;
	lay_out(tui, reading, inside.cols - 3);
	draw_box(&tui->term, rect,
		reading->page.page.count && reading->page.page.lines[0].kind == PAGE_TITLE
			? reading->page.page.lines[0].cells[0]
			: reading->page.title,
		true);
	/* One row is kept for the head of a table that does not fit. */
	if (reading->headed && reading->count > (size_t)inside.rows && inside.rows > 4) {
		list_set_height(&reading->list, (size_t)inside.rows - 1);
		head = head_above(reading);
		if (head != (size_t)-1) {
			draw_text(&tui->term, inside.row, inside.col + 2, inside.cols - 2,
				role_of(PAGE_HEAD), 0, reading->lines[head].text);
			inside.row++;
		}
		inside.rows--;
		reading->rect = inside;
	} else {
		list_set_height(&reading->list, (size_t)inside.rows);
	}
	for (int i = 0; i < inside.rows; i++) {
		size_t at = list_at(&reading->list, i);
		bool here;
		int flags;

		if (at == (size_t)-1)
			break;
		here = at == reading->list.cursor;
		flags = (here && reading->marked ? DRAW_FOCUS : 0) |
			(reading->lines[at].kind == PAGE_HEADING ? DRAW_BOLD : 0);
		draw_text(&tui->term, inside.row + i, inside.col, 2, ROLE_TEXT, flags,
			here && reading->marked ? "> " : "");
		draw_text(&tui->term, inside.row + i, inside.col + 2, inside.cols - 2,
			role_of(reading->lines[at].kind), flags, reading->lines[at].text);
		if (here) {
			tui->cursor_row = inside.row + i;
			tui->cursor_col = inside.col;
		}
	}
}

/* ---- Actions ----------------------------------------------------------------------- */

static enum err_code write_to(struct tui *tui, void *data, const struct target *to, struct err *err)
{
	struct reading *reading = data;
	const struct page_source *source = reading->page.source;
	enum err_code rc;

	if (source && source->write && source->write(tui, &reading->page.about, to, err))
		rc = err->code;
	else
		rc = page_save(&reading->page.page, to, 78, err);
	if (!rc)
		save_said(tui, to);
	return rc;
}

static void ask_where(struct tui *tui, struct reading *reading)
{
	const struct page_about *about = &reading->page.about;
	const struct page_source *source = reading->page.source;
	unsigned can = PAGE_FORMS | (source ? source->forms : 0);
	enum target_form standard = TARGET_HTML;
	char name[256];
	struct err err;

	save_name(tui, reading->page.path, about->student_id, about->group_id, name, sizeof name);
	if (target_form(NULL, name, can, TARGET_HTML, &standard, &err))
		standard = TARGET_HTML;
	save_ask(tui, NULL, name, can, standard, write_to, reading);
}

/* Up and down: from mark to mark, or line by line where there are none. */
static bool move(struct reading *reading, enum action action)
{
	size_t before = reading->list.cursor, height = reading->list.height;
	bool up = action == ACT_UP || action == ACT_PAGE_UP || action == ACT_TOP;

	if (!reading->marked) {
		long by = action == ACT_UP || action == ACT_DOWN ? 1 : (long)height - 1;

		if (action == ACT_TOP || action == ACT_BOTTOM)
			return list_act(&reading->list, action);
		list_scroll(&reading->list, up ? -by : by);
		return true;
	}
	if (!list_act(&reading->list, action))
		return false;
	if (reading->list.cursor == before) { /* at an end: what is beyond the marks */
		list_scroll(&reading->list, up ? -1 : 1);
		return true;
	}
	to_mark(reading, up ? -1 : 1);
	if (up && reading->list.cursor > before)
		list_go(&reading->list, before);
	if (up && reading->list.cursor == before)
		reading->list.top = 0; /* the first mark: its headings too */
	return true;
}

/* Left and right: the columns of tables wider than the screen. */
static bool pass_columns(struct reading *reading, enum action action)
{
	struct page_frame *frame = &reading->frame;

	if (action == ACT_LEFT ? frame->skip == 0 : frame->skip == frame->skip_most)
		return false;
	frame->skip += action == ACT_LEFT ? (size_t)-1 : 1;
	forget(reading);
	return true;
}

static void here(const struct reading *reading, int *ret_kind, int64_t *ret_id)
{
	*ret_kind = 0;
	*ret_id = 0;
	if (reading->marked && reading->list.cursor < reading->count &&
		is_marked(reading, reading->list.cursor)) {
		*ret_kind = line_at(reading, reading->list.cursor)->kind_of;
		*ret_id = line_at(reading, reading->list.cursor)->id;
	}
}

static bool act_page(struct tui *tui, void *state, enum action action)
{
	struct reading *reading = state;
	const struct page_source *source = reading->page.source;
	int kind;
	int64_t id;

	/* A key typed ahead of the first drawing acts on the lines it will have. */
	if (!reading->laid_out)
		lay_out(tui, reading, tui->term.cols - 5);
	here(reading, &kind, &id);
	if (source && source->act && source->act(tui, &reading->page.about, kind, id, action)) {
		if (tui_top(tui)->state == reading)
			make(tui, reading);
		return true;
	}
	switch (action) {
	case ACT_UP:
	case ACT_DOWN:
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
	case ACT_TOP:
	case ACT_BOTTOM:
		return move(reading, action);
	case ACT_LEFT:
	case ACT_RIGHT:
		return pass_columns(reading, action);
	case ACT_EXPORT:
		ask_where(tui, reading);
		return true;
	case ACT_OPEN:
		if (kind && source && source->open)
			source->open(tui, &reading->page.about, kind, id);
		else if (!reading->marked)
			tui_pop(tui);
		return true;
	case ACT_CANCEL:
		tui_pop(tui);
		return true;
	default:
		return pages_go(
			tui, action, reading->page.about.student_id, reading->page.about.group_id);
	}
}

static bool takes(const struct page_source *source, enum action action)
{
	for (size_t i = 0; source && source->actions && source->actions[i] != ACT_NONE; i++) {
		if (source->actions[i] == action)
			return true;
	}
	return false;
}

static const char *why_not(struct tui *tui, void *state, enum action action)
{
	const struct reading *reading = state;

	(void)tui;
	if (takes(reading->page.source, action))
		return NULL;
	switch (action) {
	case ACT_LEFT:
	case ACT_RIGHT:
		return reading->frame.skip_most ? NULL : "";
	case ACT_SEARCH:
	case ACT_SEARCH_NEXT:
	case ACT_SEARCH_PREVIOUS:
	case ACT_FILTER:
	case ACT_TICK:
	case ACT_COPY:
	case ACT_SORT:
	case ACT_MODE:
	case ACT_DETAIL:
	case ACT_ADD:
	case ACT_REMOVE:
	case ACT_MEETING:
	case ACT_OBJECTIVE:
	case ACT_EVIDENCE:
	case ACT_ADJUSTMENT:
	case ACT_DECIDE:
	case ACT_REQUIRE:
	case ACT_NEXT_PANE:
	case ACT_PREVIOUS_PANE:
		return "";
	default:
		return pages_why_not(action, reading->page.about.student_id);
	}
}

static bool mouse_page(struct tui *tui, void *state, const struct key *key)
{
	struct reading *reading = state;
	size_t at;

	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN) {
		list_scroll(&reading->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	at = rect_holds(reading->rect, key->row, key->col)
		     ? list_at(&reading->list, key->row - reading->rect.row)
		     : (size_t)-1;
	if (at == (size_t)-1 || !is_marked(reading, at))
		return false;
	list_go(&reading->list, at);
	if (key->mouse == MOUSE_DOUBLE)
		(void)act_page(tui, state, ACT_OPEN);
	return true;
}

static void refresh_page(struct tui *tui, void *state)
{
	make(tui, state);
}

static void title_page(struct tui *tui, void *state, struct title *ret)
{
	const struct reading *reading = state;

	(void)tui;
	(void)snprintf(ret->left, sizeof ret->left, "%.200s", reading->page.title);
}

static const char *label(struct tui *tui, void *state, enum action action)
{
	const struct reading *reading = state;

	(void)tui;
	if (action == ACT_RIGHT)
		return _("columns");
	return action == ACT_OPEN && !reading->marked ? _("close") : NULL;
}

static const enum action footer[] = {ACT_OPEN, ACT_BACK, ACT_MEETING, ACT_ADD, ACT_REMOVE, ACT_SORT,
	ACT_MODE, ACT_DETAIL, ACT_RIGHT, ACT_EXPORT, ACT_PALETTE, ACT_NONE};

const struct view view_page = {
	.name = "page",
	.where = WHERE_ROWS,
	.footer = footer,
	.open = open_page,
	.draw = draw_page,
	.act = act_page,
	.why_not = why_not,
	.label = label,
	.mouse = mouse_page,
	.refresh = refresh_page,
	.title = title_page,
	.close = close_page,
};
