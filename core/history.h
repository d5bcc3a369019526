/*
 * What was done: undo, redo and the history, across restarts.
 */
#ifndef SUIVI_CORE_HISTORY_H
#define SUIVI_CORE_HISTORY_H

#include "core/session.h"

/* Undo or redo the newest batch; ret describes it. Errors: those of db_undo(). */
MUST_CHECK enum err_code history_undo(struct session *session, struct batch_row *ret,
                                      struct err *err);
MUST_CHECK enum err_code history_redo(struct session *session, struct batch_row *ret,
                                      struct err *err);
MUST_CHECK enum err_code history_undo_batch(struct session *session,
                                            const unsigned char stamp[STAMP_SIZE],
                                            struct batch_row *ret, struct err *err);

/* Translated: « Évaluation de 0024003 3.2 », « Import de 24 étudiants (classe.csv) ». */
void history_describe(const struct batch_row *batch, char *ret, size_t size);

/* Pages of batches for the history screen, newest first. See db_batches(). */
MUST_CHECK enum err_code history_batches(struct session *session, const unsigned char *before,
                                         size_t limit, struct batch_row *ret, size_t *ret_count,
                                         struct err *err);

#endif
