/*
 * A numbered sheet of capabilities, one key each: the student's own view, a
 * peer's, or a paper that comes back from the field, typed by number.
 *
 * In the student's own view nothing else of the program can be reached: no
 * note, no other level, no other student; it is left with the code that was
 * chosen when it was opened.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/internship.h"
#include "core/language.h"
#include "core/student_name.h"
#include "core/paper.h"
#include "core/rating_list.h"
#include "tui/follow.h"
#include "tui/sheet.h"

enum { DETAIL_ROWS = 4 };

struct sheet {
	struct tui *tui;
	struct sheet_about about;
	struct student_row student;
	struct internship_row *internship; /* owned; NULL: none */
	const struct framework *framework;
	size_t *items, count;
	int *levels;
	char **notes; /* one's own words per item; NULL: none */
	struct list list;
	struct rect rect;
	bool ended; /* the last line was just given its level: a further digit is nobody's */
};

static void release(struct sheet *sheet)
{
	for (size_t i = 0; sheet->notes && i < sheet->count; i++)
		free(sheet->notes[i]);
	free(sheet->notes);
	free(sheet->internship);
	free(sheet->items);
	free(sheet->levels);
	free(sheet);
}

static void close_sheet(struct tui *tui, void *state)
{
	(void)tui;
	release(state);
}

static void set_note(struct sheet *sheet, size_t at, const char *text)
{
	free(sheet->notes[at]);
	sheet->notes[at] = text && *text ? strdup(text) : NULL;
}

/* In order of date and moment: the last words on an item stay. */
static bool take_note(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct sheet *sheet = ctx;

	(void)person;
	if (row->kind != KIND_SELF)
		return true;
	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->framework->items[sheet->items[i]].row.id == row->item_id)
			set_note(sheet, i, comment);
	}
	return true;
}

/* The newest of one's own levels: what was said before may be changed. */
static enum err_code load_levels(struct sheet *sheet, struct err *err)
{
	struct rating_list list = {0};
	enum err_code rc;

	if (sheet->about.kind != SHEET_SELF)
		return ERR_OK; /* a paper is typed as it is, a peer sees nothing */
	rc = rating_list_load(
		sheet->tui->session, sheet->framework, sheet->about.student_id, &list, err);
	for (size_t i = 0; i < sheet->count && !rc; i++)
		sheet->levels[i] = rating_list_newest(&list,
			sheet->framework->items[sheet->items[i]].leaf_index, SOURCE_SELF, NULL, NULL);
	rating_list_release(&list);
	if (!rc)
		rc = db_rating_each(
			sheet->tui->session->db, sheet->about.student_id, 0, take_note, sheet, err);
	return rc;
}

static enum err_code load(struct sheet *sheet, struct err *err)
{
	struct paper_about paper = {
		.student_id = sheet->about.student_id, .internship_id = sheet->about.internship_id};
	size_t count = 0;
	enum err_code rc = db_student_by_id(
		sheet->tui->session->db, sheet->about.student_id, &sheet->student, err);

	if (sheet->about.internship_id) {
		paper.kind = PAPER_INTERNSHIP;
		if (!rc)
			rc = db_internship_get(sheet->tui->session->db, sheet->about.internship_id,
				&sheet->internship, &count, err);
	}
	sheet->items = calloc(sheet->framework->leaf_count + 1, sizeof *sheet->items);
	sheet->levels = calloc(sheet->framework->leaf_count + 1, sizeof *sheet->levels);
	sheet->notes = calloc(sheet->framework->leaf_count + 1, sizeof *sheet->notes);
	if (!rc && (!sheet->items || !sheet->levels || !sheet->notes))
		rc = err_fail(err, WHY_NO_MEMORY, "sheet");
	if (!rc)
		rc = paper_items(sheet->tui->session, sheet->framework, &paper, sheet->items,
			&sheet->count, err);
	list_set_count(&sheet->list, sheet->count);
	return rc ? rc : load_levels(sheet, err);
}

