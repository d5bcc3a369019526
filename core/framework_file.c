/* Framework files. See framework_file.h. */
#include "core/framework_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/text.h"

enum { CELL_MAX = 8192 };

static const size_t none = (size_t)-1;

/* ---- Our own form ------------------------------------------------------------------- */

enum column { COL_RECORD, COL_CODE, COL_PARENT, COL_KIND, COL_LABEL, COL_TEXT, COL_COUNT };
static const char *const columns[COL_COUNT] = {"record", "code", "parent", "kind", "label", "text"};

struct reading {
	struct framework_draft *draft;
	struct err *err;
	enum err_code rc;
	bool started, ours;
	size_t places[COL_COUNT]; /* where each column stands */
	size_t width;             /* cells of the header */
	long line, mastery_line;
	size_t described; /* item of the descriptor last read */
	const char *path;
	struct moodle_reading *moodle;
	struct tree_reading *tree;
	char cells[COL_COUNT][CELL_MAX];
};

static bool is_ours(struct reading *reading, const struct csv_record *record)
{
	char name[32];
	int found = 0;

	reading->width = record->count;
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

/* Columns that are not ours hold nothing that is kept. */
static void leave_columns(struct reading *reading, const struct csv_record *header)
{
	char name[LABEL_SIZE];

	for (size_t i = 0; i < header->count; i++) {
		bool known = false;

		for (int c = 0; c < COL_COUNT; c++)
			known = known || reading->places[c] == i;
		(void)text_clean(
			header->cells[i].text, header->cells[i].length, name, sizeof name, NULL);
		if (!known && *name)
			draft_leave(reading->draft, LEFT_COLUMN, header->line, name, name);
	}
}

/* Whose form is it? */
static enum err_code recognise(
	struct reading *reading, const struct csv_record *header, struct err *err)
{
	reading->ours = is_ours(reading, header);
	if (reading->ours) {
		leave_columns(reading, header);
		return ERR_OK;
	}
	if (moodle_header(header))
		return moodle_new(header, reading->draft, &reading->moodle, err);
	if (tree_header(header))
		return tree_new(header, reading->path, reading->draft, &reading->tree, err);
	return draft_refuse(err, WHY_FRAMEWORK_HEADER, header->line, NULL, NULL);
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
			return draft_copy(
				fields[i].text, fields[i].size, value, reading->line, name, err);
	}
	if (strcmp(name, "validated_on") == 0) /* a spreadsheet may have turned it round */
		return date_read(value, strlen(value), DATE_DAY_FIRST, row->validated_on)
			       ? ERR_OK
			       : draft_refuse(err, WHY_FRAMEWORK_FIELD, reading->line, name, value);
	if (strcmp(name, "rule") == 0) {
		for (int i = 0; i < RULE_COUNT; i++) {
			if (strcmp(value, rules[i]) == 0) {
				row->rule = (enum level_rule)i;
				return ERR_OK;
			}
		}
		return draft_refuse(err, WHY_FRAMEWORK_FIELD, reading->line, name, value);
	}
	number = strtol(value, &end, 10);
	if (*value == '\0' || *end || number < 0 || number > 9999)
		return draft_refuse(err, WHY_FRAMEWORK_FIELD, reading->line, name, value);
	if (strcmp(name, "credits") == 0 && number <= 999) {
		row->credits = (int)number;
	} else if (strcmp(name, "position") == 0) {
		row->position = (int)number;
	} else if (strcmp(name, "mastery") == 0 && number >= 1 && number <= LEVELS_MAX) {
		reading->draft->scale.mastery = (int)number;
		reading->mastery_line = reading->line;
	} else {
		return draft_refuse(err, WHY_FRAMEWORK_FIELD, reading->line, name, value);
	}
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
		return draft_refuse(err, WHY_FRAMEWORK_LEVELS, reading->line, NULL, digit);
	level->digit = digit[0] - '0';
	rc = draft_copy(level->name, sizeof level->name, name, reading->line, "text", err);
	if (!rc)
		rc = draft_copy(level->short_name, sizeof level->short_name,
			*reading->cells[COL_LABEL] ? reading->cells[COL_LABEL] : name,
			reading->line, "label", err);
	if (!rc)
		scale->level_count++;
	return rc;
}

