/* The sheet of a unit. See grade.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/grade.h"
#include "core/student.h"

static const char *const orders[] = {
#define X(id, word) word,
	SHEET_ORDERS(X)
#undef X
};

enum { PLACELESS = 1000000000 }; /* position of those of no list */

static const char order_setting[] = "sheet-order";

enum err_code sheet_order_get(struct session *session, enum sheet_order *ret, struct err *err)
{
	char value[LABEL_SIZE] = "";
	enum err_code rc = db_setting_get(session->db, order_setting, value, err);

	*ret = SHEET_BY_LIST;
	for (int i = 0; i < SHEET_ORDER_COUNT; i++) {
		if (strcmp(value, orders[i]) == 0)
			*ret = (enum sheet_order)i;
	}
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

enum err_code sheet_order_set(struct session *session, enum sheet_order order, struct err *err)
{
	enum err_code rc =
		db_batch_begin(session->db, "setting", order_setting, session->author, err);

	if (rc)
		return rc;
	rc = db_setting_put(session->db, order_setting, orders[order], err);
	return db_batch_close(session->db, rc, err);
}

/* A row with its place in the class list, for sorting. */
struct placed {
	struct enrolment_row row;
	long position;
};

static int by_matricule(const void *a, const void *b)
{
	return strcmp(((const struct placed *)a)->row.matricule,
		((const struct placed *)b)->row.matricule);
}

static int by_position(const void *a, const void *b)
{
	const struct placed *left = a, *right = b;

	return (left->position > right->position) - (left->position < right->position);
}

/* Where a student stands: found by id, whatever the order. */
struct where {
	int64_t student_id;
	size_t row;
};

static int where_compare(const void *a, const void *b)
{
	const struct where *left = a, *right = b;

	return (left->student_id > right->student_id) - (left->student_id < right->student_id);
}

/* Rank of each student in their class list; those of no list come last, by name. */
static enum err_code place(struct session *session, const struct gradesheet *sheet,
	int64_t group_id, struct placed *rows, size_t count, struct err *err)
{
	struct where *index = calloc(count + 1, sizeof *index);
	int64_t *ids = NULL;
	size_t id_count = 0;
	enum err_code rc = index ? db_enrolment_places(session->db, sheet->unit->row.id, group_id,
					   &ids, &id_count, err)
				 : err_fail(err, WHY_NO_MEMORY, "sheet");

	for (size_t i = 0; i < count && !rc; i++) {
		index[i] = (struct where){rows[i].row.student_id, i};
		rows[i].position = PLACELESS + (long)i;
	}
	if (!rc)
		qsort(index, count, sizeof *index, where_compare);
	for (size_t i = 0; i < id_count && !rc; i++) {
		const struct where wanted = {.student_id = ids[i]};
		const struct where *found =
			bsearch(&wanted, index, count, sizeof *index, where_compare);

		if (found && rows[found->row].position >= PLACELESS)
			rows[found->row].position = (long)i;
	}
	free(ids);
	free(index);
	return rc;
}

static enum err_code arrange(struct session *session, struct gradesheet *sheet, int64_t group_id,
	const struct enrolment_row *rows, size_t count, struct err *err)
{
	struct placed *placed = calloc(count + 1, sizeof *placed);
	size_t kept = 0;
	enum err_code rc = placed ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "sheet");

