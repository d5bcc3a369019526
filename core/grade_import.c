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
#include "core/header.h"
#include "core/identity.h"
#include "core/language.h"
#include "core/name.h"
#include "core/student.h"
#include "core/synonym.h"
#include "core/text.h"

enum { MAPS_MAX = 64 };

struct reading {
	struct session *session;
	const struct grade_import_options *options;
	struct grade_import *import;
	struct header *header;
	size_t column[PARTS_MAX]; /* of each part; (size_t)-1: none */
	int out_of[PARTS_MAX];    /* hundredths, as the file says; 0: it does not */
	bool *seen;               /* rows of the sheet met in the file */
	enum err_code rc;
	struct err *err;
};

void grade_import_release(struct grade_import *import)
{
	gradesheet_release(&import->sheet);
	free(import->lines);
	*import = (struct grade_import){0};
}

/* ---- Rows ---------------------------------------------------------------------------- */

static void cell_clean(const struct csv_record *record, size_t column, char *ret, size_t size)
{
	const char *text = "";
	size_t length = 0;

	if (column < record->count) {
		text = record->cells[column].text;
		length = record->cells[column].length;
		(void)text_restore(&text, &length);
	}
	(void)text_clean(text, length, ret, size, NULL);
}

static const char *without_zeros(const char *text)
{
	while (*text == '0' && text[1])
		text++;
	return text;
}

static int row_compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct sheet_row *)row)->enrolment.matricule);
}

/* By matricule, in which order the sheet is; a spreadsheet takes the zeros it begins with. */
static size_t find_matricule(const struct gradesheet *sheet, const char *matricule)
{
	const struct sheet_row *exact =
		bsearch(matricule, sheet->rows, sheet->count, sizeof *exact, row_compare);
	size_t found = sheet->count;

	if (exact)
		return (size_t)(exact - sheet->rows);
	for (size_t i = 0; i < sheet->count; i++) {
		if (strcmp(without_zeros(sheet->rows[i].enrolment.matricule),
			    without_zeros(matricule)) != 0)
			continue;
		if (found < sheet->count)
			return sheet->count;
		found = i;
	}
	return found;
}

static size_t find_email(const struct reading *reading, const char *email)
{
	const struct gradesheet *sheet = &reading->import->sheet;
	struct student_row found[2];
	size_t count = 0;

	if (!*email || db_student_by_email(reading->session->db, email, 2, found, &count, NULL) ||
		count != 1)
		return sheet->count;
	return gradesheet_find(sheet, found[0].id);
}

/* "Lefèvre, Zoé" or both columns; only if one student bears the name. */
static size_t find_name(
	const struct gradesheet *sheet, const char *last, const char *first, bool *ret_several)
{
	char wanted[SORT_KEY_SIZE], key[SORT_KEY_SIZE];
	size_t found = sheet->count;

	if (!*last)
		return found;
	student_sort_key(last, first, wanted);
	for (size_t i = 0; i < sheet->count; i++) {
		student_sort_key(sheet->rows[i].enrolment.last_name,
			sheet->rows[i].enrolment.first_name, key);
		if (strcmp(key, wanted) != 0)
			continue;
		*ret_several = found < sheet->count;
		if (*ret_several)
			return sheet->count;
		found = i;
	}
	return found;
}

/* "LEFÈVRE Zoé", "An Maes", "Berg, Jan van der": both in one cell, in any order. */
static size_t find_full_name(const struct gradesheet *sheet, const char *full, bool *ret_several)
{
	size_t found = sheet->count;

	for (size_t i = 0; i < sheet->count; i++) {
		if (!name_fits(full, sheet->rows[i].enrolment.last_name,
			    sheet->rows[i].enrolment.first_name))
			continue;
		*ret_several = found < sheet->count;
		if (*ret_several)
			return sheet->count;
		found = i;
	}
	return found;
}

static size_t find_student(const struct reading *reading, const struct csv_record *record,
	char *ret_typed, size_t size, bool *ret_several)
{
	const struct gradesheet *sheet = &reading->import->sheet;
	const struct header *header = reading->header;
	char last[NAME_SIZE] = "", first[NAME_SIZE] = "", email[NAME_SIZE];
	size_t column = header_column(header, HEADER_MATRICULE), found = sheet->count;

	ret_typed[0] = '\0';
	*ret_several = false;
	if (column != (size_t)-1)
		cell_clean(record, column, ret_typed, size);
	if (*ret_typed)
		return find_matricule(sheet, ret_typed);
	column = header_column(header, HEADER_EMAIL);
	if (column != (size_t)-1) {
		cell_clean(record, column, email, sizeof email);
		found = find_email(reading, email);
		(void)snprintf(ret_typed, size, "%s", email);
	}
	if (found < sheet->count)
		return found;
	column = header_column(header, HEADER_FULL_NAME);
	if (column != (size_t)-1) {
		cell_clean(record, column, last, sizeof last);
		(void)snprintf(ret_typed, size, "%s", last);
		return find_full_name(sheet, last, ret_several);
	} else {
		column = header_column(header, HEADER_LAST_NAME);
		cell_clean(record, column, last, sizeof last);
		cell_clean(record, header_column(header, HEADER_FIRST_NAME), first, sizeof first);
		if (*last)
			(void)snprintf(ret_typed, size, "%.90s %.90s", last, first);
	}
	return find_name(sheet, last, first, ret_several);
}

