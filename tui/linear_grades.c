/* Typing grades in the linear mode: the sheet, and its commands. See linear_sheet.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/search.h"
#include "core/jury.h"
#include "core/language.h"
#include "core/seeing.h"
#include "tui/linear_sheet.h"

/* ---- Commands ------------------------------------------------------------------------------ */

/* false: the unit is no longer there; what stood here stays, and takes nothing more. */
static bool reload(struct linear_sheet *sheet)
{
	struct err err;

	if (sheet_load(sheet, &err) == ERR_OK)
		return true;
	linear_error(sheet->linear, &err);
	return false;
}

static void forward(struct linear_sheet *sheet)
{
	if (sheet->at < sheet_cells(sheet))
		sheet_go(sheet, sheet->at + 1, 1);
	else
		sheet_tell(sheet);
}

static void back(struct linear_sheet *sheet)
{
	if (sheet->at)
		sheet_go(sheet, sheet->at - 1, -1);
	else
		linear_say(sheet->linear, "%s", _("This is the first row."));
}

static void next_student(struct linear_sheet *sheet)
{
	if (sheet->at < sheet_cells(sheet))
		sheet_go(sheet, (sheet->at / sheet->parts + 1) * sheet->parts, 1);
	else
		sheet_tell(sheet);
}

static void go_to_row(struct linear_sheet *sheet, const char *text)
{
	long row = linear_number(text, sheet->sheet.count);

	if (row < 1)
		linear_say(sheet->linear, _("! There is no row “%s”: 1 to %zu."), text,
			sheet->sheet.count);
	else
		sheet_go(sheet, ((size_t)row - 1) * sheet->parts, 1);
}

static bool holds(const struct enrolment_row *row, const char *pattern)
{
	char name[2 * NAME_SIZE + MATRICULE_SIZE + 3];

	(void)snprintf(
		name, sizeof name, "%s %s %s", row->last_name, row->first_name, row->matricule);
	return search_finds(name, pattern);
}

static void find(struct linear_sheet *sheet, const char *text)
{
	size_t found[FOUND_MAX], count = 0, chosen = 1;
	char wanted[NAME_SIZE], name[2 * NAME_SIZE + 2];

	(void)search_pattern(text, wanted, sizeof wanted);
	for (size_t i = 0; i < sheet->sheet.count && count < FOUND_MAX; i++) {
		if (*wanted && holds(&sheet->sheet.rows[i].enrolment, wanted))
			found[count++] = i;
	}
	if (count == 0) {
		linear_say(sheet->linear, "! %s", _("Nobody matches: still at the same place."));
		return;
	}
	for (size_t i = 0; i < count && count > 1; i++) {
		sheet_name(sheet, found[i], name, sizeof name);
		if (sheet->linear->options->anonymous)
			linear_say(sheet->linear, "%zu. %s", i + 1, name);
		else
			linear_say(sheet->linear, "%zu. %s, %s", i + 1, name,
				sheet->sheet.rows[found[i]].enrolment.matricule);
	}
	if (count > 1)
		chosen = linear_choose(sheet->linear, _("Number of the student:"), count);
	if (chosen)
		sheet_go(sheet, found[chosen - 1] * sheet->parts, 1);
}

/* Stand where what was undone is, if it is of this sheet: "0024003 UE3/AA1". */
static void go_to_subject(struct linear_sheet *sheet, const char *subject)
{
	size_t length = strcspn(subject, " ");
	char name[2 * CODE_SIZE + 2];

	for (size_t at = 0; at < sheet_cells(sheet); at++) {
		const struct unit *unit = sheet->sheet.unit;
		const char *matricule = sheet->sheet.rows[at / sheet->parts].enrolment.matricule;
		size_t part = sheet->from + at % sheet->parts;

		if (strncmp(subject, matricule, length) != 0 || matricule[length] ||
			!subject[length])
			continue;
		(void)snprintf(name, sizeof name, "%s%s%s", unit->row.code,
			unit->activity_count ? "/" : "",
			unit->activity_count ? unit->activities[part].code : "");
		if (strcmp(subject + length + 1, name) == 0)
			sheet->at = at;
	}
}

