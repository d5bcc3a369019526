/* The demonstration class. See demo.h. */
#include "core/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/csv.h"
#include "core/demo_follow.h"
#include "core/demo_grades.h"
#include "core/fixture.h"
#include "core/rating.h"
#include "core/text.h"

enum { CELLS = 8 };

struct filling {
	struct session *session;
	struct err *err;
	enum err_code rc;
	bool header_seen;
	char cells[CELLS][COMMENT_SIZE];
	/* The student and occasion last met: ratings come in runs of both. */
	char matricule[MATRICULE_SIZE], held_on[DATE_SIZE], person[NAME_SIZE];
	int64_t student_id, assessment_id;
	enum assessment_kind kind;
};

/* Take the cells of a record; false for the header, and after an error. */
static bool take(struct filling *filling, const struct csv_record *record)
{
	if (!filling->header_seen) {
		filling->header_seen = true;
		return false;
	}
	for (size_t i = 0; i < CELLS; i++) {
		const char *text = i < record->count ? record->cells[i].text : "";
		size_t length = i < record->count ? record->cells[i].length : 0;

		(void)text_clean(text, length, filling->cells[i], COMMENT_SIZE, NULL);
	}
	return filling->rc == ERR_OK;
}

/* ---- Students, by group --------------------------------------------------------- */

/* dd/mm/yyyy, as our own file has it */
static void birth_date(const char *text, char ret[DATE_SIZE])
{
	unsigned day, month, year;

	if (sscanf(text, "%2u/%2u/%4u", &day, &month, &year) == 3)
		(void)snprintf(
			ret, DATE_SIZE, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
}

static bool take_student(void *ctx, const struct csv_record *record)
{
	struct filling *filling = ctx;
	struct db *db = filling->session->db;
	struct student_row student = {0};
	struct group_row group = {.kind = GROUP_CLASS};
	int64_t group_id = 0, student_id = 0;
	char *extra = NULL, json[64];

	if (!take(filling, record))
		return true;
	(void)snprintf(student.matricule, sizeof student.matricule, "%.64s", filling->cells[0]);
	(void)snprintf(student.last_name, sizeof student.last_name, "%.200s", filling->cells[1]);
	(void)snprintf(student.first_name, sizeof student.first_name, "%.200s", filling->cells[2]);
	(void)snprintf(student.email, sizeof student.email, "%.254s", filling->cells[3]);
	birth_date(filling->cells[4], student.birth_date);
	(void)snprintf(group.code, sizeof group.code, "%.100s", filling->cells[5]);
	(void)snprintf(group.label, sizeof group.label, "MIAS %.100s", filling->cells[5]);
	filling->rc = session_year(filling->session, group.year, filling->err);
	if (!filling->rc)
		filling->rc = db_json_quote(filling->cells[6], &extra, filling->err);
	if (!filling->rc) {
		(void)snprintf(json, sizeof json, "{\"Sexe\":%.40s}", extra);
		filling->rc = db_group_put(db, &group, &group_id, filling->err);
	}
	if (!filling->rc)
		filling->rc = db_student_put(db, &student, json, false, &student_id, filling->err);
	if (!filling->rc)
		filling->rc = db_member_put(db, group_id, student_id, -1, filling->err);
	free(extra);
	return filling->rc == ERR_OK;
}

static bool take_person(void *ctx, const struct csv_record *record)
{
	struct filling *filling = ctx;
	struct person_row person = {0};

	if (!take(filling, record))
		return true;
	(void)snprintf(person.name, sizeof person.name, "%.200s", filling->cells[0]);
	(void)snprintf(person.email, sizeof person.email, "%.254s", filling->cells[1]);
	filling->rc = db_person_put(filling->session->db, &person, NULL, filling->err);
	return filling->rc == ERR_OK;
}

/* ---- Ratings ------------------------------------------------------------------------ */

static enum err_code find_student(struct filling *filling)
{
	struct student_row student;
	enum err_code rc;

	if (strcmp(filling->matricule, filling->cells[0]) == 0)
		return ERR_OK;
	rc = db_student_by_matricule(
		filling->session->db, filling->cells[0], &student, filling->err);
	if (!rc) {
		memcpy(filling->matricule, student.matricule, sizeof filling->matricule);
		filling->student_id = student.id;
	}
	return rc;
}

static enum err_code find_occasion(struct filling *filling)
{
	char today[DATE_SIZE], held_on[DATE_SIZE];
	enum assessment_kind kind;
	struct person_row person = {0};
	enum err_code rc = kind_parse(filling->cells[3], &kind, filling->err);

	clock_today(today);
	clock_add_days(today, -(int)strtol(filling->cells[4], NULL, 10), held_on);
	if (rc || (filling->assessment_id && kind == filling->kind &&
			  strcmp(held_on, filling->held_on) == 0 &&
			  strcmp(filling->person, filling->cells[5]) == 0))
		return rc;
	if (*filling->cells[5])
		rc = db_person_by_name(
			filling->session->db, filling->cells[5], &person, filling->err);
	if (!rc)
		rc = db_assessment_put(filling->session->db, kind, held_on, person.id,
			&filling->assessment_id, filling->err);
	filling->kind = kind;
	memcpy(filling->held_on, held_on, sizeof held_on);
	(void)snprintf(filling->person, sizeof filling->person, "%.200s", filling->cells[5]);
	return rc;
}

static bool take_rating(void *ctx, const struct csv_record *record)
{
	struct filling *filling = ctx;
	const struct framework *framework;
	size_t item = 0;
	int level = LEVEL_NONE;

	if (!take(filling, record))
		return true;
	filling->rc = find_student(filling);
	if (!filling->rc)
		filling->rc = find_occasion(filling);
	if (!filling->rc)
		filling->rc = framework_resolve(&filling->session->frameworks, filling->cells[1],
			&framework, &item, filling->err);
	if (!filling->rc)
		filling->rc = framework_level(framework, filling->cells[2], &level, filling->err);
	if (!filling->rc)
		filling->rc = db_rating_put(filling->session->db, filling->student_id,
			framework->items[item].row.id, filling->assessment_id, level,
			filling->cells[6], NULL, filling->err);
	return filling->rc == ERR_OK;
}

/* ---- The whole ------------------------------------------------------------------------- */

static enum err_code read_fixture(struct filling *filling, const char *name, csv_record_fn *each)
{
	const char *data;
	size_t size;
	enum err_code rc;

	if (!fixture_find(name, &data, &size))
		return err_fail(filling->err, WHY_INTERNAL, "%s is not built in", name);
	filling->header_seen = false;
	rc = csv_read_text(data, size, true, ';', each, filling, filling->err);
	return rc ? rc : filling->rc;
}

enum err_code demo_fill(struct session *session, struct err *err)
{
	struct filling *filling = calloc(1, sizeof *filling);
	enum err_code rc;

	if (!filling)
		return err_fail(err, WHY_NO_MEMORY, "demonstration");
	filling->session = session;
	filling->err = err;
	rc = db_batch_begin(session->db, "demo", "", session->author, err);
	if (!rc) {
		rc = read_fixture(filling, "demo/students.csv", take_student);
		if (!rc)
			rc = read_fixture(filling, "demo/people.csv", take_person);
		if (!rc)
			rc = read_fixture(filling, "demo/ratings.csv", take_rating);
		if (!rc)
			rc = demo_follow_fill(session, err);
		if (!rc)
			rc = demo_grades_fill(session, err);
		rc = db_batch_close(session->db, rc, err);
	}
	free(filling);
	return rc;
}

/* A private folder where temporary files go. */
static enum err_code private_folder(char **ret, struct err *err)
{
	static const char *const variables[] = {"XDG_RUNTIME_DIR", "TMPDIR"};
	const char *base = "/tmp";
	char *folder = NULL;

	for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
		const char *value = getenv(variables[i]);

		if (value && *value == '/' && access(value, W_OK) == 0) {
			base = value;
			break;
		}
	}
	if (asprintf(&folder, "%s/suivi-demo-XXXXXX", base) < 0)
		return err_fail(err, WHY_NO_MEMORY, "demonstration");
	if (!mkdtemp(folder)) {
		enum err_code rc = err_fail(err, WHY_FILE_DENIED, "mkdtemp");

		(void)err_at(err, 0, base, NULL);
		free(folder);
		return rc;
	}
	*ret = folder;
	return ERR_OK;
}

