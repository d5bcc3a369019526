/* How the mark of a unit comes about. See jury.h. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/grade.h"
#include "core/jury.h"
#include "core/language.h"
#include "core/student.h"
#include "core/student_name.h"

static const char *use_name(enum part_use use)
{
	static const char *const names[] = {
		[PART_MISSING] = N_("no grade yet"),
		[PART_COUNTS] = N_("counts"),
		[PART_LEFT_OUT] = N_("left out of the mean"),
		[PART_CREDITED] = N_("left out, acquired"),
		[PART_BLOCKS] = N_("the unit has no mark"),
		[PART_OPEN] = N_("to be looked into"),
	};

	return _(names[use]);
}

/* "proof: CM-12", "proof missing", or "". */
static enum err_code proof_words(struct session *session, const struct programme *programme,
	size_t unit, const struct unit_steps *steps, size_t part, char ret[2 * LABEL_SIZE],
	struct err *err)
{
	const struct part_result *result = &steps->result.parts[part];
	const struct grade_code_row *code =
		result->cell.code[0] ? grade_code_find(&programme->rules, result->cell.code) : NULL;
	const struct grade_row key = {.student_id = steps->enrolment.student_id,
		.unit_id = programme->units[unit].row.id,
		.activity_id = unit_part_id(&programme->units[unit], part),
		.session = result->session};
	struct grade_row row;
	enum err_code rc;

	ret[0] = '\0';
	if (!code || !result->session)
		return ERR_OK;
	rc = db_grade_get(session->db, db_grade_id(&key), &row, err);
	if (!rc && row.proof[0])
		(void)snprintf(ret, 2 * LABEL_SIZE, _("proof: %s"), row.proof);
	else if (!rc && code->proof)
		(void)snprintf(ret, 2 * LABEL_SIZE, "%s", _("proof missing"));
	return rc;
}

/* A mark or a code, for programs. */
static void tell_cell(struct facts *facts, const struct cell *cell)
{
	facts_hundredths(facts, "mark", cell->mark);
	facts_text(facts, "code", cell->code);
}

static const char *activity_code(const struct programme *programme, size_t unit, size_t part)
{
	const struct unit *it = &programme->units[unit];

	return part < it->activity_count ? it->activities[part].code : "";
}

/* A part for programs. */
static void tell_part(struct facts *facts, const struct programme *programme, size_t unit,
	size_t at, const struct unit_steps *steps)
{
	static const char *const uses[] = {[PART_MISSING] = "missing",
		[PART_COUNTS] = "counts",
		[PART_LEFT_OUT] = "left_out",
		[PART_CREDITED] = "credited",
		[PART_BLOCKS] = "blocks",
		[PART_OPEN] = "open"};
	const struct part_result *part = &steps->result.parts[at];

	facts_open(facts, NULL, '{');
	facts_text(facts, "activity", activity_code(programme, unit, at));
	facts_text(facts, "title", steps->parts[at].name);
	tell_cell(facts, &part->cell);
	if (part->session)
		facts_count(facts, "session", part->session);
	else
		facts_null(facts, "session");
	facts_hundredths(facts, "weight", steps->parts[at].weight);
	facts_text(facts, "use", uses[part->use]);
	facts_flag(facts, "older_kept", part->kept);
	facts_flag(facts, "below_minimum", part->below);
	facts_close(facts);
}

