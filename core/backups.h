/*
 * The backups of a file, in words and as a page, and one put back.
 */
#ifndef SUIVI_CORE_BACKUPS_H
#define SUIVI_CORE_BACKUPS_H

#include "core/page.h"
#include "core/seeing.h"
#include "core/session.h"

enum { MOMENT_SIZE = 32, LOSS_SIZE = 512 };

/* "before an import", of the word in backup_row.why; a word not known as it is. */
const char *backups_reason(const char *why);
/* "good", only where the journal was replayed. */
const char *backups_state(const struct backup_row *row);
/* "12/11/2026 10:40"; "?" where it is not known. */
void backups_moment(int64_t ms, char ret[MOMENT_SIZE]);

/* A number for a backup by its path, to mark a line of the page with; never 0. */
int64_t backups_id(const char *path);
/* The page, without replaying: that takes its time, and a restore does it anyway. */
MUST_CHECK enum err_code backups_page(struct session *session, struct page *ret, struct err *err);
/* The path of a backup by its number. ret: malloc'd. Errors: WHY_FILE_MISSING. */
MUST_CHECK enum err_code backups_find(
	struct session *session, int64_t id, char **ret, struct err *err);
/* What a restore would take out, as a sentence: "3 changes go, the last: …"; "" for none. */
MUST_CHECK enum err_code backups_loss(
	struct session *session, const char *path, char ret[LOSS_SIZE], struct err *err);
/* Put it back and open it; what was there is kept as a backup. As session_reopen(). */
MUST_CHECK enum err_code backups_restore(
	struct session *session, const char *path, struct err *err);

#endif
