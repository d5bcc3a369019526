/* meeting: planned, begun, changed, ended. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/choose.h"
#include "cli/noun.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/language.h"
#include "core/meeting.h"
#include "core/note.h"
#include "core/student.h"

static int64_t meeting_id(const void *rows, size_t i)
{
	return ((const struct meeting_row *)rows)[i].id;
}

static enum err_code say(struct cli *cli, int64_t id, struct err *err)
{
	static const struct column columns[] = {{"id", NULL, COLUMN_TEXT},
		{"matricule", NULL, COLUMN_TEXT}, {"date", NULL, COLUMN_DATE},
		{"time", NULL, COLUMN_TEXT}, {"state", NULL, COLUMN_TEXT},
		{"place", NULL, COLUMN_TEXT}, {"presence", NULL, COLUMN_TEXT},
		{"minutes", NULL, COLUMN_COUNT}, {"next", NULL, COLUMN_DATE}};
	struct meeting_row *row = NULL;
	struct listing listing;
	char ref[REF_SIZE], minutes[16], date[DATE_SIZE];
	enum err_code rc;

	if (option_given(cli->options, OPT_DRY_RUN))
		return ERR_OK;
	rc = meeting_get(cli->session, id, &row, err);
	if (rc)
		return rc;
	ref_of(id, ref);
	noun_number(row->minutes, minutes);
	if (cli->json) {
		listing_begin(&listing, cli, sizeof columns / sizeof columns[0], columns);
		listing_row(&listing,
			(const char *const[]){ref, row->matricule, row->held_on, row->starts_at,
				meeting_state_code(row->state), row->place,
				presence_code(row->presence), minutes, row->next_on});
		rc = listing_end(&listing, ERR_OK, err);
	} else if (!cli->quiet) {
		ref[REF_SHORT] = '\0';
		output_say(_("Meeting %s with %s on %s: %s."), ref, row->matricule,
			output_date(row->held_on, date), meeting_state_name(row->state));
	}
	free(row);
	return rc;
}

/* How likely a meeting is the one that is meant. One to come is not about to end. */
static int weigh(const struct meeting_row *row, bool ends)
{
	static const int weight[] = {[MEETING_PLANNED] = 2,
		[MEETING_OPEN] = 3,
		[MEETING_DONE] = 1,
		[MEETING_DROPPED] = 0};
	char today[DATE_SIZE];

	clock_today(today);
	if (ends && row->state == MEETING_PLANNED && strcmp(row->held_on, today) > 0)
		return 0;
	return weight[row->state];
}

/* The one that is meant: open now, else the first planned, else the last held. */
static enum err_code pick(
	struct cli *cli, const struct student_row *student, int64_t *ret, struct err *err)
{
	bool ends = option_given(cli->options, OPT_END);
	struct meeting_row *rows = NULL;
	size_t count = 0, best = 0;
	enum err_code rc =
		db_meeting_of_student(cli->session->db, student->id, 1000, &rows, &count, err);

	for (size_t i = 1; i < count && !rc; i++) {
		int more = weigh(&rows[i], ends) - weigh(&rows[best], ends);

		if (more > 0 || (more == 0 && rows[i].state == MEETING_PLANNED &&
					rows[best].state == MEETING_PLANNED))
			best = i;
	}
	if (!rc && count && ends && weigh(&rows[best], ends) == 0)
		count = 0;
	if (!rc && !count) {
		rc = err_fail(err, WHY_NOTHING_KNOWN_AS, "meeting");
		(void)err_at(err, 0, _("Meetings"), student->matricule);
	}
	if (!rc)
		*ret = rows[best].id;
	free(rows);
	return rc;
}

/* A word that is no matricule may be a ref, of a planned or open meeting of anybody. */
static enum err_code find_by_ref(struct cli *cli, const char *word, int64_t *ret,
	struct student_row *student, struct err *err)
{
	static const enum meeting_state states[] = {
		MEETING_OPEN, MEETING_PLANNED, MEETING_DONE, MEETING_DROPPED};
	struct meeting_row *rows = NULL;
	size_t count = 0, at = 0;
	enum err_code rc = ERR_NOT_FOUND;

