/* The stack of views, and what they share. See view.h. */
#include "tui/view.h"

#include <stdio.h>
#include <string.h>

#include "core/backups.h"
#include "core/clock.h"
#include "core/draft.h"
#include "core/history.h"
#include "core/language.h"
#include "core/student.h"
#include "core/student_name.h"

enum err_code tui_open(
	struct tui *tui, const struct view *view, const void *argument, struct err *err)
{
	struct frame *frame;
	enum err_code rc;

	if (tui->depth == VIEWS_MAX)
		return err_fail(err, WHY_INTERNAL, "more than %d views", VIEWS_MAX);
	frame = &tui->frames[tui->depth];
	*frame = (struct frame){.view = view};
	rc = view->open(tui, argument, &frame->state, err);
	if (rc)
		return rc;
	tui->depth++;
	tui->dirty = true;
	return ERR_OK;
}

bool tui_push(struct tui *tui, const struct view *view, const void *argument)
{
	struct err err;

	if (tui_open(tui, view, argument, &err)) {
		status_error(&tui->status, &err);
		tui->dirty = true;
		return false;
	}
	return true;
}

static void close_top(struct tui *tui)
{
	struct frame *top = tui_top(tui);

	if (tui->prompt.kind != PROMPT_NONE && tui->prompt.owner == top->state)
		prompt_end(tui);
	if (top->view->commit)
		top->view->commit(tui, top->state);
	top->view->close(tui, top->state);
	tui->depth--;
	tui->dirty = true;
}

void tui_pop(struct tui *tui)
{
	if (tui->depth > 1)
		close_top(tui);
}

void tui_close_all(struct tui *tui)
{
	while (tui->depth > 0)
		close_top(tui);
}

void tui_demo(struct tui *tui)
{
	struct session *session = NULL;
	struct err err;

	if (tui->session->demo)
		return;
	if (session_demo(NULL, &session, &err) != ERR_OK) {
		status_error(&tui->status, &err);
		return;
	}
	tui_close_all(tui);
	draft_begin(NULL); /* nothing of a demonstration is kept */
	tui->demo = session;
	tui->session = session;
	tui_last_saved(tui);
	if (tui_open(tui, &view_main, NULL, &err) != ERR_OK)
		tui->leaving = true;
	else
		status_say(&tui->status, "%s",
			_("Demonstration: nothing of it is kept when you leave."));
}

/* What is being typed stays as a draft; the question it was typed into is of the old file. */
static void keep_typed(struct tui *tui)
{
	for (size_t i = 0; i < tui->depth; i++) {
		struct frame *frame = &tui->frames[i];

		if (frame->view->commit)
			frame->view->commit(tui, frame->state);
		else if (frame->view->idle)
			(void)frame->view->idle(tui, frame->state);
	}
	tui->prompt.kind = PROMPT_NONE;
}

void tui_open_again(struct tui *tui, const char *backup)
{
	uint64_t generation = 0;
	bool refused;
	enum err_code rc;

	db_backup_stop(tui->backup);
	tui->backup = NULL;
	tui_close_all(tui);
	tui->framework_id = 0;
	rc = backup ? backups_restore(tui->session, backup, &tui->failed)
		    : session_reopen(tui->session, &tui->failed);
	/* a backup that cannot be used leaves the file as it was */
	refused = rc && backup && db_look(tui->session->db, &generation, NULL) == ERR_OK;
	if (refused)
		status_error(&tui->status, &tui->failed);
	if (!rc || refused) {
		tui->failed = (struct err){0};
		tui_last_saved(tui);
		rc = tui_open(tui, &view_main, NULL, &tui->failed);
	}
	tui->leaving = rc != ERR_OK;
	if (!rc && !refused)
		status_say(&tui->status, "%s",
			backup ? _("The backup was restored; what was there is kept as a backup.")
			       : _("The file was opened again, as it is now."));
	tui->dirty = tui->whole = true;
}

static void reopen_picked(struct tui *tui, void *data, int button)
{
	(void)data;
	tui->replaced = false;
	tui->leaving = button == 2;
	if (button != 1)
		return;
	tui_open_again(tui, NULL);
}

bool tui_replaced(struct tui *tui, const struct err *why)
{
	if (why->reason != WHY_FILE_REPLACED && why->reason != WHY_FILE_MOVED)
		return false;
	if (tui->replaced && tui->prompt.kind == PROMPT_BUTTONS)
		return true;
	db_backup_stop(tui->backup);
	tui->backup = NULL;
	keep_typed(tui);
	status_error(&tui->status, why);
	prompt_buttons(tui, _("Another file stands here now."),
		(const char *const[]){_("Stay"), _("Open it again"), _("Leave"), NULL},
		reopen_picked, NULL);
	tui->replaced = tui->dirty = true;
	return true;
}

