/* Frameworks in memory. See framework.h; framework_import.c brings files in. */
#include "core/framework.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fold.h"
#include "core/language.h"

static const size_t none = (size_t)-1;

/* ---- Loading ------------------------------------------------------------- */

/* Items as read: children of one parent in order, parents in any order. */
struct loading {
	struct item_row *rows;
	size_t count, room;
	bool failed;
};

static bool take_item(void *ctx, const struct item_row *row)
{
	struct loading *loading = ctx;

	if (row->id == 0) /* stands for the root here: an item of that id would be its own child */
		return true;
	if (loading->count == loading->room) {
		size_t room = loading->room ? 2 * loading->room : 64;
		struct item_row *grown = realloc(loading->rows, room * sizeof *grown);

		if (!grown) {
			loading->failed = true;
			return false;
		}
		loading->rows = grown;
		loading->room = room;
	}
	loading->rows[loading->count] = *row;
	loading->rows[loading->count].text = strdup(row->text);
	if (!loading->rows[loading->count].text)
		loading->failed = true;
	else
		loading->count++;
	return !loading->failed;
}

/* First row whose parent is this one: rows stand in order of parent. */
static size_t first_child(const struct loading *loading, int64_t parent_id)
{
	size_t low = 0, high = loading->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (loading->rows[middle].parent_id < parent_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Append the children of a parent, each with its subtree. */
static void place_children(struct framework *framework, const struct loading *loading,
	int64_t parent_id, size_t parent, int depth)
{
	for (size_t i = first_child(loading, parent_id);
		i < loading->count && loading->rows[i].parent_id == parent_id &&
		framework->item_count < loading->count;
		i++) {
		size_t here = framework->item_count++;
		struct item *item = &framework->items[here];

		*item = (struct item){.row = loading->rows[i],
			.parent = parent,
			.depth = depth,
			.leaf_index = none};
		if (depth < 64)
			place_children(framework, loading, item->row.id, here, depth + 1);
		item->descendants = framework->item_count - here - 1;
		if (item->descendants == 0) {
			item->leaf_index = framework->leaf_count;
			framework->leaves[framework->leaf_count++] = here;
		}
	}
}

static void count_leaves(struct framework *framework)
{
	for (size_t i = 0; i < framework->item_count; i++) {
		struct item *item = &framework->items[i];

		for (size_t j = i; j <= i + item->descendants; j++) {
			if (framework->items[j].leaf_index != none)
				item->leaf_count++;
		}
	}
}

static enum err_code load_items(struct db *db, struct framework *framework, struct err *err)
{
	struct loading loading = {0};
	enum err_code rc = db_item_each(db, framework->row.id, take_item, &loading, err);

	if (!rc && loading.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "items");
	if (!rc) {
		framework->items = calloc(loading.count + 1, sizeof *framework->items);
		framework->leaves = calloc(loading.count + 1, sizeof *framework->leaves);
		if (!framework->items || !framework->leaves)
			rc = err_fail(err, WHY_NO_MEMORY, "items");
	}
	if (!rc) {
		place_children(framework, &loading, 0, none, 0);
		count_leaves(framework);
	}
	/* A row not placed (its parent is hidden) is not shown: free its text. */
	for (size_t i = 0; i < loading.count; i++) {
		if (rc || framework_item_by_id(framework, loading.rows[i].id) == none)
			free(loading.rows[i].text);
	}
	if (rc && framework->items)
		framework->item_count = 0;
	free(loading.rows);
	return rc;
}

static void framework_release(struct framework *framework)
{
	for (size_t i = 0; i < framework->item_count; i++)
		free(framework->items[i].row.text);
	free(framework->items);
	free(framework->leaves);
}

struct list_loading {
	struct framework_list *list;
	bool failed;
};

static bool take_framework(void *ctx, const struct framework_row *row)
{
	struct list_loading *loading = ctx;
	struct framework_list *list = loading->list;
	struct framework *grown =
		realloc(list->frameworks, (list->count + 1) * sizeof *list->frameworks);

	if (!grown) {
		loading->failed = true;
		return false;
	}
	list->frameworks = grown;
	list->frameworks[list->count++] = (struct framework){.row = *row};
	return true;
}

enum err_code framework_list_load(struct db *db, struct framework_list *ret, struct err *err)
{
	struct framework_list list = {0};
	struct list_loading loading = {.list = &list};
	enum err_code rc = db_framework_each(db, take_framework, &loading, err);

	if (!rc && loading.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "frameworks");
	for (size_t i = 0; i < list.count && !rc; i++) {
		rc = db_scale_get(
			db, list.frameworks[i].row.scale_id, &list.frameworks[i].scale, err);
		if (!rc)
			rc = load_items(db, &list.frameworks[i], err);
	}
	if (rc) {
		framework_list_release(&list);
		return rc;
	}
	*ret = list;
	return ERR_OK;
}

void framework_list_release(struct framework_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		framework_release(&list->frameworks[i]);
	free(list->frameworks);
	*list = (struct framework_list){0};
}

static bool same_scale(const struct scale_row *a, const struct scale_row *b)
{
	if (a->id != b->id || a->mastery != b->mastery || a->level_count != b->level_count ||
		strcmp(a->title, b->title) != 0)
		return false;
	for (size_t i = 0; i < a->level_count; i++) {
		if (strcmp(a->levels[i].name, b->levels[i].name) != 0 ||
			strcmp(a->levels[i].short_name, b->levels[i].short_name) != 0)
			return false;
	}
	return true;
}

static bool same_row(const struct framework_row *a, const struct framework_row *b)
{
	return a->id == b->id && a->scale_id == b->scale_id && a->rule == b->rule &&
	       a->credits == b->credits && a->position == b->position &&
	       strcmp(a->title, b->title) == 0 && strcmp(a->validated_on, b->validated_on) == 0 &&
	       strcmp(a->level, b->level) == 0 && strcmp(a->cycle, b->cycle) == 0 &&
	       strcmp(a->type, b->type) == 0 && strcmp(a->sector, b->sector) == 0 &&
	       strcmp(a->domain, b->domain) == 0 && strcmp(a->language, b->language) == 0;
}

static bool same_item(const struct item *a, const struct item *b)
{
	return a->row.id == b->row.id && a->row.parent_id == b->row.parent_id &&
	       a->row.position == b->row.position && strcmp(a->row.kind, b->row.kind) == 0 &&
	       strcmp(a->row.label, b->row.label) == 0 && strcmp(a->row.text, b->row.text) == 0;
}

/* Codes and versions are in the ids. */
bool framework_list_same(const struct framework_list *a, const struct framework_list *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct framework *x = &a->frameworks[i], *y = &b->frameworks[i];

		if (!same_row(&x->row, &y->row) || !same_scale(&x->scale, &y->scale) ||
			x->item_count != y->item_count)
			return false;
		for (size_t j = 0; j < x->item_count; j++) {
			if (!same_item(&x->items[j], &y->items[j]))
				return false;
		}
	}
	return true;
}

enum err_code framework_cache(struct db *db, const struct framework_list **ret, struct err *err)
{
	struct framework_list **cache = (struct framework_list **)db_cache(db);
	enum err_code rc = ERR_OK;

	if (!*cache) {
		struct framework_list *list = calloc(1, sizeof *list);

		if (!list)
			return err_fail(err, WHY_NO_MEMORY, "frameworks");
		rc = framework_list_load(db, list, err);
		if (rc) {
			free(list);
			return rc;
		}
		*cache = list;
	}
	*ret = *cache;
	return ERR_OK;
}

void framework_cache_release(void *cache)
{
	framework_list_release(cache);
	free(cache);
}

/* ---- Finding --------------------------------------------------------------- */

const struct framework *framework_find(
	const struct framework_list *list, const char *code, const char *version)
{
	const struct framework *found = NULL;

	for (size_t i = 0; i < list->count; i++) {
		const struct framework_row *row = &list->frameworks[i].row;

		if (strcasecmp(row->code, code) != 0)
			continue;
		if (version && *version) {
			if (strcmp(row->version, version) == 0)
				return &list->frameworks[i];
		} else if (!found || strverscmp(row->version, found->row.version) > 0) {
			found = &list->frameworks[i];
		}
	}
	return found;
}

const struct framework *framework_by_id(const struct framework_list *list, int64_t id)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->frameworks[i].row.id == id)
			return &list->frameworks[i];
	}
	return NULL;
}

