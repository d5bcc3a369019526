/* What a row of a class list changes, field by field. See import_plan.h. */
#include <stdlib.h>
#include <string.h>

#include "core/import_plan.h"
#include "core/language.h"

struct filling {
	const struct header *header;
	struct import_row *row;
	bool failed;
};

/* What the list calls a field: the name of its column; else our word for it. */
static const char *column_name(const struct header *header, const char *field)
{
	for (size_t i = 0; i < header->count; i++) {
		if (header->columns[i].field != HEADER_UNKNOWN &&
			strcmp(header_field_name(header->columns[i].field), field) == 0)
			return header->columns[i].name;
	}
	return strcmp(field, "matricule") == 0 ? _("Matricule") : _("Group");
}

static void add(struct filling *filling, const char *field, const char *name, const char *before,
	const char *after)
{
	struct import_row *row = filling->row;
	struct import_change *changes, *change;

	if (filling->failed || strcmp(before, after) == 0)
		return;
	changes = realloc(row->changes, (row->change_count + 1) * sizeof *changes);
	if (!changes) {
		filling->failed = true;
		return;
	}
	row->changes = changes;
	change = &changes[row->change_count++];
	*change = (struct import_change){field, strdup(name), strdup(before), strdup(after)};
	filling->failed = !change->name || !change->before || !change->after;
}

static void add_field(
	struct filling *filling, const char *field, const char *before, const char *after)
{
	add(filling, field, column_name(filling->header, field), before, after);
}

static bool add_unknown(void *ctx, const char *name, const char *before, const char *after)
{
	struct filling *filling = ctx;

	add(filling, "", name, before, after);
	return !filling->failed;
}

/* Groups are joined, never left: each one the student is not in yet. */
static enum err_code add_groups(struct filling *filling, struct import *import,
	const struct planned *planned, struct err *err)
{
	for (size_t i = 0; i < planned->row->group_count; i++) {
		const char *code = planned->row->groups[i];
		const struct list_group *group = plan_group(import, code, err);

		if (!group)
			return err->code;
		if (!plan_is_member(group, planned->row->student.id))
			add(filling, "group",
				import->group ? _("Group") : column_name(filling->header, "group"),
				"", code);
	}
	return ERR_OK;
}

/* The unknown columns the list brings, beside those the student has. */
static enum err_code add_extra(struct filling *filling, struct import *import,
	const struct planned *planned, struct err *err)
{
	const char *brought = planned->row->extra;
	char *there = NULL;
	enum err_code rc = ERR_OK;

	if (!brought || !*brought)
		return ERR_OK;
	if (planned->action == IMPORT_CHANGED)
		rc = db_student_extra(import->session->db, planned->row->student.id, &there, err);
	if (rc == ERR_OK)
		rc = db_json_changes(there ? there : "{}", brought, add_unknown, filling, err);
	free(there);
	return rc;
}

enum err_code import_changes_fill(struct import *import, const struct planned *planned,
	struct import_row *row, struct err *err)
{
	static const struct student_row nobody;
	const struct student_row *after = &planned->row->student;
	const struct student_row *before =
		planned->action == IMPORT_CHANGED ? &planned->before : &nobody;
	struct filling filling = {import->header, row, false};
	enum err_code rc;

	if (planned->action != IMPORT_NEW && planned->action != IMPORT_CHANGED)
		return ERR_OK;
	add_field(&filling, "matricule", before->matricule, after->matricule);
	add_field(&filling, "last_name", before->last_name, after->last_name);
	add_field(&filling, "first_name", before->first_name, after->first_name);
	add_field(&filling, "email", before->email, after->email);
	add_field(&filling, "birth_date", before->birth_date, after->birth_date);
	rc = add_groups(&filling, import, planned, err);
	if (rc == ERR_OK)
		rc = add_extra(&filling, import, planned, err);
	if (rc == ERR_OK && filling.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "import");
	return rc;
}

void import_changes_release(struct import_row *row)
{
	for (size_t i = 0; i < row->change_count; i++) {
		free(row->changes[i].name);
		free(row->changes[i].before);
		free(row->changes[i].after);
	}
	free(row->changes);
	row->changes = NULL;
	row->change_count = 0;
}
