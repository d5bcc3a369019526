/* Comparing a class list with the file. See import_plan.h. */
#include "core/import_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mend.h"

enum { PROGRESS_ROWS = 10000 };

static uint64_t member_hash(int64_t student_id)
{
	return hash_bytes(9, (const char *)&student_id, sizeof student_id);
}

/* ---- Groups --------------------------------------------------------------------------- */

struct members {
	struct hash_set *set;
	int count;
	struct err *err;
	enum err_code rc;
};

static bool take_member(void *ctx, int64_t id)
{
	struct members *members = ctx;
	bool fresh;

	members->rc = hash_set_add(members->set, member_hash(id), &fresh, members->err);
	members->count++;
	return members->rc == ERR_OK;
}

struct alike {
	const char *code, *year;
	struct group_row *ret;
	bool found;
};

static bool take_alike(void *ctx, const struct group_row *row)
{
	struct alike *alike = ctx;

	alike->found =
		strcmp(row->year, alike->year) == 0 && strcasecmp(row->code, alike->code) == 0;
	if (alike->found)
		*alike->ret = *row;
	return !alike->found;
}

/* The group of the year under this code; "m1" is M1. Errors: WHY_GROUP_UNKNOWN. */
static enum err_code find_group(
	struct import *import, const char *code, struct group_row *ret, struct err *err)
{
	struct alike alike = {.code = code, .year = import->year, .ret = ret};
	enum err_code rc = db_group_by_code(import->session->db, code, import->year, ret, err);

	if (rc != ERR_NOT_FOUND ||
		db_group_each(import->session->db, 0, take_alike, &alike, NULL) != ERR_OK)
		return rc;
	return alike.found ? ERR_OK : rc;
}

struct list_group *plan_group(struct import *import, const char *code, struct err *err)
{
	struct members members = {.err = err};
	struct list_group *group;
	enum err_code rc;

	/* Lists come class by class: mostly it is the one of the row before. */
	if (import->group_last < import->group_count &&
		strcmp(import->groups[import->group_last].row.code, code) == 0)
		return &import->groups[import->group_last];
	for (size_t i = 0; i < import->group_count; i++) {
		if (strcmp(import->groups[i].row.code, code) == 0) {
			import->group_last = i;
			return &import->groups[i];
		}
	}
	for (size_t i = 0; i < import->group_count; i++) {
		if (strcasecmp(import->groups[i].row.code, code) == 0)
			return &import->groups[i];
	}
	if (import->group_count == GROUPS_TOUCHED_MAX) {
		(void)err_fail(err, WHY_TOO_MANY_GROUPS, "groups");
		(void)err_at(err, 0, NULL, code);
		return NULL;
	}
	group = &import->groups[import->group_count];
	*group = (struct list_group){0};
	rc = find_group(import, code, &group->row, err);
	if (rc == ERR_NOT_FOUND) {
		memcpy(group->row.code, code, strlen(code) + 1);
		memcpy(group->row.year, import->year, sizeof import->year);
		import->group_count++;
		return group;
	}
	members.set = &group->members;
	if (!rc)
		rc = db_member_each(import->session->db, group->row.id, take_member, &members, err);
	if (!rc)
		rc = members.rc;
	if (rc) {
		hash_set_clear(&group->members);
		return NULL;
	}
	group->position = members.count;
	import->group_count++;
	return group;
}

bool plan_is_member(const struct list_group *group, int64_t student_id)
{
	return group->row.id && hash_set_has(&group->members, member_hash(student_id));
}

/* Is the student in every group the row names? */
static enum err_code in_groups(
	struct import *import, const struct list_row *row, int64_t id, bool *ret, struct err *err)
{
	*ret = true;
	for (size_t i = 0; i < row->group_count && *ret; i++) {
		struct list_group *group = plan_group(import, row->groups[i], err);

		if (!group)
			return err->code;
		*ret = plan_is_member(group, id);
	}
	return ERR_OK;
}

/* ---- Unknown columns ------------------------------------------------------------------- */

