/*
 * Rows derived from ratings: current levels and standings. See db.h.
 *
 * While a file is being checked (db->verify is set) the _put functions compare
 * with what is there instead of writing.
 */
#include <string.h>

#include "db/conn.h"

void level_read(struct stmt *st, struct current_row *ret)
{
	*ret = (struct current_row){
		.student_id = stmt_int(st, 0),
		.item_id = stmt_int(st, 1),
		.value = (int)stmt_int_or(st, 2, -1),
		.trend = (int)stmt_int(st, 3),
		.last_level = (int)stmt_int(st, 4),
		.count = (int)stmt_int(st, 5),
	};
	stmt_copy(st, 6, ret->seen_on, sizeof ret->seen_on);
}

static enum err_code verify_level(struct db *db, const struct current_row *row, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_CURRENT_LEVEL_GET);
	struct current_row there = {0};
	bool found = false;
	enum err_code rc;

	stmt_bind_int(st, ":student_id", row->student_id);
	stmt_bind_int(st, ":item_id", row->item_id);
	rc = stmt_step(st, &found, err);
	if (!rc && found)
		level_read(st, &there);
	stmt_reset(st);
	if (rc)
		return rc;
	db->verify->levels++;
	if (!found || there.value != row->value || there.trend != row->trend ||
		there.last_level != row->last_level || there.count != row->count ||
		strcmp(there.seen_on, row->seen_on) != 0)
		db->verify->wrong++;
	return ERR_OK;
}

enum err_code db_level_put(struct db *db, const struct current_row *row, struct err *err)
{
	struct stmt *st;

	if (db->verify)
		return verify_level(db, row, err);
	st = stmt_use(db, STMT_CURRENT_LEVEL_PUT);
	stmt_bind_int(st, ":student_id", row->student_id);
	stmt_bind_int(st, ":item_id", row->item_id);
	if (row->value < 0)
		stmt_bind_null(st, ":value");
	else
		stmt_bind_int(st, ":value", row->value);
	stmt_bind_int(st, ":trend", row->trend);
	stmt_bind_int(st, ":last_level", row->last_level);
	stmt_bind_int(st, ":count", row->count);
	stmt_bind_text(st, ":seen_on", row->seen_on);
	return stmt_run(st, err);
}

enum err_code db_level_remove(struct db *db, int64_t student_id, int64_t item_id, struct err *err)
{
	struct stmt *st;

	if (db->verify)
		return ERR_OK; /* the number of rows tells */
	st = stmt_use(db, STMT_CURRENT_LEVEL_REMOVE);
	stmt_bind_int(st, ":student_id", student_id);
	stmt_bind_int(st, ":item_id", item_id);
	return stmt_run(st, err);
}

enum err_code db_level_each(
	struct db *db, int64_t student_id, db_level_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_CURRENT_LEVEL_EACH);
	struct current_row level;
	enum err_code rc;
	bool row = true;

	stmt_bind_int(st, ":student_id", student_id);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		level_read(st, &level);
		if (!each(ctx, &level))
			break;
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_standing_get(struct db *db, int64_t framework_id, int64_t student_id,
	struct standing_row *ret, struct err *err)
{
	struct standing_row standing = {
		.framework_id = framework_id, .student_id = student_id, .mean = -1};
	struct stmt *st = stmt_use(db, STMT_STANDING_GET);
	bool row = false;
	enum err_code rc;

	stmt_bind_int(st, ":framework_id", framework_id);
	stmt_bind_int(st, ":student_id", student_id);
	rc = stmt_step(st, &row, err);
	if (!rc && row) {
		standing.mean = (int)stmt_int_or(st, 0, -1);
		standing.rated = (int)stmt_int(st, 1);
		stmt_copy(st, 2, standing.seen_on, sizeof standing.seen_on);
	}
	stmt_reset(st);
	if (!rc)
		*ret = standing;
	return rc;
}

static enum err_code verify_standing(struct db *db, const struct standing_row *row, struct err *err)
{
	struct standing_row there;
	enum err_code rc = db_standing_get(db, row->framework_id, row->student_id, &there, err);

	if (rc)
		return rc;
	db->verify->standings++;
	if (there.mean != row->mean || there.rated != row->rated ||
		strcmp(there.seen_on, row->seen_on) != 0)
		db->verify->wrong++;
	return ERR_OK;
}

enum err_code db_standing_put(struct db *db, const struct standing_row *row, struct err *err)
{
	struct stmt *st;

	if (db->verify)
		return verify_standing(db, row, err);
	st = stmt_use(db, STMT_STANDING_PUT);
	stmt_bind_int(st, ":framework_id", row->framework_id);
	stmt_bind_int(st, ":student_id", row->student_id);
	if (row->mean < 0)
		stmt_bind_null(st, ":mean");
	else
		stmt_bind_int(st, ":mean", row->mean);
	stmt_bind_int(st, ":rated", row->rated);
	stmt_bind_text(st, ":seen_on", row->seen_on);
	return stmt_run(st, err);
}

enum err_code db_standing_remove(
	struct db *db, int64_t framework_id, int64_t student_id, struct err *err)
{
	struct stmt *st;

	if (db->verify)
		return ERR_OK;
	st = stmt_use(db, STMT_STANDING_REMOVE);
	stmt_bind_int(st, ":framework_id", framework_id);
	stmt_bind_int(st, ":student_id", student_id);
	return stmt_run(st, err);
}

enum err_code db_standing_sweep(struct db *db, int64_t student_id, struct err *err)
{
	struct stmt *st;

	if (db->verify)
		return ERR_OK;
	st = stmt_use(db, STMT_STANDING_SWEEP);
	stmt_bind_int(st, ":student_id", student_id);
	return stmt_run(st, err);
}
