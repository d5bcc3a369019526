/*
 * Levels set by decision over the computed ones, agreed adjustments, and how
 * often an item must be observed. Each writing function is one batch.
 */
#ifndef SUIVI_CORE_DECISION_H
#define SUIVI_CORE_DECISION_H

#include "core/session.h"
#include "db/follow.h"

/*
 * A level decided, with its reason, by whoever acts, today. LEVEL_NONE takes
 * the decision back. The computed level stays what it is. Errors:
 * WHY_ITEM_NOT_RATED, WHY_LEVEL_OUT_OF_SCALE, WHY_FIELD_EMPTY (no reason).
 */
MUST_CHECK enum err_code decision_set(struct session *session, const struct framework *framework,
                                      size_t item, int64_t student_id, int level,
                                      const char *reason, struct err *err);
/* The decision on an item; level LEVEL_NONE: there is none. reason: size bytes. */
MUST_CHECK enum err_code decision_get(struct session *session, int64_t student_id, int64_t item_id,
                                      struct decision_row *ret, char *reason, size_t size,
                                      struct err *err);

/* What is granted, never why. row id 0 adds; deleted takes it back. Errors: WHY_PERIOD_INVALID. */
MUST_CHECK enum err_code adjustment_put(struct session *session, const struct adjustment_row *row,
                                        struct err *err);

/* times 0: no requirement. Errors: WHY_NUMBER_OUT beyond 99. */
MUST_CHECK enum err_code requirement_set(struct session *session,
                                         const struct framework *framework, size_t item, int times,
                                         struct err *err);

#endif
