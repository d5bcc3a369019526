/* The follow-up of the demonstration. See demo_follow.h. */
#include "core/demo_follow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/csv.h"
#include "core/fixture.h"
#include "core/meeting.h"
#include "core/note.h"
#include "core/student.h"
#include "core/support.h"
#include "db/follow.h"

enum { RECORD, MATRICULE, DAYS, CELL, CELLS = 13, TEXT_SIZE = 512 };

struct filling {
	struct session *session;
	struct err *err;
	enum err_code rc;
	bool header_seen;
	char cells[CELLS][TEXT_SIZE];
	int64_t student_id, meeting_id, thesis_id; /* the last ones met */
	char meeting_of[MATRICULE_SIZE], meeting_on[DATE_SIZE];
	char today[DATE_SIZE];
};

/* The date that many days ago; "" for an empty cell. */
static void days_ago(const struct filling *filling, const char *days, char ret[DATE_SIZE])
{
	ret[0] = '\0';
	if (*days)
		clock_add_days(filling->today, -(int)strtol(days, NULL, 10), ret);
}

static enum err_code person(struct filling *filling, const char *name, int64_t *ret)
{
	*ret = 0;
	return *name ? person_put(filling->session, name, ret, filling->err) : ERR_OK;
}

static enum err_code item_of(struct filling *filling, const char *code, int64_t *ret)
{
	const struct framework *framework;
	size_t item;
	enum err_code rc;

	*ret = 0;
	if (!*code)
		return ERR_OK;
	rc = framework_resolve(
		&filling->session->frameworks, code, &framework, &item, filling->err);
	if (!rc)
		*ret = framework->items[item].row.id;
	return rc;
}

/* "3.1 4.1 F1": linked to an owner. */
static enum err_code links(struct filling *filling, const struct link_row *owner, const char *list)
{
	char copy[TEXT_SIZE], *rest = copy, *word;
	enum err_code rc = ERR_OK;

	(void)snprintf(copy, sizeof copy, "%s", list);
	while (!rc && (word = strtok_r(rest, " ", &rest)))
		rc = link_set(filling->session, owner, word, false, filling->err);
	return rc;
}

/* ---- One function per record ------------------------------------------------------- */

static enum err_code take_support(struct filling *filling)
{
	bool of_group = strcmp(filling->cells[RECORD], "group-support") == 0;
	struct support_row row = {.student_id = of_group ? 0 : filling->student_id};
	struct group_row group;
	struct student_row peer;
	enum err_code rc = role_parse(filling->cells[CELL], &row.role, filling->err);

	days_ago(filling, filling->cells[DAYS], row.since);
	if (!rc && of_group) {
		rc = group_find(
			filling->session, filling->cells[MATRICULE], NULL, &group, filling->err);
		row.group_id = group.id;
	}
	if (!rc && row.role == SUPPORT_PEER) {
		rc = student_find(filling->session, filling->cells[CELL + 1], &peer, filling->err);
		row.peer_id = peer.id;
	} else if (!rc) {
		rc = person(filling, filling->cells[CELL + 1], &row.person_id);
	}
	return rc ? rc : db_support_put(filling->session->db, &row, NULL, filling->err);
}

static enum err_code take_meeting(struct filling *filling)
{
	struct meeting_row row = {.student_id = filling->student_id};
	bool done = strcmp(filling->cells[CELL + 4], "done") == 0;
	enum err_code rc = person(filling, filling->cells[CELL], &row.person_id);

	days_ago(filling, filling->cells[DAYS], row.held_on);
	days_ago(filling, filling->cells[CELL + 5], row.next_on);
	(void)snprintf(row.starts_at, sizeof row.starts_at, "%02d:%02d",
		9 + (int)(filling->student_id % 7 + 7) % 7, filling->student_id % 2 ? 30 : 0);
	(void)snprintf(row.place, sizeof row.place, "%.200s", filling->cells[CELL + 1]);
	row.minutes = done ? (int)strtol(filling->cells[CELL + 3], NULL, 10) : -1;
	row.state = done ? MEETING_DONE : MEETING_PLANNED;
	if (!rc)
		rc = presence_parse(filling->cells[CELL + 2], &row.presence, filling->err);
	if (!rc && done) /* the levels of that day were given in it */
		rc = db_assessment_put(filling->session->db, KIND_MEETING, row.held_on,
			row.person_id, &row.assessment_id, filling->err);
	if (!rc)
		rc = db_meeting_put(filling->session->db, &row, &filling->meeting_id, filling->err);
	(void)snprintf(filling->meeting_of, sizeof filling->meeting_of, "%.64s",
		filling->cells[MATRICULE]);
	memcpy(filling->meeting_on, row.held_on, sizeof filling->meeting_on);
	return rc;
}

