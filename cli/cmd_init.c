/* init: make a new file. */
#include <stdlib.h>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"
#include "core/language.h"

static void report(const struct cli *cli)
{
	const struct framework_list *list = &cli->session->frameworks;

	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "path", db_path(cli->session->db));
		json_open(cli->json, "frameworks", '[');
		for (size_t i = 0; i < list->count; i++)
			json_text(cli->json, NULL, list->frameworks[i].row.code);
		json_close(cli->json);
		json_close(cli->json);
		return;
	}
	if (cli->quiet)
		return;
	output_say(_("%s is ready."), db_path(cli->session->db));
	for (size_t i = 0; i < list->count; i++)
		output_say(_("%s: %s (%zu capabilities)"), list->frameworks[i].row.code,
			list->frameworks[i].row.title, list->frameworks[i].leaf_count);
}

enum err_code cmd_init(struct cli *cli, struct err *err)
{
	const char **frameworks;
	const char *value;
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

	rc = session_init(option_value(cli->options, OPT_DB), n, frameworks,
		option_value(cli->options, OPT_YEAR), option_value(cli->options, OPT_AS),
		&cli->session, err);
	if (rc == ERR_OK)
		report(cli);
	free(frameworks);
	return rc;
}
