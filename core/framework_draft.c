/* Drafts of frameworks: items made a tree. See framework_file.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/framework_file.h"

enum { LABEL_COLUMNS = 40 };

static const size_t none = (size_t)-1;

/* ---- Drafts ------------------------------------------------------------------- */

void framework_draft_release(struct framework_draft *draft)
{
	for (size_t i = 0; i < draft->goal_count; i++)
		free(draft->goals[i]);
	for (size_t i = 0; i < draft->item_count; i++) {
		for (size_t j = 0; j < draft->items[i].descriptor_count; j++)
			free(draft->items[i].descriptors[j].text);
		free(draft->items[i].descriptors);
		free(draft->items[i].text);
	}
	free(draft->goals);
	free(draft->items);
	*draft = (struct framework_draft){0};
}

enum err_code draft_refuse(
	struct err *err, enum err_reason why, long line, const char *place, const char *value)
{
	enum err_code rc = err_fail(err, why, "framework file");

	(void)err_at(err, line, place, value);
	return rc;
}

void draft_label(const char *text, char ret[LABEL_SIZE])
{
	static const char ellipsis[] = "…";
	size_t length = strlen(text), at = 0, fit = 0, word = 0;
	utf8proc_int32_t code, before = 0, state = 0;
	int columns = 0;

	/* fit, word: where the text may be cut to leave room for the ellipsis. */
	while (at < length && columns <= LABEL_COLUMNS) {
		utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
			(utf8proc_ssize_t)(length - at), &code);

		if (used < 1)
			break;
		if (columns < LABEL_COLUMNS && at + sizeof ellipsis <= LABEL_SIZE && at > 0 &&
			utf8proc_grapheme_break_stateful(before, code, &state)) {
			fit = at;
			if (code == ' ')
				word = at;
		}
		columns += utf8proc_charwidth(code);
		before = code;
		at += (size_t)used;
	}
	if (at == length && columns <= LABEL_COLUMNS && length < LABEL_SIZE) {
		memcpy(ret, text, length + 1);
		return;
	}
	fit = word ? word : fit;
	while (fit > 0 && strchr(" ,;:(", text[fit - 1]))
		fit--;
	memcpy(ret, text, fit);
	memcpy(ret + fit, ellipsis, sizeof ellipsis);
}

enum err_code draft_copy(
	char *ret, size_t size, const char *text, long line, const char *column, struct err *err)
{
	size_t length = strlen(text);

	if (length >= size)
		return draft_refuse(err, WHY_FRAMEWORK_TOO_LONG, line, column, text);
	memcpy(ret, text, length + 1);
	return ERR_OK;
}

const char *draft_unlisted(const char *text)
{
	static const char *const bullets[] = {
		"-", "*", "\u2010", "\u2013", "\u2014", "\u2022", "\u00B7"};

	for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; i++) {
		size_t length = strlen(bullets[i]);
		const char *rest = text + length;

		if (strncmp(text, bullets[i], length) == 0 && *rest == ' ') {
			rest += strspn(rest, " ");
			return *rest ? rest : text;
		}
	}
	return text;
}

void draft_leave(struct framework_draft *draft, enum framework_left what, long line,
	const char *item, const char *value)
{
	static const enum err_reason reasons[] = {
#define X(id, why) [LEFT_##id] = (why),
		FRAMEWORK_LEFT(X)
#undef X
	};

	if (draft->left[what].line)
		return;
	(void)err_fail(&draft->left[what], reasons[what], "framework file");
	(void)err_at(&draft->left[what], line, item, value);
}

enum err_code draft_add_descriptor(
	struct draft_item *item, long line, int digit, const char *text, struct err *err)
{
	struct draft_descriptor *descriptors, *added;
	char word[2] = {(char)('0' + digit), '\0'};

	for (size_t i = 0; i < item->descriptor_count; i++) {
		if (item->descriptors[i].digit == digit)
			return draft_refuse(err, WHY_FRAMEWORK_TWICE, line, NULL, word);
	}
	descriptors =
		realloc(item->descriptors, (item->descriptor_count + 1) * sizeof *descriptors);
	if (!descriptors)
		return err_fail(err, WHY_NO_MEMORY, "descriptors");
	item->descriptors = descriptors;
	added = &descriptors[item->descriptor_count];
	*added = (struct draft_descriptor){.line = line, .digit = digit, .text = strdup(text)};
	if (!added->text)
		return err_fail(err, WHY_NO_MEMORY, "descriptors");
	item->descriptor_count++;
	return ERR_OK;
}

