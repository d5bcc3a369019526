/*
 * Who accompanies whom: people, their roles and periods; who moves between groups.
 *
 * Each writing function is one batch (see rating.h). Dates are ISO; people are
 * named as they are shown, and made when new.
 */
#ifndef SUIVI_CORE_SUPPORT_H
#define SUIVI_CORE_SUPPORT_H

#include "core/session.h"
#include "db/follow.h"

/* "tutor", "mentor" …: stable words. Errors: WHY_ROLE_UNKNOWN. Names in the language of the screen pass too. */
const char *role_code(enum support_role role);
const char *role_name(enum support_role role); /* translated, « tuteur·rice » */
MUST_CHECK enum err_code role_parse(const char *text, enum support_role *ret, struct err *err);

/*
 * A support begins. person is a name, or for SUPPORT_PEER the matricule of a
 * student; student_id and group_id as in support_row.
 *
 * since  "": today; until "": no end agreed
 * Errors: WHY_FIELD_EMPTY (no name), WHY_PERIOD_INVALID, WHY_PERIOD_OVERLAP
 * (the same person, role and side in that time), WHY_PEER_SELF,
 * WHY_STUDENT_UNKNOWN, WHY_DATE_INVALID.
 */
struct support_plan {
	enum support_role role;
	const char *person;
	int64_t student_id, group_id;
	const char *since, *until;
};
MUST_CHECK enum err_code support_add(struct session *session, const struct support_plan *plan,
                                     int64_t *ret, struct err *err);
/* Its last day; "" takes the end back. Errors: WHY_PERIOD_INVALID. */
MUST_CHECK enum err_code support_end(struct session *session, const struct support_row *row,
                                     const char *until, struct err *err);
/* It was a mistake: hide it. */
MUST_CHECK enum err_code support_remove(struct session *session, const struct support_row *row,
                                        struct err *err);
/* Is it in force on that day? */
bool support_holds(const struct support_row *row, const char *day);
/* « tuteur·rice : A. Maes (depuis 14/09/2026) » */
void support_describe(const struct support_row *row, char *ret, size_t size);

/* A field supervisor, outside the school; or staff again. */
MUST_CHECK enum err_code person_set_kind(struct session *session, const char *name,
                                         enum person_kind kind, struct err *err);

/* Move a student: out of one group (0: none) and into another (0: none) on a day. */
MUST_CHECK enum err_code group_move(struct session *session, int64_t student_id, int64_t from,
                                    int64_t to, const char *day, struct err *err);

/* A group that is still to be made: checked, with the year in force where year is NULL. */
MUST_CHECK enum err_code group_new(struct session *session, const char *code, const char *year,
                                   struct group_row *ret, struct err *err);
/*
 * Make or change a group. label NULL keeps; named: 1 its students see which
 * peer rated them, 0 they do not, -1 keeps.
 */
MUST_CHECK enum err_code group_set(struct session *session, struct group_row *row,
                                   const char *label, int named, struct err *err);
/* May this student see which peers gave levels: is one of their groups so? */
MUST_CHECK enum err_code peers_named(struct session *session, int64_t student_id, bool *ret,
                                     struct err *err);

/*
 * A list of supports: columns person, role, matricule or group, since, until
 * under names in French, English or Dutch, in any order and encoding that
 * class lists may have. One batch; a row that is there already is unchanged.
 * refused is called for each row that cannot be taken, with its line in err.
 * All rows refused: ERR_INVALID (WHY_IMPORT_ALL_REFUSED).
 */
struct support_report {
	long rows, added, unchanged, refused;
};
typedef void support_refused_fn(void *ctx, const struct err *why);
MUST_CHECK enum err_code support_import(struct session *session, const char *path, bool dry_run,
                                        support_refused_fn *refused, void *ctx,
                                        struct support_report *ret, struct err *err);

#endif
