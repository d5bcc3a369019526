/* What an import of students understood, would do, and did. */
#include "cli/import_report.h"

#include <stdio.h>
#include <string.h>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "core/language.h"
#include "core/message.h"

/* Of the refused rows and of the missing students, a person is shown so many. */
enum { SHOWN = 10 };

struct listing {
	const struct cli *cli;
	long shown;
	bool more;
};

/* ---- Refused rows ----------------------------------------------------- */

static void warn_json(struct json *json, const struct err *why)
{
	char text[MESSAGE_SIZE];

	json_warning(json);
	if (why->line)
		json_count(json, "line", why->line);
	else
		json_null(json, "line");
	json_text(json, "column", why->place);
	json_text(json, "value", why->value);
	json_text(json, "reason", err_text(why->reason)->name);
	message_sentence(why, text, sizeof(text));
	json_text(json, "message", text);
	message_remedy(why, text, sizeof(text));
	json_text(json, "remedy", text);
	json_warning_end(json);
}

static void warn(const struct cli *cli, const struct err *why)
{
	char text[MESSAGE_SIZE];

	if (cli->json) {
		warn_json(cli->json, why);
		return;
	}
	message_format(why, text, sizeof(text));
	output_say("  %s", text);
}

static bool take_refused(void *ctx, const struct import_row *row)
{
	struct listing *listing = ctx;
	struct err why = row->why;

	if (!listing->cli->json && listing->shown == SHOWN) {
		listing->more = true;
		return false;
	}
	if (!why.line)
		why.line = row->line;
	warn(listing->cli, &why);
	listing->shown++;
	return true;
}

/* Rows of one action, refused or to be asked. */
static enum err_code warn_rows(const struct cli *cli, struct import *import,
	enum import_action action, long count, struct err *err)
{
	struct listing listing = {.cli = cli};
	enum err_code rc;

	if (count == 0)
		return ERR_OK;
	rc = import_rows(
		import, (int)action, 0, cli->json ? count : SHOWN + 1, take_refused, &listing, err);
	if (rc)
		return rc;
	if (listing.more)
		output_say(ngettext("  … and %ld more; --refusals FILE keeps them all.",
				   "  … and %ld more; --refusals FILE keeps them all.",
				   (unsigned long)(count - SHOWN)),
			count - SHOWN);
	return ERR_OK;
}

/* Rows that are taken without a cell that could not be read. */
static bool take_noted(void *ctx, const struct import_row *row)
{
	struct listing *listing = ctx;

	for (size_t i = 0; i < row->note_count; i++) {
		if (!listing->cli->json && listing->shown == SHOWN) {
			listing->more = true;
			return false;
		}
		warn(listing->cli, &row->notes[i]);
		listing->shown++;
	}
	return true;
}

static enum err_code warn_noted(const struct cli *cli, struct import *import, struct err *err)
{
	struct listing listing = {.cli = cli};
	const struct import_counts *counts = import_counts(import);
	enum err_code rc;

	if (counts->noted == 0)
		return ERR_OK;
	if (!cli->json)
		output_say("%s", _("Taken all the same, with these cells left out:"));
	rc = import_rows(import, -1, 0, counts->rows, take_noted, &listing, err);
	if (rc == ERR_OK && listing.more)
		output_say("%s", _("  … and others."));
	return rc;
}

/* ---- New and changed rows --------------------------------------------- */

/* A birth date as the language writes it; other texts as they are. */
static const char *change_value(
	const struct import_change *change, const char *value, char date[DATE_SIZE])
{
	return strcmp(change->field, "birth_date") == 0 ? output_date(value, date) : value;
}

