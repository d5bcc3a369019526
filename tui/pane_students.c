/* The list of students: name, level bar, mean, a mark on those overdue. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"

enum { BAR_COLS = NAME_TAIL_COLS, MEAN_COLS = 3, MARK_COLS = 2, WITH_BAR = 22 };

static void draw_line(struct pane *pane, int row, size_t index)
{
	const struct follow *follow = pane->follow;
	const struct roster_line *line;
	bool here = index == follow->student;
	int flags = here && pane->active ? DRAW_FOCUS : 0;
	int figures = BAR_COLS + 1 + MEAN_COLS + MARK_COLS;
	char name[2 * NAME_SIZE + 2], text[2 * NAME_SIZE + 8], mean[16];
	const char *tail = NULL;
	struct err err;

	draw_text(pane->term, row, pane->rect.col, pane->rect.cols, ROLE_TEXT, flags, "");
	if (roster_line(follow->roster, index, &line, &err) != ERR_OK) {
		draw_text(
			pane->term, row, pane->rect.col, pane->rect.cols, ROLE_ERROR, flags, "  !");
		return;
	}
	if (pane->rect.cols < WITH_BAR)
		figures = MEAN_COLS + MARK_COLS;
	pane_name_fit(pane, &line->student, pane->rect.cols - figures - 3, name, sizeof name);
	(void)snprintf(text, sizeof text, "%s %s", here ? ">" : " ", name);
	draw_text(pane->term, row, pane->rect.col, pane->rect.cols - figures - 1, ROLE_TEXT, flags,
		text);
	if (pane->rect.cols >= WITH_BAR)
		tail = pane_name_tail(pane, line);
	if (tail)
		draw_text(pane->term, row, pane->rect.col + pane->rect.cols - figures, BAR_COLS,
			ROLE_TEXT, flags, tail);
	else if (pane->rect.cols >= WITH_BAR)
		draw_level(pane->term, row, pane->rect.col + pane->rect.cols - figures,
			line->standing.mean,
			follow->framework ? (int)follow->framework->scale.level_count : 4, flags);
	follow_decimal(line->standing.mean, mean);
	draw_text(pane->term, row, pane->rect.col + pane->rect.cols - MARK_COLS - MEAN_COLS,
		MEAN_COLS, line->standing.mean < 0 ? ROLE_MUTED : ROLE_TEXT, DRAW_RIGHT | flags,
		mean);
	draw_text(pane->term, row, pane->rect.col + pane->rect.cols - MARK_COLS, MARK_COLS,
		line->overdue ? ROLE_WARNING : ROLE_TEXT, DRAW_RIGHT | flags,
		line->overdue ? "!" : "");
	if (here) {
		pane->cursor_row = row;
		pane->cursor_col = pane->rect.col;
	}
}

/* The first start: how to get students in. */
static void draw_welcome(struct pane *pane)
{
	draw_wrapped(pane->term, pane->rect, ROLE_TEXT, 0,
		pane->follow->search[0] ? _("Nobody matches.\n\nEsc shows everybody again.")
					: _("No students yet.\n\ng i imports a class list (Excel, "
					    "Moodle, ProEco…).\n\ng d opens "
					    "the demonstration class.\n\n? shows every key."));
}

void pane_students_draw(struct pane *pane)
{
	struct follow *follow = pane->follow;
	size_t count = follow_count(follow);

	pane->cursor_row = -1;
	draw_clear(pane->term, pane->rect);
	if (count == 0) {
		draw_welcome(pane);
		return;
	}
	count = pane_scroll_students(pane, pane->rect.rows);
	for (int i = 0; i < pane->rect.rows && pane->first + (size_t)i < count; i++)
		draw_line(pane, pane->rect.row + i, pane->first + (size_t)i);
}
