/*
 * Help: what the keys do in the view below, narrowed by typing, run by Enter.
 *
 * Letters are text here, so only keys without a letter move or leave.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fold.h"
#include "core/language.h"
#include "core/search.h"
#include "tui/glyph.h"
#include "tui/view.h"

enum { KEYS_COLS = 18, FILTER_MAX = 40 };

struct help {
	struct form filter;
	struct list list;
	enum action shown[ACT_COUNT];
	size_t count;
};

/* The keys of an action; where letters are typed, those that are none. */
static void describe(struct tui *tui, enum action action, char *ret, size_t size)
{
	char all[128];
	size_t length = 0;

	keymap_describe(&tui->keymap, action, false, all, sizeof all);
	if (tui_subject(tui)->view->where != WHERE_GRADES) {
		(void)snprintf(ret, size, "%s", all);
		return;
	}
	ret[0] = '\0';
	for (const char *at = all, *gap; *at; at = gap + strspn(gap, " ")) {
		gap = strstr(at, "  ");
		if (!gap)
			gap = at + strlen(at);
		/* "u", "g n": text there; "?" is a code */
		if ((at[1] == ' ' || gap == at + 1) && !strchr("/:", at[0]))
			continue;
		length += (size_t)snprintf(ret + length, size - length, "%s%.*s",
			length ? "  " : "", (int)(gap - at), at);
		if (length >= size)
			break;
	}
}

static bool matches(struct tui *tui, enum action action, const char *typed, const char *pattern)
{
	char keys[128], plain[512];

	describe(tui, action, keys, sizeof keys);
	(void)fold(keys, strlen(keys), plain, sizeof plain);
	return search_finds(_(actions[action].help), pattern) || strstr(plain, typed) ||
	       search_finds(actions[action].name, pattern);
}

static void choose(struct tui *tui, struct help *help)
{
	char folded[256], pattern[256];

	(void)fold(help->filter.text, help->filter.length, folded, sizeof folded);
	(void)search_pattern(help->filter.text, pattern, sizeof pattern);
	help->count = 0;
	for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
		const char *reason = tui_why_not(tui, (enum action)i);

		/* what cannot be done at the moment is shown too, and says why when run */
		if ((!reason || *reason) && matches(tui, (enum action)i, folded, pattern))
			help->shown[help->count++] = (enum action)i;
	}
	list_set_count(&help->list, help->count);
}

static enum err_code help_open(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	struct help *help = calloc(1, sizeof *help);

	(void)tui;
	(void)argument;
	if (!help)
		return err_fail(err, WHY_NO_MEMORY, "help");
	form_init(&help->filter, FILTER_MAX, NULL);
	list_init(&help->list);
	*ret = help;
	return ERR_OK;
}

/* As wide as is comfortable, in the middle. */
static struct rect box_within(struct rect rect)
{
	struct rect box = rect;

	if (box.cols >= 84) {
		box.col += (box.cols - 76) / 2;
		box.cols = 76;
	}
	return box;
}

/* Which screen the keys are of. */
static const char *place(const struct view *view)
{
	switch (view->where) {
	case WHERE_MAIN:
		return _("Class");
	case WHERE_IMPORT:
		return _("Import");
	case WHERE_MEETING:
		return _("Meeting");
	default:
		return view == &view_history ? _("History") : view == &view_messages ? _("Messages")
		                                                                     : _("Keys");
	}
}

