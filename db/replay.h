/*
 * Private to db/: folding the journal back into rows. See journal.h for the rule.
 */
#ifndef SUIVI_DB_REPLAY_H
#define SUIVI_DB_REPLAY_H

#include "db/trigger.h"

struct replay;

/* For table i (0..TABLE_COUNT-1): holds prepared statements. */
MUST_CHECK enum err_code replay_new(struct db *db, int i, struct replay **ret, struct err *err);
void replay_free(struct replay *replay);

enum replay_result {
	REPLAY_SAME,
	REPLAY_ABSENT,  /* the journal has the row, the table has not */
	REPLAY_DIFFERS, /* ret_column says where */
	REPLAY_UNKNOWN, /* the journal has no such row: nothing to fold */
};

/* Compare the row with its fold. ret_column: first column that differs. */
MUST_CHECK enum err_code replay_compare(struct replay *replay, int64_t row,
                                        enum replay_result *ret, const char **ret_column,
                                        struct err *err);
/* Write the fold into the table. Inside a transaction, triggers off. */
MUST_CHECK enum err_code replay_write(struct replay *replay, int64_t row, struct err *err);

/* Every row the journal has in this table, in order of id. */
typedef enum err_code replay_row_fn(void *ctx, int64_t row, struct err *err);
MUST_CHECK enum err_code replay_each(struct replay *replay, replay_row_fn *each, void *ctx,
                                     struct err *err);
/* Every row of the table the journal does not have. */
MUST_CHECK enum err_code replay_strays(struct replay *replay, replay_row_fn *each, void *ctx,
                                       struct err *err);

#endif
