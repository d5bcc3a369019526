/*
 * The sheet of grades: students of a unit in the order of the paper list, a
 * column per activity. Everything typed is text first; Enter goes down.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/draft.h"
#include "core/search.h"
#include "core/language.h"
#include "core/text.h"
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

/* A student's row; `guess` is looked at first. count: there is none. */
static size_t row_of(const struct gradesheet *sheet, int64_t student_id, size_t guess)
{
	if (guess < sheet->count && sheet->rows[guess].enrolment.student_id == student_id)
		return guess;
	return gradesheet_find(sheet, student_id);
}

/* The column of an activity; part_count: there is none. */
static size_t part_of(const struct gradesheet *sheet, int64_t activity_id)
{
	size_t at = 0;

	while (at < sheet->part_count && unit_part_id(sheet->unit, at) != activity_id)
		at++;
	return at;
}

/* Where a column of the old sheet is now; the first when it is no more. */
static size_t part_now(const struct gradesheet *old, const struct gradesheet *now, size_t part)
{
	size_t at = part_of(now, unit_part_id(old->unit, part));

	return at < now->part_count ? at : 0;
}

/* What was typed and not recorded, or typed again, goes with its student and activity. */
static void carry_typed(
	const struct grades_screen *screen, const struct gradesheet *now, struct kept_cell cells[])
{
	const struct gradesheet *old = &screen->sheet;
	size_t guess = 0;

	for (size_t i = 0; i < now->count; i++) {
		size_t at = row_of(old, now->rows[i].enrolment.student_id, guess);

		if (at == old->count)
			continue;
		guess = at + 1;
		for (size_t p = 0; p < now->part_count; p++) {
			size_t was = part_of(old, unit_part_id(now->unit, p));

			if (was < old->part_count)
				cells[i * now->part_count + p] =
					screen->cells[at * old->part_count + was];
		}
	}
}

/* Rows on the screen: of a comparison those that were there, else all. Returns how many. */
static size_t choose_shown(
	const struct grades_screen *screen, const struct gradesheet *now, size_t shown[])
{
	size_t count = 0;

	for (size_t i = 0; screen->mode == GRADES_COMPARE && i < screen->list.count; i++) {
		const struct sheet_row *old = &screen->sheet.rows[screen->shown[i]];
		size_t at = gradesheet_find(now, old->enrolment.student_id);

		if (at < now->count)
			shown[count++] = at;
	}
	if (count)
		return count;
	for (size_t i = 0; i < now->count; i++)
		shown[i] = i;
	return now->count;
}

/* The cursor goes to the row of a student, if it is on the screen. */
static void go_to_student(struct grades_screen *screen, int64_t student_id)
{
	for (size_t i = 0; i < screen->list.count; i++) {
		if (screen->sheet.rows[screen->shown[i]].enrolment.student_id == student_id) {
			list_go(&screen->list, i);
			return;
		}
	}
}

/* The unit under the cursor of another sheet is read in its place, or the same one again. */
static void take_sheet(struct grades_screen *screen, const struct gradesheet *now,
	struct kept_cell *cells, size_t *shown)
{
	struct gradesheet *old = &screen->sheet;
	bool same_unit = screen->cells && old->unit->row.id == now->unit->row.id;
	int64_t student_id = grades_row(screen) ? grades_row(screen)->enrolment.student_id : 0;
	size_t count;

	if (!same_unit || old->session != now->session)
		screen->mode = GRADES_ENTRY;
	else
		carry_typed(screen, now, cells);
	screen->part = same_unit ? part_now(old, now, screen->part) : 0;
	screen->start_part = same_unit ? part_now(old, now, screen->start_part) : 0;
	count = choose_shown(screen, now, shown);
	gradesheet_release(old);
	free(screen->cells);
	free(screen->shown);
	screen->sheet = *now;
	screen->cells = cells;
	screen->shown = shown;
	screen->typing = screen->editing = false;
	if (!same_unit || count > screen->list.count)
		grades_turn(screen);
	list_set_count(&screen->list, count);
	if (same_unit)
		go_to_student(screen, student_id);
}

