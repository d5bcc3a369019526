/* Rows of frameworks, scales, items. See db.h. */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/conn.h"
#include "db/ident.h"

static const char *const rules[RULE_COUNT] = {
	[RULE_LATEST] = "latest",
	[RULE_HIGHEST] = "highest",
	[RULE_MEAN] = "mean",
	[RULE_DECAYING] = "decaying",
};

/* An id of an owner's id and a text, such as a framework and a code. */
static int64_t owned_id(int table, int64_t owner, const char *text)
{
	char number[24];

	(void)snprintf(number, sizeof number, "%" PRId64, owner);
	return ident_text(table, 2, (const char *[]){number, text});
}

static enum err_code level_put(
	struct db *db, int64_t scale_id, const struct level_row *level, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_LEVEL_PUT);

	stmt_bind_int(st, ":id", ident_int(TBL_level, 2, (int64_t[]){scale_id, level->digit}));
	stmt_bind_int(st, ":scale_id", scale_id);
	stmt_bind_int(st, ":digit", level->digit);
	stmt_bind_text(st, ":short_name", level->short_name);
	stmt_bind_text(st, ":name", level->name);
	return stmt_run(st, err);
}

enum err_code db_scale_put(
	struct db *db, const struct scale_row *row, int64_t *ret_id, struct err *err)
{
	int64_t id = ident_text(TBL_scale, 1, (const char *[]){row->code});
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_SCALE_PUT);
	stmt_bind_int(st, ":id", id);
	stmt_bind_text(st, ":code", row->code);
	stmt_bind_text(st, ":title", row->title);
	stmt_bind_int(st, ":mastery", row->mastery);
	rc = db_clash(stmt_run(st, err), "scale", row->code, err);
	for (size_t i = 0; i < row->level_count && !rc; i++)
		rc = level_put(db, id, &row->levels[i], err);
	if (!rc) {
		st = stmt_use(db, STMT_LEVEL_HIDE_ABOVE);
		stmt_bind_int(st, ":scale_id", id);
		stmt_bind_int(st, ":digit", (int64_t)row->level_count);
		rc = stmt_run(st, err);
	}
	if (!rc && ret_id)
		*ret_id = id;
	return rc;
}

enum err_code db_scale_get(struct db *db, int64_t id, struct scale_row *ret, struct err *err)
{
	struct scale_row scale = {.id = id};
	struct stmt *st = stmt_use(db, STMT_SCALE_GET);
	bool row = true;
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	rc = stmt_one(st, err);
	if (!rc) {
		stmt_copy(st, 0, scale.code, sizeof scale.code);
		stmt_copy(st, 1, scale.title, sizeof scale.title);
		scale.mastery = (int)stmt_int(st, 2);
	}
	stmt_reset(st);
	if (rc)
		return rc;
	st = stmt_use(db, STMT_LEVEL_EACH);
	stmt_bind_int(st, ":scale_id", id);
	for (;;) {
		struct level_row *level = &scale.levels[scale.level_count];

		rc = stmt_step(st, &row, err);
		if (rc || !row || scale.level_count == LEVELS_MAX)
			break;
		level->digit = (int)stmt_int(st, 0);
		stmt_copy(st, 1, level->short_name, sizeof level->short_name);
		stmt_copy(st, 2, level->name, sizeof level->name);
		scale.level_count++;
	}
	stmt_reset(st);
	if (!rc)
		*ret = scale;
	return rc;
}

enum err_code db_framework_put(
	struct db *db, const struct framework_row *row, int64_t *ret_id, struct err *err)
{
	int64_t id = ident_text(TBL_framework, 2, (const char *[]){row->code, row->version});
	struct stmt *st;
	enum err_code rc;

	assert(db_in_batch(db));
	st = stmt_use(db, STMT_FRAMEWORK_PUT);
	stmt_bind_int(st, ":id", id);
	stmt_bind_text(st, ":code", row->code);
	stmt_bind_text(st, ":version", row->version);
	stmt_bind_text(st, ":title", row->title);
	stmt_bind_int(st, ":scale_id", row->scale_id);
	stmt_bind_text(st, ":rule", rules[row->rule]);
	stmt_bind_optional(st, ":validated_on", row->validated_on);
	stmt_bind_text(st, ":level", row->level);
	stmt_bind_text(st, ":cycle", row->cycle);
	stmt_bind_text(st, ":type", row->type);
	stmt_bind_text(st, ":sector", row->sector);
	stmt_bind_text(st, ":domain", row->domain);
	stmt_bind_text(st, ":language", row->language);
	if (row->credits < 0)
		stmt_bind_null(st, ":credits");
	else
		stmt_bind_int(st, ":credits", row->credits);
	stmt_bind_int(st, ":position", row->position);
	rc = db_clash(stmt_run(st, err), "framework", row->code, err);
	if (!rc && ret_id)
		*ret_id = id;
	return rc;
}

static void read_framework(struct stmt *st, struct framework_row *ret)
{
	*ret = (struct framework_row){.id = stmt_int(st, 0), .scale_id = stmt_int(st, 4)};
	stmt_copy(st, 1, ret->code, sizeof ret->code);
	stmt_copy(st, 2, ret->version, sizeof ret->version);
	stmt_copy(st, 3, ret->title, sizeof ret->title);
	for (int i = 0; i < RULE_COUNT; i++) {
		if (strcmp(stmt_text(st, 5), rules[i]) == 0)
			ret->rule = (enum level_rule)i;
	}
	stmt_copy(st, 6, ret->validated_on, sizeof ret->validated_on);
	stmt_copy(st, 7, ret->level, sizeof ret->level);
	stmt_copy(st, 8, ret->cycle, sizeof ret->cycle);
	stmt_copy(st, 9, ret->type, sizeof ret->type);
	stmt_copy(st, 10, ret->sector, sizeof ret->sector);
	stmt_copy(st, 11, ret->domain, sizeof ret->domain);
	stmt_copy(st, 12, ret->language, sizeof ret->language);
	ret->credits = (int)stmt_int_or(st, 13, -1);
	ret->position = (int)stmt_int(st, 14);
}

