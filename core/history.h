/*
 * What was done: undo, redo and the history, across restarts.
 */
#ifndef SUIVI_CORE_HISTORY_H
#define SUIVI_CORE_HISTORY_H

#include "core/session.h"

/*
 * Undo or redo the newest change of one's own: of this session first, then of
 * this person whenever. ret describes it. Errors: those of db_undo();
 * WHY_UNDO_NOT_YOURS, _REDO_NOT_YOURS (place and value say what the newest is,
 * and whose); those of grade_may_undo().
 */
MUST_CHECK enum err_code history_undo(struct session *session, struct batch_row *ret,
                                      struct err *err);
MUST_CHECK enum err_code history_redo(struct session *session, struct batch_row *ret,
                                      struct err *err);
/* "30/11/2026 10:42", as people here write it. */
void history_moment(int64_t at, char ret[48]);
/*
 * The last change of the file is dated a day or more ahead of the clock, which
 * is said at opening; false: it is not, and err is as it was.
 */
bool history_is_ahead(const struct session *session, struct err *err);

/* Is it one's own, to be undone without a question? */
bool history_is_own(const struct session *session, const struct batch_row *batch);
/* Translated: “Take back what … did: … (30/11/2026 10:42)?”, which is asked for somebody else's. */
void history_question(const struct batch_row *batch, const char *what, char *ret, size_t size);
/* The newest change of a person that is not undone. Errors: WHY_NOTHING_TO_UNDO. */
MUST_CHECK enum err_code history_newest_of(
	struct session *session, const char *person, struct batch_row *ret, struct err *err);
/* The batch whose stamp begins with these hexadecimal digits. Errors: WHY_BATCH_UNKNOWN. */
MUST_CHECK enum err_code history_find(
	struct session *session, const char *digits, struct batch_row *ret, struct err *err);
/* Undo that batch, whoever did it: what is somebody else's was asked about before. */
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
