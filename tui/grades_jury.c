/* The menu of the jury: a deliberation closed, opened, compared; rules tried. See grades.h. */
#include <stdio.h>
#include <string.h>

#include "core/jury.h"
#include "core/language.h"
#include "tui/grades_menu.h"

enum jury_line { J_FREEZE, J_UNLOCK, J_CHANGES, J_TRY, J_COUNT };

static enum err_code build_changes(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	const struct seeing seeing = {.ascii = tui->term.ascii, .anonymous = tui->anonymous};
	struct programme programme = {0};
	enum err_code rc = programme_load_id(tui->session, about->id, &programme, err);

	if (!rc)
		rc = jury_changes_page(tui->session, &programme, about->mode, &seeing, ret, err);
	programme_release(&programme);
	return rc;
}

static const struct page_source changes = {.name = "jury-changes", .build = build_changes};

static void freeze_answered(struct tui *tui, void *data, int button)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	size_t unit, students = 0;
	struct err err;
	enum err_code rc;

	if (button != 1 || !grades_load_asked(tui, asked, &programme, &unit))
		return;
	rc = jury_freeze(tui->session, &programme, asked->session, NULL, &students, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		grades_saved(tui, _("Deliberation closed: the grades of this session are locked"));
}

static void unlock_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct programme programme = {0};
	size_t unit;
	struct err err;
	enum err_code rc;

	if (!text || !grades_load_asked(tui, asked, &programme, &unit))
		return;
	rc = jury_unlock(tui->session, &programme, asked->session, text, &err);
	programme_release(&programme);
	if (rc)
		status_error(&tui->status, &err);
	else
		grades_saved(tui, _("The grades of this session are open again"));
}

/* The rules of a file on the class: who would move. */
static void rules_typed(struct tui *tui, void *data, const char *text)
{
	const struct seeing seeing = {.ascii = tui->term.ascii, .anonymous = tui->anonymous};
	const struct sheet_about *asked = data;
	struct page_view view = {.title = _("What if")};
	struct programme programme = {0};
	struct grade_rules rules = {0};
	char path[4096];
	size_t unit;
	struct err err;
	enum err_code rc;

	if (!text || !*text || !grades_load_asked(tui, asked, &programme, &unit))
		return;
	save_path(text, path, sizeof path);
	rc = grade_rules_read(path, NULL, NULL, &rules, &err);
	if (!rc)
		rc = rules_try_page(tui->session, &programme, &rules, asked->session,
			asked->group_id, &seeing, &view.page, &err);
	grade_rules_release(&rules);
	programme_release(&programme);
	(void)snprintf(view.path, sizeof view.path, "%s", _("what-if.html"));
	if (rc)
		status_error(&tui->status, &err);
	else
		(void)tui_push(tui, &view_page, &view);
}

static void jury_picked(struct tui *tui, void *data, size_t index)
{
	const char *buttons[] = {_("Cancel"), _("Close it"), NULL};
	struct sheet_about *asked = data;
	struct page_view view = {.title = _("Changed since"), .source = &changes};
	char question[PROMPT_QUESTION_SIZE];

	switch (index) {
	case J_FREEZE:
		(void)snprintf(question, sizeof question,
			_("Close session %d: keep the figures and lock its grades?"),
			asked->session);
		prompt_buttons(tui, question, buttons, freeze_answered, asked);
		break;
	case J_TRY:
		prompt_line(tui, _("File of rules:"), "", 190, rules_typed, NULL, asked);
		break;
	case J_UNLOCK:
		prompt_line(tui, _("Why open it again:"), "", 190, unlock_typed, NULL, asked);
		break;
	default:
		view.about = (struct page_about){
			.id = asked->programme_id, .item = (size_t)-1, .mode = asked->session};
		(void)snprintf(view.path, sizeof view.path, "%s", _("changes.html"));
		(void)tui_push(tui, &view_page, &view);
	}
}

void grades_jury_menu(struct tui *tui, int64_t programme_id, int64_t group_id, int session)
{
	static const char *const names[J_COUNT] = {
		[J_FREEZE] = N_("Close the deliberation of session %d"),
		[J_UNLOCK] = N_("Open session %d again"),
		[J_CHANGES] = N_("What changed since session %d was closed"),
		[J_TRY] = N_("Try the rules of a file on session %d, without writing"),
	};
	char labels[J_COUNT][LABEL_SIZE];
	struct sheet_about *asked = sheet_asking(tui);

	if (!asked)
		return;
	asked->programme_id = programme_id;
	asked->group_id = group_id;
	asked->session = session ? session : 1;
	for (size_t i = 0; i < J_COUNT; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		(void)snprintf(labels[i], LABEL_SIZE, _(names[i]), asked->session);
#pragma GCC diagnostic pop
	}
	grades_menu(tui, _("Jury"), J_COUNT, (const char(*)[LABEL_SIZE])labels, jury_picked, asked);
}
