/* The menu of one internship or thesis: every field a line. See nouns.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/internship.h"
#include "core/language.h"
#include "core/note.h"
#include "core/paper.h"
#include "core/seeing.h"
#include "core/support.h"
#include "tui/nouns.h"
#include "tui/sheet.h"
#include "tui/view_choose.h"

enum internship_field {
	I_HOST,
	I_ADDRESS,
	I_SUPERVISOR,
	I_FROM,
	I_TO,
	I_PLANNED,
	I_DONE,
	I_CERTIFY,
	I_MISSIONS,
	I_OPINION,
	I_LINKS,
	I_FIELD_SHEET,
	I_TUTOR_SHEET,
	I_SELF,
	I_PAPER,
	I_COUNT
};

enum thesis_field { T_TITLE, T_STATE, T_SUPERVISOR, T_READER, T_STEP, T_LINKS, T_FIXED };

enum {
	MILESTONES_MAX = SHOWN_MAX,
	PAPER_MAX = (LABEL_SIZE - 1) / 4, /* characters: as many fit whatever they are */
};

static void fail(struct tui *tui, const struct err *err)
{
	status_error(&tui->status, err);
}

static void saved(struct tui *tui, const char *said)
{
	tui_saved(tui);
	tui_refresh(tui);
	status_say(&tui->status, "%s", said);
}

/* "3.2 F1": what an owner is linked to. */
static void link_names(struct tui *tui, const struct link_row *owner, char *ret, size_t size)
{
	struct link_row *rows = NULL;
	size_t count = 0, used = 0;
	struct err err;

	ret[0] = '\0';
	if (db_link_list(tui->session->db, owner, &rows, &count, &err))
		return;
	for (size_t i = 0; i < count && used < size; i++) {
		if (rows[i].goal >= 0)
			used += (size_t)snprintf(
				ret + used, size - used, "%sF%d", used ? " " : "", rows[i].goal);
		else
			used += (size_t)snprintf(
				ret + used, size - used, "%s%s", used ? " " : "", rows[i].item);
	}
	free(rows);
}

/* ---- One internship ------------------------------------------------------------------ */

static struct internship_row *get_internship(struct tui *tui, int64_t id)
{
	struct internship_row *row = NULL;
	size_t count = 0;
	struct err err;

	if (db_internship_get(tui->session->db, id, &row, &count, &err) || !count) {
		status_warn(&tui->status, "%s", _("It is no longer there."));
		return NULL;
	}
	return row;
}

static enum err_code take_day(const char *text, char ret[DATE_SIZE], struct err *err)
{
	ret[0] = '\0';
	return *text ? date_parse(text, DATE_NEAREST, ret, err) : ERR_OK;
}

static enum err_code change_internship(
	struct tui *tui, struct internship_row *row, int field, const char *text, struct err *err)
{
	const struct link_row owner = {.internship_id = row->id};
	const char *supervisor = NULL;
	enum err_code rc = ERR_OK;

	switch (field) {
	case I_HOST:
		rc = note_clean(
			text, _("The host organisation"), true, row->host, sizeof row->host, err);
		break;
	case I_ADDRESS:
		rc = note_clean(
			text, _("The address"), false, row->address, sizeof row->address, err);
		break;
	case I_SUPERVISOR:
		supervisor = text;
		break;
	case I_FROM:
		rc = take_day(text, row->starts_on, err);
		break;
	case I_TO:
		rc = take_day(text, row->ends_on, err);
		break;
	case I_PLANNED:
		rc = hours_parse(text, &row->planned, err);
		break;
	case I_DONE:
		rc = hours_parse(text, &row->done, err);
		break;
	case I_MISSIONS:
		row->missions = text;
		break;
	case I_OPINION:
		row->opinion = text;
		break;
	case I_LINKS:
		return link_replace(tui->session, &owner, text, err);
	default:
		break;
	}
	return rc ? rc : internship_put(tui->session, row, supervisor, NULL, err);
}

static void internship_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct internship_row *row;
	struct err err;

	if (!text)
		return;
	row = get_internship(tui, asked->row_id);
	if (!row)
		return;
	if (change_internship(tui, row, asked->field, text, &err)) {
		prompt_again(tui, &err);
	} else {
		saved(tui, _("Internship changed"));
		nouns_open(tui, MARK_INTERNSHIP, row->id);
	}
	free(row);
}

static void certify(struct tui *tui, struct internship_row *row)
{
	struct err err;
	bool is = row->certified_on[0] != '\0';

	row->certified_on[0] = row->certified_by[0] = '\0';
	if (!is) {
		clock_today(row->certified_on);
		memcpy(row->certified_by, tui->session->author, sizeof row->certified_by);
	}
	if (internship_put(tui->session, row, NULL, NULL, &err))
		fail(tui, &err);
	else
		saved(tui, is ? _("No longer certified") : _("Hours certified"));
}

