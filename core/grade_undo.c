/* May a change of grades be undone? See grade.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/grade.h"

enum { CELLS_MAX = 64, CHANGES_MAX = 100000 };

/* One cell of each unit and session that a batch changed. */
struct touched {
	int64_t id; /* of the cell */
	int session;
	char matricule[MATRICULE_SIZE];
	char unit[2 * CODE_SIZE];
};

struct touching {
	size_t count;
	struct touched cells[CELLS_MAX];
};

/* "0024005 UE3/AA1 1" */
static bool take_change(void *ctx, const struct history_row *row)
{
	struct touching *touching = ctx;
	struct touched *cell = &touching->cells[touching->count];
	const char *first = strchr(row->key, ' '), *last = strrchr(row->key, ' ');

	if (strcmp(row->table, "grade") != 0 || !first || first == last)
		return true;
	*cell = (struct touched){.id = row->row, .session = last[1] - '0'};
	(void)snprintf(
		cell->matricule, sizeof cell->matricule, "%.*s", (int)(first - row->key), row->key);
	(void)snprintf(cell->unit, sizeof cell->unit, "%.*s", (int)(last - first - 1), first + 1);
	for (size_t i = 0; i < touching->count; i++) {
		if (touching->cells[i].session == cell->session &&
			strcmp(touching->cells[i].unit, cell->unit) == 0)
			return true;
	}
	return ++touching->count < CELLS_MAX;
}

/* Is it of this programme? Units of other years may have the same code, not the same cells. */
static bool is_of(
	struct session *session, const struct programme *programme, const struct touched *cell)
{
	struct student_row student;
	struct grade_row key = {.session = cell->session};
	size_t unit, activity;

	if (programme_find(programme, cell->unit, &unit, &activity, NULL) ||
		db_student_by_matricule(session->db, cell->matricule, &student, NULL))
		return false;
	key.student_id = student.id;
	key.unit_id = programme->units[unit].row.id;
	key.activity_id =
		activity == (size_t)-1 ? 0 : unit_part_id(&programme->units[unit], activity);
	return db_grade_id(&key) == cell->id;
}

static enum err_code check_programme(struct session *session, int64_t programme_id,
	const struct touching *touching, struct err *err)
{
	struct programme programme = {0};
	enum err_code rc = programme_load_id(session, programme_id, &programme, err);

	for (size_t i = 0; i < touching->count && !rc; i++) {
		const struct grading grading = {
			.programme = &programme, .number = touching->cells[i].session};

		if (is_of(session, &programme, &touching->cells[i]))
			rc = grade_check_lock(session, &grading, err);
	}
	programme_release(&programme);
	return rc;
}

enum err_code grade_may_undo(
	struct session *session, const unsigned char stamp[STAMP_SIZE], struct err *err)
{
	struct touching touching = {0};
	struct programme_row *rows = NULL;
	size_t count = 0;
	bool grades = false;
	enum err_code rc = db_batch_touches(session->db, stamp, "grade", &grades, err);

	if (rc || !grades)
		return rc;
	rc = db_batch_changes(session->db, stamp, CHANGES_MAX, take_change, &touching, err);

	if (!rc && touching.count)
		rc = db_programme_list(session->db, &rows, &count, err);
	for (size_t i = 0; i < count && !rc; i++)
		rc = check_programme(session, rows[i].id, &touching, err);
	free(rows);
	return rc;
}
