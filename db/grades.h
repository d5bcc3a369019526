/*
 * The rows of programmes and grades: rules, units and their activities, who
 * takes what, marks and codes, decisions of the jury. Part of what core may
 * see of db. Conventions: db/follow.h.
 *
 * Marks, credits, weights and minima are hundredths; -1 is none.
 */
#ifndef SUIVI_DB_GRADES_H
#define SUIVI_DB_GRADES_H

#include "db/follow.h"

/* ---- Rules -------------------------------------------------------------- */

/* What a code does to the mark of its unit. X(id, word in files) */
#define GRADE_EFFECTS(X)                 \
	X(ZERO, "zero")          /* counts as 0 */ \
	X(LEFT_OUT, "left-out")  /* the activity is left out of the mean */ \
	X(BLOCKS, "blocks")      /* the unit has no mark, and shows the code */ \
	X(CREDIT, "credit")      /* left out, and counts as acquired */ \
	X(OPEN, "open")          /* to be looked into: the mark is not known yet */ \
	X(CARRIED, "carried")    /* the mark of an earlier session counts; without one, as credit */
enum grade_effect {
#define X(id, word) EFFECT_##id,
	GRADE_EFFECTS(X)
#undef X
	GRADE_EFFECT_COUNT
};

/* Who may type a code. */
#define CODE_TYPISTS(X)              \
	X(ANYBODY, "anybody")        \
	X(SECRETARY, "secretary")    \
	X(JURY, "jury")
enum code_typist {
#define X(id, word) TYPIST_##id,
	CODE_TYPISTS(X)
#undef X
	CODE_TYPIST_COUNT
};

