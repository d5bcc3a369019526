/* Who a row of a class list is about, and whether its name agrees. See import_plan.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fold.h"
#include "core/identity.h"
#include "core/import_plan.h"
#include "core/mend.h"
#include "core/name.h"
#include "core/text.h"

void plan_forget(struct list_survey *survey)
{
	hash_set_clear(&survey->names);
	hash_set_clear(&survey->olds);
	hash_set_clear(&survey->news);
	hash_set_clear(&survey->claimed);
	hash_set_clear(&survey->contested);
	*survey = (struct list_survey){.first = false};
}

const struct decision *plan_decided(const struct import *import, long line)
{
	for (size_t i = import->decision_count; i-- > 0;) {
		if (import->decisions[i].line == line)
			return &import->decisions[i];
	}
	return NULL;
}

/* ---- Asking -------------------------------------------------------------------------- */

/* The name of the column a field is in; "" if it is in none. */
static const char *column_of(const struct planning *planning, enum header_field field)
{
	const struct header *header = planning->import->header;
	size_t column = header_column(header, field);

	return column == (size_t)-1 ? "" : header->columns[column].name;
}

/* The column of the names. */
static const char *name_column(const struct planning *planning)
{
	const char *last = column_of(planning, HEADER_LAST_NAME);

	return *last ? last : column_of(planning, HEADER_FULL_NAME);
}

static void ask_about(struct planned *planned, enum import_question question, enum err_reason why,
	const char *place, const char *value)
{
	planned->action = IMPORT_ASK;
	planned->question = question;
	(void)err_fail(&planned->why, why, "class list");
	(void)err_at(&planned->why, planned->row->line, place, value);
}

/* "Maes Ana (0024003, 0024004)": the student found, or the first of them. */
enum err_code plan_ask_who(
	struct planning *planning, struct planned *planned, const int64_t *ids, size_t count)
{
	struct db *db = planning->import->session->db;
	struct student_row found;
	char who[128], last[48], first[24];
	size_t used = 0;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < count && i < IMPORT_CANDIDATES && !rc; i++) {
		rc = db_student_by_id(db, ids[i], &found, planning->err);
		if (rc)
			return rc;
		if (i == 0) { /* long names are cut at a character */
			(void)text_clean(
				found.last_name, strlen(found.last_name), last, sizeof last, NULL);
			(void)text_clean(found.first_name, strlen(found.first_name), first,
				sizeof first, NULL);
			used = (size_t)snprintf(
				who, sizeof who, "%s %s (%s", last, first, found.matricule);
		} else if (used < sizeof who) {
			used += (size_t)snprintf(
				who + used, sizeof who - used, ", %s", found.matricule);
		}
	}
	if (used < sizeof who)
		(void)snprintf(who + used, sizeof who - used, "%s",
			count > IMPORT_CANDIDATES ? "…)" : ")");
	ask_about(planned, QUESTION_WHO, count > 1 ? WHY_ROW_HOMONYMS : WHY_ROW_AMBIGUOUS, "", who);
	planned->candidate_count = count < IMPORT_CANDIDATES ? count : IMPORT_CANDIDATES;
	memcpy(planned->candidates, ids, planned->candidate_count * sizeof *ids);
	return ERR_OK;
}

/* ---- What the whole list tells -------------------------------------------------------- */

/* A field's value as one of a set: case and accents do not count. */
static uint64_t value_hash(int field, const char *value)
{
	char folded[2 * NAME_SIZE];
	size_t length = fold(value, strlen(value), folded, sizeof folded);

	return hash_bytes(20 + (uint64_t)field, folded, length);
}

enum { FIELDS = 4 };

/* The fields by which columns that were sorted alone show. */
static void fields_of(const struct student_row *row, const char *ret[FIELDS])
{
	ret[0] = row->last_name;
	ret[1] = row->first_name;
	ret[2] = row->email;
	ret[3] = row->birth_date;
}

enum err_code plan_note_changes(struct planning *planning, const struct planned *planned)
{
	struct list_survey *survey = &planning->import->survey;
	const char *before[FIELDS], *after[FIELDS];
	enum err_code rc = ERR_OK;

	if (!survey->first)
		return ERR_OK;
	fields_of(&planned->before, before);
	fields_of(&planned->row->student, after);
	for (int i = 0; i < FIELDS && !rc; i++) {
		uint64_t old = value_hash(i, before[i]), new_ = value_hash(i, after[i]);
		bool fresh;

		if (old == new_ || !*before[i] || !*after[i])
			continue;
		rc = hash_set_add(&survey->olds, old, &fresh, planning->err);
		if (!rc)
			rc = hash_set_add(&survey->news, new_, &fresh, planning->err);
		if (!rc && (hash_set_has(&survey->news, old) || hash_set_has(&survey->olds, new_)))
			survey->crossed++;
	}
	return rc;
}