	for (size_t i = 0; i < count && !rc; i++)
		placed[i].row = rows[i];
	if (!rc && (group_id || sheet->order == SHEET_BY_LIST))
		rc = place(session, sheet, group_id, placed, count, err);
	for (size_t i = 0; i < count && !rc; i++) {
		if (group_id && placed[i].position >= PLACELESS)
			continue;
		placed[kept++] = placed[i];
	}
	if (!rc && sheet->order == SHEET_BY_MATRICULE)
		qsort(placed, kept, sizeof *placed, by_matricule);
	else if (!rc && sheet->order == SHEET_BY_LIST)
		qsort(placed, kept, sizeof *placed, by_position);
	if (!rc) {
		sheet->rows = calloc(kept + 1, sizeof *sheet->rows);
		sheet->cells = calloc(kept * sheet->part_count + 1, sizeof *sheet->cells);
		sheet->proofs = calloc(kept * sheet->part_count + 1, sizeof *sheet->proofs);
		if (!sheet->rows || !sheet->cells || !sheet->proofs)
			rc = err_fail(err, WHY_NO_MEMORY, "sheet");
	}
	for (size_t i = 0; i < kept && !rc; i++) {
		struct sheet_row *row = &sheet->rows[i];

		row->enrolment = placed[i].row;
		row->exempt = row->enrolment.state != ENROLMENT_TAKEN;
		row->cells = sheet->cells + i * sheet->part_count;
		row->proofs = sheet->proofs + i * sheet->part_count;
		for (size_t p = 0; p < sheet->part_count; p++) {
			for (size_t s = 0; s < SESSIONS_MAX; s++)
				row->cells[p][s].mark = -1;
		}
	}
	sheet->count = rc ? 0 : kept;
	free(placed);
	return rc;
}

size_t gradesheet_find(const struct gradesheet *sheet, int64_t student_id)
{
	size_t at = 0;

	while (at < sheet->count && sheet->rows[at].enrolment.student_id != student_id)
		at++;
	return at;
}

void gradesheet_compute(const struct gradesheet *sheet, struct sheet_row *row)
{
	struct part parts[PARTS_MAX];
	struct unit_input input = {.rules = &sheet->programme->rules,
		.part_count = sheet->part_count,
		.parts = parts,
		.session = sheet->session,
		.credits = sheet->unit->row.credits,
		.enrolment = &row->enrolment};

	for (size_t p = 0; p < sheet->part_count; p++) {
		const struct activity_row *activity =
			p < sheet->unit->activity_count ? &sheet->unit->activities[p] : NULL;

		parts[p] = (struct part){.name = unit_part_title(sheet->unit, p),
			.kind = activity ? activity->kind : NULL,
			.weight = activity ? activity->weight : 100,
			.minimum = activity ? activity->minimum : -1};
		memcpy(parts[p].cells, row->cells[p], sizeof parts[p].cells);
	}
	for (size_t i = 0; i < sheet->verdict_count; i++) {
		const struct verdict_row *verdict = &sheet->verdicts[i];

		/* They come by session: the newest up to this one stands. */
		if (verdict->student_id == row->enrolment.student_id &&
			verdict->unit_id == sheet->unit->row.id &&
			verdict->session <= sheet->session)
			input.verdict = verdict;
	}
	unit_result(&input, &row->result);
}

static enum err_code fill(struct session *session, struct gradesheet *sheet, struct err *err)
{
	struct where *index = calloc(sheet->count + 1, sizeof *index);
	struct grade_row *grades = NULL;
	size_t count = 0;
	enum err_code rc =
		index ? db_grade_of_unit(session->db, sheet->unit->row.id, &grades, &count, err)
		      : err_fail(err, WHY_NO_MEMORY, "sheet");

	for (size_t i = 0; i < sheet->count && !rc; i++)
		index[i] = (struct where){sheet->rows[i].enrolment.student_id, i};
	if (!rc)
		qsort(index, sheet->count, sizeof *index, where_compare);
	for (size_t i = 0; i < count && !rc; i++) {
		const struct where wanted = {.student_id = grades[i].student_id};
		const struct where *found =
			bsearch(&wanted, index, sheet->count, sizeof *index, where_compare);

		for (size_t p = 0; found && p < sheet->part_count; p++) {
			struct cell *cell;

			if (unit_part_id(sheet->unit, p) != grades[i].activity_id ||
				grades[i].session < 1 || grades[i].session > SESSIONS_MAX)
				continue;
			cell = &sheet->rows[found->row].cells[p][grades[i].session - 1];
			cell->mark = grades[i].mark;
			memcpy(cell->code, grades[i].code, sizeof cell->code);
			if (grades[i].session == sheet->session)
				sheet->rows[found->row].proofs[p] = grades[i].proof[0] != '\0';
		}
	}
	free(index);
	free(grades);
	return rc;
}

