/* Who takes what, and grades. See grades.h. */
#include "db/grades.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "db/conn.h"
#include "db/fields.h"
#include "db/ident.h"
#include "db/journal.h"
#include "db/stamp.h"

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

struct whom_row {
	int64_t id;
};
static const struct field whom_fields[] = {FIELD(FIELD_ID, whom_row, id)};
static const struct noun whom_noun = NOUN(whom_row, whom_fields);

enum err_code db_enrolment_put(
	struct db *db, const struct enrolment_row *row, int64_t *ret_id, struct err *err)
{
	struct enrolment_row whole = *row;

	whole.id = ident_int(TBL_enrolment, 2, (int64_t[]){row->student_id, row->unit_id});
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_ENROLMENT_PUT, &enrolment_noun, &whole, err);
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
	return fields_put(db, STMT_GRADE_PUT, &grade_noun, &whole, err);
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

enum { GRADE_VALUE = 5, GRADE_DELETED = 7 }; /* columns, see schema.sql */

/* The cell as its row stands: what a blanked one held is not shown. */
struct fold {
	int mark;
	char code[CODE_SIZE];
	bool deleted;
};

static void take_entry(struct stmt *st, struct fold *fold)
{
	int64_t column = stmt_int(st, 3);

	if (column == 0 || column == GRADE_VALUE) {
		fold->mark = (int)stmt_int_or(st, 4, -1);
		stmt_copy(st, 5, fold->code, sizeof fold->code);
	}
	if (column == 0 || column == GRADE_DELETED)
		fold->deleted = stmt_int(st, 6) != 0;
}

static void show_change(struct grade_change_row *row, const struct fold *fold)
{
	row->mark = fold->deleted ? -1 : fold->mark;
	memcpy(row->code, fold->deleted ? "" : fold->code, fold->deleted ? 1 : sizeof row->code);
}

enum err_code db_grade_history(struct db *db, int64_t id, struct grade_change_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GRADE_HISTORY);
	struct grade_change_row *rows = NULL;
	struct fold fold = {.mark = -1};
	unsigned char batch[STAMP_SIZE], of[STAMP_SIZE] = {0}, stamp[STAMP_SIZE];
	struct batch_head head;
	size_t count = 0;
	bool more = true;
	enum err_code rc = ERR_OK;

	stmt_bind_int(st, ":id", id);
	while (!rc) {
		rc = stmt_step(st, &more, err);
		if (rc || !more)
			break;
		if (!journal_stamp(st, 1, of) || count == 0 || memcmp(batch, of, STAMP_SIZE) != 0) {
			struct grade_change_row *grown = realloc(rows, (count + 1) * sizeof *rows);

			if (!grown) {
				rc = err_fail(err, WHY_NO_MEMORY, "history");
				break;
			}
			rows = grown;
			rows[count] = (struct grade_change_row){.mark = -1};
			if (journal_stamp(st, 0, stamp))
				rows[count].at = stamp_ms(stamp);
			if (journal_head(db, of, &head, NULL) == ERR_OK)
				rows[count].at = head.row.at;
			stmt_copy(st, 2, rows[count].author, sizeof rows[count].author);
			memcpy(batch, of, STAMP_SIZE);
			count++;
		}
		take_entry(st, &fold);
		show_change(&rows[count - 1], &fold);
	}
	stmt_reset(st);
	if (rc) {
		free(rows);
		return rc;
	}
	*ret = rows;
	*ret_count = count;
	return ERR_OK;
}

enum err_code db_enrolment_places(struct db *db, int64_t unit_id, int64_t group_id, int64_t **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ENROLMENT_PLACES);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":unit_id", unit_id);
	stmt_bind_int(st, ":group_id", group_id);
	rc = fields_collect(st, &whom_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_member_ids(
	struct db *db, int64_t group_id, int64_t **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MEMBER_IDS);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":group_id", group_id);
	rc = fields_collect(st, &whom_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}
