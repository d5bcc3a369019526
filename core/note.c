/* Observations, objectives, evidence, links. See note.h. */
#include "core/note.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/language.h"
#include "core/student.h"
#include "core/text.h"

/* ---- What all of them check --------------------------------------------------- */

enum err_code note_clean(
	const char *text, const char *field, bool needed, char *ret, size_t size, struct err *err)
{
	char limit[16];
	size_t used = 0;
	enum err_code rc;

	ret[0] = '\0';
	for (const char *line = text ? text : ""; *line;) {
		const char *end = strchrnul(line, '\n');
		size_t n = text_clean(line, (size_t)(end - line), ret + used, size - used, NULL);

		if (n >= size - used - 1) {
			(void)snprintf(limit, sizeof limit, "%zu", size - 2);
			rc = err_fail(err, WHY_TEXT_TOO_LONG, "note");
			(void)err_at(err, 0, field, limit);
			return rc;
		}
		used += n;
		if (*end)
			ret[used++] = '\n';
		ret[used] = '\0';
		line = *end ? end + 1 : end;
	}
	while (used > 0 && ret[used - 1] == '\n')
		ret[--used] = '\0';
	if (needed && used == 0) {
		rc = err_fail(err, WHY_FIELD_EMPTY, "note");
		(void)err_at(err, 0, field, NULL);
		return rc;
	}
	return ERR_OK;
}

enum err_code note_date(const char *date, struct err *err)
{
	enum err_code rc;

	if (!date[0] || date_weekday(date) >= 0)
		return ERR_OK;
	rc = err_fail(err, WHY_DATE_INVALID, "date");
	(void)err_at(err, 0, NULL, date);
	return rc;
}

enum err_code note_period(const char *first, const char *last, struct err *err)
{
	char from[DATE_SIZE], to[DATE_SIZE];
	enum err_code rc = note_date(first, err);

	if (!rc)
		rc = note_date(last, err);
	if (rc || !*first || !*last || strcmp(first, last) <= 0)
		return rc;
	date_for_people(first, from);
	date_for_people(last, to);
	rc = err_fail(err, WHY_PERIOD_INVALID, "period");
	(void)err_at(err, 0, from, to);
	return rc;
}

enum err_code note_author(struct session *session, int64_t *ret, struct err *err)
{
	*ret = session->person_id;
	if (*ret)
		return ERR_OK;
	return person_put(session, session->author, ret, err);
}

/* Begin a batch about a student: "observe 0024003". */
static enum err_code begin(
	struct session *session, const char *action, int64_t student_id, struct err *err)
{
	struct student_row student;
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	if (rc)
		return rc;
	return db_batch_begin(session->db, action, student.matricule, session->author, err);
}

static void today_if_empty(char date[DATE_SIZE])
{
	if (!date[0])
		clock_today(date);
}

/* ---- Observations ---------------------------------------------------------------- */

enum err_code observation_put(
	struct session *session, const struct observation_row *row, int64_t *ret, struct err *err)
{
	struct observation_row kept = *row;
	char *text = malloc(NOTE_SIZE);
	enum err_code rc = text ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "observation");

	if (!rc)
		rc = note_clean(row->text, _("The observation"), true, text, NOTE_SIZE, err);
	if (!rc)
		rc = note_date(row->written_on, err);
	if (!rc && !row->id)
		rc = date_check_fact(row->written_on, err);
	if (!rc)
		rc = begin(session, "observe", row->student_id, err);
	if (rc)
		goto out;
	kept.text = text;
	today_if_empty(kept.written_on);
	if (!kept.person_id)
		rc = note_author(session, &kept.person_id, err);
	if (!rc)
		rc = db_observation_put(session->db, &kept, ret, err);
	rc = db_batch_close(session->db, rc, err);
out:
	free(text);
	return rc;
}

/* ---- Objectives ------------------------------------------------------------------ */

static const struct {
	const char *code, *name;
} states[OBJECTIVE_STATE_COUNT] = {
	[OBJECTIVE_OPEN] = {"open", N_("still open")},
	[OBJECTIVE_MET] = {"met", N_("met")},
	[OBJECTIVE_PARTLY] = {"partly", N_("partly met")},
	[OBJECTIVE_DROPPED] = {"dropped", N_("dropped")},
	[OBJECTIVE_CARRIED] = {"carried", N_("carried on")},
};

