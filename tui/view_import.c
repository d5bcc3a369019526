/*
 * Importing a class list: what was understood, what would change, and then
 * writing it. Nothing is written before Enter is pressed on the rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/date.h"
#include "core/language.h"
#include "tui/import_screen.h"
#include "tui/view_choose.h"

enum { STEP_MS = 300 };

/* ---- Working with a bar ---------------------------------------------------------------- */

static int64_t now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void import_began(struct importing *importing)
{
	importing->began_ms = now_ms();
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
		[IMPORT_ASK] = counts->ask,
		[FILTER_MISSING] = counts->missing};

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
	const struct import_about *about = argument;
	const char *slash = strrchr(about->path, '/');
	struct importing *importing = calloc(1, sizeof *importing);
	struct import_options options = {.progress = progress};
	enum err_code rc;

	if (!importing)
		return err_fail(err, WHY_NO_MEMORY, "import");
	importing->tui = tui;
	importing->filter = FILTER_ALL;
	import_began(importing);
	importing->cached = calloc(CACHED, sizeof *importing->cached);
	(void)snprintf(
		importing->name, sizeof importing->name, "%.255s", slash ? slash + 1 : about->path);
	list_init(&importing->list);
	options.progress_ctx = importing;
	rc = importing->cached
		     ? import_open(tui->session, about->path, &options, &importing->import, err)
		     : err_fail(err, WHY_NO_MEMORY, "import");
	/* A list without classes is that of the class on the screen. */
	if (!rc && *about->group &&
		header_column(import_header(importing->import), HEADER_GROUP) == (size_t)-1) {
		(void)snprintf(importing->group, sizeof importing->group, "%s", about->group);
		rc = import_set_group(importing->import, importing->group, err);
	}
	if (rc) {
		close_import(tui, importing);
		return rc;
	}
	count_rows(importing);
	*ret = importing;
	return ERR_OK;
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
		for (size_t i = 0; i < choose.count; i++) {
			(void)snprintf(labels[i], sizeof labels[i], "%s", encodings[i]);
			if (strcmp(encodings[i], import_encoding(importing->import)) == 0)
				choose.start = i;
		}
	} else {
		choose.title = _("Delimiter");
		choose.picked = delimiter_picked;
		choose.count = sizeof delimiters;
		for (size_t i = 0; i < choose.count; i++) {
			(void)snprintf(labels[i], sizeof labels[i], "%s",
				import_delimiter_word(delimiters[i], delimiter));
			if (delimiters[i] == import_delimiter(importing->import))
				choose.start = i;
		}
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
		(void)snprintf(
			labels[i], sizeof labels[i], "%s", import_field_word((enum header_field)i));
	(void)tui_push(importing->tui, &view_choose, &choose);
}

/* ---- Deciding who a row is about ------------------------------------------------------ */

/* A choice that decides one row, or all rows of a question. */
struct choice {
	bool all;
	enum import_answer answer;
	int64_t student_id;
};

/* What can be chosen for a row: who it is, or what is done with all such rows; last, left out. */
static size_t choices_of(const struct shown *shown, struct choice ret[IMPORT_CANDIDATES + 2])
{
	bool all = shown->question == QUESTION_ZEROS || shown->question == QUESTION_MEND;
	size_t count = 0;

	for (size_t i = 0; i < shown->candidate_count && !all; i++)
		ret[count++] = (struct choice){.student_id = shown->candidates[i]};
	/* a matricule that is here is nobody new's */
	if (shown->question == QUESTION_WHO ||
		(shown->question == QUESTION_TEXT && shown->candidate_count == 0))
		ret[count++] = (struct choice){.student_id = IMPORT_NEW_STUDENT};
	if (all) {
		ret[count++] = (struct choice){.all = true, .answer = ANSWER_YES};
		ret[count++] = (struct choice){.all = true, .answer = ANSWER_NO};
	}
	ret[count++] = (struct choice){.student_id = IMPORT_LEFT_OUT};
	return count;
}

static void choice_picked(struct tui *tui, void *data, size_t index)
{
	struct importing *importing = data;
	const struct shown *shown = import_current(importing);
	struct choice choices[IMPORT_CANDIDATES + 2];
	struct err err;

	(void)tui;
	if (!shown || index >= choices_of(shown, choices))
		return;
	settle(importing,
		choices[index].all ? import_set_answer(importing->import, shown->question,
					     choices[index].answer, &err)
				   : import_resolve(importing->import, shown->line,
					     choices[index].student_id, &err),
		&err);
}

