/* list: supports, meetings, agenda, objectives, observations, internships, theses, evidence. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/choose.h"
#include "cli/circle.h"
#include "cli/noun.h"
#include "core/agenda.h"
#include "core/clock.h"
#include "core/internship.h"
#include "core/language.h"
#include "core/meeting.h"
#include "core/note.h"
#include "core/school_setting.h"
#include "core/support.h"

enum { ROWS_MAX = 100000 };

static const char first_day[] = "1900-01-01", last_day[] = "2199-12-31";

#define COLUMN_COUNT_OF(columns) (sizeof(columns) / sizeof(columns)[0])

static enum err_code list_supports(
	const struct cli *cli, const struct student_row *student, struct err *err)
{
	static const struct column columns[] = {{"person", N_("Person"), COLUMN_TEXT},
		{"role", NULL, COLUMN_TEXT}, {"role_name", N_("Role"), COLUMN_TEXT},
		{"matricule", N_("Matricule"), COLUMN_TEXT}, {"group", N_("Group"), COLUMN_TEXT},
		{"since", N_("Since"), COLUMN_DATE}, {"until", N_("Until"), COLUMN_DATE}};
	struct support_row *rows = NULL;
	struct listing listing;
	int64_t group_id = 0;
	size_t count = 0;
	enum err_code rc = choose_group(cli, &group_id, err);

	if (!rc && student)
		rc = db_support_of_student(cli->session->db, student->id, &rows, &count, err);
	else if (!rc && group_id)
		rc = db_support_of_group(cli->session->db, group_id, &rows, &count, err);
	else if (!rc)
		rc = db_support_list(cli->session->db, ROWS_MAX, &rows, &count, err);
	if (rc)
		return rc;
	listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
	for (size_t i = 0; i < count; i++)
		listing_row(&listing, (const char *const[]){rows[i].person, role_code(rows[i].role),
					      role_name(rows[i].role), rows[i].matricule,
					      rows[i].group, rows[i].since, rows[i].until});
	free(rows);
	return listing_end(&listing, ERR_OK, err);
}

/* Meetings in every state of a student, else those of one state after the other. */
static enum err_code load_meetings(const struct cli *cli, const struct student_row *student,
	enum meeting_state state, struct meeting_row **rows, size_t *count, struct err *err)
{
	if (student)
		return db_meeting_of_student(
			cli->session->db, student->id, ROWS_MAX, rows, count, err);
	return db_meeting_agenda(
		cli->session->db, state, 0, first_day, last_day, ROWS_MAX, rows, count, err);
}

static enum err_code list_meetings(const struct cli *cli, const struct student_row *student,
	const struct circle *circle, struct err *err)
{
	static const struct column columns[] = {{"id", N_("Ref"), COLUMN_TEXT},
		{"date", N_("Date"), COLUMN_DATE}, {"time", N_("Hour"), COLUMN_TEXT},
		{"matricule", N_("Matricule"), COLUMN_TEXT}, {"by", N_("Person"), COLUMN_TEXT},
		{"state", NULL, COLUMN_TEXT}, {"state_name", N_("State"), COLUMN_TEXT},
		{"place", N_("Place"), COLUMN_TEXT}, {"presence", NULL, COLUMN_TEXT},
		{"agenda", NULL, COLUMN_TEXT}, {"minutes", N_("Minutes"), COLUMN_COUNT},
		{"next", N_("Next"), COLUMN_DATE}};
	struct listing listing;
	enum err_code rc = ERR_OK;

	listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
	for (int s = 0; s < (student ? 1 : MEETING_STATE_COUNT) && !rc; s++) {
		struct meeting_row *rows = NULL;
		size_t count = 0;

		rc = load_meetings(cli, student, (enum meeting_state)s, &rows, &count, err);
		for (size_t i = 0; i < count && !rc; i++) {
			char ref[REF_SIZE], minutes[16];

			if (!circle_has(circle, rows[i].student_id))
				continue;
			ref_of(rows[i].id, ref);
			if (!cli->json)
				ref[REF_SHORT] = '\0';
			noun_number(rows[i].minutes, minutes);
			listing_row(
				&listing, (const char *const[]){ref, rows[i].held_on,
						  rows[i].starts_at, rows[i].matricule,
						  rows[i].person, meeting_state_code(rows[i].state),
						  meeting_state_name(rows[i].state), rows[i].place,
						  presence_code(rows[i].presence), rows[i].agenda,
						  minutes, rows[i].next_on});
		}
		free(rows);
	}
	return listing_end(&listing, rc, err);
}

