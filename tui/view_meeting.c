/* A meeting with one student. See meeting_screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/account.h"
#include "core/clock.h"
#include "core/draft.h"
#include "core/language.h"
#include "core/student_name.h"
#include "core/note.h"
#include "tui/follow.h"
#include "tui/meeting_screen.h"
#include "tui/view_choose.h"

static enum err_code open_meeting(
	struct tui *tui, const void *argument, void **ret, struct err *err)
{
	struct meeting_screen *screen = calloc(1, sizeof *screen);
	enum err_code rc;

	if (!screen)
		return err_fail(err, WHY_NO_MEMORY, "meeting");
	screen->tui = tui;
	screen->id = *(const int64_t *)argument;
	screen->framework = tui_framework(tui);
	list_init(&screen->list);
	rc = screen->framework ? meeting_screen_load(screen, err)
			       : err_fail(err, WHY_FRAMEWORK_UNKNOWN, "meeting");
	if (rc) {
		meeting_screen_release(screen);
		return rc;
	}
	meeting_screen_go(screen, screen->past_count ? MROW_PAST : MROW_CAPABILITY);
	*ret = screen;
	return ERR_OK;
}

/* Left: it goes on, or it vanishes where nothing was noted in it. */
static void leave(struct meeting_screen *screen)
{
	struct tui *tui = screen->tui;
	struct meeting_row *row = NULL;
	bool vanished = false, open;
	char undo[32];
	struct err err;

	open = meeting_get(tui->session, screen->id, &row, &err) == ERR_OK &&
	       row->state == MEETING_OPEN;
	free(row);
	if (!open) /* it has ended, or its beginning was undone */
		return;
	if (meeting_leave(tui->session, screen->id, &vanished, &err)) {
		status_error(&tui->status, &err);
	} else if (!vanished) {
		status_say(&tui->status, "%s", _("The meeting stays open: e goes on with it."));
	} else {
		keymap_describe(&tui->keymap, ACT_UNDO, true, undo, sizeof undo);
		tui_saved(tui);
		for (size_t i = 0; i + 1 < tui->depth; i++) { /* this view is gone already */
			if (tui->frames[i].view->refresh)
				tui->frames[i].view->refresh(tui, tui->frames[i].state);
		}
		status_say(&tui->status,
			_("Nothing was noted: this meeting did not begin · %s undo"), undo);
	}
}

static void close_meeting(struct tui *tui, void *state)
{
	(void)tui;
	leave(state);
	meeting_screen_release(state);
}

static void fail(struct meeting_screen *screen, const struct err *err)
{
	status_error(&screen->tui->status, err);
}

void meeting_saved(struct meeting_screen *screen, const char *said)
{
	struct tui *tui = screen->tui;
	char undo[32];
	struct err err;

	tui_saved(tui);
	if (meeting_screen_load(screen, &err))
		fail(screen, &err);
	keymap_describe(&tui->keymap, ACT_UNDO, true, undo, sizeof undo);
	status_say(&tui->status, _("%s · %s undo"), said, undo);
}

/* ---- Moving ------------------------------------------------------------------------ */

/* Not on a heading: on in the same direction, back at the end. */
static void settle_cursor(struct meeting_screen *screen, long by)
{
	struct list *list = &screen->list;

	while (screen->lines[list->cursor].kind == MROW_HEADING) {
		size_t before = list->cursor;

		list_move(list, by);
		if (list->cursor == before)
			by = -by;
	}
}

void meeting_screen_on(struct meeting_screen *screen)
{
	list_move(&screen->list, 1);
	settle_cursor(screen, 1);
}

static void step(struct meeting_screen *screen, int by)
{
	size_t at = screen->list.cursor;

	for (;;) {
		if ((by < 0 && at == 0) || (by > 0 && at + 1 >= screen->list.count))
			return;
		at = by < 0 ? at - 1 : at + 1;
		if (screen->lines[at].kind != MROW_HEADING)
			continue;
		if (by < 0 && at + 1 == screen->list.cursor)
			continue; /* its own heading: to the section before */
		list_go(&screen->list, at + 1);
		return;
	}
}

