/* One record of a class list. See import_row.h. */
#include "core/import_row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/fold.h"
#include "core/mend.h"
#include "core/name.h"
#include "core/role.h"
#include "core/secret.h"
#include "core/text.h"
#include "core/words.h"

enum { EXTRA_MAX = 4000 };

static enum err_code refuse(struct err *err, enum err_reason why, const struct csv_record *record,
	const char *column, const char *value)
{
	enum err_code rc = err_fail(err, why, "class list");

	(void)err_at(err, record->line, column, secret_in(value) ? "" : value);
	return rc;
}

/*
 * A cell that nobody is known by could not be read: it is left out, and the
 * person taken. Where there are too many, the first are told of.
 */
static enum err_code note(struct list_row *row, enum err_code rc, const struct err *err)
{
	if (rc != ERR_INVALID)
		return rc;
	if (row->note_count < ROW_NOTES)
		row->notes[row->note_count++] = *err;
	return ERR_OK;
}

/* The clean text of a column's cell; "" where the row is shorter. false: too long for ret. */
static bool cell(const struct csv_record *record, size_t column, char *ret, size_t size)
{
	const char *text;
	size_t length;

	ret[0] = '\0';
	if (column >= record->count)
		return true;
	text = record->cells[column].text;
	length = record->cells[column].length;
	(void)text_restore(&text, &length);
	return text_clean(text, length, ret, size, NULL) < size;
}

static enum err_code too_long(struct err *err, const struct csv_record *record,
	const struct header *header, size_t column)
{
	return refuse(err, WHY_CELL_TOO_LONG, record, header->columns[column].name, "");
}

