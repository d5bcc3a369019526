/* version */
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/verb.h"

enum err_code cmd_version(struct cli *cli, struct err *err)
{
	enum err_code rc = options_words(cli->options, 0, 0, err);

	if (rc)
		return rc;
	if (cli->json) {
		json_open(cli->json, NULL, '{');
		json_text(cli->json, "name", "suivi");
		json_text(cli->json, "version", SUIVI_VERSION);
		json_close(cli->json);
	} else {
		output_line("suivi %s", SUIVI_VERSION);
	}
	return ERR_OK;
}
