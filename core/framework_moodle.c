/*
 * Moodle's competency frameworks (tool_lpimportcsv). See framework_file.h.
 *
 * Columns go by place: their headers are translated. The newest form has 14,
 * the oldest 12 (without cross references and exported id) and headers spelt
 * otherwise. Children may come before their parents.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/csv.h"
#include "core/fold.h"
#include "core/framework_file.h"
#include "core/html.h"
#include "core/text.h"

enum { CELL_MAX = 16384, COLUMNS_NEW = 14, COLUMNS_OLD = 12 };

/* Places shared by both ages. */
enum {
	AT_PARENT,
	AT_ID,
	AT_NAME,
	AT_TEXT,
	AT_FORMAT,
	AT_SCALE,
	AT_CONFIG,
	AT_RULE,
	AT_RULE_OUTCOME,
	AT_RULE_CONFIG,
	AT_CROSS /* of the new form */
};

/* Description formats: 0 Moodle's own, 1 HTML, 2 plain, 4 Markdown (which may hold HTML). */
#define FORMAT_PLAIN "2"

struct moodle_reading {
	struct framework_draft *draft;
	size_t at_is_framework;
	char cell[CELL_MAX], name[CELL_MAX], text[CELL_MAX];
};

/* One cell, clean. Errors: WHY_FRAMEWORK_TOO_LONG. */
static enum err_code cell(const struct csv_record *row, size_t at, const char *column,
	char ret[CELL_MAX], struct err *err)
{
	const char *text = "";
	size_t length = 0;

	if (at < row->count) {
		text = row->cells[at].text;
		length = row->cells[at].length;
	}
	(void)text_restore(&text, &length);
	if (text_clean(text, length, ret, CELL_MAX, NULL) >= CELL_MAX)
		return draft_refuse(err, WHY_FRAMEWORK_TOO_LONG, row->line, column, "");
	return ERR_OK;
}

bool moodle_header(const struct csv_record *record)
{
	static const char *const parents[] = {"parent", "id de la competence parente", "ouder"};
	char name[64], folded[64];

	if (record->count != COLUMNS_NEW && record->count != COLUMNS_OLD)
		return false;
	(void)text_clean(record->cells[0].text, record->cells[0].length, name, sizeof name, NULL);
	(void)fold(name, strlen(name), folded, sizeof folded);
	for (size_t i = 0; i < sizeof parents / sizeof parents[0]; i++) {
		if (strncmp(folded, parents[i], strlen(parents[i])) == 0)
			return true;
	}
	return strstr(folded, "parent") != NULL;
}

enum err_code moodle_new(const struct csv_record *header, struct framework_draft *draft,
	struct moodle_reading **ret, struct err *err)
{
	struct moodle_reading *reading = calloc(1, sizeof *reading);

	if (!reading)
		return err_fail(err, WHY_NO_MEMORY, "Moodle framework");
	reading->draft = draft;
	reading->at_is_framework = header->count - 2;
	*ret = reading;
	return ERR_OK;
}

void moodle_free(struct moodle_reading *reading)
{
	free(reading);
}

/* ---- Rows ----------------------------------------------------------------------------- */

static enum err_code read_scale(
	struct moodle_reading *reading, const char *values, long line, struct err *err)
{
	struct scale_row *scale = &reading->draft->scale;

	while (*values) {
		const char *comma = strchr(values, ',');
		size_t length = comma ? (size_t)(comma - values) : strlen(values);
		struct level_row *level;

		if (scale->level_count == LEVELS_MAX)
			return draft_refuse(err, WHY_FRAMEWORK_LEVELS, line, NULL, values);
		level = &scale->levels[scale->level_count];
		if (text_clean(values, length, level->name, sizeof level->name, NULL) >= LABEL_SIZE)
			return draft_refuse(
				err, WHY_FRAMEWORK_TOO_LONG, line, "Scale values", values);
		if (*level->name) {
			memcpy(level->short_name, level->name, sizeof level->short_name);
			level->digit = (int)++scale->level_count;
		}
		values += length + (comma != NULL);
	}
	return ERR_OK;
}

