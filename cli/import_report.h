/* What an import of students understood, would do, and did. */
#ifndef SUIVI_CLI_IMPORT_REPORT_H
#define SUIVI_CLI_IMPORT_REPORT_H

#include "cli/verb.h"
#include "core/import.h"

/*
 * Before writing. For people: encoding, delimiter, columns, counts, the first
 * refused, new and changed rows (field by field) and missing students. Under
 * --json: a warning per refused row. With --quiet: the refused rows alone.
 */
MUST_CHECK enum err_code import_report_preview(const struct cli *cli, struct import *import,
                                               struct err *err);

/* After it. dry: nothing was to be written; under --json then, every change of the rows. */
MUST_CHECK enum err_code import_report_result(const struct cli *cli, struct import *import,
                                              const struct import_counts *counts, bool dry,
                                              struct err *err);

/* A refused row told at once: a sentence, or a warning under --json. ctx: const struct cli *. */
void import_refused(void *ctx, const struct err *why);

#endif
