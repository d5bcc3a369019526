/* Grades on the screen: where one comes in. See grades.h. */
#include "tui/grades.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/jury.h"
#include "core/language.h"
#include "core/sheet_page.h"

static struct seeing how(const struct tui *tui)
{
	return (struct seeing){.ascii = tui->term.ascii, .anonymous = tui->anonymous};
}

/* The programme a page is about: about->id, else the newest. */
static enum err_code load(
	struct tui *tui, const struct page_about *about, struct programme *ret, struct err *err)
{
	if (about->id)
		return programme_load_id(tui->session, about->id, ret, err);
	return programme_load(tui->session, NULL, NULL, ret, err);
}

/* ---- Explanations ------------------------------------------------------------------------ */

/* about: id the unit, mode the session, item unused. */
static enum err_code build_why(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct seeing seeing = how(tui);
	struct programme programme = {0};
	size_t unit;
	enum err_code rc = programme_load_id(tui->session, about->group_id, &programme, err);

	if (rc)
		return rc;
	unit = programme_unit(&programme, about->id);
	rc = unit < programme.unit_count
		     ? grade_explain_page(tui->session, &programme, unit, about->student_id,
			       about->mode, &seeing, ret, err)
		     : err_fail(err, WHY_UNIT_UNKNOWN, "unit");
	programme_release(&programme);
	return rc;
}

static const struct page_source why = {.name = "why-grade", .build = build_why};

static void push(struct tui *tui, const char *title, const struct page_source *source,
	const struct page_about *about, const char *path)
{
	struct page_view view = {.title = title, .source = source, .about = *about};

	(void)snprintf(view.path, sizeof view.path, "%s", path);
	(void)tui_push(tui, &view_page, &view);
}

void grades_explain(
	struct tui *tui, int64_t programme_id, int64_t unit_id, int64_t student_id, int session)
{
	const struct page_about about = {.student_id = student_id,
		.group_id = programme_id,
		.id = unit_id,
		.item = (size_t)-1,
		.mode = session};

	push(tui, _("Why this mark"), &why, &about, _("mark.html"));
}

/* ---- A student --------------------------------------------------------------------------- */

static enum err_code build_results(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct seeing seeing = how(tui);
	struct programme programme = {0};
	enum err_code rc = load(tui, about, &programme, err);

	if (!rc)
		rc = jury_student_page(
			tui->session, &programme, 0, about->student_id, NULL, 0, &seeing, ret, err);
	programme_release(&programme);
	return rc;
}

