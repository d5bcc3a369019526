/* What filling cells would do to current levels. See rating.h. */
#include <stdlib.h>
#include <string.h>

#include "core/level.h"
#include "core/rating.h"
#include "core/rating_list.h"

/* The current level of a leaf before and after one more rating of a day. */
struct trial {
	const struct rating_list *list;
	const struct occasion *occasion;
	int level;
	struct level_input *inputs; /* room for every entry and one more */
};

static int value_of(enum level_rule rule, size_t n, const struct level_input inputs[])
{
	struct current_row current = {.value = -1};

	if (n)
		level_current(rule, n, inputs, &current);
	return current.value;
}

/* from: where the entries of the leaf begin */
static void try_leaf(const struct trial *trial, size_t from, struct fill_effect *ret)
{
	const struct rating_list *list = trial->list;
	enum level_rule rule = list->framework->row.rule;
	size_t leaf = list->entries[from].leaf, n = 0, place = 0;
	int before, after;

	for (size_t at = from; at < list->count && list->entries[at].leaf == leaf; at++) {
		const struct rating_entry *entry = &list->entries[at];

		if (!level_counts(entry->kind) || entry->level == LEVEL_NONE)
			continue;
		trial->inputs[n].level = entry->level;
		memcpy(trial->inputs[n++].held_on, entry->held_on, DATE_SIZE);
		/* Typed now, it is the last of its day. */
		if (strcmp(entry->held_on, trial->occasion->held_on) <= 0)
			place = n;
	}
	before = value_of(rule, n, trial->inputs);
	memmove(trial->inputs + place + 1, trial->inputs + place,
		(n - place) * sizeof *trial->inputs);
	trial->inputs[place].level = trial->level;
	memcpy(trial->inputs[place].held_on, trial->occasion->held_on, DATE_SIZE);
	after = value_of(rule, n + 1, trial->inputs);
	ret->first += before < 0 && after >= 0;
	ret->up += before >= 0 && after > before;
	ret->down += after < before;
	ret->same += after == before;
}

static size_t first_entry(const struct rating_list *list, size_t leaf)
{
	size_t at = 0;

	while (at < list->count && list->entries[at].leaf < leaf)
		at++;
	return at;
}

static enum err_code try_student(struct session *session, const struct framework *framework,
	size_t item_count, const size_t items[], int64_t student_id, struct trial *trial,
	struct fill_effect *ret, struct err *err)
{
	struct rating_list list = {0};
	enum err_code rc = rating_list_load(session, framework, student_id, &list, err);

	if (rc)
		return rc;
	trial->list = &list;
	trial->inputs = calloc(list.count + 1, sizeof *trial->inputs);
	if (!trial->inputs)
		rc = err_fail(err, WHY_NO_MEMORY, "ratings");
	for (size_t i = 0; i < item_count && !rc; i++) {
		size_t leaf = framework->items[items[i]].leaf_index;
		size_t at = first_entry(&list, leaf);
		int there = LEVEL_NONE;

		rc = rating_get(session, framework, items[i], student_id, trial->occasion, &there,
			NULL, err);
		if (rc || there != LEVEL_NONE)
			continue;
		ret->cells++;
		/* What is not observed, or said by the student, moves no level. */
		if (trial->level <= 0 || !level_counts(trial->occasion->kind))
			ret->same++;
		else if (at == list.count || list.entries[at].leaf != leaf)
			ret->first++;
		else
			try_leaf(trial, at, ret);
	}
	free(trial->inputs);
	rating_list_release(&list);
	return rc;
}

enum err_code rating_fill_effect(struct session *session, const struct framework *framework,
	size_t item_count, const size_t items[], size_t student_count, const int64_t students[],
	const struct occasion *occasion, int level, struct fill_effect *ret, struct err *err)
{
	struct trial trial = {.occasion = occasion, .level = level};
	struct fill_effect effect = {0};
	enum err_code rc = ERR_OK;

	db_read_begin(session->db);
	for (size_t i = 0; i < student_count && !rc; i++)
		rc = try_student(
			session, framework, item_count, items, students[i], &trial, &effect, err);
	db_read_end(session->db);
	if (!rc)
		*ret = effect;
	return rc;
}
