/* The grades of the demonstration. See demo_grades.h. */
#include "core/demo_grades.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mark.h"
#include "core/programme.h"
#include "core/student.h"
#include "core/table.h"

enum { UNIT, ACTIVITY, MATRICULE, SESSION, VALUE, FIELD_COUNT };
static const char *const fields[FIELD_COUNT] = {
	"unit", "activity", "matricule", "session", "value"};

struct filling {
	struct session *session;
	struct programme programme;
	enum err_code rc;
	struct err *err;
};

static enum err_code take_enrolment(
	struct filling *filling, int64_t student_id, int64_t unit_id, const char *value)
{
	struct enrolment_row row = {.student_id = student_id,
		.unit_id = unit_id,
		.state = *value ? ENROLMENT_DISPENSED : ENROLMENT_TAKEN,
		.mark = -1};

	return db_enrolment_put(filling->session->db, &row, NULL, filling->err);
}

static bool take_row(void *ctx, long line, const char *const cells[])
{
	struct filling *filling = ctx;
	struct student_row student;
	struct grade_row row = {0};
	struct cell cell;
	char name[2 * CODE_SIZE + 2];
	size_t unit, activity;

	(void)line;
	(void)snprintf(name, sizeof name, "%.64s%s%.64s", cells[UNIT], *cells[ACTIVITY] ? "/" : "",
		cells[ACTIVITY]);
	filling->rc = student_find(filling->session, cells[MATRICULE], &student, filling->err);
	if (!filling->rc)
		filling->rc =
			programme_find(&filling->programme, name, &unit, &activity, filling->err);
	if (filling->rc)
		return false;
	row.student_id = student.id;
	row.unit_id = filling->programme.units[unit].row.id;
	if (!*cells[SESSION]) {
		filling->rc = take_enrolment(filling, student.id, row.unit_id, cells[VALUE]);
		return !filling->rc;
	}
	if (activity != (size_t)-1)
		row.activity_id = filling->programme.units[unit].activities[activity].id;
	row.session = (int)strtol(cells[SESSION], NULL, 10);
	filling->rc = cell_parse(&filling->programme.rules, 2, cells[VALUE], &cell, filling->err);
	if (filling->rc)
		return false;
	row.mark = cell.mark;
	memcpy(row.code, cell.code, sizeof row.code);
	filling->rc = db_grade_put(filling->session->db, &row, NULL, filling->err);
	return !filling->rc;
}

enum err_code demo_grades_fill(struct session *session, struct err *err)
{
	const struct programme_import import = {
		.code = "MIAS", .label = "Master en ingénierie et action sociales (exemple)"};
	struct programme_report report;
	struct filling filling = {.session = session, .err = err};
	enum err_code rc = programme_import(session, &import, &report, err);

	if (!rc)
		rc = programme_load_id(session, report.programme_id, &filling.programme, err);
	if (!rc)
		rc = table_read_fixture("demo/grades.csv", "grades", FIELD_COUNT, fields,
			FIELD_COUNT, take_row, &filling, err);
	if (!rc)
		rc = filling.rc;
	programme_release(&filling.programme);
	return rc;
}
