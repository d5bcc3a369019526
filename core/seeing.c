/* What pages share; purposes counted. See seeing.h. */
#include "core/seeing.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/language.h"
#include "core/level.h"
#include "core/student_name.h"
#include "db/follow.h"

void seeing_title(struct session *session, int64_t student_id, int64_t group_id,
	const struct seeing *seeing, const char *title, struct page *page)
{
	char name[2 * NAME_SIZE + 2] = "";
	struct student_row student;
	struct group_row group;

	if (student_id && db_student_by_id(session->db, student_id, &student, NULL) == ERR_OK) {
		student_name(session, seeing->anonymous, student_id, student.last_name,
			student.first_name, name, sizeof name);
	} else if (group_id && db_group_by_id(session->db, group_id, &group, NULL) == ERR_OK) {
		(void)snprintf(name, sizeof name, "%s", group.code);
	}
	if (*name)
		page_addf(page, PAGE_TITLE, "%s · %s", title, name);
	else
		page_add(page, PAGE_TITLE, title);
}

void seeing_warn_cut(struct session *session, int64_t group_id, struct page *page)
{
	long size = 0;

	if (db_student_estimate(session->db, group_id, &size, NULL) == ERR_OK && size > CLASS_MAX)
		page_addf(page, PAGE_WARNING,
			_("Only the first %d students by name are read: choose a class."),
			CLASS_MAX);
}

void seeing_value(int hundredths, char ret[16])
{
	level_mean_text(hundredths, ret);
}

enum err_code goals_build(struct session *session, const struct framework *framework,
	struct page *ret, struct err *err)
{
	const char *head[] = {_("Purpose"), _("Internships"), _("Theses"), _("Objectives")};
	struct goal_count_row *rows = NULL;
	struct page page = {.facts.wanted = ret->facts.wanted};
	size_t count = 0;
	enum err_code rc = db_goal_count(session->db, framework->row.id, &rows, &count, err);

	if (rc)
		return rc;
	page_addf(&page, PAGE_TITLE, _("Purposes of %s"), framework->row.code);
	for (size_t i = 0; i < count; i++)
		page_addf(&page, PAGE_POINT, "F%d · %s", rows[i].position, rows[i].text);
	page_row(&page, PAGE_HEAD, 4, head);
	for (size_t i = 0; i < count; i++) {
		char name[16], internships[16], theses[16], objectives[16];
		const char *cells[] = {name, internships, theses, objectives};

		(void)snprintf(name, sizeof name, "F%d", rows[i].position);
		(void)snprintf(internships, sizeof internships, "%d", rows[i].internships);
		(void)snprintf(theses, sizeof theses, "%d", rows[i].theses);
		(void)snprintf(objectives, sizeof objectives, "%d", rows[i].objectives);
		page_row(&page, PAGE_ROW, 4, cells);
		facts_open(&page.facts, NULL, '{');
		facts_text(&page.facts, "purpose", name);
		facts_text(&page.facts, "text", rows[i].text);
		facts_count(&page.facts, "internships", rows[i].internships);
		facts_count(&page.facts, "theses", rows[i].theses);
		facts_count(&page.facts, "objectives", rows[i].objectives);
		facts_close(&page.facts);
	}
	free(rows);
	if (page.failed || page.facts.failed) {
		page_release(&page);
		return err_fail(err, WHY_NO_MEMORY, "purposes");
	}
	*ret = page;
	return ERR_OK;
}