static bool take_change(void *ctx, const struct import_row *row)
{
	struct listing *listing = ctx;
	char before[DATE_SIZE], after[DATE_SIZE];

	if (listing->shown == SHOWN) {
		listing->more = true;
		return false;
	}
	output_say(_("  Line %ld, %s %s %s:"), row->line, row->student.matricule,
		row->student.last_name, row->student.first_name);
	for (size_t i = 0; i < row->change_count; i++) {
		const struct import_change *change = &row->changes[i];

		output_say("    %s : %s → %s", change->name,
			*change->before ? change_value(change, change->before, before) : "–",
			change_value(change, change->after, after));
	}
	listing->shown++;
	return true;
}

static bool take_new(void *ctx, const struct import_row *row)
{
	struct listing *listing = ctx;
	char date[DATE_SIZE];

	if (listing->shown == SHOWN) {
		listing->more = true;
		return false;
	}
	(void)output_date(row->student.birth_date, date);
	output_say("  %s %s %s%s%s%s%s%s%s", row->student.matricule, row->student.last_name,
		row->student.first_name, *row->group ? " · " : "", row->group, *date ? " · " : "",
		date, *row->student.email ? " · " : "", row->student.email);
	listing->shown++;
	return true;
}

/* The first rows of one action, under a title. */
static enum err_code say_rows(const struct cli *cli, struct import *import,
	enum import_action action, long count, const char *title, import_row_fn *take,
	struct err *err)
{
	struct listing listing = {.cli = cli};
	enum err_code rc;

	if (count == 0 || cli->json || cli->quiet)
		return ERR_OK;
	output_say("%s", title);
	rc = import_rows(import, (int)action, 0, SHOWN + 1, take, &listing, err);
	if (rc == ERR_OK && listing.more)
		output_say(_("  … and %ld more."), count - SHOWN);
	return rc;
}

static bool take_change_json(void *ctx, const struct import_row *row)
{
	struct json *json = ctx;

	for (size_t i = 0; i < row->change_count; i++) {
		const struct import_change *change = &row->changes[i];

		json_open(json, NULL, '{');
		json_count(json, "line", row->line);
		json_text(json, "matricule", row->student.matricule);
		json_text(json, "field", *change->field ? change->field : change->name);
		json_text(json, "old", change->before);
		json_text(json, "value", change->after);
		json_close(json);
	}
	return true;
}

/* ---- Missing students ------------------------------------------------- */

static bool take_missing(void *ctx, const struct student_row *row)
{
	struct listing *listing = ctx;

	if (listing->shown == SHOWN) {
		listing->more = true;
		return false;
	}
	output_say("  %s %s %s", row->matricule, row->last_name, row->first_name);
	listing->shown++;
	return true;
}

static enum err_code say_missing(
	const struct cli *cli, struct import *import, long count, struct err *err)
{
	struct listing listing = {.cli = cli};
	enum err_code rc;

	if (count == 0 || cli->json || cli->quiet)
		return ERR_OK;
	output_say(
		"%s", ngettext("In the group, but not in the list (kept):",
			      "In the group, but not in the list (kept):", (unsigned long)count));
	rc = import_missing(import, take_missing, &listing, err);
	if (rc == ERR_OK && listing.more)
		output_say(_("  … and %ld more."), count - SHOWN);
	return rc;
}

/* ---- What was understood ---------------------------------------------- */

/* What becomes of a column. */
static const char *column_use(const struct header_column *column)
{
	switch (column->field) {
	case HEADER_UNKNOWN:
		return _("(kept as it is)");
	case HEADER_NEVER:
	case HEADER_SENSITIVE:
		return _("(left out)");
	default:
		/* the word that --map takes */
		return header_field_name(column->field);
	}
}

static void say_understood(struct import *import)
{
	const struct header *header = import_header(import);
	char delimiter = import_delimiter(import);
	char shown[2] = {delimiter, '\0'};

	output_say(_("Encoding %s, delimiter %s"), import_encoding(import),
		delimiter == '\t' ? _("tab") : shown);
	for (size_t i = 0; i < header->count; i++) {
		const struct header_column *column = &header->columns[i];

		if (column->suggested && column->field == HEADER_UNKNOWN)
			output_say(_("  %s → (kept as it is; perhaps %s: see --map)"), column->name,
				header_field_name(column->suggested));
		else
			output_say("  %s → %s", column->name, column_use(column));
	}
}

