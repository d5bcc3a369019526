/* Private to the sheet of grades: its state, and what its files share. */
#ifndef SUIVI_TUI_GRADES_SCREEN_H
#define SUIVI_TUI_GRADES_SCREEN_H

#include "core/grade.h"
#include "tui/view.h"

enum { TYPED_SIZE = GRADE_TYPED_SIZE, TYPED_LIMIT = GRADE_TYPED_LIMIT, STEPS_MAX = 500 };

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

/* After the last cell of a column, or of a row: what is typed next is nobody's. */
enum grades_past { PAST_NOTHING, PAST_COLUMN, PAST_ROW };

/* What was done last, for undo to take back that and nothing else. */
enum grades_step_kind { STEP_RECORDED, STEP_WRONG, STEP_SECOND };
struct grades_step {
	enum grades_step_kind kind;
	int64_t student_id, activity_id;
	struct cell before; /* of STEP_SECOND */
	bool seconded;      /* likewise: there was one */
};

/* A column that was pasted, between the question and its answer. */
struct grades_paste {
	char (*values)[TYPED_SIZE];
	size_t count;
	bool heading;          /* the first of them is one */
	bool sure;             /* and nothing else */
	int64_t first, last;   /* students of the first and the last row of the question */
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
	bool asks_reason;               /* a code that is kept is being edited: a reason may be asked */
	size_t reason_row, reason_part; /* of which cell */
	struct sheet_count counts[PARTS_MAX];
	enum grades_mode mode;
	size_t part;             /* where the cursor is */
	size_t start_part;       /* Enter goes back there after Tab */
	struct list list;        /* positions in `shown` */
	size_t *shown;           /* rows of the sheet on the screen */
	struct form form;
	bool typing;             /* the form holds what is being typed */
	bool editing;            /* F2: arrows move within it */
	enum grades_past past;
	char beyond[64];         /* typed there */
	struct grades_paste paste;
	bool pasting;            /* all of it is one change */
	struct grades_step steps[STEPS_MAX];
	size_t step_count;
	size_t second_from;      /* those of the second entry begin here */
	size_t changes;          /* cells recorded since the sheet was opened */
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
/* May the row under the cursor be typed in? Says why not. */
bool grades_may_type(struct grades_screen *screen);
/* Begin to type, with that much in the cell already. */
void grades_begin(struct grades_screen *screen, const char *text);
/* F8: to the next value that is not recorded. */
void grades_next_error(struct grades_screen *screen);

/* grades_past.c */
/* There is no further row, or activity: whoever types on without looking must change nothing. */
void grades_go_past(struct grades_screen *screen, enum grades_past past);
/* Back to a cell. */
void grades_turn(struct grades_screen *screen);
/* What is typed there is shown, and belongs to nobody. */
void grades_type_beyond(struct grades_screen *screen, uint32_t code);
/* A special key there. false: it leads back to a cell, and is to be done in it. */
bool grades_key_past(struct grades_screen *screen, uint32_t code);

/* grades_second.c */
/* F7: begin, then compare, then end. */
void grades_second(struct grades_screen *screen);

/* grades_paste.c */
/* Some lines: asked first, then written. One: into the cell. */
void grades_pasted(struct grades_screen *screen, const char *text, size_t length);

/* grades_undo.c */
void grades_step(struct grades_screen *screen, const struct grades_step *step);
/* false: what is to be undone is a batch, as everywhere. */
bool grades_undo(struct grades_screen *screen);
bool grades_redo(struct grades_screen *screen);

#endif