static enum err_code list_agenda(
	const struct cli *cli, const struct circle *circle, struct err *err)
{
	static const struct column columns[] = {{"date", N_("Date"), COLUMN_DATE},
		{"time", N_("Hour"), COLUMN_TEXT}, {"kind", NULL, COLUMN_TEXT},
		{"kind_name", N_("What"), COLUMN_TEXT}, {"matricule", N_("Matricule"), COLUMN_TEXT},
		{"last_name", N_("Last name"), COLUMN_TEXT},
		{"first_name", N_("First name"), COLUMN_TEXT}, {"text", N_("Text"), COLUMN_TEXT},
		{"late", N_("Late"), COLUMN_FLAG}};
	static const char *const kinds[] = {"open", "meeting", "objective", "milestone"};
	struct agenda agenda = {0};
	struct listing listing;
	enum err_code rc = agenda_load(
		cli->session, !option_given(cli->options, OPT_ALL), last_day, &agenda, err);

	if (rc)
		return rc;
	listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
	for (size_t i = 0; i < agenda.count; i++) {
		const struct agenda_entry *entry = &agenda.entries[i];

		if (!circle_has(circle, entry->student_id))
			continue;
		listing_row(&listing,
			(const char *const[]){entry->on, entry->at, kinds[entry->kind],
				agenda_kind_name(entry->kind), entry->matricule, entry->last_name,
				entry->first_name, entry->text, entry->late ? "1" : ""});
	}
	agenda_release(&agenda);
	return listing_end(&listing, ERR_OK, err);
}

static void put_objectives(struct listing *listing, const struct cli *cli,
	const struct circle *circle, size_t count, const struct objective_row rows[])
{
	for (size_t i = 0; i < count; i++) {
		char ref[REF_SIZE];

		if (!circle_has(circle, rows[i].student_id))
			continue;
		ref_of(rows[i].id, ref);
		if (!cli->json)
			ref[REF_SHORT] = '\0';
		listing_row(listing,
			(const char *const[]){ref, rows[i].matricule, rows[i].item, rows[i].text,
				rows[i].set_on, rows[i].due_on, objective_state_code(rows[i].state),
				objective_state_name(rows[i].state), rows[i].settled_on,
				rows[i].person});
	}
}

/* All of a student; of everybody the open ones, those without a date last. */
static enum err_code list_objectives(const struct cli *cli, const struct student_row *student,
	const struct circle *circle, struct err *err)
{
	static const struct column columns[] = {{"id", N_("Ref"), COLUMN_TEXT},
		{"matricule", N_("Matricule"), COLUMN_TEXT}, {"item", N_("Item"), COLUMN_TEXT},
		{"text", N_("Objective"), COLUMN_TEXT}, {"date", N_("Agreed"), COLUMN_DATE},
		{"due", N_("Due"), COLUMN_DATE}, {"state", NULL, COLUMN_TEXT},
		{"state_name", N_("State"), COLUMN_TEXT}, {"settled", NULL, COLUMN_DATE},
		{"by", NULL, COLUMN_TEXT}};
	struct objective_row *rows = NULL, *undated = NULL;
	struct listing listing;
	size_t count = 0, undated_count = 0;
	enum err_code rc;

	if (student)
		rc = db_objective_of_student(cli->session->db, student->id, &rows, &count, err);
	else
		rc = db_objective_due(cli->session->db,
			&(struct due_when){.from = first_day, .to = last_day}, ROWS_MAX, &rows,
			&count, err);
	if (!rc && !student)
		rc = db_objective_undated(
			cli->session->db, ROWS_MAX, &undated, &undated_count, err);
	if (!rc) {
		listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
		put_objectives(&listing, cli, circle, count, rows);
		put_objectives(&listing, cli, circle, undated_count, undated);
		rc = listing_end(&listing, ERR_OK, err);
	}
	free(rows);
	free(undated);
	return rc;
}

static enum err_code put_observations(
	struct listing *listing, const struct cli *cli, int64_t student_id, struct err *err)
{
	struct observation_row *rows = NULL;
	struct student_row student;
	size_t count = 0;
	enum err_code rc = db_observation_of_student(
		cli->session->db, student_id, ROWS_MAX, &rows, &count, err);