/* The name of a row, as far as it says one: last and first, or both in one cell. */
static void row_names(const struct reading *reading, const struct csv_record *record,
	char last[NAME_SIZE], char first[NAME_SIZE], char full[NAME_SIZE])
{
	const struct header *header = reading->header;

	cell_clean(record, header_column(header, HEADER_LAST_NAME), last, NAME_SIZE);
	cell_clean(record, header_column(header, HEADER_FIRST_NAME), first, NAME_SIZE);
	cell_clean(record, header_column(header, HEADER_FULL_NAME), full, NAME_SIZE);
}

/* Is it wholly the name of another student of the sheet? */
static bool is_of_another(const struct gradesheet *sheet, const struct sheet_row *row,
	const char *last, const char *first, const char *full)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct enrolment_row *other = &sheet->rows[i].enrolment;

		if (&sheet->rows[i] == row)
			continue;
		if (*last && *first ? identity_compare(other->last_name, other->first_name, last,
					      first) == IDENTITY_SAME
				    : name_fits(full, other->last_name, other->first_name))
			return true;
	}
	return false;
}

/*
 * Has the row quite another name than the student of its matricule, or that of
 * another one? In a spreadsheet some columns were sorted without the others.
 */
static bool is_somebody_else(const struct reading *reading, const struct csv_record *record,
	const struct sheet_row *row, char ret_name[2 * NAME_SIZE + 2])
{
	const struct enrolment_row *known = &row->enrolment;
	char last[NAME_SIZE], first[NAME_SIZE], full[NAME_SIZE];
	enum identity found;

	row_names(reading, record, last, first, full);
	(void)snprintf(ret_name, 2 * NAME_SIZE + 2, "%s %s", known->last_name, known->first_name);
	found = *last || *first ? identity_compare(known->last_name, known->first_name, last, first)
				: identity_compare_full(known->last_name, known->first_name, full);
	if (found == IDENTITY_SAME)
		return false;
	if (is_of_another(&reading->import->sheet, row, last, first, full)) {
		reading->import->shifted = true;
		return true;
	}
	return found == IDENTITY_OTHER;
}

