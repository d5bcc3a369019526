/* Rules, programmes, units and their activities. See grades.h. */
#include "db/grades.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "db/conn.h"
#include "db/fields.h"
#include "db/ident.h"

static const char *const grade_effect_words[] = {
#define X(id, word) word,
	GRADE_EFFECTS(X)
#undef X
		NULL,
};
static const char *const code_typist_words[] = {
#define X(id, word) word,
	CODE_TYPISTS(X)
#undef X
		NULL,
};

static const struct field rule_set_fields[] = {
	FIELD(FIELD_ID, rule_set_row, id),
	FIELD(FIELD_NAME, rule_set_row, code),
	FIELD(FIELD_NAME, rule_set_row, since),
	FIELD(FIELD_NAME, rule_set_row, label),
	FIELD(FIELD_FLAG, rule_set_row, deleted),
};
static const struct noun rule_set_noun = NOUN(rule_set_row, rule_set_fields);

static const struct field rule_fields[] = {
	FIELD(FIELD_ID, rule_row, id),
	FIELD(FIELD_ID, rule_row, rule_set_id),
	FIELD(FIELD_NAME, rule_row, name),
	FIELD(FIELD_NAME, rule_row, value),
	FIELD(FIELD_FLAG, rule_row, deleted),
};
static const struct noun rule_noun = NOUN(rule_row, rule_fields);

static const struct field grade_code_fields[] = {
	FIELD(FIELD_ID, grade_code_row, id),
	FIELD(FIELD_ID, grade_code_row, rule_set_id),
	FIELD(FIELD_NAME, grade_code_row, code),
	FIELD(FIELD_NAME, grade_code_row, label),
	FIELD(FIELD_NAME, grade_code_row, aliases),
	FIELD_OF(grade_effect_words, grade_code_row, effect),
	FIELD_OF(code_typist_words, grade_code_row, typed_by),
	FIELD(FIELD_FLAG, grade_code_row, proof),
	FIELD(FIELD_NUMBER, grade_code_row, position),
	FIELD(FIELD_FLAG, grade_code_row, deleted),
	FIELD(FIELD_NUMBER, grade_code_row, absence),
};
static const struct noun grade_code_noun = NOUN(grade_code_row, grade_code_fields);

static const struct field mention_fields[] = {
	FIELD(FIELD_ID, mention_row, id),
	FIELD(FIELD_ID, mention_row, rule_set_id),
	FIELD(FIELD_NUMBER, mention_row, least),
	FIELD(FIELD_NAME, mention_row, label),
	FIELD(FIELD_FLAG, mention_row, deleted),
};
static const struct noun mention_noun = NOUN(mention_row, mention_fields);

static const struct field programme_fields[] = {
	FIELD(FIELD_ID, programme_row, id),
	FIELD(FIELD_NAME, programme_row, year),
	FIELD(FIELD_NAME, programme_row, code),
	FIELD(FIELD_NAME, programme_row, label),
	FIELD(FIELD_ID, programme_row, rule_set_id),
	FIELD(FIELD_FLAG, programme_row, deleted),
};
static const struct noun programme_noun = NOUN(programme_row, programme_fields);

static const struct field unit_fields[] = {
	FIELD(FIELD_ID, unit_row, id),
	FIELD(FIELD_ID, unit_row, programme_id),
	FIELD(FIELD_NAME, unit_row, code),
	FIELD(FIELD_NAME, unit_row, title),
	FIELD(FIELD_NUMBER, unit_row, block),
	FIELD(FIELD_NUMBER, unit_row, credits),
	FIELD(FIELD_ID, unit_row, person_id),
	FIELD(FIELD_FLAG, unit_row, optional),
	FIELD(FIELD_NUMBER, unit_row, decimals),
	FIELD(FIELD_NUMBER, unit_row, position),
	FIELD(FIELD_FLAG, unit_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, unit_row, person),
};
static const struct noun unit_noun = NOUN(unit_row, unit_fields);

static const struct field activity_fields[] = {
	FIELD(FIELD_ID, activity_row, id),
	FIELD(FIELD_ID, activity_row, unit_id),
	FIELD(FIELD_NAME, activity_row, code),
	FIELD(FIELD_NAME, activity_row, title),
	FIELD(FIELD_NAME, activity_row, kind),
	FIELD(FIELD_NUMBER, activity_row, weight),
	FIELD(FIELD_NUMBER, activity_row, minimum),
	FIELD(FIELD_NUMBER, activity_row, position),
	FIELD(FIELD_FLAG, activity_row, deleted),
};
static const struct noun activity_noun = NOUN(activity_row, activity_fields);

static const struct field exercise_fields[] = {
	FIELD(FIELD_ID, exercise_row, id),
	FIELD(FIELD_ID, exercise_row, unit_id),
	FIELD(FIELD_ID, exercise_row, activity_id),
	FIELD(FIELD_ID, exercise_row, item_id),
	FIELD(FIELD_FLAG, exercise_row, deleted),
	FIELD(FIELD_OPTIONAL | FIELD_SHOWN, exercise_row, item),
};
static const struct noun exercise_noun = NOUN(exercise_row, exercise_fields);

