/* Figures explained. See explain.h. */
#include "core/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/decision.h"
#include "core/language.h"
#include "core/rating_list.h"
#include "core/rating.h"
#include "core/student_name.h"
#include "core/support.h"

static const char *const rule_codes[RULE_COUNT] = {[RULE_LATEST] = "latest",
	[RULE_HIGHEST] = "highest",
	[RULE_MEAN] = "mean",
	[RULE_DECAYING] = "decaying"};

static const char *const rules[RULE_COUNT] = {
	[RULE_LATEST] = N_("latest level"),
	[RULE_HIGHEST] = N_("highest level"),
	[RULE_MEAN] = N_("mean of all levels"),
	[RULE_DECAYING] = N_("decaying mean (the newest weighs 65 %)"),
};

const char *rule_name(enum level_rule rule)
{
	return _(rules[rule]);
}

/* "3,25" or "3.25"; "–" below 0. */
static void hundredths(int value, char ret[16])
{
	if (value < 0)
		(void)snprintf(ret, 16, "–");
	else
		(void)snprintf(ret, 16, "%d%c%02d", value / 100, language_is_french() ? ',' : '.',
			value % 100);
}

/* A current level: "3" where it is one that was given, and no mean. */
static void one_level(enum level_rule rule, int value, int count, char ret[16])
{
	if (value >= 0 && value % 100 == 0 && !level_is_mean(rule, count))
		(void)snprintf(ret, 16, "%d", value / 100);
	else
		hundredths(value, ret);
}

/* What counts of one leaf, in order. */
struct inputs {
	size_t count;
	struct level_input levels[256];
};

/* Who gave it; a peer by name where the group allows it. */
static void giver(struct session *session, const struct rating_entry *entry, bool named, char *ret,
	size_t size)
{
	struct student_row peer;

	(void)snprintf(ret, size, "%s", entry->person);
	if (entry->peer_id && named &&
		db_student_by_id(session->db, entry->peer_id, &peer, NULL) == ERR_OK)
		(void)snprintf(ret, size, "%s %s", peer.first_name, peer.last_name);
}

/* A rating for programs; not observed has no level. */
static void tell_rating(struct facts *facts, const struct rating_entry *entry, const char *by)
{
	facts_open(facts, NULL, '{');
	facts_text(facts, "date", entry->held_on);
	facts_text(facts, "kind", kind_code(entry->kind));
	facts_text(facts, "by", by);
	if (entry->level > 0)
		facts_count(facts, "level", entry->level);
	else
		facts_text(facts, "level", "NO");
	facts_flag(facts, "counts", entry->level > 0 && level_counts(entry->kind));
	facts_text(facts, "comment", entry->comment);
	facts_close(facts);
}

static void put_inputs(struct session *session, struct page *page, const struct rating_list *list,
	size_t leaf, bool named, struct inputs *inputs)
{
	const char *head[] = {_("Date"), _("Kind"), _("By"), _("Level"), _("Counts")};

	page_add(page, PAGE_HEADING, _("Ratings"));
	page_row(page, PAGE_HEAD, 5, head);
	facts_open(&page->facts, "ratings", '[');
	for (size_t i = 0; i < list->count; i++) {
		const struct rating_entry *entry = &list->entries[i];
		bool counts = level_counts(entry->kind);
		char day[DATE_SIZE], level[LABEL_SIZE + 8], by[2 * NAME_SIZE + 2];
		const char *why = counts ? _("yes") : _("no: shown beside");
		const char *cells[] = {day, kind_name(entry->kind), by, level, why};

		if (entry->leaf != leaf || entry->level == LEVEL_NONE)
			continue;
		date_for_people(entry->held_on, day);
		giver(session, entry, named, by, sizeof by);
		if (entry->level > 0)
			(void)snprintf(level, sizeof level, "%d %s", entry->level,
				framework_level_name(list->framework, entry->level));
		else {
			(void)snprintf(level, sizeof level, "%s",
				framework_level_name(list->framework, entry->level));
			why = counts ? _("as seen, not as a level") : why;
			cells[4] = why;
		}
		page_row(page, PAGE_ROW, 5, cells);
		tell_rating(&page->facts, entry, by);
		if (counts && inputs->count < sizeof inputs->levels / sizeof inputs->levels[0]) {
			inputs->levels[inputs->count].level = entry->level;
			memcpy(inputs->levels[inputs->count++].held_on, entry->held_on, DATE_SIZE);
		}
	}
	facts_close(&page->facts);
}

/* "(1 + 3 + 2) ÷ 3 = 2,00" and the like. */
static void put_arithmetic(
	struct page *page, enum level_rule rule, const struct inputs *inputs, int value)
{
	char text[2048] = "", number[16], step[16];
	size_t used = 0, n = 0;
	int so_far = -1;

