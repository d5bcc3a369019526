/*
 * Framework files read into a draft: ours (docs/framework-csv.md), Moodle's, and
 * tables with a column per depth of the tree.
 *
 * A draft is whole and sound: items in preorder, every parent before its
 * children, no cycle, no orphan, no code twice, 2 to 6 levels. Whatever is
 * wrong with a file is refused by its line.
 */
#ifndef SUIVI_CORE_FRAMEWORK_FILE_H
#define SUIVI_CORE_FRAMEWORK_FILE_H

#include "db/db.h"

struct draft_descriptor {
	long line;
	int digit;
	char *text;
};

struct draft_item {
	long line;
	size_t parent; /* index in items; (size_t)-1: a root */
	int position;  /* among its siblings, from 1 */
	char code[CODE_SIZE];
	char parent_code[CODE_SIZE]; /* as the file says it */
	char kind[CODE_SIZE];
	char label[LABEL_SIZE];
	char *text;
	size_t descriptor_count;
	struct draft_descriptor *descriptors;
};

/* What a file says and we do not keep, told once each. X(id, what is said of it) */
#define FRAMEWORK_LEFT(X)                                                                          \
	X(SCALE, WHY_FRAMEWORK_LEFT_SCALE)                                                         \
	X(CROSS, WHY_FRAMEWORK_LEFT_CROSS)                                                         \
	X(RULE, WHY_FRAMEWORK_LEFT_RULE)                                                           \
	X(TAXONOMY, WHY_FRAMEWORK_LEFT_TAXONOMY)                                                   \
	X(MARKUP, WHY_FRAMEWORK_LEFT_MARKUP)                                                       \
	X(LABEL, WHY_FRAMEWORK_LEFT_LABEL)                                                         \
	X(COLUMN, WHY_FRAMEWORK_LEFT_COLUMN)
enum framework_left {
#define X(id, why) LEFT_##id,
	FRAMEWORK_LEFT(X)
#undef X
		FRAMEWORK_LEFT_COUNT
};

struct framework_draft {
	struct framework_row row; /* ids are 0 */
	struct scale_row scale;
	size_t goal_count;
	char **goals;
	size_t item_count, item_room;
	struct draft_item *items;
	struct err left[FRAMEWORK_LEFT_COUNT]; /* reason 0: nothing of this kind */
};

enum { FRAMEWORK_ITEMS_MAX = 10000, FRAMEWORK_DEPTH_MAX = 32 };

/*
 * path  the file; the form is recognised by its header
 * ret   release with framework_draft_release()
 *
 * Errors: those of decode.h and csv.h; WHY_FRAMEWORK_HEADER and the others of
 * that group in err.def, each with its line.
 */
MUST_CHECK enum err_code framework_file_read(const char *path, struct framework_draft *ret,
                                             struct err *err);
/* The same for a shipped one, in memory; name is for messages. */
MUST_CHECK enum err_code framework_file_parse(const char *name, const char *text, size_t length,
                                              struct framework_draft *ret, struct err *err);
void framework_draft_release(struct framework_draft *draft);

/* ---- Shared by the readers of each form ------------------------------------ */

/* A refusal by its line; place and value as in struct err. */
enum err_code draft_refuse(struct err *err, enum err_reason why, long line, const char *place,
                           const char *value);
/* Copy into an array of size bytes. Errors: WHY_FRAMEWORK_TOO_LONG, naming the column. */
MUST_CHECK enum err_code draft_copy(char *ret, size_t size, const char *text, long line,
                                    const char *column, struct err *err);
/*
 * A sentence of a list without the bullet before it ("- ", "• "): sentences are
 * kept without, or a spreadsheet would take each for a formula. Within text.
 */
const char *draft_unlisted(const char *text);
/* A file holds this and we do not keep it; the first line and value are told. */
void draft_leave(struct framework_draft *draft, enum framework_left what, long line,
	const char *item, const char *value);
/* What a level means for an item. Errors: WHY_FRAMEWORK_TWICE. */
MUST_CHECK enum err_code draft_add_descriptor(
	struct draft_item *item, long line, int digit, const char *text, struct err *err);
/* A new item at the end, its text copied. Errors: WHY_FRAMEWORK_TOO_LONG. */
MUST_CHECK enum err_code draft_add_item(struct framework_draft *draft, long line, const char *code,
                                        const char *parent_code, const char *kind,
                                        const char *label, const char *text, struct err *err);
/*
 * A label from a sentence, for files without short ones: the whole where it has
 * at most 40 columns, else cut at a word, with `…`.
 */
void draft_label(const char *text, char ret[LABEL_SIZE]);

/*
 * All is read: find parents, refuse circles and orphans, put items in preorder,
 * name kinds, fill in what the file may leave out. Without a level of mastery
 * it is the last but one, and of two levels the second.
 */
MUST_CHECK enum err_code draft_finish(struct framework_draft *draft, long last_line,
                                      struct err *err);

struct csv_record;
/* Moodle's rows; in framework_moodle.c. */
struct moodle_reading;
MUST_CHECK enum err_code moodle_new(const struct csv_record *header, struct framework_draft *draft,
                                    struct moodle_reading **ret, struct err *err);
MUST_CHECK enum err_code moodle_row(struct moodle_reading *reading, const struct csv_record *row,
                                    struct err *err);
void moodle_free(struct moodle_reading *reading);
/* Is this record the header of a Moodle framework file, in any language and age? */
bool moodle_header(const struct csv_record *record);

/* A table of a school; in framework_tree.c. path: its name is the framework's. */
struct tree_reading;
bool tree_header(const struct csv_record *record);
MUST_CHECK enum err_code tree_new(const struct csv_record *header, const char *path,
	struct framework_draft *draft, struct tree_reading **ret, struct err *err);
MUST_CHECK enum err_code tree_row(
	struct tree_reading *reading, const struct csv_record *row, struct err *err);
void tree_free(struct tree_reading *reading);

#endif