static void paper_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;

	if (!text)
		return;
	(void)snprintf(asked->paper, sizeof asked->paper, "%s", text);
	(void)tui_push(tui, &view_sheet, asked);
}

static enum err_code write_paper(
	struct tui *tui, void *data, const struct target *to, struct err *err)
{
	const struct sheet_about *asked = data;
	const struct paper_about about = {.kind = PAPER_INTERNSHIP,
		.student_id = asked->student_id,
		.internship_id = asked->row_id};
	const struct framework *framework = tui_framework(tui);
	enum err_code rc = framework ? ERR_OK : err_fail(err, WHY_FRAMEWORK_UNKNOWN, "form");

	if (!rc)
		rc = paper_framework(tui->session, &about, framework, &framework, err);
	if (!rc)
		rc = paper_write(tui->session, framework, &about, to, err);
	if (!rc)
		save_said(tui, to);
	return rc;
}

/* A sheet of levels: from the field, with the reference of its paper, or one's own. */
static void open_sheet(struct tui *tui, struct sheet_about *asked, const struct internship_row *row,
	enum sheet_kind kind)
{
	asked->kind = kind;
	asked->student_id = row->student_id;
	asked->internship_id = row->id;
	clock_today(asked->held_on);
	(void)snprintf(asked->person, sizeof asked->person, "%s",
		kind == SHEET_FIELD ? row->supervisor : tui->session->author);
	if (kind == SHEET_FIELD && !row->supervisor[0])
		status_warn(&tui->status, "%s", _("Name the field supervisor first."));
	else if (kind == SHEET_FIELD)
		prompt_line(
			tui, _("Reference of the paper:"), "", PAPER_MAX, paper_typed, NULL, asked);
	else
		(void)tui_push(tui, &view_sheet, asked);
}

static void initial_of(
	struct tui *tui, const struct internship_row *row, int field, char *ret, size_t size)
{
	const struct link_row owner = {.internship_id = row->id};
	const char *texts[I_COUNT] = {[I_HOST] = row->host,
		[I_ADDRESS] = row->address,
		[I_SUPERVISOR] = row->supervisor,
		[I_MISSIONS] = row->missions,
		[I_OPINION] = row->opinion};
	char day[DATE_SIZE], hours[16];

	(void)snprintf(ret, size, "%s", texts[field] ? texts[field] : "");
	if (field == I_FROM || field == I_TO) {
		date_for_people(field == I_FROM ? row->starts_on : row->ends_on, day);
		(void)snprintf(ret, size, "%s", day);
	} else if (field == I_PLANNED || field == I_DONE) {
		hours_format(field == I_PLANNED ? row->planned : row->done, hours);
		(void)snprintf(ret, size, "%s", hours);
	} else if (field == I_LINKS) {
		link_names(tui, &owner, ret, size);
	}
}

static const char *const internship_labels[I_COUNT] = {
	[I_HOST] = N_("Host organisation"),
	[I_ADDRESS] = N_("Address"),
	[I_SUPERVISOR] = N_("Field supervisor"),
	[I_FROM] = N_("From"),
	[I_TO] = N_("To"),
	[I_PLANNED] = N_("Hours foreseen"),
	[I_DONE] = N_("Hours done"),
	[I_CERTIFY] = N_("Hours certified"),
	[I_MISSIONS] = N_("Missions"),
	[I_OPINION] = N_("Student's opinion"),
	[I_LINKS] = N_("Capabilities and purposes (3.2 F1)"),
	[I_FIELD_SHEET] = N_("Type in the field's sheet…"),
	[I_TUTOR_SHEET] = N_("Give levels oneself…"),
	[I_SELF] = N_("Self-assessment of the student…"),
	[I_PAPER] = N_("Print the numbered sheet…"),
};

static void internship_picked(struct tui *tui, void *data, size_t index)
{
	struct sheet_about *asked = data;
	struct internship_row *row = get_internship(tui, asked->row_id);
	char initial[NOTE_SIZE], question[LABEL_SIZE];

	if (!row)
		return;
	asked->field = (int)index;
	switch (index) {
	case I_CERTIFY:
		certify(tui, row);
		break;
	case I_FIELD_SHEET:
	case I_TUTOR_SHEET:
		open_sheet(tui, asked, row, index == I_FIELD_SHEET ? SHEET_FIELD : SHEET_TUTOR);
		break;
	case I_SELF:
		sheet_self(tui, row->student_id);
		break;
	case I_PAPER:
		asked->student_id = row->student_id;
		save_name(tui, _("sheet.html"), row->student_id, 0, initial, sizeof initial);
		save_ask(tui, _("Write to (.html to print, .csv to send):"), initial, PAPER_FORMS,
			TARGET_HTML, write_paper, asked);
		break;
	default:
		initial_of(tui, row, (int)index, initial, sizeof initial);
		(void)snprintf(question, sizeof question, _("%s:"), _(internship_labels[index]));
		prompt_line(tui, question, initial, 4000, internship_typed, NULL, asked);
		break;
	}
	free(row);
}