const struct framework *framework_named(const struct framework_list *list, const char *name)
{
	const struct framework *found = framework_find(list, name, NULL); /* a code may hold an @ */
	const char *version = strrchr(name, '@');
	char code[CODE_SIZE];

	if (found || !version || version - name >= CODE_SIZE)
		return found;
	memcpy(code, name, (size_t)(version - name));
	code[version - name] = '\0';
	for (size_t i = 0; i < list->count; i++) { /* one may have no version: "FX@" */
		found = &list->frameworks[i];
		if (strcmp(found->row.version, version + 1) == 0 &&
			strcmp(found->row.code, code) == 0)
			return found;
	}
	return framework_find(list, code, version + 1);
}

void framework_name(const struct framework_list *list, const struct framework *framework,
	char ret[FRAMEWORK_NAME_SIZE])
{
	size_t versions = 0;

	for (size_t i = 0; i < list->count; i++)
		versions += strcmp(list->frameworks[i].row.code, framework->row.code) == 0;
	(void)snprintf(ret, FRAMEWORK_NAME_SIZE, "%s%s%s", framework->row.code,
		versions > 1 ? "@" : "", versions > 1 ? framework->row.version : "");
}

size_t framework_item_by_id(const struct framework *framework, int64_t item_id)
{
	for (size_t i = 0; i < framework->item_count; i++) {
		if (framework->items[i].row.id == item_id)
			return i;
	}
	return none;
}