static enum err_code add_goal(struct reading *reading, struct err *err)
{
	struct framework_draft *draft = reading->draft;
	char **goals;

	if (!*reading->cells[COL_TEXT])
		return draft_refuse(
			err, WHY_FRAMEWORK_NO_TEXT, reading->line, NULL, reading->cells[COL_CODE]);
	if (draft->goal_count == FRAMEWORK_ITEMS_MAX)
		return draft_refuse(err, WHY_FRAMEWORK_TOO_MANY, reading->line, NULL, NULL);
	goals = realloc(draft->goals, (draft->goal_count + 1) * sizeof *goals);
	if (!goals)
		return err_fail(err, WHY_NO_MEMORY, "goals");
	draft->goals = goals;
	goals[draft->goal_count] = strdup(draft_unlisted(reading->cells[COL_TEXT]));
	if (!goals[draft->goal_count])
		return err_fail(err, WHY_NO_MEMORY, "goals");
	draft->goal_count++;
	return ERR_OK;
}

/* The item of a code, searched from the last one described on: they come in order. */
static struct draft_item *described(struct reading *reading, const char *code)
{
	struct framework_draft *draft = reading->draft;

	for (size_t i = 0; i < draft->item_count; i++) {
		size_t at = (reading->described + i) % draft->item_count;

		if (strcmp(draft->items[at].code, code) == 0) {
			reading->described = at;
			return &draft->items[at];
		}
	}
	return NULL;
}

/* code: the digit; parent: the item, which must stand above. */
static enum err_code add_descriptor(struct reading *reading, struct err *err)
{
	const char *digit = reading->cells[COL_CODE];
	struct draft_item *item = described(reading, reading->cells[COL_PARENT]);

	if (!item)
		return draft_refuse(err, WHY_FRAMEWORK_ORPHAN, reading->line, digit,
			reading->cells[COL_PARENT]);
	if (!*reading->cells[COL_TEXT])
		return draft_refuse(err, WHY_FRAMEWORK_NO_TEXT, reading->line, NULL, item->code);
	if (strlen(digit) != 1 || digit[0] < '1' || digit[0] > '0' + LEVELS_MAX)
		return draft_refuse(err, WHY_FRAMEWORK_FIELD, reading->line, "descriptor", digit);
	return draft_add_descriptor(
		item, reading->line, digit[0] - '0', reading->cells[COL_TEXT], err);
}

/* Levels may stand below what names them: compared once all is read. */
static enum err_code check_levels(const struct reading *reading, struct err *err)
{
	const struct framework_draft *draft = reading->draft;
	const struct scale_row *scale = &draft->scale;
	char digit[2] = "";

	if (scale->mastery > (int)scale->level_count) {
		digit[0] = (char)('0' + scale->mastery);
		return draft_refuse(
			err, WHY_FRAMEWORK_FIELD, reading->mastery_line, "mastery", digit);
	}
	for (size_t i = 0; i < draft->item_count; i++) {
		for (size_t j = 0; j < draft->items[i].descriptor_count; j++) {
			const struct draft_descriptor *at = &draft->items[i].descriptors[j];

			digit[0] = (char)('0' + at->digit);
			if (at->digit > (int)scale->level_count)
				return draft_refuse(
					err, WHY_FRAMEWORK_FIELD, at->line, "descriptor", digit);
		}
	}
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
			return draft_refuse(
				err, WHY_FRAMEWORK_SECOND, reading->line, NULL, cells[COL_CODE]);
		if (!*cells[COL_CODE])
			return draft_refuse(err, WHY_FRAMEWORK_NO_HEAD, reading->line, NULL, NULL);
		rc = draft_copy(draft->row.code, sizeof draft->row.code, cells[COL_CODE],
			reading->line, "code", err);
		return rc ? rc
			  : draft_copy(draft->row.title, sizeof draft->row.title, cells[COL_TEXT],
				    reading->line, "text", err);
	}
	if (strcmp(record, "field") == 0)
		return set_field(reading, cells[COL_CODE], cells[COL_TEXT], err);
	if (strcmp(record, "scale") == 0) {
		rc = draft_copy(draft->scale.code, sizeof draft->scale.code, cells[COL_CODE],
			reading->line, "code", err);
		return rc ? rc
			  : draft_copy(draft->scale.title, sizeof draft->scale.title,
				    cells[COL_TEXT], reading->line, "text", err);
	}
	if (strcmp(record, "level") == 0)
		return add_level(reading, err);
	if (strcmp(record, "goal") == 0)
		return add_goal(reading, err);
	if (strcmp(record, "descriptor") == 0)
		return add_descriptor(reading, err);
	if (strcmp(record, "item") != 0)
		return draft_refuse(err, WHY_FRAMEWORK_RECORD, reading->line, NULL, record);
	if (!*cells[COL_CODE] || !*cells[COL_TEXT])
		return draft_refuse(
			err, WHY_FRAMEWORK_NO_CODE, reading->line, NULL, cells[COL_CODE]);
	return draft_add_item(draft, reading->line, cells[COL_CODE], cells[COL_PARENT],
		cells[COL_KIND], cells[COL_LABEL], cells[COL_TEXT], err);
}

