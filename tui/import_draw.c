/* Drawing the import screen. See import_screen.h. */
#include "tui/import_screen.h"

#include <stdio.h>
#include <string.h>

#include "core/date.h"
#include "core/language.h"
#include "core/message.h"
#include "tui/glyph.h"

enum { LINE_COLS = 14, WORD_COLS = 11, DETAIL_ROWS = 3, TALL = 15 };

static const char *action_word(enum import_action action)
{
	switch (action) {
	case IMPORT_NEW:
		return _("new");
	case IMPORT_CHANGED:
		return _("changed");
	case IMPORT_UNCHANGED:
		return _("unchanged");
	case IMPORT_REFUSED:
		return _("REFUSED");
	case IMPORT_ASK:
		return _("TO DECIDE");
	}
	return "";
}

const char *import_filter_word(int filter)
{
	if (filter == FILTER_ALL)
		return _("all rows");
	return filter == FILTER_MISSING ? _("missing from the list")
					: action_word((enum import_action)filter);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* What else is known of somebody new: that dates were read as they are meant. */
static void describe_new(const struct student_row *student, char *ret, size_t size)
{
	char date[DATE_SIZE];
	size_t used = strlen(ret);

	date_for_people(student->birth_date, date);
	(void)snprintf(ret + used, size - used, "%s%s%s%s", *date ? " · " : "", date,
		*student->email ? " · " : "", student->email);
}

static void describe_changes(const struct import_row *row, char *ret, size_t size)
{
	size_t used;

	(void)snprintf(ret, size, "%s %s %s", row->student.matricule, row->student.last_name,
		row->student.first_name);
	used = strlen(ret);
	if (row->group[0])
		(void)snprintf(ret + used, size - used, " · %s", row->group);
	if (row->action == IMPORT_NEW) {
		describe_new(&row->student, ret, size);
		return;
	}
	for (size_t i = 0; i < row->change_count && row->action == IMPORT_CHANGED; i++) {
		used = strlen(ret);
		if (used + 1 >= size)
			return;
		(void)snprintf(ret + used, size - used, " · %s : %s → %s", row->changes[i].name,
			*row->changes[i].before ? row->changes[i].before : "–",
			row->changes[i].after);
	}
}

static bool take_row(void *ctx, const struct import_row *row)
{
	struct importing *importing = ctx;
	struct shown *shown = &importing->cached[importing->cached_count];

	*shown = (struct shown){.line = row->line, .action = row->action};
	if (row->action == IMPORT_REFUSED || row->action == IMPORT_ASK) {
		message_sentence(&row->why, shown->text, sizeof shown->text);
		message_remedy(&row->why, shown->remedy, sizeof shown->remedy);
		shown->question = row->question;
		shown->candidate_count = row->candidate_count;
		memcpy(shown->candidates, row->candidates, sizeof shown->candidates);
	} else {
		describe_changes(row, shown->text, sizeof shown->text);
		if (row->note_count > 0)
			message_sentence(&row->notes[0], shown->remedy, sizeof shown->remedy);
	}
	importing->cached_count++;
	return importing->cached_count < CACHED;
}

struct missing {
	struct importing *importing;
	size_t passed;
};

static bool take_missing(void *ctx, const struct student_row *row)
{
	struct missing *missing = ctx;
	struct importing *importing = missing->importing;
	struct shown *shown = &importing->cached[importing->cached_count];

	if (missing->passed++ < importing->cached_from)
		return true;
	*shown = (struct shown){.action = IMPORT_UNCHANGED};
	(void)snprintf(shown->text, sizeof shown->text, "%s %s %s", row->matricule, row->last_name,
		row->first_name);
	return ++importing->cached_count < CACHED;
}

static void fill_missing(struct importing *importing, size_t top)
{
	struct missing missing = {.importing = importing};
	struct err err;

	importing->cached_from = top > CACHED / 4 ? top - CACHED / 4 : 0;
	importing->cached_count = 0;
	if (import_missing(importing->import, take_missing, &missing, &err) != ERR_OK)
		status_error(&importing->tui->status, &err);
}

/* Make sure the rows on screen are among those kept. */
static void fill_cache(struct importing *importing)
{
	size_t top = importing->list.top, height = importing->list.height;
	struct err err;

	if (importing->cached_count > 0 && top >= importing->cached_from &&
		(top + height <= importing->cached_from + importing->cached_count ||
			importing->cached_from + importing->cached_count >= importing->list.count))
		return;
	if (importing->filter == FILTER_MISSING) {
		fill_missing(importing, top);
		return;
	}
	importing->cached_from = top > CACHED / 4 ? top - CACHED / 4 : 0;
	importing->cached_count = 0;
	import_began(importing);
	if (import_rows(importing->import, importing->filter, (long)importing->cached_from, CACHED,
		    take_row, importing, &err) != ERR_OK)
		status_error(&importing->tui->status, &err);
}

const struct shown *import_current(const struct importing *importing)
{
	size_t at = importing->list.cursor;

	if (at < importing->cached_from || at >= importing->cached_from + importing->cached_count ||
		at >= importing->list.count)
		return NULL;
	return &importing->cached[at - importing->cached_from];
}

static void draw_rows(struct importing *importing)
{
	struct tui *tui = importing->tui;
	struct rect rect = importing->rows;

	list_set_height(&importing->list, rect.rows > 0 ? (size_t)rect.rows : 1);
	fill_cache(importing);
	if (importing->list.count == 0)
		draw_text(&tui->term, rect.row, rect.col + 2, rect.cols - 2, ROLE_MUTED, 0,
			_("No row of this kind · f shows others"));
	for (int i = 0; i < rect.rows; i++) {
		size_t at = list_at(&importing->list, i);
		bool here = at == importing->list.cursor && importing->area == AREA_ROWS;
		const struct shown *shown;
		int flags = here ? DRAW_FOCUS : 0, col = rect.col;
		char place[48];
		enum role role = ROLE_TEXT;

		if (at == (size_t)-1 || at < importing->cached_from ||
			at >= importing->cached_from + importing->cached_count)
			break;
		shown = &importing->cached[at - importing->cached_from];
		if (shown->action == IMPORT_REFUSED || shown->action == IMPORT_ASK)
			role = ROLE_ERROR;
		else if (shown->action == IMPORT_UNCHANGED)
			role = ROLE_MUTED;
		draw_text(&tui->term, rect.row + i, col, rect.cols, role, flags, here ? ">" : "");
		place[0] = '\0';
		if (shown->line)
			(void)snprintf(place, sizeof place, _("line %ld"), shown->line);
		draw_text(&tui->term, rect.row + i, col + 2, LINE_COLS - 2, role, flags, place);
		col += LINE_COLS;
		draw_text(&tui->term, rect.row + i, col, WORD_COLS - 1, role, flags,
			shown->line ? action_word(shown->action) : _("missing"));
		col += WORD_COLS;
		draw_text(&tui->term, rect.row + i, col, rect.col + rect.cols - col, role, flags,
			shown->text);
		if (here) {
			tui->cursor_row = rect.row + i;
			tui->cursor_col = rect.col;
		}
	}
}

/* The row under the cursor in full, and what to do about it. */
static void draw_detail(struct importing *importing, struct rect rect)
{
	const struct shown *shown = import_current(importing);
	struct tui *tui = importing->tui;
	char text[2 * TEXT_SIZE + 2];

	draw_clear(&tui->term, rect);
	if (!shown)
		return;
	(void)snprintf(
		text, sizeof text, "%s%s%s", shown->text, *shown->remedy ? " " : "", shown->remedy);
	(void)draw_wrapped(&tui->term, rect, *shown->remedy ? ROLE_WARNING : ROLE_TEXT, 0, text);
}

/* ---- What was understood --------------------------------------------------------------------- */

const char *import_delimiter_word(char delimiter, char buffer[2])
{
	if (delimiter == '\t')
		return _("tab");
	buffer[0] = delimiter;
	buffer[1] = '\0';
	return buffer;
}

const char *import_field_word(enum header_field field)
{
	static const char *const words[HEADER_FIELD_COUNT] = {
		[HEADER_UNKNOWN] = N_("kept as it is"),
		[HEADER_MATRICULE] = N_("matricule"),
		[HEADER_LAST_NAME] = N_("last name"),
		[HEADER_FIRST_NAME] = N_("first name"),
		[HEADER_FULL_NAME] = N_("full name"),
		[HEADER_EMAIL] = N_("e-mail"),
		[HEADER_GROUP] = N_("class"),
		[HEADER_BIRTH_DATE] = N_("date of birth"),
		[HEADER_YEAR] = N_("year of study"),
		[HEADER_TUTOR] = N_("tutor"),
		[HEADER_GRADE] = N_("grade"),
		[HEADER_COMMENT] = N_("comment"),
		[HEADER_NEVER] = N_("left out"),
		[HEADER_SENSITIVE] = N_("personal: left out"),
		[HEADER_KEEP] = N_("kept all the same"),
	};

	return _(words[field]);
}

static void draw_settings(struct importing *importing, struct rect rect)
{
	struct tui *tui = importing->tui;
	char delimiter[2], values[SETTING_COUNT][CODE_SIZE + 32];
	const char *names[SETTING_COUNT] = {_("Encoding"), _("Delimiter"), _("Class")};
	int col = rect.col;

	(void)snprintf(values[SETTING_ENCODING], sizeof values[0], "%s",
		import_encoding(importing->import));
	(void)snprintf(values[SETTING_DELIMITER], sizeof values[0], "%s",
		import_delimiter_word(import_delimiter(importing->import), delimiter));
	(void)snprintf(values[SETTING_GROUP], sizeof values[0], "%s",
		*importing->group ? importing->group : _("as the list says"));
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		bool here = importing->area == AREA_SETTINGS && importing->setting == i;
		char text[1024];

		(void)snprintf(
			text, sizeof text, "%s%s [%s]", here ? ">" : " ", names[i], values[i]);
		if (here) {
			tui->cursor_row = rect.row;
			tui->cursor_col = col;
		}
		col += 1 + draw_text(&tui->term, rect.row, col, rect.col + rect.cols - col,
				   ROLE_TEXT, DRAW_TIGHT | (here ? DRAW_FOCUS : 0), text);
	}
}

