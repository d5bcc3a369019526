/*
 * Private to db/: the open connection and what its files share.
 */
#ifndef SUIVI_DB_CONN_H
#define SUIVI_DB_CONN_H

#include <sys/stat.h>

#include "db/stamp.h"
#include "db/stmt.h"

enum {
	FORMAT_VERSION = 4,                /* PRAGMA user_version of this program */
	APPLICATION_ID = 0x53756976,       /* "Suiv" */
	BUSY_TIMEOUT_MS = 2000,
};

/* Derived rows compared while checking; see check.c. */
struct db_verify {
	long levels, standings; /* rows derived */
	long wrong;             /* of them, differing from what the tables hold */
};

struct db {
	sqlite3 *handle;
	struct db_hooks hooks;
	char *path;              /* absolute; "" in memory */
	bool read_only;
	bool ready_to_write;     /* triggers are there */
	int depth;               /* of nested batches */
	int reading;             /* of nested db_read_begin() */
	bool read_open;          /* its transaction is still there */
	bool dry_run;            /* batches end by rolling back; see db_dry_run() */
	bool unjournaled;        /* the triggers do nothing: bulk, repair, merge */
	bool doomed;             /* an inner level failed: the outer cannot commit */
	struct stamp_clock clock;
	unsigned char batch[STAMP_SIZE]; /* stamp of the running batch's head */
	unsigned char undoes[STAMP_SIZE]; /* head it undoes */
	bool is_undo;            /* undoes is set */
	char action[CODE_SIZE];
	char subject[LABEL_SIZE];
	char author[NAME_SIZE];
	char login[LOGIN_SIZE], machine[LOGIN_SIZE]; /* db_set_place() */
	int64_t batch_at;                            /* wall time of the running batch */
	db_same_person_fn *same_person;
	void *same_person_ctx;
	long batch_entries;      /* journal entries written by the running batch; -1: commit without a head */
	int64_t saved_at;
	uint64_t generation;
	uint64_t framework_generation;
	int64_t data_version;    /* PRAGMA data_version last seen */
	bool foreign_change;
	bool foreign_ever;       /* likewise, since the opening */
	struct stat seen;        /* the file when last looked at; see outside.h */
	int spills;              /* pages written early until then */
	unsigned char last_batch[STAMP_SIZE]; /* made or seen here: stays in the journal */
	bool has_batch;
	enum err_reason lost; /* the file is another: neither read nor written; WHY_NONE: ours */
	bool lacking; /* a text was not handed out for want of memory; see db_read_whole() */
	bool (*stop)(void *ctx);
	void *stop_ctx;
	void *cache;             /* core's, see db_cache() */
	struct db_verify *verify; /* db_level_put and _standing_put compare instead of writing */
	struct stmt statements[STMT_COUNT];
};

/* What the system answered last when it failed to read or write the file itself; 0: it never did.
 */
int db_last_errno(sqlite3 *handle);
/* What SQLite's result code means; handle may be NULL. */
enum err_reason db_reason(sqlite3 *handle, int code);
/* SQLite's result code as an err, with the path as its place. */
enum err_code db_error(struct db *db, int code, struct err *err);
/* Name what clashes, where rc is of a clash of ids; noun is a word of the schema. ret: rc. */
enum err_code db_clash(enum err_code rc, const char *noun, const char *key, struct err *err);
/* Run SQL text of our own making (never with a value in it). */
MUST_CHECK enum err_code db_exec(struct db *db, const char *sql, struct err *err);
/* One integer from SQL of our own making, such as a pragma. */
MUST_CHECK enum err_code db_exec_int(struct db *db, const char *sql, int64_t *ret,
                                     struct err *err);
/* Switch the journaling triggers off (bulk, repair, merge) or on. */
void db_triggers(struct db *db, bool on);
/* A connection on path with our pragmas; flags are SQLite's. No check of what is in it. */
MUST_CHECK enum err_code db_connect(const char *path, int flags, const struct db_hooks *hooks,
                                    struct db **ret, struct err *err);
/* Release the prepared statements, so that the schema may change. */
void db_finalize(struct db *db);
/* A row of current_level, of a statement that returns its columns in their order. */
void level_read(struct stmt *st, struct current_row *ret);

#endif
