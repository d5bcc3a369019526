/* What the evaluation pane shows. See grid.h. */
#include "core/grid.h"

#include <stdlib.h>
#include <string.h>

#include "core/level.h"

enum { COLUMNS_SHOWN = 64 }; /* newest occasions of one student that are read */

static const size_t none = (size_t)-1;

/* ---- One student -------------------------------------------------------------- */

struct student_reading {
	struct student_grid *grid;
	size_t leaf; /* of the item last seen: ratings come item by item */
	int64_t item_id;
};

static size_t leaf_of(const struct framework *framework, int64_t item_id)
{
	size_t item = framework_item_by_id(framework, item_id);

	return item == none ? none : framework->items[item].leaf_index;
}

static bool take_cell(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct student_reading *reading = ctx;
	struct student_grid *grid = reading->grid;

	(void)person;
	if (row->item_id != reading->item_id) {
		reading->item_id = row->item_id;
		reading->leaf = leaf_of(grid->framework, row->item_id);
	}
	if (reading->leaf == none)
		return true;
	for (size_t c = 0; c < grid->column_count; c++) {
		if (grid->columns[c].id == row->assessment_id) {
			grid->cells[reading->leaf * grid->column_count + c] = (struct grid_cell){
				.level = (signed char)row->level,
				.commented = comment != NULL,
				.staff = level_counts(row->kind),
			};
			break;
		}
	}
	return true;
}

static bool take_current(void *ctx, const struct current_row *row)
{
	struct student_grid *grid = ctx;
	size_t leaf = leaf_of(grid->framework, row->item_id);

	if (leaf != none) {
		grid->current[leaf] = *row;
		grid->values[leaf] = row->value;
	}
	return true;
}

static enum err_code load_columns(
	struct session *session, struct student_grid *grid, struct err *err)
{
	enum err_code rc = db_assessment_page(session->db, grid->student_id, 0,
		grid->framework->row.id, COLUMNS_SHOWN, grid->columns, &grid->column_count, err);

	/* Newest first from the file, oldest first on screen. */
	for (size_t i = 0; !rc && i < grid->column_count / 2; i++) {
		struct assessment_row other = grid->columns[i];

		grid->columns[i] = grid->columns[grid->column_count - 1 - i];
		grid->columns[grid->column_count - 1 - i] = other;
	}
	return rc;
}

enum err_code student_grid_load(struct session *session, const struct framework *framework,
	int64_t student_id, struct student_grid *ret, struct err *err)
{
	struct student_grid grid = {.framework = framework, .student_id = student_id};
	struct student_reading reading = {.grid = &grid, .leaf = none};
	enum err_code rc = ERR_OK;

	grid.columns = calloc(COLUMNS_SHOWN, sizeof *grid.columns);
	grid.current = calloc(framework->leaf_count + 1, sizeof *grid.current);
	grid.values = calloc(framework->leaf_count + 1, sizeof *grid.values);
	if (!grid.columns || !grid.current || !grid.values)
		rc = err_fail(err, WHY_NO_MEMORY, "grid");
	if (!rc)
		rc = load_columns(session, &grid, err);
	if (!rc) {
		grid.cells =
			calloc(framework->leaf_count * grid.column_count + 1, sizeof *grid.cells);
		if (!grid.cells)
			rc = err_fail(err, WHY_NO_MEMORY, "grid");
	}
	for (size_t i = 0; !rc && i < framework->leaf_count; i++) {
		grid.values[i] = -1;
		grid.current[i] = (struct current_row){.value = -1, .trend = 2};
	}
	if (!rc)
		rc = db_rating_each(session->db, student_id, 0, take_cell, &reading, err);
	if (!rc)
		rc = db_level_each(session->db, student_id, take_current, &grid, err);
	if (rc) {
		student_grid_release(&grid);
		return rc;
	}
	*ret = grid;
	return ERR_OK;
}

void student_grid_release(struct student_grid *grid)
{
	free(grid->columns);
	free(grid->cells);
	free(grid->current);
	free(grid->values);
	*grid = (struct student_grid){0};
}

enum err_code grid_descriptors(
	struct session *session, int64_t item_id, db_text_fn *each, void *ctx, struct err *err)
{
	return db_descriptor_each(session->db, item_id, each, ctx, err);
}

/* ---- Notes ------------------------------------------------------------------------ */

struct note_reading {
	struct grid_note *notes;
	size_t count, limit;
	bool failed;
};

/* Ratings come oldest first: keep the last `limit`, shifting the older out. */
static bool take_note(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct note_reading *reading = ctx;
	struct grid_note *note;

	if (!comment)
		return true;
	if (reading->count == reading->limit) {
		free(reading->notes[0].comment);
		memmove(&reading->notes[0], &reading->notes[1],
			(reading->limit - 1) * sizeof *reading->notes);
		reading->count--;
	}
	note = &reading->notes[reading->count];
	*note = (struct grid_note){.level = row->level, .comment = strdup(comment)};
	if (!note->comment) {
		reading->failed = true;
		return false;
	}
	note->assessment.id = row->assessment_id;
	note->assessment.kind = row->kind;
	memcpy(note->assessment.held_on, row->held_on, sizeof row->held_on);
	if (person && strlen(person) < sizeof note->assessment.person)
		memcpy(note->assessment.person, person, strlen(person) + 1);
	reading->count++;
	return true;
}