const char *objective_state_code(enum objective_state state)
{
	return states[state].code;
}

const char *objective_state_name(enum objective_state state)
{
	return _(states[state].name);
}

enum err_code objective_state_parse(const char *text, enum objective_state *ret, struct err *err)
{
	enum err_code rc;

	for (int i = 0; i < OBJECTIVE_STATE_COUNT; i++) {
		if (strcasecmp(text, states[i].code) == 0 ||
			strcasecmp(text, _(states[i].name)) == 0) {
			*ret = (enum objective_state)i;
			return ERR_OK;
		}
	}
	rc = err_fail(err, WHY_STATE_UNKNOWN, "objective");
	(void)err_at(err, 0, "met, partly, dropped, carried, open", text);
	return rc;
}

static enum err_code check_due(const struct objective_row *row, struct err *err)
{
	char due[DATE_SIZE];
	enum err_code rc = note_date(row->due_on, err);

	if (rc || !row->due_on[0] || strcmp(row->due_on, row->set_on) >= 0)
		return rc;
	date_for_people(row->due_on, due);
	rc = err_fail(err, WHY_DATE_PAST, "objective");
	(void)err_at(err, 0, NULL, due);
	return rc;
}

enum err_code objective_put(
	struct session *session, const struct objective_row *row, int64_t *ret, struct err *err)
{
	struct objective_row kept = *row;
	char *text = malloc(NOTE_SIZE);
	enum err_code rc = text ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "objective");

	today_if_empty(kept.set_on);
	if (!rc)
		rc = note_clean(row->text, _("The objective"), true, text, NOTE_SIZE, err);
	if (!rc)
		rc = check_due(&kept, err);
	if (!rc)
		rc = begin(session, "objective", row->student_id, err);
	if (rc)
		goto out;
	kept.text = text;
	if (!kept.person_id)
		rc = note_author(session, &kept.person_id, err);
	if (!rc)
		rc = db_objective_put(session->db, &kept, ret, err);
	rc = db_batch_close(session->db, rc, err);
out:
	free(text);
	return rc;
}

/* The same objective again, agreed today. */
static enum err_code carry_on(struct session *session, const struct objective_row *row,
	int64_t meeting_id, const char *due_on, struct err *err)
{
	struct objective_row next = {.student_id = row->student_id,
		.item_id = row->item_id,
		.meeting_id = meeting_id,
		.text = row->text,
		.from_id = row->id};

	clock_today(next.set_on);
	(void)snprintf(next.due_on, sizeof next.due_on, "%s", due_on ? due_on : "");
	return objective_put(session, &next, NULL, err);
}

/* Settled anew: what it went on as is agreed no longer, where nobody settled that yet. In a batch.
 */
static enum err_code take_back(
	struct session *session, const struct objective_row *row, struct err *err)
{
	struct objective_row *rows = NULL;
	size_t count = 0;
	enum err_code rc =
		db_objective_of_student(session->db, row->student_id, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].from_id != row->id || rows[i].state != OBJECTIVE_OPEN)
			continue;
		rows[i].deleted = true;
		rc = db_objective_put(session->db, &rows[i], NULL, err);
	}
	free(rows);
	return rc;
}

enum err_code objective_settle(struct session *session, const struct objective_row *row,
	enum objective_state state, int64_t meeting_id, const char *due_on, struct err *err)
{
	struct objective_row settled = *row;
	char today[DATE_SIZE];
	enum err_code rc;