static enum err_code part_rows(struct session *session, const struct programme *programme,
	size_t unit, const struct unit_steps *steps, struct page *page, struct err *err)
{
	const char *head[] = {_("Activity"), _("Grade"), _("Session"), _("Weight"), _("Use"), ""};
	enum err_code rc = ERR_OK;

	page_row(page, PAGE_HEAD, 6, head);
	facts_open(&page->facts, "grades", '[');
	for (size_t p = 0; p < steps->part_count && !rc; p++) {
		const struct part_result *part = &steps->result.parts[p];
		const struct grade_code_row *code =
			part->cell.code[0] ? grade_code_find(&programme->rules, part->cell.code)
					   : NULL;
		char grade[MARK_SIZE], number[12] = "", weight[MARK_SIZE], use[2 * LABEL_SIZE];
		char proof[2 * LABEL_SIZE];
		const char *cells[] = {steps->parts[p].name, grade, number, weight, use, proof};

		cell_format(&part->cell, grade);
		if (part->session)
			(void)snprintf(number, sizeof number, "%d", part->session);
		mark_plain(steps->parts[p].weight, weight);
		(void)snprintf(use, sizeof use, "%s%s%s%s%s", use_name(part->use),
			code ? " · " : "", code ? code->label : "", part->kept ? " · " : "",
			part->kept ? _("the older one is kept") : "");
		if (part->below)
			(void)snprintf(use, sizeof use, "%s", _("below its minimum"));
		rc = proof_words(session, programme, unit, steps, p, proof, err);
		page_row(page, PAGE_ROW, 6, cells);
		tell_part(&page->facts, programme, unit, p, steps);
	}
	facts_close(&page->facts);
	return rc;
}

/* "(2×14,00 + 1×11,00) / 3 = 13,00" */
static void mean_line(
	const struct programme *programme, const struct unit_steps *steps, struct page *page)
{
	const struct unit_result *result = &steps->result;
	char sum[1024] = "", weight[MARK_SIZE], mark[MARK_SIZE], value[MARK_SIZE];
	size_t used = 0;

	for (size_t p = 0; p < steps->part_count && used + 3 * MARK_SIZE < sizeof sum; p++) {
		if (result->parts[p].use != PART_COUNTS)
			continue;
		mark_plain(steps->parts[p].weight, weight);
		mark_format(result->parts[p].mark, mark);
		used += (size_t)snprintf(sum + used, sizeof sum - used, "%s%s × %s",
			used ? " + " : "", weight, mark);
	}
	mark_plain((int)result->weights, weight);
	/* four decimals, so that the rounding shows */
	(void)snprintf(mark, sizeof mark, "%" PRId64 "%s%04" PRId64,
		result->sum / result->weights / 100, language_is_french() ? "," : ".",
		(result->sum * 100 / result->weights) % 10000);
	page_addf(page, PAGE_TEXT, _("Mean: (%s) / %s = %s"), sum, weight, mark);
	mark_format(programme->rules.values[GRADE_RULE_ROUND_UNIT], value);
	page_addf(page, PAGE_TEXT, _("Rounded to %s (%s)."), value,
		programme->rules.values[GRADE_RULE_ROUND_MODE] == ROUND_HALF_UP ? _("halves up")
		: programme->rules.values[GRADE_RULE_ROUND_MODE] == ROUND_HALF_EVEN
			? _("halves to the even neighbour")
		: programme->rules.values[GRADE_RULE_ROUND_MODE] == ROUND_DOWN ? _("down")
									       : _("up"));
}

/* The result for programs. */
static void tell_result(
	struct facts *facts, const struct programme *programme, const struct unit_result *result)
{
	static const char *const states[] = {[UNIT_MISSING] = "missing",
		[UNIT_OPEN] = "open",
		[UNIT_BLOCKED] = "blocked",
		[UNIT_JURY] = "jury",
		[UNIT_MARKED] = "marked",
		[UNIT_CREDITED] = "credited",
		[UNIT_DISPENSED] = "dispensed",
		[UNIT_CARRIED] = "carried"};

	facts_text(facts, "state", states[result->state]);
	facts_hundredths(facts, "mark", result->mark);
	facts_text(facts, "code", result->code);
	facts_hundredths(facts, "computed", result->computed);
	facts_hundredths(facts, "pass", programme->rules.values[GRADE_RULE_PASS]);
	facts_flag(facts, "acquired", result->acquired);
	facts_flag(facts, "by_jury", result->by_jury);
	facts_hundredths(facts, "credits", result->credits);
}

/* Else all is left out of the mean. */
static bool is_missing(const struct unit_result *result, size_t part_count)
{
	for (size_t p = 0; p < part_count; p++) {
		if (result->parts[p].use == PART_MISSING)
			return true;
	}
	return part_count == 0;
}

