/* The kinds of import; each asks, writes and reports. The file is open. */
#ifndef SUIVI_CLI_CMD_IMPORT_H
#define SUIVI_CLI_CMD_IMPORT_H

#include "cli/verb.h"

MUST_CHECK enum err_code import_students(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code import_framework(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code import_supports(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code import_programme(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code import_rules(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code import_grades(struct cli *cli, const char *path, struct err *err);
/* Every file named; one that is refused does not keep the others out. */
MUST_CHECK enum err_code import_forms(struct cli *cli, struct err *err);

#endif