static void say_counts(const struct import_counts *counts)
{
	output_say(ngettext("%ld row: %ld new, %ld changed, %ld unchanged, %ld refused.",
			   "%ld rows: %ld new, %ld changed, %ld unchanged, %ld refused.",
			   (unsigned long)counts->rows),
		counts->rows, counts->new_, counts->changed, counts->unchanged,
		counts->refused + counts->ask);
}

enum err_code import_report_preview(const struct cli *cli, struct import *import, struct err *err)
{
	const struct import_counts *counts = import_counts(import);
	const struct err *warnings;
	size_t n = import_warnings(import, &warnings);
	enum err_code rc;

	if (!cli->json && !cli->quiet) {
		say_understood(import);
		say_counts(counts);
	}
	for (size_t i = 0; i < n; i++)
		warn(cli, &warnings[i]);
	rc = warn_rows(cli, import, IMPORT_REFUSED, counts->refused, err);
	if (rc == ERR_OK)
		rc = warn_rows(cli, import, IMPORT_ASK, counts->ask, err);
	if (rc == ERR_OK)
		rc = warn_noted(cli, import, err);
	if (rc == ERR_OK)
		rc = say_rows(cli, import, IMPORT_NEW, counts->new_, _("New:"), take_new, err);
	if (rc == ERR_OK)
		rc = say_rows(cli, import, IMPORT_CHANGED, counts->changed, _("Changed:"),
			take_change, err);
	if (rc == ERR_OK)
		rc = say_missing(cli, import, counts->missing, err);
	return rc;
}

/* All changes of a dry run, which are in the file afterwards otherwise. */
static enum err_code changes_json(const struct cli *cli, struct import *import, struct err *err)
{
	long changed = import_counts(import)->changed;
	enum err_code rc = ERR_OK;

	json_open(cli->json, "changes", '[');
	if (changed > 0)
		rc = import_rows(
			import, IMPORT_CHANGED, 0, changed, take_change_json, cli->json, err);
	json_close(cli->json);
	return rc;
}

static enum err_code result_json(const struct cli *cli, struct import *import,
	const struct import_counts *counts, bool dry, struct err *err)
{
	struct json *json = cli->json;
	enum err_code rc = ERR_OK;

	json_open(json, NULL, '{');
	json_count(json, "rows", counts->rows);
	json_count(json, "new", counts->new_);
	json_count(json, "changed", counts->changed);
	json_count(json, "unchanged", counts->unchanged);
	json_count(json, "refused", counts->refused + counts->ask);
	json_count(json, "missing", counts->missing);
	json_bool(json, "dry_run", dry);
	if (dry)
		rc = changes_json(cli, import, err);
	json_close(json);
	return rc;
}

enum err_code import_report_result(const struct cli *cli, struct import *import,
	const struct import_counts *counts, bool dry, struct err *err)
{
	if (cli->json)
		return result_json(cli, import, counts, dry, err);
	if (cli->quiet)
		return ERR_OK;
	if (dry || (counts->rows > 0 && counts->refused + counts->ask == counts->rows))
		output_say("%s", _("Nothing was written."));
	else if (counts->new_ + counts->changed == 0)
		output_say("%s", _("Nothing to change."));
	else
		output_say(_("Imported: %ld new, %ld changed. “suivi undo” takes it back."),
			counts->new_, counts->changed);
	return ERR_OK;
}

void import_refused(void *ctx, const struct err *why)
{
	const struct cli *cli = ctx;

	if (!cli->json) {
		output_error(why);
		return;
	}
	json_warning(cli->json);
	json_error_members(cli->json, why);
	json_warning_end(cli->json);
}
