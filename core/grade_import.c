/* Grades from files. See grade_import.h. */
#include "core/grade_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/csv.h"
#include "core/decode.h"
#include "core/fold.h"
#include "core/grade_columns.h"
#include "core/grade_match.h"
#include "core/grade_scale.h"
#include "core/header.h"

enum {
	MAPS_MAX = 64,
	MARKS_MOST = 10000, /* hundredths: beyond this a column is rather one of numbers */
};

/* What stands in a column that is not taken. */
struct looks {
	size_t marks, others;
};

struct reading {
	struct session *session;
	const struct grade_import_options *options;
	struct grade_import *import;
	struct header *header;
	struct grade_words words;
	struct grade_columns columns;
	struct grade_match match;
	struct grade_survey survey;
	struct looks *looks; /* of the columns of the file */
	bool *seen;          /* rows of the sheet met in the file */
	enum err_code rc;
	struct err *err;
};

void grade_import_release(struct grade_import *import)
{
	gradesheet_release(&import->sheet);
	free(import->lines);
	free(import->left);
	*import = (struct grade_import){0};
}

/* ---- Rows ---------------------------------------------------------------------------- */

/* Does a row name anybody? */
static bool has_identity(const struct reading *reading, const struct csv_record *record)
{
	static const enum header_field fields[] = {HEADER_MATRICULE, HEADER_LAST_NAME,
		HEADER_FIRST_NAME, HEADER_FULL_NAME, HEADER_EMAIL};
	char text[LABEL_SIZE];

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		grade_match_cell(
			record, header_column(reading->header, fields[i]), text, sizeof text);
		if (*text)
			return true;
	}
	return false;
}

/* Is something written beyond the last column, such as what follows the comma of "12,5"? */
static bool has_surplus(const struct reading *reading, const struct csv_record *record)
{
	char text[8];

	for (size_t c = reading->header->count; c < record->count; c++) {
		grade_match_cell(record, c, text, sizeof text);
		if (*text)
			return true;
	}
	return false;
}

static struct grade_line *new_line(struct reading *reading)
{
	struct grade_import *import = reading->import;

	if (import->count == import->room) {
		size_t room = import->room ? 2 * import->room : 256;
		struct grade_line *grown = realloc(import->lines, room * sizeof *grown);

		if (!grown) {
			reading->rc = err_fail(reading->err, WHY_NO_MEMORY, "grades");
			return NULL;
		}
		import->lines = grown;
		import->room = room;
	}
	import->lines[import->count] = (struct grade_line){.before = {.mark = -1}, .after = {
								   .mark = -1
							   }};
	return &import->lines[import->count++];
}

static void refuse(struct grade_import *import, struct grade_line *line)
{
	line->change = GRADE_REFUSED;
	line->why.line = line->line;
	import->refused++;
}

/* What the row says its mark of a part is out of; 0: nothing. */
static int row_maximum(const struct reading *reading, const struct csv_record *record, size_t part)
{
	size_t column = reading->columns.maxima[part];
	char text[MARK_SIZE];
	int maximum = 0;

	if (column == (size_t)-1)
		return 0;
	grade_match_cell(record, column, text, sizeof text);
	return mark_read(text, &maximum) ? maximum : 0;
}

static enum err_code wrong_maximum(const char *text, int expected, struct err *err)
{
	enum err_code rc = err_fail(err, WHY_GRADE_MAXIMUM, "grades");
	char word[MARK_SIZE];

	mark_plain(expected, word);
	(void)err_at(err, 0, word, text);
	return rc;
}

/*
 * What the mark in a cell is out of, and the mark alone where it stands beside its
 * maximum, else "". WHY_GRADE_MAXIMUM where that is in doubt.
 */
static enum err_code find_scale(const struct reading *reading, const struct csv_record *record,
	size_t part, const char *text, int *ret, char ret_mark[MARK_SIZE], struct err *err)
{
	const struct grade_scale *scale = &reading->import->scales[part];
	int own = reading->options->programme->rules.values[GRADE_RULE_SCALE];
	int expected = scale->by_row ? row_maximum(reading, record, part) : scale->out_of;
	int beside = grade_cell_maximum(&reading->words, text, expected, ret_mark), mark;

	*ret = expected ? expected : own;
	if (!beside) {
		ret_mark[0] = '\0';
		/* A mark of a row without its maximum, where other rows have one. */
		return expected || !mark_read(text, &mark) ? ERR_OK : wrong_maximum(text, own, err);
	}
	/* What stands beside the mark says it; not where the column says otherwise. */
	if (expected && beside != expected && !scale->beside)
		return wrong_maximum(text, expected, err);
	*ret = beside;
	return ERR_OK;
}