/* "#N/A" "#REF!" "#NOM?" "####": what a spreadsheet shows for want of a value. */
static bool is_error(const char *text)
{
	size_t length = strlen(text);

	if (*text != '#' || length < 2)
		return false;
	return strspn(text, "#") == length || strcmp(text, "#N/A") == 0 ||
	       ((text[length - 1] == '!' || text[length - 1] == '?') &&
		       strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ/0") == length - 2);
}

/* "1,23E+05", "123.0": what spreadsheets and programs make of a number. */
static bool is_shortened(const char *text)
{
	const char *at = text + strspn(text, "0123456789");

	if (at == text)
		return false;
	if ((*at == ',' || *at == '.') && at[1]) { /* "123.0" was a number on the way */
		if (at[1 + strspn(at + 1, "0")] == '\0')
			return true;
		at += 1 + strspn(at + 1, "0123456789");
	}
	if ((*at != 'E' && *at != 'e') || (at[1] != '+' && at[1] != '-') || !at[2])
		return false;
	return at[2 + strspn(at + 2, "0123456789")] == '\0';
}

/* A cell of a field into an array of the row. */
static enum err_code take(const struct header *header, const struct csv_record *record,
	enum header_field field, char *ret, size_t size, struct err *err)
{
	size_t column = header_column(header, field);

	ret[0] = '\0';
	if (column == (size_t)-1)
		return ERR_OK;
	if (!cell(record, column, ret, size))
		return too_long(err, record, header, column);
	if (is_error(ret))
		return refuse(err, WHY_CELL_ERROR, record, header->columns[column].name, ret);
	if (secret_in(ret)) {
		*ret = '\0';
		return refuse(err, WHY_CELL_SECRET, record, header->columns[column].name, "");
	}
	return ERR_OK;
}

static bool is_nothing(const char *text)
{
	return strcmp(text, "-") == 0 || strcasecmp(text, "n/a") == 0;
}

/* "12", in the row of totals that ends many a list. */
static bool is_number(const char *text)
{
	bool digit = false;

	for (; *text; text++) {
		if (*text >= '0' && *text <= '9')
			digit = true;
		else if (strchr(" .,:/%-+", *text) == NULL)
			return false;
	}
	return digit;
}

/* A name is a name, not a number. */
static enum err_code check_name(const struct header *header, const struct csv_record *record,
	enum header_field field, const char *name, struct err *err)
{
	size_t column = header_column(header, field);

	if (column == (size_t)-1 || !is_number(name))
		return ERR_OK;
	return refuse(err, WHY_NAME_NUMBER, record, header->columns[column].name, name);
}

static enum err_code take_names(const struct header *header, const struct csv_record *record,
	struct list_row *row, struct err *err)
{
	struct student_row *student = &row->student;
	size_t full_column = header_column(header, HEADER_FULL_NAME);
	size_t last_column = header_column(header, HEADER_LAST_NAME);
	enum err_code rc = take(header, record, HEADER_LAST_NAME, student->last_name,
		sizeof student->last_name, err);

	if (!rc)
		rc = take(header, record, HEADER_FIRST_NAME, student->first_name,
			sizeof student->first_name, err);
	if (!rc)
		rc = check_name(header, record, HEADER_LAST_NAME, student->last_name, err);
	if (!rc)
		rc = check_name(header, record, HEADER_FIRST_NAME, student->first_name, err);
	if (rc || *student->last_name)
		return rc;
	if (full_column == (size_t)-1 && last_column == (size_t)-1)
		return refuse(err, WHY_NAME_COLUMN_MISSING, record, "", "");
	if (full_column == (size_t)-1)
		return refuse(
			err, WHY_LAST_NAME_MISSING, record, header->columns[last_column].name, "");
	if (!cell(record, full_column, row->full, sizeof row->full))
		return too_long(err, record, header, full_column);
	if (!*row->full)
		return refuse(
			err, WHY_LAST_NAME_MISSING, record, header->columns[full_column].name, "");
	if (is_number(row->full))
		return refuse(
			err, WHY_NAME_NUMBER, record, header->columns[full_column].name, row->full);
	switch (name_split(row->full, student->last_name, student->first_name)) {
	case NAME_SURE:
		return ERR_OK;
	case NAME_GUESSED:
		row->unclear = true;
		return ERR_OK;
	case NAME_TOO_LONG:
		break;
	}
	return too_long(err, record, header, full_column);
}

static enum err_code take_email(const struct header *header, const struct csv_record *record,
	struct student_row *student, struct err *err)
{
	enum err_code rc =
		take(header, record, HEADER_EMAIL, student->email, sizeof student->email, err);
	const char *at = strchr(student->email, '@');

	if (rc)
		student->email[0] = '\0'; /* cut, it is another one */
	if (rc || !*student->email)
		return rc;
	if (is_nothing(student->email)) {
		student->email[0] = '\0';
		return ERR_OK;
	}
	if (!at || at == student->email || !at[1] || strchr(at + 1, '@') ||
		strchr(student->email, ' ') || mend_is_damaged(student->email)) {
		rc = refuse(err, WHY_EMAIL_INVALID, record,
			header->columns[header_column(header, HEADER_EMAIL)].name, student->email);
		student->email[0] = '\0';
	}
	return rc;
}

static enum err_code take_birth_date(const struct header *header, bool months_first,
	const struct csv_record *record, struct list_row *row, struct err *err)
{
	struct student_row *student = &row->student;
	char text[64];
	enum err_reason why = WHY_BIRTH_DATE_INVALID;
	enum err_code rc = take(header, record, HEADER_BIRTH_DATE, text, sizeof text, err);

	if (rc || !*text || is_nothing(text))
		return rc;
	if (date_read(text, strlen(text), months_first ? DATE_MONTH_FIRST : DATE_DAY_FIRST,
		    student->birth_date)) {
		if (!*row->today)
			clock_today(row->today);
		if (strcmp(student->birth_date, row->today) <= 0)
			return ERR_OK;
		student->birth_date[0] = '\0';
		why = WHY_BIRTH_DATE_FUTURE;
	} else if (date_is_serial(text)) {
		why = WHY_BIRTH_DATE_SERIAL;
	}
	return refuse(err, why, record,
		header->columns[header_column(header, HEADER_BIRTH_DATE)].name, text);
}

static enum err_code take_matricule(const struct header *header, const struct csv_record *record,
	struct student_row *student, struct err *err)
{
	size_t column = header_column(header, HEADER_MATRICULE);
	enum err_code rc = take(header, record, HEADER_MATRICULE, student->matricule,
		sizeof student->matricule, err);

	if (rc || column == (size_t)-1)
		return rc;
	if (!*student->matricule && header->spare_id != (size_t)-1 &&
		!cell(record, header->spare_id, student->matricule, sizeof student->matricule))
		return too_long(err, record, header, header->spare_id);
	if (!*student->matricule || is_nothing(student->matricule))
		return refuse(err, WHY_MATRICULE_MISSING, record, header->columns[column].name, "");
	if (is_shortened(student->matricule))
		return refuse(err, WHY_MATRICULE_SHORTENED, record, header->columns[column].name,
			student->matricule);
	/* '00123: an apostrophe keeps the zeros in a spreadsheet */
	if (student->matricule[0] == '\'' && student->matricule[1] >= '0' &&
		student->matricule[1] <= '9')
		memmove(student->matricule, student->matricule + 1, strlen(student->matricule));
	return ERR_OK;
}

/* One code of a group into the row; "" and "-" are none. */
static enum err_code add_group(const struct header *header, const struct csv_record *record,
	size_t column, const char *code, size_t length, struct list_row *row, struct err *err)
{
	char *ret;

	if (row->group_count == GROUPS_MAX)
		return too_long(err, record, header, column);
	ret = row->groups[row->group_count];
	if (text_clean(code, length, ret, CODE_SIZE, NULL) >= CODE_SIZE)
		return too_long(err, record, header, column);
	if (!*ret || is_nothing(ret))
		return ERR_OK;
	if (is_error(ret))
		return refuse(err, WHY_CELL_ERROR, record, header->columns[column].name, ret);
	if (secret_in(ret))
		return refuse(err, WHY_CELL_SECRET, record, header->columns[column].name, "");
	for (size_t i = 0; i < row->group_count; i++) {
		if (strcmp(row->groups[i], ret) == 0)
			return ERR_OK;
	}
	row->group_count++;
	return ERR_OK;
}

/* The first separator in the text that counts, and its length; NULL: none. */
static const char *find_separator(const char *text, bool joined, size_t *ret_length)
{
	size_t count;
	const struct words_word *words = words_of(WORDS_SEPARATOR, &count);
	const char *first = NULL;

	for (size_t i = 0; i < count; i++) {
		const char *at = joined || words[i].value ? strstr(text, words[i].text) : NULL;

		if (at && (!first || at < first)) {
			first = at;
			*ret_length = words[i].length;
		}
	}
	return first;
}

/*
 * Codes of groups: joined by | as our own export and SACoche write them, else by
 * commas and the like, unless the cell as a whole is a group that is here.
 */
static enum err_code take_groups(const struct header *header, const struct csv_record *record,
	list_group_fn *is_group, void *ctx, struct list_row *row, struct err *err)
{
	size_t column = header_column(header, HEADER_GROUP), length = 0;
	char text[GROUPS_MAX * CODE_SIZE];
	const char *at = text, *separator;
	bool joined;
	enum err_code rc = ERR_OK, first = ERR_OK;
	struct err why;

	row->group_count = 0;
	if (column == (size_t)-1)
		return ERR_OK;
	if (!cell(record, column, text, sizeof text))
		return too_long(err, record, header, column);
	if (!find_separator(text, false, &length) && find_separator(text, true, &length) &&
		is_group && is_group(ctx, text))
		return add_group(header, record, column, text, strlen(text), row, err);
	if (!find_separator(text, true, &length) && !header_group(header, record, text))
		return too_long(err, record, header, column);
	joined = !find_separator(text, false, &length);
	do {
		separator = find_separator(at, joined, &length);
		rc = add_group(header, record, column, at,
			separator ? (size_t)(separator - at) : strlen(at), row, &why);
		if (rc && !first) {
			first = rc;
			*err = why;
		}
		at = separator ? separator + length : NULL;
	} while (at);
	return first;
}

/* ---- Unknown columns --------------------------------------------------------------- */

static bool append(struct list_row *row, size_t *used, const char *text, size_t length)
{
	if (*used + length + 1 > row->extra_room) {
		size_t room = row->extra_room ? 2 * row->extra_room : 256;
		char *grown;

		while (room < *used + length + 1)
			room *= 2;
		grown = realloc(row->extra, room);
		if (!grown)
			return false;
		row->extra = grown;
		row->extra_room = room;
	}
	memcpy(row->extra + *used, text, length);
	*used += length;
	row->extra[*used] = '\0';
	return true;
}

/* Clean text has no control characters: only quotes and backslashes need care. */
static bool append_json(struct list_row *row, size_t *used, const char *text)
{
	bool ok = append(row, used, "\"", 1);

	while (ok && *text) {
		size_t plain = strcspn(text, "\"\\");

		ok = append(row, used, text, plain);
		text += plain;
		if (ok && *text) {
			ok = append(row, used, "\\", 1) && append(row, used, text, 1);
			text++;
		}
	}
	return ok && append(row, used, "\"", 1);
}

static bool is_extra(enum header_field field)
{
	return field == HEADER_UNKNOWN || field == HEADER_YEAR || field == HEADER_TUTOR ||
	       field == HEADER_GRADE || field == HEADER_COMMENT;
}

static enum err_code take_extra(const struct header *header, const struct csv_record *record,
	struct list_row *row, struct err *err)
{
	size_t used = 0;
	bool ok = true, any = false;
	char text[EXTRA_MAX];

	row->nameless = row->secret = false;
	if (row->extra)
		row->extra[0] = '\0';
	for (size_t c = 0; c < header->count && ok; c++) {
		const struct header_column *column = &header->columns[c];

		if (!is_extra(column->field) || column->duplicate)
			continue;
		if (!*column->name) {
			(void)cell(record, c, text, sizeof text);
			row->nameless = row->nameless || *text;
			continue;
		}
		if (!cell(record, c, text, sizeof text)) {
			(void)note(row, too_long(err, record, header, c), err);
			continue;
		}
		if (!*text)
			continue;
		if (secret_in(text)) {
			row->secret = true;
			continue;
		}
		ok = append(row, &used, any ? "," : "{", 1) &&
		     append_json(row, &used, column->name) && append(row, &used, ":", 1) &&
		     append_json(row, &used, text);
		any = true;
	}
	if (ok && any)
		ok = append(row, &used, "}", 1);
	return ok ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "class list");
}

