/* Menus of units, of a student's unit and of the jury. See grades.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/grade_import.h"
#include "core/jury.h"
#include "core/language.h"
#include "core/message.h"
#include "core/outfile.h"
#include "core/sheet_page.h"
#include "core/student.h"
#include "tui/grades.h"
#include "tui/sheet.h"
#include "tui/view_choose.h"

enum { LINES_MAX = 16 }; /* of the menus that do not grow */

static void saved(struct tui *tui, const char *said)
{
	tui_saved(tui);
	tui_refresh(tui);
	status_say(&tui->status, "%s", said);
}

static void push_menu(struct tui *tui, const char *title, size_t count,
	const char (*labels)[LABEL_SIZE], void (*picked)(struct tui *tui, void *data, size_t index),
	struct sheet_about *asked)
{
	const struct choose choose = {
		.title = title, .count = count, .labels = labels, .picked = picked, .data = asked};

	(void)tui_push(tui, &view_choose, &choose);
}

/* The programme that a menu is about, and which of its units. */
static bool load(
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

/* ---- A unit ------------------------------------------------------------------------------- */

enum unit_line {
	U_SHEET,
	U_ENROL,
	U_ENROL_ALL,
	U_PAPER,
	U_IMPORT,
	U_EXPORT,
	U_TITLE,
	U_CREDITS,
	U_BLOCK,
	U_OPTIONAL,
	U_DECIMALS,
	U_RESPONSIBLE,
	U_ITEMS,
	U_ADD,
	U_FIXED /* then a line per activity: its weight and minimum */
};

static void enrol_answered(struct tui *tui, void *data, int button)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	struct enrolling enrolling = {.programme = &programme, .mark = -1, .from_year = ""};
	int64_t *members = NULL;
	char said[128];
	size_t unit, changed = 0;
	struct err err;
	enum err_code rc;

	if (button != 1 || !load(tui, asked, &programme, &unit))
		return;
	enrolling.subject = asked->person;
	enrolling.unit_count = asked->field == U_ENROL;
	enrolling.unit_ids = &asked->row_id;
	rc = db_member_ids(
		tui->session->db, asked->group_id, &members, &enrolling.student_count, &err);
	enrolling.student_ids = members;
	if (!rc)
		rc = enrol(tui->session, &enrolling, &changed, &err);
	free(members);
	programme_release(&programme);
	if (rc) {
		status_error(&tui->status, &err);
		return;
	}
	(void)snprintf(said, sizeof said,
		ngettext("%zu enrolment changed.", "%zu enrolments changed.",
			(unsigned long)changed),
		changed);
	saved(tui, said);
}