/* What a cell of the file says. */
static enum err_code read_cell(const struct reading *reading, const struct csv_record *record,
	size_t part, const char *text, struct grade_line *line, struct err *err)
{
	const struct programme *programme = reading->options->programme;
	size_t unit = reading->options->unit;
	struct grade_rules wider = programme->rules;
	int own = programme->rules.values[GRADE_RULE_SCALE], scale = own;
	char alone[MARK_SIZE];
	enum err_code rc = find_scale(reading, record, part, text, &scale, alone, err);

	if (rc)
		return rc;
	wider.values[GRADE_RULE_SCALE] = scale;
	rc = cell_parse(&wider, scale != own ? 2 : programme->units[unit].row.decimals,
		*alone ? alone : text, &line->after, err);
	if (!rc && scale != own && line->after.mark >= 0) {
		line->out_of = scale;
		if (*alone)
			memcpy(line->typed, alone, sizeof line->typed);
		line->after.mark = grade_rescale(programme, unit, line->after.mark, scale);
	}
	if (!rc && !*alone && mark_may_be_date(text)) {
		rc = err_fail(err, WHY_MARK_DATE, "grades");
		(void)err_at(err, 0, NULL, text);
	}
	/* Nobody looks while a file is read: "C", a letter of Moodle, completes to no code. */
	if (!rc && line->after.code[0] && !grade_code_find(&programme->rules, text)) {
		rc = err_fail(err, WHY_CODE_UNKNOWN, "grades");
		(void)err_at(err, 0, NULL, text);
	}
	return rc;
}

static bool says_nothing(const char *text)
{
	return !*text || strcmp(text, "-") == 0 || strcasecmp(text, "n/a") == 0;
}

/* What stands against writing a cell, from the sheet in memory. */
static enum err_code check_cell(
	const struct reading *reading, const struct sheet_row *row, size_t part, struct err *err)
{
	const struct gradesheet *sheet = &reading->import->sheet;
	const struct unit *unit = sheet->unit;
	enum err_code rc = ERR_OK;

	if (row->exempt) {
		rc = err_fail(err, WHY_GRADE_EXEMPT, "grades");
		(void)err_at(err, 0, unit->row.code, row->enrolment.matricule);
	} else if (part < unit->activity_count &&
		   grade_rules_once(&sheet->programme->rules, unit->activities[part].kind)) {
		for (int s = 1; s < sheet->session && !rc; s++) {
			if (cell_is_blank(&row->cells[part][s - 1]))
				continue;
			rc = err_fail(err, WHY_GRADE_ONCE, "grades");
			(void)err_at(
				err, 0, unit->activities[part].kind, unit->activities[part].title);
		}
	}
	return rc;
}

/* A code may not be for everybody to type. */
static enum err_code check_code(const struct reading *reading, const struct sheet_row *row,
	size_t part, const struct cell *cell, struct err *err)
{
	const struct grading grading = {.programme = reading->options->programme,
		.unit = reading->import->sheet.unit,
		.part = part,
		.number = reading->import->sheet.session,
		.student_id = row->enrolment.student_id};

	return cell->code[0] && !reading->import->sheet.locked
		       ? grade_may_set(reading->session, &grading, cell, err)
		       : ERR_OK;
}

/*
 * "EX", excused, as platforms write it: what a code that is left out or credits
 * went out as, and else no word of ours.
 */
static enum err_code read_excused(
	const struct reading *reading, const char *text, struct grade_line *line, struct err *err)
{
	const struct grade_rules *rules = &reading->options->programme->rules;
	const struct grade_code_row *code =
		line->before.code[0] ? grade_code_find(rules, line->before.code) : NULL;
	enum err_code rc;

	if (code && (code->effect == EFFECT_LEFT_OUT || code->effect == EFFECT_CREDIT)) {
		line->after = line->before;
		return ERR_OK;
	}
	rc = err_fail(err, WHY_GRADE_EXCUSED, "grades");
	(void)err_at(err, 0, NULL, text);
	return rc;
}

