/* history: who changed what, newest first, page by page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/change.h"
#include "core/history.h"
#include "core/language.h"
#include "core/student.h"
#include "db/text_cut.h"

enum {
	PAGE = 500,
	BATCH_NAME =
		20, /* digits of a stamp that tell batches apart: its clock, and of its origin */
};

struct listing {
	const struct cli *cli;
	struct table table;
	size_t count; /* of this page */
	unsigned char last[STAMP_SIZE];
};

static void change_json(struct session *session, struct json *json, const struct history_row *row)
{
	char said[CHANGE_SIZE];

	json_open(json, NULL, '{');
	json_hex(json, "stamp", row->stamp, sizeof(row->stamp));
	json_text(json, "author", row->author);
	json_text(json, "login", row->login);
	json_text(json, "machine", row->machine);
	json_text(json, "table", row->table);
	json_text(json, "key", row->key);
	json_text(json, "field", row->field);
	json_text(json, "old", row->old);
	json_text(json, "value", row->value);
	json_text(json, "what", change_table(row->table));
	change_of(session, row, said);
	json_text(json, "of", said);
	json_text(json, "field_name", change_field(row));
	change_old(session, row, said);
	json_text(json, "before", said);
	change_new(session, row, said);
	json_text(json, "after", said);
	json_moment(json, "at", row->at);
	json_text(json, "action", row->action);
	json_hex(json, "batch", row->batch, sizeof(row->batch));
	json_close(json);
}

static void change_line(struct session *session, struct table *table, const struct history_row *row)
{
	char when[48], of[CHANGE_SIZE], before[CHANGE_SIZE], after[CHANGE_SIZE];
	const char *what = change_table(row->table);

	/* when a level was last touched is what the first column says */
	if (*row->field && strcmp(row->field, "deleted") != 0 &&
		change_is_aside(row->table, row->field))
		return;
	history_moment(row->at, when);
	change_of(session, row, of);
	change_old(session, row, before);
	change_new(session, row, after);
	table_cell(table, when);
	table_cell(table, row->author);
	table_cell(table, what ? what : "");
	table_cell(table, of);
	table_cell(table, change_field(row));
	table_cell(table, before);
	table_cell(table, after);
}

static bool take_change(void *ctx, const struct history_row *row)
{
	struct listing *listing = ctx;

	if (listing->cli->json)
		change_json(listing->cli->session, listing->cli->json, row);
	else
		change_line(listing->cli->session, &listing->table, row);
	memcpy(listing->last, row->stamp, sizeof(listing->last));
	listing->count++;
	return !output_broken();
}

/* ---- Batches ---------------------------------------------------------------- */

static void batch_json(struct json *json, const struct batch_row *row)
{
	char what[MESSAGE_SIZE];

	history_describe(row, what, sizeof(what));
	json_open(json, NULL, '{');
	json_hex(json, "stamp", row->stamp, sizeof(row->stamp));
	json_moment(json, "at", row->at);
	json_text(json, "author", row->author);
	json_text(json, "login", row->login);
	json_text(json, "machine", row->machine);
	json_text(json, "action", row->action);
	json_text(json, "subject", row->subject);
	json_text(json, "text", what);
	json_count(json, "changes", row->entries);
	json_bool(json, "undone", row->undone);
	json_close(json);
}

static void batch_line(struct table *table, const struct batch_row *row)
{
	char what[MESSAGE_SIZE], when[48], name[2 * STAMP_SIZE + 1], place[2 * LOGIN_SIZE + 2];

	for (size_t i = 0; i < STAMP_SIZE; i++)
		(void)snprintf(name + 2 * i, 3, "%02x", row->stamp[i]);
	name[BATCH_NAME] = '\0';
	history_describe(row, what, sizeof(what));
	history_moment(row->at, when);
	table_cell(table, name);
	table_cell(table, when);
	table_cell(table, row->author);
	table_cell(table, what);
	table_cell(table, row->undone ? _("undone") : "");
	(void)text_cut_format(place, sizeof(place), "%s%s%s", row->login,
		*row->login && *row->machine ? "@" : "", row->machine);
	table_cell(table, place);
}

static enum err_code list_batches(struct cli *cli, struct err *err)
{
	const char *const headers[] = {
		_("Change"), _("When"), _("Who"), _("What"), _("State"), _("On"), NULL};
	struct batch_row *rows = calloc(PAGE, sizeof(*rows));
	unsigned char last[STAMP_SIZE];
	struct table table;
	size_t count = PAGE;
	enum err_code rc = rows ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "history"), ended;

	if (rc)
		return rc;
	if (!cli->json)
		table_init(&table, headers, 0);
	for (bool first = true; !rc && count == PAGE && !output_broken(); first = false) {
		rc = history_batches(cli->session, first ? NULL : last, PAGE, rows, &count, err);
		for (size_t i = 0; i < count && !rc; i++) {
			if (cli->json)
				batch_json(cli->json, &rows[i]);
			else
				batch_line(&table, &rows[i]);
			memcpy(last, rows[i].stamp, sizeof(last));
		}
	}
	free(rows);
	if (!cli->json) {
		ended = table_finish(&table, rc ? NULL : err);
		rc = rc ? rc : ended;
	}
	return rc;
}

enum err_code cmd_history(struct cli *cli, struct err *err)
{
	const char *const headers[] = {_("When"), _("Who"), _("What"), _("Of what"), _("Field"),
		_("Before"), _("After"), NULL};
	struct listing listing = {.cli = cli};
	struct student_row student = {0};
	bool first = true;
	enum err_code rc, ended;

	rc = options_words(cli->options, 0, option_given(cli->options, OPT_BATCHES) ? 0 : 1, err);
	if (rc)
		return rc;
	rc = cli_open(cli, SESSION_READ_ONLY, err);
	if (rc)
		return rc;
	if (option_given(cli->options, OPT_BATCHES))
		return list_batches(cli, err);
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
