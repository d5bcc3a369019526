/* Internships and theses. See internship.h. */
#include "core/internship.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/fold.h"
#include "core/language.h"
#include "core/note.h"
#include "core/student.h"
#include "core/support.h"
#include "core/who.h"

enum { HOURS_MAX = 9999 };

enum err_code hours_parse(const char *typed, int *ret, struct err *err)
{
	char *end;
	long hours, rest = 0;
	enum err_code rc;

	if (!*typed) {
		*ret = -1;
		return ERR_OK;
	}
	hours = strtol(typed, &end, 10);
	if (end != typed && *typed >= '0' && *typed <= '9' && hours <= HOURS_MAX) {
		if ((*end == ',' || *end == '.') && end[1] >= '0' && end[1] <= '9') {
			rest = (end[1] - '0') * 6;
			end += 2;
			if (*end >= '0' && *end <= '9') {
				rest += (*end - '0') * 6 / 10;
				end++;
			}
		} else if (end[strspn(end, " ")] == 'h' || end[strspn(end, " ")] == 'H') {
			end += strspn(end, " ") + 1;
			end += strspn(end, " ");
			if (*end >= '0' && *end <= '5' && end[1] >= '0' && end[1] <= '9') {
				rest = (end[0] - '0') * 10 + end[1] - '0';
				end += 2;
			}
		}
		if (!*end && hours * 60 + rest <= HOURS_MAX * 60) {
			*ret = (int)(hours * 60 + rest);
			return ERR_OK;
		}
	}
	rc = err_fail(err, WHY_HOURS_INVALID, "hours");
	(void)err_at(err, 0, NULL, typed);
	return rc;
}

void hours_format(int minutes, char ret[16])
{
	if (minutes < 0)
		ret[0] = '\0';
	else if (minutes % 60)
		(void)snprintf(ret, 16, "%d h %02d", minutes / 60, minutes % 60);
	else
		(void)snprintf(ret, 16, "%d h", minutes / 60);
}

static enum err_code begin(
	struct session *session, const char *action, int64_t student_id, struct err *err)
{
	struct student_row student;
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	if (rc)
		return rc;
	return db_batch_begin(session->db, action, student.matricule, session->author, err);
}

/* The person in the field, made one where the name is new. Inside a batch. */
static enum err_code find_supervisor(
	struct session *session, const char *name, int64_t *ret, struct err *err)
{
	struct person_row person;
	enum err_code rc;

	*ret = 0;
	if (!name || !*name)
		return ERR_OK;
	rc = who_person(session->db, name, &person, err);
	if (!rc) {
		*ret = person.id;
		return ERR_OK;
	}
	if (rc != ERR_NOT_FOUND)
		return rc;
	rc = person_put(session, name, ret, err);
	if (!rc)
		rc = db_person_kind_set(session->db, *ret, PERSON_FIELD, err);
	return rc;
}

/* The texts of a row, cleaned. */
struct texts {
	char missions[NOTE_SIZE], opinion[NOTE_SIZE], supervisor[NAME_SIZE];
};

static enum err_code clean(const struct internship_row *row, const char *supervisor,
	struct internship_row *kept, struct texts *texts, struct err *err)
{
	enum err_code rc = note_clean(
		row->host, _("The host organisation"), true, kept->host, sizeof kept->host, err);

	if (!rc)
		rc = note_clean(row->address, _("The address"), false, kept->address,
			sizeof kept->address, err);
	if (!rc)
		rc = note_clean(row->missions, _("The missions"), false, texts->missions,
			sizeof texts->missions, err);
	if (!rc)
		rc = note_clean(row->opinion, _("The opinion"), false, texts->opinion,
			sizeof texts->opinion, err);
	if (!rc)
		rc = note_clean(supervisor, _("The name of the person"), false, texts->supervisor,
			sizeof texts->supervisor, err);
	if (!rc)
		rc = note_clean(row->certified_by, _("The name of the person"), false,
			kept->certified_by, sizeof kept->certified_by, err);
	if (!rc)
		rc = note_period(row->starts_on, row->ends_on, err);
	if (!rc)
		rc = note_date(row->certified_on, err);
	kept->missions = texts->missions;
	kept->opinion = texts->opinion;
	return rc;
}

enum err_code internship_put(struct session *session, const struct internship_row *row,
	const char *supervisor, int64_t *ret, struct err *err)
{
	struct internship_row kept = *row;
	struct texts *texts = calloc(1, sizeof *texts);
	enum err_code rc = texts ? clean(row, supervisor, &kept, texts, err)
				 : err_fail(err, WHY_NO_MEMORY, "internship");

	if (!rc)
		rc = begin(session, "internship", row->student_id, err);
	if (!rc) {
		if (supervisor)
			rc = find_supervisor(session, texts->supervisor, &kept.supervisor_id, err);
		if (!rc)
			rc = db_internship_put(session->db, &kept, ret, err);
		rc = db_batch_close(session->db, rc, err);
	}
	free(texts);
	return rc;
}

