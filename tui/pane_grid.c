/* The grid of one student: capabilities × occasions, current level, trend. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "tui/glyph.h"

enum {
	COLUMN_COLS = 6,
	LEVEL_COLS = 5,
	TREND_COLS = 3,
	LABEL_MIN = 16,
	LABEL_MAX = 44,
	HEADER_ROWS = 1
};

/* Columns of the grid, one more while the occasion has no rating yet. */
static size_t column_total(const struct follow *follow)
{
	return follow->grid.column_count + (follow_column(follow) == follow->grid.column_count);
}

static int label_cols(const struct pane *pane)
{
	/* three occasions, or those there are: a new class has room for its capabilities */
	size_t total = column_total(pane->follow);
	int wanted = total < 1 ? 1 : total > 3 ? 3 : (int)total;
	int cols = pane->rect.cols - LEVEL_COLS - TREND_COLS - wanted * COLUMN_COLS;

	if (cols > LABEL_MAX)
		cols = LABEL_MAX;
	return cols < LABEL_MIN ? LABEL_MIN : cols;
}

int pane_grid_columns(const struct pane *pane)
{
	int room = pane->rect.cols - label_cols(pane) - LEVEL_COLS - TREND_COLS;

	return room < COLUMN_COLS ? 1 : room / COLUMN_COLS;
}

/* First column shown: the newest fit at the right, older ones by scrolling. */
static size_t first_column(const struct pane *pane)
{
	size_t total = column_total(pane->follow), room = (size_t)pane_grid_columns(pane);
	size_t hidden = total > room ? total - room : 0;

	return hidden > pane->follow->older ? hidden - pane->follow->older : 0;
}

static void draw_header(struct pane *pane, size_t first, int columns)
{
	const struct follow *follow = pane->follow;
	int col = pane->rect.col + label_cols(pane);
	size_t total = column_total(follow);

	draw_text(pane->term, pane->rect.row, pane->rect.col, label_cols(pane), ROLE_MUTED, 0,
		_("Capability"));
	for (int i = 0; i < columns && first + (size_t)i < total; i++, col += COLUMN_COLS) {
		size_t c = first + (size_t)i;
		const char *date = c < follow->grid.column_count ? follow->grid.columns[c].held_on
								 : follow->occasion.held_on;
		char day[8];

		follow_day(date, day);
		draw_text(pane->term, pane->rect.row, col, COLUMN_COLS, ROLE_MUTED,
			DRAW_CENTRE | (c == follow_column(follow) ? DRAW_BOLD : 0), day);
	}
	/* There is more to see with the arrows. */
	if (first > 0)
		draw_text(pane->term, pane->rect.row, pane->rect.col + label_cols(pane) - 1, 1,
			ROLE_KEY, 0, pane->term->ascii ? "<" : "‹");
	col = pane->rect.col + label_cols(pane) + columns * COLUMN_COLS;
	if (first + (size_t)columns < total)
		draw_text(pane->term, pane->rect.row, col - 1, 1, ROLE_KEY, 0,
			pane->term->ascii ? ">" : "›");
	draw_text(pane->term, pane->rect.row, col, LEVEL_COLS, ROLE_MUTED, DRAW_CENTRE, _("Now"));
	draw_text(pane->term, pane->rect.row, col + LEVEL_COLS, TREND_COLS, ROLE_MUTED, DRAW_CENTRE,
		pane->term->ascii ? "+-" : "Δ");
}

/* "2", "2*" with a comment, "×" not observed, "·" nothing, "(2)" not by staff. */
static void cell_text(
	const struct pane *pane, const struct grid_cell *cell, bool focused, char ret[16])
{
	char level[8];

	if (cell->level == LEVEL_NOT_OBSERVED)
		(void)snprintf(level, sizeof level, "%s", pane->term->ascii ? "x" : "×");
	else if (cell->level == LEVEL_NONE)
		(void)snprintf(level, sizeof level, "%s",
			cell->commented     ? ""
			: pane->term->ascii ? "."
					    : "·");
	else
		(void)snprintf(level, sizeof level, "%d", cell->level);
	if (focused)
		(void)snprintf(ret, 16, "[%s]%s", cell->level == LEVEL_NONE ? " " : level,
			cell->commented ? "*" : "");
	else if (!cell->staff && cell->level != LEVEL_NONE)
		(void)snprintf(ret, 16, "(%s)%s", level, cell->commented ? "*" : "");
	else
		(void)snprintf(ret, 16, " %s%s", level, cell->commented ? "*" : " ");
}

static void draw_trend(
	struct pane *pane, int row, int col, const struct current_row *current, int flags)
{
	bool ascii = pane->term->ascii;
	const char *text = "";
	enum role role = ROLE_MUTED;

