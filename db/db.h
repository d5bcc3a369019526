/*
 * All that core may see of the file. No SQLite type passes here.
 *
 * A struct db is one open file. Every write happens inside a batch, which is
 * one transaction, one step of undo and one author; TEMP triggers journal it.
 * Functions named db_NOUN_… read or write rows of one noun. Reads need no
 * batch. All return ERR_OK or fill err; ret values are written on success
 * only. Any of them can fail with ERR_IO, ERR_BUSY, ERR_NO_MEMORY or
 * WHY_FILE_DAMAGED; only other errors are listed below.
 *
 * Not thread-safe. Callbacks must not call back into a batch's begin or end.
 */
#ifndef SUIVI_DB_DB_H
#define SUIVI_DB_DB_H

#include "db/err.h"
#include "db/rows.h"

struct db;

/* What db asks of core. All borrowed for the life of the db. */
struct db_hooks {
	/* Folded text for the sort key; see core/fold.h. */
	size_t (*fold)(const char *text, size_t length, char *ret, size_t size);
	/*
	 * Bring current_level and standing up to date for one student: called
	 * before a commit, once per student whose ratings were touched, and by
	 * db_rebuild for all. Uses db_rating_each, db_level_put, db_standing_put.
	 */
	enum err_code (*derive)(struct db *db, int64_t student_id, struct err *err);
	int64_t (*now_ms)(void); /* milliseconds since 1970, UTC */
	void (*release)(void *cache); /* frees what core keeps in db_cache(); NULL is never given */
};

enum db_open_flags {
	DB_READ_ONLY = 1 << 0,
	DB_TRUSTED = 1 << 1, /* verified before and unchanged since: skip the full check */
	DB_UNMIGRATED = 1 << 2, /* leave an older format as it is, unchecked: only to copy it */
	DB_UNTOUCHED = 1 << 3, /* refuse an older format rather than migrate it */
};

/* ---- Opening ---------------------------------------------------------- */

/*
 * Make a new file, mode 0600, with the tables and nothing in them. The file
 * appears under its name only when whole. Errors: WHY_FILE_EXISTS.
 */
MUST_CHECK enum err_code db_create(const char *path, const struct db_hooks *hooks,
                                   struct db **ret, struct err *err);

/*
 * The same in memory, to try it: path is refused where db_create() would, and
 * nothing is written.
 */
MUST_CHECK enum err_code db_create_try(const char *path, const struct db_hooks *hooks,
                                       struct db **ret, struct err *err);

/*
 * Open a file, taking it as hostile: neither link nor device, header, format
 * number, exact schema. A file not opened with DB_TRUSTED and up to 16 MiB is
 * checked whole (see db_check). Older formats are migrated after a backup, even
 * when opened to read. Errors: WHY_FILE_MISSING, _NOT_REGULAR, _NOT_OURS, _NEWER,
 * _OLDER (and not ours to write), _SCHEMA, _DAMAGED, _DENIED, _BUSY.
 */
MUST_CHECK enum err_code db_open(const char *path, int flags, const struct db_hooks *hooks,
                                 struct db **ret, struct err *err);

/* A private copy in memory (demonstration, tests): durable nowhere. */
MUST_CHECK enum err_code db_open_memory(const struct db_hooks *hooks, struct db **ret,
                                        struct err *err);

void db_close(struct db *db); /* NULL is fine; an open batch is rolled back */

const char *db_path(const struct db *db); /* borrowed; "" in memory */
bool db_is_read_only(const struct db *db);

/* The oldest batch of the journal: a file and its copies share it, others do not. */
MUST_CHECK enum err_code db_birth(struct db *db, unsigned char ret[STAMP_SIZE], struct err *err);
/* Has the journal this batch? */
bool db_has_batch(struct db *db, const unsigned char stamp[STAMP_SIZE]);

/*
 * Identity of the file's content as the system sees it: device, inode, size,
 * time of change, SQLite's change counter; text to compare and keep.
 */
enum { FINGERPRINT_SIZE = 160 };
MUST_CHECK enum err_code db_fingerprint(const char *path, char ret[FINGERPRINT_SIZE],
                                        struct err *err);

/*
 * A place where core keeps what derive needs of the frameworks. Emptied
 * through hooks.release when a framework, scale, level or item changes, here
 * or elsewhere, and at close.
 */
