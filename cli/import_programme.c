/* import programme, import rules. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd_import.h"
#include "cli/import_report.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "core/date.h"
#include "core/language.h"
#include "core/mark.h"
#include "core/programme.h"

/* "programme-2026.csv" is PROGRAMME-2026. */
static void code_of_path(const char *path, char ret[CODE_SIZE])
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');

	(void)snprintf(ret, CODE_SIZE, "%.*s", dot && dot != name ? (int)(dot - name) : 60, name);
}

enum err_code import_programme(struct cli *cli, const char *path, struct err *err)
{
	struct programme_import import = {.path = path,
		.code = option_value(cli->options, OPT_PROGRAMME),
		.label = option_value(cli->options, OPT_LABEL),
		.year = option_value(cli->options, OPT_YEAR),
		.rules = option_value(cli->options, OPT_RULES),
		.dry_run = option_given(cli->options, OPT_DRY_RUN),
		.refused = import_refused,
		.ctx = cli};
	struct programme_report report = {0};
	char code[CODE_SIZE], credits[MARK_SIZE];
	enum err_code rc;

	code_of_path(path, code);
	if (!import.code)
		import.code = code;
	/* The example that comes with suivi goes by its name, like a framework. */
	if (strcmp(path, "EXAMPLE") == 0 || strcmp(path, "EXEMPLE") == 0)
		import.path = NULL;
	rc = programme_import(cli->session, &import, &report, err);
	if (rc)
		return rc;
	mark_plain(report.credits, credits);
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "programme", import.code);
		json_count(cli->json, "rows", (int64_t)report.rows);
		json_count(cli->json, "units", (int64_t)report.units);
		json_count(cli->json, "activities", (int64_t)report.activities);
		json_hundredths(cli->json, "credits", report.credits);
		json_bool(cli->json, "dry_run", import.dry_run);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(_("%s: units %zu, credits %s in all, activities %zu."), import.code,
			report.units, credits, report.activities);
	}
	cli_say_dry_run(cli);
	return ERR_OK;
}

enum err_code import_rules(struct cli *cli, const char *path, struct err *err)
{
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	struct rules_report report = {0};
	char since[DATE_SIZE];
	bool shipped = strcmp(path, "EXAMPLE") == 0 || strcmp(path, "EXEMPLE") == 0;
	enum err_code rc = grade_rules_import(
		cli->session, shipped ? NULL : path, dry_run, import_refused, cli, &report, err);

	if (rc)
		return rc;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "rules", report.code);
		json_text(cli->json, "since", report.since);
		json_count(cli->json, "rows", (int64_t)report.rows);
		json_bool(cli->json, "dry_run", dry_run);
		json_close(cli->json);
	} else if (!cli->quiet) {
		date_for_people(report.since, since);
		output_say(_("Rules %s of %s: %zu lines."), report.code, since, report.rows);
	}
	if (*report.unsaid) {
		struct err unsaid = {0};

		(void)err_fail(&unsaid, WHY_RULES_UNSAID, "rules");
		(void)err_at(&unsaid, 0, NULL, report.unsaid);
		import_refused(cli, &unsaid);
	}
	cli_say_dry_run(cli);
	return ERR_OK;
}