/*
 * The columns on as many lines as they need, from first_line on; rows 0: nothing
 * is drawn. Returns how many lines they need; ret_line: that of the current one.
 */
static int draw_columns(struct importing *importing, struct rect rect, int *ret_line)
{
	const struct header *header = import_header(importing->import);
	struct tui *tui = importing->tui;
	int line = 0, col = 0;

	*ret_line = 0;
	for (size_t i = 0; i < header->count; i++) {
		bool here = importing->area == AREA_COLUMNS && importing->column == i;
		const struct header_column *column = &header->columns[i];
		char text[2 * LABEL_SIZE], clean[4 * LABEL_SIZE];
		int cols, row;

		(void)snprintf(text, sizeof text, "%s%s → %s", here ? ">" : " ", column->name,
			import_field_word(column->field));
		(void)glyph_clean(text, tui->term.ascii, clean, sizeof clean);
		cols = glyph_width(clean);
		if (col > 0 && col + cols > rect.cols) {
			line++;
			col = 0;
		}
		if (here)
			*ret_line = line;
		row = rect.row + line - importing->first_line;
		if (row >= rect.row && row < rect.row + rect.rows) {
			draw_text(&tui->term, row, rect.col + col, rect.cols - col,
				column->field == HEADER_UNKNOWN ? ROLE_MUTED : ROLE_TEXT,
				DRAW_TIGHT | (here ? DRAW_FOCUS : 0), text);
			if (here) {
				tui->cursor_row = row;
				tui->cursor_col = rect.col + col;
			}
		}
		col += cols + 2;
	}
	return line + 1;
}