	if (!rc && count)
		rc = db_student_by_id(cli->session->db, student_id, &student, err);
	for (size_t i = 0; i < count && !rc; i++)
		listing_row(listing,
			(const char *const[]){student.matricule, rows[i].written_on, rows[i].item,
				rows[i].text, rows[i].person, rows[i].confidential ? "1" : ""});
	free(rows);
	return rc;
}

static enum err_code list_observations(
	const struct cli *cli, const struct circle *circle, struct err *err)
{
	static const struct column columns[] = {{"matricule", N_("Matricule"), COLUMN_TEXT},
		{"date", N_("Date"), COLUMN_DATE}, {"item", N_("Item"), COLUMN_TEXT},
		{"text", N_("Observation"), COLUMN_TEXT}, {"by", N_("Person"), COLUMN_TEXT},
		{"confidential", N_("Confidential"), COLUMN_FLAG}};
	struct listing listing;
	enum err_code rc = ERR_OK;

	listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
	for (size_t i = 0; i < circle->count && !rc; i++)
		rc = put_observations(&listing, cli, circle->ids[i], err);
	return listing_end(&listing, rc, err);
}

static enum err_code list_internships(
	const struct cli *cli, const struct student_row *student, struct err *err)
{
	static const struct column columns[] = {{"id", N_("Ref"), COLUMN_TEXT},
		{"matricule", N_("Matricule"), COLUMN_TEXT}, {"host", N_("Host"), COLUMN_TEXT},
		{"supervisor", N_("Supervisor"), COLUMN_TEXT}, {"since", N_("Since"), COLUMN_DATE},
		{"until", N_("Until"), COLUMN_DATE}, {NULL, N_("Foreseen"), COLUMN_TEXT},
		{NULL, N_("Done"), COLUMN_TEXT}, {"certified", N_("Certified"), COLUMN_DATE},
		{"items", N_("Items"), COLUMN_TEXT}, {"address", NULL, COLUMN_TEXT},
		{"missions", NULL, COLUMN_TEXT}, {"opinion", NULL, COLUMN_TEXT},
		{"planned_minutes", NULL, COLUMN_COUNT}, {"done_minutes", NULL, COLUMN_COUNT}};
	struct internship_row *rows = NULL;
	struct listing listing;
	int64_t group_id = 0;
	size_t count = 0;
	enum err_code rc = choose_group(cli, &group_id, err);

	if (!rc)
		rc = db_internship_list(cli->session->db, student ? student->id : 0, group_id,
			ROWS_MAX, &rows, &count, err);
	if (rc)
		return rc;
	listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
	for (size_t i = 0; i < count && !rc; i++) {
		struct link_row owner = {.internship_id = rows[i].id};
		char ref[REF_SIZE], planned[16], done[16], items[512];
		char planned_minutes[16], done_minutes[16];

		ref_of(rows[i].id, ref);
		if (!cli->json)
			ref[REF_SHORT] = '\0';
		hours_format(rows[i].planned, planned);
		hours_format(rows[i].done, done);
		noun_number(rows[i].planned, planned_minutes);
		noun_number(rows[i].done, done_minutes);
		rc = noun_link_names(cli, &owner, items, sizeof items, err);
		listing_row(&listing,
			(const char *const[]){ref, rows[i].matricule, rows[i].host,
				rows[i].supervisor, rows[i].starts_on, rows[i].ends_on, planned,
				done, rows[i].certified_on, items, rows[i].address,
				rows[i].missions, rows[i].opinion, planned_minutes, done_minutes});
	}
	free(rows);
	return listing_end(&listing, rc, err);
}

static enum err_code list_theses(
	const struct cli *cli, const struct student_row *student, struct err *err)
{
	static const struct column columns[] = {{"id", N_("Ref"), COLUMN_TEXT},
		{"matricule", N_("Matricule"), COLUMN_TEXT}, {"title", N_("Title"), COLUMN_TEXT},
		{"state", NULL, COLUMN_TEXT}, {"state_name", N_("State"), COLUMN_TEXT},
		{"supervisor", N_("Supervisor"), COLUMN_TEXT},
		{"milestones", N_("Steps"), COLUMN_COUNT},
		{"milestones_done", N_("Done"), COLUMN_COUNT},
		{"next", N_("Next step"), COLUMN_TEXT}, {"next_due", N_("Due"), COLUMN_DATE}};
	struct thesis_row *rows = NULL;
	struct listing listing;
	int64_t group_id = 0;
	size_t count = 0;
	enum err_code rc = choose_group(cli, &group_id, err);

	if (!rc)
		rc = db_thesis_list(cli->session->db, student ? student->id : 0, group_id, ROWS_MAX,
			&rows, &count, err);
	if (rc)
		return rc;
	listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
	for (size_t i = 0; i < count; i++) {
		char ref[REF_SIZE], steps[16], done[16];

		ref_of(rows[i].id, ref);
		if (!cli->json)
			ref[REF_SHORT] = '\0';
		noun_number(rows[i].milestones, steps);
		noun_number(rows[i].milestones_done, done);
		listing_row(&listing, (const char *const[]){ref, rows[i].matricule, rows[i].title,
					      thesis_state_code(rows[i].state),
					      thesis_state_name(rows[i].state), rows[i].supervisor,
					      steps, done, rows[i].next_title, rows[i].next_due});
	}
	free(rows);
	return listing_end(&listing, ERR_OK, err);
}

