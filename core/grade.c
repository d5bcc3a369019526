/* Grades, written. See grade.h. */
#include "core/grade.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/language.h"
#include "core/note.h"
#include "core/student.h"

enum { REASON_SIZE = 116 }; /* it stands in the subject of a batch, after what it is about */

static enum err_code fail(
	struct err *err, enum err_reason why, const char *place, const char *value)
{
	enum err_code rc = err_fail(err, why, "grade");

	(void)err_at(err, 0, place, value);
	return rc;
}

/* "UE3/AA1" */
static void name_of(const struct grading *grading, char ret[2 * CODE_SIZE + 2])
{
	const struct unit *unit = grading->unit;

	if (unit->activity_count)
		(void)snprintf(ret, 2 * CODE_SIZE + 2, "%s/%s", unit->row.code,
			unit->activities[grading->part].code);
	else
		(void)snprintf(ret, 2 * CODE_SIZE + 2, "%s", unit->row.code);
}

static struct grade_row row_of(const struct grading *grading)
{
	return (struct grade_row){.student_id = grading->student_id,
		.unit_id = grading->unit->row.id,
		.activity_id = unit_part_id(grading->unit, grading->part),
		.session = grading->number,
		.mark = -1};
}

enum err_code grade_lock(struct session *session, const struct programme *programme, int number,
	bool *ret_locked, char ret_on[DATE_SIZE], struct err *err)
{
	struct deliberation_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_deliberation_list(session->db, programme->row.id, &rows, &count, err);

	*ret_locked = false;
	ret_on[0] = '\0';
	/* The newest comes first; one that is closed locks, whatever came after. */
	for (size_t i = 0; i < count; i++) {
		if (rows[i].session != number || (ret_on[0] && rows[i].unlocked_at))
			continue;
		memcpy(ret_on, rows[i].held_on, sizeof rows[i].held_on);
		*ret_locked = !rows[i].unlocked_at;
		if (*ret_locked)
			break;
	}
	free(rows);
	return rc;
}

enum err_code grade_check_lock(
	struct session *session, const struct grading *grading, struct err *err)
{
	char on[DATE_SIZE], day[DATE_SIZE], number[12];
	bool locked;
	enum err_code rc =
		grade_lock(session, grading->programme, grading->number, &locked, on, err);

	if (rc || !locked)
		return rc;
	date_for_people(on, day);
	(void)snprintf(number, sizeof number, "%d", grading->number);
	return fail(err, WHY_SHEET_LOCKED, day, number);
}

static enum err_code check_taken(
	struct session *session, const struct grading *grading, struct err *err)
{
	struct enrolment_row *rows = NULL, found = {0};
	struct student_row student;
	size_t count = 0;
	enum err_code rc = db_enrolment_of_student(
		session->db, grading->student_id, grading->programme->row.id, &rows, &count, err);

	for (size_t i = 0; i < count; i++) {
		if (rows[i].unit_id == grading->unit->row.id)
			found = rows[i];
	}
	free(rows);
	if (rc || (found.id && found.state == ENROLMENT_TAKEN))
		return rc;
	rc = db_student_by_id(session->db, grading->student_id, &student, err);
	if (rc)
		return rc;
	return fail(err, found.id ? WHY_GRADE_EXEMPT : WHY_GRADE_NOT_TAKEN, grading->unit->row.code,
		student.matricule);
}

/* A grade of an earlier session in an activity that is taken once a year. */
static enum err_code check_once(
	struct session *session, const struct grading *grading, struct err *err)
{
	const struct unit *unit = grading->unit;
	const struct activity_row *activity;
	struct grade_row row = row_of(grading), earlier;
	enum err_code rc = ERR_OK;

	if (!unit->activity_count)
		return ERR_OK;
	activity = &unit->activities[grading->part];
	if (!grade_rules_once(&grading->programme->rules, activity->kind))
		return ERR_OK;
	for (row.session = 1; row.session < grading->number && !rc; row.session++) {
		rc = db_grade_get(session->db, db_grade_id(&row), &earlier, err);
		if (!rc && earlier.id)
			return fail(err, WHY_GRADE_ONCE, activity->kind, activity->title);
	}
	return rc;
}

/* Roles are asked of those who have one; a file without any asks nobody. */
static enum err_code check_typist(
	struct session *session, const struct grade_code_row *code, struct err *err)
{
	struct support_row *rows = NULL;
	size_t count = 0;
	bool has_role = false, may = false;
	enum err_code rc = ERR_OK;

	if (code->typed_by == TYPIST_ANYBODY || !session->person_id)
		return ERR_OK;
	rc = db_support_of_person(session->db, session->person_id, 0, &rows, &count, err);
	for (size_t i = 0; i < count; i++) {
		has_role = true;
		may = may || rows[i].role == SUPPORT_SECRETARY;
	}
	free(rows);
	if (rc || !has_role || may)
		return rc;
	return fail(err, WHY_CODE_NOT_YOURS,
		code->typed_by == TYPIST_JURY ? _("the jury's") : _("the secretary's"), code->code);
}