/* An id of an owner's id and a text, such as a programme and a code. */
static int64_t ident_below(int table, int64_t owner, const char *text)
{
	char number[24];

	(void)snprintf(number, sizeof number, "%" PRId64, owner);
	return ident_text(table, 2, (const char *[]){number, text});
}

enum err_code db_rule_set_put(
	struct db *db, const struct rule_set_row *row, int64_t *ret_id, struct err *err)
{
	struct rule_set_row whole = *row;

	whole.id =
		row->id ? row->id
			: ident_text(TBL_rule_set, 2, (const char *const[]){row->code, row->since});
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_RULE_SET_PUT, &rule_set_noun, &whole, err);
}

enum err_code db_rule_set_list(
	struct db *db, struct rule_set_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_RULE_SET_LIST);
	void *rows = NULL;
	enum err_code rc;

	rc = fields_collect(st, &rule_set_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_rule_put(
	struct db *db, const struct rule_row *row, int64_t *ret_id, struct err *err)
{
	struct rule_row whole = *row;

	whole.id = row->id ? row->id : ident_below(TBL_rule, row->rule_set_id, row->name);
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_RULE_PUT, &rule_noun, &whole, err);
}

enum err_code db_rule_list(struct db *db, int64_t rule_set_id, struct rule_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_RULE_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":rule_set_id", rule_set_id);
	rc = fields_collect(st, &rule_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_grade_code_put(
	struct db *db, const struct grade_code_row *row, int64_t *ret_id, struct err *err)
{
	struct grade_code_row whole = *row;

	whole.id = row->id ? row->id : ident_below(TBL_grade_code, row->rule_set_id, row->code);
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_GRADE_CODE_PUT, &grade_code_noun, &whole, err);
}

enum err_code db_grade_code_list(struct db *db, int64_t rule_set_id, struct grade_code_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GRADE_CODE_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":rule_set_id", rule_set_id);
	rc = fields_collect(st, &grade_code_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_mention_put(
	struct db *db, const struct mention_row *row, int64_t *ret_id, struct err *err)
{
	struct mention_row whole = *row;

	whole.id = ident_int(TBL_mention, 2, (int64_t[]){row->rule_set_id, row->least});
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_MENTION_PUT, &mention_noun, &whole, err);
}

enum err_code db_mention_list(struct db *db, int64_t rule_set_id, struct mention_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_MENTION_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":rule_set_id", rule_set_id);
	rc = fields_collect(st, &mention_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_programme_put(
	struct db *db, const struct programme_row *row, int64_t *ret_id, struct err *err)
{
	struct programme_row whole = *row;

	whole.id =
		row->id ? row->id
			: ident_text(TBL_programme, 2, (const char *const[]){row->year, row->code});
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_PROGRAMME_PUT, &programme_noun, &whole, err);
}

enum err_code db_programme_list(
	struct db *db, struct programme_row **ret, size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_PROGRAMME_LIST);
	void *rows = NULL;
	enum err_code rc;

	rc = fields_collect(st, &programme_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_unit_put(
	struct db *db, const struct unit_row *row, int64_t *ret_id, struct err *err)
{
	struct unit_row whole = *row;

	whole.id = row->id ? row->id : ident_below(TBL_unit, row->programme_id, row->code);
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_UNIT_PUT, &unit_noun, &whole, err);
}

enum err_code db_unit_list(struct db *db, int64_t programme_id, struct unit_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_UNIT_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":programme_id", programme_id);
	rc = fields_collect(st, &unit_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_activity_put(
	struct db *db, const struct activity_row *row, int64_t *ret_id, struct err *err)
{
	struct activity_row whole = *row;

	whole.id = row->id ? row->id : ident_below(TBL_activity, row->unit_id, row->code);
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_ACTIVITY_PUT, &activity_noun, &whole, err);
}

enum err_code db_activity_list(struct db *db, int64_t programme_id, struct activity_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ACTIVITY_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":programme_id", programme_id);
	rc = fields_collect(st, &activity_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}

enum err_code db_exercise_put(
	struct db *db, const struct exercise_row *row, int64_t *ret_id, struct err *err)
{
	struct exercise_row whole = *row;

	whole.id = ident_int(
		TBL_exercise, 3, (int64_t[]){row->unit_id, row->activity_id, row->item_id});
	if (ret_id)
		*ret_id = whole.id;
	return fields_put(db, STMT_EXERCISE_PUT, &exercise_noun, &whole, err);
}

enum err_code db_exercise_list(struct db *db, int64_t programme_id, struct exercise_row **ret,
	size_t *ret_count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_EXERCISE_LIST);
	void *rows = NULL;
	enum err_code rc;

	stmt_bind_int(st, ":programme_id", programme_id);
	rc = fields_collect(st, &exercise_noun, &rows, ret_count, err);
	if (!rc)
		*ret = rows;
	return rc;
}
