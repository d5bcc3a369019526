/* Current levels. See level.h; the rules are defined in docs/levels.md. */
#include "core/level.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/session.h"

enum { HUNDREDTHS = 100, NEWEST_PERCENT = 65 };

/* a / b for b > 0 and a >= 0, a half rounding up. */
static int divide(long a, long b)
{
	return (int)((2 * a + b) / (2 * b));
}

bool level_counts(enum assessment_kind kind)
{
	return kind != KIND_SELF && kind != KIND_PEER;
}

/* Each new level weighs 65 %, all that came before 35 %; rounded at each step. */
static int decaying(size_t n, const int levels[])
{
	int value = levels[0] * HUNDREDTHS;

	for (size_t i = 1; i < n; i++)
		value = divide((long)levels[i] * HUNDREDTHS * NEWEST_PERCENT +
				       (long)value * (100 - NEWEST_PERCENT),
			100);
	return value;
}

static int apply(enum level_rule rule, size_t n, const int levels[])
{
	long sum = 0;
	int highest = 0;

	for (size_t i = 0; i < n; i++) {
		sum += levels[i];
		if (levels[i] > highest)
			highest = levels[i];
	}
	switch (rule) {
	case RULE_HIGHEST:
		return highest * HUNDREDTHS;
	case RULE_MEAN:
		return divide(sum * HUNDREDTHS, (long)n);
	case RULE_DECAYING:
		return decaying(n, levels);
	case RULE_LATEST:
	case RULE_COUNT:
		break;
	}
	return levels[n - 1] * HUNDREDTHS;
}

void level_current(
	enum level_rule rule, size_t n, const struct level_input inputs[], struct current_row *ret)
{
	int kept[64], *levels = n <= 64 ? kept : malloc(n * sizeof *levels);
	size_t count = 0, from = 0;

	/* Without memory for a very long history, its newest part still gives a level. */
	if (!levels) {
		levels = kept;
		from = n - 64;
	}
	for (size_t i = from; i < n; i++) {
		if (inputs[i].level > 0)
			levels[count++] = inputs[i].level;
	}
	ret->value = count ? apply(rule, count, levels) : -1;
	ret->count = (int)count;
	ret->trend = 2;
	if (count > 1)
		ret->trend = (levels[count - 1] > levels[count - 2]) -
			     (levels[count - 1] < levels[count - 2]);
	ret->last_level = inputs[n - 1].level;
	memcpy(ret->seen_on, inputs[n - 1].held_on, DATE_SIZE);
	if (levels != kept)
		free(levels);
}

int level_mean(size_t n, const int values[], size_t *ret_counted)
{
	long sum = 0, counted = 0;

	for (size_t i = 0; i < n; i++) {
		if (values[i] >= 0) {
			sum += values[i];
			counted++;
		}
	}
	if (ret_counted)
		*ret_counted = (size_t)counted;
	return counted ? divide(sum, counted) : -1;
}

bool level_is_mean(enum level_rule rule, int count)
{
	return count > 1 && (rule == RULE_MEAN || rule == RULE_DECAYING);
}

void level_mean_text(int hundredths, char ret[16])
{
	int tenths = (hundredths + 5) / 10;

	if (hundredths < 0)
		(void)snprintf(ret, 16, "·");
	else
		(void)snprintf(ret, 16, "%d%c%d", tenths / 10, language_is_french() ? ',' : '.',
			tenths % 10);
}

void level_text(enum level_rule rule, int hundredths, int count, char ret[16])
{
	if (hundredths >= 0 && hundredths % HUNDREDTHS == 0 && !level_is_mean(rule, count))
		(void)snprintf(ret, 16, "%d", hundredths / HUNDREDTHS);
	else
		level_mean_text(hundredths, ret);
}

int level_item_mean(const struct framework *framework, size_t item, const int values[],
	size_t *ret_rated, size_t *ret_of)
{
	const struct item *node = &framework->items[item];
	size_t first = item;

	while (framework->items[first].leaf_index == (size_t)-1)
		first++; /* the leaves under an item are a run that begins with its first leaf */
	if (ret_of)
		*ret_of = node->leaf_count;
	return level_mean(node->leaf_count, values + framework->items[first].leaf_index, ret_rated);
}

int level_overall(const struct framework *framework, const int values[], size_t *ret_rated)
{
	long sum = 0, roots = 0;
	size_t rated = 0;

	for (size_t i = 0; i < framework->item_count; i += framework->items[i].descendants + 1) {
		size_t under = 0;
		int mean = level_item_mean(framework, i, values, &under, NULL);

		rated += under;
		if (mean >= 0) {
			sum += mean;
			roots++;
		}
	}
	if (ret_rated)
		*ret_rated = rated;
	return roots ? divide(sum, roots) : -1;
}

/* ---- The derived tables ----------------------------------------------------- */

/* The ratings of one student, and what the tables hold of them. */
struct derivation {
	struct db *db;
	int64_t student_id;
	struct err *err;
	enum err_code rc;
	struct level_input *inputs; /* of the item being read */
	size_t count, room;
	struct current_row *levels; /* made so far, in order of item */
	size_t level_count, level_room;
	int64_t item_id;
	const struct framework_list *frameworks;
	struct current_row *old;
	size_t old_count, old_room;
};

