/* Key → action → view → redraw. See loop.h. */
#include "tui/loop.h"

#include <stdio.h>
#include <string.h>

#include "core/history.h"
#include "core/language.h"
#include "tui/glyph.h"
#include "tui/prefer.h"
#include "tui/view.h"

enum {
	LEAST_ROWS = 10,
	LEAST_COLS = 40,
	LEAST_PLACE = 12, /* columns of the title below which a name says nothing */
	HINTS_MAX = 32,
	HINT_MS = 500, /* how long a prefix waits before its keys are shown */
};

/* Keys typed so far of a binding of several. */
struct pending {
	uint32_t keys[KEYMAP_KEYS_MAX];
	int length;
	bool hinted;
};

static bool allowed(void *data, enum action action)
{
	struct tui *tui = data;
	const struct view *view = tui_top(tui)->view;

	if (tui->prompt.kind != PROMPT_NONE)
		return action != ACT_HELP;
	if (view->overlay) /* where letters are text, "?" is one too */
		return (actions[action].where & view->where) != 0 &&
		       (action != ACT_HELP || !view->text || view == &view_help);
	return tui_why_not(tui, action) == NULL;
}

static const char *label(void *data, enum action action)
{
	struct tui *tui = data;
	struct frame *top = tui_top(tui);

	if (tui->prompt.kind != PROMPT_NONE)
		return prompt_label(tui, action);
	return top->view->label ? top->view->label(tui, top->state, action) : NULL;
}

static int shown_width(const struct term *term, const char *text)
{
	char clean[1024];

	(void)glyph_clean(text, term->ascii, clean, sizeof clean);
	return glyph_width(clean);
}

static void draw_title(struct tui *tui)
{
	struct frame *frame = tui_subject(tui);
	const struct term *term = &tui->term;
	struct title title = {"", ""};
	char left[320], right[640], saved[64] = "";
	int cols, room, at;

	if (frame->view->title)
		frame->view->title(tui, frame->state, &title);
	if (tui->saved_at[0])
		(void)snprintf(saved, sizeof saved, _("saved %s"), tui->saved_at);
	(void)snprintf(left, sizeof left, " suivi%s%s", title.left[0] ? " · " : "", title.left);
	draw_text(term, 0, 0, term->cols, ROLE_TITLE, 0, left);
	/* the time stays; of a long name what there is room for */
	room = term->cols - shown_width(term, left) - 3;
	cols = shown_width(term, saved);
	if (cols > room && !title.right[0]) { /* the hour alone says it too */
		(void)snprintf(saved, sizeof saved, "%s", tui->saved_at);
		cols = shown_width(term, saved);
	}
	if (cols > room)
		saved[0] = '\0';
	if (saved[0]) {
		draw_text(term, 0, term->cols - cols - 1, cols, ROLE_TEXT, 0, saved);
		room -= cols + 3;
	}
	if (!title.right[0] || (shown_width(term, title.right) > room && room < LEAST_PLACE))
		return;
	(void)glyph_fit(title.right, room, term->ascii, right, sizeof right);
	at = term->cols - 1 - (saved[0] ? cols + 3 : 0) - glyph_width(right);
	draw_text(term, 0, at, glyph_width(right), ROLE_TEXT, 0, right);
	if (saved[0])
		draw_text(term, 0, at + glyph_width(right), 3, ROLE_TEXT, 0, " · ");
}

/* One key that may follow, at col or, past the edge, at the start of the row below. */
struct hint {
	const struct binding *binding;
	char name[32], what[96];
	int row, col, key_cols;
};

/* Where each hint goes. Returns how many rows they take. */
static int place_hints(struct tui *tui, const struct pending *pending, int first_col,
	struct hint hints[HINTS_MAX], int *ret_count)
{
	const struct term *term = &tui->term;
	int col = first_col, row = 0, where = tui_top(tui)->view->where;

	*ret_count = 0;
	for (size_t i = 0; i < tui->keymap.count && *ret_count < HINTS_MAX; i++) {
		const struct binding *binding = &tui->keymap.bindings[i];
		const struct action_info *info = &actions[binding->action];
		struct hint *hint = &hints[*ret_count];
		int cols;

		if (!(info->where & where) || binding->length <= pending->length ||
			memcmp(binding->keys, pending->keys,
				(size_t)pending->length * sizeof binding->keys[0]) != 0 ||
			tui_why_not(tui, binding->action))
			continue;
		keymap_key_name(binding->keys[pending->length], hint->name, sizeof hint->name);
		(void)snprintf(hint->what, sizeof hint->what, "%s", _(info->label));
		hint->key_cols = shown_width(term, hint->name);
		cols = hint->key_cols + 1 + shown_width(term, hint->what);
		if (col + cols >= term->cols && col > first_col) {
			row++;
			col = first_col;
		}
		hint->row = row;
		hint->col = col;
		col += cols + 2;
		(*ret_count)++;
	}
	return row + 1;
}

