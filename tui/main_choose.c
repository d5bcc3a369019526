/* What the main screen asks first: search, order, group, occasion, export. See main_screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/date.h"
#include "core/export.h"
#include "core/language.h"
#include "core/preference.h"
#include "core/student.h"
#include "tui/import_screen.h"
#include "tui/main_screen.h"
#include "tui/prefer.h"
#include "tui/view_choose.h"

/* Report what a change of the follow gave. */
static void settle(struct main_screen *screen, enum err_code rc, const struct err *err)
{
	if (rc)
		main_error(screen, err);
	screen->tui->dirty = true;
}

/* ---- Search ------------------------------------------------------------------------ */

static void search_changed(struct tui *tui, void *data, const char *text)
{
	struct main_screen *screen = data;
	struct err err;

	(void)tui;
	settle(screen, follow_search(&screen->follow, text ? text : "", &err), &err);
}

static void search_done(struct tui *tui, void *data, const char *text)
{
	struct main_screen *screen = data;

	search_changed(tui, screen, text);
	if (text && *text)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		status_say(&tui->status,
			ngettext("%zu student found · Esc shows everybody",
				"%zu students found · Esc shows everybody",
				follow_count(&screen->follow)),
			follow_count(&screen->follow));
#pragma GCC diagnostic pop
}

static void ask_search(struct main_screen *screen)
{
	if (screen->layout >= LAYOUT_SINGLE)
		screen->focus = PANE_STUDENTS;
	prompt_line(screen->tui, "/", "", NAME_SIZE / 4, search_done, search_changed, screen);
}

/* ---- Order ---------------------------------------------------------------------------- */

static const char *const orders[ORDER_COUNT] = {
	[ORDER_NAME] = N_("By name"),
	[ORDER_LEVEL] = N_("By level, weakest first"),
	[ORDER_SEEN] = N_("By date last seen, longest ago first"),
	[ORDER_LIST] = N_("As in the class list"),
};

static void choose_order(struct main_screen *screen, enum student_order order)
{
	struct err err;

	if (follow_order(&screen->follow, order, &err) != ERR_OK)
		main_error(screen, &err);
	else
		prefer_tell(
			screen->tui, _(orders[order]), preference_word(PREF_ORDER) == (int)order);
	screen->tui->dirty = true;
}

static void order_picked(struct tui *tui, void *data, size_t index)
{
	(void)tui;
	choose_order(data, (enum student_order)index);
}

static void ask_order(struct main_screen *screen)
{
	char labels[ORDER_COUNT][LABEL_SIZE];
	struct choose choose = {
		.title = _("Order of students"),
		.count = ORDER_COUNT,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.start = screen->follow.order,
		.picked = order_picked,
		.data = screen,
	};

	for (size_t i = 0; i < ORDER_COUNT; i++)
		(void)snprintf(labels[i], sizeof labels[i], "%s", _(orders[i]));
	(void)tui_push(screen->tui, &view_choose, &choose);
}

/* ---- Group ------------------------------------------------------------------------------ */

static void group_picked(struct tui *tui, void *data, size_t index)
{
	struct main_screen *screen = data;
	struct group_row everybody = {0}, *groups = NULL;
	struct group_row mine;
	size_t count = 0;
	struct err err;
	enum err_code rc = group_list(screen->follow.session, &groups, &count, &err);

	(void)tui;
	follow_mine(&mine);
	if (!rc)
		rc = follow_group(&screen->follow,
			index == 1                        ? &mine
			: index > 1 && index <= count + 1 ? &groups[index - 2]
							  : &everybody,
			&err);
	free(groups);
	settle(screen, rc, &err);
}

static void ask_group(struct main_screen *screen)
{
	struct choose choose = {
		.title = _("Class or group"), .picked = group_picked, .data = screen};
	struct group_row *groups = NULL;
	char(*labels)[LABEL_SIZE] = NULL;
	size_t count = 0;
	struct err err;
	enum err_code rc = group_list(screen->follow.session, &groups, &count, &err);

	if (!rc) {
		labels = calloc(count + 2, sizeof *labels);
		if (!labels)
			rc = err_fail(&err, WHY_NO_MEMORY, "groups");
	}
	if (!rc) {
		(void)snprintf(labels[0], sizeof labels[0], "%s", _("Everybody"));
		(void)snprintf(labels[1], sizeof labels[1], "%s", _("My students"));
		choose.start = screen->follow.group.id == ROSTER_MINE;
		for (size_t i = 0; i < count; i++) {
			(void)snprintf(labels[i + 2], sizeof labels[i + 2],
				"%.40s%s%.90s · %s (%ld)", groups[i].code,
				*groups[i].label ? " · " : "", groups[i].label, groups[i].year,
				groups[i].size);
			if (groups[i].id == screen->follow.group.id)
				choose.start = i + 2;
		}
		choose.count = count + 2;
		choose.labels = (const char(*)[LABEL_SIZE])labels;
		(void)tui_push(screen->tui, &view_choose, &choose);
	} else {
		main_error(screen, &err);
	}
	free(labels);
	free(groups);
}

/* ---- Framework ----------------------------------------------------------------------------- */

static void framework_picked(struct tui *tui, void *data, size_t index)
{
	struct main_screen *screen = data;
	const struct framework_list *list = &screen->follow.session->frameworks;
	struct err err;

	if (index >= list->count)
		return;
	settle(screen, follow_framework(&screen->follow, list->frameworks[index].row.id, &err),
		&err);
	tui_use(tui, screen->follow.framework);
}

