/* The list of students: name, level bar, mean, a mark on those overdue. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"

enum { BAR_COLS = 4, MEAN_COLS = 3, MARK_COLS = 2, WITH_BAR = 22 };

/* Whether a neighbour in the list has the same name: then names alone tell nobody apart. */
static bool is_homonym(const struct pane *pane, size_t index, const struct student_row *student)
{
	const struct roster_line *line;
	struct student_row mine = *student; /* the next line read may take its place */
	size_t count = follow_count(pane->follow);
	struct err err;

	if (pane->anonymous)
		return false;
	for (int by = -1; by <= 1; by += 2) {
		if ((by < 0 && index == 0) || (by > 0 && index + 1 >= count))
			continue;
		if (roster_line(pane->follow->roster, index + (size_t)(long)by, &line, &err) ==
				ERR_OK &&
			strcmp(line->student.last_name, mine.last_name) == 0 &&
			strcmp(line->student.first_name, mine.first_name) == 0)
			return true;
	}
	return false;
}

/* The end of a matricule, as wide as the bar whose place it takes. */
static const char *tail(const char *matricule)
{
	size_t length = strlen(matricule);

	return length > BAR_COLS ? matricule + length - BAR_COLS : matricule;
}

static void draw_line(struct pane *pane, int row, size_t index)
{
	const struct follow *follow = pane->follow;
	const struct roster_line *line;
	bool here = index == follow->student;
	int flags = here && pane->active ? DRAW_FOCUS : 0;
	int figures = BAR_COLS + 1 + MEAN_COLS + MARK_COLS;
	char name[2 * NAME_SIZE + 2], text[2 * NAME_SIZE + 8], mean[16];
	struct err err;

	draw_text(pane->term, row, pane->rect.col, pane->rect.cols, ROLE_TEXT, flags, "");
	if (roster_line(follow->roster, index, &line, &err) != ERR_OK) {
		draw_text(
			pane->term, row, pane->rect.col, pane->rect.cols, ROLE_ERROR, flags, "  !");
		return;
	}
	if (pane->rect.cols < WITH_BAR)
		figures = MEAN_COLS + MARK_COLS;
	pane_name_fit(
		pane, &line->student, index, pane->rect.cols - figures - 3, name, sizeof name);
	(void)snprintf(text, sizeof text, "%s %s", here ? ">" : " ", name);
	draw_text(pane->term, row, pane->rect.col, pane->rect.cols - figures - 1, ROLE_TEXT, flags,
		text);
	if (pane->rect.cols >= WITH_BAR && is_homonym(pane, index, &line->student))
		draw_text(pane->term, row, pane->rect.col + pane->rect.cols - figures, BAR_COLS,
			ROLE_TEXT, flags, tail(line->student.matricule));
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
