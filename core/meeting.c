/* Meetings: planned, begun, ended. See meeting.h. */
#include "core/meeting.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/language.h"
#include "core/note.h"
#include "core/ref.h"
#include "core/student.h"

enum {
	NEAR_DAYS = 7,           /* a planned meeting this close may be the one that begins */
	FAR = 2 * NEAR_DAYS + 2, /* half days: further than that */
	MINUTES_MAX = 24 * 60,
	LIST_MAX = 1000,
};

static const char *const state_names[MEETING_STATE_COUNT] = {
	[MEETING_PLANNED] = N_("planned"),
	[MEETING_OPEN] = N_("under way"),
	[MEETING_DONE] = N_("held"),
	[MEETING_DROPPED] = N_("cancelled"),
};

static const struct {
	const char *code, *name;
} presences[PRESENCE_COUNT] = {
	[PRESENCE_UNKNOWN] = {"", ""},
	[PRESENCE_PRESENT] = {"present", N_("present")},
	[PRESENCE_REMOTE] = {"remote", N_("at a distance")},
	[PRESENCE_ABSENT] = {"absent", N_("absent")},
	[PRESENCE_EXCUSED] = {"excused", N_("excused")},
};

const char *meeting_state_code(enum meeting_state state)
{
	static const char *const codes[MEETING_STATE_COUNT] = {
#define X(id, word) [MEETING_##id] = word,
		MEETING_STATES(X)
#undef X
	};

	return codes[state];
}

const char *meeting_state_name(enum meeting_state state)
{
	return _(state_names[state]);
}

const char *presence_code(enum presence presence)
{
	return presences[presence].code;
}

const char *presence_name(enum presence presence)
{
	return *presences[presence].name ? _(presences[presence].name) : "";
}

enum err_code presence_parse(const char *text, enum presence *ret, struct err *err)
{
	enum err_code rc;

	for (int i = 0; i < PRESENCE_COUNT; i++) {
		if (strcasecmp(text, presences[i].code) == 0 ||
			strcasecmp(text, presence_name((enum presence)i)) == 0) {
			*ret = (enum presence)i;
			return ERR_OK;
		}
	}
	rc = err_fail(err, WHY_STATE_UNKNOWN, "presence");
	(void)err_at(err, 0, "present, remote, absent, excused", text);
	return rc;
}

enum err_code time_parse(const char *typed, char ret[CLOCK_SIZE], struct err *err)
{
	unsigned hour = 0, minute = 0;
	int used = 0;
	enum err_code rc;

	if (!*typed) {
		ret[0] = '\0';
		return ERR_OK;
	}
	if (((sscanf(typed, "%2u%*1[:hH.]%2u%n", &hour, &minute, &used) == 2 && used) ||
		    (minute = 0, used = 0, sscanf(typed, "%2u%*1[hH]%n", &hour, &used) == 1)) &&
		used && !typed[used] && hour < 24 && minute < 60) {
		(void)snprintf(ret, CLOCK_SIZE, "%02u:%02u", hour % 24, minute % 60);
		return ERR_OK;
	}
	rc = err_fail(err, WHY_TIME_INVALID, "time");
	(void)err_at(err, 0, NULL, typed);
	return rc;
}

/* ---- Batches ----------------------------------------------------------------------- */

static enum err_code begin(
	struct session *session, const char *action, int64_t student_id, struct err *err)
{
	struct student_row student;
	enum err_code rc = db_student_by_id(session->db, student_id, &student, err);

	if (rc)
		return rc;
	return db_batch_begin(session->db, action, student.matricule, session->author, err);
}

