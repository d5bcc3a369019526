/* Options, language, dispatch, exit status; without a verb, the screens. */
#include <stdio.h>

#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/screens.h"
#include "cli/verb.h"
#include "core/language.h"
#include "core/message.h"
#include "core/stream.h"

/* Open the document of --json where the verb has one, run, and end the output. */
static enum err_code run_verb(struct cli *cli, struct err *err)
{
	struct json *json = NULL;
	enum err_code rc;

	if (option_given(cli->options, OPT_JSON)) {
		rc = json_new(stdout, &json, err);
		if (rc)
			return rc;
	}
	cli->json = json;
	rc = verbs[cli->options->verb].run(cli, err);
	/* what was printed with a text missing is not done */
	if (!rc && cli->session)
		rc = db_read_whole(cli->session->db, err);
	/* export may have written its own document */
	if (rc == ERR_OK && cli->json && !json_finished(json))
		rc = json_finish(json, err);
	else if (rc == ERR_OK)
		rc = output_flush(err);
	json_free(json);
	return rc;
}

static enum err_code run(struct cli *cli, struct err *err)
{
	const struct options *options = cli->options;

	if (option_given(options, OPT_HELP)) {
		help_print(options->verb);
		return output_flush(err);
	}
	if (option_given(options, OPT_VERSION)) {
		output_line("suivi %s", SUIVI_VERSION);
		return output_flush(err);
	}
	if (options->verb == VERB_NONE)
		return screens_run(cli, false, err);
	interrupt_start();
	return run_verb(cli, err);
}

/* Tell of a failure on standard error. */
static void complain(const struct options *options, const struct err *failure)
{
	(void)fflush(stdout);
	if (option_given(options, OPT_JSON)) {
		json_error(stderr, failure);
		return;
	}
	output_error(failure);
	if (failure->code == ERR_USAGE)
		help_usage(stderr, options->verb);
}

int main(int argc, char *argv[])
{
	struct options options;
	struct cli cli = {.options = &options};
	struct err err = {0};
	enum err_code rc;
	int status;

	rc = options_parse(argc, argv, &options, &err);
	language_start(option_value(&options, OPT_LANG));
	if (rc == ERR_OK) {
		cli.quiet = option_given(&options, OPT_QUIET);
		rc = run(&cli, &err);
	}
	/* “suivi list students | head” has what it wanted */
	if (rc && stream_unread(&err))
		rc = ERR_OK;
	if (rc)
		complain(&options, &err);
	status = message_exit_status(rc);
	session_close(cli.session);
	options_release(&options);
	return status;
}
