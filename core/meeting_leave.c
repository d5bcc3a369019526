/* Leaving a meeting in which nothing was noted. See meeting.h. */
#include "core/meeting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/draft.h"

enum { CHANGES_MAX = 5000 };

/* The batch that changed the meeting last: did it begin it, and from what? */
struct opening {
	int64_t id;
	unsigned char batch[STAMP_SIZE];
	bool found, began;
	struct meeting_row was; /* state, held_on, starts_at, presence; PLANNED: it was */
};

static bool take_newest(void *ctx, const struct history_row *change)
{
	struct opening *opening = ctx;

	if (change->row != opening->id || strcmp(change->table, "meeting") != 0)
		return true;
	memcpy(opening->batch, change->batch, STAMP_SIZE);
	opening->found = true;
	return false;
}

static bool take_change(void *ctx, const struct history_row *change)
{
	struct opening *opening = ctx;
	struct meeting_row *was = &opening->was;
	const char *old = change->old ? change->old : "";

	if (change->row != opening->id || strcmp(change->table, "meeting") != 0)
		return true;
	if (!change->field[0]) { /* the whole row: made as it began */
		opening->began = true;
	} else if (strcmp(change->field, "state") == 0) {
		opening->began = strcmp(change->value ? change->value : "", "open") == 0;
		if (strcmp(old, "planned") == 0)
			was->state = MEETING_PLANNED;
	} else if (strcmp(change->field, "held_on") == 0) {
		(void)snprintf(was->held_on, sizeof was->held_on, "%.10s", old);
	} else if (strcmp(change->field, "starts_at") == 0) {
		(void)snprintf(was->starts_at, sizeof was->starts_at, "%.5s", old);
	} else if (strcmp(change->field, "presence") == 0) {
		(void)!presence_parse(old, &was->presence, NULL);
	}
	return true;
}

static enum err_code find_opening(struct session *session, const struct meeting_row *row,
	struct opening *ret, struct err *err)
{
	enum err_code rc =
		db_history(session->db, row->student_id, NULL, CHANGES_MAX, take_newest, ret, err);

	ret->was = *row;
	ret->was.state = MEETING_OPEN;
	if (!rc && ret->found)
		rc = db_batch_changes(session->db, ret->batch, CHANGES_MAX, take_change, ret, err);
	return rc;
}

/* ---- Was anything noted? ------------------------------------------------------------ */

struct levels {
	int64_t assessment_id;
	bool found;
};

static bool take_level(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct levels *levels = ctx;

	(void)person;
	levels->found = row->assessment_id == levels->assessment_id &&
			(row->level != LEVEL_NONE || (comment && *comment));
	return !levels->found;
}

static bool is_drafted(int64_t id, const char *field)
{
	char beginning[8];

	draft_load(id, field, beginning, sizeof beginning);
	return beginning[0] != '\0';
}

/* Levels, observations, objectives agreed or settled in it. */
static enum err_code find_notes(
	struct session *session, const struct meeting_row *row, bool *ret, struct err *err)
{
	struct levels levels = {.assessment_id = row->assessment_id};
	struct observation_row *notes = NULL;
	struct objective_row *agreed = NULL, *settled = NULL;
	size_t note_count = 0, agreed_count = 0, settled_count = 0;
	enum err_code rc =
		db_rating_each(session->db, row->student_id, 0, take_level, &levels, err);

	if (!rc)
		rc = db_observation_of_meeting(session->db, row->id, &notes, &note_count, err);
	if (!rc)
		rc = db_objective_of_meeting(
			session->db, row->id, false, &agreed, &agreed_count, err);
	if (!rc)
		rc = db_objective_of_meeting(
			session->db, row->id, true, &settled, &settled_count, err);
	*ret = levels.found || note_count || agreed_count || settled_count ||
	       is_drafted(row->id, "observation") || is_drafted(row->id, "objective");
	free(notes);
	free(agreed);
	free(settled);
	return rc;
}

/* Of the meeting's own fields: one that was made as it began has none but its moment. */
static bool is_bare(const struct meeting_row *row)
{
	return !row->place[0] && !(row->agenda && *row->agenda) && !(row->items && *row->items) &&
	       !row->next_on[0] && row->presence == PRESENCE_PRESENT;
}

static enum err_code vanish(struct session *session, struct meeting_row *row,
	const struct meeting_row *was, struct err *err)
{
	enum err_code rc =
		db_batch_begin(session->db, "meeting", row->matricule, session->author, err);

	if (rc)
		return rc;
	if (was->state == MEETING_PLANNED) { /* it stands where it stood */
		row->state = MEETING_PLANNED;
		row->presence = was->presence;
		memcpy(row->held_on, was->held_on, sizeof row->held_on);
		memcpy(row->starts_at, was->starts_at, sizeof row->starts_at);
		row->opened_at = 0;
		row->assessment_id = 0;
	} else {
		row->deleted = true;
	}
	rc = db_meeting_put(session->db, row, NULL, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code meeting_leave(struct session *session, int64_t id, bool *ret, struct err *err)
{
	struct meeting_row *row = NULL;
	struct opening opening = {.id = id};
	bool noted = false;
	enum err_code rc = meeting_get(session, id, &row, err);

	*ret = false;
	if (rc || row->state != MEETING_OPEN || row->group_id) {
		free(row);
		return rc;
	}
	rc = find_notes(session, row, &noted, err);
	if (!rc && !noted)
		rc = find_opening(session, row, &opening, err);
	if (!rc && !noted && opening.began &&
		(opening.was.state == MEETING_PLANNED || is_bare(row))) {
		rc = vanish(session, row, &opening.was, err);
		*ret = !rc;
	}
	free(row);
	return rc;
}
