/* A list to choose from. See view_choose.h. Typing narrows it down. */
#include "tui/view_choose.h"

#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/search.h"
#include "tui/form.h"
#include "tui/glyph.h"

enum { COLS_MIN = 56, COLS_MAX = 100 };

struct choosing {
	struct choose given;
	char (*labels)[LABEL_SIZE];
	char title[LABEL_SIZE];
	size_t *shown; /* those that hold what was typed */
	struct list list;
	struct form filter;
	struct rect rows;
};

/* The cursor stands on what answers best, so that Enter takes « M1 » for a typed "M1", not « M1-A
 * ». */
static void narrow(struct choosing *choosing)
{
	char pattern[LABEL_SIZE];
	size_t count = 0, cursor = 0;
	int best = 0;

	(void)search_pattern(choosing->filter.text, pattern, sizeof pattern);
	for (size_t i = 0; i < choosing->given.count; i++) {
		int score = search_score(choosing->labels[i], pattern);

		if (score > best) {
			best = score;
			cursor = count;
		}
		if (score || !*pattern)
			choosing->shown[count++] = i;
	}
	list_set_count(&choosing->list, count);
	list_go(&choosing->list, cursor);
}

static void close_choose(struct tui *tui, void *state)
{
	struct choosing *choosing = state;

	(void)tui;
	free(choosing->labels);
	free(choosing->shown);
	free(choosing);
}

static enum err_code open_choose(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	const struct choose *given = argument;
	struct choosing *choosing = calloc(1, sizeof *choosing);

	if (!choosing)
		return err_fail(err, WHY_NO_MEMORY, "choice");
	choosing->given = *given;
	choosing->labels = calloc(given->count + 1, sizeof *choosing->labels);
	choosing->shown = calloc(given->count + 1, sizeof *choosing->shown);
	if (!choosing->labels || !choosing->shown) {
		close_choose(tui, choosing);
		return err_fail(err, WHY_NO_MEMORY, "choice");
	}
	for (size_t i = 0; i < given->count; i++)
		memcpy(choosing->labels[i], given->labels[i], LABEL_SIZE);
	strncpy(choosing->title, given->title, sizeof choosing->title - 1);
	form_init(&choosing->filter, LABEL_SIZE / 4, NULL);
	list_init(&choosing->list);
	narrow(choosing);
	list_go(&choosing->list, given->start);
	*ret = choosing;
	return ERR_OK;
}

/* Wide enough for the longest line, where the window is. */
static int box_cols(const struct choosing *choosing)
{
	int cols = COLS_MIN;

	for (size_t i = 0; i < choosing->given.count; i++) {
		int width = glyph_width(choosing->labels[i]) + 4; /* "> " and the frame */

		cols = width > cols ? width : cols;
	}
	return cols > COLS_MAX ? COLS_MAX : cols;
}

static void draw_choose(struct tui *tui, void *state, struct rect rect)
{
	struct choosing *choosing = state;
	struct rect box = {.rows = (int)choosing->given.count + 3, .cols = box_cols(choosing)};
	char filter[LABEL_SIZE];
	int cursor;

	if (box.rows > rect.rows)
		box.rows = rect.rows;
	if (box.cols > rect.cols)
		box.cols = rect.cols;
	box.row = rect.row + (rect.rows - box.rows) / 3;
	box.col = rect.col + (rect.cols - box.cols) / 2;
	draw_clear(&tui->term, box);
	draw_box(&tui->term, box, choosing->title, true);
	box = rect_inside(box);
	form_show(&choosing->filter, box.cols - 3, filter, sizeof filter, &cursor);
	draw_text(&tui->term, box.row, box.col, 2, ROLE_KEY, 0, "/ ");
	draw_text(&tui->term, box.row, box.col + 2, box.cols - 2, ROLE_TEXT, 0, filter);
	choosing->rows =
		(struct rect){box.row + 1, box.col, box.rows > 1 ? box.rows - 1 : 0, box.cols};
	list_set_height(&choosing->list, (size_t)choosing->rows.rows);
	tui->cursor_row = box.row;
	tui->cursor_col = box.col + 2 + cursor;
	if (choosing->list.count == 0)
		draw_text(&tui->term, choosing->rows.row, choosing->rows.col + 2,
			choosing->rows.cols - 2, ROLE_MUTED, 0, _("Nothing matches."));
	for (int i = 0; i < choosing->rows.rows; i++) {
		size_t at = list_at(&choosing->list, i);
		bool here = at == choosing->list.cursor;
		char text[LABEL_SIZE + 4] = "";

		if (at == (size_t)-1)
			break;
		memcpy(text, here ? "> " : "  ", 2);
		memcpy(text + 2, choosing->labels[choosing->shown[at]], LABEL_SIZE);
		draw_text(&tui->term, choosing->rows.row + i, choosing->rows.col,
			choosing->rows.cols, ROLE_TEXT, here ? DRAW_FOCUS : 0, text);
	}
}

static void pick(struct tui *tui, struct choosing *choosing)
{
	struct choose given = choosing->given;
	size_t index;

	if (choosing->list.count == 0)
		return;
	index = choosing->shown[choosing->list.cursor];
	tui_pop(tui); /* choosing is gone */
	given.picked(tui, given.data, index);
}

static bool act_choose(struct tui *tui, void *state, enum action action)
{
	struct choosing *choosing = state;

	switch (action) {
	case ACT_OPEN:
		pick(tui, choosing);
		return true;
	case ACT_CANCEL:
	case ACT_BACK:
		tui_pop(tui);
		return true;
	default:
		return list_act(&choosing->list, action);
	}
}

static bool text_choose(struct tui *tui, void *state, const struct key *key)
{
	struct choosing *choosing = state;
	bool taken;

	(void)tui;
	if (key->kind == INPUT_CHAR)
		taken = key->code >= 0x20 && key->code != 0x7F &&
			form_type(&choosing->filter, key->code);
	else if (key->kind == INPUT_SPECIAL && key->code == SPECIAL_BACKSPACE)
		taken = form_key(&choosing->filter, key);
	else
		taken = false;
	if (taken)
		narrow(choosing);
	return taken;
}

static bool mouse_choose(struct tui *tui, void *state, const struct key *key)
{
	struct choosing *choosing = state;
	size_t at = (size_t)-1;

	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN) {
		list_move(&choosing->list, key->mouse == MOUSE_WHEEL_UP ? -1 : 1);
		return true;
	}
	if (rect_holds(choosing->rows, key->row, key->col))
		at = list_at(&choosing->list, key->row - choosing->rows.row);
	if (at == (size_t)-1)
		return false;
	list_go(&choosing->list, at);
	if (key->mouse == MOUSE_DOUBLE)
		pick(tui, choosing);
	return true;
}

static const char *label_choose(struct tui *tui, void *state, enum action action)
{
	(void)tui;
	(void)state;
	return action == ACT_OPEN ? _("choose") : NULL;
}

static const enum action footer[] = {ACT_OPEN, ACT_CANCEL, ACT_NONE};

const struct view view_choose = {
	.name = "choose",
	.where = WHERE_ENTRY,
	.overlay = true,
	.footer = footer,
	.open = open_choose,
	.draw = draw_choose,
	.act = act_choose,
	.label = label_choose,
	.text = text_choose,
	.mouse = mouse_choose,
	.close = close_choose,
};