/* Clean the cells of a record of ours. */
static enum err_code take_cells(
	struct reading *reading, const struct csv_record *record, struct err *err)
{
	/* More than the header: a delimiter in a sentence, which would lose its end. */
	for (size_t i = reading->width; i < record->count; i++) {
		if (record->cells[i].length > 0)
			return draft_refuse(err, WHY_FRAMEWORK_WIDTH, record->line, NULL, NULL);
	}
	for (int c = 0; c < COL_COUNT; c++) {
		const char *text = "";
		size_t length = 0;

		if (reading->places[c] < record->count) {
			text = record->cells[reading->places[c]].text;
			length = record->cells[reading->places[c]].length;
		}
		(void)text_restore(&text, &length);
		if (text_clean(text, length, reading->cells[c], CELL_MAX, NULL) >= CELL_MAX)
			return draft_refuse(
				err, WHY_FRAMEWORK_TOO_LONG, record->line, columns[c], "");
	}
	return ERR_OK;
}

static bool take_record(void *ctx, const struct csv_record *record)
{
	struct reading *reading = ctx;

	reading->line = record->line;
	if (!reading->started) {
		reading->started = true;
		reading->rc = recognise(reading, record, reading->err);
	} else if (reading->ours) {
		reading->rc = take_cells(reading, record, reading->err);
		if (!reading->rc && *reading->cells[COL_RECORD])
			reading->rc = our_row(reading, reading->err);
	} else if (reading->moodle) {
		reading->rc = moodle_row(reading->moodle, record, reading->err);
	} else {
		reading->rc = tree_row(reading->tree, record, reading->err);
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
		rc = draft_refuse(err, WHY_FRAMEWORK_HEADER, 1, NULL, NULL);
	if (!rc)
		rc = draft_finish(draft, reading->line, err);
	if (!rc)
		rc = check_levels(reading, err);
	moodle_free(reading->moodle);
	tree_free(reading->tree);
	free(reading);
	if (rc) {
		framework_draft_release(draft);
		return rc;
	}
	*ret = *draft;
	return ERR_OK;
}

static struct reading *reading_new(struct framework_draft *draft, const char *path, struct err *err)
{
	struct reading *reading = calloc(1, sizeof *reading);

	draft->row.credits = -1;
	if (!reading) {
		(void)err_fail(err, WHY_NO_MEMORY, "framework file");
		return NULL;
	}
	reading->draft = draft;
	reading->err = err;
	reading->path = path;
	return reading;
}

enum err_code framework_file_parse(const char *name, const char *text, size_t length,
	struct framework_draft *ret, struct err *err)
{
	struct framework_draft draft = {0};
	struct reading *reading = reading_new(&draft, name, err);
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
	reading = reading_new(&draft, path, err);
	if (!reading) {
		decode_close(decode);
		return ERR_NO_MEMORY;
	}
	rc = csv_read(decode, delimiter_of(decode), take_record, reading, err);
	rc = conclude(reading, rc, &draft, ret, err);
	decode_close(decode);
	return rc;
}
