/* Coverage: what was seen, by whom and where. See seeing.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/seeing.h"
#include "db/follow.h"

/* Columns: settings of staff, then the other sources. */
enum column {
	IN_MEETING,
	IN_COURSE,
	IN_STAGE,
	IN_THESIS,
	BY_FIELD,
	BY_SELF,
	BY_PEERS,
	BY_JURY,
	COLUMN_COUNT
};

struct row {
	int counts[COLUMN_COUNT];
	int required; /* 0: nothing is required */
	int reached;  /* of a class: students seen so often */
};

/* The rows, one per item of the framework, and of whom they are. */
struct coverage {
	const struct framework *framework;
	int64_t student_id, group_id; /* 0: not of one */
	long size;                    /* of the group */
	struct row *rows;
};

static enum column column_of(const struct sighting_row *sighting)
{
	switch (sighting->kind) {
	case KIND_SELF:
		return BY_SELF;
	case KIND_PEER:
		return BY_PEERS;
	case KIND_JURY:
		return BY_JURY;
	case KIND_INTERNSHIP:
		return sighting->person_kind == PERSON_FIELD ? BY_FIELD : IN_STAGE;
	case KIND_THESIS:
		return IN_THESIS;
	case KIND_MEETING:
		return sighting->person_kind == PERSON_FIELD ? BY_FIELD : IN_MEETING;
	default:
		return sighting->person_kind == PERSON_FIELD ? BY_FIELD : IN_COURSE;
	}
}

static struct row *row_of(const struct coverage *coverage, int64_t item_id)
{
	size_t item = framework_item_by_id(coverage->framework, item_id);

	return item == (size_t)-1 ? NULL : &coverage->rows[item];
}

static bool take_level(void *ctx, const struct current_row *level)
{
	struct row *row = row_of(ctx, level->item_id);

	if (row && row->required && level->count >= row->required)
		row->reached++;
	return true;
}

static enum err_code load_requirements(
	struct session *session, struct coverage *coverage, struct err *err)
{
	struct requirement_row *requirements = NULL;
	size_t count = 0;
	enum err_code rc = db_requirement_list(
		session->db, coverage->framework->row.id, &requirements, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		struct row *row = row_of(coverage, requirements[i].item_id);

		if (row)
			row->required = requirements[i].times;
	}
	free(requirements);
	if (!rc && !coverage->student_id)
		rc = db_student_estimate(session->db, coverage->group_id, &coverage->size, err);
	if (coverage->size > CLASS_MAX && !coverage->group_id)
		coverage->size = CLASS_MAX;
	if (!rc && !coverage->student_id)
		rc = db_map_each(session->db, coverage->group_id, take_level, coverage, err);
	return rc;
}

static enum err_code load(struct session *session, struct coverage *coverage, struct err *err)
{
	struct sighting_row *sightings = NULL;
	size_t count = 0;
	enum err_code rc = db_sighting_list(session->db, coverage->framework->row.id,
		coverage->student_id, coverage->group_id, &sightings, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		struct row *row = row_of(coverage, sightings[i].item_id);

		if (row)
			row->counts[column_of(&sightings[i])] += sightings[i].count;
	}
	free(sightings);
	return rc ? rc : load_requirements(session, coverage, err);
}

/* Seen by staff, the field and the jury: what a requirement asks for. */
static int seen(const struct row *row)
{
	return row->counts[IN_MEETING] + row->counts[IN_COURSE] + row->counts[IN_STAGE] +
	       row->counts[IN_THESIS] + row->counts[BY_FIELD] + row->counts[BY_JURY];
}

/* A requirement is one of each student: of a class it says how many reached it. */
static const char *verdict(
	const struct coverage *coverage, const struct row *row, char *ret, size_t size)
{
	int times = seen(row);

	if (row->required && !coverage->student_id)
		(void)snprintf(ret, size, _("reached by %d of %ld students"), row->reached,
			coverage->size);
	else if (row->required)
		(void)snprintf(ret, size,
			times >= row->required ? _("%d of %d: reached") : _("%d of %d: missing"),
			times, row->required);
	else if (times == 0)
		(void)snprintf(ret, size, "%s", _("never observed"));
	else if (times == 1)
		(void)snprintf(ret, size, "%s", _("seen once"));
	else
		ret[0] = '\0';
	return ret;
}

