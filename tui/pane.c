/* What panes share. See pane.h. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"

void pane_scroll(struct pane *pane, size_t row, size_t count, int rows)
{
	size_t room = rows > 0 ? (size_t)rows : 1;

	if (row < pane->first)
		pane->first = row;
	if (row >= pane->first + room)
		pane->first = row - room + 1;
	if (count <= room)
		pane->first = 0;
	else if (pane->first > count - room)
		pane->first = count - room;
}

void pane_name(const struct pane *pane, const struct student_row *student, size_t index, char *ret,
	size_t size)
{
	if (pane->anonymous)
		(void)snprintf(ret, size, _("Student %02zu"), index + 1);
	else
		(void)snprintf(ret, size, "%s %s", student->last_name, student->first_name);
}

size_t pane_row_at(const struct pane *pane, int row, int header, size_t count)
{
	size_t index;

	if (row < pane->rect.row + header || row >= pane->rect.row + pane->rect.rows)
		return (size_t)-1;
	index = pane->first + (size_t)(row - pane->rect.row - header);
	return index < count ? index : (size_t)-1;
}
