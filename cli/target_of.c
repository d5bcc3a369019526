/* Where a verb writes. See target_of.h. */
#include "cli/target_of.h"

#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "core/language.h"

enum err_code target_may_replace(
	const struct cli *cli, const char *path, bool *ret_replace, struct err *err)
{
	char question[MESSAGE_SIZE];
	enum err_code rc;

	*ret_replace = option_given(cli->options, OPT_FORCE);
	if (*ret_replace || !target_taken(path))
		return ERR_OK;
	if (option_given(cli->options, OPT_YES) || !ask_possible(cli)) {
		rc = err_fail(err, WHY_OUTPUT_EXISTS, "output");
		(void)err_at(err, 0, path, NULL);
		return rc;
	}
	(void)snprintf(question, sizeof question, _("“%s” exists. Replace it?"), path);
	rc = ask(cli, question, path, err);
	*ret_replace = !rc;
	return rc;
}

enum err_code target_of(const struct cli *cli, unsigned can, enum target_form standard,
	struct target *ret, struct err *err)
{
	const char *word = option_value(cli->options, OPT_FORMAT);
	const char *path = option_value(cli->options, OPT_OUTPUT);
	struct target to = {.path = path ? path : "-"};
	bool piped = strcmp(to.path, "-") == 0;
	enum err_code rc;

	if (!word && cli->json && piped)
		word = target_form_word(TARGET_JSON);
	rc = target_form(word, to.path, can, standard, &to.form, err);
	if (!rc && !piped)
		rc = target_may_replace(cli, to.path, &to.replace, err);
	if (!rc)
		*ret = to;
	return rc;
}

void target_written(const struct cli *cli, const struct target *to, long rows)
{
	if (strcmp(to->path, "-") == 0)
		return;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "path", to->path);
		if (rows >= 0)
			json_count(cli->json, "rows", rows);
		json_close(cli->json);
	} else if (!cli->quiet && rows >= 0) {
		output_say(ngettext("%ld row written to %s.", "%ld rows written to %s.",
				   (unsigned long)rows),
			rows, to->path);
	}
}
