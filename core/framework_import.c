/* Framework files brought into the file of a class. See framework.h. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fixture.h"
#include "core/framework_file.h"
#include "core/session.h"

static const size_t none = (size_t)-1;

/* Is this item as it stands in the file? */
static bool same_item(const struct framework *there, const struct framework_draft *draft, size_t i)
{
	const struct draft_item *item = &draft->items[i];
	size_t at = framework_item_by_code(there, item->code);
	const struct item *old;
	const char *parent;

	if (at == none)
		return false;
	old = &there->items[at];
	parent = old->parent == none ? "" : there->items[old->parent].row.code;
	return strcmp(old->row.text, item->text) == 0 && strcmp(old->row.label, item->label) == 0 &&
	       strcmp(old->row.kind, item->kind) == 0 && old->row.position == item->position &&
	       strcmp(parent, item->parent == none ? "" : draft->items[item->parent].code) == 0;
}

/* Would a rating given under the old sentence stand under another one? */
static bool same_meaning(const struct framework *there, const struct draft_item *item)
{
	size_t at = framework_item_by_code(there, item->code);

	return at == none || strcmp(there->items[at].row.text, item->text) == 0;
}

static bool has_code(const struct framework_draft *draft, const char *code)
{
	for (size_t i = 0; i < draft->item_count; i++) {
		if (strcasecmp(draft->items[i].code, code) == 0)
			return true;
	}
	return false;
}

static enum err_code in_use(const char *framework, long line, const char *what, struct err *err)
{
	enum err_code rc = err_fail(err, WHY_FRAMEWORK_IN_USE, "rated");

	(void)err_at(err, line, framework, what);
	return rc;
}

/* Do levels given with one mean the same with the other? Short names and the title do not count. */
static bool same_levels(const struct scale_row *a, const struct scale_row *b)
{
	if (a->level_count != b->level_count || a->mastery != b->mastery)
		return false;
	for (size_t i = 0; i < a->level_count; i++) {
		if (strcmp(a->levels[i].name, b->levels[i].name) != 0)
			return false;
	}
	return true;
}

/* A scale that others stand on, or ratings, keeps its levels: all of them would change at once. */
static enum err_code compare_scale(
	struct session *session, const struct framework_draft *draft, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < session->frameworks.count && !rc; i++) {
		const struct framework *there = &session->frameworks.frameworks[i];
		bool itself = strcmp(there->row.code, draft->row.code) == 0 &&
			      strcmp(there->row.version, draft->row.version) == 0;
		bool used = true;

		if (strcmp(there->scale.code, draft->scale.code) != 0 ||
			same_levels(&there->scale, &draft->scale))
			continue;
		if (itself)
			rc = db_framework_in_use(session->db, there->row.id, &used, err);
		if (rc || !used)
			continue;
		rc = err_fail(err, WHY_SCALE_TAKEN, "other levels");
		(void)err_at(err, 0, there->row.code, draft->scale.code);
	}
	return rc;
}

/* One item of the file; used: ratings were given under the version that is there. */
static enum err_code compare_item(const struct framework *there,
	const struct framework_draft *draft, size_t i, bool used, struct framework_report *report,
	struct err *err)
{
	const struct draft_item *item = &draft->items[i];
	size_t parent = none;

	report->items++;
	if (!there || framework_item_by_code(there, item->code) == none) {
		report->added++;
		if (there && item->parent != none)
			parent = framework_item_by_code(there, draft->items[item->parent].code);
		/* What was rated itself would become a title. */
		if (used && parent != none && there->items[parent].descendants == 0)
			return in_use(
				draft->row.code, item->line, there->items[parent].row.code, err);
	} else if (same_item(there, draft, i)) {
		report->unchanged++;
	} else {
		report->changed++;
		if (used && !same_meaning(there, item))
			return in_use(draft->row.code, item->line, item->code, err);
	}
	return ERR_OK;
}

/* Items the file no longer has: a change too, and none under ratings. */
static enum err_code compare_gone(const struct framework *there,
	const struct framework_draft *draft, bool used, struct framework_report *report,
	struct err *err)
{
	for (size_t i = 0; i < there->item_count; i++) {
		const char *code = there->items[i].row.code;

		if (has_code(draft, code))
			continue;
		report->changed++;
		if (used)
			return in_use(draft->row.code, 0, code, err);
	}
	return ERR_OK;
}

static enum err_code compare(struct session *session, const struct framework_draft *draft,
	struct framework_report *report, struct err *err)
{
	const struct framework *there =
		framework_find(&session->frameworks, draft->row.code, draft->row.version);
	bool used = false;
	enum err_code rc = compare_scale(session, draft, err);

	/* An empty version is one too: not just any. */
	if (there && strcmp(there->row.version, draft->row.version) != 0)
		there = NULL;
	if (!rc && there)
		rc = db_framework_in_use(session->db, there->row.id, &used, err);
	for (size_t i = 0; i < draft->item_count && !rc; i++)
		rc = compare_item(there, draft, i, used, report, err);
	if (!rc && there)
		rc = compare_gone(there, draft, used, report, err);
	return rc;
}

/* The descriptor of every level, "" where the file has none. */
static enum err_code write_descriptors(struct db *db, const struct framework_draft *draft,
	const struct draft_item *item, int64_t item_id, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (int digit = 1; digit <= (int)draft->scale.level_count && !rc; digit++) {
		const char *text = "";

		for (size_t i = 0; i < item->descriptor_count; i++) {
			if (item->descriptors[i].digit == digit)
				text = item->descriptors[i].text;
		}
		rc = db_descriptor_put(db, item_id, digit, text, err);
	}
	return rc;
}

