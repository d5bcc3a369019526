/* Programmes. See programme.h. */
#include "core/programme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/language.h"
#include "core/note.h"
#include "core/result.h"

void programme_release(struct programme *programme)
{
	grade_rules_release(&programme->rules);
	free(programme->units);
	free(programme->activities);
	free(programme->exercises);
	*programme = (struct programme){0};
}

/* Give each unit its run of activities, which come in the order of units. */
static enum err_code share_out(struct programme *programme, struct unit_row *rows, struct err *err)
{
	size_t at = 0;

	programme->units = calloc(programme->unit_count + 1, sizeof *programme->units);
	if (!programme->units)
		return err_fail(err, WHY_NO_MEMORY, "programme");
	for (size_t i = 0; i < programme->unit_count; i++) {
		struct unit *unit = &programme->units[i];

		unit->row = rows[i];
		if (at < programme->activity_count)
			unit->activities = &programme->activities[at];
		while (at < programme->activity_count &&
			programme->activities[at].unit_id == unit->row.id) {
			unit->activity_count++;
			at++;
		}
	}
	return ERR_OK;
}

static enum err_code load(struct session *session, const struct programme_row *row,
	struct programme *ret, struct err *err)
{
	struct programme programme = {.row = *row};
	struct unit_row *units = NULL;
	enum err_code rc;

	/* Each unit finds its own among the activities: both as they are at one moment. */
	db_read_begin(session->db);
	rc = grade_rules_load(session, row->rule_set_id, &programme.rules, err);
	if (!rc)
		rc = db_unit_list(session->db, row->id, &units, &programme.unit_count, err);
	if (!rc)
		rc = db_activity_list(session->db, row->id, &programme.activities,
			&programme.activity_count, err);
	if (!rc)
		rc = db_exercise_list(
			session->db, row->id, &programme.exercises, &programme.exercise_count, err);
	db_read_end(session->db);
	if (!rc)
		rc = share_out(&programme, units, err);
	free(units);
	if (rc)
		programme_release(&programme);
	else
		*ret = programme;
	return rc;
}

enum err_code programme_load(struct session *session, const char *code, const char *year,
	struct programme *ret, struct err *err)
{
	struct programme_row *rows = NULL;
	size_t count = 0, at;
	enum err_code rc = db_programme_list(session->db, &rows, &count, err);

	if (rc)
		return rc;
	for (at = 0; at < count; at++) {
		if ((!code || strcasecmp(rows[at].code, code) == 0) &&
			(!year || strcmp(rows[at].year, year) == 0))
			break;
	}
	if (at < count) {
		rc = load(session, &rows[at], ret, err);
	} else if (count == 0) {
		rc = err_fail(err, WHY_PROGRAMME_NONE, "programme");
	} else {
		rc = err_fail(err, WHY_PROGRAMME_UNKNOWN, "programme");
		(void)err_at(err, 0, NULL, code ? code : year);
	}
	free(rows);
	return rc;
}

enum err_code programme_load_id(
	struct session *session, int64_t id, struct programme *ret, struct err *err)
{
	struct programme_row *rows = NULL;
	size_t count = 0, at = 0;
	enum err_code rc = db_programme_list(session->db, &rows, &count, err);

	while (at < count && rows[at].id != id)
		at++;
	if (!rc)
		rc = at < count ? load(session, &rows[at], ret, err)
				: err_fail(err, WHY_PROGRAMME_NONE, "programme");
	free(rows);
	return rc;
}

enum err_code programme_load_student(
	struct session *session, int64_t student_id, struct programme *ret, struct err *err)
{
	struct programme_row *rows = NULL;
	struct enrolment_row *taken = NULL;
	size_t count = 0, at = 0, units = 0;
	enum err_code rc = db_programme_list(session->db, &rows, &count, err);

	while (!rc && at < count) {
		rc = db_enrolment_of_student(
			session->db, student_id, rows[at].id, &taken, &units, err);
		free(taken);
		taken = NULL;
		if (rc || units)
			break;
		at++;
	}
	if (!rc)
		rc = at < count ? load(session, &rows[at], ret, err)
				: err_fail(err, WHY_PROGRAMME_NONE, "programme");
	free(rows);
	return rc;
}

