/*
 * Figures that explain themselves: which ratings went in, by whom and when,
 * the rule, the arithmetic, the rounding, and what would change them.
 */
#ifndef SUIVI_CORE_EXPLAIN_H
#define SUIVI_CORE_EXPLAIN_H

#include "core/page.h"
#include "core/session.h"

/*
 * item  a leaf: its current level; a node above: the mean of what is under it;
 *       (size_t)-1: the mean of the whole framework
 * anonymous  the page does not say about whom it is
 * ret   as in seeing.h; released with page_release()
 */
MUST_CHECK enum err_code explain_build(struct session *session, const struct framework *framework,
                                       size_t item, int64_t student_id, bool anonymous,
                                       struct page *ret, struct err *err);

/* "latest", translated. */
const char *rule_name(enum level_rule rule);

#endif