enum err_code plan_merge_extra(struct import *import, int64_t student_id, const char *extra,
	char **ret, bool *ret_changed, struct err *err)
{
	char *there = NULL, *merged = NULL;
	enum err_code rc = db_student_extra(import->session->db, student_id, &there, err);

	*ret = NULL;
	*ret_changed = false;
	if (rc)
		return rc;
	if (!extra || !*extra || (there && strcmp(there, extra) == 0)) {
		*ret = there;
		return ERR_OK;
	}
	rc = db_json_merge(there ? there : "{}", extra, &merged, err);
	if (rc) {
		free(there);
		return rc;
	}
	*ret_changed = !there || strcmp(there, merged) != 0;
	free(there);
	*ret = merged;
	return ERR_OK;
}

/* ---- Comparing ------------------------------------------------------------------------ */

/* An empty cell says nothing: what the file has stays. */
static void keep_what_is_not_said(struct student_row *row, const struct student_row *there)
{
	row->id = there->id;
	if (!*row->matricule)
		memcpy(row->matricule, there->matricule, sizeof row->matricule);
	if (!*row->first_name)
		memcpy(row->first_name, there->first_name, sizeof row->first_name);
	if (!*row->email || strcasecmp(row->email, there->email) == 0)
		memcpy(row->email, there->email, sizeof row->email);
	if (!*row->birth_date)
		memcpy(row->birth_date, there->birth_date, sizeof row->birth_date);
}

static bool same_fields(const struct student_row *a, const struct student_row *b)
{
	return strcmp(a->matricule, b->matricule) == 0 && strcmp(a->last_name, b->last_name) == 0 &&
	       strcmp(a->first_name, b->first_name) == 0 && strcmp(a->email, b->email) == 0 &&
	       strcmp(a->birth_date, b->birth_date) == 0;
}

/* The row is about a student who is here: changed or not? */
static enum err_code compare(struct planning *planning, struct planned *planned, int64_t id)
{
	struct import *import = planning->import;
	struct list_row *row = planned->row;
	bool member = false, extra_changed = false;
	char *merged = NULL;
	enum err_code rc = in_groups(import, row, id, &member, planning->err);

	import_index_meet(import->index, id);
	row->student.id = id;
	if (rc)
		return rc;
	if (member && import_index_same(import->index, id,
			      import_content(&row->student,
				      row->extra && *row->extra ? row->extra : NULL))) {
		planned->action = IMPORT_UNCHANGED;
		return ERR_OK;
	}
	rc = db_student_by_id(import->session->db, id, &planned->before, planning->err);
	if (!rc)
		rc = plan_note_changes(planning, planned);
	if (!rc)
		rc = plan_guard(planning, planned);
	if (rc || planned->action == IMPORT_ASK || planned->action == IMPORT_REFUSED)
		return rc;
	keep_what_is_not_said(&row->student, &planned->before);
	planned->fields_differ = !same_fields(&row->student, &planned->before);
	rc = plan_merge_extra(import, id, row->extra, &merged, &extra_changed, planning->err);
	free(merged);
	if (!rc)
		planned->action = planned->fields_differ || extra_changed || !member
					  ? IMPORT_CHANGED
					  : IMPORT_UNCHANGED;
	return rc;
}

/* Note that the matricule stands in the list. *ret_fresh: it did not yet. */
static enum err_code see(struct planning *planning, const struct planned *planned, bool *ret_fresh)
{
	const char *matricule = planned->row->student.matricule;

	return hash_set_add(&planning->import->seen, hash_bytes(7, matricule, strlen(matricule)),
		ret_fresh, planning->err);
}

/* A student may stand in the list once. */
static enum err_code check_twice(struct planning *planning, struct planned *planned)
{
	const struct header *header = planning->import->header;
	size_t column = header_column(header, HEADER_MATRICULE);
	const char *matricule = planned->row->student.matricule;
	char name[2 * NAME_SIZE];
	bool fresh;
	enum err_code rc = see(planning, planned, &fresh);

	if (rc || fresh)
		return rc;
	planned->action = IMPORT_REFUSED;
	if (column != (size_t)-1) {
		(void)err_fail(&planned->why, WHY_ROW_TWICE, "twice");
		(void)err_at(
			&planned->why, planned->row->line, header->columns[column].name, matricule);
		return ERR_OK;
	}
	(void)snprintf(name, sizeof name, "%s %s", planned->row->student.last_name,
		planned->row->student.first_name);
	(void)err_fail(&planned->why, WHY_ROW_TWICE_NAME, "twice");
	(void)err_at(&planned->why, planned->row->line, "", name);
	return ERR_OK;
}

