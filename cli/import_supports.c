/* import supports: who accompanies whom, from a list. */
#include "cli/cmd_import.h"
#include "cli/import_report.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "core/language.h"
#include "core/support.h"

enum err_code import_supports(struct cli *cli, const char *path, struct err *err)
{
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	struct support_report report = {0};
	enum err_code rc =
		support_import(cli->session, path, dry_run, import_refused, cli, &report, err);

	if (rc)
		return rc;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_count(cli->json, "rows", report.rows);
		json_count(cli->json, "new", report.added);
		json_count(cli->json, "changed", 0);
		json_count(cli->json, "unchanged", report.unchanged);
		json_count(cli->json, "refused", report.refused);
		json_count(cli->json, "missing", 0);
		json_bool(cli->json, "dry_run", dry_run);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(_("%ld rows: %ld new, %ld unchanged, %ld refused."), report.rows,
			report.added, report.unchanged, report.refused);
	}
	cli_say_dry_run(cli);
	return ERR_OK;
}