enum err_code draft_add_item(struct framework_draft *draft, long line, const char *code,
	const char *parent_code, const char *kind, const char *label, const char *text,
	struct err *err)
{
	struct draft_item *item;
	enum err_code rc;

	label = draft_unlisted(label);
	text = draft_unlisted(text);
	if (draft->item_count == FRAMEWORK_ITEMS_MAX)
		return draft_refuse(err, WHY_FRAMEWORK_TOO_MANY, line, NULL, NULL);
	if (draft->item_count == draft->item_room) {
		size_t room = 2 * draft->item_room + 64;
		struct draft_item *grown = realloc(draft->items, room * sizeof *grown);

		if (!grown)
			return err_fail(err, WHY_NO_MEMORY, "items");
		draft->items = grown;
		draft->item_room = room;
	}
	item = &draft->items[draft->item_count];
	*item = (struct draft_item){.line = line, .parent = none};
	rc = draft_copy(item->code, sizeof item->code, code, line, "code", err);
	if (!rc)
		rc = draft_copy(item->parent_code, sizeof item->parent_code, parent_code, line,
			"parent", err);
	if (!rc)
		rc = draft_copy(item->kind, sizeof item->kind, kind, line, "kind", err);
	if (!rc && *label)
		rc = draft_copy(item->label, sizeof item->label, label, line, "label", err);
	else if (!rc)
		draft_label(text, item->label);
	if (rc)
		return rc;
	item->text = strdup(text);
	if (!item->text)
		return err_fail(err, WHY_NO_MEMORY, "items");
	draft->item_count++;
	return ERR_OK;
}

/* ---- From rows to a tree ---------------------------------------------------------- */

/* Items by code, for finding parents: indices sorted by code. */
struct by_code {
	const struct framework_draft *draft;
	size_t *order;
};

static int compare_codes(const void *a, const void *b, void *ctx)
{
	const struct framework_draft *draft = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = strcmp(draft->items[x].code, draft->items[y].code);

	return order ? order : (x > y) - (x < y);
}

