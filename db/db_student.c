/* Rows of students. See db.h; their order is in db_roster.c. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/conn.h"
#include "db/ident.h"

static void read_student(struct stmt *st, struct student_row *ret)
{
	*ret = (struct student_row){.id = stmt_int(st, 0)};
	stmt_copy(st, 1, ret->matricule, sizeof ret->matricule);
	stmt_copy(st, 2, ret->last_name, sizeof ret->last_name);
	stmt_copy(st, 3, ret->first_name, sizeof ret->first_name);
	stmt_copy(st, 4, ret->email, sizeof ret->email);
	stmt_copy(st, 5, ret->birth_date, sizeof ret->birth_date);
}

/* Exactly one student from st, which is reset. value names them in the error. */
static enum err_code one_student(
	struct stmt *st, const char *value, struct student_row *ret, struct err *err)
{
	bool row = false;
	enum err_code rc = stmt_step(st, &row, err);

	if (!rc && !row) {
		(void)err_fail(err, WHY_STUDENT_UNKNOWN, "no such student");
		rc = err_text(WHY_STUDENT_UNKNOWN)->code;
		(void)err_at(err, 0, NULL, value);
	} else if (!rc) {
		read_student(st, ret);
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_student_by_matricule(
	struct db *db, const char *matricule, struct student_row *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_BY_MATRICULE);

	stmt_bind_text(st, ":matricule", matricule);
	return one_student(st, matricule, ret, err);
}

enum err_code db_student_by_id(struct db *db, int64_t id, struct student_row *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_BY_ID);

	stmt_bind_int(st, ":id", id);
	return one_student(st, "", ret, err);
}

/* Up to limit students from st, which is reset. */
static enum err_code some_students(
	struct stmt *st, size_t limit, struct student_row *ret, size_t *ret_count, struct err *err)
{
	size_t count = 0;
	bool row = true;
	enum err_code rc = ERR_OK;

	while (count < limit) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		read_student(st, &ret[count++]);
	}
	stmt_reset(st);
	if (!rc)
		*ret_count = count;
	return rc;
}

enum err_code db_student_by_email(struct db *db, const char *email, size_t limit,
	struct student_row *ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_BY_EMAIL);

	stmt_bind_text(st, ":email", email);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	return some_students(st, limit, ret, ret_count, err);
}

enum err_code db_student_by_key(struct db *db, const char *sort_key, size_t limit,
	struct student_row *ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_BY_KEY);

	stmt_bind_text(st, ":sort_key", sort_key);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	return some_students(st, limit, ret, ret_count, err);
}

static void bind_student(
	struct stmt *st, int64_t id, const struct student_row *row, const char *extra)
{
	stmt_bind_int(st, ":id", id);
	stmt_bind_text(st, ":matricule", row->matricule);
	stmt_bind_text(st, ":last_name", row->last_name);
	stmt_bind_text(st, ":first_name", row->first_name);
	stmt_bind_optional(st, ":email", row->email);
	stmt_bind_optional(st, ":birth_date", row->birth_date);
	stmt_bind_optional(st, ":extra", extra);
}

/* The id of the student who has this matricule, hidden or not; 0. */
static enum err_code id_of(struct db *db, const char *matricule, int64_t *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_ANY);
	bool row = false;
	enum err_code rc;

	stmt_bind_text(st, ":matricule", matricule);
	rc = stmt_step(st, &row, err);
	if (!rc)
		*ret = row ? stmt_int(st, 0) : 0;
	stmt_reset(st);
	return rc;
}

enum err_code db_student_put(struct db *db, const struct student_row *row, const char *extra,
	bool keep_extra, int64_t *ret_id, struct err *err)
{
	int64_t id = row->id;
	struct stmt *st;
	enum err_code rc = ERR_OK;

	assert(db_in_batch(db));
	if (id == 0)
		rc = id_of(db, row->matricule, &id, err);
	if (rc)
		return rc;
	if (id == 0) {
		id = db_student_id(row->matricule);
		st = stmt_use(db, STMT_STUDENT_INSERT);
		bind_student(st, id, row, extra);
	} else {
		st = stmt_use(db, STMT_STUDENT_UPDATE);
		bind_student(st, id, row, extra);
		stmt_bind_int(st, ":keep_extra", keep_extra);
	}
	rc = db_clash(stmt_run(st, err), "student", row->matricule, err);
	if (!rc && ret_id)
		*ret_id = id;
	return rc;
}

enum err_code db_student_extra(struct db *db, int64_t id, char **ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_EXTRA);
	char *extra = NULL;
	bool row = false;
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = stmt_step(st, &row, err);
	if (!rc && row && !stmt_is_null(st, 0)) {
		extra = strdup(stmt_text(st, 0));
		if (!extra)
			rc = err_fail(err, WHY_NO_MEMORY, "extra");
	}
	stmt_reset(st);
	if (!rc)
		*ret = extra;
	return rc;
}

enum err_code db_student_extra_each(
	struct db *db, int64_t id, db_extra_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_EXTRA_EACH);
	enum err_code rc;
	bool row = true;

	stmt_bind_int(st, ":id", id);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row || !each(ctx, stmt_text(st, 0), stmt_text(st, 1)))
			break;
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_student_extra_any(struct db *db, bool *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_EXTRA_ANY);
	enum err_code rc = stmt_one(st, err);

	if (!rc)
		*ret = stmt_int(st, 0) != 0;
	stmt_reset(st);
	return rc;
}

enum err_code db_student_scan(struct db *db, db_student_scan_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_SCAN);
	struct student_row student;
	enum err_code rc;
	bool row = true;

	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		read_student(st, &student);
		if (!each(ctx, &student, stmt_is_null(st, 6) ? NULL : stmt_text(st, 6)))
			break;
	}
	stmt_reset(st);
	return rc;
}

bool db_student_hidden(struct db *db, const char *matricule)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_ANY);
	bool row = false;

	stmt_bind_text(st, ":matricule", matricule);
	if (stmt_step(st, &row, NULL) != ERR_OK)
		row = false;
	stmt_reset(st);
	return row;
}

bool db_student_any(struct db *db)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_EXISTS);
	bool row = false;

	if (stmt_step(st, &row, NULL) != ERR_OK)
		row = false;
	stmt_reset(st);
	return row;
}

enum err_code db_student_namesake(
	struct db *db, int64_t id, char ret[MATRICULE_SIZE], struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_NAMESAKE);
	bool row = false;
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = stmt_step(st, &row, err);
	ret[0] = '\0';
	if (!rc && row)
		stmt_copy(st, 0, ret, MATRICULE_SIZE);
	stmt_reset(st);
	return rc;
}

enum err_code db_student_entered(struct db *db, int64_t **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_STUDENT_ENTERED);
	int64_t *ids = NULL;
	size_t count = 0, room = 0;
	bool row = true;
	enum err_code rc;

	stmt_bind_int(st, ":tbl", TBL_student);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		if (count == room) {
			int64_t *more = realloc(ids, (room = 2 * room + 64) * sizeof *ids);

			if (!more) {
				rc = err_fail(err, WHY_NO_MEMORY, "students");
				break;
			}
			ids = more;
		}
		ids[count++] = stmt_int(st, 0);
	}
	stmt_reset(st);
	if (rc) {
		free(ids);
		return rc;
	}
	*ret = ids;
	*ret_count = count;
	return ERR_OK;
}
