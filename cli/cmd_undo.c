/* undo and redo: the same thing in two directions. */
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/history.h"
#include "core/language.h"

typedef enum err_code undo_fn(struct session *session, struct batch_row *ret, struct err *err);

static enum err_code go(
	struct cli *cli, undo_fn *turn, const char *sentence, const char *dry, struct err *err)
{
	struct batch_row batch;
	char what[MESSAGE_SIZE];
	enum err_code rc;

	rc = options_words(cli->options, 0, 0, err);
	if (rc)
		return rc;
	rc = cli_open(cli, 0, err);
	if (rc)
		return rc;
	rc = turn(cli->session, &batch, err);
	if (rc)
		return rc;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_hex(cli->json, "stamp", batch.stamp, sizeof(batch.stamp));
		json_moment(cli->json, "at", batch.at);
		json_text(cli->json, "author", batch.author);
		json_text(cli->json, "action", batch.action);
		json_text(cli->json, "subject", batch.subject);
		json_count(cli->json, "changes", batch.entries);
		json_close(cli->json);
	} else if (!cli->quiet) {
		history_describe(&batch, what, sizeof(what));
		output_say(_(option_given(cli->options, OPT_DRY_RUN) ? dry : sentence), what);
	}
	cli_say_dry_run(cli);
	return ERR_OK;
}

enum err_code cmd_undo(struct cli *cli, struct err *err)
{
	return go(cli, history_undo, N_("Undone: %s"), N_("To be undone: %s"), err);
}

enum err_code cmd_redo(struct cli *cli, struct err *err)
{
	return go(cli, history_redo, N_("Done again: %s"), N_("To be done again: %s"), err);
}