static void open_unit(struct tui *tui, const struct page_about *about, int kind, int64_t id)
{
	struct programme programme = {0};
	struct err err;

	if (kind != MARK_UNIT)
		return;
	if (load(tui, about, &programme, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	grades_explain(tui, programme.row.id, id, about->student_id, 0);
	programme_release(&programme);
}

static bool act_results(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	if (kind != MARK_UNIT)
		return false;
	if (action == ACT_EXPLAIN) {
		open_unit(tui, about, kind, id);
		return true;
	}
	if (action != ACT_DETAIL)
		return false;
	grades_student_menu(tui, about->id, id, about->student_id);
	return true;
}

static const enum action detail_actions[] = {ACT_DETAIL, ACT_EXPLAIN, ACT_NONE};
static const struct page_source results = {.name = "results",
	.build = build_results,
	.open = open_unit,
	.act = act_results,
	.actions = detail_actions};

static void open_results(struct tui *tui, int64_t programme_id, int64_t student_id)
{
	const struct page_about about = {
		.student_id = student_id, .id = programme_id, .item = (size_t)-1};

	push(tui, _("Grades of a student"), &results, &about, _("results.html"));
}

void grades_suppose(struct tui *tui, int64_t programme_id, const struct supposition *supposed)
{
	const struct seeing seeing = how(tui);
	struct page_view view = {.title = _("What if")};
	struct programme programme = {0};
	struct supposition settled = *supposed;
	struct err err;
	enum err_code rc = programme_load_id(tui->session, programme_id, &programme, &err);

	if (!rc)
		rc = suppositions_settle(tui->session, &programme, 0, &settled, 1, &err);
	if (!rc)
		rc = jury_student_page(tui->session, &programme, 0, settled.student_id, &settled, 1,
			&seeing, &view.page, &err);
	programme_release(&programme);
	(void)snprintf(view.path, sizeof view.path, "%s", _("what-if.html"));
	if (rc)
		status_error(&tui->status, &err);
	else
		(void)tui_push(tui, &view_page, &view);
}

/* ---- The jury ---------------------------------------------------------------------------- */

/* mode: 0 the last session, else up to that one. */
static enum err_code build_jury(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct seeing seeing = how(tui);
	struct programme programme = {0};
	enum err_code rc = load(tui, about, &programme, err);

	if (!rc)
		rc = jury_class_page(
			tui->session, &programme, about->mode, about->group_id, &seeing, ret, err);
	programme_release(&programme);
	return rc;
}

static void open_student(struct tui *tui, const struct page_about *about, int kind, int64_t id)
{
	if (kind == MARK_STUDENT)
		open_results(tui, about->id, id);
}

static bool act_jury(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	struct programme programme = {0};
	struct err err;

	/* The page of a student says how their figures come about, unit by unit. */
	if (action == ACT_EXPLAIN && kind == MARK_STUDENT) {
		open_student(tui, about, kind, id);
		return true;
	}
	if (action == ACT_DETAIL) {
		grades_jury_menu(tui, about->id, about->group_id, about->mode);
		return true;
	}
	if (action != ACT_MODE)
		return false;
	if (load(tui, about, &programme, &err))
		return true;
	about->mode = (about->mode + 1) % (programme.rules.values[GRADE_RULE_SESSIONS] + 1);
	if (about->mode)
		status_say(&tui->status, _("Up to session %d"), about->mode);
	else
		status_say(&tui->status, "%s", _("All sessions"));
	programme_release(&programme);
	return true;
}

/* The whole paper of the jury: the class, then each student. */
static bool write_jury(
	struct tui *tui, const struct page_about *about, const struct target *to, struct err *err)
{
	struct programme programme = {0};
	enum err_code rc;

	if (tui->anonymous && to->form != TARGET_CSV)
		return false; /* the page as it is shown: no name stands in it */
	if (tui->anonymous) {
		rc = err_fail(err, WHY_NAMES_HIDDEN, "jury");
		(void)err_at(err, 0, to->path, NULL);
		return true;
	}
	rc = load(tui, about, &programme, err);
	if (!rc)
		rc = jury_export(tui->session, &programme, about->mode, about->group_id, to, err);
	programme_release(&programme);
	if (!rc)
		err->code = ERR_OK;
	return true;
}

static const enum action jury_actions[] = {ACT_MODE, ACT_DETAIL, ACT_EXPLAIN, ACT_NONE};
static const struct page_source jury = {.name = "jury",
	.build = build_jury,
	.open = open_student,
	.act = act_jury,
	.write = write_jury,
	.forms = TARGET_BIT(TARGET_CSV),
	.actions = jury_actions};

/* ---- Units --------------------------------------------------------------------------------- */

static void unit_line(const struct unit *unit, struct page *page)
{
	char credits[MARK_SIZE], block[12], weight[MARK_SIZE];
	const char *cells[] = {unit->row.code, unit->row.title, credits, "", block,
		unit->row.optional ? _("chosen") : "", unit->row.person};

	mark_plain(unit->row.credits, credits);
	(void)snprintf(block, sizeof block, "%d", unit->row.block);
	page_row(page, PAGE_ROW, 7, cells);
	page_mark(page, MARK_UNIT, unit->row.id);
	for (size_t a = 0; a < unit->activity_count; a++) {
		char code[CODE_SIZE + 4];
		const char *parts[] = {code, unit->activities[a].title, "", weight, "",
			unit->activities[a].kind, ""};

		(void)snprintf(code, sizeof code, "  %s", unit->activities[a].code);
		mark_plain(unit->activities[a].weight, weight);
		page_row(page, PAGE_ROW, 7, parts);
		page_mark(page, MARK_UNIT, unit->row.id);
	}
}

static enum err_code build_units(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const char *head[] = {_("Code"), _("Title"), _("Credits"), _("Weight"), _("Block"),
		_("Kind"), _("Responsible")};
	struct programme programme = {0};
	struct page page = {0};
	char since[DATE_SIZE], credits[MARK_SIZE];
	int sum = 0;
	enum err_code rc = load(tui, about, &programme, err);

	if (rc)
		return rc;
	page_addf(&page, PAGE_TITLE, _("Programme · %s · %s"), programme.row.code,
		programme.row.year);
	date_for_people(programme.rules.set.since, since);
	page_row(&page, PAGE_HEAD, 7, head);
	for (size_t u = 0; u < programme.unit_count; u++) {
		unit_line(&programme.units[u], &page);
		sum += programme.units[u].row.optional ? 0 : programme.units[u].row.credits;
	}
	mark_plain(sum, credits);
	page_addf(&page, PAGE_TEXT, _("Compulsory units: %s credits. Rules: %s of %s."), credits,
		programme.rules.set.code, since);
	programme_release(&programme);
	if (page.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "units");
	}
	*ret = page;
	return ERR_OK;
}

static void open_sheet_of(struct tui *tui, const struct page_about *about, int kind, int64_t id)
{
	struct programme programme = {0};
	struct grades_about sheet = {.session = 1, .group_id = about->group_id};
	struct err err;

	if (kind != MARK_UNIT)
		return;
	if (load(tui, about, &programme, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	sheet.programme_id = programme.row.id;
	sheet.unit = programme_unit(&programme, id);
	if (sheet.unit < programme.unit_count)
		(void)tui_push(tui, &view_grades, &sheet);
	programme_release(&programme);
}

static bool act_units(
	struct tui *tui, struct page_about *about, int kind, int64_t id, enum action action)
{
	if (action == ACT_ADD) {
		grades_add_unit(tui, about->id, about->group_id);
		return true;
	}
	if (action != ACT_DETAIL || kind != MARK_UNIT)
		return false;
	grades_unit_menu(tui, about->id, id, about->group_id);
	return true;
}

static const enum action unit_actions[] = {ACT_DETAIL, ACT_ADD, ACT_NONE};
static const struct page_source units = {.name = "units",
	.build = build_units,
	.open = open_sheet_of,
	.act = act_units,
	.actions = unit_actions};

/* ---- Going there ----------------------------------------------------------------------------- */

/* The student's newest programme, else the newest. Says how to bring one in when there is none. */
static bool has_programme(struct tui *tui, int64_t student_id, int64_t *ret_id)
{
	struct programme programme = {0};
	struct err err;

	if ((!student_id || programme_load_student(tui->session, student_id, &programme, NULL)) &&
		programme_load(tui->session, NULL, NULL, &programme, &err)) {
		status_error(&tui->status, &err);
		return false;
	}
	*ret_id = programme.row.id;
	programme_release(&programme);
	return true;
}

bool grades_go(struct tui *tui, enum action action, int64_t student_id, int64_t group_id)
{
	struct page_about about = {
		.student_id = student_id, .group_id = group_id, .item = (size_t)-1};

	if (action != ACT_GO_GRADES && action != ACT_GO_RESULTS && action != ACT_GO_JURY)
		return false;
	if (!has_programme(tui, action == ACT_GO_RESULTS ? student_id : 0, &about.id))
		return true;
	if (action == ACT_GO_GRADES)
		push(tui, _("Units"), &units, &about, _("units.html"));
	else if (action == ACT_GO_JURY)
		push(tui, _("Jury"), &jury, &about, _("jury.html"));
	else if (student_id)
		open_results(tui, about.id, student_id);
	else
		status_warn(&tui->status, "%s", _("There is no student here."));
	return true;
}
