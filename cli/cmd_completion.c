/* completion: print the completions for a shell. */
#include "cli/completion.h"

enum err_code cmd_completion(struct cli *cli, struct err *err)
{
	enum word_id word;
	enum err_code rc;

	rc = options_word(cli->options, &word, err);
	if (rc)
		return rc;
	rc = options_words(cli->options, 1, 1, err);
	if (rc)
		return rc;
	switch (word) {
	case WORD_completion_bash:
		completion_bash();
		break;
	case WORD_completion_zsh:
		completion_zsh();
		break;
	default:
		completion_fish();
		break;
	}
	return ERR_OK;
}
