/* The pages of the jury. See jury.h. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/jury.h"
#include "core/jury_frozen.h"
#include "core/language.h"
#include "core/message.h"
#include "core/student.h"
#include "core/student_name.h"

static enum err_code finish(struct page *page, enum err_code rc, struct page *ret, struct err *err)
{
	if (!rc && (page->failed || page->facts.failed))
		rc = err_fail(err, WHY_NO_MEMORY, "page");
	if (rc)
		page_release(page);
	else
		*ret = *page;
	return rc;
}

static void credits_text(int credits, char ret[MARK_SIZE])
{
	mark_plain(credits, ret);
}

/* What stands where the mark of a unit does. */
static void figure_text(const struct unit_figure *figure, char ret[SIGNED_SIZE])
{
	char mark[MARK_SIZE];

	cell_format(&figure->cell, mark);
	if (figure->state == UNIT_DISPENSED || figure->state == UNIT_CREDITED)
		(void)snprintf(ret, SIGNED_SIZE, "%s", _("disp."));
	else if (figure->state == UNIT_OPEN)
		(void)snprintf(ret, SIGNED_SIZE, "?");
	else
		(void)snprintf(ret, SIGNED_SIZE, "%s%s%s", *mark ? mark : "–",
			figure->by_jury ? "*" : "",
			not_acquired_sign(&figure->cell, figure->acquired));
}

/* ---- Levels of what units exercise -------------------------------------------------- */

/* Does a unit exercise this item, named here first? An activity may repeat what its unit says. */
static bool exercises(const struct programme *programme, size_t unit, size_t at)
{
	const struct exercise_row *row = &programme->exercises[at];

	if (row->unit_id != programme->units[unit].row.id)
		return false;
	/* They come in order of unit. */
	while (at-- > 0 && programme->exercises[at].unit_id == row->unit_id) {
		if (programme->exercises[at].item_id == row->item_id)
			return false;
	}
	return true;
}

/* Mean of a student's current levels on the items a unit exercises; -1: none. */
static int unit_level(const struct programme *programme, size_t unit,
	const struct current_row *levels, size_t count)
{
	int64_t sum = 0, seen = 0;

	for (size_t e = 0; e < programme->exercise_count; e++) {
		if (!exercises(programme, unit, e))
			continue;
		for (size_t i = 0; i < count; i++) {
			if (levels[i].item_id == programme->exercises[e].item_id &&
				levels[i].value >= 0) {
				sum += levels[i].value;
				seen++;
			}
		}
	}
	return seen ? grade_round(sum, seen, 1, ROUND_HALF_UP) : -1;
}

/* The codes of the items a unit exercises, "3.1 3.2". */
static void items_of_unit(const struct programme *programme, size_t unit, char *ret, size_t size)
{
	size_t used = 0;

	ret[0] = '\0';
	for (size_t e = 0; e < programme->exercise_count && used + CODE_SIZE + 1 < size; e++) {
		if (exercises(programme, unit, e))
			used += (size_t)snprintf(ret + used, size - used, "%s%s", used ? " " : "",
				programme->exercises[e].item);
	}
}

/* ---- A class -------------------------------------------------------------------------- */

static const char *year_words(const struct student_figures *who)
{
	if (who->verdict)
		return verdict_name(who->verdict->outcome);
	if (who->year.mention)
		return who->year.mention;
	if (who->year.units && who->year.credits_acquired == who->year.credits_taken)
		return _("all acquired");
	return "";
}

/* Units anybody in the figures takes, as columns. */
static size_t used_units(const struct figures *figures, size_t ret[], size_t limit)
{
	size_t count = 0;

	for (size_t u = 0; u < figures->programme->unit_count && count < limit; u++) {
		for (size_t i = 0; i < figures->count; i++) {
			if (figures->units[i].unit == u) {
				ret[count++] = u;
				break;
			}
		}
	}
	return count;
}

