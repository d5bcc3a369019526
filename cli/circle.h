/*
 * The circle: the students whose rows a listing shows. One who is named, the
 * members of --group, or everybody.
 */
#ifndef SUIVI_CLI_CIRCLE_H
#define SUIVI_CLI_CIRCLE_H

#include "cli/verb.h"

struct circle {
	bool everybody; /* and ids is empty, unless it was asked for */
	size_t count;
	int64_t *ids;      /* by name */
	int64_t *ordered;  /* the same, ascending */
};

/*
 * student: NULL when none is named. with_ids: read them even of everybody.
 * ret: release with circle_release(). Errors: WHY_GROUP_UNKNOWN.
 */
MUST_CHECK enum err_code circle_load(const struct cli *cli, const struct student_row *student,
                                     bool with_ids, struct circle *ret, struct err *err);
void circle_release(struct circle *circle);
bool circle_has(const struct circle *circle, int64_t student_id);

#endif
