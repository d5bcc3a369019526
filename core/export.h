/*
 * Export: students, ratings and frameworks to CSV or JSON.
 *
 * csv       UTF-8 with BOM, ";", CRLF, decimal comma, dd/mm/yyyy, headers in
 *           the language of the screen; formulas neutralised
 * rfc4180   UTF-8, ",", CRLF, decimal point, ISO dates, English headers
 * json      one document {"version":1,"data":[…],"warnings":[…]}
 * All of them come back in by import with nothing changed.
 */
#ifndef SUIVI_CORE_EXPORT_H
#define SUIVI_CORE_EXPORT_H

#include "core/session.h"
#include "core/target.h"

enum export_what { EXPORT_STUDENTS, EXPORT_RATINGS, EXPORT_FRAMEWORK };
#define EXPORT_FORMS                                                                               \
	(TARGET_BIT(TARGET_CSV) | TARGET_BIT(TARGET_RFC4180) | TARGET_BIT(TARGET_JSON))

/*
 * to            in one of EXPORT_FORMS
 * group_id      0: everybody
 * framework     for EXPORT_FRAMEWORK and EXPORT_RATINGS; NULL: all for ratings
 * ret_rows      rows written; may be NULL
 */
MUST_CHECK enum err_code export_write(struct session *session, enum export_what what,
                                      const struct target *to, int64_t group_id,
                                      const struct framework *framework, long *ret_rows,
                                      struct err *err);

#endif