static void help_draw(struct tui *tui, void *state, struct rect rect)
{
	struct help *help = state;
	const struct term *term = &tui->term;
	struct rect box = box_within(rect), inside = rect_inside(box);
	char line[FORM_SIZE], title[256];
	int col, cursor;

	choose(tui, help);
	draw_clear(term, box);
	(void)snprintf(title, sizeof title, "%s · %s", _("Help"), place(tui_subject(tui)->view));
	draw_box(term, box, title, true);
	col = inside.col + 1;
	col += draw_text(term, inside.row, col, inside.cols / 2, ROLE_TITLE, DRAW_TIGHT, _("filter:")) + 1;
	form_show(&help->filter, inside.col + inside.cols - col, line, sizeof line, &cursor);
	draw_text(term, inside.row, col, inside.col + inside.cols - col, ROLE_TEXT, 0, line);
	list_set_height(&help->list, inside.rows > 1 ? (size_t)inside.rows - 1 : 0);
	if (help->count == 0)
		draw_text(term, inside.row + 1, inside.col + 1, inside.cols - 1, ROLE_MUTED, 0,
		        _("No command matches."));
	for (int i = 0; i < inside.rows - 1; i++) {
		size_t index = list_at(&help->list, i);
		int row = inside.row + 1 + i, flags;
		char keys[128];

		if (index == (size_t)-1)
			break;
		flags = index == help->list.cursor ? DRAW_FOCUS : 0;
		describe(tui, help->shown[index], keys, sizeof keys);
		draw_text(term, row, inside.col, 2, ROLE_TEXT, flags, flags ? ">" : " ");
		draw_text(term, row, inside.col + 2, KEYS_COLS - 1, ROLE_KEY, flags, keys);
		draw_text(term, row, inside.col + 1 + KEYS_COLS, 1, ROLE_TEXT, flags, " ");
		draw_text(term, row, inside.col + 2 + KEYS_COLS, inside.cols - 2 - KEYS_COLS,
		        ROLE_TEXT, flags, _(actions[help->shown[index]].help));
	}
	tui->cursor_row = inside.row;
	tui->cursor_col = col + cursor;
}

static bool help_text(struct tui *tui, void *state, const struct key *key)
{
	struct help *help = state;

	(void)tui;
	if (key->kind == INPUT_PASTE) {
		(void)form_paste(&help->filter, key->text);
		return true;
	}
	/* a second ? closes, as the first opened */
	if (key->kind == INPUT_CHAR && key->code == '?') {
		tui_pop(tui);
		return true;
	}
	if (key->kind == INPUT_CHAR && key->code >= ' ') {
		(void)form_type(&help->filter, key->code);
		list_go(&help->list, 0);
		return true;
	}
	if (key->kind == INPUT_SPECIAL && key->code == SPECIAL_BACKSPACE)
		return form_key(&help->filter, key);
	return false;
}

static bool help_act(struct tui *tui, void *state, enum action action)
{
	struct help *help = state;

	choose(tui, help); /* typed faster than drawn */
	if (list_act(&help->list, action))
		return true;
	switch (action) {
	case ACT_OPEN:
		if (help->list.cursor < help->count) {
			enum action chosen = help->shown[help->list.cursor];

			tui_pop(tui);
			tui_perform(tui, chosen);
		}
		return true;
	case ACT_HELP:
		tui_pop(tui);
		return true;
	default:
		return false;
	}
}

static bool help_mouse(struct tui *tui, void *state, const struct key *key)
{
	struct help *help = state;
	size_t index = list_at(&help->list, key->row - tui_top(tui)->rect.row - 2);

	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN)
		list_scroll(&help->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
	else if (index != (size_t)-1)
		list_go(&help->list, index);
	return true;
}

static void help_close(struct tui *tui, void *state)
{
	(void)tui;
	free(state);
}

static const char *help_label(struct tui *tui, void *state, enum action action)
{
	(void)tui;
	(void)state;
	return action == ACT_OPEN ? _("run") : action == ACT_HELP ? _("close") : NULL;
}

static const enum action help_footer[] = { ACT_OPEN, ACT_CANCEL, ACT_NONE };

const struct view view_help = {
	.name = "help",
	.where = WHERE_ENTRY,
	.overlay = true,
	.footer = help_footer,
	.open = help_open,
	.draw = help_draw,
	.act = help_act,
	.label = help_label,
	.text = help_text,
	.mouse = help_mouse,
	.close = help_close,
};