/* Is something written beyond the last column, such as what follows the comma of "12,5"? */
static bool has_surplus(const struct reading *reading, const struct csv_record *record)
{
	char text[8];

	for (size_t c = reading->header->count; c < record->count; c++) {
		cell_clean(record, c, text, sizeof text);
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

/* A mark of another scale: exact, halves up, as many decimals as the unit takes. */
static void rescale(const struct reading *reading, int out_of, struct cell *cell)
{
	const struct programme *programme = reading->options->programme;
	static const int steps[] = {100, 10, 1};
	int decimals = programme->units[reading->options->unit].row.decimals;

	cell->mark = grade_round((int64_t)cell->mark * programme->rules.values[GRADE_RULE_SCALE],
		out_of, steps[decimals], ROUND_HALF_UP);
}

/* What a cell of the file says. */
static enum err_code read_cell(const struct reading *reading, size_t part, const char *text,
	struct cell *ret, struct err *err)
{
	const struct programme *programme = reading->options->programme;
	struct grade_rules wider = programme->rules;
	int scale = reading->options->scale ? reading->options->scale
					    : programme->rules.values[GRADE_RULE_SCALE];
	bool other = scale != programme->rules.values[GRADE_RULE_SCALE];
	enum err_code rc;

	(void)part;
	wider.values[GRADE_RULE_SCALE] = scale;
	rc = cell_parse(&wider, other ? 2 : programme->units[reading->options->unit].row.decimals,
		text, ret, err);
	if (!rc && other && ret->mark >= 0)
		rescale(reading, scale, ret);
	/* Nobody looks while a file is read: "C", a letter of Moodle, completes to no code. */
	if (!rc && ret->code[0] && !grade_code_find(&programme->rules, text)) {
		rc = err_fail(err, WHY_CODE_UNKNOWN, "grades");
		(void)err_at(err, 0, NULL, text);
	}
	return rc;
}

/* Nothing, or "excused" as Canvas writes it where our rules have no such code. */
static bool says_nothing(const struct grade_rules *rules, const char *text)
{
	return !*text || strcmp(text, "-") == 0 || strcasecmp(text, "n/a") == 0 ||
	       (strcmp(text, "EX") == 0 && !grade_code_find(rules, text));
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

static void take_cell(
	struct reading *reading, long number, size_t row, size_t part, const char *text)
{
	struct grade_import *import = reading->import;
	struct grade_line *line = new_line(reading);
	const struct cell *before;

	if (!line)
		return;
	line->line = number;
	line->row = row;
	line->part = part;
	(void)snprintf(line->typed, sizeof line->typed, "%.31s", text);
	before = &import->sheet.rows[row].cells[part][import->sheet.session - 1];
	line->before = *before;
	if (read_cell(reading, part, text, &line->after, &line->why) ||
		(!cell_same(before, &line->after) &&
			(check_cell(reading, &import->sheet.rows[row], part, &line->why) ||
				check_code(reading, &import->sheet.rows[row], part, &line->after,
					&line->why)))) {
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

/* A row of a Canvas gradebook that is no student's: maxima, posting rules, the dummy. */
static bool is_canvas_row(struct reading *reading, const struct csv_record *record)
{
	char first[LABEL_SIZE], text[MARK_SIZE];

	cell_clean(record, 0, first, sizeof first);
	if (strcasecmp(first, "Points Possible") == 0) {
		for (size_t p = 0; p < reading->import->sheet.part_count; p++) {
			if (reading->column[p] == (size_t)-1)
				continue;
			cell_clean(record, reading->column[p], text, sizeof text);
			(void)mark_read(text, &reading->out_of[p]);
		}
		return true;
	}
	if (strcasecmp(first, "Student, Test") == 0 || strcasecmp(first, "Étudiant, Test") == 0)
		return true;
	for (size_t c = 0; c < record->count; c++) {
		if (record->cells[c].length == 14 &&
			memcmp(record->cells[c].text, "Manual Posting", 14) == 0)
			return true;
	}
	return false;
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

/* Why a row is of nobody on the sheet: too many, nobody at all, or somebody else. */
static enum err_reason why_nobody(const struct reading *reading, const struct csv_record *record,
	const char *typed, bool several)
{
	size_t column = header_column(reading->header, HEADER_MATRICULE);
	struct student_row student;

	if (several)
		return WHY_ROW_HOMONYMS;
	if (column != (size_t)-1 && column < record->count && record->cells[column].length &&
		db_student_by_matricule(reading->session->db, typed, &student, NULL))
		return WHY_STUDENT_UNKNOWN;
	return WHY_GRADE_NOT_TAKEN;
}

static bool take_record(void *ctx, const struct csv_record *record)
{
	struct reading *reading = ctx;
	struct gradesheet *sheet = &reading->import->sheet;
	char typed[LABEL_SIZE], text[LABEL_SIZE], name[2 * NAME_SIZE + 2];
	bool several;
	size_t row;

	if (record->line < reading->header->first_line || record->line <= reading->header->line ||
		is_blank_record(record) || is_canvas_row(reading, record))
		return true;
	reading->import->rows++;
	row = find_student(reading, record, typed, sizeof typed, &several);
	if (row >= sheet->count) {
		refuse_student(reading, record->line, why_nobody(reading, record, typed, several),
			NULL, typed);
		return !reading->rc;
	}
	if (reading->seen[row]) {
		refuse_student(reading, record->line, WHY_GRADE_TWICE, NULL, typed);
		return !reading->rc;
	}
	reading->seen[row] = true;
	if (is_somebody_else(reading, record, &sheet->rows[row], name)) {
		refuse_student(reading, record->line, WHY_GRADE_NAME, name, typed);
		return !reading->rc;
	}
	if (has_surplus(reading, record)) {
		refuse_student(reading, record->line, WHY_GRADE_SURPLUS, NULL, typed);
		return !reading->rc;
	}
	for (size_t p = 0; p < sheet->part_count && !reading->rc; p++) {
		if (reading->column[p] == (size_t)-1)
			continue;
		cell_clean(record, reading->column[p], text, sizeof text);
		if (!says_nothing(&sheet->programme->rules, text))
			take_cell(reading, record->line, row, p, text);
	}
	return !reading->rc;
}

/* A file that says it marks out of something else must not be taken for ours. */
static enum err_code check_scale(const struct reading *reading, const char *path, struct err *err)
{
	int scale = reading->options->programme->rules.values[GRADE_RULE_SCALE];
	char word[MARK_SIZE];
	enum err_code rc;

	for (size_t p = 0; p < reading->import->sheet.part_count; p++) {
		int asked = reading->options->scale ? reading->options->scale : scale;

		if (reading->out_of[p] == 0 || reading->out_of[p] == asked)
			continue;
		mark_plain(reading->out_of[p], word);
		rc = err_fail(err, WHY_GRADES_SCALE, "grades");
		(void)err_at(err, 0, path, word);
		return rc;
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
		if (reading->column[p] != (size_t)-1)
			(void)snprintf(reading->import->columns[p], LABEL_SIZE, "%s",
				reading->header->columns[reading->column[p]].name);
	}
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
		rc = grade_columns_find(
			reading->options, reading->header, path, reading->column, err);
	if (!rc) {
		name_columns(reading);
		decode_rewind(decode);
		rc = csv_read(decode, reading->header->delimiter, take_record, reading, err);
	}
	if (!rc)
		rc = reading->rc;
	if (!rc)
		rc = check_scale(reading, path, err);
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

enum err_code grade_import_apply(struct session *session, const struct grade_import *import,
	const char *subject, bool partial, struct err *err)
{
	struct grading grading = {.programme = import->sheet.programme,
		.unit = import->sheet.unit,
		.number = import->sheet.session};
	struct db_grade_bulk *bulk = NULL;
	enum err_code rc = grade_import_check(import, partial, err);

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
