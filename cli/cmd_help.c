/* help: what there is, or one verb. */
#include "cli/help.h"
#include "cli/options.h"

enum err_code cmd_help(struct cli *cli, struct err *err)
{
	enum verb_id verb = VERB_NONE;
	enum err_code rc;

	rc = options_words(cli->options, 0, 1, err);
	if (rc)
		return rc;
	if (cli->options->word_count) {
		verb = verb_find(cli->options->words[0]);
		if (verb == VERB_NONE) {
			(void)err_fail(err, WHY_VERB_UNKNOWN, "%s", cli->options->words[0]);
			return err_at(err, 0, NULL, cli->options->words[0]);
		}
	}
	help_print(verb);
	return ERR_OK;
}
