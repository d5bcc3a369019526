/*
 * The panes of the main screen: each draws one part of struct follow into a
 * rectangle. Drawing reads and paints; it changes nothing but scroll.
 */
#ifndef SUIVI_TUI_PANE_H
#define SUIVI_TUI_PANE_H

#include "tui/draw.h"
#include "tui/follow.h"

enum { NAME_TAIL_COLS = 4 };

struct pane {
	const struct term *term;
	struct follow *follow;
	struct rect rect;  /* within the border */
	bool active;       /* the keys act here */
	bool anonymous;    /* names are hidden */
	size_t first;      /* first row shown; kept between drawings */
	/* Where the focused item was drawn, for the cursor; row -1: nowhere. */
	int cursor_row, cursor_col;
};

/* Scroll so that row is among rows lines. */
void pane_scroll(struct pane *pane, size_t row, size_t count, int rows);
/*
 * Likewise for the student followed, reading on where the end of those read
 * comes into sight. Returns how many are read.
 */
size_t pane_scroll_students(struct pane *pane, int rows);
/*
 * A student's name (student_name()) in so many columns: further first names
 * become initials, then all of them, before anything is cut. Of a homonym
 * pane_name_tail() tells the rest.
 */
void pane_name_fit(const struct pane *pane, const struct student_row *student, int cols, char *ret,
                   size_t size);
/*
 * What tells two students of the same name apart: the end of the matricule;
 * NULL where the name alone does.
 */
const char *pane_name_tail(const struct pane *pane, const struct roster_line *line);
/* "1 À débuter 2 En cours …" in so many columns: short names where full ones do not fit. */
void pane_levels(const struct pane *pane, int cols, char *ret, size_t size);

void pane_tree_draw(struct pane *pane);
void pane_students_draw(struct pane *pane);
/* One student: capabilities × occasions. */
void pane_grid_draw(struct pane *pane);
/* How many occasion columns fit, so that older ones can be scrolled to. */
int pane_grid_columns(const struct pane *pane);
/* A class: students × capabilities of the current root. */
void pane_group_draw(struct pane *pane);
/* Of a competency: "mean 3,0 · 5 of 6 capabilities rated"; "" of a capability. */
void pane_standing(const struct pane *pane, char *ret, size_t size);
/* Full text, level names, newest observations, why a student is overdue. */
void pane_detail_draw(struct pane *pane);

/* What a click on a row of the screen means: the index drawn there, (size_t)-1: nothing. */
size_t pane_row_at(const struct pane *pane, int row, int header, size_t count);

#endif
