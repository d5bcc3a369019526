/*
 * Importing a class list: what was understood, what would change, and then
 * writing it. Nothing is written before Enter is pressed on the rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/import.h"
#include "core/language.h"
#include "core/message.h"
#include "tui/view_choose.h"

enum area { AREA_ROWS, AREA_SETTINGS, AREA_COLUMNS, AREA_COUNT };
enum setting { SETTING_ENCODING, SETTING_DELIMITER, SETTING_GROUP, SETTING_COUNT };

enum {
	CACHED = 128,
	TEXT_SIZE = 512,
	STEP_MS = 300,
	HEAD_ROWS = 3,
	LINE_COLS = 14,
	WORD_COLS = 11
};

/* A row of the preview as it is shown; read again only when scrolled out of sight. */
struct shown {
	long line;
	enum import_action action;
	char text[TEXT_SIZE];
};

struct importing {
	struct tui *tui;
	struct import *import;
	char name[256]; /* of the file, without its folder */
	char group[CODE_SIZE];
	char verb[64]; /* what Enter does, for the key bar */
	enum area area;
	size_t setting, column, first_column;
	int filter; /* -1: all; else an enum import_action */
	struct list list;
	size_t cached_from, cached_count;
	struct shown *cached;
	struct rect rows;
	int64_t began_ms;
};

/* ---- Working with a bar ---------------------------------------------------------------- */

static int64_t now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* After a third of a second say how far it is; Escape stops, and nothing has changed. */
static bool progress(void *ctx, long rows, long of)
{
	struct importing *importing = ctx;
	struct tui *tui = importing->tui;
	char text[128];
	struct key key;

	(void)of;
	if (now_ms() - importing->began_ms < STEP_MS)
		return true;
	(void)snprintf(text, sizeof text, _("%ld rows read · Esc stops"), rows);
	draw_text(&tui->term, tui->term.rows - 2, 0, tui->term.cols, ROLE_TEXT, 0, text);
	term_show(&tui->term, false);
	if (!term_pending())
		return true;
	term_read_key(&tui->term, 0, &key);
	return !(key.kind == INPUT_SPECIAL && key.code == SPECIAL_ESCAPE) && key.kind != INPUT_END;
}

/* ---- Opening ---------------------------------------------------------------------------- */

static void count_rows(struct importing *importing)
{
	const struct import_counts *counts = import_counts(importing->import);
	const long by_action[] = {[IMPORT_NEW] = counts->new_,
		[IMPORT_CHANGED] = counts->changed,
		[IMPORT_UNCHANGED] = counts->unchanged,
		[IMPORT_REFUSED] = counts->refused,
		[IMPORT_ASK] = counts->ask};

	importing->cached_count = 0;
	list_set_count(&importing->list,
		(size_t)(importing->filter < 0 ? counts->rows : by_action[importing->filter]));
}

static void close_import(struct tui *tui, void *state)
{
	struct importing *importing = state;

	(void)tui;
	import_close(importing->import);
	free(importing->cached);
	free(importing);
}