static void class_row(const struct figures *figures, size_t i, const size_t columns[],
	size_t column_count, const char *name, int level, struct page *page)
{
	const struct student_figures *who = &figures->students[i];
	char texts[PAGE_CELLS_MAX][SIGNED_SIZE];
	char credits[2 * MARK_SIZE + 2], mean[MARK_SIZE], reached[16], missing[16];
	char taken[MARK_SIZE], got[MARK_SIZE];
	const char *cells[PAGE_CELLS_MAX];
	size_t n = 0;

	for (size_t c = 0; c < column_count; c++) {
		texts[c][0] = '\0';
		for (size_t k = 0; k < who->count; k++) {
			if (figures->units[who->first + k].unit == columns[c])
				figure_text(&figures->units[who->first + k], texts[c]);
		}
	}
	credits_text(who->year.credits_acquired, got);
	credits_text(who->year.credits_taken, taken);
	(void)snprintf(credits, sizeof credits, "%s/%s", got, taken);
	mark_format(who->year.mean, mean);
	seeing_value(level, reached);
	(void)snprintf(missing, sizeof missing, "%zu", who->year.missing);
	cells[n++] = name;
	cells[n++] = credits;
	cells[n++] = mean;
	cells[n++] = reached;
	cells[n++] = who->year.missing ? missing : "";
	cells[n++] = year_words(who);
	for (size_t c = 0; c < column_count; c++)
		cells[n++] = texts[c];
	page_row(page, PAGE_ROW, n, cells);
	page_mark(page, MARK_STUDENT, who->student_id);
}

/* The level a student reached in the first framework as a whole; -1. */
static enum err_code overall_level(
	struct session *session, int64_t student_id, int *ret, struct err *err)
{
	struct standing_row standing = {.mean = -1};
	enum err_code rc;

	*ret = -1;
	if (!session->frameworks.count)
		return ERR_OK;
	rc = db_standing_get(
		session->db, session->frameworks.frameworks[0].row.id, student_id, &standing, err);
	if (rc == ERR_NOT_FOUND)
		return ERR_OK;
	*ret = standing.mean;
	return rc;
}

static void class_head(
	const struct figures *figures, const size_t columns[], size_t count, struct page *page)
{
	const char *cells[PAGE_CELLS_MAX];
	size_t n = 0;

	cells[n++] = _("Student");
	cells[n++] = _("Credits");
	cells[n++] = _("Mean");
	cells[n++] = _("Level");
	cells[n++] = _("Missing");
	cells[n++] = _("Proposed");
	for (size_t c = 0; c < count; c++)
		cells[n++] = figures->programme->units[columns[c]].row.code;
	page_row(page, PAGE_HEAD, n, cells);
}

static void class_name(struct session *session, const struct student_figures *who,
	const struct seeing *seeing, char *ret, size_t size)
{
	student_name(session, seeing->anonymous, who->student_id, who->last_name, who->first_name,
		ret, size);
}

/* What the rules leave open is said beside the figures. */
static void warn_unsaid(const struct grade_rules *rules, struct page *page)
{
	char codes[LABEL_SIZE], text[4 * LABEL_SIZE];
	struct err why = {0};

	if (grade_rules_unsaid(rules, codes) == 0)
		return;
	(void)err_fail(&why, WHY_RULES_UNSAID, "rules");
	(void)err_at(&why, 0, NULL, codes);
	message_format(&why, text, sizeof text);
	page_add(page, PAGE_WARNING, text);
}

enum err_code jury_class_page(struct session *session, const struct programme *programme,
	int number, int64_t group_id, const struct seeing *seeing, struct page *ret,
	struct err *err)
{
	const struct figures_asked asked = {
		.programme = programme, .session = number, .group_id = group_id};
	struct figures figures = {0};
	struct page page = {0};
	size_t columns[PAGE_CELLS_MAX], count, complete = 0;
	char name[STUDENT_NAME_SIZE], since[DATE_SIZE];
	enum err_code rc = figures_load(session, &asked, &figures, err);

