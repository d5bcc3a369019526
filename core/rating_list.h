/*
 * All that a student was given under a framework, in order of the tree, then
 * of date and moment: what explanations, comparisons and fiches are made from.
 */
#ifndef SUIVI_CORE_RATING_LIST_H
#define SUIVI_CORE_RATING_LIST_H

#include "core/level.h"
#include "core/session.h"

enum rating_source { SOURCE_STAFF, SOURCE_FIELD, SOURCE_SELF, SOURCE_PEER, SOURCE_JURY, SOURCE_COUNT };

struct rating_entry {
	size_t leaf; /* index of the leaf, see framework.h */
	enum rating_source source;
	enum assessment_kind kind;
	int level; /* LEVEL_NOT_OBSERVED or 1..6; LEVEL_NONE: a comment alone */
	char held_on[DATE_SIZE];
	int64_t peer_id;
	char *person;  /* owned; "" */
	char *comment; /* owned; "" */
};

struct rating_list {
	const struct framework *framework; /* borrowed */
	size_t count;
	struct rating_entry *entries;
};

MUST_CHECK enum err_code rating_list_load(struct session *session,
                                          const struct framework *framework, int64_t student_id,
                                          struct rating_list *ret, struct err *err);
void rating_list_release(struct rating_list *list);

const char *source_name(enum rating_source source); /* translated */

/*
 * The current value of each leaf by a rule, from entries dated up to day (NULL:
 * all) of sources that count: staff, field and jury. values: leaf_count, -1 none.
 */
void rating_list_values(const struct rating_list *list, enum level_rule rule, const char *day,
                        int values[]);
/* Of how many ratings that have a level each value is made. counts: leaf_count. */
void rating_list_counts(const struct rating_list *list, int counts[]);
/*
 * The newest level of a source on a leaf, LEVEL_NONE without one. Peers: the
 * mean, in ret_hundredths. ret_count: of how many it is made; NULL: unwanted.
 */
int rating_list_newest(const struct rating_list *list, size_t leaf, enum rating_source source,
                       int *ret_hundredths, int *ret_count);

#endif