static enum err_code open_import(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	const char *path = argument, *slash = strrchr(path, '/');
	struct importing *importing = calloc(1, sizeof *importing);
	struct import_options options = {.progress = progress};
	enum err_code rc;

	if (!importing)
		return err_fail(err, WHY_NO_MEMORY, "import");
	importing->tui = tui;
	importing->filter = -1;
	importing->began_ms = now_ms();
	importing->cached = calloc(CACHED, sizeof *importing->cached);
	(void)snprintf(importing->name, sizeof importing->name, "%.255s", slash ? slash + 1 : path);
	list_init(&importing->list);
	options.progress_ctx = importing;
	rc = importing->cached ? import_open(tui->session, path, &options, &importing->import, err)
			       : err_fail(err, WHY_NO_MEMORY, "import");
	if (rc) {
		close_import(tui, importing);
		return rc;
	}
	count_rows(importing);
	*ret = importing;
	return ERR_OK;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

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

static void describe_changes(const struct import_row *row, char *ret, size_t size)
{
	size_t used;

	(void)snprintf(ret, size, "%s %s %s", row->student.matricule, row->student.last_name,
		row->student.first_name);
	used = strlen(ret);
	if (row->group[0])
		(void)snprintf(ret + used, size - used, " · %s", row->group);
	if (row->action != IMPORT_CHANGED)
		return;
	for (size_t i = 0; i < row->change_count; i++) {
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
	if (row->action == IMPORT_REFUSED || row->action == IMPORT_ASK)
		message_sentence(&row->why, shown->text, sizeof shown->text);
	else
		describe_changes(row, shown->text, sizeof shown->text);
	importing->cached_count++;
	return importing->cached_count < CACHED;
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
	importing->cached_from = top > CACHED / 4 ? top - CACHED / 4 : 0;
	importing->cached_count = 0;
	importing->began_ms = now_ms();
	if (import_rows(importing->import, importing->filter, (long)importing->cached_from, CACHED,
		    take_row, importing, &err) != ERR_OK)
		status_error(&importing->tui->status, &err);
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
		(void)snprintf(place, sizeof place, _("line %ld"), shown->line);
		draw_text(&tui->term, rect.row + i, col + 2, LINE_COLS - 2, role, flags, place);
		col += LINE_COLS;
		draw_text(&tui->term, rect.row + i, col, WORD_COLS - 1, role, flags,
			action_word(shown->action));
		col += WORD_COLS;
		draw_text(&tui->term, rect.row + i, col, rect.col + rect.cols - col, role, flags,
			shown->text);
		if (here) {
			tui->cursor_row = rect.row + i;
			tui->cursor_col = rect.col;
		}
	}
}

/* ---- What was understood ----------------------------------------------------------------------
 */

static const char *delimiter_name(char delimiter, char buffer[2])
{
	if (delimiter == '\t')
		return _("tab");
	buffer[0] = delimiter;
	buffer[1] = '\0';
	return buffer;
}

static const char *field_word(enum header_field field)
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
		delimiter_name(import_delimiter(importing->import), delimiter));
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

static void draw_columns(struct importing *importing, struct rect rect)
{
	const struct header *header = import_header(importing->import);
	struct tui *tui = importing->tui;
	int col = rect.col;

	if (importing->column < importing->first_column)
		importing->first_column = importing->column;
	if (importing->column > importing->first_column + 3)
		importing->first_column = importing->column - 3;
	for (size_t i = importing->first_column; i < header->count && col < rect.col + rect.cols;
		i++) {
		bool here = importing->area == AREA_COLUMNS && importing->column == i;
		char text[2 * LABEL_SIZE];

		(void)snprintf(text, sizeof text, "%s%s → %s", here ? ">" : " ",
			header->columns[i].name, field_word(header->columns[i].field));
		if (here) {
			tui->cursor_row = rect.row;
			tui->cursor_col = col;
		}
		col += 2 +
		       draw_text(&tui->term, rect.row, col, rect.col + rect.cols - col,
			       header->columns[i].field == HEADER_UNKNOWN ? ROLE_MUTED : ROLE_TEXT,
			       DRAW_TIGHT | (here ? DRAW_FOCUS : 0), text);
	}
}

/* "20 new, 3 changed, 1 refused · 2 missing from the list": only what there is. */
static void counts_words(const struct import_counts *counts, char *ret, size_t size)
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

	counts_words(counts, words, sizeof words);
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

static void draw_import(struct tui *tui, void *state, struct rect rect)
{
	struct importing *importing = state;
	struct rect inner;

	draw_box(&tui->term, rect, _("Preview"), true);
	inner = rect_inside(rect);
	draw_settings(importing, inner);
	draw_columns(importing, (struct rect){inner.row + 1, inner.col, 1, inner.cols});
	importing->rows = (struct rect){
		inner.row + HEAD_ROWS, inner.col, inner.rows - HEAD_ROWS - 2, inner.cols};
	draw_rows(importing);
	draw_summary(
		importing, (struct rect){inner.row + inner.rows - 2, inner.col, 2, inner.cols});
}

/* ---- Changing what was understood
 * ------------------------------------------------------------------ */

static void settle(struct importing *importing, enum err_code rc, const struct err *err)
{
	if (rc)
		status_error(&importing->tui->status, err);
	count_rows(importing);
}

static const char *const encodings[] = {
	"utf-8", "windows-1252", "macroman", "cp850", "utf-16le", "utf-16be"};
static const char delimiters[] = {';', ',', '\t', '|', ':'};

