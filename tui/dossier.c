/* What is added to a student's file. See dossier.h. */
#include "tui/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/decision.h"
#include "core/language.h"
#include "core/note.h"
#include "core/student.h"
#include "tui/nouns.h"
#include "tui/sheet.h"
#include "tui/view_choose.h"

/* Characters of a line: a text of as many fits whatever they are. */
enum { TEXT_MAX = (NOTE_SIZE - 1) / 4, TITLE_MAX = 200, PLACE_MAX = (PLACE_SIZE - 1) / 4 };

/* What is being asked: who and what it is about stand in one place, see sheet_asking(). */
static const struct item *asked_item(const struct tui *tui, const struct sheet_about *asked)
{
	const struct framework *framework = tui_framework(tui);
	size_t item = framework && asked->row_id ? framework_item_by_id(framework, asked->row_id)
						 : (size_t)-1;

	return item == (size_t)-1 ? NULL : &framework->items[item];
}

/* The answer was taken, or is asked for again with what is wrong with it. */
static void settle(struct tui *tui, enum err_code rc, const struct err *err, const char *done)
{
	if (rc) {
		prompt_again(tui, err);
		return;
	}
	tui_saved(tui);
	tui_refresh(tui);
	status_say(&tui->status, "%s", done);
}

static void put_code(const struct item *item, char ret[CODE_SIZE + 8])
{
	ret[0] = '\0';
	if (item)
		framework_shown_code(item->row.code, ret);
}

/* ---- An objective ----------------------------------------------------------------- */

static void due_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct objective_row row = {
		.student_id = asked->student_id, .item_id = asked->row_id, .text = asked->note};
	struct err err;
	enum err_code rc = ERR_OK;

	if (!text)
		return;
	if (*text)
		rc = date_parse(text, DATE_AHEAD, row.due_on, &err);
	if (!rc)
		rc = objective_put(tui->session, &row, NULL, &err);
	settle(tui, rc, &err, _("Objective agreed"));
}

static void objective_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;

	if (!text || !*text)
		return;
	(void)snprintf(asked->note, sizeof asked->note, "%s", text);
	prompt_line(tui, _("Due (empty: none):"), "", 40, due_typed, NULL, asked);
}

/* ---- A trace ---------------------------------------------------------------------- */

/* Inside a batch. */
static enum err_code put_evidence(
	struct tui *tui, const struct evidence_row *row, const char *links, struct err *err)
{
	struct link_row owner = {0};
	enum err_code rc = evidence_put(tui->session, row, &owner.evidence_id, err);

	return rc || !*links ? rc : link_replace(tui->session, &owner, links, err);
}

static void links_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	struct evidence_row row = {.student_id = asked->student_id};
	struct student_row student;
	struct err err;
	enum err_code rc;

	if (!text)
		return;
	rc = note_clean(asked->note, _("The title"), true, row.title, sizeof row.title, &err);
	if (!rc)
		rc = note_clean(
			asked->place, _("The place"), false, row.place, sizeof row.place, &err);
	if (!rc)
		rc = db_student_by_id(tui->session->db, asked->student_id, &student, &err);
	if (!rc)
		rc = db_batch_begin(tui->session->db, "evidence", student.matricule,
			tui->session->author, &err);
	if (!rc) {
		rc = put_evidence(tui, &row, text, &err);
		rc = db_batch_close(tui->session->db, rc, &err);
	}
	settle(tui, rc, &err, _("Trace noted"));
}

static void place_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;
	const struct item *item = asked_item(tui, asked);

	if (!text)
		return;
	(void)snprintf(asked->place, sizeof asked->place, "%s", text);
	prompt_line(tui, _("What it shows (3.2 F1; empty: nothing):"), item ? item->row.code : "",
		200, links_typed, NULL, asked);
}

static void title_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;
	struct err err;

	if (!text || !*text)
		return;
	if (note_clean(text, _("The title"), true, asked->note, TITLE_SIZE, &err)) {
		prompt_again(tui, &err);
		return;
	}
	prompt_line(
		tui, _("Path or address (empty: none):"), "", PLACE_MAX, place_typed, NULL, asked);
}

/* ---- An adjustment, a decision, a requirement ------------------------------------------ */

static void adjustment_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	const struct adjustment_row row = {.student_id = asked->student_id, .text = text};
	struct err err = {.code = ERR_OK};

	if (text && *text)
		settle(tui, adjustment_put(tui->session, &row, &err), &err, _("Adjustment noted"));
}

static void decide(struct tui *tui, const struct sheet_about *asked, const char *reason)
{
	const struct framework *framework = tui_framework(tui);
	struct err err = {.code = ERR_OK};

	if (!asked_item(tui, asked))
		return;
	settle(tui,
		decision_set(tui->session, framework,
			framework_item_by_id(framework, asked->row_id), asked->student_id,
			asked->field, reason, &err),
		&err, asked->field == LEVEL_NONE ? _("Decision taken back") : _("Level decided"));
}

static void reason_typed(struct tui *tui, void *data, const char *text)
{
	if (text)
		decide(tui, data, text);
}

