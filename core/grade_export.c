/* The sheet of a unit, written. See grade_import.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/grade_import.h"
#include "core/language.h"
#include "core/outfile.h"
#include "core/student.h"

static void put_cell(struct csv_writer *writer, const struct cell *cell, bool comma)
{
	char text[MARK_SIZE], *point;

	if (cell->code[0]) {
		csv_writer_text(writer, cell->code);
		return;
	}
	mark_plain(cell->mark, text);
	point = strchr(text, '.');
	if (point && comma)
		*point = ',';
	csv_writer_value(writer, text);
}

/* "UE3/AA1 (/20)": which unit, which session, out of how much. */
static void put_column(struct csv_writer *writer, const struct gradesheet *sheet, size_t part)
{
	char name[3 * CODE_SIZE], number[24] = "", scale[MARK_SIZE];

	if (sheet->session > 1)
		(void)snprintf(number, sizeof number, " session %d", sheet->session);
	mark_plain(sheet->programme->rules.values[GRADE_RULE_SCALE], scale);
	(void)snprintf(name, sizeof name, "%s%s%s%s (/%s)", sheet->unit->row.code,
		part < sheet->unit->activity_count ? "/" : "",
		part < sheet->unit->activity_count ? sheet->unit->activities[part].code : "",
		number, scale);
	csv_writer_text(writer, name);
}

static void put_ours(struct csv_writer *writer, const struct gradesheet *sheet)
{
	bool comma = writer->mode == CSV_PEOPLE;

	csv_writer_text(writer, comma ? "Matricule" : "matricule");
	csv_writer_text(writer, comma ? "Nom" : "last_name");
	csv_writer_text(writer, comma ? "Prénom" : "first_name");
	for (size_t p = 0; p < sheet->part_count; p++)
		put_column(writer, sheet, p);
	csv_writer_end_row(writer);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct sheet_row *row = &sheet->rows[i];

		if (row->exempt)
			continue;
		csv_writer_text(writer, row->enrolment.matricule);
		csv_writer_text(writer, row->enrolment.last_name);
		csv_writer_text(writer, row->enrolment.first_name);
		for (size_t p = 0; p < sheet->part_count; p++)
			put_cell(writer, &row->cells[p][sheet->session - 1], comma);
		csv_writer_end_row(writer);
	}
}

/* Codes that a file cannot say, by their place in the rules. */
struct left {
	size_t *counts; /* of each code */
};

/* A cell for a platform, which knows no codes. excused, none: its words. */
static void put_foreign(struct csv_writer *writer, const struct gradesheet *sheet,
	const struct cell *cell, const char *excused, const char *none, const struct left *left)
{
	const struct grade_rules *rules = &sheet->programme->rules;
	const struct grade_code_row *code =
		cell->code[0] ? grade_code_find(rules, cell->code) : NULL;

	if (cell->mark >= 0) {
		put_cell(writer, cell, false);
	} else if (code && code->effect == EFFECT_ZERO) {
		csv_writer_value(writer, "0");
	} else if (code && excused &&
		   (code->effect == EFFECT_LEFT_OUT || code->effect == EFFECT_CREDIT)) {
		csv_writer_value(writer, excused);
	} else {
		csv_writer_value(writer, none);
		if (code)
			left->counts[code - rules->codes]++;
	}
}

/* "1 PP, 2 CM" */
static void name_left(
	const struct grade_rules *rules, const struct left *left, char ret[LABEL_SIZE])
{
	size_t used = 0;

	ret[0] = '\0';
	for (size_t c = 0; c < rules->code_count && used < LABEL_SIZE; c++) {
		if (left->counts[c])
			used += (size_t)snprintf(ret + used, LABEL_SIZE - used, "%s%zu %s",
				used ? ", " : "", left->counts[c], rules->codes[c].code);
	}
}

