/* The menu of a unit: who takes it, its papers and files, its fields. See grades.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/grade_import.h"
#include "core/language.h"
#include "core/note.h"
#include "core/outfile.h"
#include "core/sheet_page.h"
#include "core/student.h"
#include "tui/grades_menu.h"

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

	if (button != 1 || !grades_load_asked(tui, asked, &programme, &unit))
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
	grades_saved(tui, said);
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

/* The next word of a text; *text is moved beyond it. */
static void next_word(const char **text, char ret[LABEL_SIZE])
{
	size_t length;

	*text += strspn(*text, " ");
	length = strcspn(*text, " ");
	(void)snprintf(ret, LABEL_SIZE, "%.*s", (int)length, *text);
	*text += length;
}

/*
 * "2", "2 8" or "2 - internship": the weight of an activity, its minimum ("-" or
 * nothing: none) and its kind, which stays where it is not said.
 */
static enum err_code change_activity(struct tui *tui, const struct programme *programme,
	const struct unit *unit, size_t at, const char *text, struct err *err)
{
	struct activity_row row = unit->activities[at];
	char word[LABEL_SIZE];

	next_word(&text, word);
	if (!mark_read(word, &row.weight))
		return bad(err, WHY_WEIGHT_INVALID, word);
	next_word(&text, word);
	row.minimum = -1;
	if (*word && strcmp(word, "-") != 0 && !mark_read(word, &row.minimum))
		return bad(err, WHY_WEIGHT_INVALID, word);
	next_word(&text, word);
	if (*word)
		(void)snprintf(row.kind, sizeof row.kind, "%.60s", word);
	return activity_put(tui->session, programme, unit, &row, NULL, err);
}

/* "AA3 Oral": a code, and the title after it or the same. */
static enum err_code split_name(
	const char *text, char code[CODE_SIZE], char title[LABEL_SIZE], struct err *err)
{
	const char *space = strchr(text, ' ');
	char first[PROMPT_QUESTION_SIZE];
	enum err_code rc;

	(void)snprintf(first, sizeof first, "%.*s", (int)strcspn(text, " "), text);
	rc = note_clean(first, _("The code"), true, code, CODE_SIZE, err);
	return rc ? rc
		  : note_clean(
			    space ? space + 1 : code, _("The title"), true, title, LABEL_SIZE, err);
}

/* "AA3 Oral": an activity more, of weight 1. */
static enum err_code add_activity(struct tui *tui, const struct programme *programme,
	const struct unit *unit, const char *text, struct err *err)
{
	struct activity_row row = {.kind = "course",
		.weight = 100,
		.minimum = -1,
		.position = (int)unit->activity_count + 1};
	enum err_code rc = split_name(text, row.code, row.title, err);

	return rc ? rc : activity_put(tui->session, programme, unit, &row, NULL, err);
}

