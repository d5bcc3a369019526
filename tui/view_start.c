/* The root: the students of the file, found by typing a part of a name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/message.h"
#include "core/roster.h"
#include "tui/view.h"

enum { SLICE = 500, SEARCH_MAX = 60 };

struct start {
	struct roster *roster;
	const struct framework *framework; /* first of the file; NULL: there is none */
	struct list list;
	bool waiting; /* roster_more() failed: not again before something changes */
};

static enum err_code load(struct tui *tui, struct start *start, struct err *err)
{
	const struct framework_list *frameworks = &tui->session->frameworks;
	struct roster *roster;
	enum err_code rc;

	start->framework = frameworks->count > 0 ? &frameworks->frameworks[0] : NULL;
	rc = roster_new(tui->session, 0, start->framework, ORDER_NAME, &roster, err);
	if (rc)
		return rc;
	roster_free(start->roster);
	start->roster = roster;
	start->waiting = false;
	list_set_count(&start->list, roster_count(roster));
	tui->levels = 0;
	return ERR_OK;
}

static enum err_code start_open(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	struct start *start = calloc(1, sizeof *start);
	enum err_code rc;

	(void)argument;
	if (!start)
		return err_fail(err, WHY_NO_MEMORY, "students");
	list_init(&start->list);
	rc = load(tui, start, err);
	if (rc) {
		free(start);
		return rc;
	}
	*ret = start;
	return ERR_OK;
}

static void draw_student(struct tui *tui, struct start *start, size_t index, int row,
                         struct rect inside)
{
	const struct term *term = &tui->term;
	int flags = index == start->list.cursor ? DRAW_FOCUS : 0;
	int name_cols = inside.cols - 2 - 16 - 10;
	const struct roster_line *line;
	char name[2 * NAME_SIZE + 2], mean[16];
	struct err err;

	draw_text(term, row, inside.col, inside.cols, ROLE_TEXT, flags, flags ? ">" : " ");
	if (roster_line(start->roster, index, &line, &err)) {
		message_sentence(&err, name, sizeof name);
		draw_text(term, row, inside.col + 2, inside.cols - 2, ROLE_ERROR, flags, name);
		return;
	}
	tui_student_name(tui, &line->student, index, name, sizeof name);
	draw_text(term, row, inside.col + 2, name_cols, ROLE_TEXT, flags, name);
	if (!tui->anonymous)
		draw_text(term, row, inside.col + 2 + name_cols, 15, ROLE_MUTED, flags,
		        line->student.matricule);
	if (line->standing.mean < 0 || !start->framework)
		return;
	draw_level(term, row, inside.col + inside.cols - 9, line->standing.mean,
	        (int)start->framework->scale.level_count, flags);
	(void)snprintf(mean, sizeof mean, "%d%c%d", (line->standing.mean + 5) / 100,
	        language_is_french() ? ',' : '.', (line->standing.mean + 5) / 10 % 10);
	draw_text(term, row, inside.col + inside.cols - 4, 3, ROLE_TEXT, flags | DRAW_RIGHT, mean);
}

static void start_draw(struct tui *tui, void *state, struct rect rect)
{
	struct start *start = state;
	struct rect inside = rect_inside(rect);
	const struct term *term = &tui->term;
	char title[64];
	long total = roster_total(start->roster);

	(void)snprintf(title, sizeof title, ngettext("%ld student", "%ld students",
	        (unsigned long)total), total);
	draw_box(term, rect, title, true);
	list_set_height(&start->list, (size_t)inside.rows);
	if (start->list.count == 0)
		draw_wrapped(term, inside, ROLE_MUTED, 0,
		        total == 0 ? _("Nobody yet: “suivi import students FILE” brings a list in.")
		                   : _("Nobody matches."));
	for (int i = 0; i < inside.rows; i++) {
		size_t index = list_at(&start->list, i);

		if (index == (size_t)-1)
			break;
		draw_student(tui, start, index, inside.row + i, inside);
		if (index == start->list.cursor) {
			tui->cursor_row = inside.row + i;
			tui->cursor_col = inside.col;
		}
	}
}

