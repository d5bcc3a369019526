/* Typing grades: every key is text first; nothing typed blocks. See grades_screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/draft.h"
#include "core/language.h"
#include "core/message.h"
#include "core/text.h"
#include "tui/glyph.h"
#include "tui/grades_screen.h"

/* The digit that a key of the number row of a Belgian keyboard gives without Shift; 0: none. */
static uint32_t digit_of(uint32_t code)
{
	static const struct {
		uint32_t code;
		char digit;
	} row[] = {{'&', '1'}, {0xE9, '2'}, {'"', '3'}, {'\'', '4'}, {'(', '5'}, {0xA7, '6'},
		{0xE8, '7'}, {'!', '8'}, {0xE7, '9'}, {0xE0, '0'}};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		if (row[i].code == code)
			return (uint32_t)row[i].digit;
	}
	return 0;
}

/* Has something else than a mark been begun: a code, a name? There an accent is an accent. */
static bool has_letter(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text >= 0x80 || (*text >= 'a' && *text <= 'z') ||
			(*text >= 'A' && *text <= 'Z'))
			return true;
	}
	return false;
}

/* What a key types in this cell. */
static uint32_t meant(const struct grades_screen *screen, uint32_t code)
{
	uint32_t digit = digit_of(code);

	if (digit && code > 0x7F && screen->typing && has_letter(screen->form.text))
		return code;
	return digit ? digit : code;
}

/* What begins a mark or a code, whatever keys people have chosen for commands. */
static bool begins_value(uint32_t code)
{
	return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
	       (code >= 'A' && code <= 'Z') || code == ',' || code == '.' || code == ';' ||
	       code == '?' || code == '-' || code == ' ' || code > 0xA0 || digit_of(code);
}

/* An action of the keymap of this screen, or the first key of one: "/" finds, ":" opens the
 * palette. */
static bool is_command(const struct grades_screen *screen, uint32_t code)
{
	enum action action;

	return keymap_find(&screen->tui->keymap, WHERE_GRADES, &code, 1, &action) != KEYMAP_NOTHING;
}

/* The key that takes back: it must not record first what it is to take back. */
static bool is_undo(const struct grades_screen *screen, const struct key *key)
{
	uint32_t code = key->kind == INPUT_SPECIAL ? KEYMAP_SPECIAL + key->code : key->code;
	enum action action;

	return keymap_find(&screen->tui->keymap, WHERE_GRADES, &code, 1, &action) ==
		       KEYMAP_ACTION &&
	       action == ACT_UNDO;
}

static int64_t cell_id(const struct grades_screen *screen, size_t row, size_t part)
{
	const struct grade_row key = {.student_id = screen->sheet.rows[row].enrolment.student_id,
		.unit_id = screen->sheet.unit->row.id,
		.activity_id = unit_part_id(screen->sheet.unit, part),
		.session = screen->session};

	return db_grade_id(&key);
}

static void keep_wrong(struct grades_screen *screen, size_t row, size_t part, const char *text)
{
	struct kept_cell *kept = grades_kept(screen, row, part);

	screen->wrong_count += (*text != '\0') - (kept->wrong[0] != '\0');
	(void)text_clean(text, strlen(text), kept->wrong, sizeof kept->wrong, NULL);
	if (!screen->tui->session->demo)
		draft_save(cell_id(screen, row, part), "grade", text);
}

static void step(struct grades_screen *screen, enum grades_step_kind kind, size_t row, size_t part)
{
	const struct kept_cell *kept = grades_kept(screen, row, part);

	grades_step(screen, &(struct grades_step){.kind = kind,
				    .student_id = screen->sheet.rows[row].enrolment.student_id,
				    .activity_id = unit_part_id(screen->sheet.unit, part),
				    .before = kept->second,
				    .seconded = kept->seconded});
}

/* Keep as typed what is not recorded. */
static void refuse(struct grades_screen *screen, size_t row, size_t part, const char *text)
{
	keep_wrong(screen, row, part, text);
	step(screen, STEP_WRONG, row, part);
}

