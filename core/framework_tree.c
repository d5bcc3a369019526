/*
 * Frameworks as schools keep them in a table: a column per depth of the tree
 * ("Compétence", "Capacité"), then one per level, whose cells are descriptors.
 * See framework_file.h and docs/framework-csv.md.
 *
 * An item is named again on each of its rows, or once above them. The words of the
 * first columns are data, fixtures/import/frameworks.csv.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/fixture.h"
#include "core/framework_file.h"
#include "core/synonym.h"
#include "core/text.h"

enum { CELL_MAX = 8192, DEPTHS_MAX = 8 };

struct tree_reading {
	struct framework_draft *draft;
	size_t depths, levels;              /* columns of each */
	size_t last[DEPTHS_MAX];            /* the item each column is at; (size_t)-1: none */
	char names[DEPTHS_MAX][LABEL_SIZE]; /* as its cell says it */
	char cell[CELL_MAX];
};

static const size_t none = (size_t)-1;

/* ---- The header ------------------------------------------------------------------ */

struct asking {
	const char *kind, *key;
	bool found;
};

static bool ask_row(void *ctx, const struct csv_record *record)
{
	struct asking *asking = ctx;
	char key[HEADER_KEY_SIZE];

	if (record->count < 3 || record->cells[0].length != strlen(asking->kind) ||
		memcmp(record->cells[0].text, asking->kind, record->cells[0].length) != 0)
		return true;
	synonym_key(record->cells[2].text, record->cells[2].length, key);
	asking->found = strcmp(key, asking->key) == 0;
	return !asking->found;
}

/* Is the text one of the words of a kind, in the singular or the plural? */
static bool is_word(const char *kind, const char *text)
{
	char key[HEADER_KEY_SIZE];
	struct asking asking = {.kind = kind, .key = key};
	const char *data = NULL;
	size_t size = 0, length;

	synonym_key(text, strlen(text), key);
	length = strlen(key);
	if (!length || !fixture_find("import/frameworks.csv", &data, &size) ||
		csv_read_text(data, size, true, ';', ask_row, &asking, NULL))
		return false;
	if (!asking.found && key[length - 1] == 's') {
		key[length - 1] = '\0';
		if (csv_read_text(data, size, true, ';', ask_row, &asking, NULL))
			return false;
	}
	return asking.found;
}

/* One cell, clean. Errors: WHY_FRAMEWORK_TOO_LONG. */
static enum err_code clean(
	const struct csv_record *row, size_t at, char *ret, size_t size, struct err *err)
{
	const char *text = "";
	size_t length = 0;

	if (at < row->count) {
		text = row->cells[at].text;
		length = row->cells[at].length;
	}
	(void)text_restore(&text, &length);
	if (text_clean(text, length, ret, size, NULL) >= size)
		return draft_refuse(err, WHY_FRAMEWORK_TOO_LONG, row->line, NULL, ret);
	return ERR_OK;
}

static size_t count_depths(const struct csv_record *header)
{
	size_t count = 0;
	char name[LABEL_SIZE];

	while (count < header->count && count < DEPTHS_MAX &&
		clean(header, count, name, sizeof name, NULL) == ERR_OK && is_word("depth", name))
		count++;
	return count;
}

bool tree_header(const struct csv_record *record)
{
	size_t depths = count_depths(record);

	return depths > 0 && record->count >= depths + 2;
}

/* A column per level; empty ones at the end are none. */
static enum err_code read_levels(
	struct tree_reading *reading, const struct csv_record *header, struct err *err)
{
	struct scale_row *scale = &reading->draft->scale;
	size_t end = header->count;
	enum err_code rc = ERR_OK;

	while (end > reading->depths && header->cells[end - 1].length == 0)
		end--;
	for (size_t i = reading->depths; i < end && !rc; i++) {
		struct level_row *level;

		if (scale->level_count == LEVELS_MAX)
			return draft_refuse(err, WHY_FRAMEWORK_LEVELS, header->line, NULL, NULL);
		level = &scale->levels[scale->level_count];
		rc = clean(header, i, level->name, sizeof level->name, err);
		if (!rc && !*level->name)
			return draft_refuse(err, WHY_FRAMEWORK_LEVELS, header->line, NULL, NULL);
		memcpy(level->short_name, level->name, sizeof level->short_name);
		level->digit = (int)++scale->level_count;
		if (!scale->mastery && is_word("mastery", level->name))
			scale->mastery = level->digit;
	}
	if (!rc && scale->level_count < 2)
		return draft_refuse(err, WHY_FRAMEWORK_LEVELS, header->line, NULL, NULL);
	/* The first level is where one begins. */
	if (scale->mastery == 1)
		scale->mastery = 0;
	reading->levels = scale->level_count;
	return rc;
}

/* The file's name is all that tells frameworks of such files apart. */
static void name_framework(const char *path, struct framework_draft *draft)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	size_t length = dot && dot > name ? (size_t)(dot - name) : strlen(name), used = 0;
	char clean_name[LABEL_SIZE];

	(void)text_clean(name, length, clean_name, sizeof clean_name, NULL);
	(void)snprintf(draft->row.title, sizeof draft->row.title, "%s", clean_name);
	for (const char *at = clean_name; *at && used + 1 < sizeof draft->row.code; at++) {
		bool kept = (*at >= '0' && *at <= '9') || (*at >= 'a' && *at <= 'z') ||
			    (*at >= 'A' && *at <= 'Z') || *at == '.' || *at == '_';

		if (kept)
			draft->row.code[used++] = *at;
		else if (used > 0 && draft->row.code[used - 1] != '-')
			draft->row.code[used++] = '-';
	}
	while (used > 0 && draft->row.code[used - 1] == '-')
		used--;
	draft->row.code[used] = '\0';
}

