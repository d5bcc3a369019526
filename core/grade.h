/*
 * Grades: the sheet of a unit in a session, and one cell written at a time.
 */
#ifndef SUIVI_CORE_GRADE_H
#define SUIVI_CORE_GRADE_H

#include "core/programme.h"
#include "core/result.h"

/* What was typed in a cell and is not recorded is kept so far: so many characters. */
enum { GRADE_TYPED_LIMIT = 200, GRADE_TYPED_SIZE = 4 * GRADE_TYPED_LIMIT + 1 };

/* In which order the rows of a sheet stand, as the paper does. X(id, word) */
#define SHEET_ORDERS(X)          \
	X(NAME, "name")          \
	X(MATRICULE, "matricule") \
	X(LIST, "list")          /* as the class list came in */
enum sheet_order {
#define X(id, word) SHEET_BY_##id,
	SHEET_ORDERS(X)
#undef X
	SHEET_ORDER_COUNT
};

struct sheet_row {
	struct enrolment_row enrolment; /* with the student's matricule and names */
	bool exempt;                    /* dispensed or carried over: no cell to type in */
	struct cell (*cells)[SESSIONS_MAX]; /* [part][session - 1]; of the sheet */
	bool *proofs;                   /* [part]: a paper is noted with it, in this session */
	struct unit_result result;      /* up to the session of the sheet */
};

struct gradesheet {
	const struct programme *programme; /* borrowed */
	const struct unit *unit;           /* likewise */
	int session;
	enum sheet_order order;
	size_t part_count;
	bool locked;                       /* a deliberation of this session is closed */
	char locked_on[DATE_SIZE];         /* the day of the last one, locked or not; "": none */
	size_t count;
	struct sheet_row *rows;
	struct cell (*cells)[SESSIONS_MAX]; /* of all rows */
	bool *proofs;                      /* likewise */
	size_t verdict_count;
	struct verdict_row *verdicts;      /* of the programme */
};

/*
 * group_id 0: everybody who takes the unit. Release with gradesheet_release().
 * Errors: WHY_SESSION_OUT.
 */
MUST_CHECK enum err_code gradesheet_load(struct session *session,
                                         const struct programme *programme, size_t unit,
                                         int number, int64_t group_id, enum sheet_order order,
                                         struct gradesheet *ret, struct err *err);
void gradesheet_release(struct gradesheet *sheet);
/* Row of a student; count when there is none. */
size_t gradesheet_find(const struct gradesheet *sheet, int64_t student_id);
/* Work out a row again after one of its cells changed. */
void gradesheet_compute(const struct gradesheet *sheet, struct sheet_row *row);

/* The order chosen last, kept in the file; and choosing one. */
MUST_CHECK enum err_code sheet_order_get(struct session *session, enum sheet_order *ret,
                                         struct err *err);
MUST_CHECK enum err_code sheet_order_set(struct session *session, enum sheet_order order,
                                         struct err *err);

/* What the rows of a column amount to, to compare with the paper. */
struct sheet_count {
	size_t marks, codes, blanks;
	int64_t sum;  /* hundredths */
	int mean;     /* of the marks, rounded half up; -1: none */
	char used[LABEL_SIZE]; /* "1 PP, 2 CM" */
};
void gradesheet_count(const struct gradesheet *sheet, size_t part, struct sheet_count *ret);

/* ---- Writing ------------------------------------------------------------------ */

/*
 * Put a cell of a student; blank empties it. One batch, "grade" 0024003 UE3/AA1.
 * Durable when it returns ERR_OK. Within a batch it is a part of it, and a
 * refusal leaves the batch as it was.
 *
 * part    of the unit; number: the session
 * proof   reference of the paper a code asks for; NULL: as it was
 * anyway  also where the unit is acquired already, see WHY_GRADE_ACQUIRED
 *
 * Errors: WHY_SHEET_LOCKED, WHY_GRADE_NOT_TAKEN, WHY_GRADE_EXEMPT,
 * WHY_GRADE_ONCE, WHY_CODE_NOT_YOURS, WHY_CODE_UNKNOWN, WHY_SESSION_OUT,
 * WHY_TEXT_TOO_LONG (proof, reason), WHY_GRADE_REASON where grade_is_kept() what
 * stands there, and no reason is given; WHY_GRADE_ACQUIRED unless anyway.
 */
struct grading {
	const struct programme *programme;
	const struct unit *unit;
	size_t part;
	int number;
	int64_t student_id;
	const char *proof;
	const char *reason; /* why a code that is kept is replaced, noted where its proof was; NULL: none given */
	bool anyway;
};
/*
 * Is it a code that asks for a proof, or that not everybody may type? Many grades
 * at once leave it alone; one by one it is replaced with a reason, which the
 * history keeps.
 */
bool grade_is_kept(const struct grade_rules *rules, const struct cell *cell);
MUST_CHECK enum err_code grade_set(struct session *session, const struct grading *grading,
                                   const struct cell *cell, struct err *err);
/*
 * The writing alone, inside a batch, of what grade_may_set() or the like has
 * passed. bulk: new grades go with many others, see db_grade_bulk_begin(); NULL: at once.
 */
MUST_CHECK enum err_code grade_put(struct session *session, struct db_grade_bulk *bulk,
                                   const struct grading *grading, const struct cell *cell,
                                   struct err *err);
/* May it be written now? The checks of grade_set() alone. */
MUST_CHECK enum err_code grade_may_set(struct session *session, const struct grading *grading,
                                       const struct cell *cell, struct err *err);
/*
 * WHY_GRADE_ACQUIRED where an earlier session acquired the unit, and the cell
 * is a mark below the pass mark, or one that takes what was acquired away.
 */
MUST_CHECK enum err_code grade_check_acquired(struct session *session,
                                              const struct grading *grading,
                                              const struct cell *cell, struct err *err);
/*
 * The newest deliberation of a session: its day ("": there was none), and
 * whether it locks the grades or was opened again.
 */
MUST_CHECK enum err_code grade_lock(struct session *session, const struct programme *programme,
                                    int number, bool *ret_locked, char ret_on[DATE_SIZE],
                                    struct err *err);
/* WHY_SHEET_LOCKED where one locks the grades of grading->number. */
MUST_CHECK enum err_code grade_check_lock(struct session *session, const struct grading *grading,
                                          struct err *err);
/* May a batch be undone? WHY_SHEET_LOCKED if it changed grades that are locked now. */
MUST_CHECK enum err_code grade_may_undo(struct session *session,
                                        const unsigned char stamp[STAMP_SIZE], struct err *err);
/* Who, when, from what: see db_grade_history(). */
MUST_CHECK enum err_code grade_history(struct session *session, const struct grading *grading,
                                       struct grade_change_row **ret, size_t *ret_count,
                                       struct err *err);

#endif
