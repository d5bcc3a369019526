/* Framework files. See framework_file.h. */
#include "core/framework_file.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/csv.h"
#include "core/text.h"

enum { LABEL_COLUMNS = 40, CELL_MAX = 8192 };

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

static enum err_code refuse(
	struct err *err, enum err_reason why, long line, const char *place, const char *value)
{
	enum err_code rc = err_fail(err, why, "framework file");

	(void)err_at(err, line, place, value);
	return rc;
}

void draft_label(const char *text, char ret[LABEL_SIZE])
{
	size_t length = strlen(text), at = 0, cut = 0;
	int columns = 0;

	while (at < length && at < LABEL_SIZE - 4) {
		utf8proc_int32_t code;
		utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
			(utf8proc_ssize_t)(length - at), &code);

		if (used < 1)
			break;
		columns += utf8proc_charwidth(code);
		if (columns > LABEL_COLUMNS - 1)
			break;
		at += (size_t)used;
		if (at == length || text[at] == ' ')
			cut = at;
	}
	if (at >= length)
		cut = length;
	else if (cut == 0)
		cut = at;
	memcpy(ret, text, cut);
	memcpy(ret + cut, cut < length ? "…" : "", cut < length ? 4 : 1);
}

/* Copy into an array of a row. Errors: WHY_FRAMEWORK_TOO_LONG. */
static enum err_code copy(
	char *ret, size_t size, const char *text, long line, const char *column, struct err *err)
{
	size_t length = strlen(text);

	if (length >= size)
		return refuse(err, WHY_FRAMEWORK_TOO_LONG, line, column, text);
	memcpy(ret, text, length + 1);
	return ERR_OK;
}

enum err_code draft_add_item(struct framework_draft *draft, long line, const char *code,
	const char *parent_code, const char *kind, const char *label, const char *text,
	struct err *err)
{
	struct draft_item *items, *item;
	enum err_code rc;

	if (draft->item_count == FRAMEWORK_ITEMS_MAX)
		return refuse(err, WHY_FRAMEWORK_TOO_MANY, line, NULL, NULL);
	items = realloc(draft->items, (draft->item_count + 1) * sizeof *items);
	if (!items)
		return err_fail(err, WHY_NO_MEMORY, "items");
	draft->items = items;
	item = &items[draft->item_count];
	*item = (struct draft_item){.line = line, .parent = none};
	rc = copy(item->code, sizeof item->code, code, line, "code", err);
	if (!rc)
		rc = copy(item->parent_code, sizeof item->parent_code, parent_code, line, "parent",
			err);
	if (!rc)
		rc = copy(item->kind, sizeof item->kind, kind, line, "kind", err);
	if (!rc && *label)
		rc = copy(item->label, sizeof item->label, label, line, "label", err);
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
			rc = refuse(err, WHY_FRAMEWORK_TWICE, b->line, NULL, b->code);
	}
	for (size_t i = 0; i < draft->item_count && !rc; i++) {
		struct draft_item *item = &draft->items[i];

		if (!*item->parent_code)
			continue;
		item->parent = find_code(&index, item->parent_code);
		/* Some producers name the framework itself as the parent of its roots. */
		if (item->parent == none && strcmp(item->parent_code, draft->row.code) != 0)
			rc = refuse(err, WHY_FRAMEWORK_ORPHAN, item->line, item->code,
				item->parent_code);
	}
	free(index.order);
	return rc;
}