static bool is_excused(const struct reading *reading, const char *text)
{
	char key[HEADER_KEY_SIZE];

	synonym_key(text, strlen(text), key);
	return grade_words_is(&reading->words, GRADE_WORD_EXCUSED, key) &&
	       !grade_code_find(&reading->options->programme->rules, text);
}

/* A code with a proof, or of those who may, is not replaced with many others. */
static enum err_code check_kept(
	const struct reading *reading, const struct sheet_row *row, size_t part, struct err *err)
{
	const struct gradesheet *sheet = &reading->import->sheet;
	const struct cell *before = &row->cells[part][sheet->session - 1];
	enum err_code rc;

	if (!before->code[0] ||
		(!row->proofs[part] && !grade_is_kept(&sheet->programme->rules, before)))
		return ERR_OK;
	rc = err_fail(err, WHY_GRADE_KEPT, "grades");
	(void)err_at(err, 0, row->enrolment.matricule, before->code);
	return rc;
}

/* What stands against a cell that would be other than it is. */
static enum err_code check_change(const struct reading *reading, size_t row, size_t part,
	const struct cell *after, struct err *err)
{
	const struct sheet_row *of = &reading->import->sheet.rows[row];
	enum err_code rc = check_cell(reading, of, part, err);

	if (!rc)
		rc = check_code(reading, of, part, after, err);
	return rc ? rc : check_kept(reading, of, part, err);
}

static void take_cell(struct reading *reading, const struct csv_record *record, size_t row,
	size_t part, const char *text)
{
	struct grade_import *import = reading->import;
	struct grade_line *line = new_line(reading);
	const struct cell *before;
	enum err_code rc;

	if (!line)
		return;
	line->line = record->line;
	line->row = row;
	line->part = part;
	(void)snprintf(line->typed, sizeof line->typed, "%.31s", text);
	before = &import->sheet.rows[row].cells[part][import->sheet.session - 1];
	line->before = *before;
	rc = is_excused(reading, text) ? read_excused(reading, text, line, &line->why)
				       : read_cell(reading, record, part, text, line, &line->why);
	if (!rc && !cell_same(before, &line->after))
		rc = check_change(reading, row, part, &line->after, &line->why);
	if (rc) {
		refuse(import, line);
	} else if (cell_same(before, &line->after)) {
		line->change = GRADE_SAME;
		import->unchanged++;
	} else if (cell_is_blank(before)) {
		line->change = GRADE_NEW;
		import->added++;
	} else {
		line->change = GRADE_CHANGED;
		import->changed++;
	}
}

/* Is this column one of marks that are read? */
static bool is_taken(const struct reading *reading, size_t column)
{
	for (size_t p = 0; p < reading->import->sheet.part_count; p++) {
		if (reading->columns.marks[p] == column)
			return true;
	}
	return false;
}

/* A row of a gradebook that is no student's: posting rules, the dummy. */
static bool is_dummy(const struct reading *reading, const struct csv_record *record)
{
	char text[LABEL_SIZE], folded[LABEL_SIZE], key[HEADER_KEY_SIZE];

	for (size_t c = 0; c < record->count; c++) {
		grade_match_cell(record, c, text, sizeof text);
		(void)fold(text, strlen(text), folded, sizeof folded);
		synonym_key(folded, strlen(folded), key);
		if (grade_words_is(&reading->words, GRADE_WORD_DUMMY, key))
			return true;
	}
	return false;
}

/*
 * A row of maxima: it is about no student, and says so in its only word
 * ("Points Possible", "Barème"), or has none and cells such as "/40".
 */