static void open_internship(struct tui *tui, int64_t id)
{
	struct internship_row *row = get_internship(tui, id);
	struct sheet_about *asked = row ? sheet_asking(tui) : NULL;
	char labels[I_COUNT][LABEL_SIZE], value[NOTE_SIZE];
	struct choose choose = {.title = _("Internship"),
		.count = I_COUNT,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.picked = internship_picked,
		.data = asked};

	if (asked) {
		asked->row_id = id;
		for (int i = 0; i < I_COUNT; i++) {
			char certified[DATE_SIZE];

			initial_of(tui, row, i, value, sizeof value);
			date_for_people(row->certified_on, certified);
			if (i == I_CERTIFY)
				(void)snprintf(value, sizeof value, "%s", certified);
			if (i >= I_FIELD_SHEET)
				(void)snprintf(
					labels[i], LABEL_SIZE, "%s", _(internship_labels[i]));
			else
				(void)snprintf(labels[i], LABEL_SIZE, _("%s: %.100s"),
					_(internship_labels[i]), value);
		}
		(void)tui_push(tui, &view_choose, &choose);
	}
	free(row);
}

/* ---- One thesis ---------------------------------------------------------------------------- */

static struct thesis_row *get_thesis(struct tui *tui, int64_t id)
{
	struct thesis_row *row = NULL;
	size_t count = 0;
	struct err err;

	if (db_thesis_get(tui->session->db, id, &row, &count, &err) || !count) {
		status_warn(&tui->status, "%s", _("It is no longer there."));
		return NULL;
	}
	return row;
}

/* "Plan détaillé +30": a step, and its date after the last space where it is one. */
static enum err_code add_step(struct tui *tui, int64_t thesis_id, const char *text, struct err *err)
{
	struct milestone_row row = {.thesis_id = thesis_id};
	const char *space = strrchr(text, ' ');
	struct err ignored;
	bool dated = space && date_parse(space + 1, DATE_AHEAD, row.due_on, &ignored) == ERR_OK;
	char *title = strndup(text, dated ? (size_t)(space - text) : strlen(text));
	enum err_code rc =
		title ? note_clean(title, _("The title"), true, row.title, sizeof row.title, err)
		      : err_fail(err, WHY_NO_MEMORY, "step");

	free(title);
	return rc ? rc : milestone_put(tui->session, &row, NULL, err);
}

static enum err_code add_person(struct tui *tui, const struct thesis_row *row, bool reader,
	const char *name, struct err *err)
{
	const struct support_plan plan = {.role = SUPPORT_READER,
		.person = name,
		.student_id = row->student_id,
		.since = "",
		.until = ""};

	return reader ? support_add(tui->session, &plan, NULL, err)
		      : thesis_supervise(tui->session, row, name, err);
}

static void thesis_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	const struct link_row owner = {.thesis_id = asked->row_id};
	struct thesis_row *row;
	struct err err;
	enum err_code rc = ERR_OK;

	if (!text)
		return;
	row = get_thesis(tui, asked->row_id);
	if (!row)
		return;
	switch (asked->field) {
	case T_TITLE:
		rc = note_clean(text, _("The title"), true, row->title, sizeof row->title, &err);
		if (!rc)
			rc = thesis_put(tui->session, row, NULL, &err);
		break;
	case T_SUPERVISOR:
	case T_READER:
		rc = add_person(tui, row, asked->field == T_READER, text, &err);
		break;
	case T_STEP:
		rc = add_step(tui, row->id, text, &err);
		break;
	default:
		rc = link_replace(tui->session, &owner, text, &err);
		break;
	}
	if (rc) {
		prompt_again(tui, &err);
	} else {
		saved(tui, _("Thesis changed"));
		nouns_open(tui, MARK_THESIS, row->id);
	}
	free(row);
}

