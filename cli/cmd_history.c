/* history: who changed what, newest first, page by page. */
#include <string.h>
#include <time.h>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/language.h"
#include "core/student.h"

enum { PAGE = 500 };

struct listing {
	const struct cli *cli;
	struct table table;
	size_t count; /* of this page */
	unsigned char last[STAMP_SIZE];
};

static void change_json(struct json *json, const struct history_row *row)
{
	json_open(json, NULL, '{');
	json_hex(json, "stamp", row->stamp, sizeof(row->stamp));
	json_text(json, "author", row->author);
	json_text(json, "table", row->table);
	json_text(json, "key", row->key);
	json_text(json, "field", row->field);
	json_text(json, "old", row->old);
	json_text(json, "value", row->value);
	json_moment(json, "at", row->at);
	json_text(json, "action", row->action);
	json_hex(json, "batch", row->batch, sizeof(row->batch));
	json_close(json);
}

static void change_line(struct table *table, const struct history_row *row)
{
	time_t seconds = (time_t)(row->at / 1000);
	struct tm local;
	char moment[32] = "";

	if (row->at >= 0 && localtime_r(&seconds, &local))
		(void)strftime(moment, sizeof(moment), "%Y-%m-%d %H:%M:%S", &local);
	table_cell(table, moment);
	table_cell(table, row->author);
	table_cell(table, row->table);
	table_cell(table, row->key);
	table_cell(table, *row->field ? row->field : _("(new)"));
	/* a whole row is for --json */
	table_cell(table, *row->field && row->old ? row->old : "");
	table_cell(table, *row->field && row->value ? row->value : "");
}

static bool take_change(void *ctx, const struct history_row *row)
{
	struct listing *listing = ctx;

	if (listing->cli->json)
		change_json(listing->cli->json, row);
	else
		change_line(&listing->table, row);
	memcpy(listing->last, row->stamp, sizeof(listing->last));
	listing->count++;
	return !output_broken();
}

enum err_code cmd_history(struct cli *cli, struct err *err)
{
	const char *const headers[] = {_("When"), _("Who"), _("Table"), _("Of what"), _("Field"),
		_("Before"), _("After"), NULL};
	struct listing listing = {.cli = cli};
	struct student_row student = {0};
	bool first = true;
	enum err_code rc, ended;

	rc = options_words(cli->options, 0, 1, err);
	if (rc)
		return rc;
	rc = cli_open(cli, SESSION_READ_ONLY, err);
	if (rc)
		return rc;
	if (cli->options->word_count) {
		rc = student_find(cli->session, cli->options->words[0], &student, err);
		if (rc)
			return rc;
	}
	if (!cli->json)
		table_init(&listing.table, headers, 0);
	do {
		listing.count = 0;
		rc = db_history(cli->session->db, student.id, first ? NULL : listing.last, PAGE,
			take_change, &listing, err);
		first = false;
	} while (rc == ERR_OK && listing.count == PAGE && !output_broken());
	if (!cli->json) {
		ended = table_finish(&listing.table, rc ? NULL : err);
		rc = rc ? rc : ended;
	}
	return rc;
}
