/*
 * What the main screen follows: a class, a student, a capability, an occasion.
 *
 * The state behind the panes, without curses, so that unit tests reach it.
 * Panes read it; follow_… functions change it, write through core, and load
 * only what is then shown. The current item is always a leaf; the tree may
 * stand on any node.
 */
#ifndef SUIVI_TUI_FOLLOW_H
#define SUIVI_TUI_FOLLOW_H

#include "core/grid.h"
#include "core/roster.h"

enum after_rating { AFTER_NEXT_ITEM, AFTER_NEXT_STUDENT, AFTER_STAY, AFTER_COUNT };

struct follow {
	struct session *session;
	const struct framework *framework; /* NULL: the file has none */
	int64_t framework_id;
	struct group_row group;            /* id 0: everybody */
	enum student_order order;
	struct roster *roster;
	size_t student;                    /* among those shown; meaningless when there are none */
	int64_t student_id;                /* 0: none */
	size_t item;                       /* current leaf */
	size_t node;                       /* where the tree stands */
	bool *folded;                      /* per item */
	struct occasion occasion;
	bool occasion_told;                /* the user has been shown or has chosen it */
	enum after_rating after;
	bool after_chosen;                 /* by the user; else it depends on the grid */
	bool group_mode;                   /* the grid shows the whole class */
	bool ended;                        /* the last level had nowhere to go on to from */
	size_t older;                      /* columns scrolled towards older occasions */
	struct student_grid grid;          /* of student_id; student_id 0: not loaded */
	char search[NAME_SIZE];
};

/* Take up where the user was: group, order, framework, mode from config.h. */
MUST_CHECK enum err_code follow_init(struct follow *follow, struct session *session,
                                     struct err *err);
void follow_release(struct follow *follow);

/* Read again what may have changed: frameworks, roster, grid; places are kept. */
MUST_CHECK enum err_code follow_reload(struct follow *follow, struct err *err);

size_t follow_count(const struct follow *follow); /* students shown */
/* Stand on a student by place (clamped) or id. */
MUST_CHECK enum err_code follow_student(struct follow *follow, size_t index, struct err *err);
MUST_CHECK enum err_code follow_student_id(struct follow *follow, int64_t id, struct err *err);
/* Make sure follow->grid is that of the current student. */
MUST_CHECK enum err_code follow_grid(struct follow *follow, struct err *err);

MUST_CHECK enum err_code follow_search(struct follow *follow, const char *pattern,
                                       struct err *err);
MUST_CHECK enum err_code follow_order(struct follow *follow, enum student_order order,
                                      struct err *err);
/* The group that stands for those whom whoever acts accompanies. */
void follow_mine(struct group_row *ret);
/* id 0: everybody. */
MUST_CHECK enum err_code follow_group(struct follow *follow, const struct group_row *group,
                                      struct err *err);
MUST_CHECK enum err_code follow_framework(struct follow *follow, int64_t framework_id,
                                          struct err *err);

/* Tree: the rows shown are the nodes whose ancestors are all unfolded. */
size_t follow_tree_rows(const struct follow *follow);
size_t follow_tree_node(const struct follow *follow, size_t row);
size_t follow_tree_row(const struct follow *follow, size_t node); /* its row, or its folded ancestor's */
void follow_node(struct follow *follow, size_t node); /* stand on it; the current item follows */
void follow_fold(struct follow *follow, size_t node, bool folded);

/* The root the current item belongs to: the grid shows its leaves. */
size_t follow_root(const struct follow *follow);
/* The i-th leaf under that root, and the current item's place among them. */
size_t follow_leaf_count(const struct follow *follow);
size_t follow_leaf(const struct follow *follow, size_t i);
size_t follow_leaf_place(const struct follow *follow);
void follow_item(struct follow *follow, size_t item);
/* The next or previous leaf of the whole framework; false at the end. */
bool follow_next_item(struct follow *follow, int step);

/*
 * Rate the current item of the current student on the occasion, then move on
 * as chosen. ret_before: the level there was. Where it should move on and
 * cannot, ended is set: a further digit would overwrite what was just given.
 * Whoever reads keys refuses it, and clears that at any other key.
 */
MUST_CHECK enum err_code follow_rate(struct follow *follow, int level, int *ret_before,
                                     struct err *err);
/*
 * Where rating goes: as chosen; if nothing was, to the next capability of one
 * student, and to the next student in the grid of a class.
 */
enum after_rating follow_after(const struct follow *follow);
/* The level given on the current occasion. */
int follow_level(const struct follow *follow);
/* The column of the occasion; column_count when it has no rating yet. */
size_t follow_column(const struct follow *follow);

enum fill { FILL_ROW, FILL_COLUMN, FILL_GRID };
/*
 * Fill empty cells on the current occasion, undone as one. In one student's
 * grid: the current capability, or all those shown. In the class's grid: the
 * current student, the current capability for all, or everything shown.
 * ret: cells written.
 */
struct fill_effect;
/* What that would do to the current levels; nothing is written. */
MUST_CHECK enum err_code follow_fill_effect(
	struct follow *follow, enum fill fill, int level, struct fill_effect *ret, struct err *err);
MUST_CHECK enum err_code follow_fill(struct follow *follow, enum fill fill, int level, long *ret,
                                     struct err *err);

/* Change the occasion of the next ratings; its kind is remembered. */
void follow_occasion(struct follow *follow, const struct occasion *occasion);

/* "C3.2": how a code is shown. */
void follow_code(const struct item *item, char ret[CODE_SIZE + 8]);
/* A mean: hundredths as "2,5" or "2.5", rounded half up to tenths; "·" below 0. */
void follow_decimal(int hundredths, char ret[16]);
/* A current level of the framework: "3", with a decimal only where it is a mean. */
void follow_current(const struct framework *framework, const struct current_row *current,
                    char ret[16]);
/* "12/11" of an ISO date; "" of none. */
void follow_day(const char *date, char ret[8]);

#endif