static void say(struct grades_screen *screen, size_t row, const struct err *err)
{
	char sentence[300], remedy[200];

	message_sentence(err, sentence, sizeof sentence);
	message_remedy(err, remedy, sizeof remedy);
	(void)snprintf(
		screen->note, sizeof screen->note, _("row %zu: %s %s"), row + 1, sentence, remedy);
}

static void say_recorded(struct grades_screen *screen, size_t row, size_t part,
	const struct cell *before, const struct cell *after)
{
	char old[MARK_SIZE], new[MARK_SIZE], day[DATE_SIZE];
	const struct grade_code_row *code;
	size_t used;

	cell_format(before, old);
	cell_format(after, new);
	used = (size_t)snprintf(screen->note, sizeof screen->note, _("row %zu, %s: %s → %s"),
		row + 1, unit_part_title(screen->sheet.unit, part), *old ? old : "–",
		*new ? new : "–");
	code = after->code[0] ? grade_code_find(&screen->programme.rules, after->code) : NULL;
	if (code && code->proof && used < sizeof screen->note)
		used += (size_t)snprintf(screen->note + used, sizeof screen->note - used,
			_(" · %s asks for a proof (F11)"), code->code);
	if (screen->sheet.locked_on[0] && used < sizeof screen->note) {
		date_for_people(screen->sheet.locked_on, day);
		(void)snprintf(screen->note + used, sizeof screen->note - used,
			_(" · ! no longer what the deliberation of %s saw"), day);
	}
}

static struct grading grading_of(struct grades_screen *screen, size_t row, size_t part)
{
	return (struct grading){.programme = &screen->programme,
		.unit = screen->sheet.unit,
		.part = part,
		.number = screen->session,
		.student_id = screen->sheet.rows[row].enrolment.student_id};
}

static bool record(struct grades_screen *screen, size_t row, size_t part, const char *text,
	const struct cell *cell, const char *reason);

/* The reason for replacing a code with a proof: the value that waits in the cell is written. */
static void reason_typed(struct tui *tui, void *data, const char *text)
{
	struct grades_screen *screen = data;
	size_t row = screen->reason_row, part = screen->reason_part;
	char typed[TYPED_SIZE];
	struct cell cell;

	if (!text || !*text || row >= screen->sheet.count)
		return;
	(void)snprintf(typed, sizeof typed, "%s", grades_kept(screen, row, part)->wrong);
	if (cell_parse(&screen->programme.rules, screen->sheet.unit->row.decimals, typed, &cell,
		    NULL) == ERR_OK &&
		!record(screen, row, part, typed, &cell, text))
		term_bell();
	tui_refresh(tui);
}

/*
 * One cell alone may be replaced, with a reason; many at once may not. Asked of
 * somebody who edits the cell (F2): one who types a column from paper goes on.
 */
static void ask_reason(struct grades_screen *screen, size_t row, size_t part, const char *text)
{
	char question[PROMPT_QUESTION_SIZE], before[MARK_SIZE];

	screen->reason_row = row;
	screen->reason_part = part;
	cell_format(&screen->sheet.rows[row].cells[part][screen->session - 1], before);
	(void)snprintf(question, sizeof question, _("Reason for %s instead of %s:"),
		*text ? text : "–", before);
	prompt_line(screen->tui, question, "", 100, reason_typed, NULL, screen);
}

static void say_kept(struct grades_screen *screen, size_t row, const struct cell *kept)
{
	(void)snprintf(screen->note, sizeof screen->note,
		_("row %zu: %s stays (a proof, or a reserved code) · F2 then Enter: a reason"),
		row + 1, kept->code);
}

