/* The detail box: full text, newest observations, why a student is overdue. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "core/level.h"

enum { NOTES_SHOWN = 3 };

/* "03/12 « Plan clair » A. Maes" */
static void note_line(const struct grid_note *note, char *ret, size_t size)
{
	char day[8];

	follow_day(note->assessment.held_on, day);
	(void)snprintf(ret, size, _("%s “%s” %s"), day, note->comment, note->assessment.person);
}

/* "! not seen since 12/11/2026", for the student the list stands on. */
static bool overdue_line(const struct pane *pane, char *ret, size_t size)
{
	const struct roster_line *line;
	struct err err;

	if (!pane->follow->student_id ||
		roster_line(pane->follow->roster, pane->follow->student, &line, &err) != ERR_OK ||
		!line->overdue)
		return false;
	if (line->standing.seen_on[0])
		(void)snprintf(ret, size, _("! not seen since %.2s/%.2s/%.4s"),
			line->standing.seen_on + 8, line->standing.seen_on + 5,
			line->standing.seen_on);
	else
		(void)snprintf(ret, size, "%s", _("! never seen"));
	return true;
}

/* A text on as many lines as it needs and there are; returns the lines taken. */
static int put(struct pane *pane, int from, enum role role, const char *text)
{
	struct rect rect = {.row = pane->rect.row + from,
		.col = pane->rect.col,
		.rows = pane->rect.rows - from,
		.cols = pane->rect.cols};
	int lines;

	if (rect.rows <= 0)
		return 0;
	lines = draw_wrapped(pane->term, rect, role, 0, text);
	return lines < rect.rows ? lines : rect.rows;
}

struct descriptors {
	struct pane *pane;
	int used;
};

/* "3 Acquis : décrit trois acteurs…", where the framework says what a level means. */
static bool put_descriptor(void *ctx, int digit, const char *text)
{
	struct descriptors *descriptors = ctx;
	const struct framework *framework = descriptors->pane->follow->framework;
	char line[2 * COMMENT_SIZE];

	(void)snprintf(line, sizeof line, "%d %s · %s", digit,
		framework_level_name(framework, digit), text);
	descriptors->used += put(descriptors->pane, descriptors->used,
		theme_level(digit, (int)framework->scale.level_count), line);
	return descriptors->used < descriptors->pane->rect.rows;
}

void pane_standing(const struct pane *pane, char *ret, size_t size)
{
	const struct follow *follow = pane->follow;
	size_t rated = 0, of = 0;
	char text[32];
	int mean;

	ret[0] = '\0';
	if (!follow->framework || follow->framework->item_count == 0 ||
		follow->framework->items[follow->node].descendants == 0 || !follow->student_id ||
		follow->grid.student_id != follow->student_id)
		return;
	mean = level_item_mean(follow->framework, follow->node, follow->grid.values, &rated, &of);
	follow_decimal(mean, text);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(ret, size,
		ngettext("mean %s · %zu of %zu capability rated",
			"mean %s · %zu of %zu capabilities rated", of),
		text, rated, of);
#pragma GCC diagnostic pop
}

void pane_detail_draw(struct pane *pane)
{
	struct descriptors descriptors = {.pane = pane};
	const struct follow *follow = pane->follow;
	struct grid_note notes[NOTES_SHOWN];
	char text[COMMENT_SIZE + NAME_SIZE + 32];
	size_t count = 0;
	int used = 0;
	struct err err;

	draw_clear(pane->term, pane->rect);
	if (!follow->framework || follow->framework->item_count == 0)
		return;
	used = put(pane, 0, ROLE_TEXT, follow->framework->items[follow->node].row.text);
	descriptors.used = used;
	if (grid_descriptors(follow->session, follow->framework->items[follow->node].row.id,
		    put_descriptor, &descriptors, &err) == ERR_OK)
		used = descriptors.used;
	if (overdue_line(pane, text, sizeof text))
		used += put(pane, used, ROLE_WARNING, text);
	if (follow->framework->items[follow->node].descendants > 0)
		return; /* observations are of one capability; the title says where this one stands
			 */
	if (!follow->student_id || grid_notes(follow->session, follow->student_id,
					   follow->framework->items[follow->item].row.id,
					   NOTES_SHOWN, notes, &count, &err))
		return;
	for (size_t i = 0; i < count && used < pane->rect.rows; i++) {
		note_line(&notes[i], text, sizeof text);
		used += put(pane, used, i ? ROLE_MUTED : ROLE_TEXT, text);
	}
	grid_notes_release(notes, count);
}
