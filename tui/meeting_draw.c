/* The meeting, painted. See meeting_screen.h. */
#include <stdio.h>
#include <string.h>

#include "core/date.h"
#include "core/language.h"
#include "core/note.h"
#include "tui/follow.h"
#include "tui/glyph.h"
#include "tui/meeting_screen.h"

enum { DETAIL_ROWS = 4, LABEL_COLS = 34 };

static const char *heading(size_t kind)
{
	switch (kind) {
	case MROW_PAST:
		return _("Objectives of last time");
	case MROW_CAPABILITY:
		return _("Capabilities to look at");
	case MROW_OBSERVATION:
		return _("Observations");
	case MROW_OBJECTIVE:
		return _("New objectives");
	default:
		return _("To end");
	}
}

static void level_text(const struct meeting_screen *screen, int level, char *ret, size_t size)
{
	if (level > 0)
		(void)snprintf(ret, size, "%d", level);
	else if (level == LEVEL_NOT_OBSERVED)
		(void)snprintf(ret, size, "%s", screen->tui->term.ascii ? "x" : "×");
	else
		(void)snprintf(ret, size, "%s", screen->tui->term.ascii ? "." : "·");
}

/* Where the columns of capabilities stand: label, before, self, now, reason. */
struct columns {
	int label, before, self, now, why;
};

static void place_columns(const struct meeting_screen *screen, struct columns *ret)
{
	int cols = screen->rect.cols, label = cols < 100 ? 32 : LABEL_COLS;

	if (cols < 70)
		label = cols > 46 ? cols - 28 : 18;
	ret->label = screen->rect.col + 2;
	ret->before = ret->label + label + 1;
	ret->self = ret->before + 7;
	ret->now = ret->self + 6;
	ret->why = ret->now + 6;
}

static void draw_level_heading(struct meeting_screen *screen, int row)
{
	const struct term *term = &screen->tui->term;
	struct columns at;

	place_columns(screen, &at);
	draw_text(term, row, at.before, 6, ROLE_MUTED, DRAW_TIGHT, _("before"));
	draw_text(term, row, at.self, 5, ROLE_MUTED, DRAW_TIGHT, _("self"));
	draw_text(term, row, at.now, 5, ROLE_MUTED, DRAW_TIGHT, _("now"));
	draw_text(term, row, at.why, screen->rect.col + screen->rect.cols - at.why, ROLE_MUTED, 0,
		_("why"));
}

static void draw_level_cell(
	struct meeting_screen *screen, int row, int col, int flags, int level, const char *format)
{
	int count = (int)screen->framework->scale.level_count;
	char text[16], cell[24];

	level_text(screen, level, text, sizeof text);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(cell, sizeof cell, format, text);
#pragma GCC diagnostic pop
	draw_text(&screen->tui->term, row, col, 5,
		level > 0 ? theme_level(level, count) : ROLE_TEXT, flags | DRAW_TIGHT, cell);
}

static void draw_capability(struct meeting_screen *screen, int row, int flags, size_t at)
{
	const struct term *term = &screen->tui->term;
	const struct meeting_capability *capability = &screen->capabilities[at];
	const struct item *item = &screen->framework->items[capability->item];
	struct suggestion reason = {.reason = capability->reason};
	char code[CODE_SIZE + 8], text[512], why[128];
	struct columns place;

	place_columns(screen, &place);
	draw_text(term, row, place.label, screen->rect.cols - 2, ROLE_TEXT, flags, "");
	follow_code(item, code);
	(void)snprintf(text, sizeof text, "%s %.200s", code, item->row.label);
	draw_text(term, row, place.label, place.before - place.label - 1, ROLE_TEXT, flags, text);
	draw_level_cell(screen, row, place.before + 2, flags, capability->before, "%s");
	draw_level_cell(screen, row, place.self + 1, flags, capability->self, "%s");
	draw_level_cell(screen, row, place.now, flags, capability->now, "[%s]");
	memcpy(reason.seen_on, capability->seen_on, sizeof reason.seen_on);
	suggestion_describe(&reason, why, sizeof why);
	draw_text(term, row, place.why, screen->rect.col + screen->rect.cols - place.why,
		ROLE_MUTED, flags, why);
}