/* ---- Levels, objectives -------------------------------------------------------------- */

static void rate(struct meeting_screen *screen, int level)
{
	const struct meeting_line *line = meeting_screen_here(screen);
	struct meeting_capability *capability = &screen->capabilities[line->at];
	const struct item *item = &screen->framework->items[capability->item];
	struct occasion occasion;
	char code[CODE_SIZE + 8], said[LABEL_SIZE + 64];
	int before = LEVEL_NONE;
	struct err err;

	meeting_occasion(screen->row, &occasion);
	if (rating_set(screen->tui->session, screen->framework, capability->item,
		    screen->row->student_id, &occasion, level, NULL, &before, &err)) {
		fail(screen, &err);
		return;
	}
	follow_code(item, code);
	if (level == LEVEL_NONE)
		(void)snprintf(said, sizeof said, _("%s cleared"), code);
	else
		(void)snprintf(said, sizeof said, "%s → %s", code,
			framework_level_name(screen->framework, level));
	if (level != LEVEL_NONE)
		meeting_screen_on(screen);
	meeting_saved(screen, said);
}

static void settle(struct meeting_screen *screen, enum objective_state state)
{
	const struct meeting_line *line = meeting_screen_here(screen);
	const struct objective_row *row = &screen->past[line->at];
	struct err err;

	if (state == OBJECTIVE_CARRIED) {
		meeting_type(screen, TYPING_CARRY, 0, line->at, "");
		return;
	}
	if (objective_settle(screen->tui->session, row, state, screen->id, "", &err)) {
		fail(screen, &err);
		return;
	}
	if (state != OBJECTIVE_OPEN)
		meeting_screen_on(screen);
	meeting_saved(screen, objective_state_name(state));
}

static bool act_level(struct meeting_screen *screen, enum action action)
{
	static const enum objective_state states[] = {
		OBJECTIVE_MET, OBJECTIVE_PARTLY, OBJECTIVE_DROPPED, OBJECTIVE_CARRIED};
	const struct meeting_line *line = meeting_screen_here(screen);
	int digit = (int)action - (int)ACT_RATE_1 + 1;

	if (line->kind == MROW_PAST) {
		if (action == ACT_CLEAR)
			settle(screen, OBJECTIVE_OPEN);
		else if (digit >= 1 && digit <= 4)
			settle(screen, states[digit - 1]);
		else
			return false;
		return true;
	}
	if (line->kind != MROW_CAPABILITY)
		return false;
	if (action == ACT_CLEAR)
		rate(screen, LEVEL_NONE);
	else if (action == ACT_NOT_OBSERVED)
		rate(screen, LEVEL_NOT_OBSERVED);
	else if (digit >= 1 && digit <= 6)
		rate(screen, digit);
	else
		return false;
	return true;
}

/* ---- The other actions ------------------------------------------------------------------ */

static void next_presence(struct meeting_screen *screen)
{
	struct meeting_row row = *screen->row;
	struct err err;

	row.presence = (enum presence)((row.presence + 1) % PRESENCE_COUNT);
	if (meeting_set(screen->tui->session, &row, &err))
		fail(screen, &err);
	else
		meeting_saved(screen, presence_name(row.presence));
}

static void show_account(struct meeting_screen *screen)
{
	struct page_view page = {.title = _("Account")};
	struct err err;

	if (account_build(
		    screen->tui->session, screen->id, screen->tui->anonymous, &page.page, &err)) {
		fail(screen, &err);
		return;
	}
	(void)snprintf(page.path, sizeof page.path, _("meeting-%s.html"), screen->row->held_on);
	page.about.student_id = screen->row->student_id;
	if (!tui_push(screen->tui, &view_page, &page))
		page_release(&page.page);
}

static void end(struct meeting_screen *screen)
{
	struct err err;

	if (screen->row->state != MEETING_DONE) {
		if (meeting_end(screen->tui->session, screen->id, screen->row->next_on,
			    screen->row->next_at, &err)) {
			fail(screen, &err);
			return;
		}
		meeting_saved(screen, _("Meeting ended"));
	}
	show_account(screen);
}