	if (current->count > 1 && current->trend > 0) {
		text = ascii ? "+" : "▲";
		role = ROLE_LEVEL6;
	} else if (current->count > 1 && current->trend < 0) {
		text = ascii ? "-" : "▼";
		role = ROLE_WARNING;
	} else if (current->count > 1) {
		text = "=";
	}
	draw_text(pane->term, row, col, TREND_COLS, role, DRAW_CENTRE | flags, text);
}

static void draw_row(struct pane *pane, int row, size_t item, size_t first, int columns)
{
	struct follow *follow = pane->follow;
	const struct student_grid *grid = &follow->grid;
	size_t leaf = follow->framework->items[item].leaf_index;
	size_t total = column_total(follow), occasion = follow_column(follow);
	bool here = item == follow->item;
	int col = pane->rect.col, scale = (int)follow->framework->scale.level_count;
	int flags = here && pane->active ? DRAW_FOCUS : 0;
	char code[CODE_SIZE + 8], text[CODE_SIZE + LABEL_SIZE + 16];

	follow_code(&follow->framework->items[item], code);
	(void)snprintf(text, sizeof text, "%s %s %s", here ? ">" : " ", code,
		follow->framework->items[item].row.label);
	draw_text(pane->term, row, col, pane->rect.cols, ROLE_TEXT, flags, "");
	draw_text(pane->term, row, col, label_cols(pane) - 1, ROLE_TEXT, flags, text);
	col += label_cols(pane);
	for (int i = 0; i < columns && first + (size_t)i < total; i++, col += COLUMN_COLS) {
		struct grid_cell cell = {.level = LEVEL_NONE, .staff = true};
		size_t c = first + (size_t)i;

		if (c < grid->column_count)
			cell = grid->cells[leaf * grid->column_count + c];
		cell_text(pane, &cell, here && c == occasion, text);
		draw_text(pane->term, row, col, COLUMN_COLS,
			cell.level > 0 && cell.staff ? theme_level(cell.level, scale) : ROLE_MUTED,
			DRAW_CENTRE | flags, text);
		if (here && c == occasion) {
			pane->cursor_row = row;
			pane->cursor_col = col + 2;
		}
	}
	col = pane->rect.col + label_cols(pane) + columns * COLUMN_COLS;
	follow_current(follow->framework, &grid->current[leaf], text);
	if (grid->current[leaf].value < 0)
		(void)snprintf(text, sizeof text, "%s",
			grid->current[leaf].seen_on[0] ? (pane->term->ascii ? "x" : "×") : "");
	draw_text(pane->term, row, col, LEVEL_COLS,
		grid->current[leaf].value < 0
			? ROLE_MUTED
			: theme_level((grid->current[leaf].value + 50) / 100, scale),
		DRAW_CENTRE | flags, text);
	draw_trend(pane, row, col + LEVEL_COLS, &grid->current[leaf], flags);
	if (here && pane->cursor_row < 0) {
		pane->cursor_row = row;
		pane->cursor_col = pane->rect.col;
	}
}

/* "1 À débuter 2 En cours 3 Acquis 4 Maîtrisé", from the scale of the framework. */
static void draw_legend(struct pane *pane, int row)
{
	char text[LEVELS_MAX * (LABEL_SIZE + 8)];
	const char *marks;

	pane_levels(pane, pane->rect.cols, text, sizeof text);
	draw_text(pane->term, row, pane->rect.col, pane->rect.cols, ROLE_MUTED, 0, text);
	if (row + 1 >= pane->rect.row + pane->rect.rows)
		return;
	marks = _("× not observed  * observation  (2) self or peers");
	if (glyph_width(marks) > pane->rect.cols)
		marks = _("× not observed  * observation");
	draw_text(pane->term, row + 1, pane->rect.col, pane->rect.cols, ROLE_MUTED, 0, marks);
}

void pane_grid_draw(struct pane *pane)
{
	struct follow *follow = pane->follow;
	struct err err;
	size_t count, first;
	int rows = pane->rect.rows - HEADER_ROWS, columns;

	pane->cursor_row = -1;
	draw_clear(pane->term, pane->rect);
	if (!follow->framework || !follow->student_id || follow_grid(follow, &err) != ERR_OK)
		return;
	count = follow_leaf_count(follow);
	columns = pane_grid_columns(pane);
	first = first_column(pane);
	if ((int)count < rows - 1)
		draw_legend(pane, pane->rect.row + HEADER_ROWS + (int)count);
	pane_scroll(pane, follow_leaf_place(follow), count, rows);
	draw_header(pane, first, columns);
	for (int i = 0; i < rows && pane->first + (size_t)i < count; i++)
		draw_row(pane, pane->rect.row + HEADER_ROWS + i,
			follow_leaf(follow, pane->first + (size_t)i), first, columns);
}
