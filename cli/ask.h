/* Questions, asked on a terminal only. */
#ifndef SUIVI_CLI_ASK_H
#define SUIVI_CLI_ASK_H

#include <stdbool.h>

#include "cli/verb.h"

/* May a question be asked: a terminal on both sides, no --no-input, no --json? */
bool ask_possible(const struct cli *cli);

/*
 * Ask on standard error; no is the default. question: translated, ends with a
 * question mark. --yes answers at once.
 * Errors: WHY_ANSWER_NO, WHY_INTERRUPTED; WHY_ANSWER_NEEDED (place) where
 * nobody can be asked.
 */
MUST_CHECK enum err_code ask(const struct cli *cli, const char *question, const char *place,
                             struct err *err);

#endif
