/* Where the panes of the main screen stand. See main_screen.h. */
#include <stdio.h>

#include "core/language.h"
#include "tui/main_screen.h"

enum {
	WIDE_COLS = 100,
	MEDIUM_COLS = 80,
	SINGLE_COLS = 60,
	MEDIUM_ROWS = 20, /* of the whole terminal, three of which are not ours */
	SINGLE_ROWS = 14,
	OUTER_ROWS = 3,
	FULL_COLS = 120, /* from here on every pane has the room it wants */
	TREE_FULL = 41,  /* with both borders, one of them shared */
	TREE_LEAST = 31,
	LIST_FULL = 29,
	LIST_LEAST = 25,
	LIST_MEDIUM = 29,
	DETAIL_SINGLE = 5,
	SINGLE_WITH_DETAIL = 15,
};

static void choose_layout(struct main_screen *screen, struct rect rect)
{
	int rows = rect.rows + OUTER_ROWS;

	if (rect.cols < SINGLE_COLS || rows < SINGLE_ROWS)
		screen->layout = LAYOUT_SMALL;
	else if (rect.cols < MEDIUM_COLS || rows < MEDIUM_ROWS)
		screen->layout = LAYOUT_SINGLE;
	else if (rect.cols < WIDE_COLS)
		screen->layout = LAYOUT_MEDIUM;
	else
		screen->layout = LAYOUT_WIDE;
}

static void put(struct main_screen *screen, enum main_pane pane, struct rect box, bool border)
{
	screen->visible[pane] = true;
	screen->boxes[pane] = box;
	screen->panes[pane].rect = border ? rect_inside(box) : box;
}

/* Neighbours share their border, so that boxes overlap by one. */
void main_place(struct main_screen *screen, struct rect rect)
{
	int detail = rect.rows >= 30 ? 6 : rect.rows >= 21 ? 5 : 4;
	int body = rect.rows - detail + 1, list_rows = (body * 3 + 3) / 5, list, tree, spare;
	struct rect box;

	choose_layout(screen, rect);
	for (int i = 0; i < PANE_COUNT; i++)
		screen->visible[i] = false;
	switch (screen->layout) {
	case LAYOUT_WIDE:
		spare = rect.cols - FULL_COLS;
		tree = spare < 0 ? TREE_FULL + spare / 2 : TREE_FULL + spare / 6;
		list = spare < 0 ? LIST_FULL + spare / 5 : LIST_FULL + spare / 6;
		tree = tree < TREE_LEAST ? TREE_LEAST : tree;
		list = list < LIST_LEAST ? LIST_LEAST : list;
		put(screen, PANE_TREE, (struct rect){rect.row, rect.col, body, tree}, true);
		put(screen, PANE_STUDENTS, (struct rect){rect.row, rect.col + tree - 1, body, list},
			true);
		put(screen, PANE_GRID,
			(struct rect){rect.row, rect.col + tree + list - 2, body,
				rect.cols - tree - list + 2},
			true);
		break;
	case LAYOUT_MEDIUM:
		put(screen, PANE_STUDENTS,
			(struct rect){rect.row, rect.col, list_rows, LIST_MEDIUM}, true);
		put(screen, PANE_TREE,
			(struct rect){rect.row + list_rows - 1, rect.col, body - list_rows + 1,
				LIST_MEDIUM},
			true);
		put(screen, PANE_GRID,
			(struct rect){rect.row, rect.col + LIST_MEDIUM - 1, body,
				rect.cols - LIST_MEDIUM + 1},
			true);
		break;
	case LAYOUT_SINGLE:
		detail = rect.rows >= SINGLE_WITH_DETAIL ? DETAIL_SINGLE : 1;
		body = rect.rows - detail + 1;
		put(screen, screen->focus,
			(struct rect){rect.row + 1, rect.col, body - 1, rect.cols}, true);
		if (detail == 1)
			return;
		break;
	case LAYOUT_SMALL:
		put(screen, screen->focus, rect, false);
		return;
	}
	box = (struct rect){rect.row + body - 1, rect.col, detail, rect.cols};
	put(screen, PANE_DETAIL, box, true);
}

/* ---- Titles ------------------------------------------------------------------------ */

static void student_name(struct main_screen *screen, char *ret, size_t size)
{
	struct follow *follow = &screen->follow;
	const struct roster_line *line;
	struct err err;

	ret[0] = '\0';
	if (follow->student_id &&
		roster_line(follow->roster, follow->student, &line, &err) == ERR_OK)
		tui_student_name(screen->tui, &line->student, ret, size);
}