	if (rc)
		return rc;
	if (number)
		page_addf(&page, PAGE_TITLE, _("Jury · %s · %s · session %d"), programme->row.code,
			programme->row.year, number);
	else
		page_addf(&page, PAGE_TITLE, _("Jury · %s · %s · all sessions"),
			programme->row.code, programme->row.year);
	date_for_people(figures.rules->set.since, since);
	page_addf(&page, PAGE_MUTED,
		_("Rules: %s of %s. * decided by the jury, – no mark yet, ✗ not acquired."),
		figures.rules->set.code, since);
	warn_unsaid(figures.rules, &page);
	count = used_units(&figures, columns, PAGE_CELLS_MAX - JURY_FIXED_COLUMNS);
	class_head(&figures, columns, count, &page);
	for (size_t i = 0; i < figures.student_count && !rc; i++) {
		const struct student_figures *who = &figures.students[i];
		int level;

		class_name(session, &figures.students[i], seeing, name, sizeof name);
		rc = overall_level(session, who->student_id, &level, err);
		if (!rc)
			class_row(&figures, i, columns, count, name, level, &page);
		complete += who->year.credits_acquired == who->year.credits_taken;
	}
	page_addf(&page, PAGE_TEXT, _("%zu students, %zu of them with all their credits."),
		figures.student_count, complete);
	for (size_t c = 0; c < count; c++)
		page_addf(&page, PAGE_MUTED, "%s · %s", programme->units[columns[c]].row.code,
			programme->units[columns[c]].row.title);
	figures_release(&figures);
	return finish(&page, rc, ret, err);
}

/* ---- A student ------------------------------------------------------------------------ */

/* One row per unit: a column per session, then what became of it. */
static void unit_row(const struct figures by_session[], int sessions, size_t k,
	const struct student_file *file, struct page *page)
{
	const struct figures *last = &by_session[sessions - 1];
	const struct unit_figure *figure = &last->units[last->students[0].first + k];
	const struct unit *unit = &last->programme->units[figure->unit];
	char marks[SESSIONS_MAX][SIGNED_SIZE], credits[MARK_SIZE], level[16], items[256];
	char title[LABEL_SIZE + CODE_SIZE + 2];
	const char *cells[SESSIONS_MAX + 6];
	size_t n = 0;

	(void)snprintf(title, sizeof title, "%s %s", unit->row.code, unit->row.title);
	credits_text(unit->row.credits, credits);
	cells[n++] = title;
	cells[n++] = credits;
	for (int s = 0; s < sessions; s++) {
		const struct unit_figure *one =
			&by_session[s].units[by_session[s].students[0].first + k];

		/* A later session in which nothing was taken says nothing new. */
		marks[s][0] = '\0';
		if (s == 0 || one->taken || (one->by_jury && s + 1 == sessions))
			figure_text(one, marks[s]);
		cells[n++] = marks[s];
	}
	cells[n++] = figure->acquired               ? _("acquired")
		     : cell_is_blank(&figure->cell) ? ""
						    : _("not acquired");
	seeing_value(
		unit_level(last->programme, figure->unit, file->levels, file->level_count), level);
	items_of_unit(last->programme, figure->unit, items, sizeof items);
	cells[n++] = level;
	cells[n++] = items;
	page_row(page, PAGE_ROW, n, cells);
	page_mark(page, MARK_UNIT, unit->row.id);
}

static void student_head(int sessions, struct page *page)
{
	char names[SESSIONS_MAX][32];
	const char *cells[SESSIONS_MAX + 6];
	size_t n = 0;

	cells[n++] = _("Unit");
	cells[n++] = _("Credits");
	for (int s = 0; s < sessions; s++) {
		(void)snprintf(names[s], sizeof names[s], _("S%d"), s + 1);
		cells[n++] = names[s];
	}
	cells[n++] = "";
	cells[n++] = _("Level");
	cells[n++] = _("Capabilities");
	page_row(page, PAGE_HEAD, n, cells);
}

