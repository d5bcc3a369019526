/* Figures of a class. See figures.h. */
#include "core/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/grade.h"

/* What is read once for everybody. */
struct reading {
	const struct figures_asked *asked;
	struct figures *figures;
	struct enrolment_row *enrolments;
	size_t enrolment_count;
	struct grade_row *grades; /* by student, unit */
	size_t grade_count;
	struct grade_row *of_student; /* where grades of the student begin */
	size_t of_student_count;
	int64_t *members; /* of the group, sorted */
	size_t member_count;
	bool grouped;
};

void figures_release(struct figures *figures)
{
	free(figures->students);
	free(figures->units);
	free(figures->verdicts);
	*figures = (struct figures){0};
}

static void begin_part(const struct unit *unit, size_t i, struct part *part)
{
	const struct activity_row *activity =
		i < unit->activity_count ? &unit->activities[i] : NULL;

	*part = (struct part){.name = unit_part_title(unit, i),
		.kind = activity ? activity->kind : NULL,
		.weight = activity ? activity->weight : 100,
		.minimum = activity ? activity->minimum : -1};
	for (size_t s = 0; s < SESSIONS_MAX; s++)
		part->cells[s].mark = -1;
}

/* The cells a student has in a unit. */
static size_t gather(const struct unit *unit, const struct grade_row *grades, size_t count,
	struct part parts[PARTS_MAX])
{
	size_t part_count = unit_part_count(unit);

	for (size_t p = 0; p < part_count; p++)
		begin_part(unit, p, &parts[p]);
	for (size_t i = 0; i < count; i++) {
		if (grades[i].unit_id != unit->row.id || grades[i].session < 1 ||
			grades[i].session > SESSIONS_MAX)
			continue;
		for (size_t p = 0; p < part_count; p++) {
			struct cell *cell = &parts[p].cells[grades[i].session - 1];

			if (unit_part_id(unit, p) != grades[i].activity_id)
				continue;
			cell->mark = grades[i].mark;
			memcpy(cell->code, grades[i].code, sizeof cell->code);
		}
	}
	return part_count;
}

/* Is it about this unit of the student, in this session already? */
static bool is_about(
	const struct supposition *supposed, const struct enrolment_row *enrolment, int session)
{
	return supposed->student_id == enrolment->student_id &&
	       supposed->unit_id == enrolment->unit_id && supposed->session <= session;
}

/* Put what is supposed into a unit; is any of it of this very session? */
static bool suppose(const struct figures_asked *asked, const struct unit *unit, int session,
	struct part parts[], struct unit_input *input)
{
	bool taken = false;

	for (size_t i = 0; i < asked->supposed_count; i++) {
		const struct supposition *supposed = &asked->supposed[i];

		if (!is_about(supposed, input->enrolment, session))
			continue;
		taken = taken || supposed->session == session;
		if (supposed->whole)
			input->supposed = &supposed->cell;
		for (size_t p = 0; p < input->part_count && !supposed->whole; p++) {
			if (unit_part_id(unit, p) == supposed->activity_id)
				parts[p].supposed = &supposed->cell;
		}
	}
	return taken;
}

/* The newest decision up to a session; they come by session. unit_id 0: on the year. */
static const struct verdict_row *newest_verdict(const struct verdict_row *rows, size_t count,
	int64_t student_id, int64_t unit_id, int session)
{
	const struct verdict_row *found = NULL;

	for (size_t i = 0; i < count; i++) {
		if (rows[i].student_id == student_id && rows[i].unit_id == unit_id &&
			rows[i].session <= session)
			found = &rows[i];
	}
	return found;
}

static void add_unit(
	struct reading *reading, const struct enrolment_row *enrolment, struct student_figures *who)
{
	struct figures *figures = reading->figures;
	size_t at = programme_unit(figures->programme, enrolment->unit_id);
	struct unit_figure *figure = &figures->units[figures->count];
	struct part parts[PARTS_MAX];
	struct unit_result result;
	struct unit_input input = {.rules = figures->rules,
		.parts = parts,
		.session = figures->session,
		.enrolment = enrolment};
	const struct unit *unit;
	bool taken = false;

	if (at == figures->programme->unit_count)
		return;
	unit = &figures->programme->units[at];
	input.credits = unit->row.credits;
	input.part_count = gather(unit, reading->of_student, reading->of_student_count, parts);
	taken = suppose(reading->asked, unit, figures->session, parts, &input);
	input.verdict = newest_verdict(figures->verdicts, figures->verdict_count,
		enrolment->student_id, unit->row.id, figures->session);
	unit_result(&input, &result);
	for (size_t p = 0; p < input.part_count; p++)
		taken = taken || !cell_is_blank(&parts[p].cells[figures->session - 1]);
	*figure = (struct unit_figure){.unit = at,
		.state = result.state,
		.computed = result.computed,
		.acquired = result.acquired,
		.by_jury = result.by_jury,
		.taken = taken,
		.credits = result.credits};
	unit_result_cell(&result, &figure->cell);
	year_result_add(&who->year, &result, unit->row.credits);
	figures->count++;
	who->count++;
}

