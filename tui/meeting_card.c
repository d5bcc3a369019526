/* A planned meeting. See meeting_card.h. */
#include "tui/meeting_card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/language.h"
#include "core/student_name.h"
#include "core/meeting.h"
#include "core/note.h"
#include "tui/sheet.h"
#include "tui/view_choose.h"

enum card_line { C_BEGIN, C_DAY, C_TIME, C_PLACE, C_AGENDA, C_DROP, C_COUNT };

static void fail(struct tui *tui, const struct err *err)
{
	status_error(&tui->status, err);
}

static struct meeting_row *get(struct tui *tui, int64_t id)
{
	struct meeting_row *row = NULL;
	struct err err;

	if (meeting_get(tui->session, id, &row, &err))
		fail(tui, &err);
	return row;
}

/* "Thu 26/11/2026 14:30" */
static void moment(const struct meeting_row *row, char *ret, size_t size)
{
	char day[DATE_WORDS_SIZE];

	date_in_words(row->held_on, day);
	(void)snprintf(ret, size, "%s%s%s", day, row->starts_at[0] ? " " : "", row->starts_at);
}

/* ---- Beginning ------------------------------------------------------------------- */

static void open_now(struct tui *tui, int64_t id)
{
	struct err err;

	if (meeting_begin_planned(tui->session, id, &err)) {
		fail(tui, &err);
		return;
	}
	tui_saved(tui);
	(void)tui_push(tui, &view_meeting, &id);
}

static void open_student(struct tui *tui, int64_t student_id)
{
	int64_t id = 0;
	struct err err;

	if (meeting_begin(tui->session, student_id, &id, &err)) {
		fail(tui, &err);
		return;
	}
	tui_saved(tui);
	(void)tui_push(tui, &view_meeting, &id);
}

static void which_picked(struct tui *tui, void *data, int button)
{
	const struct sheet_about *asked = data;

	if (button == 1)
		open_now(tui, asked->row_id);
	else if (button == 2)
		open_student(tui, asked->student_id);
}

/* It is planned for another day: that appointment is named, and never moved unasked. */
static void ask_which(struct tui *tui, const struct meeting_row *row)
{
	struct sheet_about *asked = sheet_asking(tui);
	char when[DATE_WORDS_SIZE + CLOCK_SIZE], question[256];

	if (!asked)
		return;
	asked->row_id = row->id;
	asked->student_id = row->student_id;
	moment(row, when, sizeof when);
	(void)snprintf(question, sizeof question, _("Planned for %s:"), when);
	prompt_buttons(tui, question,
		(const char *const[]){_("Cancel"), _("Begin"), _("Another one"), NULL},
		which_picked, asked);
}

void meeting_start_planned(struct tui *tui, int64_t meeting_id)
{
	struct meeting_row *row = get(tui, meeting_id);
	char today[DATE_SIZE];

	if (!row)
		return;
	clock_today(today);
	if (row->state == MEETING_PLANNED && strcmp(row->held_on, today) != 0)
		ask_which(tui, row);
	else
		open_now(tui, meeting_id);
	free(row);
}

void meeting_start(struct tui *tui, int64_t student_id)
{
	struct meeting_row *near = NULL;
	struct err err;

	if (meeting_near(tui->session, student_id, &near, &err)) {
		fail(tui, &err);
		return;
	}
	if (near)
		ask_which(tui, near);
	else
		open_student(tui, student_id);
	free(near);
}

/* ---- The card -------------------------------------------------------------------- */

static enum err_code change(
	struct tui *tui, struct meeting_row *row, int field, const char *text, struct err *err)
{
	enum err_code rc = ERR_OK;

	switch (field) {
	case C_DAY:
		rc = date_parse(text, DATE_AHEAD, row->held_on, err);
		break;
	case C_TIME:
		rc = time_parse(text, row->starts_at, err);
		break;
	case C_PLACE:
		rc = note_clean(text, _("The place"), false, row->place, sizeof row->place, err);
		break;
	default:
		row->agenda = text;
	}
	return rc ? rc : meeting_set(tui->session, row, err);
}

