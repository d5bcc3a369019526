/*
 * The sheet of grades: students of a unit in the order of the paper list, a
 * column per activity. Everything typed is text first; Enter goes down.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/draft.h"
#include "core/fold.h"
#include "core/language.h"
#include "tui/grades.h"
#include "tui/grades_screen.h"
#include "tui/view_choose.h"

struct sheet_row *grades_row(struct grades_screen *screen)
{
	return screen->list.count ? &screen->sheet.rows[screen->shown[screen->list.cursor]] : NULL;
}

size_t grades_row_index(const struct grades_screen *screen)
{
	return screen->shown[screen->list.cursor];
}

struct kept_cell *grades_kept(struct grades_screen *screen, size_t row, size_t part)
{
	return &screen->cells[row * screen->sheet.part_count + part];
}

void grades_count(struct grades_screen *screen)
{
	for (size_t p = 0; p < screen->sheet.part_count; p++)
		gradesheet_count(&screen->sheet, p, &screen->counts[p]);
}

/* Values typed before and never recorded come back as they were. */
static void load_drafts(struct grades_screen *screen)
{
	bool kept = !screen->tui->session->demo && draft_any("grade");

	screen->wrong_count = 0;
	for (size_t i = 0; i < screen->sheet.count; i++) {
		for (size_t p = 0; p < screen->sheet.part_count; p++) {
			struct kept_cell *cell = grades_kept(screen, i, p);
			const struct grade_row key = {
				.student_id = screen->sheet.rows[i].enrolment.student_id,
				.unit_id = screen->sheet.unit->row.id,
				.activity_id = unit_part_id(screen->sheet.unit, p),
				.session = screen->session};

			if (kept)
				draft_load(db_grade_id(&key), "grade", cell->wrong,
					sizeof cell->wrong);
			screen->wrong_count += cell->wrong[0] != '\0';
		}
	}
}

/* What is typed and not recorded outlives a sheet read again, if its rows are the same. */
static bool keep_typed(const struct grades_screen *screen, const struct gradesheet *sheet,
	struct kept_cell cells[])
{
	const struct gradesheet *old = &screen->sheet;

	if (!screen->cells || old->unit->row.id != sheet->unit->row.id ||
		old->count != sheet->count || old->part_count != sheet->part_count ||
		old->session != sheet->session)
		return false;
	for (size_t i = 0; i < sheet->count; i++) {
		if (old->rows[i].enrolment.student_id != sheet->rows[i].enrolment.student_id)
			return false;
	}
	memcpy(cells, screen->cells, sheet->count * sheet->part_count * sizeof *cells);
	return true;
}

enum err_code grades_load(struct grades_screen *screen, struct err *err)
{
	struct gradesheet sheet = {0};
	struct kept_cell *cells = NULL;
	size_t *shown = NULL;
	bool same;
	enum err_code rc = gradesheet_load(screen->tui->session, &screen->programme, screen->unit,
		screen->session, screen->group_id, screen->order, &sheet, err);

	if (!rc) {
		cells = calloc(sheet.count * sheet.part_count + 1, sizeof *cells);
		shown = calloc(sheet.count + 1, sizeof *shown);
		if (!cells || !shown)
			rc = err_fail(err, WHY_NO_MEMORY, "sheet");
	}
	if (rc) {
		gradesheet_release(&sheet);
		free(cells);
		free(shown);
		return rc;
	}
	same = keep_typed(screen, &sheet, cells) && screen->mode != GRADES_ENTRY;
	if (same)
		memcpy(shown, screen->shown, sheet.count * sizeof *shown);
	gradesheet_release(&screen->sheet);
	free(screen->cells);
	free(screen->shown);
	screen->sheet = sheet;
	screen->cells = cells;
	screen->shown = shown;
	for (size_t i = 0; i < sheet.count && !same; i++)
		shown[i] = i;
	screen->typing = screen->editing = false;
	if (screen->part >= sheet.part_count)
		screen->part = screen->start_part = 0;
	if (!same) {
		screen->mode = GRADES_ENTRY;
		list_set_count(&screen->list, sheet.count);
	}
	load_drafts(screen);
	grades_count(screen);
	return ERR_OK;
}

static void close_grades(struct tui *tui, void *state)
{
	struct grades_screen *screen = state;

	(void)tui;
	gradesheet_release(&screen->sheet);
	programme_release(&screen->programme);
	free(screen->cells);
	free(screen->shown);
	free(screen->pasted);
	free(screen);
}

