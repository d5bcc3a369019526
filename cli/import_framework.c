/* import framework: a file, or one of those shipped, by its code. */
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
}

static void say(const struct framework_report *report)
{
	output_say(_("%s (%s): %ld items: %ld new, %ld changed, %ld unchanged."), report->code,
		report->version, report->items, report->added, report->changed, report->unchanged);
}

enum err_code import_framework(struct cli *cli, const char *path, struct err *err)
{
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	bool shipped = access(path, F_OK) != 0;
	struct framework_report report;
	enum err_code rc;

	if (shipped) {
		rc = framework_import_shipped(cli->session, path, &report, err);
		if (rc == ERR_NOT_FOUND) {
			(void)err_fail(err, WHY_LIST_MISSING, "neither a file nor a code");
			return err_at(err, 0, path, NULL);
		}
	} else {
		rc = framework_import(cli->session, path, true, &report, err);
	}
	if (rc)
		return rc;
	if (!shipped && !dry_run && report.added + report.changed > 0) {
		if (ask_possible(cli) && !option_given(cli->options, OPT_YES)) {
			say(&report);
			rc = ask(cli, _("Import it?"), path, err);
			if (rc)
				return rc;
		}
		rc = framework_import(cli->session, path, false, &report, err);
		if (rc)
			return rc;
	}
	if (cli->json) {
		report_json(cli->json, &report, dry_run);
	} else if (!cli->quiet) {
		say(&report);
		if (dry_run)
			output_say("%s", _("Nothing was written."));
	}
	return ERR_OK;
}