/* What Moodle's import of grades takes: its user by idnumber, a column per item. */
static enum err_code put_moodle(struct session *session, struct csv_writer *writer,
	const struct gradesheet *sheet, const struct left *left, struct err *err)
{
	struct student_row student;
	enum err_code rc = ERR_OK;

	csv_writer_value(writer, "First name");
	csv_writer_value(writer, "Last name");
	csv_writer_value(writer, "ID number");
	csv_writer_value(writer, "Email address");
	for (size_t p = 0; p < sheet->part_count; p++)
		csv_writer_text(writer, unit_part_title(sheet->unit, p));
	csv_writer_end_row(writer);
	for (size_t i = 0; i < sheet->count && !rc; i++) {
		const struct sheet_row *row = &sheet->rows[i];

		if (row->exempt)
			continue;
		rc = db_student_by_id(session->db, row->enrolment.student_id, &student, err);
		if (rc)
			break;
		csv_writer_text(writer, student.first_name);
		csv_writer_text(writer, student.last_name);
		csv_writer_text(writer, student.matricule);
		csv_writer_text(writer, student.email);
		for (size_t p = 0; p < sheet->part_count; p++) {
			/* It has nothing for "excused"; "-" leaves its grade as it is. */
			put_foreign(
				writer, sheet, &row->cells[p][sheet->session - 1], NULL, "-", left);
		}
		csv_writer_end_row(writer);
	}
	return rc;
}

static void put_canvas(
	struct csv_writer *writer, const struct gradesheet *sheet, const struct left *left)
{
	const struct cell scale = {.mark = sheet->programme->rules.values[GRADE_RULE_SCALE]};
	static const char *const columns[] = {
		"Student", "ID", "SIS User ID", "SIS Login ID", "Section"};

	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		csv_writer_value(writer, columns[i]);
	for (size_t p = 0; p < sheet->part_count; p++)
		csv_writer_text(writer, unit_part_title(sheet->unit, p));
	csv_writer_end_row(writer);
	csv_writer_value(writer, "    Points Possible");
	for (size_t i = 1; i < sizeof columns / sizeof columns[0]; i++)
		csv_writer_value(writer, "");
	for (size_t p = 0; p < sheet->part_count; p++)
		put_cell(writer, &scale, false);
	csv_writer_end_row(writer);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct sheet_row *row = &sheet->rows[i];
		char name[2 * NAME_SIZE + 3];

		if (row->exempt)
			continue;
		(void)snprintf(name, sizeof name, "%s, %s", row->enrolment.last_name,
			row->enrolment.first_name);
		csv_writer_text(writer, name);
		csv_writer_value(writer, "");
		csv_writer_text(writer, row->enrolment.matricule);
		csv_writer_value(writer, "");
		csv_writer_value(writer, "");
		for (size_t p = 0; p < sheet->part_count; p++)
			put_foreign(
				writer, sheet, &row->cells[p][sheet->session - 1], "EX", "", left);
		csv_writer_end_row(writer);
	}
}

enum err_code grade_export(struct session *session, const struct gradesheet *sheet,
	const struct target *to, char ret_left[LABEL_SIZE], struct err *err)
{
	const struct grade_rules *rules = &sheet->programme->rules;
	struct left left = {.counts = calloc(rules->code_count + 1, sizeof *left.counts)};
	struct csv_writer writer;
	struct outfile file;
	enum err_code rc = left.counts ? outfile_open(&file, to->path, to->replace, err)
				       : err_fail(err, WHY_NO_MEMORY, "grades");

	if (rc) {
		free(left.counts);
		return rc;
	}
	csv_writer_init(&writer, file.stream, target_csv_mode(to->form));
	if (to->form == TARGET_MOODLE)
		rc = put_moodle(session, &writer, sheet, &left, err);
	else if (to->form == TARGET_CANVAS)
		put_canvas(&writer, sheet, &left);
	else
		put_ours(&writer, sheet);
	if (!rc)
		rc = db_read_whole(session->db, err);
	if (!rc)
		rc = csv_writer_finish(&writer, err);
	name_left(rules, &left, ret_left);
	free(left.counts);
	return outfile_close(&file, rc, err);
}