static bool record(struct grades_screen *screen, size_t row, size_t part, const char *text,
	const struct cell *cell, const char *reason)
{
	struct sheet_row *line = &screen->sheet.rows[row];
	struct cell *now = &line->cells[part][screen->session - 1];
	struct grading grading = grading_of(screen, row, part);
	struct err err;

	grading.reason = reason;
	/* typed a second time: it was said, and is meant */
	grading.anyway = strcmp(grades_kept(screen, row, part)->wrong, text) == 0;
	if (!cell_same(now, cell)) {
		if (grade_set(screen->tui->session, &grading, cell, &err)) {
			refuse(screen, row, part, text);
			say(screen, row, &err);
			if (err.reason == WHY_GRADE_REASON)
				say_kept(screen, row, now);
			if (err.reason == WHY_GRADE_REASON && screen->asks_reason)
				ask_reason(screen, row, part, text);
			return false;
		}
		screen->changes++;
		if (!screen->pasting)
			step(screen, STEP_RECORDED, row, part);
		say_recorded(screen, row, part, now, cell);
		*now = *cell;
		gradesheet_compute(&screen->sheet, line);
		gradesheet_count(&screen->sheet, part, &screen->counts[part]);
		tui_saved(screen->tui);
	}
	if (grades_kept(screen, row, part)->wrong[0])
		keep_wrong(screen, row, part, "");
	return true;
}

/* In a second entry nothing is recorded: what cannot be read differs, as typed, from any grade. */
static bool write_second(struct grades_screen *screen, size_t row, size_t part, const char *text,
	const struct cell *cell)
{
	struct kept_cell *kept = grades_kept(screen, row, part);
	char cut[CODE_SIZE - 2];

	step(screen, STEP_SECOND, row, part);
	kept->seconded = true;
	if (cell) {
		kept->second = *cell;
		return true;
	}
	kept->second = (struct cell){.mark = -1};
	(void)text_clean(text, strlen(text), cut, sizeof cut, NULL);
	(void)snprintf(kept->second.code, sizeof kept->second.code, "%.29s !", cut);
	return false;
}

bool grades_write(struct grades_screen *screen, size_t row, size_t part, const char *text)
{
	bool second = screen->mode == GRADES_SECOND, written;
	struct cell cell;
	struct err err;

	if (cell_parse(&screen->programme.rules, screen->sheet.unit->row.decimals, text, &cell,
		    &err)) {
		if (second)
			(void)write_second(screen, row, part, text, NULL);
		else
			refuse(screen, row, part, text);
		say(screen, row, &err);
		term_bell();
		return false;
	}
	written = second ? write_second(screen, row, part, text, &cell)
			 : record(screen, row, part, text, &cell, NULL);
	if (!written)
		term_bell();
	return written;
}

bool grades_commit(struct grades_screen *screen)
{
	char text[TYPED_SIZE];
	bool done;

	if (!screen->typing)
		return true;
	screen->asks_reason = screen->editing;
	screen->typing = screen->editing = false;
	(void)text_clean(screen->form.text, screen->form.length, text, sizeof text, NULL);
	done = !grades_row(screen) ||
	       grades_write(screen, grades_row_index(screen), screen->part, text);
	screen->asks_reason = false;
	return done;
}

void grades_restore(struct grades_screen *screen)
{
	struct sheet_row *row = grades_row(screen);
	struct kept_cell *kept;

	if (screen->typing) {
		screen->typing = screen->editing = false;
		return;
	}
	/* A second Escape drops a value that was not recorded. */
	if (!row)
		return;
	kept = grades_kept(screen, grades_row_index(screen), screen->part);
	if (kept->wrong[0])
		keep_wrong(screen, grades_row_index(screen), screen->part, "");
	screen->note[0] = '\0';
}

bool grades_may_type(struct grades_screen *screen)
{
	struct sheet_row *row = grades_row(screen);

	if (!row)
		return false;
	if (screen->sheet.locked) {
		status_warn(&screen->tui->status, "%s",
			_("These grades are locked by a deliberation · “suivi deliberate "
			  "--unlock”"));
		return false;
	}
	if (row->exempt) {
		status_warn(&screen->tui->status, "%s",
			_("Dispensed or carried over: there is nothing to type."));
		return false;
	}
	return true;
}

void grades_begin(struct grades_screen *screen, const char *text)
{
	form_init(&screen->form, TYPED_LIMIT, text);
	screen->typing = true;
	status_clear(&screen->tui->status);
}

