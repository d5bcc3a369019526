/* The competency tree: label, level bar, mean, coverage. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "core/level.h"

enum { BAR_COLS = 4, MEAN_COLS = 4, COVERAGE_COLS = 4, WITH_COVERAGE = 34 };

static const char *marker(const struct pane *pane, const struct item *item, bool folded)
{
	bool plain = pane->term->ascii || pane->term->console;

	if (item->descendants == 0)
		return " ";
	if (plain)
		return folded ? "+" : "-";
	return folded ? "▸" : "▾";
}

static void draw_figures(struct pane *pane, int row, int col, size_t node, int flags)
{
	const struct follow *follow = pane->follow;
	const struct item *item = &follow->framework->items[node];
	bool known = follow->grid.student_id && follow->grid.student_id == follow->student_id;
	size_t rated = 0, of = 0;
	char text[32];
	int mean;

	if (!known)
		return;
	mean = level_item_mean(follow->framework, node, follow->grid.values, &rated, &of);
	if (item->descendants == 0) {
		follow_current(follow->framework, &follow->grid.current[item->leaf_index], text);
		draw_text(pane->term, row, col + BAR_COLS, MEAN_COLS,
			mean < 0 ? ROLE_MUTED
				 : theme_level((mean + 50) / 100,
					   (int)follow->framework->scale.level_count),
			DRAW_RIGHT | flags, text);
		return;
	}
	draw_level(pane->term, row, col, mean, (int)follow->framework->scale.level_count, flags);
	follow_decimal(mean, text);
	draw_text(pane->term, row, col + BAR_COLS, MEAN_COLS, ROLE_TEXT, DRAW_RIGHT | flags, text);
	if (pane->rect.cols < WITH_COVERAGE)
		return;
	(void)snprintf(text, sizeof text, "%zu/%zu", rated, of);
	draw_text(pane->term, row, col + BAR_COLS + MEAN_COLS, COVERAGE_COLS, ROLE_MUTED,
		DRAW_RIGHT | flags, text);
}

static void draw_node(struct pane *pane, int row, size_t node)
{
	const struct follow *follow = pane->follow;
	const struct item *item = &follow->framework->items[node];
	bool here = node == follow->node;
	int flags = here && pane->active ? DRAW_FOCUS : 0;
	int figures = BAR_COLS + MEAN_COLS + (pane->rect.cols < WITH_COVERAGE ? 0 : COVERAGE_COLS);
	int indent = item->depth * 2, label_cols = pane->rect.cols - figures - 1;
	char code[CODE_SIZE + 8], text[CODE_SIZE + LABEL_SIZE + 48];

	/* A leaf has no bar: its label may take that place. */
	if (item->descendants == 0)
		label_cols += BAR_COLS;
	follow_code(item, code);
	(void)snprintf(text, sizeof text, "%*s%s %s %s", indent, "",
		here ? ">" : marker(pane, item, follow->folded[node]), code, item->row.label);
	draw_text(pane->term, row, pane->rect.col, pane->rect.cols, ROLE_TEXT, flags, "");
	draw_text(pane->term, row, pane->rect.col, label_cols, ROLE_TEXT,
		flags | (item->depth == 0 ? DRAW_BOLD : 0), text);
	draw_figures(pane, row, pane->rect.col + pane->rect.cols - figures, node, flags);
	if (here) {
		pane->cursor_row = row;
		pane->cursor_col = pane->rect.col + indent;
	}
}

void pane_tree_draw(struct pane *pane)
{
	const struct follow *follow = pane->follow;
	size_t rows = follow_tree_rows(follow), node;

	pane->cursor_row = -1;
	draw_clear(pane->term, pane->rect);
	if (rows == 0) {
		draw_wrapped(pane->term, pane->rect, ROLE_MUTED, 0,
			_("No framework in this file: import one with “suivi import framework”."));
		return;
	}
	pane_scroll(pane, follow_tree_row(follow, follow->node), rows, pane->rect.rows);
	node = follow_tree_node(follow, pane->first);
	for (int i = 0; i < pane->rect.rows && pane->first + (size_t)i < rows; i++) {
		draw_node(pane, pane->rect.row + i, node);
		node += 1 + (follow->folded[node] ? follow->framework->items[node].descendants : 0);
	}
}