enum err_code gradesheet_load(struct session *session, const struct programme *programme,
	size_t unit, int number, int64_t group_id, enum sheet_order order, struct gradesheet *ret,
	struct err *err)
{
	struct gradesheet sheet = {.programme = programme,
		.unit = &programme->units[unit],
		.session = number,
		.order = order,
		.part_count = unit_part_count(&programme->units[unit])};
	struct enrolment_row *rows = NULL;
	size_t count = 0;
	char most[12], wrong[12];
	enum err_code rc = ERR_OK;

	if (number < 1 || number > programme->rules.values[GRADE_RULE_SESSIONS]) {
		(void)snprintf(wrong, sizeof wrong, "%d", number);
		(void)snprintf(
			most, sizeof most, "%d", programme->rules.values[GRADE_RULE_SESSIONS]);
		rc = err_fail(err, WHY_SESSION_OUT, "sheet");
		(void)err_at(err, 0, most, wrong);
		return rc;
	}
	db_read_begin(session->db);
	rc = db_enrolment_of_unit(session->db, sheet.unit->row.id, &rows, &count, err);
	if (!rc)
		rc = arrange(session, &sheet, group_id, rows, count, err);
	free(rows);
	if (!rc)
		rc = fill(session, &sheet, err);
	if (!rc)
		rc = db_verdict_list(session->db, programme->row.id, 0, &sheet.verdicts,
			&sheet.verdict_count, err);
	if (!rc)
		rc = grade_lock(session, programme, number, &sheet.locked, sheet.locked_on, err);
	db_read_end(session->db);
	for (size_t i = 0; i < sheet.count && !rc; i++)
		gradesheet_compute(&sheet, &sheet.rows[i]);
	if (rc)
		gradesheet_release(&sheet);
	else
		*ret = sheet;
	return rc;
}

void gradesheet_release(struct gradesheet *sheet)
{
	free(sheet->rows);
	free(sheet->cells);
	free(sheet->proofs);
	free(sheet->verdicts);
	*sheet = (struct gradesheet){0};
}

/* How often each code stands there: "1 PP, 2 CM". */
static void list_codes(const struct gradesheet *sheet, size_t part, char *ret, size_t size)
{
	const struct grade_rules *rules = &sheet->programme->rules;
	size_t used = 0;

	for (size_t c = 0; c < rules->code_count && used < size; c++) {
		size_t count = 0;

		for (size_t i = 0; i < sheet->count; i++)
			count += !sheet->rows[i].exempt &&
				 strcmp(sheet->rows[i].cells[part][sheet->session - 1].code,
					 rules->codes[c].code) == 0;
		if (count)
			used += (size_t)snprintf(ret + used, size - used, "%s%zu %s",
				used ? ", " : "", count, rules->codes[c].code);
	}
}

void gradesheet_count(const struct gradesheet *sheet, size_t part, struct sheet_count *ret)
{
	*ret = (struct sheet_count){.mean = -1};
	for (size_t i = 0; i < sheet->count; i++) {
		const struct cell *cell = &sheet->rows[i].cells[part][sheet->session - 1];

		if (sheet->rows[i].exempt)
			continue;
		if (cell->mark >= 0) {
			ret->marks++;
			ret->sum += cell->mark;
		} else if (cell->code[0]) {
			ret->codes++;
		} else {
			ret->blanks++;
		}
	}
	if (ret->marks)
		ret->mean = grade_round(ret->sum, (int64_t)ret->marks, 1, ROUND_HALF_UP);
	if (ret->codes)
		list_codes(sheet, part, ret->used, sizeof ret->used);
}
