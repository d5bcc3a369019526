/* Students, groups, people. See student.h. */
#include "core/student.h"

#include <stdlib.h>
#include <string.h>

#include "core/fold.h"
#include "core/name.h"
#include "core/text.h"
#include "core/who.h"
#include "db/text_cut.h"

void student_sort_key(const char *last_name, const char *first_name, char ret[SORT_KEY_SIZE])
{
	size_t used = fold(last_name, strlen(last_name), ret, NAME_SIZE);

	ret[used++] = '\x01';
	(void)fold(first_name, strlen(first_name), ret + used, NAME_SIZE);
}

enum err_code student_find(
	struct session *session, const char *matricule, struct student_row *ret, struct err *err)
{
	return db_student_by_matricule(session->db, matricule, ret, err);
}

/* The one student of these names, beside the one found; *ret_several: there is another. */
static enum err_code find_cut(struct session *session, const char *last, const char *first,
	struct student_row *found, bool *ret_several, struct err *err)
{
	struct student_row rows[2];
	char key[SORT_KEY_SIZE];
	size_t count = 0;
	enum err_code rc;

	student_sort_key(last, first, key);
	rc = db_student_by_key(session->db, key, 2, rows, &count, err);
	if (rc)
		return rc;
	if (count > 1 || (count == 1 && found->id && found->id != rows[0].id))
		*ret_several = true;
	if (count > 0)
		*found = rows[0];
	return ERR_OK;
}

enum err_code student_find_named(
	struct session *session, const char *text, struct student_row *ret, struct err *err)
{
	enum err_code rc = student_find(session, text, ret, err), found_rc = ERR_OK;
	struct student_row found = {0};
	char last[NAME_SIZE], first[NAME_SIZE];
	bool several = false;

	if (rc != ERR_NOT_FOUND || strlen(text) >= NAME_SIZE)
		return rc;
	if (name_split(text, last, first) == NAME_SURE && *first)
		found_rc = find_cut(session, last, first, &found, &several, err);
	for (size_t i = 0; !found_rc && !several; i++) {
		if (!name_split_each(text, i, last, first))
			break;
		found_rc = find_cut(session, last, first, &found, &several, err);
	}
	if (found_rc)
		return found_rc;
	if (several) {
		(void)err_fail(err, WHY_ROW_HOMONYMS, "names");
		return err_at(err, 0, NULL, text);
	}
	if (found.id)
		*ret = found;
	/* the matricule was not known: err says so */
	return found.id ? ERR_OK : student_find(session, text, ret, err);
}

/* ---- Lists of rows ------------------------------------------------------------ */

/* A growing array of rows of one size. */
struct rows {
	char *bytes;
	size_t size, count, room;
	bool failed;
};

static bool rows_add(struct rows *rows, const void *row)
{
	if (rows->count == rows->room) {
		size_t room = rows->room ? 2 * rows->room : 16;
		char *grown = realloc(rows->bytes, room * rows->size);

		if (!grown) {
			rows->failed = true;
			return false;
		}
		rows->bytes = grown;
		rows->room = room;
	}
	memcpy(rows->bytes + rows->count++ * rows->size, row, rows->size);
	return true;
}

static bool add_group(void *ctx, const struct group_row *row)
{
	return rows_add(ctx, row);
}

static bool add_person(void *ctx, const struct person_row *row)
{
	return rows_add(ctx, row);
}

static bool add_level(void *ctx, const struct current_row *row)
{
	return rows_add(ctx, row);
}

/* Hand rows over to a caller, or free them on failure. */
static enum err_code rows_give(
	struct rows *rows, enum err_code rc, void **ret, size_t *ret_count, struct err *err)
{
	if (!rc && rows->failed)
		rc = err_fail(err, WHY_NO_MEMORY, "rows");
	if (rc) {
		free(rows->bytes);
		return rc;
	}
	*ret = rows->bytes;
	*ret_count = rows->count;
	return ERR_OK;
}

