/* The fiche: all about one student. See seeing.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/chart.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/internship.h"
#include "core/language.h"
#include "core/meeting.h"
#include "core/note.h"
#include "core/ref.h"
#include "core/rating_list.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "core/support.h"
#include "db/follow.h"

enum {
	POINTS = 12,     /* of a line over time */
	TERM_DAYS = 120, /* what "the term before" means: that long ago */
	POINT_DAYS = 30,
	RADAR_ROWS = 14,
	MEETINGS_SHOWN = 8,
};

struct fiche {
	struct session *session;
	const struct framework *framework;
	const struct seeing *seeing;
	int64_t student_id;
	struct rating_list list;
	struct page page;
	char today[DATE_SIZE];
	size_t roots[CHART_SPOKES_MAX], root_count;
	int *values; /* of the leaves, scratch */
};

static void mean_of_roots(struct fiche *fiche, const char *day, int ret[])
{
	rating_list_values(&fiche->list, fiche->framework->row.rule, day, fiche->values);
	for (size_t i = 0; i < fiche->root_count; i++)
		ret[i] = level_item_mean(
			fiche->framework, fiche->roots[i], fiche->values, NULL, NULL);
}

/* What the student says of themself: the newest level per leaf. */
static void self_of_roots(struct fiche *fiche, int ret[])
{
	for (size_t leaf = 0; leaf < fiche->framework->leaf_count; leaf++)
		(void)rating_list_newest(&fiche->list, leaf, SOURCE_SELF, &fiche->values[leaf], NULL);
	for (size_t i = 0; i < fiche->root_count; i++)
		ret[i] = level_item_mean(
			fiche->framework, fiche->roots[i], fiche->values, NULL, NULL);
}

/* The competencies for programs: now and before, as the student sees it, month by month. */
static void tell_competencies(struct fiche *fiche, int points[][POINTS], const int now[],
	const int before[], const int self[])
{
	struct facts *facts = &fiche->page.facts;

	facts_open(facts, "competencies", '[');
	for (size_t i = 0; i < fiche->root_count; i++) {
		const struct item *item = &fiche->framework->items[fiche->roots[i]];

		facts_open(facts, NULL, '{');
		facts_text(facts, "item", item->row.code);
		facts_text(facts, "label", item->row.label);
		facts_hundredths(facts, "level", now[i]);
		facts_hundredths(facts, "term_before", before[i]);
		facts_hundredths(facts, "self", self[i]);
		facts_open(facts, "months", '[');
		for (int p = 0; p < POINTS; p++)
			facts_hundredths(facts, NULL, points[i][p]);
		facts_close(facts);
		facts_close(facts);
	}
	facts_close(facts);
}

/* The mean of a competency; the level of one that is rated itself. */
static void root_text(const struct fiche *fiche, size_t root, int value, char ret[16])
{
	if (fiche->framework->items[fiche->roots[root]].descendants == 0)
		level_text(fiche->framework->row.rule, value, 2, ret);
	else
		seeing_value(value, ret);
}

/* A sentence instead of a line: from what to what. */
static void put_sentence(
	struct fiche *fiche, size_t root, const char *label, size_t n, const int points[])
{
	char from[16] = "", to[16] = "";

	for (size_t i = 0; i < n; i++) {
		if (points[i] >= 0 && !from[0])
			root_text(fiche, root, points[i], from);
		if (points[i] >= 0)
			root_text(fiche, root, points[i], to);
	}
	if (!from[0])
		page_addf(&fiche->page, PAGE_POINT, _("%s: no level yet"), label);
	else
		page_addf(&fiche->page, PAGE_POINT, _("%s: from %s to %s"), label, from, to);
}

static void put_lines(struct fiche *fiche, int points[][POINTS])
{
	const struct framework *framework = fiche->framework;
	int now[CHART_SPOKES_MAX];
	int highest = 100 * (int)framework->scale.level_count;

	for (int p = 0; p < POINTS; p++) {
		char day[DATE_SIZE];

		clock_add_days(fiche->today, -POINT_DAYS * (POINTS - 1 - p), day);
		mean_of_roots(fiche, day, now);
		for (size_t i = 0; i < fiche->root_count; i++)
			points[i][p] = now[i];
	}
	page_add(&fiche->page, PAGE_HEADING, _("Competencies over twelve months"));
	for (size_t i = 0; i < fiche->root_count; i++) {
		const struct item *item = &framework->items[fiche->roots[i]];
		char label[LABEL_SIZE + CODE_SIZE], line[POINTS * 4 + 1], number[16];
		const char *cells[] = {label, line, number};

		framework_item_name(item, label, sizeof label);
		if (fiche->seeing->sentences) {
			put_sentence(fiche, i, label, POINTS, points[i]);
			continue;
		}
		chart_line(POINTS, points[i], highest, fiche->seeing->ascii, line, sizeof line);
		root_text(fiche, i, points[i][POINTS - 1], number);
		page_row(&fiche->page, PAGE_ROW, 3, cells);
		page_mark(&fiche->page, MARK_ITEM, (int64_t)fiche->roots[i]);
	}
}