static bool is_maxima(const struct reading *reading, const struct csv_record *record)
{
	char text[LABEL_SIZE], key[HEADER_KEY_SIZE];
	struct grade_title title;
	bool word = false, stated = false, several;
	int number;

	for (size_t c = 0; c < record->count; c++) {
		grade_match_cell(record, c, text, sizeof text);
		if (!*text)
			continue;
		grade_title_read(&reading->words, text, &title);
		if (is_taken(reading, c)) {
			stated = stated || title.stated_count;
			continue;
		}
		synonym_key(text, strlen(text), key);
		if (grade_words_is(&reading->words, GRADE_WORD_MAXIMUM, key) && !word)
			word = true;
		else if (c >= reading->header->count ||
			 (reading->header->columns[c].field != HEADER_UNKNOWN &&
				 reading->header->columns[c].field != HEADER_GRADE &&
				 !mark_read(text, &number)))
			return false;
	}
	if (!word)
		return stated && !has_identity(reading, record);
	/* Somebody may be called Max. */
	return grade_match_find(&reading->match, record, text, sizeof text, &several) ==
	       reading->import->sheet.count;
}

static void state_maxima(struct reading *reading, const struct csv_record *record)
{
	char text[LABEL_SIZE];
	struct grade_title title;
	int maximum;

	for (size_t p = 0; p < reading->import->sheet.part_count; p++) {
		grade_match_cell(record, reading->columns.marks[p], text, sizeof text);
		grade_title_read(&reading->words, text, &title);
		if (mark_read(text, &maximum))
			grade_survey_state(&reading->survey, p, maximum, true);
		for (size_t i = 0; i < title.stated_count; i++)
			grade_survey_state(&reading->survey, p, title.stated[i], true);
		if (!title.stated_count && title.maybe)
			grade_survey_state(&reading->survey, p, title.maybe, true);
	}
}

/* What stands over the table: "Examen écrit, sur 40 points". */
static void state_above(struct reading *reading, const struct csv_record *record)
{
	char text[LABEL_SIZE];
	struct grade_title title;

	for (size_t c = 0; c < record->count; c++) {
		size_t part = 0;

		grade_match_cell(record, c, text, sizeof text);
		grade_title_read(&reading->words, text, &title);
		while (part < PARTS_MAX && (c == 0 || reading->columns.marks[part] != c))
			part++;
		for (size_t i = 0; i < title.stated_count; i++)
			grade_survey_state(&reading->survey, part, title.stated[i], false);
	}
}

static bool is_blank_record(const struct csv_record *record)
{
	for (size_t c = 0; c < record->count; c++) {
		if (record->cells[c].length)
			return false;
	}
	return true;
}

/* place: NULL is the unit. */
static void refuse_student(struct reading *reading, long number, enum err_reason why,
	const char *place, const char *typed)
{
	struct grade_line *line = new_line(reading);

	if (!line)
		return;
	line->line = number;
	line->row = reading->import->sheet.count;
	(void)err_fail(&line->why, why, "grades");
	(void)err_at(&line->why, 0, place ? place : reading->import->sheet.unit->row.code, typed);
	refuse(reading->import, line);
}

/* Is it a row of the table that names a student, or should? */
static bool is_row(const struct reading *reading, const struct csv_record *record)
{
	return record->line >= reading->header->first_line &&
	       record->line > reading->header->line && !is_blank_record(record) &&
	       !is_dummy(reading, record) && !is_maxima(reading, record);
}

/* First reading: what are the marks out of, and which columns hold some? */
static bool survey_record(void *ctx, const struct csv_record *record)
{
	struct reading *reading = ctx;
	char text[LABEL_SIZE], alone[MARK_SIZE];
	int mark;

	if (record->line < reading->header->line) {
		state_above(reading, record);
		return true;
	}
	if (record->line >= reading->header->first_line && record->line > reading->header->line &&
		is_maxima(reading, record))
		state_maxima(reading, record);
	if (!is_row(reading, record))
		return true;
	for (size_t p = 0; p < reading->import->sheet.part_count; p++) {
		grade_match_cell(record, reading->columns.marks[p], text, sizeof text);
		grade_survey_mark(
			&reading->survey, p, record->line, text, row_maximum(reading, record, p));
	}
	for (size_t c = 0; c < record->count && c < reading->header->count; c++) {
		struct looks *looks = &reading->looks[c];

		grade_match_cell(record, c, text, sizeof text);
		if (says_nothing(text))
			continue;
		if (grade_cell_maximum(&reading->words, text, 0, alone) ||
			(mark_read(text, &mark) && mark <= MARKS_MOST))
			looks->marks++;
		else if (!grade_code_find(&reading->options->programme->rules, text))
			looks->others++;
	}
	return true;
}

