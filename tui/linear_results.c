/* Results of a student and of a class, as sentences. See linear_mode.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/jury.h"
#include "core/language.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "tui/linear_sheet.h"

/* ---- A figure in words ------------------------------------------------------------------ */

/* What stands for the mark of a unit: "13,25", "PP, not presented", "no mark yet". */
static void mark_words(
	const struct figures *figures, const struct unit_figure *figure, char *ret, size_t size)
{
	const struct grade_code_row *code =
		figure->cell.code[0] ? grade_code_find(figures->rules, figure->cell.code) : NULL;
	char mark[MARK_SIZE];

	cell_format(&figure->cell, mark);
	if (figure->state == UNIT_DISPENSED)
		(void)snprintf(ret, size, "%s", enrolment_state_name(ENROLMENT_DISPENSED));
	else if (figure->state == UNIT_CARRIED)
		(void)snprintf(ret, size, "%s%s%s", enrolment_state_name(ENROLMENT_CARRIED),
			*mark ? " " : "", mark);
	else if (figure->state == UNIT_OPEN)
		(void)snprintf(ret, size, "%s", _("a grade to be looked into"));
	else if (code && code->label[0])
		(void)snprintf(ret, size, _("%s, %s"), mark, code->label);
	else if (*mark)
		(void)snprintf(ret, size, "%s", mark);
	else if (figure->state == UNIT_JURY)
		(void)snprintf(ret, size, "%s", _("no mark, the rules leave it to the jury"));
	else
		(void)snprintf(ret, size, "%s",
			figure->state == UNIT_CREDITED ? _("without a mark") : _("no mark yet"));
}

/* The mark, and what became of the credits: "13,25, credits acquired: 7". */
static void unit_words(
	const struct figures *figures, const struct unit_figure *figure, char *ret, size_t size)
{
	char mark[2 * LABEL_SIZE], credits[MARK_SIZE];

	mark_words(figures, figure, mark, sizeof mark);
	mark_plain(figures->programme->units[figure->unit].row.credits, credits);
	if (figure->acquired && figure->by_jury)
		(void)snprintf(ret, size, _("%s, credits acquired by the jury’s decision: %s"),
			mark, credits);
	else if (figure->by_jury)
		(void)snprintf(ret, size, _("%s, credits not acquired by the jury’s decision: %s"),
			mark, credits);
	else if (figure->acquired)
		(void)snprintf(ret, size, _("%s, credits acquired: %s"), mark, credits);
	else if (figure->state == UNIT_MARKED || figure->state == UNIT_BLOCKED)
		(void)snprintf(ret, size, _("%s, credits not acquired: %s"), mark, credits);
	else
		(void)snprintf(ret, size, _("%s, credits: %s"), mark, credits);
}

/* A number of a list, asked until there is one. 0: nothing was typed. */
static size_t pick(const struct linear *linear, const char *prompt, size_t max)
{
	char answer[LINE_SIZE];
	long chosen;

	while (max && linear_ask(linear, prompt, answer) && *answer) {
		chosen = linear_number(answer, max);
		if (chosen > 0)
			return (size_t)chosen;
		linear_say(linear, _("! There is no number “%s”: 1 to %zu."), answer, max);
	}
	return 0;
}

/* ---- A student ---------------------------------------------------------------------------- */

/* The figures up to each session; release them all. */
static enum err_code load_sessions(const struct linear *linear, const struct programme *programme,
	int64_t student_id, struct figures ret[SESSIONS_MAX], struct err *err)
{
	enum err_code rc = ERR_OK;

	for (int s = 0; s < programme->rules.values[GRADE_RULE_SESSIONS] && !rc; s++) {
		const struct figures_asked asked = {
			.programme = programme, .student_id = student_id, .session = s + 1};

		rc = figures_load(linear->follow.session, &asked, &ret[s], err);
	}
	return rc;
}

/* Sessions before the last in which something was taken, where their mark was another. */
static void tell_earlier(const struct linear *linear, const struct figures by_session[],
	int sessions, size_t k, const struct unit_figure *last)
{
	char words[2 * LABEL_SIZE];

	for (int s = 0; s + 1 < sessions; s++) {
		const struct figures *figures = &by_session[s];
		const struct unit_figure *one = &figures->units[figures->students[0].first + k];

		if (!one->taken || cell_same(&one->cell, &last->cell))
			continue;
		mark_words(figures, one, words, sizeof words);
		linear_say(linear, _("In session %d: %s."), s + 1, words);
	}
}

static void tell_year(const struct linear *linear, const struct student_figures *who)
{
	char got[MARK_SIZE], taken[MARK_SIZE], mean[MARK_SIZE];

	mark_plain(who->year.credits_acquired, got);
	mark_plain(who->year.credits_taken, taken);
	mark_format(who->year.mean, mean);
	linear_say(linear, _("Credits acquired: %s of %s."), got, taken);
	if (who->year.mean >= 0)
		linear_say(linear, _("Mean weighted by credits: %s."), mean);
	if (who->year.mention)
		linear_say(linear, _("Mention proposed: %s."), who->year.mention);
	if (who->verdict)
		linear_say(linear, _("The jury decided: %s."), verdict_name(who->verdict->outcome));
}