static void state_line(const struct programme *programme, size_t unit,
	const struct unit_steps *steps, struct page *page)
{
	const struct unit_result *result = &steps->result;
	char mark[MARK_SIZE], pass[MARK_SIZE], credits[MARK_SIZE];

	switch (result->state) {
	case UNIT_MISSING:
		page_add(page, PAGE_TEXT,
			is_missing(result, steps->part_count)
				? _("No mark: an activity has no grade yet.")
				: _("No mark: no activity counts."));
		break;
	case UNIT_OPEN:
		page_add(page, PAGE_TEXT,
			result->unsaid ? _("No mark: it depends on a code, and the rules do not "
					   "say whether it is an absence.")
				       : _("No mark: a grade is to be looked into."));
		break;
	case UNIT_BLOCKED:
		page_addf(page, PAGE_TEXT, _("No mark: %s stands for it."), result->code);
		break;
	case UNIT_JURY:
		page_add(page, PAGE_TEXT, _("No mark: the rules leave it to the jury."));
		break;
	case UNIT_DISPENSED:
		page_add(page, PAGE_TEXT, _("Dispensed by the annual programme."));
		break;
	case UNIT_CREDITED:
		page_add(page, PAGE_TEXT, _("Acquired by codes, without a mark."));
		break;
	case UNIT_CARRIED:
		page_addf(page, PAGE_TEXT, _("Carried over from %s."),
			steps->enrolment.from_year[0] ? steps->enrolment.from_year
						      : _("an earlier year"));
		break;
	default:
		break;
	}
	mark_format(programme->rules.values[GRADE_RULE_PASS], pass);
	mark_format(result->mark, mark);
	if (result->absorbed_by >= 0)
		page_addf(page, PAGE_TEXT, _("The lowest mark becomes that of the unit: %s."),
			steps->parts[result->absorbed_by].name);
	if (result->mark >= 0)
		page_addf(page, PAGE_TEXT, _("Mark of the unit: %s; pass mark: %s."), mark, pass);
	if (result->below)
		page_add(page, PAGE_WARNING, _("An activity is below its minimum."));
	if (result->by_jury)
		page_addf(page, PAGE_TEXT, _("The jury decided: %s."),
			verdict_name(steps->verdict.outcome));
	mark_plain(programme->units[unit].row.credits, credits);
	if (result->acquired)
		page_addf(page, PAGE_TEXT, _("%s credits acquired."), credits);
	else
		page_add(page, PAGE_TEXT, _("Credits not acquired."));
}

/* May the activity be taken in this session? Some only once a year. */
static bool is_open(const struct programme *programme, const struct unit *unit,
	const struct part *part, size_t p, int number)
{
	if (p >= unit->activity_count ||
		!grade_rules_once(&programme->rules, unit->activities[p].kind))
		return true;
	for (int s = 1; s < number; s++) {
		if (!cell_is_blank(&part->cells[s - 1]))
			return false;
	}
	return true;
}

/* The lowest mark of one activity with which the unit would pass, as it may be typed. */
static void change_lines(const struct programme *programme, size_t unit, int number,
	const struct unit_steps *steps, struct page *page)
{
	static const int steps_of[] = {100, 10, 1}; /* hundredths, by decimals */
	int step = steps_of[programme->units[unit].row.decimals];
	int most = programme->rules.values[GRADE_RULE_SCALE] / step;
	bool said = false;

	if (steps->result.acquired || steps->result.state == UNIT_CARRIED)
		return;
	facts_open(&page->facts, "would_pass", '[');
	for (size_t p = 0; p < steps->part_count; p++) {
		struct unit_steps trial = *steps;
		struct cell *cell = &trial.parts[p].cells[number - 1];
		int low = 0, high = most;
		char mark[MARK_SIZE];

		if (!is_open(programme, &programme->units[unit], &steps->parts[p], p, number))
			continue;
		*cell = (struct cell){.mark = high * step};
		unit_steps_compute(programme, unit, number, &trial);
		if (!trial.result.acquired)
			continue;
		while (low < high) {
			int middle = low + (high - low) / 2;

			cell->mark = middle * step;
			unit_steps_compute(programme, unit, number, &trial);
			if (trial.result.acquired)
				high = middle;
			else
				low = middle + 1;
		}
		mark_format(high * step, mark);
		page_addf(page, PAGE_POINT, _("It would pass with %s in “%s”."), mark,
			steps->parts[p].name);
		facts_open(&page->facts, NULL, '{');
		facts_text(&page->facts, "activity", activity_code(programme, unit, p));
		facts_hundredths(&page->facts, "mark", high * step);
		facts_close(&page->facts);
		said = true;
	}
	facts_close(&page->facts);
	if (!said && steps->result.state != UNIT_JURY)
		page_add(page, PAGE_POINT, _("No single mark would make it pass."));
}

