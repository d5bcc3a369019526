/* All ratings of a student. See rating_list.h. */
#include "core/rating_list.h"

#include <stdlib.h>
#include <string.h>

#include "core/language.h"

static const char *const names[SOURCE_COUNT] = {
	[SOURCE_STAFF] = N_("staff"),
	[SOURCE_FIELD] = N_("field"),
	[SOURCE_SELF] = N_("self"),
	[SOURCE_PEER] = N_("peers"),
	[SOURCE_JURY] = N_("jury"),
};

const char *source_name(enum rating_source source)
{
	return _(names[source]);
}

struct reading {
	struct rating_list *list;
	size_t room;
	bool failed;
};

static enum rating_source source_of(const struct rating_row *row)
{
	switch (row->kind) {
	case KIND_SELF:
		return SOURCE_SELF;
	case KIND_PEER:
		return SOURCE_PEER;
	case KIND_JURY:
		return SOURCE_JURY;
	default:
		return row->field ? SOURCE_FIELD : SOURCE_STAFF;
	}
}

static bool take(void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct reading *reading = ctx;
	struct rating_list *list = reading->list;
	size_t item = framework_item_by_id(list->framework, row->item_id);
	struct rating_entry *entry;

	if (item == (size_t)-1 || list->framework->items[item].leaf_index == (size_t)-1)
		return true;
	if (list->count == reading->room) {
		size_t room = 2 * reading->room + 64;
		struct rating_entry *grown = realloc(list->entries, room * sizeof *grown);

		if (!grown) {
			reading->failed = true;
			return false;
		}
		list->entries = grown;
		reading->room = room;
	}
	entry = &list->entries[list->count];
	*entry = (struct rating_entry){.leaf = list->framework->items[item].leaf_index,
		.source = source_of(row),
		.kind = row->kind,
		.level = row->level,
		.peer_id = row->peer_id,
		.person = strdup(person ? person : ""),
		.comment = strdup(comment ? comment : "")};
	memcpy(entry->held_on, row->held_on, sizeof entry->held_on);
	list->count++;
	reading->failed = !entry->person || !entry->comment;
	return !reading->failed;
}

/* Stable: entries of one leaf come in order of date and moment already. */
static int by_leaf(const void *a, const void *b)
{
	const struct rating_entry *const *left = a, *const *right = b;

	if ((*left)->leaf != (*right)->leaf)
		return (*left)->leaf < (*right)->leaf ? -1 : 1;
	return *left < *right ? -1 : 1;
}

/* From the order of item ids to that of the tree. */
static bool sort(struct rating_list *list)
{
	const struct rating_entry **order = calloc(list->count + 1, sizeof *order);
	struct rating_entry *sorted = calloc(list->count + 1, sizeof *sorted);
	bool fine = order && sorted;

	for (size_t i = 0; i < list->count && fine; i++)
		order[i] = &list->entries[i];
	if (fine && list->count)
		qsort(order, list->count, sizeof *order, by_leaf);
	for (size_t i = 0; i < list->count && fine; i++)
		sorted[i] = *order[i];
	free(order);
	if (fine) {
		free(list->entries);
		list->entries = sorted;
	} else {
		free(sorted);
	}
	return fine;
}

enum err_code rating_list_load(struct session *session, const struct framework *framework,
	int64_t student_id, struct rating_list *ret, struct err *err)
{
	struct rating_list list = {.framework = framework};
	struct reading reading = {.list = &list};
	enum err_code rc = db_rating_each(session->db, student_id, 0, take, &reading, err);

	if (!rc && (reading.failed || !sort(&list)))
		rc = err_fail(err, WHY_NO_MEMORY, "ratings");
	if (rc)
		rating_list_release(&list);
	else
		*ret = list;
	return rc;
}

void rating_list_release(struct rating_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->entries[i].person);
		free(list->entries[i].comment);
	}
	free(list->entries);
	*list = (struct rating_list){0};
}

void rating_list_values(
	const struct rating_list *list, enum level_rule rule, const char *day, int values[])
{
	struct level_input inputs[256];
	size_t at = 0;

	for (size_t leaf = 0; leaf < list->framework->leaf_count; leaf++) {
		struct current_row current = {.value = -1};
		size_t n = 0;

		for (; at < list->count && list->entries[at].leaf == leaf; at++) {
			const struct rating_entry *entry = &list->entries[at];

			if (!level_counts(entry->kind) || entry->level == LEVEL_NONE ||
				(day && strcmp(entry->held_on, day) > 0))
				continue;
			if (n == sizeof inputs / sizeof inputs[0]) { /* the newest ones decide */
				memmove(inputs, inputs + 1, (n - 1) * sizeof inputs[0]);
				n--;
			}
			inputs[n].level = entry->level;
			memcpy(inputs[n++].held_on, entry->held_on, DATE_SIZE);
		}
		if (n)
			level_current(rule, n, inputs, &current);
		values[leaf] = current.value;
	}
}

void rating_list_counts(const struct rating_list *list, int counts[])
{
	for (size_t leaf = 0; leaf < list->framework->leaf_count; leaf++)
		counts[leaf] = 0;
	for (size_t i = 0; i < list->count; i++)
		counts[list->entries[i].leaf] +=
			level_counts(list->entries[i].kind) && list->entries[i].level > 0;
}

int rating_list_newest(const struct rating_list *list, size_t leaf, enum rating_source source,
	int *ret_hundredths, int *ret_count)
{
	int newest = LEVEL_NONE, values[64];
	size_t n = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct rating_entry *entry = &list->entries[i];

		if (entry->leaf != leaf || entry->source != source || entry->level <= 0)
			continue;
		newest = entry->level;
		if (n < sizeof values / sizeof values[0])
			values[n++] = 100 * entry->level;
	}
	if (ret_count)
		*ret_count = source == SOURCE_PEER ? (int)n : newest > 0;
	if (ret_hundredths)
		*ret_hundredths = source == SOURCE_PEER ? level_mean(n, values, NULL)
				  : newest > 0          ? 100 * newest
							: -1;
	return newest;
}