/* Returns how many lines they take: up to a quarter of the room. */
static int place_columns(struct importing *importing, struct rect rect)
{
	int current, most = rect.rows / 4 > 1 ? rect.rows / 4 : 1, lines;

	rect.rows = 0;
	lines = draw_columns(importing, rect, &current);
	rect.rows = lines < most ? lines : most;
	if (current < importing->first_line)
		importing->first_line = current;
	if (current >= importing->first_line + rect.rows)
		importing->first_line = current - rect.rows + 1;
	if (importing->first_line > lines - rect.rows)
		importing->first_line = lines - rect.rows;
	(void)draw_columns(importing, rect, &current);
	return rect.rows;
}

void import_counts_words(const struct import_counts *counts, char *ret, size_t size)
{
	const struct {
		long count;
		const char *words;
	} parts[] = {
		{counts->new_, ngettext("%ld new", "%ld new", (unsigned long)counts->new_)},
		{counts->changed,
			ngettext("%ld changed", "%ld changed", (unsigned long)counts->changed)},
		{counts->unchanged, ngettext("%ld unchanged", "%ld unchanged",
					    (unsigned long)counts->unchanged)},
		{counts->refused,
			ngettext("%ld refused", "%ld refused", (unsigned long)counts->refused)},
		{counts->ask,
			ngettext("%ld to decide", "%ld to decide", (unsigned long)counts->ask)},
		{counts->missing, ngettext("%ld missing from the list", "%ld missing from the list",
					  (unsigned long)counts->missing)},
	};
	size_t used = 0;

	ret[0] = '\0';
	for (size_t i = 0; i < sizeof parts / sizeof parts[0] && used < size; i++) {
		if (parts[i].count == 0)
			continue;
		used += (size_t)snprintf(ret + used, size - used, "%s", used ? ", " : "");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		if (used < size)
			used += (size_t)snprintf(
				ret + used, size - used, parts[i].words, parts[i].count);
#pragma GCC diagnostic pop
	}
	if (used == 0)
		(void)snprintf(ret, size, "%s", _("nothing"));
}

