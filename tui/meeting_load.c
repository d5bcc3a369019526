/* The meeting, read: its rows in order. See meeting_screen.h. */
#include <stdlib.h>
#include <string.h>

#include "core/draft.h"
#include "tui/meeting_screen.h"

static void forget(struct meeting_screen *screen)
{
	free(screen->past);
	free(screen->agreed);
	free(screen->notes);
	screen->past = screen->agreed = NULL;
	screen->notes = NULL;
	screen->past_count = screen->agreed_count = screen->note_count = 0;
}

void meeting_screen_release(struct meeting_screen *screen)
{
	forget(screen);
	free(screen->row);
	free(screen);
}

/* Open objectives agreed before, and those settled in this meeting. */
static enum err_code load_past(struct meeting_screen *screen, struct err *err)
{
	size_t kept = 0;
	enum err_code rc = db_objective_of_student(screen->tui->session->db,
		screen->row->student_id, &screen->past, &screen->past_count, err);

	if (rc)
		return rc;
	for (size_t i = 0; i < screen->past_count; i++) {
		const struct objective_row *row = &screen->past[i];

		if (row->settled_in == screen->id ||
			(row->state == OBJECTIVE_OPEN && row->meeting_id != screen->id))
			screen->past[kept++] = *row;
	}
	screen->past_count = kept;
	return ERR_OK;
}

/* ---- Capabilities ---------------------------------------------------------------- */

static size_t find_capability(const struct meeting_screen *screen, size_t item)
{
	size_t i = 0;

	while (i < screen->capability_count && screen->capabilities[i].item != item)
		i++;
	return i;
}

static void add_capability(
	struct meeting_screen *screen, size_t item, enum suggestion_reason reason)
{
	if (screen->capability_count < CAPABILITIES_MAX &&
		find_capability(screen, item) == screen->capability_count)
		screen->capabilities[screen->capability_count++] =
			(struct meeting_capability){.item = item, .reason = reason};
}

/* Those chosen by hand, else the most pressing ones; with their reasons. */
static enum err_code choose(struct meeting_screen *screen, struct err *err)
{
	struct suggestion found[SUGGESTIONS];
	size_t items[CAPABILITIES_MAX], count = 0;
	enum err_code rc =
		meeting_suggest(screen->tui->session, screen->framework, screen->row->student_id,
			screen->row->assessment_id, SUGGESTIONS, found, &count, err);

	if (rc)
		return rc;
	if (screen->capability_count == 0) {
		size_t chosen =
			meeting_items(screen->row, screen->framework, CAPABILITIES_MAX, items);

		for (size_t i = 0; i < chosen; i++)
			add_capability(screen, items[i], SUGGEST_CHOSEN);
		for (size_t i = 0; i < count && chosen == 0; i++)
			add_capability(screen, found[i].item, found[i].reason);
	}
	for (size_t i = 0; i < count; i++) {
		size_t at = find_capability(screen, found[i].item);

		if (at < screen->capability_count) {
			screen->capabilities[at].reason = found[i].reason;
			memcpy(screen->capabilities[at].seen_on, found[i].seen_on, DATE_SIZE);
		}
	}
	return ERR_OK;
}

/* Levels come in order of item, date, moment: the last one of each kind stays. */
static bool take_rating(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct meeting_screen *screen = ctx;
	size_t item = framework_item_by_id(screen->framework, row->item_id), at;

	(void)comment;
	(void)person;
	if (item == (size_t)-1)
		return true;
	if (row->assessment_id == screen->row->assessment_id && row->level != LEVEL_NONE)
		add_capability(screen, item, SUGGEST_CHOSEN);
	at = find_capability(screen, item);
	if (at == screen->capability_count)
		return true;
	if (row->assessment_id == screen->row->assessment_id)
		screen->capabilities[at].now = row->level;
	else if (strcmp(row->held_on, screen->row->held_on) > 0)
		return true; /* given since: an old meeting shows what was known in it */
	else if (row->kind == KIND_SELF)
		screen->capabilities[at].self = row->level;
	else if (row->kind != KIND_PEER && row->level != LEVEL_NONE)
		screen->capabilities[at].before = row->level;
	return true;
}

static enum err_code load_levels(struct meeting_screen *screen, struct err *err)
{
	for (size_t i = 0; i < screen->capability_count; i++) {
		screen->capabilities[i].before = screen->capabilities[i].self =
			screen->capabilities[i].now = LEVEL_NONE;
	}
	return db_rating_each(
		screen->tui->session->db, screen->row->student_id, 0, take_rating, screen, err);
}

/* ---- Rows ---------------------------------------------------------------------------- */

static void put(struct meeting_screen *screen, enum meeting_row_kind kind, size_t at)
{
	if (screen->list.count < LINES_MAX)
		screen->lines[screen->list.count++] = (struct meeting_line){.kind = kind, .at = at};
}

static void put_all(struct meeting_screen *screen, enum meeting_row_kind kind, size_t count)
{
	for (size_t i = 0; i < count; i++)
		put(screen, kind, i);
}