static enum err_code open_sheet(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	struct sheet *sheet = calloc(1, sizeof *sheet);
	struct paper_about paper = {.kind = PAPER_SELF};
	enum err_code rc;

	if (!sheet)
		return err_fail(err, WHY_NO_MEMORY, "sheet");
	sheet->tui = tui;
	sheet->about = *(const struct sheet_about *)argument;
	sheet->framework = tui_framework(tui);
	list_init(&sheet->list);
	rc = sheet->framework ? ERR_OK : err_fail(err, WHY_FRAMEWORK_UNKNOWN, "sheet");
	if (!rc && sheet->about.internship_id) {
		paper.kind = PAPER_INTERNSHIP;
		paper.internship_id = sheet->about.internship_id;
		rc = paper_framework(
			tui->session, &paper, sheet->framework, &sheet->framework, err);
	}
	if (!rc)
		rc = load(sheet, err);
	if (rc) {
		release(sheet);
		return rc;
	}
	tui->levels = (int)sheet->framework->scale.level_count;
	*ret = sheet;
	return ERR_OK;
}

/* ---- Drawing --------------------------------------------------------------------- */

static void draw_row(struct sheet *sheet, int row, size_t at)
{
	const struct term *term = &sheet->tui->term;
	const struct item *item = &sheet->framework->items[sheet->items[at]];
	bool here = at == sheet->list.cursor;
	int flags = here ? DRAW_FOCUS : 0, level = sheet->levels[at];
	int levels = (int)sheet->framework->scale.level_count;
	char text[512], code[CODE_SIZE + 8], cell[LABEL_SIZE + 16];

	follow_code(item, code);
	(void)snprintf(text, sizeof text, "%s%3zu  %s %.200s", here ? "> " : "  ", at + 1, code,
		item->row.label);
	draw_text(term, row, sheet->rect.col, sheet->rect.cols, ROLE_TEXT, flags, text);
	if (level > 0)
		(void)snprintf(cell, sizeof cell, "[%d]%s %.60s", level,
			sheet->notes[at] ? "*" : "", framework_level_name(sheet->framework, level));
	else
		(void)snprintf(cell, sizeof cell, "[%s]%s",
			level == LEVEL_NOT_OBSERVED ? _("NO") : " ", sheet->notes[at] ? "*" : "");
	draw_text(term, row, sheet->rect.col + sheet->rect.cols - 18, 17,
		level > 0 ? theme_level(level, levels) : ROLE_TEXT, flags, cell);
	if (here) {
		sheet->tui->cursor_row = row;
		sheet->tui->cursor_col = sheet->rect.col;
	}
}

static const char *title_of(const struct sheet *sheet)
{
	switch (sheet->about.kind) {
	case SHEET_SELF:
		return _("Self-assessment");
	case SHEET_PEER:
		return _("Peer feedback");
	default:
		return _("Internship assessment");
	}
}

/* The whole text, then one's own words on it. */
static void draw_detail(const struct sheet *sheet, struct rect rect)
{
	const struct item *item = &sheet->framework->items[sheet->items[sheet->list.cursor]];
	const char *note = sheet->notes[sheet->list.cursor];
	char text[3 * COMMENT_SIZE];

	(void)snprintf(text, sizeof text, note ? _("%s · “%s”") : "%s", item->row.text, note);
	draw_wrapped(&sheet->tui->term, rect, ROLE_TEXT, 0, text);
}

static void draw_sheet(struct tui *tui, void *state, struct rect rect)
{
	struct sheet *sheet = state;
	bool detail = rect.rows >= 14 && sheet->count > 0;
	struct rect box = {
		rect.row, rect.col, detail ? rect.rows - DETAIL_ROWS : rect.rows, rect.cols};

	draw_box(&tui->term, box, title_of(sheet), true);
	sheet->rect = rect_inside(box);
	list_set_height(&sheet->list, (size_t)sheet->rect.rows);
	for (int i = 0; i < sheet->rect.rows; i++) {
		size_t at = list_at(&sheet->list, i);

		if (at == (size_t)-1)
			break;
		draw_row(sheet, sheet->rect.row + i, at);
	}
	if (detail) {
		struct rect below = {box.row + box.rows - 1, box.col, DETAIL_ROWS + 1, box.cols};

		draw_box(&tui->term, below, _("Detail"), false);
		draw_detail(sheet, rect_inside(below));
	}
}