void grades_edit(struct grades_screen *screen)
{
	struct sheet_row *row = grades_row(screen);
	char text[MARK_SIZE];
	const char *wrong;

	if (!grades_may_type(screen))
		return;
	wrong = grades_kept(screen, grades_row_index(screen), screen->part)->wrong;
	if (!screen->typing) {
		cell_format(&row->cells[screen->part][screen->session - 1], text);
		grades_begin(screen, screen->mode == GRADES_SECOND ? "" : *wrong ? wrong : text);
	}
	screen->editing = true;
}

void grades_clear(struct grades_screen *screen)
{
	if (!grades_may_type(screen))
		return;
	screen->typing = screen->editing = false;
	(void)grades_write(screen, grades_row_index(screen), screen->part, "");
}

/* ---- Keys ---------------------------------------------------------------------- */

/* One row lower; there is none: whoever types on without looking must not change the last. */
static void down(struct grades_screen *screen)
{
	if (screen->list.count && screen->list.cursor + 1 == screen->list.count)
		grades_go_past(screen, PAST_COLUMN);
	else
		list_move(&screen->list, 1);
}

void grades_copy_above(struct grades_screen *screen)
{
	char text[MARK_SIZE];
	size_t above;

	if (screen->list.cursor == 0 || screen->mode == GRADES_SECOND || !grades_may_type(screen))
		return;
	above = screen->shown[screen->list.cursor - 1];
	cell_format(&screen->sheet.rows[above].cells[screen->part][screen->session - 1], text);
	screen->typing = screen->editing = false;
	(void)grades_write(screen, grades_row_index(screen), screen->part, text);
	down(screen);
}

/* Enter: record, one row lower, back in the column one began in. */
static void enter(struct grades_screen *screen)
{
	/* In a second entry, Enter alone says that the paper has nothing there. */
	if (screen->mode == GRADES_SECOND && !screen->typing && grades_row(screen) &&
		!grades_row(screen)->exempt &&
		!grades_kept(screen, grades_row_index(screen), screen->part)->seconded)
		(void)grades_write(screen, grades_row_index(screen), screen->part, "");
	(void)grades_commit(screen);
	down(screen);
	screen->part = screen->start_part;
}

static void sideways(struct grades_screen *screen, int by, bool remember)
{
	bool typed = screen->typing;

	(void)grades_commit(screen);
	if (by < 0 && screen->part > 0)
		screen->part--;
	else if (by > 0 && screen->part + 1 < screen->sheet.part_count)
		screen->part++;
	else if (by > 0 && typed)
		grades_go_past(screen, PAST_ROW);
	if (remember)
		screen->start_part = screen->part;
}

static void up_or_down(struct grades_screen *screen, long by)
{
	bool typed = screen->typing;

	(void)grades_commit(screen);
	if (by > 0 && typed)
		down(screen);
	else
		list_move(&screen->list, by);
}

static bool special(struct grades_screen *screen, const struct key *key)
{
	if (screen->past && grades_key_past(screen, key->code))
		return true;
	switch (key->code) {
	case SPECIAL_ENTER:
		enter(screen);
		return true;
	case SPECIAL_TAB:
		sideways(screen, 1, false);
		return true;
	case SPECIAL_BACK_TAB:
		sideways(screen, -1, false);
		return true;
	case SPECIAL_UP:
		up_or_down(screen, -1);
		return true;
	case SPECIAL_DOWN:
		up_or_down(screen, 1);
		return true;
	case SPECIAL_LEFT:
		if (screen->editing)
			return form_key(&screen->form, key);
		sideways(screen, -1, true);
		return true;
	case SPECIAL_RIGHT:
		if (screen->editing)
			return form_key(&screen->form, key);
		sideways(screen, 1, true);
		return true;
	case SPECIAL_ESCAPE:
		if (!screen->typing && grades_row(screen) &&
			!grades_kept(screen, grades_row_index(screen), screen->part)->wrong[0])
			return false; /* leaves the sheet */
		grades_restore(screen);
		return true;
	case SPECIAL_BACKSPACE:
		if (!screen->typing && grades_may_type(screen))
			grades_begin(screen, "");
		return screen->typing && (form_key(&screen->form, key), true);
	case SPECIAL_DELETE:
		if (screen->editing)
			return form_key(&screen->form, key);
		grades_clear(screen);
		return true;
	case SPECIAL_HOME:
	case SPECIAL_END:
		if (screen->editing)
			return form_key(&screen->form, key);
		(void)grades_commit(screen);
		return false;
	default:
		/* Function keys and pages act on what is recorded. */
		if (key->code != SPECIAL_F0 + 2 && !is_undo(screen, key))
			(void)grades_commit(screen);
		return false;
	}
}

