/* Writing one framework; see export.h and docs/framework-csv.md. */
#ifndef SUIVI_CORE_EXPORT_FRAMEWORK_H
#define SUIVI_CORE_EXPORT_FRAMEWORK_H

#include <stdio.h>

#include "core/csv.h"
#include "core/export.h"

/* csv NULL: JSON on stream. framework NULL: the first. ret_rows: items written. */
MUST_CHECK enum err_code export_framework(struct session *session,
                                          const struct framework *framework,
                                          enum target_form form, FILE *stream,
                                          struct csv_writer *csv, long *ret_rows,
                                          struct err *err);

#endif
