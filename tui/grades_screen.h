/* Private to the sheet of grades: its state, and what its files share. */
#ifndef SUIVI_TUI_GRADES_SCREEN_H
#define SUIVI_TUI_GRADES_SCREEN_H

#include "core/grade.h"
#include "tui/view.h"

enum { TYPED_SIZE = 40, PASTE_MAX = 2000 };

enum grades_mode {
	GRADES_ENTRY,
	GRADES_SECOND,  /* the column is typed again, without seeing the first entry */
	GRADES_COMPARE, /* only rows where the two entries differ */
};

/* A cell as it stands on the screen beside what is recorded. */
struct kept_cell {
	char wrong[TYPED_SIZE]; /* typed, and not recorded; "" : all is well */
	struct cell second;     /* of the second entry */
	bool seconded;
};

struct grades_screen {
	struct tui *tui;
	struct programme programme;
	size_t unit;
	int session;
	int64_t group_id;
	enum sheet_order order;
	struct gradesheet sheet;
	struct kept_cell *cells; /* [row * part_count + part] */
	size_t wrong_count;
	size_t reason_row, reason_part; /* the cell whose reason is asked */
	struct sheet_count counts[PARTS_MAX];
	enum grades_mode mode;
	size_t part;             /* where the cursor is */
	size_t start_part;       /* Enter goes back there after Tab */
	struct list list;        /* positions in `shown` */
	size_t *shown;           /* rows of the sheet on the screen */
	struct form form;
	bool typing;             /* the form holds what is being typed */
	bool editing;            /* F2: arrows move within it */
	char (*pasted)[TYPED_SIZE];
	size_t pasted_count;
	char note[512];          /* sentence about the last cell, under the table */
	struct rect rect;        /* of the rows */
	int part_col[PARTS_MAX]; /* where each column was drawn; -1: not on screen */
	int part_cols;           /* and how wide */
	size_t first_part;
	size_t found_from;       /* where a search began */
};

/* The row under the cursor; NULL: there is none. */
struct sheet_row *grades_row(struct grades_screen *screen);
size_t grades_row_index(const struct grades_screen *screen);
struct kept_cell *grades_kept(struct grades_screen *screen, size_t row, size_t part);
/* Read the sheet again; what is typed wrong stays. */
MUST_CHECK enum err_code grades_load(struct grades_screen *screen, struct err *err);
void grades_count(struct grades_screen *screen);

/* grades_draw.c */
void grades_draw(struct tui *tui, void *state, struct rect rect);

/* grades_type.c */
bool grades_text(struct tui *tui, void *state, const struct key *key);
/* Record what is being typed, if anything. false: it was wrong, and is kept as typed. */
bool grades_commit(struct grades_screen *screen);
/* Give up what is being typed. */
void grades_restore(struct grades_screen *screen);
void grades_edit(struct grades_screen *screen);
void grades_clear(struct grades_screen *screen);
void grades_copy_above(struct grades_screen *screen);
/* Write a text into a cell as if it had been typed. */
bool grades_write(struct grades_screen *screen, size_t row, size_t part, const char *text);
/* F7: begin, then compare, then end. */
void grades_second(struct grades_screen *screen);
/* F8: to the next value that is not recorded. */
void grades_next_error(struct grades_screen *screen);

#endif