/* A closed deliberation saw other figures. */
static void warn_changed(
	const struct linear *linear, const struct programme *programme, int64_t student_id)
{
	struct err err;

	for (int s = 1; s <= programme->rules.values[GRADE_RULE_SESSIONS]; s++) {
		size_t changes = 0;

		if (jury_differences(
			    linear->follow.session, programme, s, student_id, &changes, &err))
			linear_error(linear, &err);
		else if (changes)
			linear_say(linear,
				ngettext("! %zu figure is no longer what the deliberation of "
					 "session %d saw.",
					"! %zu figures are no longer what the deliberation of "
					"session %d saw.",
					(unsigned long)changes),
				changes, s);
	}
}

static void tell_results(const struct linear *linear, const struct programme *programme,
	const struct figures by_session[])
{
	int sessions = programme->rules.values[GRADE_RULE_SESSIONS];
	const struct figures *last = &by_session[sessions - 1];
	char words[4 * LABEL_SIZE], name[STUDENT_NAME_SIZE];

	if (last->student_count == 0) {
		linear_say(linear, "%s", _("No unit in the annual programme."));
		return;
	}
	student_name(linear->follow.session, linear->options->anonymous,
		last->students[0].student_id, last->students[0].last_name,
		last->students[0].first_name, name, sizeof name);
	linear_say(linear, _("Results of %s, %s, %s."), name, programme->row.code,
		programme->row.year);
	for (size_t k = 0; k < last->students[0].count; k++) {
		const struct unit_figure *figure = &last->units[last->students[0].first + k];
		const struct unit_row *unit = &programme->units[figure->unit].row;

		unit_words(last, figure, words, sizeof words);
		linear_say(linear, _("%zu. %s, %s: %s."), k + 1, unit->code, unit->title, words);
		tell_earlier(linear, by_session, sessions, k, figure);
	}
	tell_year(linear, &last->students[0]);
	warn_changed(linear, programme, last->students[0].student_id);
}

/* Why a mark is what it is, for one unit after the other. */
static void ask_why(const struct linear *linear, const struct programme *programme,
	const struct figures *figures)
{
	const struct seeing seeing = {.sentences = true, .anonymous = linear->options->anonymous};
	size_t chosen;

	while (figures->student_count &&
		(chosen = pick(linear, _("Number of a unit, to hear why (empty: no):"),
			 figures->students[0].count))) {
		struct page page = {0};
		struct err err;

		if (grade_explain_page(linear->follow.session, programme,
			    figures->units[figures->students[0].first + chosen - 1].unit,
			    figures->students[0].student_id, 0, &seeing, &page, &err))
			linear_error(linear, &err);
		else
			linear_read(linear, &page);
	}
}

static void student_results(
	const struct linear *linear, const struct programme *programme, int64_t student_id)
{
	struct figures by_session[SESSIONS_MAX] = {0};
	struct err err;

	if (load_sessions(linear, programme, student_id, by_session, &err)) {
		linear_error(linear, &err);
	} else {
		tell_results(linear, programme, by_session);
		ask_why(linear, programme,
			&by_session[programme->rules.values[GRADE_RULE_SESSIONS] - 1]);
	}
	for (int s = 0; s < SESSIONS_MAX; s++)
		figures_release(&by_session[s]);
}

void linear_suppose(const struct linear *linear, const struct programme *programme,
	const struct supposition *supposed)
{
	struct supposition settled = *supposed;
	const struct figures_asked asked = {.programme = programme,
		.supposed = &settled,
		.supposed_count = 1,
		.student_id = supposed->student_id};
	struct figures figures = {0};
	char words[4 * LABEL_SIZE];
	struct err err;

	if (suppositions_settle(linear->follow.session, programme, 0, &settled, 1, &err) ||
		figures_load(linear->follow.session, &asked, &figures, &err)) {
		linear_error(linear, &err);
		return;
	}
	linear_say(linear, "%s", _("A supposition: nothing is written."));
	for (size_t i = 0; i < figures.count; i++) {
		const struct unit_row *unit = &programme->units[figures.units[i].unit].row;

		if (unit->id != supposed->unit_id)
			continue;
		unit_words(&figures, &figures.units[i], words, sizeof words);
		linear_say(linear, _("%s: %s."), unit->code, words);
	}
	if (figures.student_count)
		tell_year(linear, &figures.students[0]);
	figures_release(&figures);
}

void linear_results(struct linear *linear)
{
	struct programme programme = {0};

	if (!linear->follow.student_id) {
		linear_say(linear, "! %s", _("There is no student here."));
		return;
	}
	if (!linear_programme(linear, &programme))
		return;
	student_results(linear, &programme, linear->follow.student_id);
	programme_release(&programme);
	linear_tell_student(linear);
}

