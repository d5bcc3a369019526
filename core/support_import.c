/* A list of supports, brought in. See support.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/language.h"
#include "core/student.h"
#include "core/support.h"
#include "core/table.h"
#include "core/who.h"

enum { PERSON, ROLE, MATRICULE, GROUP, SINCE, UNTIL, FIELD_COUNT };

static const char *const fields[FIELD_COUNT] = {
	"person", "role", "matricule", "group", "since", "until"};

struct importing {
	struct session *session;
	support_refused_fn *refused;
	void *ctx;
	struct support_report report;
	enum err_code rc; /* one that stops everything */
	struct err *err;
};

static enum err_code read_date(const char *cell, char ret[DATE_SIZE], struct err *err)
{
	enum err_code rc;

	ret[0] = '\0';
	if (!*cell || date_read(cell, strlen(cell), DATE_DAY_FIRST, ret))
		return ERR_OK;
	rc = err_fail(err, WHY_DATE_INVALID, "support");
	(void)err_at(err, 0, NULL, cell);
	return rc;
}

/* Is exactly this support there already? */
static enum err_code is_known(struct session *session, const struct support_plan *plan,
	const char *since, bool *ret, struct err *err)
{
	struct support_row *rows = NULL;
	struct person_row person;
	struct student_row peer = {0};
	size_t count = 0;
	enum err_code rc;

	*ret = false;
	if (plan->role == SUPPORT_PEER) {
		rc = student_find_named(session, plan->person, &peer, err);
		if (rc)
			return rc;
		rc = db_support_of_person(session->db, 0, peer.id, &rows, &count, err);
	} else {
		rc = who_person(session->db, plan->person, &person, err);
		if (rc)
			return rc == ERR_NOT_FOUND ? ERR_OK : rc;
		rc = db_support_of_person(session->db, person.id, 0, &rows, &count, err);
	}
	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].role == plan->role && rows[i].student_id == plan->student_id &&
			rows[i].group_id == plan->group_id &&
			(!*since || strcmp(rows[i].since, since) == 0) &&
			strcmp(rows[i].until, plan->until) == 0)
			*ret = true;
	}
	free(rows);
	return rc;
}

static enum err_code take_cells(
	struct importing *importing, const char *const cells[], bool *ret_known, struct err *err)
{
	struct session *session = importing->session;
	struct support_plan plan = {.person = cells[PERSON]};
	struct student_row student = {0};
	struct group_row group = {0};
	char since[DATE_SIZE] = "", until[DATE_SIZE] = "";
	enum err_code rc = ERR_OK;

	if (!*cells[PERSON]) {
		rc = err_fail(err, WHY_FIELD_EMPTY, "person");
		(void)err_at(err, 0, _("The name of the person"), NULL);
	}
	if (!rc)
		rc = role_parse(cells[ROLE], &plan.role, err);
	if (!rc && *cells[MATRICULE])
		rc = student_find_named(session, cells[MATRICULE], &student, err);
	else if (!rc && *cells[GROUP])
		rc = group_find(session, cells[GROUP], NULL, &group, err);
	if (!rc)
		rc = read_date(cells[SINCE], since, err);
	if (!rc)
		rc = read_date(cells[UNTIL], until, err);
	plan.student_id = student.id;
	plan.group_id = group.id;
	plan.since = since;
	plan.until = until;
	if (!rc)
		rc = is_known(session, &plan, since, ret_known, err);
	if (!rc && !*ret_known)
		rc = support_add(session, &plan, NULL, err);
	return rc;
}

static bool is_refusal(enum err_code rc)
{
	return rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_NOT_FOUND;
}

static bool take_row(void *ctx, long line, const char *const cells[])
{
	struct importing *importing = ctx;
	struct err why = {0};
	bool known = false;
	enum err_code rc;

	importing->report.rows++;
	rc = take_cells(importing, cells, &known, &why);
	if (rc && !is_refusal(rc)) {
		*importing->err = why;
		importing->rc = rc;
		return false;
	}
	if (rc) {
		importing->report.refused++;
		why.line = line;
		if (importing->refused)
			importing->refused(importing->ctx, &why);
	} else if (known) {
		importing->report.unchanged++;
	} else {
		importing->report.added++;
	}
	return true;
}

enum err_code support_import(struct session *session, const char *path, bool dry_run,
	support_refused_fn *refused, void *ctx, struct support_report *ret, struct err *err)
{
	struct importing importing = {
		.session = session, .refused = refused, .ctx = ctx, .err = err};
	enum err_code rc =
		db_batch_begin(session->db, "import-supports", path, session->author, err);

	if (rc)
		return rc;
	rc = table_read(path, "support", FIELD_COUNT, fields, 2, take_row, &importing, err);
	if (!rc)
		rc = importing.rc;
	if (!rc && importing.report.rows > 0 && importing.report.refused == importing.report.rows) {
		rc = err_fail(err, WHY_IMPORT_ALL_REFUSED, "supports");
		(void)err_at(err, 0, path, NULL);
	}
	*ret = importing.report;
	if (dry_run && !rc) {
		db_batch_abort(session->db);
		return ERR_OK;
	}
	return db_batch_close(session->db, rc, err);
}