enum err_code grid_notes(struct session *session, int64_t student_id, int64_t item_id, size_t limit,
	struct grid_note *ret, size_t *ret_count, struct err *err)
{
	struct note_reading reading = {.notes = ret, .limit = limit};
	enum err_code rc = ERR_OK;

	if (limit > 0)
		rc = db_rating_each(session->db, student_id, item_id, take_note, &reading, err);
	if (!rc && reading.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "notes");
	if (rc) {
		grid_notes_release(ret, reading.count);
		return rc;
	}
	for (size_t i = 0; i < reading.count / 2; i++) {
		struct grid_note other = ret[i];

		ret[i] = ret[reading.count - 1 - i];
		ret[reading.count - 1 - i] = other;
	}
	*ret_count = reading.count;
	return ERR_OK;
}

void grid_notes_release(struct grid_note *notes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(notes[i].comment);
		notes[i].comment = NULL;
	}
}

/* ---- A group ------------------------------------------------------------------------ */

struct group_reading {
	struct group_grid *grid;
	size_t student;
};

static size_t leaf_in(const struct group_grid *grid, int64_t item_id)
{
	for (size_t i = 0; i < grid->leaf_count; i++) {
		if (grid->framework->items[grid->leaves[i]].row.id == item_id)
			return i;
	}
	return none;
}

static bool take_group_level(void *ctx, const struct current_row *row)
{
	struct group_reading *reading = ctx;
	struct group_grid *grid = reading->grid;
	size_t leaf = leaf_in(grid, row->item_id);

	if (leaf != none)
		grid->current[reading->student * grid->leaf_count + leaf] = *row;
	return true;
}

static bool take_today(void *ctx, int64_t item_id, int level)
{
	struct group_reading *reading = ctx;
	struct group_grid *grid = reading->grid;
	size_t leaf = leaf_in(grid, item_id);

	if (leaf != none)
		grid->today[reading->student * grid->leaf_count + leaf] = (signed char)level;
	return true;
}

/* Whom staff rate is seen: without a date that late there is no level on an occasion. */
static bool may_be_rated(
	const struct group_grid *grid, size_t student, const struct occasion *occasion)
{
	const struct current_row *rows = grid->current + student * grid->leaf_count;

	if (!level_counts(occasion->kind))
		return true;
	for (size_t i = 0; i < grid->leaf_count; i++) {
		if (strcmp(rows[i].seen_on, occasion->held_on) >= 0)
			return true;
	}
	return false;
}

/* The levels given on the current occasion, where it exists already. */
static enum err_code load_today(struct session *session, struct group_grid *grid,
	const struct occasion *occasion, struct err *err)
{
	struct person_row person = {0};
	struct err missing;
	int64_t assessment = 0;
	enum err_code rc = ERR_OK;

	if (occasion->person[0] && level_counts(occasion->kind) &&
		db_person_by_name(session->db, occasion->person, &person, &missing) != ERR_OK)
		return ERR_OK; /* a person not known yet has rated nobody */
	rc = db_assessment_find(
		session->db, occasion->kind, occasion->held_on, person.id, &assessment, &missing);
	if (rc)
		return rc == ERR_NOT_FOUND ? ERR_OK : (*err = missing, rc);
	for (size_t s = 0; s < grid->student_count && !rc; s++) {
		struct group_reading reading = {.grid = grid, .student = s};

		if (may_be_rated(grid, s, occasion))
			rc = db_assessment_ratings(session->db, assessment, grid->students[s],
				take_today, &reading, err);
	}
	return rc;
}

enum err_code group_grid_load(struct session *session, const struct framework *framework,
	size_t item, size_t n, const int64_t students[], const struct occasion *occasion,
	struct group_grid *ret, struct err *err)
{
	struct group_grid grid = {.framework = framework, .student_count = n};
	size_t leaf_count =
		item == none ? framework->leaf_count : framework->items[item].leaf_count;
	size_t first = item == none ? 0 : item, cells = n * leaf_count;
	size_t last = item == none ? framework->item_count - 1
				   : item + framework->items[item].descendants;
	enum err_code rc = ERR_OK;

	grid.leaves = calloc(leaf_count + 1, sizeof *grid.leaves);
	grid.students = calloc(n + 1, sizeof *grid.students);
	grid.current = calloc(cells + 1, sizeof *grid.current);
	grid.today = calloc(cells + 1, sizeof *grid.today);
	if (!grid.leaves || !grid.students || !grid.current || !grid.today) {
		rc = err_fail(err, WHY_NO_MEMORY, "grid");
		goto fail;
	}
	for (size_t i = first; i <= last; i++) {
		if (framework->items[i].leaf_index != none)
			grid.leaves[grid.leaf_count++] = i;
	}
	for (size_t i = 0; i < cells; i++)
		grid.current[i] = (struct current_row){.value = -1, .trend = 2};
	if (n > 0)
		memcpy(grid.students, students, n * sizeof *students);
	for (size_t s = 0; s < n && !rc; s++) {
		struct group_reading reading = {.grid = &grid, .student = s};

		rc = db_level_each(session->db, students[s], take_group_level, &reading, err);
	}
	if (!rc)
		rc = load_today(session, &grid, occasion, err);
	if (rc)
		goto fail;
	*ret = grid;
	return ERR_OK;
fail:
	group_grid_release(&grid);
	return rc;
}

void group_grid_release(struct group_grid *grid)
{
	free(grid->leaves);
	free(grid->students);
	free(grid->current);
	free(grid->today);
	*grid = (struct group_grid){0};
}