/* The same for programs. Of a class, seen is the sum over its students. */
static void tell(struct facts *facts, const struct coverage *coverage, const struct item *item,
	const struct row *row)
{
	static const char *const names[COLUMN_COUNT] = {[IN_MEETING] = "meeting",
		[IN_COURSE] = "course",
		[IN_STAGE] = "internship",
		[IN_THESIS] = "thesis",
		[BY_FIELD] = "field",
		[BY_SELF] = "self",
		[BY_PEERS] = "peers",
		[BY_JURY] = "jury"};

	facts_open(facts, NULL, '{');
	facts_text(facts, "item", item->row.code);
	facts_text(facts, "label", item->row.label);
	for (int c = 0; c < COLUMN_COUNT; c++)
		facts_count(facts, names[c], row->counts[c]);
	facts_count(facts, "seen", seen(row));
	if (!row->required)
		facts_null(facts, "required");
	else
		facts_count(facts, "required", row->required);
	if (!row->required)
		facts_null(facts, "reached");
	else if (coverage->student_id)
		facts_flag(facts, "reached", seen(row) >= row->required);
	else
		facts_count(facts, "reached", row->reached);
	facts_close(facts);
}

static void put(struct page *page, const struct coverage *coverage, size_t at)
{
	const struct item *item = &coverage->framework->items[at];
	const struct row *row = &coverage->rows[at];
	char name[2 * LABEL_SIZE], counts[COLUMN_COUNT][16], says[128];
	const char *cells[COLUMN_COUNT + 2] = {name};

	framework_item_name(item, name, sizeof name);
	for (int c = 0; c < COLUMN_COUNT; c++) {
		if (row->counts[c])
			(void)snprintf(counts[c], sizeof counts[c], "%d", row->counts[c]);
		else
			(void)snprintf(counts[c], sizeof counts[c], "·");
		cells[1 + c] = counts[c];
	}
	cells[1 + COLUMN_COUNT] = verdict(coverage, row, says, sizeof says);
	page_row(page, PAGE_ROW, COLUMN_COUNT + 2, cells);
	page_mark(page, MARK_ITEM, (int64_t)at);
	tell(&page->facts, coverage, item, row);
}

enum err_code coverage_build(struct session *session, const struct framework *framework,
	int64_t student_id, int64_t group_id, const struct seeing *seeing, struct page *ret,
	struct err *err)
{
	const char *head[COLUMN_COUNT + 2] = {_("Capability"), _("talk"), _("course"), _("stage"),
		_("thesis"), _("field"), _("self"), _("peers"), _("jury"), ""};
	struct row *rows = calloc(framework->item_count + 1, sizeof *rows);
	struct coverage coverage = {.framework = framework,
		.student_id = student_id,
		.group_id = student_id ? 0 : group_id,
		.rows = rows};
	struct page page = {.facts.wanted = ret->facts.wanted};
	char title[2 * LABEL_SIZE];
	size_t never = 0;
	enum err_code rc =
		rows ? load(session, &coverage, err) : err_fail(err, WHY_NO_MEMORY, "coverage");

	if (rc) {
		free(rows);
		return rc;
	}
	for (size_t i = 0; i < framework->leaf_count; i++)
		never += seen(&rows[framework->leaves[i]]) == 0;
	(void)snprintf(title, sizeof title, _("Coverage of %s"), framework->row.code);
	seeing_title(session, student_id, group_id, seeing, title, &page);
	if (!student_id)
		seeing_warn_cut(session, group_id, &page);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	page_addf(&page, never ? PAGE_WARNING : PAGE_TEXT,
		ngettext("%zu capability of %zu was never observed.",
			"%zu capabilities of %zu were never observed.", never),
		never, framework->leaf_count);
#pragma GCC diagnostic pop
	page_row(&page, PAGE_HEAD, COLUMN_COUNT + 2, head);
	for (size_t i = 0; i < framework->leaf_count; i++)
		put(&page, &coverage, framework->leaves[i]);
	free(rows);
	if (page.failed || page.facts.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "coverage");
	}
	*ret = page;
	return ERR_OK;
}