static bool take_record(void *ctx, const struct csv_record *record)
{
	struct reading *reading = ctx;
	struct gradesheet *sheet = &reading->import->sheet;
	char typed[LABEL_SIZE], text[LABEL_SIZE], name[2 * NAME_SIZE + 2];
	bool several;
	size_t row;

	if (!is_row(reading, record))
		return true;
	reading->import->rows++;
	row = grade_match_find(&reading->match, record, typed, sizeof typed, &several);
	if (row >= sheet->count) {
		refuse_student(reading, record->line,
			grade_match_why(&reading->match, record, typed, several), NULL, typed);
		return !reading->rc;
	}
	if (reading->seen[row]) {
		refuse_student(reading, record->line, WHY_GRADE_TWICE, NULL, typed);
		return !reading->rc;
	}
	reading->seen[row] = true;
	if (grade_match_is_other(
		    &reading->match, record, &sheet->rows[row], name, &reading->import->shifted)) {
		refuse_student(reading, record->line, WHY_GRADE_NAME, name, typed);
		return !reading->rc;
	}
	if (has_surplus(reading, record)) {
		refuse_student(reading, record->line, WHY_GRADE_SURPLUS, NULL, typed);
		return !reading->rc;
	}
	for (size_t p = 0; p < sheet->part_count && !reading->rc; p++) {
		/* A column in doubt has no scale, and none of it is taken. */
		if (reading->columns.marks[p] == (size_t)-1 || !reading->import->scales[p].out_of)
			continue;
		grade_match_cell(record, reading->columns.marks[p], text, sizeof text);
		if (!says_nothing(text))
			take_cell(reading, record, row, p, text);
	}
	return !reading->rc;
}

/* Out of how much each column is; one in doubt is refused as a whole. */
static void settle_scales(struct reading *reading)
{
	struct grade_import *import = reading->import;

	for (size_t p = 0; p < import->sheet.part_count && !reading->rc; p++) {
		struct err why;
		struct grade_line *line;

		if (reading->columns.marks[p] == (size_t)-1 ||
			!grade_scale_settle(&reading->survey, p, reading->options,
				import->columns[p], &import->scales[p], &why))
			continue;
		import->scales[p] = (struct grade_scale){.agreed = true};
		line = new_line(reading);
		if (!line)
			return;
		line->line = why.line;
		line->part = p;
		line->row = import->sheet.count;
		line->why = why;
		refuse(import, line);
	}
}

/* Columns that look like marks and are not taken, to be said. */
static enum err_code name_left(struct reading *reading, struct err *err)
{
	const struct header *header = reading->header;
	struct grade_import *import = reading->import;

	import->left = calloc(header->count + 1, sizeof *import->left);
	if (!import->left)
		return err_fail(err, WHY_NO_MEMORY, "grades");
	for (size_t c = 0; c < header->count; c++) {
		if (reading->looks[c].marks && !reading->looks[c].others &&
			grade_columns_may_hold(&reading->columns, &reading->words, header, c))
			(void)snprintf(import->left[import->left_count++], LABEL_SIZE, "%s",
				header->columns[c].name);
	}
	return ERR_OK;
}

/* The maps that are about the fields of a student, for the header. */
static size_t student_maps(const struct grade_import_options *options, const char *ret[MAPS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < options->map_count && count < MAPS_MAX; i++) {
		size_t length = strcspn(options->map[i], "=");

		if (header_field_find(options->map[i], length) != HEADER_UNKNOWN &&
			header_field_find(options->map[i], length) != HEADER_GRADE)
			ret[count++] = options->map[i];
	}
	return count;
}

/* The columns read, for the preview. */
static void name_columns(struct reading *reading)
{
	for (size_t p = 0; p < reading->import->sheet.part_count; p++) {
		if (reading->columns.marks[p] == (size_t)-1)
			continue;
		(void)snprintf(reading->import->columns[p], LABEL_SIZE, "%s",
			reading->header->columns[reading->columns.marks[p]].name);
		grade_survey_title(&reading->survey, p, &reading->columns.titles[p]);
	}
}

/* Twice: what marks are out of may stand in the last row. */
static enum err_code read_rows(struct reading *reading, struct decode *decode, struct err *err)
{
	const struct header *header = reading->header;
	enum err_code rc;

