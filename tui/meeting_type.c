/* Fields of the meeting: typed, drafted, taken. See meeting_screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/draft.h"
#include "core/language.h"
#include "core/note.h"
#include "tui/editor.h"
#include "tui/meeting_screen.h"

enum { NOTE_LIMIT = 4000, LINE_LIMIT = 200 };

const char *meeting_draft_name(enum typing typing)
{
	switch (typing) {
	case TYPING_OBSERVATION:
		return "observation";
	case TYPING_OBJECTIVE:
		return "objective";
	default:
		return NULL; /* short enough to type again */
	}
}

void meeting_type(struct meeting_screen *screen, enum typing typing, int64_t item, size_t at,
	const char *initial)
{
	const char *name = meeting_draft_name(typing);
	char *draft = NULL;

	screen->typing = typing;
	screen->typing_item = item;
	screen->typing_at = at;
	screen->typing_row = meeting_screen_row(screen, typing, at);
	if (name && at == (size_t)-1 && !initial) {
		draft = calloc(1, FORM_SIZE);
		if (draft)
			draft_load(screen->id, name, draft, FORM_SIZE);
	}
	form_init(&screen->form, name ? NOTE_LIMIT : LINE_LIMIT, draft && *draft ? draft : initial);
	free(draft);
}

static void stop(struct meeting_screen *screen)
{
	/* The words of an objective are kept until its date is there. */
	const char *name = meeting_draft_name(
		screen->typing == TYPING_DUE ? TYPING_OBJECTIVE : screen->typing);

	if (name && screen->typing_at == (size_t)-1) { /* of a row there is no draft */
		draft_save(screen->id, name, "");
		if (screen->typing == TYPING_OBSERVATION)
			screen->note_drafted = false;
		else
			screen->objective_drafted = false;
	}
	screen->typing = TYPING_NOTHING;
	screen->draft_stale = false;
}

/* ---- Taking what was typed ----------------------------------------------------- */

static bool refused(struct meeting_screen *screen, const struct err *err)
{
	status_error(&screen->tui->status, err);
	return false;
}

/* A new row came before the field it was typed in: the cursor stays on the field. */
static void stay_on_field(struct meeting_screen *screen, enum meeting_row_kind field)
{
	size_t next = screen->list.cursor + 1;

	if (next < screen->list.count && screen->lines[next].kind == field)
		list_go(&screen->list, next);
}

static bool take_observation(struct meeting_screen *screen)
{
	struct observation_row row = {.student_id = screen->row->student_id,
		.meeting_id = screen->id,
		.item_id = screen->typing_item};
	bool fresh = screen->typing_at == (size_t)-1;
	struct err err;

	if (!fresh)
		row = screen->notes[screen->typing_at];
	row.text = screen->form.text;
	if (!fresh && !*row.text) {
		row.text = screen->notes[screen->typing_at].text;
		row.deleted = true;
	}
	if (observation_put(screen->tui->session, &row, NULL, &err))
		return refused(screen, &err);
	stop(screen);
	meeting_saved(screen, fresh ? _("Observation noted") : _("Observation changed"));
	if (fresh)
		stay_on_field(screen, MROW_NEW_OBSERVATION);
	return true;
}

/* "jeu. 07/12/2026" is echoed when taken. */
static bool take_due(struct meeting_screen *screen)
{
	struct objective_row row = {.student_id = screen->row->student_id,
		.meeting_id = screen->id,
		.item_id = screen->typing_item,
		.text = screen->objective};
	char shown[DATE_SIZE], said[128];
	struct err err;

	if (screen->form.text[0] && date_parse(screen->form.text, DATE_AHEAD, row.due_on, &err))
		return refused(screen, &err);
	if (objective_put(screen->tui->session, &row, NULL, &err))
		return refused(screen, &err);
	stop(screen);
	date_for_people(row.due_on, shown);
	if (row.due_on[0])
		(void)snprintf(said, sizeof said, _("Objective agreed for %s"), shown);
	else
		(void)snprintf(said, sizeof said, "%s", _("Objective agreed, without a date"));
	meeting_saved(screen, said);
	stay_on_field(screen, MROW_NEW_OBJECTIVE);
	return true;
}

