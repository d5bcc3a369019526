/* Writing what was planned: one transaction, one undo. See import.h. */
#include <stdlib.h>
#include <string.h>

#include "core/import_plan.h"
#include "core/student.h"

enum { BULK_ROWS = 2000, SPILL_ROWS = 50000 };

struct applying {
	struct import *import;
	struct db_bulk *bulk; /* NULL: few new ones, each written at once */
	struct err *err;
	enum err_code rc;
};

/* The group's id, made if it is new. */
static enum err_code group_id(struct applying *applying, struct list_group *group, int64_t *ret)
{
	enum err_code rc = ERR_OK;

	if (!group->row.id)
		rc = db_group_put(
			applying->import->session->db, &group->row, &group->row.id, applying->err);
	*ret = group->row.id;
	return rc;
}

static enum err_code join_groups(
	struct applying *applying, const struct list_row *row, int64_t student_id, bool fresh)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < row->group_count && !rc; i++) {
		struct list_group *group =
			plan_group(applying->import, row->groups[i], applying->err);
		int64_t id = 0;

		if (!group)
			return applying->err->code;
		rc = group_id(applying, group, &id);
		if (!rc && applying->bulk && fresh)
			rc = db_bulk_member(
				applying->bulk, id, student_id, ++group->position, applying->err);
		else if (!rc)
			rc = db_member_put(
				applying->import->session->db, id, student_id, -1, applying->err);
	}
	return rc;
}

static enum err_code apply_new(struct applying *applying, const struct planned *planned)
{
	const struct list_row *row = planned->row;
	const char *extra = row->extra && *row->extra ? row->extra : NULL;
	struct student_row student = row->student;
	char key[SORT_KEY_SIZE];
	int64_t id = 0;
	/* A matricule that was here and is hidden comes back by the ordinary way. */
	bool fresh = applying->bulk &&
		     !db_student_hidden(applying->import->session->db, student.matricule);
	enum err_code rc;

	student.id = 0;
	if (fresh) {
		student_sort_key(student.last_name, student.first_name, key);
		id = db_student_id(student.matricule);
		rc = db_bulk_student(applying->bulk, &student, key, extra, applying->err);
	} else {
		rc = db_student_put(
			applying->import->session->db, &student, extra, false, &id, applying->err);
	}
	return rc ? rc : join_groups(applying, row, id, fresh);
}

static enum err_code apply_changed(struct applying *applying, const struct planned *planned)
{
	const struct list_row *row = planned->row;
	char *extra = NULL;
	bool changed = false;
	enum err_code rc = plan_merge_extra(
		applying->import, row->student.id, row->extra, &extra, &changed, applying->err);

	if (!rc)
		rc = db_student_put(applying->import->session->db, &row->student, extra, !changed,
			NULL, applying->err);
	free(extra);
	return rc ? rc : join_groups(applying, row, row->student.id, false);
}

static bool apply_row(void *ctx, const struct planned *planned)
{
	struct applying *applying = ctx;

	if (planned->action == IMPORT_NEW)
		applying->rc = apply_new(applying, planned);
	else if (planned->action == IMPORT_CHANGED)
		applying->rc = apply_changed(applying, planned);
	return applying->rc == ERR_OK;
}

static enum err_code write_all(struct import *import, struct err *err)
{
	struct applying applying = {.import = import, .err = err};
	enum err_code rc = ERR_OK;

	if (import->counts.new_ >= BULK_ROWS)
		rc = db_bulk_begin(import->session->db, import->counts.new_, &applying.bulk, err);
	if (!rc) {
		rc = plan_run(import, apply_row, &applying, err);
		if (!rc)
			rc = applying.rc;
	}
	if (applying.bulk) {
		struct err bulk_err;
		enum err_code ended = db_bulk_end(applying.bulk, rc == ERR_OK, &bulk_err);

		if (!rc && ended) {
			rc = ended;
			*err = bulk_err;
		}
	}
	return rc;
}

enum err_code import_apply(struct import *import, struct import_counts *ret, struct err *err)
{
	const char *path = decode_path(import->decode), *slash = strrchr(path, '/');
	struct db *db = import->session->db;
	struct import_counts planned = import->counts;
	bool spill = planned.new_ > SPILL_ROWS;
	enum err_code rc = import_check(import, err);

	if (rc)
		return rc;
	if (planned.new_ + planned.changed == 0) {
		*ret = planned;
		return ERR_OK; /* nothing to write: the file is not touched */
	}
	if (db_student_any(db)) {
		rc = db_backup_rotate(db, "import", err);
		if (rc)
			return rc;
	}
	if (spill)
		rc = db_spill(db, true, err);
	if (!rc)
		rc = db_batch_begin(db, "import-students", slash ? slash + 1 : path,
			import->session->author, err);
	if (!rc) {
		rc = write_all(import, err);
		rc = db_batch_close(db, rc, err);
	}
	if (spill) {
		enum err_code back = db_spill(db, false, rc ? NULL : err);

		rc = rc ? rc : back;
	}
	if (!rc)
		*ret = planned;
	return rc;
}
