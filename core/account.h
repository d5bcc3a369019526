/*
 * The written account of a meeting (compte rendu): what was discussed, levels
 * before and after, objectives, the next date, room for two signatures.
 *
 * It is made for the student and for others: an observation marked
 * confidential is in no account, whatever its form.
 */
#ifndef SUIVI_CORE_ACCOUNT_H
#define SUIVI_CORE_ACCOUNT_H

#include "core/page.h"
#include "core/session.h"

/*
 * anonymous  leave out who the student is: names are hidden on the screen
 * ret        released with page_release()
 * Errors: WHY_NOTHING_KNOWN_AS.
 */
MUST_CHECK enum err_code account_build(struct session *session, int64_t meeting_id,
                                       bool anonymous, struct page *ret, struct err *err);

#endif
