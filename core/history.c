/* What was done. See history.h. */
#include "core/history.h"

#include <stdio.h>
#include <string.h>

#include "core/grade.h"
#include "core/language.h"

enum err_code history_undo(struct session *session, struct batch_row *ret, struct err *err)
{
	return db_undo(session->db, session->author, ret, err);
}

enum err_code history_redo(struct session *session, struct batch_row *ret, struct err *err)
{
	return db_redo(session->db, session->author, ret, err);
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
