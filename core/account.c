/* Accounts of meetings. See account.h. */
#include "core/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/language.h"
#include "core/meeting.h"
#include "core/note.h"
#include "core/student_name.h"

/* A level given in the meeting, and the staff level before it. */
struct change {
	const struct framework *framework;
	size_t item;
	int before, after;
	char before_on[DATE_SIZE];
	char *comment; /* owned; NULL: none */
};

struct gathering {
	struct session *session;
	const struct meeting_row *meeting;
	struct change *changes;
	size_t count, room;
	int64_t item_id; /* the item being read */
	int before;      /* newest staff level read of it so far */
	char before_on[DATE_SIZE];
	bool failed;
};

static const struct framework *framework_of(
	const struct session *session, int64_t item_id, size_t *ret_item)
{
	for (size_t i = 0; i < session->frameworks.count; i++) {
		const struct framework *framework = &session->frameworks.frameworks[i];

		*ret_item = framework_item_by_id(framework, item_id);
		if (*ret_item != (size_t)-1)
			return framework;
	}
	return NULL;
}

static void add_change(
	struct gathering *gathering, const struct rating_row *row, const char *comment)
{
	struct change change = {.before = gathering->before, .after = row->level};

	change.framework = framework_of(gathering->session, row->item_id, &change.item);
	if (!change.framework)
		return;
	if (gathering->count == gathering->room) {
		size_t room = 2 * gathering->room + 16;
		struct change *grown = realloc(gathering->changes, room * sizeof *grown);

		if (!grown) {
			gathering->failed = true;
			return;
		}
		gathering->changes = grown;
		gathering->room = room;
	}
	memcpy(change.before_on, gathering->before_on, sizeof change.before_on);
	change.comment = comment ? strdup(comment) : NULL;
	gathering->failed |= comment && !change.comment;
	gathering->changes[gathering->count++] = change;
}

/* Ratings come in order of item, date, moment: what is before is read before. */
static bool take_rating(
	void *ctx, const struct rating_row *row, const char *comment, const char *person)
{
	struct gathering *gathering = ctx;

	(void)person;
	if (row->item_id != gathering->item_id) {
		gathering->item_id = row->item_id;
		gathering->before = LEVEL_NONE;
		gathering->before_on[0] = '\0';
	}
	if (row->assessment_id == gathering->meeting->assessment_id) {
		add_change(gathering, row, comment);
	} else if (row->kind != KIND_SELF && row->kind != KIND_PEER && row->level != LEVEL_NONE &&
		   strcmp(row->held_on, gathering->meeting->held_on) <= 0) {
		gathering->before = row->level;
		memcpy(gathering->before_on, row->held_on, sizeof gathering->before_on);
	}
	return !gathering->failed;
}

static int by_tree(const void *a, const void *b)
{
	const struct change *left = a, *right = b;

	if (left->framework != right->framework)
		return left->framework < right->framework ? -1 : 1;
	return (left->item > right->item) - (left->item < right->item);
}

static void level_cell(const struct framework *framework, int level, char *ret, size_t size)
{
	if (level > 0)
		(void)snprintf(ret, size, "%d %s", level, framework_level_name(framework, level));
	else if (level == LEVEL_NOT_OBSERVED)
		(void)snprintf(ret, size, "%s", framework_level_name(framework, level));
	else
		(void)snprintf(ret, size, "–");
}

static void put_levels(struct page *page, const struct gathering *gathering)
{
	const char *head[] = {_("Capability"), _("Before"), _("After"), _("Comment")};

	if (!gathering->count)
		return;
	page_add(page, PAGE_HEADING, _("Levels"));
	page_row(page, PAGE_HEAD, 4, head);
	for (size_t i = 0; i < gathering->count; i++) {
		const struct change *change = &gathering->changes[i];
		const struct item *item = &change->framework->items[change->item];
		char name[2 * LABEL_SIZE], before[LABEL_SIZE], after[LABEL_SIZE];
		const char *cells[] = {name, before, after, change->comment ? change->comment : ""};

		framework_item_name(item, name, sizeof name);
		level_cell(change->framework, change->before, before, sizeof before);
		level_cell(change->framework, change->after, after, sizeof after);
		page_row(page, PAGE_ROW, 4, cells);
	}
}

static enum err_code put_observations(struct session *session, struct page *page,
	const struct meeting_row *meeting, struct err *err)
{
	struct observation_row *rows = NULL;
	char code[CODE_SIZE + 8];
	size_t count = 0, shown = 0;
	enum err_code rc = db_observation_of_meeting(session->db, meeting->id, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].confidential)
			continue;
		if (shown++ == 0)
			page_add(page, PAGE_HEADING, _("Observations"));
		framework_shown_code(rows[i].item, code);
		if (rows[i].item[0])
			page_addf(page, PAGE_POINT, _("%s: %s"), code, rows[i].text);
		else
			page_add(page, PAGE_POINT, rows[i].text);
	}
	free(rows);
	return rc;
}

