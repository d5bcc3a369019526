/* The main screen: competency tree, students, grid, detail. See main_screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/search.h"
#include "core/language.h"
#include "core/student_name.h"
#include "core/meeting.h"
#include "tui/clipboard.h"
#include "tui/dossier.h"
#include "tui/main_screen.h"
#include "tui/meeting_card.h"
#include "tui/pages.h"

enum { SLICE = 256 }; /* students read between two looks at the keys: about a millisecond */

enum offer_kind { OFFER_STUDENT, OFFER_ITEM };

static enum err_code open_main(struct tui *tui, const void *argument, void **ret, struct err *err)
{
	struct main_screen *screen = calloc(1, sizeof *screen);
	enum err_code rc;

	(void)argument;
	if (!screen)
		return err_fail(err, WHY_NO_MEMORY, "main screen");
	screen->tui = tui;
	screen->focus = PANE_STUDENTS;
	rc = follow_init(&screen->follow, tui->session, err);
	if (rc) {
		free(screen);
		return rc;
	}
	tui_use(tui, screen->follow.framework);
	/* Keys may come before a window that is large enough to draw in. */
	for (size_t i = 0; i < PANE_COUNT; i++) {
		screen->panes[i].term = &tui->term;
		screen->panes[i].follow = &screen->follow;
	}
	*ret = screen;
	return ERR_OK;
}

static void close_main(struct tui *tui, void *state)
{
	struct main_screen *screen = state;

	(void)tui;
	follow_release(&screen->follow);
	free(screen);
}

static void draw(struct tui *tui, void *state, struct rect rect)
{
	(void)tui;
	main_draw(state, rect);
}

/* ---- Moving -------------------------------------------------------------------------- */

static void go_student(struct main_screen *screen, size_t index)
{
	struct err err;

	if (follow_student(&screen->follow, index, &err) != ERR_OK)
		main_error(screen, &err);
}

/* By so many rows, stopping at both ends. */
static void move_student(struct main_screen *screen, long by)
{
	size_t at = screen->follow.student;

	if (by < 0)
		go_student(screen, (size_t)-by > at ? 0 : at - (size_t)-by);
	else
		go_student(screen, at + (size_t)by);
}

static void move_node(struct main_screen *screen, long by)
{
	struct follow *follow = &screen->follow;
	long row, last;

	if (!follow->framework || follow->framework->item_count == 0)
		return;
	row = (long)follow_tree_row(follow, follow->node) + by;
	last = (long)follow_tree_rows(follow) - 1;
	follow_node(follow, follow_tree_node(follow, (size_t)(row < 0      ? 0
							      : row > last ? last
									   : row)));
}

static void move_item(struct main_screen *screen, long by)
{
	struct follow *follow = &screen->follow;

	if (!follow->framework || follow->framework->item_count == 0)
		return;
	for (long i = 0; i < (by < 0 ? -by : by); i++) {
		if (!follow_next_item(follow, by < 0 ? -1 : 1))
			break;
	}
}

static void move_rows(struct main_screen *screen, long by)
{
	if (screen->focus == PANE_TREE)
		move_node(screen, by);
	else if (screen->focus == PANE_STUDENTS || screen->follow.group_mode)
		move_student(screen, by);
	else
		move_item(screen, by);
}

/* Left and right: fold, older and newer, or the neighbour capability. */
static void move_across(struct main_screen *screen, int by)
{
	struct follow *follow = &screen->follow;
	const struct framework *framework = follow->framework;
	size_t total, shown;

	if (!framework || framework->item_count == 0)
		return;
	if (screen->focus == PANE_TREE) {
		bool folded = follow->folded[follow->node];

		if (by > 0 && framework->items[follow->node].descendants > 0)
			follow_fold(follow, follow->node, false);
		else if (by < 0 && framework->items[follow->node].descendants > 0 && !folded)
			follow_fold(follow, follow->node, true);
		else if (by < 0 && framework->items[follow->node].parent != (size_t)-1)
			follow_node(follow, framework->items[follow->node].parent);
	} else if (follow->group_mode) {
		move_item(screen, by);
	} else {
		total = follow->grid.column_count +
			(follow_column(follow) == follow->grid.column_count);
		shown = (size_t)pane_grid_columns(&screen->panes[PANE_GRID]);
		if (by < 0 && follow->older + shown < total)
			follow->older++;
		else if (by > 0 && follow->older > 0)
			follow->older--;
	}
}

