/* Private to db/: the whole check, as db_open uses it. See db_check in db.h. */
#ifndef SUIVI_DB_CHECK_H
#define SUIVI_DB_CHECK_H

#include "db/db.h"

/* Refuse the file if anything in it is not as it must be. Errors: WHY_FILE_DAMAGED. */
MUST_CHECK enum err_code check_whole(struct db *db, struct err *err);

#endif
