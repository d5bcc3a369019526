/* Who takes what, and grades. See grades.h. */
#include "db/grades.h"

#include <assert.h>
#include <stddef.h>

#include "db/conn.h"
#include "db/fields.h"
#include "db/ident.h"

static const char *const enrolment_state_words[] = {
#define X(id, word) word,
	ENROLMENT_STATES(X)
#undef X
		NULL,
};

static const struct field enrolment_fields[] = {
	FIELD(FIELD_ID, enrolment_row, id),
	FIELD(FIELD_ID, enrolment_row, student_id),
	FIELD(FIELD_ID, enrolment_row, unit_id),
	FIELD_OF(enrolment_state_words, enrolment_row, state),
	FIELD(FIELD_NUMBER, enrolment_row, mark),
	FIELD(FIELD_OPTIONAL, enrolment_row, from_year),
	FIELD(FIELD_FLAG, enrolment_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, enrolment_row, matricule),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, enrolment_row, last_name),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, enrolment_row, first_name),
};
static const struct noun enrolment_noun = NOUN(enrolment_row, enrolment_fields);

static const struct field grade_fields[] = {
	FIELD(FIELD_ID, grade_row, id),
	FIELD(FIELD_ID, grade_row, student_id),
	FIELD(FIELD_ID, grade_row, unit_id),
	FIELD(FIELD_ID, grade_row, activity_id),
	FIELD(FIELD_NUMBER, grade_row, session),
	FIELD(FIELD_NUMBER, grade_row, mark),
	FIELD(FIELD_OPTIONAL, grade_row, code),
	FIELD(FIELD_OPTIONAL, grade_row, proof),
	FIELD(FIELD_FLAG, grade_row, deleted),
};
static const struct noun grade_noun = NOUN(grade_row, grade_fields);

static enum err_code put(
	struct db *db, enum stmt_id id, const struct noun *noun, const void *row, struct err *err)
{
	struct stmt *st = stmt_use(db, id);

	assert(db_in_batch(db));
	fields_bind(st, noun, row);
	return stmt_run(st, err);
}

enum err_code db_enrolment_put(
	struct db *db, const struct enrolment_row *row, int64_t *ret_id, struct err *err)
{
	struct enrolment_row whole = *row;

	whole.id = ident_int(TBL_enrolment, 2, (int64_t[]){row->student_id, row->unit_id});
	if (ret_id)
		*ret_id = whole.id;
	return put(db, STMT_ENROLMENT_PUT, &enrolment_noun, &whole, err);
}

enum err_code db_enrolment_of_unit(struct db *db, int64_t unit_id, struct enrolment_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ENROLMENT_OF_UNIT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":unit_id", unit_id);
	rc = fields_collect(st, &enrolment_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_enrolment_of_programme(struct db *db, int64_t programme_id,
	struct enrolment_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ENROLMENT_OF_PROGRAMME);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":programme_id", programme_id);
	rc = fields_collect(st, &enrolment_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_enrolment_of_student(struct db *db, int64_t student_id, int64_t programme_id,
	struct enrolment_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ENROLMENT_OF_STUDENT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":programme_id", programme_id);
	rc = fields_collect(st, &enrolment_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_grade_put(
	struct db *db, const struct grade_row *row, int64_t *ret_id, struct err *err)
{
	struct grade_row whole = *row;

	whole.id = ident_int(TBL_grade, 4,
		(int64_t[]){row->student_id, row->unit_id, row->activity_id, row->session});
	if (ret_id)
		*ret_id = whole.id;
	return put(db, STMT_GRADE_PUT, &grade_noun, &whole, err);
}

enum err_code db_grade_of_unit(
	struct db *db, int64_t unit_id, struct grade_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GRADE_OF_UNIT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":unit_id", unit_id);
	rc = fields_collect(st, &grade_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_grade_of_programme(struct db *db, int64_t programme_id, struct grade_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GRADE_OF_PROGRAMME);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":programme_id", programme_id);
	rc = fields_collect(st, &grade_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_grade_of_student(struct db *db, int64_t student_id, int64_t programme_id,
	struct grade_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GRADE_OF_STUDENT);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":programme_id", programme_id);
	rc = fields_collect(st, &grade_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

int64_t db_grade_id(const struct grade_row *row)
{
	return ident_int(TBL_grade, 4,
		(int64_t[]){row->student_id, row->unit_id, row->activity_id, row->session});
}

enum err_code db_grade_get(struct db *db, int64_t id, struct grade_row *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GRADE_GET);
	enum err_code rc;

	*ret = (struct grade_row){.mark = -1};
	stmt_bind_int(st, ":id", id);
	rc = fields_one(st, &grade_noun, ret, err);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}