/* "0024003 Maes Ana · M1 · 12/03/2004" */
static void candidate_label(struct importing *importing, int64_t id, char ret[LABEL_SIZE])
{
	struct student_row row;
	char date[DATE_SIZE];
	struct err err;

	ret[0] = '\0';
	if (db_student_by_id(importing->tui->session->db, id, &row, &err) != ERR_OK)
		return;
	date_for_people(row.birth_date, date);
	(void)snprintf(ret, LABEL_SIZE, "%.30s %.50s %.50s%s%s%s%.36s", row.matricule,
		row.last_name, row.first_name, *date ? " · " : "", date, *row.email ? " · " : "",
		row.email);
}

static const char *question_title(enum import_question question)
{
	static const char *const titles[QUESTION_COUNT] = {
		[QUESTION_WHO] = N_("Who is it?"),
		[QUESTION_NAME] = N_("The same student, under another name?"),
		[QUESTION_TEXT] = N_("A letter was lost: take the name as it is?"),
		[QUESTION_ZEROS] = N_("Give back the zeros that were lost?"),
		[QUESTION_MEND] = N_("Mend what was damaged?"),
	};

	return _(titles[question]);
}

static void choice_label(
	struct importing *importing, const struct choice *choice, char ret[LABEL_SIZE])
{
	const char *words = NULL;

	if (choice->all)
		words = choice->answer == ANSWER_YES ? _("Yes, in all such rows")
						     : _("No, as it stands, in all such rows");
	else if (choice->student_id == IMPORT_NEW_STUDENT)
		words = _("Somebody new");
	else if (choice->student_id == IMPORT_LEFT_OUT)
		words = _("Leave this row out");
	if (words)
		(void)snprintf(ret, LABEL_SIZE, "%s", words);
	else
		candidate_label(importing, choice->student_id, ret);
}

static void ask_row(struct importing *importing)
{
	const struct shown *shown = import_current(importing);
	struct choice choices[IMPORT_CANDIDATES + 2];
	char labels[IMPORT_CANDIDATES + 2][LABEL_SIZE];
	struct choose choose = {.labels = (const char(*)[LABEL_SIZE])labels,
		.picked = choice_picked,
		.data = importing};

	if (!shown || shown->action != IMPORT_ASK)
		return;
	choose.title = question_title(shown->question);
	choose.count = choices_of(shown, choices);
	for (size_t i = 0; i < choose.count; i++)
		choice_label(importing, &choices[i], labels[i]);
	(void)tui_push(importing->tui, &view_choose, &choose);
}

/* ---- Writing
 * ------------------------------------------------------------------------------------------ */

static void write_list(struct importing *importing)
{
	const struct import_counts *planned = import_counts(importing->import);
	struct tui *tui = importing->tui;
	struct import_counts counts;
	char words[512], undo[32];
	struct err err;

	if (import_check(importing->import, &err) != ERR_OK) {
		status_error(&tui->status, &err);
		return;
	}
	if (planned->new_ + planned->changed == 0) {
		status_warn(&tui->status, "%s", _("There is nothing to import."));
		return;
	}
	import_began(importing);
	if (import_apply(importing->import, &counts, &err) != ERR_OK) {
		status_error(&tui->status, &err);
		return;
	}
	tui_saved(tui);
	import_counts_words(&counts, words, sizeof words);
	keymap_describe(&tui->keymap, ACT_UNDO, true, undo, sizeof undo);
	status_say(&tui->status, _("Imported: %s · %s undo"), words, undo);
	tui_pop(tui); /* importing is gone */
	tui_refresh(tui);
}

static void write_refusals(struct importing *importing)
{
	char *path = NULL;
	struct err err;

	if (import_write_refusals(importing->import, NULL, false, &path, &err) != ERR_OK)
		status_error(&importing->tui->status, &err);
	else
		status_say(&importing->tui->status, _("Refused rows written to %s"), path);
	free(path);
}

static void next_filter(struct importing *importing)
{
	static const int filters[] = {
		FILTER_ALL, IMPORT_REFUSED, IMPORT_ASK, IMPORT_CHANGED, IMPORT_NEW, FILTER_MISSING};
	size_t at = 0;

	while (filters[at] != importing->filter)
		at++;
	importing->filter = filters[(at + 1) % (sizeof filters / sizeof filters[0])];
	list_go(&importing->list, 0);
	count_rows(importing);
	status_say(&importing->tui->status, _("Shown: %s"), import_filter_word(importing->filter));
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
	case ACT_TICK:
		ask_row(importing);
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
	const struct shown *shown = import_current(importing);

	(void)tui;
	if (action == ACT_TICK && (!shown || shown->action != IMPORT_ASK))
		return _("There is nothing to decide on this row.");
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
	case ACT_TICK:
		return _("decide");
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

static void draw_import(struct tui *tui, void *state, struct rect rect)
{
	(void)tui;
	import_draw(state, rect);
}

static const enum action footer[] = {ACT_OPEN, ACT_TICK, ACT_NEXT_PANE, ACT_FILTER, ACT_REFUSALS,
	ACT_CANCEL, ACT_HELP, ACT_NONE};

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
