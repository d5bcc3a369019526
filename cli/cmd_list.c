/* list: students, groups, people, frameworks, items. */
#include <stdlib.h>
#include <string.h>

#include "cli/choose.h"
#include "cli/noun.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/programme_of.h"
#include "cli/student_json.h"
#include "cli/verb.h"
#include "core/language.h"
#include "core/student.h"

enum { PAGE = 500, GROUPS_MAX = 32 };

/* ---- Students --------------------------------------------------------- */

struct page {
	const struct cli *cli;
	size_t count;
	int64_t ids[PAGE];
};

struct groups {
	char year[YEAR_SIZE]; /* only those of it */
	size_t count;
	struct group_row rows[GROUPS_MAX];
};

static bool take_id(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	struct page *page = ctx;

	(void)sort_key;
	if (page->cli->quiet && !page->cli->json) {
		/* only names are asked for: no row is read */
		output_text(matricule);
		output_line("%s", "");
		return !output_broken();
	}
	if (page->count < PAGE)
		page->ids[page->count++] = id;
	return true;
}

static bool take_group(void *ctx, const struct group_row *row)
{
	struct groups *groups = ctx;

	if (strcmp(row->year, groups->year) == 0)
		groups->rows[groups->count++] = *row;
	return groups->count < GROUPS_MAX;
}

static void student_line(
	struct table *table, const struct student_row *row, const struct groups *groups)
{
	char codes[GROUPS_MAX * CODE_SIZE] = "", date[DATE_SIZE];

	for (size_t i = 0; i < groups->count; i++) {
		if (i)
			(void)strncat(codes, " ", sizeof(codes) - strlen(codes) - 1);
		(void)strncat(codes, groups->rows[i].code, sizeof(codes) - strlen(codes) - 1);
	}
	table_cell(table, row->matricule);
	table_cell(table, row->last_name);
	table_cell(table, row->first_name);
	table_cell(table, codes);
	table_cell(table, output_date(row->birth_date, date));
	table_cell(table, row->email);
}

static enum err_code list_page(const struct cli *cli, const struct page *page,
	struct groups *groups, struct table *table, struct err *err)
{
	struct db *db = cli->session->db;
	struct student_row row;
	enum err_code rc;

	for (size_t i = 0; i < page->count; i++) {
		rc = db_student_by_id(db, page->ids[i], &row, err);
		if (rc)
			return rc;
		groups->count = 0;
		rc = db_group_each(db, row.id, take_group, groups, err);
		if (rc)
			return rc;
		if (cli->json) {
			json_open(cli->json, NULL, '{');
			student_json(cli->json, &row, groups->rows, groups->count);
			json_close(cli->json);
		} else {
			student_line(table, &row, groups);
		}
	}
	return ERR_OK;
}

static enum err_code list_students(const struct cli *cli, struct err *err)
{
	const char *const headers[] = {_("Matricule"), _("Last name"), _("First name"), _("Groups"),
		_("Birth date"), _("E-mail"), NULL};
	struct student_cursor cursor = {0};
	struct groups *groups = calloc(1, sizeof(*groups));
	struct page *page = calloc(1, sizeof(*page));
	struct table table = {0};
	bool tabular = !cli->json && !cli->quiet;
	int64_t group_id;
	enum err_code rc, ended;

	if (!groups || !page) {
		rc = err_fail(err, WHY_NO_MEMORY, "page");
		goto out;
	}
	page->cli = cli;
	rc = choose_group(cli, &group_id, err);
	if (rc == ERR_OK)
		rc = group_year(cli->session, group_id, groups->year, err);
	if (rc)
		goto out;
	if (tabular)
		table_init(&table, headers, 0);
	while (rc == ERR_OK && !cursor.finished && !output_broken()) {
		page->count = 0;
		rc = db_student_page(cli->session->db, group_id, 0, ORDER_NAME, &cursor, PAGE,
			take_id, page, err);
		if (rc == ERR_OK)
			rc = list_page(cli, page, groups, &table, err);
	}
	if (tabular) {
		ended = table_finish(&table, rc ? NULL : err);
		rc = rc ? rc : ended;
	}
out:
	free(groups);
	free(page);
	return rc;
}

/* ---- Groups, people --------------------------------------------------- */