/* ---- The whole row ------------------------------------------------------------------- */

bool list_row_blank(const struct csv_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		char text[8];

		if (text_clean(record->cells[i].text, record->cells[i].length, text, sizeof text,
			    NULL))
			return false;
	}
	return true;
}

/* Is the row about a student, and not deleted by the program that wrote the list? */
static enum err_code check_about(
	const struct header *header, const struct csv_record *record, struct err *err)
{
	const struct header_column *columns = header->columns;
	size_t full = header_column(header, HEADER_FULL_NAME);
	char text[64];

	if (full != (size_t)-1) {
		(void)cell(record, full, text, sizeof text);
		for (size_t c = 0; !*text && c < record->count; c++)
			(void)cell(record, c, text, sizeof text);
		if (row_is_gradebook(text))
			return refuse(err, WHY_ROW_GRADEBOOK, record, columns[full].name, text);
	}
	if (header->role != (size_t)-1) {
		(void)cell(record, header->role, text, sizeof text);
		if (role_is_other(text))
			return refuse(
				err, WHY_ROW_OTHER_ROLE, record, columns[header->role].name, text);
	}
	if (header->deleted != (size_t)-1) {
		(void)cell(record, header->deleted, text, sizeof text);
		if (deleted_is_said(columns[header->deleted].key, text))
			return refuse(
				err, WHY_ROW_DELETED, record, columns[header->deleted].name, text);
	}
	return ERR_OK;
}

