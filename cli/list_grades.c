/* list: programmes, units, grades, enrolments, rules, codes, deliberations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/choose.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/programme_of.h"
#include "cli/record.h"
#include "core/figures.h"
#include "core/grade.h"
#include "core/language.h"

#define COUNT_OF(columns) (sizeof(columns) / sizeof(columns)[0])

static enum err_code list_programmes(const struct cli *cli, struct err *err)
{
	static const struct column columns[] = {{"code", N_("Code"), COLUMN_TEXT},
		{"year", N_("Year"), COLUMN_TEXT}, {"label", N_("Label"), COLUMN_TEXT}};
	struct programme_row *rows = NULL;
	struct listing listing;
	size_t count = 0;
	enum err_code rc = db_programme_list(cli->session->db, &rows, &count, err);

	if (rc)
		return rc;
	listing_begin(&listing, cli, COUNT_OF(columns), columns);
	for (size_t i = 0; i < count; i++)
		listing_row(
			&listing, (const char *const[]){rows[i].code, rows[i].year, rows[i].label});
	free(rows);
	return listing_end(&listing, ERR_OK, err);
}

/* The codes of the capabilities that a unit (activity 0) or an activity exercises. */
static void items_of(const struct programme *programme, int64_t unit_id, int64_t activity_id,
	char *ret, size_t size)
{
	size_t used = 0;

	ret[0] = '\0';
	for (size_t i = 0; i < programme->exercise_count && used + CODE_SIZE + 1 < size; i++) {
		const struct exercise_row *row = &programme->exercises[i];

		if (row->unit_id == unit_id && row->activity_id == activity_id)
			used += (size_t)snprintf(
				ret + used, size - used, "%s%s", used ? " " : "", row->item);
	}
}

static enum err_code list_units(
	const struct cli *cli, const struct programme *programme, struct err *err)
{
	static const struct column columns[] = {{"unit", N_("Unit"), COLUMN_TEXT},
		{"activity", N_("Activity"), COLUMN_TEXT}, {"title", N_("Title"), COLUMN_TEXT},
		{"credits", N_("Credits"), COLUMN_DECIMAL},
		{"weight", N_("Weight"), COLUMN_DECIMAL}, {"block", N_("Block"), COLUMN_COUNT},
		{"responsible", N_("Responsible"), COLUMN_TEXT}, {"optional", NULL, COLUMN_FLAG},
		{"kind", NULL, COLUMN_TEXT}, {"programme", NULL, COLUMN_TEXT},
		{"year", NULL, COLUMN_TEXT}, {"minimum", NULL, COLUMN_DECIMAL},
		{"items", NULL, COLUMN_TEXT}};
	struct listing listing;

	listing_begin(&listing, cli, COUNT_OF(columns), columns);
	for (size_t u = 0; u < programme->unit_count; u++) {
		const struct unit *unit = &programme->units[u];
		char credits[MARK_SIZE], weight[MARK_SIZE], block[12], minimum[MARK_SIZE];
		char items[512];

		items_of(programme, unit->row.id, 0, items, sizeof items);
		mark_plain(unit->row.credits, credits);
		(void)snprintf(block, sizeof block, "%d", unit->row.block);
		listing_row(&listing,
			(const char *const[]){unit->row.code, "", unit->row.title, credits, "",
				block, unit->row.person, unit->row.optional ? "1" : "", "",
				programme->row.code, programme->row.year, "", items});
		for (size_t a = 0; a < unit->activity_count; a++) {
			const struct activity_row *activity = &unit->activities[a];

			mark_plain(activity->weight, weight);
			mark_plain(activity->minimum, minimum);
			items_of(programme, unit->row.id, activity->id, items, sizeof items);
			listing_row(&listing,
				(const char *const[]){unit->row.code, activity->code,
					activity->title, "", weight, block, "", "", activity->kind,
					programme->row.code, programme->row.year, minimum, items});
		}
	}
	return listing_end(&listing, ERR_OK, err);
}