static enum err_code change_unit(struct tui *tui, const struct programme *programme,
	const struct unit *unit, int field, const char *text, struct err *err)
{
	struct unit_row row = unit->row;
	enum err_code rc = ERR_OK;

	switch (field) {
	case U_TITLE:
		rc = note_clean(text, _("The title"), true, row.title, sizeof row.title, err);
		break;
	case U_CREDITS:
		if (!mark_read(text, &row.credits))
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

/* The activity of a line may have gone since the menu was drawn. Says so. */
static bool has_field(struct tui *tui, const struct unit *unit, int field)
{
	struct err err;

	if (field < U_FIXED || (size_t)(field - U_FIXED) < unit->activity_count)
		return true;
	(void)bad(&err, WHY_UNIT_UNKNOWN, unit->row.code);
	status_error(&tui->status, &err);
	return false;
}

static void unit_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	size_t unit;
	struct err err;
	enum err_code rc;

	if (!text || !grades_load_asked(tui, asked, &programme, &unit))
		return;
	if (!has_field(tui, &programme.units[unit], asked->field)) {
		programme_release(&programme);
		return;
	}
	rc = change_unit(tui, &programme, &programme.units[unit], asked->field, text, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		grades_saved(tui, _("Noted"));
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

static enum err_code write_paper(
	const struct gradesheet *sheet, const struct target *to, struct err *err)
{
	struct page page = {0};
	enum err_code rc = sheet_page(sheet, &page, err);

	if (!rc)
		rc = page_save(&page, to, 120, err);
	page_release(&page);
	return rc;
}

static enum err_code write_sheet(
	struct tui *tui, void *data, const struct target *to, struct err *err)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	struct gradesheet sheet = {0};
	char left[LABEL_SIZE];
	size_t unit = 0;
	enum err_code rc = programme_load_id(tui->session, asked->programme_id, &programme, err);

	if (!rc)
		unit = programme_unit(&programme, asked->row_id);
	if (!rc && unit == programme.unit_count)
		rc = err_fail(err, WHY_UNIT_UNKNOWN, "gone");
	if (!rc)
		rc = load_sheet(tui, &programme, unit, asked, &sheet, err);
	if (!rc)
		rc = asked->field == U_PAPER ? write_paper(&sheet, to, err)
					     : grade_export(tui->session, &sheet, to, left, err);
	gradesheet_release(&sheet);
	programme_release(&programme);
	if (!rc)
		save_said(tui, to);
	return rc;
}

static void import_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	char path[4096];

	if (!text || !*text)
		return;
	save_path(text, path, sizeof path);
	grades_import_preview(tui, asked->programme_id, asked->row_id, asked->session, path);
}

/* What stands in a field now, to be changed. */
static void field_text(const struct framework_list *frameworks, const struct programme *programme,
	const struct unit *unit, int field, char *ret, size_t size)
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
		unit_items(frameworks, programme, unit, 0, ret, size);
		break;
	case U_ADD:
		ret[0] = '\0';
		break;
	default:
		mark_plain(unit->activities[field - U_FIXED].weight, weight);
		mark_plain(unit->activities[field - U_FIXED].minimum, minimum);
		(void)snprintf(ret, size, "%s %s %s", weight, *minimum ? minimum : "-",
			unit->activities[field - U_FIXED].kind);
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
	char text[1024] = "", word[72], path[LABEL_SIZE];

	if (!grades_load_asked(tui, asked, &programme, &sheet.unit))
		return;
	asked->field = (int)index;
	if (!has_field(tui, &programme.units[sheet.unit], asked->field)) {
		programme_release(&programme);
		return;
	}
	if (index >= U_TITLE)
		field_text(&tui->session->frameworks, &programme, &programme.units[sheet.unit],
			asked->field, text, sizeof text);
	(void)snprintf(word, sizeof word, "%.60s%s", programme.units[sheet.unit].row.code,
		index == U_PAPER ? ".html" : ".csv");
	save_name(tui, word, 0, asked->group_id, path, sizeof path);
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
		prompt_line(tui, _("File of grades:"), "", 190, import_typed, NULL, asked);
		break;
	case U_PAPER:
		save_ask(tui, NULL, path, PAGE_FORMS, TARGET_HTML, write_sheet, asked);
		break;
	case U_EXPORT:
		save_ask(tui, NULL, path, TARGET_BIT(TARGET_CSV), TARGET_CSV, write_sheet, asked);
		break;
	case U_OPTIONAL:
		unit_typed(tui, asked, text);
		break;
	default:
		prompt_line(tui,
			index < U_FIXED ? _(unit_names[index])
					: _("Weight, minimum (- none), kind:"),
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
	if (!grades_load_asked(tui, asked, &programme, &at))
		return;
	unit = &programme.units[at];
	for (int i = 0; i < U_FIXED; i++) {
		if (i < U_TITLE || i == U_ADD)
			text[0] = '\0';
		else
			field_text(
				&tui->session->frameworks, &programme, unit, i, text, sizeof text);
		if (*text)
			(void)snprintf(
				labels[i], LABEL_SIZE, _("%.80s: %.110s"), _(unit_names[i]), text);
		else
			(void)snprintf(labels[i], LABEL_SIZE, "%s", _(unit_names[i]));
	}
	for (size_t a = 0; a < unit->activity_count && a < PARTS_MAX; a++) {
		field_text(&tui->session->frameworks, &programme, unit, U_FIXED + (int)a, text,
			sizeof text);
		(void)snprintf(labels[count++], LABEL_SIZE,
			_("%.100s: weight, minimum, kind %.60s"), unit->activities[a].title, text);
	}
	programme_release(&programme);
	grades_menu(tui, _("Unit"), count, (const char(*)[LABEL_SIZE])labels, unit_picked, asked);
}

/* "UE18 Atelier": a unit more, of no credits yet. */
static void new_unit_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct unit_row row = {.block = 1, .decimals = 2};
	struct programme programme = {0};
	size_t unit, activity;
	struct err err;
	enum err_code rc;

	if (!text || !*text || !grades_load_asked(tui, asked, &programme, &unit))
		return;
	row.position = (int)programme.unit_count + 1;
	rc = split_name(text, row.code, row.title, &err);
	/* One that is there already is opened, not written over. */
	if (!rc && programme_find(&programme, row.code, &unit, &activity, NULL) == ERR_OK)
		row = programme.units[unit].row;
	else if (!rc)
		rc = unit_put(tui->session, &programme, &row, &row.id, &err);
	programme_release(&programme);
	if (rc) {
		status_error(&tui->status, &err);
		return;
	}
	grades_saved(tui, _("Noted"));
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
