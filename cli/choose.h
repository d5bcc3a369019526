/* The framework and the group that options name. */
#ifndef SUIVI_CLI_CHOOSE_H
#define SUIVI_CLI_CHOOSE_H

#include "cli/verb.h"

/*
 * --framework CODE or CODE@VERSION. ret: NULL when the option is not given.
 * Errors: WHY_FRAMEWORK_UNKNOWN.
 */
MUST_CHECK enum err_code choose_framework(const struct cli *cli, const struct framework **ret,
                                          struct err *err);

/* The same, or the only one there is. Errors: also WHY_FRAMEWORK_WHICH. */
MUST_CHECK enum err_code choose_one_framework(const struct cli *cli, const struct framework **ret,
                                              struct err *err);

/* --group CODE with --year. ret: 0 when not given. Errors: WHY_GROUP_UNKNOWN. */
MUST_CHECK enum err_code choose_group(const struct cli *cli, int64_t *ret, struct err *err);

#endif