/* "(6 × 13.33 + 5 × 12.00) / 11 = 12.7254", of which the mean is the rounding. */
static void mean_sum(
	const struct figures *figures, const struct student_figures *who, struct page *page)
{
	char sum[1024] = "", credits[MARK_SIZE], mark[MARK_SIZE], step[MARK_SIZE];
	size_t used = 0;

	for (size_t k = 0; k < who->count && used + 3 * MARK_SIZE < sizeof sum; k++) {
		const struct unit_figure *figure = &figures->units[who->first + k];
		int worth = figures->programme->units[figure->unit].row.credits;

		if (figure->cell.mark < 0)
			continue;
		credits_text(worth, credits);
		mark_format(figure->cell.mark, mark);
		used += (size_t)snprintf(sum + used, sizeof sum - used, "%s%s × %s",
			used ? " + " : "", credits, mark);
	}
	credits_text((int)who->year.weights, credits);
	/* four decimals, so that the rounding shows */
	(void)snprintf(mark, sizeof mark, "%" PRId64 "%s%04" PRId64,
		who->year.sum / who->year.weights / 100, language_is_french() ? "," : ".",
		(who->year.sum * 100 / who->year.weights) % 10000);
	mark_format(figures->rules->values[GRADE_RULE_ROUND_MEAN], step);
	page_addf(page, PAGE_MUTED, _("(%s) / %s = %s, rounded to %s"), sum, credits, mark, step);
}

static void year_lines(
	const struct figures *figures, const struct student_figures *who, struct page *page)
{
	char got[MARK_SIZE], taken[MARK_SIZE], mean[MARK_SIZE];

	credits_text(who->year.credits_acquired, got);
	credits_text(who->year.credits_taken, taken);
	mark_format(who->year.mean, mean);
	page_addf(page, PAGE_TEXT, _("Credits acquired: %s of %s."), got, taken);
	if (who->year.mean >= 0)
		page_addf(page, PAGE_TEXT, _("Mean weighted by credits: %s."), mean);
	if (who->year.weights > 0)
		mean_sum(figures, who, page);
	if (who->year.mention)
		page_addf(page, PAGE_TEXT, _("Mention proposed: %s."), who->year.mention);
	if (who->year.missing)
		page_addf(page, PAGE_WARNING,
			ngettext("%zu unit has no mark yet.", "%zu units have no mark yet.",
				(unsigned long)who->year.missing),
			who->year.missing);
}

static enum err_code verdict_lines(struct session *session, const struct programme *programme,
	int64_t student_id, struct page *page, struct err *err)
{
	struct verdict_row *rows = NULL;
	size_t count = 0;
	enum err_code rc =
		db_verdict_list(session->db, programme->row.id, student_id, &rows, &count, err);

	if (!rc && count)
		page_add(page, PAGE_HEADING, _("Decisions of the jury"));
	for (size_t i = 0; i < count && !rc; i++) {
		size_t unit = programme_unit(programme, rows[i].unit_id);
		char day[DATE_SIZE], mark[MARK_SIZE];

		date_for_people(rows[i].decided_on, day);
		mark_format(rows[i].mark, mark);
		page_addf(page, PAGE_POINT, _("%s · session %d · %s: %s %s (%s, %s)"),
			unit < programme->unit_count ? programme->units[unit].row.code
						     : programme->row.code,
			rows[i].session, day, verdict_name(rows[i].outcome), mark, rows[i].reason,
			rows[i].person);
	}
	free(rows);
	return rc;
}

