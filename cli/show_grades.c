/* show results, jury, grade, try; export grades, sheet, jury. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/choose.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/programme_of.h"
#include "cli/show_page.h"
#include "core/grade_import.h"
#include "core/jury.h"
#include "core/language.h"
#include "core/sheet_page.h"
#include "core/student.h"

bool is_grade_word(enum word_id word)
{
	switch (word) {
	case WORD_show_results:
	case WORD_show_jury:
	case WORD_show_grade:
	case WORD_show_try:
	case WORD_list_programmes:
	case WORD_list_units:
	case WORD_list_grades:
	case WORD_list_enrolments:
	case WORD_list_rules:
	case WORD_list_codes:
	case WORD_list_deliberations:
	case WORD_export_grades:
	case WORD_export_sheet:
	case WORD_export_jury:
		return true;
	default:
		return false;
	}
}

struct suppositions {
	struct supposition rows[SUPPOSITIONS_MAX];
	size_t count;
};

/* --if UE3/AA1=10, or UE3=10 */
static enum err_code take_supposition(const struct programme *programme, const char *text,
	struct supposition *ret, struct err *err)
{
	const char *equals = strrchr(text, '=');
	char name[2 * CODE_SIZE + 2];
	size_t unit, activity, length = equals ? (size_t)(equals - text) : 0;
	int decimals;
	enum err_code rc;

	if (!equals || length >= sizeof name) {
		(void)err_fail(err, WHY_OPTION_VALUE, "%s", text);
		return err_at(err, 0, "--if", text);
	}
	(void)snprintf(name, sizeof name, "%.*s", (int)length, text);
	rc = programme_find(programme, name, &unit, &activity, err);
	if (rc)
		return rc;
	ret->whole = activity == (size_t)-1;
	ret->unit_id = programme->units[unit].row.id;
	ret->activity_id = ret->whole ? 0 : programme->units[unit].activities[activity].id;
	/* The mark of several activities has the decimals that rounding gives it. */
	decimals = ret->whole && programme->units[unit].activity_count > 1
			   ? 2
			   : programme->units[unit].row.decimals;
	return cell_parse(&programme->rules, decimals, equals + 1, &ret->cell, err);
}

static enum err_code take_suppositions(const struct cli *cli, const struct programme *programme,
	int64_t student_id, int number, struct suppositions *ret, struct err *err)
{
	const char *text;
	size_t position = 0;
	enum err_code rc = ERR_OK;

	ret->count = 0;
	while (!rc && (text = option_each(cli->options, OPT_IF, &position))) {
		struct supposition *row = &ret->rows[ret->count];

		if (ret->count == SUPPOSITIONS_MAX) {
			rc = err_fail(err, WHY_OPTION_VALUE, "%s", text);
			(void)err_at(err, 0, "--if", text);
			break;
		}
		*row = (struct supposition){.student_id = student_id};
		rc = take_supposition(programme, text, row, err);
		ret->count++;
	}
	return rc ? rc
		  : suppositions_settle(
			    cli->session, programme, number, ret->rows, ret->count, err);
}

static enum err_code build_results(struct cli *cli, const struct programme *programme, int number,
	struct page *ret, struct err *err)
{
	const struct seeing seeing = {.ascii = false};
	struct suppositions supposed = {.count = 0};
	struct student_row student;
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = student_find(cli->session, cli->options->words[1], &student, err);
	if (!rc)
		rc = take_suppositions(cli, programme, student.id, number, &supposed, err);
	return rc ? rc
		  : jury_student_page(cli->session, programme, number, student.id, supposed.rows,
			    supposed.count, &seeing, ret, err);
}

static enum err_code build_explanation(struct cli *cli, const struct programme *programme,
	int number, struct page *ret, struct err *err)
{
	const struct seeing seeing = {.ascii = false};
	struct student_row student;
	size_t unit = 0, activity;
	enum err_code rc = options_words(cli->options, 3, 3, err);

	if (!rc)
		rc = student_find(cli->session, cli->options->words[1], &student, err);
	if (!rc)
		rc = programme_find(programme, cli->options->words[2], &unit, &activity, err);
	return rc ? rc
		  : grade_explain_page(
			    cli->session, programme, unit, student.id, number, &seeing, ret, err);
}

static void take_refusal(void *ctx, const struct err *why)
{
	(void)ctx;
	output_error(why);
}

