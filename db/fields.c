/* Rows by description. See fields.h. */
#include "db/fields.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/conn.h"

/* Every enum of rows.h and follow.h is as wide as an int; words[] says so to the reader. */
_Static_assert(sizeof(enum group_kind) == sizeof(int), "enums are ints");

static int number_at(const void *at)
{
	int value;

	memcpy(&value, at, sizeof value);
	return value;
}

static int64_t id_at(const void *at)
{
	int64_t value;

	memcpy(&value, at, sizeof value);
	return value;
}

static void bind_field(struct stmt *st, const struct field *field, const char *at)
{
	const char *text;

	switch (field->type) {
	case FIELD_ID:
	case FIELD_MOMENT:
		if (id_at(at))
			stmt_bind_int(st, field->name, id_at(at));
		else
			stmt_bind_null(st, field->name);
		break;
	case FIELD_NUMBER:
		if (number_at(at) >= 0)
			stmt_bind_int(st, field->name, number_at(at));
		else
			stmt_bind_null(st, field->name);
		break;
	case FIELD_FLAG:
		stmt_bind_int(st, field->name, *(const bool *)at);
		break;
	case FIELD_WORD:
		stmt_bind_text(st, field->name, field->words[number_at(at)]);
		break;
	case FIELD_NAME:
		stmt_bind_text(st, field->name, at);
		break;
	case FIELD_OPTIONAL:
		stmt_bind_optional(st, field->name, at);
		break;
	case FIELD_TEXT:
		memcpy(&text, at, sizeof text);
		stmt_bind_optional(st, field->name, text);
		break;
	default:
		break; /* FIELD_SHOWN */
	}
}

void fields_bind(struct stmt *st, const struct noun *noun, const void *row)
{
	for (size_t i = 0; i < noun->count; i++)
		bind_field(st, &noun->fields[i], (const char *)row + noun->fields[i].offset);
}

enum err_code fields_put(
	struct db *db, enum stmt_id id, const struct noun *noun, const void *row, struct err *err)
{
	struct stmt *st = stmt_use(db, id);

	assert(db_in_batch(db));
	fields_bind(st, noun, row);
	return stmt_run(st, err);
}

/* The texts of the rows read so far, one after the other. */
struct texts {
	char *at;
	size_t used, room;
};

/* Keep a text; ret_place: where, plus one. */
static enum err_code keep_text(
	struct texts *texts, const char *text, size_t *ret_place, struct err *err)
{
	size_t size = strlen(text) + 1;

	if (texts->used + size > texts->room) {
		size_t room = 2 * texts->room + size + 256;
		char *grown = realloc(texts->at, room);

		if (!grown)
			return err_fail(err, WHY_NO_MEMORY, "rows");
		texts->at = grown;
		texts->room = room;
	}
	memcpy(texts->at + texts->used, text, size);
	*ret_place = texts->used;
	texts->used += size;
	return ERR_OK;
}

static enum err_code read_field(struct stmt *st, int column, const struct field *field, char *at,
	struct texts *texts, struct err *err)
{
	int64_t id;
	int number;
	size_t place = 0;
	enum err_code rc = ERR_OK;

	switch (field->type & ~FIELD_SHOWN) {
	case FIELD_ID:
	case FIELD_MOMENT:
		id = stmt_int_or(st, column, 0);
		memcpy(at, &id, sizeof id);
		break;
	case FIELD_NUMBER:
		number = (int)stmt_int_or(st, column, -1);
		memcpy(at, &number, sizeof number);
		break;
	case FIELD_FLAG:
		*(bool *)at = stmt_int_or(st, column, 0) != 0;
		break;
	case FIELD_WORD:
		number = 0;
		for (int i = 0; field->words[i]; i++) {
			if (strcmp(field->words[i], stmt_text(st, column)) == 0)
				number = i;
		}
		memcpy(at, &number, sizeof number);
		break;
	case FIELD_NAME:
	case FIELD_OPTIONAL:
		stmt_copy(st, column, at, field->size);
		break;
	case FIELD_TEXT:
		assert(texts);
		rc = keep_text(texts, stmt_text(st, column), &place, err);
		memcpy(at, &place, sizeof place); /* becomes a pointer when all are read */
		break;
	default:
		break;
	}
	return rc;
}

static enum err_code read_row(
	struct stmt *st, const struct noun *noun, char *row, struct texts *texts, struct err *err)
{
	enum err_code rc = ERR_OK;

	_Static_assert(sizeof(size_t) == sizeof(char *), "a place fits where its pointer goes");
	memset(row, 0, noun->size);
	for (size_t i = 0; i < noun->count && !rc; i++)
		rc = read_field(
			st, (int)i, &noun->fields[i], row + noun->fields[i].offset, texts, err);
	return rc;
}

/* Put the texts behind the rows and let the rows point there. */
static enum err_code join(const struct noun *noun, char **rows, size_t count,
	const struct texts *texts, struct err *err)
{
	size_t size = count * noun->size;
	char *whole;

	if (texts->used == 0)
		return ERR_OK;
	whole = realloc(*rows, size + texts->used);
	if (!whole)
		return err_fail(err, WHY_NO_MEMORY, "rows");
	*rows = whole;
	memcpy(whole + size, texts->at, texts->used);
	for (size_t i = 0; i < count; i++) {
		for (size_t f = 0; f < noun->count; f++) {
			char *at = whole + i * noun->size + noun->fields[f].offset;
			const char *text;
			size_t place;

			if ((noun->fields[f].type & ~FIELD_SHOWN) != FIELD_TEXT)
				continue;
			memcpy(&place, at, sizeof place);
			text = whole + size + place;
			memcpy(at, &text, sizeof text);
		}
	}
	return ERR_OK;
}

enum err_code fields_collect(
	struct stmt *st, const struct noun *noun, void **ret, size_t *ret_count, struct err *err)
{
	struct texts texts = {0};
	size_t count = 0, room = 0;
	char *rows = NULL;
	bool row = true;
	enum err_code rc;

	for (;;) {
		rc = stmt_step(st, &row, err);
		if (rc || !row)
			break;
		if (count == room) {
			char *grown = realloc(rows, (2 * room + 8) * noun->size);

			if (!grown) {
				rc = err_fail(err, WHY_NO_MEMORY, "rows");
				break;
			}
			rows = grown;
			room = 2 * room + 8;
		}
		rc = read_row(st, noun, rows + count * noun->size, &texts, err);
		if (rc)
			break;
		count++;
	}
	stmt_reset(st);
	if (!rc && count)
		rc = join(noun, &rows, count, &texts, err);
	free(texts.at);
	if (rc) {
		free(rows);
		return rc;
	}
	*ret = rows;
	*ret_count = count;
	return ERR_OK;
}

enum err_code fields_one(struct stmt *st, const struct noun *noun, void *ret, struct err *err)
{
	enum err_code rc = stmt_one(st, err);

	if (!rc)
		rc = read_row(st, noun, ret, NULL, err);
	stmt_reset(st);
	return rc;
}