void framework_shown_code(const char *code, char ret[CODE_SIZE + 8])
{
	(void)snprintf(ret, CODE_SIZE + 8, "%s%.*s", code[0] >= '0' && code[0] <= '9' ? "C" : "",
		CODE_SIZE, code);
}

void framework_item_name(const struct item *item, char *ret, size_t size)
{
	char code[CODE_SIZE + 8];

	framework_shown_code(item->row.code, code);
	(void)snprintf(ret, size, "%s %s", code, item->row.label);
}

static size_t item_coded(const struct framework *framework, const char *code)
{
	for (size_t i = 0; i < framework->item_count; i++) {
		if (strcasecmp(framework->items[i].row.code, code) == 0)
			return i;
	}
	return none;
}

size_t framework_item_by_code(const struct framework *framework, const char *code)
{
	size_t item = item_coded(framework, code);

	if (item == none && (code[0] == 'C' || code[0] == 'c') && code[1] >= '0' && code[1] <= '9')
		item = item_coded(framework, code + 1);
	return item;
}

static enum err_code unknown_item(const char *text, struct err *err)
{
	enum err_code rc = err_fail(err, WHY_ITEM_UNKNOWN, "no such item");

	(void)err_at(err, 0, NULL, text);
	return rc;
}

/* "ARES-075:3.2" or "ARES-075@2018:3.2"; codes may hold colons too. */
static enum err_code resolve_qualified(const struct framework_list *list, const char *text,
	const struct framework **ret, size_t *ret_item, struct err *err)
{
	char name[FRAMEWORK_NAME_SIZE];
	bool named = false;
	enum err_code rc;

	for (const char *colon = strchr(text, ':'); colon; colon = strchr(colon + 1, ':')) {
		const struct framework *framework;

		(void)snprintf(name, sizeof name, "%.*s", (int)(colon - text), text);
		framework = framework_named(list, name);
		if (!framework)
			continue;
		named = true;
		*ret_item = framework_item_by_code(framework, colon + 1);
		if (*ret_item != none) {
			*ret = framework;
			return ERR_OK;
		}
	}
	if (named)
		return unknown_item(text, err);
	rc = err_fail(err, WHY_FRAMEWORK_UNKNOWN, "no such framework");
	(void)snprintf(name, sizeof name, "%.*s", (int)strcspn(text, ":"), text);
	(void)err_at(err, 0, NULL, name);
	return rc;
}