enum err_code session_demo(const char *as, struct session **ret, struct err *err)
{
	char *folder = NULL, *path = NULL;
	struct session *session = NULL;
	enum err_code rc = private_folder(&folder, err);

	if (rc)
		return rc;
	if (asprintf(&path, "%s/demo.db", folder) < 0) {
		path = NULL;
		rc = err_fail(err, WHY_NO_MEMORY, "demonstration");
	}
	if (!rc)
		rc = session_init(path, 0, NULL, NULL, as, &session, err);
	if (!rc) {
		session->demo = true;
		rc = session_act_as(session, as && *as ? as : "=A. Maes", err);
	}
	if (!rc)
		rc = demo_fill(session, err);
	if (rc) {
		session_close(session);
		(void)rmdir(folder);
	} else {
		*ret = session;
	}
	free(folder);
	free(path);
	return rc;
}

void demo_remove(const char *path)
{
	static const char *const beside[] = {"", "-journal"};
	char *folder = strdup(path), *slash = folder ? strrchr(folder, '/') : NULL, *name = NULL;

	for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
		if (asprintf(&name, "%s%s", path, beside[i]) >= 0) {
			(void)unlink(name);
			free(name);
		}
	}
	if (slash) {
		*slash = '\0';
		(void)rmdir(folder);
	}
	free(folder);
}
