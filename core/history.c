/* What was done. See history.h. */
#include "core/history.h"

#include <stdio.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/grade.h"
#include "core/language.h"
#include "core/who.h"
#include "db/text_cut.h"

/* "30/11/2026 10:42" */
void history_moment(int64_t at, char ret[48])
{
	char date[DATE_SIZE], day[DATE_SIZE], time[6];

	clock_date(at, date);
	clock_time(at, time);
	date_for_people(date, day);
	(void)snprintf(ret, 48, "%s %s", day, time);
}

/* Nothing of one's own: say whose the newest is, where there is one. */
static enum err_code not_yours(
	struct session *session, bool redo, enum err_code rc, struct err *err)
{
	struct batch_row newest;
	char when[48];

	if (rc != ERR_NOT_FOUND || db_undo_next(session->db, NULL, redo, &newest, NULL) ||
		history_is_own(session, &newest))
		return rc;
	history_moment(newest.at, when);
	(void)err_fail(err, redo ? WHY_REDO_NOT_YOURS : WHY_UNDO_NOT_YOURS, "of somebody else");
	return err_at(err, 0, when, newest.author);
}

/* A jury may have seen the grades since: one's own change may be an old one. */
static enum err_code turn(
	struct session *session, bool redo, struct batch_row *ret, struct err *err)
{
	struct batch_row next;
	enum err_code rc = db_undo_next(session->db, session->author, redo, &next, err);

	if (rc)
		return not_yours(session, redo, rc, err);
	rc = grade_may_undo(session, next.stamp, err);
	if (rc)
		return rc;
	return redo ? db_redo(session->db, session->author, ret, err)
		    : db_undo(session->db, session->author, ret, err);
}

enum err_code history_undo(struct session *session, struct batch_row *ret, struct err *err)
{
	return turn(session, false, ret, err);
}

enum err_code history_redo(struct session *session, struct batch_row *ret, struct err *err)
{
	return turn(session, true, ret, err);
}

bool history_is_ahead(const struct session *session, struct err *err)
{
	char then[48], now[48];

	if (!session->ahead_at)
		return false;
	history_moment(session->ahead_at, then);
	history_moment(clock_now_ms(), now);
	(void)err_fail(err, WHY_CLOCK_BEHIND, "a journal ahead of the clock");
	(void)err_at(err, 0, now, then);
	return true;
}

bool history_is_own(const struct session *session, const struct batch_row *batch)
{
	return strcmp(batch->author, session->author) == 0 ||
	       who_same_person(session->db, batch->author, session->author);
}

void history_question(const struct batch_row *batch, const char *what, char *ret, size_t size)
{
	char when[48];

	history_moment(batch->at, when);
	/*
	 * TRANSLATORS: a person, “Rating of 0024003 3.2”, 30/11/2026 10:42; the person
	 * first, since a narrow window cuts the end
	 */
	(void)text_cut_format(
		ret, size, _("Take back what %s did: “%s” (%s)?"), batch->author, what, when);
}

enum err_code history_newest_of(
	struct session *session, const char *person, struct batch_row *ret, struct err *err)
{
	return db_undo_next(session->db, person, false, ret, err);
}

enum err_code history_find(
	struct session *session, const char *digits, struct batch_row *ret, struct err *err)
{
	enum err_code rc = ERR_NOT_FOUND;
	bool several = false;

	if (strlen(digits) >= 8 && strlen(digits) <= 2 * STAMP_SIZE)
		rc = db_batch_find(session->db, digits, ret, &several, err);
	if (rc != ERR_NOT_FOUND && !several)
		return rc;
	(void)err_fail(err, several ? WHY_KNOWN_AS_SEVERAL : WHY_BATCH_UNKNOWN, "batch");
	return err_at(err, 0, _("Change"), digits);
}

enum err_code history_undo_batch(struct session *session, const unsigned char stamp[STAMP_SIZE],
	struct batch_row *ret, struct err *err)
{
	/* An old change may be of grades that a jury has seen since. */
	enum err_code rc = grade_may_undo(session, stamp, err);

	return rc ? rc : db_undo_batch(session->db, stamp, session->author, ret, err);
}

enum err_code history_batches(struct session *session, const unsigned char *before, size_t limit,
	struct batch_row *ret, size_t *ret_count, struct err *err)
{
	return db_batches(session->db, before, limit, ret, ret_count, err);
}

/* Sentence of each action; %s is what it was about. */
static const struct {
	const char *action, *sentence;
} actions[] = {
	{"rate", N_("Rating of %s")},
	{"comment", N_("Comment on %s")},
	{"fill", N_("Cells filled: %s")},
	{"move-occasion", N_("Occasion changed: %s")},
	{"import-students", N_("Import of students: %s")},
	{"import-framework", N_("Import of framework %s")},
	{"demo", N_("Demonstration class")},
	{"init", N_("File made for %s")},
	{"person", N_("Person: %s")},
	{"set", N_("Setting: %s")},
	{"group", N_("Group: %s")},
	{"move", N_("Change of group: %s")},
	{"import-supports", N_("Import of supports: %s")},
	{"support", N_("Support by %s")},
	{"plan", N_("Meeting planned with %s")},
	{"meeting", N_("Meeting with %s")},
	{"observe", N_("Observation on %s")},
	{"objective", N_("Objective of %s")},
	{"settle", N_("Objective settled: %s")},
	{"evidence", N_("Evidence of %s")},
	{"link", N_("Link to %s")},
	{"internship", N_("Internship of %s")},
	{"assess", N_("Assessment of the internship of %s")},
	{"thesis", N_("Thesis of %s")},
	{"milestone", N_("Milestone: %s")},
	{"decision", N_("Level decided for %s")},
	{"adjustment", N_("Agreed adjustment for %s")},
	{"requirement", N_("Observations required: %s")},
	{"self", N_("Self-assessment of %s")},
	{"peer", N_("Peer feedback on %s")},
	{"import-form", N_("Import of form %s")},
	{"grade", N_("Grade of %s")},
	{"import-grades", N_("Import of grades: %s")},
	{"paste-grades", N_("Grades pasted: %s")},
	{"enrol", N_("Annual programme of %s")},
	{"unit", N_("Unit: %s")},
	{"import-programme", N_("Import of programme %s")},
	{"import-rules", N_("Import of rules %s")},
	{"verdict", N_("Decision of the jury on %s")},
	{"deliberate", N_("Deliberation closed: %s")},
	{"unlock", N_("Deliberation opened again: %s")},
	{"setting", N_("Setting: %s")},
	{"undo", N_("Undone: %s")},
	{"redo", N_("Done again: %s")},
};

/* The words "action subject" that an undo carries, described in turn. */
static void describe(const char *action, const char *subject, int depth, char *ret, size_t size)
{
	char inner[512], word[CODE_SIZE];
	const char *space;

	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
		if (strcmp(actions[i].action, action) != 0)
			continue;
		space = strchr(subject, ' ');
		if (depth == 0 && space &&
			(strcmp(action, "undo") == 0 || strcmp(action, "redo") == 0)) {
			(void)snprintf(word, sizeof word, "%.*s", (int)(space - subject), subject);
			describe(word, space + 1, 1, inner, sizeof inner);
			subject = inner;
		}
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		(void)snprintf(ret, size, _(actions[i].sentence), subject);
#pragma GCC diagnostic pop
		return;
	}
	(void)snprintf(ret, size, "%s %s", action, subject);
}

void history_describe(const struct batch_row *batch, char *ret, size_t size)
{
	describe(batch->action, batch->subject, 0, ret, size);
}
