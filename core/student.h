/*
 * Students, the groups they are in, and the people who follow them.
 */
#ifndef SUIVI_CORE_STUDENT_H
#define SUIVI_CORE_STUDENT_H

#include "core/session.h"

/*
 * The order of names everywhere: folded last name, U+0001, folded first name,
 * each cut at NAME_SIZE - 1 bytes (a few letters grow when folded).
 */
void student_sort_key(const char *last_name, const char *first_name, char ret[SORT_KEY_SIZE]);

/* Errors: WHY_STUDENT_UNKNOWN. */
MUST_CHECK enum err_code student_find(struct session *session, const char *matricule,
                                      struct student_row *ret, struct err *err);

/*
 * The student of this matricule, or whose names these are, in one cell and in any
 * order. Errors: those of student_find(); WHY_ROW_HOMONYMS.
 */
MUST_CHECK enum err_code student_find_named(
	struct session *session, const char *text, struct student_row *ret, struct err *err);

/* Everything show and the detail box need; release with student_file_release(). */
struct student_file {
	struct student_row row;
	size_t group_count;
	struct group_row *groups;
	size_t level_count;
	struct current_row *levels; /* in order of framework, item */
};
MUST_CHECK enum err_code student_file_load(struct session *session, int64_t id,
                                           struct student_file *ret, struct err *err);
void student_file_release(struct student_file *file);

MUST_CHECK enum err_code group_find(struct session *session, const char *code, const char *year,
                                    struct group_row *ret, struct err *err);
/* The first of them all; id 0: there is none. */
MUST_CHECK enum err_code group_first(struct session *session, struct group_row *ret,
                                     struct err *err);
/* All groups, newest year first, then code. ret: malloc'd. */
MUST_CHECK enum err_code group_list(struct session *session, struct group_row **ret,
                                    size_t *ret_count, struct err *err);
/* The academic year a list of this group's students is about; group_id 0: the year of the file. */
MUST_CHECK enum err_code group_year(struct session *session, int64_t group_id,
                                    char ret[YEAR_SIZE], struct err *err);
MUST_CHECK enum err_code person_list(struct session *session, struct person_row **ret,
                                     size_t *ret_count, struct err *err);
/* The person of this name, made if there is none. Inside a batch or not. */
MUST_CHECK enum err_code person_put(struct session *session, const char *name, int64_t *ret,
                                    struct err *err);

#endif
