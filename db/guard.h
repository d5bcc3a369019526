/*
 * Private to db/: a file that is opened is hostile until shown otherwise.
 */
#ifndef SUIVI_DB_GUARD_H
#define SUIVI_DB_GUARD_H

#include <sys/types.h>

#include "db/db.h"

/* Up to this size a file that changed outside suivi is checked whole at opening. */
#define GUARD_CHECK_MAX ((off_t)16 * 1024 * 1024)

struct guard_file {
	off_t size;
	bool writable;
};

/*
 * Before SQLite sees it: an ordinary file, no link, with SQLite's header in
 * rollback mode. Errors: WHY_FILE_MISSING, _NOT_REGULAR, _NOT_OURS, _DENIED.
 */
MUST_CHECK enum err_code guard_before(const char *path, struct guard_file *ret, struct err *err);

/* Our application id, and a format we know. Errors: WHY_FILE_NOT_OURS, _NEWER. */
MUST_CHECK enum err_code guard_version(struct db *db, int64_t *ret, struct err *err);

/* The very tables and indexes of that format: no more, no less, no trigger, no view. */
MUST_CHECK enum err_code guard_schema(struct db *db, int64_t version, struct err *err);

#endif