	for (size_t i = 0; i < inputs->count && used < sizeof text - 64; i++) {
		int level = inputs->levels[i].level;

		if (level <= 0)
			continue;
		n++;
		if (rule == RULE_DECAYING) {
			struct current_row current;

			level_current(rule, i + 1, inputs->levels, &current);
			hundredths(current.value, step);
			used += (size_t)snprintf(
				text + used, sizeof text - used, so_far < 0 ? "%s" : " → %s", step);
			so_far = current.value;
		} else {
			used += (size_t)snprintf(text + used, sizeof text - used, "%s%d",
				n > 1 ? (rule == RULE_MEAN ? " + " : ", ") : "", level);
		}
	}
	one_level(rule, value, (int)n, number);
	switch (rule) {
	case RULE_MEAN:
		page_addf(page, PAGE_TEXT, "(%s) ÷ %zu = %s", text, n, number);
		break;
	case RULE_HIGHEST:
		page_addf(page, PAGE_TEXT, _("The highest of %s: %s"), text, number);
		break;
	case RULE_DECAYING:
		page_addf(page, PAGE_TEXT,
			_("65 %% of each level and 35 %% of what came before: %s"), text);
		break;
	default:
		page_addf(page, PAGE_TEXT, _("The last of %s: %s"), text, number);
		break;
	}
	page_add(page, PAGE_MUTED,
		_("In hundredths of a level; a half goes up; rounded once per division."));
}

/* What one more level would make of it. */
static void put_what_if(struct page *page, const struct framework *framework, enum level_rule rule,
	struct inputs *inputs)
{
	page_add(page, PAGE_HEADING, _("What would change it"));
	if (inputs->count == sizeof inputs->levels / sizeof inputs->levels[0])
		return;
	facts_open(&page->facts, "one_more", '[');
	for (size_t level = 1; level <= framework->scale.level_count; level++) {
		struct current_row current;
		char number[16];

		inputs->levels[inputs->count].level = (int)level;
		level_current(rule, inputs->count + 1, inputs->levels, &current);
		one_level(rule, current.value, current.count, number);
		page_addf(page, PAGE_POINT, _("one more level %zu %s: %s"), level,
			framework->scale.levels[level - 1].name, number);
		facts_open(&page->facts, NULL, '{');
		facts_count(&page->facts, "level", (int64_t)level);
		facts_hundredths(&page->facts, "value", current.value);
		facts_close(&page->facts);
	}
	facts_close(&page->facts);
}

static enum err_code put_decision(struct session *session, struct page *page,
	const struct framework *framework, size_t item, int64_t student_id, struct err *err)
{
	struct decision_row decision;
	char reason[NOTE_SIZE], day[DATE_SIZE];
	enum err_code rc = decision_get(session, student_id, framework->items[item].row.id,
		&decision, reason, sizeof reason, err);

	if (!rc && decision.level == LEVEL_NONE)
		facts_null(&page->facts, "decision");
	if (rc || decision.level == LEVEL_NONE)
		return rc;
	date_for_people(decision.decided_on, day);
	page_addf(page, PAGE_WARNING, _("Decided: %d %s, on %s by %s: %s"), decision.level,
		framework_level_name(framework, decision.level), day, decision.person, reason);
	page_add(page, PAGE_MUTED, _("The computed level below stays as it is."));
	facts_open(&page->facts, "decision", '{');
	facts_count(&page->facts, "level", decision.level);
	facts_text(&page->facts, "date", decision.decided_on);
	facts_text(&page->facts, "by", decision.person);
	facts_text(&page->facts, "reason", reason);
	facts_close(&page->facts);
	return ERR_OK;
}

static enum err_code explain_leaf(struct session *session, const struct rating_list *list,
	size_t item, int64_t student_id, bool anonymous, struct page *page, struct err *err)
{
	const struct framework *framework = list->framework;
	enum level_rule rule = framework->row.rule;
	struct inputs *inputs = calloc(1, sizeof *inputs);
	struct current_row current = {.value = -1};
	bool named = false;
	enum err_code rc = inputs ? put_decision(session, page, framework, item, student_id, err)
				  : err_fail(err, WHY_NO_MEMORY, "explanation");

	if (!rc)
		rc = peers_named(session, student_id, &named, err);
	if (!rc) {
		put_inputs(session, page, list, framework->items[item].leaf_index,
			named && !anonymous, inputs);
		if (inputs->count)
			level_current(rule, inputs->count, inputs->levels, &current);
		page_add(page, PAGE_HEADING, _("Rule"));
		page_addf(page, PAGE_TEXT, "%s", rule_name(rule));
		facts_text(&page->facts, "rule", rule_codes[rule]);
		facts_hundredths(&page->facts, "value", current.value);
		if (current.value >= 0)
			put_arithmetic(page, rule, inputs, current.value);
		else
			page_add(page, PAGE_TEXT, _("No level counts: there is no current level."));
		put_what_if(page, framework, rule, inputs);
	}
	free(inputs);
	return rc;
}

