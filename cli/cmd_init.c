/* init: make a new file. */
#include <stdlib.h>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/language.h"

static void report(const struct cli *cli, const char *path)
{
	const struct framework_list *list = &cli->session->frameworks;

	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "path", path);
		json_open(cli->json, "frameworks", '[');
		for (size_t i = 0; i < list->count; i++)
			json_text(cli->json, NULL, list->frameworks[i].row.code);
		json_close(cli->json);
		json_bool(cli->json, "dry_run", option_given(cli->options, OPT_DRY_RUN));
		json_close(cli->json);
		return;
	}
	if (cli->quiet)
		return;
	output_say(option_given(cli->options, OPT_DRY_RUN) ? _("%s would be made.")
							   : _("%s is ready."),
		path);
	for (size_t i = 0; i < list->count; i++)
		output_say(_("%s: %s (%zu capabilities)"), list->frameworks[i].row.code,
			list->frameworks[i].row.title, list->frameworks[i].leaf_count);
}

enum err_code cmd_init(struct cli *cli, struct err *err)
{
	bool dry_run = option_given(cli->options, OPT_DRY_RUN);
	const char **frameworks;
	const char *value, *path = option_value(cli->options, OPT_DB);
	char *standard = NULL;
	size_t n = 0, position = 0;
	enum err_code rc;

	rc = options_words(cli->options, 0, 0, err);
	if (rc)
		return rc;
	frameworks = calloc(cli->options->use_count + 1, sizeof(*frameworks));
	if (!frameworks)
		return err_fail(err, WHY_NO_MEMORY, "frameworks");
	while ((value = option_each(cli->options, OPT_FRAMEWORK, &position)))
		frameworks[n++] = value;

	if (!path) {
		rc = session_default_path(&standard, err);
		path = standard;
	}
	if (rc == ERR_OK)
		rc = (dry_run ? session_init_try : session_init)(path, n, frameworks,
			option_value(cli->options, OPT_YEAR), option_value(cli->options, OPT_AS),
			&cli->session, err);
	if (rc == ERR_OK) {
		report(cli, dry_run ? path : db_path(cli->session->db));
		cli_say_dry_run(cli);
	}
	free(standard);
	free(frameworks);
	return rc;
}