/* Does a field take the value another student of the list gives up, and give its own to one? */
static bool is_exchanged(const struct list_survey *survey, const struct planned *planned)
{
	const char *before[FIELDS], *after[FIELDS];

	if (survey->first) /* not known yet */
		return false;
	fields_of(&planned->before, before);
	fields_of(&planned->row->student, after);
	for (int i = 0; i < FIELDS; i++) {
		uint64_t old = value_hash(i, before[i]), new_ = value_hash(i, after[i]);

		if (old != new_ && *before[i] && *after[i] && hash_set_has(&survey->olds, new_) &&
			hash_set_has(&survey->news, old))
			return true;
	}
	return false;
}

/* ---- The guard ------------------------------------------------------------------------ */

/* Is there another student of exactly the row's names? */
static bool is_of_another(struct import *import, const struct student_row *row, int64_t id)
{
	int64_t ids[IMPORT_CANDIDATES];
	size_t n = import_index_find(import->index, KEY_NAME, row, ids, IMPORT_CANDIDATES);

	for (size_t i = 0; i < n && i < IMPORT_CANDIDATES; i++) {
		if (ids[i] != id)
			return true;
	}
	return false;
}

/* "00123 Lefèvre Zoé → Maes An", each cut at a character. */
static void ask_name(struct planning *planning, struct planned *planned, enum err_reason why)
{
	const struct student_row *known = &planned->before, *row = &planned->row->student;
	char names[4][26], value[192];
	const char *const texts[] = {
		known->last_name, known->first_name, row->last_name, row->first_name};

	for (size_t i = 0; i < 4; i++)
		(void)text_clean(texts[i], strlen(texts[i]), names[i], sizeof names[i], NULL);
	(void)snprintf(value, sizeof value, "%.30s %s %s → %s %s", known->matricule, names[0],
		names[1], names[2], names[3]);
	ask_about(planned, QUESTION_NAME, why, name_column(planning), value);
	planned->candidates[0] = known->id;
	planned->candidate_count = 1;
	planned->shifted = why == WHY_ROW_SHIFTED;
}

/* A name that a letter was lost of never takes the place of a whole one. */
static enum err_code keep_whole_name(struct planning *planning, struct planned *planned)
{
	struct list_row *row = planned->row;
	const struct student_row *known = &planned->before;
	char value[128];

	if (!mend_fits(row->student.last_name, known->last_name) ||
		!mend_fits(row->student.first_name, known->first_name))
		return ERR_INVALID;
	(void)snprintf(value, sizeof value, "%.60s %.60s", row->student.last_name,
		row->student.first_name);
	list_row_name(row, known);
	if (row->note_count < ROW_NOTES) {
		struct err *note = &row->notes[row->note_count++];

		(void)err_fail(note, WHY_NAME_KEPT, "class list");
		(void)err_at(note, row->line, name_column(planning), value);
	}
	return ERR_OK;
}

static void ask_damage(struct planning *planning, struct planned *planned)
{
	const struct student_row *row = &planned->row->student;
	char value[128];

	(void)snprintf(value, sizeof value, "%.60s %.60s", row->last_name, row->first_name);
	ask_about(planned, QUESTION_TEXT, WHY_ROW_DAMAGED, name_column(planning), value);
}

static bool is_damaged(const struct student_row *row)
{
	return mend_is_damaged(row->last_name) || mend_is_damaged(row->first_name);
}

static void ask_mend(struct planning *planning, struct planned *planned)
{
	const struct student_row *row = &planned->row->student;
	char value[128];

	(void)snprintf(value, sizeof value, "%.60s %.60s", row->last_name, row->first_name);
	ask_about(planned, QUESTION_MEND, WHY_ROW_MENDED, name_column(planning), value);
}

void plan_damage(struct planning *planning, struct planned *planned)
{
	struct import *import = planning->import;

	if (plan_decided(import, planned->row->line))
		return;
	if (is_damaged(&planned->row->student))
		ask_damage(planning, planned);
	else if (planned->row->mended && import->answers[QUESTION_MEND] == ANSWER_NONE)
		ask_mend(planning, planned);
}

enum err_code plan_guard(struct planning *planning, struct planned *planned)
{
	struct import *import = planning->import;
	struct list_survey *survey = &import->survey;
	struct list_row *row = planned->row;
	const struct student_row *known = &planned->before;
	enum identity found;

