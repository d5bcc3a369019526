/*
 * Frameworks in memory: the items in tree order with their scale.
 *
 * items[] is in preorder, so that a subtree is a run: the descendants of i are
 * i + 1 .. i + items[i].descendants. Leaves are what is rated. leaf_index
 * numbers the leaves from 0 in the same order.
 */
#ifndef SUIVI_CORE_FRAMEWORK_H
#define SUIVI_CORE_FRAMEWORK_H

#include "db/db.h"

struct item {
	struct item_row row;
	size_t parent;      /* index; (size_t)-1: a root */
	int depth;          /* 0: a root */
	size_t descendants;
	size_t leaf_index;  /* (size_t)-1: not a leaf */
	size_t leaf_count;  /* leaves under it, itself included */
};

struct framework {
	struct framework_row row;
	struct scale_row scale;
	size_t item_count;
	struct item *items;
	size_t leaf_count;
	size_t *leaves;     /* item indices of the leaves, in order */
};

struct framework_list {
	size_t count;
	struct framework *frameworks; /* in order of position, code, version (newest last) */
};

struct session;

/* Read all frameworks with their items. Release with framework_list_release(). */
MUST_CHECK enum err_code framework_list_load(struct db *db, struct framework_list *ret,
                                             struct err *err);
void framework_list_release(struct framework_list *list);
/* Do both hold the same frameworks, word for word? */
bool framework_list_same(const struct framework_list *a, const struct framework_list *b);

/*
 * The same list, read once and kept with the file until a framework changes.
 * ret: borrowed, valid until the next write or session_refresh().
 */
MUST_CHECK enum err_code framework_cache(struct db *db, const struct framework_list **ret,
                                         struct err *err);
/* The release hook of db_hooks. */
void framework_cache_release(void *cache);

/* The newest version with this code where version is NULL or "" (2.10 after 2.9). NULL: none. */
const struct framework *framework_find(const struct framework_list *list, const char *code,
                                       const char *version);
/* By the name framework_name() gives, "ARES-075" or "ARES-075@2018". NULL: none. */
const struct framework *framework_named(const struct framework_list *list, const char *name);
const struct framework *framework_by_id(const struct framework_list *list, int64_t id);

/* What tells it from the others, as --framework takes it: "ARES-075", "ARES-075@2018" where needed. */
enum { FRAMEWORK_NAME_SIZE = 2 * CODE_SIZE };
void framework_name(const struct framework_list *list, const struct framework *framework,
                    char ret[FRAMEWORK_NAME_SIZE]);

/* "C3.2": how a code is shown to people; one that begins with a letter stays as it is. */
void framework_shown_code(const char *code, char ret[CODE_SIZE + 8]);
/* "C3.2 Maîtriser les théories" */
void framework_item_name(const struct item *item, char *ret, size_t size);

/* Index in items of an item by id or code, also as shown; (size_t)-1 if there is none. */
size_t framework_item_by_id(const struct framework *framework, int64_t item_id);
size_t framework_item_by_code(const struct framework *framework, const char *code);

/*
 * Resolve ITEM of the command line: "3.2", "ARES-075:3.2", "ARES-075@2018:3.2".
 * Errors: WHY_ITEM_UNKNOWN, WHY_ITEM_AMBIGUOUS (place: a qualified form).
 */
MUST_CHECK enum err_code framework_resolve(const struct framework_list *list, const char *text,
                                           const struct framework **ret, size_t *ret_item,
                                           struct err *err);

/* A level by digit, short or full name, or the words for "not observed" (NO). Errors: WHY_LEVEL_OUT_OF_SCALE. */
MUST_CHECK enum err_code framework_level(const struct framework *framework, const char *text,
                                         int *ret, struct err *err);

/* Name of a level: from the scale, or the translated "not observed"/"" ; borrowed. */
const char *framework_level_name(const struct framework *framework, int level);

/*
 * Import a framework file or a shipped one by code into the file, one batch.
 * The version becomes what the file says; items it no longer has are hidden.
 * A version that has ratings is not rewritten: changed sentences and items gone
 * then need a new version (refused by WHY_FRAMEWORK_IN_USE naming the line).
 */
enum { FRAMEWORK_SAID_MAX = 8 };
struct framework_report {
	char code[CODE_SIZE], version[CODE_SIZE];
	long items, added, changed, unchanged;
	size_t left_count;
	struct err
		left[FRAMEWORK_SAID_MAX]; /* what the file says and is not kept, each kind once */
};
MUST_CHECK enum err_code framework_import(struct session *session, const char *path,
                                          bool dry_run, struct framework_report *ret,
                                          struct err *err);
/* Errors: WHY_FRAMEWORK_UNKNOWN when none with this code is shipped. */
MUST_CHECK enum err_code framework_import_shipped(struct session *session, const char *code,
                                                  bool dry_run, struct framework_report *ret,
                                                  struct err *err);
/* Every shipped framework, in the order of their names. */
MUST_CHECK enum err_code framework_import_all_shipped(struct session *session, struct err *err);

#endif