/* A value as it is said aloud. */
static void say_value(const struct fiche *fiche, size_t root, int hundredths, char ret[32])
{
	char value[16];

	root_text(fiche, root, hundredths, value);
	(void)snprintf(ret, 32, "%s", hundredths < 0 ? _("nothing") : value);
}

/* The radar in words; a competency of which nothing is known is left out. */
static void put_radar_sentences(
	struct fiche *fiche, const int now[], const int before[], const int self[])
{
	size_t said = 0;

	for (size_t i = 0; i < fiche->root_count; i++) {
		char label[LABEL_SIZE + CODE_SIZE], a[32], b[32], c[32];

		if (now[i] < 0 && before[i] < 0 && self[i] < 0)
			continue;
		framework_item_name(&fiche->framework->items[fiche->roots[i]], label, sizeof label);
		say_value(fiche, i, now[i], a);
		say_value(fiche, i, before[i], b);
		say_value(fiche, i, self[i], c);
		page_addf(&fiche->page, PAGE_POINT, _("%s: now %s, the term before %s, self %s"),
			label, a, b, c);
		said++;
	}
	if (!said)
		page_add(&fiche->page, PAGE_POINT, _("No level yet."));
}

static void put_radar(struct fiche *fiche, int points[][POINTS])
{
	int now[CHART_SPOKES_MAX], before[CHART_SPOKES_MAX], self[CHART_SPOKES_MAX];
	const char *labels[CHART_SPOKES_MAX];
	const struct chart_series series[] = {
		{_("today"), now}, {_("the term before"), before}, {_("self"), self}};
	char day[DATE_SIZE];

	clock_add_days(fiche->today, -TERM_DAYS, day);
	mean_of_roots(fiche, day, before);
	self_of_roots(fiche, self);
	mean_of_roots(fiche, NULL, now);
	tell_competencies(fiche, points, now, before, self);
	page_add(&fiche->page, PAGE_HEADING, _("Now, the term before, and self"));
	for (size_t i = 0; i < fiche->root_count; i++)
		labels[i] = fiche->framework->items[fiche->roots[i]].row.code;
	if (fiche->seeing->sentences) {
		put_radar_sentences(fiche, now, before, self);
		return;
	}
	chart_radar(&fiche->page, fiche->root_count, labels, 3, series,
		100 * (int)fiche->framework->scale.level_count, RADAR_ROWS, fiche->seeing->ascii);
	page_add(&fiche->page, PAGE_MUTED,
		fiche->seeing->ascii
			? _("1 now, 2 the term before, 3 self; the rim is the highest level")
			: _("full: now; dotted: the term before; sparse: self; the rim is the "
			    "highest level"));
}

/* Begins the object of a row that has a ref. */
static void tell_row(struct facts *facts, int64_t id)
{
	char ref[REF_SIZE];

	ref_of(id, ref);
	facts_open(facts, NULL, '{');
	facts_text(facts, "id", ref);
}

static enum err_code put_objectives(struct fiche *fiche, struct err *err)
{
	struct facts *facts = &fiche->page.facts;
	struct objective_row *rows = NULL;
	size_t count = 0, shown = 0;
	enum err_code rc =
		db_objective_of_student(fiche->session->db, fiche->student_id, &rows, &count, err);

	facts_open(facts, "objectives", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		char due[DATE_SIZE], code[CODE_SIZE + 8];

		if (rows[i].state != OBJECTIVE_OPEN)
			continue;
		if (shown++ == 0)
			page_add(&fiche->page, PAGE_HEADING, _("Open objectives"));
		date_for_people(rows[i].due_on, due);
		framework_shown_code(rows[i].item, code);
		page_addf(&fiche->page,
			rows[i].due_on[0] && strcmp(rows[i].due_on, fiche->today) < 0 ? PAGE_WARNING
										      : PAGE_TEXT,
			"· %s%s%s%s%s", code, rows[i].item[0] ? " · " : "", rows[i].text,
			due[0] ? " · " : "", due);
		page_mark(&fiche->page, MARK_OBJECTIVE, rows[i].id);
		tell_row(facts, rows[i].id);
		facts_text(facts, "item", rows[i].item);
		facts_text(facts, "text", rows[i].text);
		facts_text(facts, "date", rows[i].set_on);
		facts_text(facts, "due", rows[i].due_on);
		facts_flag(facts, "late",
			rows[i].due_on[0] && strcmp(rows[i].due_on, fiche->today) < 0);
		facts_close(facts);
	}
	facts_close(facts);
	free(rows);
	return rc;
}