static int by_id(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* Where the grades of a student begin: they are in order of student. */
static void find_grades(struct reading *reading, int64_t student_id)
{
	size_t low = 0, high = reading->grade_count, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (reading->grades[middle].student_id < student_id)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < reading->grade_count; end++) {
		if (reading->grades[end].student_id != student_id)
			break;
	}
	/* A programme may have none. */
	reading->of_student = low < end ? &reading->grades[low] : NULL;
	reading->of_student_count = end - low;
}

static void begin_student(struct reading *reading, const struct enrolment_row *row)
{
	struct figures *figures = reading->figures;
	struct student_figures *who = &figures->students[figures->student_count++];

	*who = (struct student_figures){.student_id = row->student_id, .first = figures->count};
	memcpy(who->matricule, row->matricule, sizeof who->matricule);
	memcpy(who->last_name, row->last_name, sizeof who->last_name);
	memcpy(who->first_name, row->first_name, sizeof who->first_name);
	year_result_begin(&who->year);
	who->verdict = newest_verdict(
		figures->verdicts, figures->verdict_count, row->student_id, 0, figures->session);
	find_grades(reading, row->student_id);
}

static enum err_code take_students(struct reading *reading, struct err *err)
{
	struct figures *figures = reading->figures;
	int64_t last = 0;

	figures->students = calloc(reading->enrolment_count + 1, sizeof *figures->students);
	figures->units = calloc(reading->enrolment_count + 1, sizeof *figures->units);
	if (!figures->students || !figures->units)
		return err_fail(err, WHY_NO_MEMORY, "figures");
	for (size_t i = 0; i < reading->enrolment_count; i++) {
		const struct enrolment_row *row = &reading->enrolments[i];

		if (reading->grouped &&
			(reading->member_count == 0 ||
				!bsearch(&row->student_id, reading->members, reading->member_count,
					sizeof row->student_id, by_id)))
			continue;
		if (row->student_id != last)
			begin_student(reading, row);
		last = row->student_id;
		add_unit(reading, row, &figures->students[figures->student_count - 1]);
	}
	for (size_t i = 0; i < figures->student_count; i++)
		year_result_end(&figures->students[i].year, figures->rules);
	return ERR_OK;
}

static enum err_code read_all(struct session *session, struct reading *reading, struct err *err)
{
	const struct figures_asked *asked = reading->asked;
	int64_t programme = asked->programme->row.id;
	enum err_code rc;

	if (asked->student_id)
		rc = db_enrolment_of_student(session->db, asked->student_id, programme,
			&reading->enrolments, &reading->enrolment_count, err);
	else
		rc = db_enrolment_of_programme(session->db, programme, &reading->enrolments,
			&reading->enrolment_count, err);
	if (!rc && asked->student_id)
		rc = db_grade_of_student(session->db, asked->student_id, programme,
			&reading->grades, &reading->grade_count, err);
	else if (!rc)
		rc = db_grade_of_programme(
			session->db, programme, &reading->grades, &reading->grade_count, err);
	if (!rc)
		rc = db_verdict_list(session->db, programme, asked->student_id,
			&reading->figures->verdicts, &reading->figures->verdict_count, err);
	if (!rc && asked->group_id) {
		reading->grouped = true;
		rc = db_member_ids(session->db, asked->group_id, &reading->members,
			&reading->member_count, err);
		if (!rc && reading->member_count)
			qsort(reading->members, reading->member_count, sizeof *reading->members,
				by_id);
	}
	return rc;
}

enum err_code figures_load(struct session *session, const struct figures_asked *asked,
	struct figures *ret, struct err *err)
{
	struct figures figures = {.programme = asked->programme,
		.rules = asked->rules ? asked->rules : &asked->programme->rules,
		.session = asked->session};
	struct reading reading = {.asked = asked, .figures = &figures};
	int sessions = figures.rules->values[GRADE_RULE_SESSIONS];
	char number[12], most[12];
	enum err_code rc = ERR_OK;