static enum err_code build_trial(struct cli *cli, const struct programme *programme, int number,
	int64_t group_id, struct page *ret, struct err *err)
{
	const struct seeing seeing = {.ascii = false};
	struct grade_rules rules = {0};
	enum err_code rc = options_words(cli->options, 2, 2, err);

	if (!rc)
		rc = grade_rules_read(cli->options->words[1], take_refusal, NULL, &rules, err);
	if (rc)
		return rc;
	rc = rules_try_page(cli->session, programme, &rules, number, group_id, &seeing, ret, err);
	grade_rules_release(&rules);
	return rc;
}

/* A student's units and year as members of the object that is open. */
static void put_figures(struct json *json, const struct figures *figures, size_t at)
{
	const struct student_figures *who = &figures->students[at];

	json_open(json, "grades", '[');
	for (size_t i = 0; i < who->count; i++) {
		const struct unit_figure *unit = &figures->units[who->first + i];

		json_open(json, NULL, '{');
		json_text(json, "unit", figures->programme->units[unit->unit].row.code);
		json_hundredths(json, "mark", unit->cell.mark);
		if (unit->cell.code[0])
			json_text(json, "code", unit->cell.code);
		else
			json_null(json, "code");
		json_bool(json, "acquired", unit->acquired);
		json_hundredths(json, "credits", unit->credits);
		json_close(json);
	}
	json_close(json);
	json_hundredths(json, "credits", who->year.credits_acquired);
	json_hundredths(json, "credits_taken", who->year.credits_taken);
	json_hundredths(json, "mean", who->year.mean);
}

/* results and jury for programs: an object per student. */
static enum err_code show_figures(struct cli *cli, const struct programme *programme,
	enum word_id word, int number, int64_t group_id, struct err *err)
{
	struct figures_asked asked = {
		.programme = programme, .session = number, .group_id = group_id};
	struct figures figures = {0};
	struct student_row student = {0};
	struct suppositions supposed = {.count = 0};
	enum err_code rc = ERR_OK;

	if (word == WORD_show_results) {
		rc = options_words(cli->options, 2, 2, err);
		if (!rc)
			rc = student_find(cli->session, cli->options->words[1], &student, err);
		asked.student_id = student.id;
		asked.group_id = 0;
		if (!rc)
			rc = take_suppositions(cli, programme, student.id, number, &supposed, err);
		asked.supposed = supposed.rows;
		asked.supposed_count = supposed.count;
	}
	if (!rc)
		rc = figures_load(cli->session, &asked, &figures, err);
	for (size_t i = 0; i < figures.student_count && !rc; i++) {
		const struct student_figures *who = &figures.students[i];

		json_open(cli->json, NULL, '{');
		json_text(cli->json, "matricule", who->matricule);
		json_text(cli->json, "last_name", who->last_name);
		json_text(cli->json, "first_name", who->first_name);
		put_figures(cli->json, &figures, i);
		json_count(cli->json, "missing", (int64_t)who->year.missing);
		json_text(cli->json, "mention", who->year.mention ? who->year.mention : "");
		json_close(cli->json);
	}
	figures_release(&figures);
	return rc;
}

enum err_code show_grades(struct cli *cli, enum word_id word, struct err *err)
{
	bool told = cli->json && !option_given(cli->options, OPT_OUTPUT);
	bool objects = told && (word == WORD_show_jury || word == WORD_show_results);
	const struct seeing seeing = {.ascii = false};
	struct programme programme = {0};
	struct page page = {.facts.wanted = told};
	int64_t group_id = 0;
	int number = 0;
	enum err_code rc = programme_of(cli, &programme, err);

	if (!rc)
		rc = session_of(cli, &programme, 0, &number, err);
	if (!rc)
		rc = choose_group(cli, &group_id, err);
	if (objects) {
		if (!rc)
			rc = show_figures(cli, &programme, word, number, group_id, err);
		programme_release(&programme);
		return rc;
	}
	if (!rc && word == WORD_show_results)
		rc = build_results(cli, &programme, number, &page, err);
	else if (!rc && word == WORD_show_grade)
		rc = build_explanation(cli, &programme, number, &page, err);
	else if (!rc && word == WORD_show_try)
		rc = build_trial(cli, &programme, number, group_id, &page, err);
	else if (!rc)
		rc = jury_class_page(
			cli->session, &programme, number, group_id, &seeing, &page, err);
	if (!rc)
		rc = page_out(cli, &page, err);
	page_release(&page);
	programme_release(&programme);
	return rc;
}

/* ---- export -------------------------------------------------------------------------- */

static enum err_code load_sheet(
	struct cli *cli, const struct programme *programme, struct gradesheet *ret, struct err *err)
{
	const char *name = option_value(cli->options, OPT_UNIT);
	enum sheet_order order = SHEET_BY_LIST;
	size_t unit = 0, activity;
	int64_t group_id = 0;
	int number = 1;
	enum err_code rc;