/* " g  g top  m messages": what may follow the keys typed so far. */
static void draw_hints(struct tui *tui, const struct pending *pending, int row)
{
	const struct term *term = &tui->term;
	struct hint hints[HINTS_MAX];
	int col = 1, count, rows;

	for (int k = 0; k < pending->length; k++) {
		char name[32];

		keymap_key_name(pending->keys[k], name, sizeof name);
		col += shown_width(term, name) + 1;
	}
	rows = place_hints(tui, pending, col + 1, hints, &count);
	if (!pending->hinted)
		rows = 1;
	row -= rows - 1;
	if (rows > 1)
		draw_clear(term, (struct rect){row, 0, rows, term->cols});
	col = 1;
	for (int k = 0; k < pending->length; k++) {
		char name[32];

		keymap_key_name(pending->keys[k], name, sizeof name);
		col += draw_text(term, row, col, term->cols - col, ROLE_KEY, DRAW_TIGHT, name) + 1;
	}
	for (int i = 0; i < count && pending->hinted; i++) {
		const struct hint *hint = &hints[i];

		draw_text(term, row + hint->row, hint->col, term->cols - hint->col, ROLE_KEY,
			DRAW_TIGHT, hint->name);
		draw_text(term, row + hint->row, hint->col + hint->key_cols + 1,
			term->cols - hint->col - hint->key_cols - 1, ROLE_TEXT, DRAW_TIGHT,
			hint->what);
	}
}

static void draw_footer(struct tui *tui, int row)
{
	static const enum action none[] = {ACT_NONE};
	const struct term *term = &tui->term;
	const struct view *view = tui_top(tui)->view;

	tui->footer.typed = tui_top(tui)->view->where == WHERE_GRADES;
	footer_build(&tui->footer, &tui->keymap,
		tui->prompt.kind != PROMPT_NONE ? prompt_footer(tui)
		: view->footer                  ? view->footer
						: none,
		tui->levels, term->cols, term->ascii, allowed, label, tui);
	for (size_t i = 0; i < tui->footer.count; i++) {
		const struct footer_item *item = &tui->footer.items[i];

		draw_text(term, row, item->col, item->key_cols, ROLE_KEY, 0, item->key);
		draw_text(term, row, item->col + item->key_cols + 1,
			item->cols - item->key_cols - 1, ROLE_TEXT, 0, item->label);
	}
}

static void draw_views(struct tui *tui)
{
	struct rect body = {1, 0, tui->term.rows - 3, tui->term.cols};
	size_t first = tui->depth - 1;

	while (first > 0 && tui->frames[first].view->overlay)
		first--;
	for (size_t i = first; i < tui->depth; i++) {
		tui->cursor_row = -1;
		tui->frames[i].rect = body;
		tui->frames[i].view->draw(tui, tui->frames[i].state, body);
	}
}

/* A long message takes the rows above too: nothing of what to do may be cut off. */
static void draw_message(struct tui *tui)
{
	const struct term *term = &tui->term;
	const struct status_line *now = &tui->status.now;
	struct rect rect = {0, 1, 0, term->cols - 2};
	int most = term->rows / 2, lines = draw_wrapped(term, rect, now->role, 0, now->text);

	rect.rows = lines < 1 ? 1 : lines > most ? most : lines;
	rect.row = term->rows - 1 - rect.rows;
	if (rect.rows > 1)
		draw_clear(term, (struct rect){rect.row, 0, rect.rows, term->cols});
	draw_wrapped(term, rect, now->role, 0, now->text);
}

static void draw(struct tui *tui, const struct pending *pending)
{
	struct term *term = &tui->term;
	struct rect screen = {0, 0, term->rows, term->cols};

	draw_clear(term, screen);
	tui->cursor_row = -1;
	if (tui->cover.on) {
		cover_draw(term);
	} else if (term->rows < LEAST_ROWS || term->cols < LEAST_COLS) {
		draw_wrapped(term, screen, ROLE_TEXT, 0,
			_("Enlarge the window (at least 40x10). Everything is saved."));
	} else {
		draw_views(tui);
		draw_title(tui);
		draw_footer(tui, term->rows - 1);
		if (tui->prompt.kind != PROMPT_NONE)
			prompt_draw(tui, term->rows - 2);
		else if (pending->length > 0)
			draw_hints(tui, pending, term->rows - 2);
		else
			draw_message(tui);
	}
	term_cursor(term, tui->cursor_row, tui->cursor_col);
}

