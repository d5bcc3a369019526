/* A grade typed over what is acquired already. See grade.h. */
#include <stdio.h>
#include <string.h>

#include "core/figures.h"
#include "core/grade.h"
#include "core/language.h"

/* "UE3 (12,00)" */
static enum err_code refuse(const struct grading *grading, const struct unit_result *acquired,
	const struct cell *cell, struct err *err)
{
	char what[MARK_SIZE], mark[MARK_SIZE], place[CODE_SIZE + MARK_SIZE + 4];
	struct cell unit;
	enum err_code rc = err_fail(err, WHY_GRADE_ACQUIRED, "grade");

	unit_result_cell(acquired, &unit);
	cell_format(&unit, mark);
	cell_format(cell, what);
	(void)snprintf(
		place, sizeof place, *mark ? "%s (%s)" : "%s", grading->unit->row.code, mark);
	(void)err_at(err, 0, place, what);
	return rc;
}

enum err_code grade_check_acquired(struct session *session, const struct grading *grading,
	const struct cell *cell, struct err *err)
{
	const struct programme *programme = grading->programme;
	size_t unit = programme_unit(programme, grading->unit->row.id);
	struct unit_result acquired;
	struct unit_steps steps;
	struct cell *now;
	enum err_code rc;

	if (grading->number < 2 || cell->mark < 0) /* a code says itself that it is no success */
		return ERR_OK;
	rc = unit_steps_load(
		session, programme, unit, grading->student_id, grading->number - 1, &steps, err);
	if (rc || !steps.result.acquired)
		return rc;
	acquired = steps.result;
	now = &steps.parts[grading->part].cells[grading->number - 1];
	if (cell_same(now, cell)) /* its proof alone is new */
		return ERR_OK;
	*now = *cell;
	unit_steps_compute(programme, unit, grading->number, &steps);
	if (cell->mark >= programme->rules.values[GRADE_RULE_PASS] && steps.result.acquired)
		return ERR_OK;
	return refuse(grading, &acquired, cell, err);
}