/* The meeting read last, if it is that of this student and day. */
static int64_t meeting_of(const struct filling *filling, const char *day)
{
	return strcmp(filling->meeting_of, filling->cells[MATRICULE]) == 0 &&
			       strcmp(filling->meeting_on, day) == 0
		       ? filling->meeting_id
		       : 0;
}

static enum err_code take_observation(struct filling *filling)
{
	struct observation_row row = {.student_id = filling->student_id,
		.text = filling->cells[CELL + 1],
		.confidential = filling->cells[CELL + 2][0] == '1'};
	enum err_code rc = item_of(filling, filling->cells[CELL], &row.item_id);

	days_ago(filling, filling->cells[DAYS], row.written_on);
	row.meeting_id = meeting_of(filling, row.written_on);
	if (!rc)
		rc = person(filling, filling->cells[CELL + 3], &row.person_id);
	return rc ? rc : db_observation_put(filling->session->db, &row, NULL, filling->err);
}

static enum err_code take_objective(struct filling *filling)
{
	struct objective_row row = {
		.student_id = filling->student_id, .text = filling->cells[CELL + 1]};
	enum err_code rc = item_of(filling, filling->cells[CELL], &row.item_id);

	days_ago(filling, filling->cells[DAYS], row.set_on);
	days_ago(filling, filling->cells[CELL + 2], row.due_on);
	row.meeting_id = meeting_of(filling, row.set_on);
	if (!rc)
		rc = objective_state_parse(filling->cells[CELL + 3], &row.state, filling->err);
	if (row.state != OBJECTIVE_OPEN)
		memcpy(row.settled_on, row.due_on, sizeof row.settled_on);
	if (!rc)
		rc = person(filling, filling->cells[CELL + 4], &row.person_id);
	return rc ? rc : db_objective_put(filling->session->db, &row, NULL, filling->err);
}

static enum err_code take_internship(struct filling *filling)
{
	struct internship_row row = {.student_id = filling->student_id,
		.missions = filling->cells[CELL + 6],
		.opinion = filling->cells[CELL + 7]};
	struct link_row owner = {0};
	enum err_code rc = person(filling, filling->cells[CELL + 2], &row.supervisor_id);

	(void)snprintf(row.host, sizeof row.host, "%.300s", filling->cells[CELL]);
	(void)snprintf(row.address, sizeof row.address, "%.300s", filling->cells[CELL + 1]);
	days_ago(filling, filling->cells[DAYS], row.starts_on);
	days_ago(filling, filling->cells[CELL + 3], row.ends_on);
	row.planned = 60 * (int)strtol(filling->cells[CELL + 4], NULL, 10);
	row.done = 60 * (int)strtol(filling->cells[CELL + 5], NULL, 10);
	if (!rc)
		rc = db_person_kind_set(
			filling->session->db, row.supervisor_id, PERSON_FIELD, filling->err);
	if (!rc)
		rc = db_internship_put(
			filling->session->db, &row, &owner.internship_id, filling->err);
	return rc ? rc : links(filling, &owner, filling->cells[CELL + 8]);
}

static enum err_code take_thesis(struct filling *filling)
{
	struct thesis_row row = {.student_id = filling->student_id};
	struct support_row support = {.role = SUPPORT_THESIS, .student_id = filling->student_id};
	struct link_row owner = {0};
	enum err_code rc = person(filling, filling->cells[CELL + 1], &support.person_id);

	(void)snprintf(row.title, sizeof row.title, "%.300s", filling->cells[CELL]);
	days_ago(filling, filling->cells[DAYS], support.since);
	if (!rc)
		rc = db_support_put(filling->session->db, &support, NULL, filling->err);
	if (!rc)
		rc = db_thesis_put(filling->session->db, &row, &owner.thesis_id, filling->err);
	filling->thesis_id = owner.thesis_id;
	return rc ? rc : links(filling, &owner, filling->cells[CELL + 2]);
}