/* The mean of the leaves under an item, or of the roots. */
static void explain_mean(const struct framework *framework, size_t item, const int values[],
	const int counts[], struct page *page)
{
	const char *head[] = {_("Item"), _("Value")};
	size_t first = item == (size_t)-1 ? 0 : item, rated = 0, of = 0, counted = 0;
	size_t last = item == (size_t)-1 ? framework->item_count
					 : item + framework->items[item].descendants + 1;
	char number[16];
	int mean;

	page_add(page, PAGE_HEADING, item == (size_t)-1 ? _("Competencies") : _("Capabilities"));
	page_row(page, PAGE_HEAD, 2, head);
	facts_open(&page->facts, "values", '[');
	for (size_t i = first; i < last; i++) {
		const struct item *node = &framework->items[i];
		bool takes = item == (size_t)-1 ? node->depth == 0 : node->descendants == 0;
		char name[2 * LABEL_SIZE];
		const char *cells[] = {name, number};
		int value;

		if (!takes)
			continue;
		value = level_item_mean(framework, i, values, NULL, NULL);
		counted += value >= 0;
		if (node->descendants == 0)
			one_level(framework->row.rule, value, counts[node->leaf_index], number);
		else
			hundredths(value, number);
		framework_item_name(node, name, sizeof name);
		page_row(page, PAGE_ROW, 2, cells);
		facts_open(&page->facts, NULL, '{');
		facts_text(&page->facts, "item", node->row.code);
		facts_hundredths(&page->facts, "value", value);
		facts_close(&page->facts);
	}
	facts_close(&page->facts);
	mean = item == (size_t)-1 ? level_overall(framework, values, &rated)
				  : level_item_mean(framework, item, values, &rated, &of);
	hundredths(mean, number);
	facts_text(&page->facts, "rule", "mean");
	facts_hundredths(&page->facts, "value", mean);
	page_add(page, PAGE_HEADING, _("Rule"));
	page_add(page, PAGE_TEXT,
		item == (size_t)-1
			? _("The mean of the competencies that have one; each weighs the same.")
			: _("The mean of the capabilities that have a level."));
	page_addf(page, PAGE_TEXT, _("%zu values, mean %s"), counted, number);
	page_add(page, PAGE_MUTED,
		_("In hundredths of a level; a half goes up; rounded once per division."));
}

enum err_code explain_build(struct session *session, const struct framework *framework, size_t item,
	int64_t student_id, bool anonymous, struct page *ret, struct err *err)
{
	struct rating_list list = {0};
	struct student_row student;
	char name[STUDENT_NAME_SIZE];
	struct page page = {.facts.wanted = ret->facts.wanted};
	int *values = calloc(framework->leaf_count + 1, sizeof *values);
	int *counts = calloc(framework->leaf_count + 1, sizeof *counts);
	enum err_code rc = values && counts ? db_student_by_id(session->db, student_id, &student, err)
				  : err_fail(err, WHY_NO_MEMORY, "explanation");

	if (!rc)
		rc = rating_list_load(session, framework, student_id, &list, err);
	if (!rc) {
		rating_list_values(&list, framework->row.rule, NULL, values);
		rating_list_counts(&list, counts);
		student_name(session, anonymous, student_id, student.last_name, student.first_name,
			name, sizeof name);
		page_addf(&page, PAGE_TITLE, "%s %s · %s",
			item == (size_t)-1 ? framework->row.code : framework->items[item].row.code,
			item == (size_t)-1 ? "" : framework->items[item].row.label,
			anonymous ? name : student.matricule);
		facts_open(&page.facts, NULL, '{');
		facts_text(&page.facts, "matricule", student.matricule);
		facts_text(&page.facts, "framework", framework->row.code);
		facts_text(&page.facts, "item",
			item == (size_t)-1 ? "" : framework->items[item].row.code);
		if (item != (size_t)-1 && framework->items[item].descendants == 0)
			rc = explain_leaf(session, &list, item, student_id, anonymous, &page, err);
		else
			explain_mean(framework, item, values, counts, &page);
		facts_close(&page.facts);
	}
	rating_list_release(&list);
	free(values);
	free(counts);
	if (!rc && (page.failed || page.facts.failed))
		rc = err_fail(err, WHY_NO_MEMORY, "explanation");
	if (rc)
		page_release(&page);
	else
		*ret = page;
	return rc;
}
