/* Rating. See rating.h. */
#include "core/rating.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/language.h"
#include "core/student.h"
#include "core/text.h"
#include "core/who.h"

static const struct {
	const char *code, *name;
} kinds[KIND_COUNT] = {
	[KIND_MEETING] = {"meeting", N_("meeting")},
	[KIND_INTERNSHIP] = {"internship", N_("internship")},
	[KIND_THESIS] = {"thesis", N_("thesis")},
	[KIND_COURSE] = {"course", N_("course")},
	[KIND_SELF] = {"self", N_("self-assessment")},
	[KIND_PEER] = {"peer", N_("peers")},
	[KIND_JURY] = {"jury", N_("jury")},
};

const char *kind_code(enum assessment_kind kind)
{
	return kinds[kind].code;
}

const char *kind_name(enum assessment_kind kind)
{
	return _(kinds[kind].name);
}

enum err_code kind_parse(const char *text, enum assessment_kind *ret, struct err *err)
{
	char all[sizeof err->place] = "";
	size_t used = 0;
	enum err_code rc;

	for (int i = 0; i < KIND_COUNT; i++) {
		if (strcasecmp(text, kinds[i].code) == 0 ||
			strcasecmp(text, _(kinds[i].name)) == 0) {
			*ret = (enum assessment_kind)i;
			return ERR_OK;
		}
		used += (size_t)snprintf(
			all + used, sizeof all - used, "%s%s", i ? ", " : "", kinds[i].code);
	}
	rc = err_fail(err, WHY_KIND_UNKNOWN, "kind");
	(void)err_at(err, 0, all, text);
	return rc;
}

void occasion_today(const struct session *session, struct occasion *ret)
{
	*ret = (struct occasion){.kind = KIND_COURSE};
	clock_today(ret->held_on);
	memcpy(ret->person, session->author, sizeof ret->person);
}

/* Students and peers rate in their own name: no person of the staff, "". */
static void person_of(const struct occasion *occasion, char ret[NAME_SIZE])
{
	ret[0] = '\0';
	if (occasion->kind != KIND_SELF && occasion->kind != KIND_PEER)
		(void)text_clean(occasion->person, strnlen(occasion->person, NAME_SIZE - 1), ret,
			NAME_SIZE, NULL);
}

enum err_code occasion_find(
	struct session *session, const struct occasion *occasion, int64_t *ret, struct err *err)
{
	char name[NAME_SIZE];
	int64_t person_id = 0;
	enum err_code rc = ERR_OK;

	if (date_weekday(occasion->held_on) < 0) {
		rc = err_fail(err, WHY_DATE_INVALID, "occasion");
		(void)err_at(err, 0, NULL, occasion->held_on);
		return rc;
	}
	person_of(occasion, name);
	if (name[0])
		rc = person_put(session, name, &person_id, err);
	if (!rc)
		rc = db_assessment_put(
			session->db, occasion->kind, occasion->held_on, person_id, ret, err);
	return rc;
}

static enum err_code check_item(const struct framework *framework, size_t item, struct err *err)
{
	const struct item *node = &framework->items[item];
	enum err_code rc;

	if (node->descendants == 0)
		return ERR_OK;
	rc = err_fail(err, WHY_ITEM_NOT_RATED, "not a leaf");
	for (size_t i = item; i <= item + node->descendants; i++) {
		if (framework->items[i].descendants == 0) {
			(void)err_at(err, 0, framework->items[i].row.code, node->row.code);
			break;
		}
	}
	return rc;
}

static enum err_code check_level(const struct framework *framework, int level, struct err *err)
{
	char digits[32], value[16];
	enum err_code rc;

	if (level == LEVEL_NONE || level == LEVEL_NOT_OBSERVED ||
		(level >= 1 && (size_t)level <= framework->scale.level_count))
		return ERR_OK;
	rc = err_fail(err, WHY_LEVEL_OUT_OF_SCALE, "level");
	(void)snprintf(digits, sizeof digits, "1-%zu", framework->scale.level_count);
	(void)snprintf(value, sizeof value, "%d", level);
	(void)err_at(err, 0, digits, value);
	return rc;
}

/* The comment fit to keep, in ret of COMMENT_SIZE. */
static enum err_code check_comment(const char *comment, char *ret, struct err *err)
{
	enum err_code rc;

	ret[0] = '\0';
	if (!comment ||
		text_clean(comment, strlen(comment), ret, COMMENT_SIZE, NULL) < COMMENT_SIZE)
		return ERR_OK;
	rc = err_fail(err, WHY_TEXT_TOO_LONG, "comment");
	(void)err_at(err, 0, _("Comment"), "4000");
	return rc;
}

/* "0024003 3.2": what history says the batch was about. */
static enum err_code subject_of(struct session *session, const struct framework *framework,
	size_t item, int64_t student_id, char ret[LABEL_SIZE], struct err *err)
{
	struct student_row student;
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	if (!rc)
		(void)snprintf(ret, LABEL_SIZE, "%.64s %.100s", student.matricule,
			framework->items[item].row.code);
	return rc;
}

/* Is there nothing to take away on this occasion? Then none is made for it. */
static enum err_code is_empty(struct session *session, const struct framework *framework,
	size_t item, int64_t student_id, const struct occasion *occasion, bool *ret,
	struct err *err)
{
	char *comment = NULL;
	int level;
	enum err_code rc = rating_get(
		session, framework, item, student_id, occasion, &level, &comment, err);

	*ret = !rc && level == LEVEL_NONE && !comment;
	free(comment);
	return rc;
}

