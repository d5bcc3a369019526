/*
 * The order students stand in, page by page. See db_student_page in db.h.
 *
 * Each order is a keyset: the last row of a page says where the next begins.
 * Orders over everybody walk an index; some in two phases, those that have a
 * standing and those that have none. A small group is read and sorted whole.
 */
#include <stdlib.h>
#include <string.h>

#include "db/conn.h"

/* The number a statement gives, about a group where it takes one. */
static enum err_code read_number(
	struct db *db, enum stmt_id id, int64_t group_id, int64_t *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, id);
	enum err_code rc;

	if (group_id)
		stmt_bind_int(st, ":group_id", group_id);
	rc = stmt_one(st, err);
	if (!rc)
		*ret = stmt_int(st, 0);
	stmt_reset(st);
	return rc;
}

enum err_code db_student_count(struct db *db, int64_t group_id, long *ret, struct err *err)
{
	int64_t count = 0;
	enum err_code rc = read_number(
		db, group_id ? STMT_STUDENT_COUNT_IN : STMT_STUDENT_COUNT, group_id, &count, err);

	if (!rc)
		*ret = (long)count;
	return rc;
}

static enum err_code is_big(struct db *db, int64_t group_id, bool *ret, struct err *err)
{
	int64_t big = 0;
	enum err_code rc = read_number(db, STMT_GROUP_IS_BIG, group_id, &big, err);

	if (!rc)
		*ret = big != 0;
	return rc;
}

enum err_code db_student_estimate(struct db *db, int64_t group_id, long *ret, struct err *err)
{
	enum stmt_id id = STMT_STUDENT_COUNT_QUICK;
	int64_t count = 0;
	bool big = false;
	enum err_code rc = ERR_OK;

	if (group_id) {
		rc = is_big(db, group_id, &big, err);
		id = big ? STMT_STUDENT_COUNT_IN_QUICK : STMT_STUDENT_COUNT_IN;
	}
	if (!rc)
		rc = read_number(db, id, group_id, &count, err);
	if (!rc)
		*ret = (long)count;
	return rc;
}

/* What a statement takes besides :id and :limit. */
struct phase {
	enum stmt_id id;
	bool key, number, group, framework;
	bool key_is_number; /* column 3 is text and goes on as :key: a date */
	bool last;
};

static enum err_code choose(struct db *db, int64_t group_id, enum student_order order, int phase,
	struct phase *ret, struct err *err)
{
	bool big = false;
	enum err_code rc = ERR_OK;

	*ret = (struct phase){.last = true, .group = group_id != 0};
	switch (order) {
	case ORDER_LEVEL:
		if (group_id) {
			*ret = (struct phase){STMT_ROSTER_LEVEL_GROUP, .key = true, .number = true,
				.group = true, .framework = true, .last = true};
		} else if (phase == 0) {
			*ret = (struct phase){STMT_ROSTER_LEVEL, .number = true, .framework = true};
		} else {
			*ret = (struct phase){STMT_ROSTER_LEVEL_NONE, .key = true,
				.framework = true, .last = true};
		}
		return ERR_OK;
	case ORDER_SEEN:
		if (group_id) {
			*ret = (struct phase){STMT_ROSTER_SEEN_GROUP, .key = true, .number = true,
				.group = true, .framework = true, .last = true};
		} else if (phase == 0) {
			*ret = (struct phase){
				STMT_ROSTER_SEEN_NEVER, .key = true, .framework = true};
		} else {
			*ret = (struct phase){STMT_ROSTER_SEEN, .key = true, .framework = true,
				.key_is_number = true, .last = true};
		}
		return ERR_OK;
	case ORDER_LIST:
		if (group_id) {
			*ret = (struct phase){
				STMT_ROSTER_LIST, .number = true, .group = true, .last = true};
			return ERR_OK;
		}
		break;
	case ORDER_NAME:
	case ORDER_COUNT:
		break;
	}
	ret->key = true;
	ret->id = STMT_ROSTER_NAME;
	if (group_id) {
		rc = is_big(db, group_id, &big, err);
		ret->id = big ? STMT_ROSTER_NAME_BIG : STMT_ROSTER_NAME_GROUP;
	}
	return rc;
}

/* One phase's rows; *ret_count of them. */
static enum err_code run_phase(struct db *db, const struct phase *phase, int64_t group_id,
	int64_t framework_id, struct student_cursor *cursor, size_t limit, db_roster_fn *each,
	void *ctx, size_t *ret_count, bool *ret_stopped, struct err *err)
{
	struct stmt *st = stmt_use(db, phase->id);
	enum err_code rc;
	bool row = true;

	stmt_bind_int(st, ":id", cursor->id);
	stmt_bind_int(st, ":limit", (int64_t)limit);
	if (phase->key)
		stmt_bind_text(st, ":key", cursor->key);
	if (phase->number)
		stmt_bind_int(st, ":number", cursor->number);
	if (phase->group)
		stmt_bind_int(st, ":group_id", group_id);
	if (phase->framework)
		stmt_bind_int(st, ":framework_id", framework_id);
	*ret_count = 0;
	*ret_stopped = false;
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		(*ret_count)++;
		if (!each(ctx, stmt_int(st, 0), stmt_text(st, 1), stmt_text(st, 2)))
			*ret_stopped = true;
		if (*ret_count == limit || *ret_stopped) {
			struct student_cursor next = *cursor; /* :key is bound to the old one */

			next.id = stmt_int(st, 0);
			next.number = phase->key_is_number ? 0 : stmt_int(st, 3);
			stmt_copy(st, phase->key_is_number ? 3 : 1, next.key, sizeof next.key);
			stmt_reset(st);
			*cursor = next;
			return ERR_OK;
		}
	}
	stmt_reset(st);
	return rc;
}

static void rewind_keys(struct student_cursor *cursor)
{
	cursor->id = 0;
	cursor->number = -1;
	cursor->key[0] = '\0';
}

enum err_code db_student_page(struct db *db, int64_t group_id, int64_t framework_id,
	enum student_order order, struct student_cursor *cursor, size_t limit, db_roster_fn *each,
	void *ctx, struct err *err)
{
	enum err_code rc = ERR_OK;

	if (!cursor->started) {
		cursor->started = true;
		rewind_keys(cursor);
	}
	while (!rc && limit > 0 && !cursor->finished) {
		struct phase phase;
		size_t count = 0;
		bool stopped = false;

		rc = choose(db, group_id, order, cursor->phase, &phase, err);
		if (!rc)
			rc = run_phase(db, &phase, group_id, framework_id, cursor, limit, each, ctx,
				&count, &stopped, err);
		if (rc || stopped)
			break;
		if (count < limit) {
			cursor->finished = phase.last;
			cursor->phase++;
			rewind_keys(cursor);
		}
		limit -= count;
	}
	return rc;
}
