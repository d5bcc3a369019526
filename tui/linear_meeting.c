/* A meeting in the linear mode. See linear_mode.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/account.h"
#include "core/date.h"
#include "core/language.h"
#include "core/note.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "tui/linear_mode.h"

/* ---- Beginning ---------------------------------------------------------------------- */

void linear_meeting_offer(struct linear *linear)
{
	struct meeting_row *rows = NULL;
	size_t count = 0;
	struct err err;

	if (meeting_open_list(linear->follow.session, &rows, &count, &err)) {
		linear_error(linear, &err);
		return;
	}
	if (count && linear->options->anonymous)
		linear_say(linear, "%s", _("A meeting is under way: d tells which."));
	for (size_t i = 0; i < count && i < FOUND_MAX && !linear->options->anonymous; i++)
		linear_say(linear, _("Under way: the meeting with %s %s. To go on: / %s, then m."),
			rows[i].last_name, rows[i].first_name, rows[i].matricule);
	free(rows);
}

/* The objectives that are open and were agreed before. ret: as the _list functions. */
static enum err_code load_past(
	const struct linear *linear, struct objective_row **ret, size_t *ret_count, struct err *err)
{
	size_t kept = 0;
	enum err_code rc = db_objective_of_student(
		linear->follow.session->db, linear->follow.student_id, ret, ret_count, err);

	for (size_t i = 0; i < *ret_count && !rc; i++) {
		if ((*ret)[i].state == OBJECTIVE_OPEN &&
			(!linear->meeting || (*ret)[i].meeting_id != linear->meeting))
			(*ret)[kept++] = (*ret)[i];
	}
	*ret_count = kept;
	return rc;
}

static void tell_objectives(
	const struct linear *linear, const struct objective_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char day[DATE_SIZE], code[CODE_SIZE + 8];

		date_for_people(rows[i].due_on, day);
		framework_shown_code(rows[i].item, code);
		linear_say(linear, rows[i].due_on[0] ? _("%zu. %s%s%s, due on %s") : "%zu. %s%s%s",
			i + 1, code, rows[i].item[0] ? ", " : "", rows[i].text, day);
	}
}

static void tell_past(const struct linear *linear)
{
	struct objective_row *rows = NULL;
	size_t count = 0;
	struct err err;

	if (load_past(linear, &rows, &count, &err)) {
		linear_error(linear, &err);
		return;
	}
	if (count)
		linear_say(linear, "%s", _("Objectives of last time, to settle with j:"));
	tell_objectives(linear, rows, count);
	free(rows);
}

/* Of the meeting under way; 0: there is none. */
static int64_t meeting_assessment(const struct linear *linear)
{
	struct meeting_row *row = NULL;
	int64_t id = 0;
	struct err err;

	if (linear->meeting &&
		meeting_get(linear->follow.session, linear->meeting, &row, &err) == ERR_OK)
		id = row->assessment_id;
	free(row);
	return id;
}

/* What to look at, and why; the first becomes the capability stood on. */
static void suggest(struct linear *linear)
{
	struct follow *follow = &linear->follow;
	struct suggestion found[SUGGESTIONS];
	struct err err;

	linear->item_count = 0;
	if (meeting_suggest(follow->session, follow->framework, follow->student_id,
		    meeting_assessment(linear), SUGGESTIONS, found, &linear->item_count, &err)) {
		linear_error(linear, &err);
		return;
	}
	if (linear->item_count)
		linear_say(linear, "%s", _("Capabilities to look at:"));
	for (size_t i = 0; i < linear->item_count; i++) {
		char name[LABEL_SIZE + CODE_SIZE], why[128];

		linear->items[i] = found[i].item;
		framework_item_name(&follow->framework->items[found[i].item], name, sizeof name);
		suggestion_describe(&found[i], why, sizeof why);
		linear_say(linear, _("%s: %s"), name, why);
	}
	if (linear->item_count)
		follow_item(follow, linear->items[0]);
}

/*
 * Where one is planned for another day nearby: that one, or another? ret_id: the
 * one that has begun; 0: none was meant. false: none is to begin.
 */
static bool ask_which(struct linear *linear, int64_t *ret_id)
{
	struct meeting_row *near = NULL;
	char day[DATE_WORDS_SIZE];
	size_t chosen = 2;
	struct err err;
	enum err_code rc =
		meeting_near(linear->follow.session, linear->follow.student_id, &near, &err);

	if (!rc && near) {
		date_in_words(near->held_on, day);
		linear_say(linear, _("A meeting is planned for %s %s."), day, near->starts_at);
		chosen = linear_choose(linear, _("1 begin that one today, 2 begin another:"), 2);
		if (chosen == 1) {
			*ret_id = near->id;
			rc = meeting_begin_planned(linear->follow.session, near->id, &err);
		}
	}
	if (rc)
		linear_error(linear, &err);
	free(near);
	return !rc && chosen;
}