/* One rating inside a batch of its own. level_kept: leave the level, write the comment. */
static enum err_code write_one(struct session *session, const struct framework *framework,
	size_t item, int64_t student_id, const struct occasion *occasion, int level,
	bool level_kept, const char *comment, int *ret_before, struct err *err)
{
	char subject[LABEL_SIZE], clean[COMMENT_SIZE];
	int64_t item_id = framework->items[item].row.id, assessment;
	int before = LEVEL_NONE;
	bool empty = false;
	enum err_code rc = check_item(framework, item, err);

	if (!rc)
		rc = check_level(framework, level, err);
	if (!rc)
		rc = check_comment(comment, clean, err);
	if (!rc && (level != LEVEL_NONE || *clean)) /* one given by mistake can still be cleared */
		rc = date_check_fact(occasion->held_on, err);
	if (!rc)
		rc = subject_of(session, framework, item, student_id, subject, err);
	if (!rc && level == LEVEL_NONE && !*clean)
		rc = is_empty(session, framework, item, student_id, occasion, &empty, err);
	if (!rc && empty) {
		if (ret_before)
			*ret_before = LEVEL_NONE;
		return ERR_OK;
	}
	if (!rc)
		rc = db_batch_begin(session->db, level_kept ? "comment" : "rate", subject,
			session->author, err);
	if (rc)
		return rc;
	rc = occasion_find(session, occasion, &assessment, err);
	if (!rc && level_kept)
		rc = db_rating_get(session->db, student_id, item_id, assessment, &level, NULL, err);
	if (!rc)
		rc = db_rating_put(session->db, student_id, item_id, assessment, level,
			comment ? clean : NULL, &before, err);
	rc = db_batch_close(session->db, rc, err);
	if (!rc && ret_before)
		*ret_before = before;
	return rc;
}

enum err_code rating_set(struct session *session, const struct framework *framework, size_t item,
	int64_t student_id, const struct occasion *occasion, int level, const char *comment,
	int *ret_before, struct err *err)
{
	return write_one(session, framework, item, student_id, occasion, level, false, comment,
		ret_before, err);
}

enum err_code rating_get(struct session *session, const struct framework *framework, size_t item,
	int64_t student_id, const struct occasion *occasion, int *ret_level, char **ret_comment,
	struct err *err)
{
	struct person_row person = {0};
	char name[NAME_SIZE];
	int64_t assessment = 0;
	enum err_code rc;

	*ret_level = LEVEL_NONE;
	if (ret_comment)
		*ret_comment = NULL;
	person_of(occasion, name);
	if (name[0]) {
		rc = who_person(session->db, name, &person, err);
		if (rc)
			return rc == ERR_NOT_FOUND ? ERR_OK : rc; /* not known yet: rated nobody */
	}
	rc = db_assessment_find(
		session->db, occasion->kind, occasion->held_on, person.id, &assessment, err);
	if (rc)
		return rc == ERR_NOT_FOUND ? ERR_OK : rc;
	return db_rating_get(session->db, student_id, framework->items[item].row.id, assessment,
		ret_level, ret_comment, err);
}

enum err_code rating_comment(struct session *session, const struct framework *framework,
	size_t item, int64_t student_id, const struct occasion *occasion, const char *comment,
	struct err *err)
{
	return write_one(session, framework, item, student_id, occasion, LEVEL_NONE, true, comment,
		NULL, err);
}

/* The cells of one student that are empty on this occasion. */
static enum err_code fill_student(struct session *session, const struct framework *framework,
	size_t item_count, const size_t items[], int64_t student_id, int64_t assessment, int level,
	long *written, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < item_count && !rc; i++) {
		int64_t item_id = framework->items[items[i]].row.id;
		int there = LEVEL_NONE;

		rc = db_rating_get(session->db, student_id, item_id, assessment, &there, NULL, err);
		if (!rc && there == LEVEL_NONE) {
			rc = db_rating_put(session->db, student_id, item_id, assessment, level,
				NULL, NULL, err);
			(*written)++;
		}
	}
	return rc;
}

enum err_code rating_fill(struct session *session, const struct framework *framework,
	size_t item_count, const size_t items[], size_t student_count, const int64_t students[],
	const struct occasion *occasion, int level, long *ret, struct err *err)
{
	char subject[LABEL_SIZE];
	int64_t assessment;
	long written = 0;
	enum err_code rc = check_level(framework, level, err);

	for (size_t i = 0; i < item_count && !rc; i++)
		rc = check_item(framework, items[i], err);
	if (!rc)
		rc = date_check_fact(occasion->held_on, err);
	if (rc)
		return rc;
	if (level == LEVEL_NONE) { /* an empty cell stays empty */
		if (ret)
			*ret = 0;
		return ERR_OK;
	}
	if (item_count == 1)
		(void)snprintf(subject, sizeof subject, "%zu × %s%.100s", student_count,
			framework->items[items[0]].row.code[0] <= '9' ? "C" : "",
			framework->items[items[0]].row.code);
	else
		(void)snprintf(subject, sizeof subject, "%zu × %zu", student_count, item_count);
	rc = db_batch_begin(session->db, "fill", subject, session->author, err);
	if (rc)
		return rc;
	rc = occasion_find(session, occasion, &assessment, err);
	for (size_t i = 0; i < student_count && !rc; i++)
		rc = fill_student(session, framework, item_count, items, students[i], assessment,
			level, &written, err);
	rc = db_batch_close(session->db, rc, err);
	if (!rc && ret)
		*ret = written;
	return rc;
}
