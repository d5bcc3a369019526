/* Writing one framework. See export_framework.h. */
#include "core/export_framework.h"

#include <stdlib.h>
#include <string.h>

struct framework_writing {
	struct csv_writer *csv;
	FILE *stream;
	const char *item_code; /* whose descriptors are being written */
};

static void row(struct csv_writer *csv, const char *record, const char *code, const char *parent,
	const char *kind, const char *label, const char *text)
{
	csv_writer_value(csv, record);
	csv_writer_text(csv, code);
	csv_writer_text(csv, parent);
	csv_writer_text(csv, kind);
	csv_writer_text(csv, label);
	csv_writer_text(csv, text);
	csv_writer_end_row(csv);
}

static void field(struct csv_writer *csv, const char *name, const char *value)
{
	if (*value)
		row(csv, "field", name, "", "", "", value);
}

static bool goal_row(void *ctx, int number, const char *text)
{
	struct framework_writing *writing = ctx;
	char position[16];

	(void)snprintf(position, sizeof position, "%d", number);
	row(writing->csv, "goal", position, "", "", "", text);
	return true;
}

static bool descriptor_row(void *ctx, int number, const char *text)
{
	struct framework_writing *writing = ctx;
	char digit[16];

	(void)snprintf(digit, sizeof digit, "%d", number);
	row(writing->csv, "descriptor", digit, writing->item_code, "", "", text);
	return true;
}

static void head_rows(struct csv_writer *csv, const struct framework *framework)
{
	static const char *const rules[RULE_COUNT] = {"latest", "highest", "mean", "decaying"};
	const struct framework_row *head = &framework->row;
	char number[16];

	row(csv, "record", "code", "parent", "kind", "label", "text");
	row(csv, "framework", head->code, "", "", "", head->title);
	field(csv, "version", head->version);
	field(csv, "validated_on", head->validated_on);
	field(csv, "level", head->level);
	field(csv, "cycle", head->cycle);
	field(csv, "type", head->type);
	field(csv, "sector", head->sector);
	field(csv, "domain", head->domain);
	field(csv, "language", head->language);
	if (head->credits >= 0) {
		(void)snprintf(number, sizeof number, "%d", head->credits);
		field(csv, "credits", number);
	}
	(void)snprintf(number, sizeof number, "%d", head->position);
	field(csv, "position", number);
	if (head->rule != RULE_LATEST)
		field(csv, "rule", rules[head->rule]);
	row(csv, "scale", framework->scale.code, "", "", "", framework->scale.title);
	(void)snprintf(number, sizeof number, "%d", framework->scale.mastery);
	field(csv, "mastery", number);
	for (size_t i = 0; i < framework->scale.level_count; i++) {
		const struct level_row *level = &framework->scale.levels[i];

		(void)snprintf(number, sizeof number, "%d", level->digit);
		row(csv, "level", number, "", "", level->short_name, level->name);
	}
}

static const char *parent_code(const struct framework *framework, const struct item *item)
{
	return item->parent == (size_t)-1 ? "" : framework->items[item->parent].row.code;
}

static enum err_code csv_rows(struct session *session, const struct framework *framework,
	struct framework_writing *writing, struct err *err)
{
	enum err_code rc;

	head_rows(writing->csv, framework);
	rc = db_goal_each(session->db, framework->row.id, goal_row, writing, err);
	for (size_t i = 0; i < framework->item_count; i++) {
		const struct item *item = &framework->items[i];

		row(writing->csv, "item", item->row.code, parent_code(framework, item),
			item->row.kind, item->row.label, item->row.text);
	}
	for (size_t i = 0; i < framework->item_count && !rc; i++) {
		writing->item_code = framework->items[i].row.code;
		rc = db_descriptor_each(
			session->db, framework->items[i].row.id, descriptor_row, writing, err);
	}
	return rc;
}

static enum err_code json_row(
	FILE *stream, const struct framework *framework, size_t i, struct err *err)
{
	const struct item *item = &framework->items[i];
	const char *const names[] = {"framework", "code", "parent", "kind", "label", "text"};
	const char *const values[] = {framework->row.code, item->row.code,
		parent_code(framework, item), item->row.kind, item->row.label, item->row.text};
	enum err_code rc = ERR_OK;

	(void)fputs(i ? ",\n{" : "\n{", stream);
	for (size_t c = 0; c < sizeof names / sizeof names[0] && !rc; c++) {
		char *quoted = NULL;

		rc = db_json_quote(*values[c] ? values[c] : NULL, &quoted, err);
		if (!rc)
			(void)fprintf(stream, "%s\"%s\":%s", c ? "," : "", names[c], quoted);
		free(quoted);
	}
	(void)fputc('}', stream);
	return rc;
}

enum err_code export_framework(struct session *session, const struct framework *framework,
	enum target_form form, FILE *stream, struct csv_writer *csv, long *ret_rows,
	struct err *err)
{
	struct framework_writing writing = {.csv = csv, .stream = stream};
	enum err_code rc = ERR_OK;

	(void)form;
	if (!framework && session->frameworks.count > 0)
		framework = &session->frameworks.frameworks[0];
	if (!framework)
		return err_fail(err, WHY_FRAMEWORK_UNKNOWN, "the file has none");
	if (csv) {
		rc = csv_rows(session, framework, &writing, err);
	} else {
		(void)fputs("{\"version\":1,\"data\":[", stream);
		for (size_t i = 0; i < framework->item_count && !rc; i++)
			rc = json_row(stream, framework, i, err);
		(void)fputs("\n],\"warnings\":[]}\n", stream);
	}
	if (!rc)
		*ret_rows = (long)framework->item_count;
	return rc;
}
