/* backups: those made by themselves, and what each holds. */
#include <stdio.h>

#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/backups.h"
#include "core/language.h"

struct listing {
	const struct cli *cli;
	struct table table;
	long count;
};

static const char *const headers[] = {N_("Made"), N_("Why"), N_("Up to"), N_("Students"),
	N_("Levels"), N_("Grades"), N_("State"), N_("File"), NULL};

static void row_json(struct json *json, const struct backup_row *row)
{
	json_open(json, NULL, '{');
	json_text(json, "path", row->path);
	json_text(json, "why", row->why);
	json_moment(json, "made", row->at);
	json_moment(json, "newest_change", row->newest);
	json_count(json, "size", (long)row->size);
	json_count(json, "students", row->students);
	json_count(json, "ratings", row->ratings);
	json_count(json, "grades", row->grades);
	json_bool(json, "current", row->current);
	json_bool(json, "replayed", row->replayed);
	json_bool(json, "good", row->bad == WHY_NONE);
	json_text(json, "reason", row->bad ? err_text(row->bad)->name : NULL);
	json_close(json);
}

static bool take(void *ctx, const struct backup_row *row)
{
	struct listing *listing = ctx;
	char made[32], newest[32];

	listing->count++;
	if (listing->cli->json) {
		row_json(listing->cli->json, row);
	} else if (listing->cli->quiet) {
		output_text(row->path);
		output_line("%s", "");
	} else {
		backups_moment(row->at, made);
		backups_moment(row->newest, newest);
		table_cell(&listing->table, made);
		table_cell(&listing->table, backups_reason(row->why));
		table_cell(&listing->table, newest);
		table_count(&listing->table, row->students);
		table_count(&listing->table, row->ratings);
		table_count(&listing->table, row->grades);
		table_cell(&listing->table, backups_state(row));
		table_cell(&listing->table, row->path);
	}
	return !output_broken() && !interrupt_seen(NULL);
}

enum err_code cmd_backups(struct cli *cli, struct err *err)
{
	struct listing listing = {.cli = cli};
	const char *shown[sizeof headers / sizeof headers[0]] = {NULL};
	bool tabular = !cli->json && !cli->quiet;
	enum err_code rc = options_words(cli->options, 0, 0, err);

	if (rc)
		return rc;
	/* a file that cannot be opened is when backups are wanted most */
	if (cli_open(cli, SESSION_READ_ONLY | SESSION_UNCHECKED | SESSION_UNTOUCHED, err) != ERR_OK)
		cli->session = NULL;
	for (size_t i = 0; headers[i]; i++)
		shown[i] = _(headers[i]);
	if (tabular)
		table_init(&listing.table, shown, 7U << 3);
	rc = session_backups(option_value(cli->options, OPT_DB), cli->session, take, &listing, err);
	if (tabular) {
		enum err_code ended = table_finish(&listing.table, rc ? NULL : err);

		rc = rc ? rc : ended;
	}
	if (!rc && tabular && listing.count == 0)
		output_say("%s", _("There is no backup yet."));
	return rc ? rc : interrupt_check(err);
}