enum err_code programme_find(const struct programme *programme, const char *name, size_t *ret_unit,
	size_t *ret_activity, struct err *err)
{
	const char *slash = strchr(name, '/');
	size_t length = slash ? (size_t)(slash - name) : strlen(name);
	enum err_code rc;

	for (size_t u = 0; u < programme->unit_count; u++) {
		const struct unit *unit = &programme->units[u];

		if (strlen(unit->row.code) != length ||
			strncasecmp(unit->row.code, name, length) != 0)
			continue;
		*ret_unit = u;
		*ret_activity = (size_t)-1;
		if (!slash)
			return ERR_OK;
		for (size_t a = 0; a < unit->activity_count; a++) {
			if (strcasecmp(unit->activities[a].code, slash + 1) == 0) {
				*ret_activity = a;
				return ERR_OK;
			}
		}
	}
	rc = err_fail(err, WHY_UNIT_UNKNOWN, "unit");
	(void)err_at(err, 0, NULL, name);
	return rc;
}

size_t programme_unit(const struct programme *programme, int64_t unit_id)
{
	size_t at = 0;

	while (at < programme->unit_count && programme->units[at].row.id != unit_id)
		at++;
	return at;
}

size_t unit_part_count(const struct unit *unit)
{
	if (unit->activity_count > PARTS_MAX)
		return PARTS_MAX; /* copies merged may have more than unit_takes_part() lets in */
	return unit->activity_count ? unit->activity_count : 1;
}

int64_t unit_part_id(const struct unit *unit, size_t part)
{
	return part < unit->activity_count ? unit->activities[part].id : 0;
}

const char *unit_part_title(const struct unit *unit, size_t part)
{
	return part < unit->activity_count ? unit->activities[part].title : unit->row.title;
}

static enum err_code fail(
	struct err *err, enum err_reason why, const char *place, const char *value)
{
	enum err_code rc = err_fail(err, why, "programme");

	(void)err_at(err, 0, place, value);
	return rc;
}

static enum err_code bad_mark(enum err_reason why, int mark, int scale, struct err *err)
{
	char value[MARK_SIZE], most[MARK_SIZE];

	mark_format(mark, value);
	mark_format(scale, most);
	return fail(err, why, most, value);
}

static enum err_code check_unit(
	const struct programme *programme, const struct unit_row *row, struct err *err)
{
	char number[MARK_SIZE];

	for (size_t i = 0; i < programme->unit_count; i++) {
		const struct unit_row *other = &programme->units[i].row;

		if (other->id != row->id && strcasecmp(other->code, row->code) == 0)
			return fail(err, WHY_CODE_TAKEN, programme->row.code, row->code);
	}
	/* "UE3/AA1" names an activity. */
	if (strchr(row->code, '/'))
		return fail(err, WHY_RULE_LINE, _("The code"), row->code);
	mark_plain(row->credits, number);
	return row->credits < 0 || row->credits > CREDITS_MAX
		       ? fail(err, WHY_CREDITS_INVALID, NULL, number)
		       : ERR_OK;
}