static void undo(struct tui *tui, bool back)
{
	char what[256], key[64];
	struct batch_row batch;
	struct err err;
	enum err_code rc;

	rc = back ? history_undo(tui->session, &batch, &err)
		  : history_redo(tui->session, &batch, &err);
	if (rc) {
		status_error(&tui->status, &err);
		return;
	}
	tui_batch_words(tui, &batch, what, sizeof what);
	keymap_describe(&tui->keymap, back ? ACT_REDO : ACT_UNDO, true, key, sizeof key);
	if (back)
		status_say(&tui->status, _("Undone: %s · %s redo"), what, key);
	else
		status_say(&tui->status, _("Redone: %s · %s undo"), what, key);
	tui_saved(tui);
	tui_refresh(tui);
}

static void quit_picked(struct tui *tui, void *data, int button)
{
	(void)data;
	if (button == 1)
		tui->leaving = true;
}

static void back(struct tui *tui)
{
	if (tui->depth > 1) {
		tui_pop(tui);
		return;
	}
	prompt_buttons(tui,
		tui->session->demo ? _("Nothing of the demonstration is kept. Leave suivi?")
				   : _("Everything is saved. Leave suivi?"),
		(const char *const[]){_("Stay"), _("Leave"), NULL}, quit_picked, NULL);
}

/* What works everywhere. */
static void common_action(struct tui *tui, enum action action)
{
	switch (action) {
	case ACT_UNDO:
	case ACT_REDO:
		undo(tui, action == ACT_UNDO);
		break;
	case ACT_CANCEL:
		tui_pop(tui);
		break;
	case ACT_BACK:
		back(tui);
		break;
	case ACT_QUIT:
		tui->leaving = true;
		break;
	case ACT_HELP:
		(void)tui_push(tui, &view_help, NULL);
		break;
	case ACT_PALETTE:
		(void)tui_push(tui, &view_palette, NULL);
		break;
	case ACT_GO_MESSAGES:
		(void)tui_push(tui, &view_messages, NULL);
		break;
	case ACT_HIDE_NAMES:
		tui->anonymous = !tui->anonymous;
		if (tui->anonymous) /* they name students */
			status_forget(&tui->status);
		status_say(&tui->status,
			tui->anonymous ? _("Names are hidden.") : _("Names are shown."));
		tui_refresh(tui);
		break;
	case ACT_SAVE:
		status_say(&tui->status, _("Already saved: every change is written at once."));
		break;
	case ACT_REDRAW:
		tui->whole = true;
		break;
	case ACT_COVER:
		tui->cover.on = true;
		break;
	case ACT_SUSPEND:
		term_suspend(&tui->term);
		tui->whole = true;
		break;
	default:
		(void)prefer_act(tui, action);
		break;
	}
}

void tui_perform(struct tui *tui, enum action action)
{
	struct frame *top = tui_top(tui);
	const char *reason = NULL;

	status_clear(&tui->status);
	tui->dirty = true;
	if (!top->view->overlay)
		reason = tui_why_not(tui, action);
	if (reason) {
		if (*reason)
			status_warn(&tui->status, "%s", reason);
		return;
	}
	if (!top->view->act(tui, top->state, action))
		common_action(tui, action);
}

static void unknown(struct tui *tui, const struct pending *pending)
{
	char keys[128] = "", help[64];

	for (int i = 0; i < pending->length; i++) {
		char name[32];
		size_t at = strlen(keys);

		keymap_key_name(pending->keys[i], name, sizeof name);
		(void)snprintf(keys + at, sizeof keys - at, "%s%s", i > 0 ? " " : "", name);
	}
	keymap_describe(&tui->keymap, ACT_HELP, true, help, sizeof help);
	status_say(&tui->status, _("The key %s does nothing here · %s help"), keys, help);
	tui->dirty = true;
}

static void press(struct tui *tui, struct pending *pending, const struct key *key)
{
	enum action action;

	pending->keys[pending->length++] =
		key->kind == INPUT_SPECIAL ? KEYMAP_SPECIAL + key->code : key->code;
	tui->dirty = true;
	switch (keymap_find(
		&tui->keymap, tui_top(tui)->view->where, pending->keys, pending->length, &action)) {
	case KEYMAP_ACTION:
		pending->length = 0;
		tui_perform(tui, action);
		break;
	case KEYMAP_PREFIX:
		break;
	case KEYMAP_NOTHING:
		/* Escape gives up a prefix, and nothing else */
		if (pending->length < 2 ||
			pending->keys[pending->length - 1] != KEYMAP_SPECIAL + SPECIAL_ESCAPE)
			unknown(tui, pending);
		pending->length = 0;
		break;
	}
	pending->hinted = false;
}

