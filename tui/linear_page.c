/* Pages and the agenda of the linear mode, read out. See linear_mode.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/agenda.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/explain.h"
#include "core/language.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "tui/linear_mode.h"

enum { AGENDA_DAYS = 120 };

/* ---- A page ------------------------------------------------------------------------- */

/* "Capability: C3.2; Now: 3": who listens does not see under which head a cell stands. */
static void read_row(
	const struct linear *linear, const struct page_line *head, const struct page_line *row)
{
	char *text = NULL;
	size_t size = 0;
	bool first = true;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return;
	for (size_t i = 0; i < row->count; i++) {
		const char *name = head && i < head->count ? head->cells[i] : "";

		if (!row->cells[i][0] || strcmp(row->cells[i], "·") == 0)
			continue;
		(void)fputs(first ? "" : _("; "), out); /* between the cells of a row */
		/* The first says what the row is about. */
		if (i && *name)
			(void)fprintf(out, _("%s: %s"), name, row->cells[i]);
		else
			(void)fputs(row->cells[i], out);
		first = false;
	}
	if (fclose(out) == 0 && !first)
		linear_text(linear, text);
	free(text);
}

void linear_read(const struct linear *linear, struct page *page)
{
	const struct page_line *head = NULL;

	for (size_t i = 0; i < page->count; i++) {
		const struct page_line *line = &page->lines[i];

		switch (line->kind) {
		case PAGE_HEAD:
			head = line;
			break;
		case PAGE_ROW:
			read_row(linear, head, line);
			break;
		case PAGE_SPACE:
		case PAGE_SIGN:
		case PAGE_BREAK:
			head = NULL;
			break;
		case PAGE_TITLE:
		case PAGE_HEADING:
			head = NULL;
			linear_say(linear, "%s.", line->cells[0]);
			break;
		case PAGE_WARNING:
			linear_say(linear, "! %s", line->cells[0]);
			break;
		case PAGE_TEXT:
		case PAGE_POINT:
		case PAGE_MUTED:
		case PAGE_CHART:
			linear_text(linear, line->cells[0]);
			break;
		}
	}
	page_release(page);
}

/* ---- About the student stood on ---------------------------------------------------------- */

static bool somebody(const struct linear *linear)
{
	if (linear->follow.student_id && linear->follow.framework)
		return true;
	linear_say(linear, "! %s", _("There is no student here."));
	return false;
}

void linear_fiche(struct linear *linear)
{
	const struct seeing seeing = {
		.ascii = linear->ascii, .sentences = true, .anonymous = linear->options->anonymous};
	struct page page = {0};
	struct err err;

	if (!somebody(linear))
		return;
	if (fiche_build(linear->follow.session, linear->follow.framework, linear->follow.student_id,
		    &seeing, &page, &err))
		linear_error(linear, &err);
	else
		linear_read(linear, &page);
}

void linear_why(struct linear *linear)
{
	struct page page = {0};
	struct err err;

	if (!somebody(linear))
		return;
	if (explain_build(linear->follow.session, linear->follow.framework, linear->follow.item,
		    linear->follow.student_id, linear->options->anonymous, &page, &err))
		linear_error(linear, &err);
	else
		linear_read(linear, &page);
}

/* ---- The agenda ------------------------------------------------------------------------- */

static void tell_entry(const struct linear *linear, const struct agenda_entry *entry, size_t index)
{
	char day[DATE_SIZE], name[STUDENT_NAME_SIZE];

	date_for_people(entry->on, day);
	student_name(linear->follow.session, linear->options->anonymous, entry->student_id,
		entry->last_name, entry->first_name, name, sizeof name);
	linear_say(linear, "%zu. %s%s%s%s, %s, %s%s%s", index + 1, entry->late ? _("Late: ") : "",
		day, entry->at[0] ? " " : "", entry->at, agenda_kind_name(entry->kind), name,
		entry->text[0] ? ", " : "", entry->text);
}

void linear_agenda(struct linear *linear, bool all)
{
	struct agenda agenda = {0};
	char today[DATE_SIZE], to[DATE_SIZE];
	size_t shown, chosen;
	struct err err;

	clock_today(today);
	clock_add_days(today, AGENDA_DAYS, to);
	if (agenda_load(linear->follow.session, !all, to, &agenda, &err)) {
		linear_error(linear, &err);
		return;
	}
	shown = agenda.count < FOUND_MAX ? agenda.count : FOUND_MAX;
	for (size_t i = 0; i < shown; i++)
		tell_entry(linear, &agenda.entries[i], i);
	if (agenda.count == 0)
		linear_say(linear, "%s", _("Nothing is planned."));
	else if (agenda.count > shown)
		linear_say(linear, _("And %zu more, later."), agenda.count - shown);
	chosen = shown ? linear_choose(linear, _("Number, to go to that student:"), shown) : 0;
	if (chosen)
		linear_go(linear, agenda.entries[chosen - 1].student_id);
	agenda_release(&agenda);
}
