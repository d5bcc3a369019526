/* Another rule tried on a class. See seeing.h; the rules: docs/levels.md. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/explain.h"
#include "core/language.h"
#include "core/rating_list.h"
#include "core/school_setting.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "db/follow.h"

/* "n times": the greatest level that was reached, or passed, at least n times. */
static void values_n_times(const struct rating_list *list, long times, int values[])
{
	for (size_t leaf = 0; leaf < list->framework->leaf_count; leaf++)
		values[leaf] = -1;
	for (int level = (int)list->framework->scale.level_count; level >= 1; level--) {
		for (size_t i = 0; i < list->count;) {
			size_t leaf = list->entries[i].leaf;
			long count = 0;

			for (; i < list->count && list->entries[i].leaf == leaf; i++)
				count += level_counts(list->entries[i].kind) &&
					 list->entries[i].level >= level;
			if (count >= times && values[leaf] < 0)
				values[leaf] = 100 * level;
		}
	}
}

struct trial {
	struct session *session;
	const struct framework *framework;
	int rule;
	long times;
	int *now, *then; /* per leaf */
	size_t moved;
};

/* The same for programs. */
static void tell(struct facts *facts, const struct trial *trial, const struct pupil_row *who,
	int before, int after)
{
	int mastery = 100 * trial->framework->scale.mastery;

	facts_open(facts, NULL, '{');
	facts_text(facts, "matricule", who->matricule);
	facts_text(facts, "last_name", who->last_name);
	facts_text(facts, "first_name", who->first_name);
	facts_hundredths(facts, "before", before);
	facts_hundredths(facts, "after", after);
	facts_flag(facts, "mastered_before", before >= mastery);
	facts_flag(facts, "mastered_after", after >= mastery);
	facts_open(facts, "levels", '[');
	for (size_t leaf = 0; leaf < trial->framework->leaf_count; leaf++) {
		size_t item = trial->framework->leaves[leaf];

		if (trial->now[leaf] == trial->then[leaf])
			continue;
		facts_open(facts, NULL, '{');
		facts_text(facts, "item", trial->framework->items[item].row.code);
		facts_hundredths(facts, "before", trial->now[leaf]);
		facts_hundredths(facts, "after", trial->then[leaf]);
		facts_close(facts);
	}
	facts_close(facts);
	facts_close(facts);
}

static void put_student(
	struct page *page, const struct trial *trial, const char *name, const struct pupil_row *who)
{
	int before = level_overall(trial->framework, trial->now, NULL);
	int after = level_overall(trial->framework, trial->then, NULL);
	int mastery = 100 * trial->framework->scale.mastery;
	char from[16], to[16], what[64] = "", items[512] = "";
	const char *cells[] = {name, from, to, what, items};
	size_t used = 0;

	for (size_t leaf = 0; leaf < trial->framework->leaf_count; leaf++) {
		char code[CODE_SIZE + 8];

		if (trial->now[leaf] == trial->then[leaf] || used >= sizeof items - 40)
			continue;
		framework_shown_code(
			trial->framework->items[trial->framework->leaves[leaf]].row.code, code);
		used += (size_t)snprintf(
			items + used, sizeof items - used, "%s%.30s", used ? " " : "", code);
	}
	seeing_value(before, from);
	seeing_value(after, to);
	if (before < mastery && after >= mastery)
		(void)snprintf(what, sizeof what, "%s", _("reaches mastery"));
	else if (before >= mastery && after < mastery)
		(void)snprintf(what, sizeof what, "%s", _("falls below mastery"));
	page_row(page, PAGE_ROW, 5, cells);
	page_mark(page, MARK_STUDENT, who->student_id);
	tell(&page->facts, trial, who, before, after);
}

static enum err_code try_student(struct trial *trial, struct page *page, const char *name,
	const struct pupil_row *who, struct err *err)
{
	struct rating_list list = {0};
	size_t leaves = trial->framework->leaf_count;
	enum err_code rc =
		rating_list_load(trial->session, trial->framework, who->student_id, &list, err);

	if (rc)
		return rc;
	rating_list_values(&list, trial->framework->row.rule, NULL, trial->now);
	if (trial->rule < RULE_COUNT)
		rating_list_values(&list, (enum level_rule)trial->rule, NULL, trial->then);
	else
		values_n_times(&list, trial->times, trial->then);
	if (memcmp(trial->now, trial->then, leaves * sizeof *trial->now) != 0) {
		trial->moved++;
		put_student(page, trial, name, who);
	}
	rating_list_release(&list);
	return ERR_OK;
}

enum err_code what_if_build(struct session *session, const struct framework *framework,
	int64_t group_id, int rule, const struct seeing *seeing, struct page *ret, struct err *err)
{
	const char *head[] = {
		_("Student"), _("before"), _("after"), "", _("capabilities that move")};
	struct trial trial = {.session = session, .framework = framework, .rule = rule};
	struct pupil_row *rows = NULL;
	struct page page = {.facts.wanted = ret->facts.wanted};
	char name[STUDENT_NAME_SIZE], title[2 * LABEL_SIZE];
	size_t count = 0;
	enum err_code rc = school_setting_get(session, "times_rule", &trial.times, err);

	trial.now = calloc(framework->leaf_count + 1, sizeof *trial.now);
	trial.then = calloc(framework->leaf_count + 1, sizeof *trial.then);
	if (!rc && (!trial.now || !trial.then))
		rc = err_fail(err, WHY_NO_MEMORY, "trial");
	if (!rc)
		rc = db_pupil_list(session->db, group_id, CLASS_MAX, &rows, &count, err);
	if (!rc) {
		if (rule < RULE_COUNT)
			(void)snprintf(title, sizeof title, _("What if: %s"),
				rule_name((enum level_rule)rule));
		else
			(void)snprintf(
				title, sizeof title, _("What if: reached %ld times"), trial.times);
		seeing_title(session, 0, group_id, seeing, title, &page);
		page_addf(&page, PAGE_MUTED, _("The rule in force: %s. Nothing is written."),
			rule_name(framework->row.rule));
		seeing_warn_cut(session, group_id, &page);
		page_row(&page, PAGE_HEAD, 5, head);
	}
	for (size_t i = 0; i < count && !rc; i++) {
		student_name(session, seeing->anonymous, rows[i].student_id, rows[i].last_name,
			rows[i].first_name, name, sizeof name);
		rc = try_student(&trial, &page, name, &rows[i], err);
	}
	if (!rc)
		page_addf(
			&page, PAGE_TEXT, _("%zu of %zu students would move."), trial.moved, count);
	free(rows);
	free(trial.now);
	free(trial.then);
	if (!rc && (page.failed || page.facts.failed))
		rc = err_fail(err, WHY_NO_MEMORY, "trial");
	if (rc)
		page_release(&page);
	else
		*ret = page;
	return rc;
}
