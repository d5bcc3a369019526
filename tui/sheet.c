/* What is asked before a sheet opens. See sheet.h. */
#include "tui/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/language.h"
#include "core/student.h"

enum { CODE_LEAST = 4 };

struct sheet_about *sheet_asking(struct tui *tui)
{
	if (!tui->asking)
		tui->asking = malloc(sizeof *tui->asking);
	if (tui->asking)
		*tui->asking = (struct sheet_about){0};
	return tui->asking;
}

static void code_chosen(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;

	if (!text)
		return;
	if (strlen(text) < CODE_LEAST) {
		status_warn(&tui->status, "%s", _("The code needs at least 4 characters."));
		return;
	}
	(void)snprintf(asked->code, sizeof asked->code, "%.60s", text);
	(void)tui_push(tui, &view_sheet, asked);
	memset(asked->code, 0, sizeof asked->code);
}

void sheet_self(struct tui *tui, int64_t student_id)
{
	struct sheet_about *asked = sheet_asking(tui);

	if (!asked)
		return;
	asked->kind = SHEET_SELF;
	asked->student_id = student_id;
	clock_today(asked->held_on);
	prompt_line(tui, _("Choose a code to come back with (the student does not see it):"), "",
		40, code_chosen, NULL, asked);
}

static void peer_chosen(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;
	struct student_row peer = {0};
	struct err err;

	if (!text)
		return;
	if (*text && student_find(tui->session, text, &peer, &err)) {
		status_error(&tui->status, &err);
		return;
	}
	asked->peer_id = peer.id;
	(void)tui_push(tui, &view_sheet, asked);
}

void sheet_peer(struct tui *tui, int64_t student_id)
{
	struct sheet_about *asked = sheet_asking(tui);

	if (!asked)
		return;
	asked->kind = SHEET_PEER;
	asked->student_id = student_id;
	clock_today(asked->held_on);
	prompt_line(tui, _("Matricule of the peer (empty: unnamed):"), "", 64, peer_chosen, NULL,
		asked);
}