enum err_code grade_may_set(struct session *session, const struct grading *grading,
	const struct cell *cell, struct err *err)
{
	const struct grade_code_row *code =
		cell->code[0] ? grade_code_find(&grading->programme->rules, cell->code) : NULL;
	int sessions = grading->programme->rules.values[GRADE_RULE_SESSIONS];
	char number[12], most[12];
	enum err_code rc = ERR_OK;

	if (grading->number < 1 || grading->number > sessions) {
		(void)snprintf(number, sizeof number, "%d", grading->number);
		(void)snprintf(most, sizeof most, "%d", sessions);
		return fail(err, WHY_SESSION_OUT, most, number);
	}
	if (cell->code[0] && !code)
		return fail(err, WHY_CODE_UNKNOWN, NULL, cell->code);
	rc = grade_check_lock(session, grading, err);
	if (!rc)
		rc = check_taken(session, grading, err);
	if (!rc && !cell_is_blank(cell))
		rc = check_once(session, grading, err);
	if (!rc && code)
		rc = check_typist(session, code, err);
	if (!rc && !grading->anyway)
		rc = grade_check_acquired(session, grading, cell, err);
	return rc;
}

enum err_code grade_put(struct session *session, struct db_grade_bulk *bulk,
	const struct grading *grading, const struct cell *cell, struct err *err)
{
	struct grade_row row = row_of(grading), now;
	enum err_code rc = db_grade_get(session->db, db_grade_id(&row), &now, err);

	if (rc)
		return rc;
	if (cell_is_blank(cell)) {
		if (!now.id)
			return ERR_OK;
		now.deleted = true;
		if (grading->reason && now.code[0])
			rc = note_clean(grading->reason, _("The reason"), false, now.proof,
				sizeof now.proof, err);
		return rc ? rc : db_grade_put(session->db, &now, NULL, err);
	}
	row.mark = cell->mark;
	memcpy(row.code, cell->code, sizeof row.code);
	if (grading->proof)
		rc = note_clean(
			grading->proof, _("The proof"), false, row.proof, sizeof row.proof, err);
	else if (grading->reason && now.code[0] && strcmp(now.code, row.code) != 0)
		rc = note_clean(
			grading->reason, _("The reason"), false, row.proof, sizeof row.proof, err);
	else if (strcmp(now.code, row.code) == 0)
		memcpy(row.proof, now.proof, sizeof row.proof);
	if (rc)
		return rc;
	if (bulk && !now.id)
		return db_grade_bulk_add(bulk, &row, err);
	return db_grade_put(session->db, &row, NULL, err);
}

bool grade_is_kept(const struct grade_rules *rules, const struct cell *cell)
{
	const struct grade_code_row *code =
		cell->code[0] ? grade_code_find(rules, cell->code) : NULL;

	return code && (code->proof || code->typed_by != TYPIST_ANYBODY);
}

/* What stands in the cell may want a reason to be replaced. */
static enum err_code check_kept(struct session *session, const struct grading *grading,
	const struct cell *cell, struct err *err)
{
	struct grade_row row = row_of(grading), now;
	struct cell before = {.mark = -1};
	enum err_code rc = db_grade_get(session->db, db_grade_id(&row), &now, err);

	if (rc || !now.id || !now.code[0])
		return rc;
	memcpy(before.code, now.code, sizeof before.code);
	if (cell_same(&before, cell) || (grading->reason && *grading->reason) ||
		(!now.proof[0] && !grade_is_kept(&grading->programme->rules, &before)))
		return ERR_OK;
	return fail(err, WHY_GRADE_REASON, NULL, before.code);
}

static enum err_code check_and_put(struct session *session, const struct grading *grading,
	const struct cell *cell, struct err *err)
{
	enum err_code rc = grade_may_set(session, grading, cell, err);

	if (!rc)
		rc = check_kept(session, grading, cell, err);
	return rc ? rc : grade_put(session, NULL, grading, cell, err);
}

enum err_code grade_set(struct session *session, const struct grading *grading,
	const struct cell *cell, struct err *err)
{
	struct student_row student;
	char name[2 * CODE_SIZE + 2], reason[REASON_SIZE] = "", subject[LABEL_SIZE];
	enum err_code rc = ERR_OK;

	if (grading->reason)
		rc = note_clean(
			grading->reason, _("The reason"), false, reason, sizeof reason, err);
	if (rc)
		return rc;
	/* A batch of its own that failed would take the one around it along. */
	if (db_in_batch(session->db))
		return check_and_put(session, grading, cell, err);
	rc = db_student_by_id(session->db, grading->student_id, &student, err);
	if (rc)
		return rc;
	name_of(grading, name);
	(void)snprintf(subject, sizeof subject, "%.40s %.40s%s%s", student.matricule, name,
		*reason ? ": " : "", reason);
	rc = db_batch_begin(session->db, "grade", subject, session->author, err);
	if (rc)
		return rc;
	/* Under the lock, so that nobody closes the session in between. */
	rc = check_and_put(session, grading, cell, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code grade_history(struct session *session, const struct grading *grading,
	struct grade_change_row **ret, size_t *ret_count, struct err *err)
{
	struct grade_row row = row_of(grading);

	return db_grade_history(session->db, db_grade_id(&row), ret, ret_count, err);
}
