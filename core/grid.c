/* What the evaluation pane shows. See grid.h. */
#include "core/grid.h"

#include <stdlib.h>
#include <string.h>

#include "core/level.h"
#include "core/who.h"

enum { COLUMNS_SHOWN = 64 }; /* newest occasions of one student that are kept */

static const size_t none = (size_t)-1;

/* ---- One student -------------------------------------------------------------- */

/* A rating until it is known which columns there are. */
struct taken {
	size_t leaf, occasion; /* its place among the occasions as they came */
	struct grid_cell cell;
};

struct student_reading {
	struct student_grid *grid;
	size_t leaf; /* of the item last seen: ratings come item by item */
	int64_t item_id;
	size_t count, room;
	struct taken *taken;
	size_t occasion_count, occasion_room, last;
	struct assessment_row *occasions;
	bool failed;
};

static size_t leaf_of(const struct framework *framework, int64_t item_id)
{
	size_t item = framework_item_by_id(framework, item_id);

	return item == none ? none : framework->items[item].leaf_index;
}

/* Room for one more of size bytes. */
static bool grow(void **array, size_t count, size_t *room, size_t size)
{
	void *grown;

	if (count < *room)
		return true;
	grown = realloc(*array, (*room ? 2 * *room : 64) * size);
	if (!grown)
		return false;
	*array = grown;
	*room = *room ? 2 * *room : 64;
	return true;
}

/* The place of a rating's occasion, taken in where it is new; none: no memory. */
static size_t occasion_of(
	struct student_reading *reading, const struct rating_row *row, const char *person)
{
	struct assessment_row *occasion;
	void *array = reading->occasions;
	size_t count = reading->occasion_count;

	/* each item has about the same ones, in the same order: the next is looked at first */
	for (size_t i = 0; i < count; i++) {
		reading->last = reading->last + 1 < count ? reading->last + 1 : 0;
		if (reading->occasions[reading->last].id == row->assessment_id)
			return reading->last;
	}
	if (!grow(&array, count, &reading->occasion_room, sizeof *occasion))
		return none;
	reading->occasions = array;
	occasion = &reading->occasions[count];
	*occasion = (struct assessment_row){.id = row->assessment_id, .kind = row->kind};
	memcpy(occasion->held_on, row->held_on, sizeof occasion->held_on);
	if (person && strlen(person) < sizeof occasion->person)
		memcpy(occasion->person, person, strlen(person) + 1);
	reading->occasion_count++;
	return reading->last = count;
}

static bool take_rating(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct student_reading *reading = ctx;
	void *array = reading->taken;
	size_t occasion;

	if (row->item_id != reading->item_id) {
		reading->item_id = row->item_id;
		reading->leaf = leaf_of(reading->grid->framework, row->item_id);
	}
	if (reading->leaf == none)
		return true;
	occasion = occasion_of(reading, row, person);
	if (occasion == none ||
		!grow(&array, reading->count, &reading->room, sizeof *reading->taken)) {
		reading->failed = true;
		return false;
	}
	reading->taken = array;
	reading->taken[reading->count++] = (struct taken){
		.leaf = reading->leaf,
		.occasion = occasion,
		.cell = {.level = (signed char)row->level,
			.commented = comment != NULL,
			.staff = level_counts(row->kind)},
	};
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

/* Oldest first. */
static int by_date(const void *one, const void *other)
{
	const struct assessment_row *const a = *(const struct assessment_row *const *)one;
	const struct assessment_row *const b = *(const struct assessment_row *const *)other;
	int order = strcmp(a->held_on, b->held_on);

	if (!order)
		order = strcmp(kind_code(a->kind), kind_code(b->kind));
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

/* The newest occasions are the columns; what was given on them goes into the cells. */
static bool place_cells(struct student_grid *grid, const struct student_reading *reading)
{
	size_t count = reading->occasion_count, skipped;
	const struct assessment_row **order = calloc(count + 1, sizeof *order);
	size_t *column_of = calloc(count + 1, sizeof *column_of);

	skipped = count > COLUMNS_SHOWN ? count - COLUMNS_SHOWN : 0;
	grid->column_count = count - skipped;
	grid->columns = calloc(grid->column_count + 1, sizeof *grid->columns);
	grid->cells =
		calloc(grid->framework->leaf_count * grid->column_count + 1, sizeof *grid->cells);
	if (!order || !column_of || !grid->columns || !grid->cells) {
		free(order);
		free(column_of);
		return false;
	}
	for (size_t i = 0; i < count; i++)
		order[i] = &reading->occasions[i];
	qsort(order, count, sizeof *order, by_date);
	for (size_t i = 0; i < count; i++) {
		column_of[order[i] - reading->occasions] = i < skipped ? none : i - skipped;
		if (i >= skipped)
			grid->columns[i - skipped] = *order[i];
	}
	for (size_t i = 0; i < reading->count; i++) {
		const struct taken *taken = &reading->taken[i];

		if (column_of[taken->occasion] != none)
			grid->cells[taken->leaf * grid->column_count + column_of[taken->occasion]] =
				taken->cell;
	}
	free(order);
	free(column_of);
	return true;
}

enum err_code student_grid_load(struct session *session, const struct framework *framework,
	int64_t student_id, struct student_grid *ret, struct err *err)
{
	struct student_grid grid = {.framework = framework, .student_id = student_id};
	struct student_reading reading = {.grid = &grid, .leaf = none};
	enum err_code rc = ERR_OK;

	grid.current = calloc(framework->leaf_count + 1, sizeof *grid.current);
	grid.values = calloc(framework->leaf_count + 1, sizeof *grid.values);
	if (!grid.current || !grid.values)
		rc = err_fail(err, WHY_NO_MEMORY, "grid");
	for (size_t i = 0; !rc && i < framework->leaf_count; i++) {
		grid.values[i] = -1;
		grid.current[i] = (struct current_row){.value = -1, .trend = 2};
	}
	if (!rc)
		rc = db_rating_each(session->db, student_id, 0, take_rating, &reading, err);
	if (!rc && (reading.failed || !place_cells(&grid, &reading)))
		rc = err_fail(err, WHY_NO_MEMORY, "grid");
	free(reading.taken);
	free(reading.occasions);
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
		who_person(session->db, occasion->person, &person, &missing) != ERR_OK)
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
