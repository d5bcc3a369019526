/* What was done: the batches, newest first; each can be undone from here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/history.h"
#include "core/language.h"
#include "tui/glyph.h"
#include "tui/view.h"

enum { PAGE = 200, WHEN_COLS = 20, AUTHOR_COLS = 24 };

struct history {
	struct batch_row *rows; /* read so far */
	size_t count, room;
	bool all; /* there are no older ones */
	struct list list;
	struct rect rect;
	unsigned char asked[STAMP_SIZE]; /* the batch that a question is about */
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

/* The author's column is as wide as it has to be: the room is for what was done. */
static int widest_author(const struct tui *tui, const struct history *history)
{
	int widest = 0;

	for (int i = 0; i < history->rect.rows; i++) {
		char clean[2 * NAME_SIZE];
		size_t at = list_at(&history->list, i);
		int cols;

		if (at == (size_t)-1)
			break;
		glyph_clean(history->rows[at].author, tui->term.ascii, clean, sizeof clean);
		cols = glyph_width(clean);
		widest = cols > widest ? cols : widest;
	}
	return widest < AUTHOR_COLS ? widest : AUTHOR_COLS;
}

static void draw_row(
	struct tui *tui, const struct history *history, int row, size_t at, int author_cols)
{
	const struct batch_row *batch = &history->rows[at];
	bool here = at == history->list.cursor;
	char what[512], date[DATE_SIZE], day[DATE_SIZE], time[6], text[1024];
	int flags = here ? DRAW_FOCUS : 0, col = history->rect.col;
	enum role role = batch->undone ? ROLE_MUTED : ROLE_TEXT;

	tui_batch_words(tui, batch, what, sizeof what);
	clock_date(batch->at, date);
	clock_time(batch->at, time);
	date_for_people(date, day);
	(void)snprintf(text, sizeof text, "%s %s %s  %s", here ? ">" : " ", day, time,
		batch->author);
	draw_text(&tui->term, row, col, WHEN_COLS + author_cols, role, flags, text);
	col += WHEN_COLS + author_cols;
	(void)snprintf(text, sizeof text, "  %s%s%s", what, batch->undone ? " · " : "",
		batch->undone ? _("undone") : "");
	draw_text(&tui->term, row, col, history->rect.col + history->rect.cols - col, role, flags,
		text);
	if (here) {
		tui->cursor_row = row;
		tui->cursor_col = history->rect.col;
	}
}

static void draw_history(struct tui *tui, void *state, struct rect rect)
{
	struct history *history = state;
	int author_cols;

	draw_box(&tui->term, rect, _("History"), true);
	history->rect = rect_inside(rect);
	list_set_height(&history->list, (size_t)history->rect.rows);
	author_cols = widest_author(tui, history);
	if (history->count == 0)
		draw_text(&tui->term, history->rect.row, history->rect.col, history->rect.cols,
			ROLE_MUTED, 0, _("Nothing was done yet."));
	for (int i = 0; i < history->rect.rows; i++) {
		size_t at = list_at(&history->list, i);

		if (at == (size_t)-1)
			break;
		draw_row(tui, history, history->rect.row + i, at, author_cols);
	}
}

static void undo_asked(struct tui *tui, struct history *history)
{
	struct batch_row undone;
	char what[512], key[32];
	struct err err;

	if (history_undo_batch(tui->session, history->asked, &undone, &err) != ERR_OK) {
		status_error(&tui->status, &err);
		return;
	}
	keymap_describe(&tui->keymap, ACT_UNDO, true, key, sizeof key);
	tui_saved(tui);
	tui_refresh(tui);
	if (strcmp(undone.action, "undo") == 0) { /* what was undone stands again */
		size_t length = strcspn(undone.subject, " ");

		(void)snprintf(undone.action, sizeof undone.action, "%.*s", (int)length,
			undone.subject);
		memmove(undone.subject, undone.subject + length + (undone.subject[length] != '\0'),
			strlen(undone.subject + length + (undone.subject[length] != '\0')) + 1);
		tui_batch_words(tui, &undone, what, sizeof what);
		status_say(&tui->status, _("Redone: %s · %s undo"), what, key);
	} else {
		tui_batch_words(tui, &undone, what, sizeof what);
		keymap_describe(&tui->keymap, ACT_REDO, true, key, sizeof key);
		status_say(&tui->status, _("Undone: %s · %s redo"), what, key);
	}
}

static void take_back_picked(struct tui *tui, void *data, int button)
{
	if (button == 1)
		undo_asked(tui, data);
}

/* One's own at once; somebody else's after a question that names them. */
static void undo_focused(struct tui *tui, struct history *history)
{
	const struct batch_row *batch = &history->rows[history->list.cursor];
	char what[512], question[PROMPT_QUESTION_SIZE];

	if (history->count == 0)
		return;
	if (batch->undone) {
		status_say(&tui->status, "%s",
			_("This is undone already: undo the line that undid it to have it again."));
		return;
	}
	memcpy(history->asked, batch->stamp, STAMP_SIZE);
	if (history_is_own(tui->session, batch)) {
		undo_asked(tui, history);
		return;
	}
	tui_batch_words(tui, batch, what, sizeof what);
	history_question(batch, what, question, sizeof question);
	prompt_buttons(tui, question, (const char *const[]){_("Leave it"), _("Take it back"), NULL},
		take_back_picked, history);
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
