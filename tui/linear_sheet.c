/* A sheet of grades, cell by cell, told and recorded. See linear_sheet.h. */
#include "tui/linear_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/draft.h"
#include "core/language.h"
#include "core/message.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "core/text.h"

/* ---- Read -------------------------------------------------------------------------- */

void sheet_release(struct linear_sheet *sheet)
{
	gradesheet_release(&sheet->sheet);
	programme_release(&sheet->programme);
	free(sheet->wrong);
	sheet->wrong = NULL;
}

static int64_t cell_id(const struct linear_sheet *sheet, size_t row, size_t part)
{
	const struct grade_row key = {.student_id = sheet->sheet.rows[row].enrolment.student_id,
		.unit_id = sheet->sheet.unit->row.id,
		.activity_id = unit_part_id(sheet->sheet.unit, part),
		.session = sheet->number};

	return db_grade_id(&key);
}

/* What was typed before and never recorded, in the screens as well. */
static void load_wrong(struct linear_sheet *sheet)
{
	bool any = !sheet->linear->follow.session->demo && draft_any("grade");

	for (size_t i = 0; i < sheet->sheet.count && any; i++) {
		for (size_t p = 0; p < sheet->sheet.part_count; p++)
			draft_load(cell_id(sheet, i, p), "grade",
				sheet->wrong[i * sheet->sheet.part_count + p], TYPED_MAX);
	}
}

/* The values of a demonstration have no drafts: they move to the sheet read again. */
static void keep_wrong(const struct linear_sheet *old, struct linear_sheet *new)
{
	for (size_t i = 0; i < new->sheet.count && old->wrong; i++) {
		size_t was = gradesheet_find(&old->sheet, new->sheet.rows[i].enrolment.student_id);

		if (was < old->sheet.count && old->sheet.part_count == new->sheet.part_count)
			memcpy(new->wrong[i * new->sheet.part_count],
				old->wrong[was * old->sheet.part_count],
				new->sheet.part_count * sizeof *new->wrong);
	}
}

/* The cell stood on is that of the same student, wherever the row went; gone: the row after it. */
static void stay_with(const struct linear_sheet *old, struct linear_sheet *new)
{
	size_t row, cells = old->sheet.count * old->parts;

	if (new->from + new->parts > new->sheet.part_count) {
		new->from = 0;
		new->parts = new->sheet.part_count;
	}
	new->gone = false;
	if (cells == 0)
		return;
	row = old->at / old->parts;
	if (old->at < cells) {
		row = gradesheet_find(&new->sheet, old->sheet.rows[row].enrolment.student_id);
		new->gone = row == new->sheet.count;
	}
	if (new->gone)
		row = old->at / old->parts;
	new->at = row *new->parts + (new->gone ? 0 : old->at % new->parts);
	if (old->at >= cells || new->at > new->sheet.count *new->parts)
		new->at = new->sheet.count *new->parts;
}

enum err_code sheet_load(struct linear_sheet *sheet, struct err *err)
{
	struct session *session = sheet->linear->follow.session;
	struct linear_sheet new = *sheet;
	int64_t unit_id = sheet->programme.units[sheet->unit].row.id;
	enum err_code rc;

	new.programme = (struct programme){0};
	new.sheet = (struct gradesheet){0};
	new.wrong = NULL;
	/* The programme may have changed with an undo. */
	rc = programme_load_id(session, sheet->programme.row.id, &new.programme, err);
	if (rc)
		return rc;
	new.unit = programme_unit(&new.programme, unit_id);
	if (new.unit >= new.programme.unit_count)
		rc = err_fail(err, WHY_UNIT_UNKNOWN, "unit");
	if (!rc)
		rc = sheet_order_get(session, &new.order, err);
	if (!rc)
		rc = gradesheet_load(session, &new.programme, new.unit, new.number, new.group_id,
			new.order, &new.sheet, err);
	if (!rc) {
		new.wrong = calloc(new.sheet.count *new.sheet.part_count + 1, sizeof *new.wrong);
		if (!new.wrong)
			rc = err_fail(err, WHY_NO_MEMORY, "sheet");
	}
	if (rc) {
		sheet_release(&new);
		return rc;
	}
	keep_wrong(sheet, &new);
	load_wrong(&new);
	stay_with(sheet, &new);
	sheet_release(sheet);
	*sheet = new;
	sheet->sheet.programme = &sheet->programme; /* it was that of `new` */
	return ERR_OK;
}

