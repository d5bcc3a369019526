/*
 * The agenda: meetings to come and past their date, objectives and milestones
 * due, for one person's students or everybody's.
 */
#ifndef SUIVI_CORE_AGENDA_H
#define SUIVI_CORE_AGENDA_H

#include <stdio.h>

#include "core/session.h"
#include "db/follow.h"

enum agenda_kind { AGENDA_OPEN, AGENDA_MEETING, AGENDA_OBJECTIVE, AGENDA_MILESTONE };

struct agenda_entry {
	enum agenda_kind kind;
	int64_t id; /* of the meeting, objective or thesis */
	int64_t student_id;
	char on[DATE_SIZE];
	char at[CLOCK_SIZE];
	bool late; /* its day has passed */
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
	char matricule[MATRICULE_SIZE];
	char text[LABEL_SIZE]; /* place, objective, milestone; cut */
};

struct agenda {
	size_t count;
	struct agenda_entry *entries; /* by date, those under way first */
};

/*
 * mine   only what concerns whoever acts: their meetings; objectives and
 *        milestones of the students they accompany; objectives they agreed
 * to     last day, ISO; what is late is always there
 */
MUST_CHECK enum err_code agenda_load(struct session *session, bool mine, const char *to,
                                     struct agenda *ret, struct err *err);
void agenda_release(struct agenda *agenda);

/* RFC 5545: meetings as events, the rest as all-day ones. names false: « 0024003 » instead of names. */
MUST_CHECK enum err_code agenda_write_ics(const struct agenda *agenda, FILE *file, bool names,
                                          struct err *err);

const char *agenda_kind_name(enum agenda_kind kind); /* translated */

#endif
