/* A column pasted into the sheet of grades. See grades_screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/student_name.h"
#include "core/synonym.h"
#include "core/text.h"
#include "tui/footer.h"
#include "tui/glyph.h"
#include "tui/grades_screen.h"

enum heading { HEADING_NONE, HEADING_DOUBT, HEADING_SURE };

/* ---- Read ------------------------------------------------------------------------- */

/* Rows from the cursor down: as many values have somebody. */
static size_t rows_below(const struct grades_screen *screen)
{
	return screen->list.count - screen->list.cursor;
}

/* The values, one a line: an empty one in between is nobody's mark, and keeps its row. */
static bool split(struct grades_paste *paste, const char *text, size_t length)
{
	size_t lines = 1, last = 0;

	for (size_t i = 0; i < length; i++)
		lines += text[i] == '\n';
	free(paste->values);
	*paste = (struct grades_paste){.values = calloc(lines, sizeof *paste->values)};
	for (size_t at = 0; paste->values && at < length; paste->count++) {
		const char *end = memchr(text + at, '\n', length - at);
		size_t size = end ? (size_t)(end - (text + at)) : length - at;

		if (text_clean(text + at, size, paste->values[paste->count], TYPED_SIZE, NULL))
			last = paste->count + 1;
		at += size + 1;
	}
	paste->count = last;
	return paste->values != NULL;
}

/* Is a TAB left between two cells of a line? */
static bool has_columns(const char *text, size_t length)
{
	bool filled = false, tab = false;

	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\n') {
			filled = tab = false;
		} else if (text[i] == '\t') {
			tab = filled;
		} else if (text[i] != ' ' && text[i] != '\r') {
			if (tab)
				return true;
			filled = true;
		}
	}
	return false;
}

static enum err_code parse(
	const struct grades_screen *screen, const char *text, struct cell *ret, struct err *err)
{
	return cell_parse(
		&screen->programme.rules, screen->sheet.unit->row.decimals, text, ret, err);
}

/* What the column is called, here or in files: "Écrit", "UE3/AA1", "Note". */
static bool names_column(const struct grades_screen *screen, const char *text)
{
	const struct unit *unit = screen->sheet.unit;
	const char *names[4] = {unit->row.code, unit->row.title,
		unit_part_title(unit, screen->part), unit->row.code};
	char key[HEADER_KEY_SIZE], known[HEADER_KEY_SIZE];
	const struct synonym *found = NULL;
	struct synonym_list list = {0};
	size_t count = 0;
	bool is = false;

	if (screen->part < unit->activity_count)
		names[3] = unit->activities[screen->part].code;
	synonym_key(text, strlen(text), key);
	for (size_t i = 0; i < 4 && *key && !is; i++) {
		synonym_key(names[i], strlen(names[i]), known);
		is = strcmp(key, known) == 0;
	}
	if (*key && !is && synonym_list_load(&list, 0, NULL, NULL) == ERR_OK)
		found = synonym_find(&list, key, &count);
	for (size_t i = 0; i < count && !is; i++)
		is = found[i].field == HEADER_GRADE && found[i].priority != SYNONYM_PROPOSED;
	synonym_list_release(&list);
	return is;
}

/*
 * Is the first value the heading of the column? Sure where it is called so; in
 * doubt where it is no mark, or where there is one value too many.
 */
static enum heading heading_of(const struct grades_screen *screen)
{
	const char *first = screen->paste.values[0];
	enum err_code rc;
	struct cell cell;
	struct err err;

	if (!*first)
		return HEADING_NONE;
	if (names_column(screen, first))
		return HEADING_SURE;
	rc = parse(screen, first, &cell, &err);
	/* "145" is a mark without its comma; "2026" and "Janvier" are none */
	if (rc ? err.reason != WHY_MARK_RANGE_MEANT
	       : cell.code[0] && !grade_code_find(&screen->programme.rules, first))
		return HEADING_DOUBT;
	return screen->paste.count == rows_below(screen) + 1 ? HEADING_DOUBT : HEADING_NONE;
}

