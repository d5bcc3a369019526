/* Export to CSV or JSON. See export.h; frameworks are in export_framework.c. */
#include "core/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/export_framework.h"
#include "core/language.h"
#include "core/outfile.h"
#include "core/rating.h"
#include "core/student.h"
#include "db/grades.h"

enum { PAGE = 500 };

/* Names of the unknown columns, in the order they were met. */
struct extras {
	size_t count, room;
	char **names;
	bool failed;
};

struct writing {
	struct session *session;
	enum export_what what;
	enum target_form form;
	const struct framework *framework;
	FILE *stream;
	struct csv_writer csv;
	struct extras extras;
	char **values; /* of the student being written, per extra; owned */
	const struct student_row *student;
	char year[YEAR_SIZE]; /* whose groups are written: those of other years would come back as
				 this one's */
	bool at_once; /* the output never waits for a reader: a page is read at one moment */
	long rows;
	struct err *err;
	enum err_code rc;
};

/* What a callback noted stands before what the walk around it returned. */
static bool failed(struct writing *writing, enum err_code rc)
{
	if (!writing->rc)
		writing->rc = rc;
	return writing->rc != ERR_OK;
}

/* ---- JSON ------------------------------------------------------------------------ */

/* ,"name":"value" (null where empty); first: no comma. */
static void json_text(struct writing *writing, bool first, const char *name, const char *value)
{
	char *quoted = NULL;

	if (writing->rc)
		return;
	writing->rc = db_json_quote(value && *value ? value : NULL, &quoted, writing->err);
	if (!writing->rc)
		(void)fprintf(writing->stream, "%s\"%s\":%s", first ? "" : ",", name, quoted);
	free(quoted);
}

static void json_begin_row(struct writing *writing)
{
	(void)fputs(writing->rows ? ",\n{" : "\n{", writing->stream);
}

/* ---- Students ----------------------------------------------------------------------- */

static size_t extra_index(struct extras *extras, const char *name)
{
	for (size_t i = 0; i < extras->count; i++) {
		if (strcmp(extras->names[i], name) == 0)
			return i;
	}
	return (size_t)-1;
}

static bool note_extra(void *ctx, const char *column, const char *value)
{
	struct extras *extras = ctx;

	(void)value;
	if (extra_index(extras, column) != (size_t)-1)
		return true;
	if (extras->count == extras->room) {
		size_t room = extras->room ? 2 * extras->room : 16;
		char **grown = realloc(extras->names, room * sizeof *grown);

		if (!grown) {
			extras->failed = true;
			return false;
		}
		extras->names = grown;
		extras->room = room;
	}
	extras->names[extras->count] = strdup(column);
	if (!extras->names[extras->count]) {
		extras->failed = true;
		return false;
	}
	extras->count++;
	return true;
}

static bool take_extra(void *ctx, const char *column, const char *value)
{
	struct writing *writing = ctx;
	size_t at = extra_index(&writing->extras, column);

	if (at != (size_t)-1) {
		free(writing->values[at]);
		writing->values[at] = strdup(value);
		if (!writing->values[at])
			writing->rc = err_fail(writing->err, WHY_NO_MEMORY, "export");
	}
	return writing->rc == ERR_OK;
}

struct groups_text {
	char text[8192];
	bool json;
	struct writing *writing;
};

static bool take_group(void *ctx, const struct group_row *row)
{
	struct groups_text *groups = ctx;
	size_t used = strlen(groups->text);
	char *quoted = NULL;
	const char *code = row->code;

	if (strcmp(row->year, groups->writing->year) != 0)
		return true;
	if (groups->json)
		groups->writing->rc = db_json_quote(code, &quoted, groups->writing->err);
	if (groups->writing->rc)
		return false;
	code = quoted ? quoted : code;
	if (strlen(code) + 2 <= sizeof groups->text - used)
		(void)snprintf(groups->text + used, sizeof groups->text - used, "%s%s",
			used ? (groups->json ? "," : "|") : "", code);
	free(quoted);
	return true;
}

static const char *student_headers[] = {N_("Matricule"), N_("Last name"), N_("First name"),
	N_("E-mail"), N_("Date of birth"), N_("Group")};
static const char *const student_names[] = {
	"matricule", "last_name", "first_name", "email", "birth_date", "group"};

