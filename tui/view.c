/* The stack of views, and what they share. See view.h. */
#include "tui/view.h"

#include <stdio.h>
#include <string.h>

#include "core/clock.h"
#include "core/language.h"

enum err_code tui_open(struct tui *tui, const struct view *view, const void *argument,
                       struct err *err)
{
	struct frame *frame;
	enum err_code rc;

	if (tui->depth == VIEWS_MAX)
		return err_fail(err, WHY_INTERNAL, "more than %d views", VIEWS_MAX);
	frame = &tui->frames[tui->depth];
	*frame = (struct frame){ .view = view };
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
	tui->demo = session;
	tui->session = session;
	tui->saved_at[0] = '\0';
	if (tui_open(tui, &view_main, NULL, &err) != ERR_OK)
		tui->leaving = true;
	else
		status_say(&tui->status, "%s", _("Demonstration: nothing of it is kept when you leave."));
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
	if (action >= ACT_RATE_1 && action <= ACT_RATE_6 && (int)(action - ACT_RATE_1) >= tui->levels)
		return "";
	return frame->view->why_not ? frame->view->why_not(tui, frame->state, action) : NULL;
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

void tui_student_name(const struct tui *tui, const struct student_row *student, size_t index,
                      char *ret, size_t size)
{
	if (tui->anonymous)
		(void)snprintf(ret, size, _("Student %02zu"), index + 1);
	else
		(void)snprintf(ret, size, "%s %s", student->last_name, student->first_name);
}

bool tui_busy(void)
{
	return term_pending();
}
