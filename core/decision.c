/* Decisions, adjustments, requirements. See decision.h. */
#include "core/decision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/language.h"
#include "core/note.h"

enum { TIMES_MAX = 99, LEVELS_TEXT = 16 };

static enum err_code begin(
	struct session *session, const char *action, int64_t student_id, struct err *err)
{
	struct student_row student;
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	if (rc)
		return rc;
	return db_batch_begin(session->db, action, student.matricule, session->author, err);
}

static enum err_code check_level(
	const struct framework *framework, size_t item, int level, struct err *err)
{
	char bounds[LEVELS_TEXT], value[LEVELS_TEXT];
	enum err_code rc;

	if (framework->items[item].descendants) {
		rc = err_fail(err, WHY_ITEM_NOT_RATED, "decision");
		(void)err_at(err, 0, framework->items[item + 1].row.code,
			framework->items[item].row.code);
		return rc;
	}
	if (level == LEVEL_NONE || (level > 0 && (size_t)level <= framework->scale.level_count))
		return ERR_OK;
	(void)snprintf(bounds, sizeof bounds, "1-%zu", framework->scale.level_count);
	(void)snprintf(value, sizeof value, "%d", level);
	rc = err_fail(err, WHY_LEVEL_OUT_OF_SCALE, "decision");
	(void)err_at(err, 0, bounds, value);
	return rc;
}

enum err_code decision_get(struct session *session, int64_t student_id, int64_t item_id,
	struct decision_row *ret, char *reason, size_t size, struct err *err)
{
	struct decision_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_decision_list(session->db, student_id, &rows, &count, err);

	*ret = (struct decision_row){.level = LEVEL_NONE};
	reason[0] = '\0';
	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].item_id != item_id)
			continue;
		*ret = rows[i];
		(void)snprintf(reason, size, "%s", rows[i].reason);
		ret->reason = reason;
	}
	free(rows);
	return rc;
}

enum err_code decision_set(struct session *session, const struct framework *framework, size_t item,
	int64_t student_id, int level, const char *reason, struct err *err)
{
	struct decision_row row = {
		.student_id = student_id, .item_id = framework->items[item].row.id, .level = level};
	char *text = calloc(2, NOTE_SIZE);
	enum err_code rc = text ? check_level(framework, item, level, err)
				: err_fail(err, WHY_NO_MEMORY, "decision");

	if (!rc && level == LEVEL_NONE) {
		rc = decision_get(session, student_id, row.item_id, &row, text, NOTE_SIZE, err);
		row.deleted = true;
		if (!rc && row.level == LEVEL_NONE) { /* there was none */
			free(text);
			return ERR_OK;
		}
	} else if (!rc) {
		rc = note_clean(reason, _("The reason"), true, text, NOTE_SIZE, err);
		row.reason = text;
		clock_today(row.decided_on);
	}
	if (!rc)
		rc = begin(session, "decision", student_id, err);
	if (!rc) {
		rc = note_author(session, &row.person_id, err);
		if (!rc)
			rc = db_decision_put(session->db, &row, NULL, err);
		rc = db_batch_close(session->db, rc, err);
	}
	free(text);
	return rc;
}

enum err_code adjustment_put(
	struct session *session, const struct adjustment_row *row, struct err *err)
{
	struct adjustment_row kept = *row;
	char *text = malloc(NOTE_SIZE);
	enum err_code rc =
		text ? note_clean(row->text, _("The adjustment"), true, text, NOTE_SIZE, err)
		     : err_fail(err, WHY_NO_MEMORY, "adjustment");

	if (!kept.since[0])
		clock_today(kept.since);
	if (!rc)
		rc = note_period(kept.since, kept.until, err);
	if (!rc)
		rc = begin(session, "adjustment", row->student_id, err);
	if (!rc) {
		kept.text = text;
		rc = db_adjustment_put(session->db, &kept, NULL, err);
		rc = db_batch_close(session->db, rc, err);
	}
	free(text);
	return rc;
}

enum err_code requirement_set(struct session *session, const struct framework *framework,
	size_t item, int times, struct err *err)
{
	struct requirement_row row = {.item_id = framework->items[item].row.id,
		.times = times > 0 ? times : 1,
		.deleted = times <= 0};
	char value[LEVELS_TEXT];
	enum err_code rc = check_level(framework, item, LEVEL_NONE, err);

	if (!rc && (times < 0 || times > TIMES_MAX)) {
		(void)snprintf(value, sizeof value, "%d", times);
		rc = err_fail(err, WHY_NUMBER_OUT, "requirement");
		(void)err_at(err, 0, "0–99", value);
	}
	if (!rc)
		rc = db_batch_begin(session->db, "requirement", framework->items[item].row.code,
			session->author, err);
	if (rc)
		return rc;
	rc = db_requirement_put(session->db, &row, NULL, err);
	return db_batch_close(session->db, rc, err);
}
