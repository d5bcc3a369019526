/*
 * The palette: every command, and what the view below offers (students,
 * capabilities), found by a part of the name. Recently used ones come first;
 * what cannot be done says why.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fold.h"
#include "core/language.h"
#include "core/search.h"
#include "tui/glyph.h"
#include "tui/view.h"

enum { OFFERS_MAX = 50, PATTERN_MAX = 60, KEYS_COLS = 14, BOX_COLS = 76, BOX_ROWS = 22 };

struct entry {
	enum action action;  /* ACT_NONE: an offer */
	const char *reason;  /* why not; NULL: it can */
	size_t offer;
};

struct palette {
	struct form pattern;
	struct list list;
	struct entry entries[ACT_COUNT + OFFERS_MAX];
	struct offer offers[OFFERS_MAX];
	size_t count;
	bool stale; /* entries are to be chosen again */
};

/* Keys one presses in a place make no sense by name. */
static bool is_command(enum action action)
{
	return !(action >= ACT_UP && action <= ACT_PREVIOUS_PANE) && action != ACT_OPEN &&
	       action != ACT_TICK && action != ACT_CANCEL && action != ACT_PALETTE;
}

static void add_action(
	struct tui *tui, struct palette *palette, enum action action, const char *pattern)
{
	const char *reason = tui_why_not(tui, action);
	char words[512];

	if ((reason && !*reason) || !is_command(action))
		return;
	for (size_t i = 0; i < palette->count; i++) {
		if (palette->entries[i].action == action)
			return;
	}
	/* By what the palette says, and by what the key bar does: "suspend". */
	(void)snprintf(words, sizeof words, "%s %s", _(actions[action].label), _(actions[action].help));
	if (!search_finds(words, pattern) && !search_finds(actions[action].name, pattern))
		return;
	palette->entries[palette->count++] = (struct entry){ action, reason, 0 };
}

static void choose(struct tui *tui, struct palette *palette)
{
	struct frame *subject = tui_subject(tui);
	char pattern[512];
	size_t offers = 0;

	(void)search_pattern(palette->pattern.text, pattern, sizeof pattern);
	palette->count = 0;
	for (size_t i = 0; i < RECENT_MAX && tui->recent[i] != ACT_NONE; i++)
		add_action(tui, palette, tui->recent[i], pattern);
	for (int i = ACT_NONE + 1; i < ACT_COUNT; i++)
		add_action(tui, palette, (enum action)i, pattern);
	if (subject->view->offers && pattern[0])
		offers = subject->view->offers(
			tui, subject->state, pattern, palette->offers, OFFERS_MAX);
	for (size_t i = 0; i < offers; i++)
		palette->entries[palette->count++] = (struct entry){ ACT_NONE, NULL, i };
	list_set_count(&palette->list, palette->count);
	palette->stale = false;
}

static enum err_code palette_open(struct tui *tui, const void *argument, void **ret,
                                  struct err *err)
{
	struct palette *palette = calloc(1, sizeof *palette);

	(void)tui;
	(void)argument;
	if (!palette)
		return err_fail(err, WHY_NO_MEMORY, "palette");
	form_init(&palette->pattern, PATTERN_MAX, NULL);
	list_init(&palette->list);
	palette->stale = true;
	*ret = palette;
	return ERR_OK;
}

static void draw_entry(struct tui *tui, const struct palette *palette, size_t index, int row,
                       struct rect inside)
{
	const struct entry *entry = &palette->entries[index];
	const struct term *term = &tui->term;
	int flags = index == palette->list.cursor ? DRAW_FOCUS : 0;
	int name_cols = inside.cols - 2 - KEYS_COLS - 1;
	enum role role = entry->reason ? ROLE_MUTED : ROLE_TEXT;
	char keys[64], text[512];

	draw_text(term, row, inside.col, inside.cols, role, flags, flags ? ">" : " ");
	if (entry->action == ACT_NONE) {
		const struct offer *offer = &palette->offers[entry->offer];

		draw_text(term, row, inside.col + 2, name_cols, role, flags, offer->label);
		draw_text(term, row, inside.col + 3 + name_cols, KEYS_COLS - 1, ROLE_MUTED, flags,
		        offer->note);
		return;
	}
	if (entry->reason) { /* what cannot be done says why, in full */
		(void)snprintf(text, sizeof text, "%s · %s", _(actions[entry->action].help),
		        entry->reason);
		draw_text(term, row, inside.col + 2, inside.cols - 2, role, flags, text);
		return;
	}
	draw_text(term, row, inside.col + 2, name_cols, role, flags, _(actions[entry->action].help));
	keymap_describe(&tui->keymap, entry->action, true, keys, sizeof keys);
	draw_text(term, row, inside.col + 3 + name_cols, KEYS_COLS - 1, ROLE_KEY, flags, keys);
}

