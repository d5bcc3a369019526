/* Which unit, session and activity a sheet of the linear mode is about. See linear_sheet.h. */
#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "tui/linear_sheet.h"

bool linear_programme(const struct linear *linear, struct programme *ret)
{
	struct err err;

	if (programme_load(linear->follow.session, NULL, NULL, ret, &err) == ERR_OK)
		return true;
	linear_error(linear, &err);
	return false;
}

static void tell_units(const struct linear *linear, const struct programme *programme)
{
	linear_say(linear, _("Programme %s, %s. Its units:"), programme->row.code,
		programme->row.year);
	for (size_t u = 0; u < programme->unit_count; u++) {
		const struct unit *unit = &programme->units[u];

		if (unit->activity_count)
			linear_say(linear,
				ngettext("%zu. %s, %s, %zu activity", "%zu. %s, %s, %zu activities",
					(unsigned long)unit->activity_count),
				u + 1, unit->row.code, unit->row.title, unit->activity_count);
		else
			linear_say(linear, "%zu. %s, %s", u + 1, unit->row.code, unit->row.title);
	}
}

bool linear_unit_named(const struct linear *linear, const struct programme *programme,
	const char *name, size_t *ret_unit, size_t *ret_activity)
{
	long number = linear_number(name, programme->unit_count);
	struct err err;

	/* A code made of digits is taken for one where no number of the list is that high. */
	if (number > 0) {
		*ret_unit = (size_t)number - 1;
		*ret_activity = (size_t)-1;
		return true;
	}
	if (programme_find(programme, name, ret_unit, ret_activity, &err) == ERR_OK)
		return true;
	linear_error(linear, &err);
	return false;
}

/* 0: none, told. text "": asked. */
static int choose_session(const struct linear_sheet *sheet, const char *text)
{
	int most = sheet->programme.rules.values[GRADE_RULE_SESSIONS];
	char answer[LINE_SIZE], prompt[128];
	long chosen;

	if (most == 1)
		return 1;
	if (*text) {
		(void)snprintf(answer, sizeof answer, "%s", text);
	} else {
		(void)snprintf(prompt, sizeof prompt, _("Session, 1 to %d (empty: 1):"), most);
		if (!linear_ask(sheet->linear, prompt, answer))
			return 0;
		if (!*answer)
			return 1;
	}
	chosen = linear_number(answer, (size_t)most);
	if (chosen < 1)
		linear_say(sheet->linear, _("! There is no session “%s”: 1 to %d."), answer, most);
	return chosen < 1 ? 0 : (int)chosen;
}

/* All of them, or one. false: none, told. */
static bool choose_activity(struct linear_sheet *sheet, size_t activity, bool ask)
{
	const struct unit *unit = &sheet->programme.units[sheet->unit];
	char answer[LINE_SIZE];
	long chosen;

	sheet->from = 0;
	sheet->parts = unit_part_count(unit);
	if (sheet->parts > PARTS_MAX)
		sheet->parts = PARTS_MAX;
	if (activity < sheet->parts) {
		sheet->from = activity;
		sheet->parts = 1;
	}
	if (sheet->parts == 1 || !ask)
		return true;
	for (size_t p = 0; p < sheet->parts; p++)
		linear_say(sheet->linear, "%zu. %s", p + 1, unit_part_title(unit, p));
	if (!linear_ask(sheet->linear, _("Number of the activity (empty: all of them):"), answer))
		return false;
	if (!*answer)
		return true;
	chosen = linear_number(answer, sheet->parts);
	if (chosen < 1) {
		linear_say(sheet->linear, "! %s", _("No such number: nothing changed."));
		return false;
	}
	sheet->from = (size_t)chosen - 1;
	sheet->parts = 1;
	return true;
}

bool linear_unit_choose(struct linear_sheet *sheet, const char *words)
{
	char name[LINE_SIZE];
	const char *number = strchr(words, ' ');
	size_t activity = (size_t)-1;
	bool asked = !*words;

	if (asked) {
		tell_units(sheet->linear, &sheet->programme);
		if (!linear_ask(
			    sheet->linear, _("Number or code of the unit (empty: none):"), name) ||
			!*name)
			return false;
	} else {
		(void)snprintf(name, sizeof name, "%.*s", (int)strcspn(words, " "), words);
	}
	if (!linear_unit_named(sheet->linear, &sheet->programme, name, &sheet->unit, &activity))
		return false;
	number = number ? number + strspn(number, " ") : "";
	sheet->number = choose_session(sheet, number);
	return sheet->number && choose_activity(sheet, activity, !*number);
}