/* « Put 12 students of M1 in UE3? » */
static void ask_enrol(struct tui *tui, struct sheet_about *asked)
{
	const char *buttons[] = {_("Cancel"), _("Put them in"), NULL};
	char question[PROMPT_QUESTION_SIZE];
	struct group_row *groups = NULL;
	size_t count = 0;
	int size = 0;
	struct err err;

	if (!asked->group_id) {
		status_warn(&tui->status, "%s", _("Choose a group first."));
		return;
	}
	if (group_list(tui->session, &groups, &count, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (groups[i].id != asked->group_id)
			continue;
		(void)snprintf(asked->person, sizeof asked->person, "%s", groups[i].code);
		size = (int)groups[i].size;
	}
	free(groups);
	(void)snprintf(question, sizeof question,
		asked->field == U_ENROL
			? ngettext("Put %d student of %s in this unit?",
				  "Put %d students of %s in this unit?", (unsigned long)size)
			: ngettext("Put %d student of %s in all compulsory units?",
				  "Put %d students of %s in all compulsory units?",
				  (unsigned long)size),
		size, asked->person);
	prompt_buttons(tui, question, buttons, enrol_answered, asked);
}

static enum err_code bad(struct err *err, enum err_reason why, const char *text)
{
	enum err_code rc = err_fail(err, why, "unit");

	(void)err_at(err, 0, NULL, text);
	return rc;
}

/* A digit between two others; what a unit counts. */
static enum err_code digit(const char *text, int least, int most, int *ret, struct err *err)
{
	if (text[0] < '0' + least || text[0] > '0' + most || text[1]) {
		enum err_code rc = bad(err, WHY_NUMBER_OUT, text);
		char range[16];

		(void)snprintf(range, sizeof range, "%d–%d", least, most);
		(void)err_at(err, 0, range, text);
		return rc;
	}
	*ret = text[0] - '0';
	return ERR_OK;
}

/* "2" or "2 8": the weight of an activity, and its minimum. */
static enum err_code change_activity(struct tui *tui, const struct programme *programme,
	const struct unit *unit, size_t at, const char *text, struct err *err)
{
	struct activity_row row = unit->activities[at];
	char weight[LABEL_SIZE];
	const char *minimum = strchr(text, ' ');

	(void)snprintf(weight, sizeof weight, "%.*s", (int)strcspn(text, " "), text);
	if (!mark_read(weight, &row.weight) || row.weight < 1)
		return bad(err, WHY_WEIGHT_INVALID, weight);
	row.minimum = -1;
	if (minimum && minimum[1] && !mark_read(minimum + 1, &row.minimum))
		return bad(err, WHY_WEIGHT_INVALID, minimum + 1);
	return activity_put(tui->session, programme, unit, &row, NULL, err);
}

/* "AA3 Oral": an activity more, of weight 1. */
static enum err_code add_activity(struct tui *tui, const struct programme *programme,
	const struct unit *unit, const char *text, struct err *err)
{
	struct activity_row row = {.kind = "course",
		.weight = 100,
		.minimum = -1,
		.position = (int)unit->activity_count + 1};
	const char *title = strchr(text, ' ');

	if (unit->activity_count >= PARTS_MAX)
		return bad(err, WHY_NUMBER_OUT, text);
	(void)snprintf(row.code, sizeof row.code, "%.*s", (int)strcspn(text, " "), text);
	(void)snprintf(row.title, sizeof row.title, "%s", title ? title + 1 : row.code);
	return activity_put(tui->session, programme, unit, &row, NULL, err);
}

static enum err_code change_unit(struct tui *tui, const struct programme *programme,
	const struct unit *unit, int field, const char *text, struct err *err)
{
	struct unit_row row = unit->row;
	enum err_code rc = ERR_OK;

	switch (field) {
	case U_TITLE:
		(void)snprintf(row.title, sizeof row.title, "%.200s", text);
		break;
	case U_CREDITS:
		if (!mark_read(text, &row.credits) || row.credits > 18000)
			rc = bad(err, WHY_CREDITS_INVALID, text);
		break;
	case U_BLOCK:
		rc = digit(text, 1, 9, &row.block, err);
		break;
	case U_DECIMALS:
		rc = digit(text, 0, 2, &row.decimals, err);
		break;
	case U_OPTIONAL:
		row.optional = !row.optional;
		break;
	case U_RESPONSIBLE:
		row.person_id = 0;
		if (*text)
			rc = person_put(tui->session, text, &row.person_id, err);
		break;
	case U_ITEMS:
		return unit_items_set(tui->session, programme, unit, text, err);
	case U_ADD:
		return add_activity(tui, programme, unit, text, err);
	default:
		return change_activity(tui, programme, unit, (size_t)field - U_FIXED, text, err);
	}
	return rc ? rc : unit_put(tui->session, programme, &row, NULL, err);
}

static void unit_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	size_t unit;
	struct err err;
	enum err_code rc;

	if (!text || !load(tui, asked, &programme, &unit))
		return;
	rc = change_unit(tui, &programme, &programme.units[unit], asked->field, text, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		saved(tui, _("Noted"));
}

/* The sheet as it is in the file, in the order of the paper. */
static enum err_code load_sheet(struct tui *tui, const struct programme *programme, size_t unit,
	const struct sheet_about *asked, struct gradesheet *ret, struct err *err)
{
	enum sheet_order order;
	enum err_code rc = sheet_order_get(tui->session, &order, err);

	return rc ? rc
		  : gradesheet_load(tui->session, programme, unit, asked->session, asked->group_id,
			    order, ret, err);
}

static enum err_code write_paper(const struct gradesheet *sheet, const char *path, struct err *err)
{
	struct page page = {0};
	struct outfile file;
	enum err_code rc = sheet_page(sheet, &page, err);

	if (!rc)
		rc = outfile_open(&file, path, err);
	if (!rc) {
		rc = page_write_html(&page, file.stream, language_is_french() ? "fr" : "en", err);
		rc = outfile_close(&file, rc, err);
	}
	page_release(&page);
	return rc;
}

static void path_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	struct gradesheet sheet = {0};
	size_t unit;
	struct err err;
	enum err_code rc;

	if (!text || !*text)
		return;
	if (asked->field == U_IMPORT) {
		grades_import_preview(
			tui, asked->programme_id, asked->row_id, asked->session, text);
		return;
	}
	if (!load(tui, asked, &programme, &unit))
		return;
	rc = load_sheet(tui, &programme, unit, asked, &sheet, &err);
	if (!rc)
		rc = asked->field == U_PAPER
			     ? write_paper(&sheet, text, &err)
			     : grade_export(tui->session, &sheet, GRADES_PEOPLE, text, &err);
	gradesheet_release(&sheet);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		status_say(&tui->status, _("Written to %s"), text);
}