static void turn_back(struct linear_sheet *sheet, bool undo)
{
	struct batch_row batch = {0};
	const char *subject = batch.subject;

	if (!linear_turn_back(sheet->linear, undo, &batch))
		return;
	if (!reload(sheet))
		return;
	if (strcmp(batch.action, "undo") == 0 || strcmp(batch.action, "redo") == 0)
		subject += strcspn(subject, " ") + (strchr(subject, ' ') != NULL);
	go_to_subject(sheet, subject);
	sheet_tell(sheet);
}

static void choose_order(struct linear_sheet *sheet)
{
	struct err err;
	size_t chosen = linear_choose(sheet->linear,
		_("1 alphabetical, 2 by matricule, 3 as the paper list:"), SHEET_ORDER_COUNT);
	if (!chosen)
		return;
	if (sheet_order_set(sheet->linear->follow.session, (enum sheet_order)(chosen - 1), &err))
		linear_error(sheet->linear, &err);
	else if (reload(sheet))
		sheet_go(sheet, 0, 1);
}

/* The student of the cell stood on; 0: past the last, told. */
static int64_t somebody(const struct linear_sheet *sheet)
{
	if (sheet->at < sheet_cells(sheet))
		return sheet->sheet.rows[sheet->at / sheet->parts].enrolment.student_id;
	sheet_tell(sheet);
	return 0;
}

/* How the mark of the unit comes about. */
static void explain(const struct linear_sheet *sheet)
{
	const struct seeing seeing = {
		.sentences = true, .anonymous = sheet->linear->options->anonymous};
	int64_t student_id = somebody(sheet);
	struct page page = {0};
	struct err err;

	if (!student_id)
		return;
	if (grade_explain_page(sheet->linear->follow.session, &sheet->programme, sheet->unit,
		    student_id, sheet->number, &seeing, &page, &err))
		linear_error(sheet->linear, &err);
	else
		linear_read(sheet->linear, &page);
	sheet_tell(sheet);
}

/* As if the cell held what is typed. */
static void suppose(const struct linear_sheet *sheet, const char *text)
{
	struct supposition supposed = {
		.student_id = somebody(sheet), .unit_id = sheet->sheet.unit->row.id};
	struct err err;

	if (!supposed.student_id)
		return;
	supposed.activity_id =
		unit_part_id(sheet->sheet.unit, sheet->from + sheet->at % sheet->parts);
	if (cell_parse(&sheet->programme.rules, sheet->sheet.unit->row.decimals, text,
		    &supposed.cell, &err))
		linear_error(sheet->linear, &err);
	else
		linear_suppose(sheet->linear, &sheet->programme, &supposed);
	sheet_tell(sheet);
}

static void next_wrong(struct linear_sheet *sheet)
{
	size_t at = sheet_next_wrong(sheet, sheet->at < sheet_cells(sheet) ? sheet->at + 1 : 0);

	if (at >= sheet_cells(sheet))
		at = sheet_next_wrong(sheet, 0);
	if (at >= sheet_cells(sheet))
		linear_say(sheet->linear, "%s", _("Everything typed is recorded."));
	else
		sheet_go(sheet, at, 1);
}

/* What is not recorded is told once before one leaves. false: leave. */
static bool stay(struct linear_sheet *sheet)
{
	size_t wrongs = sheet_wrongs(sheet);

	if (!wrongs || sheet->leaving)
		return false;
	sheet->leaving = true;
	linear_say(sheet->linear,
		ngettext("! %zu value is not recorded, and is kept as typed: colon e (:e) goes to "
			 "it, :q again leaves.",
			"! %zu values are not recorded, and are kept as typed: colon e (:e) goes "
			"to them, :q again leaves.",
			(unsigned long)wrongs),
		wrongs);
	return true;
}

