/* Whose row it is. See grade_match.h. */
#include "core/grade_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/identity.h"
#include "core/name.h"
#include "core/student.h"
#include "core/synonym.h"
#include "core/text.h"

void grade_match_cell(const struct csv_record *record, size_t column, char *ret, size_t size)
{
	const char *text = "";
	size_t length = 0;

	if (column < record->count) {
		text = record->cells[column].text;
		length = record->cells[column].length;
		(void)text_restore(&text, &length);
	}
	(void)text_clean(text, length, ret, size, NULL);
}

static const char *without_zeros(const char *text)
{
	while (*text == '0' && text[1])
		text++;
	return text;
}

static int row_compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct sheet_row *)row)->enrolment.matricule);
}

/* By matricule, in which order the sheet is; a spreadsheet takes the zeros it begins with. */
static size_t find_matricule(const struct grade_match *match, const char *matricule)
{
	const struct gradesheet *sheet = match->sheet;
	struct student_row student;
	const struct sheet_row *exact =
		bsearch(matricule, sheet->rows, sheet->count, sizeof *exact, row_compare);
	size_t found = sheet->count;

	if (exact)
		return (size_t)(exact - sheet->rows);
	/* Somebody who does not take the unit has just this one. */
	if (!db_student_by_matricule(match->session->db, matricule, &student, NULL))
		return found;
	for (size_t i = 0; i < sheet->count; i++) {
		if (strcmp(without_zeros(sheet->rows[i].enrolment.matricule),
			    without_zeros(matricule)) != 0)
			continue;
		if (found < sheet->count)
			return sheet->count;
		found = i;
	}
	return found;
}

static size_t find_email(const struct grade_match *match, const char *email)
{
	const struct gradesheet *sheet = match->sheet;
	struct student_row found[2];
	size_t count = 0;

	if (!*email || db_student_by_email(match->session->db, email, 2, found, &count, NULL) ||
		count != 1)
		return sheet->count;
	return gradesheet_find(sheet, found[0].id);
}

/* The name of a row, as far as it says one: last and first, or both in one cell. */
static void row_names(const struct grade_match *match, const struct csv_record *record,
	char last[NAME_SIZE], char first[NAME_SIZE], char full[NAME_SIZE])
{
	const struct header *header = match->header;

	grade_match_cell(record, header_column(header, HEADER_LAST_NAME), last, NAME_SIZE);
	grade_match_cell(record, header_column(header, HEADER_FIRST_NAME), first, NAME_SIZE);
	grade_match_cell(record, header_column(header, HEADER_FULL_NAME), full, NAME_SIZE);
}

/* Only if one student bears the name: last and first, or both in one cell. */
static size_t find_name(const struct gradesheet *sheet, const char *last, const char *first,
	const char *full, bool *ret_several)
{
	char wanted[SORT_KEY_SIZE], key[SORT_KEY_SIZE];
	size_t found = sheet->count;

	student_sort_key(last, first, wanted);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct enrolment_row *row = &sheet->rows[i].enrolment;

		student_sort_key(row->last_name, row->first_name, key);
		if (*full ? !name_fits(full, row->last_name, row->first_name)
			  : !*last || strcmp(key, wanted) != 0)
			continue;
		*ret_several = found < sheet->count;
		if (*ret_several)
			return sheet->count;
		found = i;
	}
	return found;
}

/* "Participant 1001": a number of one piece of work, not of a person. */
static bool is_participant(const struct grade_words *words, const char *text)
{
	char key[HEADER_KEY_SIZE];
	size_t length;

	synonym_key(text, strlen(text), key);
	length = strlen(key);
	while (length > 0 && key[length - 1] >= '0' && key[length - 1] <= '9')
		length--;
	if (length == strlen(key))
		return false;
	key[length] = '\0';
	return grade_words_is(words, GRADE_WORD_PARTICIPANT, key);
}

/* The matricule of the row; "": it has none. */
static void matricule_of(
	const struct grade_match *match, const struct csv_record *record, char *ret, size_t size)
{
	grade_match_cell(record, header_column(match->header, HEADER_MATRICULE), ret, size);
	if (is_participant(match->words, ret))
		*ret = '\0';
}

size_t grade_match_find(const struct grade_match *match, const struct csv_record *record,
	char *ret_typed, size_t size, bool *ret_several)
{
	const struct gradesheet *sheet = match->sheet;
	const struct header *header = match->header;
	char last[NAME_SIZE], first[NAME_SIZE], full[NAME_SIZE], email[NAME_SIZE];
	size_t found;

	*ret_several = false;
	matricule_of(match, record, ret_typed, size);
	if (*ret_typed)
		return find_matricule(match, ret_typed);
	grade_match_cell(record, header_column(header, HEADER_EMAIL), email, sizeof email);
	found = find_email(match, email);
	(void)snprintf(ret_typed, size, "%s", email);
	if (found < sheet->count)
		return found;
	row_names(match, record, last, first, full);
	if (*full)
		(void)snprintf(ret_typed, size, "%.180s", full);
	else if (*last)
		(void)snprintf(ret_typed, size, "%.90s %.90s", last, first);
	return find_name(sheet, last, first, full, ret_several);
}

enum err_reason grade_match_why(const struct grade_match *match, const struct csv_record *record,
	const char *typed, bool several)
{
	char matricule[LABEL_SIZE];
	struct student_row student;

	if (several)
		return WHY_ROW_HOMONYMS;
	matricule_of(match, record, matricule, sizeof matricule);
	if (!*matricule)
		return *typed ? WHY_GRADE_NAME_UNKNOWN : WHY_GRADE_NOBODY;
	if (db_student_by_matricule(match->session->db, matricule, &student, NULL))
		return WHY_STUDENT_UNKNOWN;
	return WHY_GRADE_NOT_TAKEN;
}

/* Is it wholly the name of another student of the sheet? */
static bool is_of_another(const struct gradesheet *sheet, const struct sheet_row *row,
	const char *last, const char *first, const char *full)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct enrolment_row *other = &sheet->rows[i].enrolment;

		if (&sheet->rows[i] == row)
			continue;
		if (*last && *first ? identity_compare(other->last_name, other->first_name, last,
					      first) == IDENTITY_SAME
				    : name_fits(full, other->last_name, other->first_name))
			return true;
	}
	return false;
}

bool grade_match_is_other(const struct grade_match *match, const struct csv_record *record,
	const struct sheet_row *row, char ret_name[2 * NAME_SIZE + 2], bool *ret_shifted)
{
	const struct enrolment_row *known = &row->enrolment;
	char last[NAME_SIZE], first[NAME_SIZE], full[NAME_SIZE];
	enum identity found;

	row_names(match, record, last, first, full);
	(void)snprintf(ret_name, 2 * NAME_SIZE + 2, "%s %s", known->last_name, known->first_name);
	found = *last || *first ? identity_compare(known->last_name, known->first_name, last, first)
				: identity_compare_full(known->last_name, known->first_name, full);
	if (found == IDENTITY_SAME)
		return false;
	if (is_of_another(match->sheet, row, last, first, full)) {
		*ret_shifted = true;
		return true;
	}
	return found == IDENTITY_OTHER;
}