static void encoding_picked(struct tui *tui, void *data, size_t index)
{
	struct importing *importing = data;
	struct err err;

	(void)tui;
	settle(importing, import_set_encoding(importing->import, encodings[index], &err), &err);
}

static void delimiter_picked(struct tui *tui, void *data, size_t index)
{
	struct importing *importing = data;
	struct err err;

	(void)tui;
	settle(importing, import_set_delimiter(importing->import, delimiters[index], &err), &err);
}

static void group_done(struct tui *tui, void *data, const char *text)
{
	struct importing *importing = data;
	struct err err;
	enum err_code rc;

	(void)tui;
	if (!text)
		return;
	rc = import_set_group(importing->import, text, &err);
	if (!rc)
		(void)snprintf(importing->group, sizeof importing->group, "%.100s", text);
	settle(importing, rc, &err);
}

static void field_picked(struct tui *tui, void *data, size_t index)
{
	struct importing *importing = data;
	struct err err;

	(void)tui;
	settle(importing,
		import_set_column(
			importing->import, importing->column, (enum header_field)index, &err),
		&err);
}

static void ask_setting(struct importing *importing)
{
	char labels[8][LABEL_SIZE], delimiter[2];
	struct choose choose = {.labels = (const char(*)[LABEL_SIZE])labels, .data = importing};

	if (importing->setting == SETTING_GROUP) {
		prompt_line(importing->tui,
			_("Class for all these students (empty: as the list says):"),
			importing->group, CODE_SIZE - 1, group_done, NULL, importing);
		return;
	}
	if (importing->setting == SETTING_ENCODING) {
		choose.title = _("Encoding");
		choose.picked = encoding_picked;
		choose.count = sizeof encodings / sizeof encodings[0];
		for (size_t i = 0; i < choose.count; i++)
			(void)snprintf(labels[i], sizeof labels[i], "%s", encodings[i]);
	} else {
		choose.title = _("Delimiter");
		choose.picked = delimiter_picked;
		choose.count = sizeof delimiters;
		for (size_t i = 0; i < choose.count; i++)
			(void)snprintf(labels[i], sizeof labels[i], "%s",
				delimiter_name(delimiters[i], delimiter));
	}
	(void)tui_push(importing->tui, &view_choose, &choose);
}

static void ask_field(struct importing *importing)
{
	const struct header *header = import_header(importing->import);
	char labels[HEADER_FIELD_COUNT][LABEL_SIZE];
	struct choose choose = {
		.title = header->columns[importing->column].name,
		.count = HEADER_FIELD_COUNT,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.start = header->columns[importing->column].field,
		.picked = field_picked,
		.data = importing,
	};

	for (int i = 0; i < HEADER_FIELD_COUNT; i++)
		(void)snprintf(labels[i], sizeof labels[i], "%s", field_word((enum header_field)i));
	(void)tui_push(importing->tui, &view_choose, &choose);
}

/* ---- Writing
 * ------------------------------------------------------------------------------------------ */

static void write_list(struct importing *importing)
{
	struct tui *tui = importing->tui;
	struct import_counts counts;
	char words[512], undo[32];
	struct err err;

	importing->began_ms = now_ms();
	if (import_apply(importing->import, &counts, &err) != ERR_OK) {
		status_error(&tui->status, &err);
		return;
	}
	tui_saved(tui);
	counts_words(&counts, words, sizeof words);
	keymap_describe(&tui->keymap, ACT_UNDO, true, undo, sizeof undo);
	status_say(&tui->status, _("Imported: %s · %s undo"), words, undo);
	tui_pop(tui); /* importing is gone */
	tui_refresh(tui);
}

static void write_refusals(struct importing *importing)
{
	char *path = NULL;
	struct err err;

	if (import_write_refusals(importing->import, NULL, &path, &err) != ERR_OK)
		status_error(&importing->tui->status, &err);
	else
		status_say(&importing->tui->status, _("Refused rows written to %s"), path);
	free(path);
}

static void next_filter(struct importing *importing)
{
	static const int filters[] = {-1, IMPORT_REFUSED, IMPORT_ASK, IMPORT_CHANGED, IMPORT_NEW};
	size_t at = 0;

	while (filters[at] != importing->filter)
		at++;
	importing->filter = filters[(at + 1) % (sizeof filters / sizeof filters[0])];
	list_go(&importing->list, 0);
	count_rows(importing);
	status_say(&importing->tui->status, _("Shown: %s"),
		importing->filter < 0 ? _("all rows")
				      : action_word((enum import_action)importing->filter));
}