static void objective_text(const struct objective_row *row, bool with_state, char *ret, size_t size)
{
	char due[DATE_SIZE], item[CODE_SIZE + 8] = "", code[CODE_SIZE + 8];

	date_for_people(row->due_on, due);
	if (row->item[0]) {
		framework_shown_code(row->item, code);
		(void)snprintf(item, sizeof item, "%.60s · ", code);
	}
	if (with_state && row->state != OBJECTIVE_OPEN)
		(void)snprintf(ret, size, "%s%.300s → %s", item, row->text,
			objective_state_name(row->state));
	else if (due[0])
		(void)snprintf(ret, size, _("%s%.300s (due on %s)"), item, row->text, due);
	else
		(void)snprintf(ret, size, "%s%.300s", item, row->text);
}

static const char *typing_label(enum typing typing)
{
	switch (typing) {
	case TYPING_DUE:
	case TYPING_CARRY:
		return _("due (empty: none): ");
	case TYPING_OBJECTIVE:
		return _("objective: ");
	case TYPING_NEXT:
		return _("next meeting (date, hour): ");
	case TYPING_PLACE:
		return _("place: ");
	default:
		return _("observation: ");
	}
}

/* "+ observation: Enter, then write" */
static void field_text(
	const struct meeting_screen *screen, bool drafted, const char *what, char *ret, size_t size)
{
	char key[32];

	keymap_describe(&screen->tui->keymap, ACT_OPEN, true, key, sizeof key);
	(void)snprintf(ret, size,
		drafted ? _("+ %swords not entered yet are kept · %s") : _("+ %s%s to write"), what,
		key);
}

static void line_text(
	struct meeting_screen *screen, const struct meeting_line *line, char *ret, size_t size)
{
	const struct observation_row *note;
	char next[DATE_SIZE], code[CODE_SIZE + 8];

	switch (line->kind) {
	case MROW_PRESENCE:
		(void)snprintf(ret, size, _("presence: %s"), presence_name(screen->row->presence));
		break;
	case MROW_PLACE:
		(void)snprintf(ret, size, "%s%.200s", _("place: "), screen->row->place);
		break;
	case MROW_PAST:
		objective_text(&screen->past[line->at], true, ret, size);
		break;
	case MROW_OBSERVATION:
		note = &screen->notes[line->at];
		framework_shown_code(note->item, code);
		(void)snprintf(ret, size, "%s%s%s%.400s",
			note->confidential ? _("(confidential) ") : "", code,
			note->item[0] ? " · " : "", note->text);
		break;
	case MROW_OBJECTIVE:
		objective_text(&screen->agreed[line->at], false, ret, size);
		break;
	case MROW_NEXT:
		date_for_people(screen->row->next_on, next);
		(void)snprintf(ret, size, "%s%s %s", typing_label(TYPING_NEXT), next,
			screen->row->next_at);
		break;
	case MROW_NEW_OBSERVATION:
		field_text(screen, screen->note_drafted, _("observation: "), ret, size);
		break;
	case MROW_NEW_OBJECTIVE:
		field_text(screen, screen->objective_drafted, _("objective: "), ret, size);
		break;
	case MROW_END:
		(void)snprintf(ret, size, "%s",
			screen->row->state == MEETING_DONE
				? _("Meeting ended. Enter: the account")
				: _("Enter: end the meeting and see the account"));
		break;
	default:
		ret[0] = '\0';
	}
}

/* The field being typed, in place of its row. */
static void draw_form(struct meeting_screen *screen, int row)
{
	struct tui *tui = screen->tui;
	const char *label = typing_label(screen->typing);
	char shown[FORM_SIZE];
	int col = screen->rect.col + 2, cursor = 0, used;

	used = draw_text(&tui->term, row, col, screen->rect.cols - 2, ROLE_KEY, DRAW_TIGHT, label);
	form_show(&screen->form, screen->rect.cols - used - 3, shown, sizeof shown, &cursor);
	draw_text(&tui->term, row, col + used, screen->rect.cols - used - 2, ROLE_TEXT, 0, shown);
	tui->cursor_row = row;
	tui->cursor_col = col + used + cursor;
}

