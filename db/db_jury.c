/* Decisions of the jury and frozen deliberations. See grades.h. */
#include "db/grades.h"

#include <stddef.h>

#include "db/conn.h"
#include "db/fields.h"
#include "db/ident.h"

static const char *const verdict_outcome_words[] = {
#define X(id, word) word,
	VERDICT_OUTCOMES(X)
#undef X
		NULL,
};

static const struct field verdict_fields[] = {
	FIELD(FIELD_ID, verdict_row, id),
	FIELD(FIELD_ID, verdict_row, student_id),
	FIELD(FIELD_ID, verdict_row, programme_id),
	FIELD(FIELD_ID, verdict_row, unit_id),
	FIELD(FIELD_NUMBER, verdict_row, session),
	FIELD_OF(verdict_outcome_words, verdict_row, outcome),
	FIELD(FIELD_NUMBER, verdict_row, mark),
	FIELD(FIELD_TEXT, verdict_row, reason),
	FIELD(FIELD_ID, verdict_row, person_id),
	FIELD(FIELD_NAME, verdict_row, decided_on),
	FIELD(FIELD_FLAG, verdict_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, verdict_row, person),
};
static const struct noun verdict_noun = NOUN(verdict_row, verdict_fields);

static const struct field deliberation_fields[] = {
	FIELD(FIELD_ID, deliberation_row, id),
	FIELD(FIELD_ID, deliberation_row, programme_id),
	FIELD(FIELD_NUMBER, deliberation_row, session),
	FIELD(FIELD_NAME, deliberation_row, held_on),
	FIELD(FIELD_MOMENT, deliberation_row, frozen_at),
	FIELD(FIELD_ID, deliberation_row, person_id),
	FIELD(FIELD_TEXT, deliberation_row, rules),
	FIELD(FIELD_MOMENT, deliberation_row, unlocked_at),
	FIELD(FIELD_OPTIONAL, deliberation_row, unlock_reason),
	FIELD(FIELD_FLAG, deliberation_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, deliberation_row, person),
};
static const struct noun deliberation_noun = NOUN(deliberation_row, deliberation_fields);

static const struct field deliberated_fields[] = {
	FIELD(FIELD_ID, deliberated_row, id),
	FIELD(FIELD_ID, deliberated_row, deliberation_id),
	FIELD(FIELD_ID, deliberated_row, student_id),
	FIELD(FIELD_TEXT, deliberated_row, figures),
	FIELD(FIELD_FLAG, deliberated_row, deleted),
};
static const struct noun deliberated_noun = NOUN(deliberated_row, deliberated_fields);

enum err_code db_verdict_put(
	struct db *db, const struct verdict_row *row, int64_t *ret_id, struct err *err)
{
	struct verdict_row whole = *row;

	whole.id = ident_int(TBL_verdict, 4,
		(int64_t[]){row->student_id, row->programme_id, row->unit_id, row->session});
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_VERDICT_PUT, &verdict_noun, &whole, err);
}

enum err_code db_verdict_list(struct db *db, int64_t programme_id, int64_t student_id,
	struct verdict_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_VERDICT_OF_PROGRAMME);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":programme_id", programme_id);
	stmt_bind_int(st, ":student_id", student_id);
	rc = fields_collect(st, &verdict_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_deliberation_put(
	struct db *db, const struct deliberation_row *row, int64_t *ret_id, struct err *err)
{
	struct deliberation_row whole = *row;

	whole.id = row->id ? row->id : ident_random();
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_DELIBERATION_PUT, &deliberation_noun, &whole, err);
}

enum err_code db_deliberation_list(struct db *db, int64_t programme_id,
	struct deliberation_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_DELIBERATION_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":programme_id", programme_id);
	rc = fields_collect(st, &deliberation_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_deliberated_put(
	struct db *db, const struct deliberated_row *row, int64_t *ret_id, struct err *err)
{
	struct deliberated_row whole = *row;

	whole.id =
		ident_int(TBL_deliberated, 2, (int64_t[]){row->deliberation_id, row->student_id});
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_DELIBERATED_PUT, &deliberated_noun, &whole, err);
}

enum err_code db_deliberated_list(struct db *db, int64_t deliberation_id,
	struct deliberated_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_DELIBERATED_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":deliberation_id", deliberation_id);
	rc = fields_collect(st, &deliberated_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}
