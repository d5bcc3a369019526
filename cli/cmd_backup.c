/* backup: write a checked copy. */
#include <stdio.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/language.h"

/* What would be written. A file that is there would be asked about where somebody can answer. */
static enum err_code try(const struct cli *cli, const char *path, bool replace, struct err *err)
{
	enum err_code rc = db_backup_try(path, replace, err);

	if (rc)
		return rc;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "path", path);
		json_bool(cli->json, "dry_run", true);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(_("%s would be written."), path);
	}
	cli_say_dry_run(cli);
	return ERR_OK;
}

enum err_code cmd_backup(struct cli *cli, struct err *err)
{
	const char *path;
	char question[MESSAGE_SIZE];
	bool replace;
	enum err_code rc;

	rc = options_words(cli->options, 1, 1, err);
	if (rc)
		return rc;
	rc = cli_open(cli, SESSION_READ_ONLY, err);
	if (rc)
		return rc;
	path = cli->options->words[0];
	replace = option_given(cli->options, OPT_YES);
	if (option_given(cli->options, OPT_DRY_RUN))
		return try(cli, path, replace || ask_possible(cli), err);
	if (!replace && ask_possible(cli) && access(path, F_OK) == 0) {
		(void)snprintf(question, sizeof(question), _("“%s” exists. Replace it?"), path);
		rc = ask(cli, question, path, err);
		if (rc)
			return rc;
		replace = true;
	}
	rc = db_backup(cli->session->db, path, replace, err);
	if (rc)
		return rc;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "path", path);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(_("Copied to %s, and checked."), path);
	}
	return ERR_OK;
}
