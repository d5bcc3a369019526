/*
 * Grids: what the evaluation pane shows, read for one student or one group.
 */
#ifndef SUIVI_CORE_GRID_H
#define SUIVI_CORE_GRID_H

#include "core/rating.h"

struct grid_cell {
	signed char level; /* LEVEL_NONE, LEVEL_NOT_OBSERVED, 1..6 */
	bool commented;
	bool staff;        /* false: self or peer */
};

/* One student: leaves of a framework × occasions, oldest first. */
struct student_grid {
	const struct framework *framework; /* borrowed from the session */
	int64_t student_id;
	size_t column_count;
	struct assessment_row *columns;
	struct grid_cell *cells;           /* [leaf_index * column_count + column] */
	struct current_row *current;       /* per leaf; count 0 and value -1: none, seen_on "" */
	int *values;                       /* per leaf: hundredths, -1: none (for level_item_mean) */
};
MUST_CHECK enum err_code student_grid_load(struct session *session,
                                           const struct framework *framework, int64_t student_id,
                                           struct student_grid *ret, struct err *err);
void student_grid_release(struct student_grid *grid);

/* What each level means for an item, in order of digit; text valid during the call. */
MUST_CHECK enum err_code grid_descriptors(struct session *session, int64_t item_id,
                                          db_text_fn *each, void *ctx, struct err *err);

/* The newest comments on an item, newest first, for the detail box. Texts owned. */
struct grid_note {
	struct assessment_row assessment;
	int level;
	char *comment;
};
MUST_CHECK enum err_code grid_notes(struct session *session, int64_t student_id, int64_t item_id,
                                    size_t limit, struct grid_note *ret, size_t *ret_count,
                                    struct err *err);
void grid_notes_release(struct grid_note *notes, size_t count);

/* A group: students × the leaves under one item. */
struct group_grid {
	const struct framework *framework;
	size_t leaf_count;
	size_t *leaves;            /* item indices */
	size_t student_count;
	int64_t *students;         /* borrowed order: as given */
	struct current_row *current; /* [student * leaf_count + leaf] */
	signed char *today;        /* level on the current occasion, likewise */
};
/*
 * Read rows [0, n) for the given students; only those on screen need be asked
 * for. item (size_t)-1: all leaves of the framework.
 */
MUST_CHECK enum err_code group_grid_load(struct session *session,
                                         const struct framework *framework, size_t item, size_t n,
                                         const int64_t students[], const struct occasion *occasion,
                                         struct group_grid *ret, struct err *err);
void group_grid_release(struct group_grid *grid);

#endif
