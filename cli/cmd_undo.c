/* undo and redo: the same thing in two directions. */
#include <string.h>

#include "cli/ask.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/history.h"
#include "core/language.h"
#include "core/who.h"

typedef enum err_code undo_fn(struct session *session, struct batch_row *ret, struct err *err);

static void tell(
	struct cli *cli, const struct batch_row *batch, const char *sentence, const char *dry)
{
	char what[MESSAGE_SIZE];

	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_hex(cli->json, "stamp", batch->stamp, sizeof(batch->stamp));
		json_moment(cli->json, "at", batch->at);
		json_text(cli->json, "author", batch->author);
		json_text(cli->json, "action", batch->action);
		json_text(cli->json, "subject", batch->subject);
		json_count(cli->json, "changes", batch->entries);
		json_close(cli->json);
	} else if (!cli->quiet) {
		history_describe(batch, what, sizeof(what));
		output_say(_(option_given(cli->options, OPT_DRY_RUN) ? dry : sentence), what);
	}
	cli_say_dry_run(cli);
}

static enum err_code go(
	struct cli *cli, undo_fn *turn, const char *sentence, const char *dry, struct err *err)
{
	struct batch_row batch;
	enum err_code rc;

	rc = options_words(cli->options, 0, 0, err);
	if (!rc)
		rc = cli_open(cli, 0, err);
	if (!rc)
		rc = turn(cli->session, &batch, err);
	if (!rc)
		tell(cli, &batch, sentence, dry);
	return rc;
}

/* ---- What is named ---------------------------------------------------------- */

/* The name of --of as the file writes it: the change must be theirs. */
static enum err_code person_of(struct cli *cli, char ret[NAME_SIZE], struct err *err)
{
	const char *of = option_value(cli->options, OPT_OF);
	enum who_match match = WHO_NEW;
	enum err_code rc = who_find(cli->session->db, of, &match, ret, err);

	if (!rc && match == WHO_NEW)
		rc = err_fail(err, WHY_PERSON_UNKNOWN, "--of");
	else if (!rc && match == WHO_UNSURE)
		rc = err_fail(err, WHY_PERSON_UNSURE, "--of");
	if (rc)
		(void)err_at(err, 0, match == WHO_UNSURE ? ret : NULL, of);
	return rc;
}

static enum err_code named(
	struct cli *cli, const char *person, struct batch_row *ret, struct err *err)
{
	const char *batch = option_value(cli->options, OPT_BATCH);
	enum err_code rc = batch ? history_find(cli->session, batch, ret, err)
				 : history_newest_of(cli->session, person, ret, err);

	if (rc || !batch || !person || strcmp(ret->author, person) == 0 ||
		who_same_person(cli->session->db, ret->author, person))
		return rc;
	(void)err_fail(err, WHY_UNDO_OTHER, "--of");
	return err_at(err, 0, person, ret->author);
}

/*
 * Somebody else's: asked. Where nobody can be asked, and under --yes, whose it
 * is must be said with --of.
 */
static enum err_code agreed(
	struct cli *cli, const struct batch_row *batch, bool said_whose, struct err *err)
{
	char what[MESSAGE_SIZE], question[2 * MESSAGE_SIZE];
	bool asking = ask_possible(cli) && !option_given(cli->options, OPT_YES);

	if (history_is_own(cli->session, batch) || (said_whose && !asking))
		return ERR_OK;
	history_describe(batch, what, sizeof(what));
	if (!asking) {
		(void)err_fail(err, WHY_UNDO_WHOSE, "somebody else's");
		return err_at(err, 0, what, batch->author);
	}
	history_question(batch, what, question, sizeof(question));
	return ask(cli, question, what, err);
}

static enum err_code undo_named(struct cli *cli, struct err *err)
{
	bool of = option_given(cli->options, OPT_OF);
	char person[NAME_SIZE];
	struct batch_row batch, undone;
	enum err_code rc = options_words(cli->options, 0, 0, err);

	if (!rc)
		rc = cli_open(cli, 0, err);
	if (!rc && of)
		rc = person_of(cli, person, err);
	if (!rc)
		rc = named(cli, of ? person : NULL, &batch, err);
	if (!rc)
		rc = agreed(cli, &batch, of, err);
	if (!rc)
		rc = history_undo_batch(cli->session, batch.stamp, &undone, err);
	if (!rc)
		tell(cli, &undone, N_("Undone: %s"), N_("To be undone: %s"));
	return rc;
}

enum err_code cmd_undo(struct cli *cli, struct err *err)
{
	if (option_given(cli->options, OPT_OF) || option_given(cli->options, OPT_BATCH))
		return undo_named(cli, err);
	return go(cli, history_undo, N_("Undone: %s"), N_("To be undone: %s"), err);
}

enum err_code cmd_redo(struct cli *cli, struct err *err)
{
	return go(cli, history_redo, N_("Done again: %s"), N_("To be done again: %s"), err);
}