enum err_code tree_new(const struct csv_record *header, const char *path,
	struct framework_draft *draft, struct tree_reading **ret, struct err *err)
{
	struct tree_reading *reading = calloc(1, sizeof *reading);
	enum err_code rc;

	if (!reading)
		return err_fail(err, WHY_NO_MEMORY, "framework");
	reading->draft = draft;
	reading->depths = count_depths(header);
	for (size_t d = 0; d < DEPTHS_MAX; d++)
		reading->last[d] = none;
	name_framework(path, draft);
	rc = read_levels(reading, header, err);
	if (rc)
		free(reading);
	else
		*ret = reading;
	return rc;
}

void tree_free(struct tree_reading *reading)
{
	free(reading);
}

/* ---- Rows ------------------------------------------------------------------------- */

/* "C1.1 Écouter": bytes of the code, which holds a digit; 0: there is none. */
static size_t code_length(const char *name)
{
	size_t length = strcspn(name, " ");
	bool digit = false;

	for (size_t i = 0; i < length; i++)
		digit = digit || (name[i] >= '0' && name[i] <= '9');
	return digit && length < CODE_SIZE ? length : 0;
}

/* Items of a parent so far, for the code of the next. */
static int count_children(const struct framework_draft *draft, const char *parent)
{
	int count = 0;

	for (size_t i = 0; i < draft->item_count; i++)
		count += strcmp(draft->items[i].parent_code, parent) == 0;
	return count;
}

/* The item of this name under the one of the column before, made where it is new. */
static enum err_code take_item(
	struct tree_reading *reading, const struct csv_record *row, size_t depth, struct err *err)
{
	struct framework_draft *draft = reading->draft;
	const char *parent = depth && reading->last[depth - 1] != none
				     ? draft->items[reading->last[depth - 1]].code
				     : "";
	const char *text = reading->cell;
	size_t length = code_length(reading->cell);
	char code[CODE_SIZE];
	enum err_code rc;

	/* A name comes again on each row of its children; those below it begin anew otherwise. */
	if (reading->last[depth] != none && strcmp(reading->names[depth], reading->cell) == 0)
		return ERR_OK;
	for (size_t d = depth; d < reading->depths; d++)
		reading->last[d] = none;
	if (length) {
		(void)snprintf(code, sizeof code, "%.*s", (int)length, reading->cell);
		while (length > 1 && strchr(".:)-", code[length - 1]))
			code[--length] = '\0';
		text = reading->cell + strcspn(reading->cell, " ");
		text += strspn(text, " -:");
		if (!*text)
			text = reading->cell;
	} else if (snprintf(code, sizeof code, "%.40s%s%d", parent, *parent ? "." : "",
			   count_children(draft, parent) + 1) >= (int)sizeof code) {
		return draft_refuse(err, WHY_FRAMEWORK_TOO_LONG, row->line, NULL, parent);
	}
	/* Rows of one item need not stand together. */
	for (size_t i = 0; i < draft->item_count; i++) {
		if (strcmp(draft->items[i].parent_code, parent) == 0 &&
			strcmp(draft->items[i].text, draft_unlisted(text)) == 0 &&
			(!length || strcmp(draft->items[i].code, code) == 0))
			reading->last[depth] = i;
	}
	if (reading->last[depth] == none) {
		rc = draft_add_item(draft, row->line, code, parent, "", "", text, err);
		if (rc)
			return rc;
		reading->last[depth] = draft->item_count - 1;
	}
	(void)snprintf(reading->names[depth], LABEL_SIZE, "%.200s", reading->cell);
	return ERR_OK;
}

enum err_code tree_row(struct tree_reading *reading, const struct csv_record *row, struct err *err)
{
	size_t item = none;
	enum err_code rc = ERR_OK;

	for (size_t i = reading->depths + reading->levels; i < row->count; i++) {
		if (row->cells[i].length)
			return draft_refuse(err, WHY_FRAMEWORK_WIDTH, row->line, NULL, NULL);
	}
	for (size_t d = 0; d < reading->depths && !rc; d++) {
		rc = clean(row, d, reading->cell, CELL_MAX, err);
		if (rc || !*reading->cell)
			continue;
		if (d > 0 && reading->last[d - 1] == none)
			return draft_refuse(
				err, WHY_FRAMEWORK_NO_PARENT, row->line, NULL, reading->cell);
		rc = take_item(reading, row, d, err);
		item = reading->last[d];
	}
	for (size_t l = 0; l < reading->levels && !rc; l++) {
		rc = clean(row, reading->depths + l, reading->cell, CELL_MAX, err);
		if (rc || !*reading->cell)
			continue;
		if (item == none)
			return draft_refuse(
				err, WHY_FRAMEWORK_NO_PARENT, row->line, NULL, reading->cell);
		rc = draft_add_descriptor(
			&reading->draft->items[item], row->line, (int)l + 1, reading->cell, err);
	}
	return rc;
}
