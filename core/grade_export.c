/* The sheet of a unit, written. See grade_import.h. */
#include <stdio.h>
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
		csv_writer_value(writer, cell->code);
		return;
	}
	mark_plain(cell->mark, text);
	point = strchr(text, '.');
	if (point && comma)
		*point = ',';
	csv_writer_value(writer, text);
}

static void put_ours(struct csv_writer *writer, const struct gradesheet *sheet)
{
	bool comma = writer->mode == CSV_PEOPLE;

	csv_writer_text(writer, comma ? "Matricule" : "matricule");
	csv_writer_text(writer, comma ? "Nom" : "last_name");
	csv_writer_text(writer, comma ? "Prénom" : "first_name");
	for (size_t p = 0; p < sheet->part_count; p++)
		csv_writer_text(writer, p < sheet->unit->activity_count
						? sheet->unit->activities[p].code
						: sheet->unit->row.code);
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

/* What Moodle's import of grades takes: its user by idnumber, a column per item. */
static enum err_code put_moodle(struct session *session, struct csv_writer *writer,
	const struct gradesheet *sheet, struct err *err)
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
		csv_writer_value(writer, student.first_name);
		csv_writer_value(writer, student.last_name);
		csv_writer_value(writer, student.matricule);
		csv_writer_value(writer, student.email);
		for (size_t p = 0; p < sheet->part_count; p++) {
			const struct cell *cell = &row->cells[p][sheet->session - 1];

			/* It knows no codes: an empty cell leaves its grade as it is. */
			if (cell->mark >= 0)
				put_cell(writer, cell, false);
			else
				csv_writer_value(writer, "-");
		}
		csv_writer_end_row(writer);
	}
	return rc;
}

static void put_canvas(struct csv_writer *writer, const struct gradesheet *sheet)
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
		csv_writer_value(writer, name);
		csv_writer_value(writer, "");
		csv_writer_value(writer, row->enrolment.matricule);
		csv_writer_value(writer, "");
		csv_writer_value(writer, "");
		for (size_t p = 0; p < sheet->part_count; p++) {
			const struct cell *cell = &row->cells[p][sheet->session - 1];

			if (cell->mark >= 0)
				put_cell(writer, cell, false);
			else
				csv_writer_value(writer, cell->code[0] ? "EX" : "");
		}
		csv_writer_end_row(writer);
	}
}

enum err_code grade_export(struct session *session, const struct gradesheet *sheet,
	const struct target *to, struct err *err)
{
	struct csv_writer writer;
	struct outfile file;
	enum err_code rc = outfile_open(&file, to->path, to->replace, err);

	if (rc)
		return rc;
	csv_writer_init(&writer, file.stream, target_csv_mode(to->form));
	if (to->form == TARGET_MOODLE)
		rc = put_moodle(session, &writer, sheet, err);
	else if (to->form == TARGET_CANVAS)
		put_canvas(&writer, sheet);
	else
		put_ours(&writer, sheet);
	if (!rc)
		rc = db_read_whole(session->db, err);
	if (!rc)
		rc = csv_writer_finish(&writer, err);
	return outfile_close(&file, rc, err);
}
