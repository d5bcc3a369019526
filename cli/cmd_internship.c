/* internship, thesis: added and changed. */
#include "core/internship.h"

#include <stdlib.h>
#include <string.h>

#include "cli/noun.h"
#include "core/clock.h"
#include "core/language.h"
#include "core/note.h"
#include "core/student.h"
#include "core/support.h"

static int64_t internship_id(const void *rows, size_t i)
{
	return ((const struct internship_row *)rows)[i].id;
}

static enum err_code take_text(
	const struct cli *cli, enum option_id option, char *ret, size_t size, struct err *err)
{
	const char *text = option_value(cli->options, option);

	return text ? note_clean(text, option_infos[option].name, false, ret, size, err) : ERR_OK;
}

static enum err_code take_hours(
	const struct cli *cli, enum option_id option, int *ret, struct err *err)
{
	const char *text = option_value(cli->options, option);

	return text ? hours_parse(text, ret, err) : ERR_OK;
}

static enum err_code take_day(const struct cli *cli, enum option_id option,
	enum date_direction direction, char ret[DATE_SIZE], struct err *err)
{
	char day[DATE_SIZE];
	enum err_code rc = noun_day(cli, option, direction, day, err);

	if (!rc && option_given(cli->options, option))
		memcpy(ret, day, sizeof day);
	return rc;
}

/* What the options say, over what is there. */
static enum err_code take_options(
	const struct cli *cli, struct internship_row *row, struct err *err)
{
	const char *missions = option_value(cli->options, OPT_MISSIONS);
	const char *opinion = option_value(cli->options, OPT_OPINION);
	enum err_code rc = take_text(cli, OPT_ADDRESS, row->address, sizeof row->address, err);

	if (!rc)
		rc = take_day(cli, OPT_SINCE, DATE_NEAREST, row->starts_on, err);
	if (!rc)
		rc = take_day(cli, OPT_UNTIL, DATE_NEAREST, row->ends_on, err);
	if (!rc)
		rc = take_hours(cli, OPT_PLANNED, &row->planned, err);
	if (!rc)
		rc = take_hours(cli, OPT_HOURS, &row->done, err);
	if (missions)
		row->missions = missions;
	if (opinion)
		row->opinion = opinion;
	if (option_given(cli->options, OPT_CERTIFIED)) {
		clock_today(row->certified_on);
		memcpy(row->certified_by, cli->session->author, sizeof row->certified_by);
	}
	return rc;
}

/* One batch: the row and its links. */
static enum err_code put_internship(struct cli *cli, const struct student_row *student,
	const struct internship_row *row, struct link_row *owner, struct err *err)
{
	enum err_code rc = db_batch_begin(
		cli->session->db, "internship", student->matricule, cli->session->author, err);

	if (rc)
		return rc;
	rc = internship_put(cli->session, row, option_value(cli->options, OPT_SUPERVISOR),
		&owner->internship_id, err);
	if (!rc)
		rc = noun_links(cli, owner, err);
	return db_batch_close(cli->session->db, rc, err);
}

static enum err_code say(struct cli *cli, const struct student_row *student, int64_t id,
	const char *name, struct err *err)
{
	static const struct column columns[] = {{"id", NULL, COLUMN_TEXT},
		{"matricule", NULL, COLUMN_TEXT}, {"name", NULL, COLUMN_TEXT}};
	struct listing listing;
	char ref[REF_SIZE];
	enum err_code rc = ERR_OK;

	ref_of(id, ref);
	if (cli->json) {
		listing_begin(&listing, cli, sizeof columns / sizeof columns[0], columns);
		listing_row(&listing, (const char *const[]){ref, student->matricule, name});
		rc = listing_end(&listing, ERR_OK, err);
	} else if (!cli->quiet) {
		ref[REF_SHORT] = '\0';
		output_say(_("%s: %s (%s)"), student->matricule, name, ref);
	}
	cli_say_dry_run(cli);
	return rc;
}