	for (size_t i = 0; i < sizeof states / sizeof states[0] && rc == ERR_NOT_FOUND; i++) {
		rc = db_meeting_agenda(cli->session->db, states[i], 0, "1900-01-01", "2199-12-31",
			100000, &rows, &count, err);
		if (!rc)
			rc = noun_ref(word, count, meeting_id, rows, _("Meetings"), &at, err);
		if (!rc) {
			*ret = rows[at].id;
			rc = db_student_by_id(cli->session->db, rows[at].student_id, student, err);
		}
		free(rows);
		rows = NULL;
	}
	return rc;
}

static enum err_code plan(
	struct cli *cli, const struct student_row *student, int64_t *ret, struct err *err)
{
	char day[DATE_SIZE];
	struct meeting_plan plan = {.date = day,
		.time = option_value(cli->options, OPT_TIME),
		.place = option_value(cli->options, OPT_PLACE),
		.agenda = option_value(cli->options, OPT_AGENDA)};
	enum err_code rc = noun_day(cli, OPT_DATE, DATE_AHEAD, day, err);

	return rc ? rc : meeting_plan(cli->session, student->id, &plan, ret, err);
}

static enum err_code change(struct cli *cli, int64_t id, struct err *err)
{
	const char *time = option_value(cli->options, OPT_TIME);
	const char *place = option_value(cli->options, OPT_PLACE);
	const char *agenda = option_value(cli->options, OPT_AGENDA);
	const char *presence = option_value(cli->options, OPT_PRESENCE);
	struct meeting_row *row = NULL;
	char day[DATE_SIZE];
	enum err_code rc = meeting_get(cli->session, id, &row, err);

	if (rc)
		return rc;
	/* One to come is a plan; one that began is a fact. */
	rc = noun_day(
		cli, OPT_DATE, row->state == MEETING_PLANNED ? DATE_AHEAD : DATE_BACK, day, err);
	if (!rc && day[0])
		memcpy(row->held_on, day, sizeof day);
	if (!rc && time && !option_given(cli->options, OPT_END)) /* then it is the next one's */
		rc = time_parse(time, row->starts_at, err);
	if (!rc && place)
		rc = note_clean(place, _("The place"), false, row->place, sizeof row->place, err);
	if (!rc && presence)
		rc = presence_parse(presence, &row->presence, err);
	if (agenda)
		row->agenda = agenda;
	if (!rc)
		rc = meeting_set(cli->session, row, err);
	free(row);
	return rc;
}

static enum err_code end(struct cli *cli, int64_t id, struct err *err)
{
	char next[DATE_SIZE];
	enum err_code rc = noun_day(cli, OPT_NEXT, DATE_AHEAD, next, err);

	return rc ? rc
		  : meeting_end(cli->session, id, next, option_value(cli->options, OPT_TIME), err);
}

static enum err_code begin_group(struct cli *cli, struct err *err)
{
	int64_t group_id = 0;
	long count = 0;
	enum err_code rc = options_words(cli->options, 0, 0, err);

	if (!rc)
		rc = cli_open(cli, 0, err);
	if (!rc)
		rc = choose_group(cli, &group_id, err);
	if (!rc)
		rc = meeting_begin_group(cli->session, group_id, &count, err);
	if (!rc && !cli->quiet)
		output_say(
			ngettext("%ld meeting begun.", "%ld meetings begun.", (unsigned long)count),
			count);
	if (!rc)
		cli_say_dry_run(cli);
	return rc;
}

/* A day makes a new meeting with a student; it moves one that is named by its ref. */
static bool plans(const struct options *options, bool by_ref)
{
	return !by_ref && option_given(options, OPT_DATE) && !option_given(options, OPT_BEGIN) &&
	       !option_given(options, OPT_END) && !option_given(options, OPT_DROP);
}

