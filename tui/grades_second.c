/* The second entry of a column, and its differences. See grades_screen.h. */
#include <stdio.h>

#include "core/language.h"
#include "tui/grades_screen.h"

static bool differs(struct grades_screen *screen, size_t row)
{
	const struct kept_cell *kept = grades_kept(screen, row, screen->part);

	return kept->seconded &&
	       !cell_same(&kept->second,
		       &screen->sheet.rows[row].cells[screen->part][screen->session - 1]);
}

static void show_all(struct grades_screen *screen)
{
	for (size_t i = 0; i < screen->sheet.count; i++)
		screen->shown[i] = i;
	list_set_count(&screen->list, screen->sheet.count);
}

static void forget_second(struct grades_screen *screen)
{
	for (size_t i = 0; i < screen->sheet.count; i++)
		grades_kept(screen, i, screen->part)->seconded = false;
}

static void compare(struct grades_screen *screen)
{
	size_t count = 0, typed = 0, left = 0;

	for (size_t i = 0; i < screen->sheet.count; i++) {
		bool again = grades_kept(screen, i, screen->part)->seconded;

		typed += again;
		left += !again &&
			!cell_is_blank(
				&screen->sheet.rows[i].cells[screen->part][screen->session - 1]);
		if (differs(screen, i))
			screen->shown[count++] = i;
	}
	screen->note[0] = '\0';
	if (left)
		(void)snprintf(screen->note, sizeof screen->note,
			ngettext("%zu grade was not typed again, and not compared.",
				"%zu grades were not typed again, and not compared.",
				(unsigned long)left),
			left);
	if (count == 0) {
		screen->mode = GRADES_ENTRY;
		status_say(&screen->tui->status,
			ngettext("%zu value typed again: the same.",
				"%zu values typed again: all the same.", (unsigned long)typed),
			typed);
		forget_second(screen);
		show_all(screen);
		return;
	}
	screen->mode = GRADES_COMPARE;
	list_set_count(&screen->list, count);
	list_go(&screen->list, 0);
	status_warn(&screen->tui->status,
		ngettext("%zu difference: type what the paper says · F7 ends",
			"%zu differences: type what the paper says · F7 ends",
			(unsigned long)count),
		count);
}

void grades_second(struct grades_screen *screen)
{
	grades_turn(screen);
	(void)grades_commit(screen);
	switch (screen->mode) {
	case GRADES_ENTRY:
		if (screen->sheet.count == 0)
			return;
		forget_second(screen);
		screen->second_from = screen->step_count;
		screen->note[0] = '\0';
		screen->mode = GRADES_SECOND;
		screen->start_part = screen->part;
		list_go(&screen->list, 0);
		status_say(&screen->tui->status, "%s",
			_("Second entry: type the column again · F7 compares"));
		break;
	case GRADES_SECOND:
		compare(screen);
		break;
	default:
		screen->mode = GRADES_ENTRY;
		screen->note[0] = '\0';
		forget_second(screen);
		show_all(screen);
		status_say(&screen->tui->status, "%s", _("Second entry ended."));
	}
}
