/* show: one student with the current levels. */
#include "cli/choose.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/programme_of.h"
#include "cli/show_page.h"
#include "cli/student_json.h"
#include "cli/verb.h"
#include "core/language.h"
#include "core/level.h"
#include "core/student.h"

/* A level with what it is about. */
struct seen {
	const struct framework *framework;
	const struct item *item;
	const struct current_row *level;
};

static const struct current_row *find_level(const struct student_file *file, int64_t item_id)
{
	for (size_t i = 0; i < file->level_count; i++) {
		if (file->levels[i].item_id == item_id)
			return &file->levels[i];
	}
	return NULL;
}

/*
 * Go through the levels in order of framework and tree. only: of this
 * framework; NULL: of all. *framework and *item start at 0.
 */
static bool next_level(const struct cli *cli, const struct student_file *file,
	const struct framework *only, size_t *framework, size_t *item, struct seen *ret)
{
	const struct framework_list *list = &cli->session->frameworks;

	for (; *framework < list->count; (*framework)++, *item = 0) {
		ret->framework = &list->frameworks[*framework];
		if (only && only != ret->framework)
			continue;
		while (*item < ret->framework->item_count) {
			ret->item = &ret->framework->items[(*item)++];
			ret->level = find_level(file, ret->item->row.id);
			if (ret->level)
				return true;
		}
	}
	return false;
}

static void show_json(
	const struct cli *cli, const struct student_file *file, const struct framework *only)
{
	struct json *json = cli->json;
	size_t framework = 0, item = 0;
	struct seen seen;

	json_open(json, NULL, '{');
	student_json(json, &file->row, file->groups, file->group_count);
	json_open(json, "levels", '[');
	while (next_level(cli, file, only, &framework, &item, &seen)) {
		json_open(json, NULL, '{');
		json_text(json, "framework", seen.framework->row.code);
		json_text(json, "item", seen.item->row.code);
		json_hundredths(json, "level", seen.level->value);
		json_text(json, "date", seen.level->seen_on);
		json_count(json, "count", seen.level->count);
		json_text(json, "version", seen.framework->row.version);
		json_close(json);
	}
	json_close(json);
}

static const char *trend_mark(int trend)
{
	switch (trend) {
	case -1:
		return _("down");
	case 0:
		return _("same");
	case 1:
		return _("up");
	default:
		return "";
	}
}

/* Are there levels in more than one framework? */
static bool are_mixed(
	const struct cli *cli, const struct student_file *file, const struct framework *only)
{
	const struct framework *first = NULL;
	size_t framework = 0, item = 0;
	struct seen seen;

	while (next_level(cli, file, only, &framework, &item, &seen)) {
		if (first && first != seen.framework)
			return true;
		first = seen.framework;
	}
	return false;
}

static enum err_code show_levels(const struct cli *cli, const struct student_file *file,
	const struct framework *only, struct err *err)
{
	const char *const headers[] = {_("Item"), _("Capability"), _("Level"), _("Last"), _("Date"),
		_("Ratings"), _("Trend"), NULL};
	bool mixed = are_mixed(cli, file, only);
	size_t framework = 0, item = 0;
	char date[DATE_SIZE], name[FRAMEWORK_NAME_SIZE], code[FRAMEWORK_NAME_SIZE + CODE_SIZE];
	struct table table;
	struct seen seen;

	table_init(&table, headers, 1 << 2 | 1 << 5);
	while (next_level(cli, file, only, &framework, &item, &seen)) {
		const struct item_row *row = &seen.item->row;

		framework_name(&cli->session->frameworks, seen.framework, name);
		(void)snprintf(code, sizeof(code), "%s%s%s", mixed ? name : "", mixed ? ":" : "",
			row->code);
		table_cell(&table, code);
		table_cell(&table, *row->label ? row->label : row->text);
		if (seen.level->value % 100 ||
			level_is_mean(seen.framework->row.rule, seen.level->count) ||
			seen.level->value < 0)
			table_hundredths(&table, seen.level->value);
		else
			table_count(&table, seen.level->value / 100);
		table_cell(&table, framework_level_name(seen.framework, seen.level->last_level));
		table_cell(&table, output_date(seen.level->seen_on, date));
		table_count(&table, seen.level->count);
		table_cell(&table, trend_mark(seen.level->trend));
	}
	return table_finish(&table, err);
}

/* A title, then the facts that are known, a line each. */
static void show_head(const struct student_file *file)
{
	char date[DATE_SIZE];

	output_text(file->row.last_name);
	output_text(" ");
	output_text(file->row.first_name);
	output_text(" (");
	output_text(file->row.matricule);
	output_line(")");
	if (*file->row.email) {
		output_text(file->row.email);
		output_line("%s", "");
	}
	if (*file->row.birth_date)
		output_line(_("Born on %s"), output_date(file->row.birth_date, date));
	for (size_t i = 0; i < file->group_count; i++) {
		output_text(file->groups[i].code);
		output_line(" %s", file->groups[i].year);
	}
}

static enum err_code show_student(struct cli *cli, const char *matricule, struct err *err)
{
	const struct framework *only;
	struct student_file file = {0};
	struct student_row row;
	enum err_code rc;

	rc = student_find(cli->session, matricule, &row, err);
	if (rc)
		return rc;
	rc = choose_framework(cli, &only, err);
	if (rc)
		return rc;
	rc = student_file_load(cli->session, row.id, &file, err);
	if (rc)
		return rc;
	if (cli->json) {
		show_json(cli, &file, only);
		rc = student_grades_json(cli, row.id, err);
		json_close(cli->json);
	} else {
		show_head(&file);
		output_line("%s", "");
		rc = file.level_count ? show_levels(cli, &file, only, err) : ERR_OK;
		if (!file.level_count)
			output_line("%s", _("Never rated."));
		if (!rc)
			rc = student_grades_table(cli, row.id, err);
	}
	student_file_release(&file);
	return rc;
}

enum err_code cmd_show(struct cli *cli, struct err *err)
{
	enum word_id word;
	enum err_code rc;

	rc = options_word(cli->options, &word, err);
	if (rc)
		return rc;
	if (word == WORD_show_student)
		rc = options_words(cli->options, 2, 2, err);
	if (!rc && word == WORD_show_student && option_given(cli->options, OPT_OUTPUT)) {
		rc = err_fail(err, WHY_OUTPUT_NOT_HERE, "show student");
		(void)err_at(err, 0, NULL, "show student");
	}
	if (rc)
		return rc;
	rc = cli_open(cli, SESSION_READ_ONLY, err);
	if (rc)
		return rc;
	if (is_grade_word(word))
		return show_grades(cli, word, err);
	if (word != WORD_show_student)
		return show_page(cli, word, err);
	return show_student(cli, cli->options->words[1], err);
}