/* ---- Written ---------------------------------------------------------------------- */

/* What stands, or would stand, in the cell: in a second entry what was typed again. */
static const struct cell *standing(const struct grades_screen *screen, size_t row)
{
	const struct kept_cell *kept =
		&screen->cells[row * screen->sheet.part_count + screen->part];

	if (screen->mode != GRADES_SECOND)
		return &screen->sheet.rows[row].cells[screen->part][screen->session - 1];
	return kept->seconded ? &kept->second : NULL;
}

struct outcome {
	size_t written, refused, replaced, blank, doubtful;
};

/* What would become of the values from `from` on. */
static struct outcome foresee(const struct grades_screen *screen, size_t from)
{
	const struct grades_paste *paste = &screen->paste;
	struct outcome outcome = {0};

	for (size_t i = from; i < paste->count; i++) {
		size_t at = screen->list.cursor + i - from;
		const struct cell *now;
		struct cell cell;
		struct err err;

		if (!paste->values[i][0]) {
			outcome.blank++;
		} else if (at >= screen->list.count ||
			   screen->sheet.rows[screen->shown[at]].exempt ||
			   parse(screen, paste->values[i], &cell, &err)) {
			outcome.refused++;
		} else {
			const struct grading grading = {.programme = &screen->programme,
				.unit = screen->sheet.unit,
				.part = screen->part,
				.number = screen->session,
				.student_id =
					screen->sheet.rows[screen->shown[at]].enrolment.student_id};

			now = standing(screen, screen->shown[at]);
			outcome.doubtful += screen->mode != GRADES_SECOND &&
					    grade_check_acquired(screen->tui->session, &grading,
						    &cell, &err) != ERR_OK;
			outcome.written++;
			outcome.replaced += now && !cell_is_blank(now) && !cell_same(now, &cell);
		}
	}
	return outcome;
}

static struct outcome write_all(struct grades_screen *screen, size_t from)
{
	const struct grades_paste *paste = &screen->paste;
	struct outcome outcome = {0};

	for (size_t i = from; i < paste->count; i++) {
		size_t at = screen->list.cursor + i - from;

		if (!paste->values[i][0])
			continue;
		/* Below the last row there is nobody. */
		if (at < screen->list.count && !screen->sheet.rows[screen->shown[at]].exempt &&
			grades_write(screen, screen->shown[at], screen->part, paste->values[i]))
			outcome.written++;
		else
			outcome.refused++;
	}
	return outcome;
}

/* changed: there is something to undo. */
static void say_outcome(struct grades_screen *screen, const struct outcome *outcome, bool changed)
{
	struct status *status = &screen->tui->status;
	char undo[32];

	footer_key(&screen->tui->keymap, ACT_UNDO, true, undo, sizeof undo);
	if (!changed && outcome->written == 0)
		status_warn(status,
			ngettext("Nothing was pasted: %zu value is not recorded.",
				"Nothing was pasted: %zu values are not recorded.",
				(unsigned long)outcome->refused),
			outcome->refused);
	else if (!changed)
		status_say(status, _("Nothing changed: %zu the same, %zu not recorded."),
			outcome->written, outcome->refused);
	else
		status_say(status,
			ngettext("%zu value pasted, %zu not recorded · %s undoes",
				"%zu values pasted, %zu not recorded · %s undoes",
				(unsigned long)outcome->written),
			outcome->written, outcome->refused, undo);
}

/* Into a second entry: nothing is recorded, and each value is taken back apart. */
static void paste_second(struct grades_screen *screen, size_t from)
{
	struct outcome outcome = write_all(screen, from);

	say_outcome(screen, &outcome, outcome.written > 0);
}

