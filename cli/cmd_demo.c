/* demo: the screens on a class to be thrown away. */
#include "cli/options.h"
#include "cli/screens.h"

enum err_code cmd_demo(struct cli *cli, struct err *err)
{
	enum err_code rc = options_words(cli->options, 0, 0, err);

	return rc ? rc : screens_run(cli, true, err);
}