static void draw_summary(struct importing *importing, struct rect rect)
{
	const struct import_counts *counts = import_counts(importing->import);
	const struct err *warnings;
	size_t warning_count = import_warnings(importing->import, &warnings);
	char text[1024], words[512];

	import_counts_words(counts, words, sizeof words);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(text, sizeof text,
		ngettext("%ld row: %s", "%ld rows: %s", (unsigned long)counts->rows), counts->rows,
		words);
#pragma GCC diagnostic pop
	draw_text(
		&importing->tui->term, rect.row, rect.col, rect.cols, ROLE_TITLE, DRAW_BOLD, text);
	if (warning_count > 0 && rect.rows > 1) {
		message_format(&warnings[0], text, sizeof text);
		draw_text(&importing->tui->term, rect.row + 1, rect.col, rect.cols, ROLE_WARNING, 0,
			text);
	}
}

void import_draw(struct importing *importing, struct rect rect)
{
	struct tui *tui = importing->tui;
	struct rect inner;
	int head, detail;

	draw_box(&tui->term, rect, _("Preview"), true);
	inner = rect_inside(rect);
	detail = inner.rows >= TALL ? DETAIL_ROWS : 0;
	draw_settings(importing, inner);
	head = 2 + place_columns(importing,
			   (struct rect){inner.row + 1, inner.col, inner.rows, inner.cols});
	importing->rows = (struct rect){
		inner.row + head, inner.col, inner.rows - head - 2 - detail, inner.cols};
	draw_rows(importing);
	draw_detail(importing,
		(struct rect){inner.row + inner.rows - 2 - detail, inner.col, detail, inner.cols});
	draw_summary(
		importing, (struct rect){inner.row + inner.rows - 2, inner.col, 2, inner.cols});
}