	reading->match = (struct grade_match){.session = reading->session,
		.sheet = &reading->import->sheet,
		.header = header,
		.words = &reading->words};
	reading->survey.words = &reading->words;
	reading->survey.scale = reading->options->programme->rules.values[GRADE_RULE_SCALE];
	reading->survey.part_count = reading->import->sheet.part_count;
	name_columns(reading);
	reading->looks = calloc(header->count + 1, sizeof *reading->looks);
	if (!reading->looks)
		return err_fail(err, WHY_NO_MEMORY, "grades");
	decode_rewind(decode);
	rc = csv_read(decode, header->delimiter, survey_record, reading, err);
	if (!rc)
		rc = name_left(reading, err);
	if (rc)
		return rc;
	settle_scales(reading);
	decode_rewind(decode);
	rc = csv_read(decode, header->delimiter, take_record, reading, err);
	return rc ? rc : reading->rc;
}

static enum err_code read_file(struct reading *reading, const char *path, struct err *err)
{
	const char *maps[MAPS_MAX];
	struct header_options options = {.delimiter = reading->options->delimiter, .map = maps};
	struct decode *decode = NULL;
	enum err_code rc = decode_open(path, reading->options->encoding, &decode, err);

	if (rc)
		return rc;
	options.map_count = student_maps(reading->options, maps);
	rc = header_read_guess(decode, &options, &reading->header, err);
	if (!rc)
		rc = grade_words_load(&reading->words, err);
	if (!rc)
		rc = grade_columns_find(reading->options, &reading->words, reading->header, path,
			&reading->columns, err);
	if (!rc)
		rc = read_rows(reading, decode, err);
	grade_words_release(&reading->words);
	free(reading->looks);
	header_free(reading->header);
	decode_close(decode);
	return rc;
}

/* Said before anything is agreed to. */
static enum err_code check_lock(
	struct session *session, const struct grade_import *import, struct err *err)
{
	const struct grading grading = {.programme = import->sheet.programme,
		.unit = import->sheet.unit,
		.number = import->sheet.session};

	if (!import->sheet.locked || import->added + import->changed == 0)
		return ERR_OK;
	return grade_may_set(session, &grading, &(struct cell){.mark = -1}, err);
}

enum err_code grade_import_read(struct session *session, const char *path,
	const struct grade_import_options *options, struct grade_import *ret, struct err *err)
{
	struct grade_import *import = ret;
	struct reading reading = {
		.session = session, .options = options, .import = import, .err = err};
	enum err_code rc;

	*import = (struct grade_import){.generation = db_generation(session->db)};
	rc = gradesheet_load(session, options->programme, options->unit, options->session, 0,
		SHEET_BY_MATRICULE, &import->sheet, err);
	if (!rc) {
		reading.seen = calloc(import->sheet.count + 1, sizeof *reading.seen);
		if (!reading.seen)
			rc = err_fail(err, WHY_NO_MEMORY, "grades");
	}
	if (!rc)
		rc = read_file(&reading, path, err);
	if (!rc)
		rc = check_lock(session, import, err);
	for (size_t i = 0; i < import->sheet.count && !rc; i++)
		import->missing += !reading.seen[i] && !import->sheet.rows[i].exempt;
	free(reading.seen);
	if (rc)
		grade_import_release(import);
	return rc;
}

/* Does a student have the same grades in all sessions? */
static bool same_cells(const struct sheet_row *a, const struct sheet_row *b, size_t part_count)
{
	for (size_t p = 0; p < part_count; p++) {
		for (size_t s = 0; s < SESSIONS_MAX; s++) {
			if (!cell_same(&a->cells[p][s], &b->cells[p][s]))
				return false;
		}
	}
	return true;
}

/*
 * Nothing that was looked at while reading may have changed since: the same
 * students take the unit, and the session is open. Inside the batch.
 */
static enum err_code look_again(
	struct session *session, const struct grade_import *import, struct err *err)
{
	struct gradesheet now = {0};
	size_t unit = (size_t)(import->sheet.unit - import->sheet.programme->units);
	enum err_code rc = gradesheet_load(session, import->sheet.programme, unit,
		import->sheet.session, 0, SHEET_BY_MATRICULE, &now, err);
	bool same = !rc && now.count == import->sheet.count;

