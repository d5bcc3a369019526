/* The grid of a class: students × the capabilities of the current competency. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "tui/glyph.h"

enum {
	CELL_MIN = 5,
	CELL_WIDE = 6,
	NAME_MIN = 14,
	NAME_WANTED = 22,
	NAME_MAX = 30,
	HEADER_ROWS = 1,
	ROWS_MAX = 200
};

/* As wide as the widest code, and narrower where names need the room. */
static int cell_cols(const struct pane *pane)
{
	const struct follow *follow = pane->follow;
	int count = (int)follow_leaf_count(follow), widest = CELL_MIN - 1;

	for (int i = 0; i < count; i++) {
		char code[CODE_SIZE + 8];
		int cols;

		follow_code(&follow->framework->items[follow_leaf(follow, (size_t)i)], code);
		cols = glyph_width(code);
		widest = cols > widest ? cols : widest;
	}
	widest = widest + 1 > 12 ? 12 : widest + 1;
	return pane->rect.cols - count * CELL_WIDE >= NAME_WANTED && widest < CELL_WIDE ? CELL_WIDE
											: widest;
}

static int name_cols(const struct pane *pane)
{
	int cols = pane->rect.cols - (int)follow_leaf_count(pane->follow) * cell_cols(pane);

	if (cols > NAME_MAX)
		cols = NAME_MAX;
	return cols < NAME_MIN ? NAME_MIN : cols;
}

/* First capability shown: scrolled so that the current one is. */
static size_t first_leaf(const struct pane *pane, int shown)
{
	size_t place = follow_leaf_place(pane->follow);

	return place < (size_t)shown ? 0 : place - (size_t)shown + 1;
}

static void draw_header(struct pane *pane, size_t first, int shown)
{
	const struct follow *follow = pane->follow;
	size_t count = follow_leaf_count(follow);
	int col = pane->rect.col + name_cols(pane), cell = cell_cols(pane);

	draw_text(pane->term, pane->rect.row, pane->rect.col, name_cols(pane), ROLE_MUTED, 0,
		_("Student"));
	for (int i = 0; i < shown && first + (size_t)i < count; i++, col += cell) {
		size_t item = follow_leaf(follow, first + (size_t)i);
		char code[CODE_SIZE + 8];

		follow_code(&follow->framework->items[item], code);
		draw_text(pane->term, pane->rect.row, col, cell, ROLE_MUTED,
			DRAW_CENTRE | (item == follow->item ? DRAW_BOLD : 0), code);
	}
}

/* Given on this occasion: "2", "[2]" where the cursor is; before it: "(2)", muted. */
static void draw_cell(struct pane *pane, int row, int col, const struct group_grid *grid, size_t at,
	bool focused, int flags)
{
	int cell = cell_cols(pane);
	int today = grid->today[at], value = grid->current[at].value;
	int scale = (int)grid->framework->scale.level_count;
	const char *dot = pane->term->ascii ? "." : "·", *cross = pane->term->ascii ? "x" : "×";
	char level[16], text[24];
	enum role role = ROLE_MUTED;

	if (today > 0) {
		(void)snprintf(level, sizeof level, "%d", today);
		role = theme_level(today, scale);
	} else if (today == LEVEL_NOT_OBSERVED) {
		(void)snprintf(level, sizeof level, "%s", cross);
	} else if (value >= 0) {
		follow_current(grid->framework, &grid->current[at], level);
	} else {
		(void)snprintf(
			level, sizeof level, "%s", grid->current[at].seen_on[0] ? cross : dot);
	}
	if (today == LEVEL_NONE && value >= 0 && (!focused || strlen(level) == 1))
		(void)snprintf(text, sizeof text, focused ? "[(%s)]" : "(%s)", level);
	else
		(void)snprintf(text, sizeof text, focused ? "[%s]" : today ? "%s" : " %s ", level);
	draw_text(pane->term, row, col, cell, role,
		DRAW_CENTRE | flags | (today > 0 ? DRAW_BOLD : 0), text);
	if (focused) {
		pane->cursor_row = row;
		pane->cursor_col = col + 2;
	}
}