/* ---- Rating ------------------------------------------------------------------------ */

static enum err_code write_level(
	struct sheet *sheet, size_t at, int level, const char *comment, struct err *err)
{
	struct session *session = sheet->tui->session;
	struct occasion occasion = {.kind = KIND_SELF};
	const char *const comments[] = {comment};
	struct placement placement = {.occasion = &occasion,
		.paper = sheet->about.paper,
		.count = 1,
		.items = &sheet->items[at],
		.levels = &level,
		.comments = comments};

	memcpy(occasion.held_on, sheet->about.held_on, sizeof occasion.held_on);
	switch (sheet->about.kind) {
	case SHEET_SELF:
		return rating_set(session, sheet->framework, sheet->items[at],
			sheet->about.student_id, &occasion, level, comment, NULL, err);
	case SHEET_PEER:
		return peer_rate(session, sheet->framework, sheet->items[at],
			sheet->about.student_id, sheet->about.peer_id, sheet->about.held_on, level,
			comment, err);
	default:
		occasion.kind = KIND_INTERNSHIP;
		memcpy(occasion.person, sheet->about.person, sizeof occasion.person);
		return internship_assess(
			session, sheet->internship, sheet->framework, &placement, err);
	}
}

static void rate(struct sheet *sheet, int level)
{
	size_t at = sheet->list.cursor;
	char code[CODE_SIZE + 8];
	struct err err;

	if (sheet->count == 0)
		return;
	if (write_level(sheet, at, level, NULL, &err)) {
		status_error(&sheet->tui->status, &err);
		return;
	}
	sheet->levels[at] = level;
	tui_saved(sheet->tui);
	follow_code(&sheet->framework->items[sheet->items[at]], code);
	status_say(&sheet->tui->status, "%zu · %s → %s", at + 1, code,
		level == LEVEL_NONE ? "–" : framework_level_name(sheet->framework, level));
	sheet->ended = level != LEVEL_NONE && at + 1 == sheet->count;
	if (level != LEVEL_NONE)
		list_move(&sheet->list, 1);
}

/* After the last line a digit would replace what was just given there: told. */
static bool refuse_beyond(struct sheet *sheet, enum action action)
{
	bool again = (action >= ACT_RATE_1 && action <= ACT_RATE_6) || action == ACT_NOT_OBSERVED;

	if (!again || !sheet->ended) {
		sheet->ended = false;
		return false;
	}
	term_bell();
	status_warn(&sheet->tui->status, "%s",
		_("The last one is rated already: nothing changed · an arrow, then the digit, "
		  "changes it."));
	return true;
}