void **db_cache(struct db *db);

/* ---- Writing ---------------------------------------------------------- */

/*
 * Begin a batch. Nests: an inner begin joins the outer batch. Checks first
 * that the file is still ours and takes the write lock (waits up to 2 s).
 *
 * action   stable word: "rate", "import-students" …; subject: what it is about
 * Errors: WHY_FILE_MOVED, WHY_FILE_REPLACED, WHY_FILE_BUSY, WHY_FILE_READ_ONLY.
 */
MUST_CHECK enum err_code db_batch_begin(struct db *db, const char *action, const char *subject,
                                        const char *author, struct err *err);
/*
 * End it: derive, commit, sync. Durable when it returns ERR_OK. A batch that
 * changed nothing leaves no trace. On error everything is rolled back.
 */
MUST_CHECK enum err_code db_batch_end(struct db *db, struct err *err);
/* The login and the machine that are kept with each batch beside who acts; "": not known. */
void db_set_place(struct db *db, const char *login, const char *machine);
/* Roll back the whole, from any depth; later ends of outer levels fail. */
void db_batch_abort(struct db *db);

/* The end of the usual pattern: commit if rc is ERR_OK, else roll back; ret: rc or the error. */
MUST_CHECK enum err_code db_batch_close(struct db *db, enum err_code rc, struct err *err);

/* Has a batch been begun? Row functions that write assert it. */
bool db_in_batch(const struct db *db);

/*
 * Do what the first batch would have to do before it can write; the file is
 * left alone. For an idle moment: the first change is then as quick as the
 * next. Returns whether there was something to do, and it is done.
 */
bool db_get_ready(struct db *db);

/* From now on the end of a batch does all its checks, then rolls back: to see what would happen. */
void db_dry_run(struct db *db, bool on);

/*
 * Read several things at one moment: what is read between the two costs one
 * look at the file instead of one each. Nests. Others cannot commit meanwhile,
 * so never wait for anything in between. A batch begun in between ends the
 * moment early; what is read after it is as it is then.
 */
void db_read_begin(struct db *db);
void db_read_end(struct db *db);

/*
 * Was every text read so far handed out, none left empty for want of memory?
 * To be asked before what was read is called done: exported, printed. Says it
 * once. Errors: WHY_NO_MEMORY.
 */
MUST_CHECK enum err_code db_read_whole(struct db *db, struct err *err);

int64_t db_saved_at(const struct db *db);     /* ms of the last commit here; 0: none yet */
uint64_t db_generation(struct db *db);        /* changes whenever the content may have: ours or others' */
/*
 * The same, and whether the file is still ours. Errors: WHY_FILE_MOVED, and
 * WHY_FILE_REPLACED: another content stands in it, without the last batch made
 * or seen here; it is neither read nor written any more.
 */
MUST_CHECK enum err_code db_look(struct db *db, uint64_t *ret, struct err *err);
uint64_t db_framework_generation(struct db *db); /* likewise, of frameworks, items, scales and levels */
bool db_foreign_change(struct db *db);        /* did another program write since the last call? */
bool db_alone(struct db *db);                 /* has nobody else written since it was opened? */
/* Called about every 1,000 steps of long work; true stops it with WHY_INTERRUPTED. */
void db_on_progress(struct db *db, bool (*stop)(void *ctx), void *ctx);

/* ---- Undo, history ---------------------------------------------------- */

/*
 * Are two authors one person? By default where they are written alike.
 * author: as the journal has it; who: the person asked for.
 */
typedef bool db_same_person_fn(void *ctx, const char *author, const char *who);
void db_set_same_person(struct db *db, db_same_person_fn *same, void *ctx);

/*
 * The newest batch of author that is not undone (redo: the newest undo of
 * theirs that was not redone, and after which they did nothing else): of what
 * they did during this opening first, else of all they ever did. What others
 * did is passed over. author NULL: anybody's, of whatever opening. A batch
 * called "init" is what the file was made with: never undone.
 * Errors: WHY_NOTHING_TO_UNDO, WHY_NOTHING_TO_REDO.
 */
MUST_CHECK enum err_code db_undo_next(
	struct db *db, const char *author, bool redo, struct batch_row *ret, struct err *err);