static enum err_code put(struct session *session, const char *action, const struct meeting_row *row,
	int64_t *ret, struct err *err)
{
	enum err_code rc = begin(session, action, row->student_id, err);

	if (rc)
		return rc;
	rc = db_meeting_put(session->db, row, ret, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code meeting_get(
	struct session *session, int64_t id, struct meeting_row **ret, struct err *err)
{
	size_t count = 0;
	char ref[REF_SIZE];
	enum err_code rc = db_meeting_get(session->db, id, ret, &count, err);

	if (rc || count)
		return rc;
	ref_of(id, ref);
	rc = err_fail(err, WHY_NOTHING_KNOWN_AS, "meeting");
	(void)err_at(err, 0, _("Meetings"), ref);
	return rc;
}

/* ---- To come --------------------------------------------------------------------------- */

static enum err_code check_future(const char *date, struct err *err)
{
	char today[DATE_SIZE], shown[DATE_SIZE];
	enum err_code rc = note_date(date, err);

	clock_today(today);
	if (rc || strcmp(date, today) >= 0)
		return rc;
	date_for_people(date, shown);
	rc = err_fail(err, WHY_DATE_PAST, "meeting");
	(void)err_at(err, 0, NULL, shown);
	return rc;
}

enum err_code meeting_next_parse(
	const char *typed, char ret_on[DATE_SIZE], char ret_at[CLOCK_SIZE], struct err *err)
{
	char day[64], on[DATE_SIZE] = "", at[CLOCK_SIZE] = "";
	const char *space = strrchr(typed, ' ');
	enum err_code rc = ERR_OK;

	(void)snprintf(day, sizeof day, "%.*s", space ? (int)(space - typed) : 60, typed);
	if (space && date_parse(day, DATE_AHEAD, on, err) == ERR_OK)
		rc = time_parse(space + 1, at, err);
	else if (*typed) /* "4 décembre 2026" is a day too */
		rc = date_parse(typed, DATE_AHEAD, on, err);
	if (!rc && on[0])
		rc = check_future(on, err);
	if (rc)
		return rc;
	memcpy(ret_on, on, sizeof on);
	memcpy(ret_at, at, sizeof at);
	return ERR_OK;
}

/* Planned by whoever acts, like row, for that day, at that time or one of the two at none? */
static bool is_planned(const struct session *session, const struct meeting_row *old,
	const struct meeting_row *row, const char *day, const char *time)
{
	return old->state == MEETING_PLANNED && strcmp(old->person, session->author) == 0 &&
	       strcmp(old->held_on, day) == 0 && old->internship_id == row->internship_id &&
	       (!old->starts_at[0] || !*time || strcmp(old->starts_at, time) == 0);
}

/*
 * The meeting that whoever acts already planned for that day, or for the day
 * it is moved from: planned again, it is the same one. What is left empty
 * stays as it was, but not the hour of another day. kept: its texts, freed by
 * the caller. Inside a batch.
 */
static enum err_code find_planned(struct session *session, const struct meeting_plan *plan,
	struct meeting_row *row, struct meeting_row **kept, struct err *err)
{
	const char *from = plan->moved_from ? plan->moved_from : "";
	const char *at = plan->moved_at ? plan->moved_at : "";
	size_t count = 0;
	enum err_code rc =
		db_meeting_of_student(session->db, row->student_id, LIST_MAX, kept, &count, err);

	for (size_t i = 0; !rc && i < count; i++) {
		const struct meeting_row *old = &(*kept)[i];
		bool moved = *from && is_planned(session, old, row, from, at);

		if (!moved && !is_planned(session, old, row, row->held_on, row->starts_at))
			continue;
		row->id = old->id;
		row->group_id = old->group_id;
		if (!row->starts_at[0] && strcmp(old->held_on, row->held_on) == 0)
			memcpy(row->starts_at, old->starts_at, sizeof row->starts_at);
		if (!row->place[0])
			memcpy(row->place, old->place, sizeof row->place);
		if (!row->agenda[0])
			row->agenda = old->agenda;
		row->items = old->items;
		break;
	}
	return rc;
}

enum err_code meeting_plan(struct session *session, int64_t student_id,
	const struct meeting_plan *plan, int64_t *ret, struct err *err)
{
	struct meeting_row *kept = NULL;
	struct meeting_row row = {.student_id = student_id,
		.state = MEETING_PLANNED,
		.minutes = -1,
		.internship_id = plan->internship_id};
	char *agenda = malloc(NOTE_SIZE);
	enum err_code rc = agenda ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "meeting");

	(void)snprintf(row.held_on, sizeof row.held_on, "%s", plan->date);
	if (!rc)
		rc = check_future(row.held_on, err);
	if (!rc)
		rc = time_parse(plan->time ? plan->time : "", row.starts_at, err);
	if (!rc)
		rc = note_clean(
			plan->place, _("The place"), false, row.place, sizeof row.place, err);
	if (!rc)
		rc = note_clean(plan->agenda, _("The agenda"), false, agenda, NOTE_SIZE, err);
	row.agenda = agenda;
	if (!rc)
		rc = begin(session, "plan", student_id, err);
	if (!rc) {
		rc = note_author(session, &row.person_id, err);
		if (!rc)
			rc = find_planned(session, plan, &row, &kept, err);
		if (!rc)
			rc = db_meeting_put(session->db, &row, ret, err);
		rc = db_batch_close(session->db, rc, err);
	}
	free(kept);
	free(agenda);
	return rc;
}

enum err_code meeting_drop(struct session *session, int64_t id, struct err *err)
{
	struct meeting_row *row = NULL;
	enum err_code rc = meeting_get(session, id, &row, err);

	if (rc)
		return rc;
	row->state = MEETING_DROPPED;
	rc = put(session, "meeting", row, NULL, err);
	free(row);
	return rc;
}

/* ---- Beginning ------------------------------------------------------------------------------ */

void meeting_occasion(const struct meeting_row *row, struct occasion *ret)
{
	*ret = (struct occasion){.kind = row->internship_id ? KIND_INTERNSHIP : KIND_MEETING};
	memcpy(ret->held_on, row->held_on, sizeof ret->held_on);
	memcpy(ret->person, row->person, sizeof ret->person);
}

/* Open it: now, today, with the assessment its levels will belong to. Inside a batch. */
static enum err_code open_now(
	struct session *session, struct meeting_row *row, int64_t *ret, struct err *err)
{
	enum assessment_kind kind = row->internship_id ? KIND_INTERNSHIP : KIND_MEETING;
	enum err_code rc;

	row->state = MEETING_OPEN;
	row->opened_at = clock_now_ms();
	row->minutes = -1;
	clock_today(row->held_on);
	clock_time(row->opened_at, row->starts_at);
	if (row->presence == PRESENCE_UNKNOWN)
		row->presence = PRESENCE_PRESENT;
	rc = note_author(session, &row->person_id, err);
	if (!rc)
		rc = db_assessment_put(
			session->db, kind, row->held_on, row->person_id, &row->assessment_id, err);
	if (!rc)
		rc = db_meeting_put(session->db, row, ret, err);
	return rc;
}

/* Days between today and a date, either way, one to come before one passed; FAR: too many. */
static int days_away(const char *date)
{
	char today[DATE_SIZE], day[DATE_SIZE];

	clock_today(today);
	for (int days = 0; days <= NEAR_DAYS; days++) {
		clock_add_days(today, days, day);
		if (strcmp(day, date) == 0)
			return 2 * days;
		clock_add_days(today, -days, day);
		if (strcmp(day, date) == 0)
			return 2 * days + 1;
	}
	return FAR;
}

/* Of two planned on one day the earlier; one without an hour comes last. */
static bool earlier(const struct meeting_row *row, const struct meeting_row *than)
{
	return row->starts_at[0] &&
	       (!than->starts_at[0] || strcmp(row->starts_at, than->starts_at) < 0);
}

/* The open one of whoever acts, else the planned one nearest to today; count: none. */
static size_t pick(const struct session *session, const struct meeting_row *rows, size_t count)
{
	int nearest = FAR;
	size_t planned = count;

	for (size_t i = 0; i < count; i++) {
		int days;

		if (strcmp(rows[i].person, session->author) != 0)
			continue;
		if (rows[i].state == MEETING_OPEN)
			return i;
		if (rows[i].state != MEETING_PLANNED)
			continue;
		days = days_away(rows[i].held_on);
		if (days < nearest ||
			(days == nearest && days < FAR && earlier(&rows[i], &rows[planned]))) {
			nearest = days;
			planned = i;
		}
	}
	return planned;
}

static bool is_today(const struct meeting_row *row)
{
	char today[DATE_SIZE];

	clock_today(today);
	return strcmp(row->held_on, today) == 0;
}

enum err_code meeting_near(
	struct session *session, int64_t student_id, struct meeting_row **ret, struct err *err)
{
	struct meeting_row *rows = NULL;
	size_t count = 0, at;
	enum err_code rc =
		db_meeting_of_student(session->db, student_id, LIST_MAX, &rows, &count, err);

	*ret = NULL;
	if (rc)
		return rc;
	at = pick(session, rows, count);
	if (at < count && rows[at].state == MEETING_PLANNED && !is_today(&rows[at])) {
		rows[0] = rows[at]; /* its texts stay in the block */
		*ret = rows;
	} else {
		free(rows);
	}
	return ERR_OK;
}

/* Inside a batch. */
static enum err_code begin_with(struct session *session, int64_t student_id, int64_t group_id,
	int64_t *ret, struct err *err)
{
	struct meeting_row *rows = NULL;
	struct meeting_row fresh = {.student_id = student_id, .group_id = group_id};
	size_t count = 0, at;
	enum err_code rc =
		db_meeting_of_student(session->db, student_id, LIST_MAX, &rows, &count, err);

	if (rc)
		return rc;
	at = pick(session, rows, count);
	if (at < count && rows[at].state == MEETING_OPEN) {
		*ret = rows[at].id;
	} else if (at < count && is_today(&rows[at])) {
		rows[at].group_id = group_id;
		rc = open_now(session, &rows[at], ret, err);
	} else {
		rc = open_now(session, &fresh, ret, err);
	}
	free(rows);
	return rc;
}

enum err_code meeting_begin(
	struct session *session, int64_t student_id, int64_t *ret, struct err *err)
{
	enum err_code rc = begin(session, "meeting", student_id, err);

	if (rc)
		return rc;
	rc = begin_with(session, student_id, 0, ret, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code meeting_begin_planned(struct session *session, int64_t id, struct err *err)
{
	struct meeting_row *row = NULL;
	enum err_code rc = meeting_get(session, id, &row, err);

	if (rc)
		return rc;
	if (row->state == MEETING_OPEN) {
		free(row);
		return ERR_OK;
	}
	if (row->state == MEETING_DONE)
		rc = err_fail(err, WHY_MEETING_ENDED, "meeting");
	if (!rc)
		rc = begin(session, "meeting", row->student_id, err);
	if (!rc) {
		rc = open_now(session, row, NULL, err);
		rc = db_batch_close(session->db, rc, err);
	}
	free(row);
	return rc;
}

/* The students of a group, for a meeting with each. */
struct members {
	int64_t *ids;
	size_t count, room;
	bool failed;
};

static bool take_member(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	struct members *members = ctx;

	(void)sort_key;
	(void)matricule;
	if (members->count == members->room) {
		size_t room = 2 * members->room + 32;
		int64_t *grown = realloc(members->ids, room * sizeof *grown);

		if (!grown) {
			members->failed = true;
			return false;
		}
		members->ids = grown;
		members->room = room;
	}
	members->ids[members->count++] = id;
	return true;
}

enum err_code meeting_begin_group(
	struct session *session, int64_t group_id, long *ret, struct err *err)
{
	struct student_cursor cursor = {0};
	struct members members = {0};
	int64_t id;
	enum err_code rc = db_student_page(session->db, group_id, 0, ORDER_NAME, &cursor, LIST_MAX,
		take_member, &members, err);

	if (!rc && members.failed)
		rc = err_fail(err, WHY_NO_MEMORY, "group");
	if (!rc && members.count == 0)
		rc = err_fail(err, WHY_NO_STUDENT, "group");
	if (!rc)
		rc = db_batch_begin(session->db, "meeting", "", session->author, err);
	if (!rc) {
		for (size_t i = 0; i < members.count && !rc; i++)
			rc = begin_with(session, members.ids[i], group_id, &id, err);
		rc = db_batch_close(session->db, rc, err);
	}
	if (!rc)
		*ret = (long)members.count;
	free(members.ids);
	return rc;
}

enum err_code meeting_open_list(
	struct session *session, struct meeting_row **ret, size_t *ret_count, struct err *err)
{
	struct person_row person = {.id = session->person_id};
	enum err_code rc = ERR_OK;

	*ret = NULL;
	*ret_count = 0;
	if (!person.id)
		rc = db_person_by_name(session->db, session->author, &person, err);
	if (rc)
		return rc == ERR_NOT_FOUND ? ERR_OK : rc; /* acts for the first time */
	return db_meeting_agenda(session->db, MEETING_OPEN, person.id, "1900-01-01", "2199-12-31",
		LIST_MAX, ret, ret_count, err);
}

enum err_code meeting_open_with(
	struct session *session, int64_t student_id, int64_t *ret, struct err *err)
{
	struct meeting_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = meeting_open_list(session, &rows, &count, err);

	*ret = 0;
	for (size_t i = 0; i < count && !rc; i++) {
		if (rows[i].student_id == student_id)
			*ret = rows[i].id;
	}
	free(rows);
	return rc;
}

enum err_code meeting_last(struct session *session, int64_t student_id, int64_t before,
	struct meeting_row **ret, struct err *err)
{
	struct meeting_row *rows = NULL;
	size_t count = 0, found;
	bool passed = before == 0;
	enum err_code rc =
		db_meeting_of_student(session->db, student_id, LIST_MAX, &rows, &count, err);

	*ret = NULL;
	if (rc)
		return rc;
	for (found = 0; found < count; found++) {
		if (passed && rows[found].state == MEETING_DONE)
			break;
		if (rows[found].id == before)
			passed = true;
	}
	if (found < count) {
		rows[0] = rows[found]; /* its texts stay in the block */
		*ret = rows;
	} else {
		free(rows);
	}
	return ERR_OK;
}

/* ---- During -------------------------------------------------------------------------------- */

/* Moved to another day: one to come stays to come, one that began has been held. */
static enum err_code check_moved(
	struct session *session, const struct meeting_row *row, struct err *err)
{
	struct meeting_row *old = NULL;
	enum err_code rc = meeting_get(session, row->id, &old, err);
	bool moved = !rc && strcmp(old->held_on, row->held_on) != 0;

	free(old);
	if (rc || !moved)
		return rc;
	return row->state == MEETING_PLANNED ? check_future(row->held_on, err)
					     : date_check_fact(row->held_on, err);
}

enum err_code meeting_set(struct session *session, const struct meeting_row *row, struct err *err)
{
	struct meeting_row kept = *row;
	char *agenda = malloc(NOTE_SIZE);
	enum err_code rc = agenda ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "meeting");

	if (!rc)
		rc = note_clean(row->agenda, _("The agenda"), false, agenda, NOTE_SIZE, err);
	if (!rc)
		rc = note_clean(
			row->place, _("The place"), false, kept.place, sizeof kept.place, err);
	if (!rc)
		rc = time_parse(row->starts_at, kept.starts_at, err);
	if (!rc)
		rc = time_parse(row->next_at, kept.next_at, err);
	if (!rc)
		rc = note_date(row->held_on, err);
	if (!rc)
		rc = check_moved(session, row, err);
	kept.agenda = agenda;
	if (!rc)
		rc = put(session, "meeting", &kept, NULL, err);
	free(agenda);
	return rc;
}

size_t meeting_items(const struct meeting_row *row, const struct framework *framework, size_t limit,
	size_t ret[])
{
	size_t count = 0;

	for (const char *at = row->items ? row->items : ""; *at && count < limit;) {
		char *end;
		int64_t id;
		size_t item;

		at += strcspn(at, "0123456789");
		if (!*at)
			break;
		id = strtoll(at, &end, 10);
		item = framework_item_by_id(framework, id);
		if (item != (size_t)-1 && framework->items[item].descendants == 0)
			ret[count++] = item;
		at = end;
	}
	return count;
}

/* The items of other frameworks in a list of ids, written after those of one. */
static size_t keep_others(
	const char *list, const struct framework *framework, char *ret, size_t size, bool first)
{
	size_t used = 0;

	for (const char *at = list + strcspn(list, "0123456789"); *at;
		at += strcspn(at, "0123456789")) {
		char *end;
		int64_t id = strtoll(at, &end, 10);

		if (framework_item_by_id(framework, id) == (size_t)-1) {
			used += (size_t)snprintf(
				ret + used, size - used, "%c%" PRId64, first ? '[' : ',', id);
			first = false;
		}
		at = end;
	}
	return used;
}

enum err_code meeting_choose(struct session *session, int64_t id, const struct framework *framework,
	size_t count, const size_t items[], struct err *err)
{
	struct meeting_row *row = NULL;
	size_t room, used = 0;
	char *text = NULL;
	enum err_code rc = meeting_get(session, id, &row, err);

	if (rc)
		return rc;
	room = count * 24 + strlen(row->items ? row->items : "") + 3;
	text = malloc(room);
	if (!text) {
		rc = err_fail(err, WHY_NO_MEMORY, "meeting");
	} else {
		for (size_t i = 0; i < count; i++)
			used += (size_t)snprintf(text + used, room - used, "%c%" PRId64,
				i ? ',' : '[', framework->items[items[i]].row.id);
		used += keep_others(row->items ? row->items : "", framework, text + used,
			room - used, used == 0);
		(void)snprintf(text + used, room - used, used ? "]" : "[]");
		row->items = text;
		rc = put(session, "meeting", row, NULL, err);
	}
	free(row);
	free(text);
	return rc;
}

/* ---- The end -------------------------------------------------------------------------------- */

enum err_code meeting_end(struct session *session, int64_t id, const char *next_on,
	const char *next_at, struct err *err)
{
	struct meeting_row *row = NULL;
	struct meeting_plan next = {.date = next_on ? next_on : "", .time = next_at};
	char agreed_on[DATE_SIZE] = "", agreed_at[CLOCK_SIZE] = "";
	int64_t passed;
	enum err_code rc = meeting_get(session, id, &row, err);

	if (rc)
		return rc;
	if (row->state == MEETING_DONE && !*next.date) /* said before, it stays */
		goto out;
	if (*next.date)
		rc = check_future(next.date, err);
	if (!rc)
		rc = begin(session, "meeting", row->student_id, err);
	if (rc)
		goto out;
	if (row->state == MEETING_DONE) { /* corrected: the next one that was agreed moves */
		memcpy(agreed_on, row->next_on, sizeof agreed_on);
		memcpy(agreed_at, row->next_at, sizeof agreed_at);
		next.moved_from = agreed_on;
		next.moved_at = agreed_at;
	}
	passed = row->opened_at ? (clock_now_ms() - row->opened_at + 30000) / 60000 : 0;
	if (row->state != MEETING_DONE) /* corrected later: its length stays */
		row->minutes = passed < 0 ? 0 : passed > MINUTES_MAX ? MINUTES_MAX : (int)passed;
	row->state = MEETING_DONE;
	(void)snprintf(row->next_on, sizeof row->next_on, "%s", next.date);
	rc = time_parse(next_at ? next_at : "", row->next_at, err);
	if (!rc)
		rc = db_meeting_put(session->db, row, NULL, err);
	if (!rc && *next.date &&
		!(strcmp(agreed_on, row->next_on) == 0 && strcmp(agreed_at, row->next_at) == 0)) {
		next.place = row->place;
		rc = meeting_plan(session, row->student_id, &next, NULL, err);
	}
	rc = db_batch_close(session->db, rc, err);
out:
	free(row);
	return rc;
}