/* The codes of what a unit exercises. */
static void item_codes(
	const struct programme *programme, const struct unit *unit, char *ret, size_t size)
{
	size_t used = 0;

	ret[0] = '\0';
	for (size_t i = 0; i < programme->exercise_count && used + CODE_SIZE + 1 < size; i++) {
		if (programme->exercises[i].unit_id == unit->row.id &&
			!programme->exercises[i].activity_id)
			used += (size_t)snprintf(ret + used, size - used, "%s%s", used ? " " : "",
				programme->exercises[i].item);
	}
}

/* What stands in a field now, to be changed. */
static void field_text(const struct programme *programme, const struct unit *unit, int field,
	char *ret, size_t size)
{
	char weight[MARK_SIZE], minimum[MARK_SIZE];

	switch (field) {
	case U_TITLE:
		(void)snprintf(ret, size, "%s", unit->row.title);
		break;
	case U_CREDITS:
		mark_plain(unit->row.credits, weight);
		(void)snprintf(ret, size, "%s", weight);
		break;
	case U_BLOCK:
		(void)snprintf(ret, size, "%d", unit->row.block);
		break;
	case U_DECIMALS:
		(void)snprintf(ret, size, "%d", unit->row.decimals);
		break;
	case U_OPTIONAL:
		(void)snprintf(ret, size, "%s", unit->row.optional ? _("chosen") : _("compulsory"));
		break;
	case U_RESPONSIBLE:
		(void)snprintf(ret, size, "%s", unit->row.person);
		break;
	case U_ITEMS:
		item_codes(programme, unit, ret, size);
		break;
	case U_ADD:
		ret[0] = '\0';
		break;
	default:
		mark_plain(unit->activities[field - U_FIXED].weight, weight);
		mark_plain(unit->activities[field - U_FIXED].minimum, minimum);
		(void)snprintf(ret, size, "%s%s%s", weight, *minimum ? " " : "", minimum);
	}
}

static const char *const unit_names[U_FIXED] = {
	[U_SHEET] = N_("Type grades"),
	[U_ENROL] = N_("Put the class in this unit"),
	[U_ENROL_ALL] = N_("Put the class in all compulsory units"),
	[U_PAPER] = N_("Print the sheet, with empty boxes"),
	[U_IMPORT] = N_("Import grades from a file"),
	[U_EXPORT] = N_("Export the grades to a file"),
	[U_TITLE] = N_("Title"),
	[U_CREDITS] = N_("Credits"),
	[U_BLOCK] = N_("Block"),
	[U_OPTIONAL] = N_("Compulsory or chosen"),
	[U_DECIMALS] = N_("Decimals of a mark"),
	[U_RESPONSIBLE] = N_("Responsible"),
	[U_ITEMS] = N_("Capabilities it exercises"),
	[U_ADD] = N_("Add an activity (code, then title)"),
};