static void open_row(struct meeting_screen *screen)
{
	const struct meeting_line *line = meeting_screen_here(screen);

	switch (line->kind) {
	case MROW_PRESENCE:
		next_presence(screen);
		break;
	case MROW_PLACE:
		meeting_type(screen, TYPING_PLACE, 0, 0, screen->row->place);
		break;
	case MROW_CAPABILITY:
		meeting_type(screen, TYPING_OBSERVATION,
			screen->framework->items[screen->capabilities[line->at].item].row.id,
			(size_t)-1, NULL);
		break;
	case MROW_OBSERVATION:
		meeting_type(screen, TYPING_OBSERVATION, 0, line->at, screen->notes[line->at].text);
		break;
	case MROW_OBJECTIVE:
		meeting_type(screen, TYPING_OBJECTIVE, 0, line->at, screen->agreed[line->at].text);
		break;
	case MROW_END:
		end(screen);
		break;
	default:
		(void)meeting_open_field(screen);
	}
}

static void toggle_confidential(struct meeting_screen *screen)
{
	const struct meeting_line *line = meeting_screen_here(screen);
	struct observation_row row;
	struct err err;

	if (line->kind != MROW_OBSERVATION)
		return;
	row = screen->notes[line->at];
	row.confidential = !row.confidential;
	if (observation_put(screen->tui->session, &row, NULL, &err))
		fail(screen, &err);
	else
		meeting_saved(screen, row.confidential ? _("Confidential: in no account nor export")
						       : _("No longer confidential"));
}

static int64_t item_here(const struct meeting_screen *screen)
{
	const struct meeting_line *line = meeting_screen_here(screen);

	return line->kind == MROW_CAPABILITY
		       ? screen->framework->items[screen->capabilities[line->at].item].row.id
		       : 0;
}

/* ---- Adding a capability -------------------------------------------------------------------- */

static void picked(struct tui *tui, void *data, size_t index)
{
	struct meeting_screen *screen = data;
	size_t items[CAPABILITIES_MAX + 1], count = 0;
	struct err err;

	(void)tui;
	for (size_t i = 0; i < screen->capability_count && i < CAPABILITIES_MAX - 1; i++)
		items[count++] = screen->capabilities[i].item;
	items[count++] = screen->framework->leaves[index];
	screen->capability_count = 0;
	if (meeting_choose(tui->session, screen->id, screen->framework, count, items, &err))
		fail(screen, &err);
	meeting_saved(screen, _("Capability added"));
	meeting_screen_go(screen, MROW_CAPABILITY);
	list_move(&screen->list, (long)screen->capability_count - 1);
}

static void add_item(struct meeting_screen *screen)
{
	const struct framework *framework = screen->framework;
	char(*labels)[LABEL_SIZE] = calloc(framework->leaf_count, sizeof *labels);
	struct choose choose = {.title = _("Capability"),
		.count = framework->leaf_count,
		.picked = picked,
		.data = screen};

	if (!labels)
		return;
	for (size_t i = 0; i < framework->leaf_count; i++) {
		const struct item *item = &framework->items[framework->leaves[i]];
		char code[CODE_SIZE + 8];

		follow_code(item, code);
		(void)snprintf(labels[i], LABEL_SIZE, "%.20s %.170s", code, item->row.label);
	}
	choose.labels = (const char(*)[LABEL_SIZE])labels;
	(void)tui_push(screen->tui, &view_choose, &choose);
	free(labels);
}

