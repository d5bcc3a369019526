/* show: pages over a student or a class. The file is open. */
#ifndef SUIVI_CLI_SHOW_PAGE_H
#define SUIVI_CLI_SHOW_PAGE_H

#include "cli/verb.h"

MUST_CHECK enum err_code show_page(struct cli *cli, enum word_id word, struct err *err);

#endif
