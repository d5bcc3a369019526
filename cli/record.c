/* Listings. See record.h. */
#include "cli/record.h"

#include <assert.h>
#include <stdlib.h>

#include "cli/json.h"
#include "core/language.h"
#include "core/mark.h"

void listing_begin(
	struct listing *listing, const struct cli *cli, size_t count, const struct column columns[])
{
	const char *headers[COLUMNS_MAX + 1];
	size_t shown = 0;

	assert(count <= COLUMNS_MAX);
	*listing = (struct listing){.cli = cli, .columns = columns, .count = count};
	for (size_t i = 0; i < count && shown < TABLE_COLUMNS; i++) {
		if (columns[i].header)
			headers[shown++] = _(columns[i].header);
	}
	headers[shown] = NULL;
	if (!cli->json && !cli->quiet)
		table_init(&listing->table, headers, 0);
}

static void put_json(struct json *json, const struct column *column, const char *value)
{
	int hundredths = -1;

	switch (column->type) {
	case COLUMN_COUNT:
		if (*value)
			json_count(json, column->name, strtoll(value, NULL, 10));
		else
			json_null(json, column->name);
		break;
	case COLUMN_DECIMAL:
		json_hundredths(
			json, column->name, mark_read(value, &hundredths) ? hundredths : -1);
		break;
	case COLUMN_FLAG:
		json_bool(json, column->name, *value != '\0');
		break;
	case COLUMN_TEXT:
	case COLUMN_DATE:
		json_text(json, column->name, value);
		break;
	}
}

static void put_cell(struct table *table, const struct column *column, const char *value)
{
	char date[DATE_SIZE];

	if (column->type == COLUMN_DATE)
		table_cell(table, output_date(value, date));
	else if (column->type == COLUMN_FLAG)
		table_cell(table, *value ? _("yes") : "");
	else
		table_cell(table, value);
}

void listing_row(struct listing *listing, const char *const values[])
{
	struct json *json = listing->cli->json;
	size_t shown = 0;

	if (json) {
		json_open(json, NULL, '{');
		for (size_t i = 0; i < listing->count; i++) {
			if (listing->columns[i].name)
				put_json(json, &listing->columns[i], values[i]);
		}
		json_close(json);
		return;
	}
	if (listing->cli->quiet) {
		output_text(values[0]);
		output_line("%s", "");
		return;
	}
	for (size_t i = 0; i < listing->count && shown < TABLE_COLUMNS; i++) {
		if (listing->columns[i].header) {
			put_cell(&listing->table, &listing->columns[i], values[i]);
			shown++;
		}
	}
}

enum err_code listing_end(struct listing *listing, enum err_code failure, struct err *err)
{
	enum err_code rc;

	if (listing->cli->json || listing->cli->quiet)
		return failure;
	rc = table_finish(&listing->table, failure ? NULL : err);
	return failure ? failure : rc;
}