static enum err_code open_grades(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	const struct grades_about *about = argument;
	struct grades_screen *screen = calloc(1, sizeof *screen);
	enum err_code rc;

	if (!screen)
		return err_fail(err, WHY_NO_MEMORY, "sheet");
	screen->tui = tui;
	screen->unit = about->unit;
	screen->session = about->session;
	screen->group_id = about->group_id;
	list_init(&screen->list);
	rc = programme_load_id(tui->session, about->programme_id, &screen->programme, err);
	if (!rc)
		rc = sheet_order_get(tui->session, &screen->order, err);
	if (!rc)
		rc = grades_load(screen, err);
	if (rc) {
		close_grades(tui, screen);
		return rc;
	}
	*ret = screen;
	return ERR_OK;
}

static void refresh_grades(struct tui *tui, void *state)
{
	struct grades_screen *screen = state;
	struct programme programme = {0}, old;
	char typed[TYPED_SIZE];
	bool typing = screen->typing, editing = screen->editing;
	struct err err;

	(void)snprintf(typed, sizeof typed, "%.39s", screen->form.text);
	if (programme_load_id(tui->session, screen->programme.row.id, &programme, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	old = screen->programme;
	screen->programme = programme;
	if (screen->unit >= programme.unit_count)
		screen->unit = 0;
	/* The old sheet points into the old programme, which goes after it. */
	if (programme.unit_count == 0 || grades_load(screen, &err)) {
		screen->programme = old;
		programme_release(&programme);
		tui_pop(tui);
		return;
	}
	programme_release(&old);
	if (typing) {
		form_init(&screen->form, TYPED_SIZE - 1, typed);
		screen->typing = typing;
		screen->editing = editing;
	}
}

/* ---- Choosing ------------------------------------------------------------------------ */

static void reload(struct grades_screen *screen)
{
	struct err err;

	if (grades_load(screen, &err))
		status_error(&screen->tui->status, &err);
}

static void order_picked(struct tui *tui, void *data, size_t index)
{
	struct grades_screen *screen = data;
	struct err err;

	screen->order = (enum sheet_order)index;
	if (sheet_order_set(tui->session, screen->order, &err))
		status_error(&tui->status, &err);
	else
		tui_saved(tui);
	reload(screen);
}

static const char *order_name(enum sheet_order order)
{
	static const char *const names[SHEET_ORDER_COUNT] = {
		[SHEET_BY_NAME] = N_("alphabetical"),
		[SHEET_BY_MATRICULE] = N_("matricule"),
		[SHEET_BY_LIST] = N_("paper list"),
	};

	return _(names[order]);
}

static void choose_order(struct grades_screen *screen)
{
	char labels[SHEET_ORDER_COUNT][LABEL_SIZE];
	struct choose choose = {.title = _("Order of the rows"),
		.count = SHEET_ORDER_COUNT,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.start = screen->order,
		.picked = order_picked,
		.data = screen};

	for (int i = 0; i < SHEET_ORDER_COUNT; i++)
		(void)snprintf(labels[i], LABEL_SIZE, "%s", order_name((enum sheet_order)i));
	(void)tui_push(screen->tui, &view_choose, &choose);
}

static void session_picked(struct tui *tui, void *data, size_t index)
{
	struct grades_screen *screen = data;

	(void)tui;
	screen->session = (int)index + 1;
	reload(screen);
}

static void choose_session(struct grades_screen *screen)
{
	char labels[SESSIONS_MAX][LABEL_SIZE];
	struct choose choose = {.title = _("Session"),
		.count = (size_t)screen->programme.rules.values[GRADE_RULE_SESSIONS],
		.labels = (const char(*)[LABEL_SIZE])labels,
		.start = (size_t)screen->session - 1,
		.picked = session_picked,
		.data = screen};

	for (size_t i = 0; i < choose.count; i++)
		(void)snprintf(labels[i], LABEL_SIZE, _("Session %d"), (int)i + 1);
	(void)tui_push(screen->tui, &view_choose, &choose);
}

static void unit_picked(struct tui *tui, void *data, size_t index)
{
	struct grades_screen *screen = data;

	(void)tui;
	screen->unit = index;
	screen->part = screen->start_part = 0;
	list_go(&screen->list, 0);
	reload(screen);
}

static void choose_unit(struct grades_screen *screen)
{
	size_t count = screen->programme.unit_count;
	char(*labels)[LABEL_SIZE] = calloc(count + 1, sizeof *labels);
	struct choose choose = {.title = _("Unit"),
		.count = count,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.start = screen->unit,
		.picked = unit_picked,
		.data = screen};

	for (size_t i = 0; labels && i < count; i++)
		(void)snprintf(labels[i], LABEL_SIZE, "%.64s %.130s",
			screen->programme.units[i].row.code, screen->programme.units[i].row.title);
	if (labels)
		(void)tui_push(screen->tui, &view_choose, &choose);
	free(labels);
}

/* ---- Finding --------------------------------------------------------------------------- */

/* The first row from the cursor on whose name or matricule holds the letters. */
static void find(struct tui *tui, void *data, const char *text)
{
	struct grades_screen *screen = data;
	char wanted[NAME_SIZE], name[2 * NAME_SIZE + 2], folded[2 * NAME_SIZE + 2];

	(void)tui;
	if (!text) { /* given up: back to where one was */
		list_go(&screen->list, screen->found_from);
		return;
	}
	if (!*text)
		return;
	(void)fold(text, strlen(text), wanted, sizeof wanted);
	for (size_t i = 0; i < screen->list.count; i++) {
		const struct enrolment_row *row = &screen->sheet.rows[screen->shown[i]].enrolment;

		(void)snprintf(name, sizeof name, "%s %s", row->last_name, row->first_name);
		(void)fold(name, strlen(name), folded, sizeof folded);
		if (strstr(folded, wanted) || strstr(row->matricule, wanted)) {
			list_go(&screen->list, i);
			return;
		}
	}
}

/* ---- What if ---------------------------------------------------------------------------- */

static void suppose_typed(struct tui *tui, void *data, const char *text)
{
	struct grades_screen *screen = data;
	struct supposition supposed = {.unit_id = screen->sheet.unit->row.id,
		.activity_id = unit_part_id(screen->sheet.unit, screen->part),
		.session = screen->session};
	struct err err;

	if (!text || !grades_row(screen))
		return;
	supposed.student_id = grades_row(screen)->enrolment.student_id;
	if (cell_parse(&screen->programme.rules, screen->sheet.unit->row.decimals, text,
		    &supposed.cell, &err))
		status_error(&tui->status, &err);
	else
		grades_suppose(tui, screen->programme.row.id, &supposed);
}

/* ---- Proofs ---------------------------------------------------------------------------- */

static void proof_typed(struct tui *tui, void *data, const char *text)
{
	struct grades_screen *screen = data;
	struct sheet_row *row = grades_row(screen);
	struct grading grading = {.programme = &screen->programme,
		.unit = screen->sheet.unit,
		.part = screen->part,
		.number = screen->session,
		.proof = text};
	struct err err;

	if (!text || !row)
		return;
	grading.student_id = row->enrolment.student_id;
	if (grade_set(
		    tui->session, &grading, &row->cells[screen->part][screen->session - 1], &err)) {
		status_error(&tui->status, &err);
		return;
	}
	tui_saved(tui);
	status_say(&tui->status, "%s", _("Proof noted"));
}

static void ask_proof(struct grades_screen *screen)
{
	struct sheet_row *row = grades_row(screen);

	if (!row || !row->cells[screen->part][screen->session - 1].code[0])
		status_warn(&screen->tui->status, "%s", _("Only a code asks for a proof."));
	else
		prompt_line(screen->tui, _("Reference of the proof:"), "", 190, proof_typed, NULL,
			screen);
}

/* ---- Acting ----------------------------------------------------------------------------- */

static void leave_answered(struct tui *tui, void *data, int button)
{
	struct grades_screen *screen = data;

	if (button == 1)
		grades_next_error(screen);
	else if (button == 2)
		tui_pop(tui);
}

static void leave(struct grades_screen *screen)
{
	const char *buttons[] = {_("Cancel"), _("Correct"), _("Leave"), NULL};
	char question[PROMPT_QUESTION_SIZE];

	(void)grades_commit(screen);
	if (screen->wrong_count == 0) {
		tui_pop(screen->tui);
		return;
	}
	(void)snprintf(question, sizeof question,
		ngettext("%zu value is not recorded (kept as typed).",
			"%zu values are not recorded (kept as typed).",
			(unsigned long)screen->wrong_count),
		screen->wrong_count);
	prompt_buttons(screen->tui, question, buttons, leave_answered, screen);
}

static bool act_grades(struct tui *tui, void *state, enum action action)
{
	struct grades_screen *screen = state;

	switch (action) {
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
	case ACT_TOP:
	case ACT_BOTTOM:
		return list_act(&screen->list, action);
	case ACT_GRADE_EDIT:
		grades_edit(screen);
		return true;
	case ACT_GRADE_CLEAR:
		grades_clear(screen);
		return true;
	case ACT_GRADE_ABOVE:
		grades_copy_above(screen);
		return true;
	case ACT_GRADE_SECOND:
		grades_second(screen);
		return true;
	case ACT_GRADE_ERRORS:
		grades_next_error(screen);
		return true;
	case ACT_GRADE_ORDER:
		choose_order(screen);
		return true;
	case ACT_GRADE_SESSION:
		choose_session(screen);
		return true;
	case ACT_GRADE_UNIT:
		choose_unit(screen);
		return true;
	case ACT_GRADE_WHY:
		if (grades_row(screen))
			grades_explain(tui, screen->programme.row.id, screen->sheet.unit->row.id,
				grades_row(screen)->enrolment.student_id, screen->session);
		return true;
	case ACT_GRADE_IF:
		if (grades_row(screen))
			prompt_line(tui, _("What if this mark were:"), "", TYPED_SIZE - 1,
				suppose_typed, NULL, screen);
		return true;
	case ACT_GRADE_PROOF:
		ask_proof(screen);
		return true;
	case ACT_SEARCH:
		screen->found_from = screen->list.cursor;
		prompt_line(tui, _("Find:"), "", NAME_SIZE - 1, find, find, screen);
		return true;
	case ACT_CANCEL:
	case ACT_BACK:
		leave(screen);
		return true;
	default:
		return false;
	}
}

static void commit_grades(struct tui *tui, void *state)
{
	(void)tui;
	(void)grades_commit(state);
}

static bool mouse_grades(struct tui *tui, void *state, const struct key *key)
{
	struct grades_screen *screen = state;
	size_t at = rect_holds(screen->rect, key->row, key->col)
			    ? list_at(&screen->list, key->row - screen->rect.row)
			    : (size_t)-1;

	(void)tui;
	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN) {
		(void)grades_commit(screen);
		list_move(&screen->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	if (at == (size_t)-1)
		return true;
	(void)grades_commit(screen);
	list_go(&screen->list, at);
	for (size_t p = 0; p < screen->sheet.part_count; p++) {
		if (screen->part_col[p] >= 0 && key->col >= screen->part_col[p] &&
			key->col < screen->part_col[p] + 12)
			screen->part = screen->start_part = p;
	}
	if (key->mouse == MOUSE_DOUBLE)
		grades_edit(screen);
	return true;
}

static void title_grades(struct tui *tui, void *state, struct title *ret)
{
	struct grades_screen *screen = state;
	char scale[MARK_SIZE], day[DATE_SIZE];

	(void)tui;
	mark_plain(screen->programme.rules.values[GRADE_RULE_SCALE], scale);
	(void)snprintf(ret->left, sizeof ret->left, _("Grades · %.80s · session %d · /%s"),
		screen->sheet.unit->row.code, screen->session, scale);
	date_for_people(screen->sheet.locked_on, day);
	if (screen->sheet.locked)
		(void)snprintf(ret->right, sizeof ret->right, _("locked since %s"), day);
	else
		(void)snprintf(
			ret->right, sizeof ret->right, _("order: %s"), order_name(screen->order));
}

static const enum action footer[] = {ACT_GRADE_EDIT, ACT_GRADE_ABOVE, ACT_GRADE_ERRORS,
	ACT_GRADE_SECOND, ACT_UNDO, ACT_SEARCH, ACT_GRADE_WHY, ACT_GRADE_UNIT, ACT_GRADE_SESSION,
	ACT_GRADE_ORDER, ACT_CANCEL, ACT_NONE};

const struct view view_grades = {
	.name = "grades",
	.where = WHERE_GRADES,
	.footer = footer,
	.open = open_grades,
	.draw = grades_draw,
	.act = act_grades,
	.text = grades_text,
	.mouse = mouse_grades,
	.refresh = refresh_grades,
	.title = title_grades,
	.commit = commit_grades,
	.close = close_grades,
};