enum err_code list_row_read(const struct header *header, bool months_first,
	const struct csv_record *record, list_group_fn *is_group, void *ctx, struct list_row *ret,
	struct err *err)
{
	struct student_row *student = &ret->student;
	char text[64];
	enum err_code rc;

	*student = (struct student_row){0};
	ret->line = record->line;
	ret->unclear = false;
	ret->full[0] = '\0';
	ret->note_count = 0;
	for (size_t c = header->count; c < record->count; c++) {
		(void)cell(record, c, text, sizeof text);
		if (*text)
			return refuse(err, WHY_ROW_LONGER, record, "", text);
	}
	rc = check_about(header, record, err);
	if (!rc)
		rc = take_matricule(header, record, student, err);
	if (!rc)
		rc = take_names(header, record, ret, err);
	if (!rc)
		rc = note(ret, take_email(header, record, student, err), err);
	if (!rc)
		rc = note(ret, take_birth_date(header, months_first, record, ret, err), err);
	if (!rc)
		rc = note(ret, take_groups(header, record, is_group, ctx, ret, err), err);
	if (!rc)
		rc = take_extra(header, record, ret, err);
	return rc;
}

void list_row_name(struct list_row *row, const struct student_row *names)
{
	memcpy(row->student.last_name, names->last_name, sizeof names->last_name);
	memcpy(row->student.first_name, names->first_name, sizeof names->first_name);
	row->unclear = false;
}

enum err_code list_row_unclear(
	const struct header *header, const struct list_row *row, struct err *err)
{
	size_t column = header_column(header, HEADER_FULL_NAME);
	enum err_code rc = err_fail(err, WHY_FULL_NAME_UNCLEAR, "class list");

	(void)err_at(err, row->line, column == (size_t)-1 ? "" : header->columns[column].name,
		row->full);
	return rc;
}

void list_row_release(struct list_row *row)
{
	free(row->extra);
	*row = (struct list_row){0};
}

bool is_provisional(const char *matricule)
{
	return strncmp(matricule, PROVISIONAL, PROVISIONAL_SIZE) == 0;
}

void list_row_provisional(struct student_row *student)
{
	char last[NAME_SIZE], first[NAME_SIZE], *at;

	(void)fold(student->last_name, strlen(student->last_name), last, sizeof last);
	(void)fold(student->first_name, strlen(student->first_name), first, sizeof first);
	(void)snprintf(student->matricule, sizeof student->matricule, PROVISIONAL "%.22s.%.22s%s%s",
		last, first, *student->birth_date ? "." : "", student->birth_date);
	for (at = student->matricule; *at; at++) {
		if (*at == ' ' || *at == ',' || *at == ';')
			*at = '-';
	}
}