static void student_header(struct writing *writing)
{
	bool people = writing->form == TARGET_CSV;

	for (size_t i = 0; i < sizeof student_names / sizeof student_names[0]; i++)
		csv_writer_text(&writing->csv, people ? _(student_headers[i]) : student_names[i]);
	for (size_t i = 0; i < writing->extras.count; i++)
		csv_writer_text(&writing->csv, writing->extras.names[i]);
	csv_writer_end_row(&writing->csv);
}

static void student_csv(
	struct writing *writing, const struct student_row *student, const char *groups)
{
	char date[DATE_SIZE];

	csv_writer_text(&writing->csv, student->matricule);
	csv_writer_text(&writing->csv, student->last_name);
	csv_writer_text(&writing->csv, student->first_name);
	csv_writer_text(&writing->csv, student->email);
	if (writing->form == TARGET_CSV)
		date_for_people(student->birth_date, date);
	else
		memcpy(date, student->birth_date, sizeof date);
	csv_writer_value(&writing->csv, date);
	csv_writer_text(&writing->csv, groups);
	for (size_t i = 0; i < writing->extras.count; i++)
		csv_writer_text(&writing->csv, writing->values[i] ? writing->values[i] : "");
	csv_writer_end_row(&writing->csv);
}

static void student_json(
	struct writing *writing, const struct student_row *student, const char *groups)
{
	json_begin_row(writing);
	json_text(writing, true, "matricule", student->matricule);
	json_text(writing, false, "last_name", student->last_name);
	json_text(writing, false, "first_name", student->first_name);
	json_text(writing, false, "email", student->email);
	json_text(writing, false, "birth_date", student->birth_date);
	(void)fprintf(writing->stream, ",\"groups\":[%s]", groups);
	if (writing->extras.count > 0) {
		bool first = true;

		(void)fputs(",\"extra\":{", writing->stream);
		for (size_t i = 0; i < writing->extras.count && !writing->rc; i++) {
			char *name = NULL, *value = NULL;

			if (!writing->values[i])
				continue;
			writing->rc = db_json_quote(writing->extras.names[i], &name, writing->err);
			if (!writing->rc)
				writing->rc =
					db_json_quote(writing->values[i], &value, writing->err);
			if (!writing->rc)
				(void)fprintf(
					writing->stream, "%s%s:%s", first ? "" : ",", name, value);
			first = false;
			free(name);
			free(value);
		}
		(void)fputc('}', writing->stream);
	}
	(void)fputc('}', writing->stream);
}

static void write_student(struct writing *writing, const struct student_row *student)
{
	struct groups_text groups = {.json = writing->form == TARGET_JSON, .writing = writing};
	enum err_code rc;

	for (size_t i = 0; i < writing->extras.count; i++) {
		free(writing->values[i]);
		writing->values[i] = NULL;
	}
	rc = db_group_each(writing->session->db, student->id, take_group, &groups, writing->err);
	if (!rc && !writing->rc && writing->extras.count > 0)
		rc = db_student_extra_each(
			writing->session->db, student->id, take_extra, writing, writing->err);
	if (failed(writing, rc))
		return;
	if (writing->form == TARGET_JSON)
		student_json(writing, student, groups.text);
	else
		student_csv(writing, student, groups.text);
	writing->rows++;
}

/* ---- Ratings --------------------------------------------------------------------------- */

static const char *rating_headers[] = {N_("Matricule"), N_("Last name"), N_("First name"),
	N_("Framework"), N_("Item"), N_("Level"), N_("Kind"), N_("Date"), N_("By"), N_("Comment")};
static const char *const rating_names[] = {"matricule", "last_name", "first_name", "framework",
	"item", "level", "kind", "date", "by", "comment"};

static void rating_header(struct writing *writing)
{
	bool people = writing->form == TARGET_CSV;

	for (size_t i = 0; i < sizeof rating_names / sizeof rating_names[0]; i++)
		csv_writer_text(&writing->csv, people ? _(rating_headers[i]) : rating_names[i]);
	csv_writer_end_row(&writing->csv);
}

static const struct framework *framework_of(
	const struct writing *writing, int64_t item_id, size_t *ret_item)
{
	const struct framework_list *list = &writing->session->frameworks;

	for (size_t i = 0; i < list->count; i++) {
		if (writing->framework && writing->framework != &list->frameworks[i])
			continue;
		*ret_item = framework_item_by_id(&list->frameworks[i], item_id);
		if (*ret_item != (size_t)-1)
			return &list->frameworks[i];
	}
	return NULL;
}

