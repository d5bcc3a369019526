/* Alerts: who needs looking at, and why. See seeing.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/language.h"
#include "core/rating_list.h"
#include "core/school_setting.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "db/follow.h"

struct thresholds {
	long meeting_weeks, mastery_weeks, never_share;
	char meeting_since[DATE_SIZE]; /* a meeting before that day is too long ago */
	char today[DATE_SIZE];
	bool near_end; /* of the year: mastery is looked at */
};

static enum err_code load(struct session *session, struct thresholds *ret, struct err *err)
{
	char year[YEAR_SIZE], end[DATE_SIZE], from[DATE_SIZE];
	long month = 0, day = 0;
	enum err_code rc =
		school_setting_get(session, "alert_meeting_weeks", &ret->meeting_weeks, err);

	if (!rc)
		rc = school_setting_get(session, "alert_mastery_weeks", &ret->mastery_weeks, err);
	if (!rc)
		rc = school_setting_get(session, "alert_never_share", &ret->never_share, err);
	if (!rc)
		rc = school_setting_get(session, "year_end_month", &month, err);
	if (!rc)
		rc = school_setting_get(session, "year_end_day", &day, err);
	if (!rc)
		rc = session_year(session, year, err);
	if (rc)
		return rc;
	clock_today(ret->today);
	clock_add_days(ret->today, (int)(-7 * ret->meeting_weeks), ret->meeting_since);
	(void)snprintf(end, sizeof end, "%.4s-%02u-%02u", year + 5, (unsigned)month % 13,
		(unsigned)day % 32);
	clock_add_days(end, (int)(-7 * ret->mastery_weeks), from);
	ret->near_end = strcmp(ret->today, from) >= 0 && strcmp(ret->today, end) <= 0;
	return ERR_OK;
}

/* The reason of an alert, for programs. */
struct reason {
	const char *code;
	const char *since;       /* ISO; NULL: there is no such day */
	const struct item *item; /* NULL: of none */
};

/* A line for programs. row NULL: of the class. */
static void tell(struct facts *facts, const struct watch_row *row, const struct reason *reason,
	const char *why)
{
	facts_open(facts, NULL, '{');
	facts_text(facts, "matricule", row ? row->matricule : "");
	facts_text(facts, "last_name", row ? row->last_name : "");
	facts_text(facts, "first_name", row ? row->first_name : "");
	facts_text(facts, "item", reason->item ? reason->item->row.code : "");
	facts_text(facts, "reason", reason->code);
	facts_text(facts, "since", reason->since);
	facts_text(facts, "text", why);
	facts_close(facts);
}

/* One line of the table: who, why. */
static void put(struct page *page, const char *name, const struct watch_row *row,
	const struct reason *reason, const char *why)
{
	const char *cells[] = {name, why};

	page_row(page, PAGE_ROW, 2, cells);
	page_mark(page, MARK_STUDENT, row->student_id);
	tell(&page->facts, row, reason, why);
}

/* Only a meeting that ended silences this; one that is planned is named. */
static void watch_meetings(struct page *page, const char *name, const struct watch_row *row,
	const struct thresholds *limits)
{
	const struct reason never = {.code = "no_meeting"};
	const struct reason late = {.code = "meeting_old", .since = row->last_meeting};
	char why[256], day[DATE_SIZE], next[DATE_SIZE];

	date_for_people(row->next_meeting, next);
	date_for_people(row->last_meeting, day);
	if (!row->last_meeting[0]) {
		if (*next)
			(void)snprintf(
				why, sizeof why, _("no meeting yet; one is planned on %s"), next);
		else
			(void)snprintf(
				why, sizeof why, "%s", _("no meeting yet, and none planned"));
		put(page, name, row, &never, why);
	} else if (strcmp(row->last_meeting, limits->meeting_since) < 0) {
		if (*next)
			(void)snprintf(why, sizeof why,
				_("no meeting since %s (more than %ld weeks); one is planned on "
				  "%s"),
				day, limits->meeting_weeks, next);
		else
			(void)snprintf(why, sizeof why,
				_("no meeting since %s (more than %ld weeks)"), day,
				limits->meeting_weeks);
		put(page, name, row, &late, why);
	}
}

static void watch_objectives(struct page *page, const char *name, const struct watch_row *row)
{
	const struct reason late = {.code = "objective_overdue", .since = row->oldest_due};
	char why[256], day[DATE_SIZE];

	if (row->overdue <= 0)
		return;
	date_for_people(row->oldest_due, day);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(why, sizeof why,
		ngettext("%d objective overdue (since %s)", "%d objectives overdue (since %s)",
			(unsigned long)row->overdue),
		row->overdue, day);
#pragma GCC diagnostic pop
	put(page, name, row, &late, why);
}

/* A mean below a bound: in hundredths where tenths would round it up to the bound. */
static void low_value(int mean, int bound, char ret[16])
{
	if ((mean + 5) / 10 * 10 < bound)
		seeing_value(mean, ret);
	else
		(void)snprintf(ret, 16, "%d%c%02d", mean / 100, language_is_french() ? ',' : '.',
			mean % 100);
}

