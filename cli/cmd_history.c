/* history: who changed what, newest first, page by page. */
#include <string.h>
#include <time.h>

#include "cli/history_word.h"
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

enum err_code cmd_history(struct cli *cli, struct err *err)
{
	const char *const headers[] = {_("When"), _("Who"), _("What"), _("Of what"), _("Field"),
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
