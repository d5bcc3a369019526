/* Rows of internships, theses, evidence and their links. See follow.h. */
#include <assert.h>
#include <stddef.h>

#include "db/conn.h"
#include "db/fields.h"
#include "db/follow.h"
#include "db/ident.h"

static const char *const assessment_kinds[] = {
	"meeting", "internship", "thesis", "course", "self", "peer", "jury", NULL};
static const char *const person_kinds[] = {"staff", "field", NULL};
static const char *const thesis_states[] = {
#define X(id, word) word,
	THESIS_STATES(X)
#undef X
		NULL,
};

static const struct field internship_fields[] = {
	FIELD(FIELD_ID, internship_row, id),
	FIELD(FIELD_ID, internship_row, student_id),
	FIELD(FIELD_NAME, internship_row, host),
	FIELD(FIELD_OPTIONAL, internship_row, address),
	FIELD(FIELD_ID, internship_row, supervisor_id),
	FIELD(FIELD_OPTIONAL, internship_row, starts_on),
	FIELD(FIELD_OPTIONAL, internship_row, ends_on),
	FIELD(FIELD_NUMBER, internship_row, planned),
	FIELD(FIELD_NUMBER, internship_row, done),
	FIELD(FIELD_OPTIONAL, internship_row, certified_on),
	FIELD(FIELD_OPTIONAL, internship_row, certified_by),
	FIELD(FIELD_TEXT, internship_row, missions),
	FIELD(FIELD_TEXT, internship_row, opinion),
	FIELD(FIELD_FLAG, internship_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, internship_row, supervisor),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, internship_row, matricule),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, internship_row, last_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, internship_row, first_name),
};
static const struct noun internship_noun = NOUN(internship_row, internship_fields);

static const struct field placement_fields[] = {
	FIELD(FIELD_ID, placement_row, id),
	FIELD(FIELD_ID, placement_row, internship_id),
	FIELD(FIELD_ID, placement_row, assessment_id),
	FIELD(FIELD_OPTIONAL, placement_row, paper),
	FIELD(FIELD_OPTIONAL, placement_row, typed_by),
	FIELD(FIELD_FLAG, placement_row, deleted),
	{":kind", FIELD_WORD | FIELD_SHOWN, offsetof(struct placement_row, kind), sizeof(int),
		assessment_kinds},
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, placement_row, held_on),
	FIELD(FIELD_ID | FIELD_SHOWN, placement_row, person_id),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, placement_row, person),
	{":person_kind", FIELD_WORD | FIELD_SHOWN, offsetof(struct placement_row, person_kind),
		sizeof(int), person_kinds},
};
static const struct noun placement_noun = NOUN(placement_row, placement_fields);

static const struct field thesis_fields[] = {
	FIELD(FIELD_ID, thesis_row, id),
	FIELD(FIELD_ID, thesis_row, student_id),
	FIELD(FIELD_NAME, thesis_row, title),
	FIELD_OF(thesis_states, thesis_row, state),
	FIELD(FIELD_FLAG, thesis_row, deleted),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, thesis_row, milestones),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, thesis_row, milestones_done),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, thesis_row, next_due),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, thesis_row, next_title),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, thesis_row, supervisor),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, thesis_row, matricule),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, thesis_row, last_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, thesis_row, first_name),
};
static const struct noun thesis_noun = NOUN(thesis_row, thesis_fields);

static const struct field milestone_fields[] = {
	FIELD(FIELD_ID, milestone_row, id),
	FIELD(FIELD_ID, milestone_row, thesis_id),
	FIELD(FIELD_NAME, milestone_row, title),
	FIELD(FIELD_OPTIONAL, milestone_row, due_on),
	FIELD(FIELD_OPTIONAL, milestone_row, done_on),
	FIELD(FIELD_FLAG, milestone_row, deleted),
};
static const struct noun milestone_noun = NOUN(milestone_row, milestone_fields);

static const struct field evidence_fields[] = {
	FIELD(FIELD_ID, evidence_row, id),
	FIELD(FIELD_ID, evidence_row, student_id),
	FIELD(FIELD_NAME, evidence_row, title),
	FIELD(FIELD_NAME, evidence_row, made_on),
	FIELD(FIELD_NAME, evidence_row, place),
	FIELD(FIELD_FLAG, evidence_row, deleted),
};
static const struct noun evidence_noun = NOUN(evidence_row, evidence_fields);

static const struct field link_fields[] = {
	FIELD(FIELD_ID, link_row, id),
	FIELD(FIELD_ID, link_row, internship_id),
	FIELD(FIELD_ID, link_row, thesis_id),
	FIELD(FIELD_ID, link_row, objective_id),
	FIELD(FIELD_ID, link_row, evidence_id),
	FIELD(FIELD_ID, link_row, item_id),
	FIELD(FIELD_ID, link_row, goal_id),
	FIELD(FIELD_FLAG, link_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, link_row, item),
	FIELD(FIELD_NUMBER | FIELD_SHOWN, link_row, goal),
};
static const struct noun link_noun = NOUN(link_row, link_fields);