void linear_meeting_begin(struct linear *linear)
{
	struct follow *follow = &linear->follow;
	struct meeting_row *row = NULL;
	char name[STUDENT_NAME_SIZE];
	int64_t id = 0;
	struct err err;

	if (!follow->student_id || !follow->framework) {
		linear_say(linear, "! %s", _("There is no student here."));
		return;
	}
	if (!linear->meeting && !ask_which(linear, &id))
		return;
	if ((!id && meeting_begin(follow->session, follow->student_id, &id, &err)) ||
		meeting_get(follow->session, id, &row, &err)) {
		linear_error(linear, &err);
		return;
	}
	if (!linear->meeting)
		linear->outside = follow->occasion;
	linear->meeting = id;
	meeting_occasion(row, &follow->occasion);
	student_name(follow->session, linear->options->anonymous, row->student_id, row->last_name,
		row->first_name, name, sizeof name);
	linear_say(linear, _("Meeting with %s, under way since %s. All is saved at once."), name,
		row->starts_at);
	if (row->agenda && *row->agenda)
		linear_text(linear, row->agenda);
	free(row);
	tell_past(linear);
	suggest(linear);
	linear_tell_item(linear);
}

/* ---- Out of it ----------------------------------------------------------------------- */

static void step_out(struct linear *linear)
{
	linear->meeting = 0;
	linear->item_count = 0;
	linear->follow.occasion = linear->outside;
}

bool linear_meeting_forget(struct linear *linear)
{
	bool vanished = false;
	struct err err;

	if (!linear->meeting)
		return false;
	if (meeting_leave(linear->follow.session, linear->meeting, &vanished, &err))
		linear_error(linear, &err);
	else if (vanished)
		linear_say(linear, "%s", _("Nothing was noted: this meeting did not begin."));
	return vanished;
}

void linear_meeting_leave(struct linear *linear)
{
	if (!linear->meeting)
		return;
	if (!linear_meeting_forget(linear))
		linear_say(linear, "%s",
			_("The meeting stays open: m with that student goes on with it."));
	step_out(linear);
}

void linear_meeting_check(struct linear *linear)
{
	struct meeting_row *row = NULL;
	struct err err;

	if (!linear->meeting)
		return;
	if (meeting_get(linear->follow.session, linear->meeting, &row, &err) ||
		row->state != MEETING_OPEN) {
		step_out(linear);
		linear_say(linear, "%s", _("The meeting is no longer under way."));
	}
	free(row);
}

/* Is there one? If not, say how to have one. */
static bool in_meeting(const struct linear *linear)
{
	if (!linear->meeting)
		linear_say(linear, "! %s", _("No meeting is under way here: m begins one."));
	return linear->meeting != 0;
}

/* "12/12 14h30" into a day and an hour; asked until it can be read. false: the end of input. */
static bool ask_next(const struct linear *linear, struct meeting_row *row)
{
	char answer[LINE_SIZE];
	struct err err;

	for (;;) {
		if (!linear_ask(linear, _("Next meeting (day, hour; empty: none):"), answer))
			return false;
		if (!*answer) /* what was noted before stays */
			return true;
		if (meeting_next_parse(answer, row->next_on, row->next_at, &err) == ERR_OK)
			return true;
		linear_error(linear, &err);
	}
}

void linear_meeting_end(struct linear *linear)
{
	struct meeting_row *row = NULL;
	struct page page = {0};
	int64_t id = linear->meeting;
	bool ended = false;
	struct err err;

	if (!in_meeting(linear))
		return;
	if (meeting_get(linear->follow.session, id, &row, &err)) {
		linear_error(linear, &err);
		return;
	}
	while (!ended && ask_next(linear, row)) {
		ended = meeting_end(linear->follow.session, id, row->next_on, row->next_at, &err) ==
			ERR_OK;
		if (!ended) {
			linear_error(linear, &err);
			row->next_on[0] = row->next_at[0] = '\0';
		}
	}
	free(row);
	if (!ended)
		return;
	step_out(linear);
	linear_say(linear, "%s", _("Meeting ended. Its account:"));
	if (account_build(linear->follow.session, id, linear->options->anonymous, &page, &err))
		linear_error(linear, &err);
	else
		linear_read(linear, &page);
}

/* ---- Capabilities -------------------------------------------------------------------- */

struct levels {
	int before, self;
	int64_t assessment_id;
};

static bool take_level(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct levels *levels = ctx;

	(void)comment;
	(void)person;
	if (row->kind == KIND_SELF)
		levels->self = row->level;
	else if (row->kind != KIND_PEER && row->level != LEVEL_NONE &&
		 row->assessment_id != levels->assessment_id)
		levels->before = row->level;
	return true;
}

void linear_meeting_levels(const struct linear *linear)
{
	const struct follow *follow = &linear->follow;
	struct levels levels = {.before = LEVEL_NONE, .self = LEVEL_NONE};
	struct err err;

	if (!linear->meeting)
		return;
	levels.assessment_id = meeting_assessment(linear);
	if (db_rating_each(follow->session->db, follow->student_id,
		    follow->framework->items[follow->item].row.id, take_level, &levels, &err)) {
		linear_error(linear, &err);
		return;
	}
	if (levels.before != LEVEL_NONE)
		linear_say(linear, _("Before this meeting: %s."),
			framework_level_name(follow->framework, levels.before));
	if (levels.self != LEVEL_NONE)
		linear_say(linear, _("By the student's own view: %s."),
			framework_level_name(follow->framework, levels.self));
}