static enum err_code put_evidence(
	struct listing *listing, const struct cli *cli, int64_t student_id, struct err *err)
{
	struct evidence_row *rows = NULL;
	struct student_row student;
	size_t count = 0;
	enum err_code rc = db_evidence_list(cli->session->db, student_id, &rows, &count, err);

	if (!rc && count)
		rc = db_student_by_id(cli->session->db, student_id, &student, err);
	for (size_t i = 0; i < count && !rc; i++) {
		struct link_row owner = {.evidence_id = rows[i].id};
		char items[512];

		rc = noun_link_names(cli, &owner, items, sizeof items, err);
		listing_row(listing, (const char *const[]){student.matricule, rows[i].made_on,
					     rows[i].title, rows[i].place, items});
	}
	free(rows);
	return rc;
}

static enum err_code list_evidence(
	const struct cli *cli, const struct circle *circle, struct err *err)
{
	static const struct column columns[] = {{"matricule", N_("Matricule"), COLUMN_TEXT},
		{"date", N_("Date"), COLUMN_DATE}, {"title", N_("Title"), COLUMN_TEXT},
		{"place", N_("Place"), COLUMN_TEXT}, {"items", N_("Items"), COLUMN_TEXT}};
	struct listing listing;
	enum err_code rc = ERR_OK;

	listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
	for (size_t i = 0; i < circle->count && !rc; i++)
		rc = put_evidence(&listing, cli, circle->ids[i], err);
	return listing_end(&listing, rc, err);
}

static enum err_code list_settings(const struct cli *cli, struct err *err)
{
	static const struct column columns[] = {{"name", N_("Name"), COLUMN_TEXT},
		{"value", N_("Value"), COLUMN_COUNT}, {"default", N_("Default"), COLUMN_COUNT},
		{"description", N_("What it is"), COLUMN_TEXT}};
	struct school_setting *rows = NULL;
	struct listing listing;
	size_t count = 0;
	enum err_code rc = school_setting_list(cli->session, &rows, &count, err);

	if (rc)
		return rc;
	listing_begin(&listing, cli, COLUMN_COUNT_OF(columns), columns);
	for (size_t i = 0; i < count; i++) {
		char value[24], standard[24];

		(void)snprintf(value, sizeof value, "%ld", rows[i].value);
		(void)snprintf(standard, sizeof standard, "%ld", rows[i].standard);
		listing_row(&listing,
			(const char *const[]){rows[i].name, value, standard, rows[i].description});
	}
	free(rows);
	return listing_end(&listing, ERR_OK, err);
}

enum err_code list_nouns(const struct cli *cli, enum word_id word,
	const struct student_row *student, struct err *err)
{
	struct circle circle;
	bool walked = word == WORD_list_observations || word == WORD_list_evidence;
	enum err_code rc = circle_load(cli, student, walked, &circle, err);

	if (rc)
		return rc;
	switch (word) {
	case WORD_list_supports:
		rc = list_supports(cli, student, err);
		break;
	case WORD_list_meetings:
		rc = list_meetings(cli, student, &circle, err);
		break;
	case WORD_list_agenda:
		rc = list_agenda(cli, &circle, err);
		break;
	case WORD_list_objectives:
		rc = list_objectives(cli, student, &circle, err);
		break;
	case WORD_list_observations:
		rc = list_observations(cli, &circle, err);
		break;
	case WORD_list_internships:
		rc = list_internships(cli, student, err);
		break;
	case WORD_list_settings:
		rc = list_settings(cli, err);
		break;
	case WORD_list_theses:
		rc = list_theses(cli, student, err);
		break;
	default:
		rc = list_evidence(cli, &circle, err);
		break;
	}
	circle_release(&circle);
	return rc;
}
