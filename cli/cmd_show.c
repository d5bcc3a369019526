/* show: one student with the current levels. */
#include "cli/choose.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/student_json.h"
#include "cli/verb.h"
#include "core/language.h"
#include "core/student.h"

/* The item of a level; NULL: of no framework, or not of the one asked for (only). */
static const struct item *find_item(const struct session *session, const struct framework *only,
	int64_t item_id, const struct framework **ret)
{
	const struct framework_list *list = &session->frameworks;

	for (size_t i = 0; i < list->count; i++) {
		const struct framework *framework = &list->frameworks[i];
		size_t item = framework_item_by_id(framework, item_id);

		if (item == (size_t)-1)
			continue;
		if (only && only != framework)
			return NULL;
		*ret = framework;
		return &framework->items[item];
	}
	return NULL;
}

static void show_json(
	const struct cli *cli, const struct student_file *file, const struct framework *only)
{
	struct json *json = cli->json;

	json_open(json, NULL, '{');
	student_json(json, &file->row, file->groups, file->group_count);
	json_open(json, "levels", '[');
	for (size_t i = 0; i < file->level_count; i++) {
		const struct current_row *level = &file->levels[i];
		const struct framework *framework = NULL;
		const struct item *item;

		item = find_item(cli->session, only, level->item_id, &framework);
		if (!item)
			continue;
		json_open(json, NULL, '{');
		json_text(json, "framework", framework->row.code);
		json_text(json, "item", item->row.code);
		json_hundredths(json, "level", level->value);
		json_text(json, "date", level->seen_on);
		json_count(json, "count", level->count);
		json_close(json);
	}
	json_close(json);
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

static enum err_code show_levels(const struct cli *cli, const struct student_file *file,
	const struct framework *only, struct err *err)
{
	const char *const headers[] = {_("Item"), _("Capability"), _("Level"), _("Last"), _("Date"),
		_("Ratings"), _("Trend"), NULL};
	struct table table;

	table_init(&table, headers, 1 << 2 | 1 << 5);
	for (size_t i = 0; i < file->level_count; i++) {
		const struct current_row *level = &file->levels[i];
		const struct framework *framework = NULL;
		const struct item *item;

		item = find_item(cli->session, only, level->item_id, &framework);
		if (!item)
			continue;
		table_cell(&table, item->row.code);
		table_cell(&table, *item->row.label ? item->row.label : item->row.text);
		table_hundredths(&table, level->value);
		table_cell(&table, framework_level_name(framework, level->last_level));
		table_cell(&table, level->seen_on);
		table_count(&table, level->count);
		table_cell(&table, trend_mark(level->trend));
	}
	return table_finish(&table, err);
}

/* A title, then the facts that are known, a line each. */
static void show_head(const struct student_file *file)
{
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
		output_line(_("Born on %s"), file->row.birth_date);
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
	} else {
		show_head(&file);
		output_line("%s", "");
		rc = file.level_count ? show_levels(cli, &file, only, err) : ERR_OK;
		if (!file.level_count)
			output_line("%s", _("Never rated."));
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
	rc = options_words(cli->options, 2, 2, err);
	if (rc)
		return rc;
	rc = cli_open(cli, SESSION_READ_ONLY, err);
	if (rc)
		return rc;
	return show_student(cli, cli->options->words[1], err);
}
