/* export: accounts of meetings, the agenda, forms. The file is open. */
#ifndef SUIVI_CLI_EXPORT_PAGE_H
#define SUIVI_CLI_EXPORT_PAGE_H

#include "cli/verb.h"
#include "core/target.h"

MUST_CHECK enum err_code export_account(struct cli *cli, const struct target *to, struct err *err);
MUST_CHECK enum err_code export_agenda(struct cli *cli, const struct target *to, struct err *err);
MUST_CHECK enum err_code export_form(struct cli *cli, const struct target *to, struct err *err);

#endif