static enum err_code put_meetings(struct fiche *fiche, struct err *err)
{
	struct facts *facts = &fiche->page.facts;
	struct meeting_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_meeting_of_student(
		fiche->session->db, fiche->student_id, MEETINGS_SHOWN, &rows, &count, err);

	facts_open(facts, "meetings", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		char day[DATE_SIZE];
		const char *cells[] = {day, rows[i].starts_at, meeting_state_name(rows[i].state),
			rows[i].person, rows[i].place};

		if (i == 0)
			page_add(&fiche->page, PAGE_HEADING, _("Meetings"));
		date_for_people(rows[i].held_on, day);
		page_row(&fiche->page, PAGE_ROW, 5, cells);
		page_mark(&fiche->page, MARK_MEETING, rows[i].id);
		tell_row(facts, rows[i].id);
		facts_text(facts, "date", rows[i].held_on);
		facts_text(facts, "time", rows[i].starts_at);
		facts_text(facts, "state", meeting_state_code(rows[i].state));
		facts_text(facts, "by", rows[i].person);
		facts_text(facts, "place", rows[i].place);
		facts_close(facts);
	}
	facts_close(facts);
	free(rows);
	return rc;
}

static enum err_code put_supports(struct fiche *fiche, struct err *err)
{
	struct facts *facts = &fiche->page.facts;
	struct support_row *rows = NULL;
	size_t count = 0, shown = 0;
	enum err_code rc =
		db_support_of_student(fiche->session->db, fiche->student_id, &rows, &count, err);

	facts_open(facts, "supports", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		char text[NAME_SIZE + 128];

		if (!support_holds(&rows[i], fiche->today))
			continue;
		if (shown++ == 0)
			page_add(&fiche->page, PAGE_HEADING, _("Supports"));
		/* A peer is a student too. */
		if (fiche->seeing->anonymous && rows[i].role == SUPPORT_PEER)
			student_name(fiche->session, true, rows[i].peer_id, "", "", rows[i].person,
				sizeof rows[i].person);
		support_describe(&rows[i], text, sizeof text);
		page_add(&fiche->page, PAGE_POINT, text);
		page_mark(&fiche->page, MARK_SUPPORT, rows[i].id);
		facts_open(facts, NULL, '{');
		facts_text(facts, "person", rows[i].person);
		facts_text(facts, "role", role_code(rows[i].role));
		facts_text(facts, "group", rows[i].group);
		facts_text(facts, "since", rows[i].since);
		facts_text(facts, "until", rows[i].until);
		facts_close(facts);
	}
	facts_close(facts);
	free(rows);
	return rc;
}

static void tell_minutes(struct facts *facts, const char *name, int minutes)
{
	if (minutes < 0)
		facts_null(facts, name);
	else
		facts_count(facts, name, minutes);
}

static enum err_code put_internships(struct fiche *fiche, struct err *err)
{
	struct facts *facts = &fiche->page.facts;
	struct internship_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_internship_list(
		fiche->session->db, fiche->student_id, 0, 100, &rows, &count, err);

	facts_open(facts, "internships", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		char from[DATE_SIZE], to[DATE_SIZE], done[16], planned[16], hours[40];
		const char *cells[] = {rows[i].host, rows[i].supervisor, from, to, hours};

		if (i == 0)
			page_add(&fiche->page, PAGE_HEADING, _("Internships"));
		date_for_people(rows[i].starts_on, from);
		date_for_people(rows[i].ends_on, to);
		hours_format(rows[i].done, done);
		hours_format(rows[i].planned, planned);
		(void)snprintf(hours, sizeof hours, "%s / %s", done, planned);
		page_row(&fiche->page, PAGE_ROW, 5, cells);
		page_mark(&fiche->page, MARK_INTERNSHIP, rows[i].id);
		tell_row(facts, rows[i].id);
		facts_text(facts, "host", rows[i].host);
		facts_text(facts, "supervisor", rows[i].supervisor);
		facts_text(facts, "since", rows[i].starts_on);
		facts_text(facts, "until", rows[i].ends_on);
		tell_minutes(facts, "planned_minutes", rows[i].planned);
		tell_minutes(facts, "done_minutes", rows[i].done);
		facts_text(facts, "certified", rows[i].certified_on);
		facts_close(facts);
	}
	facts_close(facts);
	free(rows);
	return rc;
}