static bool act(struct tui *tui, void *state, enum action action)
{
	struct meeting_screen *screen = state;
	size_t before = screen->list.cursor;

	if (screen->typing != TYPING_NOTHING && action != ACT_CANCEL) {
		/* Leaving a field with a key that moves takes it. */
		if (!meeting_take(screen))
			return true;
	}
	if (list_act(&screen->list, action)) {
		settle_cursor(screen, screen->list.cursor < before ? -1 : 1);
		return true;
	}
	if (act_level(screen, action))
		return true;
	switch (action) {
	case ACT_OPEN:
	case ACT_TICK:
		open_row(screen);
		return true;
	case ACT_COMMENT:
		meeting_type(screen, TYPING_OBSERVATION, item_here(screen), (size_t)-1, NULL);
		return true;
	case ACT_OBJECTIVE:
		meeting_type(screen, TYPING_OBJECTIVE, item_here(screen), (size_t)-1, NULL);
		return true;
	case ACT_EDITOR:
		if (meeting_screen_here(screen)->kind == MROW_OBSERVATION)
			open_row(screen);
		else
			meeting_type(
				screen, TYPING_OBSERVATION, item_here(screen), (size_t)-1, NULL);
		meeting_edit(screen);
		return true;
	case ACT_CONFIDENTIAL:
		toggle_confidential(screen);
		return true;
	case ACT_ADD_ITEM:
		add_item(screen);
		return true;
	case ACT_NEXT_STEP:
	case ACT_NEXT_PANE:
		step(screen, 1);
		return true;
	case ACT_PREVIOUS_STEP:
	case ACT_PREVIOUS_PANE:
		step(screen, -1);
		return true;
	case ACT_END_MEETING:
		end(screen);
		return true;
	case ACT_ACCOUNT:
		show_account(screen);
		return true;
	case ACT_CANCEL:
	case ACT_BACK:
		tui_pop(tui);
		return true;
	default:
		return false;
	}
}

/* Actions whose keys are text while a field is typed. */
static bool is_letter(enum action action)
{
	switch (action) {
	case ACT_COMMENT:
	case ACT_OBJECTIVE:
	case ACT_CONFIDENTIAL:
	case ACT_ADD_ITEM:
	case ACT_ACCOUNT:
	case ACT_EDITOR:
	case ACT_END_MEETING:
	case ACT_NEXT_STEP:
	case ACT_PREVIOUS_STEP:
	case ACT_BACK:
		return true;
	default:
		return false;
	}
}

/* After the last capability a digit meets a row without a level: that is said. */
static const char *why_no_digit(const struct meeting_screen *screen, size_t digit)
{
	const struct meeting_line *line = meeting_screen_here(screen);

	if (screen->typing != TYPING_NOTHING)
		return "";
	if (line->kind == MROW_PAST)
		return digit <= 4 ? NULL : "";
	if (line->kind == MROW_CAPABILITY)
		return digit <= screen->framework->scale.level_count ? NULL : "";
	return _("No level is given on this row: nothing was changed.");
}

static const char *why_not(struct tui *tui, void *state, enum action action)
{
	const struct meeting_screen *screen = state;
	const struct meeting_line *line = meeting_screen_here(screen);

	(void)tui;
	/* The hand types: the key bar tells how to end that, and nothing a letter would do. */
	if (screen->typing != TYPING_NOTHING &&
		(action == ACT_UNDO || action == ACT_PALETTE || action == ACT_HELP))
		return "";
	if (action >= ACT_RATE_1 && action <= ACT_RATE_6)
		return why_no_digit(screen, (size_t)(action - ACT_RATE_1) + 1);
	if (screen->typing != TYPING_NOTHING && is_letter(action))
		return "";
	if (action == ACT_OPEN || action == ACT_TICK)
		return line->kind == MROW_PAST && screen->typing == TYPING_NOTHING ? "" : NULL;
	if (action == ACT_CONFIDENTIAL)
		return line->kind == MROW_OBSERVATION ? NULL : _("There is no observation here.");
	if (action == ACT_NOT_OBSERVED)
		return line->kind == MROW_CAPABILITY ? NULL : "";
	if (action == ACT_CLEAR)
		return line->kind == MROW_CAPABILITY || line->kind == MROW_PAST ? NULL : "";
	if (action == ACT_LOWER || action == ACT_RAISE || action == ACT_SEARCH ||
		action == ACT_FILTER || action == ACT_SEARCH_NEXT ||
		action == ACT_SEARCH_PREVIOUS || action == ACT_COPY)
		return "";
	return NULL;
}

/* ---- The rest of the table --------------------------------------------------------------------
 */