static enum err_code warn_frozen(struct session *session, const struct programme *programme,
	int sessions, int64_t student_id, struct page *page, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (int s = 1; s <= sessions && !rc; s++) {
		size_t changes = 0;

		rc = jury_differences(session, programme, s, student_id, &changes, err);
		if (changes)
			page_addf(page, PAGE_WARNING,
				ngettext("%zu figure is no longer what the deliberation of session "
					 "%d saw.",
					"%zu figures are no longer what the deliberation of "
					"session %d saw.",
					(unsigned long)changes),
				changes, s);
	}
	return rc;
}

static void student_lines(struct session *session, const struct figures by_session[], int sessions,
	const struct student_file *file, const struct seeing *seeing, struct page *page)
{
	const struct figures *last = &by_session[sessions - 1];
	char name[STUDENT_NAME_SIZE];

	student_name(session, seeing->anonymous, file->row.id, file->row.last_name,
		file->row.first_name, name, sizeof name);
	page_addf(page, PAGE_TITLE, _("Grades · %s · %s · %s"), name, last->programme->row.code,
		last->programme->row.year);
	if (!seeing->anonymous)
		page_add(page, PAGE_MUTED, file->row.matricule);
	if (last->student_count == 0) {
		page_add(page, PAGE_TEXT, _("No unit in the annual programme."));
		return;
	}
	student_head(sessions, page);
	for (size_t k = 0; k < last->students[0].count; k++)
		unit_row(by_session, sessions, k, file, page);
	year_lines(last, &last->students[0], page);
}

enum err_code jury_student_page(struct session *session, const struct programme *programme,
	int number, int64_t student_id, const struct supposition *supposed, size_t supposed_count,
	const struct seeing *seeing, struct page *ret, struct err *err)
{
	struct figures by_session[SESSIONS_MAX] = {0};
	struct student_file file = {0};
	struct page page = {0};
	int sessions = number ? number : programme->rules.values[GRADE_RULE_SESSIONS];
	enum err_code rc;

	/* Sessions are laid side by side: the same units in each. */
	db_read_begin(session->db);
	rc = student_file_load(session, student_id, &file, err);
	for (int s = 0; s < sessions && !rc; s++) {
		const struct figures_asked asked = {.programme = programme,
			.supposed = supposed,
			.supposed_count = supposed_count,
			.student_id = student_id,
			.session = s + 1};

		rc = figures_load(session, &asked, &by_session[s], err);
	}
	if (!rc)
		student_lines(session, by_session, sessions, &file, seeing, &page);
	if (!rc)
		warn_unsaid(&programme->rules, &page);
	if (!rc && supposed_count)
		page_add(&page, PAGE_WARNING, _("A supposition: nothing is written."));
	if (!rc && !supposed_count)
		rc = warn_frozen(session, programme, sessions, student_id, &page, err);
	if (!rc)
		rc = verdict_lines(session, programme, student_id, &page, err);
	db_read_end(session->db);
	for (int s = 0; s < SESSIONS_MAX; s++)
		figures_release(&by_session[s]);
	student_file_release(&file);
	return finish(&page, rc, ret, err);
}

/* ---- Since a deliberation ------------------------------------------------------------- */

struct changing {
	struct page *page;
	const char *name, *matricule;
	int64_t student_id;
	size_t count;
};

static void put_change(void *ctx, const char *unit, const char *before, const char *after)
{
	struct changing *changing = ctx;
	struct facts *facts = &changing->page->facts;
	const char *cells[] = {changing->name, strcmp(unit, "*") == 0 ? _("year") : unit,
		*before ? before : "–", *after ? after : "–"};

	page_row(changing->page, PAGE_ROW, 4, cells);
	page_mark(changing->page, MARK_STUDENT, changing->student_id);
	facts_open(facts, NULL, '{');
	facts_text(facts, "matricule", changing->matricule);
	facts_text(facts, "unit", strcmp(unit, "*") == 0 ? "" : unit);
	facts_text(facts, "before", before);
	facts_text(facts, "after", after);
	facts_close(facts);
	changing->count++;
}