/*
 * Undo, or redo, that batch; ret describes what was undone. Errors: those of
 * db_undo_next(); WHY_UNDO_CHANGED_SINCE, WHY_UNDO_BUILT_ON (place and value
 * say what and by whom).
 */
MUST_CHECK enum err_code db_undo(struct db *db, const char *author, struct batch_row *ret,
                                 struct err *err);
MUST_CHECK enum err_code db_redo(struct db *db, const char *author, struct batch_row *ret,
                                 struct err *err);
/* Undo one given batch, whoever did it. Errors: as db_undo; WHY_NOTHING_TO_UNDO if undone already.
 */
MUST_CHECK enum err_code db_undo_batch(struct db *db, const unsigned char stamp[STAMP_SIZE],
                                       const char *author, struct batch_row *ret, struct err *err);

/*
 * The batch whose stamp begins with these hexadecimal digits, the case of
 * letters aside. Errors: ERR_NOT_FOUND; ret_several: more than one does, and
 * ret is one of them.
 */
MUST_CHECK enum err_code db_batch_find(struct db *db, const char *digits, struct batch_row *ret,
	bool *ret_several, struct err *err);
/* Is any change of a batch of this table? */
MUST_CHECK enum err_code db_batch_touches(struct db *db, const unsigned char stamp[STAMP_SIZE],
	const char *table, bool *ret, struct err *err);

/*
 * Batches from the newest before `before` (NULL: from the end), at most limit.
 * ret has room for limit rows; ret_count says how many were found.
 */
MUST_CHECK enum err_code db_batches(struct db *db, const unsigned char *before, size_t limit,
                                    struct batch_row *ret, size_t *ret_count, struct err *err);

/*
 * Changes, newest first. student_id 0: of everything. The row is valid during
 * the call; the callback returns false to stop.
 */
typedef bool db_history_fn(void *ctx, const struct history_row *row);
MUST_CHECK enum err_code db_history(struct db *db, int64_t student_id,
                                    const unsigned char *before, size_t limit, db_history_fn *each,
                                    void *ctx, struct err *err);
/* The changes of one batch, in order. */
MUST_CHECK enum err_code db_batch_changes(struct db *db, const unsigned char stamp[STAMP_SIZE],
                                          size_t limit, db_history_fn *each, void *ctx,
                                          struct err *err);

/* The natural key of a row, readable; "" if it is not there. */
MUST_CHECK enum err_code db_row_key(
	struct db *db, const char *table, int64_t row, char ret[3 * NAME_SIZE], struct err *err);
/* The item that a rating or a decision is about. Errors: ERR_NOT_FOUND. */
MUST_CHECK enum err_code db_row_item(
	struct db *db, const char *table, int64_t row, int64_t *ret, struct err *err);

/* ---- Care ------------------------------------------------------------- */

/*
 * Check everything: SQLite's integrity, foreign keys, value ranges, and that
 * every table equals the fold of the journal and the derived tables their
 * sources. Calls found with one readable English finding each; ret: how many.
 * repair rewrites what is derived from the journal (after a backup).
 */
MUST_CHECK enum err_code db_check(struct db *db, bool repair,
                                  void (*found)(void *ctx, const char *finding), void *ctx,
                                  long *ret, struct err *err);
/* Rebuild current_level and standing for all students, inside a batch or not. */
MUST_CHECK enum err_code db_rebuild(struct db *db, struct err *err);

/*
 * A consistent copy: temporary file beside, backup API, fsync, rename, fsync
 * of the folder, reopened and checked. Errors: WHY_BACKUP_FAILED, WHY_FILE_EXISTS
 * unless replace.
 */
MUST_CHECK enum err_code db_backup(struct db *db, const char *path, bool replace, struct err *err);
/* Whether db_backup() would find a place for it; nothing is written. */
MUST_CHECK enum err_code db_backup_try(const char *path, bool replace, struct err *err);
/*
 * A backup named after the moment, why ("open", "import" …) and the newest
 * stamp of the journal, in the folder FILE.backups beside the file, with the
 * mode and group of the file, so that a colleague can go on. Nothing where one
 * with the same stamp is there, which is the same content, or, for "open",
 * where the newest is under an hour old. What is kept: see retain.h.
 */