static size_t find_code(const struct by_code *index, const char *code)
{
	size_t low = 0, high = index->draft->item_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(index->draft->items[index->order[middle]].code, code);

		if (order == 0)
			return index->order[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return none;
}

static enum err_code find_parents(struct framework_draft *draft, struct err *err)
{
	struct by_code index = {.draft = draft};
	enum err_code rc = ERR_OK;

	index.order = malloc((draft->item_count + 1) * sizeof *index.order);
	if (!index.order)
		return err_fail(err, WHY_NO_MEMORY, "items");
	for (size_t i = 0; i < draft->item_count; i++)
		index.order[i] = i;
	qsort_r(index.order, draft->item_count, sizeof *index.order, compare_codes, draft);
	for (size_t i = 1; i < draft->item_count && !rc; i++) {
		const struct draft_item *a = &draft->items[index.order[i - 1]];
		const struct draft_item *b = &draft->items[index.order[i]];

		if (strcmp(a->code, b->code) == 0)
			rc = draft_refuse(err, WHY_FRAMEWORK_TWICE, b->line, NULL, b->code);
	}
	for (size_t i = 0; i < draft->item_count && !rc; i++) {
		struct draft_item *item = &draft->items[i];

		if (!*item->parent_code)
			continue;
		item->parent = find_code(&index, item->parent_code);
		/* Some producers name the framework itself as the parent of its roots. */
		if (item->parent == none && strcmp(item->parent_code, draft->row.code) != 0)
			rc = draft_refuse(err, WHY_FRAMEWORK_ORPHAN, item->line, item->code,
				item->parent_code);
	}
	free(index.order);
	return rc;
}

/* The first item of the file that stands in the circle reached from `at`. */
static size_t first_in_circle(const struct framework_draft *draft, size_t at)
{
	size_t start, first;

	for (size_t steps = 0; steps < draft->item_count; steps++)
		at = draft->items[at].parent;
	start = first = at;
	do {
		at = draft->items[at].parent;
		if (at < first)
			first = at;
	} while (at != start);
	return first;
}

/* A walk to the root longer than any tree may be deep is a circle, or too deep. */
static enum err_code check_depth(const struct framework_draft *draft, struct err *err)
{
	for (size_t i = 0; i < draft->item_count; i++) {
		size_t at = i, depth = 0;

		while (at != none && depth <= draft->item_count) {
			at = draft->items[at].parent;
			depth++;
		}
		if (at != none) {
			at = first_in_circle(draft, i);
			return draft_refuse(err, WHY_FRAMEWORK_CYCLE, draft->items[at].line, NULL,
				draft->items[at].code);
		}
		if (depth > FRAMEWORK_DEPTH_MAX)
			return draft_refuse(err, WHY_FRAMEWORK_DEEP, draft->items[i].line, NULL,
				draft->items[i].code);
	}
	return ERR_OK;
}

struct ordering {
	const struct framework_draft *draft;
	size_t *place; /* new index of each item */
	size_t used;
	size_t *first, *next; /* children in file order */
};

static void place(struct ordering *ordering, size_t item)
{
	ordering->place[item] = ordering->used++;
	for (size_t child = ordering->first[item]; child != none; child = ordering->next[child])
		place(ordering, child);
}

/* Put items in preorder, siblings in the order of the file. */
static enum err_code sort_items(struct framework_draft *draft, struct err *err)
{
	size_t n = draft->item_count, root = none;
	int roots = 0;
	size_t *lists = malloc((3 * n + 1) * sizeof *lists);
	struct draft_item *sorted = calloc(n + 1, sizeof *sorted);
	struct ordering ordering = {.draft = draft};

	if (!lists || !sorted) {
		free(lists);
		free(sorted);
		return err_fail(err, WHY_NO_MEMORY, "items");
	}
	ordering.place = lists;
	ordering.first = lists + n;
	ordering.next = lists + 2 * n;
	for (size_t i = 0; i < n; i++)
		ordering.first[i] = none;
	for (size_t i = n; i-- > 0;) { /* backwards, so that each list ends up in file order */
		size_t *head = draft->items[i].parent == none
				       ? &root
				       : &ordering.first[draft->items[i].parent];

		ordering.next[i] = *head;
		*head = i;
	}
	for (size_t i = root; i != none; i = ordering.next[i]) {
		place(&ordering, i);
		draft->items[i].position = ++roots;
	}
	for (size_t i = 0; i < n; i++) {
		int position = 0;

		for (size_t c = ordering.first[i]; c != none; c = ordering.next[c])
			draft->items[c].position = ++position;
	}
	for (size_t i = 0; i < n; i++) {
		sorted[ordering.place[i]] = draft->items[i];
		if (draft->items[i].parent != none)
			sorted[ordering.place[i]].parent = ordering.place[draft->items[i].parent];
	}
	free(draft->items);
	free(lists);
	draft->items = sorted;
	draft->item_room = n + 1;
	return ERR_OK;
}

static void name_kinds(struct framework_draft *draft)
{
	for (size_t i = 0; i < draft->item_count; i++) {
		struct draft_item *item = &draft->items[i];
		bool parent = i + 1 < draft->item_count && draft->items[i + 1].parent == i;

		if (!*item->kind)
			memcpy(item->kind,
				parent || item->parent == none ? "competency" : "capability", 11);
	}
}

enum err_code draft_finish(struct framework_draft *draft, long last_line, struct err *err)
{
	struct scale_row *scale = &draft->scale;
	enum err_code rc;

	if (!*draft->row.code)
		return draft_refuse(err, WHY_FRAMEWORK_NO_HEAD, last_line, NULL, NULL);
	if (draft->item_count == 0)
		return draft_refuse(err, WHY_FRAMEWORK_EMPTY, last_line, NULL, draft->row.code);
	if (scale->level_count < 2)
		return draft_refuse(err, WHY_FRAMEWORK_LEVELS, last_line, NULL, NULL);
	if (!*scale->code)
		memcpy(scale->code, draft->row.code, sizeof scale->code);
	if (scale->mastery == 0)
		scale->mastery = (int)scale->level_count > 2 ? (int)scale->level_count - 1 : 2;
	if (!*draft->row.title)
		(void)snprintf(draft->row.title, sizeof draft->row.title, "%s", draft->row.code);
	rc = find_parents(draft, err);
	if (!rc)
		rc = check_depth(draft, err);
	if (!rc)
		rc = sort_items(draft, err);
	if (!rc)
		name_kinds(draft);
	return rc;
}