/* ---- Where one stands ------------------------------------------------------------------ */

size_t sheet_cells(const struct linear_sheet *sheet)
{
	return sheet->sheet.count * sheet->parts;
}

static size_t row_of(const struct linear_sheet *sheet)
{
	return sheet->at / sheet->parts;
}

static size_t part_of(const struct linear_sheet *sheet)
{
	return sheet->from + sheet->at % sheet->parts;
}

static char *wrong_at(const struct linear_sheet *sheet, size_t at)
{
	return sheet->wrong[at / sheet->parts * sheet->sheet.part_count + sheet->from +
			    at % sheet->parts];
}

size_t sheet_next_wrong(const struct linear_sheet *sheet, size_t from)
{
	while (from < sheet_cells(sheet) && !*wrong_at(sheet, from))
		from++;
	return from;
}

size_t sheet_wrongs(const struct linear_sheet *sheet)
{
	size_t count = 0;

	for (size_t i = 0; i < sheet_cells(sheet); i++)
		count += *wrong_at(sheet, i) != '\0';
	return count;
}

/* ---- Told -------------------------------------------------------------------------------- */

void sheet_words(const struct linear_sheet *sheet, const struct cell *cell, char *ret, size_t size)
{
	const struct grade_code_row *code =
		cell->code[0] ? grade_code_find(&sheet->programme.rules, cell->code) : NULL;
	char text[MARK_SIZE];

	cell_format(cell, text);
	if (code && code->label[0])
		(void)snprintf(ret, size, _("%s, %s"), text, code->label);
	else
		(void)snprintf(ret, size, "%s", *text ? text : _("nothing"));
}

void sheet_name(const struct linear_sheet *sheet, size_t row, char *ret, size_t size)
{
	const struct enrolment_row *who = &sheet->sheet.rows[row].enrolment;

	if (sheet->linear->options->anonymous)
		student_name(
			sheet->linear->follow.session, true, who->student_id, "", "", ret, size);
	else /* the matricule is said after it */
		(void)snprintf(ret, size, "%s %s", who->last_name, who->first_name);
}

/* What was recorded in the session before, where one is typed after it. */
static void tell_earlier(const struct linear_sheet *sheet)
{
	const struct cell *cells = sheet->sheet.rows[row_of(sheet)].cells[part_of(sheet)];
	char words[2 * LABEL_SIZE];

	for (int s = sheet->number - 1; s > 0; s--) {
		if (cell_is_blank(&cells[s - 1]))
			continue;
		sheet_words(sheet, &cells[s - 1], words, sizeof words);
		linear_say(sheet->linear, _("In session %d: %s."), s, words);
		return;
	}
}

void sheet_tell(const struct linear_sheet *sheet)
{
	bool hidden = sheet->linear->options->anonymous;
	const struct sheet_row *row;
	char name[2 * NAME_SIZE + 2], words[2 * LABEL_SIZE];
	const char *part;

	if (sheet->at >= sheet_cells(sheet)) {
		linear_say(sheet->linear, "%s",
			_("End of the sheet. Colon q (:q) and Enter: leave. Less-than (<): back."));
		return;
	}
	row = &sheet->sheet.rows[row_of(sheet)];
	part = unit_part_title(sheet->sheet.unit, part_of(sheet));
	sheet_words(sheet, &row->cells[part_of(sheet)][sheet->number - 1], words, sizeof words);
	sheet_name(sheet, row_of(sheet), name, sizeof name);
	/* One activity alone was named at the beginning. */
	linear_say(sheet->linear, _("%zu of %zu. %s%s%s%s%s: %s."), row_of(sheet) + 1,
		sheet->sheet.count, name, hidden ? "" : ", ",
		hidden ? "" : row->enrolment.matricule, sheet->parts > 1 ? ", " : "",
		sheet->parts > 1 ? part : "", words);
	tell_earlier(sheet);
	if (*wrong_at(sheet, sheet->at))
		linear_say(sheet->linear, _("! Typed and not recorded: %s."),
			wrong_at(sheet, sheet->at));
}

