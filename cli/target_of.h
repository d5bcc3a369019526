/* Where a verb writes: -o, --format and --force of the command line. */
#ifndef SUIVI_CLI_TARGET_OF_H
#define SUIVI_CLI_TARGET_OF_H

#include "cli/verb.h"
#include "core/target.h"

/*
 * Read the options, and ask before an existing file is replaced.
 *
 * can       the forms this output has; --json without a file asks for TARGET_JSON
 * standard  the one where neither --format nor the end of the name says anything
 *
 * Errors: those of target_form(); WHY_OUTPUT_EXISTS, WHY_ANSWER_NO.
 */
MUST_CHECK enum err_code target_of(const struct cli *cli, unsigned can, enum target_form standard,
                                   struct target *ret, struct err *err);
/*
 * May this file be written, and an existing one be replaced? --force says so; a
 * person is asked by its name; --yes alone does not replace what is not ours.
 */
MUST_CHECK enum err_code target_may_replace(const struct cli *cli, const char *path,
                                            bool *ret_replace, struct err *err);
/* Say how many rows a file got, -1: it is no table; nothing where they went to standard output. */
void target_written(const struct cli *cli, const struct target *to, long rows);

#endif