static void draw_row(struct pane *pane, int row, const struct group_grid *grid, size_t at,
	size_t index, size_t first, int shown)
{
	const struct follow *follow = pane->follow;
	const struct roster_line *line;
	bool here = index == follow->student;
	int flags = here && pane->active ? DRAW_FOCUS : 0, col = pane->rect.col + name_cols(pane);
	int cell = cell_cols(pane), tail_cols = 0;
	char name[2 * NAME_SIZE + 2] = "", text[2 * NAME_SIZE + 8];
	const char *tail = NULL;
	struct err err;

	if (roster_line(follow->roster, index, &line, &err) == ERR_OK) {
		tail = pane_name_tail(pane, line);
		tail_cols = tail ? NAME_TAIL_COLS + 1 : 0;
		pane_name_fit(
			pane, &line->student, name_cols(pane) - 3 - tail_cols, name, sizeof name);
	}
	(void)snprintf(text, sizeof text, "%s %s", here ? ">" : " ", name);
	draw_text(pane->term, row, pane->rect.col, pane->rect.cols, ROLE_TEXT, flags, "");
	draw_text(pane->term, row, pane->rect.col, name_cols(pane) - 1 - tail_cols, ROLE_TEXT,
		flags, text);
	if (tail)
		draw_text(pane->term, row, col - tail_cols, NAME_TAIL_COLS, ROLE_TEXT, flags, tail);
	for (int i = 0; i < shown && first + (size_t)i < grid->leaf_count; i++, col += cell) {
		size_t leaf = first + (size_t)i;

		draw_cell(pane, row, col, grid, at * grid->leaf_count + leaf,
			here && grid->leaves[leaf] == follow->item, flags);
	}
}

/* The levels, and how one given now differs from one that stands since before. */
static void draw_legend(struct pane *pane, int row)
{
	char text[LEVELS_MAX * (LABEL_SIZE + 8)], day[8];

	pane_levels(pane, pane->rect.cols, text, sizeof text);
	draw_text(pane->term, row, pane->rect.col, pane->rect.cols, ROLE_MUTED, 0, text);
	follow_day(pane->follow->occasion.held_on, day);
	(void)snprintf(text, sizeof text, _("3 on %s  (3) level so far  × not observed"), day);
	if (row + 1 < pane->rect.row + pane->rect.rows)
		draw_text(
			pane->term, row + 1, pane->rect.col, pane->rect.cols, ROLE_MUTED, 0, text);
}

void pane_group_draw(struct pane *pane)
{
	struct follow *follow = pane->follow;
	size_t count = follow_count(follow), n = 0, leaf, root;
	int64_t students[ROWS_MAX];
	int rows = pane->rect.rows - HEADER_ROWS, shown;
	struct group_grid grid;
	struct err err;

	pane->cursor_row = -1;
	draw_clear(pane->term, pane->rect);
	if (!follow->framework || count == 0)
		return;
	if (rows > ROWS_MAX)
		rows = ROWS_MAX;
	count = pane_scroll_students(pane, rows);
	for (int i = 0; i < rows && pane->first + (size_t)i < count; i++)
		students[n++] = roster_id(follow->roster, pane->first + (size_t)i);
	root = follow->framework->leaf_count == follow->framework->item_count ? (size_t)-1
									      : follow_root(follow);
	if (group_grid_load(follow->session, follow->framework, root, n, students,
		    &follow->occasion, &grid, &err) != ERR_OK)
		return;
	shown = (pane->rect.cols - name_cols(pane)) / cell_cols(pane);
	if (shown < 1)
		shown = 1;
	leaf = first_leaf(pane, shown);
	draw_header(pane, leaf, shown);
	for (size_t i = 0; i < n; i++)
		draw_row(pane, pane->rect.row + HEADER_ROWS + (int)i, &grid, i, pane->first + i,
			leaf, shown);
	group_grid_release(&grid);
	if ((int)n < rows - 1)
		draw_legend(pane, pane->rect.row + HEADER_ROWS + (int)n);
}