static void palette_draw(struct tui *tui, void *state, struct rect rect)
{
	struct palette *palette = state;
	const struct term *term = &tui->term;
	struct rect box = rect, inside;
	char line[FORM_SIZE];
	int cursor;

	if (box.cols >= BOX_COLS + 8) { /* no slivers of the screen below */
		box.col += (box.cols - BOX_COLS) / 2;
		box.cols = BOX_COLS;
	}
	if (box.rows > BOX_ROWS)
		box.rows = BOX_ROWS;
	inside = rect_inside(box);
	if (palette->stale)
		choose(tui, palette);
	draw_clear(term, box);
	draw_box(term, box, _("Commands"), true);
	draw_text(term, inside.row, inside.col, inside.cols, ROLE_TITLE, 0, " :");
	form_show(&palette->pattern, inside.cols - 4, line, sizeof line, &cursor);
	draw_text(term, inside.row, inside.col + 3, inside.cols - 3, ROLE_TEXT, 0, line);
	list_set_height(&palette->list, inside.rows > 1 ? (size_t)inside.rows - 1 : 0);
	if (palette->count == 0)
		draw_text(term, inside.row + 1, inside.col + 1, inside.cols - 1, ROLE_MUTED, 0,
		        _("No command matches."));
	for (int i = 0; i < inside.rows - 1; i++) {
		size_t index = list_at(&palette->list, i);

		if (index == (size_t)-1)
			break;
		draw_entry(tui, palette, index, inside.row + 1 + i, inside);
	}
	tui->cursor_row = inside.row;
	tui->cursor_col = inside.col + 3 + cursor;
}

static bool palette_text(struct tui *tui, void *state, const struct key *key)
{
	struct palette *palette = state;

	(void)tui;
	if (key->kind == INPUT_PASTE)
		(void)form_paste(&palette->pattern, key->text);
	else if (key->kind == INPUT_CHAR && key->code >= ' ')
		(void)form_type(&palette->pattern, key->code);
	else if (key->kind != INPUT_SPECIAL || key->code != SPECIAL_BACKSPACE ||
	         !form_key(&palette->pattern, key))
		return false;
	palette->stale = true;
	list_go(&palette->list, 0);
	return true;
}

static void remember(struct tui *tui, enum action action)
{
	size_t at = 0;

	while (at < RECENT_MAX - 1 && tui->recent[at] != action && tui->recent[at] != ACT_NONE)
		at++;
	memmove(tui->recent + 1, tui->recent, at * sizeof tui->recent[0]);
	tui->recent[0] = action;
}

static void run(struct tui *tui, const struct palette *palette)
{
	struct entry entry = palette->entries[palette->list.cursor];
	struct offer offer = palette->offers[entry.offer];
	struct frame *subject;

	if (entry.reason) {
		status_warn(&tui->status, "%s", entry.reason);
		return;
	}
	tui_pop(tui);
	if (entry.action != ACT_NONE) {
		remember(tui, entry.action);
		tui_perform(tui, entry.action);
		return;
	}
	subject = tui_subject(tui);
	if (subject->view->take)
		subject->view->take(tui, subject->state, &offer);
}

static bool palette_act(struct tui *tui, void *state, enum action action)
{
	struct palette *palette = state;

	if (palette->stale) /* typed faster than drawn */
		choose(tui, palette);
	if (list_act(&palette->list, action))
		return true;
	switch (action) {
	case ACT_OPEN:
		if (palette->list.cursor < palette->count)
			run(tui, palette);
		return true;
	case ACT_PALETTE:
		tui_pop(tui);
		return true;
	default:
		return false;
	}
}

static bool palette_mouse(struct tui *tui, void *state, const struct key *key)
{
	struct palette *palette = state;
	size_t index = list_at(&palette->list, key->row - tui_top(tui)->rect.row - 2);

	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN)
		list_scroll(&palette->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
	else if (index != (size_t)-1)
		list_go(&palette->list, index);
	if (index != (size_t)-1 && key->mouse == MOUSE_DOUBLE)
		run(tui, palette);
	return true;
}

static void palette_refresh(struct tui *tui, void *state)
{
	(void)tui;
	((struct palette *)state)->stale = true;
}

static void palette_close(struct tui *tui, void *state)
{
	(void)tui;
	free(state);
}

static const char *palette_label(struct tui *tui, void *state, enum action action)
{
	(void)tui;
	(void)state;
	return action == ACT_OPEN ? _("run") : action == ACT_CANCEL ? _("close") : NULL;
}

static const enum action palette_footer[] = { ACT_OPEN, ACT_CANCEL, ACT_NONE };

const struct view view_palette = {
	.name = "palette",
	.where = WHERE_ENTRY,
	.overlay = true,
	.footer = palette_footer,
	.open = palette_open,
	.draw = palette_draw,
	.act = palette_act,
	.label = palette_label,
	.text = palette_text,
	.mouse = palette_mouse,
	.refresh = palette_refresh,
	.close = palette_close,
};
