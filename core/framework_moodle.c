/*
 * Moodle's competency frameworks (tool_lpimportcsv). See framework_file.h.
 *
 * Columns go by place: their headers are translated. The newest form has 14,
 * the oldest 12 (without cross references and exported id) and headers spelt
 * otherwise. Children may come before their parents.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/fold.h"
#include "core/framework_file.h"
#include "core/text.h"

enum { CELL_MAX = 16384, COLUMNS_NEW = 14, COLUMNS_OLD = 12 };

/* Places shared by both ages. */
enum { AT_PARENT, AT_ID, AT_NAME, AT_TEXT, AT_FORMAT, AT_SCALE, AT_CONFIG };

struct moodle_reading {
	struct framework_draft *draft;
	size_t at_is_framework;
	char cell[CELL_MAX], name[CELL_MAX], text[CELL_MAX];
};

static enum err_code refuse(
	struct err *err, enum err_reason why, long line, const char *place, const char *value)
{
	enum err_code rc = err_fail(err, why, "Moodle framework");

	(void)err_at(err, line, place, value);
	return rc;
}

static void cell(const struct csv_record *row, size_t at, char ret[CELL_MAX])
{
	const char *text = "";
	size_t length = 0;

	if (at < row->count) {
		text = row->cells[at].text;
		length = row->cells[at].length;
	}
	(void)text_restore(&text, &length);
	(void)text_clean(text, length, ret, CELL_MAX, NULL);
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

/* ---- HTML to text ---------------------------------------------------------------- */

static const struct {
	const char *name, *text;
} entities[] = {
	{"amp;", "&"},
	{"lt;", "<"},
	{"gt;", ">"},
	{"quot;", "\""},
	{"apos;", "'"},
	{"nbsp;", " "},
	{"eacute;", "é"},
	{"egrave;", "è"},
	{"ecirc;", "ê"},
	{"agrave;", "à"},
	{"ccedil;", "ç"},
	{"ocirc;", "ô"},
	{"icirc;", "î"},
	{"ucirc;", "û"},
	{"oelig;", "œ"},
	{"laquo;", "«"},
	{"raquo;", "»"},
	{"rsquo;", "’"},
};

/* A numeric reference at "#39;": its UTF-8 in ret; length read, 0 if it is none. */
static size_t numeric(const char *text, char ret[5])
{
	int base = text[1] == 'x' || text[1] == 'X' ? 16 : 10;
	char *end;
	unsigned long code = strtoul(text + (base == 16 ? 2 : 1), &end, base);

	if (*end != ';' || code < 0x20 || code > 0x10FFFF || (code >= 0x7F && code < 0xA0) ||
		(code >= 0xD800 && code < 0xE000))
		return 0;
	if (code < 0x80) {
		ret[0] = (char)code;
		ret[1] = '\0';
	} else if (code < 0x800) {
		ret[0] = (char)(0xC0 | code >> 6);
		ret[1] = (char)(0x80 | (code & 0x3F));
		ret[2] = '\0';
	} else if (code < 0x10000) {
		ret[0] = (char)(0xE0 | code >> 12);
		ret[1] = (char)(0x80 | (code >> 6 & 0x3F));
		ret[2] = (char)(0x80 | (code & 0x3F));
		ret[3] = '\0';
	} else {
		ret[0] = (char)(0xF0 | code >> 18);
		ret[1] = (char)(0x80 | (code >> 12 & 0x3F));
		ret[2] = (char)(0x80 | (code >> 6 & 0x3F));
		ret[3] = (char)(0x80 | (code & 0x3F));
		ret[4] = '\0';
	}
	return (size_t)(end - text) + 1;
}

/* Replace the entity after `&` by its text; bytes read after it, 0 if it is none. */
static size_t entity(const char *text, char ret[5])
{
	if (*text == '#')
		return numeric(text, ret);
	for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
		size_t length = strlen(entities[i].name);

		if (strncmp(text, entities[i].name, length) == 0) {
			memcpy(ret, entities[i].text, strlen(entities[i].text) + 1);
			return length;
		}
	}
	return 0;
}