static bool grow(void **list, size_t *room, size_t needed, size_t size)
{
	size_t wanted = *room ? *room : 64;
	void *grown;

	while (wanted < needed)
		wanted *= 2;
	if (wanted == *room)
		return true;
	grown = realloc(*list, wanted * size);
	if (!grown)
		return false;
	*list = grown;
	*room = wanted;
	return true;
}

static const struct framework *framework_of(
	const struct framework_list *list, int64_t item_id, size_t *ret_item)
{
	for (size_t i = 0; i < list->count; i++) {
		size_t item = framework_item_by_id(&list->frameworks[i], item_id);

		if (item != (size_t)-1) {
			if (ret_item)
				*ret_item = item;
			return &list->frameworks[i];
		}
	}
	return NULL;
}

/* The item's ratings are all read: make its current level. */
static void finish_item(struct derivation *work)
{
	const struct framework *framework;
	struct current_row *level;

	if (work->count == 0 || work->rc)
		return;
	if (!grow((void **)&work->levels, &work->level_room, work->level_count + 1,
		    sizeof *work->levels)) {
		work->rc = err_fail(work->err, WHY_NO_MEMORY, "levels");
		return;
	}
	framework = framework_of(work->frameworks, work->item_id, NULL);
	level = &work->levels[work->level_count++];
	*level = (struct current_row){.student_id = work->student_id, .item_id = work->item_id};
	level_current(
		framework ? framework->row.rule : RULE_LATEST, work->count, work->inputs, level);
	work->count = 0;
}

static bool take_rating(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct derivation *work = ctx;

	(void)comment;
	(void)person;
	if (row->item_id != work->item_id) {
		finish_item(work);
		work->item_id = row->item_id;
	}
	if (work->rc)
		return false;
	if (row->level == LEVEL_NONE || !level_counts(row->kind))
		return true;
	if (!grow((void **)&work->inputs, &work->room, work->count + 1, sizeof *work->inputs)) {
		work->rc = err_fail(work->err, WHY_NO_MEMORY, "levels");
		return false;
	}
	work->inputs[work->count].level = row->level;
	memcpy(work->inputs[work->count].held_on, row->held_on, DATE_SIZE);
	work->count++;
	return true;
}

static bool take_old(void *ctx, const struct current_row *row)
{
	struct derivation *work = ctx;

	if (!grow((void **)&work->old, &work->old_room, work->old_count + 1, sizeof *work->old)) {
		work->rc = err_fail(work->err, WHY_NO_MEMORY, "levels");
		return false;
	}
	work->old[work->old_count++] = *row;
	return true;
}

static const struct current_row *find_level(
	const struct current_row *rows, size_t count, int64_t item_id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rows[middle].item_id == item_id)
			return &rows[middle];
		if (rows[middle].item_id < item_id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static enum err_code put_levels(struct derivation *work)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < work->level_count && !rc; i++)
		rc = db_level_put(work->db, &work->levels[i], work->err);
	for (size_t i = 0; i < work->old_count && !rc; i++) {
		if (!find_level(work->levels, work->level_count, work->old[i].item_id))
			rc = db_level_remove(
				work->db, work->student_id, work->old[i].item_id, work->err);
	}
	return rc;
}

static enum err_code put_standing(struct derivation *work, const struct framework *framework)
{
	struct standing_row standing = {
		.framework_id = framework->row.id, .student_id = work->student_id};
	int *values = malloc((framework->leaf_count + 1) * sizeof *values);
	size_t rated = 0;
	enum err_code rc;

	if (!values)
		return err_fail(work->err, WHY_NO_MEMORY, "levels");
	for (size_t i = 0; i < framework->leaf_count; i++) {
		const struct current_row *level = find_level(work->levels, work->level_count,
			framework->items[framework->leaves[i]].row.id);

		values[i] = level ? level->value : -1;
		if (level && strcmp(level->seen_on, standing.seen_on) > 0)
			memcpy(standing.seen_on, level->seen_on, DATE_SIZE);
	}
	if (standing.seen_on[0]) {
		standing.mean = level_overall(framework, values, &rated);
		standing.rated = (int)rated;
		rc = db_standing_put(work->db, &standing, work->err);
	} else {
		rc = db_standing_remove(work->db, framework->row.id, work->student_id, work->err);
	}
	free(values);
	return rc;
}

enum err_code level_derive(struct db *db, int64_t student_id, struct err *err)
{
	struct derivation work = {.db = db, .student_id = student_id, .err = err};
	enum err_code rc = framework_cache(db, &work.frameworks, err);

	if (!rc)
		rc = db_rating_each(db, student_id, 0, take_rating, &work, err);
	if (!rc)
		finish_item(&work);
	if (!rc && !work.rc)
		rc = db_level_each(db, student_id, take_old, &work, err);
	if (!rc)
		rc = work.rc;
	if (!rc)
		rc = put_levels(&work);
	for (size_t i = 0; !rc && i < work.frameworks->count; i++)
		rc = put_standing(&work, &work.frameworks->frameworks[i]);
	if (!rc)
		rc = db_standing_sweep(db, student_id, err);
	free(work.inputs);
	free(work.levels);
	free(work.old);
	return rc;
}