static void typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct meeting_row *row = text ? get(tui, asked->row_id) : NULL;
	struct err err;

	if (!row)
		return;
	if (change(tui, row, asked->field, text, &err)) {
		prompt_again(tui, &err);
	} else {
		tui_saved(tui);
		tui_refresh(tui);
		status_say(&tui->status, "%s", _("Appointment changed"));
		meeting_card(tui, asked->row_id);
	}
	free(row);
}

static void drop_picked(struct tui *tui, void *data, int button)
{
	const struct sheet_about *asked = data;
	struct err err;

	if (button != 1)
		return;
	if (meeting_drop(tui->session, asked->row_id, &err)) {
		fail(tui, &err);
		return;
	}
	tui_saved(tui);
	tui_refresh(tui);
	status_say(&tui->status, "%s", _("Meeting cancelled"));
}

static void ask_drop(struct tui *tui, struct sheet_about *asked)
{
	struct meeting_row *row = get(tui, asked->row_id);
	char when[DATE_WORDS_SIZE + CLOCK_SIZE], question[256];

	if (!row)
		return;
	moment(row, when, sizeof when);
	(void)snprintf(
		question, sizeof question, _("The meeting of %s will not take place?"), when);
	prompt_buttons(tui, question, (const char *const[]){_("Cancel"), _("Take it off"), NULL},
		drop_picked, asked);
	free(row);
}

static void picked(struct tui *tui, void *data, size_t index)
{
	static const char *const questions[C_COUNT] = {
		[C_DAY] = N_("Day of the meeting (12/11, mon, +14):"),
		[C_TIME] = N_("Hour (14h30):"),
		[C_PLACE] = N_("Place:"),
		[C_AGENDA] = N_("What is to be spoken of:")};
	struct sheet_about *asked = data;
	struct meeting_row *row;
	char day[DATE_SIZE];

	asked->field = (int)index;
	if (index == C_BEGIN) {
		meeting_start_planned(tui, asked->row_id);
		return;
	}
	if (index == C_DROP) {
		ask_drop(tui, asked);
		return;
	}
	row = get(tui, asked->row_id);
	if (!row)
		return;
	date_for_people(row->held_on, day);
	prompt_line(tui, _(questions[index]),
		index == C_DAY     ? day
		: index == C_TIME  ? row->starts_at
		: index == C_PLACE ? row->place
				   : row->agenda,
		index == C_AGENDA ? 1000 : 100, typed, NULL, asked);
	free(row);
}

void meeting_card(struct tui *tui, int64_t meeting_id)
{
	struct meeting_row *row = get(tui, meeting_id);
	struct sheet_about *asked = row ? sheet_asking(tui) : NULL;
	struct student_row student;
	char labels[C_COUNT][LABEL_SIZE], name[2 * NAME_SIZE + 2] = "", title[LABEL_SIZE];
	char day[DATE_WORDS_SIZE], today[DATE_SIZE];
	struct choose choose = {.title = title,
		.count = C_COUNT,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.picked = picked,
		.data = asked};
	struct err err;

	if (asked &&
		db_student_by_id(tui->session->db, row->student_id, &student, &err) == ERR_OK) {
		tui_student_name(tui, &student, name, sizeof name);
		(void)snprintf(title, sizeof title, _("Planned meeting · %.150s"), name);
		asked->row_id = meeting_id;
		asked->student_id = row->student_id;
		date_in_words(row->held_on, day);
		clock_today(today);
		(void)snprintf(labels[C_BEGIN], LABEL_SIZE, "%s",
			strcmp(today, row->held_on) == 0 ? _("Begin it") : _("Begin it today"));
		(void)snprintf(labels[C_DAY], LABEL_SIZE, _("%s: %.100s"), _("Day"), day);
		(void)snprintf(
			labels[C_TIME], LABEL_SIZE, _("%s: %.100s"), _("Hour"), row->starts_at);
		(void)snprintf(
			labels[C_PLACE], LABEL_SIZE, _("%s: %.100s"), _("Place"), row->place);
		(void)snprintf(labels[C_AGENDA], LABEL_SIZE, _("%s: %.100s"), _("Agenda"),
			row->agenda ? row->agenda : "");
		(void)snprintf(labels[C_DROP], LABEL_SIZE, "%s", _("It will not take place"));
		(void)tui_push(tui, &view_choose, &choose);
	}
	free(row);
}