enum err_code unit_put(struct session *session, const struct programme *programme,
	const struct unit_row *row, int64_t *ret, struct err *err)
{
	struct unit_row kept = *row;
	enum err_code rc =
		note_clean(row->code, _("The code"), true, kept.code, sizeof kept.code, err);

	kept.programme_id = programme->row.id;
	if (!rc)
		rc = note_clean(
			row->title, _("The title"), true, kept.title, sizeof kept.title, err);
	if (!rc)
		rc = check_unit(programme, &kept, err);
	if (!rc)
		rc = db_batch_begin(session->db, "unit", kept.code, session->author, err);
	if (rc)
		return rc;
	rc = db_unit_put(session->db, &kept, ret, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code unit_takes_part(
	struct session *session, const struct unit_row *unit, size_t part_count, struct err *err)
{
	struct grade_row *grades = NULL;
	size_t count = 0;
	bool graded = false;
	char most[12];
	enum err_code rc = ERR_OK;

	if (part_count >= PARTS_MAX) {
		(void)snprintf(most, sizeof most, "%d", PARTS_MAX);
		return fail(err, WHY_UNIT_FULL, unit->code, most);
	}
	if (part_count == 0)
		rc = db_grade_of_unit(session->db, unit->id, &grades, &count, err);
	for (size_t i = 0; i < count; i++)
		graded = graded || !grades[i].activity_id;
	free(grades);
	return rc || !graded ? rc : fail(err, WHY_UNIT_GRADED, unit->code, NULL);
}

static enum err_code check_activity(struct session *session, const struct programme *programme,
	const struct unit *unit, const struct activity_row *row, struct err *err)
{
	int scale = programme->rules.values[GRADE_RULE_SCALE];
	char number[MARK_SIZE];

	for (size_t i = 0; i < unit->activity_count; i++) {
		if (unit->activities[i].id != row->id &&
			strcasecmp(unit->activities[i].code, row->code) == 0)
			return fail(err, WHY_CODE_TAKEN, unit->row.code, row->code);
	}
	mark_plain(row->weight, number);
	if (row->weight < 1 || row->weight > MARK_MAX)
		return fail(err, WHY_WEIGHT_INVALID, NULL, number);
	if (row->minimum > scale)
		return bad_mark(WHY_RULE_SCALE, row->minimum, scale, err);
	return row->id ? ERR_OK : unit_takes_part(session, &unit->row, unit->activity_count, err);
}

enum err_code activity_put(struct session *session, const struct programme *programme,
	const struct unit *unit, const struct activity_row *row, int64_t *ret, struct err *err)
{
	struct activity_row kept = *row;
	enum err_code rc =
		note_clean(row->code, _("The code"), true, kept.code, sizeof kept.code, err);

	kept.unit_id = unit->row.id;
	if (!rc)
		rc = note_clean(
			row->title, _("The title"), true, kept.title, sizeof kept.title, err);
	if (!rc)
		rc = check_activity(session, programme, unit, &kept, err);
	if (!rc)
		rc = db_batch_begin(session->db, "unit", kept.code, session->author, err);
	if (rc)
		return rc;
	rc = db_activity_put(session->db, &kept, ret, err);
	return db_batch_close(session->db, rc, err);
}

enum err_code programme_tie(struct session *session, int64_t unit_id, int64_t activity_id,
	const char *items, struct err *err)
{
	enum err_code rc = ERR_OK;

	while (*items && !rc) {
		struct exercise_row row = {.unit_id = unit_id, .activity_id = activity_id};
		const struct framework *framework;
		size_t length = strcspn(items, " ,;"), item;
		char code[2 * CODE_SIZE];

		if (length) {
			(void)snprintf(code, sizeof code, "%s", items);
			code[length < sizeof code ? length : sizeof code - 1] = '\0';
			rc = framework_resolve(&session->frameworks, code, &framework, &item, err);
			if (!rc) {
				row.item_id = framework->items[item].row.id;
				rc = db_exercise_put(session->db, &row, NULL, err);
			}
		}
		items += length + strspn(items + length, " ,;");
	}
	return rc;
}

/* The code of an item, with its framework where the code alone would not find it. */
static void item_ref(const struct framework_list *frameworks, const struct exercise_row *row,
	char *ret, size_t size)
{
	const struct framework *framework;
	char name[FRAMEWORK_NAME_SIZE];
	size_t item;

	(void)snprintf(ret, size, "%s", row->item);
	if (!framework_resolve(frameworks, row->item, &framework, &item, NULL) &&
		framework->items[item].row.id == row->item_id)
		return;
	for (size_t i = 0; i < frameworks->count; i++) {
		framework = &frameworks->frameworks[i];
		if (framework_item_by_id(framework, row->item_id) == (size_t)-1)
			continue;
		framework_name(frameworks, framework, name);
		(void)snprintf(ret, size, "%s:%s", name, row->item);
	}
}

void unit_items(const struct framework_list *frameworks, const struct programme *programme,
	const struct unit *unit, int64_t activity_id, char *ret, size_t size)
{
	char ref[FRAMEWORK_NAME_SIZE + CODE_SIZE + 2];
	size_t used = 0;

	ret[0] = '\0';
	for (size_t i = 0; i < programme->exercise_count; i++) {
		const struct exercise_row *row = &programme->exercises[i];

		if (row->unit_id != unit->row.id || row->activity_id != activity_id)
			continue;
		item_ref(frameworks, row, ref, sizeof ref);
		if (used + strlen(ref) + 2 > size)
			break;
		used += (size_t)snprintf(ret + used, size - used, "%s%s", used ? " " : "", ref);
	}
}

enum err_code unit_items_set(struct session *session, const struct programme *programme,
	const struct unit *unit, const char *items, struct err *err)
{
	enum err_code rc =
		db_batch_begin(session->db, "unit", unit->row.code, session->author, err);

	if (rc)
		return rc;
	for (size_t i = 0; i < programme->exercise_count && !rc; i++) {
		struct exercise_row row = programme->exercises[i];

		if (row.unit_id != unit->row.id || row.activity_id)
			continue;
		row.deleted = true;
		rc = db_exercise_put(session->db, &row, NULL, err);
	}
	if (!rc)
		rc = programme_tie(session, unit->row.id, 0, items, err);
	return db_batch_close(session->db, rc, err);
}

const char *enrolment_state_name(enum enrolment_state state)
{
	static const char *const names[ENROLMENT_STATE_COUNT] = {
		[ENROLMENT_TAKEN] = N_("taken"),
		[ENROLMENT_DISPENSED] = N_("dispensed"),
		[ENROLMENT_CARRIED] = N_("carried over"),
	};

	return _(names[state]);
}

/* Is this unit asked for: named, or all compulsory ones? */
static bool is_asked(const struct enrolling *enrolling, const struct unit *unit)
{
	if (enrolling->unit_count == 0)
		return !unit->row.optional;
	for (size_t i = 0; i < enrolling->unit_count; i++) {
		if (enrolling->unit_ids[i] == unit->row.id)
			return true;
	}
	return false;
}

/* A student's present state in a unit; NULL: does not take it. */
static const struct enrolment_row *present(
	const struct enrolment_row *rows, size_t count, int64_t unit_id)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].unit_id == unit_id)
			return &rows[i];
	}
	return NULL;
}

