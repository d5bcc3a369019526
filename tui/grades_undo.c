/* What was typed last in the sheet of grades is taken back first. See grades_screen.h. */
#include <stdio.h>
#include <string.h>

#include "core/history.h"
#include "core/language.h"
#include "tui/grades_screen.h"

void grades_step(struct grades_screen *screen, const struct grades_step *step)
{
	if (screen->step_count == STEPS_MAX) {
		memmove(screen->steps, screen->steps + 1,
			(STEPS_MAX - 1) * sizeof screen->steps[0]);
		screen->step_count--;
		if (screen->second_from)
			screen->second_from--;
	}
	screen->steps[screen->step_count++] = *step;
}

/* Where the cell of a step is now; NULL: it is of another unit, or gone. */
static struct kept_cell *cell_of(struct grades_screen *screen, const struct grades_step *step,
	size_t *ret_row, size_t *ret_part)
{
	*ret_row = gradesheet_find(&screen->sheet, step->student_id);
	*ret_part = 0;
	while (*ret_part < screen->sheet.part_count &&
		unit_part_id(screen->sheet.unit, *ret_part) != step->activity_id)
		(*ret_part)++;
	if (*ret_row == screen->sheet.count || *ret_part == screen->sheet.part_count)
		return NULL;
	return grades_kept(screen, *ret_row, *ret_part);
}

static void go_to(struct grades_screen *screen, size_t row, size_t part)
{
	for (size_t i = 0; i < screen->list.count; i++) {
		if (screen->shown[i] == row)
			list_go(&screen->list, i);
	}
	screen->part = screen->start_part = part;
}

/* A value that was not recorded. false: it is no longer there. */
static bool take_back_wrong(struct grades_screen *screen, const struct grades_step *step)
{
	size_t row, part;
	struct kept_cell *kept = cell_of(screen, step, &row, &part);
	char text[TYPED_SIZE];

	if (!kept || !kept->wrong[0])
		return false;
	memcpy(text, kept->wrong, sizeof text);
	go_to(screen, row, part);
	grades_restore(screen);
	status_say(&screen->tui->status, _("Taken back: “%.60s”, which was not recorded"), text);
	return true;
}

static bool take_back_second(struct grades_screen *screen, const struct grades_step *step)
{
	size_t row, part;
	struct kept_cell *kept = cell_of(screen, step, &row, &part);
	char text[MARK_SIZE];

	if (!kept)
		return false;
	cell_format(&kept->second, text);
	kept->second = step->before;
	kept->seconded = step->seconded;
	go_to(screen, row, part);
	screen->note[0] = '\0';
	status_say(&screen->tui->status, _("Taken back of the second entry: row %zu, “%s”"),
		row + 1, *text ? text : "–");
	return true;
}

/* With nothing of one's own left here, undo may be of grades, and of nothing that is not seen here.
 */
static bool last_is_grades(struct grades_screen *screen)
{
	struct batch_row batch;
	size_t count = 0;
	struct err err;

	return history_batches(screen->tui->session, NULL, 1, &batch, &count, &err) == ERR_OK &&
	       count == 1 &&
	       (strcmp(batch.action, "grade") == 0 || strcmp(batch.action, "paste-grades") == 0 ||
		       strcmp(batch.action, "import-grades") == 0);
}

bool grades_undo(struct grades_screen *screen)
{
	bool second = screen->mode != GRADES_ENTRY;

	if (screen->typing) {
		grades_restore(screen);
		status_say(&screen->tui->status, "%s", _("What was being typed is given up."));
		return true;
	}
	while (screen->step_count > (second ? screen->second_from : 0)) {
		const struct grades_step step = screen->steps[--screen->step_count];

		if (step.kind == STEP_RECORDED)
			return false;
		if (step.kind == STEP_WRONG && take_back_wrong(screen, &step))
			return true;
		if (step.kind == STEP_SECOND && screen->mode == GRADES_SECOND &&
			take_back_second(screen, &step))
			return true;
	}
	if (!second && last_is_grades(screen))
		return false;
	status_say(&screen->tui->status, "%s",
		second ? _("Nothing of this second entry is left to take back.")
		       : _("Nothing typed here is left to take back: the rest is in the history."));
	return true;
}

bool grades_redo(struct grades_screen *screen)
{
	if (screen->mode == GRADES_ENTRY)
		return false;
	status_say(&screen->tui->status, "%s", _("In a second entry, type it again."));
	return true;
}
