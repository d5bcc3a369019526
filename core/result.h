/*
 * What marks amount to: the mark of a unit from those of its activities, and
 * a year from its units. Arithmetic on what is given, nothing is read; exact
 * in integers, with the steps kept so that any figure can be explained.
 */
#ifndef SUIVI_CORE_RESULT_H
#define SUIVI_CORE_RESULT_H

#include "core/mark.h"

enum { SESSIONS_MAX = 9, PARTS_MAX = 32 };

/* ---- A unit --------------------------------------------------------------- */

/* An activity of the unit with its cells; a unit without activities has one part. */
struct part {
	const char *name;                /* for explanations; borrowed */
	const char *kind;                /* of activity, for the rule `once`; NULL: none. Borrowed */
	int weight;                      /* hundredths */
	int minimum;                     /* -1: as the rules say */
	struct cell cells[SESSIONS_MAX]; /* [session - 1] */
	const struct cell *supposed;     /* stands for the grade that counts; NULL: none */
};

enum part_use {
	PART_MISSING,   /* no grade yet */
	PART_COUNTS,    /* a mark that counts, of a code that is worth zero too */
	PART_LEFT_OUT,  /* its code takes it out of the mean */
	PART_CREDITED,  /* likewise, and acquired */
	PART_BLOCKS,
	PART_OPEN,
};

struct part_result {
	enum part_use use;
	int mark;    /* where it counts, else -1 */
	int session; /* the cell comes from; 0: none */
	struct cell cell;
	bool kept;   /* the older cell won over a newer one */
	bool below;  /* below its minimum */
};

enum unit_state {
	UNIT_MISSING,   /* an activity has no grade */
	UNIT_OPEN,      /* a grade is to be looked into */
	UNIT_BLOCKED,   /* a code stands for the mark */
	UNIT_JURY,      /* the jury is to fix the mark */
	UNIT_MARKED,
	UNIT_CREDITED,  /* by codes on all activities */
	UNIT_DISPENSED, /* by the student's programme */
	UNIT_CARRIED,   /* from an earlier year */
};

struct unit_input {
	const struct grade_rules *rules;
	size_t part_count; /* <= PARTS_MAX */
	const struct part *parts;
	int session;       /* up to which */
	int credits;       /* hundredths */
	const struct enrolment_row *enrolment; /* NULL: taken */
	const struct verdict_row *verdict;     /* NULL: none */
	const struct cell *supposed; /* stands for the mark of the unit; NULL: none */
};

struct unit_result {
	enum unit_state state;
	int computed;        /* by the rules; -1: none */
	int mark;            /* the jury's or the computed one; -1: none */
	char code[CODE_SIZE]; /* where it is blocked */
	bool acquired;
	int credits;         /* acquired, hundredths */
	bool by_jury;        /* acquired, refused or marked by a verdict */
	bool below;          /* an activity is below its minimum */
	bool unsaid;         /* open: it depends on a code of which the rules do not say whether it is an absence */
	int absorbed_by;     /* index of the part whose mark became the unit's; -1 */
	int64_t sum, weights; /* the mean is sum / weights, before rounding */
	struct part_result parts[PARTS_MAX];
};

void unit_result(const struct unit_input *input, struct unit_result *ret);

/*
 * What stands beside a mark or a code whose credits are not acquired, on every
 * screen and paper: a mark of 10,63 may be that of a failed unit. "" otherwise.
 */
#define NOT_ACQUIRED_SIGN "✗"
const char *not_acquired_sign(const struct cell *cell, bool acquired);
enum { SIGNED_SIZE = MARK_SIZE + 8 }; /* a mark, the jury's star, the sign */

/* The mark as a cell: the mark, the code that blocks it, or blank. */
void unit_result_cell(const struct unit_result *result, struct cell *ret);

/* ---- A year ----------------------------------------------------------------- */

struct year_result {
	int credits_taken;
	int credits_acquired;
	int mean;            /* of the units with a mark, weighted by credits; -1: none */
	int64_t sum, weights;
	size_t units, missing, failed;
	const char *mention; /* proposed; NULL: none. Of the rules. */
};

void year_result_begin(struct year_result *year);
void year_result_add(struct year_result *year, const struct unit_result *unit, int credits);
void year_result_end(struct year_result *year, const struct grade_rules *rules);

#endif