/* A step reached today, or not after all: the one that was shown, wherever it stands by now. */
static void toggle_step(struct tui *tui, int64_t thesis_id, int64_t step_id)
{
	struct milestone_row *rows = NULL;
	size_t count = 0, at = 0;
	struct err err;
	enum err_code rc = db_milestone_list(tui->session->db, thesis_id, &rows, &count, &err);

	while (!rc && at < count && rows[at].id != step_id)
		at++;
	if (!rc && at < count) {
		if (rows[at].done_on[0])
			rows[at].done_on[0] = '\0';
		else
			clock_today(rows[at].done_on);
		rc = milestone_put(tui->session, &rows[at], NULL, &err);
	}
	if (rc)
		fail(tui, &err);
	else if (at < count)
		saved(tui, _("Step changed"));
	else
		status_warn(&tui->status, "%s", _("It is no longer there."));
	free(rows);
	nouns_open(tui, MARK_THESIS, thesis_id);
}

static const char *const thesis_labels[T_FIXED] = {
	[T_TITLE] = N_("Title"),
	[T_STATE] = N_("State"),
	[T_SUPERVISOR] = N_("Supervisor"),
	[T_READER] = N_("Add a reader"),
	[T_STEP] = N_("Add a step (title, date)"),
	[T_LINKS] = N_("Capabilities and purposes (3.2 F1)"),
};

static void thesis_picked(struct tui *tui, void *data, size_t index)
{
	struct sheet_about *asked = data;
	struct thesis_row *row;
	char initial[NOTE_SIZE] = "", question[LABEL_SIZE];
	const struct link_row owner = {.thesis_id = asked->row_id};
	struct err err;

	if (index >= T_FIXED) {
		toggle_step(tui, asked->row_id, asked->shown[index - T_FIXED]);
		return;
	}
	row = get_thesis(tui, asked->row_id);
	if (!row)
		return;
	asked->field = (int)index;
	if (index == T_STATE) {
		row->state = (enum thesis_state)((row->state + 1) % THESIS_STATE_COUNT);
		if (thesis_put(tui->session, row, NULL, &err))
			fail(tui, &err);
		else
			saved(tui, thesis_state_name(row->state));
		nouns_open(tui, MARK_THESIS, row->id);
	} else {
		if (index == T_TITLE)
			(void)snprintf(initial, sizeof initial, "%s", row->title);
		else if (index == T_LINKS)
			link_names(tui, &owner, initial, sizeof initial);
		(void)snprintf(question, sizeof question, _("%s:"), _(thesis_labels[index]));
		prompt_line(tui, question, initial, 300, thesis_typed, NULL, asked);
	}
	free(row);
}

/* ret_ids: which they are, MILESTONES_MAX of them at most. */
static size_t put_steps(struct tui *tui, int64_t thesis_id, size_t from, char labels[][LABEL_SIZE],
	int64_t ret_ids[])
{
	struct milestone_row *rows = NULL;
	size_t count = 0;
	struct err err;

	if (db_milestone_list(tui->session->db, thesis_id, &rows, &count, &err))
		return 0;
	if (count > MILESTONES_MAX)
		count = MILESTONES_MAX;
	for (size_t i = 0; i < count; i++) {
		char due[DATE_SIZE], reached[DATE_SIZE];

		ret_ids[i] = rows[i].id;
		date_for_people(rows[i].due_on, due);
		date_for_people(rows[i].done_on, reached);
		(void)snprintf(labels[from + i], LABEL_SIZE, "[%s] %.100s %s %s",
			reached[0] ? "x" : " ", rows[i].title, due, reached);
	}
	free(rows);
	return count;
}

static void open_thesis(struct tui *tui, int64_t id)
{
	struct thesis_row *row = get_thesis(tui, id);
	struct sheet_about *asked = row ? sheet_asking(tui) : NULL;
	const struct link_row owner = {.thesis_id = id};
	char labels[T_FIXED + MILESTONES_MAX][LABEL_SIZE], links[256];
	struct choose choose = {.title = _("Thesis"),
		.labels = (const char(*)[LABEL_SIZE])labels,
		.picked = thesis_picked,
		.data = asked};

	if (asked) {
		const char *values[T_FIXED] = {[T_TITLE] = row->title,
			[T_STATE] = thesis_state_name(row->state),
			[T_SUPERVISOR] = row->supervisor,
			[T_READER] = "",
			[T_STEP] = "",
			[T_LINKS] = links};

		link_names(tui, &owner, links, sizeof links);
		asked->row_id = id;
		for (int i = 0; i < T_FIXED; i++)
			(void)snprintf(labels[i], LABEL_SIZE, _("%s: %.100s"), _(thesis_labels[i]),
				values[i]);
		choose.count = T_FIXED + put_steps(tui, id, T_FIXED, labels, asked->shown);
		(void)tui_push(tui, &view_choose, &choose);
	}
	free(row);
}

void nouns_open(struct tui *tui, int kind, int64_t id)
{
	if (kind == MARK_INTERNSHIP)
		open_internship(tui, id);
	else if (kind == MARK_THESIS)
		open_thesis(tui, id);
}
