/* Rows of what is decided and agreed, and of what is seen over a class. See follow.h. */
#include <assert.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "db/conn.h"
#include "db/fields.h"
#include "db/follow.h"
#include "db/ident.h"

static const char *const assessment_kinds[] = {
	"meeting", "internship", "thesis", "course", "self", "peer", "jury", NULL};
static const char *const person_kinds[] = {"staff", "field", NULL};

static const struct field decision_fields[] = {
	FIELD(FIELD_ID, decision_row, id),
	FIELD(FIELD_ID, decision_row, student_id),
	FIELD(FIELD_ID, decision_row, item_id),
	FIELD(FIELD_NUMBER, decision_row, level),
	FIELD(FIELD_TEXT, decision_row, reason),
	FIELD(FIELD_ID, decision_row, person_id),
	FIELD(FIELD_NAME, decision_row, decided_on),
	FIELD(FIELD_FLAG, decision_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, decision_row, person),
};
static const struct noun decision_noun = NOUN(decision_row, decision_fields);

static const struct field adjustment_fields[] = {
	FIELD(FIELD_ID, adjustment_row, id),
	FIELD(FIELD_ID, adjustment_row, student_id),
	FIELD(FIELD_TEXT, adjustment_row, text),
	FIELD(FIELD_NAME, adjustment_row, since),
	FIELD(FIELD_OPTIONAL, adjustment_row, until),
	FIELD(FIELD_FLAG, adjustment_row, deleted),
};
static const struct noun adjustment_noun = NOUN(adjustment_row, adjustment_fields);

static const struct field requirement_fields[] = {
	FIELD(FIELD_ID, requirement_row, id),
	FIELD(FIELD_ID, requirement_row, item_id),
	FIELD(FIELD_NUMBER, requirement_row, times),
	FIELD(FIELD_FLAG, requirement_row, deleted),
};
static const struct noun requirement_noun = NOUN(requirement_row, requirement_fields);

static const struct field sighting_fields[] = {
	FIELD(FIELD_ID | FIELD_SHOWN, sighting_row, item_id),
	{":kind", FIELD_WORD | FIELD_SHOWN, offsetof(struct sighting_row, kind), sizeof(int),
		assessment_kinds},
	{":person_kind", FIELD_WORD | FIELD_SHOWN, offsetof(struct sighting_row, person_kind),
		sizeof(int), person_kinds},
	FIELD(FIELD_NUMBER | FIELD_SHOWN, sighting_row, count),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, sighting_row, students),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, sighting_row, last_on),
};
static const struct noun sighting_noun = NOUN(sighting_row, sighting_fields);

static const struct field pupil_fields[] = {
	FIELD(FIELD_ID | FIELD_SHOWN, pupil_row, student_id),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, pupil_row, matricule),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, pupil_row, last_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, pupil_row, first_name),
};
static const struct noun pupil_noun = NOUN(pupil_row, pupil_fields);

static const struct field watch_fields[] = {
	FIELD(FIELD_ID | FIELD_SHOWN, watch_row, student_id),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, watch_row, matricule),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, watch_row, last_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, watch_row, first_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, watch_row, last_meeting),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, watch_row, next_meeting),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, watch_row, overdue),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, watch_row, oldest_due),
};
static const struct noun watch_noun = NOUN(watch_row, watch_fields);

static const struct field goal_count_fields[] = {
	FIELD(FIELD_ID | FIELD_SHOWN, goal_count_row, goal_id),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, goal_count_row, position),
	FIELD(FIELD_TEXT | FIELD_SHOWN, goal_count_row, text),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, goal_count_row, internships),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, goal_count_row, theses),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, goal_count_row, objectives),
};
static const struct noun goal_count_noun = NOUN(goal_count_row, goal_count_fields);

