/* Programme files. See programme.h. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/fixture.h"
#include "core/fold.h"
#include "core/import_index.h"
#include "core/language.h"
#include "core/mark.h"
#include "core/note.h"
#include "core/programme.h"
#include "core/result.h"
#include "core/student.h"
#include "core/table.h"

enum {
	UNIT,
	ACTIVITY,
	TITLE,
	CREDITS,
	WEIGHT,
	BLOCK,
	RESPONSIBLE,
	OPTIONAL,
	DECIMALS,
	KIND,
	MINIMUM,
	ITEMS,
	FIELD_COUNT
};

static const char *const fields[FIELD_COUNT] = {"unit", "activity", "title", "credits", "weight",
	"block", "responsible", "optional", "decimals", "kind", "minimum", "items"};

struct importing {
	struct session *session;
	const struct programme_import *import;
	struct programme_report report;
	int64_t programme_id, unit_id; /* the unit last met */
	char unit[CODE_SIZE];
	int position, activity_position;
	struct programme before; /* as it was, with the rules it now has */
	size_t part_count;       /* of that unit: those there were, and new ones */
	struct hash_set codes;   /* of the units and activities met in the file */
	enum err_code rc;        /* one that stops everything */
	struct err *err;
};

static enum err_code fail(
	struct err *err, enum err_reason why, const char *place, const char *value)
{
	enum err_code rc = err_fail(err, why, "programme");

	(void)err_at(err, 0, place, value);
	return rc;
}

/* A digit from lowest to highest; "" leaves ret. */
static enum err_code digit(
	const char *text, int lowest, int highest, const char *field, int *ret, struct err *err)
{
	if (!*text)
		return ERR_OK;
	if (text[1] || text[0] < '0' + lowest || text[0] > '0' + highest)
		return fail(err, WHY_RULE_LINE, field, text);
	*ret = text[0] - '0';
	return ERR_OK;
}

/* "" is no. */
static enum err_code yes_or_no(const char *text, const char *field, bool *ret, struct err *err)
{
	static const char *const said[] = {
		"", "no", "non", "nee", "0", "yes", "oui", "ja", "1", "x"};

	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		*ret = i > 4;
		if (strcasecmp(text, said[i]) == 0)
			return ERR_OK;
	}
	return fail(err, WHY_RULE_LINE, field, text);
}

/* A code that the file has already, in whatever case: which of the two would count? */
static enum err_code check_new(
	struct importing *importing, const char *unit, const char *activity, struct err *err)
{
	char code[2 * CODE_SIZE], folded[2 * CODE_SIZE];
	bool is_new = false;
	enum err_code rc;

	(void)snprintf(code, sizeof code, "%s%s%s", unit, *activity ? "/" : "", activity);
	rc = hash_set_add(&importing->codes,
		hash_bytes(0, folded, fold(code, strlen(code), folded, sizeof folded)), &is_new,
		err);
	return rc || is_new ? rc : fail(err, WHY_LINE_TWICE, NULL, code);
}

/* The unit last met as it was; a new one has nothing. */
static const struct unit *unit_before(const struct importing *importing)
{
	static const struct unit none = {0};
	size_t at = programme_unit(&importing->before, importing->unit_id);

	return at < importing->before.unit_count ? &importing->before.units[at] : &none;
}

/* May an activity of the file be in its unit? One that is there already may. */
static enum err_code check_part(
	struct importing *importing, const struct activity_row *row, struct err *err)
{
	const struct unit *before = unit_before(importing);
	struct unit_row unit = {.id = importing->unit_id};
	enum err_code rc;

	for (size_t i = 0; i < before->activity_count; i++) {
		if (strcasecmp(before->activities[i].code, row->code) != 0)
			continue;
		return strcmp(before->activities[i].code, row->code) == 0
			       ? ERR_OK
			       : fail(err, WHY_CODE_TAKEN, importing->unit, row->code);
	}
	memcpy(unit.code, importing->unit, sizeof unit.code);
	rc = unit_takes_part(importing->session, &unit, importing->part_count, err);
	importing->part_count += !rc;
	return rc;
}

static enum err_code take_unit(
	struct importing *importing, const char *const cells[], struct err *err)
{
	struct session *session = importing->session;
	struct unit_row row = {.programme_id = importing->programme_id,
		.block = 1,
		.decimals = 2,
		.credits = -1,
		.position = ++importing->position};
	char person[NAME_SIZE];
	size_t at, activity;
	enum err_code rc =
		note_clean(cells[UNIT], _("The code"), true, row.code, sizeof row.code, err);