bool linear_meeting_next(struct linear *linear)
{
	for (size_t i = 0; i + 1 < linear->item_count; i++) {
		if (linear->items[i] == linear->follow.item) {
			follow_item(&linear->follow, linear->items[i + 1]);
			return true;
		}
	}
	return false;
}

/* ---- Place, presence ------------------------------------------------------------------ */

void linear_meeting_place(struct linear *linear, const char *place)
{
	struct meeting_row *row = NULL;
	struct err err;

	if (!in_meeting(linear))
		return;
	if (meeting_get(linear->follow.session, linear->meeting, &row, &err) ||
		note_clean(place, _("The place"), false, row->place, sizeof row->place, &err) ||
		meeting_set(linear->follow.session, row, &err))
		linear_error(linear, &err);
	else
		linear_say(linear, "%s", _("Place noted"));
	free(row);
}

void linear_meeting_presence(struct linear *linear, const char *word)
{
	struct meeting_row *row = NULL;
	struct err err;

	if (!in_meeting(linear))
		return;
	if (meeting_get(linear->follow.session, linear->meeting, &row, &err) ||
		presence_parse(word, &row->presence, &err) ||
		meeting_set(linear->follow.session, row, &err))
		linear_error(linear, &err);
	else
		linear_say(linear, "%s", presence_name(row->presence));
	free(row);
}

/* ---- Notes, objectives ------------------------------------------------------------------ */

void linear_note(struct linear *linear, const char *text, bool confidential)
{
	struct observation_row row = {.student_id = linear->follow.student_id,
		.meeting_id = linear->meeting,
		.text = text,
		.confidential = confidential};
	struct err err;

	if (!row.student_id)
		linear_say(linear, "! %s", _("There is no student here."));
	else if (observation_put(linear->follow.session, &row, NULL, &err))
		linear_error(linear, &err);
	else
		linear_say(linear, "%s",
			confidential ? _("Observation noted, in no account nor export.")
				     : _("Observation noted"));
}

/* A day, or none; asked until it can be read. false: the end of input, or Ctrl-C. */
static bool ask_due(const struct linear *linear, char ret[DATE_SIZE])
{
	char answer[LINE_SIZE];
	struct err err;

	for (;;) {
		ret[0] = '\0';
		if (!linear_ask(linear, _("Until when (+14, 12/11; empty: no date):"), answer))
			return false;
		if (!*answer || date_parse(answer, DATE_AHEAD, ret, &err) == ERR_OK)
			return true;
		linear_error(linear, &err);
	}
}

void linear_objective(struct linear *linear, const char *text)
{
	const struct follow *follow = &linear->follow;
	struct objective_row row = {
		.student_id = follow->student_id, .meeting_id = linear->meeting, .text = text};
	char day[DATE_SIZE], code[CODE_SIZE + 8];
	struct err err;

	if (!row.student_id || !follow->framework) {
		linear_say(linear, "! %s", _("There is no student here."));
		return;
	}
	if (!*text) {
		linear_say(
			linear, "! %s", _("Not understood: nothing was done. ? and Enter: help."));
		return;
	}
	row.item_id = follow->framework->items[follow->item].row.id;
	if (!ask_due(linear, row.due_on))
		return;
	if (objective_put(follow->session, &row, NULL, &err)) {
		linear_error(linear, &err);
		return;
	}
	follow_code(&follow->framework->items[follow->item], code);
	date_for_people(row.due_on, day);
	if (row.due_on[0])
		linear_say(linear, _("%s: objective agreed for %s."), code, day);
	else
		linear_say(linear, _("%s: objective agreed."), code);
}

static void settle(struct linear *linear, const struct objective_row *row)
{
	static const enum objective_state states[] = {
		OBJECTIVE_MET, OBJECTIVE_PARTLY, OBJECTIVE_DROPPED, OBJECTIVE_CARRIED};
	char due[DATE_SIZE] = "";
	size_t chosen =
		linear_choose(linear, _("1 met, 2 partly met, 3 dropped, 4 carried on:"), 4);
	struct err err;

	if (!chosen)
		return;
	if (states[chosen - 1] == OBJECTIVE_CARRIED && !ask_due(linear, due))
		return;
	if (objective_settle(
		    linear->follow.session, row, states[chosen - 1], linear->meeting, due, &err))
		linear_error(linear, &err);
	else
		linear_say(
			linear, _("%s: %s"), row->text, objective_state_name(states[chosen - 1]));
}

void linear_settle(struct linear *linear)
{
	struct objective_row *rows = NULL;
	size_t count = 0, chosen = 1;
	struct err err;

	if (load_past(linear, &rows, &count, &err)) {
		linear_error(linear, &err);
		return;
	}
	tell_objectives(linear, rows, count);
	if (count == 0)
		linear_say(linear, "%s", _("No objective is open."));
	else if (count > 1)
		chosen = linear_choose(linear, _("Number of the objective:"), count);
	if (count && chosen)
		settle(linear, &rows[chosen - 1]);
	free(rows);
}
