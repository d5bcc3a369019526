/* import framework: a file, or one of those shipped, by its code. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/cmd_import.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "core/framework.h"
#include "core/language.h"

static void report_json(struct json *json, const struct framework_report *report, bool dry_run)
{
	json_open(json, NULL, '{');
	json_count(json, "rows", report->items);
	json_count(json, "new", report->added);
	json_count(json, "changed", report->changed);
	json_count(json, "unchanged", report->unchanged);
	json_count(json, "refused", 0);
	json_count(json, "missing", 0);
	json_text(json, "framework", report->code);
	json_text(json, "version", report->version);
	json_bool(json, "dry_run", dry_run);
	json_close(json);
	for (size_t i = 0; i < report->left_count; i++) {
		json_warning(json);
		json_error_members(json, &report->left[i]);
		json_warning_end(json);
	}
}

static void say(const struct framework_report *report)
{
	char name[FRAMEWORK_NAME_SIZE];

	for (size_t i = 0; i < report->left_count; i++)
		output_error(&report->left[i]);
	(void)snprintf(name, sizeof name, "%s%s%s", report->code, *report->version ? "@" : "",
		report->version);
	output_say(_("%s: %ld items: %ld new, %ld changed, %ld unchanged."), name, report->items,
		report->added, report->changed, report->unchanged);
}

/* A file: compared first, so that the question can tell; written if it is agreed to. */
static enum err_code import_file(struct cli *cli, const char *path, bool dry_run,
	struct framework_report *ret, struct err *err)
{
	enum err_code rc;

	if (strcmp(path, "-") == 0) /* it can be read once */
		return framework_import(cli->session, path, dry_run, ret, err);
	rc = framework_import(cli->session, path, true, ret, err);
	if (rc || dry_run || ret->added + ret->changed == 0)
		return rc;
	if (ask_possible(cli) && !option_given(cli->options, OPT_YES)) {
		say(ret);
		rc = ask(cli, _("Import it?"), path, err);
		if (rc)
			return rc;
	}
	return framework_import(cli->session, path, false, ret, err);
}

enum err_code import_framework(struct cli *cli, const char *path, struct err *err)
{
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	struct framework_report report;
	enum err_code rc;

	if (strcmp(path, "-") == 0 || access(path, F_OK) == 0) {
		rc = import_file(cli, path, dry_run, &report, err);
	} else {
		rc = framework_import_shipped(cli->session, path, dry_run, &report, err);
		if (rc == ERR_NOT_FOUND) {
			(void)err_fail(err, WHY_LIST_MISSING, "neither a file nor a code");
			return err_at(err, 0, path, NULL);
		}
	}
	if (rc)
		return rc;
	if (cli->json) {
		report_json(cli->json, &report, dry_run);
	} else if (!cli->quiet) {
		say(&report);
		if (dry_run)
			output_say("%s", _("Nothing was written."));
	}
	return ERR_OK;
}
