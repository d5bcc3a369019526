/* The menu of a student's unit, and what menus of grades share. See grades.h, grades_menu.h. */
#include "tui/grades_menu.h"

#include <stdio.h>
#include <string.h>

#include "core/figures.h"
#include "core/jury.h"
#include "core/language.h"
#include "core/student.h"
#include "tui/view_choose.h"

void grades_saved(struct tui *tui, const char *said)
{
	tui_saved(tui);
	tui_refresh(tui);
	status_say(&tui->status, "%s", said);
}

void grades_menu(struct tui *tui, const char *title, size_t count, const char (*labels)[LABEL_SIZE],
	void (*picked)(struct tui *tui, void *data, size_t index), struct sheet_about *asked)
{
	const struct choose choose = {
		.title = title, .count = count, .labels = labels, .picked = picked, .data = asked};

	(void)tui_push(tui, &view_choose, &choose);
}

/* The programme that a menu is about, and which of its units. */
bool grades_load_asked(
	struct tui *tui, const struct sheet_about *asked, struct programme *ret, size_t *ret_unit)
{
	struct err err;

	if (programme_load_id(tui->session, asked->programme_id, ret, &err)) {
		status_error(&tui->status, &err);
		return false;
	}
	*ret_unit = programme_unit(ret, asked->row_id);
	if (*ret_unit < ret->unit_count || !asked->row_id)
		return true;
	programme_release(ret);
	return false;
}

enum student_line {
	S_WHY,
	S_CREDIT,
	S_REFUSED,
	S_MARK,
	S_NONE,
	S_TAKEN,
	S_DISPENSED,
	S_CARRIED,
	S_REMOVE,
	S_COUNT
};

static void set_enrolment(
	struct tui *tui, const struct sheet_about *asked, enum enrolment_state state, int mark)
{
	struct programme programme = {0};
	struct student_row student;
	struct enrolling enrolling = {.programme = &programme,
		.student_count = 1,
		.student_ids = &asked->student_id,
		.unit_count = 1,
		.unit_ids = &asked->row_id,
		.state = state,
		.mark = mark,
		.from_year = "",
		.remove = asked->field == S_REMOVE};
	size_t unit, changed;
	struct err err;
	enum err_code rc = db_student_by_id(tui->session->db, asked->student_id, &student, &err);

	if (rc) {
		status_error(&tui->status, &err);
		return;
	}
	if (!grades_load_asked(tui, asked, &programme, &unit))
		return;
	enrolling.subject = student.matricule;
	rc = enrol(tui->session, &enrolling, &changed, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		grades_saved(tui, _("Annual programme changed"));
}

static void carried_typed(struct tui *tui, void *data, const char *text)
{
	int mark = -1;
	struct err err;

	if (!text)
		return;
	if (*text && !mark_read(text, &mark)) {
		(void)err_fail(&err, WHY_CODE_UNKNOWN, "carried");
		(void)err_at(&err, 0, NULL, text);
		status_error(&tui->status, &err);
		return;
	}
	set_enrolment(tui, data, ENROLMENT_CARRIED, mark);
}

/* The reason, after which the decision is noted. */
static void reason_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	struct deciding deciding = {.programme = &programme,
		.student_id = asked->student_id,
		.session = asked->session,
		.mark = -1,
		.reason = text,
		.remove = asked->field == S_NONE};
	struct err err;
	enum err_code rc = ERR_OK;

	if (!text || !grades_load_asked(tui, asked, &programme, &deciding.unit))
		return;
	deciding.outcome = asked->field == S_CREDIT    ? VERDICT_CREDIT
			   : asked->field == S_REFUSED ? VERDICT_REFUSED
						       : VERDICT_MARK;
	if (asked->field == S_MARK && !mark_read(asked->code, &deciding.mark)) {
		rc = err_fail(&err, WHY_CODE_UNKNOWN, "jury");
		(void)err_at(&err, 0, NULL, asked->code);
	}
	if (!rc)
		rc = verdict_set(tui->session, &deciding, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		grades_saved(tui, _("Decision of the jury noted"));
}

static void mark_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;

	if (!text || !*text)
		return;
	(void)snprintf(asked->code, sizeof asked->code, "%.60s", text);
	prompt_line(tui, _("Reason:"), "", 400, reason_typed, NULL, asked);
}

static void student_picked(struct tui *tui, void *data, size_t index)
{
	struct sheet_about *asked = data;

	asked->field = (int)index;
	switch (index) {
	case S_WHY:
		grades_explain(tui, asked->programme_id, asked->row_id, asked->student_id, 0);
		break;
	case S_CREDIT:
	case S_REFUSED:
		prompt_line(tui, _("Reason:"), "", 400, reason_typed, NULL, asked);
		break;
	case S_MARK:
		prompt_line(tui, _("Mark fixed by the jury:"), "", 8, mark_typed, NULL, asked);
		break;
	case S_NONE:
		reason_typed(tui, asked, "");
		break;
	case S_CARRIED:
		prompt_line(tui, _("Mark carried over (empty: unknown):"), "", 8, carried_typed,
			NULL, asked);
		break;
	default:
		set_enrolment(tui, asked,
			index == S_DISPENSED ? ENROLMENT_DISPENSED : ENROLMENT_TAKEN, -1);
	}
}

/* The last session in which the student was graded in the unit: the jury's. */
static int last_session(struct tui *tui, const struct sheet_about *asked)
{
	struct programme programme = {0};
	struct unit_steps steps;
	size_t unit;
	int last = 1;

	if (!grades_load_asked(tui, asked, &programme, &unit))
		return last;
	if (!unit_steps_load(tui->session, &programme, unit, asked->student_id,
		    programme.rules.values[GRADE_RULE_SESSIONS], &steps, NULL)) {
		for (size_t p = 0; p < steps.part_count; p++) {
			if (steps.result.parts[p].session > last)
				last = steps.result.parts[p].session;
		}
	}
	programme_release(&programme);
	return last;
}

void grades_student_menu(struct tui *tui, int64_t programme_id, int64_t unit_id, int64_t student_id)
{
	static const char *const names[S_COUNT] = {
		[S_WHY] = N_("Why this mark, and every change"),
		[S_CREDIT] = N_("Jury: grant the credits"),
		[S_REFUSED] = N_("Jury: refuse the credits"),
		[S_MARK] = N_("Jury: fix the mark"),
		[S_NONE] = N_("Jury: take the decision back"),
		[S_TAKEN] = N_("Programme: takes this unit"),
		[S_DISPENSED] = N_("Programme: dispensed"),
		[S_CARRIED] = N_("Programme: result carried over"),
		[S_REMOVE] = N_("Programme: does not take it"),
	};
	char labels[S_COUNT][LABEL_SIZE];
	struct sheet_about *asked = sheet_asking(tui);

	if (!asked)
		return;
	asked->programme_id = programme_id;
	asked->row_id = unit_id;
	asked->student_id = student_id;
	asked->session = last_session(tui, asked);
	for (size_t i = 0; i < S_COUNT; i++)
		(void)snprintf(labels[i], LABEL_SIZE, "%s", _(names[i]));
	grades_menu(
		tui, _("Unit"), S_COUNT, (const char(*)[LABEL_SIZE])labels, student_picked, asked);
}