static bool take_carry(struct meeting_screen *screen)
{
	char due[DATE_SIZE] = "";
	struct err err;

	if (screen->form.text[0] && date_parse(screen->form.text, DATE_AHEAD, due, &err))
		return refused(screen, &err);
	if (objective_settle(screen->tui->session, &screen->past[screen->typing_at],
		    OBJECTIVE_CARRIED, screen->id, due, &err))
		return refused(screen, &err);
	stop(screen);
	meeting_screen_on(screen);
	meeting_saved(screen, _("Objective carried on"));
	return true;
}

static bool take_objective(struct meeting_screen *screen)
{
	struct objective_row row;
	struct err err;

	if (screen->typing_at == (size_t)-1) { /* its date comes next; a draft till then */
		draft_save(screen->id, meeting_draft_name(TYPING_OBJECTIVE), screen->form.text);
		(void)snprintf(
			screen->objective, sizeof screen->objective, "%s", screen->form.text);
		meeting_type(screen, TYPING_DUE, screen->typing_item, (size_t)-1, "");
		return true;
	}
	row = screen->agreed[screen->typing_at];
	row.text = screen->form.text;
	if (!*row.text) {
		row.text = screen->agreed[screen->typing_at].text;
		if (objective_remove(screen->tui->session, &row, &err))
			return refused(screen, &err);
	} else if (objective_put(screen->tui->session, &row, NULL, &err)) {
		return refused(screen, &err);
	}
	stop(screen);
	meeting_saved(screen, _("Objective changed"));
	return true;
}

/* The row as it is to be, written; what is on the screen stays as it was where it is refused. */
static bool write_row(
	struct meeting_screen *screen, const struct meeting_row *row, const char *said)
{
	struct err err;

	if (meeting_set(screen->tui->session, row, &err))
		return refused(screen, &err);
	stop(screen);
	meeting_saved(screen, said);
	return true;
}

/* "12/12 14h30". Of a meeting that has ended, the one that was planned then moves. */
static bool take_next(struct meeting_screen *screen)
{
	struct meeting_row row = *screen->row;
	struct err err;

	if (meeting_next_parse(screen->form.text, row.next_on, row.next_at, &err))
		return refused(screen, &err);
	if (row.state != MEETING_DONE || !row.next_on[0])
		return write_row(screen, &row, _("Next meeting noted"));
	if (meeting_end(screen->tui->session, row.id, row.next_on, row.next_at, &err))
		return refused(screen, &err);
	stop(screen);
	meeting_saved(screen, _("Next meeting noted"));
	return true;
}

static bool take_place(struct meeting_screen *screen)
{
	struct meeting_row row = *screen->row;
	struct err err;

	if (note_clean(screen->form.text, _("The place"), false, row.place, sizeof row.place, &err))
		return refused(screen, &err);
	return write_row(screen, &row, _("Place noted"));
}

bool meeting_take(struct meeting_screen *screen)
{
	switch (screen->typing) {
	case TYPING_OBSERVATION:
		return take_observation(screen);
	case TYPING_OBJECTIVE:
		return take_objective(screen);
	case TYPING_DUE:
		return take_due(screen);
	case TYPING_CARRY:
		return take_carry(screen);
	case TYPING_NEXT:
		return take_next(screen);
	case TYPING_PLACE:
		return take_place(screen);
	case TYPING_NOTHING:
		break;
	}
	return true;
}

/* ---- Keys -------------------------------------------------------------------------- */

/* Left without entering it: words of a new row are kept, for Enter to take up again. */
static void leave_field(struct meeting_screen *screen)
{
	enum typing typing = screen->typing == TYPING_DUE ? TYPING_OBJECTIVE : screen->typing;
	const char *name = meeting_draft_name(typing);
	const char *words = screen->typing == TYPING_DUE ? screen->objective : screen->form.text;
	bool kept = name && *words && screen->typing_at == (size_t)-1;

	if (kept) {
		draft_save(screen->id, name, words);
		if (typing == TYPING_OBSERVATION)
			screen->note_drafted = true;
		else
			screen->objective_drafted = true;
		screen->typing = TYPING_NOTHING;
		screen->draft_stale = false;
	} else {
		stop(screen);
	}
	status_say(&screen->tui->status, "%s",
		kept ? _("Not noted; the words are kept in the field.") : _("Nothing was noted."));
}

