/* What panes share. See pane.h. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "core/student_name.h"
#include "tui/glyph.h"

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

size_t pane_scroll_students(struct pane *pane, int rows)
{
	struct follow *follow = pane->follow;
	size_t count = follow_count(follow);
	bool done = roster_complete(follow->roster);
	struct err err;

	pane_scroll(pane, follow->student, count, rows);
	if (!done && rows > 0 && pane->first + (size_t)rows > count &&
		roster_more(follow->roster, 512, &done, &err) == ERR_OK)
		count = follow_count(follow);
	return count;
}

/* The matricule of a homonym has a place of its own: pane_name_tail(). */
static void bare_name(
	const struct pane *pane, const struct student_row *student, char *ret, size_t size)
{
	if (pane->anonymous)
		student_name(pane->follow->session, true, student->id, "", "", ret, size);
	else
		(void)snprintf(ret, size, "%s %s", student->last_name, student->first_name);
}

/* "Nguyễn Minh A.": from the first names after so many on, initials only. */
static void initials(const struct student_row *student, int whole, char *ret, size_t size)
{
	const char *at = student->first_name;
	size_t used;

	(void)snprintf(ret, size, "%s", student->last_name);
	for (int i = 0; *at && (used = strlen(ret)) + 1 < size; i++) {
		size_t length = strcspn(at, " -"), first = glyph_next(at, NULL);

		if (i < whole)
			(void)snprintf(ret + used, size - used, " %.*s", (int)length, at);
		else
			(void)snprintf(ret + used, size - used, "%s%.*s.", i > whole ? "" : " ",
				(int)first, at);
		at += length;
		at += strspn(at, " -");
	}
}

static int shown_width(const struct pane *pane, const char *text)
{
	char clean[4 * NAME_SIZE];

	(void)glyph_clean(text, pane->term->ascii, clean, sizeof clean);
	return glyph_width(clean);
}

void pane_name_fit(const struct pane *pane, const struct student_row *student, int cols, char *ret,
	size_t size)
{
	char shorter[2 * NAME_SIZE + 2];

	bare_name(pane, student, ret, size);
	for (int whole = 1; !pane->anonymous && whole >= 0 && shown_width(pane, ret) > cols;
		whole--) {
		initials(student, whole, shorter, sizeof shorter);
		if (shown_width(pane, shorter) <= cols)
			(void)snprintf(ret, size, "%s", shorter);
	}
}

const char *pane_name_tail(const struct pane *pane, const struct roster_line *line)
{
	size_t length = strlen(line->namesake);

	if (pane->anonymous || !length)
		return NULL;
	return line->namesake + (length > NAME_TAIL_COLS ? length - NAME_TAIL_COLS : 0);
}

void pane_levels(const struct pane *pane, int cols, char *ret, size_t size)
{
	const struct scale_row *scale = &pane->follow->framework->scale;

	for (int full = 1; full >= 0; full--) {
		size_t used = 0;

		ret[0] = '\0';
		for (size_t i = 0; i < scale->level_count && used < size; i++) {
			const struct level_row *level = &scale->levels[i];

			used += (size_t)snprintf(ret + used, size - used, "%s%d %s", i ? " " : "",
				level->digit,
				full || !*level->short_name ? level->name : level->short_name);
		}
		if (shown_width(pane, ret) <= cols)
			return;
	}
}

size_t pane_row_at(const struct pane *pane, int row, int header, size_t count)
{
	size_t index;

	if (row < pane->rect.row + header || row >= pane->rect.row + pane->rect.rows)
		return (size_t)-1;
	index = pane->first + (size_t)(row - pane->rect.row - header);
	return index < count ? index : (size_t)-1;
}