struct frame *tui_top(struct tui *tui)
{
	return &tui->frames[tui->depth - 1];
}

struct frame *tui_subject(struct tui *tui)
{
	size_t at = tui->depth - 1;

	while (at > 0 && tui->frames[at].view->overlay)
		at--;
	return &tui->frames[at];
}

const char *tui_why_not(struct tui *tui, enum action action)
{
	struct frame *frame = tui_subject(tui);

	if (!(actions[action].where & frame->view->where))
		return "";
	if (action >= ACT_RATE_1 && action <= ACT_RATE_6 &&
		(int)(action - ACT_RATE_1) >= tui->levels)
		return "";
	return frame->view->why_not ? frame->view->why_not(tui, frame->state, action) : NULL;
}

void tui_use(struct tui *tui, const struct framework *framework)
{
	tui->levels = framework ? (int)framework->scale.level_count : 0;
	tui->framework_id = framework ? framework->row.id : 0;
}

const struct framework *tui_framework(const struct tui *tui)
{
	const struct framework_list *list = &tui->session->frameworks;
	const struct framework *found =
		tui->framework_id ? framework_by_id(list, tui->framework_id) : NULL;

	return found ? found : list->count ? &list->frameworks[0] : NULL;
}

void tui_last_saved(struct tui *tui)
{
	struct batch_row batch;
	char date[DATE_SIZE], today[DATE_SIZE];
	size_t count = 0;
	struct err err;

	tui->saved_at[0] = '\0';
	if (history_batches(tui->session, NULL, 1, &batch, &count, &err) != ERR_OK || count == 0)
		return;
	clock_date(batch.at, date);
	clock_date(clock_now_ms(), today);
	if (strcmp(date, today) == 0)
		clock_time(batch.at, tui->saved_at);
	else
		(void)snprintf(
			tui->saved_at, sizeof tui->saved_at, "%.2s/%.2s", date + 8, date + 5);
}

void tui_saved(struct tui *tui)
{
	clock_time(clock_now_ms(), tui->saved_at);
	/* Our own change is on screen already: only others' make everything be read again. */
	if (!db_foreign_change(tui->session->db))
		tui->session->seen_generation = db_generation(tui->session->db);
	tui->dirty = true;
}

void tui_refresh(struct tui *tui)
{
	for (size_t i = 0; i < tui->depth; i++) {
		struct frame *frame = &tui->frames[i];

		if (frame->view->refresh)
			frame->view->refresh(tui, frame->state);
	}
	tui->dirty = true;
}

void tui_student_name(
	const struct tui *tui, const struct student_row *student, char *ret, size_t size)
{
	student_name(tui->session, tui->anonymous, student->id, student->last_name,
		student->first_name, ret, size);
}

/* Whether a batch is about one student, named first in its subject by the matricule. */
static bool about_student(const char *action)
{
	static const char *const about[] = {"rate", "comment", "support", "plan", "meeting",
		"observe", "objective", "settle", "evidence", "internship", "assess", "thesis",
		"milestone", "decision", "adjustment", "self", "peer", "grade", "verdict"};

	for (size_t i = 0; i < sizeof about / sizeof about[0]; i++) {
		if (strcmp(about[i], action) == 0)
			return true;
	}
	return false;
}

void tui_batch_words(struct tui *tui, const struct batch_row *batch, char *ret, size_t size)
{
	struct batch_row shown = *batch;
	struct student_row student;
	char word[2][CODE_SIZE], name[2 * NAME_SIZE + 2];
	size_t at = 0, length;
	struct err err;

	/* "undo rate 0024003 3.2": what was undone comes first */
	(void)snprintf(word[0], sizeof word[0], "%s", batch->action);
	if (strcmp(word[0], "undo") == 0 || strcmp(word[0], "redo") == 0) {
		length = strcspn(batch->subject, " ");
		(void)snprintf(word[0], sizeof word[0], "%.*s", (int)length, batch->subject);
		at = batch->subject[length] ? length + 1 : length;
	}
	length = strcspn(batch->subject + at, " ");
	(void)snprintf(word[1], sizeof word[1], "%.*s", (int)length, batch->subject + at);
	if (about_student(word[0]) && length > 0 && length < sizeof word[1] &&
		student_find(tui->session, word[1], &student, &err) == ERR_OK) {
		const char *rest = batch->subject + at + length;
		bool code = rest[0] == ' ' && rest[1] >= '0' && rest[1] <= '9';

		tui_student_name(tui, &student, name, sizeof name);
		(void)snprintf(shown.subject, sizeof shown.subject, "%.*s%.120s%s%s", (int)at,
			batch->subject, name, code ? ", C" : "", code ? rest + 1 : rest);
	}
	history_describe(&shown, ret, size);
}

bool tui_busy(void)
{
	return term_pending();
}
