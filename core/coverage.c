/* Coverage: what was seen, by whom and where. See seeing.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/seeing.h"
#include "db/follow.h"

/* Columns: settings of staff, then the other sources. */
enum column { IN_COURSE, IN_STAGE, IN_THESIS, BY_FIELD, BY_SELF, BY_PEERS, BY_JURY, COLUMN_COUNT };

struct row {
	int counts[COLUMN_COUNT];
	int students; /* of a class: the most that one source saw */
	int required; /* 0: nothing is required */
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
	default:
		return sighting->person_kind == PERSON_FIELD ? BY_FIELD : IN_COURSE;
	}
}

static enum err_code load(struct session *session, const struct framework *framework,
	int64_t student_id, int64_t group_id, struct row rows[], struct err *err)
{
	struct sighting_row *sightings = NULL;
	struct requirement_row *requirements = NULL;
	size_t count = 0, required = 0;
	enum err_code rc = db_sighting_list(
		session->db, framework->row.id, student_id, group_id, &sightings, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		size_t item = framework_item_by_id(framework, sightings[i].item_id);

		if (item == (size_t)-1)
			continue;
		rows[item].counts[column_of(&sightings[i])] += sightings[i].count;
		if (sightings[i].students > rows[item].students)
			rows[item].students = sightings[i].students;
	}
	free(sightings);
	if (!rc)
		rc = db_requirement_list(
			session->db, framework->row.id, &requirements, &required, err);
	for (size_t i = 0; i < required && !rc; i++) {
		size_t item = framework_item_by_id(framework, requirements[i].item_id);

		if (item != (size_t)-1)
			rows[item].required = requirements[i].times;
	}
	free(requirements);
	return rc;
}

/* Seen by staff, the field and the jury: what a requirement asks for. */
static int seen(const struct row *row)
{
	return row->counts[IN_COURSE] + row->counts[IN_STAGE] + row->counts[IN_THESIS] +
	       row->counts[BY_FIELD] + row->counts[BY_JURY];
}

static const char *verdict(const struct row *row, char *ret, size_t size)
{
	int times = seen(row);

	if (row->required)
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

static void put(
	struct page *page, const struct framework *framework, size_t at, const struct row *row)
{
	const struct item *item = &framework->items[at];
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
	cells[1 + COLUMN_COUNT] = verdict(row, says, sizeof says);
	page_row(page, PAGE_ROW, COLUMN_COUNT + 2, cells);
	page_mark(page, MARK_ITEM, (int64_t)at);
}

enum err_code coverage_build(struct session *session, const struct framework *framework,
	int64_t student_id, int64_t group_id, struct page *ret, struct err *err)
{
	const char *head[COLUMN_COUNT + 2] = {_("Capability"), _("course"), _("stage"), _("thesis"),
		_("field"), _("self"), _("peers"), _("jury"), ""};
	struct row *rows = calloc(framework->item_count + 1, sizeof *rows);
	struct page page = {0};
	size_t never = 0;
	enum err_code rc = rows ? load(session, framework, student_id, group_id, rows, err)
				: err_fail(err, WHY_NO_MEMORY, "coverage");

	if (rc) {
		free(rows);
		return rc;
	}
	for (size_t i = 0; i < framework->leaf_count; i++)
		never += seen(&rows[framework->leaves[i]]) == 0;
	page_addf(&page, PAGE_TITLE, _("Coverage of %s"), framework->row.code);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	page_addf(&page, never ? PAGE_WARNING : PAGE_TEXT,
		ngettext("%zu capability of %zu was never observed.",
			"%zu capabilities of %zu were never observed.", never),
		never, framework->leaf_count);
#pragma GCC diagnostic pop
	page_row(&page, PAGE_HEAD, COLUMN_COUNT + 2, head);
	for (size_t i = 0; i < framework->leaf_count; i++)
		put(&page, framework, framework->leaves[i], &rows[framework->leaves[i]]);
	free(rows);
	if (page.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "coverage");
	}
	*ret = page;
	return ERR_OK;
}