static void mouse(struct tui *tui, const struct key *key)
{
	struct frame *top = tui_top(tui);

	if (tui->prompt.kind != PROMPT_NONE) {
		if (key->mouse == MOUSE_CLICK && key->row == tui->term.rows - 1)
			prompt_click(tui, -1, footer_at(&tui->footer, key->col));
		else if (key->mouse == MOUSE_CLICK && key->row == tui->term.rows - 2)
			prompt_click(tui, key->col, ACT_NONE);
		return;
	}
	if (key->row == tui->term.rows - 1) {
		enum action action = footer_at(&tui->footer, key->col);

		/* a range of levels is shown, not a key to click on */
		if (action != ACT_NONE && action != ACT_RATE_1 && key->mouse == MOUSE_CLICK)
			tui_perform(tui, action);
	} else if (top->view->mouse && rect_holds(top->rect, key->row, key->col)) {
		if (top->view->mouse(tui, top->state, key))
			tui->dirty = true;
	}
}

static void take(struct tui *tui, struct pending *pending, const struct key *key)
{
	struct frame *top = tui_top(tui);

	if (cover_take(&tui->cover, key)) {
		pending->length = 0;
		tui->dirty = tui->whole = true;
		return;
	}
	switch (key->kind) {
	case INPUT_NONE:
		return;
	case INPUT_END:
		tui->leaving = true;
		return;
	case INPUT_RESIZE:
		tui->dirty = tui->whole = true;
		return;
	case INPUT_MOUSE:
		pending->length = 0;
		mouse(tui, key);
		return;
	case INPUT_CHAR:
	case INPUT_SPECIAL:
	case INPUT_PASTE:
		break;
	}
	if (prompt_key(tui, key))
		return;
	if (pending->length == 0 && top->view->text && top->view->text(tui, top->state, key)) {
		tui->dirty = true;
		return;
	}
	if (key->kind != INPUT_PASTE)
		press(tui, pending, key);
}

/* Take in what another program, or we, changed in the file. */
static void look_again(struct tui *tui)
{
	bool changed = false;
	struct err err;

	if (session_refresh(tui->session, &changed, &err)) {
		if (tui_replaced(tui, &err))
			return;
		status_error(&tui->status, &err);
		tui->dirty = true;
	} else if (changed) {
		tui_refresh(tui);
	}
}

/*
 * Look at the file and draw what is to be drawn, all read at one moment. That
 * is over before the terminal is waited for. Several keys in a row are drawn once.
 */
static void show(struct tui *tui, const struct pending *pending, bool look)
{
	struct db *db = tui->session->db;
	bool drawn;

	db_read_begin(db);
	if (look)
		look_again(tui);
	drawn = tui->dirty && !tui->leaving && !term_pending();
	if (drawn)
		draw(tui, pending);
	db_read_end(db);
	if (!drawn)
		return;
	term_show(&tui->term, tui->whole);
	tui->dirty = tui->whole = false;
}

/* A slice of the backup that each opening makes. Returns whether more is left. */
static bool back_up(struct tui *tui)
{
	bool done = true;
	struct err err;

	if (!tui->backup)
		return false;
	if (db_backup_step(tui->backup, &done, &err)) {
		status_error(&tui->status, &err);
		tui->dirty = true;
		done = true;
	}
	if (done) {
		db_backup_stop(tui->backup);
		tui->backup = NULL;
	}
	return !done;
}

/*
 * One slice: ready to write first, since the first key may be a level; then the
 * topmost view that has work. Returns whether more is left.
 */
static bool idle(struct tui *tui)
{
	if (db_get_ready(tui->session->db))
		return true;
	for (size_t i = tui->depth; i-- > 0;) {
		struct frame *frame = &tui->frames[i];

		if (frame->view->idle && frame->view->idle(tui, frame->state))
			return true;
	}
	return back_up(tui);
}

void loop_run(struct tui *tui)
{
	struct pending pending = {.length = 0};
	bool working = true;
	struct err err;

	tui->dirty = tui->whole = true;
	show(tui, &pending, false); /* the first frame waits for nothing else */
	if (!tui->session->demo && !db_is_read_only(tui->session->db) &&
		db_backup_begin(tui->session->db, "open", &tui->backup, &err)) {
		status_error(&tui->status, &err);
		tui->dirty = true;
	}
	while (!tui->leaving) {
		struct key key;
		int wait = working ? 0 : cover_wait(&tui->cover);
		bool hinting = pending.length > 0 && !pending.hinted && !working && !tui->cover.on;

		if (tui->dirty)
			show(tui, &pending, false);
		if (hinting)
			wait = HINT_MS;
		term_read_key(&tui->term, wait, &key);
		if (key.kind != INPUT_NONE) {
			take(tui, &pending, &key);
			cover_awake(&tui->cover);
			show(tui, &pending, true);
			working = true;
		} else if (working) {
			working = idle(tui);
		} else if (hinting) {
			pending.hinted = tui->dirty = true;
		} else if (cover_fall(&tui->cover)) {
			tui->dirty = true;
		}
	}
}
