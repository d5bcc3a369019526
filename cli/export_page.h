/* export: accounts of meetings, the agenda, forms. The file is open. */
#ifndef SUIVI_CLI_EXPORT_PAGE_H
#define SUIVI_CLI_EXPORT_PAGE_H

#include "cli/verb.h"

MUST_CHECK enum err_code export_account(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code export_agenda(struct cli *cli, const char *path, struct err *err);
MUST_CHECK enum err_code export_form(struct cli *cli, const char *path, struct err *err);

#endif