/* A new student whose list has no matricules: named after them, if nobody is yet. */
static enum err_code provisional(struct planning *planning, struct planned *planned)
{
	struct student_row *student = &planned->row->student;
	int64_t id;

	list_row_provisional(student);
	if (import_index_find(planning->import->index, KEY_MATRICULE, student, &id, 1) == 0)
		return ERR_OK;
	return plan_ask_who(planning, planned, &id, 1);
}

/* A row the user leaves out; who it names is not missing from the list. */
static void leave_out(struct import *import, struct planned *planned)
{
	int64_t id;

	if (import_index_find(import->index, KEY_MATRICULE, &planned->row->student, &id, 1) > 0)
		import_index_meet(import->index, id);
	planned->action = IMPORT_REFUSED;
	(void)err_fail(&planned->why, WHY_ROW_LEFT_OUT, "decided");
	(void)err_at(&planned->why, planned->row->line, "", "");
}

static enum err_code decide(struct planning *planning, struct planned *planned)
{
	struct import *import = planning->import;
	struct list_row *row = planned->row;
	const struct decision *decision = plan_decided(import, row->line);
	bool fresh;
	int64_t id = 0;
	enum err_code rc;

	if (decision && decision->student_id == IMPORT_LEFT_OUT) {
		leave_out(import, planned);
		return ERR_OK;
	}
	if (import->group) { /* chosen by the user: the column of the list is kept as it is */
		row->group_count = 1;
		memcpy(row->groups[0], import->group, strlen(import->group) + 1);
	}
	for (size_t i = 0; i < row->group_count; i++) {
		if (!plan_group(import, row->groups[i], planning->err))
			return planning->err->code;
	}
	planned->action = IMPORT_NEW;
	rc = plan_match(planning, planned, &id);
	if (!rc && planned->action == IMPORT_NEW && id)
		rc = compare(planning, planned, id);
	else if (!rc && planned->action == IMPORT_NEW)
		plan_damage(planning, planned);
	if (rc || planned->action == IMPORT_REFUSED)
		return rc;
	if (planned->action == IMPORT_ASK) /* its matricule is taken all the same */
		return *row->student.matricule ? see(planning, planned, &fresh) : ERR_OK;
	if (!id && !*row->student.matricule)
		rc = provisional(planning, planned);
	return rc || planned->action == IMPORT_ASK ? rc : check_twice(planning, planned);
}

static void count(struct import_counts *counts, const struct planned *planned)
{
	counts->rows++;
	switch (planned->action) {
	case IMPORT_NEW:
		counts->new_++;
		break;
	case IMPORT_CHANGED:
		counts->changed++;
		break;
	case IMPORT_UNCHANGED:
		counts->unchanged++;
		break;
	case IMPORT_REFUSED:
		counts->refused++;
		return;
	case IMPORT_ASK:
		counts->ask++;
		counts->asked[planned->question]++;
		counts->shifted += planned->shifted;
		return;
	}
	counts->noted += planned->row->note_count > 0;
}

/* Does it belong to what was asked for: is it a student of the list at all? */
static bool passed_over(const struct import *import, const struct csv_record *record)
{
	return record->line < import->header->first_line || list_row_blank(record);
}

/* Is a cell of this column a name? */
static bool is_name(const struct header *header, size_t column)
{
	return column == header_column(header, HEADER_LAST_NAME) ||
	       column == header_column(header, HEADER_FIRST_NAME) ||
	       column == header_column(header, HEADER_FULL_NAME);
}

/* Room for what a record becomes: its cells one after the other, each with a NUL. */
static bool reserve_cells(struct import *import, const struct csv_record *record)
{
	size_t room = record->count;

	for (size_t c = 0; c < record->count; c++)
		room += record->cells[c].length;
	if (room > import->cells_room) {
		char *grown = realloc(import->cells, room);

		if (!grown)
			return false;
		import->cells = grown;
		import->cells_room = room;
	}
	if (record->count > import->mended_room) {
		struct csv_cell *grown =
			realloc(import->mended, record->count * sizeof *import->mended);

		if (!grown)
			return false;
		import->mended = grown;
		import->mended_room = record->count;
	}
	return true;
}