	if (!rc)
		rc = note_clean(
			cells[TITLE], _("The title"), true, row.title, sizeof row.title, err);
	if (!rc && strchr(row.code, '/'))
		rc = fail(err, WHY_RULE_LINE, fields[UNIT], row.code);
	if (!rc)
		rc = check_new(importing, row.code, "", err);
	if (!rc && programme_find(&importing->before, row.code, &at, &activity, NULL) == ERR_OK &&
		strcmp(importing->before.units[at].row.code, row.code) != 0)
		rc = fail(err, WHY_CODE_TAKEN, importing->before.row.code, row.code);
	if (!rc)
		rc = yes_or_no(cells[OPTIONAL], fields[OPTIONAL], &row.optional, err);
	if (!rc && (!mark_read(cells[CREDITS], &row.credits) || row.credits > CREDITS_MAX))
		rc = fail(err, WHY_CREDITS_INVALID, NULL, cells[CREDITS]);
	if (!rc)
		rc = digit(cells[BLOCK], 1, 9, fields[BLOCK], &row.block, err);
	if (!rc)
		rc = digit(cells[DECIMALS], 0, 2, fields[DECIMALS], &row.decimals, err);
	if (!rc)
		rc = note_clean(cells[RESPONSIBLE], _("The name of the person"), false, person,
			sizeof person, err);
	if (!rc && *person)
		rc = person_put(session, person, &row.person_id, err);
	if (!rc)
		rc = db_unit_put(session->db, &row, &importing->unit_id, err);
	if (rc)
		return rc;
	memcpy(importing->unit, row.code, sizeof importing->unit);
	importing->activity_position = 0;
	importing->part_count = unit_before(importing)->activity_count;
	importing->report.units++;
	if (importing->report.credits <= INT_MAX - CREDITS_MAX)
		importing->report.credits += row.credits;
	return programme_tie(importing->session, importing->unit_id, 0, cells[ITEMS], err);
}

static enum err_code take_activity(
	struct importing *importing, const char *const cells[], struct err *err)
{
	struct activity_row row = {.unit_id = importing->unit_id,
		.weight = 100,
		.minimum = -1,
		.position = ++importing->activity_position};
	int scale = importing->before.rules.values[GRADE_RULE_SCALE];
	char most[MARK_SIZE];
	int64_t id = 0;
	enum err_code rc;

	if (!importing->unit_id || strcmp(cells[UNIT], importing->unit) != 0)
		return fail(err, WHY_ACTIVITY_FIRST, NULL, cells[ACTIVITY]);
	rc = note_clean(cells[ACTIVITY], _("The code"), true, row.code, sizeof row.code, err);
	if (!rc)
		rc = note_clean(
			cells[TITLE], _("The title"), true, row.title, sizeof row.title, err);
	if (!rc && *cells[WEIGHT] && (!mark_read(cells[WEIGHT], &row.weight) || row.weight < 1))
		rc = fail(err, WHY_WEIGHT_INVALID, NULL, cells[WEIGHT]);
	if (!rc && *cells[MINIMUM] && !mark_read(cells[MINIMUM], &row.minimum))
		rc = fail(err, WHY_RULE_LINE, fields[MINIMUM], cells[MINIMUM]);
	if (!rc && row.minimum > scale) {
		mark_plain(scale, most);
		rc = fail(err, WHY_RULE_SCALE, most, cells[MINIMUM]);
	}
	if (!rc)
		rc = check_new(importing, importing->unit, row.code, err);
	if (!rc)
		rc = note_clean(*cells[KIND] ? cells[KIND] : "course", fields[KIND], true, row.kind,
			sizeof row.kind, err);
	if (!rc)
		rc = check_part(importing, &row, err);
	if (!rc)
		rc = db_activity_put(importing->session->db, &row, &id, err);
	importing->report.activities++;
	return rc ? rc
		  : programme_tie(importing->session, importing->unit_id, id, cells[ITEMS], err);
}

static bool is_refusal(enum err_code rc)
{
	return rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_NOT_FOUND;
}

static bool take_row(void *ctx, long line, const char *const cells[])
{
	struct importing *importing = ctx;
	struct err why = {0};
	enum err_code rc;

	importing->report.rows++;
	rc = *cells[ACTIVITY] ? take_activity(importing, cells, &why)
			      : take_unit(importing, cells, &why);
	if (rc && !is_refusal(rc)) {
		*importing->err = why;
		importing->rc = rc;
		return false;
	}
	if (rc) {
		importing->report.refused++;
		why.line = line;
		if (importing->import->refused)
			importing->import->refused(importing->import->ctx, &why);
	}
	return true;
}

enum err_code rule_set_find(
	struct session *session, const char *name, struct rule_set_row *ret, struct err *err)
{
	struct rule_set_row *sets = NULL;
	const char *slash = strchr(name, '/');
	size_t length = slash ? (size_t)(slash - name) : strlen(name), count = 0;
	bool found = false;
	enum err_code rc = db_rule_set_list(session->db, &sets, &count, err);

