/*
 * Programmes: units (UE), their activities (AA), what each exercises, and who
 * takes what.
 */
#ifndef SUIVI_CORE_PROGRAMME_H
#define SUIVI_CORE_PROGRAMME_H

#include "core/grade_rules.h"
#include "core/target.h"

struct unit {
	struct unit_row row;
	size_t activity_count;
	const struct activity_row *activities; /* into those of the programme */
};

/* A programme with all that its figures rest on. */
struct programme {
	struct programme_row row;
	struct grade_rules rules;
	size_t unit_count;
	struct unit *units;
	size_t activity_count;
	struct activity_row *activities;
	size_t exercise_count;
	struct exercise_row *exercises; /* in order of unit */
};

/*
 * code NULL: the only one, or the newest; year NULL: the newest with that code.
 * Release with programme_release().
 * Errors: WHY_PROGRAMME_UNKNOWN, WHY_PROGRAMME_NONE.
 */
MUST_CHECK enum err_code programme_load(struct session *session, const char *code,
                                        const char *year, struct programme *ret, struct err *err);
MUST_CHECK enum err_code programme_load_id(struct session *session, int64_t id,
                                           struct programme *ret, struct err *err);
/* The newest in which a student takes something. Errors: WHY_PROGRAMME_NONE. */
MUST_CHECK enum err_code programme_load_student(struct session *session, int64_t student_id,
                                                struct programme *ret, struct err *err);
void programme_release(struct programme *programme);

/*
 * "UE3" or "UE3/AA1" of a programme. ret_activity: index in the unit's
 * activities, (size_t)-1 for the unit itself. Errors: WHY_UNIT_UNKNOWN.
 */
MUST_CHECK enum err_code programme_find(const struct programme *programme, const char *name,
                                        size_t *ret_unit, size_t *ret_activity, struct err *err);
/* Index of a unit by id; unit_count when it is none. */
size_t programme_unit(const struct programme *programme, int64_t unit_id);
/* Cells a student has in a unit: one per activity, 1 to PARTS_MAX of result.h. */
size_t unit_part_count(const struct unit *unit);
/* The id of the activity at a part; 0 for a unit without activities. */
int64_t unit_part_id(const struct unit *unit, size_t part);
/* Name of a part for columns: the activity's title, else the unit's. */
const char *unit_part_title(const struct unit *unit, size_t part);

/* ---- Changing one ---------------------------------------------------------- */

enum { CREDITS_MAX = 18000 }; /* hundredths, of a unit */

/*
 * A unit, new (id 0) or changed; an activity likewise. Each is one batch.
 * Errors: WHY_FIELD_EMPTY, WHY_TEXT_TOO_LONG, WHY_CODE_TAKEN, WHY_CREDITS_INVALID;
 * of an activity WHY_WEIGHT_INVALID, WHY_RULE_SCALE (its minimum), WHY_UNIT_FULL,
 * WHY_UNIT_GRADED.
 */
MUST_CHECK enum err_code unit_put(struct session *session, const struct programme *programme,
                                  const struct unit_row *row, int64_t *ret, struct err *err);
MUST_CHECK enum err_code activity_put(struct session *session, const struct programme *programme,
                                      const struct unit *unit, const struct activity_row *row,
                                      int64_t *ret, struct err *err);
/*
 * May one more activity be put in a unit of part_count? Not where grades stand
 * on the unit itself: a unit with activities shows only theirs.
 * Errors: WHY_UNIT_FULL, WHY_UNIT_GRADED.
 */
MUST_CHECK enum err_code unit_takes_part(struct session *session, const struct unit_row *unit,
                                         size_t part_count, struct err *err);

/*
 * The capabilities that a unit exercises, or (activity_id not 0) one of its
 * activities, as programme_tie() reads them: "3.1 3.2 TRANSVERSALES:T1".
 */
void unit_items(const struct framework_list *frameworks, const struct programme *programme,
                const struct unit *unit, int64_t activity_id, char *ret, size_t size);
/* Each capability a text names, tied to a unit or (id not 0) one of its activities. Inside a batch. */
MUST_CHECK enum err_code programme_tie(struct session *session, int64_t unit_id,
                                       int64_t activity_id, const char *items,
                                       struct err *err);
/*
 * What a unit exercises becomes the capabilities of a text, "3.1 3.2
 * TRANSVERSALES:T1"; others go. One batch. Errors: those of framework_resolve().
 */
MUST_CHECK enum err_code unit_items_set(struct session *session,
                                        const struct programme *programme,
                                        const struct unit *unit, const char *items,
                                        struct err *err);

/* ---- Who takes what --------------------------------------------------------- */

/*
 * Put units in the annual programme of students, in one batch.
 * Errors: WHY_MARK_RANGE for a mark carried over beyond the scale.
 *
 * unit_ids   count of them; 0: all compulsory units of the programme
 * state      with mark (-1) and from_year ("") of a result carried over
 * remove     takes them out instead
 * ret        rows that changed
 */
struct enrolling {
	const struct programme *programme;
	size_t student_count;
	const int64_t *student_ids;
	size_t unit_count;
	const int64_t *unit_ids;
	enum enrolment_state state;
	int mark;
	const char *from_year;
	bool remove;
	const char *subject; /* for the history: a matricule or a group */
};
MUST_CHECK enum err_code enrol(struct session *session, const struct enrolling *enrolling,
                               size_t *ret, struct err *err);
const char *enrolment_state_name(enum enrolment_state state); /* translated */

/* ---- Programme files ----------------------------------------------------------- */

struct programme_report {
	size_t rows, units, activities, refused;
	int credits; /* hundredths, all units */
	int64_t programme_id;
};
/*
 * A file of units and activities (docs/grades.md) into the programme `code` of
 * a year, in one batch: all of it or nothing. What is there and not in the
 * file stays. path NULL: the shipped example.
 * rules: "CODE" or "CODE/yyyy-mm-dd"; NULL: those it has, else the newest set
 * that is in force when the year begins, else the shipped ones.
 */
struct programme_import {
	const char *path, *code, *label, *year, *rules;
	bool dry_run;
	rules_refused_fn *refused;
	void *ctx;
};
MUST_CHECK enum err_code programme_import(struct session *session,
                                          const struct programme_import *import,
                                          struct programme_report *ret, struct err *err);
/*
 * A file that programme_import() reads. Errors: those of outfile_open().
 */
MUST_CHECK enum err_code programme_export(struct session *session,
                                          const struct programme *programme,
                                          const struct target *to, struct err *err);
/* The set of rules that a word names, as above. Errors: WHY_RULES_UNKNOWN. */
MUST_CHECK enum err_code rule_set_find(struct session *session, const char *name,
                                       struct rule_set_row *ret, struct err *err);

#endif