static void level_text(int level, char ret[16])
{
	if (level == LEVEL_NOT_OBSERVED)
		(void)snprintf(ret, 16, "NO");
	else if (level == LEVEL_NONE)
		ret[0] = '\0';
	else
		(void)snprintf(ret, 16, "%d", level);
}

static void rating_csv(struct writing *writing, const struct framework *framework, size_t item,
	const struct rating_row *row, const char *comment, const char *person)
{
	bool people = writing->form == TARGET_CSV;
	char date[DATE_SIZE], level[16], name[FRAMEWORK_NAME_SIZE];

	framework_name(&writing->session->frameworks, framework, name);
	level_text(row->level, level);
	memcpy(date, row->held_on, sizeof date);
	if (people)
		date_for_people(row->held_on, date);
	csv_writer_text(&writing->csv, writing->student->matricule);
	csv_writer_text(&writing->csv, writing->student->last_name);
	csv_writer_text(&writing->csv, writing->student->first_name);
	csv_writer_text(&writing->csv, name);
	csv_writer_text(&writing->csv, framework->items[item].row.code);
	csv_writer_value(&writing->csv, level);
	csv_writer_text(&writing->csv, people ? kind_name(row->kind) : kind_code(row->kind));
	csv_writer_value(&writing->csv, date);
	csv_writer_text(&writing->csv, person ? person : "");
	csv_writer_text(&writing->csv, comment ? comment : "");
	csv_writer_end_row(&writing->csv);
}

static void rating_json(struct writing *writing, const struct framework *framework, size_t item,
	const struct rating_row *row, const char *comment, const char *person)
{
	json_begin_row(writing);
	json_text(writing, true, "matricule", writing->student->matricule);
	json_text(writing, false, "framework", framework->row.code);
	json_text(writing, false, "item", framework->items[item].row.code);
	if (row->level > 0)
		(void)fprintf(writing->stream, ",\"level\":%d", row->level);
	else
		(void)fputs(
			row->level == LEVEL_NOT_OBSERVED ? ",\"level\":\"NO\"" : ",\"level\":null",
			writing->stream);
	json_text(writing, false, "kind", kind_code(row->kind));
	json_text(writing, false, "date", row->held_on);
	json_text(writing, false, "by", person);
	json_text(writing, false, "comment", comment);
	json_text(writing, false, "version", framework->row.version);
	(void)fputc('}', writing->stream);
}

static bool take_rating(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct writing *writing = ctx;
	size_t item = 0;
	const struct framework *framework = framework_of(writing, row->item_id, &item);

	if (!framework)
		return true;
	if (writing->form == TARGET_JSON)
		rating_json(writing, framework, item, row, comment, person);
	else
		rating_csv(writing, framework, item, row, comment, person);
	writing->rows++;
	return writing->rc == ERR_OK && !ferror(writing->stream);
}

/* ---- Walking the students -------------------------------------------------------------------- */

struct page {
	int64_t ids[PAGE];
	size_t count;
};

static bool take_id(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	struct page *page = ctx;

	(void)sort_key;
	(void)matricule;
	page->ids[page->count++] = id;
	return true;
}

typedef enum err_code student_fn(struct writing *writing, const struct student_row *student);

/*
 * A page of students. Read at one moment, so that the file is not locked and looked
 * at again for each statement; no longer than that, since others cannot commit meanwhile.
 */
static enum err_code each_of(
	struct writing *writing, const int64_t *ids, size_t count, student_fn *each)
{
	enum err_code rc = ERR_OK;

	if (writing->at_once)
		db_read_begin(writing->session->db);
	for (size_t i = 0; i < count && !rc; i++) {
		struct student_row student;

		rc = db_student_by_id(writing->session->db, ids[i], &student, writing->err);
		if (!rc)
			rc = each(writing, &student);
	}
	if (writing->at_once)
		db_read_end(writing->session->db);
	return rc;
}

/* A group in the order of its list, read at once: page by page it would be sorted for each. */
static enum err_code each_of_group(struct writing *writing, int64_t group_id, student_fn *each)
{
	int64_t *ids = NULL;
	size_t count = 0;
	enum err_code rc =
		db_member_ids(writing->session->db, group_id, &ids, &count, writing->err);

	for (size_t at = 0; at < count && !rc; at += PAGE)
		rc = each_of(writing, ids + at, count - at < PAGE ? count - at : PAGE, each);
	free(ids);
	return rc;
}

