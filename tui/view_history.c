/* What was done: the batches, newest first; each can be undone from here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/history.h"
#include "core/language.h"
#include "tui/view.h"

enum { PAGE = 200 };

struct history {
	struct batch_row *rows; /* read so far */
	size_t count, room;
	bool all; /* there are no older ones */
	struct list list;
	struct rect rect;
};

/* Read the next page of older batches. */
static enum err_code read_more(struct tui *tui, struct history *history, struct err *err)
{
	size_t got = 0;
	enum err_code rc;

	if (history->all)
		return ERR_OK;
	if (history->count + PAGE > history->room) {
		size_t room = history->room ? 2 * history->room : PAGE;
		struct batch_row *grown = realloc(history->rows, room * sizeof *grown);

		if (!grown)
			return err_fail(err, WHY_NO_MEMORY, "history");
		history->rows = grown;
		history->room = room;
	}
	rc = history_batches(tui->session,
		history->count ? history->rows[history->count - 1].stamp : NULL, PAGE,
		history->rows + history->count, &got, err);
	if (rc)
		return rc;
	history->count += got;
	history->all = got < PAGE;
	list_set_count(&history->list, history->count);
	return ERR_OK;
}

static void close_history(struct tui *tui, void *state)
{
	struct history *history = state;

	(void)tui;
	free(history->rows);
	free(history);
}

static enum err_code open_history(
	struct tui *tui, const void *argument, void **ret, struct err *err)
{
	struct history *history = calloc(1, sizeof *history);
	enum err_code rc;

	(void)argument;
	if (!history)
		return err_fail(err, WHY_NO_MEMORY, "history");
	list_init(&history->list);
	rc = read_more(tui, history, err);
	if (rc) {
		close_history(tui, history);
		return rc;
	}
	*ret = history;
	return ERR_OK;
}

static void draw_row(struct tui *tui, const struct history *history, int row, size_t at)
{
	const struct batch_row *batch = &history->rows[at];
	bool here = at == history->list.cursor;
	char what[512], date[DATE_SIZE], day[DATE_SIZE], time[6], text[1024];
	int flags = here ? DRAW_FOCUS : 0;

	history_describe(batch, what, sizeof what);
	clock_date(batch->at, date);
	clock_time(batch->at, time);
	date_for_people(date, day);
	(void)snprintf(text, sizeof text, "%s %s %s  %-16.16s %s%s%s", here ? ">" : " ", day, time,
		batch->author, what, batch->undone ? " · " : "", batch->undone ? _("undone") : "");
	draw_text(&tui->term, row, history->rect.col, history->rect.cols,
		batch->undone ? ROLE_MUTED : ROLE_TEXT, flags, text);
	if (here) {
		tui->cursor_row = row;
		tui->cursor_col = history->rect.col;
	}
}

static void draw_history(struct tui *tui, void *state, struct rect rect)
{
	struct history *history = state;

	draw_box(&tui->term, rect, _("History"), true);
	history->rect = rect_inside(rect);
	list_set_height(&history->list, (size_t)history->rect.rows);
	if (history->count == 0)
		draw_text(&tui->term, history->rect.row, history->rect.col, history->rect.cols,
			ROLE_MUTED, 0, _("Nothing was done yet."));
	for (int i = 0; i < history->rect.rows; i++) {
		size_t at = list_at(&history->list, i);

		if (at == (size_t)-1)
			break;
		draw_row(tui, history, history->rect.row + i, at);
	}
}

static void undo_focused(struct tui *tui, struct history *history)
{
	struct batch_row undone;
	char what[512];
	struct err err;

	if (history->count == 0)
		return;
	if (history_undo_batch(tui->session, history->rows[history->list.cursor].stamp, &undone,
		    &err) != ERR_OK) {
		status_error(&tui->status, &err);
		return;
	}
	history_describe(&undone, what, sizeof what);
	tui_saved(tui);
	tui_refresh(tui);
	status_say(&tui->status, _("Undone: %s"), what);
}

static bool act_history(struct tui *tui, void *state, enum action action)
{
	struct history *history = state;
	struct err err;

	switch (action) {
	case ACT_OPEN:
		undo_focused(tui, history);
		return true;
	case ACT_CANCEL:
		tui_pop(tui);
		return true;
	default:
		break;
	}
	if (!list_act(&history->list, action))
		return false;
	if (history->list.cursor + history->list.height >= history->count &&
		read_more(tui, history, &err) != ERR_OK)
		status_error(&tui->status, &err);
	return true;
}

static void refresh_history(struct tui *tui, void *state)
{
	struct history *history = state;
	struct err err;

	history->count = 0;
	history->all = false;
	if (read_more(tui, history, &err) != ERR_OK)
		status_error(&tui->status, &err);
}

static void title_history(struct tui *tui, void *state, struct title *ret)
{
	(void)tui;
	(void)state;
	(void)snprintf(ret->left, sizeof ret->left, "%s", _("History"));
	(void)snprintf(
		ret->right, sizeof ret->right, "%s", _("Enter undoes the change on this line"));
}

static bool mouse_history(struct tui *tui, void *state, const struct key *key)
{
	struct history *history = state;
	size_t at = (size_t)-1;

	(void)tui;
	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN) {
		list_move(&history->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	if (rect_holds(history->rect, key->row, key->col))
		at = list_at(&history->list, key->row - history->rect.row);
	if (at == (size_t)-1)
		return false;
	list_go(&history->list, at);
	return true;
}

static const char *label_history(struct tui *tui, void *state, enum action action)
{
	(void)tui;
	(void)state;
	return action == ACT_OPEN ? _("undo this") : NULL;
}

static const enum action footer[] = {ACT_OPEN, ACT_BACK, ACT_PALETTE, ACT_HELP, ACT_NONE};

const struct view view_history = {
	.name = "history",
	.where = WHERE_LIST,
	.footer = footer,
	.open = open_history,
	.draw = draw_history,
	.act = act_history,
	.label = label_history,
	.mouse = mouse_history,
	.refresh = refresh_history,
	.title = title_history,
	.close = close_history,
};