static void put_lines(struct meeting_screen *screen)
{
	size_t cursor = screen->list.cursor, top = screen->list.top, height = screen->list.height;

	screen->list = (struct list){.cursor = cursor, .top = top, .height = height};
	put(screen, MROW_PRESENCE, 0);
	put(screen, MROW_PLACE, 0);
	if (screen->past_count) {
		put(screen, MROW_HEADING, MROW_PAST);
		put_all(screen, MROW_PAST, screen->past_count);
	}
	put(screen, MROW_HEADING, MROW_CAPABILITY);
	put_all(screen, MROW_CAPABILITY, screen->capability_count);
	put(screen, MROW_HEADING, MROW_OBSERVATION);
	put_all(screen, MROW_OBSERVATION, screen->note_count);
	put(screen, MROW_NEW_OBSERVATION, 0);
	put(screen, MROW_HEADING, MROW_OBJECTIVE);
	put_all(screen, MROW_OBJECTIVE, screen->agreed_count);
	put(screen, MROW_NEW_OBJECTIVE, 0);
	put(screen, MROW_HEADING, MROW_NEXT);
	put(screen, MROW_NEXT, 0);
	put(screen, MROW_END, 0);
	list_set_count(&screen->list, screen->list.count);
}

static bool is_drafted(const struct meeting_screen *screen, enum typing typing)
{
	char beginning[8];

	draft_load(screen->id, meeting_draft_name(typing), beginning, sizeof beginning);
	return beginning[0] != '\0';
}

/* ---- Read again -------------------------------------------------------------------- */

int64_t meeting_screen_row(const struct meeting_screen *screen, enum typing typing, size_t at)
{
	if (typing == TYPING_OBSERVATION && at < screen->note_count)
		return screen->notes[at].id;
	if (typing == TYPING_OBJECTIVE && at < screen->agreed_count)
		return screen->agreed[at].id;
	if (typing == TYPING_CARRY && at < screen->past_count)
		return screen->past[at].id;
	return 0;
}

/* What the row being typed into is now: it has moved, or is gone and what is typed is new. */
static void find_typing(struct meeting_screen *screen)
{
	size_t at = 0, count = screen->typing == TYPING_OBSERVATION ? screen->note_count
			       : screen->typing == TYPING_OBJECTIVE ? screen->agreed_count
								    : screen->past_count;

	if (screen->typing == TYPING_NOTHING || !screen->typing_row)
		return;
	while (at < count && meeting_screen_row(screen, screen->typing, at) != screen->typing_row)
		at++;
	if (at == count && screen->typing == TYPING_CARRY)
		screen->typing = TYPING_NOTHING;
	screen->typing_at = at < count ? at : (size_t)-1;
	screen->typing_row = at < count ? screen->typing_row : 0;
}

/* Which row a line stands for, whatever its place: its kind, and an id or item. */
static int64_t line_key(const struct meeting_screen *screen, const struct meeting_line *line)
{
	switch (line->kind) {
	case MROW_PAST:
		return screen->past[line->at].id;
	case MROW_CAPABILITY:
		return (int64_t)screen->capabilities[line->at].item;
	case MROW_OBSERVATION:
		return screen->notes[line->at].id;
	case MROW_OBJECTIVE:
		return screen->agreed[line->at].id;
	default:
		return (int64_t)line->at;
	}
}

/* Somebody else's new line does not move what the cursor stands on. */
static void find_cursor(struct meeting_screen *screen, enum meeting_row_kind kind, int64_t key)
{
	for (size_t i = 0; i < screen->list.count; i++) {
		if (screen->lines[i].kind == kind && line_key(screen, &screen->lines[i]) == key) {
			if (i != screen->list.cursor)
				list_go(&screen->list, i);
			return;
		}
	}
}

enum err_code meeting_screen_load(struct meeting_screen *screen, struct err *err)
{
	struct db *db = screen->tui->session->db;
	struct meeting_row *row = NULL;
	bool again = screen->list.count > 0;
	enum meeting_row_kind kind = MROW_HEADING;
	int64_t key = 0;
	enum err_code rc = meeting_get(screen->tui->session, screen->id, &row, err);

	if (rc)
		return rc;
	if (again) {
		kind = meeting_screen_here(screen)->kind;
		key = line_key(screen, meeting_screen_here(screen));
	}
	free(screen->row);
	screen->row = row;
	forget(screen);
	rc = db_student_by_id(db, row->student_id, &screen->student, err);
	if (!rc)
		rc = load_past(screen, err);
	if (!rc)
		rc = db_objective_of_meeting(
			db, screen->id, false, &screen->agreed, &screen->agreed_count, err);
	if (!rc)
		rc = db_observation_of_meeting(
			db, screen->id, &screen->notes, &screen->note_count, err);
	if (!rc)
		rc = choose(screen, err);
	if (!rc)
		rc = load_levels(screen, err);
	screen->note_drafted = is_drafted(screen, TYPING_OBSERVATION);
	screen->objective_drafted = is_drafted(screen, TYPING_OBJECTIVE);
	put_lines(screen);
	if (again)
		find_cursor(screen, kind, key);
	find_typing(screen);
	return rc;
}

const struct meeting_line *meeting_screen_here(const struct meeting_screen *screen)
{
	return &screen->lines[screen->list.cursor];
}

void meeting_screen_go(struct meeting_screen *screen, enum meeting_row_kind kind)
{
	for (size_t i = 0; i < screen->list.count; i++) {
		if (screen->lines[i].kind == kind) {
			list_go(&screen->list, i);
			return;
		}
	}
}