static void put_rule(void *ctx, const char *before, const char *after)
{
	struct page *page = ctx;

	if (*before)
		page_addf(page, PAGE_POINT, _("rule then: %s"), before);
	else
		page_addf(page, PAGE_POINT, _("rule now: %s"), after);
}

/* What the rules said then and no longer say. */
static enum err_code rule_changes(const struct frozen *frozen, const struct grade_rules *now,
	struct page *page, struct err *err)
{
	char *text = frozen_rules(now);

	if (!text)
		return err_fail(err, WHY_NO_MEMORY, "jury");
	if (strcmp(frozen->rules, text) != 0) {
		page_add(page, PAGE_WARNING, _("The rules are no longer the same."));
		(void)frozen_rules_compare(frozen->rules, text, put_rule, page);
	}
	free(text);
	return ERR_OK;
}

/* Students of the deliberation who take nothing any more. */
static enum err_code gone_students(struct session *session, const struct frozen *frozen,
	const struct figures *figures, const struct seeing *seeing, struct changing *changing,
	struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < frozen->count && !rc; i++) {
		char name[STUDENT_NAME_SIZE];
		struct student_row student;
		bool there = false;

		for (size_t k = 0; k < figures->student_count && !there; k++)
			there = figures->students[k].student_id == frozen->rows[i].student_id;
		if (there)
			continue;
		rc = db_student_by_id(session->db, frozen->rows[i].student_id, &student, err);
		if (rc == ERR_NOT_FOUND) {
			rc = ERR_OK;
			continue;
		}
		if (rc)
			break;
		student_name(session, seeing->anonymous, student.id, student.last_name,
			student.first_name, name, sizeof name);
		changing->name = name;
		changing->student_id = student.id;
		put_change(changing, "*", _("there"), _("no longer there"));
	}
	return rc;
}

enum err_code jury_changes_page(struct session *session, const struct programme *programme,
	int number, const struct seeing *seeing, struct page *ret, struct err *err)
{
	const char *head[] = {_("Student"), _("Unit"), _("then"), _("now")};
	const struct figures_asked asked = {.programme = programme, .session = number};
	struct page page = {.facts.wanted = ret->facts.wanted};
	struct changing changing = {.page = &page};
	struct frozen frozen = {0};
	struct figures figures = {0};
	char name[STUDENT_NAME_SIZE], day[DATE_SIZE];
	enum err_code rc = frozen_load(session, programme, number, &frozen, err);

	if (!rc)
		rc = figures_load(session, &asked, &figures, err);
	if (!rc) {
		date_for_people(frozen.row.held_on, day);
		page_addf(&page, PAGE_TITLE, _("Changed since the deliberation of %s · session %d"),
			day, number);
		if (frozen.row.unlocked_at)
			page_addf(&page, PAGE_WARNING, _("Opened again: %s"),
				frozen.row.unlock_reason);
		page_row(&page, PAGE_HEAD, 4, head);
	}
	for (size_t i = 0; i < figures.student_count && !rc; i++) {
		const struct student_figures *who = &figures.students[i];
		const char *text = frozen_of(&frozen, who->student_id);

		class_name(session, who, seeing, name, sizeof name);
		changing.name = name;
		changing.matricule = who->matricule;
		changing.student_id = who->student_id;
		if (text)
			(void)frozen_compare(&figures, i, text, put_change, &changing);
		else
			put_change(&changing, "*", "", _("not there then"));
	}
	if (!rc)
		rc = gone_students(session, &frozen, &figures, seeing, &changing, err);
	if (!rc)
		rc = rule_changes(&frozen, figures.rules, &page, err);
	if (!rc)
		page_addf(&page, PAGE_TEXT,
			ngettext("%zu figure changed.", "%zu figures changed.",
				(unsigned long)changing.count),
			changing.count);
	figures_release(&figures);
	frozen_release(&frozen);
	return finish(&page, rc, ret, err);
}