/* Cells of a unit, students in the order of the sheet. */
static enum err_code list_sheet(const struct cli *cli, const struct programme *programme,
	size_t unit, int number, int64_t group_id, struct listing *listing, struct err *err)
{
	struct gradesheet sheet = {0};
	enum sheet_order order;
	enum err_code rc = sheet_order_get(cli->session, &order, err);

	if (!rc)
		rc = gradesheet_load(
			cli->session, programme, unit, number, group_id, order, &sheet, err);
	for (size_t i = 0; i < sheet.count && !rc; i++) {
		const struct sheet_row *row = &sheet.rows[i];
		char name[2 * NAME_SIZE + 2], session[12], mark[MARK_SIZE], shown[MARK_SIZE];

		(void)snprintf(name, sizeof name, "%s %s", row->enrolment.last_name,
			row->enrolment.first_name);
		(void)snprintf(session, sizeof session, "%d", number);
		for (size_t p = 0; p < sheet.part_count; p++) {
			const struct cell *cell = &row->cells[p][number - 1];

			if (cell_is_blank(cell))
				continue;
			mark_plain(cell->mark, mark);
			cell_format(cell, shown);
			listing_row(listing, (const char *const[]){row->enrolment.matricule, name,
						     sheet.unit->row.code,
						     p < sheet.unit->activity_count
							     ? sheet.unit->activities[p].code
							     : "",
						     session, shown, mark, cell->code,
						     programme->row.code, programme->row.year});
		}
	}
	gradesheet_release(&sheet);
	return rc;
}

static enum err_code list_all_grades(
	const struct cli *cli, const struct programme *programme, struct err *err)
{
	static const struct column columns[] = {{"matricule", N_("Matricule"), COLUMN_TEXT},
		{NULL, N_("Name"), COLUMN_TEXT}, {"unit", N_("Unit"), COLUMN_TEXT},
		{"activity", N_("Activity"), COLUMN_TEXT}, {"session", N_("Session"), COLUMN_COUNT},
		{NULL, N_("Grade"), COLUMN_TEXT}, {"mark", NULL, COLUMN_DECIMAL},
		{"code", NULL, COLUMN_TEXT}, {"programme", NULL, COLUMN_TEXT},
		{"year", NULL, COLUMN_TEXT}};
	const char *only = option_value(cli->options, OPT_UNIT);
	struct listing listing;
	size_t unit = 0, activity;
	int64_t group_id = 0;
	int number = 0;
	enum err_code rc = choose_group(cli, &group_id, err);

	if (!rc)
		rc = session_of(cli, programme, 0, &number, err);
	if (!rc && only)
		rc = programme_find(programme, only, &unit, &activity, err);
	if (rc)
		return rc;
	listing_begin(&listing, cli, COUNT_OF(columns), columns);
	for (size_t u = 0; u < programme->unit_count && !rc; u++) {
		if (only && u != unit)
			continue;
		for (int s = 1; s <= programme->rules.values[GRADE_RULE_SESSIONS] && !rc; s++) {
			if (number == 0 || number == s)
				rc = list_sheet(cli, programme, u, s, group_id, &listing, err);
		}
	}
	return listing_end(&listing, rc, err);
}

static enum err_code list_enrolments(
	const struct cli *cli, const struct programme *programme, struct err *err)
{
	static const char *const states[] = {"taken", "dispensed", "carried"};
	static const struct column columns[] = {{"matricule", N_("Matricule"), COLUMN_TEXT},
		{NULL, N_("Name"), COLUMN_TEXT}, {"unit", N_("Unit"), COLUMN_TEXT},
		{"state", NULL, COLUMN_TEXT}, {NULL, N_("State"), COLUMN_TEXT},
		{"mark", N_("Mark"), COLUMN_DECIMAL}, {"from_year", N_("From"), COLUMN_TEXT}};
	struct enrolment_row *rows = NULL;
	struct listing listing;
	size_t count = 0;
	enum err_code rc =
		db_enrolment_of_programme(cli->session->db, programme->row.id, &rows, &count, err);

	if (rc)
		return rc;
	listing_begin(&listing, cli, COUNT_OF(columns), columns);
	for (size_t i = 0; i < count; i++) {
		char name[2 * NAME_SIZE + 2], mark[MARK_SIZE];
		size_t unit = programme_unit(programme, rows[i].unit_id);

		(void)snprintf(name, sizeof name, "%s %s", rows[i].last_name, rows[i].first_name);
		mark_plain(rows[i].mark, mark);
		listing_row(&listing,
			(const char *const[]){rows[i].matricule, name,
				unit < programme->unit_count ? programme->units[unit].row.code : "",
				states[rows[i].state], enrolment_state_name(rows[i].state), mark,
				rows[i].from_year});
	}
	free(rows);
	return listing_end(&listing, ERR_OK, err);
}