static enum err_code enrol_student(struct session *session, const struct enrolling *enrolling,
	int64_t student_id, size_t *changed, struct err *err)
{
	struct enrolment_row *rows = NULL;
	size_t count = 0;
	enum err_code rc = db_enrolment_of_student(
		session->db, student_id, enrolling->programme->row.id, &rows, &count, err);

	for (size_t u = 0; u < enrolling->programme->unit_count && !rc; u++) {
		const struct unit *unit = &enrolling->programme->units[u];
		const struct enrolment_row *now = present(rows, count, unit->row.id);
		struct enrolment_row row = {.student_id = student_id,
			.unit_id = unit->row.id,
			.state = enrolling->state,
			.mark = enrolling->mark,
			.deleted = enrolling->remove};

		if (!is_asked(enrolling, unit) || (enrolling->remove && !now))
			continue;
		/* A whole programme given to a group leaves the exceptions made before. */
		if (now && !enrolling->remove && enrolling->unit_count == 0)
			continue;
		memcpy(row.from_year, enrolling->from_year, strnlen(enrolling->from_year, 9));
		*changed += !now || enrolling->remove || now->state != row.state ||
			    now->mark != row.mark || strcmp(now->from_year, row.from_year) != 0;
		rc = db_enrolment_put(session->db, &row, NULL, err);
	}
	free(rows);
	return rc;
}

enum err_code enrol(
	struct session *session, const struct enrolling *enrolling, size_t *ret, struct err *err)
{
	int scale = enrolling->programme->rules.values[GRADE_RULE_SCALE];
	enum err_code rc = enrolling->mark > scale
				   ? bad_mark(WHY_MARK_RANGE, enrolling->mark, scale, err)
				   : ERR_OK;

	*ret = 0;
	if (!rc)
		rc = db_batch_begin(session->db, "enrol", enrolling->subject, session->author, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < enrolling->student_count && !rc; i++)
		rc = enrol_student(session, enrolling, enrolling->student_ids[i], ret, err);
	return db_batch_close(session->db, rc, err);
}