/* A change for programs. */
static void tell_change(struct facts *facts, const struct programme *programme, size_t unit,
	const struct grading *grading, const struct grade_change_row *row)
{
	char day[DATE_SIZE], clock[CLOCK_SIZE];

	clock_date(row->at, day);
	clock_time(row->at, clock);
	facts_open(facts, NULL, '{');
	facts_text(facts, "date", day);
	facts_text(facts, "time", clock);
	facts_text(facts, "by", row->author);
	facts_text(facts, "activity", activity_code(programme, unit, grading->part));
	facts_count(facts, "session", grading->number);
	facts_hundredths(facts, "mark", row->mark);
	facts_text(facts, "code", row->code);
	facts_close(facts);
}

static enum err_code trace(struct session *session, const struct programme *programme, size_t unit,
	int64_t student_id, struct page *page, struct err *err)
{
	const char *head[] = {
		_("When"), _("Who"), _("Activity"), _("Session"), _("Was"), _("Became")};
	struct grading grading = {
		.programme = programme, .unit = &programme->units[unit], .student_id = student_id};
	int sessions = programme->rules.values[GRADE_RULE_SESSIONS];
	enum err_code rc = ERR_OK;

	page_add(page, PAGE_HEADING, _("Every change"));
	page_row(page, PAGE_HEAD, 6, head);
	facts_open(&page->facts, "changes", '[');
	for (grading.number = 1; grading.number <= sessions; grading.number++) {
		for (grading.part = 0; grading.part < unit_part_count(grading.unit) && !rc;
			grading.part++) {
			struct grade_change_row *rows = NULL;
			struct cell before = {.mark = -1};
			size_t count = 0;

			rc = grade_history(session, &grading, &rows, &count, err);
			for (size_t i = 0; i < count && !rc; i++) {
				struct cell cell = {.mark = rows[i].mark};
				char day[DATE_SIZE], clock[6], when[DATE_SIZE + 8], number[12];
				char became[MARK_SIZE], was[MARK_SIZE];
				const char *cells[] = {when, rows[i].author,
					unit_part_title(grading.unit, grading.part), number, was,
					became};

				memcpy(cell.code, rows[i].code, sizeof cell.code);
				clock_date(rows[i].at, became);
				date_for_people(became, day);
				clock_time(rows[i].at, clock);
				(void)snprintf(when, sizeof when, "%s %s", day, clock);
				(void)snprintf(number, sizeof number, "%d", grading.number);
				cell_format(&cell, became);
				if (!*became)
					(void)snprintf(became, sizeof became, "%s", _("blank"));
				cell_format(&before, was);
				before = cell;
				page_row(page, PAGE_ROW, 6, cells);
				tell_change(&page->facts, programme, unit, &grading, &rows[i]);
			}
			free(rows);
		}
	}
	facts_close(&page->facts);
	return rc;
}