enum err_code framework_resolve(const struct framework_list *list, const char *text,
	const struct framework **ret, size_t *ret_item, struct err *err)
{
	bool qualified = strchr(text, ':') != NULL;
	const struct framework *found = NULL;
	size_t found_item = none;
	bool found_exact = false;
	enum err_code rc =
		qualified ? resolve_qualified(list, text, ret, ret_item, err) : ERR_NOT_FOUND;

	if (rc == ERR_OK)
		return rc;
	for (size_t i = 0; i < list->count; i++) {
		const struct framework *framework = &list->frameworks[i];
		size_t item;
		bool exact;

		/* An older version of a framework is named explicitly or not meant. */
		if (framework_find(list, framework->row.code, NULL) != framework)
			continue;
		item = framework_item_by_code(framework, text);
		if (item == none)
			continue;
		/* "C1.1": a code of its own goes before 1.1 as it is shown. */
		exact = strcasecmp(framework->items[item].row.code, text) == 0;
		if (found && exact != found_exact) {
			if (found_exact)
				continue;
			found = NULL;
		}
		if (found) {
			char example[2 * CODE_SIZE + 2];

			rc = err_fail(err, WHY_ITEM_AMBIGUOUS, "several frameworks");
			(void)snprintf(example, sizeof example, "%s:%s", found->row.code, text);
			(void)err_at(err, 0, example, text);
			return rc;
		}
		found = framework;
		found_item = item;
		found_exact = exact;
	}
	if (!found)
		return qualified ? rc : unknown_item(text, err);
	*ret = found;
	*ret_item = found_item;
	return ERR_OK;
}

/* ---- Levels ------------------------------------------------------------------ */

static bool same_folded(const char *a, const char *b)
{
	char x[LABEL_SIZE], y[LABEL_SIZE];

	(void)fold(a, strlen(a), x, sizeof x);
	(void)fold(b, strlen(b), y, sizeof y);
	return *x && strcmp(x, y) == 0;
}

/* As forms and lists print it: “2 En cours”, “2. En cours”. */
static bool digit_and_name(const char *text, const char *digit, const struct level_row *level)
{
	size_t length = strlen(digit);

	if (strncmp(text, digit, length) != 0 || !strchr(" .:-", text[length]))
		return false;
	text += length + strspn(text + length, " .:-");
	return same_folded(text, level->name) || same_folded(text, level->short_name);
}

enum err_code framework_level(
	const struct framework *framework, const char *text, int *ret, struct err *err)
{
	static const char *const unseen[] = {
		"NO", "N/O", "N.O.", "-", "×", "non observé", "not observed"};
	char levels[sizeof err->place] = "";
	size_t used = 0;
	enum err_code rc;

	if (strcmp(text, "0") == 0 || *text == '\0') {
		*ret = LEVEL_NONE;
		return ERR_OK;
	}
	for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++) {
		if (strcasecmp(text, unseen[i]) == 0 || same_folded(text, unseen[i])) {
			*ret = LEVEL_NOT_OBSERVED;
			return ERR_OK;
		}
	}
	for (size_t i = 0; i < framework->scale.level_count; i++) {
		const struct level_row *level = &framework->scale.levels[i];
		char digit[12];

		(void)snprintf(digit, sizeof digit, "%d", level->digit);
		if (strcmp(text, digit) == 0 || same_folded(text, level->name) ||
			same_folded(text, level->short_name) ||
			digit_and_name(text, digit, level)) {
			*ret = level->digit;
			return ERR_OK;
		}
		if (used < sizeof levels)
			used += (size_t)snprintf(levels + used, sizeof levels - used, "%s%d %s",
				i ? ", " : "", level->digit, level->name);
	}
	rc = err_fail(err, WHY_LEVEL_OUT_OF_SCALE, "not in the scale");
	(void)err_at(err, 0, levels, text);
	return rc;
}

const char *framework_level_name(const struct framework *framework, int level)
{
	if (level == LEVEL_NOT_OBSERVED)
		return _("not observed");
	if (level < 1 || (size_t)level > framework->scale.level_count)
		return "";
	return framework->scale.levels[level - 1].name;
}