static void draw_line(struct meeting_screen *screen, int row, size_t index)
{
	const struct term *term = &screen->tui->term;
	const struct meeting_line *line = &screen->lines[index];
	bool here = index == screen->list.cursor;
	int flags = here ? DRAW_FOCUS : 0, col = screen->rect.col;
	enum role role = ROLE_TEXT;
	char text[1024];

	if (line->kind == MROW_HEADING) {
		draw_text(term, row, col, screen->rect.cols, ROLE_TITLE, DRAW_BOLD,
			heading(line->at));
		if (line->at == MROW_CAPABILITY)
			draw_level_heading(screen, row);
		return;
	}
	if (here) {
		screen->tui->cursor_row = row;
		screen->tui->cursor_col = col;
	}
	if (here && screen->typing != TYPING_NOTHING) {
		draw_text(term, row, col, 2, ROLE_TEXT, 0, "> ");
		draw_form(screen, row);
		return;
	}
	draw_text(term, row, col, 2, ROLE_TEXT, flags, here ? "> " : "  ");
	if (line->kind == MROW_CAPABILITY) {
		draw_capability(screen, row, flags, line->at);
		return;
	}
	line_text(screen, line, text, sizeof text);
	if (line->kind == MROW_NEW_OBSERVATION || line->kind == MROW_NEW_OBJECTIVE ||
		(line->kind == MROW_OBSERVATION && screen->notes[line->at].confidential))
		role = ROLE_MUTED;
	draw_text(term, row, col + 2, screen->rect.cols - 2, role, flags, text);
}

/* What the digits mean here. */
static void legend(const struct meeting_screen *screen, const struct meeting_line *line, char *ret,
	size_t size)
{
	const struct scale_row *scale = &screen->framework->scale;
	size_t used = 0;

	ret[0] = '\0';
	if (line->kind == MROW_PAST) {
		(void)snprintf(ret, size, "1 %s  2 %s  3 %s  4 %s  0 %s",
			objective_state_name(OBJECTIVE_MET), objective_state_name(OBJECTIVE_PARTLY),
			objective_state_name(OBJECTIVE_DROPPED),
			objective_state_name(OBJECTIVE_CARRIED),
			objective_state_name(OBJECTIVE_OPEN));
		return;
	}
	for (size_t i = 0; i < scale->level_count && used < size; i++)
		used += (size_t)snprintf(ret + used, size - used, "%s%d %s", i ? "  " : "",
			scale->levels[i].digit, scale->levels[i].name);
}

/* The whole text of the row, and what its digits mean. */
static void draw_detail(struct meeting_screen *screen, struct rect rect)
{
	const struct term *term = &screen->tui->term;
	const struct meeting_line *line = meeting_screen_here(screen);
	char text[1024] = "", digits[512];
	struct rect whole = {rect.row, rect.col, rect.rows - 1, rect.cols};

	if (screen->typing != TYPING_NOTHING) {
		draw_wrapped(term, rect, ROLE_TEXT, 0, screen->form.text);
		return;
	}
	switch (line->kind) {
	case MROW_CAPABILITY:
		draw_wrapped(term, whole, ROLE_TEXT, 0,
			screen->framework->items[screen->capabilities[line->at].item].row.text);
		break;
	case MROW_OBSERVATION:
		draw_wrapped(term, rect, ROLE_TEXT, 0, screen->notes[line->at].text);
		return;
	case MROW_PAST:
		draw_wrapped(term, whole, ROLE_TEXT, 0, screen->past[line->at].text);
		break;
	case MROW_OBJECTIVE:
		draw_wrapped(term, rect, ROLE_TEXT, 0, screen->agreed[line->at].text);
		return;
	default:
		line_text(screen, line, text, sizeof text);
		draw_wrapped(term, rect, ROLE_MUTED, 0, text);
		return;
	}
	legend(screen, line, digits, sizeof digits);
	draw_text(term, rect.row + rect.rows - 1, rect.col, rect.cols, ROLE_MUTED, 0, digits);
}

void meeting_draw(struct tui *tui, void *state, struct rect rect)
{
	struct meeting_screen *screen = state;
	bool detail = rect.rows >= 14;
	struct rect box = rect;

	if (detail)
		box.rows -= DETAIL_ROWS + 1;
	draw_box(&tui->term, detail ? (struct rect){box.row, box.col, box.rows + 1, box.cols} : box,
		_("Meeting"), true);
	screen->rect =
		rect_inside(detail ? (struct rect){box.row, box.col, box.rows + 1, box.cols} : box);
	list_set_height(&screen->list, (size_t)screen->rect.rows);
	for (int i = 0; i < screen->rect.rows; i++) {
		size_t at = list_at(&screen->list, i);

		if (at == (size_t)-1)
			break;
		draw_line(screen, screen->rect.row + i, at);
	}
	if (detail) {
		struct rect below = {box.row + box.rows, box.col, DETAIL_ROWS + 1, box.cols};

		draw_box(&tui->term, below, _("Detail"), false);
		draw_detail(screen, rect_inside(below));
	}
}
