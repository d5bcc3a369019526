/* restore: put a backup back in place of the file. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/backups.h"
#include "core/language.h"

/* What would go, where the file can still be read. */
static void tell_loss(struct cli *cli, const char *path, const char *backup)
{
	struct session *session = NULL;
	char loss[LOSS_SIZE];
	struct err err;

	if (cli->quiet || cli->json || access(path, F_OK) != 0 ||
		session_restore_try(backup, path, &err) != ERR_OK ||
		session_open(path, SESSION_READ_ONLY | SESSION_UNCHECKED | SESSION_UNTOUCHED,
			option_value(cli->options, OPT_AS), &session, &err) != ERR_OK)
		return;
	if (backups_loss(session, backup, loss, &err) == ERR_OK && loss[0])
		output_say("%s", loss);
	session_close(session);
}

enum err_code cmd_restore(struct cli *cli, struct err *err)
{
	const char *given = option_value(cli->options, OPT_DB), *backup;
	char question[MESSAGE_SIZE];
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	char *path = NULL;
	enum err_code rc;

	rc = options_words(cli->options, 1, 1, err);
	if (rc)
		return rc;
	if (!given) {
		rc = session_default_path(&path, err);
		if (rc)
			return rc;
		given = path;
	}
	backup = cli->options->words[0];
	tell_loss(cli, given, backup);
	(void)snprintf(question, sizeof(question),
		_("Replace the content of “%s” by “%s”? What is there now is kept as a backup."),
		given, backup);
	rc = dry_run ? ERR_OK : ask(cli, question, given, err);
	if (rc)
		goto out;
	rc = (dry_run ? session_restore_try : session_restore)(backup, given, err);
	if (rc && err->reason == WHY_FILE_MISSING) {
		/* not a file to be made with init */
		rc = err_fail(err, WHY_LIST_MISSING, "backup");
		(void)err_at(err, 0, backup, NULL);
	}
	if (rc)
		goto out;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "path", given);
		json_text(cli->json, "backup", backup);
		json_bool(cli->json, "dry_run", dry_run);
		json_close(cli->json);
	} else if (!cli->quiet) {
		output_say(dry_run ? _("%s would be as in %s again.") : _("%s is as in %s again."),
			given, backup);
	}
	cli_say_dry_run(cli);
out:
	free(path);
	return rc;
}