static void next_pane(struct main_screen *screen, int by)
{
	static const enum main_pane order[] = {PANE_TREE, PANE_STUDENTS, PANE_GRID};
	int at = screen->focus == PANE_TREE ? 0 : screen->focus == PANE_STUDENTS ? 1 : 2;

	screen->focus = order[(at + by + 3) % 3];
}

static void open_focused(struct main_screen *screen)
{
	struct follow *follow = &screen->follow;

	if (screen->focus == PANE_TREE && follow->framework && follow->framework->item_count > 0 &&
		follow->framework->items[follow->node].descendants > 0)
		follow_fold(follow, follow->node, !follow->folded[follow->node]);
	else if (screen->focus == PANE_GRID)
		tui_perform(screen->tui, ACT_COMMENT);
	else
		screen->focus = PANE_GRID;
}

static void copy_line(struct main_screen *screen)
{
	struct follow *follow = &screen->follow;
	const struct roster_line *line;
	char text[4 * NAME_SIZE];
	struct err err;
	enum err_code rc;

	if (screen->focus == PANE_STUDENTS && follow->student_id) {
		rc = roster_line(follow->roster, follow->student, &line, &err);
		if (!rc) {
			(void)snprintf(text, sizeof text, "%s\t%s\t%s", line->student.matricule,
				line->student.last_name, line->student.first_name);
			rc = clipboard_copy(text, &err);
		}
	} else if (follow->framework && follow->framework->item_count > 0) {
		rc = clipboard_copy(follow->framework->items[follow->node].row.text, &err);
	} else {
		return;
	}
	if (rc)
		main_error(screen, &err);
	else
		status_say(&screen->tui->status, "%s", _("Copied."));
}

/* Everybody again after a search; without one, back to the list. */
static void cancel(struct main_screen *screen)
{
	struct err err;

	if (screen->follow.search[0]) {
		if (follow_search(&screen->follow, "", &err) != ERR_OK)
			main_error(screen, &err);
	} else {
		screen->focus = PANE_STUDENTS;
	}
}

static long page(const struct main_screen *screen)
{
	int rows = screen->panes[screen->focus].rect.rows - 2;

	return rows < 1 ? 1 : rows;
}

static bool act_move(struct main_screen *screen, enum action action)
{
	const long far = 1L << 30;

	switch (action) {
	case ACT_UP:
		move_rows(screen, -1);
		return true;
	case ACT_DOWN:
		move_rows(screen, 1);
		return true;
	case ACT_PAGE_UP:
		move_rows(screen, -page(screen));
		return true;
	case ACT_PAGE_DOWN:
		move_rows(screen, page(screen));
		return true;
	case ACT_TOP:
		move_rows(screen, -far);
		return true;
	case ACT_BOTTOM:
		move_rows(screen, far);
		return true;
	case ACT_LEFT:
		move_across(screen, -1);
		return true;
	case ACT_RIGHT:
		move_across(screen, 1);
		return true;
	case ACT_NEXT_PANE:
		next_pane(screen, 1);
		return true;
	case ACT_PREVIOUS_PANE:
		next_pane(screen, -1);
		return true;
	case ACT_PREVIOUS_STUDENT:
	case ACT_SEARCH_PREVIOUS:
		move_student(screen, -1);
		return true;
	case ACT_NEXT_STUDENT:
	case ACT_SEARCH_NEXT:
		move_student(screen, 1);
		return true;
	default:
		return false;
	}
}

static void group_meeting_picked(struct tui *tui, void *data, int button)
{
	struct main_screen *screen = data;
	long count = 0;
	struct err err;

	if (button != 1)
		return;
	if (meeting_begin_group(tui->session, screen->follow.group.id, &count, &err) != ERR_OK) {
		main_error(screen, &err);
		return;
	}
	tui_saved(tui);
	(void)pages_go(tui, ACT_GO_AGENDA, 0, screen->follow.group.id);
}

/* It touches several students: counted, then asked. */
static void ask_group_meeting(struct main_screen *screen)
{
	char begin[64];
	long count = roster_total(screen->follow.roster);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(begin, sizeof begin,
		ngettext("Begin %ld meeting", "Begin %ld meetings", (unsigned long)count), count);
#pragma GCC diagnostic pop
	prompt_buttons(screen->tui, _("A meeting with each student of this group?"),
		(const char *const[]){_("Cancel"), begin, NULL}, group_meeting_picked, screen);
}

