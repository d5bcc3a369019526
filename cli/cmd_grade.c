/* grade, enrol: one mark given, and who takes what. */
#include "core/grade.h"

#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/choose.h"
#include "cli/json.h"
#include "cli/noun.h"
#include "cli/programme_of.h"
#include "core/language.h"
#include "core/message.h"
#include "core/student.h"

static void say_grade(struct cli *cli, const struct grading *grading,
	const struct student_row *student, const struct cell *cell)
{
	char text[MARK_SIZE], name[2 * CODE_SIZE + 2];

	cell_format(cell, text);
	(void)snprintf(name, sizeof name, "%s%s%s", grading->unit->row.code,
		grading->unit->activity_count ? "/" : "",
		grading->unit->activity_count ? grading->unit->activities[grading->part].code : "");
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "matricule", student->matricule);
		json_text(cli->json, "unit", grading->unit->row.code);
		if (grading->unit->activity_count)
			json_text(cli->json, "activity",
				grading->unit->activities[grading->part].code);
		else
			json_null(cli->json, "activity");
		json_count(cli->json, "session", grading->number);
		json_hundredths(cli->json, "mark", cell->mark);
		if (cell->code[0])
			json_text(cli->json, "code", cell->code);
		else
			json_null(cli->json, "code");
		json_close(cli->json);
	} else if (!cli->quiet && cell_is_blank(cell)) {
		output_say(_("%s, %s, session %d: cleared."), student->matricule, name,
			grading->number);
	} else if (!cli->quiet) {
		output_say(_("%s, %s, session %d: %s."), student->matricule, name, grading->number,
			text);
	}
	cli_say_dry_run(cli);
}

/* A mark below what is acquired: asked before it is kept, told where nobody can be asked. */
static enum err_code set_anyway(
	struct cli *cli, struct grading *grading, const struct cell *cell, struct err *err)
{
	const struct err why = *err;
	char question[400];
	enum err_code rc = ERR_OK;

	message_fill(_("“{value}” would fall short of {place}, acquired in an earlier session. "
		       "Record it all the same?"),
		&why, question, sizeof question);
	if (ask_possible(cli))
		rc = ask(cli, question, why.place, err);
	if (rc)
		return rc;
	if (!cli->quiet && !cli->json) {
		message_fill(_("“{value}” falls short of {place}, acquired in an earlier session."),
			&why, question, sizeof question);
		output_say("%s", question);
	}
	grading->anyway = true;
	return grade_set(cli->session, grading, cell, err);
}

enum err_code cmd_grade(struct cli *cli, struct err *err)
{
	struct programme programme = {0};
	struct student_row student;
	struct grading grading = {.programme = &programme};
	struct cell cell;
	size_t unit = 0;
	const struct grade_code_row *code;
	enum err_code rc = options_words(cli->options, 3, 3, err);

	if (!rc)
		rc = noun_open(cli, 0, &student, err);
	if (!rc)
		rc = programme_of(cli, &programme, err);
	if (rc)
		return rc;
	grading.student_id = student.id;
	grading.proof = option_value(cli->options, OPT_PROOF);
	grading.reason = option_value(cli->options, OPT_REASON);
	rc = part_of(&programme, cli->options->words[1], &unit, &grading.part, err);
	if (!rc)
		rc = session_of(cli, &programme, 1, &grading.number, err);
	if (!rc) {
		const char *typed = cli->options->words[2];

		grading.unit = &programme.units[unit];
		rc = cell_parse(&programme.rules, grading.unit->row.decimals,
			strcmp(typed, "-") == 0 ? "" : typed, &cell, err);
	}
	if (!rc)
		rc = grade_set(cli->session, &grading, &cell, err);
	if (rc && err->reason == WHY_GRADE_ACQUIRED)
		rc = set_anyway(cli, &grading, &cell, err);
	if (!rc)
		say_grade(cli, &grading, &student, &cell);
	code = !rc && cell.code[0] ? grade_code_find(&programme.rules, cell.code) : NULL;
	if (code && code->proof && !grading.proof && !cli->quiet)
		output_say(_("%s asks for a proof: --proof REFERENCE keeps it."), code->code);
	programme_release(&programme);
	return rc;
}

/* ---- enrol -------------------------------------------------------------------------- */