	if (figures.session == 0)
		figures.session = sessions;
	if (figures.session < 1 || figures.session > sessions) {
		(void)snprintf(number, sizeof number, "%d", figures.session);
		(void)snprintf(most, sizeof most, "%d", sessions);
		rc = err_fail(err, WHY_SESSION_OUT, "figures");
		(void)err_at(err, 0, most, number);
		return rc;
	}
	db_read_begin(session->db);
	rc = read_all(session, &reading, err);
	db_read_end(session->db);
	if (!rc)
		rc = take_students(&reading, err);
	free(reading.enrolments);
	free(reading.grades);
	free(reading.members);
	if (rc)
		figures_release(&figures);
	else
		*ret = figures;
	return rc;
}

/* ---- One unit, with its steps ---------------------------------------------------- */

void unit_steps_compute(
	const struct programme *programme, size_t unit, int number, struct unit_steps *steps)
{
	struct unit_input input = {.rules = &programme->rules,
		.part_count = steps->part_count,
		.parts = steps->parts,
		.session = number,
		.credits = programme->units[unit].row.credits,
		.enrolment = &steps->enrolment,
		.verdict = steps->verdict.id ? &steps->verdict : NULL};

	unit_result(&input, &steps->result);
}

static enum err_code find_enrolment(struct session *session, const struct programme *programme,
	size_t unit, int64_t student_id, struct enrolment_row *ret, struct err *err)
{
	struct enrolment_row *rows = NULL;
	struct student_row student;
	size_t count = 0;
	enum err_code rc = db_enrolment_of_student(
		session->db, student_id, programme->row.id, &rows, &count, err);

	for (size_t i = 0; i < count; i++) {
		if (rows[i].unit_id == programme->units[unit].row.id)
			*ret = rows[i];
	}
	free(rows);
	if (rc || ret->id)
		return rc;
	rc = db_student_by_id(session->db, student_id, &student, err);
	if (!rc) {
		rc = err_fail(err, WHY_GRADE_NOT_TAKEN, "unit");
		(void)err_at(err, 0, programme->units[unit].row.code, student.matricule);
	}
	return rc;
}

enum err_code unit_steps_load(struct session *session, const struct programme *programme,
	size_t unit, int64_t student_id, int number, struct unit_steps *ret, struct err *err)
{
	struct unit_steps steps = {0};
	struct grade_row *grades = NULL;
	struct verdict_row *verdicts = NULL;
	const struct verdict_row *verdict;
	size_t count = 0, verdict_count = 0;
	enum err_code rc =
		find_enrolment(session, programme, unit, student_id, &steps.enrolment, err);

	if (!rc)
		rc = db_grade_of_student(
			session->db, student_id, programme->row.id, &grades, &count, err);
	if (!rc)
		rc = db_verdict_list(
			session->db, programme->row.id, student_id, &verdicts, &verdict_count, err);
	if (!rc) {
		steps.part_count = gather(&programme->units[unit], grades, count, steps.parts);
		verdict = newest_verdict(
			verdicts, verdict_count, student_id, programme->units[unit].row.id, number);
		if (verdict) {
			steps.verdict = *verdict;
			steps.verdict.reason = "";
		}
		unit_steps_compute(programme, unit, number, &steps);
		*ret = steps;
	}
	free(grades);
	free(verdicts);
	return rc;
}

/* ---- What is supposed ------------------------------------------------------------ */

/* The newest session up to one in which something stands; 0: none. */
static int newest_taken(const struct unit_steps *steps, int number)
{
	for (int s = number; s > 0; s--) {
		for (size_t p = 0; p < steps->part_count; p++) {
			if (!cell_is_blank(&steps->parts[p].cells[s - 1]))
				return s;
		}
	}
	return 0;
}

static void settle(const struct unit *unit, const struct unit_steps *steps, int number, bool asked,
	struct supposition *supposed)
{
	int newest = newest_taken(steps, number);

	supposed->session = newest ? newest : asked ? number : 1;
	for (size_t p = 0; p < steps->part_count && !supposed->whole; p++) {
		if (unit_part_id(unit, p) == supposed->activity_id &&
			steps->result.parts[p].session)
			supposed->session = steps->result.parts[p].session;
	}
}

enum err_code suppositions_settle(struct session *session, const struct programme *programme,
	int number, struct supposition supposed[], size_t count, struct err *err)
{
	int last = number ? number : programme->rules.values[GRADE_RULE_SESSIONS];
	struct unit_steps steps;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < count && !rc; i++) {
		size_t unit = programme_unit(programme, supposed[i].unit_id);

		rc = unit_steps_load(
			session, programme, unit, supposed[i].student_id, last, &steps, err);
		if (!rc)
			settle(&programme->units[unit], &steps, last, number != 0, &supposed[i]);
	}
	return rc;
}