enum err_code db_decision_put(
	struct db *db, const struct decision_row *row, int64_t *ret_id, struct err *err)
{
	struct decision_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = ident_int(TBL_decision, 2, (int64_t[]){row->student_id, row->item_id});
	st = stmt_use(db, STMT_DECISION_PUT);
	fields_bind(st, &decision_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_decision_list(struct db *db, int64_t student_id, struct decision_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_DECISION_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	rc = fields_collect(st, &decision_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_adjustment_put(
	struct db *db, const struct adjustment_row *row, int64_t *ret_id, struct err *err)
{
	struct adjustment_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : ident_random();
	st = stmt_use(db, STMT_ADJUSTMENT_PUT);
	fields_bind(st, &adjustment_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_adjustment_list(struct db *db, int64_t student_id, struct adjustment_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ADJUSTMENT_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	rc = fields_collect(st, &adjustment_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_requirement_put(
	struct db *db, const struct requirement_row *row, int64_t *ret_id, struct err *err)
{
	struct requirement_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = ident_int(TBL_requirement, 1, (int64_t[]){row->item_id});
	st = stmt_use(db, STMT_REQUIREMENT_PUT);
	fields_bind(st, &requirement_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_requirement_list(struct db *db, int64_t framework_id, struct requirement_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_REQUIREMENT_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":framework_id", framework_id);
	rc = fields_collect(st, &requirement_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_sighting_list(struct db *db, int64_t framework_id, int64_t student_id,
	int64_t group_id, struct sighting_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, student_id ? STMT_SIGHTING_OF_STUDENT
				       : group_id ? STMT_SIGHTING_OF_GROUP
						  : STMT_SIGHTING_OF_ALL);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":framework_id", framework_id);
	if (student_id)
		stmt_bind_int(st, ":student_id", student_id);
	else if (group_id)
		stmt_bind_int(st, ":group_id", group_id);
	else
		stmt_bind_int(st, ":limit", CLASS_MAX);
	rc = fields_collect(st, &sighting_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_pupil_list(struct db *db, int64_t group_id, size_t limit, struct pupil_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, group_id ? STMT_PUPIL_OF_GROUP : STMT_PUPIL_LIST);
	void *rows = NULL;
	enum err_code rc;

	if (group_id)
		stmt_bind_int(st, ":group_id", group_id);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &pupil_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_watch_list(struct db *db, int64_t group_id, const char *today, size_t limit,
	struct watch_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, group_id ? STMT_WATCH_OF_GROUP : STMT_WATCH_LIST);
	void *rows = NULL;
	enum err_code rc;

	if (group_id)
		stmt_bind_int(st, ":group_id", group_id);
	stmt_bind_text(st, ":today", today);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &watch_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_map_each(
	struct db *db, int64_t group_id, db_map_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, group_id ? STMT_MAP_EACH : STMT_MAP_OF_ALL);
	struct current_row level;
	enum err_code rc;
	bool row = true;

	if (group_id)
		stmt_bind_int(st, ":group_id", group_id);
	else
		stmt_bind_int(st, ":limit", CLASS_MAX);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		level_read(st, &level);
		if (!each(ctx, &level))
			break;
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_goal_count(struct db *db, int64_t framework_id, struct goal_count_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GOAL_COUNT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":framework_id", framework_id);
	rc = fields_collect(st, &goal_count_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_assessment_peer_put(
	struct db *db, const char *held_on, int64_t peer_id, int64_t *ret_id, struct err *err)
{
	struct stmt *st;
	char peer[24];
	int64_t id;
	enum err_code rc;

	assert(db_in_batch(db));
	(void)snprintf(peer, sizeof peer, "%" PRId64, peer_id);
	id = ident_text(TBL_assessment, 4, (const char *[]){"peer", held_on, "0", peer});
	st = stmt_use(db, STMT_ASSESSMENT_PEER_PUT);
	stmt_bind_int(st, ":id", id);
	stmt_bind_text(st, ":held_on", held_on);
	stmt_bind_int(st, ":peer_id", peer_id);
	rc = stmt_run(st, err);
	if (!rc)
		*ret_id = id;
	return rc;
}
