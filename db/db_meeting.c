/* Rows of meetings, observations and objectives. See follow.h. */
#include <assert.h>
#include <stddef.h>

#include "db/conn.h"
#include "db/fields.h"
#include "db/follow.h"
#include "db/ident.h"

static const char *const meeting_states[] = {
#define X(id, word) word,
	MEETING_STATES(X)
#undef X
		NULL,
};
static const char *const presences[] = {
#define X(id, word) word,
	PRESENCES(X)
#undef X
		NULL,
};
static const char *const objective_states[] = {
#define X(id, word) word,
	OBJECTIVE_STATES(X)
#undef X
		NULL,
};

static const struct field meeting_fields[] = {
	FIELD(FIELD_ID, meeting_row, id),
	FIELD(FIELD_ID, meeting_row, student_id),
	FIELD(FIELD_ID, meeting_row, person_id),
	FIELD_OF(meeting_states, meeting_row, state),
	FIELD(FIELD_NAME, meeting_row, held_on),
	FIELD(FIELD_OPTIONAL, meeting_row, starts_at),
	FIELD(FIELD_OPTIONAL, meeting_row, place),
	FIELD_OF(presences, meeting_row, presence),
	FIELD(FIELD_TEXT, meeting_row, agenda),
	FIELD(FIELD_ID, meeting_row, assessment_id),
	FIELD(FIELD_ID, meeting_row, group_id),
	FIELD(FIELD_ID, meeting_row, internship_id),
	FIELD(FIELD_MOMENT, meeting_row, opened_at),
	FIELD(FIELD_NUMBER, meeting_row, minutes),
	FIELD(FIELD_OPTIONAL, meeting_row, next_on),
	FIELD(FIELD_OPTIONAL, meeting_row, next_at),
	FIELD(FIELD_TEXT, meeting_row, items),
	FIELD(FIELD_FLAG, meeting_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, meeting_row, person),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, meeting_row, matricule),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, meeting_row, last_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, meeting_row, first_name),
};
static const struct noun meeting_noun = NOUN(meeting_row, meeting_fields);

static const struct field observation_fields[] = {
	FIELD(FIELD_ID, observation_row, id),
	FIELD(FIELD_ID, observation_row, student_id),
	FIELD(FIELD_ID, observation_row, item_id),
	FIELD(FIELD_ID, observation_row, meeting_id),
	FIELD(FIELD_ID, observation_row, person_id),
	FIELD(FIELD_NAME, observation_row, written_on),
	FIELD(FIELD_TEXT, observation_row, text),
	FIELD(FIELD_FLAG, observation_row, confidential),
	FIELD(FIELD_MOMENT, observation_row, noted_at),
	FIELD(FIELD_FLAG, observation_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, observation_row, person),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, observation_row, item),
};
static const struct noun observation_noun = NOUN(observation_row, observation_fields);

static const struct field objective_fields[] = {
	FIELD(FIELD_ID, objective_row, id),
	FIELD(FIELD_ID, objective_row, student_id),
	FIELD(FIELD_ID, objective_row, item_id),
	FIELD(FIELD_ID, objective_row, meeting_id),
	FIELD(FIELD_ID, objective_row, person_id),
	FIELD(FIELD_TEXT, objective_row, text),
	FIELD(FIELD_NAME, objective_row, set_on),
	FIELD(FIELD_OPTIONAL, objective_row, due_on),
	FIELD_OF(objective_states, objective_row, state),
	FIELD(FIELD_OPTIONAL, objective_row, settled_on),
	FIELD(FIELD_ID, objective_row, settled_in),
	FIELD(FIELD_ID, objective_row, from_id),
	FIELD(FIELD_MOMENT, objective_row, noted_at),
	FIELD(FIELD_FLAG, objective_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, objective_row, person),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, objective_row, item),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, objective_row, matricule),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, objective_row, last_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, objective_row, first_name),
};
static const struct noun objective_noun = NOUN(objective_row, objective_fields);

enum err_code db_meeting_put(
	struct db *db, const struct meeting_row *row, int64_t *ret_id, struct err *err)
{
	struct meeting_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : ident_random();
	st = stmt_use(db, STMT_MEETING_PUT);
	fields_bind(st, &meeting_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_meeting_get(
	struct db *db, int64_t id, struct meeting_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MEETING_GET);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = fields_collect(st, &meeting_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_meeting_of_student(struct db *db, int64_t student_id, size_t limit,
	struct meeting_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MEETING_OF_STUDENT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &meeting_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_meeting_agenda(struct db *db, enum meeting_state state, int64_t person_id,
	const char *from, const char *to, size_t limit, struct meeting_row **ret, size_t *ret_count,
	struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MEETING_AGENDA);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_text(st, ":state", meeting_states[state]);
	stmt_bind_int(st, ":person_id", person_id);
	stmt_bind_text(st, ":from", from);
	stmt_bind_text(st, ":to", to);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &meeting_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_meeting_of_group(struct db *db, int64_t group_id, const char *held_on,
	struct meeting_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MEETING_OF_GROUP);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":group_id", group_id);
	stmt_bind_text(st, ":held_on", held_on);
	rc = fields_collect(st, &meeting_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_observation_put(
	struct db *db, const struct observation_row *row, int64_t *ret_id, struct err *err)
{
	struct observation_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : ident_random();
	if (!whole.noted_at)
		whole.noted_at = db->hooks.now_ms();
	st = stmt_use(db, STMT_OBSERVATION_PUT);
	fields_bind(st, &observation_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_observation_of_student(struct db *db, int64_t student_id, size_t limit,
	struct observation_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_OBSERVATION_OF_STUDENT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &observation_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_observation_of_meeting(struct db *db, int64_t meeting_id,
	struct observation_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_OBSERVATION_OF_MEETING);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":meeting_id", meeting_id);
	rc = fields_collect(st, &observation_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_objective_put(
	struct db *db, const struct objective_row *row, int64_t *ret_id, struct err *err)
{
	struct objective_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : ident_random();
	if (!whole.noted_at)
		whole.noted_at = db->hooks.now_ms();
	st = stmt_use(db, STMT_OBJECTIVE_PUT);
	fields_bind(st, &objective_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_objective_get(
	struct db *db, int64_t id, struct objective_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_OBJECTIVE_GET);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = fields_collect(st, &objective_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_objective_of_student(struct db *db, int64_t student_id, struct objective_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_OBJECTIVE_OF_STUDENT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	rc = fields_collect(st, &objective_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_objective_of_meeting(struct db *db, int64_t meeting_id, bool settled,
	struct objective_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st =
		stmt_use(db, settled ? STMT_OBJECTIVE_SETTLED_IN : STMT_OBJECTIVE_OF_MEETING);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":meeting_id", meeting_id);
	rc = fields_collect(st, &objective_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_objective_due(struct db *db, const struct due_when *when, size_t limit,
	struct objective_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_OBJECTIVE_DUE);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_text(st, ":from", when->from);
	stmt_bind_text(st, ":to", when->to);
	stmt_bind_int(st, ":person_id", when->person_id);
	stmt_bind_text(st, ":day", when->person_id ? when->day : "");
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &objective_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_objective_undated(
	struct db *db, size_t limit, struct objective_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_OBJECTIVE_UNDATED);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &objective_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}