static void type(struct grades_screen *screen, uint32_t code)
{
	if (screen->past) {
		grades_type_beyond(screen, meant(screen, code));
		return;
	}
	if (!screen->typing) {
		if (!grades_may_type(screen))
			return;
		grades_begin(screen, "");
	}
	if (form_type(&screen->form, meant(screen, code)))
		return;
	term_bell();
	status_warn(&screen->tui->status, _("A cell holds at most %d characters."), TYPED_LIMIT);
}

bool grades_text(struct tui *tui, void *state, const struct key *key)
{
	struct grades_screen *screen = state;

	(void)tui;
	if (key->kind == INPUT_PASTE) {
		grades_pasted(screen, key->text, key->length);
		return true;
	}
	if (key->kind == INPUT_SPECIAL)
		return special(screen, key);
	if (key->kind != INPUT_CHAR || key->code < ' ') {
		if (key->kind == INPUT_CHAR && !is_undo(screen, key))
			(void)grades_commit(screen);
		return false;
	}
	/* Once a cell has a character, every key is one more. */
	if (!screen->typing && !*screen->beyond && !begins_value(key->code) &&
		is_command(screen, key->code))
		return false;
	type(screen, key->code);
	return true;
}

/* ---- Errors ------------------------------------------------------------------------- */

static void settled(struct tui *tui, void *data, int button)
{
	struct grades_screen *screen = data;
	char text[TYPED_SIZE];

	(void)tui;
	if (!grades_row(screen) || button == 0)
		return;
	memcpy(text, grades_kept(screen, grades_row_index(screen), screen->part)->wrong,
		sizeof text);
	if (button == 1) /* a second time */
		(void)grades_write(screen, grades_row_index(screen), screen->part, text);
	else
		grades_restore(screen);
}

/* What is wrong with the value under the cursor; where it is only to be confirmed, ask. */
static void say_again(struct grades_screen *screen)
{
	size_t row = grades_row_index(screen);
	const char *buttons[] = {_("Not now"), _("Record it"), _("Give it up"), NULL};
	const struct grading grading = grading_of(screen, row, screen->part);
	char sentence[300];
	struct cell cell;
	struct err err;

	if (cell_parse(&screen->programme.rules, screen->sheet.unit->row.decimals,
		    grades_kept(screen, row, screen->part)->wrong, &cell, &err)) {
		say(screen, row, &err);
	} else if (grade_may_set(screen->tui->session, &grading, &cell, &err)) {
		say(screen, row, &err);
		message_sentence(&err, sentence, sizeof sentence);
		if (err.reason == WHY_GRADE_ACQUIRED)
			prompt_buttons(screen->tui, sentence, buttons, settled, screen);
	}
}

void grades_next_error(struct grades_screen *screen)
{
	size_t parts = screen->sheet.part_count, cells = screen->list.count * parts, at;

	(void)grades_commit(screen);
	if (cells == 0)
		return;
	at = screen->list.cursor * parts + screen->part;
	for (size_t i = 1; i <= cells; i++) {
		size_t next = (at + i) % cells;

		if (!grades_kept(screen, screen->shown[next / parts], next % parts)->wrong[0])
			continue;
		list_go(&screen->list, next / parts);
		screen->part = screen->start_part = next % parts;
		say_again(screen);
		return;
	}
	status_say(&screen->tui->status, "%s", _("Everything typed is recorded."));
}