/* The draft goes to disk once the hand rests. */
static bool idle(struct tui *tui, void *state)
{
	struct meeting_screen *screen = state;
	const char *name = meeting_draft_name(screen->typing);

	(void)tui;
	if (screen->draft_stale && name && screen->typing_at == (size_t)-1)
		draft_save(screen->id, name, screen->form.text);
	screen->draft_stale = false;
	return false;
}

/* Made to leave in the middle of a field: what is typed so far is kept. */
static void commit(struct tui *tui, void *state)
{
	struct meeting_screen *screen = state;

	/* Of a row that is there, and of the place, there is no draft: they are entered. Half a
	 * date is no date. */
	if (screen->form.text[0] &&
		(screen->typing == TYPING_PLACE ||
			(meeting_draft_name(screen->typing) && screen->typing_at != (size_t)-1)))
		(void)meeting_take(screen);
	screen->draft_stale = screen->typing != TYPING_NOTHING;
	(void)idle(tui, state);
}

static bool mouse(struct tui *tui, void *state, const struct key *key)
{
	struct meeting_screen *screen = state;
	size_t at;

	(void)tui;
	if (screen->typing != TYPING_NOTHING)
		return false;
	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN) {
		list_move(&screen->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		settle_cursor(screen, key->mouse == MOUSE_WHEEL_UP ? -1 : 1);
		return true;
	}
	at = rect_holds(screen->rect, key->row, key->col)
		     ? list_at(&screen->list, key->row - screen->rect.row)
		     : (size_t)-1;
	if (at == (size_t)-1 || screen->lines[at].kind == MROW_HEADING)
		return false;
	list_go(&screen->list, at);
	if (key->mouse == MOUSE_DOUBLE)
		open_row(screen);
	return true;
}

static void refresh(struct tui *tui, void *state)
{
	struct meeting_screen *screen = state;
	struct err err;

	screen->framework = tui_framework(tui);
	if (meeting_screen_load(screen, &err))
		fail(screen, &err);
	settle_cursor(screen, 1);
}

static void title(struct tui *tui, void *state, struct title *ret)
{
	struct meeting_screen *screen = state;
	char name[STUDENT_NAME_SIZE];
	int64_t passed = screen->row->opened_at ? clock_now_ms() - screen->row->opened_at : 0;
	int minutes =
		screen->row->state == MEETING_DONE ? screen->row->minutes : (int)(passed / 60000);

	tui_student_name(tui, &screen->student, name, sizeof name);
	(void)snprintf(ret->left, sizeof ret->left, _("Meeting · %.200s"), name);
	(void)snprintf(ret->right, sizeof ret->right, _("%d min"), minutes < 0 ? 0 : minutes);
}

/* What Enter does is the row's. */
static const char *open_label(const struct meeting_screen *screen)
{
	switch (meeting_screen_here(screen)->kind) {
	case MROW_PRESENCE:
	case MROW_OBSERVATION:
	case MROW_OBJECTIVE:
		return _("change");
	case MROW_END:
		return screen->row->state == MEETING_DONE ? _("account") : _("end");
	default:
		return _("write");
	}
}

static const char *label(struct tui *tui, void *state, enum action action)
{
	const struct meeting_screen *screen = state;

	(void)tui;
	if (action == ACT_CANCEL)
		return screen->typing != TYPING_NOTHING ? _("leave the field") : _("close");
	if (action != ACT_OPEN)
		return NULL;
	return screen->typing != TYPING_NOTHING ? _("accept") : open_label(screen);
}

static const enum action footer[] = {ACT_RATE_1, ACT_OPEN, ACT_CONFIDENTIAL, ACT_COMMENT,
	ACT_OBJECTIVE, ACT_NEXT_STEP, ACT_CANCEL, ACT_UNDO, ACT_ADD_ITEM, ACT_ACCOUNT, ACT_PALETTE,
	ACT_BACK, ACT_NONE};

const struct view view_meeting = {
	.name = "meeting",
	.where = WHERE_MEETING,
	.footer = footer,
	.open = open_meeting,
	.draw = meeting_draw,
	.act = act,
	.text = meeting_text,
	.why_not = why_not,
	.label = label,
	.idle = idle,
	.mouse = mouse,
	.refresh = refresh,
	.title = title,
	.commit = commit,
	.close = close_meeting,
};