/* ---- Acting
 * --------------------------------------------------------------------------------------------- */

static void move_across(struct importing *importing, int by)
{
	const struct header *header = import_header(importing->import);
	size_t *at = importing->area == AREA_SETTINGS ? &importing->setting : &importing->column;
	size_t count = importing->area == AREA_SETTINGS ? SETTING_COUNT : header->count;

	if (importing->area == AREA_ROWS)
		return;
	if (by < 0 && *at > 0)
		(*at)--;
	else if (by > 0 && *at + 1 < count)
		(*at)++;
}

static bool act_import(struct tui *tui, void *state, enum action action)
{
	struct importing *importing = state;

	switch (action) {
	case ACT_OPEN:
		if (importing->area == AREA_ROWS)
			write_list(importing);
		else if (importing->area == AREA_SETTINGS)
			ask_setting(importing);
		else
			ask_field(importing);
		return true;
	case ACT_CANCEL:
	case ACT_BACK:
		status_say(&tui->status, "%s", _("Import cancelled: nothing changed."));
		tui_pop(tui);
		return true;
	case ACT_NEXT_PANE:
	case ACT_PREVIOUS_PANE:
		importing->area = (enum area)(
			(importing->area + (action == ACT_NEXT_PANE ? 1 : AREA_COUNT - 1)) %
			AREA_COUNT);
		return true;
	case ACT_LEFT:
	case ACT_RIGHT:
		move_across(importing, action == ACT_LEFT ? -1 : 1);
		return true;
	case ACT_FILTER:
		next_filter(importing);
		return true;
	case ACT_REFUSALS:
		write_refusals(importing);
		return true;
	default:
		return list_act(&importing->list, action);
	}
}

static const char *why_not_import(struct tui *tui, void *state, enum action action)
{
	const struct importing *importing = state;
	const struct import_counts *counts = import_counts(importing->import);

	(void)tui;
	if (action == ACT_REFUSALS && counts->refused + counts->ask == 0)
		return _("No row is refused.");
	return NULL;
}

static const char *label_import(struct tui *tui, void *state, enum action action)
{
	struct importing *importing = state;
	const struct import_counts *counts = import_counts(importing->import);

	(void)tui;
	switch (action) {
	case ACT_OPEN:
		if (importing->area != AREA_ROWS)
			return _("change");
		(void)snprintf(importing->verb, sizeof importing->verb, _("import %ld"),
			counts->new_ + counts->changed);
		return importing->verb;
	case ACT_NEXT_PANE:
		return importing->area == AREA_ROWS       ? _("settings")
		       : importing->area == AREA_SETTINGS ? _("columns")
							  : _("rows");
	default:
		return NULL;
	}
}

static void title_import(struct tui *tui, void *state, struct title *ret)
{
	struct importing *importing = state;

	(void)tui;
	(void)snprintf(ret->left, sizeof ret->left, "%s · %.200s", _("Import"), importing->name);
	(void)snprintf(ret->right, sizeof ret->right, "%s", _("nothing is written yet"));
}

static bool mouse_import(struct tui *tui, void *state, const struct key *key)
{
	struct importing *importing = state;
	size_t at = (size_t)-1;

	(void)tui;
	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN) {
		list_move(&importing->list, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	if (rect_holds(importing->rows, key->row, key->col))
		at = list_at(&importing->list, key->row - importing->rows.row);
	if (at == (size_t)-1)
		return false;
	importing->area = AREA_ROWS;
	list_go(&importing->list, at);
	return true;
}

static const enum action footer[] = {
	ACT_OPEN, ACT_NEXT_PANE, ACT_FILTER, ACT_REFUSALS, ACT_CANCEL, ACT_HELP, ACT_NONE};

const struct view view_import = {
	.name = "import",
	.where = WHERE_IMPORT,
	.footer = footer,
	.open = open_import,
	.draw = draw_import,
	.act = act_import,
	.label = label_import,
	.why_not = why_not_import,
	.mouse = mouse_import,
	.title = title_import,
	.close = close_import,
};
