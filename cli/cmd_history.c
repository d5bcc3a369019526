/* history: who changed what, newest first, page by page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/history_word.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/history.h"
#include "core/language.h"
#include "core/student.h"

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

static void change_json(struct json *json, const struct history_row *row)
{
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
	json_moment(json, "at", row->at);
	json_text(json, "action", row->action);
	json_hex(json, "batch", row->batch, sizeof(row->batch));
	json_close(json);
}

/* What happened to a row, or the name of the field that changed. */
static const char *what(const struct history_row *row)
{
	if (!*row->field)
		return _("(new)");
	if (strcmp(row->field, "deleted") != 0 || !row->value)
		return history_word(row->field);
	return strcmp(row->value, "1") == 0 ? _("(removed)") : _("(back again)");
}

/* A value as people read it: a level, or what stands there. */
static const char *shown(const struct history_row *row, const char *value)
{
	if (!value || strcmp(row->field, "deleted") == 0)
		return "";
	if (strcmp(row->table, "rating") == 0 && strcmp(row->field, "level") == 0) {
		if (strcmp(value, "-1") == 0)
			return _("not observed");
		return strcmp(value, "0") == 0 ? "" : value;
	}
	return value;
}

/* The level of a rating that is new; ret: 24 bytes. A whole row is for --json. */
static const char *new_level(const struct history_row *row, char *ret)
{
	const char *at = row->value ? strstr(row->value, "\"level\":") : NULL;
	size_t length;

	ret[0] = '\0';
	if (!at || strcmp(row->table, "rating") != 0)
		return ret;
	at += strlen("\"level\":");
	length = strspn(at, "-0123456789");
	if (length > 20)
		return ret;
	memcpy(ret, at, length);
	ret[length] = '\0';
	return strcmp(ret, "-1") == 0 ? _("not observed") : ret;
}

static void change_line(struct table *table, const struct history_row *row)
{
	time_t seconds = (time_t)(row->at / 1000);
	struct tm local;
	char moment[32] = "", level[24];

	/* when a level was last touched is what the first column says */
	if (strcmp(row->table, "rating") == 0 && strcmp(row->field, "rated_at") == 0)
		return;

	if (row->at >= 0 && localtime_r(&seconds, &local))
		(void)strftime(moment, sizeof(moment), "%Y-%m-%d %H:%M:%S", &local);
	table_cell(table, moment);
	table_cell(table, row->author);
	table_cell(table, history_word(row->table));
	table_cell(table, row->key);
	table_cell(table, what(row));
	table_cell(table, *row->field ? shown(row, row->old) : "");
	table_cell(table, *row->field ? shown(row, row->value) : new_level(row, level));
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
	char what[MESSAGE_SIZE], when[48], name[2 * STAMP_SIZE + 1];

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
}

static enum err_code list_batches(struct cli *cli, struct err *err)
{
	const char *const headers[] = {
		_("Change"), _("When"), _("Who"), _("What"), _("State"), NULL};
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