/* After ":". false: leave the sheet. */
static bool command(struct linear_sheet *sheet, const char *line)
{
	const char *rest = line + (*line != '\0');

	rest += strspn(rest, " ");
	if (*line >= '0' && *line <= '9') {
		go_to_row(sheet, line);
		return true;
	}
	if (*rest ? !strchr("pmx", *line) : *line && strchr("pmx", *line)) {
		linear_say(sheet->linear, "! %s",
			_("Not understood: nothing was done. Colon (:) and Enter: help."));
		return true;
	}
	switch (*line) {
	case 'q':
		return stay(sheet);
	case 'u':
	case 'r':
		turn_back(sheet, *line == 'u');
		break;
	case 'e':
		next_wrong(sheet);
		break;
	case 'p':
		sheet_proof(sheet, rest);
		break;
	case 'm':
		sheet_reason(sheet, rest);
		break;
	case 'l':
		for (size_t i = 0; i < sheet->sheet.count; i++)
			sheet_tell_row(sheet, i);
		sheet_tell(sheet);
		break;
	case 's':
		sheet_tell_counts(sheet);
		break;
	case 'c':
		sheet_tell_codes(sheet);
		break;
	case 'd':
		sheet_second(sheet);
		break;
	case 'o':
		choose_order(sheet);
		break;
	case 'i':
		explain(sheet);
		break;
	case 'x':
		suppose(sheet, rest);
		break;
	default:
		sheet_tell_help(sheet->linear);
	}
	return true;
}

/* What another program wrote meanwhile. false: what was stood on went with it, told. */
static bool see_others(struct linear_sheet *sheet)
{
	sheet->gone = false;
	if (db_foreign_change(sheet->linear->follow.session->db) && !reload(sheet))
		return false;
	if (!sheet->gone)
		return true;
	linear_say(sheet->linear, "! %s",
		_("This row was taken out elsewhere meanwhile: nothing was done."));
	sheet_go(sheet, sheet->at, 1);
	return false;
}

/* One line. false: leave the sheet. */
static bool obey(struct linear_sheet *sheet, const char *line)
{
	bool was_last = sheet->at < sheet_cells(sheet);

	if (!see_others(sheet))
		return true;

	line += strspn(line, " \t");
	if (strncmp(line, ":q", 2) != 0)
		sheet->leaving = false;
	if (*line == ':')
		return command(sheet, line + 1 + strspn(line + 1, " "));
	if (*line == '\0')
		forward(sheet);
	else if (strcmp(line, "<") == 0)
		back(sheet);
	else if (strcmp(line, ">") == 0)
		next_student(sheet);
	else if (strcmp(line, "=") == 0)
		sheet_tell(sheet);
	else if (*line == '/')
		find(sheet, line + 1 + strspn(line + 1, " "));
	else
		sheet_take(sheet, line);
	if (was_last && sheet->at >= sheet_cells(sheet))
		sheet_tell_counts(sheet);
	return true;
}

/* Line after line, until one leaves. */
static void go_through(struct linear_sheet *sheet)
{
	char line[LINE_SIZE];

	sheet_go(sheet, 0, 1);
	for (;;) {
		if (linear_ask(sheet->linear, _("Mark:"), line)) {
			if (!obey(sheet, line))
				break;
		} else if (linear_ended()) {
			return;
		} else {
			sheet_tell(sheet);
		}
	}
	linear_say(sheet->linear, "%s", _("Out of the sheet: a digit is a level again."));
	linear_tell_student(sheet->linear);
	linear_tell_item(sheet->linear);
}

void linear_grades(struct linear *linear, const char *words)
{
	struct linear_sheet sheet = {.linear = linear,
		.group_id = linear->follow.group.id > 0 ? linear->follow.group.id : 0};
	struct err err;

	if (!linear_programme(linear, &sheet.programme))
		return;
	if (!linear_unit_choose(&sheet, words)) {
		programme_release(&sheet.programme);
		return;
	}
	if (sheet_load(&sheet, &err)) {
		linear_error(linear, &err);
		programme_release(&sheet.programme);
		return;
	}
	sheet_tell_begin(&sheet);
	if (sheet.sheet.count)
		go_through(&sheet);
	else
		linear_say(linear, "! %s",
			_("Nobody of this group takes this unit: “suivi enrol” puts them in it."));
	sheet_release(&sheet);
}
