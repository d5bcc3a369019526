/*
 * Private to the grades of the linear mode: the sheet one goes through, cell by
 * cell. linear_grades.c obeys commands, linear_sheet.c stands on a cell, tells
 * and records it, linear_sheet_say.c tells the whole of it, linear_unit.c
 * chooses what it is about, linear_second.c has a column typed twice.
 *
 * A line is a mark or a code and always belongs to the cell last told: a value
 * that is refused is kept as typed, and the next one goes to the next cell.
 */
#ifndef SUIVI_TUI_LINEAR_SHEET_H
#define SUIVI_TUI_LINEAR_SHEET_H

#include "core/figures.h"
#include "core/grade.h"
#include "tui/linear_mode.h"

enum { TYPED_MAX = GRADE_TYPED_SIZE };

struct linear_sheet {
	struct linear *linear;
	struct programme programme;
	size_t unit;
	int number; /* the session */
	int64_t group_id;
	enum sheet_order order;
	struct gradesheet sheet;
	char (*wrong)[TYPED_MAX]; /* [row * part_count + part]: typed and not recorded; "": none */
	size_t from, parts;       /* the first activity one types in, and how many */
	size_t at;                /* row * parts + activity; sheet_cells(): past the last */
	bool gone;                /* read again, it no longer had the row stood on */
	bool leaving;             /* told what is not recorded: the next :q leaves */
};

/* ---- linear_unit.c ---------------------------------------------------------------- */

/* The newest programme; told when there is none. Release with programme_release(). */
bool linear_programme(const struct linear *linear, struct programme *ret);
/* A number of the list told, or a code such as UE3 or UE3/AA1. false: none, told. */
bool linear_unit_named(const struct linear *linear, const struct programme *programme,
                       const char *name, size_t *ret_unit, size_t *ret_activity);
/* What words say ("UE3/AA1 2"), the rest asked. false: nothing was chosen. */
bool linear_unit_choose(struct linear_sheet *sheet, const char *words);

/* ---- linear_sheet.c --------------------------------------------------------------- */

/* Read the sheet, again after a change; where one stands stays. */
MUST_CHECK enum err_code sheet_load(struct linear_sheet *sheet, struct err *err);
void sheet_release(struct linear_sheet *sheet);
size_t sheet_cells(const struct linear_sheet *sheet);
/* How many values are not recorded; the first from a cell on, sheet_cells(): none. */
size_t sheet_wrongs(const struct linear_sheet *sheet);
size_t sheet_next_wrong(const struct linear_sheet *sheet, size_t from);
/* "14,00", "PP, not presented", "nothing". */
void sheet_words(const struct linear_sheet *sheet, const struct cell *cell, char *ret, size_t size);
void sheet_name(const struct linear_sheet *sheet, size_t row, char *ret, size_t size);
/* Stand there and tell it; rows without a cell to type in are told and passed over. */
void sheet_go(struct linear_sheet *sheet, size_t at, int direction);
void sheet_tell(const struct linear_sheet *sheet);
/* What was typed for the cell stood on: recorded or kept, told. false: the sheet is locked. */
bool sheet_put(struct linear_sheet *sheet, const char *text);
/* Likewise, then the next one. */
void sheet_take(struct linear_sheet *sheet, const char *text);
/* The reference of the paper that the code stood on asks for. */
void sheet_proof(struct linear_sheet *sheet, const char *text);
/* Why the value kept aside there replaces a code that is not replaced without a reason. */
void sheet_reason(struct linear_sheet *sheet, const char *text);

/* ---- linear_sheet_say.c ----------------------------------------------------------- */

void sheet_tell_begin(const struct linear_sheet *sheet);
void sheet_tell_help(const struct linear *linear);
/* Of each activity one types in, to compare with the paper. */
void sheet_tell_counts(const struct linear_sheet *sheet);
void sheet_tell_row(const struct linear_sheet *sheet, size_t row);
void sheet_tell_codes(const struct linear_sheet *sheet);

/* ---- linear_second.c ---------------------------------------------------------------- */

/* The activity stood on typed again, what is recorded untold; then the differences alone. */
void sheet_second(struct linear_sheet *sheet);

/* ---- linear_results.c --------------------------------------------------------------- */

/* What would become of the unit and the year; nothing is written. */
void linear_suppose(const struct linear *linear, const struct programme *programme,
                    const struct supposition *supposed);

#endif