/* Show what matches; the cursor stays on the same student where it still is one. */
static void search(struct tui *tui, struct start *start, const char *pattern)
{
	int64_t id = start->list.cursor < start->list.count
	                     ? roster_id(start->roster, start->list.cursor) : 0;
	size_t index;
	struct err err;

	if (roster_search(start->roster, pattern, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	list_set_count(&start->list, roster_count(start->roster));
	index = roster_index(start->roster, id);
	list_go(&start->list, index == (size_t)-1 ? 0 : index);
}

static void search_changed(struct tui *tui, void *data, const char *text)
{
	search(tui, data, text);
}

static void search_done(struct tui *tui, void *data, const char *text)
{
	search(tui, data, text ? text : "");
}

static bool start_act(struct tui *tui, void *state, enum action action)
{
	struct start *start = state;

	if (list_act(&start->list, action))
		return true;
	switch (action) {
	case ACT_SEARCH:
	case ACT_FILTER:
		prompt_line(tui, _("Search:"), NULL, SEARCH_MAX, search_done, search_changed, start);
		return true;
	case ACT_CANCEL:
		search(tui, start, "");
		return true;
	default:
		return false;
	}
}

static const char *start_why_not(struct tui *tui, void *state, enum action action)
{
	(void)tui;
	(void)state;
	switch (action) {
	case ACT_OPEN:
	case ACT_TICK:
	case ACT_COPY:
	case ACT_LEFT:
	case ACT_RIGHT:
	case ACT_NEXT_PANE:
	case ACT_PREVIOUS_PANE:
	case ACT_SEARCH_NEXT:
	case ACT_SEARCH_PREVIOUS:
		return "";
	default:
		return NULL;
	}
}

static bool start_idle(struct tui *tui, void *state)
{
	struct start *start = state;
	bool done = true;
	struct err err;

	if (start->waiting || roster_complete(start->roster))
		return false;
	if (roster_more(start->roster, SLICE, &done, &err)) {
		status_error(&tui->status, &err);
		start->waiting = tui->dirty = true;
		return false;
	}
	list_set_count(&start->list, roster_count(start->roster));
	/* the rows on screen are there already: only the end of reading is news */
	if (done)
		tui->dirty = true;
	return !done;
}

static bool start_mouse(struct tui *tui, void *state, const struct key *key)
{
	struct start *start = state;
	size_t index = list_at(&start->list, key->row - tui_top(tui)->rect.row - 1);

	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN)
		list_scroll(&start->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
	else if (index != (size_t)-1)
		list_go(&start->list, index);
	return true;
}

static void start_refresh(struct tui *tui, void *state)
{
	struct start *start = state;
	struct err err;

	if (load(tui, start, &err))
		status_error(&tui->status, &err);
}

static void start_title(struct tui *tui, void *state, struct title *ret)
{
	struct start *start = state;
	char year[YEAR_SIZE] = "";
	struct err err;

	if (session_year(tui->session, year, &err))
		year[0] = '\0';
	(void)snprintf(ret->left, sizeof ret->left, "%s", year);
	if (start->list.count > 0)
		(void)snprintf(ret->right, sizeof ret->right, "%zu/%ld", start->list.cursor + 1,
		        roster_total(start->roster));
}

static size_t start_offers(struct tui *tui, void *state, const char *pattern, struct offer ret[],
                           size_t limit)
{
	struct start *start = state;
	size_t count = 0;
	struct err err;

	if (roster_search(start->roster, pattern, &err))
		return 0;
	for (; count < limit && count < roster_count(start->roster); count++) {
		const struct roster_line *line;

		if (roster_line(start->roster, count, &line, &err))
			break;
		tui_student_name(tui, &line->student, count, ret[count].label,
		        sizeof ret[count].label);
		(void)snprintf(ret[count].note, sizeof ret[count].note, "%s", _("student"));
		ret[count].id = line->student.id;
	}
	search(tui, start, "");
	return count;
}

static void start_take(struct tui *tui, void *state, const struct offer *offer)
{
	struct start *start = state;
	size_t index = roster_index(start->roster, offer->id);

	(void)tui;
	if (index != (size_t)-1)
		list_go(&start->list, index);
}

static void start_close(struct tui *tui, void *state)
{
	struct start *start = state;

	(void)tui;
	roster_free(start->roster);
	free(start);
}

static const enum action start_footer[] = { ACT_SEARCH, ACT_PALETTE, ACT_UNDO, ACT_HIDE_NAMES,
	                                    ACT_QUIT, ACT_NONE };

const struct view view_start = {
	.name = "start",
	.where = WHERE_LIST,
	.footer = start_footer,
	.open = start_open,
	.draw = start_draw,
	.act = start_act,
	.why_not = start_why_not,
	.idle = start_idle,
	.mouse = start_mouse,
	.refresh = start_refresh,
	.title = start_title,
	.offers = start_offers,
	.take = start_take,
	.close = start_close,
};