static bool act(struct tui *tui, void *state, enum action action)
{
	struct main_screen *screen = state;

	if (act_move(screen, action)) {
		screen->ended = false;
		return true;
	}
	if (main_rate(screen, action) || main_ask(screen, action))
		return true;
	switch (action) {
	case ACT_OPEN:
		open_focused(screen);
		return true;
	case ACT_TICK:
		if (screen->focus == PANE_TREE)
			open_focused(screen);
		return true;
	case ACT_CANCEL:
		cancel(screen);
		return true;
	case ACT_GROUP_GRID:
		screen->follow.group_mode = !screen->follow.group_mode;
		screen->focus = PANE_GRID;
		return true;
	case ACT_COPY:
		copy_line(screen);
		return true;
	case ACT_DEMO:
		tui_demo(tui); /* this screen is gone */
		return true;
	case ACT_GO_HISTORY:
		(void)tui_push(tui, &view_history, NULL);
		return true;
	case ACT_MEETING:
		meeting_start(screen->tui, screen->follow.student_id);
		return true;
	case ACT_GROUP_MEETING:
		ask_group_meeting(screen);
		return true;
	case ACT_EXPLAIN:
		pages_explain(tui, screen->follow.student_id,
			screen->focus == PANE_STUDENTS ? (size_t)-1
			: screen->focus == PANE_TREE   ? screen->follow.node
						       : screen->follow.item);
		return true;
	default:
		if (dossier_add(tui, action, screen->follow.student_id, screen->follow.item))
			return true;
		return pages_go(tui, action, screen->follow.student_id,
			screen->follow.group.id > 0 ? screen->follow.group.id : 0);
	}
}

static const char *nobody(const struct main_screen *screen)
{
	return screen->follow.search[0] ? _("Nobody matches · Esc shows everybody")
					: _("There is no student here · g i imports a list");
}

static const char *why_not(struct tui *tui, void *state, enum action action)
{
	const struct main_screen *screen = state;
	int levels = tui->levels;

	if (action >= ACT_RATE_1 && action <= ACT_RATE_6 && (int)(action - ACT_RATE_1) >= levels)
		return "";
	if ((action >= ACT_RATE_1 && action <= ACT_FILL_GRID && action != ACT_OCCASION) ||
		action == ACT_MEETING) {
		if (!screen->follow.student_id)
			return nobody(screen);
		if (db_is_read_only(screen->follow.session->db))
			return _("This file is open for reading only.");
	}
	if ((action == ACT_SEARCH || action == ACT_NEXT_STUDENT || action == ACT_PREVIOUS_STUDENT ||
		    action == ACT_SORT || action == ACT_GROUP_GRID || action == ACT_EXPORT) &&
		roster_total(screen->follow.roster) == 0)
		return nobody(screen);
	if (action == ACT_GROUP_MEETING && screen->follow.group.id <= 0)
		return _("Choose a group first.");
	if (dossier_why_not(tui, action, screen->follow.student_id, screen->follow.item))
		return dossier_why_not(
			tui, action, screen->follow.student_id, screen->follow.item);
	if (pages_why_not(action, screen->follow.student_id))
		return pages_why_not(action, screen->follow.student_id);
	if (action == ACT_DEMO && screen->follow.session->demo)
		return _("This is the demonstration.");
	if (action == ACT_IMPORT && db_is_read_only(screen->follow.session->db))
		return _("This file is open for reading only.");
	if (action == ACT_FRAMEWORK && screen->follow.session->frameworks.count < 2)
		return _("The file has one framework.");
	return NULL;
}

/* ---- The rest of the table ---------------------------------------------------------------- */

/* Stand on the student of that meeting, unless somebody has moved or it is of another group. */
static bool stand_on(struct main_screen *screen, int64_t student_id)
{
	struct err err;

	if (screen->follow.student == 0 && follow_student_id(&screen->follow, student_id, &err))
		main_error(screen, &err);
	return screen->follow.student_id == student_id;
}

/* Meetings that a crash, or a hurry, left open are offered once, when the program opens. */
static void offer_meetings(struct main_screen *screen)
{
	struct tui *tui = screen->tui;
	struct meeting_row *rows = NULL;
	size_t count = 0;
	char day[DATE_SIZE];
	struct err err;

	screen->offered = true;
	if (tui->session->demo)
		return;
	if (meeting_open_list(tui->session, &rows, &count, &err)) {
		main_error(screen, &err);
		return;
	}
	if (count == 1 && stand_on(screen, rows[0].student_id)) {
		date_for_people(rows[0].held_on, day);
		if (tui->anonymous)
			status_say(&tui->status,
				_("The meeting of %s was not ended · e goes on with it"), day);
		else
			status_say(&tui->status,
				_("The meeting of %s with %s %s was not ended · e goes on with it"),
				day, rows[0].first_name, rows[0].last_name);
	} else if (count > 0) {
		status_say(&tui->status,
			ngettext("%zu meeting was not ended · g a shows it",
				"%zu meetings were not ended · g a shows them", count),
			count);
	}
	tui->dirty |= count > 0;
	free(rows);
}

