/* The kinds of import; each asks, writes and reports. The file is open. */
#ifndef SUIVI_CLI_CMD_IMPORT_H
#define SUIVI_CLI_CMD_IMPORT_H

#include "cli/verb.h"

MUST_CHECK enum err_code import_students(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code import_framework(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code import_supports(struct cli *cli, const char *path, struct err *err);

#endif