enum err_code internship_assess(struct session *session, const struct internship_row *internship,
	const struct framework *framework, const struct placement *placement, struct err *err)
{
	struct placement_row row = {.internship_id = internship->id};
	enum err_code rc = note_clean(placement->paper, _("The reference of the paper"), false,
		row.paper, sizeof row.paper, err);

	if (!rc)
		rc = begin(session, "assess", internship->student_id, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < placement->count && !rc; i++)
		rc = rating_set(session, framework, placement->items[i], internship->student_id,
			placement->occasion, placement->levels[i],
			placement->comments ? placement->comments[i] : NULL, NULL, err);
	if (!rc)
		rc = occasion_find(session, placement->occasion, &row.assessment_id, err);
	(void)snprintf(row.typed_by, sizeof row.typed_by, "%s", session->author);
	if (!rc)
		rc = db_placement_put(session->db, &row, NULL, err);
	return db_batch_close(session->db, rc, err);
}

/* ---- Theses --------------------------------------------------------------------- */

static const struct {
	const char *code, *name;
} states[THESIS_STATE_COUNT] = {
	[THESIS_GOING] = {"going", N_("in progress")},
	[THESIS_SUBMITTED] = {"submitted", N_("submitted")},
	[THESIS_DEFENDED] = {"defended", N_("defended")},
	[THESIS_DROPPED] = {"dropped", N_("abandoned")},
};

const char *thesis_state_code(enum thesis_state state)
{
	return states[state].code;
}

const char *thesis_state_name(enum thesis_state state)
{
	return _(states[state].name);
}

enum err_code thesis_state_parse(const char *text, enum thesis_state *ret, struct err *err)
{
	enum err_code rc;

	for (int i = 0; i < THESIS_STATE_COUNT; i++) {
		if (strcasecmp(text, states[i].code) == 0 ||
			strcasecmp(text, _(states[i].name)) == 0) {
			*ret = (enum thesis_state)i;
			return ERR_OK;
		}
	}
	rc = err_fail(err, WHY_STATE_UNKNOWN, "thesis");
	(void)err_at(err, 0, "going, submitted, defended, dropped", text);
	return rc;
}

enum err_code thesis_put(
	struct session *session, const struct thesis_row *row, int64_t *ret, struct err *err)
{
	struct thesis_row kept = *row;
	enum err_code rc =
		note_clean(row->title, _("The title"), true, kept.title, sizeof kept.title, err);

	if (!rc)
		rc = begin(session, "thesis", row->student_id, err);
	if (rc)
		return rc;
	rc = db_thesis_put(session->db, &kept, ret, err);
	return db_batch_close(session->db, rc, err);
}

/* The support by which that person supervises a thesis of the student now; 0: none. */
static enum err_code find_supervision(struct session *session, int64_t student_id,
	const char *person, int64_t *ret, struct err *err)
{
	struct support_row *rows = NULL;
	char today[DATE_SIZE], wanted[NAME_SIZE], name[NAME_SIZE];
	size_t count = 0;
	enum err_code rc = db_support_of_student(session->db, student_id, &rows, &count, err);

	*ret = 0;
	clock_today(today);
	(void)fold(person, strlen(person), wanted, sizeof wanted);
	for (size_t i = 0; i < count && !rc; i++) {
		(void)fold(rows[i].person, strlen(rows[i].person), name, sizeof name);
		if (rows[i].role == SUPPORT_THESIS && rows[i].student_id &&
			support_holds(&rows[i], today) && strcmp(name, wanted) == 0)
			*ret = rows[i].id;
	}
	free(rows);
	return rc;
}

enum err_code thesis_supervise(
	struct session *session, const struct thesis_row *row, const char *person, struct err *err)
{
	const struct support_plan plan = {
		.role = SUPPORT_THESIS, .person = person, .student_id = row->student_id};
	char name[LABEL_SIZE], value[24], clean[NAME_SIZE];
	int64_t support = 0;
	enum err_code rc =
		note_clean(person, _("The name of the person"), true, clean, sizeof clean, err);

	if (!rc)
		rc = find_supervision(session, row->student_id, clean, &support, err);
	if (!rc)
		rc = begin(session, "thesis", row->student_id, err);
	if (rc)
		return rc;
	if (!support)
		rc = support_add(session, &plan, &support, err);
	(void)snprintf(name, sizeof name, "thesis %" PRId64, row->id);
	(void)snprintf(value, sizeof value, "%" PRId64, support);
	if (!rc)
		rc = db_setting_put(session->db, name, value, err);
	return db_batch_close(session->db, rc, err);
}

/* A step that is still to be done is due today or later. */
static enum err_code check_to_come(const char *date, struct err *err)
{
	char today[DATE_SIZE], shown[DATE_SIZE];
	enum err_code rc;

	clock_today(today);
	if (strcmp(date, today) >= 0)
		return ERR_OK;
	date_for_people(date, shown);
	rc = err_fail(err, WHY_DATE_PAST, "milestone");
	(void)err_at(err, 0, NULL, shown);
	return rc;
}

enum err_code milestone_put(
	struct session *session, const struct milestone_row *row, int64_t *ret, struct err *err)
{
	struct milestone_row kept = *row;
	enum err_code rc =
		note_clean(row->title, _("The title"), true, kept.title, sizeof kept.title, err);

	if (!rc)
		rc = note_date(row->due_on, err);
	if (!rc)
		rc = note_date(row->done_on, err);
	if (!rc && !row->id && row->due_on[0] && !row->done_on[0])
		rc = check_to_come(row->due_on, err);
	if (!rc)
		rc = db_batch_begin(session->db, "milestone", kept.title, session->author, err);
	if (rc)
		return rc;
	rc = db_milestone_put(session->db, &kept, ret, err);
	return db_batch_close(session->db, rc, err);
}
