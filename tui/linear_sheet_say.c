/* What is told of a whole sheet. See linear_sheet.h. */
#include <stdio.h>
#include <stdlib.h>

#include "core/date.h"
#include "core/language.h"
#include "tui/linear_sheet.h"

/* Signs by their names as well: many voices pass over them. */
void sheet_tell_help(const struct linear *linear)
{
	linear_say(linear, "%s",
		_("A mark or the letters of a code: recorded, then the next. A minus (-): clear. "
		  "Empty line: the next, nothing changed."));
	linear_say(linear, "%s",
		_("Less-than (<): back. Greater-than (>): next student. Slash (/) and letters of a "
		  "name: find. Equals (=): tell again."));
	linear_say(linear, "%s",
		_("After a colon (:), a letter. q: leave. u: undo. r: redo. e: next value that is "
		  "not recorded. p TEXT: reference of the proof. m TEXT: reason for replacing a "
		  "code that has one."));
	linear_say(linear, "%s",
		_("l: all the sheet. s: counts, to compare with the paper. c: codes. o: order. A "
		  "number: that row."));
	linear_say(linear, "%s",
		_("i: why this mark, and every change. x MARK: what if it were that. d: type the "
		  "column a second time, blind."));
}

void sheet_tell_counts(const struct linear_sheet *sheet)
{
	size_t wrongs = sheet_wrongs(sheet);
	char sum[MARK_SIZE], mean[MARK_SIZE];
	struct sheet_count count;

	for (size_t p = sheet->from; p < sheet->from + sheet->parts; p++) {
		gradesheet_count(&sheet->sheet, p, &count);
		mark_format((int)count.sum, sum);
		mark_format(count.mean, mean);
		linear_say(sheet->linear, _("%s: marks: %zu; codes: %zu; still empty: %zu."),
			unit_part_title(sheet->sheet.unit, p), count.marks, count.codes,
			count.blanks);
		if (count.marks)
			linear_say(sheet->linear, _("Sum: %s. Mean: %s."), sum, mean);
		if (count.used[0])
			linear_say(sheet->linear, _("Codes: %s."), count.used);
	}
	if (wrongs)
		linear_say(sheet->linear,
			ngettext("! %zu value is not recorded: colon e (:e) goes to it.",
				"! %zu values are not recorded: colon e (:e) goes to them.",
				(unsigned long)wrongs),
			wrongs);
}

/* A row with all that is typed in it: "3. Lefèvre Zoé. Written: 14,00; Oral: nothing." */
void sheet_tell_row(const struct linear_sheet *sheet, size_t row)
{
	char *text = NULL, name[2 * NAME_SIZE + 2], words[2 * LABEL_SIZE];
	const struct sheet_row *line = &sheet->sheet.rows[row];
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return;
	sheet_name(sheet, row, name, sizeof name);
	(void)fprintf(out, "%zu. %s. ", row + 1, name);
	if (line->exempt)
		(void)fprintf(out, "%s.", enrolment_state_name(line->enrolment.state));
	for (size_t p = 0; p < sheet->parts && !line->exempt; p++) {
		sheet_words(sheet, &line->cells[sheet->from + p][sheet->number - 1], words,
			sizeof words);
		(void)fputs(p ? _("; ") : "", out);
		(void)fprintf(out, _("%s: %s"), unit_part_title(sheet->sheet.unit, sheet->from + p),
			words);
	}
	if (fclose(out) == 0)
		linear_text(sheet->linear, text);
	free(text);
}

void sheet_tell_codes(const struct linear_sheet *sheet)
{
	const struct grade_rules *rules = &sheet->programme.rules;

	for (size_t i = 0; i < rules->code_count; i++)
		linear_say(sheet->linear, _("%s: %s"), rules->codes[i].code, rules->codes[i].label);
}

void sheet_tell_begin(const struct linear_sheet *sheet)
{
	static const char *const orders[SHEET_ORDER_COUNT] = {
		[SHEET_BY_NAME] = N_("alphabetical"),
		[SHEET_BY_MATRICULE] = N_("matricule"),
		[SHEET_BY_LIST] = N_("paper list"),
	};
	const struct unit *unit = sheet->sheet.unit;
	char scale[MARK_SIZE], day[DATE_SIZE];

	mark_plain(sheet->programme.rules.values[GRADE_RULE_SCALE], scale);
	linear_say(sheet->linear, _("Sheet of %s, %s, session %d. Students: %zu; order: %s."),
		unit->row.code, unit->row.title, sheet->number, sheet->sheet.count,
		_(orders[sheet->sheet.order]));
	if (sheet->parts < sheet->sheet.part_count)
		linear_say(sheet->linear, _("Activity: %s."),
			unit_part_title(sheet->sheet.unit, sheet->from));
	if (sheet->sheet.locked) {
		date_for_people(sheet->sheet.locked_on, day);
		linear_say(sheet->linear,
			_("! Locked since the deliberation of %s: to read, not to type."), day);
	}
	linear_say(sheet->linear,
		_("A mark out of %s or a code, then Enter. Enter alone: the next. Less-than (<): "
		  "back. Colon (:) and Enter: help."),
		scale);
}