static void unit_picked(struct tui *tui, void *data, size_t index)
{
	struct sheet_about *asked = data;
	struct programme programme = {0};
	struct grades_about sheet = {.programme_id = asked->programme_id,
		.session = asked->session,
		.group_id = asked->group_id};
	char text[1024] = "", path[LABEL_SIZE];

	if (!load(tui, asked, &programme, &sheet.unit))
		return;
	asked->field = (int)index;
	if (index >= U_TITLE)
		field_text(
			&programme, &programme.units[sheet.unit], asked->field, text, sizeof text);
	(void)snprintf(path, sizeof path, "%.60s.%s", programme.units[sheet.unit].row.code,
		index == U_PAPER ? "html" : "csv");
	programme_release(&programme);
	switch (index) {
	case U_SHEET:
		(void)tui_push(tui, &view_grades, &sheet);
		break;
	case U_ENROL:
	case U_ENROL_ALL:
		ask_enrol(tui, asked);
		break;
	case U_IMPORT:
		prompt_line(tui, _("File of grades:"), "", 190, path_typed, NULL, asked);
		break;
	case U_PAPER:
	case U_EXPORT:
		prompt_line(tui, _("Write to:"), path, 190, path_typed, NULL, asked);
		break;
	case U_OPTIONAL:
		unit_typed(tui, asked, text);
		break;
	default:
		prompt_line(tui,
			index < U_FIXED ? _(unit_names[index]) : _("Weight, then minimum if any:"),
			text, 500, unit_typed, NULL, asked);
	}
}

void grades_unit_menu(struct tui *tui, int64_t programme_id, int64_t unit_id, int64_t group_id)
{
	char labels[U_FIXED + PARTS_MAX][LABEL_SIZE], text[1024];
	struct sheet_about *asked = sheet_asking(tui);
	struct programme programme = {0};
	const struct unit *unit;
	size_t at, count = U_FIXED;

	if (!asked)
		return;
	asked->programme_id = programme_id;
	asked->row_id = unit_id;
	asked->group_id = group_id;
	asked->session = 1;
	if (!load(tui, asked, &programme, &at))
		return;
	unit = &programme.units[at];
	for (int i = 0; i < U_FIXED; i++) {
		if (i < U_TITLE || i == U_ADD)
			text[0] = '\0';
		else
			field_text(&programme, unit, i, text, sizeof text);
		if (*text)
			(void)snprintf(
				labels[i], LABEL_SIZE, _("%.80s: %.110s"), _(unit_names[i]), text);
		else
			(void)snprintf(labels[i], LABEL_SIZE, "%s", _(unit_names[i]));
	}
	for (size_t a = 0; a < unit->activity_count && a < PARTS_MAX; a++) {
		field_text(&programme, unit, U_FIXED + (int)a, text, sizeof text);
		(void)snprintf(labels[count++], LABEL_SIZE, _("Weight: %.40s (%.100s)"), text,
			unit->activities[a].title);
	}
	programme_release(&programme);
	push_menu(tui, _("Unit"), count, (const char(*)[LABEL_SIZE])labels, unit_picked, asked);
}

/* "UE18 Atelier": a unit more, of no credits yet. */
static void new_unit_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct unit_row row = {.block = 1, .decimals = 2};
	struct programme programme = {0};
	const char *title;
	size_t unit, activity;
	struct err err;
	enum err_code rc;

	if (!text || !*text || !load(tui, asked, &programme, &unit))
		return;
	title = strchr(text, ' ');
	(void)snprintf(row.code, sizeof row.code, "%.*s", (int)strcspn(text, " "), text);
	(void)snprintf(row.title, sizeof row.title, "%.200s", title ? title + 1 : row.code);
	row.position = (int)programme.unit_count + 1;
	/* One that is there already is opened, not written over. */
	if (programme_find(&programme, row.code, &unit, &activity, NULL) == ERR_OK) {
		row = programme.units[unit].row;
		rc = ERR_OK;
	} else {
		rc = unit_put(tui->session, &programme, &row, &row.id, &err);
	}
	programme_release(&programme);
	if (rc) {
		status_error(&tui->status, &err);
		return;
	}
	saved(tui, _("Noted"));
	grades_unit_menu(tui, asked->programme_id, row.id, asked->group_id);
}