/* A walk to the root longer than any tree may be deep is a circle, or too deep. */
static enum err_code check_depth(const struct framework_draft *draft, struct err *err)
{
	for (size_t i = 0; i < draft->item_count; i++) {
		size_t at = i, steps = 0;

		while (draft->items[at].parent != none && steps <= draft->item_count) {
			at = draft->items[at].parent;
			if (at == i)
				return refuse(err, WHY_FRAMEWORK_CYCLE, draft->items[i].line, NULL,
					draft->items[i].code);
			if (++steps > FRAMEWORK_DEPTH_MAX)
				break;
		}
		if (steps > FRAMEWORK_DEPTH_MAX)
			return refuse(err, WHY_FRAMEWORK_DEEP, draft->items[i].line, NULL,
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

static enum err_code finish(struct framework_draft *draft, long last_line, struct err *err)
{
	struct scale_row *scale = &draft->scale;
	enum err_code rc;

	if (!*draft->row.code)
		return refuse(err, WHY_FRAMEWORK_NO_HEAD, last_line, NULL, NULL);
	if (draft->item_count == 0)
		return refuse(err, WHY_FRAMEWORK_EMPTY, last_line, NULL, draft->row.code);
	if (scale->level_count < 2)
		return refuse(err, WHY_FRAMEWORK_LEVELS, last_line, NULL, NULL);
	if (!*scale->code)
		memcpy(scale->code, draft->row.code, sizeof scale->code);
	if (scale->mastery == 0)
		scale->mastery = (int)scale->level_count > 2 ? (int)scale->level_count - 1 : 2;
	if (scale->mastery < 1 || scale->mastery > (int)scale->level_count)
		return refuse(err, WHY_FRAMEWORK_LEVELS, last_line, NULL, NULL);
	rc = find_parents(draft, err);
	if (!rc)
		rc = check_depth(draft, err);
	if (!rc)
		rc = sort_items(draft, err);
	if (!rc)
		name_kinds(draft);
	return rc;
}

/* ---- Our own form ------------------------------------------------------------------- */

enum column { COL_RECORD, COL_CODE, COL_PARENT, COL_KIND, COL_LABEL, COL_TEXT, COL_COUNT };
static const char *const columns[COL_COUNT] = {"record", "code", "parent", "kind", "label", "text"};

struct reading {
	struct framework_draft *draft;
	struct err *err;
	enum err_code rc;
	bool started, ours;
	size_t places[COL_COUNT]; /* where each column stands */
	long line;
	struct moodle_reading *moodle;
	char cells[COL_COUNT][CELL_MAX];
};

static bool is_ours(struct reading *reading, const struct csv_record *record)
{
	char name[32];
	int found = 0;

	for (int c = 0; c < COL_COUNT; c++)
		reading->places[c] = none;
	for (size_t i = 0; i < record->count; i++) {
		(void)text_clean(
			record->cells[i].text, record->cells[i].length, name, sizeof name, NULL);
		for (int c = 0; c < COL_COUNT; c++) {
			if (strcasecmp(name, columns[c]) == 0 && reading->places[c] == none) {
				reading->places[c] = i;
				found++;
			}
		}
	}
	return found == COL_COUNT;
}

/* What a row of type "field" sets. */
static enum err_code set_field(
	struct reading *reading, const char *name, const char *value, struct err *err)
{
	struct framework_row *row = &reading->draft->row;
	const struct {
		const char *name;
		char *text;
		size_t size;
	} fields[] = {
		{"version", row->version, sizeof row->version},
		{"validated_on", row->validated_on, sizeof row->validated_on},
		{"level", row->level, sizeof row->level},
		{"cycle", row->cycle, sizeof row->cycle},
		{"type", row->type, sizeof row->type},
		{"sector", row->sector, sizeof row->sector},
		{"domain", row->domain, sizeof row->domain},
		{"language", row->language, sizeof row->language},
	};
	static const char *const rules[RULE_COUNT] = {"latest", "highest", "mean", "decaying"};
	char *end;
	long number;

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		if (strcmp(name, fields[i].name) == 0)
			return copy(
				fields[i].text, fields[i].size, value, reading->line, name, err);
	}
	if (strcmp(name, "rule") == 0) {
		for (int i = 0; i < RULE_COUNT; i++) {
			if (strcmp(value, rules[i]) == 0) {
				row->rule = (enum level_rule)i;
				return ERR_OK;
			}
		}
		return refuse(err, WHY_FRAMEWORK_FIELD, reading->line, name, value);
	}
	number = strtol(value, &end, 10);
	if (*value == '\0' || *end || number < 0 || number > 9999)
		return refuse(err, WHY_FRAMEWORK_FIELD, reading->line, name, value);
	if (strcmp(name, "credits") == 0 && number <= 999)
		row->credits = (int)number;
	else if (strcmp(name, "position") == 0)
		row->position = (int)number;
	else if (strcmp(name, "mastery") == 0 && number >= 1 && number <= LEVELS_MAX)
		reading->draft->scale.mastery = (int)number;
	else
		return refuse(err, WHY_FRAMEWORK_FIELD, reading->line, name, value);
	return ERR_OK;
}

static enum err_code add_level(struct reading *reading, struct err *err)
{
	struct scale_row *scale = &reading->draft->scale;
	struct level_row *level =
		&scale->levels[scale->level_count < LEVELS_MAX ? scale->level_count : 0];
	const char *digit = reading->cells[COL_CODE], *name = reading->cells[COL_TEXT];
	enum err_code rc;

	if (scale->level_count == LEVELS_MAX || strlen(digit) != 1 ||
		digit[0] - '0' != (int)scale->level_count + 1 || !*name)
		return refuse(err, WHY_FRAMEWORK_LEVELS, reading->line, NULL, digit);
	level->digit = digit[0] - '0';
	rc = copy(level->name, sizeof level->name, name, reading->line, "text", err);
	if (!rc)
		rc = copy(level->short_name, sizeof level->short_name,
			*reading->cells[COL_LABEL] ? reading->cells[COL_LABEL] : name,
			reading->line, "label", err);
	if (!rc)
		scale->level_count++;
	return rc;
}

static enum err_code add_goal(struct reading *reading, struct err *err)
{
	struct framework_draft *draft = reading->draft;
	char **goals = realloc(draft->goals, (draft->goal_count + 1) * sizeof *goals);

	if (!goals)
		return err_fail(err, WHY_NO_MEMORY, "goals");
	draft->goals = goals;
	goals[draft->goal_count] = strdup(reading->cells[COL_TEXT]);
	if (!goals[draft->goal_count])
		return err_fail(err, WHY_NO_MEMORY, "goals");
	draft->goal_count++;
	return ERR_OK;
}

/* code: the digit; parent: the item, which must stand above. */
static enum err_code add_descriptor(struct reading *reading, struct err *err)
{
	struct framework_draft *draft = reading->draft;
	const char *digit = reading->cells[COL_CODE];
	struct draft_item *item = NULL;
	struct draft_descriptor *descriptors;

	for (size_t i = 0; i < draft->item_count; i++) {
		if (strcmp(draft->items[i].code, reading->cells[COL_PARENT]) == 0)
			item = &draft->items[i];
	}
	if (!item)
		return refuse(err, WHY_FRAMEWORK_ORPHAN, reading->line, digit,
			reading->cells[COL_PARENT]);
	if (strlen(digit) != 1 || digit[0] < '1' || digit[0] > '0' + LEVELS_MAX)
		return refuse(err, WHY_FRAMEWORK_LEVELS, reading->line, NULL, digit);
	descriptors =
		realloc(item->descriptors, (item->descriptor_count + 1) * sizeof *descriptors);
	if (!descriptors)
		return err_fail(err, WHY_NO_MEMORY, "descriptors");
	item->descriptors = descriptors;
	descriptors[item->descriptor_count].digit = digit[0] - '0';
	descriptors[item->descriptor_count].text = strdup(reading->cells[COL_TEXT]);
	if (!descriptors[item->descriptor_count].text)
		return err_fail(err, WHY_NO_MEMORY, "descriptors");
	item->descriptor_count++;
	return ERR_OK;
}

static enum err_code our_row(struct reading *reading, struct err *err)
{
	struct framework_draft *draft = reading->draft;
	char(*cells)[CELL_MAX] = reading->cells;
	const char *record = cells[COL_RECORD];
	enum err_code rc;

	if (strcmp(record, "framework") == 0) {
		if (*draft->row.code)
			return refuse(
				err, WHY_FRAMEWORK_TWICE, reading->line, NULL, cells[COL_CODE]);
		rc = copy(draft->row.code, sizeof draft->row.code, cells[COL_CODE], reading->line,
			"code", err);
		return rc ? rc
			  : copy(draft->row.title, sizeof draft->row.title, cells[COL_TEXT],
				    reading->line, "text", err);
	}
	if (strcmp(record, "field") == 0)
		return set_field(reading, cells[COL_CODE], cells[COL_TEXT], err);
	if (strcmp(record, "scale") == 0) {
		rc = copy(draft->scale.code, sizeof draft->scale.code, cells[COL_CODE],
			reading->line, "code", err);
		return rc ? rc
			  : copy(draft->scale.title, sizeof draft->scale.title, cells[COL_TEXT],
				    reading->line, "text", err);
	}
	if (strcmp(record, "level") == 0)
		return add_level(reading, err);
	if (strcmp(record, "goal") == 0)
		return add_goal(reading, err);
	if (strcmp(record, "descriptor") == 0)
		return add_descriptor(reading, err);
	if (strcmp(record, "item") != 0)
		return refuse(err, WHY_FRAMEWORK_RECORD, reading->line, NULL, record);
	if (!*cells[COL_CODE] || !*cells[COL_TEXT])
		return refuse(err, WHY_FRAMEWORK_NO_CODE, reading->line, NULL, cells[COL_CODE]);
	return draft_add_item(draft, reading->line, cells[COL_CODE], cells[COL_PARENT],
		cells[COL_KIND], cells[COL_LABEL], cells[COL_TEXT], err);
}

/* Clean the cells of a record of ours. */
static enum err_code take_cells(
	struct reading *reading, const struct csv_record *record, struct err *err)
{
	for (int c = 0; c < COL_COUNT; c++) {
		const char *text = "";
		size_t length = 0;

		if (reading->places[c] < record->count) {
			text = record->cells[reading->places[c]].text;
			length = record->cells[reading->places[c]].length;
		}
		(void)text_restore(&text, &length);
		if (text_clean(text, length, reading->cells[c], CELL_MAX, NULL) >= CELL_MAX)
			return refuse(err, WHY_FRAMEWORK_TOO_LONG, record->line, columns[c], "");
	}
	return ERR_OK;
}

static bool take_record(void *ctx, const struct csv_record *record)
{
	struct reading *reading = ctx;

	reading->line = record->line;
	if (!reading->started) {
		reading->started = true;
		reading->ours = is_ours(reading, record);
		if (!reading->ours && !moodle_header(record))
			reading->rc = refuse(
				reading->err, WHY_FRAMEWORK_HEADER, record->line, NULL, NULL);
		else if (!reading->ours)
			reading->rc =
				moodle_new(record, reading->draft, &reading->moodle, reading->err);
	} else if (reading->ours) {
		reading->rc = take_cells(reading, record, reading->err);
		if (!reading->rc && *reading->cells[COL_RECORD])
			reading->rc = our_row(reading, reading->err);
	} else {
		reading->rc = moodle_row(reading->moodle, record, reading->err);
	}
	return reading->rc == ERR_OK;
}

/* End of a reading: the draft is finished and handed over, or released. */
static enum err_code conclude(struct reading *reading, enum err_code rc,
	struct framework_draft *draft, struct framework_draft *ret, struct err *err)
{
	if (!rc)
		rc = reading->rc;
	if (!rc && !reading->started)
		rc = refuse(err, WHY_FRAMEWORK_HEADER, 1, NULL, NULL);
	if (!rc)
		rc = finish(draft, reading->line, err);
	moodle_free(reading->moodle);
	free(reading);
	if (rc) {
		framework_draft_release(draft);
		return rc;
	}
	*ret = *draft;
	return ERR_OK;
}

static struct reading *reading_new(struct framework_draft *draft, struct err *err)
{
	struct reading *reading = calloc(1, sizeof *reading);

	draft->row.credits = -1;
	if (!reading) {
		(void)err_fail(err, WHY_NO_MEMORY, "framework file");
		return NULL;
	}
	reading->draft = draft;
	reading->err = err;
	return reading;
}

enum err_code framework_file_parse(const char *name, const char *text, size_t length,
	struct framework_draft *ret, struct err *err)
{
	struct framework_draft draft = {0};
	struct reading *reading = reading_new(&draft, err);
	enum err_code rc;

	if (!reading)
		return ERR_NO_MEMORY;
	rc = csv_read_text(text, length, true, ';', take_record, reading, err);
	rc = conclude(reading, rc, &draft, ret, err);
	if (rc && err && !*err->place)
		(void)err_at(err, 0, name, NULL);
	return rc;
}

/* The first line, to see which delimiter it has: ours is `;`, Moodle's what was chosen there. */
static char delimiter_of(struct decode *decode)
{
	static const char candidates[] = ";,\t|:";
	const char *text = "";
	size_t count = 0, best = 0;
	char found = ';';

	if (decode_read(decode, &text, &count, NULL) != ERR_OK)
		count = 0;
	for (size_t c = 0; candidates[c]; c++) {
		size_t seen = 0;

		for (size_t i = 0; i < count && text[i] != '\n' && text[i] != '\r'; i++)
			seen += text[i] == candidates[c];
		if (seen > best) {
			best = seen;
			found = candidates[c];
		}
	}
	decode_rewind(decode);
	return found;
}

enum err_code framework_file_read(const char *path, struct framework_draft *ret, struct err *err)
{
	struct framework_draft draft = {0};
	struct decode *decode = NULL;
	struct reading *reading;
	enum err_code rc = decode_open(path, NULL, &decode, err);

	if (rc)
		return rc;
	reading = reading_new(&draft, err);
	if (!reading) {
		decode_close(decode);
		return ERR_NO_MEMORY;
	}
	rc = csv_read(decode, delimiter_of(decode), take_record, reading, err);
	rc = conclude(reading, rc, &draft, ret, err);
	decode_close(decode);
	return rc;
}
