/* The class map. See seeing.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/language.h"
#include "core/level.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "db/follow.h"

enum { COLUMNS_SHOWN = PAGE_CELLS_MAX - 3 };

struct pupil {
	int64_t id;
	char matricule[MATRICULE_SIZE], last_name[NAME_SIZE], first_name[NAME_SIZE];
	int *values; /* per leaf, hundredths; -1: none */
	int *counts; /* of ratings that each is made of */
	int mean;
	char oldest[DATE_SIZE]; /* the longest unseen of what was seen; "": nothing was */
	size_t place;           /* in order of name */
};

struct map {
	struct session *session;
	const struct framework *framework;
	struct pupil *pupils;
	struct pupil **by_id; /* in order of id */
	size_t count;
	struct pupil *reading; /* whose levels are coming */
	size_t item;           /* the last one they came for */
	int *values, *counts;
};

static int by_id(const void *a, const void *b)
{
	const struct pupil *const *left = a, *const *right = b;

	return ((*left)->id > (*right)->id) - ((*left)->id < (*right)->id);
}

static int by_mean(const void *a, const void *b)
{
	const struct pupil *left = a, *right = b;

	if (left->mean != right->mean)
		return left->mean - right->mean;
	return left->place < right->place ? -1 : 1;
}

static int by_oldest(const void *a, const void *b)
{
	const struct pupil *left = a, *right = b;
	int order = strcmp(left->oldest, right->oldest);

	if (order)
		return order;
	return left->place < right->place ? -1 : 1;
}

static struct pupil *find_pupil(const struct map *map, int64_t student_id)
{
	const struct pupil wanted = {.id = student_id}, *key = &wanted;
	struct pupil **found =
		map->count ? bsearch(&key, map->by_id, map->count, sizeof(struct pupil *), by_id)
			   : NULL;

	return found ? *found : NULL;
}

/* Those of a student come together, mostly in the order of items. */
static bool take_level(void *ctx, const struct current_row *row)
{
	struct map *map = ctx;
	const struct framework *framework = map->framework;
	struct pupil *pupil = map->reading;
	size_t leaf;

	if (!pupil || pupil->id != row->student_id)
		map->reading = pupil = find_pupil(map, row->student_id);
	if (!pupil)
		return true;
	if (++map->item >= framework->item_count ||
		framework->items[map->item].row.id != row->item_id)
		map->item = framework_item_by_id(framework, row->item_id);
	leaf = map->item == (size_t)-1 ? (size_t)-1 : framework->items[map->item].leaf_index;
	if (leaf == (size_t)-1)
		return true;
	pupil->values[leaf] = row->value;
	pupil->counts[leaf] = row->count;
	if (row->seen_on[0] && (!pupil->oldest[0] || strcmp(row->seen_on, pupil->oldest) < 0))
		memcpy(pupil->oldest, row->seen_on, sizeof pupil->oldest);
	return true;
}

static enum err_code load(
	struct session *session, int64_t group_id, struct map *map, struct err *err)
{
	struct pupil_row *rows = NULL;
	size_t leaves = map->framework->leaf_count;
	enum err_code rc = db_pupil_list(session->db, group_id, CLASS_MAX, &rows, &map->count, err);

	if (rc)
		return rc;
	map->pupils = calloc(map->count + 1, sizeof *map->pupils);
	map->by_id = calloc(map->count + 1, sizeof(struct pupil *));
	map->values = calloc(map->count * leaves + 1, sizeof *map->values);
	map->counts = calloc(map->count * leaves + 1, sizeof *map->counts);
	if (!map->pupils || !map->by_id || !map->values || !map->counts)
		rc = err_fail(err, WHY_NO_MEMORY, "class map");
	for (size_t i = 0; i < map->count && !rc; i++) {
		struct pupil *pupil = &map->pupils[i];

		*pupil = (struct pupil){
			.id = rows[i].student_id,
			.place = i,
			.values = map->values + i * leaves,
			.counts = map->counts + i * leaves};
		memcpy(pupil->matricule, rows[i].matricule, sizeof pupil->matricule);
		memcpy(pupil->last_name, rows[i].last_name, sizeof pupil->last_name);
		memcpy(pupil->first_name, rows[i].first_name, sizeof pupil->first_name);
		for (size_t leaf = 0; leaf < leaves; leaf++)
			pupil->values[leaf] = -1;
		map->by_id[i] = pupil;
	}
	free(rows);
	if (rc)
		return rc;
	if (map->count)
		qsort(map->by_id, map->count, sizeof(struct pupil *), by_id);
	rc = db_map_each(session->db, group_id, take_level, map, err);
	for (size_t i = 0; i < map->count && !rc; i++)
		map->pupils[i].mean = level_overall(map->framework, map->pupils[i].values, NULL);
	return rc;
}

/* The items that are columns: the roots, or the leaves under one. */
static size_t columns(const struct framework *framework, size_t under, size_t ret[])
{
	size_t count = 0, from = under == (size_t)-1 ? 0 : under;
	size_t to = under == (size_t)-1 ? framework->item_count
					: under + framework->items[under].descendants + 1;

	for (size_t i = from; i < to && count < COLUMNS_SHOWN; i++) {
		bool takes = under == (size_t)-1 ? framework->items[i].depth == 0
						 : framework->items[i].descendants == 0;

		if (takes)
			ret[count++] = i;
	}
	return count;
}

/* Levels of a student or the class, for programs: begins the object, which stays open. */
static void tell(
	struct facts *facts, const char *matricule, const char *last_name, const char *first_name)
{
	facts_open(facts, NULL, '{');
	facts_text(facts, "matricule", matricule);
	facts_text(facts, "last_name", last_name);
	facts_text(facts, "first_name", first_name);
	facts_open(facts, "levels", '[');
}