	if (row->unclear && name_fits(row->full, known->last_name, known->first_name))
		list_row_name(row, known);
	if (plan_decided(import, row->line))
		return ERR_OK;
	if (is_damaged(&row->student) && keep_whole_name(planning, planned) != ERR_OK) {
		ask_damage(planning, planned);
		planned->candidates[0] = known->id;
		planned->candidate_count = 1;
		return ERR_OK;
	}
	found = identity_compare(known->last_name, known->first_name, row->student.last_name,
		row->student.first_name);
	if (found == IDENTITY_SAME) {
		if (is_exchanged(survey, planned))
			ask_name(planning, planned, WHY_ROW_SHIFTED);
		return ERR_OK;
	}
	survey->others += survey->first;
	if (is_of_another(import, &row->student, known->id) ||
		hash_set_has(&survey->names, import_key(KEY_NAME, known)) ||
		is_exchanged(survey, planned)) {
		ask_name(planning, planned, WHY_ROW_SHIFTED);
	} else if (row->unclear) {
		planned->action = IMPORT_REFUSED;
		(void)list_row_unclear(import->header, row, &planned->why);
	} else if (found == IDENTITY_OTHER) {
		ask_name(planning, planned, WHY_ROW_OTHER_NAME);
	} else if (found == IDENTITY_SWAPPED) {
		ask_name(planning, planned, WHY_ROW_SWAPPED);
	} else if (row->mended && import->answers[QUESTION_MEND] == ANSWER_NONE) {
		ask_mend(planning, planned);
	}
	return ERR_OK;
}

/* ---- Matching -------------------------------------------------------------------------- */

/* Students found by e-mail, else by names and birth date, else (lists of bare names) by names. */
static size_t candidates(struct import *import, const struct student_row *student, bool names_alone,
	int64_t ret[IMPORT_CANDIDATES])
{
	size_t n = import_index_find(import->index, KEY_EMAIL, student, ret, IMPORT_CANDIDATES);

	if (n == 0)
		n = import_index_find(
			import->index, KEY_NAME_BIRTH, student, ret, IMPORT_CANDIDATES);
	if (n == 0 && names_alone)
		n = import_index_find(import->index, KEY_NAME, student, ret, IMPORT_CANDIDATES);
	return n;
}

/*
 * The row has a matricule nobody has. A list of names alone may have brought the
 * student before: the one provisional student of that name, whom no other row
 * of the list may be, and who shares it with nobody.
 */
static enum err_code match_provisional(
	struct planning *planning, struct planned *planned, int64_t *ret_id)
{
	struct import *import = planning->import;
	struct list_survey *survey = &import->survey;
	const struct student_row *student = &planned->row->student;
	int64_t ids[IMPORT_CANDIDATES], fit[IMPORT_CANDIDATES];
	size_t n = import_index_find(import->index, KEY_NAME, student, ids, IMPORT_CANDIDATES);
	size_t count = 0;
	bool others = n > IMPORT_CANDIDATES, fresh;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < n && i < IMPORT_CANDIDATES && !rc; i++) {
		struct student_row other;

		rc = db_student_by_id(import->session->db, ids[i], &other, planning->err);
		if (rc)
			break;
		if (!is_provisional(other.matricule))
			others = true;
		else if (!*student->birth_date || !*other.birth_date ||
			 strcmp(student->birth_date, other.birth_date) == 0)
			fit[count++] = ids[i];
		if (*other.email && *student->email && strcasecmp(other.email, student->email) != 0)
			others = true;
	}
	if (rc || count == 0)
		return rc;
	for (size_t i = 0; i < count && survey->first && !rc; i++) {
		uint64_t key = hash_bytes(8, (const char *)&fit[i], sizeof fit[i]);

		rc = hash_set_add(&survey->claimed, key, &fresh, planning->err);
		if (!rc && !fresh)
			rc = hash_set_add(&survey->contested, key, &fresh, planning->err);
	}
	for (size_t i = 0; i < count; i++) {
		import_index_meet(import->index, fit[i]);
		others = others || hash_set_has(&survey->contested,
					   hash_bytes(8, (const char *)&fit[i], sizeof fit[i]));
	}
	if (!rc && count == 1 && !others)
		*ret_id = fit[0];
	else if (!rc)
		rc = plan_ask_who(planning, planned, fit, count);
	return rc;
}

/* Cut in every way, both in one cell name a single student who is here: then it is known. */
static enum err_code find_unclear(struct planning *planning, struct planned *planned)
{
	struct import *import = planning->import;
	struct list_row *row = planned->row;
	struct student_row cut = {0}, found;
	int64_t only = 0, id;
	enum err_code rc;