static enum err_code put_theses(struct fiche *fiche, struct err *err)
{
	struct facts *facts = &fiche->page.facts;
	struct thesis_row *rows = NULL;
	size_t count = 0;
	enum err_code rc =
		db_thesis_list(fiche->session->db, fiche->student_id, 0, 100, &rows, &count, err);

	facts_open(facts, "theses", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		char due[DATE_SIZE];

		if (i == 0)
			page_add(&fiche->page, PAGE_HEADING, _("Thesis"));
		date_for_people(rows[i].next_due, due);
		if (rows[i].next_title[0])
			page_addf(&fiche->page, PAGE_POINT,
				_("%s (%s), steps %d of %d, next: %s %s"), rows[i].title,
				thesis_state_name(rows[i].state), rows[i].milestones_done,
				rows[i].milestones, rows[i].next_title, due);
		else
			page_addf(&fiche->page, PAGE_POINT, _("%s (%s), steps %d of %d"),
				rows[i].title, thesis_state_name(rows[i].state),
				rows[i].milestones_done, rows[i].milestones);
		page_mark(&fiche->page, MARK_THESIS, rows[i].id);
		tell_row(facts, rows[i].id);
		facts_text(facts, "title", rows[i].title);
		facts_text(facts, "state", thesis_state_code(rows[i].state));
		facts_text(facts, "supervisor", rows[i].supervisor);
		facts_count(facts, "milestones", rows[i].milestones);
		facts_count(facts, "milestones_done", rows[i].milestones_done);
		facts_text(facts, "next", rows[i].next_title);
		facts_text(facts, "next_due", rows[i].next_due);
		facts_close(facts);
	}
	facts_close(facts);
	free(rows);
	return rc;
}

static enum err_code put_agreed(struct fiche *fiche, struct err *err)
{
	struct facts *facts = &fiche->page.facts;
	struct adjustment_row *rows = NULL;
	struct decision_row *decisions = NULL;
	size_t count = 0;
	enum err_code rc =
		db_adjustment_list(fiche->session->db, fiche->student_id, &rows, &count, err);

	facts_open(facts, "adjustments", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		if (i == 0)
			page_add(&fiche->page, PAGE_HEADING, _("Agreed adjustments"));
		page_add(&fiche->page, PAGE_POINT, rows[i].text);
		facts_open(facts, NULL, '{');
		facts_text(facts, "text", rows[i].text);
		facts_text(facts, "since", rows[i].since);
		facts_text(facts, "until", rows[i].until);
		facts_close(facts);
	}
	facts_close(facts);
	free(rows);
	if (!rc)
		rc = db_decision_list(
			fiche->session->db, fiche->student_id, &decisions, &count, err);
	facts_open(facts, "decisions", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		size_t item = framework_item_by_id(fiche->framework, decisions[i].item_id);
		char code[CODE_SIZE + 8];

		if (item == (size_t)-1)
			continue;
		framework_shown_code(fiche->framework->items[item].row.code, code);
		page_addf(&fiche->page, PAGE_WARNING, _("Decided: %s at %d %s (%s)"), code,
			decisions[i].level,
			framework_level_name(fiche->framework, decisions[i].level),
			decisions[i].reason);
		page_mark(&fiche->page, MARK_ITEM, (int64_t)item);
		facts_open(facts, NULL, '{');
		facts_text(facts, "item", fiche->framework->items[item].row.code);
		facts_count(facts, "level", decisions[i].level);
		facts_text(facts, "date", decisions[i].decided_on);
		facts_text(facts, "by", decisions[i].person);
		facts_text(facts, "reason", decisions[i].reason);
		facts_close(facts);
	}
	facts_close(facts);
	free(decisions);
	return rc;
}

static enum err_code put_evidence(struct fiche *fiche, struct err *err)
{
	struct facts *facts = &fiche->page.facts;
	struct evidence_row *rows = NULL;
	size_t count = 0;
	enum err_code rc =
		db_evidence_list(fiche->session->db, fiche->student_id, &rows, &count, err);

