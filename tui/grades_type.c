/* Typing grades: every key is text first; nothing typed blocks. See grades_screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/draft.h"
#include "core/language.h"
#include "core/message.h"
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

/* A letter begins or goes on with a code; digits and points make a mark. */
static bool is_typed(uint32_t code)
{
	return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
	       (code >= 'A' && code <= 'Z') || code == ',' || code == '.' || code == ';' ||
	       code == '?' || code == '-' || code == ' ' || code > 0xA0;
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
	(void)snprintf(kept->wrong, sizeof kept->wrong, "%.39s", text);
	if (!screen->tui->session->demo)
		draft_save(cell_id(screen, row, part), "grade", text);
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

/* One cell alone may be replaced, with a reason; many at once may not. */
static void ask_reason(struct grades_screen *screen, size_t row, size_t part, const char *text)
{
	char question[PROMPT_QUESTION_SIZE], before[MARK_SIZE];

	screen->reason_row = row;
	screen->reason_part = part;
	cell_format(&screen->sheet.rows[row].cells[part][screen->session - 1], before);
	(void)snprintf(question, sizeof question,
		_("%s asks for a proof, or is for others to type. Why %s instead?"), before,
		*text ? text : "–");
	prompt_line(screen->tui, question, "", 100, reason_typed, NULL, screen);
}

static bool record(struct grades_screen *screen, size_t row, size_t part, const char *text,
	const struct cell *cell, const char *reason)
{
	struct sheet_row *line = &screen->sheet.rows[row];
	struct cell *now = &line->cells[part][screen->session - 1];
	struct grading grading = {.programme = &screen->programme,
		.unit = screen->sheet.unit,
		.part = part,
		.number = screen->session,
		.student_id = line->enrolment.student_id,
		.reason = reason};
	struct err err;

	if (!cell_same(now, cell)) {
		if (grade_set(screen->tui->session, &grading, cell, &err)) {
			keep_wrong(screen, row, part, text);
			say(screen, row, &err);
			if (err.reason == WHY_GRADE_REASON &&
				!db_in_batch(screen->tui->session->db))
				ask_reason(screen, row, part, text);
			return false;
		}
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

bool grades_write(struct grades_screen *screen, size_t row, size_t part, const char *text)
{
	struct kept_cell *kept = grades_kept(screen, row, part);
	struct cell cell;
	struct err err;

	if (cell_parse(&screen->programme.rules, screen->sheet.unit->row.decimals, text, &cell,
		    &err)) {
		/* In a second entry nothing is recorded: as typed, it differs from any grade. */
		if (screen->mode == GRADES_SECOND) {
			kept->second = (struct cell){.mark = -1};
			(void)snprintf(
				kept->second.code, sizeof kept->second.code, "%.28s !", text);
			kept->seconded = true;
		} else {
			keep_wrong(screen, row, part, text);
		}
		say(screen, row, &err);
		term_bell();
		return false;
	}
	if (screen->mode == GRADES_SECOND) {
		kept->second = cell;
		kept->seconded = true;
		return true;
	}
	if (!record(screen, row, part, text, &cell, NULL)) {
		term_bell();
		return false;
	}
	return true;
}

bool grades_commit(struct grades_screen *screen)
{
	char text[TYPED_SIZE];

	if (!screen->typing)
		return true;
	screen->typing = screen->editing = false;
	(void)snprintf(text, sizeof text, "%.39s", screen->form.text);
	return grades_row(screen)
		       ? grades_write(screen, grades_row_index(screen), screen->part, text)
		       : true;
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

/* May this row be typed in? Says why not. */
static bool may_type(struct grades_screen *screen)
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

static void begin(struct grades_screen *screen, const char *text)
{
	form_init(&screen->form, TYPED_SIZE - 1, text);
	screen->typing = true;
	status_clear(&screen->tui->status);
}

void grades_edit(struct grades_screen *screen)
{
	struct sheet_row *row = grades_row(screen);
	char text[MARK_SIZE];
	const char *wrong;

	if (!may_type(screen))
		return;
	wrong = grades_kept(screen, grades_row_index(screen), screen->part)->wrong;
	if (!screen->typing) {
		cell_format(&row->cells[screen->part][screen->session - 1], text);
		begin(screen, screen->mode == GRADES_SECOND ? "" : *wrong ? wrong : text);
	}
	screen->editing = true;
}

void grades_clear(struct grades_screen *screen)
{
	if (!may_type(screen))
		return;
	screen->typing = screen->editing = false;
	(void)grades_write(screen, grades_row_index(screen), screen->part, "");
}

void grades_copy_above(struct grades_screen *screen)
{
	char text[MARK_SIZE];
	size_t above;

	if (screen->list.cursor == 0 || screen->mode == GRADES_SECOND || !may_type(screen))
		return;
	above = screen->shown[screen->list.cursor - 1];
	cell_format(&screen->sheet.rows[above].cells[screen->part][screen->session - 1], text);
	screen->typing = screen->editing = false;
	(void)grades_write(screen, grades_row_index(screen), screen->part, text);
	list_move(&screen->list, 1);
}

/* ---- Keys ---------------------------------------------------------------------- */

/* Enter: record, one row lower, back in the column one began in. */
static void enter(struct grades_screen *screen)
{
	/* In a second entry, Enter alone says that the paper has nothing there. */
	if (screen->mode == GRADES_SECOND && !screen->typing && grades_row(screen) &&
		!grades_row(screen)->exempt &&
		!grades_kept(screen, grades_row_index(screen), screen->part)->seconded)
		(void)grades_write(screen, grades_row_index(screen), screen->part, "");
	(void)grades_commit(screen);
	list_move(&screen->list, 1);
	screen->part = screen->start_part;
}

static void sideways(struct grades_screen *screen, int by, bool remember)
{
	(void)grades_commit(screen);
	if (by < 0 && screen->part > 0)
		screen->part--;
	else if (by > 0 && screen->part + 1 < screen->sheet.part_count)
		screen->part++;
	if (remember)
		screen->start_part = screen->part;
}

static void up_or_down(struct grades_screen *screen, long by)
{
	(void)grades_commit(screen);
	list_move(&screen->list, by);
}

static bool special(struct grades_screen *screen, const struct key *key)
{
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
		if (!screen->typing && may_type(screen))
			begin(screen, "");
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
		if (key->code != SPECIAL_F0 + 2)
			(void)grades_commit(screen);
		return false;
	}
}

/* ---- A column pasted -------------------------------------------------------------- */

/* The values of a paste, one a line, white space at their ends aside. */
static size_t split_paste(struct grades_screen *screen, const struct key *key)
{
	size_t count = 0, at = 0;

	while (at < key->length && count < PASTE_MAX) {
		size_t end = at, from = at, to;

		while (end < key->length && key->text[end] != '\n')
			end++;
		to = end;
		while (from < to && (unsigned char)key->text[from] <= ' ')
			from++;
		while (to > from && (unsigned char)key->text[to - 1] <= ' ')
			to--;
		(void)snprintf(screen->pasted[count], TYPED_SIZE, "%.*s",
			(int)(to - from < TYPED_SIZE - 1 ? to - from : TYPED_SIZE - 1),
			key->text + from);
		count++;
		at = end + 1;
	}
	return count;
}

static void paste_answered(struct tui *tui, void *data, int button)
{
	struct grades_screen *screen = data;
	size_t wrong = 0, written = 0, row = screen->list.cursor, i = 0;
	struct err err;

	if (button != 1)
		return;
	if (db_batch_begin(tui->session->db, "paste-grades", screen->sheet.unit->row.code,
		    tui->session->author, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	for (; i < screen->pasted_count && row < screen->list.count; i++, row++) {
		size_t at = screen->shown[row];

		if (!screen->pasted[i][0])
			continue;
		if (!screen->sheet.rows[at].exempt &&
			grades_write(screen, at, screen->part, screen->pasted[i]))
			written++;
		else
			wrong++;
	}
	/* Below the last row there is nobody. */
	for (; i < screen->pasted_count; i++)
		wrong += screen->pasted[i][0] != '\0';
	if (db_batch_close(tui->session->db, ERR_OK, &err)) {
		status_error(&tui->status, &err);
		tui_refresh(tui);
		return;
	}
	tui_saved(tui);
	status_say(&tui->status,
		ngettext("%zu value pasted, %zu not recorded · Ctrl+Z undoes",
			"%zu values pasted, %zu not recorded · Ctrl+Z undoes",
			(unsigned long)written),
		written, wrong);
}

static void paste(struct grades_screen *screen, const struct key *key)
{
	const char *buttons[3] = {_("Cancel"), NULL, NULL};
	char question[PROMPT_QUESTION_SIZE], verb[64];

	if (!may_type(screen))
		return;
	free(screen->pasted);
	screen->pasted = calloc(PASTE_MAX, sizeof *screen->pasted);
	if (!screen->pasted)
		return;
	screen->pasted_count = split_paste(screen, key);
	if (screen->pasted_count <= 1) {
		begin(screen, screen->pasted_count ? screen->pasted[0] : "");
		return;
	}
	(void)snprintf(question, sizeof question, _("%zu values to %.100s (%.20s … %.20s)?"),
		screen->pasted_count, unit_part_title(screen->sheet.unit, screen->part),
		screen->pasted[0], screen->pasted[screen->pasted_count - 1]);
	(void)snprintf(verb, sizeof verb, _("Paste %zu values"), screen->pasted_count);
	buttons[1] = verb;
	prompt_buttons(screen->tui, question, buttons, paste_answered, screen);
}

bool grades_text(struct tui *tui, void *state, const struct key *key)
{
	struct grades_screen *screen = state;
	uint32_t digit;

	(void)tui;
	if (key->kind == INPUT_PASTE) {
		paste(screen, key);
		return true;
	}
	if (key->kind == INPUT_SPECIAL)
		return special(screen, key);
	if (key->kind != INPUT_CHAR || key->code < ' ') {
		if (key->kind == INPUT_CHAR)
			(void)grades_commit(screen);
		return false;
	}
	digit = digit_of(key->code);
	if (!digit && !is_typed(key->code))
		return false; /* "/" finds, ":" opens the palette */
	if (!screen->typing) {
		if (!may_type(screen))
			return true;
		begin(screen, "");
	}
	(void)form_type(&screen->form, digit ? digit : key->code);
	return true;
}

/* ---- Second entry, errors ------------------------------------------------------------ */

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
	(void)grades_commit(screen);
	switch (screen->mode) {
	case GRADES_ENTRY:
		if (screen->sheet.count == 0)
			return;
		forget_second(screen);
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

/* What is wrong with the value under the cursor. */
static void say_again(struct grades_screen *screen)
{
	size_t row = grades_row_index(screen);
	struct cell cell;
	struct err err;

	if (cell_parse(&screen->programme.rules, screen->sheet.unit->row.decimals,
		    grades_kept(screen, row, screen->part)->wrong, &cell, &err))
		say(screen, row, &err);
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