enum err_code grades_load(struct grades_screen *screen, struct err *err)
{
	struct gradesheet sheet = {0};
	struct kept_cell *cells = NULL;
	size_t *shown = NULL;
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
	take_sheet(screen, &sheet, cells, shown);
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
	free(screen->paste.values);
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
	struct sheet_row *row = grades_row(screen);
	int64_t student_id = row ? row->enrolment.student_id : 0;
	int64_t activity_id = unit_part_id(screen->sheet.unit, screen->part);
	char typed[TYPED_SIZE];
	bool typing = screen->typing, editing = screen->editing;
	size_t unit;
	struct err err;

	(void)text_clean(screen->form.text, screen->form.length, typed, sizeof typed, NULL);
	if (programme_load_id(tui->session, screen->programme.row.id, &programme, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	old = screen->programme;
	unit = programme_unit(&programme, screen->sheet.unit->row.id);
	screen->programme = programme;
	if (unit < programme.unit_count)
		screen->unit = unit;
	/* The old sheet points into the old programme, which goes after it. */
	if (unit == programme.unit_count || grades_load(screen, &err)) {
		screen->programme = old;
		screen->unit = (size_t)(screen->sheet.unit - old.units);
		programme_release(&programme);
		/* What lies above it refuses to write about a unit that is gone. */
		if (tui->frames[tui->depth - 1].state == screen)
			tui_pop(tui);
		return;
	}
	programme_release(&old);
	row = grades_row(screen);
	if (typing && row && row->enrolment.student_id == student_id &&
		unit_part_id(screen->sheet.unit, screen->part) == activity_id) {
		form_init(&screen->form, TYPED_LIMIT, typed);
		screen->typing = typing;
		screen->editing = editing;
	}
}

/* ---- Choosing ------------------------------------------------------------------------ */

static void reload(struct grades_screen *screen)
{
	struct err err;

	if (grades_load(screen, &err) == ERR_OK)
		return;
	/* The sheet that is still there says what it is of. */
	screen->unit = (size_t)(screen->sheet.unit - screen->programme.units);
	screen->session = screen->sheet.session;
	screen->order = screen->sheet.order;
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

/* How well a row answers what was typed: as its name, either way round, or its matricule does. */
static int answers(const struct enrolment_row *row, const char *pattern)
{
	char name[2 * NAME_SIZE + 2];
	int best = search_score(row->matricule, pattern), score;

	for (int turned = 0; turned < 2; turned++) {
		(void)snprintf(name, sizeof name, "%s %s",
			turned ? row->first_name : row->last_name,
			turned ? row->last_name : row->first_name);
		score = search_score(name, pattern);
		best = score > best ? score : best;
	}
	return best;
}

/*
 * To the row whose name or matricule answers best, the first of several; back
 * to where one was when there is none: what is typed next must not be somebody
 * else's.
 */
static void find(struct tui *tui, void *data, const char *text)
{
	struct grades_screen *screen = data;
	char pattern[NAME_SIZE];
	size_t found = screen->found_from;
	int best = 0;

	if (!text || !*text) { /* given up */
		list_go(&screen->list, screen->found_from);
		return;
	}
	(void)search_pattern(text, pattern, sizeof pattern);
	for (size_t i = 0; *pattern && i < screen->list.count; i++) {
		int score = answers(&screen->sheet.rows[screen->shown[i]].enrolment, pattern);

		if (score > best) {
			best = score;
			found = i;
		}
	}
	list_go(&screen->list, found);
	if (best == 0)
		status_warn(&tui->status, _("Nobody here is called “%.60s”."), text);
}

/* ---- What if ---------------------------------------------------------------------------- */

static void suppose_typed(struct tui *tui, void *data, const char *text)
{
	struct grades_screen *screen = data;
	struct supposition supposed = {.unit_id = screen->sheet.unit->row.id,
		.activity_id = unit_part_id(screen->sheet.unit, screen->part)};
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

	grades_turn(screen);
	switch (action) {
	case ACT_UNDO:
		return grades_undo(screen);
	case ACT_REDO:
		return grades_redo(screen);
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
			prompt_line(tui, _("What if this mark were:"), "", MARK_SIZE - 1,
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
		grades_turn(screen);
		list_move(&screen->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	if (at == (size_t)-1)
		return true;
	(void)grades_commit(screen);
	grades_turn(screen);
	list_go(&screen->list, at);
	for (size_t p = 0; p < screen->sheet.part_count; p++) {
		if (screen->part_col[p] >= 0 && key->col >= screen->part_col[p] &&
			key->col < screen->part_col[p] + screen->part_cols)
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
