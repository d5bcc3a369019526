/*
 * Internships and theses: who, where, when, hours, milestones, what they are
 * to exercise; and the assessments given for an internship.
 *
 * Each writing function is one batch. Linked items and purposes: link_set() of
 * core/note.h.
 */
#ifndef SUIVI_CORE_INTERNSHIP_H
#define SUIVI_CORE_INTERNSHIP_H

#include "core/rating.h"
#include "db/follow.h"

/* "120" "7,5" "7.5" "7h30" "7 h 30" hours as minutes; "" is -1. Errors: WHY_HOURS_INVALID. */
MUST_CHECK enum err_code hours_parse(const char *typed, int *ret, struct err *err);
/* Minutes as « 7 h 30 » or « 120 h »; "" below 0. */
void hours_format(int minutes, char ret[16]);

/*
 * row: all fields; id 0 adds. supervisor: name of the field supervisor, made a
 * person of the field when new ("": nobody). Errors: WHY_FIELD_EMPTY (host),
 * WHY_PERIOD_INVALID, WHY_DATE_INVALID, WHY_TEXT_TOO_LONG.
 */
MUST_CHECK enum err_code internship_put(struct session *session, const struct internship_row *row,
                                        const char *supervisor, int64_t *ret, struct err *err);

/*
 * Levels given for an internship, typed from a paper or not: each item with
 * its level on one occasion, in one batch. levels[i] as rating_set(); comments
 * may be NULL, or some of them.
 *
 * occasion  kind internship; the person who gave them. KIND_SELF: the student.
 * paper     the reference printed on it, "" for none
 * Errors: those of rating_set().
 */
struct placement {
	const struct occasion *occasion;
	const char *paper;
	size_t count;
	const size_t *items; /* of framework */
	const int *levels;
	const char *const *comments;
};
MUST_CHECK enum err_code internship_assess(struct session *session,
                                           const struct internship_row *internship,
                                           const struct framework *framework,
                                           const struct placement *placement, struct err *err);

/* ---- Theses ---------------------------------------------------------------- */

const char *thesis_state_code(enum thesis_state state);
const char *thesis_state_name(enum thesis_state state); /* translated */
MUST_CHECK enum err_code thesis_state_parse(const char *text, enum thesis_state *ret,
                                            struct err *err);

/* row: student, title, state; id 0 adds. Errors: WHY_FIELD_EMPTY, WHY_TEXT_TOO_LONG. */
MUST_CHECK enum err_code thesis_put(struct session *session, const struct thesis_row *row,
                                    int64_t *ret, struct err *err);
/*
 * Who supervises a thesis: a support of its student, added where they do not
 * have it yet, and that the thesis is shown with from now on. See
 * docs/decisions/0006-supervisor-of-a-thesis.md. Errors: those of support_add().
 */
MUST_CHECK enum err_code thesis_supervise(struct session *session, const struct thesis_row *row,
                                          const char *person, struct err *err);
/* row: thesis, title, due_on, done_on; id 0 adds. */
MUST_CHECK enum err_code milestone_put(struct session *session, const struct milestone_row *row,
                                       int64_t *ret, struct err *err);

#endif