static void comment_done(struct tui *tui, void *data, const char *text)
{
	struct sheet *sheet = data;
	size_t at = sheet->list.cursor;
	struct err err;

	if (!text)
		return;
	if (write_level(sheet, at, sheet->levels[at], text, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	set_note(sheet, at, text);
	tui_saved(tui);
	status_say(&tui->status, "%s", _("Noted"));
}

/* ---- Leaving ------------------------------------------------------------------------- */

static void code_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet *sheet = data;
	struct err err;

	if (!text)
		return;
	if (strcmp(text, sheet->about.code) == 0) {
		tui_pop(tui);
		return;
	}
	(void)err_fail(&err, WHY_CODE_WRONG, "self");
	status_error(&tui->status, &err);
}

static void leave(struct sheet *sheet)
{
	if (sheet->about.kind == SHEET_SELF)
		prompt_line(
			sheet->tui, _("Code to leave this view:"), "", 40, code_typed, NULL, sheet);
	else
		tui_pop(sheet->tui);
}

static bool act_sheet(struct tui *tui, void *state, enum action action)
{
	struct sheet *sheet = state;
	int digit = (int)action - (int)ACT_RATE_1 + 1;

	if (refuse_beyond(sheet, action) || list_act(&sheet->list, action))
		return true;
	if (digit >= 1 && digit <= 6) {
		rate(sheet, digit);
		return true;
	}
	switch (action) {
	case ACT_CLEAR:
		rate(sheet, LEVEL_NONE);
		return true;
	case ACT_NOT_OBSERVED:
		rate(sheet, LEVEL_NOT_OBSERVED);
		return true;
	case ACT_COMMENT:
		if (sheet->count == 0)
			return true;
		prompt_line(tui, _("In your own words:"),
			sheet->notes[sheet->list.cursor] ? sheet->notes[sheet->list.cursor] : "",
			1000, comment_done, NULL, sheet);
		prompt_keep(tui);
		return true;
	case ACT_REDRAW:
	case ACT_SAVE:
	case ACT_SUSPEND:
		return sheet->about.kind == SHEET_SELF && action == ACT_SUSPEND;
	case ACT_HELP:
		return false; /* the keys of this screen only */
	case ACT_BACK:
	case ACT_CANCEL:
	case ACT_QUIT:
		leave(sheet);
		return true;
	default:
		return sheet->about.kind == SHEET_SELF; /* nothing else is here for a student */
	}
}

static const char *why_not(struct tui *tui, void *state, enum action action)
{
	const struct sheet *sheet = state;

	(void)tui;
	if (action >= ACT_RATE_1 && action <= ACT_RATE_6)
		return (size_t)(action - ACT_RATE_1) < sheet->framework->scale.level_count ? NULL
											   : "";
	switch (action) {
	case ACT_UP:
	case ACT_DOWN:
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
	case ACT_TOP:
	case ACT_BOTTOM:
	case ACT_CLEAR:
	case ACT_NOT_OBSERVED:
	case ACT_COMMENT:
	case ACT_BACK:
	case ACT_CANCEL:
	case ACT_QUIT:
	case ACT_HELP:
	case ACT_REDRAW:
	case ACT_SAVE:
		return NULL;
	default:
		return "";
	}
}

static bool mouse_sheet(struct tui *tui, void *state, const struct key *key)
{
	struct sheet *sheet = state;
	size_t at = rect_holds(sheet->rect, key->row, key->col)
			    ? list_at(&sheet->list, key->row - sheet->rect.row)
			    : (size_t)-1;

	(void)tui;
	sheet->ended = false;
	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN)
		list_move(&sheet->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
	else if (at != (size_t)-1)
		list_go(&sheet->list, at);
	return true;
}

static void title_sheet(struct tui *tui, void *state, struct title *ret)
{
	struct sheet *sheet = state;
	char name[STUDENT_NAME_SIZE];
	size_t done = 0;

	for (size_t i = 0; i < sheet->count; i++)
		done += sheet->levels[i] != LEVEL_NONE;
	tui_student_name(tui, &sheet->student, name, sizeof name);
	(void)snprintf(ret->left, sizeof ret->left, "%.60s · %.180s", title_of(sheet), name);
	(void)snprintf(ret->right, sizeof ret->right, "%zu/%zu", done, sheet->count);
}

static const enum action footer[] = {
	ACT_RATE_1, ACT_NOT_OBSERVED, ACT_COMMENT, ACT_CLEAR, ACT_BACK, ACT_NONE};

const struct view view_sheet = {
	.name = "sheet",
	.where = WHERE_SHEET,
	.footer = footer,
	.open = open_sheet,
	.draw = draw_sheet,
	.act = act_sheet,
	.why_not = why_not,
	.mouse = mouse_sheet,
	.title = title_sheet,
	.close = close_sheet,
};