	for (size_t i = 0; same && i < now.count; i++) {
		const struct sheet_row *old = &import->sheet.rows[i], *row = &now.rows[i];

		same = old->enrolment.student_id == row->enrolment.student_id &&
		       old->exempt == row->exempt && same_cells(old, row, now.part_count);
	}
	if (!rc && !same) {
		rc = err_fail(err, WHY_FILE_CHANGED, "grades");
		(void)err_at(err, 0, import->sheet.unit->row.code, NULL);
	}
	if (!rc && now.locked) {
		struct grading grading = {.programme = import->sheet.programme,
			.unit = import->sheet.unit,
			.number = import->sheet.session};

		rc = grade_may_set(session, &grading, &(struct cell){.mark = -1}, err);
	}
	gradesheet_release(&now);
	return rc;
}

enum err_code grade_import_check(const struct grade_import *import, bool partial, struct err *err)
{
	/* who else is beside the wrong matricule, only the names that are wrong tell */
	if (import->shifted)
		return err_fail(err, WHY_NAMES_SHIFTED, "grades");
	return import->refused && !partial ? err_fail(err, WHY_GRADES_REFUSED, "grades") : ERR_OK;
}

/* Does the import hold a converted mark of a part? */
static int converted(const struct grade_import *import, size_t part)
{
	for (size_t i = 0; i < import->count; i++) {
		const struct grade_line *line = &import->lines[i];

		if (line->part == part && line->out_of && line->change != GRADE_REFUSED)
			return line->out_of;
	}
	return 0;
}

enum err_code grade_import_check_scales(const struct grade_import *import, struct err *err)
{
	const struct unit *unit = import->sheet.unit;
	char said[LABEL_SIZE] = "", word[MARK_SIZE];
	size_t used = 0, first = PARTS_MAX, count = 0;
	enum err_code rc;

	for (size_t p = 0; p < import->sheet.part_count; p++) {
		int out_of = import->scales[p].agreed ? 0 : converted(import, p);

		if (!out_of)
			continue;
		first = first == PARTS_MAX ? p : first;
		mark_plain(out_of, word);
		if (used < sizeof said)
			used += (size_t)snprintf(said + used, sizeof said - used, "%s%s=%s",
				count++ ? " --scale " : "",
				p < unit->activity_count ? unit->activities[p].code
							 : unit->row.code,
				word);
	}
	if (first == PARTS_MAX)
		return ERR_OK;
	if (count == 1)
		(void)snprintf(said, sizeof said, "%s", word);
	rc = err_fail(err, count == 1 ? WHY_GRADES_SCALE : WHY_GRADES_SCALES, "grades");
	(void)err_at(err, 0, import->columns[first], said);
	return rc;
}

enum err_code grade_import_apply(struct session *session, const struct grade_import *import,
	const char *subject, bool partial, bool agreed, struct err *err)
{
	struct grading grading = {.programme = import->sheet.programme,
		.unit = import->sheet.unit,
		.number = import->sheet.session};
	struct db_grade_bulk *bulk = NULL;
	enum err_code rc = grade_import_check(import, partial, err);

	if (!rc && !agreed)
		rc = grade_import_check_scales(import, err);
	if (rc)
		return rc;
	rc = db_batch_begin(session->db, "import-grades", subject, session->author, err);
	if (rc)
		return rc;
	if (db_generation(session->db) != import->generation || import->sheet.locked)
		rc = look_again(session, import, err);
	if (!rc)
		rc = db_grade_bulk_begin(session->db, &bulk, err);
	for (size_t i = 0; i < import->count && !rc; i++) {
		const struct grade_line *line = &import->lines[i];

		if (line->change != GRADE_NEW && line->change != GRADE_CHANGED)
			continue;
		grading.part = line->part;
		grading.student_id = import->sheet.rows[line->row].enrolment.student_id;
		/* A code may not be for everybody to type. */
		if (line->after.code[0])
			rc = grade_may_set(session, &grading, &line->after, err);
		if (!rc)
			rc = grade_put(session, bulk, &grading, &line->after, err);
	}
	if (bulk) {
		enum err_code ended = db_grade_bulk_end(bulk, !rc, rc ? NULL : err);

		rc = rc ? rc : ended;
	}
	return db_batch_close(session->db, rc, err);
}