/* ---- Other rules tried ---------------------------------------------------------------- */

/* A unit that moves, for programs. */
static void tell_move(struct facts *facts, const struct figures *now, const char *matricule,
	const struct unit_figure *old, const struct unit_figure *new)
{
	facts_open(facts, NULL, '{');
	facts_text(facts, "matricule", matricule);
	facts_text(facts, "unit", now->programme->units[old->unit].row.code);
	facts_hundredths(facts, "mark_before", old->cell.mark);
	facts_text(facts, "code_before", old->cell.code);
	facts_flag(facts, "acquired_before", old->acquired);
	facts_hundredths(facts, "mark_after", new->cell.mark);
	facts_text(facts, "code_after", new->cell.code);
	facts_flag(facts, "acquired_after", new->acquired);
	facts_close(facts);
}

static void put_moves(const struct figures *now, const struct figures *then, size_t i,
	const char *name, struct page *page, size_t *moved)
{
	const struct student_figures *who = &now->students[i];
	bool any = false;

	for (size_t k = 0; k < who->count; k++) {
		const struct unit_figure *old = &now->units[who->first + k];
		const struct unit_figure *new = &then->units[who->first + k];
		char before[SIGNED_SIZE], after[SIGNED_SIZE];
		const char *cells[] = {name, now->programme->units[old->unit].row.code, before,
			after,
			old->acquired == new->acquired ? ""
			: new->acquired                ? _("passes")
						       : _("fails")};

		if (cell_same(&old->cell, &new->cell) && old->acquired == new->acquired)
			continue;
		any = true;
		figure_text(old, before);
		figure_text(new, after);
		page_row(page, PAGE_ROW, 5, cells);
		page_mark(page, MARK_STUDENT, who->student_id);
		tell_move(&page->facts, now, who->matricule, old, new);
	}
	*moved += any;
}

enum err_code rules_try_page(struct session *session, const struct programme *programme,
	const struct grade_rules *rules, int number, int64_t group_id, const struct seeing *seeing,
	struct page *ret, struct err *err)
{
	const char *head[] = {_("Student"), _("Unit"), _("before"), _("after"), ""};
	struct figures_asked asked = {
		.programme = programme, .session = number, .group_id = group_id};
	struct grade_rules tried = *rules; /* borrows */
	struct figures now = {0}, then = {0};
	struct page page = {.facts.wanted = ret->facts.wanted};
	char name[STUDENT_NAME_SIZE];
	size_t moved = 0;
	char since[DATE_SIZE];
	enum err_code rc;

	/* Both are laid side by side: the same students and units in each. */
	db_read_begin(session->db);
	rc = figures_load(session, &asked, &now, err);
	/* A file without codes tries its arithmetic on those in force. */
	if (tried.code_count == 0) {
		tried.codes = programme->rules.codes;
		tried.code_count = programme->rules.code_count;
	}
	asked.rules = &tried;
	if (!rc)
		rc = figures_load(session, &asked, &then, err);
	db_read_end(session->db);
	if (!rc) {
		date_for_people(rules->set.since, since);
		page_addf(&page, PAGE_TITLE, _("What if: rules %s of %s"), rules->set.code, since);
		date_for_people(programme->rules.set.since, since);
		page_addf(&page, PAGE_MUTED, _("Rules in force: %s of %s. Nothing is written."),
			programme->rules.set.code, since);
		warn_unsaid(&tried, &page);
		page_row(&page, PAGE_HEAD, 5, head);
	}
	for (size_t i = 0; i < now.student_count && !rc; i++) {
		class_name(session, &now.students[i], seeing, name, sizeof name);
		put_moves(&now, &then, i, name, &page, &moved);
	}
	if (!rc)
		page_addf(&page, PAGE_TEXT, _("%zu of %zu students would move."), moved,
			now.student_count);
	figures_release(&now);
	figures_release(&then);
	return finish(&page, rc, ret, err);
}