static bool idle(struct tui *tui, void *state)
{
	struct main_screen *screen = state;
	bool done = true;
	struct err err;

	(void)tui;
	main_draft(screen);
	if (!screen->offered)
		offer_meetings(screen);
	if (roster_complete(screen->follow.roster))
		return false;
	if (roster_more(screen->follow.roster, SLICE, &done, &err) != ERR_OK) {
		main_error(screen, &err);
		return false;
	}
	return !done;
}

/* A click stands on what was clicked; twice opens it; the wheel moves. */
static bool mouse(struct tui *tui, void *state, const struct key *key)
{
	struct main_screen *screen = state;
	struct follow *follow = &screen->follow;
	enum main_pane pane = PANE_COUNT;
	size_t at;

	(void)tui;
	for (int i = 0; i < PANE_DETAIL; i++) {
		if (screen->visible[i] && rect_holds(screen->panes[i].rect, key->row, key->col))
			pane = (enum main_pane)i;
	}
	if (pane == PANE_COUNT || !follow->framework)
		return false;
	screen->focus = pane;
	screen->ended = false;
	if (key->mouse == MOUSE_WHEEL_UP || key->mouse == MOUSE_WHEEL_DOWN) {
		move_rows(screen, key->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	if (pane == PANE_TREE) {
		at = pane_row_at(&screen->panes[pane], key->row, 0, follow_tree_rows(follow));
		if (at != (size_t)-1)
			follow_node(follow, follow_tree_node(follow, at));
	} else if (pane == PANE_STUDENTS || follow->group_mode) {
		at = pane_row_at(
			&screen->panes[pane], key->row, pane == PANE_GRID, follow_count(follow));
		if (at != (size_t)-1)
			go_student(screen, at);
	} else {
		at = pane_row_at(&screen->panes[pane], key->row, 1, follow_leaf_count(follow));
		if (at != (size_t)-1)
			follow_item(follow, follow_leaf(follow, at));
	}
	if (key->mouse == MOUSE_DOUBLE && at != (size_t)-1)
		open_focused(screen);
	return true;
}

static void refresh(struct tui *tui, void *state)
{
	struct main_screen *screen = state;
	struct err err;

	if (follow_reload(&screen->follow, &err) != ERR_OK)
		main_error(screen, &err);
	tui_use(tui, screen->follow.framework);
}

/* " · course 12/11": what levels are given on, always there. */
static void add_occasion(const struct follow *follow, char *ret, size_t size)
{
	size_t used = strlen(ret);
	char day[8];

	follow_day(follow->occasion.held_on, day);
	(void)snprintf(ret + used, size - used, " · %s %s", kind_name(follow->occasion.kind), day);
}

static void title(struct tui *tui, void *state, struct title *ret)
{
	struct main_screen *screen = state;
	struct follow *follow = &screen->follow;
	const struct roster_line *line;
	char name[STUDENT_NAME_SIZE] = "";
	struct err err;

	/* The narrower the screen, the shorter the place: the student needs the room. */
	if (follow->group.id && screen->layout != LAYOUT_WIDE)
		(void)snprintf(ret->left, sizeof ret->left, "%.90s",
			*follow->group.label && screen->layout == LAYOUT_MEDIUM
				? follow->group.label
				: follow->group.code);
	else if (follow->group.id)
		(void)snprintf(ret->left, sizeof ret->left, "%.90s%s%s",
			*follow->group.label ? follow->group.label : follow->group.code,
			*follow->group.year ? " · " : "", follow->group.year);
	else
		(void)snprintf(ret->left, sizeof ret->left, "%s", _("everybody"));
	if (follow->framework && screen->layout != LAYOUT_SMALL)
		add_occasion(follow, ret->left, sizeof ret->left);
	if (screen->layout == LAYOUT_WIDE) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		(void)snprintf(ret->right, sizeof ret->right,
			ngettext("%.80s · %ld student", "%.80s · %ld students",
				(unsigned long)roster_total(follow->roster)),
			follow->session->author, roster_total(follow->roster));
#pragma GCC diagnostic pop
		return;
	}
	if (follow->student_id &&
		roster_line(follow->roster, follow->student, &line, &err) == ERR_OK) {
		const char *tail = pane_name_tail(&screen->panes[PANE_STUDENTS], line);

		if (tail) /* as in the list: the whole matricule has no room here */
			(void)snprintf(name, sizeof name, "%s %s %s", line->student.last_name,
				line->student.first_name, tail);
		else
			tui_student_name(tui, &line->student, name, sizeof name);
	}
	if (follow->student_id && screen->layout == LAYOUT_SMALL) /* whose grid comes first */
		(void)snprintf(ret->left, sizeof ret->left, "%.200s · %.40s", name,
			kind_name(follow->occasion.kind));
	else if (follow->student_id)
		(void)snprintf(ret->right, sizeof ret->right, "%.200s %zu/%ld", name,
			follow->student + 1,
			follow->search[0] ? (long)follow_count(follow)
					  : roster_total(follow->roster));
}

/* ---- Palette ----------------------------------------------------------------------------------
 */

static size_t offer_students(struct tui *tui, struct main_screen *screen, const char *pattern,
	struct offer ret[], size_t limit)
{
	struct roster *roster = NULL;
	const struct roster_line *line;
	size_t count = 0;
	struct err err;

	if (roster_new(
		    screen->follow.session, 0, screen->follow.framework, ORDER_NAME, &roster, &err))
		return 0;
	if (roster_search(roster, pattern, &err) == ERR_OK) {
		for (size_t i = 0; i < roster_count(roster) && count < limit; i++) {
			char name[STUDENT_NAME_SIZE];

			if (roster_line(roster, i, &line, &err) != ERR_OK)
				break;
			tui_student_name(tui, &line->student, name, sizeof name);
			ret[count] = (struct offer){.kind = OFFER_STUDENT, .id = line->student.id};
			(void)snprintf(ret[count].label, LABEL_SIZE, "%.190s", name);
			(void)snprintf(ret[count].note, sizeof ret[count].note, "%s", _("student"));
			count++;
		}
	}
	roster_free(roster);
	return count;
}

static size_t offers(
	struct tui *tui, void *state, const char *pattern, struct offer ret[], size_t limit)
{
	struct main_screen *screen = state;
	const struct framework *framework = screen->follow.framework;
	size_t count = *pattern ? offer_students(tui, screen, pattern, ret, limit / 2) : 0;

	for (size_t i = 0; *pattern && framework && i < framework->item_count && count < limit;
		i++) {
		const struct item *item = &framework->items[i];
		char code[CODE_SIZE + 8], text[LABEL_SIZE + CODE_SIZE + 16];

		follow_code(item, code);
		(void)snprintf(text, sizeof text, "%s %s", code, item->row.label);
		if (!search_finds(text, pattern))
			continue;
		ret[count] = (struct offer){.kind = OFFER_ITEM, .id = (int64_t)i};
		(void)snprintf(ret[count].label, LABEL_SIZE, "%.200s", text);
		(void)snprintf(ret[count].note, sizeof ret[count].note, "%s",
			item->descendants ? _("competency") : _("capability"));
		count++;
	}
	return count;
}

static void take(struct tui *tui, void *state, const struct offer *offer)
{
	struct main_screen *screen = state;
	struct follow *follow = &screen->follow;
	struct group_row everybody = {0};
	struct err err;
	enum err_code rc = ERR_OK;

	(void)tui;
	if (offer->kind == OFFER_ITEM) {
		if (follow->framework && (size_t)offer->id < follow->framework->item_count) {
			follow_node(follow, (size_t)offer->id);
			follow_item(follow, follow->item);
			screen->focus = PANE_GRID;
		}
		return;
	}
	rc = follow_search(follow, "", &err);
	if (!rc)
		rc = follow_student_id(follow, offer->id, &err);
	if (!rc && follow->student_id != offer->id) { /* of another group */
		rc = follow_group(follow, &everybody, &err);
		if (!rc)
			rc = follow_student_id(follow, offer->id, &err);
	}
	if (rc)
		main_error(screen, &err);
	screen->focus = PANE_GRID;
}

static const enum action footer[] = {ACT_RATE_1, ACT_COMMENT, ACT_SEARCH, ACT_PALETTE,
	ACT_NEXT_STUDENT, ACT_UNDO, ACT_NEXT_PANE, ACT_GROUP_GRID, ACT_GROUP, ACT_IMPORT, ACT_HELP,
	ACT_QUIT, ACT_NONE};

const struct view view_main = {
	.name = "main",
	.where = WHERE_MAIN,
	.footer = footer,
	.open = open_main,
	.draw = draw,
	.act = act,
	.why_not = why_not,
	.idle = idle,
	.mouse = mouse,
	.refresh = refresh,
	.title = title,
	.offers = offers,
	.take = take,
	.close = close_main,
};
