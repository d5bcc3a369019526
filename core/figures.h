/*
 * The figures of students in a programme: every unit they take and the year,
 * worked out together for a class.
 */
#ifndef SUIVI_CORE_FIGURES_H
#define SUIVI_CORE_FIGURES_H

#include "core/programme.h"
#include "core/result.h"

struct unit_figure {
	size_t unit; /* of the programme */
	enum unit_state state;
	int computed;
	struct cell cell; /* the mark, or the code that blocks it */
	bool acquired, by_jury;
	bool taken; /* something was typed in this very session */
	int credits;
};

struct student_figures {
	int64_t student_id;
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
	size_t first, count; /* of the figures */
	struct year_result year;
	const struct verdict_row *verdict; /* of the jury on the year; NULL */
};

enum { SUPPOSITIONS_MAX = 32 };

/*
 * The grade that counts taken to be something else: « what if 9 becomes 10 »,
 * whatever the session it was given in.
 *
 * whole    of the unit itself, of its activities together where it has several
 * session  from which on; made by suppositions_settle()
 */
struct supposition {
	int64_t student_id, unit_id, activity_id;
	bool whole;
	int session;
	struct cell cell;
};

struct figures {
	const struct programme *programme; /* borrowed */
	const struct grade_rules *rules;   /* borrowed: the programme's, or others that are tried */
	int session;
	size_t student_count;
	struct student_figures *students; /* by name */
	size_t count;
	struct unit_figure *units;
	size_t verdict_count;
	struct verdict_row *verdicts;
};

/*
 * student_id 0: all of a group (group_id 0: of the programme).
 * rules      NULL: the programme's
 * supposed   grades that are not what the file says, settled; the last word on one counts
 * session    up to which; 0: the last
 * Release with figures_release(). Errors: WHY_SESSION_OUT.
 */
struct figures_asked {
	const struct programme *programme;
	const struct grade_rules *rules;
	const struct supposition *supposed;
	size_t supposed_count;
	int64_t student_id, group_id;
	int session;
};
MUST_CHECK enum err_code figures_load(struct session *session, const struct figures_asked *asked,
                                      struct figures *ret, struct err *err);
void figures_release(struct figures *figures);

/*
 * In which session stands the grade that each is about, up to session `number`
 * (0: the last)? Where there is none yet, in the newest that was taken.
 * Errors: WHY_GRADE_NOT_TAKEN.
 */
MUST_CHECK enum err_code suppositions_settle(struct session *session,
                                             const struct programme *programme, int number,
                                             struct supposition supposed[], size_t count,
                                             struct err *err);

/* A student's unit worked out with every step kept. Errors: WHY_GRADE_NOT_TAKEN. */
struct unit_steps {
	struct part parts[PARTS_MAX];
	size_t part_count;
	struct enrolment_row enrolment;
	struct verdict_row verdict; /* id 0: none. Its reason is not kept. */
	struct unit_result result;
};
MUST_CHECK enum err_code unit_steps_load(struct session *session,
                                         const struct programme *programme, size_t unit,
                                         int64_t student_id, int number, struct unit_steps *ret,
                                         struct err *err);
/* The same arithmetic in another session, or after a part was changed. */
void unit_steps_compute(const struct programme *programme, size_t unit, int number,
                        struct unit_steps *steps);

#endif