enum err_code db_framework_each(struct db *db, db_framework_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_FRAMEWORK_EACH);
	struct framework_row framework;
	enum err_code rc;
	bool row = true;

	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		read_framework(st, &framework);
		if (!each(ctx, &framework))
			break;
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_framework_in_use(struct db *db, int64_t framework_id, bool *ret, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_FRAMEWORK_IN_USE);
	enum err_code rc;

	stmt_bind_int(st, ":framework_id", framework_id);
	rc = stmt_one(st, err);
	if (!rc)
		*ret = stmt_int(st, 0) != 0;
	stmt_reset(st);
	return rc;
}

enum err_code db_goal_put(
	struct db *db, int64_t framework_id, int position, const char *text, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GOAL_PUT);

	stmt_bind_int(st, ":id", ident_int(TBL_goal, 2, (int64_t[]){framework_id, position}));
	stmt_bind_int(st, ":framework_id", framework_id);
	stmt_bind_int(st, ":position", position);
	stmt_bind_text(st, ":text", text);
	return stmt_run(st, err);
}

enum err_code db_goal_trim(struct db *db, int64_t framework_id, int count, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GOAL_HIDE_ABOVE);

	stmt_bind_int(st, ":framework_id", framework_id);
	stmt_bind_int(st, ":position", count);
	return stmt_run(st, err);
}

enum err_code db_item_hide(struct db *db, int64_t item_id, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ITEM_HIDE);

	stmt_bind_int(st, ":id", item_id);
	return stmt_run(st, err);
}

enum err_code db_item_put(
	struct db *db, const struct item_row *row, int64_t *ret_id, struct err *err)
{
	int64_t id = owned_id(TBL_item, row->framework_id, row->code);
	struct stmt *st = stmt_use(db, STMT_ITEM_PUT);
	enum err_code rc;

	stmt_bind_int(st, ":id", id);
	stmt_bind_int(st, ":framework_id", row->framework_id);
	if (row->parent_id)
		stmt_bind_int(st, ":parent_id", row->parent_id);
	else
		stmt_bind_null(st, ":parent_id");
	stmt_bind_text(st, ":code", row->code);
	stmt_bind_text(st, ":kind", row->kind);
	stmt_bind_int(st, ":position", row->position);
	stmt_bind_text(st, ":label", row->label);
	stmt_bind_text(st, ":text", row->text);
	rc = db_clash(stmt_run(st, err), "item", row->code, err);
	if (!rc && ret_id)
		*ret_id = id;
	return rc;
}

enum err_code db_item_each(
	struct db *db, int64_t framework_id, db_item_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_ITEM_EACH);
	struct item_row item;
	enum err_code rc;
	bool row = true;

	stmt_bind_int(st, ":framework_id", framework_id);
	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		item = (struct item_row){
			.id = stmt_int(st, 0),
			.framework_id = framework_id,
			.parent_id = stmt_int(st, 1),
			.position = (int)stmt_int(st, 4),
			.text = (char *)stmt_text(st, 6),
		};
		stmt_copy(st, 2, item.code, sizeof item.code);
		stmt_copy(st, 3, item.kind, sizeof item.kind);
		stmt_copy(st, 5, item.label, sizeof item.label);
		if (!each(ctx, &item))
			break;
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_descriptor_put(
	struct db *db, int64_t item_id, int digit, const char *text, struct err *err)
{
	int64_t id = ident_int(TBL_descriptor, 2, (int64_t[]){item_id, digit});
	struct stmt *st;

	if (*text == '\0') {
		st = stmt_use(db, STMT_DESCRIPTOR_HIDE);
		stmt_bind_int(st, ":id", id);
		return stmt_run(st, err);
	}
	st = stmt_use(db, STMT_DESCRIPTOR_PUT);
	stmt_bind_int(st, ":id", id);
	stmt_bind_int(st, ":item_id", item_id);
	stmt_bind_int(st, ":digit", digit);
	stmt_bind_text(st, ":text", text);
	return stmt_run(st, err);
}

/* Rows of a number and a text. Resets st. */
static enum err_code each_text(struct stmt *st, db_text_fn *each, void *ctx, struct err *err)
{
	enum err_code rc;
	bool row = true;

	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row || !each(ctx, (int)stmt_int(st, 0), stmt_text(st, 1)))
			break;
	}
	stmt_reset(st);
	return rc;
}

enum err_code db_goal_each(
	struct db *db, int64_t framework_id, db_text_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_GOAL_EACH);

	stmt_bind_int(st, ":framework_id", framework_id);
	return each_text(st, each, ctx, err);
}

enum err_code db_descriptor_each(
	struct db *db, int64_t item_id, db_text_fn *each, void *ctx, struct err *err)
{
	struct stmt *st = stmt_use(db, STMT_DESCRIPTOR_EACH);

	stmt_bind_int(st, ":item_id", item_id);
	return each_text(st, each, ctx, err);
}
