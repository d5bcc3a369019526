/* The bridge to tui. */
#include "cli/screens.h"

#include "cli/options.h"
#include "tui/theme.h"
#include "tui/tui.h"

/* The file of --db, made if there is none yet; read only where it cannot be written now. */
static enum err_code open_file(struct cli *cli, struct err *err)
{
	enum err_code rc = cli_open_as(cli, SESSION_CREATE | SESSION_REMEMBER, err);

	if (rc == ERR_BUSY || (rc == ERR_PERMISSION && err->reason == WHY_FILE_READ_ONLY))
		rc = cli_open_as(cli, SESSION_READ_ONLY | SESSION_REMEMBER, err);
	return rc;
}

enum err_code screens_run(struct cli *cli, bool demo, struct err *err)
{
	const struct options *options = cli->options;
	struct tui_options screens = {
		.accessible = option_given(options, OPT_ACCESSIBLE),
		.anonymous = option_given(options, OPT_ANONYMOUS),
		.ascii = option_given(options, OPT_ASCII),
		.no_mouse = option_given(options, OPT_NO_MOUSE),
		.theme = option_value(options, OPT_THEME),
	};
	enum err_code rc;

	if (screens.theme && !theme_known(screens.theme)) {
		(void)err_fail(err, WHY_OPTION_VALUE, "theme");
		return err_at(err, 0, "--theme", screens.theme);
	}
	rc = demo ? session_demo(option_value(options, OPT_AS), &cli->session, err)
		  : open_file(cli, err);
	if (rc)
		return rc;
	screens.session = cli->session;
	return tui_run(&screens, err);
}