enum err_code group_find(struct session *session, const char *code, const char *year,
	struct group_row *ret, struct err *err)
{
	return db_group_by_code(session->db, code, year, ret, err);
}

enum err_code group_first(struct session *session, struct group_row *ret, struct err *err)
{
	return db_group_first(session->db, ret, err);
}

enum err_code group_list(
	struct session *session, struct group_row **ret, size_t *ret_count, struct err *err)
{
	struct rows rows = {.size = sizeof **ret};
	void *bytes = NULL;
	enum err_code rc = db_group_each(session->db, 0, add_group, &rows, err);

	rc = rows_give(&rows, rc, &bytes, ret_count, err);
	if (!rc)
		*ret = bytes;
	return rc;
}

enum err_code group_year(
	struct session *session, int64_t group_id, char ret[YEAR_SIZE], struct err *err)
{
	struct group_row *groups = NULL;
	size_t count;
	enum err_code rc = session_year(session, ret, err);

	if (rc || group_id == 0)
		return rc;
	rc = group_list(session, &groups, &count, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < count; i++) {
		if (groups[i].id == group_id)
			memcpy(ret, groups[i].year, YEAR_SIZE);
	}
	free(groups);
	return ERR_OK;
}

enum err_code person_list(
	struct session *session, struct person_row **ret, size_t *ret_count, struct err *err)
{
	struct rows rows = {.size = sizeof **ret};
	void *bytes = NULL;
	enum err_code rc = db_person_each(session->db, add_person, &rows, err);

	rc = rows_give(&rows, rc, &bytes, ret_count, err);
	if (!rc)
		*ret = bytes;
	return rc;
}

enum err_code person_put(struct session *session, const char *name, int64_t *ret, struct err *err)
{
	struct person_row person = {0}, known;
	size_t length = text_clean(name, strlen(name), person.name, sizeof person.name, NULL);
	enum err_code rc = ERR_OK;

	if (length >= sizeof person.name)
		rc = err_fail(err, WHY_TEXT_TOO_LONG, "person");
	else if (length == 0)
		rc = err_fail(err, WHY_FIELD_EMPTY, "person");
	if (rc) {
		(void)err_at(err, 0, "--by", "200");
		return rc;
	}
	/* the one who acts is known already, in the spelling that was settled then */
	if (strcmp(person.name, session->author) != 0 &&
		who_person(session->db, person.name, &known, NULL) == ERR_OK)
		(void)text_cut_copy(person.name, sizeof person.name, known.name);
	rc = db_batch_begin(session->db, "person", person.name, session->author, err);
	if (rc)
		return rc;
	rc = db_person_put(session->db, &person, ret, err);
	return db_batch_close(session->db, rc, err);
}

/* ---- One student whole ---------------------------------------------------------- */

enum err_code student_file_load(
	struct session *session, int64_t id, struct student_file *ret, struct err *err)
{
	struct student_file file = {0};
	struct rows groups = {.size = sizeof *file.groups};
	struct rows levels = {.size = sizeof *file.levels};
	void *bytes = NULL;
	enum err_code rc = db_student_by_id(session->db, id, &file.row, err);

	if (!rc) {
		rc = db_group_each(session->db, id, add_group, &groups, err);
		rc = rows_give(&groups, rc, &bytes, &file.group_count, err);
		file.groups = rc ? NULL : bytes;
	}
	if (!rc) {
		rc = db_level_each(session->db, id, add_level, &levels, err);
		rc = rows_give(&levels, rc, &bytes, &file.level_count, err);
		file.levels = rc ? NULL : bytes;
	}
	if (rc) {
		student_file_release(&file);
		return rc;
	}
	*ret = file;
	return ERR_OK;
}

void student_file_release(struct student_file *file)
{
	free(file->groups);
	free(file->levels);
	*file = (struct student_file){0};
}