static enum err_code put_objectives(struct session *session, struct page *page,
	const struct meeting_row *meeting, bool settled, struct err *err)
{
	struct objective_row *rows = NULL;
	size_t count = 0;
	enum err_code rc =
		db_objective_of_meeting(session->db, meeting->id, settled, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		char due[DATE_SIZE], item[CODE_SIZE + 4] = "", code[CODE_SIZE + 8];

		if (i == 0)
			page_add(page, PAGE_HEADING,
				settled ? _("Objectives of last time") : _("Objectives"));
		date_for_people(rows[i].due_on, due);
		if (rows[i].item[0]) {
			framework_shown_code(rows[i].item, code);
			(void)snprintf(item, sizeof item, "%.60s · ", code);
		}
		if (settled)
			page_addf(page, PAGE_POINT, "%s%s (%s)", item, rows[i].text,
				objective_state_name(rows[i].state));
		else if (due[0])
			page_addf(page, PAGE_POINT, _("%s%s, due on %s"), item, rows[i].text, due);
		else
			page_addf(page, PAGE_POINT, "%s%s", item, rows[i].text);
	}
	free(rows);
	return rc;
}

static void put_head(
	struct page *page, const struct meeting_row *meeting, const char *name, bool anonymous)
{
	char day[DATE_SIZE], minutes[32];
	const char *person = meeting->person[0] ? meeting->person : "–";

	date_for_people(meeting->held_on, day);
	if (anonymous) {
		page_addf(page, PAGE_TITLE, "%s · %s · %s", _("Account"), name, day);
	} else {
		page_addf(page, PAGE_TITLE, _("Meeting of %s with %s %s"), day, meeting->first_name,
			meeting->last_name);
		page_addf(page, PAGE_TEXT, _("Matricule: %s"), meeting->matricule);
	}
	page_addf(page, PAGE_TEXT, _("Led by: %s"), person);
	if (meeting->place[0])
		page_addf(page, PAGE_TEXT, _("Place: %s"), meeting->place);
	if (meeting->presence != PRESENCE_UNKNOWN)
		page_addf(page, PAGE_TEXT, _("Presence: %s"), presence_name(meeting->presence));
	if (meeting->minutes > 0) {
		(void)snprintf(minutes, sizeof minutes,
			ngettext("%d minute", "%d minutes", (unsigned long)meeting->minutes),
			meeting->minutes);
		page_addf(page, PAGE_TEXT, _("Length: %s"), minutes);
	}
	if (meeting->agenda && *meeting->agenda) {
		page_add(page, PAGE_HEADING, _("Agenda"));
		page_add(page, PAGE_TEXT, meeting->agenda);
	}
}

static void put_end(
	struct page *page, const struct meeting_row *meeting, const char *name, bool anonymous)
{
	char next[DATE_SIZE], student[STUDENT_NAME_SIZE], person[NAME_SIZE + 64];
	const char *boxes[] = {student, person};

	if (meeting->next_on[0]) {
		date_for_people(meeting->next_on, next);
		page_add(page, PAGE_HEADING, _("Next meeting"));
		page_addf(page, PAGE_TEXT, "%s%s%s", next, meeting->next_at[0] ? " " : "",
			meeting->next_at);
	}
	if (anonymous)
		(void)snprintf(student, sizeof student, "%s", name);
	else
		(void)snprintf(student, sizeof student, "%.200s %.199s", meeting->first_name,
			meeting->last_name);
	(void)snprintf(person, sizeof person, "%.200s", meeting->person);
	page_row(page, PAGE_SIGN, 2, boxes);
}

static void release(struct gathering *gathering)
{
	for (size_t i = 0; i < gathering->count; i++)
		free(gathering->changes[i].comment);
	free(gathering->changes);
}

enum err_code account_build(struct session *session, int64_t meeting_id, bool anonymous,
	struct page *ret, struct err *err)
{
	struct meeting_row *meeting = NULL;
	struct gathering gathering = {.session = session};
	struct page page = {0};
	char name[STUDENT_NAME_SIZE];
	enum err_code rc = meeting_get(session, meeting_id, &meeting, err);

	if (rc)
		return rc;
	gathering.meeting = meeting;
	student_name(session, anonymous, meeting->student_id, meeting->last_name,
		meeting->first_name, name, sizeof name);
	put_head(&page, meeting, name, anonymous);
	rc = put_objectives(session, &page, meeting, true, err);
	if (!rc)
		rc = db_rating_each(
			session->db, meeting->student_id, 0, take_rating, &gathering, err);
	if (!rc && gathering.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "account");
	if (!rc) {
		if (gathering.count)
			qsort(gathering.changes, gathering.count, sizeof *gathering.changes,
				by_tree);
		put_levels(&page, &gathering);
		rc = put_observations(session, &page, meeting, err);
	}
	if (!rc)
		rc = put_objectives(session, &page, meeting, false, err);
	if (!rc)
		put_end(&page, meeting, name, anonymous);
	if (!rc && page.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "account");
	release(&gathering);
	free(meeting);
	if (rc)
		page_release(&page);
	else
		*ret = page;
	return rc;
}