	/* The newest of that code comes last. */
	for (size_t i = 0; i < count; i++) {
		if (strlen(sets[i].code) != length ||
			strncasecmp(sets[i].code, name, length) != 0 ||
			(slash && strcmp(sets[i].since, slash + 1) != 0))
			continue;
		*ret = sets[i];
		found = true;
	}
	free(sets);
	return rc || found ? rc : fail(err, WHY_RULES_UNKNOWN, NULL, name);
}

/* Does one set, in force from `since`, suit a year that begins on a day better than another? */
static bool suits_better(const char *since, const char *other, const char *begins)
{
	bool fits = strcmp(since, begins) <= 0, other_fits = strcmp(other, begins) <= 0;

	if (fits != other_fits)
		return fits;
	/* Of those in force, the newest; of those to come, the first. */
	return fits ? strcmp(since, other) >= 0 : strcmp(since, other) < 0;
}

/* The newest set in force when the year begins; else the next; else the shipped one, brought in. */
static enum err_code choose_rules(
	struct importing *importing, const char *year, int64_t *ret, struct err *err)
{
	struct session *session = importing->session;
	struct rule_set_row *sets = NULL, set = {0};
	struct rules_report report;
	char begins[DATE_SIZE];
	size_t count = 0;
	enum err_code rc;

	if (importing->import->rules) {
		rc = rule_set_find(session, importing->import->rules, &set, err);
		*ret = set.id;
		return rc;
	}
	(void)snprintf(begins, sizeof begins, "%.4s-09-30", year);
	rc = db_rule_set_list(session->db, &sets, &count, err);
	*ret = 0;
	for (size_t i = 0, best = 0; i < count && !rc; i++) {
		if (!*ret || suits_better(sets[i].since, sets[best].since, begins)) {
			best = i;
			*ret = sets[i].id;
		}
	}
	free(sets);
	if (!rc && !*ret) {
		rc = grade_rules_import(session, NULL, false, NULL, NULL, &report, err);
		*ret = report.rule_set_id;
	}
	return rc;
}

/* The programme itself, made or kept. */
static enum err_code put_programme(struct importing *importing, const char *year, struct err *err)
{
	const struct programme_import *import = importing->import;
	struct programme_row *rows = NULL, row = {0};
	size_t count = 0;
	enum err_code rc = db_programme_list(importing->session->db, &rows, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (strcmp(rows[i].year, year) == 0 && strcmp(rows[i].code, import->code) == 0)
			row = rows[i];
	}
	free(rows);
	(void)snprintf(row.year, sizeof row.year, "%s", year);
	if (!rc)
		rc = note_clean(import->code, _("The code"), true, row.code, sizeof row.code, err);
	if (!rc && import->label)
		rc = note_clean(
			import->label, _("The title"), false, row.label, sizeof row.label, err);
	if (!rc && (!row.rule_set_id || import->rules))
		rc = choose_rules(importing, year, &row.rule_set_id, err);
	if (!rc)
		rc = db_programme_put(importing->session->db, &row, &importing->programme_id, err);
	return rc ? rc
		  : programme_load_id(
			    importing->session, importing->programme_id, &importing->before, err);
}

enum err_code programme_import(struct session *session, const struct programme_import *import,
	struct programme_report *ret, struct err *err)
{
	struct importing importing = {.session = session, .import = import, .err = err};
	char year[YEAR_SIZE];
	enum err_code rc = ERR_OK;

	if (import->year)
		(void)snprintf(year, sizeof year, "%s", import->year);
	else
		rc = session_year(session, year, err);
	if (!rc)
		rc = db_batch_begin(
			session->db, "import-programme", import->code, session->author, err);
	if (rc)
		return rc;
	rc = put_programme(&importing, year, err);
	if (!rc)
		rc = import->path ? table_read(import->path, "programme", FIELD_COUNT, fields, 4,
					    take_row, &importing, err)
				  : table_read_fixture("grades/programme-ares-075.csv", "programme",
					    FIELD_COUNT, fields, 4, take_row, &importing, err);
	if (!rc)
		rc = importing.rc;
	hash_set_clear(&importing.codes);
	programme_release(&importing.before);
	if (!rc && importing.report.refused)
		rc = fail(err, WHY_PROGRAMME_REFUSED, import->path, NULL);
	importing.report.programme_id = importing.programme_id;
	*ret = importing.report;
	if (import->dry_run && !rc) {
		db_batch_abort(session->db);
		return ERR_OK;
	}
	return db_batch_close(session->db, rc, err);
}
