/*
 * For scenarios that need students but no list: seed FILE MATRICULE LAST FIRST…
 * puts them in the group M1 as one batch, as an import would.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/message.h"
#include "core/student.h"

static enum err_code put_student(
	struct session *session, char *const words[], int64_t group_id, struct err *err)
{
	struct student_row row = {0};
	int64_t id;
	enum err_code rc;

	(void)snprintf(row.matricule, sizeof(row.matricule), "%s", words[0]);
	(void)snprintf(row.last_name, sizeof(row.last_name), "%s", words[1]);
	(void)snprintf(row.first_name, sizeof(row.first_name), "%s", words[2]);
	rc = db_student_put(session->db, &row, NULL, false, &id, err);
	if (rc == ERR_OK)
		rc = db_member_put(session->db, group_id, id, -1, err);
	return rc;
}

static enum err_code seed(struct session *session, int count, char *const words[], struct err *err)
{
	struct group_row group = {.code = "M1", .year = "2026-2027"};
	int64_t group_id;
	enum err_code rc;

	rc = db_batch_begin(session->db, "import-students", "seed", session->author, err);
	if (rc)
		return rc;
	rc = db_group_put(session->db, &group, &group_id, err);
	for (int i = 0; rc == ERR_OK && i + 2 < count; i += 3)
		rc = put_student(session, words + i, group_id, err);
	return db_batch_close(session->db, rc, err);
}

int main(int argc, char *argv[])
{
	struct session *session = NULL;
	struct err err = {0};
	enum err_code rc;

	if (argc < 2)
		return 2;
	rc = session_open(argv[1], 0, NULL, &session, &err);
	if (rc == ERR_OK)
		rc = seed(session, argc - 2, argv + 2, &err);
	if (rc)
		(void)fprintf(stderr, "seed: %s %s\n", err_text(err.reason)->name, err.detail);
	session_close(session);
	return message_exit_status(rc);
}
