/* Rows of supports; kinds of people, stays in groups. See follow.h. */
#include <assert.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "db/conn.h"
#include "db/fields.h"
#include "db/follow.h"
#include "db/ident.h"

static const char *const roles[] = {
#define X(id, word) word,
	SUPPORT_ROLES(X)
#undef X
		NULL,
};
static const char *const person_kinds[] = {"staff", "field", NULL};

static const struct field support_fields[] = {
	FIELD(FIELD_ID, support_row, id),
	FIELD_OF(roles, support_row, role),
	FIELD(FIELD_ID, support_row, person_id),
	FIELD(FIELD_ID, support_row, peer_id),
	FIELD(FIELD_ID, support_row, student_id),
	FIELD(FIELD_ID, support_row, group_id),
	FIELD(FIELD_NAME, support_row, since),
	FIELD(FIELD_OPTIONAL, support_row, until),
	FIELD(FIELD_FLAG, support_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, support_row, person),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, support_row, matricule),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, support_row, last_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, support_row, first_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, support_row, group),
};
static const struct noun support_noun = NOUN(support_row, support_fields);

static const struct field stay_fields[] = {
	FIELD(FIELD_ID, stay_row, group_id),
	FIELD(FIELD_NAME, stay_row, group),
	FIELD(FIELD_NAME, stay_row, year),
	FIELD(FIELD_OPTIONAL, stay_row, since),
	FIELD(FIELD_OPTIONAL, stay_row, until),
};
static const struct noun stay_noun = NOUN(stay_row, stay_fields);

static int64_t support_id(const struct support_row *row)
{
	char keys[4][24];

	(void)snprintf(keys[0], sizeof keys[0], "%" PRId64, row->person_id);
	(void)snprintf(keys[1], sizeof keys[1], "%" PRId64, row->peer_id);
	(void)snprintf(keys[2], sizeof keys[2], "%" PRId64, row->student_id);
	(void)snprintf(keys[3], sizeof keys[3], "%" PRId64, row->group_id);
	return ident_text(TBL_support, 6,
		(const char *[]){roles[row->role], keys[0], keys[1], keys[2], keys[3], row->since});
}

enum err_code db_support_put(
	struct db *db, const struct support_row *row, int64_t *ret_id, struct err *err)
{
	struct support_row whole = *row;
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	whole.id = row->id ? row->id : support_id(row);
	st = stmt_use(db, STMT_SUPPORT_PUT);
	fields_bind(st, &support_noun, &whole);
	rc = stmt_run(st, err);
	if (!rc && ret_id)
		*ret_id = whole.id;
	return rc;
}

enum err_code db_support_of_student(struct db *db, int64_t student_id, struct support_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_SUPPORT_OF_STUDENT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	rc = fields_collect(st, &support_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_support_of_group(struct db *db, int64_t group_id, struct support_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_SUPPORT_OF_GROUP);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":group_id", group_id);
	rc = fields_collect(st, &support_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_support_of_person(struct db *db, int64_t person_id, int64_t peer_id,
	struct support_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, person_id ? STMT_SUPPORT_OF_PERSON : STMT_SUPPORT_OF_PEER);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, person_id ? ":person_id" : ":peer_id", person_id ? person_id : peer_id);
	rc = fields_collect(st, &support_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_support_list(
	struct db *db, size_t limit, struct support_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_SUPPORT_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":limit", (int64_t)limit);
	rc = fields_collect(st, &support_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

static const struct field whom_fields[] = {{":id", FIELD_ID, 0, sizeof(int64_t), NULL}};
static const struct noun whom_noun = {sizeof(int64_t), 1, whom_fields};

enum err_code db_support_students(struct db *db, int64_t person_id, const char *day, int64_t **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_SUPPORT_STUDENTS);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":person_id", person_id);
	stmt_bind_text(st, ":day", day);
	rc = fields_collect(st, &whom_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_person_kind_set(
	struct db *db, int64_t person_id, enum person_kind kind, struct err *err)
{
	struct stmt *st;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_PERSON_KIND_SET);
	stmt_bind_int(st, ":id", person_id);
	stmt_bind_text(st, ":kind", person_kinds[kind]);
	return stmt_run(st, err);
}

enum err_code db_person_kind(
	struct db *db, int64_t person_id, enum person_kind *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_PERSON_KIND_GET);
	enum err_code rc;

	stmt_bind_int(st, ":id", person_id);
	rc = stmt_one(st, err);
	if (!rc)
		*ret = strcmp(stmt_text(st, 0), person_kinds[PERSON_FIELD]) == 0 ? PERSON_FIELD
										 : PERSON_STAFF;
	stmt_reset(st);
	return rc;
}

enum err_code db_member_leave(
	struct db *db, int64_t group_id, int64_t student_id, const char *until, struct err *err)
{
	struct stmt *st;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_MEMBER_LEAVE);
	stmt_bind_int(st, ":id", db_member_id(student_id, group_id));
	stmt_bind_text(st, ":until", until);
	return stmt_run(st, err);
}

enum err_code db_member_join(
	struct db *db, int64_t group_id, int64_t student_id, const char *since, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MEMBER_LAST);
	int64_t position = 0;
	enum err_code rc;

	assert(db_in_batch(db));
	stmt_bind_int(st, ":group_id", group_id);
	rc = stmt_one(st, err);
	if (!rc)
		position = stmt_int(st, 0);
	stmt_reset(st);
	if (rc)
		return rc;
	st = stmt_use(db, STMT_MEMBER_JOIN);
	stmt_bind_int(st, ":id", db_member_id(student_id, group_id));
	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":group_id", group_id);
	stmt_bind_int(st, ":position", position);
	stmt_bind_optional(st, ":since", since);
	return stmt_run(st, err);
}

enum err_code db_stay_list(struct db *db, int64_t student_id, struct stay_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STAY_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	rc = fields_collect(st, &stay_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_group_named(struct db *db, int64_t group_id, bool *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GROUP_NAMED);
	enum err_code rc;

	stmt_bind_int(st, ":id", group_id);
	rc = stmt_one(st, err);
	if (!rc)
		*ret = stmt_int(st, 0) != 0;
	stmt_reset(st);
	return rc;
}

enum err_code db_group_named_set(struct db *db, int64_t group_id, bool named, struct err *err)
{
	struct stmt *st;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_GROUP_NAMED_SET);
	stmt_bind_int(st, ":id", group_id);
	stmt_bind_int(st, ":named", named);
	return stmt_run(st, err);
}