/* A level as it is called, or 0 to take the decision back. */
static void level_typed(struct tui *tui, void *data, const char *text)
{
	struct sheet_about *asked = data;
	struct err err;

	if (!text || !*text)
		return;
	asked->field = LEVEL_NONE;
	if (strcmp(text, "0") == 0) {
		decide(tui, asked, "");
	} else if (framework_level(tui_framework(tui), text, &asked->field, &err)) {
		prompt_again(tui, &err);
	} else {
		prompt_line(tui, _("Reason:"), "", TEXT_MAX, reason_typed, NULL, asked);
	}
}

static void times_typed(struct tui *tui, void *data, const char *text)
{
	const struct sheet_about *asked = data;
	const struct framework *framework = tui_framework(tui);
	struct err err;
	enum err_code rc;
	char *end;
	long times;

	if (!text || !*text || !asked_item(tui, asked))
		return;
	times = strtol(text, &end, 10);
	if (*end || times < 0 || times > 99)
		times = 100; /* refused in words */
	rc = requirement_set(tui->session, framework,
		framework_item_by_id(framework, asked->row_id), (int)times, &err);
	settle(tui, rc, &err, _("Requirement noted"));
}

/* ---- Which ----------------------------------------------------------------------------- */

bool dossier_add(struct tui *tui, enum action action, int64_t student_id, size_t at)
{
	const struct framework *framework = tui_framework(tui);
	const struct item *item =
		framework && at < framework->item_count ? &framework->items[at] : NULL;
	struct sheet_about *asked;
	const char *why;
	char code[CODE_SIZE + 8], question[PROMPT_QUESTION_SIZE];

	if (action != ACT_OBJECTIVE && action != ACT_EVIDENCE && action != ACT_ADJUSTMENT &&
		action != ACT_DECIDE && action != ACT_REQUIRE)
		return false;
	why = dossier_why_not(tui, action, student_id, at);
	asked = why ? NULL : sheet_asking(tui);
	if (why)
		status_warn(&tui->status, "%s", why);
	if (!asked)
		return true;
	asked->student_id = student_id;
	asked->row_id = item ? item->row.id : 0;
	put_code(item, code);
	switch (action) {
	case ACT_OBJECTIVE:
		(void)snprintf(question, sizeof question,
			*code ? _("Objective on %s:") : _("Objective:"), code);
		prompt_line(tui, question, "", TEXT_MAX, objective_typed, NULL, asked);
		break;
	case ACT_EVIDENCE:
		prompt_line(tui, _("Trace (its title):"), "", TITLE_MAX, title_typed, NULL, asked);
		break;
	case ACT_ADJUSTMENT:
		prompt_line(
			tui, _("Adjustment agreed:"), "", TEXT_MAX, adjustment_typed, NULL, asked);
		break;
	case ACT_DECIDE:
		(void)snprintf(
			question, sizeof question, _("Level of %s by decision (0: none):"), code);
		prompt_line(tui, question, "", 40, level_typed, NULL, asked);
		break;
	default:
		(void)snprintf(question, sizeof question,
			_("How often must %s be observed (0: no number)?"), code);
		prompt_line(tui, question, "", 4, times_typed, NULL, asked);
		break;
	}
	return true;
}

static const struct {
	enum action action;
	const char *label;
} offered[] = {
	{ACT_OBJECTIVE, N_("An objective")},
	{ACT_EVIDENCE, N_("A trace: a document, a page, a recording")},
	{ACT_ADJUSTMENT, N_("An agreed adjustment: what is granted, never why")},
};
enum { OFFERED = sizeof offered / sizeof offered[0] };

static void picked(struct tui *tui, void *data, size_t index)
{
	const struct sheet_about *asked = data;

	(void)dossier_add(tui, offered[index].action, asked->student_id, (size_t)-1);
}

void dossier_choose(struct tui *tui, int64_t student_id)
{
	struct sheet_about *asked = sheet_asking(tui);
	char labels[OFFERED][LABEL_SIZE];
	struct choose choose = {.title = _("Add"),
		.count = OFFERED,
		.labels = (const char(*)[LABEL_SIZE])labels,
		.picked = picked,
		.data = asked};

	if (!asked)
		return;
	asked->student_id = student_id;
	for (size_t i = 0; i < OFFERED; i++)
		(void)snprintf(labels[i], LABEL_SIZE, "%s", _(offered[i].label));
	(void)tui_push(tui, &view_choose, &choose);
}

const char *dossier_why_not(struct tui *tui, enum action action, int64_t student_id, size_t item)
{
	const struct framework *framework = tui_framework(tui);
	bool leaf = framework && item < framework->item_count &&
		    framework->items[item].descendants == 0;

	switch (action) {
	case ACT_OBJECTIVE:
	case ACT_EVIDENCE:
	case ACT_ADJUSTMENT:
	case ACT_DECIDE:
		if (!student_id)
			return _("There is no student here.");
		if (action == ACT_DECIDE && !leaf)
			return _("Choose a capability first.");
		break;
	case ACT_REQUIRE:
		if (!leaf)
			return _("Choose a capability first.");
		break;
	default:
		return NULL;
	}
	return db_is_read_only(tui->session->db) ? _("This file is open for reading only.") : NULL;
}
