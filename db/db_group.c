/* Rows of groups, memberships and people. See db.h. */
#include <assert.h>
#include <string.h>

#include "db/conn.h"
#include "db/ident.h"

static const char *const kinds[GROUP_KIND_COUNT] = {
	[GROUP_CLASS] = "class",
	[GROUP_PEER] = "peer",
	[GROUP_SEMINAR] = "seminar",
};

enum err_code db_group_put(
	struct db *db, const struct group_row *row, int64_t *ret_id, struct err *err)
{
	int64_t id = ident_text(TBL_student_group, 2, (const char *[]){row->year, row->code});
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_GROUP_PUT);
	stmt_bind_int(st, ":id", id);
	stmt_bind_text(st, ":code", row->code);
	stmt_bind_text(st, ":label", row->label);
	stmt_bind_text(st, ":kind", kinds[row->kind]);
	stmt_bind_text(st, ":year", row->year);
	rc = db_clash(stmt_run(st, err), "student_group", row->code, err);
	if (!rc && ret_id)
		*ret_id = id;
	return rc;
}

static void read_group(struct stmt *st, struct group_row *ret)
{
	*ret = (struct group_row){.id = stmt_int(st, 0), .size = (long)stmt_int(st, 5)};
	stmt_copy(st, 1, ret->code, sizeof ret->code);
	stmt_copy(st, 2, ret->label, sizeof ret->label);
	for (int i = 0; i < GROUP_KIND_COUNT; i++) {
		if (strcmp(stmt_text(st, 3), kinds[i]) == 0)
			ret->kind = (enum group_kind)i;
	}
	stmt_copy(st, 4, ret->year, sizeof ret->year);
}

enum err_code db_group_by_code(
	struct db *db, const char *code, const char *year, struct group_row *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GROUP_BY_CODE);
	bool row = false;
	enum err_code rc;

	stmt_bind_text(st, ":code", code);
	stmt_bind_text(st, ":year", year ? year : "");
	rc = stmt_step(st, &row, err);
	if (!rc && row) {
		read_group(st, ret);
	} else if (!rc) {
		rc = err_fail(err, WHY_GROUP_UNKNOWN, "no such group");
		(void)err_at(err, 0, NULL, code);
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_group_by_id(struct db *db, int64_t id, struct group_row *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GROUP_BY_ID);
	bool row = false;
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	*ret = (struct group_row){0};
	rc = stmt_step(st, &row, err);
	if (!rc && row)
		read_group(st, ret);
	stmt_reset(st);
	return rc;
}

enum err_code db_group_first(struct db *db, struct group_row *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GROUP_FIRST);
	bool row = false;
	enum err_code rc = stmt_step(st, &row, err);

	*ret = (struct group_row){0};
	if (!rc && row)
		read_group(st, ret);
	stmt_reset(st);
	return rc;
}

enum err_code db_group_each(
	struct db *db, int64_t student_id, db_group_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, student_id ? STMT_GROUP_EACH_OF : STMT_GROUP_EACH);
	struct group_row group;
	enum err_code rc;
	bool row = true;

	if (student_id)
		stmt_bind_int(st, ":student_id", student_id);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		read_group(st, &group);
		if (!each(ctx, &group))
			break;
	}
	stmt_reset(st);
	return rc;
}

static enum err_code after_last(struct db *db, int64_t group_id, int *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MEMBER_LAST);
	enum err_code rc;

	stmt_bind_int(st, ":group_id", group_id);
	rc = stmt_one(st, err);
	if (!rc)
		*ret = (int)stmt_int(st, 0);
	stmt_reset(st);
	return rc;
}

enum err_code db_member_each(
	struct db *db, int64_t group_id, db_student_id_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MEMBER_EACH);
	enum err_code rc;
	bool row = true;

	stmt_bind_int(st, ":group_id", group_id);
	do {
		rc = stmt_step(st, &row, err);
	} while (!rc && row && each(ctx, stmt_int(st, 0)));
	stmt_reset(st);
	return rc;
}

enum err_code db_member_put(
	struct db *db, int64_t group_id, int64_t student_id, int position, struct err *err)
{
	bool keep = position < 0;
	struct stmt *st;
	enum err_code rc = ERR_OK;

	assert(db_in_batch(db));
	if (keep)
		rc = after_last(db, group_id, &position, err);
	if (rc)
		return rc;
	st = stmt_use(db, STMT_MEMBER_PUT);
	stmt_bind_int(st, ":id", db_member_id(student_id, group_id));
	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":group_id", group_id);
	stmt_bind_int(st, ":position", position);
	stmt_bind_int(st, ":keep", keep);
	return stmt_run(st, err);
}

enum err_code db_person_put(
	struct db *db, const struct person_row *row, int64_t *ret_id, struct err *err)
{
	int64_t id = ident_text(TBL_person, 1, (const char *[]){row->name});
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_PERSON_PUT);
	stmt_bind_int(st, ":id", id);
	stmt_bind_text(st, ":name", row->name);
	stmt_bind_optional(st, ":email", row->email);
	rc = db_clash(stmt_run(st, err), "person", row->name, err);
	if (!rc && ret_id)
		*ret_id = id;
	return rc;
}

static void read_person(struct stmt *st, struct person_row *ret)
{
	*ret = (struct person_row){.id = stmt_int(st, 0)};
	stmt_copy(st, 1, ret->name, sizeof ret->name);
	stmt_copy(st, 2, ret->email, sizeof ret->email);
}

enum err_code db_person_by_name(
	struct db *db, const char *name, struct person_row *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_PERSON_BY_NAME);
	bool row = false;
	enum err_code rc;

	stmt_bind_text(st, ":name", name);
	rc = stmt_step(st, &row, err);
	if (!rc && row) {
		read_person(st, ret);
	} else if (!rc) {
		rc = err_fail(err, WHY_PERSON_UNKNOWN, "no such person");
		(void)err_at(err, 0, NULL, name);
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_person_each(struct db *db, db_person_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_PERSON_EACH);
	struct person_row person;
	enum err_code rc;
	bool row = true;

	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		read_person(st, &person);
		if (!each(ctx, &person))
			break;
	}
	stmt_reset(st);
	return rc;
}