static const char *group_kind_code(enum group_kind kind)
{
	static const char *const codes[GROUP_KIND_COUNT] = {"class", "peer", "seminar"};

	return kind < GROUP_KIND_COUNT ? codes[kind] : "";
}

static const char *group_kind_name(enum group_kind kind)
{
	static const char *const names[GROUP_KIND_COUNT] = {N_("class"), N_("pair"), N_("seminar")};

	return kind < GROUP_KIND_COUNT ? _(names[kind]) : "";
}

/* Does a group fit --year and --group? */
static bool group_fits(const struct cli *cli, const struct group_row *row)
{
	const char *year = option_value(cli->options, OPT_YEAR);
	const char *code = option_value(cli->options, OPT_GROUP);

	return (!year || strcmp(year, row->year) == 0) && (!code || strcmp(code, row->code) == 0);
}

static void group_json(struct json *json, const struct group_row *row)
{
	json_open(json, NULL, '{');
	json_text(json, "code", row->code);
	json_text(json, "label", row->label);
	json_text(json, "kind", group_kind_code(row->kind));
	json_text(json, "year", row->year);
	json_count(json, "size", row->size);
	json_close(json);
}

static enum err_code list_groups(const struct cli *cli, struct err *err)
{
	const char *const headers[] = {
		_("Code"), _("Label"), _("Kind"), _("Year"), _("Students"), NULL};
	struct group_row *rows = NULL;
	struct table table = {0};
	size_t count;
	enum err_code rc;

	rc = group_list(cli->session, &rows, &count, err);
	if (rc)
		return rc;
	if (!cli->json && !cli->quiet)
		table_init(&table, headers, 1 << 4);
	for (size_t i = 0; i < count; i++) {
		if (!group_fits(cli, &rows[i]))
			continue;
		if (cli->json) {
			group_json(cli->json, &rows[i]);
		} else if (cli->quiet) {
			output_text(rows[i].code);
			output_line("%s", "");
		} else {
			table_cell(&table, rows[i].code);
			table_cell(&table, rows[i].label);
			table_cell(&table, group_kind_name(rows[i].kind));
			table_cell(&table, rows[i].year);
			table_count(&table, rows[i].size);
		}
	}
	free(rows);
	return cli->json || cli->quiet ? ERR_OK : table_finish(&table, err);
}

static enum err_code list_people(const struct cli *cli, struct err *err)
{
	const char *const headers[] = {_("Name"), _("E-mail"), NULL};
	struct person_row *rows = NULL;
	struct table table = {0};
	size_t count;
	enum err_code rc;

	rc = person_list(cli->session, &rows, &count, err);
	if (rc)
		return rc;
	if (!cli->json && !cli->quiet)
		table_init(&table, headers, 0);
	for (size_t i = 0; i < count; i++) {
		if (cli->json) {
			json_open(cli->json, NULL, '{');
			json_text(cli->json, "name", rows[i].name);
			json_text(cli->json, "email", rows[i].email);
			json_close(cli->json);
		} else if (cli->quiet) {
			output_text(rows[i].name);
			output_line("%s", "");
		} else {
			table_cell(&table, rows[i].name);
			table_cell(&table, rows[i].email);
		}
	}
	free(rows);
	return cli->json || cli->quiet ? ERR_OK : table_finish(&table, err);
}

/* ---- Frameworks, items ------------------------------------------------ */

static void framework_json(struct json *json, const struct framework *framework)
{
	const struct framework_row *row = &framework->row;

	json_open(json, NULL, '{');
	json_text(json, "code", row->code);
	json_text(json, "version", row->version);
	json_text(json, "title", row->title);
	json_count(json, "items", (int64_t)framework->item_count);
	json_count(json, "rated_items", (int64_t)framework->leaf_count);
	json_open(json, "scale", '[');
	for (size_t i = 0; i < framework->scale.level_count; i++) {
		json_open(json, NULL, '{');
		json_count(json, "level", framework->scale.levels[i].digit);
		json_text(json, "name", framework->scale.levels[i].name);
		json_text(json, "short_name", framework->scale.levels[i].short_name);
		json_close(json);
	}
	json_close(json);
	json_count(json, "mastery", framework->scale.mastery);
	json_text(json, "validated_on", row->validated_on);
	json_text(json, "language", row->language);
	if (row->credits >= 0)
		json_count(json, "credits", row->credits);
	else
		json_null(json, "credits");
	json_close(json);
}

