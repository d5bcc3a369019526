/*
 * Private to db/: what others do to the file under us.
 *
 * Another suivi adds to the journal; cp, a synchronising program or a restore
 * put another content into the same file, unseen by SQLite where the new
 * header happens to say the same as the old one. So the file is looked at as
 * the system sees it, and after any change from outside the last batch made
 * or seen here must still be in its journal. Else the file is lost to this
 * connection: it neither reads nor writes it any more.
 */
#ifndef SUIVI_DB_OUTSIDE_H
#define SUIVI_DB_OUTSIDE_H

#include "db/conn.h"

/* Opened: what is in the file now is what must stay in it. */
MUST_CHECK enum err_code outside_start(struct db *db, struct err *err);
/* We changed the file, as its batch says; stamp NULL: by no batch. */
void outside_remember(struct db *db, const unsigned char *stamp);
/*
 * Is the file another than when last looked at? What SQLite keeps of it is
 * then dropped. Not inside a transaction.
 */
bool outside_changed(struct db *db);
/* After a change: is our last batch still there? Errors: WHY_FILE_REPLACED, _MOVED. */
MUST_CHECK enum err_code outside_verify(struct db *db, struct err *err);
/* The error of a file that is lost; ERR_OK where it is not. */
MUST_CHECK enum err_code outside_lost(struct db *db, struct err *err);
/* Before a commit: did anybody touch the file since the transaction began? */
MUST_CHECK enum err_code outside_untouched(struct db *db, struct err *err);

#endif
