/* Sources side by side. See seeing.h. */
#include <stdio.h>
#include <stdlib.h>

#include "core/language.h"
#include "core/level.h"
#include "core/rating_list.h"
#include "core/seeing.h"
#include "core/student_name.h"

struct row {
	size_t leaf;
	int values[SOURCE_COUNT]; /* hundredths; -1: none */
	int counts[SOURCE_COUNT];   /* of ratings that each is made of */
	int gap;                  /* self minus staff; 0 where one is missing */
	bool known;               /* both are there */
};

/* The greatest gap first, then what has no gap, in order of the tree. */
static int by_gap(const void *a, const void *b)
{
	const struct row *left = a, *right = b;

	if (left->known != right->known)
		return left->known ? -1 : 1;
	if (abs(left->gap) != abs(right->gap))
		return abs(right->gap) - abs(left->gap);
	return left->leaf < right->leaf ? -1 : 1;
}

static void fill(const struct rating_list *list, size_t leaf, struct row *row)
{
	int staff;

	*row = (struct row){.leaf = leaf};
	for (int s = 0; s < SOURCE_COUNT; s++)
		(void)rating_list_newest(
			list, leaf, (enum rating_source)s, &row->values[s], &row->counts[s]);
	staff = row->values[SOURCE_STAFF] >= 0 ? row->values[SOURCE_STAFF]
					       : row->values[SOURCE_FIELD];
	row->known = staff >= 0 && row->values[SOURCE_SELF] >= 0;
	if (row->known)
		row->gap = row->values[SOURCE_SELF] - staff;
}

/* The same for programs. */
static void tell(struct facts *facts, const struct item *item, const struct row *row)
{
	static const char *const names[SOURCE_COUNT] = {[SOURCE_STAFF] = "staff",
		[SOURCE_FIELD] = "field",
		[SOURCE_SELF] = "self",
		[SOURCE_PEER] = "peers",
		[SOURCE_JURY] = "jury"};

	facts_open(facts, NULL, '{');
	facts_text(facts, "item", item->row.code);
	facts_text(facts, "label", item->row.label);
	for (int s = 0; s < SOURCE_COUNT; s++)
		facts_hundredths(facts, names[s], row->values[s]);
	if (row->known)
		facts_count(facts, "gap", row->gap / 100);
	else
		facts_null(facts, "gap");
	facts_close(facts);
}

static void put(struct page *page, const struct framework *framework, const struct row *row)
{
	const struct item *item = &framework->items[framework->leaves[row->leaf]];
	char name[2 * LABEL_SIZE], values[SOURCE_COUNT][16], gap[16] = "";
	const char *cells[SOURCE_COUNT + 2] = {name};

	framework_item_name(item, name, sizeof name);
	for (int s = 0; s < SOURCE_COUNT; s++) {
		/* Only peers are a mean, of those that there are. */
		level_text(RULE_MEAN, row->values[s], row->counts[s], values[s]);
		cells[1 + s] = values[s];
	}
	if (row->known)
		(void)snprintf(gap, sizeof gap, row->gap ? "%+d" : "%d", row->gap / 100);
	cells[1 + SOURCE_COUNT] = gap;
	page_row(page, PAGE_ROW, SOURCE_COUNT + 2, cells);
	page_mark(page, MARK_ITEM, (int64_t)framework->leaves[row->leaf]);
	tell(&page->facts, item, row);
}

enum err_code compare_build(struct session *session, const struct framework *framework,
	int64_t student_id, const struct seeing *seeing, struct page *ret, struct err *err)
{
	struct rating_list list = {0};
	struct student_row student;
	struct page page = {.facts.wanted = ret->facts.wanted};
	struct row *rows = calloc(framework->leaf_count + 1, sizeof *rows);
	const char *head[SOURCE_COUNT + 2] = {_("Capability")};
	char name[STUDENT_NAME_SIZE];
	size_t gaps = 0;
	enum err_code rc = rows ? db_student_by_id(session->db, student_id, &student, err)
				: err_fail(err, WHY_NO_MEMORY, "comparison");

	if (!rc)
		rc = rating_list_load(session, framework, student_id, &list, err);
	if (rc) {
		free(rows);
		return rc;
	}
	for (size_t leaf = 0; leaf < framework->leaf_count; leaf++) {
		fill(&list, leaf, &rows[leaf]);
		gaps += rows[leaf].known && rows[leaf].gap != 0;
	}
	qsort(rows, framework->leaf_count, sizeof *rows, by_gap);
	student_name(session, seeing->anonymous, student_id, student.last_name, student.first_name,
		name, sizeof name);
	page_addf(&page, PAGE_TITLE, _("Views on %s"), name);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	page_addf(&page, PAGE_TEXT,
		ngettext("%zu capability is seen differently by staff and student.",
			"%zu capabilities are seen differently by staff and student.", gaps),
		gaps);
#pragma GCC diagnostic pop
	for (int s = 0; s < SOURCE_COUNT; s++)
		head[1 + s] = source_name((enum rating_source)s);
	head[1 + SOURCE_COUNT] = _("gap");
	page_row(&page, PAGE_HEAD, SOURCE_COUNT + 2, head);
	for (size_t i = 0; i < framework->leaf_count; i++)
		put(&page, framework, &rows[i]);
	free(rows);
	rating_list_release(&list);
	if (page.failed || page.facts.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "comparison");
	}
	*ret = page;
	return ERR_OK;
}
