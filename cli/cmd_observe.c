/* observe, objective, evidence: what is noted and agreed. */
#include <stdlib.h>
#include <string.h>

#include "cli/noun.h"
#include "core/date.h"
#include "core/language.h"
#include "core/meeting.h"
#include "core/note.h"

enum err_code cmd_observe(struct cli *cli, struct err *err)
{
	static const struct column columns[] = {{"id", NULL, COLUMN_TEXT},
		{"matricule", NULL, COLUMN_TEXT}, {"item", NULL, COLUMN_TEXT},
		{"date", NULL, COLUMN_DATE}, {"text", NULL, COLUMN_TEXT},
		{"confidential", NULL, COLUMN_FLAG}};
	const char *item = option_value(cli->options, OPT_ITEM);
	struct observation_row row = {0};
	struct student_row student;
	struct listing listing;
	char ref[REF_SIZE];
	int64_t id = 0;
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc)
		rc = noun_item(cli, &row.item_id, err);
	if (!rc)
		rc = noun_day(cli, OPT_DATE, DATE_BACK, row.written_on, err);
	if (!rc)
		rc = meeting_open_with(cli->session, student.id, &row.meeting_id, err);
	if (rc)
		return rc;
	row.student_id = student.id;
	row.text = cli->options->words[1];
	row.confidential = option_given(cli->options, OPT_CONFIDENTIAL);
	rc = observation_put(cli->session, &row, &id, err);
	if (rc)
		return rc;
	ref_of(id, ref);
	if (cli->json) {
		listing_begin(&listing, cli, sizeof columns / sizeof columns[0], columns);
		listing_row(
			&listing, (const char *const[]){ref, student.matricule, item ? item : "",
					  row.written_on, row.text, row.confidential ? "1" : ""});
		rc = listing_end(&listing, ERR_OK, err);
	} else if (!cli->quiet) {
		output_say(row.meeting_id ? _("%s: observation noted in the meeting under way.")
					  : _("%s: observation noted."),
			student.matricule);
	}
	cli_say_dry_run(cli);
	return rc;
}

/* ---- Objectives -------------------------------------------------------------- */

static int64_t objective_id(const void *rows, size_t i)
{
	return ((const struct objective_row *)rows)[i].id;
}

static enum err_code settle(
	struct cli *cli, const struct student_row *student, const char *ref, struct err *err)
{
	const char *state = option_value(cli->options, OPT_STATE);
	enum objective_state chosen = OBJECTIVE_OPEN;
	struct objective_row *rows = NULL;
	char due[DATE_SIZE];
	size_t count = 0, at = 0;
	int64_t meeting = 0;
	enum err_code rc = state ? objective_state_parse(state, &chosen, err) : ERR_OK;

	if (!rc)
		rc = noun_day(cli, OPT_DUE, DATE_AHEAD, due, err);
	if (!rc)
		rc = db_objective_of_student(cli->session->db, student->id, &rows, &count, err);
	if (!rc)
		rc = noun_ref(ref, count, objective_id, rows, _("Objectives"), &at, err);
	if (!rc)
		rc = meeting_open_with(cli->session, student->id, &meeting, err);
	if (!rc && state) {
		rc = objective_settle(cli->session, &rows[at], chosen, meeting, due, err);
	} else if (!rc) { /* only its date or text */
		if (due[0])
			memcpy(rows[at].due_on, due, sizeof due);
		if (cli->options->word_count == 2)
			rows[at].text = cli->options->words[1];
		rc = objective_put(cli->session, &rows[at], NULL, err);
	}
	if (!rc && !cli->quiet && !cli->json)
		output_say(_("%s: %s (%s)"), student->matricule, rows[at].text,
			objective_state_name(state ? chosen : rows[at].state));
	free(rows);
	return rc;
}