static void ask_framework(struct main_screen *screen)
{
	const struct framework_list *list = &screen->follow.session->frameworks;
	char(*labels)[LABEL_SIZE] = calloc(list->count + 1, sizeof *labels);
	struct choose choose = {
		.title = _("Framework"),
		.count = list->count,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.picked = framework_picked,
		.data = screen,
	};

	if (!labels)
		return;
	for (size_t i = 0; i < list->count; i++) {
		const struct framework_row *row = &list->frameworks[i].row;

		(void)snprintf(labels[i], sizeof labels[i], "%.40s%s%.20s · %.120s", row->code,
			*row->version ? " " : "", row->version, row->title);
		if (row->id == screen->follow.framework_id)
			choose.start = i;
	}
	(void)tui_push(screen->tui, &view_choose, &choose);
	free(labels);
}

/* ---- Occasion ---------------------------------------------------------------------------------
 */

static void kind_picked(struct tui *tui, void *data, size_t index)
{
	struct main_screen *screen = data;
	struct occasion occasion = screen->follow.occasion;
	char day[DATE_WORDS_SIZE];

	memcpy(occasion.held_on, screen->asked_day, sizeof occasion.held_on);
	occasion.kind = (enum assessment_kind)index;
	follow_occasion(&screen->follow, &occasion);
	date_in_words(occasion.held_on, day);
	status_say(
		&tui->status, _("Levels now go to the %s of %s."), kind_name(occasion.kind), day);
}

static void date_done(struct tui *tui, void *data, const char *text)
{
	struct main_screen *screen = data;
	char labels[KIND_COUNT][LABEL_SIZE], date[DATE_SIZE], day[DATE_WORDS_SIZE];
	char title[LABEL_SIZE];
	struct choose choose = {
		.title = title,
		.count = KIND_COUNT,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.start = screen->follow.occasion.kind,
		.picked = kind_picked,
		.data = screen,
	};
	struct err err;

	if (!text)
		return;
	if (date_parse(text, DATE_BACK, date, &err) != ERR_OK) {
		prompt_again(tui, &err);
		return;
	}
	memcpy(screen->asked_day, date, sizeof date); /* until the kind is chosen, too */
	date_in_words(date, day);
	(void)snprintf(title, sizeof title, "%s · %s", _("Kind of assessment"), day);
	for (int i = 0; i < KIND_COUNT; i++)
		(void)snprintf(
			labels[i], sizeof labels[i], "%s", kind_name((enum assessment_kind)i));
	(void)tui_push(tui, &view_choose, &choose);
}

static void ask_occasion(struct main_screen *screen)
{
	char day[DATE_SIZE];

	date_for_people(screen->follow.occasion.held_on, day);
	prompt_line(screen->tui, _("Date of what is rated (12/11, today, mon, +14):"), day, 24,
		date_done, NULL, screen);
}

/* ---- Export
 * --------------------------------------------------------------------------------------- */

static enum err_code write_export(
	struct tui *tui, void *data, const struct target *to, struct err *err)
{
	const struct follow *follow = &((const struct main_screen *)data)->follow;
	long rows = 0;
	enum err_code rc = export_write(follow->session, EXPORT_RATINGS, to,
		follow->group.id > 0 ? follow->group.id : 0, follow->framework, &rows, err);

	if (rc)
		return rc;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	status_say(&tui->status,
		ngettext("%ld rating written to %s", "%ld ratings written to %s",
			(unsigned long)rows),
		rows, to->path);
#pragma GCC diagnostic pop
	return ERR_OK;
}

static void ask_export(struct main_screen *screen)
{
	const struct follow *follow = &screen->follow;
	char name[CODE_SIZE + 64];

	target_name(2,
		(const char *const[]){
			_("ratings"), follow->group.id ? follow->group.code : _("all")},
		".csv", name, sizeof name);
	save_ask(screen->tui, _("Export these ratings to:"), name, EXPORT_FORMS, TARGET_CSV,
		write_export, screen);
}

/* ---- Import -------------------------------------------------------------------- */

static void import_done(struct tui *tui, void *data, const char *text)
{
	const struct main_screen *screen = data;
	struct import_about about = {.group = ""};
	char path[4096], year[YEAR_SIZE];
	struct err err;

	if (!text || !*text)
		return;
	save_path(text, path, sizeof path);
	if (access(path, F_OK) != 0) {
		(void)err_fail(&err, WHY_LIST_MISSING, "class list");
		(void)err_at(&err, 0, path, NULL);
		prompt_again(tui, &err);
		return;
	}
	about.path = path;
	if (screen->follow.group.id > 0 && session_year(tui->session, year, &err) == ERR_OK &&
		strcmp(screen->follow.group.year, year) == 0)
		memcpy(about.group, screen->follow.group.code, sizeof about.group);
	(void)tui_push(tui, &view_import, &about);
}

bool main_ask(struct main_screen *screen, enum action action)
{
	switch (action) {
	case ACT_SEARCH:
	case ACT_FILTER:
		ask_search(screen);
		return true;
	case ACT_SORT:
		ask_order(screen);
		return true;
	case ACT_ORDER_NAME:
	case ACT_ORDER_LEVEL:
	case ACT_ORDER_SEEN:
	case ACT_ORDER_LIST:
		choose_order(screen, (enum student_order)(action - ACT_ORDER_NAME));
		return true;
	case ACT_GROUP:
		ask_group(screen);
		return true;
	case ACT_FRAMEWORK:
		ask_framework(screen);
		return true;
	case ACT_OCCASION:
		ask_occasion(screen);
		return true;
	case ACT_IMPORT:
		prompt_line(screen->tui, _("Class list to import (path):"), "", 1000, import_done,
			NULL, screen);
		return true;
	case ACT_EXPORT:
		ask_export(screen);
		return true;
	default:
		return false;
	}
}