/* Drop tags, decode entities, in place: the text never grows. Then clean again. */
static void plain(char *text)
{
	char *from = text, *to = text, decoded[5];

	while (*from) {
		char *close = *from == '<' && (isalpha((unsigned char)from[1]) || from[1] == '/')
				      ? strchr(from, '>')
				      : NULL;
		size_t used;

		if (close) {
			*to++ = ' ';
			from = close + 1;
			continue;
		}
		used = *from == '&' ? entity(from + 1, decoded) : 0;
		if (used) {
			memcpy(to, decoded, strlen(decoded));
			to += strlen(decoded);
			from += used + 1;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
	/* Runs of the spaces left by tags become one. */
	for (from = to = text; *from; from++) {
		if (*from != ' ' || (to > text && to[-1] != ' '))
			*to++ = *from;
	}
	while (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
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
			return refuse(err, WHY_FRAMEWORK_LEVELS, line, NULL, values);
		level = &scale->levels[scale->level_count];
		if (text_clean(values, length, level->name, sizeof level->name, NULL) >= LABEL_SIZE)
			return refuse(err, WHY_FRAMEWORK_TOO_LONG, line, "Scale values", values);
		if (*level->name) {
			memcpy(level->short_name, level->name, sizeof level->short_name);
			level->digit = (int)++scale->level_count;
		}
		values += length + (comma != NULL);
	}
	return ERR_OK;
}

/* [{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1}]: the lowest proficient id. */
static int proficient(const char *json)
{
	int lowest = 0;

	for (const char *open = strchr(json, '{'); open; open = strchr(open + 1, '{')) {
		const char *close = strchr(open, '}');
		const char *flag = strstr(open, "\"proficient\":"), *id = strstr(open, "\"id\":");
		long number;

		if (!close || !flag || !id || flag > close || id > close)
			continue;
		flag += strlen("\"proficient\":");
		id += strlen("\"id\":");
		if (strtol(flag + (*flag == '"'), NULL, 10) != 1)
			continue;
		number = strtol(id + (*id == '"'), NULL, 10);
		if (number >= 1 && number <= LEVELS_MAX && (lowest == 0 || number < lowest))
			lowest = (int)number;
	}
	return lowest;
}

static enum err_code read_head(
	struct moodle_reading *reading, const struct csv_record *row, struct err *err)
{
	struct framework_row *head = &reading->draft->row;

	if (*head->code)
		return refuse(err, WHY_FRAMEWORK_TWICE, row->line, NULL, reading->cell);
	if (strlen(reading->cell) >= sizeof head->code)
		return refuse(err, WHY_FRAMEWORK_TOO_LONG, row->line, "ID number", reading->cell);
	memcpy(head->code, reading->cell, strlen(reading->cell) + 1);
	cell(row, AT_NAME, reading->name);
	if (strlen(reading->name) >= sizeof head->title)
		return refuse(err, WHY_FRAMEWORK_TOO_LONG, row->line, "Short name", reading->name);
	memcpy(head->title, reading->name, strlen(reading->name) + 1);
	cell(row, AT_CONFIG, reading->cell);
	reading->draft->scale.mastery = proficient(reading->cell);
	cell(row, AT_SCALE, reading->cell);
	return read_scale(reading, reading->cell, row->line, err);
}

enum err_code moodle_row(
	struct moodle_reading *reading, const struct csv_record *row, struct err *err)
{
	char parent[CODE_SIZE], flag[16];
	size_t length;

	if (row->count != reading->at_is_framework + 2)
		return refuse(err, WHY_FRAMEWORK_WIDTH, row->line, NULL, NULL);
	(void)text_clean(row->cells[reading->at_is_framework].text,
		row->cells[reading->at_is_framework].length, flag, sizeof flag, NULL);
	cell(row, AT_ID, reading->cell);
	if (strcmp(flag, "1") == 0)
		return read_head(reading, row, err);
	cell(row, AT_NAME, reading->name);
	if (!*reading->cell || !*reading->name)
		return refuse(err, WHY_FRAMEWORK_NO_CODE, row->line, NULL, reading->cell);
	length = text_clean(row->cells[AT_PARENT].text, row->cells[AT_PARENT].length, parent,
		sizeof parent, NULL);
	if (length >= sizeof parent)
		return refuse(err, WHY_FRAMEWORK_TOO_LONG, row->line, "Parent ID number", parent);
	cell(row, AT_TEXT, reading->text);
	plain(reading->text);
	if (strlen(reading->name) >= LABEL_SIZE) { /* longer than Moodle itself allows */
		char label[LABEL_SIZE];

		draft_label(reading->name, label);
		memcpy(reading->name, label, sizeof label);
	}
	return draft_add_item(reading->draft, row->line, reading->cell, parent, "", reading->name,
		*reading->text ? reading->text : reading->name, err);
}
