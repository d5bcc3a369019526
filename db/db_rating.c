/* Rows of assessments and ratings. See db.h. */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/conn.h"
#include "db/ident.h"

static const char *const kinds[KIND_COUNT] = {
	[KIND_MEETING] = "meeting",
	[KIND_INTERNSHIP] = "internship",
	[KIND_THESIS] = "thesis",
	[KIND_COURSE] = "course",
	[KIND_SELF] = "self",
	[KIND_PEER] = "peer",
	[KIND_JURY] = "jury",
};

static enum assessment_kind kind_of(const char *text)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		if (strcmp(text, kinds[i]) == 0)
			return (enum assessment_kind)i;
	}
	return KIND_MEETING; /* the table allows no other word */
}

/* ---- Assessments ---------------------------------------------------------- */

static int64_t assessment_id(enum assessment_kind kind, const char *held_on, int64_t person_id)
{
	char person[24];

	(void)snprintf(person, sizeof person, "%" PRId64, person_id);
	return ident_text(TBL_assessment, 3, (const char *[]){kinds[kind], held_on, person});
}

enum err_code db_assessment_find(struct db *db, enum assessment_kind kind, const char *held_on,
	int64_t person_id, int64_t *ret_id, struct err *err)
{
	int64_t id = assessment_id(kind, held_on, person_id);
	struct stmt *st = stmt_use(db, STMT_ASSESSMENT_EXISTS);
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = stmt_one(st, err);
	if (!rc)
		*ret_id = id;
	stmt_reset(st);
	return rc;
}

enum err_code db_assessment_put(struct db *db, enum assessment_kind kind, const char *held_on,
	int64_t person_id, int64_t *ret_id, struct err *err)
{
	int64_t id = assessment_id(kind, held_on, person_id);
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_ASSESSMENT_INSERT);
	stmt_bind_int(st, ":id", id);
	stmt_bind_text(st, ":kind", kinds[kind]);
	stmt_bind_text(st, ":held_on", held_on);
	if (person_id)
		stmt_bind_int(st, ":person_id", person_id);
	else
		stmt_bind_null(st, ":person_id");
	rc = stmt_run(st, err);
	if (!rc)
		*ret_id = id;
	return rc;
}

/* ---- Ratings ---------------------------------------------------------------- */

/* A rating as it stands; id 0: there is none. */
struct standing_rating {
	int64_t id, rated_at;
	int level;
	bool deleted;
	char *comment; /* owned; NULL: none */
};

static enum err_code find(struct db *db, int64_t student_id, int64_t item_id, int64_t assessment,
	struct standing_rating *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_RATING_GET);
	bool row = false;
	enum err_code rc;

	*ret = (struct standing_rating){0};
	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":item_id", item_id);
	stmt_bind_int(st, ":assessment_id", assessment);
	rc = stmt_step(st, &row, err);
	if (!rc && row) {
		ret->id = stmt_int(st, 0);
		ret->level = (int)stmt_int_or(st, 1, LEVEL_NONE);
		ret->deleted = stmt_int(st, 3) != 0;
		ret->rated_at = stmt_int(st, 4);
		if (!stmt_is_null(st, 2) && !ret->deleted) {
			ret->comment = strdup(stmt_text(st, 2));
			if (!ret->comment)
				rc = err_fail(err, WHY_NO_MEMORY, "rating");
		}
		if (ret->deleted)
			ret->level = LEVEL_NONE;
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_rating_get(struct db *db, int64_t student_id, int64_t item_id, int64_t assessment,
	int *ret_level, char **ret_comment, struct err *err)
{
	struct standing_rating rating;
	enum err_code rc = find(db, student_id, item_id, assessment, &rating, err);

	if (rc)
		return rc;
	*ret_level = rating.level;
	if (ret_comment)
		*ret_comment = rating.comment;
	else
		free(rating.comment);
	return ERR_OK;
}

static void bind_level(struct stmt *st, int level)
{
	if (level == LEVEL_NONE)
		stmt_bind_null(st, ":level");
	else
		stmt_bind_int(st, ":level", level);
}

static enum err_code insert_rating(struct db *db, int64_t student_id, int64_t item_id,
	int64_t assessment, int level, const char *comment, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_RATING_INSERT);

	stmt_bind_int(
		st, ":id", ident_int(TBL_rating, 3, (int64_t[]){student_id, item_id, assessment}));
	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":item_id", item_id);
	stmt_bind_int(st, ":assessment_id", assessment);
	bind_level(st, level);
	stmt_bind_optional(st, ":comment", comment);
	stmt_bind_int(st, ":rated_at", db->hooks.now_ms());
	return stmt_run(st, err);
}

enum err_code db_rating_put(struct db *db, int64_t student_id, int64_t item_id, int64_t assessment,
	int level, const char *comment, int *ret_before, struct err *err)
{
	struct standing_rating rating;
	struct stmt *st;
	bool gone, same;
	enum err_code rc;

	assert(db_in_batch(db));
	rc = find(db, student_id, item_id, assessment, &rating, err);
	if (rc)
		goto out;
	if (!comment)
		comment = rating.comment;
	gone = level == LEVEL_NONE && (!comment || !*comment);
	same = rating.level == level &&
	       strcmp(comment ? comment : "", rating.comment ? rating.comment : "") == 0;
	if (rating.id && !(same && rating.deleted == gone)) {
		st = stmt_use(db, STMT_RATING_UPDATE);
		stmt_bind_int(st, ":id", rating.id);
		bind_level(st, level);
		stmt_bind_optional(st, ":comment", comment);
		stmt_bind_int(st, ":deleted", gone);
		stmt_bind_int(st, ":rated_at",
			rating.level == level ? rating.rated_at : db->hooks.now_ms());
		rc = stmt_run(st, err);
	} else if (!rating.id && !gone) {
		rc = insert_rating(db, student_id, item_id, assessment, level, comment, err);
	}
	if (!rc && ret_before)
		*ret_before = rating.level;
out:
	free(rating.comment);
	return rc;
}

enum err_code db_rating_each(struct db *db, int64_t student_id, int64_t item_id, db_rating_fn *each,
	void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, item_id ? STMT_RATING_EACH_ITEM : STMT_RATING_EACH);
	struct rating_row rating;
	enum err_code rc;
	bool row = true;

	stmt_bind_int(st, ":student_id", student_id);
	if (item_id)
		stmt_bind_int(st, ":item_id", item_id);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		rating = (struct rating_row){
			.id = stmt_int(st, 0),
			.student_id = student_id,
			.item_id = stmt_int(st, 1),
			.assessment_id = stmt_int(st, 2),
			.level = (int)stmt_int_or(st, 3, LEVEL_NONE),
			.rated_at = stmt_int(st, 4),
			.kind = kind_of(stmt_text(st, 5)),
			.field = stmt_int(st, 9) != 0,
			.peer_id = stmt_int(st, 10),
		};
		stmt_copy(st, 6, rating.held_on, sizeof rating.held_on);
		if (!each(ctx, &rating, stmt_is_null(st, 7) ? NULL : stmt_text(st, 7),
			    stmt_is_null(st, 8) ? NULL : stmt_text(st, 8)))
			break;
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_assessment_ratings(struct db *db, int64_t assessment, int64_t student_id,
	db_level_given_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ASSESSMENT_RATINGS);
	enum err_code rc;
	bool row = true;

	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":assessment_id", assessment);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row ||
			!each(ctx, stmt_int(st, 0), (int)stmt_int_or(st, 1, LEVEL_NONE)))
			break;
	}
	stmt_reset(st);
	return rc;
}