enum err_code cmd_internship(struct cli *cli, struct err *err)
{
	const char *ref = option_value(cli->options, OPT_REF);
	struct internship_row *rows = NULL;
	struct internship_row row = {.planned = -1, .done = -1};
	struct student_row student;
	struct link_row owner = {0};
	size_t count = 0, at = 0;
	enum err_code rc = options_words(cli->options, ref ? 1 : 2, 2, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc && ref) {
		rc = db_internship_list(cli->session->db, student.id, 0, 1000, &rows, &count, err);
		if (!rc)
			rc = noun_ref(ref, count, internship_id, rows, _("Internships"), &at, err);
		if (!rc)
			row = rows[at];
	}
	row.student_id = student.id;
	if (!rc && cli->options->word_count == 2)
		rc = note_clean(cli->options->words[1], _("The host organisation"), true, row.host,
			sizeof row.host, err);
	if (!rc)
		rc = take_options(cli, &row, err);
	if (!rc)
		rc = put_internship(cli, &student, &row, &owner, err);
	if (!rc)
		rc = say(cli, &student, owner.internship_id, row.host, err);
	free(rows);
	return rc;
}

/* ---- Theses -------------------------------------------------------------------- */

static int64_t thesis_id(const void *rows, size_t i)
{
	return ((const struct thesis_row *)rows)[i].id;
}

static enum err_code put_people(struct cli *cli, const struct thesis_row *thesis, struct err *err)
{
	struct support_plan plan = {.role = SUPPORT_READER, .student_id = thesis->student_id};
	const char *supervisor = option_value(cli->options, OPT_SUPERVISOR);
	size_t position = 0;
	enum err_code rc = ERR_OK;

	if (supervisor)
		rc = thesis_supervise(cli->session, thesis, supervisor, err);
	while (!rc && (plan.person = option_each(cli->options, OPT_READER, &position)))
		rc = support_add(cli->session, &plan, NULL, err);
	return rc;
}

/* A step added, or the one of that title reached or moved. */
static enum err_code take_milestone(struct cli *cli, int64_t thesis, struct err *err)
{
	const char *title = option_value(cli->options, OPT_MILESTONE);
	struct milestone_row *rows = NULL;
	struct milestone_row row = {.thesis_id = thesis};
	size_t count = 0;
	enum err_code rc;

	if (!title)
		return ERR_OK;
	rc = note_clean(title, _("The title"), true, row.title, sizeof row.title, err);
	if (!rc)
		rc = db_milestone_list(cli->session->db, thesis, &rows, &count, err);
	for (size_t i = 0; i < count && !rc; i++) {
		if (strcmp(rows[i].title, row.title) == 0)
			row = rows[i];
	}
	free(rows);
	if (!rc && option_given(cli->options, OPT_DUE))
		rc = noun_day(cli, OPT_DUE, DATE_AHEAD, row.due_on, err);
	if (!rc)
		rc = take_day(cli, OPT_DONE, DATE_BACK, row.done_on, err);
	return rc ? rc : milestone_put(cli->session, &row, NULL, err);
}

static enum err_code put_thesis(struct cli *cli, const struct student_row *student,
	const struct thesis_row *row, struct link_row *owner, struct err *err)
{
	struct thesis_row kept = *row;
	enum err_code rc = db_batch_begin(
		cli->session->db, "thesis", student->matricule, cli->session->author, err);

	if (rc)
		return rc;
	rc = thesis_put(cli->session, row, &owner->thesis_id, err);
	kept.id = owner->thesis_id;
	if (!rc)
		rc = put_people(cli, &kept, err);
	if (!rc)
		rc = take_milestone(cli, owner->thesis_id, err);
	if (!rc)
		rc = noun_links(cli, owner, err);
	return db_batch_close(cli->session->db, rc, err);
}

enum err_code cmd_thesis(struct cli *cli, struct err *err)
{
	const char *ref = option_value(cli->options, OPT_REF);
	const char *state = option_value(cli->options, OPT_STATE);
	bool adds = cli->options->word_count == 2 && !ref;
	struct thesis_row *rows = NULL;
	struct thesis_row row = {0};
	struct student_row student;
	struct link_row owner = {0};
	size_t count = 0, at = 0;
	enum err_code rc = options_words(cli->options, 1, 2, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc && !adds) {
		rc = db_thesis_list(cli->session->db, student.id, 0, 100, &rows, &count, err);
		if (!rc && (ref || count != 1))
			rc = noun_ref(
				ref ? ref : "", count, thesis_id, rows, _("Theses"), &at, err);
		if (!rc)
			row = rows[at];
	}
	row.student_id = student.id;
	if (!rc && cli->options->word_count == 2)
		rc = note_clean(cli->options->words[1], _("The title"), true, row.title,
			sizeof row.title, err);
	if (!rc && state)
		rc = thesis_state_parse(state, &row.state, err);
	if (!rc)
		rc = put_thesis(cli, &student, &row, &owner, err);
	if (!rc)
		rc = say(cli, &student, owner.thesis_id, row.title, err);
	free(rows);
	return rc;
}
