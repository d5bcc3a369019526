/* Internships, theses and supports as lists. See nouns.h. */
#include "tui/nouns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/internship.h"
#include "core/language.h"
#include "core/note.h"
#include "core/seeing.h"
#include "core/student_name.h"
#include "core/support.h"
#include "tui/sheet.h"
#include "tui/view_choose.h"

enum { ROWS_MAX = 5000 };

static void name_of(const struct tui *tui, int64_t student_id, const char *last_name,
	const char *first_name, char *ret, size_t size)
{
	student_name(tui->session, tui->anonymous, student_id, last_name, first_name, ret, size);
}

/* Of one student, or (m changes that) of the class. */
static bool is_alone(const struct page_about *about)
{
	return about->student_id && about->mode == 0;
}

static void add_title(
	struct tui *tui, const struct page_about *about, const char *title, struct page *page)
{
	char name[STUDENT_NAME_SIZE];
	struct student_row student;
	struct err err;

	if (is_alone(about) &&
		db_student_by_id(tui->session->db, about->student_id, &student, &err) == ERR_OK) {
		tui_student_name(tui, &student, name, sizeof name);
		page_addf(page, PAGE_TITLE, "%s · %s", title, name);
	} else {
		page_add(page, PAGE_TITLE, title);
	}
}

static void add_none(const struct page_about *about, struct page *page)
{
	page_add(page, PAGE_TEXT,
		is_alone(about) ? _("None yet: + adds one, m shows those of the class.")
				: _("None yet: + adds one for a student."));
}

static bool change_mode(struct page_about *about, enum action action)
{
	if (action != ACT_MODE || !about->student_id)
		return false;
	about->mode = !about->mode;
	return true;
}

static enum err_code done(struct page *page, struct page *ret, struct err *err)
{
	if (page->failed) {
		page_release(page);
		return err_fail(err, WHY_NO_MEMORY, "list");
	}
	*ret = *page;
	return ERR_OK;
}

/* ---- Internships -------------------------------------------------------------------- */

static enum err_code build_internships(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const char *head[] = {_("Student"), _("Host"), _("Supervisor"), _("From"), _("To"),
		_("Hours"), _("Certified")};
	struct internship_row *rows = NULL;
	struct page page = {0};
	size_t count = 0;
	size_t from_cell = is_alone(about) ? 1 : 0; /* the title says whose they are */
	enum err_code rc =
		db_internship_list(tui->session->db, is_alone(about) ? about->student_id : 0,
			about->group_id, ROWS_MAX, &rows, &count, err);

	if (rc)
		return rc;
	add_title(tui, about, _("Internships"), &page);
	if (count)
		page_row(&page, PAGE_HEAD, 7 - from_cell, head + from_cell);
	else
		add_none(about, &page);
	for (size_t i = 0; i < count; i++) {
		char name[STUDENT_NAME_SIZE], from[DATE_SIZE], to[DATE_SIZE], hours[40],
			done_in[16], planned[16], certified[DATE_SIZE];
		const char *cells[] = {
			name, rows[i].host, rows[i].supervisor, from, to, hours, certified};

		name_of(tui, rows[i].student_id, rows[i].last_name, rows[i].first_name, name,
			sizeof name);
		date_for_people(rows[i].starts_on, from);
		date_for_people(rows[i].ends_on, to);
		date_for_people(rows[i].certified_on, certified);
		hours_format(rows[i].done, done_in);
		hours_format(rows[i].planned, planned);
		(void)snprintf(hours, sizeof hours, "%s / %s", done_in, planned);
		page_row(&page, PAGE_ROW, 7 - from_cell, cells + from_cell);
		page_mark(&page, MARK_INTERNSHIP, rows[i].id);
	}
	free(rows);
	return done(&page, ret, err);
}

static void open_row(struct tui *tui, const struct page_about *about, int kind, int64_t id)
{
	(void)about;
	nouns_open(tui, kind, id);
}

static void host_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;
	struct internship_row row = {.planned = -1, .done = -1};
	struct err err;

	if (!text || !*text)
		return;
	row.student_id = asked->student_id;
	if (note_clean(text, _("The host organisation"), true, row.host, sizeof row.host, &err) ||
		internship_put(tui->session, &row, NULL, &row.id, &err)) {
		prompt_again(tui, &err);
		return;
	}
	tui_saved(tui);
	tui_refresh(tui);
	nouns_open(tui, MARK_INTERNSHIP, row.id);
}

static void title_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;
	struct thesis_row row = {0};
	struct err err;

	if (!text || !*text)
		return;
	row.student_id = asked->student_id;
	if (note_clean(text, _("The title"), true, row.title, sizeof row.title, &err) ||
		thesis_put(tui->session, &row, &row.id, &err)) {
		prompt_again(tui, &err);
		return;
	}
	tui_saved(tui);
	tui_refresh(tui);
	nouns_open(tui, MARK_THESIS, row.id);
}