enum err_code db_internship_put(
	struct db *db, const struct internship_row *row, int64_t *ret_id, struct err *err)
{
	struct internship_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : ident_random();
	st = stmt_use(db, STMT_INTERNSHIP_PUT);
	fields_bind(st, &internship_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_internship_get(
	struct db *db, int64_t id, struct internship_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_INTERNSHIP_GET);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = fields_collect(st, &internship_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_internship_list(struct db *db, int64_t student_id, int64_t group_id, size_t limit,
	struct internship_row **ret, size_t *ret_count, struct err *err)
{
	enum stmt_id id = student_id ? STMT_INTERNSHIP_OF_STUDENT
			  : group_id ? STMT_INTERNSHIP_OF_GROUP
				     : STMT_INTERNSHIP_LIST;
	struct stmt *st = stmt_use(db, id);
	void *rows = NULL;
	enum err_code rc;

	if (student_id)
		stmt_bind_int(st, ":student_id", student_id);
	else if (group_id)
		stmt_bind_int(st, ":group_id", group_id);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &internship_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_placement_put(
	struct db *db, const struct placement_row *row, int64_t *ret_id, struct err *err)
{
	struct placement_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = ident_int(
		TBL_internship_assessment, 2, (int64_t[]){row->internship_id, row->assessment_id});
	st = stmt_use(db, STMT_PLACEMENT_PUT);
	fields_bind(st, &placement_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_placement_list(struct db *db, int64_t internship_id, struct placement_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_PLACEMENT_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":internship_id", internship_id);
	rc = fields_collect(st, &placement_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_thesis_put(
	struct db *db, const struct thesis_row *row, int64_t *ret_id, struct err *err)
{
	struct thesis_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : ident_random();
	st = stmt_use(db, STMT_THESIS_PUT);
	fields_bind(st, &thesis_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_thesis_get(
	struct db *db, int64_t id, struct thesis_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_THESIS_GET);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = fields_collect(st, &thesis_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_thesis_list(struct db *db, int64_t student_id, int64_t group_id, size_t limit,
	struct thesis_row **ret, size_t *ret_count, struct err *err)
{
	enum stmt_id id = student_id ? STMT_THESIS_OF_STUDENT
			  : group_id ? STMT_THESIS_OF_GROUP
				     : STMT_THESIS_LIST;
	struct stmt *st = stmt_use(db, id);
	void *rows = NULL;
	enum err_code rc;

	if (student_id)
		stmt_bind_int(st, ":student_id", student_id);
	else if (group_id)
		stmt_bind_int(st, ":group_id", group_id);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &thesis_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_milestone_put(
	struct db *db, const struct milestone_row *row, int64_t *ret_id, struct err *err)
{
	struct milestone_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : ident_random();
	st = stmt_use(db, STMT_MILESTONE_PUT);
	fields_bind(st, &milestone_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_milestone_list(struct db *db, int64_t thesis_id, struct milestone_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MILESTONE_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":thesis_id", thesis_id);
	rc = fields_collect(st, &milestone_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_evidence_put(
	struct db *db, const struct evidence_row *row, int64_t *ret_id, struct err *err)
{
	struct evidence_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : ident_random();
	st = stmt_use(db, STMT_EVIDENCE_PUT);
	fields_bind(st, &evidence_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_evidence_list(struct db *db, int64_t student_id, struct evidence_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_EVIDENCE_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	rc = fields_collect(st, &evidence_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_link_put(struct db *db, const struct link_row *row, struct err *err)
{
	struct link_row whole = *row;
	struct stmt *st;

	assert(db_in_batch(db));
	whole.id = ident_int(TBL_link, 6,
		(int64_t[]){row->internship_id, row->thesis_id, row->objective_id, row->evidence_id,
			row->item_id, row->goal_id});
	st = stmt_use(db, STMT_LINK_PUT);
	fields_bind(st, &link_noun, &whole);
	return stmt_run(st, err);
}

enum err_code db_link_list(struct db *db, const struct link_row *of, struct link_row **ret,
	size_t *ret_count, struct err *err)
{
	enum stmt_id id = STMT_LINK_OF_EVIDENCE;
	int64_t owner = of->evidence_id;
	struct stmt *st;
	void *rows = NULL;
	enum err_code rc;

	if (of->internship_id) {
		id = STMT_LINK_OF_INTERNSHIP;
		owner = of->internship_id;
	} else if (of->thesis_id) {
		id = STMT_LINK_OF_THESIS;
		owner = of->thesis_id;
	} else if (of->objective_id) {
		id = STMT_LINK_OF_OBJECTIVE;
		owner = of->objective_id;
	}
	st = stmt_use(db, id);
	stmt_bind_int(st, ":id", owner);
	rc = fields_collect(st, &link_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

static const struct field milestone_due_fields[] = {
	FIELD(FIELD_ID, milestone_due_row, milestone.id),
	FIELD(FIELD_ID, milestone_due_row, milestone.thesis_id),
	FIELD(FIELD_NAME, milestone_due_row, milestone.title),
	FIELD(FIELD_OPTIONAL, milestone_due_row, milestone.due_on),
	FIELD(FIELD_OPTIONAL, milestone_due_row, milestone.done_on),
	FIELD(FIELD_FLAG, milestone_due_row, milestone.deleted),
	FIELD(FIELD_ID, milestone_due_row, student_id),
	FIELD(FIELD_NAME, milestone_due_row, matricule),
	FIELD(FIELD_NAME, milestone_due_row, last_name),
	FIELD(FIELD_NAME, milestone_due_row, first_name),
};
static const struct noun milestone_due_noun = NOUN(milestone_due_row, milestone_due_fields);

enum err_code db_milestone_due(struct db *db, const struct due_when *when, size_t limit,
	struct milestone_due_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MILESTONE_DUE);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_text(st, ":from", when->from);
	stmt_bind_text(st, ":to", when->to);
	stmt_bind_int(st, ":person_id", when->person_id);
	stmt_bind_text(st, ":day", when->person_id ? when->day : "");
	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &milestone_due_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}