/* ---- The jury -------------------------------------------------------------------------------- */

/* The level reached in the first framework as a whole; -1: none. */
static int overall_level(const struct linear *linear, int64_t student_id)
{
	const struct session *session = linear->follow.session;
	struct standing_row standing = {.mean = -1};
	struct err err;

	if (!session->frameworks.count ||
		db_standing_get(session->db, session->frameworks.frameworks[0].row.id, student_id,
			&standing, &err))
		return -1;
	return standing.mean;
}

/* "Not acquired: UE4, 8,00; UE7, PP." or those that have no mark: "Without a mark: UE5; UE9." */
static void tell_units(const struct linear *linear, const struct figures *figures,
	const struct student_figures *who, bool marked)
{
	char *text = NULL, mark[MARK_SIZE];
	size_t size = 0, count = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return;
	for (size_t k = 0; k < who->count; k++) {
		const struct unit_figure *figure = &figures->units[who->first + k];
		const char *code = figures->programme->units[figure->unit].row.code;

		cell_format(&figure->cell, mark);
		if (figure->acquired || (*mark != '\0') != marked)
			continue;
		(void)fputs(count++ ? _("; ") : "", out);
		if (marked)
			(void)fprintf(out, _("%s, %s"), code, mark);
		else
			(void)fputs(code, out);
	}
	if (fclose(out) == 0 && count)
		linear_say(
			linear, marked ? _("Not acquired: %s.") : _("Without a mark: %s."), text);
	free(text);
}

static void tell_line(const struct linear *linear, const struct figures *figures, size_t i)
{
	const struct student_figures *who = &figures->students[i];
	bool hidden = linear->options->anonymous;
	char name[STUDENT_NAME_SIZE], got[MARK_SIZE], taken[MARK_SIZE], mean[MARK_SIZE];
	int level = overall_level(linear, who->student_id);
	char reached[16];

	if (hidden)
		student_name(
			linear->follow.session, true, who->student_id, "", "", name, sizeof name);
	else /* the matricule is said after it */
		(void)snprintf(name, sizeof name, "%s %s", who->last_name, who->first_name);
	mark_plain(who->year.credits_acquired, got);
	mark_plain(who->year.credits_taken, taken);
	mark_format(who->year.mean, mean);
	follow_decimal(level, reached);
	linear_say(linear, _("%zu. %s%s%s. Credits: %s of %s; mean: %s; level: %s."), i + 1, name,
		hidden ? "" : ", ", hidden ? "" : who->matricule, got, taken,
		*mean ? mean : _("nothing"), level < 0 ? _("nothing") : reached);
	if (who->verdict)
		linear_say(linear, _("The jury decided: %s."), verdict_name(who->verdict->outcome));
	else if (who->year.mention)
		linear_say(linear, _("Mention proposed: %s."), who->year.mention);
	tell_units(linear, figures, who, true);
	tell_units(linear, figures, who, false);
}

static void tell_class(const struct linear *linear, const struct figures *figures,
	const struct programme *programme)
{
	size_t complete = 0;

	if (figures->session < programme->rules.values[GRADE_RULE_SESSIONS])
		linear_say(linear, _("Jury, %s, %s, up to session %d."), programme->row.code,
			programme->row.year, figures->session);
	else
		linear_say(linear, _("Jury, %s, %s, all sessions."), programme->row.code,
			programme->row.year);
	for (size_t i = 0; i < figures->student_count; i++) {
		const struct year_result *year = &figures->students[i].year;

		tell_line(linear, figures, i);
		complete += year->credits_acquired == year->credits_taken;
	}
	linear_say(linear, _("%zu students, %zu of them with all their credits."),
		figures->student_count, complete);
}

/* One student's results after the other. */
static void ask_student(const struct linear *linear, const struct figures *figures,
	const struct programme *programme)
{
	size_t chosen;

	while (figures->student_count &&
		(chosen = pick(linear, _("Number of a student, to hear their results (empty: no):"),
			 figures->student_count)))
		student_results(linear, programme, figures->students[chosen - 1].student_id);
}

void linear_jury(struct linear *linear, const char *words)
{
	struct programme programme = {0};
	struct figures figures = {0};
	struct figures_asked asked = {.programme = &programme,
		.group_id = linear->follow.group.id > 0 ? linear->follow.group.id : 0};
	struct err err;
	int most;

	if (!linear_programme(linear, &programme))
		return;
	most = programme.rules.values[GRADE_RULE_SESSIONS];
	if (*words)
		asked.session = (int)linear_number(words, (size_t)most);
	if (*words && asked.session < 1) {
		linear_say(linear, _("! There is no session “%s”: 1 to %d."), words, most);
	} else if (figures_load(linear->follow.session, &asked, &figures, &err)) {
		linear_error(linear, &err);
	} else {
		tell_class(linear, &figures, &programme);
		ask_student(linear, &figures, &programme);
	}
	figures_release(&figures);
	programme_release(&programme);
	linear_tell_student(linear);
}