	clock_today(today);
	if (state == OBJECTIVE_CARRIED && due_on && *due_on) {
		struct objective_row next = {0};

		memcpy(next.set_on, today, sizeof today);
		(void)snprintf(next.due_on, sizeof next.due_on, "%s", due_on);
		rc = check_due(&next, err);
		if (rc)
			return rc;
	}
	rc = begin(session, "settle", row->student_id, err);
	if (rc)
		return rc;
	settled.state = state;
	settled.settled_in = state == OBJECTIVE_OPEN ? 0 : meeting_id;
	settled.settled_on[0] = '\0';
	if (state != OBJECTIVE_OPEN)
		memcpy(settled.settled_on, today, sizeof today);
	rc = db_objective_put(session->db, &settled, NULL, err);
	if (!rc)
		rc = take_back(session, row, err);
	if (!rc && state == OBJECTIVE_CARRIED)
		rc = carry_on(session, row, meeting_id, due_on, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code objective_remove(
	struct session *session, const struct objective_row *row, struct err *err)
{
	struct objective_row gone = *row;
	enum err_code rc = begin(session, "objective", row->student_id, err);

	if (rc)
		return rc;
	gone.deleted = true;
	rc = db_objective_put(session->db, &gone, NULL, err);
	return db_batch_close(session->db, rc, err);
}

/* ---- Evidence, links ---------------------------------------------------------------- */

enum err_code evidence_put(
	struct session *session, const struct evidence_row *row, int64_t *ret, struct err *err)
{
	struct evidence_row kept = *row;
	enum err_code rc =
		note_clean(row->title, _("The title"), true, kept.title, sizeof kept.title, err);

	if (!rc)
		rc = note_clean(
			row->place, _("The place"), false, kept.place, sizeof kept.place, err);
	if (!rc)
		rc = note_date(row->made_on, err);
	if (!rc && !row->id)
		rc = date_check_fact(row->made_on, err);
	if (!rc)
		rc = begin(session, "evidence", row->student_id, err);
	if (rc)
		return rc;
	today_if_empty(kept.made_on);
	rc = db_evidence_put(session->db, &kept, ret, err);
	return db_batch_close(session->db, rc, err);
}

/* The n-th purpose of a framework, "F2". ret 0: there is none. */
static enum err_code find_goal(struct session *session, int position, int64_t *ret, struct err *err)
{
	struct goal_count_row *goals = NULL;
	size_t count = 0;
	enum err_code rc = ERR_OK;

	*ret = 0;
	for (size_t f = 0; f < session->frameworks.count && !rc && !*ret; f++) {
		rc = db_goal_count(
			session->db, session->frameworks.frameworks[f].row.id, &goals, &count, err);
		for (size_t i = 0; i < count && !rc; i++) {
			if (goals[i].position == position)
				*ret = goals[i].goal_id;
		}
		free(goals);
		goals = NULL;
	}
	return rc;
}

enum err_code link_set(struct session *session, const struct link_row *owner, const char *end,
	bool remove, struct err *err)
{
	struct link_row link = *owner;
	const struct framework *framework;
	size_t item = 0;
	enum err_code rc;

	link.deleted = remove;
	if ((end[0] == 'F' || end[0] == 'f') && end[1] >= '1' && end[1] <= '9' && !end[2]) {
		rc = find_goal(session, end[1] - '0', &link.goal_id, err);
		if (!rc && !link.goal_id) {
			rc = err_fail(err, WHY_LINK_END, "goal");
			(void)err_at(err, 0, NULL, end);
		}
	} else {
		rc = framework_resolve(&session->frameworks, end, &framework, &item, err);
		if (!rc)
			link.item_id = framework->items[item].row.id;
	}
	if (!rc)
		rc = db_batch_begin(session->db, "link", end, session->author, err);
	if (rc)
		return rc;
	rc = db_link_put(session->db, &link, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code link_replace(
	struct session *session, const struct link_row *owner, const char *text, struct err *err)
{
	struct link_row *rows = NULL;
	size_t count = 0;
	char *copy = strdup(text), *rest = copy, *word;
	enum err_code rc = copy ? db_link_list(session->db, owner, &rows, &count, err)
				: err_fail(err, WHY_NO_MEMORY, "links");

	if (!rc)
		rc = db_batch_begin(session->db, "link", text, session->author, err);
	if (rc)
		goto out;
	for (size_t i = 0; i < count && !rc; i++) { /* by themselves: a code may be of two */
		rows[i].deleted = true;
		rc = db_link_put(session->db, &rows[i], err);
	}
	while (!rc && (word = strtok_r(rest, " ,;", &rest)))
		rc = link_set(session, owner, word, false, err);
	rc = db_batch_close(session->db, rc, err);
out:
	free(rows);
	free(copy);
	return rc;
}