static enum err_code agree(struct cli *cli, const struct student_row *student, struct err *err)
{
	static const struct column columns[] = {{"id", NULL, COLUMN_TEXT},
		{"matricule", NULL, COLUMN_TEXT}, {"item", NULL, COLUMN_TEXT},
		{"text", NULL, COLUMN_TEXT}, {"due", NULL, COLUMN_DATE}};
	const char *item = option_value(cli->options, OPT_ITEM);
	const char *goal = option_value(cli->options, OPT_GOAL);
	struct objective_row row = {.student_id = student->id, .text = cli->options->words[1]};
	struct link_row owner = {0};
	struct listing listing;
	char ref[REF_SIZE], due[DATE_SIZE];
	int64_t id = 0;
	enum err_code rc = noun_item(cli, &row.item_id, err);

	if (!rc)
		rc = noun_day(cli, OPT_DUE, DATE_AHEAD, row.due_on, err);
	if (!rc)
		rc = meeting_open_with(cli->session, student->id, &row.meeting_id, err);
	if (!rc)
		rc = db_batch_begin(cli->session->db, "objective", student->matricule,
			cli->session->author, err);
	if (rc)
		return rc;
	rc = objective_put(cli->session, &row, &id, err);
	owner.objective_id = id;
	if (!rc && goal)
		rc = link_set(cli->session, &owner, goal, false, err);
	rc = db_batch_close(cli->session->db, rc, err);
	if (rc)
		return rc;
	ref_of(id, ref);
	if (cli->json) {
		listing_begin(&listing, cli, sizeof columns / sizeof columns[0], columns);
		listing_row(&listing, (const char *const[]){ref, student->matricule,
					      item ? item : "", row.text, row.due_on});
		return listing_end(&listing, ERR_OK, err);
	}
	if (!cli->quiet && row.due_on[0])
		output_say(_("%s: objective agreed for %s."), student->matricule,
			output_date(row.due_on, due));
	else if (!cli->quiet)
		output_say(_("%s: objective agreed."), student->matricule);
	return ERR_OK;
}

enum err_code cmd_objective(struct cli *cli, struct err *err)
{
	const char *ref = option_value(cli->options, OPT_REF);
	struct student_row student;
	enum err_code rc = options_words(cli->options, ref ? 1 : 2, 2, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc)
		rc = ref ? settle(cli, &student, ref, err) : agree(cli, &student, err);
	if (!rc)
		cli_say_dry_run(cli);
	return rc;
}

/* ---- Evidence ------------------------------------------------------------------ */

enum err_code cmd_evidence(struct cli *cli, struct err *err)
{
	static const struct column columns[] = {{"id", NULL, COLUMN_TEXT},
		{"matricule", NULL, COLUMN_TEXT}, {"title", NULL, COLUMN_TEXT},
		{"date", NULL, COLUMN_DATE}, {"place", NULL, COLUMN_TEXT}};
	const char *place = option_value(cli->options, OPT_PLACE);
	struct evidence_row row = {0};
	struct student_row student;
	struct listing listing;
	struct link_row owner = {0};
	char ref[REF_SIZE];
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc)
		rc = noun_day(cli, OPT_DATE, DATE_BACK, row.made_on, err);
	if (!rc)
		rc = note_clean(cli->options->words[1], _("The title"), true, row.title,
			sizeof row.title, err);
	if (!rc)
		rc = note_clean(place, _("The place"), false, row.place, sizeof row.place, err);
	if (!rc)
		rc = db_batch_begin(
			cli->session->db, "evidence", student.matricule, cli->session->author, err);
	if (rc)
		return rc;
	row.student_id = student.id;
	rc = evidence_put(cli->session, &row, &owner.evidence_id, err);
	if (!rc)
		rc = noun_links(cli, &owner, err);
	rc = db_batch_close(cli->session->db, rc, err);
	if (rc)
		return rc;
	ref_of(owner.evidence_id, ref);
	if (cli->json) {
		listing_begin(&listing, cli, sizeof columns / sizeof columns[0], columns);
		listing_row(&listing, (const char *const[]){ref, student.matricule, row.title,
					      row.made_on, row.place});
		rc = listing_end(&listing, ERR_OK, err);
	} else if (!cli->quiet) {
		output_say(_("%s: evidence noted."), student.matricule);
	}
	cli_say_dry_run(cli);
	return rc;
}