	facts_open(facts, "evidence", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		char day[DATE_SIZE];
		const char *cells[] = {day, rows[i].title, rows[i].place};

		if (i == 0)
			page_add(&fiche->page, PAGE_HEADING, _("Evidence"));
		date_for_people(rows[i].made_on, day);
		page_row(&fiche->page, PAGE_ROW, 3, cells);
		page_mark(&fiche->page, MARK_EVIDENCE, rows[i].id);
		facts_open(facts, NULL, '{');
		facts_text(facts, "date", rows[i].made_on);
		facts_text(facts, "title", rows[i].title);
		facts_text(facts, "place", rows[i].place);
		facts_close(facts);
	}
	facts_close(facts);
	free(rows);
	return rc;
}

/* Told where there is something to tell: who never moved has one group, and it is known. */
static enum err_code put_stays(struct fiche *fiche, struct err *err)
{
	struct facts *facts = &fiche->page.facts;
	struct stay_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_stay_list(fiche->session->db, fiche->student_id, &rows, &count, err);

	if (!rc && count > 1)
		page_add(&fiche->page, PAGE_HEADING, _("Groups"));
	facts_open(facts, "groups", '[');
	for (size_t i = 0; i < count && !rc; i++) {
		facts_open(facts, NULL, '{');
		facts_text(facts, "group", rows[i].group);
		facts_text(facts, "year", rows[i].year);
		facts_text(facts, "since", rows[i].since);
		facts_text(facts, "until", rows[i].until);
		facts_close(facts);
	}
	facts_close(facts);
	for (size_t i = 0; i < count && count > 1 && !rc; i++) {
		char since[DATE_SIZE], until[DATE_SIZE];

		date_for_people(rows[i].since, since);
		date_for_people(rows[i].until, until);
		if (rows[i].until[0])
			page_addf(&fiche->page, PAGE_POINT, _("%s %s, until %s"), rows[i].group,
				rows[i].year, until);
		else if (rows[i].since[0])
			page_addf(&fiche->page, PAGE_POINT, _("%s %s, since %s"), rows[i].group,
				rows[i].year, since);
		else
			page_addf(&fiche->page, PAGE_POINT, "%s %s", rows[i].group, rows[i].year);
	}
	free(rows);
	return rc;
}

static enum err_code put_all(struct fiche *fiche, struct err *err)
{
	enum err_code (*const parts[])(struct fiche *, struct err *) = {put_objectives,
		put_meetings, put_supports, put_stays, put_internships, put_theses, put_agreed,
		put_evidence};
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < sizeof parts / sizeof parts[0] && !rc; i++)
		rc = parts[i](fiche, err);
	return rc;
}

enum err_code fiche_build(struct session *session, const struct framework *framework,
	int64_t student_id, const struct seeing *seeing, struct page *ret, struct err *err)
{
	struct fiche fiche = {.session = session,
		.framework = framework,
		.seeing = seeing,
		.student_id = student_id,
		.page.facts.wanted = ret->facts.wanted};
	struct student_row student;
	int points[CHART_SPOKES_MAX][POINTS];
	char name[STUDENT_NAME_SIZE];
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	fiche.values = calloc(framework->leaf_count + 1, sizeof *fiche.values);
	if (!rc && !fiche.values)
		rc = err_fail(err, WHY_NO_MEMORY, "fiche");
	if (!rc)
		rc = rating_list_load(session, framework, student_id, &fiche.list, err);
	if (!rc) {
		clock_today(fiche.today);
		for (size_t i = 0; i < framework->item_count && fiche.root_count < CHART_SPOKES_MAX;
			i += framework->items[i].descendants + 1)
			fiche.roots[fiche.root_count++] = i;
		student_name(session, seeing->anonymous, student_id, student.last_name,
			student.first_name, name, sizeof name);
		if (seeing->anonymous)
			page_add(&fiche.page, PAGE_TITLE, name);
		else
			page_addf(&fiche.page, PAGE_TITLE, "%s (%s)", name, student.matricule);
		facts_open(&fiche.page.facts, NULL, '{');
		facts_text(&fiche.page.facts, "matricule", student.matricule);
		facts_text(&fiche.page.facts, "last_name", student.last_name);
		facts_text(&fiche.page.facts, "first_name", student.first_name);
		put_lines(&fiche, points);
		put_radar(&fiche, points);
		rc = put_all(&fiche, err);
		facts_close(&fiche.page.facts);
	}
	rating_list_release(&fiche.list);
	free(fiche.values);
	if (!rc && (fiche.page.failed || fiche.page.facts.failed))
		rc = err_fail(err, WHY_NO_MEMORY, "fiche");
	if (rc)
		page_release(&fiche.page);
	else
		*ret = fiche.page;
	return rc;
}