static enum err_code each_student(struct writing *writing, int64_t group_id, student_fn *each)
{
	struct student_cursor cursor = {0};
	enum err_code rc = ERR_OK;

	if (group_id)
		return each_of_group(writing, group_id, each);
	while (!rc && !cursor.finished) {
		struct page page = {.count = 0};

		rc = db_student_page(writing->session->db, 0, 0, ORDER_NAME, &cursor, PAGE, take_id,
			&page, writing->err);
		if (!rc)
			rc = each_of(writing, page.ids, page.count, each);
	}
	return rc;
}

static enum err_code collect_extra(struct writing *writing, const struct student_row *student)
{
	enum err_code rc = db_student_extra_each(
		writing->session->db, student->id, note_extra, &writing->extras, writing->err);

	if (!rc && writing->extras.failed)
		rc = err_fail(writing->err, WHY_NO_MEMORY, "export");
	return rc;
}

/* The unknown columns of all who will be written; most files have none, which is seen in one pass.
 */
static enum err_code collect_extras(struct writing *writing, int64_t group_id)
{
	bool any = true;
	enum err_code rc = ERR_OK;

	if (!group_id)
		rc = db_student_extra_any(writing->session->db, &any, writing->err);
	if (!rc && any)
		rc = each_student(writing, group_id, collect_extra);
	return rc;
}

static enum err_code one_student(struct writing *writing, const struct student_row *student)
{
	writing->student = student;
	if (writing->what == EXPORT_STUDENTS)
		write_student(writing, student);
	else
		(void)failed(writing, db_rating_each(writing->session->db, student->id, 0,
					      take_rating, writing, writing->err));
	return writing->rc;
}

static enum err_code write_all(struct writing *writing, int64_t group_id)
{
	enum err_code rc = ERR_OK;
	bool json = writing->form == TARGET_JSON;

	if (writing->what == EXPORT_STUDENTS)
		rc = collect_extras(writing, group_id);
	writing->values = calloc(writing->extras.count + 1, sizeof *writing->values);
	if (!rc && !writing->values)
		rc = err_fail(writing->err, WHY_NO_MEMORY, "export");
	if (rc)
		return rc;
	if (json)
		(void)fputs("{\"version\":1,\"data\":[", writing->stream);
	else if (writing->what == EXPORT_STUDENTS)
		student_header(writing);
	else
		rating_header(writing);
	rc = each_student(writing, group_id, one_student);
	if (json)
		(void)fputs("\n],\"warnings\":[]}\n", writing->stream);
	return rc;
}

static void release(struct writing *writing)
{
	for (size_t i = 0; i < writing->extras.count; i++) {
		free(writing->extras.names[i]);
		if (writing->values)
			free(writing->values[i]);
	}
	free(writing->extras.names);
	free(writing->values);
}

/* A pipe waits for who reads it, for hours in a pager. */
static bool is_regular(FILE *stream)
{
	struct stat info;

	return fstat(fileno(stream), &info) == 0 && S_ISREG(info.st_mode);
}

enum err_code export_write(struct session *session, enum export_what what, const struct target *to,
	int64_t group_id, const struct framework *framework, long *ret_rows, struct err *err)
{
	struct writing writing = {.session = session,
		.what = what,
		.form = to->form,
		.framework = framework,
		.err = err};
	struct outfile file;
	enum err_code rc = outfile_open(&file, to->path, to->replace, err);

	if (rc)
		return rc;
	writing.stream = file.stream;
	writing.at_once = is_regular(file.stream);
	if (to->form != TARGET_JSON)
		csv_writer_init(&writing.csv, file.stream, target_csv_mode(to->form));
	if (what == EXPORT_FRAMEWORK)
		rc = export_framework(session, framework, to->form, file.stream,
			to->form == TARGET_JSON ? NULL : &writing.csv, &writing.rows, err);
	else
		rc = group_year(session, group_id, writing.year, err);
	if (!rc && what != EXPORT_FRAMEWORK)
		rc = write_all(&writing, group_id);
	if (!rc)
		rc = db_read_whole(session->db, err);
	if (!rc && to->form != TARGET_JSON)
		rc = csv_writer_finish(&writing.csv, err);
	release(&writing);
	rc = outfile_close(&file, rc, err);
	if (!rc && ret_rows)
		*ret_rows = writing.rows;
	return rc;
}
