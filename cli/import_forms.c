/* import form: filled-in forms, many at once. */
#include "cli/cmd_import.h"
#include "cli/import_report.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "core/language.h"
#include "core/paper.h"

static void tell(struct cli *cli, const char *path, const struct paper_report *report)
{
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "path", path);
		json_count(cli->json, "levels", report->levels);
		json_count(cli->json, "students", report->students);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(ngettext("%s: %ld level.", "%s: %ld levels.",
				   (unsigned long)report->levels),
			path, report->levels);
	}
}

enum err_code import_forms(struct cli *cli, struct err *err)
{
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	size_t refused = 0, count = cli->options->word_count - 1;

	for (size_t i = 0; i < count; i++) {
		const char *path = cli->options->words[i + 1];
		struct paper_report report = {0};
		struct err why = {0};
		enum err_code rc = paper_read(cli->session, path, dry_run, &report, &why);

		if (rc == ERR_INVALID || rc == ERR_NOT_FOUND || rc == ERR_CONFLICT) {
			if (count == 1) {
				*err = why;
				return rc;
			}
			import_refused(cli, &why);
			refused++;
		} else if (rc) {
			*err = why;
			return rc;
		} else {
			tell(cli, path, &report);
		}
	}
	cli_say_dry_run(cli);
	if (refused < count)
		return ERR_OK;
	(void)err_fail(err, WHY_IMPORT_ALL_REFUSED, "forms");
	return err_at(err, 0, cli->options->words[1], NULL);
}
