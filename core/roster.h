/*
 * The roster: the students of a list in the order shown, by id.
 *
 * Reads only what is shown: the first call reads a page, roster_more() goes on
 * in slices while no key waits, so that opening takes as long for 100,000
 * students as for 20. Holds per student the id and the folded name, for search
 * as you type; rows are read by id for the lines on screen only.
 */
#ifndef SUIVI_CORE_ROSTER_H
#define SUIVI_CORE_ROSTER_H

#include "core/session.h"

struct roster;

/* In place of a group: those whom whoever acts accompanies today, by name. */
#define ROSTER_MINE INT64_C(-1)

/* group_id 0: everybody; or ROSTER_MINE. Reads the first page. ret: free with roster_free(). */
MUST_CHECK enum err_code roster_new(struct session *session, int64_t group_id,
                                    const struct framework *framework, enum student_order order,
                                    struct roster **ret, struct err *err);
void roster_free(struct roster *roster);

/* Read on: at most limit more. ret_done: nothing is left. */
MUST_CHECK enum err_code roster_more(struct roster *roster, size_t limit, bool *ret_done,
                                     struct err *err);
bool roster_complete(const struct roster *roster);

/*
 * Those shown: all read so far, or those whose name or matricule holds every
 * word of the pattern (core/search.h). Growing the pattern narrows what matched;
 * "" shows all. Completes the reading first.
 */
MUST_CHECK enum err_code roster_search(struct roster *roster, const char *pattern,
                                       struct err *err);
size_t roster_count(const struct roster *roster);  /* shown and read so far */
/* Of the group, whatever is read; until all is, hidden students may be among them. */
long roster_total(const struct roster *roster);
int64_t roster_id(const struct roster *roster, size_t index);
/* Position of a student among those shown; (size_t)-1. */
size_t roster_index(const struct roster *roster, int64_t student_id);

/* One line of the list: the student and their standing. Cached for lines on screen. */
struct roster_line {
	struct student_row student;
	struct standing_row standing;
	char namesake[MATRICULE_SIZE]; /* the matricule, where somebody else has the same name; else "" */
	bool overdue; /* not seen for longer than overdue_days: the preference, the setting, 42 */
};
MUST_CHECK enum err_code roster_line(struct roster *roster, size_t index,
                                     const struct roster_line **ret, struct err *err);
/* Forget cached lines (all, or of one student) after a change. */
void roster_forget(struct roster *roster, int64_t student_id);

#endif
