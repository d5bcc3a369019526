/* The list of backups, and one put back. See backup_menu.h. */
#include "tui/backup_menu.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/backups.h"
#include "core/language.h"

static enum err_code build(
	struct tui *tui, const struct page_about *about, struct page *ret, struct err *err)
{
	(void)about;
	return backups_page(tui->session, ret, err);
}

static void restore_picked(struct tui *tui, void *data, int button)
{
	char *path = tui->restoring;
	struct err err;

	(void)data;
	tui->restoring = NULL;
	if (button == 1) {
		if (session_restore_try(path, db_path(tui->session->db), &err))
			status_error(&tui->status, &err);
		else
			tui_open_again(tui, path);
	}
	free(path);
}

/* Enter: what would go is said before anything is done. */
static void open_backup(struct tui *tui, const struct page_about *about, int kind, int64_t id)
{
	char loss[LOSS_SIZE], question[PROMPT_QUESTION_SIZE];
	struct err err;

	(void)about;
	if (kind != MARK_BACKUP)
		return;
	if (tui->session->demo || db_is_read_only(tui->session->db)) {
		status_warn(&tui->status, "%s", _("Nothing can be restored here."));
		return;
	}
	free(tui->restoring);
	tui->restoring = NULL;
	if (backups_find(tui->session, id, &tui->restoring, &err) ||
		backups_loss(tui->session, tui->restoring, loss, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	if (!loss[0]) {
		status_say(&tui->status, "%s",
			_("The file holds just that already: nothing to restore."));
		return;
	}
	(void)snprintf(question, sizeof question, "%.*s", (int)sizeof question - 1, loss);
	prompt_buttons(tui, question, (const char *const[]){_("Cancel"), _("Restore"), NULL},
		restore_picked, NULL);
}

void backups_show(struct tui *tui)
{
	static const struct page_source source = {
		.name = "backups", .build = build, .open = open_backup};
	struct page_view view = {
		.title = _("Backups"), .source = &source, .about = {.item = (size_t)-1}};

	(void)snprintf(view.path, sizeof view.path, "%s", _("backups.html"));
	(void)tui_push(tui, &view_page, &view);
}