MUST_CHECK enum err_code db_backup_rotate(struct db *db, const char *why, struct err *err);
/*
 * The same in steps of a millisecond or so, for screens that must not wait.
 * ret: NULL when none is needed; to be ended with db_backup_stop(), which
 * leaves nothing half made. Stop it before the db is closed.
 */
struct db_backup_job;
MUST_CHECK enum err_code db_backup_begin(struct db *db, const char *why,
                                         struct db_backup_job **ret, struct err *err);
MUST_CHECK enum err_code db_backup_step(struct db_backup_job *job, bool *ret_done,
                                        struct err *err);
void db_backup_stop(struct db_backup_job *job); /* NULL is fine */
/* What a backup holds, newest first by the journal; valid during the call. */
struct backup_row {
	const char *path;
	char why[32];   /* "open", "import" … */
	int64_t at;     /* ms, by the clock of whoever made it */
	int64_t newest; /* ms: the newest change it holds; 0: not known */
	int64_t size;   /* bytes */
	long students, ratings, grades;
	bool current;        /* its newest change is in the file, too */
	bool replayed;       /* its tables are what its journal says */
	enum err_reason bad; /* why it cannot be restored; WHY_NONE: it can */
};
typedef bool db_backup_fn(void *ctx, const struct backup_row *row);
/*
 * The backups of the file at path. db: that file, NULL where it cannot be
 * opened. replay: fold the journal of each, which takes 10 µs an entry.
 */
MUST_CHECK enum err_code db_backup_each(const char *path, struct db *db,
	const struct db_hooks *hooks, bool replay, db_backup_fn *each, void *ctx, struct err *err);
/*
 * What a restore of a backup would take out of an open file: the batches that
 * are newer. ret_current false: the backup is of a line taken back, or of
 * another file, and what it lacks cannot be counted. ret_last: the newest
 * batch of the file, where any would go.
 */
MUST_CHECK enum err_code db_backup_loss(struct db *db, const char *backup, bool *ret_current,
	long *ret_batches, struct batch_row *ret_last, struct err *err);
/*
 * Replace the file at path by the checked content of backup; what was there is
 * backed up first. A backup of an older format is migrated, and checked, when
 * the file is opened next.
 */
MUST_CHECK enum err_code db_restore(const char *backup, const char *path,
                                    const struct db_hooks *hooks, struct err *err);
/* Whether it would: the backup can be read, the folder written. Nothing is. */
MUST_CHECK enum err_code db_restore_try(const char *backup, const char *path,
                                        const struct db_hooks *hooks, struct err *err);

/*
 * Take in the journal of another open file: union by stamp, then fold what was
 * touched. The same in whatever order. Errors: WHY_JOURNAL_CLASH.
 */
MUST_CHECK enum err_code db_journal_union(struct db *db, struct db *other, long *ret_new,
                                          struct err *err);

/* text as a JSON string with its quotes; NULL gives null. ret: malloc'd. Needs no file. */
MUST_CHECK enum err_code db_json_quote(const char *text, char **ret, struct err *err);

/* two JSON objects as one, the members of `over` winning; the order of `under` kept. ret: malloc'd. */
MUST_CHECK enum err_code db_json_merge(const char *under, const char *over, char **ret,
                                       struct err *err);

/* The members of `over` that `under` lacks (before "") or holds otherwise. each: false stops. */
typedef bool db_member_fn(void *ctx, const char *name, const char *before, const char *after);
MUST_CHECK enum err_code db_json_changes(const char *under, const char *over, db_member_fn *each,
                                         void *ctx, struct err *err);

/* ---- Settings of the file --------------------------------------------- */

/* ret "" when not set. */
MUST_CHECK enum err_code db_setting_get(struct db *db, const char *name, char ret[LABEL_SIZE],
                                        struct err *err);
MUST_CHECK enum err_code db_setting_put(struct db *db, const char *name, const char *value,
                                        struct err *err);

/* ---- Frameworks ------------------------------------------------------- */

/* The _put functions insert or update by natural key, inside a batch; ret_id may be NULL. */
MUST_CHECK enum err_code db_scale_put(struct db *db, const struct scale_row *row, int64_t *ret_id,
                                      struct err *err);