static enum err_code list_rule_sets(const struct cli *cli, struct err *err)
{
	static const struct column columns[] = {{"rules", N_("Rules"), COLUMN_TEXT},
		{"since", N_("Since"), COLUMN_DATE}, {"rule", N_("Rule"), COLUMN_TEXT},
		{"value", N_("Value"), COLUMN_TEXT}};
	struct rule_set_row *sets = NULL;
	struct listing listing;
	size_t count = 0;
	enum err_code rc = db_rule_set_list(cli->session->db, &sets, &count, err);

	if (rc)
		return rc;
	listing_begin(&listing, cli, COUNT_OF(columns), columns);
	for (size_t i = 0; i < count && !rc; i++) {
		struct grade_rules rules = {0};
		char value[LABEL_SIZE];

		rc = grade_rules_load(cli->session, sets[i].id, &rules, err);
		for (int r = 0; r < GRADE_RULE_COUNT && !rc; r++) {
			grade_rule_value(&rules, (enum grade_rule_id)r, value);
			listing_row(
				&listing, (const char *const[]){sets[i].code, sets[i].since,
						  grade_rule_word((enum grade_rule_id)r), value});
		}
		grade_rules_release(&rules);
	}
	free(sets);
	return listing_end(&listing, rc, err);
}

static enum err_code list_codes(
	const struct cli *cli, const struct programme *programme, struct err *err)
{
	static const struct column columns[] = {{"code", N_("Code"), COLUMN_TEXT},
		{"label", N_("Label"), COLUMN_TEXT}, {"aliases", N_("Also"), COLUMN_TEXT},
		{"effect", N_("Effect"), COLUMN_TEXT}, {"typed_by", N_("Typed by"), COLUMN_TEXT},
		{"proof", N_("Proof"), COLUMN_FLAG}, {"absence", N_("Absence"), COLUMN_TEXT}};
	struct listing listing;

	listing_begin(&listing, cli, COUNT_OF(columns), columns);
	for (size_t i = 0; i < programme->rules.code_count; i++) {
		const struct grade_code_row *row = &programme->rules.codes[i];

		listing_row(&listing,
			(const char *const[]){row->code, row->label, row->aliases,
				grade_effect_word(row->effect), code_typist_word(row->typed_by),
				row->proof ? "1" : "", code_absence_word(row)});
	}
	return listing_end(&listing, ERR_OK, err);
}

static enum err_code list_deliberations(
	const struct cli *cli, const struct programme *programme, struct err *err)
{
	static const struct column columns[] = {{"held_on", N_("Held on"), COLUMN_DATE},
		{"session", N_("Session"), COLUMN_COUNT}, {"by", N_("By"), COLUMN_TEXT},
		{"locked", N_("Locked"), COLUMN_FLAG}, {"reason", N_("Opened again"), COLUMN_TEXT}};
	struct deliberation_row *rows = NULL;
	struct listing listing;
	size_t count = 0;
	enum err_code rc =
		db_deliberation_list(cli->session->db, programme->row.id, &rows, &count, err);

	if (rc)
		return rc;
	listing_begin(&listing, cli, COUNT_OF(columns), columns);
	for (size_t i = 0; i < count; i++) {
		char session[12];

		(void)snprintf(session, sizeof session, "%d", rows[i].session);
		listing_row(
			&listing, (const char *const[]){rows[i].held_on, session, rows[i].person,
					  rows[i].unlocked_at ? "" : "1", rows[i].unlock_reason});
	}
	free(rows);
	return listing_end(&listing, ERR_OK, err);
}

enum err_code list_grades(struct cli *cli, enum word_id word, struct err *err)
{
	struct programme programme = {0};
	enum err_code rc = options_words(cli->options, 1, 1, err);

	if (rc)
		return rc;
	if (word == WORD_list_programmes)
		return list_programmes(cli, err);
	if (word == WORD_list_rules)
		return list_rule_sets(cli, err);
	rc = programme_of(cli, &programme, err);
	if (!rc && word == WORD_list_units)
		rc = list_units(cli, &programme, err);
	else if (!rc && word == WORD_list_grades)
		rc = list_all_grades(cli, &programme, err);
	else if (!rc && word == WORD_list_enrolments)
		rc = list_enrolments(cli, &programme, err);
	else if (!rc && word == WORD_list_codes)
		rc = list_codes(cli, &programme, err);
	else if (!rc)
		rc = list_deliberations(cli, &programme, err);
	programme_release(&programme);
	return rc;
}