void grades_add_unit(struct tui *tui, int64_t programme_id, int64_t group_id)
{
	struct sheet_about *asked = sheet_asking(tui);

	if (!asked)
		return;
	asked->programme_id = programme_id;
	asked->group_id = group_id;
	prompt_line(tui, _("New unit (code, then title):"), "", 200, new_unit_typed, NULL, asked);
}

/* ---- A student's unit ---------------------------------------------------------------------------
 */

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
	if (!load(tui, asked, &programme, &unit))
		return;
	enrolling.subject = student.matricule;
	rc = enrol(tui->session, &enrolling, &changed, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		saved(tui, _("Annual programme changed"));
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

	if (!text || !load(tui, asked, &programme, &deciding.unit))
		return;
	deciding.outcome = asked->field == S_CREDIT    ? VERDICT_CREDIT
			   : asked->field == S_REFUSED ? VERDICT_REFUSED
						       : VERDICT_MARK;
	if (asked->field == S_MARK &&
		(!mark_read(asked->code, &deciding.mark) ||
			deciding.mark > programme.rules.values[GRADE_RULE_SCALE])) {
		rc = err_fail(&err, WHY_CODE_UNKNOWN, "jury");
		(void)err_at(&err, 0, NULL, asked->code);
	}
	if (!rc)
		rc = verdict_set(tui->session, &deciding, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		saved(tui, _("Decision of the jury noted"));
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

	if (!load(tui, asked, &programme, &unit))
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
	char labels[LINES_MAX][LABEL_SIZE];
	struct sheet_about *asked = sheet_asking(tui);

	if (!asked)
		return;
	asked->programme_id = programme_id;
	asked->row_id = unit_id;
	asked->student_id = student_id;
	asked->session = last_session(tui, asked);
	for (size_t i = 0; i < S_COUNT; i++)
		(void)snprintf(labels[i], LABEL_SIZE, "%s", _(names[i]));
	push_menu(
		tui, _("Unit"), S_COUNT, (const char(*)[LABEL_SIZE])labels, student_picked, asked);
}

/* ---- The jury
 * ------------------------------------------------------------------------------------ */

enum jury_line { J_FREEZE, J_UNLOCK, J_CHANGES, J_TRY, J_COUNT };

static enum err_code build_changes(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct seeing seeing = {.ascii = tui->term.ascii, .anonymous = tui->anonymous};
	struct programme programme = {0};
	enum err_code rc = programme_load_id(tui->session, about->id, &programme, err);

	if (!rc)
		rc = jury_changes_page(tui->session, &programme, about->mode, &seeing, ret, err);
	programme_release(&programme);
	return rc;
}

static const struct page_source changes = {.name = "jury-changes", .build = build_changes};

static void freeze_answered(struct tui *tui, void *data, int button)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	size_t unit, students = 0;
	struct err err;
	enum err_code rc;

	if (button != 1 || !load(tui, asked, &programme, &unit))
		return;
	rc = jury_freeze(tui->session, &programme, asked->session, NULL, &students, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		saved(tui, _("Deliberation closed: the grades of this session are locked"));
}

static void unlock_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	size_t unit;
	struct err err;
	enum err_code rc;

	if (!text || !load(tui, asked, &programme, &unit))
		return;
	rc = jury_unlock(tui->session, &programme, asked->session, text, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		saved(tui, _("The grades of this session are open again"));
}

/* The rules of a file on the class: who would move. */
static void rules_typed(struct tui *tui, void *data, const char *text)
{
	const struct seeing seeing = {.ascii = tui->term.ascii, .anonymous = tui->anonymous};
	const struct sheet_about *asked = data;
	struct page_view view = {.title = _("What if")};
	struct programme programme = {0};
	struct grade_rules rules = {0};
	size_t unit;
	struct err err;
	enum err_code rc;

	if (!text || !*text || !load(tui, asked, &programme, &unit))
		return;
	rc = grade_rules_read(text, NULL, NULL, &rules, &err);
	if (!rc)
		rc = rules_try_page(tui->session, &programme, &rules, asked->session,
			asked->group_id, &seeing, &view.page, &err);
	grade_rules_release(&rules);
	programme_release(&programme);
	(void)snprintf(view.path, sizeof view.path, "%s", _("what-if.html"));
	if (rc)
		status_error(&tui->status, &err);
	else
		(void)tui_push(tui, &view_page, &view);
}

static void jury_picked(struct tui *tui, void *data, size_t index)
{
	const char *buttons[] = {_("Cancel"), _("Close it"), NULL};
	struct sheet_about *asked = data;
	struct page_view view = {.title = _("Changed since"), .source = &changes};
	char question[PROMPT_QUESTION_SIZE];

	switch (index) {
	case J_FREEZE:
		(void)snprintf(question, sizeof question,
			_("Close session %d: keep the figures and lock its grades?"),
			asked->session);
		prompt_buttons(tui, question, buttons, freeze_answered, asked);
		break;
	case J_TRY:
		prompt_line(tui, _("File of rules:"), "", 190, rules_typed, NULL, asked);
		break;
	case J_UNLOCK:
		prompt_line(tui, _("Why open it again:"), "", 190, unlock_typed, NULL, asked);
		break;
	default:
		view.about = (struct page_about){
			.id = asked->programme_id, .item = (size_t)-1, .mode = asked->session};
		(void)snprintf(view.path, sizeof view.path, "%s", _("changes.html"));
		(void)tui_push(tui, &view_page, &view);
	}
}

void grades_jury_menu(struct tui *tui, int64_t programme_id, int64_t group_id, int session)
{
	static const char *const names[J_COUNT] = {
		[J_FREEZE] = N_("Close the deliberation of session %d"),
		[J_UNLOCK] = N_("Open session %d again"),
		[J_CHANGES] = N_("What changed since session %d was closed"),
		[J_TRY] = N_("Try the rules of a file on session %d, without writing"),
	};
	char labels[LINES_MAX][LABEL_SIZE];
	struct sheet_about *asked = sheet_asking(tui);

	if (!asked)
		return;
	asked->programme_id = programme_id;
	asked->group_id = group_id;
	asked->session = session ? session : 1;
	for (size_t i = 0; i < J_COUNT; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		(void)snprintf(labels[i], LABEL_SIZE, _(names[i]), asked->session);
#pragma GCC diagnostic pop
	}
	push_menu(tui, _("Jury"), J_COUNT, (const char(*)[LABEL_SIZE])labels, jury_picked, asked);
}

/* ---- Grades of a file
 * ------------------------------------------------------------------------------- */

static enum err_code read_file(struct tui *tui, const struct page_about *about,
	struct programme *programme, struct grade_import *ret, struct err *err)
{
	struct grade_import_options options = {
		.programme = programme, .part = (size_t)-1, .session = about->mode};
	enum err_code rc = programme_load_id(tui->session, about->group_id, programme, err);

	options.unit = programme_unit(programme, about->id);
	if (!rc && (options.unit == programme->unit_count || !tui->asking))
		rc = err_fail(err, WHY_UNIT_UNKNOWN, "import");
	if (!rc)
		rc = grade_import_read(tui->session, tui->asking->paper, &options, ret, err);
	if (rc)
		programme_release(programme);
	return rc;
}

static void import_row(
	const struct tui *tui, const struct grade_import *import, size_t i, struct page *page)
{
	static const char *const words[] = {[GRADE_NEW] = N_("new"),
		[GRADE_CHANGED] = N_("changed"),
		[GRADE_SAME] = N_("unchanged"),
		[GRADE_REFUSED] = N_("REFUSED")};
	const struct grade_line *line = &import->lines[i];
	const struct seeing seeing = {.anonymous = tui->anonymous};
	char number[24], name[2 * NAME_SIZE + 2] = "", before[MARK_SIZE], after[512];
	const char *cells[] = {number, _(words[line->change]), name,
		line->row < import->sheet.count ? unit_part_title(import->sheet.unit, line->part)
						: "",
		before, after};

	(void)snprintf(number, sizeof number, "%ld", line->line);
	if (line->row < import->sheet.count)
		seeing_name(&seeing, import->sheet.rows[line->row].enrolment.last_name,
			import->sheet.rows[line->row].enrolment.first_name, line->row, name,
			sizeof name);
	cell_format(&line->before, before);
	if (line->change == GRADE_REFUSED)
		message_sentence(&line->why, after, sizeof after);
	else
		cell_format(&line->after, after);
	page_row(page, PAGE_ROW, 6, cells);
	page_mark(page, MARK_UNIT, (int64_t)i + 1);
}

static enum err_code build_import(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const char *head[] = {_("Line"), "", _("Student"), _("Activity"), _("before"), _("after")};
	struct programme programme = {0};
	struct grade_import import = {0};
	struct page page = {0};
	enum err_code rc = read_file(tui, about, &programme, &import, err);

	if (rc)
		return rc;
	page_addf(&page, PAGE_TITLE, _("Grades of %s · %s"), tui->asking->paper,
		import.sheet.unit->row.code);
	page_addf(&page, PAGE_TEXT,
		_("%ld rows: %ld new, %ld changed, %ld unchanged, %ld refused."), import.rows,
		import.added, import.changed, import.unchanged, import.refused);
	page_add(&page, PAGE_MUTED, _("Nothing is written yet: Enter writes what can be."));
	page_row(&page, PAGE_HEAD, 6, head);
	/* What needs a look comes first. */
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < import.count; i++) {
			if ((import.lines[i].change == GRADE_REFUSED) == (pass == 0))
				import_row(tui, &import, i, &page);
		}
	}
	grade_import_release(&import);
	programme_release(&programme);
	if (page.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "import");
	}
	*ret = page;
	return ERR_OK;
}