static void grid_title(struct main_screen *screen, char *ret, size_t size)
{
	struct follow *follow = &screen->follow;
	char name[2 * NAME_SIZE + 2], code[CODE_SIZE + 8];
	const struct item *root;

	if (!follow->framework || follow->framework->item_count == 0) {
		(void)snprintf(ret, size, "%s", _("Grid"));
		return;
	}
	root = &follow->framework->items[follow_root(follow)];
	follow_code(root, code);
	student_name(screen, name, sizeof name);
	if (follow->framework->leaf_count == follow->framework->item_count) /* all in one grid */
		(void)snprintf(ret, size, "%s · %s", _("Grid"), follow->framework->row.title);
	else if (follow->group_mode)
		(void)snprintf(ret, size, "%s · %s · %s %s", _("Grid"),
			follow->group.id ? follow->group.code : _("everybody"), code,
			root->row.label);
	else if (screen->layout != LAYOUT_WIDE) /* the title of the screen names the student */
		(void)snprintf(ret, size, "%s · %s %s", _("Grid"), code, root->row.label);
	else
		(void)snprintf(ret, size, "%s%s%s · %s", _("Grid"), *name ? " · " : "", name, code);
}

static void pane_title(struct main_screen *screen, enum main_pane pane, char *ret, size_t size)
{
	struct follow *follow = &screen->follow;
	char code[CODE_SIZE + 8] = "", standing[128];

	switch (pane) {
	case PANE_TREE:
		(void)snprintf(ret, size, "%s",
			follow->framework && screen->layout == LAYOUT_WIDE &&
					follow->session->frameworks.count > 2
				? follow->framework->row.code
				: _("Competencies"));
		break;
	case PANE_STUDENTS:
		if (follow->search[0])
			(void)snprintf(ret, size, _("“%s” %zu/%ld"), follow->search,
				follow_count(follow), roster_total(follow->roster));
		else
			(void)snprintf(
				ret, size, "%s (%ld)", _("Students"), roster_total(follow->roster));
		break;
	case PANE_GRID:
		grid_title(screen, ret, size);
		break;
	case PANE_DETAIL:
	case PANE_COUNT:
		if (follow->framework && follow->framework->item_count > 0)
			follow_code(&follow->framework->items[follow->node], code);
		pane_standing(&screen->panes[PANE_DETAIL], standing, sizeof standing);
		(void)snprintf(ret, size, "%s %s%s%s", _("Detail"), code, *standing ? " · " : "",
			standing);
		break;
	}
}

/* ---- Drawing -------------------------------------------------------------------------- */

/* The names of all panes on one line, the one shown in brackets. */
static void draw_tabs(struct main_screen *screen, struct rect rect)
{
	static const enum main_pane order[] = {PANE_STUDENTS, PANE_TREE, PANE_GRID};
	int col = rect.col + 1;

	for (size_t i = 0; i < sizeof order / sizeof order[0] && col < rect.col + rect.cols; i++) {
		bool here = order[i] == screen->focus;
		char title[4 * NAME_SIZE], text[4 * NAME_SIZE + 4];

		if (here || order[i] == PANE_STUDENTS)
			pane_title(screen, order[i], title, sizeof title);
		else
			(void)snprintf(title, sizeof title, "%s",
				order[i] == PANE_GRID ? _("Grid") : _("Competencies"));
		(void)snprintf(text, sizeof text, here ? "[%s]" : " %s ", title);
		col += 1 + draw_text(&screen->tui->term, rect.row, col, rect.col + rect.cols - col,
				   ROLE_TITLE, DRAW_TIGHT | (here ? DRAW_BOLD : 0), text);
	}
}

void main_draw(struct main_screen *screen, struct rect rect)
{
	static const enum main_pane order[] = {PANE_STUDENTS, PANE_TREE, PANE_GRID, PANE_DETAIL};
	struct tui *tui = screen->tui;
	struct err err;

	main_place(screen, rect);
	if (screen->layout == LAYOUT_SINGLE)
		draw_tabs(screen, rect);
	/* The grid first: tree and detail speak of what it has read. */
	if (screen->follow.framework && screen->follow.student_id &&
		follow_grid(&screen->follow, &err) != ERR_OK)
		main_error(screen, &err);
	for (size_t i = 0; i < PANE_COUNT; i++) {
		enum main_pane pane = order[i];
		char title[4 * NAME_SIZE];

		screen->panes[pane].anonymous = tui->anonymous;
		screen->panes[pane].active = pane == screen->focus;
		if (!screen->visible[pane] || screen->layout == LAYOUT_SMALL)
			continue;
		pane_title(screen, pane, title, sizeof title);
		draw_box(&tui->term, screen->boxes[pane],
			screen->layout == LAYOUT_SINGLE && pane != PANE_DETAIL ? NULL : title,
			pane == screen->focus);
	}
	if (screen->visible[PANE_GRID]) {
		if (screen->follow.group_mode)
			pane_group_draw(&screen->panes[PANE_GRID]);
		else
			pane_grid_draw(&screen->panes[PANE_GRID]);
	}
	if (screen->visible[PANE_TREE])
		pane_tree_draw(&screen->panes[PANE_TREE]);
	if (screen->visible[PANE_STUDENTS])
		pane_students_draw(&screen->panes[PANE_STUDENTS]);
	if (screen->visible[PANE_DETAIL])
		pane_detail_draw(&screen->panes[PANE_DETAIL]);
	tui->cursor_row = screen->panes[screen->focus].cursor_row;
	tui->cursor_col = screen->panes[screen->focus].cursor_col;
}
