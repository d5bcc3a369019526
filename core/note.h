/*
 * What is noted and agreed: observations, objectives, evidence.
 *
 * Each writing function is one batch. Texts are cleaned; line ends stay.
 */
#ifndef SUIVI_CORE_NOTE_H
#define SUIVI_CORE_NOTE_H

#include "core/session.h"
#include "db/follow.h"

/*
 * row: student, item, meeting, text, confidential; the person is whoever acts,
 * the date today where written_on is "". id 0 adds, else changes.
 * Errors: WHY_FIELD_EMPTY, WHY_TEXT_TOO_LONG, WHY_DATE_INVALID.
 */
MUST_CHECK enum err_code observation_put(struct session *session,
                                         const struct observation_row *row, int64_t *ret,
                                         struct err *err);

const char *objective_state_code(enum objective_state state);
const char *objective_state_name(enum objective_state state); /* translated */
MUST_CHECK enum err_code objective_state_parse(const char *text, enum objective_state *ret,
                                               struct err *err);

/*
 * row: student, item, meeting, text, due_on; id 0 adds (today, open), else
 * changes text, item, due_on. Errors: as above, WHY_DATE_PAST for a date due
 * before the day it was agreed.
 */
MUST_CHECK enum err_code objective_put(struct session *session, const struct objective_row *row,
                                       int64_t *ret, struct err *err);
/*
 * What became of it, today or in a meeting (0: none). CARRIED: it goes on as a
 * new objective due on due_on ("": no date), agreed in that meeting. OPEN takes
 * a settlement back. Settled anew, what it was carried on as goes while open.
 */
MUST_CHECK enum err_code objective_settle(struct session *session,
                                          const struct objective_row *row,
                                          enum objective_state state, int64_t meeting_id,
                                          const char *due_on, struct err *err);
MUST_CHECK enum err_code objective_remove(struct session *session,
                                          const struct objective_row *row, struct err *err);

/* row: student, title, place, made_on ("": today); id 0 adds. */
MUST_CHECK enum err_code evidence_put(struct session *session, const struct evidence_row *row,
                                      int64_t *ret, struct err *err);

/*
 * Link an owner (see link_row) to "3.2", or to "F2", the second purpose of the
 * framework; remove takes the link away. Errors: WHY_LINK_END, WHY_ITEM_UNKNOWN.
 */
MUST_CHECK enum err_code link_set(struct session *session, const struct link_row *owner,
                                  const char *end, bool remove, struct err *err);

/*
 * Make an owner's links those of a text, "3.2 F1"; the others go, of whatever
 * framework they are. One batch. Errors: as link_set().
 */
MUST_CHECK enum err_code link_replace(struct session *session, const struct link_row *owner,
                                      const char *text, struct err *err);

/* A text cleaned line by line into ret of size bytes. field: what it is, for the error. */
MUST_CHECK enum err_code note_clean(const char *text, const char *field, bool needed, char *ret,
                                    size_t size, struct err *err);
/* A person as an id: of whoever acts; made if there is none. Inside a batch. */
MUST_CHECK enum err_code note_author(struct session *session, int64_t *ret, struct err *err);
/* An ISO date; "" passes. Errors: WHY_DATE_INVALID. */
MUST_CHECK enum err_code note_date(const char *date, struct err *err);
/* A first and a last day; "" on either side is no bound. Errors: as above, WHY_PERIOD_INVALID. */
MUST_CHECK enum err_code note_period(const char *first, const char *last, struct err *err);

#endif
