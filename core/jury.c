/* Decisions of the jury, deliberations closed. See jury.h. */
#include "core/jury.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/jury_frozen.h"
#include "core/language.h"
#include "core/note.h"
#include "core/student.h"

static enum err_code check_session(const struct programme *programme, int number, struct err *err)
{
	int sessions = programme->rules.values[GRADE_RULE_SESSIONS];
	char wrong[12], most[12];
	enum err_code rc;

	if (number >= 1 && number <= sessions)
		return ERR_OK;
	(void)snprintf(wrong, sizeof wrong, "%d", number);
	(void)snprintf(most, sizeof most, "%d", sessions);
	rc = err_fail(err, WHY_SESSION_OUT, "jury");
	(void)err_at(err, 0, most, wrong);
	return rc;
}

const char *verdict_code(enum verdict_outcome outcome)
{
	static const char *const codes[] = {
#define X(id, word) [VERDICT_##id] = word,
		VERDICT_OUTCOMES(X)
#undef X
	};

	return codes[outcome];
}

static enum err_code check_mark(const struct deciding *deciding, struct err *err)
{
	int scale = deciding->programme->rules.values[GRADE_RULE_SCALE];
	char mark[MARK_SIZE], most[MARK_SIZE];
	enum err_code rc;

	if (deciding->remove || deciding->outcome != VERDICT_MARK ||
		(deciding->mark >= 0 && deciding->mark <= scale))
		return ERR_OK;
	mark_format(deciding->mark, mark);
	mark_format(scale, most);
	rc = err_fail(err, WHY_MARK_RANGE, "jury");
	(void)err_at(err, 0, most, mark);
	return rc;
}

const char *verdict_name(enum verdict_outcome outcome)
{
	static const char *const names[VERDICT_OUTCOME_COUNT] = {
		[VERDICT_CREDIT] = N_("credits granted"),
		[VERDICT_REFUSED] = N_("credits refused"),
		[VERDICT_MARK] = N_("mark fixed"),
	};

	return _(names[outcome]);
}

/* A decision taken back: the one of that session, if there is one. */
static enum err_code take_back(
	struct session *session, const struct deciding *deciding, int64_t unit_id, struct err *err)
{
	struct verdict_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_verdict_list(
		session->db, deciding->programme->row.id, deciding->student_id, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].unit_id != unit_id || rows[i].session != deciding->session)
			continue;
		rows[i].deleted = true;
		rc = db_verdict_put(session->db, &rows[i], NULL, err);
	}
	free(rows);
	return rc;
}

static enum err_code put_verdict(struct session *session, const struct deciding *deciding,
	const char *reason, struct err *err)
{
	struct verdict_row row = {.student_id = deciding->student_id,
		.programme_id = deciding->programme->row.id,
		.session = deciding->session,
		.outcome = deciding->outcome,
		.mark = deciding->outcome == VERDICT_MARK ? deciding->mark : -1,
		.reason = reason};
	struct unit_steps steps;
	enum err_code rc = ERR_OK;

	if (deciding->unit != (size_t)-1) {
		row.unit_id = deciding->programme->units[deciding->unit].row.id;
		rc = unit_steps_load(session, deciding->programme, deciding->unit,
			deciding->student_id, deciding->session, &steps, err);
	}
	if (rc)
		return rc;
	if (deciding->remove)
		return take_back(session, deciding, row.unit_id, err);
	if (deciding->date)
		(void)snprintf(row.decided_on, sizeof row.decided_on, "%s", deciding->date);
	else
		clock_today(row.decided_on);
	rc = note_author(session, &row.person_id, err);
	return rc ? rc : db_verdict_put(session->db, &row, NULL, err);
}

enum err_code verdict_set(struct session *session, const struct deciding *deciding, struct err *err)
{
	struct student_row student;
	char *reason = malloc(NOTE_SIZE);
	char subject[MATRICULE_SIZE + CODE_SIZE + 2];
	enum err_code rc = reason ? check_session(deciding->programme, deciding->session, err)
				  : err_fail(err, WHY_NO_MEMORY, "verdict");

	if (!rc)
		rc = check_mark(deciding, err);
	if (!rc)
		rc = note_clean(deciding->reason, _("The reason"), !deciding->remove, reason,
			NOTE_SIZE, err);
	if (!rc && deciding->date)
		rc = note_date(deciding->date, err);
	if (!rc && deciding->date)
		rc = date_check_fact(deciding->date, err);
	if (!rc)
		rc = db_student_by_id(session->db, deciding->student_id, &student, err);
	if (!rc) {
		(void)snprintf(subject, sizeof subject, "%s %s", student.matricule,
			deciding->unit == (size_t)-1
				? deciding->programme->row.code
				: deciding->programme->units[deciding->unit].row.code);
		rc = db_batch_begin(session->db, "verdict", subject, session->author, err);
	}
	if (!rc) {
		rc = put_verdict(session, deciding, reason, err);
		rc = db_batch_close(session->db, rc, err);
	}
	free(reason);
	return rc;
}