static enum err_code take_milestone(struct filling *filling)
{
	struct milestone_row row = {.thesis_id = filling->thesis_id};

	(void)snprintf(row.title, sizeof row.title, "%.300s", filling->cells[CELL]);
	days_ago(filling, filling->cells[CELL + 1], row.due_on);
	days_ago(filling, filling->cells[CELL + 2], row.done_on);
	return db_milestone_put(filling->session->db, &row, NULL, filling->err);
}

static enum err_code take_evidence(struct filling *filling)
{
	struct evidence_row row = {.student_id = filling->student_id};
	struct link_row owner = {0};
	enum err_code rc;

	days_ago(filling, filling->cells[DAYS], row.made_on);
	(void)snprintf(row.title, sizeof row.title, "%.300s", filling->cells[CELL]);
	(void)snprintf(row.place, sizeof row.place, "%.511s", filling->cells[CELL + 1]);
	rc = db_evidence_put(filling->session->db, &row, &owner.evidence_id, filling->err);
	return rc ? rc : links(filling, &owner, filling->cells[CELL + 2]);
}

static enum err_code take_adjustment(struct filling *filling)
{
	struct adjustment_row row = {
		.student_id = filling->student_id, .text = filling->cells[CELL]};

	days_ago(filling, filling->cells[DAYS], row.since);
	return db_adjustment_put(filling->session->db, &row, NULL, filling->err);
}

static enum err_code take_decision(struct filling *filling)
{
	struct decision_row row = {
		.student_id = filling->student_id, .reason = filling->cells[CELL + 2]};
	enum err_code rc = item_of(filling, filling->cells[CELL], &row.item_id);

	days_ago(filling, filling->cells[DAYS], row.decided_on);
	row.level = (int)strtol(filling->cells[CELL + 1], NULL, 10);
	return rc ? rc : db_decision_put(filling->session->db, &row, NULL, filling->err);
}

static const struct {
	const char *record;
	enum err_code (*take)(struct filling *filling);
} records[] = {
	{"group-support", take_support},
	{"support", take_support},
	{"meeting", take_meeting},
	{"observation", take_observation},
	{"objective", take_objective},
	{"internship", take_internship},
	{"thesis", take_thesis},
	{"milestone", take_milestone},
	{"evidence", take_evidence},
	{"adjustment", take_adjustment},
	{"decision", take_decision},
};

static bool take_record(void *ctx, const struct csv_record *record)
{
	struct filling *filling = ctx;
	struct student_row student = {0};

	if (!filling->header_seen) {
		filling->header_seen = true;
		return true;
	}
	for (size_t i = 0; i < CELLS; i++)
		(void)snprintf(filling->cells[i], TEXT_SIZE, "%.*s",
			i < record->count ? (int)record->cells[i].length : 0,
			i < record->count ? record->cells[i].text : "");
	if (strcmp(filling->cells[RECORD], "group-support") != 0)
		filling->rc = student_find(
			filling->session, filling->cells[MATRICULE], &student, filling->err);
	filling->student_id = student.id;
	for (size_t i = 0; i < sizeof records / sizeof records[0] && !filling->rc; i++) {
		if (strcmp(records[i].record, filling->cells[RECORD]) == 0)
			filling->rc = records[i].take(filling);
	}
	return filling->rc == ERR_OK;
}

enum err_code demo_follow_fill(struct session *session, struct err *err)
{
	struct filling *filling = calloc(1, sizeof *filling);
	const char *data;
	size_t size;
	enum err_code rc;

	if (!filling)
		return err_fail(err, WHY_NO_MEMORY, "demonstration");
	filling->session = session;
	filling->err = err;
	clock_today(filling->today);
	if (fixture_find("demo/follow.csv", &data, &size))
		rc = csv_read_text(data, size, true, ';', take_record, filling, err);
	else
		rc = err_fail(err, WHY_INTERNAL, "demo/follow.csv is not built in");
	if (!rc)
		rc = filling->rc;
	free(filling);
	return rc;
}
