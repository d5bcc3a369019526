/* The pages of the screens. See pages.h. */
#include "tui/pages.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/account.h"
#include "core/agenda.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/explain.h"
#include "core/language.h"
#include "core/meeting.h"
#include "core/outfile.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "db/follow.h"
#include "tui/backup_menu.h"
#include "tui/dossier.h"
#include "tui/grades.h"
#include "tui/meeting_card.h"
#include "tui/nouns.h"
#include "tui/sheet.h"

extern char **environ;

static enum err_code need_framework(struct tui *tui, const struct framework **ret, struct err *err)
{
	*ret = tui_framework(tui);
	return *ret ? ERR_OK : err_fail(err, WHY_FRAMEWORK_UNKNOWN, "page");
}

static struct seeing how(const struct tui *tui)
{
	return (struct seeing){
		.ascii = tui->term.ascii || tui->term.console, .anonymous = tui->anonymous};
}

static void push(struct tui *tui, const char *title, const struct page_source *source,
	const struct page_about *about, const char *path)
{
	struct page_view view = {.title = title, .source = source, .about = *about};

	(void)snprintf(view.path, sizeof view.path, "%s", path);
	(void)tui_push(tui, &view_page, &view);
}

/* ---- What Enter opens ------------------------------------------------------------- */

void pages_open_meeting(struct tui *tui, int64_t meeting_id)
{
	struct page_view view = {.title = _("Account")};
	struct meeting_row *row = NULL;
	struct err err;
	bool planned, live;

	if (meeting_get(tui->session, meeting_id, &row, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	planned = row->state == MEETING_PLANNED;
	live = row->state == MEETING_OPEN;
	(void)snprintf(view.path, sizeof view.path, _("meeting-%s.html"), row->held_on);
	view.about.student_id = row->student_id;
	free(row);
	if (planned) {
		meeting_card(tui, meeting_id);
		return;
	}
	if (live) {
		(void)tui_push(tui, &view_meeting, &meeting_id);
		return;
	}
	if (account_build(tui->session, meeting_id, tui->anonymous, &view.page, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	if (!tui_push(tui, &view_page, &view))
		page_release(&view.page);
}

/* With the opener of the system, where there is one; its output goes nowhere. */
static void open_place(struct tui *tui, const char *place)
{
	static char opener[] = "xdg-open";
	posix_spawn_file_actions_t files;
	char *copy = strdup(place);
	char *const argv[] = {opener, copy, NULL};
	pid_t pid;
	bool fine = copy && *copy && *copy != '-' && posix_spawn_file_actions_init(&files) == 0;

	if (fine) {
		(void)posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
		(void)posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
		(void)posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
		fine = posix_spawnp(&pid, opener, &files, NULL, argv, environ) == 0;
		(void)posix_spawn_file_actions_destroy(&files);
	}
	if (fine)
		status_say(&tui->status, _("Opened: %s"), place);
	else
		status_warn(&tui->status, _("Nothing here opens it: %s"), place);
	free(copy);
}

static void open_evidence(struct tui *tui, int64_t student_id, int64_t id)
{
	struct evidence_row *rows = NULL;
	size_t count = 0;
	struct err err;

	if (db_evidence_list(tui->session->db, student_id, &rows, &count, &err))
		status_error(&tui->status, &err);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].id == id)
			open_place(tui, rows[i].place);
	}
	free(rows);
}

static void open_mark(struct tui *tui, const struct page_about *about, int kind, int64_t id)
{
	switch (kind) {
	case MARK_STUDENT:
		(void)pages_go(tui, ACT_GO_FICHE, id, about->group_id);
		break;
	case MARK_ITEM:
		if (about->student_id)
			pages_explain(tui, about->student_id, (size_t)id);
		break;
	case MARK_MEETING:
		pages_open_meeting(tui, id);
		break;
	case MARK_INTERNSHIP:
	case MARK_THESIS:
		nouns_open(tui, kind, id);
		break;
	case MARK_EVIDENCE:
		open_evidence(tui, about->student_id, id);
		break;
	case MARK_OBJECTIVE:
		if (about->student_id)
			meeting_start(tui, about->student_id);
		break;
	default:
		break;
	}
}

/* ---- Explanations -------------------------------------------------------------------- */

static enum err_code build_explanation(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct framework *framework;
	enum err_code rc = need_framework(tui, &framework, err);

	if (rc)
		return rc;
	return explain_build(
		tui->session, framework, about->item, about->student_id, tui->anonymous, ret, err);
}

/* +: the level by decision, beside the computed one. */
static bool act_explanation(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	(void)kind;
	(void)id;
	return dossier_add(
		tui, action == ACT_ADD ? ACT_DECIDE : action, about->student_id, about->item);
}

static const enum action explanation_actions[] = {ACT_ADD, ACT_DECIDE, ACT_REQUIRE, ACT_NONE};

static const struct page_source explanation = {.name = "explain",
	.build = build_explanation,
	.act = act_explanation,
	.actions = explanation_actions};

void pages_explain(struct tui *tui, int64_t student_id, size_t item)
{
	const struct page_about about = {.student_id = student_id, .item = item};

	push(tui, _("Why this figure"), &explanation, &about, _("explanation.html"));
}

/* ---- The fiche -------------------------------------------------------------------------- */

static enum err_code build_fiche(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct framework *framework;
	const struct seeing seeing = how(tui);
	enum err_code rc = need_framework(tui, &framework, err);

	return rc ? rc : fiche_build(tui->session, framework, about->student_id, &seeing, ret, err);
}

static bool act_student(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	if (action != ACT_MEETING)
		return false;
	meeting_start(tui, kind == MARK_STUDENT ? id : about->student_id);
	return true;
}

/* On the fiche also +: what is to be added to the student's file. */
static bool act_fiche(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	size_t item = kind == MARK_ITEM ? (size_t)id : (size_t)-1;

	if (action != ACT_ADD)
		return dossier_add(tui, action, about->student_id, item) ||
		       act_student(tui, about, kind, id, action);
	dossier_choose(tui, about->student_id);
	return true;
}

static const enum action student_actions[] = {ACT_MEETING, ACT_NONE};
static const enum action fiche_actions[] = {
	ACT_MEETING, ACT_ADD, ACT_OBJECTIVE, ACT_EVIDENCE, ACT_ADJUSTMENT, ACT_NONE};

static const struct page_source fiche = {.name = "fiche",
	.build = build_fiche,
	.open = open_mark,
	.act = act_fiche,
	.actions = fiche_actions};

/* ---- Comparison, coverage, purposes --------------------------------------------------------- */

static enum err_code build_comparison(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct framework *framework;
	const struct seeing seeing = how(tui);
	enum err_code rc = need_framework(tui, &framework, err);

	return rc ? rc
		  : compare_build(tui->session, framework, about->student_id, &seeing, ret, err);
}

static const struct page_source comparison = {
	.name = "compare", .build = build_comparison, .open = open_mark};

static enum err_code build_coverage(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct framework *framework;
	const struct seeing seeing = how(tui);
	int64_t student_id = about->mode ? 0 : about->student_id;
	enum err_code rc = need_framework(tui, &framework, err);

	if (rc)
		return rc;
	return coverage_build(
		tui->session, framework, student_id, about->group_id, &seeing, ret, err);
}

/* One student or the whole class; + says how often the item must be observed. */
static bool act_coverage(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	size_t item = kind == MARK_ITEM ? (size_t)id : (size_t)-1;

	if (action == ACT_ADD)
		return dossier_add(tui, ACT_REQUIRE, about->student_id, item);
	if (action != ACT_MODE)
		return dossier_add(tui, action, about->student_id, item);
	if (!about->group_id)
		return false;
	about->mode = !about->mode;
	return true;
}

static const enum action mode_actions[] = {ACT_MODE, ACT_NONE};
static const enum action coverage_actions[] = {ACT_MODE, ACT_ADD, ACT_REQUIRE, ACT_NONE};

static const struct page_source coverage = {.name = "coverage",
	.build = build_coverage,
	.open = open_mark,
	.act = act_coverage,
	.actions = coverage_actions};

static enum err_code build_goals(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct framework *framework;
	enum err_code rc = need_framework(tui, &framework, err);

	(void)about;
	return rc ? rc : goals_build(tui->session, framework, ret, err);
}

static const struct page_source goals = {.name = "goals", .build = build_goals};

/* ---- The class map -----------------------------------------------------------------------------
 */

static enum err_code build_map(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct framework *framework;
	const struct seeing seeing = how(tui);
	enum err_code rc = need_framework(tui, &framework, err);

	if (rc)
		return rc;
	return map_build(tui->session, framework, about->group_id, about->item,
		(enum map_order)about->mode, &seeing, ret, err);
}

/* s: another order; d: the capabilities of the next competency, at the end all again. */
static bool act_map(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	const struct framework *framework = tui_framework(tui);
	static const char *const orders[] = {
		N_("by name"), N_("the lowest first"), N_("the longest unseen first")};

	if (action == ACT_SORT) {
		about->mode = (about->mode + 1) % MAP_ORDER_COUNT;
		status_say(&tui->status, "%s", _(orders[about->mode]));
		return true;
	}
	if (action == ACT_DETAIL && framework) {
		about->item = about->item == (size_t)-1
				      ? 0
				      : about->item + framework->items[about->item].descendants + 1;
		if (about->item >= framework->item_count)
			about->item = (size_t)-1;
		status_say(&tui->status, "%s",
			about->item == (size_t)-1 ? _("all competencies")
						  : framework->items[about->item].row.label);
		return true;
	}
	return kind == MARK_STUDENT && act_student(tui, about, kind, id, action);
}

static const enum action map_actions[] = {ACT_SORT, ACT_DETAIL, ACT_MEETING, ACT_NONE};

static const struct page_source map = {.name = "map",
	.build = build_map,
	.open = open_mark,
	.act = act_map,
	.actions = map_actions};

/* ---- Alerts, rules tried
 * -------------------------------------------------------------------------- */

static enum err_code build_alerts(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct framework *framework;
	const struct seeing seeing = how(tui);
	enum err_code rc = need_framework(tui, &framework, err);

	return rc ? rc : alert_build(tui->session, framework, about->group_id, &seeing, ret, err);
}

static bool act_alerts(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	return kind == MARK_STUDENT && act_student(tui, about, kind, id, action);
}

static const struct page_source alerts = {.name = "alerts",
	.build = build_alerts,
	.open = open_mark,
	.act = act_alerts,
	.actions = student_actions};

static enum err_code build_what_if(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct framework *framework;
	const struct seeing seeing = how(tui);
	enum err_code rc = need_framework(tui, &framework, err);

	if (rc)
		return rc;
	return what_if_build(
		tui->session, framework, about->group_id, about->mode, &seeing, ret, err);
}

/* The next rule, "n times" last. */
static bool act_what_if(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	(void)tui;
	(void)kind;
	(void)id;
	if (action != ACT_MODE)
		return false;
	about->mode = (about->mode + 1) % (RULE_COUNT + 1);
	return true;
}

static const struct page_source what_if = {.name = "what-if",
	.build = build_what_if,
	.open = open_mark,
	.act = act_what_if,
	.actions = mode_actions};

/* ---- The agenda
 * -------------------------------------------------------------------------------------- */

static void put_entry(struct page *page, const struct tui *tui, const struct agenda_entry *entry)
{
	char day[DATE_SIZE], name[STUDENT_NAME_SIZE];
	const char *cells[] = {entry->late ? "!" : "", day, entry->at,
		agenda_kind_name(entry->kind), name, entry->text};

	date_for_people(entry->on, day);
	student_name(tui->session, tui->anonymous, entry->student_id, entry->last_name,
		entry->first_name, name, sizeof name);
	page_row(page, PAGE_ROW, 6, cells);
	if (entry->kind == AGENDA_OPEN || entry->kind == AGENDA_MEETING)
		page_mark(page, MARK_MEETING, entry->id);
	else
		page_mark(page, MARK_STUDENT, entry->student_id);
}

static enum err_code build_agenda(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const char *head[] = {"", _("Date"), _("Hour"), _("What"), _("Student"), _("Text")};
	struct agenda agenda = {0};
	struct page page = {0};
	char today[DATE_SIZE], to[DATE_SIZE];
	enum err_code rc;

	clock_today(today);
	clock_add_days(today, 120, to);
	rc = agenda_load(tui->session, about->mode == 0, to, &agenda, err);
	if (rc)
		return rc;
	page_add(&page, PAGE_TITLE,
		about->mode == 0 ? _("My meetings and dates due")
				 : _("Everybody's meetings and dates due"));
	if (agenda.count)
		page_row(&page, PAGE_HEAD, 6, head);
	else
		page_add(&page, PAGE_TEXT, _("Nothing is planned."));
	for (size_t i = 0; i < agenda.count; i++)
		put_entry(&page, tui, &agenda.entries[i]);
	agenda_release(&agenda);
	if (page.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "agenda");
	}
	*ret = page;
	return ERR_OK;
}

