/* Questions, asked on a terminal only. */
#include "cli/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/clean.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "core/fold.h"
#include "core/language.h"

bool ask_possible(const struct cli *cli)
{
	return !cli->json && !option_given(cli->options, OPT_NO_INPUT) && isatty(STDIN_FILENO) &&
	       isatty(STDERR_FILENO);
}

static bool is_yes(const char *answer)
{
	static const char *const words_of_yes[] = {"o", "oui", "y", "yes", "j", "ja"};
	char folded[16];

	(void)fold(answer, strcspn(answer, "\r\n"), folded, sizeof(folded));
	for (size_t i = 0; i < sizeof(words_of_yes) / sizeof(*words_of_yes); i++) {
		if (strcmp(folded, words_of_yes[i]) == 0)
			return true;
	}
	return false;
}

enum err_code ask(const struct cli *cli, const char *question, const char *place, struct err *err)
{
	char answer[64], *clean;
	enum err_code rc;

	if (option_given(cli->options, OPT_YES))
		return ERR_OK;
	if (!ask_possible(cli)) {
		(void)err_fail(err, WHY_ANSWER_NEEDED, "no terminal");
		return err_at(err, 0, place, NULL);
	}
	rc = output_flush(err);
	if (rc)
		return rc;
	clean = clean_text(question, NULL);
	if (!clean)
		return err_fail(err, WHY_NO_MEMORY, "question");
	/* TRANSLATORS: a question, then the answers: yes, No */
	(void)fprintf(stderr, _("%s [y/N] "), clean);
	free(clean);
	if (!interrupt_wait(STDIN_FILENO) || !fgets(answer, sizeof(answer), stdin)) {
		(void)fputc('\n', stderr);
		rc = interrupt_check(err);
		return rc ? rc : err_fail(err, WHY_ANSWER_NO, "end of input");
	}
	return is_yes(answer) ? ERR_OK : err_fail(err, WHY_ANSWER_NO, "no");
}
