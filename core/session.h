/*
 * A session: an open file, who acts in it, and the framework being followed.
 *
 * The screens and the verbs hold one and pass it to every noun of core. It
 * owns the struct db and the frameworks read from it; pointers to frameworks
 * stay valid until session_refresh() or framework_import() finds one changed.
 */
#ifndef SUIVI_CORE_SESSION_H
#define SUIVI_CORE_SESSION_H

#include "core/framework.h"
#include "db/db.h"

enum session_flags {
	SESSION_READ_ONLY = 1 << 0,
	SESSION_CREATE = 1 << 1, /* no file there: make one with the shipped frameworks */
	SESSION_BACKUP = 1 << 2, /* the rotating backup of an opening, at once */
	SESSION_UNCHECKED = 1 << 3, /* take a damaged file too (DB_TRUSTED): for check and repair */
	SESSION_UNTOUCHED = 1 << 5, /* refuse a file that would have to be migrated (DB_UNTOUCHED) */
	SESSION_REMEMBER = 1 << 4, /* who acts now acts the next time too, unless said otherwise */
};

struct student_numbers;

struct session {
	struct db *db;
	char author[NAME_SIZE];   /* who acts: --as, else who is remembered, else the system user */
	int64_t person_id;        /* the same as a person of the file; 0: not one */
	bool author_new;          /* that name was asked for, and nobody had it yet */
	int64_t ahead_at; /* the last change is dated then, a day or more ahead of the clock; 0: it
			     is not */
	struct framework_list frameworks;
	uint64_t seen_generation; /* of db at the last refresh */
	uint64_t framework_generation; /* likewise, of what frameworks was read from */
	struct student_numbers *numbers; /* owned; see student_name.h; NULL: not needed yet */
	bool demo;                /* a throw-away copy */
	bool unchecked;           /* opened damaged or not: its closing proves nothing */
};

/*
 * path      the file; NULL: $SUIVI_DB, else $XDG_DATA_HOME/suivi/suivi.db
 * as        name of a person, NULL: the remembered one, else the system user
 * ret       malloc'd, to be closed with session_close()
 * Errors: those of db_open(); WHY_PERSON_UNKNOWN is none: an unknown name acts
 * under that name.
 */
MUST_CHECK enum err_code session_open(const char *path, int flags, const char *as,
                                      struct session **ret, struct err *err);

/*
 * Make a file. frameworks: n codes of shipped frameworks or paths of framework
 * files; n 0: all that are shipped. year "2026-2027"; NULL: the current one,
 * beginning in September. Errors: WHY_FILE_EXISTS; those of framework_import().
 */
MUST_CHECK enum err_code session_init(const char *path, size_t n, const char *const frameworks[],
                                      const char *year, const char *as, struct session **ret,
                                      struct err *err);

/* The same on a file in memory: all is done and refused as there, and nothing written. */
MUST_CHECK enum err_code session_init_try(const char *path, size_t n,
                                          const char *const frameworks[], const char *year,
                                          const char *as, struct session **ret,
                                          struct err *err);

/* The demonstration class, on a private temporary file removed at close. */
MUST_CHECK enum err_code session_demo(const char *as, struct session **ret, struct err *err);

void session_close(struct session *session); /* NULL is fine */

/* Put a backup in place of the file at path; see db_restore(). No session may be open on it. */
MUST_CHECK enum err_code session_restore(const char *backup, const char *path, struct err *err);

/* Whether session_restore() would; see db_restore_try(). */
/* What core gives to every open file; static. */
const struct db_hooks *session_hooks(void);
/*
 * The backups of a file, each replayed; path NULL: the usual place. session: of
 * that file; NULL where it cannot be opened. See db_backup_each().
 */
MUST_CHECK enum err_code session_backups(
	const char *path, struct session *session, db_backup_fn *each, void *ctx, struct err *err);
MUST_CHECK enum err_code session_restore_try(const char *backup, const char *path,
                                             struct err *err);

/* The default path: malloc'd. */
MUST_CHECK enum err_code session_default_path(char **ret, struct err *err);

/*
 * Act as somebody else from now on; made a person of the file when first
 * writing. A name that the file knows in another spelling is that person (see
 * who.h). Errors: WHY_PERSON_UNSURE (place: who it may be; the same name with
 * = before it is somebody else).
 */
MUST_CHECK enum err_code session_act_as(struct session *session, const char *name,
                                        struct err *err);

/*
 * Re-read what the session caches if the file changed (our edits, our undo,
 * another program). ret: true when anything may have; views then read again.
 * Pointers to frameworks stay valid where no framework changed.
 */
MUST_CHECK enum err_code session_refresh(struct session *session, bool *ret, struct err *err);

/* The academic year of the file, "2026-2027". */
MUST_CHECK enum err_code session_year(struct session *session, char ret[YEAR_SIZE],
                                      struct err *err);

/*
 * Open what stands under the name of the file now, where db_look() says that
 * it is another. Pointers to frameworks and ids of rows end with it. On error
 * the session is as before and can only be closed. Errors: those of db_open().
 */
MUST_CHECK enum err_code session_reopen(struct session *session, struct err *err);

/* "2026-2027", and nothing else? */
bool year_is_valid(const char *text);
/* The year an ISO date falls in, beginning in September. */
void year_of(const char *iso_date, char ret[YEAR_SIZE]);

#endif