/* Rules of a school, in force from a day on. Programmes say which they follow. */
struct rule_set_row {
	int64_t id;
	char code[CODE_SIZE];
	char since[DATE_SIZE];
	char label[LABEL_SIZE];
	bool deleted;
};
MUST_CHECK enum err_code db_rule_set_put(struct db *db, const struct rule_set_row *row, int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_rule_set_list(struct db *db, struct rule_set_row **ret, size_t *ret_count, struct err *err);

/* See docs/grades.md for the names. */
struct rule_row {
	int64_t id;
	int64_t rule_set_id;
	char name[CODE_SIZE];
	char value[LABEL_SIZE];
	bool deleted;
};
MUST_CHECK enum err_code db_rule_put(struct db *db, const struct rule_row *row, int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_rule_list(struct db *db, int64_t rule_set_id, struct rule_row **ret, size_t *ret_count, struct err *err);

/* Was the student absent where a code stands? Files and rules of before do not say. */
enum code_absence { ABSENCE_UNSAID = -1, ABSENCE_NO, ABSENCE_YES };

/* A code that stands where no mark does. aliases: separated by spaces. */
struct grade_code_row {
	int64_t id;
	int64_t rule_set_id;
	char code[CODE_SIZE];
	char label[LABEL_SIZE];
	char aliases[LABEL_SIZE];
	enum grade_effect effect;
	enum code_typist typed_by;
	bool proof;
	int position;
	bool deleted;
	int absence; /* enum code_absence */
};
MUST_CHECK enum err_code db_grade_code_put(struct db *db, const struct grade_code_row *row, int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_grade_code_list(struct db *db, int64_t rule_set_id, struct grade_code_row **ret, size_t *ret_count, struct err *err);

/* Proposed from this mean on. */
struct mention_row {
	int64_t id;
	int64_t rule_set_id;
	int least;
	char label[LABEL_SIZE];
	bool deleted;
};
MUST_CHECK enum err_code db_mention_put(struct db *db, const struct mention_row *row, int64_t *ret_id, struct err *err);
/* Highest first. */
MUST_CHECK enum err_code db_mention_list(struct db *db, int64_t rule_set_id, struct mention_row **ret, size_t *ret_count, struct err *err);

/* Of one academic year. */
struct programme_row {
	int64_t id;
	char year[YEAR_SIZE];
	char code[CODE_SIZE];
	char label[LABEL_SIZE];
	int64_t rule_set_id;
	bool deleted;
};
MUST_CHECK enum err_code db_programme_put(struct db *db, const struct programme_row *row, int64_t *ret_id, struct err *err);
/* Newest year first. */
MUST_CHECK enum err_code db_programme_list(struct db *db, struct programme_row **ret, size_t *ret_count, struct err *err);

/* A UE. block: 1 to 9; decimals: how many a mark may have; optional: chosen, not compulsory. */
struct unit_row {
	int64_t id;
	int64_t programme_id;
	char code[CODE_SIZE];
	char title[LABEL_SIZE];
	int block;
	int credits;
	int64_t person_id;
	bool optional;
	int decimals;
	int position;
	bool deleted;
	char person[NAME_SIZE];
};
MUST_CHECK enum err_code db_unit_put(struct db *db, const struct unit_row *row, int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_unit_list(struct db *db, int64_t programme_id, struct unit_row **ret, size_t *ret_count, struct err *err);

/* An AA. kind: "course", "internship", "project": see the rule "once". */
struct activity_row {
	int64_t id;
	int64_t unit_id;
	char code[CODE_SIZE];
	char title[LABEL_SIZE];
	char kind[CODE_SIZE];
	int weight;
	int minimum;
	int position;
	bool deleted;
};
MUST_CHECK enum err_code db_activity_put(struct db *db, const struct activity_row *row, int64_t *ret_id, struct err *err);
/* Those of all its units, in their order. */
MUST_CHECK enum err_code db_activity_list(struct db *db, int64_t programme_id, struct activity_row **ret, size_t *ret_count, struct err *err);

/* A capability that a unit, or one of its activities, exercises. */
struct exercise_row {
	int64_t id;
	int64_t unit_id;
	int64_t activity_id;
	int64_t item_id;
	bool deleted;
	char item[CODE_SIZE];
};
MUST_CHECK enum err_code db_exercise_put(struct db *db, const struct exercise_row *row, int64_t *ret_id, struct err *err);
/* Likewise. */
MUST_CHECK enum err_code db_exercise_list(struct db *db, int64_t programme_id, struct exercise_row **ret, size_t *ret_count, struct err *err);

/* ---- Grades ------------------------------------------------------------- */

#define ENROLMENT_STATES(X)          \
	X(TAKEN, "taken")            \
	X(DISPENSED, "dispensed")    \
	X(CARRIED, "carried")
enum enrolment_state {
#define X(id, word) ENROLMENT_##id,
	ENROLMENT_STATES(X)
#undef X
	ENROLMENT_STATE_COUNT
};

/* Ids of the students of a group, in its order. ret: malloc'd. */
MUST_CHECK enum err_code db_member_ids(struct db *db, int64_t group_id, int64_t **ret,
	size_t *ret_count, struct err *err);

/* A unit of a student's annual programme. mark, from_year: of a result carried over. */
struct enrolment_row {
	int64_t id;
	int64_t student_id;
	int64_t unit_id;
	enum enrolment_state state;
	int mark;
	char from_year[YEAR_SIZE];
	bool deleted;
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
};
MUST_CHECK enum err_code db_enrolment_put(struct db *db, const struct enrolment_row *row, int64_t *ret_id, struct err *err);
/* By name. */
MUST_CHECK enum err_code db_enrolment_of_unit(struct db *db, int64_t unit_id, struct enrolment_row **ret, size_t *ret_count, struct err *err);
/* By name, then unit. */
MUST_CHECK enum err_code db_enrolment_of_programme(struct db *db, int64_t programme_id, struct enrolment_row **ret, size_t *ret_count, struct err *err);
MUST_CHECK enum err_code db_enrolment_of_student(struct db *db, int64_t student_id, int64_t programme_id, struct enrolment_row **ret, size_t *ret_count, struct err *err);

/* Ids of the students of a unit in the order of their class lists (group_id 0: of all). ret: malloc'd. */
MUST_CHECK enum err_code db_enrolment_places(struct db *db, int64_t unit_id, int64_t group_id, int64_t **ret, size_t *ret_count, struct err *err);

/* A mark or a code, never both. activity_id 0: of the unit itself. */
struct grade_row {
	int64_t id;
	int64_t student_id;
	int64_t unit_id;
	int64_t activity_id;
	int session;
	int mark;
	char code[CODE_SIZE];
	char proof[LABEL_SIZE];
	bool deleted;
};
MUST_CHECK enum err_code db_grade_put(struct db *db, const struct grade_row *row, int64_t *ret_id, struct err *err);
/*
 * The same of many cells, inside a batch: new ones are written together by
 * db_grade_bulk_end(), each cell at most once. ok false abandons them (the
 * batch must then be aborted). Frees bulk.
 */
struct db_grade_bulk;
MUST_CHECK enum err_code db_grade_bulk_begin(struct db *db, struct db_grade_bulk **ret, struct err *err);
MUST_CHECK enum err_code db_grade_bulk_add(struct db_grade_bulk *bulk, const struct grade_row *row, struct err *err);
MUST_CHECK enum err_code db_grade_bulk_end(struct db_grade_bulk *bulk, bool ok, struct err *err);
/* All sessions, by student. */
MUST_CHECK enum err_code db_grade_of_unit(struct db *db, int64_t unit_id, struct grade_row **ret, size_t *ret_count, struct err *err);
/* By student, then unit. */
MUST_CHECK enum err_code db_grade_of_programme(struct db *db, int64_t programme_id, struct grade_row **ret, size_t *ret_count, struct err *err);
MUST_CHECK enum err_code db_grade_of_student(struct db *db, int64_t student_id, int64_t programme_id, struct grade_row **ret, size_t *ret_count, struct err *err);
/* The id a grade has, whether there is one or not. */
int64_t db_grade_id(const struct grade_row *row);
/* The grade of that id; ret->id 0 where the cell is blank. */
MUST_CHECK enum err_code db_grade_get(struct db *db, int64_t id, struct grade_row *ret, struct err *err);

/* What a cell held from a moment on: mark -1 and code "" is blank. */
struct grade_change_row {
	int64_t at; /* milliseconds since 1970 UTC */
	char author[NAME_SIZE];
	int mark;
	char code[CODE_SIZE];
};
/* Oldest first. ret: malloc'd. id: db_grade_id(). */
MUST_CHECK enum err_code db_grade_history(struct db *db, int64_t id, struct grade_change_row **ret,
	size_t *ret_count, struct err *err);

/* ---- The jury ----------------------------------------------------------- */

#define VERDICT_OUTCOMES(X)          \
	X(CREDIT, "credit")  /* acquired, whatever the mark */ \
	X(REFUSED, "refused") /* not acquired, whatever the mark */ \
	X(MARK, "mark")      /* the jury's mark stands for the computed one */
enum verdict_outcome {
#define X(id, word) VERDICT_##id,
	VERDICT_OUTCOMES(X)
#undef X
	VERDICT_OUTCOME_COUNT
};

/* A decision of the jury. unit_id 0: on the year. */
struct verdict_row {
	int64_t id;
	int64_t student_id;
	int64_t programme_id;
	int64_t unit_id;
	int session;
	enum verdict_outcome outcome;
	int mark;
	const char *reason;
	int64_t person_id;
	char decided_on[DATE_SIZE];
	bool deleted;
	char person[NAME_SIZE];
};
MUST_CHECK enum err_code db_verdict_put(struct db *db, const struct verdict_row *row, int64_t *ret_id, struct err *err);
/* student_id 0: of all. */
MUST_CHECK enum err_code db_verdict_list(struct db *db, int64_t programme_id, int64_t student_id, struct verdict_row **ret, size_t *ret_count, struct err *err);

/* Closed on a day: figures as they were. rules: as they were, lines of a rule file. unlocked_at 0: still locked. */
struct deliberation_row {
	int64_t id;
	int64_t programme_id;
	int session;
	char held_on[DATE_SIZE];
	int64_t frozen_at;
	int64_t person_id;
	const char *rules;
	int64_t unlocked_at;
	char unlock_reason[LABEL_SIZE];
	bool deleted;
	char person[NAME_SIZE];
};
MUST_CHECK enum err_code db_deliberation_put(struct db *db, const struct deliberation_row *row, int64_t *ret_id, struct err *err);
/* Newest first. */
MUST_CHECK enum err_code db_deliberation_list(struct db *db, int64_t programme_id, struct deliberation_row **ret, size_t *ret_count, struct err *err);

/* A student's figures as they were: see core/jury.h. */
struct deliberated_row {
	int64_t id;
	int64_t deliberation_id;
	int64_t student_id;
	const char *figures;
	bool deleted;
};
MUST_CHECK enum err_code db_deliberated_put(struct db *db, const struct deliberated_row *row, int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_deliberated_list(struct db *db, int64_t deliberation_id, struct deliberated_row **ret, size_t *ret_count, struct err *err);

#endif
