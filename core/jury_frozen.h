/*
 * Private to the jury: figures and rules of a closed deliberation, as text and
 * back.
 */
#ifndef SUIVI_CORE_JURY_FROZEN_H
#define SUIVI_CORE_JURY_FROZEN_H

#include "core/figures.h"

/* malloc'd; NULL: no memory. */
char *frozen_text(const struct figures *figures, size_t student);
char *frozen_rules(const struct grade_rules *rules);

/* Open every closed deliberation of a session again, inside a batch. */
MUST_CHECK enum err_code frozen_open_all(struct session *session,
                                         const struct programme *programme, int number,
                                         const char *reason, size_t *ret_opened, struct err *err);

/* The last deliberation of a session, closed or opened again since. */
struct frozen {
	struct deliberation_row row; /* rules: "", they are below */
	char *rules;                 /* as frozen_rules() wrote them */
	size_t count;
	struct deliberated_row *rows; /* by student */
};
/* Errors: WHY_NOT_LOCKED (ERR_CONFLICT) when there never was one. */
MUST_CHECK enum err_code frozen_load(struct session *session, const struct programme *programme,
                                     int number, struct frozen *ret, struct err *err);
void frozen_release(struct frozen *frozen);
/* The text of a student; NULL: not in it. Borrowed. */
const char *frozen_of(const struct frozen *frozen, int64_t student_id);

/*
 * Lines of the rules that are no longer what they were; each is called with a
 * line then in force, and one in force now ("" for one there is not).
 */
typedef void frozen_rule_fn(void *ctx, const char *before, const char *after);
size_t frozen_rules_compare(const char *before, const char *now, frozen_rule_fn *each, void *ctx);

/*
 * Figures of a student that are no longer what the text says, units no longer
 * taken among them; each is called with the unit's code ("*" for the year), what it was and what it is.
 */
typedef void frozen_change_fn(void *ctx, const char *unit, const char *before, const char *after);
size_t frozen_compare(const struct figures *figures, size_t student, const char *text,
                      frozen_change_fn *each, void *ctx);

#endif