/* Units named by the words from `from` on. */
static enum err_code take_units(const struct cli *cli, const struct programme *programme,
	size_t from, int64_t *ret, size_t *ret_count, struct err *err)
{
	size_t unit, activity;
	enum err_code rc = ERR_OK;

	*ret_count = 0;
	for (size_t i = from; i < cli->options->word_count && !rc; i++) {
		rc = programme_find(programme, cli->options->words[i], &unit, &activity, err);
		if (!rc)
			ret[(*ret_count)++] = programme->units[unit].row.id;
	}
	return rc;
}

/* One of them at a time: which would count? */
static enum err_code check_alone(const struct cli *cli, struct err *err)
{
	static const struct {
		enum option_id option;
		const char *name;
	} states[] = {{OPT_DISPENSED, "--dispensed"}, {OPT_CARRIED, "--carried"},
		{OPT_REMOVE, "--remove"}};
	const char *first = NULL;

	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (!option_given(cli->options, states[i].option))
			continue;
		if (first) {
			(void)err_fail(err, WHY_OPTION_NOT_HERE, "enrol");
			return err_at(err, 0, first, states[i].name);
		}
		first = states[i].name;
	}
	return ERR_OK;
}

static enum err_code take_state(const struct cli *cli, struct enrolling *enrolling, struct err *err)
{
	const char *mark = option_value(cli->options, OPT_CARRIED);
	const char *year = option_value(cli->options, OPT_FROM_YEAR);

	enum err_code rc = check_alone(cli, err);

	if (rc)
		return rc;
	enrolling->mark = -1;
	enrolling->from_year = "";
	enrolling->remove = option_given(cli->options, OPT_REMOVE);
	if (option_given(cli->options, OPT_DISPENSED))
		enrolling->state = ENROLMENT_DISPENSED;
	if (year && !year_is_valid(year)) {
		(void)err_fail(err, WHY_OPTION_VALUE, "%s", year);
		return err_at(err, 0, "--from-year", year);
	}
	if (year)
		enrolling->from_year = year;
	if (!mark)
		return ERR_OK;
	enrolling->state = ENROLMENT_CARRIED;
	if (strcmp(mark, "-") == 0)
		return ERR_OK;
	if (mark_read(mark, &enrolling->mark))
		return ERR_OK;
	(void)err_fail(err, WHY_OPTION_VALUE, "%s", mark);
	return err_at(err, 0, "--carried", mark);
}

static void say_enrolled(struct cli *cli, size_t changed, size_t students)
{
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_count(cli->json, "students", (int64_t)students);
		json_count(cli->json, "changed", (int64_t)changed);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(ngettext("%zu enrolment changed.", "%zu enrolments changed.",
				   (unsigned long)changed),
			changed);
	}
	cli_say_dry_run(cli);
}

enum err_code cmd_enrol(struct cli *cli, struct err *err)
{
	bool grouped = option_given(cli->options, OPT_GROUP);
	struct programme programme = {0};
	struct enrolling enrolling = {.programme = &programme};
	struct student_row student = {0};
	int64_t *members = NULL, *units = NULL, group_id = 0;
	size_t changed = 0;
	enum err_code rc = options_words(cli->options, grouped ? 0 : 1, 1000, err);

	if (!rc)
		rc = cli_open(cli, 0, err);
	if (!rc && grouped)
		rc = choose_group(cli, &group_id, err);
	if (!rc && grouped) {
		rc = db_member_ids(
			cli->session->db, group_id, &members, &enrolling.student_count, err);
		enrolling.subject = option_value(cli->options, OPT_GROUP);
	} else if (!rc) {
		rc = student_find(cli->session, cli->options->words[0], &student, err);
		enrolling.student_count = 1;
		enrolling.subject = student.matricule;
	}
	if (!rc)
		rc = programme_of(cli, &programme, err);
	if (!rc) {
		units = calloc(cli->options->word_count + 1, sizeof *units);
		if (!units)
			rc = err_fail(err, WHY_NO_MEMORY, "enrol");
	}
	if (!rc)
		rc = take_units(
			cli, &programme, grouped ? 0 : 1, units, &enrolling.unit_count, err);
	if (!rc)
		rc = take_state(cli, &enrolling, err);
	enrolling.student_ids = grouped ? members : &student.id;
	enrolling.unit_ids = units;
	if (!rc)
		rc = enrol(cli->session, &enrolling, &changed, err);
	if (!rc)
		say_enrolled(cli, changed, enrolling.student_count);
	programme_release(&programme);
	free(members);
	free(units);
	return rc;
}