	for (size_t i = 0; name_split_each(row->full, i, cut.last_name, cut.first_name); i++) {
		size_t n = import_index_find(import->index, KEY_NAME, &cut, &id, 1);

		if (n > 1 || (n == 1 && only && only != id)) {
			only = 0;
			break;
		}
		if (n == 1)
			only = id;
	}
	if (only) {
		rc = db_student_by_id(import->session->db, only, &found, planning->err);
		if (!rc)
			list_row_name(row, &found);
		return rc;
	}
	planned->action = IMPORT_REFUSED;
	(void)list_row_unclear(import->header, row, &planned->why);
	return ERR_OK;
}

/* A matricule of the list against those that begin with zeros; asked once for all. */
static void ask_zeros(struct planning *planning, struct planned *planned)
{
	struct import *import = planning->import;
	struct student_row *student = &planned->row->student;
	size_t length = zeros_length(
		import_index_digits(import->index), &import->survey.zeros, student->matricule);
	char whole[MATRICULE_SIZE], value[2 * MATRICULE_SIZE + 8];

	if (length == 0 || import->answers[QUESTION_ZEROS] == ANSWER_NO)
		return;
	zeros_restore(student->matricule, length, whole);
	if (import->answers[QUESTION_ZEROS] == ANSWER_YES) {
		memcpy(student->matricule, whole, sizeof whole);
		return;
	}
	(void)snprintf(value, sizeof value, "%s → %s", student->matricule, whole);
	ask_about(planned, QUESTION_ZEROS, WHY_ROW_ZEROS, column_of(planning, HEADER_MATRICULE),
		value);
}

static enum err_code match_matricule(
	struct planning *planning, struct planned *planned, int64_t *ret_id)
{
	struct import *import = planning->import;
	struct student_row *student = &planned->row->student;

	if (import_index_find(import->index, KEY_MATRICULE, student, ret_id, 1) > 0)
		return ERR_OK;
	*ret_id = import_index_zeros(import->index, student, student->matricule);
	if (*ret_id) {
		import->zeros++;
		return ERR_OK;
	}
	ask_zeros(planning, planned);
	if (planned->action != IMPORT_ASK)
		(void)import_index_find(import->index, KEY_MATRICULE, student, ret_id, 1);
	return ERR_OK;
}

/* By e-mail and names, where the matricule says nothing. */
static enum err_code match_names(
	struct planning *planning, struct planned *planned, int64_t *ret_id)
{
	struct import *import = planning->import;
	struct student_row *student = &planned->row->student, other;
	bool listed = *student->matricule != '\0', by_email;
	int64_t ids[IMPORT_CANDIDATES];
	size_t n;
	enum err_code rc;

	by_email = *student->email &&
		   import_index_find(import->index, KEY_EMAIL, student, ids, IMPORT_CANDIDATES) > 0;
	n = candidates(import, student, !listed, ids);
	if (n == 0)
		return listed ? match_provisional(planning, planned, ret_id) : ERR_OK;
	/* Whoever is meant, they are not missing from the list. */
	for (size_t i = 0; i < n && i < IMPORT_CANDIDATES; i++)
		import_index_meet(import->index, ids[i]);
	if (n > 1)
		return plan_ask_who(planning, planned, ids, n);
	rc = db_student_by_id(import->session->db, ids[0], &other, planning->err);
	if (rc)
		return rc;
	/* Names alone: two birth dates that differ are two people. */
	if (!by_email && *student->birth_date && *other.birth_date &&
		strcmp(student->birth_date, other.birth_date) != 0)
		return ERR_OK;
	if (listed && !is_provisional(other.matricule))
		return plan_ask_who(planning, planned, ids, 1);
	*ret_id = other.id;
	return ERR_OK;
}

enum err_code plan_match(struct planning *planning, struct planned *planned, int64_t *ret_id)
{
	struct import *import = planning->import;
	struct list_survey *survey = &import->survey;
	struct student_row *student = &planned->row->student;
	const struct decision *decision = plan_decided(import, planned->row->line);
	bool fresh;
	enum err_code rc = ERR_OK;

	*ret_id = 0;
	if (survey->first) {
		zeros_note(&survey->zeros, student->matricule);
		survey->short_ |= student->matricule[0] >= '1' && student->matricule[0] <= '9';
	}
	if (survey->collecting)
		rc = hash_set_add(
			&survey->names, import_key(KEY_NAME, student), &fresh, planning->err);
	if (rc)
		return rc;
	if (decision && decision->student_id != IMPORT_NEW_STUDENT) {
		*ret_id = decision->student_id;
		return ERR_OK;
	}
	if (*student->matricule)
		rc = match_matricule(planning, planned, ret_id);
	if (rc || *ret_id || planned->action != IMPORT_NEW)
		return rc;
	if (planned->row->unclear)
		rc = find_unclear(planning, planned);
	if (rc || planned->action != IMPORT_NEW || decision)
		return rc;
	return match_names(planning, planned, ret_id);
}