/* What stands behind "key": in an object, blanks aside; NULL: it is not there before end. */
static const char *json_value(const char *object, const char *end, const char *key)
{
	size_t length = strlen(key);

	for (const char *at = strchr(object, '"'); at && at + length + 1 < end;
		at = strchr(at + 1, '"')) {
		if (strncmp(at + 1, key, length) != 0 || at[length + 1] != '"')
			continue;
		at += length + 2;
		at += strspn(at, " \t");
		if (*at == ':')
			return at + 1 + strspn(at + 1, " \t\"");
	}
	return NULL;
}

/*
 * [{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1}]: the lowest id that
 * is proficient; 0: none. Numbers may be quoted, and 1 may be true.
 */
static int proficient(const char *json)
{
	int lowest = 0;

	for (const char *open = strchr(json, '{'); open; open = strchr(open + 1, '{')) {
		const char *close = strchr(open, '}'), *flag, *id;
		long number;

		if (!close)
			break;
		flag = json_value(open, close, "proficient");
		id = json_value(open, close, "id");
		if (!flag || !id || (strncmp(flag, "true", 4) != 0 && strtol(flag, NULL, 10) != 1))
			continue;
		number = strtol(id, NULL, 10);
		if (number >= 1 && number <= LEVELS_MAX && (lowest == 0 || number < lowest))
			lowest = (int)number;
	}
	return lowest;
}

/* What stands in a cell, but for the words that say nothing: "", 0, null. */
static bool says(const struct csv_record *row, size_t at, char ret[LABEL_SIZE])
{
	*ret = '\0';
	if (at < row->count)
		(void)text_clean(row->cells[at].text, row->cells[at].length, ret, LABEL_SIZE, NULL);
	return *ret && strcmp(ret, "0") != 0 && strcasecmp(ret, "null") != 0;
}

/* What an item has in Moodle and not here. */
static void leave(struct moodle_reading *reading, const struct csv_record *row, const char *code)
{
	struct framework_draft *draft = reading->draft;
	bool new = reading->at_is_framework + 2 == COLUMNS_NEW;
	char said[LABEL_SIZE];

	if (says(row, AT_SCALE, said))
		draft_leave(draft, LEFT_SCALE, row->line, code, said);
	if (says(row, AT_RULE, said) || says(row, AT_RULE_OUTCOME, said) ||
		says(row, AT_RULE_CONFIG, said))
		draft_leave(draft, LEFT_RULE, row->line, code, said);
	if (new &&says(row, AT_CROSS, said))
		draft_leave(draft, LEFT_CROSS, row->line, code, said);
}

/* Tags that are more than the paragraph around a sentence: they are lost as plain text. */
static bool has_markup(const char *html)
{
	static const char *const plain[] = {
		"<p>", "</p>", "<br", "<div>", "</div>", "<span>", "</span>"};

	for (const char *tag = strchr(html, '<'); tag; tag = strchr(tag + 1, '<')) {
		bool known = false;

		for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
			known = known || strncasecmp(tag, plain[i], strlen(plain[i])) == 0;
		if (!known &&
			((tag[1] >= 'a' && tag[1] <= 'z') || (tag[1] >= 'A' && tag[1] <= 'Z')))
			return true;
	}
	return false;
}

static enum err_code read_head(
	struct moodle_reading *reading, const struct csv_record *row, struct err *err)
{
	struct framework_row *head = &reading->draft->row;
	struct scale_row *scale = &reading->draft->scale;
	enum err_code rc;