/* Competencies below mastery near the end of the year. */
static enum err_code watch_mastery(struct session *session, struct page *page,
	const struct framework *framework, const char *name, const struct watch_row *row,
	struct err *err)
{
	struct rating_list list = {0};
	int *values = calloc(framework->leaf_count + 1, sizeof *values);
	enum err_code rc =
		values ? rating_list_load(session, framework, row->student_id, &list, err)
		       : err_fail(err, WHY_NO_MEMORY, "alerts");

	if (!rc)
		rating_list_values(&list, framework->row.rule, NULL, values);
	for (size_t i = 0; i < framework->item_count && !rc;
		i += framework->items[i].descendants + 1) {
		const struct reason low = {.code = "below_mastery", .item = &framework->items[i]};
		int mean = level_item_mean(framework, i, values, NULL, NULL);
		char why[256], number[16], code[CODE_SIZE + 8];

		if (mean < 0 || mean >= 100 * framework->scale.mastery)
			continue;
		low_value(mean, 100 * framework->scale.mastery, number);
		framework_shown_code(framework->items[i].row.code, code);
		(void)snprintf(why, sizeof why, _("%.20s %.100s below mastery (%s)"), code,
			framework->items[i].row.label, number);
		put(page, name, row, &low, why);
	}
	rating_list_release(&list);
	free(values);
	return rc;
}

/* How many students of a class were seen by staff on each item. */
struct sightings {
	const struct framework *framework;
	int *seen;
};

static bool take_level(void *ctx, const struct current_row *row)
{
	struct sightings *sightings = ctx;
	size_t item = framework_item_by_id(sightings->framework, row->item_id);

	if (item != (size_t)-1 && row->count > 0)
		sightings->seen[item]++;
	return true;
}

/* Capabilities hardly anybody was seen on. */
static enum err_code watch_class(struct session *session, struct page *page,
	const struct framework *framework, int64_t group_id, size_t students,
	const struct thresholds *limits, struct err *err)
{
	int *seen = calloc(framework->item_count + 1, sizeof *seen);
	struct sightings sightings = {.framework = framework, .seen = seen};
	enum err_code rc = seen ? db_map_each(session->db, group_id, take_level, &sightings, err)
				: err_fail(err, WHY_NO_MEMORY, "alerts");

	for (size_t i = 0; i < framework->leaf_count && !rc && students > 0; i++) {
		size_t leaf = framework->leaves[i];
		char name[2 * LABEL_SIZE], why[128];
		const char *cells[] = {name, why};
		const struct reason unseen = {
			.code = seen[leaf] == 0 ? "never_observed" : "rarely_observed",
			.item = &framework->items[leaf]};

		if (100L * seen[leaf] > limits->never_share * (long)students)
			continue;
		framework_item_name(&framework->items[leaf], name, sizeof name);
		if (seen[leaf] == 0)
			(void)snprintf(why, sizeof why, "%s", _("never observed in the class"));
		else
			(void)snprintf(why, sizeof why, _("observed for %d of %zu students"),
				seen[leaf], students);
		page_row(page, PAGE_ROW, 2, cells);
		page_mark(page, MARK_ITEM, (int64_t)leaf);
		tell(&page->facts, NULL, &unseen, why);
	}
	free(seen);
	return rc;
}

static enum err_code watch_all(struct session *session, struct page *page,
	const struct framework *framework, const struct seeing *seeing,
	const struct watch_row rows[], size_t count, const struct thresholds *limits,
	struct err *err)
{
	char name[STUDENT_NAME_SIZE];
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < count && !rc; i++) {
		student_name(session, seeing->anonymous, rows[i].student_id, rows[i].last_name,
			rows[i].first_name, name, sizeof name);
		watch_meetings(page, name, &rows[i], limits);
		watch_objectives(page, name, &rows[i]);
		if (limits->near_end)
			rc = watch_mastery(session, page, framework, name, &rows[i], err);
	}
	return rc;
}

enum err_code alert_build(struct session *session, const struct framework *framework,
	int64_t group_id, const struct seeing *seeing, struct page *ret, struct err *err)
{
	const char *head[] = {_("Who or what"), _("Why")};
	struct thresholds limits = {0};
	struct watch_row *rows = NULL;
	struct page page = {.facts.wanted = ret->facts.wanted};
	size_t count = 0, before;
	enum err_code rc = load(session, &limits, err);

	if (!rc)
		rc = db_watch_list(
			session->db, group_id, limits.today, CLASS_MAX, &rows, &count, err);
	if (rc)
		return rc;
	seeing_title(session, 0, group_id, seeing, _("Alerts"), &page);
	seeing_warn_cut(session, group_id, &page);
	page_row(&page, PAGE_HEAD, 2, head);
	before = page.count;
	rc = watch_all(session, &page, framework, seeing, rows, count, &limits, err);
	if (!rc)
		rc = watch_class(session, &page, framework, group_id, count, &limits, err);
	if (page.count == before)
		page_add(&page, PAGE_TEXT, _("Nothing to tell."));
	free(rows);
	if (!rc && (page.failed || page.facts.failed))
		rc = err_fail(err, WHY_NO_MEMORY, "alerts");
	if (rc)
		page_release(&page);
	else
		*ret = page;
	return rc;
}
