/*
 * Rating: the act everything else is built around.
 *
 * Each function is one batch: journaled, durable when it returns ERR_OK,
 * undone as one. Occasions (assessments) are made when first used.
 */
#ifndef SUIVI_CORE_RATING_H
#define SUIVI_CORE_RATING_H

#include "core/session.h"

/* On which occasion: the kind, date and person the next ratings get. */
struct occasion {
	enum assessment_kind kind;
	char held_on[DATE_SIZE];
	char person[NAME_SIZE]; /* "": nobody named */
};

/* Today's meeting by whoever acts. */
void occasion_today(const struct session *session, struct occasion *ret);

/* "meeting", "internship" …: stable words for files and options. Errors: WHY_KIND_UNKNOWN. */
const char *kind_code(enum assessment_kind kind);
MUST_CHECK enum err_code kind_parse(const char *text, enum assessment_kind *ret, struct err *err);
const char *kind_name(enum assessment_kind kind); /* translated, « entretien » */

/*
 * level        LEVEL_NONE clears, LEVEL_NOT_OBSERVED, or a digit of the scale
 * comment      NULL keeps, "" clears
 * ret_before   the level there was on this occasion; may be NULL
 * Errors: WHY_ITEM_NOT_RATED, WHY_LEVEL_OUT_OF_SCALE, WHY_TEXT_TOO_LONG.
 */
MUST_CHECK enum err_code rating_set(struct session *session, const struct framework *framework,
                                    size_t item, int64_t student_id,
                                    const struct occasion *occasion, int level,
                                    const char *comment, int *ret_before, struct err *err);

/* What stands on an occasion: the level and comment (malloc'd, NULL: none); made nowhere. */
MUST_CHECK enum err_code rating_get(struct session *session, const struct framework *framework,
                                    size_t item, int64_t student_id,
                                    const struct occasion *occasion, int *ret_level,
                                    char **ret_comment, struct err *err);

/* The assessment of an occasion, made with its person if there is none. Inside a batch. */
MUST_CHECK enum err_code occasion_find(struct session *session, const struct occasion *occasion,
                                       int64_t *ret, struct err *err);

/* Only the comment; the level stays. */
MUST_CHECK enum err_code rating_comment(struct session *session, const struct framework *framework,
                                        size_t item, int64_t student_id,
                                        const struct occasion *occasion, const char *comment,
                                        struct err *err);

/*
 * Give one level to every empty cell of students × items on one occasion: a
 * cell that has a level or "not observed" there stays. One batch.
 * ret  cells written
 */
MUST_CHECK enum err_code rating_fill(struct session *session, const struct framework *framework,
                                     size_t item_count, const size_t items[], size_t student_count,
                                     const int64_t students[], const struct occasion *occasion,
                                     int level, long *ret, struct err *err);

/*
 * What that would do to the current levels of the cells it writes: go up, down,
 * stay, or be the first. Nothing is written.
 */
struct fill_effect {
	long cells, up, down, same, first;
};
MUST_CHECK enum err_code rating_fill_effect(struct session *session,
	const struct framework *framework, size_t item_count, const size_t items[],
	size_t student_count, const int64_t students[], const struct occasion *occasion, int level,
	struct fill_effect *ret, struct err *err);

#endif
