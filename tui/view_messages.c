/* Messages shown so far, newest first. */
#include <stdio.h>
#include <stdlib.h>

#include "core/language.h"
#include "tui/clipboard.h"
#include "tui/view.h"

enum { TALL = 12, WHOLE_ROWS = 3 };

struct messages {
	struct list list;
};

static enum err_code messages_open(
	struct tui *tui, const void *argument, void **ret, struct err *err)
{
	struct messages *messages = calloc(1, sizeof *messages);

	(void)argument;
	if (!messages)
		return err_fail(err, WHY_NO_MEMORY, "messages");
	list_init(&messages->list);
	list_set_count(&messages->list, status_kept(&tui->status));
	*ret = messages;
	return ERR_OK;
}

/* The message under the cursor in full: most do not fit on their line. */
static void draw_whole(struct tui *tui, const struct messages *messages, struct rect rect)
{
	const struct status_line *line;

	draw_clear(&tui->term, rect);
	if (messages->list.count == 0)
		return;
	line = status_at(&tui->status, messages->list.cursor);
	(void)draw_wrapped(&tui->term, rect, line->role, 0, line->text);
}

static void messages_draw(struct tui *tui, void *state, struct rect rect)
{
	struct messages *messages = state;
	struct rect inside = rect_inside(rect);
	const struct term *term = &tui->term;

	draw_box(term, rect, _("Messages"), true);
	if (inside.rows >= TALL) {
		inside.rows -= WHOLE_ROWS + 1;
		draw_rule(term, inside.row + inside.rows, rect.col, rect.cols, NULL);
		draw_whole(tui, messages,
			(struct rect){
				inside.row + inside.rows + 1, inside.col, WHOLE_ROWS, inside.cols});
	}
	list_set_count(&messages->list, status_kept(&tui->status));
	list_set_height(&messages->list, (size_t)inside.rows);
	if (messages->list.count == 0)
		draw_text(term, inside.row, inside.col + 1, inside.cols - 1, ROLE_MUTED, 0,
			_("Nothing was said yet."));
	for (int i = 0; i < inside.rows; i++) {
		size_t index = list_at(&messages->list, i);
		const struct status_line *line;
		int flags;

		if (index == (size_t)-1)
			break;
		line = status_at(&tui->status, index);
		flags = index == messages->list.cursor ? DRAW_FOCUS : 0;
		draw_text(term, inside.row + i, inside.col, 8, ROLE_MUTED, flags, "");
		draw_text(term, inside.row + i, inside.col, 1, ROLE_TEXT, flags, flags ? ">" : " ");
		draw_text(term, inside.row + i, inside.col + 2, 5, ROLE_MUTED, flags, line->time);
		draw_text(term, inside.row + i, inside.col + 8, inside.cols - 8, line->role, flags,
			line->text);
		if (flags) {
			tui->cursor_row = inside.row + i;
			tui->cursor_col = inside.col;
		}
	}
}

static bool messages_act(struct tui *tui, void *state, enum action action)
{
	struct messages *messages = state;
	struct err err;

	if (list_act(&messages->list, action))
		return true;
	if (action == ACT_COPY && messages->list.count > 0) {
		const struct status_line *line = status_at(&tui->status, messages->list.cursor);

		if (clipboard_copy(line->text, &err))
			status_error(&tui->status, &err);
		else
			status_say(&tui->status, _("Copied to the clipboard."));
		return true;
	}
	return false;
}

static const char *messages_why_not(struct tui *tui, void *state, enum action action)
{
	const struct messages *messages = state;

	(void)tui;
	switch (action) {
	case ACT_COPY:
		return messages->list.count > 0 ? NULL : "";
	case ACT_SEARCH:
	case ACT_SEARCH_NEXT:
	case ACT_SEARCH_PREVIOUS:
	case ACT_FILTER:
	case ACT_TICK:
	case ACT_OPEN:
	case ACT_LEFT:
	case ACT_RIGHT:
	case ACT_NEXT_PANE:
	case ACT_PREVIOUS_PANE:
	case ACT_GO_MESSAGES:
		return "";
	default:
		return NULL;
	}
}

static bool messages_mouse(struct tui *tui, void *state, const struct key *key)
{
	struct messages *messages = state;
	size_t index = list_at(&messages->list, key->row - tui_top(tui)->rect.row - 1);

	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN)
		list_scroll(&messages->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
	else if (index != (size_t)-1)
		list_go(&messages->list, index);
	return true;
}

static void messages_title(struct tui *tui, void *state, struct title *ret)
{
	(void)tui;
	(void)state;
	(void)snprintf(ret->left, sizeof ret->left, "%s", _("Messages"));
}

static void messages_close(struct tui *tui, void *state)
{
	(void)tui;
	free(state);
}

static const enum action messages_footer[] = {ACT_BACK, ACT_COPY, ACT_PALETTE, ACT_NONE};

const struct view view_messages = {
	.name = "messages",
	.where = WHERE_LIST,
	.footer = messages_footer,
	.open = messages_open,
	.draw = messages_draw,
	.act = messages_act,
	.why_not = messages_why_not,
	.mouse = messages_mouse,
	.title = messages_title,
	.close = messages_close,
};
