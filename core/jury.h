/*
 * The jury: its decisions, a deliberation closed with its figures as they
 * were, and the pages it works from.
 *
 * Figures of a closed deliberation are kept as text, a line per unit:
 * code TAB mark or code TAB + or - (acquired) ; the last line is
 * "*" TAB mean TAB credits acquired.
 */
#ifndef SUIVI_CORE_JURY_H
#define SUIVI_CORE_JURY_H

#include "core/figures.h"
#include "core/seeing.h"

/*
 * A decision on a unit (unit (size_t)-1: on the year), in one batch. mark: of
 * VERDICT_MARK, else -1. remove takes back what was decided in that session.
 * Errors: WHY_FIELD_EMPTY (reason), WHY_SESSION_OUT, WHY_MARK_RANGE,
 * WHY_GRADE_NOT_TAKEN.
 */
struct deciding {
	const struct programme *programme;
	int64_t student_id;
	size_t unit;
	int session;
	enum verdict_outcome outcome;
	int mark;
	const char *reason;
	const char *date; /* ISO; NULL: today */
	bool remove;
};
MUST_CHECK enum err_code verdict_set(struct session *session, const struct deciding *deciding,
                                     struct err *err);
const char *verdict_code(enum verdict_outcome outcome); /* "credit" */
const char *verdict_name(enum verdict_outcome outcome); /* translated */

/*
 * Close a deliberation: figures of everybody as they are, and the rules; the
 * sheets of the session are locked from then on. One batch.
 */
MUST_CHECK enum err_code jury_freeze(struct session *session, const struct programme *programme,
                                     int number, const char *date, size_t *ret_students,
                                     struct err *err);
/* Open it again. Errors: WHY_NOT_LOCKED, WHY_FIELD_EMPTY (reason). */
MUST_CHECK enum err_code jury_unlock(struct session *session, const struct programme *programme,
                                     int number, const char *reason, struct err *err);
/* How many figures of the student differ from the last closed deliberation of that session; 0 without one. */
MUST_CHECK enum err_code jury_differences(struct session *session,
                                          const struct programme *programme, int number,
                                          int64_t student_id, size_t *ret, struct err *err);

/* ---- Pages --------------------------------------------------------------- */

/* The table of a class has so many columns before those of the units. */
enum { JURY_FIXED_COLUMNS = 6 };

/* A class: units, credits, mean, what is missing, beside the level reached. */
MUST_CHECK enum err_code jury_class_page(struct session *session,
                                         const struct programme *programme, int number,
                                         int64_t group_id, const struct seeing *seeing,
                                         struct page *ret, struct err *err);
/* A student: each session, credits, decisions, levels of what each unit exercises. supposed: what-ifs, settled. */
MUST_CHECK enum err_code jury_student_page(struct session *session,
                                           const struct programme *programme, int number,
                                           int64_t student_id,
                                           const struct supposition *supposed,
                                           size_t supposed_count,
                                           const struct seeing *seeing, struct page *ret,
                                           struct err *err);
/* How the mark of a unit comes about: marks, weights, rule and its date, codes, rounding, what would change it. */
MUST_CHECK enum err_code grade_explain_page(struct session *session,
                                            const struct programme *programme, size_t unit,
                                            int64_t student_id, int number,
                                            const struct seeing *seeing, struct page *ret,
                                            struct err *err);
/* What changed since the last closed deliberation of a session. Errors: WHY_NOT_LOCKED. */
MUST_CHECK enum err_code jury_changes_page(struct session *session,
                                           const struct programme *programme, int number,
                                           const struct seeing *seeing, struct page *ret,
                                           struct err *err);
/* Other rules tried: who moves. Nothing is written. */
MUST_CHECK enum err_code rules_try_page(struct session *session,
                                        const struct programme *programme,
                                        const struct grade_rules *rules, int number,
                                        int64_t group_id, const struct seeing *seeing,
                                        struct page *ret, struct err *err);

#endif
