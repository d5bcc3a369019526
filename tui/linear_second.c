/* A column typed a second time, blind, in the linear mode. See linear_sheet.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "tui/linear_sheet.h"

struct again {
	bool typed;
	struct cell cell;
};

/* The next row with a cell to type in, forth or back; count or more: there is none. */
static size_t next_row(const struct linear_sheet *sheet, size_t row, int by)
{
	do {
		row += by < 0 ? (size_t)-1 : 1;
	} while (row < sheet->sheet.count && sheet->sheet.rows[row].exempt);
	return row;
}

static void tell_row(const struct linear_sheet *sheet, size_t row)
{
	bool hidden = sheet->linear->options->anonymous;
	char name[2 * NAME_SIZE + 2];

	sheet_name(sheet, row, name, sizeof name);
	linear_say(sheet->linear, _("%zu of %zu. %s%s%s."), row + 1, sheet->sheet.count, name,
		hidden ? "" : ", ", hidden ? "" : sheet->sheet.rows[row].enrolment.matricule);
}

/* A value that cannot be read is no second entry; what is typed next is the next row's all the
 * same. */
static void take(const struct linear_sheet *sheet, const char *text, struct again *again)
{
	struct err err;

	again->typed = cell_parse(&sheet->programme.rules, sheet->sheet.unit->row.decimals,
			       strcmp(text, "-") == 0 ? "" : text, &again->cell, &err) == ERR_OK;
	if (!again->typed)
		linear_error(sheet->linear, &err);
}

/* false: given up. */
static bool type_again(const struct linear_sheet *sheet, struct again *again)
{
	size_t row = next_row(sheet, (size_t)-1, 1), before;
	char line[LINE_SIZE];

	while (row < sheet->sheet.count) {
		tell_row(sheet, row);
		if (!linear_ask(sheet->linear, _("Again:"), line))
			return false;
		if (strcmp(line, ":q") == 0)
			return true;
		if (strcmp(line, "<") == 0) {
			before = next_row(sheet, row, -1);
			row = before < sheet->sheet.count ? before : row;
			continue;
		}
		if (*line == ':' || *line == '/' || *line == '>' || *line == '=') {
			linear_say(sheet->linear, "! %s",
				_("Here a mark or a code; less-than (<): back; colon q (:q): "
				  "compare."));
			continue;
		}
		if (*line)
			take(sheet, line, &again[row]);
		row = next_row(sheet, row, 1);
	}
	return true;
}

/* Each difference told, and what the paper says asked. */
static void settle(struct linear_sheet *sheet, const struct again *again, size_t part)
{
	char one[2 * LABEL_SIZE], other[2 * LABEL_SIZE], answer[LINE_SIZE];
	size_t typed = 0, differ = 0, left = 0;

	for (size_t row = 0; row < sheet->sheet.count; row++) {
		const struct cell *now = &sheet->sheet.rows[row].cells[part][sheet->number - 1];

		typed += again[row].typed;
		left += !again[row].typed && !sheet->sheet.rows[row].exempt && !cell_is_blank(now);
		if (!again[row].typed || cell_same(now, &again[row].cell))
			continue;
		differ++;
		tell_row(sheet, row);
		sheet_words(sheet, now, one, sizeof one);
		sheet_words(sheet, &again[row].cell, other, sizeof other);
		linear_say(sheet->linear, _("Recorded: %s; typed again: %s."), one, other);
		if (!linear_ask(sheet->linear, _("What the paper says (empty: leave it):"), answer))
			return;
		sheet->at = row * sheet->parts + part - sheet->from;
		if (*answer)
			(void)sheet_put(sheet, answer);
	}
	if (typed && differ == 0)
		linear_say(sheet->linear,
			ngettext("%zu value typed again: the same.",
				"%zu values typed again: all the same.", (unsigned long)typed),
			typed);
	if (left)
		linear_say(sheet->linear,
			ngettext("%zu grade was not typed again, and not compared.",
				"%zu grades were not typed again, and not compared.",
				(unsigned long)left),
			left);
}

void sheet_second(struct linear_sheet *sheet)
{
	struct again *again = calloc(sheet->sheet.count + 1, sizeof *again);
	size_t part = sheet->from + sheet->at % sheet->parts;

	if (!again)
		return;
	linear_say(sheet->linear,
		_("Second entry of %s: type the column again. Colon q (:q): compare what was "
		  "typed."),
		unit_part_title(sheet->sheet.unit, part));
	if (type_again(sheet, again))
		settle(sheet, again, part);
	free(again);
	linear_say(sheet->linear, "%s", _("Second entry ended."));
	sheet_tell(sheet);
}