static enum err_code list_frameworks(const struct cli *cli, struct err *err)
{
	const char *const headers[] = {
		_("Code"), _("Version"), _("Items"), _("Levels"), _("Title"), NULL};
	const struct framework_list *list = &cli->session->frameworks;
	struct table table = {0};

	if (!cli->json && !cli->quiet)
		table_init(&table, headers, 1 << 2 | 1 << 3);
	for (size_t i = 0; i < list->count; i++) {
		const struct framework *framework = &list->frameworks[i];

		if (cli->json) {
			framework_json(cli->json, framework);
		} else if (cli->quiet) {
			output_text(framework->row.code);
			output_line("%s", "");
		} else {
			table_cell(&table, framework->row.code);
			table_cell(&table, framework->row.version);
			table_count(&table, (long)framework->item_count);
			table_count(&table, (long)framework->scale.level_count);
			table_cell(&table, framework->row.title);
		}
	}
	return cli->json || cli->quiet ? ERR_OK : table_finish(&table, err);
}

static void item_json(struct json *json, const struct framework *framework, const struct item *item)
{
	json_open(json, NULL, '{');
	json_text(json, "framework", framework->row.code);
	json_text(json, "code", item->row.code);
	json_text(json, "parent",
		item->parent == (size_t)-1 ? "" : framework->items[item->parent].row.code);
	json_text(json, "kind", item->row.kind);
	json_text(json, "text", item->row.text);
	json_text(json, "label", item->row.label);
	json_text(json, "version", framework->row.version);
	json_close(json);
}

static enum err_code list_items(const struct cli *cli, struct err *err)
{
	const char *const headers[] = {_("Framework"), _("Item"), _("Text"), NULL};
	const struct framework_list *list = &cli->session->frameworks;
	const struct framework *only;
	struct table table = {0};
	enum err_code rc;

	rc = choose_framework(cli, &only, err);
	if (rc)
		return rc;
	if (!cli->json && !cli->quiet)
		table_init(&table, headers, 0);
	for (size_t i = 0; i < list->count; i++) {
		const struct framework *framework = &list->frameworks[i];

		for (size_t j = 0; j < framework->item_count && (!only || only == framework); j++) {
			const struct item *item = &framework->items[j];

			if (cli->json) {
				item_json(cli->json, framework, item);
			} else if (cli->quiet) {
				output_text(item->row.code);
				output_line("%s", "");
			} else {
				table_cell(&table, framework->row.code);
				table_cell(&table, item->row.code);
				table_cell(&table, item->row.text);
			}
		}
	}
	return cli->json || cli->quiet ? ERR_OK : table_finish(&table, err);
}

/* What the follow-up holds, of one student or of all. */
static enum err_code list_rest(const struct cli *cli, enum word_id word, struct err *err)
{
	struct student_row student;
	enum err_code rc = ERR_OK;

	if (cli->options->word_count < 2)
		return list_nouns(cli, word, NULL, err);
	rc = student_find(cli->session, cli->options->words[1], &student, err);
	return rc ? rc : list_nouns(cli, word, &student, err);
}

enum err_code cmd_list(struct cli *cli, struct err *err)
{
	enum word_id word;
	enum err_code rc;

	rc = options_word(cli->options, &word, err);
	if (rc)
		return rc;
	rc = options_words(cli->options, 1, word >= WORD_list_supports ? 2 : 1, err);
	if (rc)
		return rc;
	rc = cli_open(cli, SESSION_READ_ONLY, err);
	if (rc)
		return rc;
	if (is_grade_word(word))
		return list_grades(cli, word, err);
	switch (word) {
	case WORD_list_students:
		return list_students(cli, err);
	case WORD_list_groups:
		return list_groups(cli, err);
	case WORD_list_people:
		return list_people(cli, err);
	case WORD_list_frameworks:
		return list_frameworks(cli, err);
	case WORD_list_items:
		return list_items(cli, err);
	default:
		return list_rest(cli, word, err);
	}
}