static enum err_code verdicts(struct session *session, const struct programme *programme,
	size_t unit, int64_t student_id, struct page *page, struct err *err)
{
	struct verdict_row *rows = NULL;
	size_t count = 0;
	enum err_code rc =
		db_verdict_list(session->db, programme->row.id, student_id, &rows, &count, err);

	facts_open(&page->facts, "decisions", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		char day[DATE_SIZE], mark[MARK_SIZE];

		if (rows[i].unit_id != programme->units[unit].row.id)
			continue;
		date_for_people(rows[i].decided_on, day);
		mark_format(rows[i].mark, mark);
		page_addf(page, PAGE_POINT, _("Jury of %s, session %d: %s %s (%s, %s)"), day,
			rows[i].session, verdict_name(rows[i].outcome), mark, rows[i].reason,
			rows[i].person);
		facts_open(&page->facts, NULL, '{');
		facts_text(&page->facts, "outcome", verdict_code(rows[i].outcome));
		facts_hundredths(&page->facts, "mark", rows[i].mark);
		facts_count(&page->facts, "session", rows[i].session);
		facts_text(&page->facts, "date", rows[i].decided_on);
		facts_text(&page->facts, "by", rows[i].person);
		facts_text(&page->facts, "reason", rows[i].reason);
		facts_close(&page->facts);
	}
	facts_close(&page->facts);
	free(rows);
	return rc;
}

/*
 * Whom, of which programme and year, and on which day it was made: the page is
 * what an appeal is judged on. A hidden name hides the matricule too.
 */
static void identity(struct session *session, const struct programme *programme,
	const struct student_row *student, const struct seeing *seeing, struct page *page)
{
	char today[DATE_SIZE], day[DATE_SIZE];

	clock_today(today);
	date_for_people(today, day);
	page_addf(page, PAGE_MUTED, _("Matricule %s · programme %s · year %s"),
		seeing && seeing->anonymous ? "—" : student->matricule,
		*programme->row.label ? programme->row.label : programme->row.code,
		programme->row.year);
	page_addf(page, PAGE_MUTED, _("Made on %s by %s"), day, session->author);
}

enum err_code grade_explain_page(struct session *session, const struct programme *programme,
	size_t unit, int64_t student_id, int number, const struct seeing *seeing, struct page *ret,
	struct err *err)
{
	struct student_row student;
	struct unit_steps steps;
	struct page page = {.facts.wanted = ret->facts.wanted};
	char name[STUDENT_NAME_SIZE], since[DATE_SIZE], today[DATE_SIZE];
	int session_number = number ? number : programme->rules.values[GRADE_RULE_SESSIONS];
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	if (!rc)
		rc = unit_steps_load(
			session, programme, unit, student_id, session_number, &steps, err);
	if (!rc) {
		student_name(session, seeing->anonymous, student_id, student.last_name,
			student.first_name, name, sizeof name);
		page_addf(&page, PAGE_TITLE, _("Why · %s %s · %s"), programme->units[unit].row.code,
			programme->units[unit].row.title, name);
		date_for_people(programme->rules.set.since, since);
		page_addf(&page, PAGE_MUTED, _("Up to session %d · rules %s of %s"), session_number,
			programme->rules.set.code, since);
		identity(session, programme, &student, seeing, &page);
		facts_open(&page.facts, NULL, '{');
		facts_text(&page.facts, "programme", programme->row.code);
		facts_text(&page.facts, "year", programme->row.year);
		clock_today(today);
		facts_text(&page.facts, "printed_on", today);
		facts_text(&page.facts, "matricule", student.matricule);
		facts_text(&page.facts, "last_name", student.last_name);
		facts_text(&page.facts, "first_name", student.first_name);
		facts_text(&page.facts, "unit", programme->units[unit].row.code);
		facts_count(&page.facts, "session", session_number);
		facts_text(&page.facts, "rules", programme->rules.set.code);
		facts_text(&page.facts, "rules_since", programme->rules.set.since);
		rc = part_rows(session, programme, unit, &steps, &page, err);
	}
	if (!rc) {
		if (steps.result.weights > 0)
			mean_line(programme, &steps, &page);
		state_line(programme, unit, &steps, &page);
		tell_result(&page.facts, programme, &steps.result);
		change_lines(programme, unit, session_number, &steps, &page);
		rc = verdicts(session, programme, unit, student_id, &page, err);
	}
	if (!rc)
		rc = trace(session, programme, unit, student_id, &page, err);
	facts_close(&page.facts);
	if (!rc && (page.failed || page.facts.failed))
		rc = err_fail(err, WHY_NO_MEMORY, "explanation");
	if (rc)
		page_release(&page);
	else
		*ret = page;
	return rc;
}
