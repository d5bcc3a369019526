/* What to look at in a meeting, and why. See meeting.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/language.h"
#include "core/meeting.h"

void suggestion_describe(const struct suggestion *suggestion, char *ret, size_t size)
{
	char seen[DATE_SIZE];

	date_for_people(suggestion->seen_on, seen);
	switch (suggestion->reason) {
	case SUGGEST_OBJECTIVE:
		(void)snprintf(ret, size, "%s", _("linked to an open objective"));
		break;
	case SUGGEST_LOWEST:
		(void)snprintf(ret, size, "%s", _("among the lowest"));
		break;
	case SUGGEST_NEVER:
		(void)snprintf(ret, size, "%s", _("never observed"));
		break;
	case SUGGEST_LONGEST:
		(void)snprintf(ret, size, _("not seen since %s"), seen);
		break;
	case SUGGEST_CHOSEN:
		(void)snprintf(ret, size, "%s", _("chosen"));
		break;
	}
}

struct choosing {
	const struct student_grid *grid;
	struct suggestion *ret;
	size_t count, limit;
};

static bool is_chosen(const struct choosing *choosing, size_t item)
{
	for (size_t i = 0; i < choosing->count; i++) {
		if (choosing->ret[i].item == item)
			return true;
	}
	return false;
}

static void choose(struct choosing *choosing, size_t leaf, enum suggestion_reason reason)
{
	const struct student_grid *grid = choosing->grid;
	struct suggestion *suggestion = &choosing->ret[choosing->count];
	size_t item = grid->framework->leaves[leaf];

	if (choosing->count == choosing->limit || is_chosen(choosing, item))
		return;
	*suggestion =
		(struct suggestion){.item = item, .reason = reason, .value = grid->values[leaf]};
	memcpy(suggestion->seen_on, grid->current[leaf].seen_on, sizeof suggestion->seen_on);
	choosing->count++;
}

static enum err_code choose_objectives(
	struct session *session, struct choosing *choosing, struct err *err)
{
	const struct framework *framework = choosing->grid->framework;
	struct objective_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_objective_of_student(
		session->db, choosing->grid->student_id, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		size_t item = rows[i].state == OBJECTIVE_OPEN && rows[i].item_id
				      ? framework_item_by_id(framework, rows[i].item_id)
				      : (size_t)-1;

		if (item != (size_t)-1 && framework->items[item].leaf_index != (size_t)-1)
			choose(choosing, framework->items[item].leaf_index, SUGGEST_OBJECTIVE);
	}
	free(rows);
	return rc;
}

/* The leaf that comes first by a measure among those not chosen; (size_t)-1: none. */
static size_t first_by(const struct choosing *choosing,
	bool (*counts)(const struct student_grid *grid, size_t leaf),
	int (*order)(const struct student_grid *grid, size_t a, size_t b))
{
	const struct student_grid *grid = choosing->grid;
	size_t best = (size_t)-1;

	for (size_t leaf = 0; leaf < grid->framework->leaf_count; leaf++) {
		if (!counts(grid, leaf) || is_chosen(choosing, grid->framework->leaves[leaf]))
			continue;
		if (best == (size_t)-1 || order(grid, leaf, best) < 0)
			best = leaf;
	}
	return best;
}

static bool is_below_mastery(const struct student_grid *grid, size_t leaf)
{
	return grid->values[leaf] >= 0 && grid->values[leaf] < 100 * grid->framework->scale.mastery;
}

static bool is_never_seen(const struct student_grid *grid, size_t leaf)
{
	return !grid->current[leaf].seen_on[0];
}

static bool is_seen(const struct student_grid *grid, size_t leaf)
{
	return grid->current[leaf].seen_on[0] != '\0';
}

static int by_value(const struct student_grid *grid, size_t a, size_t b)
{
	return grid->values[a] - grid->values[b];
}

static int by_place(const struct student_grid *grid, size_t a, size_t b)
{
	(void)grid;
	return a < b ? -1 : 1;
}

static int by_date(const struct student_grid *grid, size_t a, size_t b)
{
	return strcmp(grid->current[a].seen_on, grid->current[b].seen_on);
}

