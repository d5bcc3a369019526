/* The bridge to tui: what the options say about the screens. */
#ifndef SUIVI_CLI_SCREENS_H
#define SUIVI_CLI_SCREENS_H

#include "cli/verb.h"

/* Run the screens until the user leaves; demo: on the demonstration class. */
MUST_CHECK enum err_code screens_run(struct cli *cli, bool demo, struct err *err);

#endif