static bool type_key(struct meeting_screen *screen, const struct key *key)
{
	bool fits = true;

	if (key->kind == INPUT_SPECIAL && key->code == SPECIAL_ENTER) {
		bool next = screen->typing == TYPING_NEXT || screen->typing == TYPING_PLACE;

		if (!screen->form.text[0] && screen->typing_at == (size_t)-1 &&
			(screen->typing == TYPING_OBSERVATION ||
				screen->typing == TYPING_OBJECTIVE)) {
			stop(screen); /* nothing was typed: nothing to note */
			list_move(&screen->list, 1);
		} else if (meeting_take(screen) && next) {
			list_move(&screen->list, 1);
		}
		return true;
	}
	if (key->kind == INPUT_SPECIAL && key->code == SPECIAL_ESCAPE) {
		leave_field(screen);
		return true;
	}
	if (key->kind == INPUT_CHAR && key->code == 5 /* ^E */ &&
		meeting_draft_name(screen->typing)) {
		meeting_edit(screen);
		return true;
	}
	if (key->kind == INPUT_PASTE)
		fits = form_paste(&screen->form, key->text);
	else if (key->kind == INPUT_CHAR && key->code >= 0x20 && key->code != 0x7F)
		fits = form_type(&screen->form, key->code);
	else if (!form_key(&screen->form, key))
		return false;
	if (!fits) {
		term_bell();
		status_warn(&screen->tui->status, _("At most %zu characters fit here."),
			screen->form.limit);
	}
	screen->draft_stale = true;
	return true;
}

bool meeting_open_field(struct meeting_screen *screen)
{
	switch (meeting_screen_here(screen)->kind) {
	case MROW_NEW_OBSERVATION:
		meeting_type(screen, TYPING_OBSERVATION, 0, (size_t)-1, NULL);
		return true;
	case MROW_NEW_OBJECTIVE:
		meeting_type(screen, TYPING_OBJECTIVE, 0, (size_t)-1, NULL);
		return true;
	case MROW_NEXT:
		meeting_type(screen, TYPING_NEXT, 0, (size_t)-1, NULL);
		return true;
	default:
		return false;
	}
}

bool meeting_text(struct tui *tui, void *state, const struct key *key)
{
	struct meeting_screen *screen = state;

	(void)tui;
	if (screen->typing != TYPING_NOTHING)
		return type_key(screen, key);
	/* A paste on a row that is a field is meant for it; a key there is a command. */
	return key->kind == INPUT_PASTE && meeting_open_field(screen) && type_key(screen, key);
}

/* ---- $EDITOR ------------------------------------------------------------------------- */

void meeting_edit(struct meeting_screen *screen)
{
	struct tui *tui = screen->tui;
	char *text = calloc(1, FORM_SIZE);
	enum editor_end end = EDITOR_FAILED;

	if (text) {
		end = editor_run(&tui->term, screen->form.text, text, FORM_SIZE);
		tui->whole = tui->dirty = true;
	}
	if (end == EDITOR_FINE || end == EDITOR_SAVED) {
		form_init(&screen->form, NOTE_LIMIT, text);
		screen->draft_stale = true;
	}
	switch (end) {
	case EDITOR_FINE:
		break;
	case EDITOR_SAVED:
		status_warn(&tui->status, "%s",
			_("The editor did not end well; what it had saved is here."));
		break;
	case EDITOR_LONG:
		status_warn(&tui->status,
			_("The text is longer than a note can be; it was left in %s."), text);
		break;
	case EDITOR_MISSING:
		status_warn(&tui->status,
			_("There is no program “%s”: name your editor in EDITOR. The text is as it "
			  "was."),
			editor_name());
		break;
	default:
		status_warn(&tui->status, "%s",
			_("The editor did not end well; the text is as it was."));
	}
	free(text);
}