/* The student is known already: the activity and what stands there. */
static void tell_part(const struct linear_sheet *sheet)
{
	const struct cell *cell =
		&sheet->sheet.rows[row_of(sheet)].cells[part_of(sheet)][sheet->number - 1];
	char words[2 * LABEL_SIZE];

	sheet_words(sheet, cell, words, sizeof words);
	linear_say(sheet->linear, _("%s: %s."), unit_part_title(sheet->sheet.unit, part_of(sheet)),
		words);
	tell_earlier(sheet);
	if (*wrong_at(sheet, sheet->at))
		linear_say(sheet->linear, _("! Typed and not recorded: %s."),
			wrong_at(sheet, sheet->at));
}

static void tell_exempt(const struct linear_sheet *sheet, size_t row)
{
	char name[2 * NAME_SIZE + 2];

	sheet_name(sheet, row, name, sizeof name);
	linear_say(sheet->linear, _("%zu of %zu. %s: %s, nothing to type."), row + 1,
		sheet->sheet.count, name,
		enrolment_state_name(sheet->sheet.rows[row].enrolment.state));
}

void sheet_go(struct linear_sheet *sheet, size_t at, int direction)
{
	size_t before = sheet->at / sheet->parts, passed = sheet->sheet.count;
	bool near = at == sheet->at + 1;

	while (at < sheet_cells(sheet) && sheet->sheet.rows[at / sheet->parts].exempt) {
		if (at / sheet->parts != passed)
			tell_exempt(sheet, at / sheet->parts);
		passed = at / sheet->parts;
		if (direction < 0 && at == 0) { /* nobody before: as before */
			sheet_tell(sheet);
			return;
		}
		at = direction < 0 ? at - 1 : at + 1;
	}
	sheet->at = at;
	if (near && at < sheet_cells(sheet) && at / sheet->parts == before)
		tell_part(sheet);
	else
		sheet_tell(sheet);
}

/* ---- Recorded ------------------------------------------------------------------------------ */

/* "" drops it. */
static void put_wrong(struct linear_sheet *sheet, const char *text)
{
	(void)text_clean(text, strlen(text), wrong_at(sheet, sheet->at), TYPED_MAX, NULL);
	if (!sheet->linear->follow.session->demo)
		draft_save(cell_id(sheet, row_of(sheet), part_of(sheet)), "grade",
			wrong_at(sheet, sheet->at));
}

static void say_recorded(
	struct linear_sheet *sheet, const struct cell *before, const struct cell *after)
{
	const struct sheet_row *row = &sheet->sheet.rows[row_of(sheet)];
	const struct grade_code_row *code =
		after->code[0] ? grade_code_find(&sheet->programme.rules, after->code) : NULL;
	char old[2 * LABEL_SIZE], new[2 * LABEL_SIZE], day[DATE_SIZE], mark[MARK_SIZE];

	sheet_words(sheet, before, old, sizeof old);
	sheet_words(sheet, after, new, sizeof new);
	if (cell_is_blank(after))
		linear_say(sheet->linear, _("Cleared (before: %s)."), old);
	else if (cell_is_blank(before))
		linear_say(sheet->linear, _("Recorded: %s."), new);
	else
		linear_say(sheet->linear, _("Recorded: %s (before: %s)."), new, old);
	if (sheet->sheet.part_count > 1 && row->result.state == UNIT_MARKED) {
		mark_format(row->result.mark, mark);
		linear_say(sheet->linear,
			row->result.acquired ? _("The unit: %s.")
					     : _("The unit: %s, not acquired."),
			mark);
	}
	if (code && code->proof)
		linear_say(sheet->linear,
			_("%s asks for a proof: less-than (<) to come back, then colon p (:p) and "
			  "its reference."),
			code->code);
	if (sheet->sheet.locked_on[0]) {
		date_for_people(sheet->sheet.locked_on, day);
		linear_say(sheet->linear, _("! No longer what the deliberation of %s saw."), day);
	}
}

