/*
 * Private to db/: which backups stay. Reads no file and no clock.
 *
 * In order of the journal, from the newest: the last ten; one a day for
 * fourteen days and one a week for fifty-two weeks on which there are some,
 * each the newest of its day or week; and apart, the last ten made before each
 * kind of large change (import, merge, migration, repair, restore), which do
 * not count among the ten. Days are counted as they occur, not back from
 * today: a clock gone wrong takes none away.
 */
#ifndef SUIVI_DB_RETAIN_H
#define SUIVI_DB_RETAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/rows.h"

enum { RETAIN_LAST = 10, RETAIN_DAYS = 14, RETAIN_WEEKS = 52 };

/* Why a backup was made; the words stand in the names of the files. */
enum backup_kind {
	BACKUP_OPEN, /* and any word not known */
	BACKUP_IMPORT,
	BACKUP_MERGE,
	BACKUP_MIGRATION,
	BACKUP_REPAIR,
	BACKUP_RESTORE,
	BACKUP_KINDS,
};
enum backup_kind backup_kind(const char *word);

struct retained {
	bool current; /* its head is in the journal of the file: not of a line taken back */
	unsigned char head[STAMP_SIZE]; /* zeros: not known */
	int64_t day;                    /* since 1970, by the clock of whoever made it */
	enum backup_kind kind;
	bool keep; /* set by retain() */
};

/* The order of the journal, for qsort: lines taken back first, then by head. */
int retain_order(const struct retained *one, const struct retained *other);

/* Decide which of n stay. rows: in that order, the newest last. */
void retain(size_t n, struct retained *const rows[]);

#endif