static void paste_recorded(struct grades_screen *screen, size_t from)
{
	size_t before = screen->changes;
	struct tui *tui = screen->tui;
	struct outcome outcome;
	struct err err;

	if (db_batch_begin(tui->session->db, "paste-grades", screen->sheet.unit->row.code,
		    tui->session->author, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	screen->pasting = true;
	outcome = write_all(screen, from);
	screen->pasting = false;
	if (screen->changes > before)
		grades_step(screen, &(struct grades_step){.kind = STEP_RECORDED});
	if (db_batch_close(tui->session->db, ERR_OK, &err)) {
		status_error(&tui->status, &err);
		tui_refresh(tui);
		return;
	}
	if (screen->changes > before)
		tui_saved(tui);
	say_outcome(screen, &outcome, screen->changes > before);
}

/* The student of the last row that values from `from` on reach. */
static int64_t last_student(const struct grades_screen *screen, size_t from)
{
	size_t count = screen->paste.count - from, rows = rows_below(screen);

	count = count < rows ? count : rows;
	return screen->sheet.rows[screen->shown[screen->list.cursor + count - 1]]
		.enrolment.student_id;
}

/* Buttons: the values without the heading, then all of them. */
static void answered(struct tui *tui, void *data, int button)
{
	struct grades_screen *screen = data;
	const struct grades_paste *paste = &screen->paste;
	size_t from = button == 1 && paste->heading ? 1 : 0;

	if (button == 0)
		return;
	/* Somebody else's import may have put rows in between meanwhile. */
	if (!grades_row(screen) || grades_row(screen)->enrolment.student_id != paste->first ||
		last_student(screen, paste->heading) != paste->last) {
		status_warn(&tui->status, "%s",
			_("The rows changed meanwhile, and nothing was pasted: paste again."));
		return;
	}
	if (screen->mode == GRADES_SECOND)
		paste_second(screen, from);
	else
		paste_recorded(screen, from);
}

/* ---- Asked ------------------------------------------------------------------------ */

static void name_of(const struct grades_screen *screen, size_t at, char *ret, size_t size)
{
	size_t row = screen->shown[at];
	const struct enrolment_row *who = &screen->sheet.rows[row].enrolment;
	struct student_row student = {0};
	char name[STUDENT_NAME_SIZE];

	memcpy(student.last_name, who->last_name, sizeof student.last_name);
	memcpy(student.first_name, who->first_name, sizeof student.first_name);
	student.id = who->student_id;
	tui_student_name(screen->tui, &student, name, sizeof name);
	(void)glyph_fit(name, 30, screen->tui->term.ascii, ret, size);
}

/* Adds a sentence to a question. */
static void add(char *question, const char *sentence)
{
	size_t used = strlen(question);

	(void)snprintf(
		question + used, PROMPT_QUESTION_SIZE - used, "%s%s", used ? " " : "", sentence);
}

/* format: of ngettext(), for a count; nothing where it is 0. */
static void add_count(char *question, const char *format, size_t count)
{
	char sentence[200];

	if (count == 0)
		return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(sentence, sizeof sentence, format, count);
#pragma GCC diagnostic pop
	add(question, sentence);
}

/* Who gets the first value, and who the last: whoever pastes compares them with the paper. */
static void add_ends(const struct grades_screen *screen, size_t from, char *question)
{
	const struct grades_paste *paste = &screen->paste;
	size_t values = paste->count - from, rows = rows_below(screen), last;
	char first_name[128], last_name[128], one[64], other[64], sentence[400];
	bool ascii = screen->tui->term.ascii;

	last = (values < rows ? values : rows) - 1;
	name_of(screen, screen->list.cursor, first_name, sizeof first_name);
	name_of(screen, screen->list.cursor + last, last_name, sizeof last_name);
	(void)glyph_fit(paste->values[from], 12, ascii, one, sizeof one);
	(void)glyph_fit(paste->values[from + last], 12, ascii, other, sizeof other);
	if (last == 0)
		(void)snprintf(sentence, sizeof sentence, _("%s: %s."), first_name, one);
	else
		(void)snprintf(sentence, sizeof sentence, _("%s: %s … %s: %s."), first_name,
			*one ? one : "–", last_name, *other ? other : "–");
	add(question, sentence);
}

static void add_counts(char *question, const struct outcome *outcome)
{
	add_count(question,
		ngettext("%zu filled cell would change.", "%zu filled cells would change.",
			(unsigned long)outcome->replaced),
		outcome->replaced);
	add_count(question,
		ngettext("%zu value would be refused.", "%zu values would be refused.",
			(unsigned long)outcome->refused),
		outcome->refused);
	add_count(question,
		ngettext("%zu value falls short of a unit acquired earlier, and waits for your "
			 "word.",
			"%zu values fall short of a unit acquired earlier, and wait for your word.",
			(unsigned long)outcome->doubtful),
		outcome->doubtful);
	add_count(question,
		ngettext("%zu empty line leaves its row as it is.",
			"%zu empty lines leave their rows as they are.",
			(unsigned long)outcome->blank),
		outcome->blank);
}

static void ask(struct grades_screen *screen, enum heading heading)
{
	struct grades_paste *paste = &screen->paste;
	size_t from = heading != HEADING_NONE;
	struct outcome outcome = foresee(screen, from);
	size_t values = paste->count - from - outcome.blank;
	const char *buttons[4] = {_("Cancel"), NULL, NULL, NULL};
	char question[PROMPT_QUESTION_SIZE] = "", sentence[300], first[64], verb[64], all[64];

	(void)glyph_fit(paste->values[0], 16, screen->tui->term.ascii, first, sizeof first);
	(void)snprintf(sentence, sizeof sentence,
		heading == HEADING_DOUBT ? _("Is “%s” a heading? Without it:")
					 : _("The heading “%s” is left out."),
		first);
	if (heading != HEADING_NONE)
		add(question, sentence);
	(void)snprintf(sentence, sizeof sentence, _("%.100s: %zu values for %zu rows."),
		unit_part_title(screen->sheet.unit, screen->part), values, rows_below(screen));
	add(question, sentence);
	add_ends(screen, from, question);
	add_counts(question, &outcome);
	(void)snprintf(verb, sizeof verb,
		ngettext("Paste %zu value", "Paste %zu values", (unsigned long)values), values);
	(void)snprintf(all, sizeof all, _("“%.20s” too: %zu"), first, values + 1);
	buttons[1] = verb;
	buttons[2] = heading == HEADING_DOUBT ? all : NULL;
	paste->heading = from;
	paste->first = grades_row(screen)->enrolment.student_id;
	paste->last = last_student(screen, from);
	prompt_buttons(screen->tui, question, buttons, answered, screen);
}

static void paste_one(struct grades_screen *screen, const char *text)
{
	if (!screen->typing)
		grades_begin(screen, "");
	if (form_paste(&screen->form, text))
		return;
	term_bell();
	if (*text)
		status_warn(&screen->tui->status,
			_("A cell holds at most %d characters: nothing was pasted."), TYPED_LIMIT);
}

void grades_pasted(struct grades_screen *screen, const char *text, size_t length)
{
	struct status *status = &screen->tui->status;

	if (screen->past) {
		status_warn(status, "%s",
			_("There is no row here, and nothing was pasted · ↑ goes back."));
		return;
	}
	if (!grades_may_type(screen))
		return;
	if (has_columns(text, length)) {
		status_warn(status, "%s",
			_("Several columns were copied, and nothing was pasted: copy the column of "
			  "marks alone."));
		return;
	}
	if (!split(&screen->paste, text, length))
		return;
	if (screen->paste.count > 1) {
		(void)grades_commit(screen);
		ask(screen, heading_of(screen));
	} else if (screen->paste.count == 1) {
		paste_one(screen, screen->paste.values[0]);
	}
}