/* Write what was typed for the cell stood on. */
static enum err_code record(
	struct linear_sheet *sheet, const char *text, const char *reason, struct err *err)
{
	struct sheet_row *row = &sheet->sheet.rows[row_of(sheet)];
	struct cell *now = &row->cells[part_of(sheet)][sheet->number - 1], before = *now, cell;
	const struct grading grading = {.programme = &sheet->programme,
		.unit = sheet->sheet.unit,
		.part = part_of(sheet),
		.number = sheet->number,
		.student_id = row->enrolment.student_id,
		.reason = reason,
		/* given a second time: it was told, and is meant */
		.anyway = strcmp(wrong_at(sheet, sheet->at), text) == 0};
	char words[2 * LABEL_SIZE];
	enum err_code rc = cell_parse(&sheet->programme.rules, sheet->sheet.unit->row.decimals,
		strcmp(text, "-") == 0 ? "" : text, &cell, err);

	if (!rc && cell_same(now, &cell)) {
		sheet_words(sheet, now, words, sizeof words);
		linear_say(sheet->linear, _("Unchanged: %s."), words);
		return ERR_OK;
	}
	if (!rc)
		rc = grade_set(sheet->linear->follow.session, &grading, &cell, err);
	if (rc)
		return rc;
	*now = cell;
	gradesheet_compute(&sheet->sheet, row);
	say_recorded(sheet, &before, now);
	return ERR_OK;
}

bool sheet_put(struct linear_sheet *sheet, const char *text)
{
	struct err err;

	if (record(sheet, text, NULL, &err) == ERR_OK) {
		if (*wrong_at(sheet, sheet->at))
			put_wrong(sheet, "");
		return true;
	}
	linear_error(sheet->linear, &err);
	if (err.reason == WHY_SHEET_LOCKED) /* nothing will be recorded: nothing to keep */
		return false;
	put_wrong(sheet, text);
	linear_say(sheet->linear, "%s",
		_("Kept aside: less-than (<) to correct it now, colon e (:e) later."));
	if (err.reason == WHY_GRADE_REASON)
		linear_say(sheet->linear, "%s",
			_("Or less-than (<), then colon m (:m) and the reason, to replace it."));
	return true;
}

/* The value kept aside where one stands, recorded with a reason. */
void sheet_reason(struct linear_sheet *sheet, const char *text)
{
	char typed[TYPED_MAX];
	struct err err;

	if (sheet->at >= sheet_cells(sheet) || !*wrong_at(sheet, sheet->at) || !*text) {
		linear_say(sheet->linear, "! %s",
			_("A reason is given where a value is kept aside: colon m (:m) and why."));
		return;
	}
	(void)snprintf(typed, sizeof typed, "%s", wrong_at(sheet, sheet->at));
	if (record(sheet, typed, text, &err))
		linear_error(sheet->linear, &err);
	else
		put_wrong(sheet, "");
}

void sheet_take(struct linear_sheet *sheet, const char *text)
{
	if (sheet->at < sheet_cells(sheet)) {
		if (sheet_put(sheet, text))
			sheet_go(sheet, sheet->at + 1, 1);
		return;
	}
	linear_say(sheet->linear, _("! There is no row left: “%s” is not recorded."), text);
	sheet_tell(sheet);
}

void sheet_proof(struct linear_sheet *sheet, const char *text)
{
	struct grading grading = {.programme = &sheet->programme,
		.unit = sheet->sheet.unit,
		.number = sheet->number,
		.proof = text};
	const struct cell *cell;
	struct err err;

	if (sheet->at >= sheet_cells(sheet)) {
		sheet_tell(sheet);
		return;
	}
	cell = &sheet->sheet.rows[row_of(sheet)].cells[part_of(sheet)][sheet->number - 1];
	grading.part = part_of(sheet);
	grading.student_id = sheet->sheet.rows[row_of(sheet)].enrolment.student_id;
	if (!cell->code[0])
		linear_say(sheet->linear, "! %s", _("Only a code asks for a proof."));
	else if (grade_set(sheet->linear->follow.session, &grading, cell, &err))
		linear_error(sheet->linear, &err);
	else
		linear_say(sheet->linear, "%s", _("Proof noted"));
}