MUST_CHECK enum err_code db_framework_put(struct db *db, const struct framework_row *row,
                                          int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_goal_put(struct db *db, int64_t framework_id, int position,
                                     const char *text, struct err *err);
/* Hide the goals after the first `count`. */
MUST_CHECK enum err_code db_goal_trim(struct db *db, int64_t framework_id, int count,
                                      struct err *err);
/* Hide an item that a framework no longer has; one with ratings must stay. */
MUST_CHECK enum err_code db_item_hide(struct db *db, int64_t item_id, struct err *err);
MUST_CHECK enum err_code db_item_put(struct db *db, const struct item_row *row, int64_t *ret_id,
                                     struct err *err);
/* text "" hides what there is. */
MUST_CHECK enum err_code db_descriptor_put(struct db *db, int64_t item_id, int digit,
                                           const char *text, struct err *err);

typedef bool db_framework_fn(void *ctx, const struct framework_row *row);
MUST_CHECK enum err_code db_framework_each(struct db *db, db_framework_fn *each, void *ctx,
                                           struct err *err);
MUST_CHECK enum err_code db_scale_get(struct db *db, int64_t id, struct scale_row *ret,
                                      struct err *err);
/* Items in order of parent_id, position (text valid during the call). */
typedef bool db_item_fn(void *ctx, const struct item_row *row);
MUST_CHECK enum err_code db_item_each(struct db *db, int64_t framework_id, db_item_fn *each,
                                      void *ctx, struct err *err);
typedef bool db_text_fn(void *ctx, int number, const char *text);
MUST_CHECK enum err_code db_goal_each(struct db *db, int64_t framework_id, db_text_fn *each,
                                      void *ctx, struct err *err);
MUST_CHECK enum err_code db_descriptor_each(struct db *db, int64_t item_id, db_text_fn *each,
                                            void *ctx, struct err *err);
/* Is any rating given under this framework, by anybody? May read all ratings. */
MUST_CHECK enum err_code db_framework_in_use(struct db *db, int64_t framework_id, bool *ret,
                                             struct err *err);

/* ---- Students --------------------------------------------------------- */

/* Errors: ERR_NOT_FOUND WHY_STUDENT_UNKNOWN, value is the matricule. Deleted ones are not found. */
MUST_CHECK enum err_code db_student_by_matricule(struct db *db, const char *matricule,
                                                 struct student_row *ret, struct err *err);
MUST_CHECK enum err_code db_student_by_id(struct db *db, int64_t id, struct student_row *ret,
                                          struct err *err);
/* Does a hidden student hold this matricule? Is there any student, hidden or not? */
bool db_student_hidden(struct db *db, const char *matricule);
bool db_student_any(struct db *db);
/* The student's matricule, where somebody else has the same name; "" where nobody has. */
MUST_CHECK enum err_code db_student_namesake(struct db *db, int64_t id, char ret[MATRICULE_SIZE],
                                             struct err *err);
/* The ids of all students ever, hidden ones too, in the order they were entered. ret: malloc'd. */
MUST_CHECK enum err_code db_student_entered(struct db *db, int64_t **ret, size_t *ret_count,
                                            struct err *err);
/* Up to limit students with this e-mail (any case). */
MUST_CHECK enum err_code db_student_by_email(struct db *db, const char *email, size_t limit,
                                             struct student_row *ret, size_t *ret_count,
                                             struct err *err);
/* Up to limit students with this sort key (see student_sort_key in core/student.h). */
MUST_CHECK enum err_code db_student_by_key(struct db *db, const char *sort_key, size_t limit,
                                           struct student_row *ret, size_t *ret_count,
                                           struct err *err);
/*
 * Insert (row->id 0: the id is derived from the matricule, and a deleted
 * student with it comes back) or update by id. extra: JSON object or NULL;
 * keep_extra leaves what is there. Inside a batch. Errors: WHY_ID_CLASH.
 */
MUST_CHECK enum err_code db_student_put(struct db *db, const struct student_row *row,
                                        const char *extra, bool keep_extra, int64_t *ret_id,
                                        struct err *err);
/* The unknown columns of a student as a JSON object; NULL when there are none. ret: malloc'd. */
MUST_CHECK enum err_code db_student_extra(struct db *db, int64_t id, char **ret, struct err *err);
typedef bool db_extra_fn(void *ctx, const char *column, const char *value);
MUST_CHECK enum err_code db_student_extra_each(struct db *db, int64_t id, db_extra_fn *each,
                                               void *ctx, struct err *err);
/* Has anybody unknown columns, hidden students too? One pass over the students. */
MUST_CHECK enum err_code db_student_extra_any(struct db *db, bool *ret, struct err *err);
MUST_CHECK enum err_code db_student_count(struct db *db, int64_t group_id, long *ret,
                                          struct err *err);

/*
 * The same at once, however many there are: may count hidden students (taken
 * back by an undo) when it is about everybody or a group of over 2,000.
 */
MUST_CHECK enum err_code db_student_estimate(struct db *db, int64_t group_id, long *ret,
                                             struct err *err);

/*
 * Ids in an order, by keyset: the next `limit` after the position `after`
 * (initialise to zero: from the start). group_id 0: everybody.
 */
enum student_order { ORDER_NAME, ORDER_LEVEL, ORDER_SEEN, ORDER_LIST, ORDER_COUNT };
struct student_cursor {
	bool started, finished;
	int phase;                    /* private to db */
	int64_t id, number;           /* private */
	char key[SORT_KEY_SIZE];      /* private */
};
typedef bool db_roster_fn(void *ctx, int64_t id, const char *sort_key, const char *matricule);
MUST_CHECK enum err_code db_student_page(struct db *db, int64_t group_id, int64_t framework_id,
                                         enum student_order order, struct student_cursor *cursor,
                                         size_t limit, db_roster_fn *each, void *ctx,
                                         struct err *err);

/* ---- Groups, people --------------------------------------------------- */

MUST_CHECK enum err_code db_group_put(struct db *db, const struct group_row *row, int64_t *ret_id,
                                      struct err *err);
/* year "": the newest year that has this code. Errors: WHY_GROUP_UNKNOWN. */
MUST_CHECK enum err_code db_group_by_code(struct db *db, const char *code, const char *year,
                                          struct group_row *ret, struct err *err);
/* id 0 where there is none. */
MUST_CHECK enum err_code db_group_by_id(struct db *db, int64_t id, struct group_row *ret,
                                        struct err *err);
/* The first of all groups: newest year, then code. id 0: there is none. */
MUST_CHECK enum err_code db_group_first(struct db *db, struct group_row *ret, struct err *err);
typedef bool db_group_fn(void *ctx, const struct group_row *row);
MUST_CHECK enum err_code db_group_each(struct db *db, int64_t student_id, db_group_fn *each,
                                       void *ctx, struct err *err);
/* Who is in a group, in no order and in one pass however many they are; deleted students too. */
typedef bool db_student_id_fn(void *ctx, int64_t student_id);
MUST_CHECK enum err_code db_member_each(struct db *db, int64_t group_id, db_student_id_fn *each,
                                        void *ctx, struct err *err);
/* Put a student in a group at a line of its list (position < 0: keep, else after the last). */
MUST_CHECK enum err_code db_member_put(struct db *db, int64_t group_id, int64_t student_id,
                                       int position, struct err *err);

MUST_CHECK enum err_code db_person_put(struct db *db, const struct person_row *row, int64_t *ret_id,
                                       struct err *err);
/* Errors: WHY_PERSON_UNKNOWN. */
MUST_CHECK enum err_code db_person_by_name(struct db *db, const char *name, struct person_row *ret,
                                           struct err *err);
typedef bool db_person_fn(void *ctx, const struct person_row *row);
MUST_CHECK enum err_code db_person_each(struct db *db, db_person_fn *each, void *ctx,
                                        struct err *err);

/* ---- Assessments, ratings --------------------------------------------- */

/* The assessment of this kind, date and person; made if there is none. Inside a batch. */
MUST_CHECK enum err_code db_assessment_put(struct db *db, enum assessment_kind kind,
                                           const char *held_on, int64_t person_id, int64_t *ret_id,
                                           struct err *err);
/* Errors: ERR_NOT_FOUND, reason WHY_NONE, if there is none. */
MUST_CHECK enum err_code db_assessment_find(struct db *db, enum assessment_kind kind,
                                            const char *held_on, int64_t person_id,
                                            int64_t *ret_id, struct err *err);
/*
 * Give, change or clear (LEVEL_NONE) a level; a rating left without level and
 * comment is deleted. comment NULL keeps what is there, "" clears it. Inside a
 * batch. ret_before: the level there was. changed false: nothing was written.
 */
MUST_CHECK enum err_code db_rating_put(struct db *db, int64_t student_id, int64_t item_id,
                                       int64_t assessment_id, int level, const char *comment,
                                       int *ret_before, struct err *err);
/* The level given, LEVEL_NONE when there is no rating; comment malloc'd or NULL. */
MUST_CHECK enum err_code db_rating_get(struct db *db, int64_t student_id, int64_t item_id,
                                       int64_t assessment_id, int *ret_level, char **ret_comment,
                                       struct err *err);
/*
 * All ratings of a student (item_id 0: on any item), in order of item, date,
 * moment typed. comment is valid during the call, NULL when empty.
 */
typedef bool db_rating_fn(void *ctx, const struct rating_row *row, const char *comment,
                          const char *person);
MUST_CHECK enum err_code db_rating_each(struct db *db, int64_t student_id, int64_t item_id,
                                        db_rating_fn *each, void *ctx, struct err *err);
/* Levels a student received on one assessment, for a group's grid. */
typedef bool db_level_given_fn(void *ctx, int64_t item_id, int level);
MUST_CHECK enum err_code db_assessment_ratings(struct db *db, int64_t assessment_id,
                                               int64_t student_id, db_level_given_fn *each,
                                               void *ctx, struct err *err);

/* Derived tables: for the derive hook, and for the grids. */
MUST_CHECK enum err_code db_level_put(struct db *db, const struct current_row *row,
                                      struct err *err);
MUST_CHECK enum err_code db_level_remove(struct db *db, int64_t student_id, int64_t item_id,
                                         struct err *err);
MUST_CHECK enum err_code db_standing_put(struct db *db, const struct standing_row *row,
                                         struct err *err);
MUST_CHECK enum err_code db_standing_remove(struct db *db, int64_t framework_id,
                                            int64_t student_id, struct err *err);
/* Remove the standings of a student under frameworks that are hidden. */
MUST_CHECK enum err_code db_standing_sweep(struct db *db, int64_t student_id, struct err *err);
typedef bool db_level_fn(void *ctx, const struct current_row *row);
/* Of one student, in order of item id. */
MUST_CHECK enum err_code db_level_each(struct db *db, int64_t student_id, db_level_fn *each,
                                       void *ctx, struct err *err);
/* ERR_OK with mean -1 and rated 0 when there is none. */
MUST_CHECK enum err_code db_standing_get(struct db *db, int64_t framework_id, int64_t student_id,
                                         struct standing_row *ret, struct err *err);

/* ---- Bulk import ------------------------------------------------------ */

/*
 * For imports of many rows: let staging and sorting use unlinked temporary
 * files instead of memory. Outside a batch; switch it off afterwards.
 */
MUST_CHECK enum err_code db_spill(struct db *db, bool on, struct err *err);

/*
 * Inside a batch: new students in great number, in any order. They are staged,
 * then written in order of id by db_bulk_end(); where more rows come than there
 * are, indexes are dropped and built again sorted inside the transaction.
 * Students must be new (no such id), memberships too.
 */
struct db_bulk;
MUST_CHECK enum err_code db_bulk_begin(struct db *db, long expected, struct db_bulk **ret,
                                       struct err *err);
MUST_CHECK enum err_code db_bulk_student(struct db_bulk *bulk, const struct student_row *row,
                                         const char *sort_key, const char *extra, struct err *err);
MUST_CHECK enum err_code db_bulk_member(struct db_bulk *bulk, int64_t group_id, int64_t student_id,
                                        int position, struct err *err);
/* ok false abandons it (the batch must then be aborted). Frees bulk. */
MUST_CHECK enum err_code db_bulk_end(struct db_bulk *bulk, bool ok, struct err *err);
/* The id a new student with this matricule gets; a membership's likewise. */
int64_t db_student_id(const char *matricule);
int64_t db_member_id(int64_t student_id, int64_t group_id);

/*
 * Every student in order of id, for comparing a long list with the file in one
 * pass: all fields, extra as JSON or NULL, valid during the call.
 */
typedef bool db_student_scan_fn(void *ctx, const struct student_row *row, const char *extra);
MUST_CHECK enum err_code db_student_scan(struct db *db, db_student_scan_fn *each, void *ctx,
                                         struct err *err);

#endif