static bool ask_new(struct tui *tui, const struct page_about *about, const char *question,
	prompt_line_fn *typed)
{
	struct sheet_about *asked;

	if (!about->student_id) {
		status_warn(&tui->status, "%s", _("Open this list from a student to add to it."));
		return true;
	}
	asked = sheet_asking(tui);
	if (!asked)
		return true;
	asked->student_id = about->student_id;
	prompt_line(tui, question, "", 300, typed, NULL, asked);
	return true;
}

static bool act_internships(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	(void)kind;
	(void)id;
	return change_mode(about, action) ||
	       (action == ACT_ADD &&
		       ask_new(tui, about, _("Host organisation of the internship:"), host_typed));
}

static const enum action list_actions[] = {ACT_MODE, ACT_ADD, ACT_NONE};

static const struct page_source internships = {.name = "internships",
	.build = build_internships,
	.open = open_row,
	.act = act_internships,
	.actions = list_actions};

/* ---- Theses --------------------------------------------------------------------------- */

static enum err_code build_theses(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const char *head[] = {_("Student"), _("Title"), _("Supervisor"), _("State"), _("Steps"),
		_("Next step"), ""};
	struct thesis_row *rows = NULL;
	struct page page = {0};
	char today[DATE_SIZE];
	size_t count = 0;
	size_t from_cell = is_alone(about) ? 1 : 0;
	enum err_code rc = db_thesis_list(tui->session->db, is_alone(about) ? about->student_id : 0,
		about->group_id, ROWS_MAX, &rows, &count, err);

	if (rc)
		return rc;
	clock_today(today);
	add_title(tui, about, _("Theses"), &page);
	if (count)
		page_row(&page, PAGE_HEAD, 7 - from_cell, head + from_cell);
	else
		add_none(about, &page);
	for (size_t i = 0; i < count; i++) {
		char name[STUDENT_NAME_SIZE], steps[32], due[DATE_SIZE + 4], day[DATE_SIZE];
		const char *cells[] = {name, rows[i].title, rows[i].supervisor,
			thesis_state_name(rows[i].state), steps, rows[i].next_title, due};
		bool late = rows[i].next_due[0] && strcmp(rows[i].next_due, today) < 0;

		name_of(tui, rows[i].student_id, rows[i].last_name, rows[i].first_name, name,
			sizeof name);
		(void)snprintf(
			steps, sizeof steps, "%d/%d", rows[i].milestones_done, rows[i].milestones);
		date_for_people(rows[i].next_due, day);
		(void)snprintf(due, sizeof due, "%s%s", late ? "! " : "", day);
		page_row(&page, PAGE_ROW, 7 - from_cell, cells + from_cell);
		page_mark(&page, MARK_THESIS, rows[i].id);
	}
	free(rows);
	return done(&page, ret, err);
}

static bool act_theses(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	(void)kind;
	(void)id;
	return change_mode(about, action) ||
	       (action == ACT_ADD && ask_new(tui, about, _("Title of the thesis:"), title_typed));
}

static const struct page_source theses = {.name = "theses",
	.build = build_theses,
	.open = open_row,
	.act = act_theses,
	.actions = list_actions};

/* ---- Supports ----------------------------------------------------------------------------- */

static enum err_code load_supports(struct tui *tui, const struct page_about *about,
	struct support_row **rows, size_t *count, struct err *err)
{
	struct db *db = tui->session->db;

	if (is_alone(about))
		return db_support_of_student(db, about->student_id, rows, count, err);
	if (about->group_id)
		return db_support_of_group(db, about->group_id, rows, count, err);
	return db_support_list(db, ROWS_MAX, rows, count, err);
}

static enum err_code build_supports(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const char *head[] = {_("Person"), _("Role"), _("Whom"), _("Since"), _("Until")};
	struct support_row *rows = NULL;
	struct page page = {0};
	size_t count = 0;
	enum err_code rc = load_supports(tui, about, &rows, &count, err);

	if (rc)
		return rc;
	add_title(tui, about, _("Who accompanies whom"), &page);
	if (count)
		page_row(&page, PAGE_HEAD, 5, head);
	else
		page_add(&page, PAGE_TEXT, _("Nobody yet: + adds somebody."));
	for (size_t i = 0; i < count; i++) {
		char whom[STUDENT_NAME_SIZE], peer[STUDENT_NAME_SIZE], since[DATE_SIZE],
			until[DATE_SIZE];
		bool hidden = tui->anonymous && rows[i].role == SUPPORT_PEER; /* a student too */
		const char *cells[] = {hidden ? peer : rows[i].person, role_name(rows[i].role),
			whom, since, until};

		if (hidden)
			name_of(tui, rows[i].peer_id, "", "", peer, sizeof peer);
		if (rows[i].student_id)
			name_of(tui, rows[i].student_id, rows[i].last_name, rows[i].first_name,
				whom, sizeof whom);
		else
			(void)snprintf(whom, sizeof whom, "%s",
				rows[i].group_id ? rows[i].group : _("the school"));
		date_for_people(rows[i].since, since);
		date_for_people(rows[i].until, until);
		page_row(&page, PAGE_ROW, 5, cells);
		page_mark(&page, MARK_SUPPORT, rows[i].id);
	}
	free(rows);
	return done(&page, ret, err);
}