static void tell_level(
	struct facts *facts, const struct framework *framework, size_t item, int value)
{
	facts_open(facts, NULL, '{');
	facts_text(facts, "item", framework->items[item].row.code);
	facts_hundredths(facts, "level", value);
	facts_close(facts);
}

static void tell_rest(struct facts *facts, int mean, const char *oldest)
{
	facts_close(facts);
	facts_hundredths(facts, "mean", mean);
	facts_text(facts, "oldest", oldest);
	facts_close(facts);
}

/* A capability has a level, what stands above it a mean. */
static void value_text(
	const struct map *map, const struct pupil *pupil, size_t item, int value, char ret[16])
{
	const struct item *node = &map->framework->items[item];

	if (node->descendants == 0)
		level_text(map->framework->row.rule, value, pupil->counts[node->leaf_index], ret);
	else
		seeing_value(value, ret);
}

static void put_pupil(struct page *page, const struct map *map, const struct pupil *pupil, size_t n,
	const size_t items[], const struct seeing *seeing)
{
	char name[STUDENT_NAME_SIZE], values[COLUMNS_SHOWN][16], mean[16], oldest[DATE_SIZE];
	const char *cells[PAGE_CELLS_MAX] = {name};

	student_name(map->session, seeing->anonymous, pupil->id, pupil->last_name,
		pupil->first_name, name, sizeof name);
	tell(&page->facts, pupil->matricule, pupil->last_name, pupil->first_name);
	for (size_t c = 0; c < n; c++) {
		int value = level_item_mean(map->framework, items[c], pupil->values, NULL, NULL);

		tell_level(&page->facts, map->framework, items[c], value);
		value_text(map, pupil, items[c], value, values[c]);
		cells[1 + c] = values[c];
	}
	tell_rest(&page->facts, pupil->mean, pupil->oldest);
	seeing_value(pupil->mean, mean);
	cells[1 + n] = mean;
	date_for_people(pupil->oldest, oldest);
	cells[2 + n] = oldest;
	page_row(page, PAGE_ROW, n + 3, cells);
	page_mark(page, MARK_STUDENT, pupil->id);
}

/* The mean of each column over the students that have one, and the mean of their means last. */
static bool class_means(const struct map *map, size_t n, const size_t items[], int ret[])
{
	int *column = calloc(map->count + 1, sizeof *column);

	if (!column)
		return false;
	for (size_t c = 0; c <= n; c++) {
		for (size_t i = 0; i < map->count; i++)
			column[i] = c == n ? map->pupils[i].mean
					   : level_item_mean(map->framework, items[c],
						     map->pupils[i].values, NULL, NULL);
		ret[c] = level_mean(map->count, column, NULL);
	}
	free(column);
	return true;
}

static void put_class(struct page *page, size_t n, const int means[])
{
	char values[COLUMNS_SHOWN + 1][16];
	const char *cells[PAGE_CELLS_MAX] = {_("Class")};

	for (size_t c = 0; c <= n; c++) {
		seeing_value(means[c], values[c]);
		cells[1 + c] = values[c];
	}
	cells[2 + n] = "";
	page_row(page, PAGE_ROW, n + 3, cells);
}

static void put_head(
	struct page *page, const struct framework *framework, size_t n, const size_t items[])
{
	char codes[COLUMNS_SHOWN][16];
	const char *cells[PAGE_CELLS_MAX] = {_("Student")};

	for (size_t c = 0; c < n; c++) {
		char code[CODE_SIZE + 8];

		framework_shown_code(framework->items[items[c]].row.code, code);
		(void)snprintf(codes[c], sizeof codes[c], "%.15s", code);
		cells[1 + c] = codes[c];
	}
	cells[1 + n] = _("mean");
	cells[2 + n] = _("oldest");
	page_row(page, PAGE_HEAD, n + 3, cells);
}

enum err_code map_build(struct session *session, const struct framework *framework,
	int64_t group_id, size_t under, enum map_order order, const struct seeing *seeing,
	struct page *ret, struct err *err)
{
	struct map map = {.session = session, .framework = framework};
	struct page page = {.facts.wanted = ret->facts.wanted};
	size_t items[COLUMNS_SHOWN], n = columns(framework, under, items);
	int means[COLUMNS_SHOWN + 1];
	char title[2 * LABEL_SIZE];
	enum err_code rc = load(session, group_id, &map, err);

	if (!rc && !class_means(&map, n, items, means))
		rc = err_fail(err, WHY_NO_MEMORY, "class map");
	if (!rc) {
		if (map.count && order != MAP_BY_NAME)
			qsort(map.pupils, map.count, sizeof *map.pupils,
				order == MAP_BY_MEAN ? by_mean : by_oldest);
		(void)snprintf(title, sizeof title, _("Class map · %s"), framework->row.code);
		seeing_title(session, 0, group_id, seeing, title, &page);
		seeing_warn_cut(session, group_id, &page);
		put_head(&page, framework, n, items);
		put_class(&page, n, means);
		for (size_t i = 0; i < map.count; i++)
			put_pupil(&page, &map, &map.pupils[i], n, items, seeing);
		tell(&page.facts, "", "", ""); /* the class comes last, and is nobody */
		for (size_t c = 0; c < n; c++)
			tell_level(&page.facts, framework, items[c], means[c]);
		tell_rest(&page.facts, means[n], "");
		if (page.failed || page.facts.failed)
			rc = err_fail(err, WHY_NO_MEMORY, "class map");
	}
	free(map.pupils);
	free(map.by_id);
	free(map.values);
	free(map.counts);
	if (rc)
		page_release(&page);
	else
		*ret = page;
	return rc;
}