static bool changes(const struct options *options, bool by_ref)
{
	return option_given(options, OPT_PLACE) || option_given(options, OPT_TIME) ||
	       option_given(options, OPT_AGENDA) || option_given(options, OPT_PRESENCE) ||
	       (by_ref && option_given(options, OPT_DATE));
}

/* One planned for another day begins only where that is meant: it is named and asked about. */
static enum err_code ask_day(const struct cli *cli, int64_t id, struct err *err)
{
	struct meeting_row *row = NULL;
	char today[DATE_SIZE], day[DATE_WORDS_SIZE], question[256];
	enum err_code rc = meeting_get(cli->session, id, &row, err);

	if (rc)
		return rc;
	clock_today(today);
	if (row->state == MEETING_PLANNED && strcmp(row->held_on, today) != 0) {
		date_in_words(row->held_on, day);
		(void)snprintf(question, sizeof question,
			_("The meeting is planned for %s. Begin it today?"), day);
		rc = ask(cli, question, "--begin", err);
	}
	free(row);
	return rc;
}

/* Today another one begins; that one stays, and how to begin it is told. */
static enum err_code begin_today(
	struct cli *cli, const struct student_row *student, int64_t *id, struct err *err)
{
	struct meeting_row *near = NULL;
	char day[DATE_WORDS_SIZE], ref[REF_SIZE];
	enum err_code rc = meeting_near(cli->session, student->id, &near, err);

	if (!rc)
		rc = meeting_begin(cli->session, student->id, id, err);
	if (!rc && near && !cli->quiet && !cli->json) {
		date_in_words(near->held_on, day);
		ref_of(near->id, ref);
		output_say(_("The one planned for %s stays; “suivi meeting %s --begin” begins it."),
			day, ref);
	}
	free(near);
	return rc;
}

/* All that the options ask for, of a student or of the meeting `id`. Inside a batch. */
static enum err_code act(
	struct cli *cli, const struct student_row *student, int64_t *id, struct err *err)
{
	const struct options *options = cli->options;
	bool by_ref = *id != 0, planned = plans(options, by_ref);
	enum err_code rc = ERR_OK;

	if (!by_ref && option_given(options, OPT_BEGIN))
		rc = begin_today(cli, student, id, err);
	else if (option_given(options, OPT_BEGIN))
		rc = meeting_begin_planned(cli->session, *id, err);
	else if (planned)
		rc = plan(cli, student, id, err);
	else if (!by_ref)
		rc = pick(cli, student, id, err);
	if (!rc && !planned && changes(options, by_ref))
		rc = change(cli, *id, err);
	if (!rc && option_given(options, OPT_END))
		rc = end(cli, *id, err);
	if (!rc && option_given(options, OPT_DROP))
		rc = meeting_drop(cli->session, *id, err);
	return rc;
}

static enum err_code run(struct cli *cli, struct err *err)
{
	const char *word = cli->options->words[0];
	struct student_row student = {0};
	int64_t id = 0;
	enum err_code rc = student_find(cli->session, word, &student, err);

	if (rc == ERR_NOT_FOUND && find_by_ref(cli, word, &id, &student, NULL) == ERR_OK)
		rc = ERR_OK;
	if (!rc && id && option_given(cli->options, OPT_BEGIN))
		rc = ask_day(cli, id, err);
	if (!rc)
		rc = db_batch_begin(cli->session->db,
			plans(cli->options, id != 0) ? "plan" : "meeting", student.matricule,
			cli->session->author, err);
	if (rc)
		return rc;
	rc = act(cli, &student, &id, err);
	rc = db_batch_close(cli->session->db, rc, err);
	return rc ? rc : say(cli, id, err);
}

enum err_code cmd_meeting(struct cli *cli, struct err *err)
{
	enum err_code rc;

	if (option_given(cli->options, OPT_GROUP))
		return begin_group(cli, err);
	rc = options_words(cli->options, 1, 1, err);
	if (!rc)
		rc = cli_open(cli, 0, err);
	if (!rc)
		rc = run(cli, err);
	if (!rc)
		cli_say_dry_run(cli);
	return rc;
}