static bool act_agenda(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	if (action == ACT_MODE) {
		about->mode = !about->mode;
		return true;
	}
	if (action == ACT_MEETING && kind == MARK_MEETING) {
		meeting_start_planned(tui, id);
		return true;
	}
	return kind == MARK_STUDENT && act_student(tui, about, kind, id, action);
}

static bool write_agenda(
	struct tui *tui, const struct page_about *about, const struct target *to, struct err *err)
{
	struct agenda agenda = {0};
	struct outfile file;
	enum err_code rc;

	if (to->form != TARGET_ICS)
		return false;
	rc = agenda_load(tui->session, about->mode == 0, "2199-12-31", &agenda, err);
	if (!rc)
		rc = outfile_open(&file, to->path, to->replace, err);
	if (!rc) {
		rc = agenda_write_ics(&agenda, file.stream, !tui->anonymous, err);
		rc = outfile_close(&file, rc, err);
	}
	agenda_release(&agenda);
	if (!rc)
		err->code = ERR_OK;
	return true;
}

static const enum action agenda_actions[] = {ACT_MODE, ACT_MEETING, ACT_NONE};

static const struct page_source agenda_page = {.name = "agenda",
	.build = build_agenda,
	.open = open_mark,
	.act = act_agenda,
	.write = write_agenda,
	.forms = TARGET_BIT(TARGET_ICS),
	.actions = agenda_actions};