	if (*head->code)
		return draft_refuse(err, WHY_FRAMEWORK_SECOND, row->line, NULL, reading->cell);
	if (!*reading->cell)
		return draft_refuse(err, WHY_FRAMEWORK_NO_HEAD, row->line, NULL, NULL);
	if (strlen(reading->cell) >= sizeof head->code)
		return draft_refuse(
			err, WHY_FRAMEWORK_TOO_LONG, row->line, "ID number", reading->cell);
	memcpy(head->code, reading->cell, strlen(reading->cell) + 1);
	rc = cell(row, AT_NAME, "Short name", reading->name, err);
	if (rc)
		return rc;
	if (strlen(reading->name) >= sizeof head->title)
		return draft_refuse(
			err, WHY_FRAMEWORK_TOO_LONG, row->line, "Short name", reading->name);
	memcpy(head->title, reading->name, strlen(reading->name) + 1);
	rc = cell(row, AT_SCALE, "Scale values", reading->cell, err);
	if (!rc)
		rc = read_scale(reading, reading->cell, row->line, err);
	if (!rc && scale->level_count < 2)
		return draft_refuse(err, WHY_FRAMEWORK_LEVELS, row->line, NULL, reading->cell);
	if (!rc)
		rc = cell(row, AT_CONFIG, "Scale configuration", reading->cell, err);
	if (!rc)
		scale->mastery = proficient(reading->cell);
	if (!rc && says(row, reading->at_is_framework + 1, reading->name))
		draft_leave(reading->draft, LEFT_TAXONOMY, row->line, head->code, reading->name);
	if (scale->mastery > (int)scale->level_count) /* left over from another scale */
		scale->mastery = 0;
	return rc;
}

/* The sentence: the description as plain text, else the short name. */
static enum err_code read_text(
	struct moodle_reading *reading, const struct csv_record *row, struct err *err)
{
	char format[8];
	enum err_code rc = cell(row, AT_TEXT, "Description", reading->text, err);

	(void)text_clean(row->cells[AT_FORMAT].text, row->cells[AT_FORMAT].length, format,
		sizeof format, NULL);
	if (!rc && strcmp(format, FORMAT_PLAIN) != 0) {
		if (has_markup(reading->text))
			draft_leave(reading->draft, LEFT_MARKUP, row->line, reading->cell, "");
		html_to_text(reading->text);
		if (text_clean(reading->text, strlen(reading->text), reading->text, CELL_MAX,
			    NULL) >= CELL_MAX)
			rc = draft_refuse(
				err, WHY_FRAMEWORK_TOO_LONG, row->line, "Description", "");
	}
	if (!rc && !*reading->text)
		memcpy(reading->text, reading->name, strlen(reading->name) + 1);
	return rc;
}

enum err_code moodle_row(
	struct moodle_reading *reading, const struct csv_record *row, struct err *err)
{
	char parent[CODE_SIZE], label[LABEL_SIZE], flag[16];
	enum err_code rc;

	if (row->count != reading->at_is_framework + 2)
		return draft_refuse(err, WHY_FRAMEWORK_WIDTH, row->line, NULL, NULL);
	(void)text_clean(row->cells[reading->at_is_framework].text,
		row->cells[reading->at_is_framework].length, flag, sizeof flag, NULL);
	rc = cell(row, AT_ID, "ID number", reading->cell, err);
	if (rc)
		return rc;
	if (strcmp(flag, "1") == 0)
		return read_head(reading, row, err);
	rc = cell(row, AT_NAME, "Short name", reading->name, err);
	if (rc)
		return rc;
	if (!*reading->cell || !*reading->name)
		return draft_refuse(err, WHY_FRAMEWORK_NO_CODE, row->line, NULL, reading->cell);
	if (text_clean(row->cells[AT_PARENT].text, row->cells[AT_PARENT].length, parent,
		    sizeof parent, NULL) >= sizeof parent)
		return draft_refuse(
			err, WHY_FRAMEWORK_TOO_LONG, row->line, "Parent ID number", parent);
	rc = read_text(reading, row, err);
	if (rc)
		return rc;
	leave(reading, row, reading->cell);
	/*
	 * Moodle's have up to 100 letters. Where it is the sentence, it is whole there; else
	 * it is kept whole, and cut where there is no room to show it.
	 */
	if (strcmp(reading->name, reading->text) == 0) {
		draft_label(reading->name, label);
	} else if (strlen(reading->name) < sizeof label) {
		memcpy(label, reading->name, strlen(reading->name) + 1);
	} else {
		draft_leave(reading->draft, LEFT_LABEL, row->line, reading->cell, reading->name);
		draft_label(reading->name, label);
	}
	return draft_add_item(
		reading->draft, row->line, reading->cell, parent, "", label, reading->text, err);
}