/* Up to n of one reason. */
static void choose_by(struct choosing *choosing, size_t n, enum suggestion_reason reason,
	bool (*counts)(const struct student_grid *grid, size_t leaf),
	int (*order)(const struct student_grid *grid, size_t a, size_t b))
{
	while (n-- > 0 && choosing->count < choosing->limit) {
		size_t leaf = first_by(choosing, counts, order);

		if (leaf == (size_t)-1)
			break;
		choose(choosing, leaf, reason);
	}
}

struct forgetting {
	struct student_grid *grid;
	int64_t assessment_id;
	bool *rated; /* per leaf: in the meeting */
	int *level;  /* per leaf: the last one given elsewhere, by staff */
	char (*seen_on)[DATE_SIZE];
};

/* Levels come in order of item, date, moment: the last one stays. */
static bool take_rating(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct forgetting *forgetting = ctx;
	const struct framework *framework = forgetting->grid->framework;
	size_t item = framework_item_by_id(framework, row->item_id);
	size_t leaf = item == (size_t)-1 ? item : framework->items[item].leaf_index;

	(void)comment;
	(void)person;
	if (leaf == (size_t)-1 || row->level == LEVEL_NONE || row->kind == KIND_SELF ||
		row->kind == KIND_PEER)
		return true;
	if (row->assessment_id == forgetting->assessment_id) {
		forgetting->rated[leaf] = true;
		return true;
	}
	if (row->level > 0)
		forgetting->level[leaf] = row->level;
	memcpy(forgetting->seen_on[leaf], row->held_on, DATE_SIZE);
	return true;
}

/* What was rated in the meeting itself counts as it stood before: reasons do not change under one's
 * hands. */
static enum err_code forget_meeting(
	struct session *session, struct student_grid *grid, int64_t assessment_id, struct err *err)
{
	size_t leaves = grid->framework->leaf_count;
	struct forgetting forgetting = {.grid = grid, .assessment_id = assessment_id};
	enum err_code rc;

	if (!assessment_id || !leaves)
		return ERR_OK;
	forgetting.rated = calloc(leaves, sizeof *forgetting.rated);
	forgetting.level = calloc(leaves, sizeof *forgetting.level);
	forgetting.seen_on = calloc(leaves, sizeof *forgetting.seen_on);
	rc = forgetting.rated && forgetting.level && forgetting.seen_on
		     ? db_rating_each(
			       session->db, grid->student_id, 0, take_rating, &forgetting, err)
		     : err_fail(err, WHY_NO_MEMORY, "suggestions");
	for (size_t leaf = 0; leaf < leaves && !rc; leaf++) {
		if (!forgetting.rated[leaf])
			continue;
		grid->values[leaf] = forgetting.level[leaf] ? 100 * forgetting.level[leaf] : -1;
		memcpy(grid->current[leaf].seen_on, forgetting.seen_on[leaf], DATE_SIZE);
	}
	free(forgetting.rated);
	free(forgetting.level);
	free(forgetting.seen_on);
	return rc;
}

enum err_code meeting_suggest(struct session *session, const struct framework *framework,
	int64_t student_id, int64_t assessment_id, size_t limit, struct suggestion ret[],
	size_t *ret_count, struct err *err)
{
	struct student_grid grid = {0};
	struct choosing choosing = {.grid = &grid, .ret = ret, .limit = limit};
	enum err_code rc = student_grid_load(session, framework, student_id, &grid, err);

	if (rc)
		return rc;
	rc = forget_meeting(session, &grid, assessment_id, err);
	if (!rc)
		rc = choose_objectives(session, &choosing, err);
	if (!rc) {
		choose_by(&choosing, 2, SUGGEST_LOWEST, is_below_mastery, by_value);
		choose_by(&choosing, 2, SUGGEST_NEVER, is_never_seen, by_place);
		choose_by(&choosing, limit, SUGGEST_LONGEST, is_seen, by_date);
		choose_by(&choosing, limit, SUGGEST_NEVER, is_never_seen, by_place);
		*ret_count = choosing.count;
	}
	student_grid_release(&grid);
	return rc;
}