/* The record with what is certain to be damaged mended; *ret_name: a name was. */
static enum err_code mend_record(struct import *import, const struct csv_record *record,
	struct csv_record *ret, bool *ret_name, struct err *err)
{
	size_t used = 0;
	bool any = false;

	*ret = *record;
	*ret_name = false;
	if (import->answers[QUESTION_MEND] == ANSWER_NO)
		return ERR_OK;
	if (!reserve_cells(import, record))
		return err_fail(err, WHY_NO_MEMORY, "class list");
	for (size_t c = 0; c < record->count; c++) {
		size_t length = 0;

		import->mended[c] = record->cells[c];
		if (!mend_text(record->cells[c].text, record->cells[c].length, import->cells + used,
			    &length))
			continue;
		import->mended[c] = (struct csv_cell){import->cells + used, length};
		used += length + 1;
		any = true;
		*ret_name = *ret_name || is_name(import->header, c);
	}
	if (any)
		ret->cells = import->mended;
	return ERR_OK;
}

/* Is this the code of a group of the year? */
static bool is_group(void *ctx, const char *code)
{
	struct import *import = ctx;
	struct group_row row;

	return strlen(code) < CODE_SIZE && find_group(import, code, &row, NULL) == ERR_OK;
}

static enum err_code take_row(
	struct planning *planning, struct planned *planned, const struct csv_record *record)
{
	struct import *import = planning->import;
	struct csv_record mended;
	struct err why = {0};
	enum err_code rc =
		mend_record(import, record, &mended, &planning->row.mended, planning->err);

	if (rc)
		return rc;
	rc = list_row_read(import->header, import->months_first, &mended, is_group, import,
		&planning->row, &why);
	if (rc == ERR_NO_MEMORY)
		return err_fail(planning->err, WHY_NO_MEMORY, "class list");
	import->mojibake += planning->row.mended;
	if (rc) {
		planned->action = IMPORT_REFUSED;
		planned->why = why;
		return ERR_OK;
	}
	import->nameless += planning->row.nameless;
	import->secret += planning->row.secret;
	return decide(planning, planned);
}

static bool take_record(void *ctx, const struct csv_record *record)
{
	struct planning *planning = ctx;
	struct import *import = planning->import;
	struct planned planned = {.row = &planning->row};

	if (passed_over(import, record))
		return true;
	planning->rc = take_row(planning, &planned, record);
	if (planning->rc)
		return false;
	count(&import->counts, &planned);
	if (import->options.progress && import->counts.rows % PROGRESS_ROWS == 0 &&
		!import->options.progress(import->options.progress_ctx, import->counts.rows, 0)) {
		planning->rc = err_fail(planning->err, WHY_INTERRUPTED, "import");
		return false;
	}
	if (planning->each && !planning->each(planning->ctx, &planned)) {
		planning->stopped = true;
		return false;
	}
	return true;
}

enum err_code plan_run(struct import *import, planned_fn *each, void *ctx, struct err *err)
{
	struct planning planning = {.import = import, .each = each, .ctx = ctx, .err = err};
	enum err_code rc;

	import->counts = (struct import_counts){0};
	import->mojibake = import->zeros = import->nameless = import->secret = 0;
	hash_set_clear(&import->seen);
	import_index_forget(import->index);
	decode_rewind(import->decode);
	rc = csv_read(import->decode, import->header->delimiter, take_record, &planning, err);
	if (!rc)
		rc = planning.rc;
	if (!rc && import_index_failed(import->index))
		rc = err_fail(err, WHY_NO_MEMORY, "import");
	list_row_release(&planning.row);
	return rc;
}

enum err_code plan_all(struct import *import, struct err *err)
{
	struct list_survey *survey = &import->survey;
	bool again = false;
	enum err_code rc;

	plan_forget(survey);
	survey->first = true;
	rc = plan_run(import, NULL, NULL, err);
	survey->first = false;
	for (size_t i = 0; i < ZEROS_LENGTHS; i++)
		again = again || (survey->short_ && survey->zeros.count[i] > 0);
	again = again || survey->others > 0 || survey->crossed > 0 || survey->contested.count > 0;
	if (rc || !again)
		return rc;
	if (survey->others > 0) {
		survey->collecting = true;
		rc = plan_run(import, NULL, NULL, err);
		survey->collecting = false;
	}
	return rc ? rc : plan_run(import, NULL, NULL, err);
}