static enum err_code hide_gone(
	struct session *session, const struct framework_draft *draft, struct err *err)
{
	const struct framework *there =
		framework_find(&session->frameworks, draft->row.code, draft->row.version);
	enum err_code rc = ERR_OK;

	if (there && strcmp(there->row.version, draft->row.version) != 0)
		return ERR_OK;
	for (size_t i = 0; there && i < there->item_count && !rc; i++) {
		if (!has_code(draft, there->items[i].row.code))
			rc = db_item_hide(session->db, there->items[i].row.id, err);
	}
	return rc;
}

static enum err_code write_items(
	struct db *db, const struct framework_draft *draft, int64_t framework_id, struct err *err)
{
	int64_t *ids = calloc(draft->item_count + 1, sizeof *ids);
	enum err_code rc = ids ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "items");

	for (size_t i = 0; i < draft->item_count && !rc; i++) {
		const struct draft_item *item = &draft->items[i];
		struct item_row row = {
			.framework_id = framework_id,
			.parent_id = item->parent == none ? 0 : ids[item->parent],
			.position = item->position,
			.text = item->text,
		};

		memcpy(row.code, item->code, sizeof row.code);
		memcpy(row.kind, item->kind, sizeof row.kind);
		memcpy(row.label, item->label, sizeof row.label);
		rc = db_item_put(db, &row, &ids[i], err);
		if (!rc)
			rc = write_descriptors(db, draft, item, ids[i], err);
	}
	free(ids);
	return rc;
}

static enum err_code write_draft(
	struct session *session, const struct framework_draft *draft, struct err *err)
{
	struct framework_row row = draft->row;
	int64_t id = 0;
	enum err_code rc =
		db_batch_begin(session->db, "import-framework", row.code, session->author, err);

	if (rc)
		return rc;
	rc = db_scale_put(session->db, &draft->scale, &row.scale_id, err);
	if (!rc)
		rc = db_framework_put(session->db, &row, &id, err);
	for (size_t i = 0; i < draft->goal_count && !rc; i++)
		rc = db_goal_put(session->db, id, (int)i + 1, draft->goals[i], err);
	if (!rc)
		rc = db_goal_trim(session->db, id, (int)draft->goal_count, err);
	if (!rc)
		rc = write_items(session->db, draft, id, err);
	if (!rc)
		rc = hide_gone(session, draft, err);
	return db_batch_close(session->db, rc, err);
}

/* A file that does not say where it stands keeps its place, or comes after the others. */
static void find_position(const struct session *session, struct framework_draft *draft)
{
	const struct framework_list *list = &session->frameworks;
	int last = 0;

	if (draft->row.position != 0)
		return;
	for (size_t i = 0; i < list->count; i++) {
		const struct framework_row *row = &list->frameworks[i].row;

		if (strcmp(row->code, draft->row.code) == 0) {
			draft->row.position = row->position; /* versions stand together */
			return;
		}
		if (row->position > last)
			last = row->position;
	}
	draft->row.position = last + 1;
}

static enum err_code take(struct session *session, struct framework_draft *draft, bool dry_run,
	struct framework_report *ret, struct err *err)
{
	struct framework_report report = {0};
	bool changed;
	enum err_code rc;

	memcpy(report.code, draft->row.code, sizeof report.code);
	memcpy(report.version, draft->row.version, sizeof report.version);
	for (size_t i = 0; i < FRAMEWORK_LEFT_COUNT; i++) {
		if (draft->left[i].line)
			report.left[report.left_count++] = draft->left[i];
	}
	find_position(session, draft);
	rc = compare(session, draft, &report, err);
	if (!rc && !dry_run)
		rc = write_draft(session, draft, err);
	framework_draft_release(draft);
	if (!rc)
		rc = session_refresh(session, &changed, err);
	if (!rc)
		*ret = report;
	return rc;
}

static_assert((int)FRAMEWORK_LEFT_COUNT <= (int)FRAMEWORK_SAID_MAX, "every kind can be told");

enum err_code framework_import(struct session *session, const char *path, bool dry_run,
	struct framework_report *ret, struct err *err)
{
	struct framework_draft draft;
	enum err_code rc = framework_file_read(path, &draft, err);

	return rc ? rc : take(session, &draft, dry_run, ret, err);
}

/* Parse the i-th shipped framework. *ret_more false: there are no more. */
static enum err_code shipped(size_t i, bool *ret_more, struct framework_draft *ret, struct err *err)
{
	const char *name, *data;
	size_t size;

	*ret_more = fixture_each("frameworks/", i, &name, &data, &size);
	return *ret_more ? framework_file_parse(name, data, size, ret, err) : ERR_OK;
}

enum err_code framework_import_shipped(struct session *session, const char *code, bool dry_run,
	struct framework_report *ret, struct err *err)
{
	struct framework_draft draft;
	bool more = true;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; !rc && more; i++) {
		rc = shipped(i, &more, &draft, err);
		if (rc || !more)
			break;
		if (strcasecmp(draft.row.code, code) == 0)
			return take(session, &draft, dry_run, ret, err);
		framework_draft_release(&draft);
	}
	if (!rc) {
		rc = err_fail(err, WHY_FRAMEWORK_UNKNOWN, "not shipped");
		(void)err_at(err, 0, NULL, code);
	}
	return rc;
}

enum err_code framework_import_all_shipped(struct session *session, struct err *err)
{
	struct framework_report report;
	struct framework_draft draft;
	bool more = true;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; !rc && more; i++) {
		rc = shipped(i, &more, &draft, err);
		if (!rc && more)
			rc = take(session, &draft, false, &report, err);
	}
	return rc;
}