	if (!name)
		return err_fail(err, WHY_GRADES_UNIT_MISSING, "unit");
	rc = programme_find(programme, name, &unit, &activity, err);
	if (!rc)
		rc = session_of(cli, programme, 1, &number, err);
	if (!rc)
		rc = choose_group(cli, &group_id, err);
	if (!rc)
		rc = sheet_order_get(cli->session, &order, err);
	return rc ? rc
		  : gradesheet_load(
			    cli->session, programme, unit, number, group_id, order, ret, err);
}

static enum err_code export_jury(struct cli *cli, const struct programme *programme,
	const struct target *to, struct err *err)
{
	int64_t group_id = 0;
	int number = 0;
	enum err_code rc = session_of(cli, programme, 0, &number, err);

	if (!rc)
		rc = choose_group(cli, &group_id, err);
	return rc ? rc : jury_export(cli->session, programme, number, group_id, to, err);
}

enum err_code export_grades(
	struct cli *cli, enum word_id word, const struct target *to, struct err *err)
{
	struct programme programme = {0};
	struct gradesheet sheet = {0};
	struct page page = {0};
	char left[LABEL_SIZE];
	enum err_code rc = options_words(cli->options, 1, 1, err);

	if (!rc)
		rc = programme_of(cli, &programme, err);
	if (!rc && word == WORD_export_jury) {
		rc = export_jury(cli, &programme, to, err);
	} else if (!rc) {
		rc = load_sheet(cli, &programme, &sheet, err);
		if (!rc && word == WORD_export_sheet) {
			rc = sheet_page(&sheet, &page, err);
			if (!rc)
				rc = page_save(&page, to, 120, err);
			page_release(&page);
		} else if (!rc) {
			rc = grade_export(cli->session, &sheet, to, left, err);
			if (!rc && *left)
				output_say(
					_("Left empty, since the platform has no such codes: %s."),
					left);
		}
		gradesheet_release(&sheet);
	}
	programme_release(&programme);
	return rc;
}

/* ---- show student ---------------------------------------------------------------------- */

/* The figures of a student in their newest programme; *ret_found false: none. */
static enum err_code load_figures(const struct cli *cli, int64_t student_id,
	struct programme *programme, struct figures *ret, bool *ret_found, struct err *err)
{
	const struct figures_asked asked = {.programme = programme, .student_id = student_id};
	enum err_code rc = programme_load_student(cli->session, student_id, programme, err);

	*ret_found = false;
	if (rc == ERR_NOT_FOUND)
		return ERR_OK;
	if (!rc)
		rc = figures_load(cli->session, &asked, ret, err);
	*ret_found = !rc && ret->student_count == 1;
	return rc;
}

enum err_code student_grades_table(const struct cli *cli, int64_t student_id, struct err *err)
{
	const char *const headers[] = {
		_("Unit"), _("Title"), _("Mark"), _("Credits"), _("Acquired"), NULL};
	struct programme programme = {0};
	struct figures figures = {0};
	struct table table;
	bool found;
	enum err_code rc = load_figures(cli, student_id, &programme, &figures, &found, err);

	if (!rc && found) {
		const struct student_figures *who = &figures.students[0];

		output_line("%s", "");
		table_init(&table, headers, 1 << 2 | 1 << 3);
		for (size_t i = 0; i < who->count; i++) {
			const struct unit_figure *figure = &figures.units[who->first + i];
			const struct unit_row *unit = &programme.units[figure->unit].row;
			char mark[MARK_SIZE], credits[MARK_SIZE];

			cell_format(&figure->cell, mark);
			mark_plain(unit->credits, credits);
			table_cell(&table, unit->code);
			table_cell(&table, unit->title);
			table_cell(&table, mark);
			table_cell(&table, credits);
			table_cell(&table, figure->acquired               ? _("yes")
					   : cell_is_blank(&figure->cell) ? ""
									  : _("no"));
		}
		rc = table_finish(&table, err);
	}
	figures_release(&figures);
	programme_release(&programme);
	return rc;
}

enum err_code student_grades_json(const struct cli *cli, int64_t student_id, struct err *err)
{
	struct programme programme = {0};
	struct figures figures = {0};
	bool found;
	enum err_code rc = load_figures(cli, student_id, &programme, &figures, &found, err);

	if (!rc && found)
		put_figures(cli->json, &figures, 0);
	figures_release(&figures);
	programme_release(&programme);
	return rc;
}