/* ---- Going there
 * --------------------------------------------------------------------------------------- */

const char *pages_why_not(enum action action, int64_t student_id)
{
	switch (action) {
	case ACT_GO_FICHE:
	case ACT_GO_COMPARE:
	case ACT_EXPLAIN:
	case ACT_SELF:
	case ACT_PEERS:
		return student_id ? NULL : _("There is no student here.");
	default:
		return NULL;
	}
}

bool pages_go(struct tui *tui, enum action action, int64_t student_id, int64_t group_id)
{
	struct page_about about = {
		.student_id = student_id, .group_id = group_id, .item = (size_t)-1};

	switch (action) {
	case ACT_GO_FICHE:
		push(tui, _("Student"), &fiche, &about, _("student.html"));
		return true;
	case ACT_GO_COMPARE:
		push(tui, _("Views side by side"), &comparison, &about, _("views.html"));
		return true;
	case ACT_GO_COVERAGE:
		about.mode = student_id == 0;
		push(tui, _("Coverage"), &coverage, &about, _("coverage.html"));
		return true;
	case ACT_GO_MAP:
		push(tui, _("Class map"), &map, &about, _("class.html"));
		return true;
	case ACT_GO_ALERTS:
		push(tui, _("Alerts"), &alerts, &about, _("alerts.html"));
		return true;
	case ACT_GO_BACKUPS:
		backups_show(tui);
		return true;
	case ACT_GO_AGENDA:
		push(tui, _("Diary"), &agenda_page, &about, _("diary.ics"));
		return true;
	case ACT_WHAT_IF:
		about.mode = RULE_MEAN;
		push(tui, _("What if"), &what_if, &about, _("what-if.html"));
		return true;
	case ACT_GO_GOALS:
		push(tui, _("Purposes"), &goals, &about, _("purposes.html"));
		return true;
	case ACT_EXPLAIN:
		pages_explain(tui, student_id, (size_t)-1);
		return true;
	case ACT_SELF:
		sheet_self(tui, student_id);
		return true;
	case ACT_PEERS:
		sheet_peer(tui, student_id);
		return true;
	default:
		return grades_go(tui, action, student_id, group_id) ||
		       nouns_go(tui, action, student_id, group_id);
	}
}