/* ---- Closed deliberations ------------------------------------------------------- */

static enum err_code put_figures(struct session *session, const struct figures *figures,
	int64_t deliberation_id, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < figures->student_count && !rc; i++) {
		char *text = frozen_text(figures, i);
		struct deliberated_row row = {.deliberation_id = deliberation_id,
			.student_id = figures->students[i].student_id,
			.figures = text};

		rc = text ? db_deliberated_put(session->db, &row, NULL, err)
			  : err_fail(err, WHY_NO_MEMORY, "deliberation");
		free(text);
	}
	return rc;
}

static enum err_code freeze(struct session *session, const struct programme *programme, int number,
	const char *date, size_t *ret_students, struct err *err)
{
	const struct figures_asked asked = {.programme = programme, .session = number};
	struct deliberation_row row = {
		.programme_id = programme->row.id, .session = number, .frozen_at = clock_now_ms()};
	struct figures figures = {0};
	int64_t id = 0;
	char *rules = frozen_rules(&programme->rules);
	enum err_code rc = rules ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "deliberation");

	row.rules = rules;
	if (date)
		(void)snprintf(row.held_on, sizeof row.held_on, "%s", date);
	else
		clock_today(row.held_on);
	if (!rc)
		rc = note_author(session, &row.person_id, err);
	if (!rc)
		rc = db_deliberation_put(session->db, &row, &id, err);
	if (!rc)
		rc = figures_load(session, &asked, &figures, err);
	if (!rc)
		rc = put_figures(session, &figures, id, err);
	*ret_students = figures.student_count;
	figures_release(&figures);
	free(rules);
	return rc;
}

static enum err_code begin(struct session *session, const char *action,
	const struct programme *programme, int number, struct err *err)
{
	char subject[CODE_SIZE + 16];

	(void)snprintf(subject, sizeof subject, "%s %d", programme->row.code, number);
	return db_batch_begin(session->db, action, subject, session->author, err);
}

/* Is no deliberation of this session closed? */
static enum err_code check_open(
	struct session *session, const struct programme *programme, int number, struct err *err)
{
	struct deliberation_row *rows = NULL;
	size_t count = 0;
	char word[12], day[DATE_SIZE];
	enum err_code rc = db_deliberation_list(session->db, programme->row.id, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].session != number || rows[i].unlocked_at)
			continue;
		(void)snprintf(word, sizeof word, "%d", number);
		date_for_people(rows[i].held_on, day);
		rc = err_fail(err, WHY_LOCKED_ALREADY, "jury");
		(void)err_at(err, 0, day, word);
	}
	free(rows);
	return rc;
}

enum err_code jury_freeze(struct session *session, const struct programme *programme, int number,
	const char *date, size_t *ret_students, struct err *err)
{
	enum err_code rc = check_session(programme, number, err);

	if (!rc && date)
		rc = note_date(date, err);
	if (!rc && date)
		rc = date_check_fact(date, err);
	if (!rc)
		rc = begin(session, "deliberate", programme, number, err);
	if (rc)
		return rc;
	/* What a jury saw is not written over without a reason. */
	rc = check_open(session, programme, number, err);
	if (!rc)
		rc = freeze(session, programme, number, date, ret_students, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code jury_unlock(struct session *session, const struct programme *programme, int number,
	const char *reason, struct err *err)
{
	char clean[LABEL_SIZE], word[12];
	size_t opened = 0;
	enum err_code rc = check_session(programme, number, err);

	if (!rc)
		rc = note_clean(reason, _("The reason"), true, clean, sizeof clean, err);
	if (!rc)
		rc = begin(session, "unlock", programme, number, err);
	if (rc)
		return rc;
	rc = frozen_open_all(session, programme, number, clean, &opened, err);
	if (!rc && opened == 0) {
		(void)snprintf(word, sizeof word, "%d", number);
		rc = err_fail(err, WHY_NOT_LOCKED, "jury");
		(void)err_at(err, 0, programme->row.code, word);
	}
	return db_batch_close(session->db, rc, err);
}

enum err_code jury_differences(struct session *session, const struct programme *programme,
	int number, int64_t student_id, size_t *ret, struct err *err)
{
	const struct figures_asked asked = {
		.programme = programme, .session = number, .student_id = student_id};
	struct frozen frozen = {0};
	struct figures figures = {0};
	const char *old;
	enum err_code rc = frozen_load(session, programme, number, &frozen, err);

	*ret = 0;
	if (rc == ERR_CONFLICT)
		return ERR_OK;
	if (!rc)
		rc = figures_load(session, &asked, &figures, err);
	if (!rc && figures.student_count == 1 && (old = frozen_of(&frozen, student_id)))
		*ret = frozen_compare(&figures, 0, old, NULL, NULL);
	figures_release(&figures);
	frozen_release(&frozen);
	return rc;
}