static void import_answered(struct tui *tui, void *data, int button)
{
	const struct sheet_about *asked = data;
	const struct page_about about = {.id = asked->row_id,
		.group_id = asked->programme_id,
		.item = (size_t)-1,
		.mode = asked->session};
	struct programme programme = {0};
	struct grade_import import = {0};
	const char *slash = strrchr(asked->paper, '/');
	char said[160];
	struct err err;
	enum err_code rc;

	if (button != 1)
		return;
	rc = read_file(tui, &about, &programme, &import, &err);
	if (!rc)
		rc = grade_import_apply(
			tui->session, &import, slash ? slash + 1 : asked->paper, true, &err);
	if (rc) {
		status_error(&tui->status, &err);
	} else {
		(void)snprintf(said, sizeof said, _("Imported: %ld new, %ld changed · u undo"),
			import.added, import.changed);
		tui_pop(tui);
		saved(tui, said);
	}
	grade_import_release(&import);
	programme_release(&programme);
}

static void open_import(struct tui *tui, const struct page_about *about, int kind, int64_t id)
{
	const char *buttons[] = {_("Cancel"), _("Write"), NULL};

	(void)about;
	(void)kind;
	(void)id;
	if (tui->asking)
		prompt_buttons(
			tui, _("Write these grades?"), buttons, import_answered, tui->asking);
}

static const struct page_source import_source = {
	.name = "grade-import", .build = build_import, .open = open_import};

void grades_import_preview(
	struct tui *tui, int64_t programme_id, int64_t unit_id, int session, const char *path)
{
	struct page_view view = {.title = _("Import grades"), .source = &import_source};
	char kept[LABEL_SIZE];
	struct sheet_about *asked;

	(void)snprintf(kept, sizeof kept, "%.200s", path);
	asked = sheet_asking(tui);
	if (!asked)
		return;
	asked->programme_id = programme_id;
	asked->row_id = unit_id;
	asked->session = session;
	memcpy(asked->paper, kept, sizeof kept);
	view.about = (struct page_about){
		.id = unit_id, .group_id = programme_id, .item = (size_t)-1, .mode = session};
	(void)snprintf(view.path, sizeof view.path, "%s", _("import.html"));
	(void)tui_push(tui, &view_page, &view);
}