static void supporter_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct support_plan plan = {.role = (enum support_role)asked->field,
		.student_id = asked->student_id,
		.group_id = asked->student_id ? 0 : asked->row_id,
		.since = "",
		.until = ""};
	struct err err;

	if (!text || !*text)
		return;
	plan.person = text;
	if (support_add(tui->session, &plan, NULL, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	tui_saved(tui);
	tui_refresh(tui);
	status_say(&tui->status, _("%s: %s"), role_name(plan.role), text);
}

static void role_picked(struct tui *tui, void *data, size_t index)
{
	struct sheet_about *asked = data;

	asked->field = (int)index;
	prompt_line(tui,
		index == SUPPORT_PEER ? _("Matricule of the peer:") : _("Name of the person:"), "",
		200, supporter_typed, NULL, asked);
}

static void ask_support(struct tui *tui, const struct page_about *about)
{
	struct sheet_about *asked = sheet_asking(tui);
	char labels[SUPPORT_ROLE_COUNT][LABEL_SIZE];
	struct choose choose = {.title = _("Role"),
		.count = SUPPORT_ROLE_COUNT,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.picked = role_picked,
		.data = asked};

	if (!asked)
		return;
	asked->student_id = about->student_id;
	asked->row_id = about->group_id;
	for (int i = 0; i < SUPPORT_ROLE_COUNT; i++)
		(void)snprintf(labels[i], LABEL_SIZE, "%s", role_name((enum support_role)i));
	(void)tui_push(tui, &view_choose, &choose);
}

/* The support ends today. */
static void end_support(struct tui *tui, const struct page_about *about, int64_t id)
{
	struct support_row *rows = NULL;
	char today[DATE_SIZE];
	size_t count = 0;
	struct err err;
	enum err_code rc = load_supports(tui, about, &rows, &count, &err);

	clock_today(today);
	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].id != id)
			continue;
		/* what began today was a mistake; what is older ends */
		rc = strcmp(rows[i].since, today) >= 0
			     ? support_remove(tui->session, &rows[i], &err)
			     : support_end(tui->session, &rows[i], today, &err);
	}
	free(rows);
	if (rc) {
		status_error(&tui->status, &err);
		return;
	}
	tui_saved(tui);
	status_say(&tui->status, "%s", _("Ended today"));
}

static bool act_supports(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	if (action == ACT_ADD) {
		ask_support(tui, about);
		return true;
	}
	if (action == ACT_REMOVE && kind == MARK_SUPPORT) {
		end_support(tui, about, id);
		return true;
	}
	return change_mode(about, action);
}

static const enum action support_actions[] = {ACT_MODE, ACT_ADD, ACT_REMOVE, ACT_NONE};

static const struct page_source supports = {.name = "supports",
	.build = build_supports,
	.act = act_supports,
	.actions = support_actions};

/* ---- Going there ------------------------------------------------------------------------------
 */

static void push(struct tui *tui, const char *title, const struct page_source *source,
	int64_t student_id, int64_t group_id, const char *path)
{
	struct page_view view = {.title = title,
		.source = source,
		.about = {.student_id = student_id, .group_id = group_id, .item = (size_t)-1}};

	(void)snprintf(view.path, sizeof view.path, "%s", path);
	(void)tui_push(tui, &view_page, &view);
}

bool nouns_go(struct tui *tui, enum action action, int64_t student_id, int64_t group_id)
{
	switch (action) {
	case ACT_GO_INTERNSHIPS:
		push(tui, _("Internships"), &internships, student_id, group_id,
			_("internships.html"));
		return true;
	case ACT_GO_THESES:
		push(tui, _("Theses"), &theses, student_id, group_id, _("theses.html"));
		return true;
	case ACT_GO_SUPPORTS:
		push(tui, _("Supports"), &supports, student_id, group_id, _("supports.html"));
		return true;
	default:
		return false;
	}
}
