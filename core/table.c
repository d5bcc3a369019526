/* Small tables. See table.h. */
#include "core/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/decode.h"
#include "core/fixture.h"
#include "core/synonym.h"
#include "core/text.h"

enum { CELL_SIZE = 8192 };

struct table {
	const char *name;
	size_t count;
	const char *const *fields;
	size_t column[TABLE_FIELDS_MAX]; /* where each field stands; (size_t)-1: nowhere */
	bool header_seen;
	size_t needed;
	table_row_fn *each;
	void *ctx;
	char (*cells)[CELL_SIZE];
	enum err_code rc;
	struct err *err;
};

/* A name of the header, looked for in columns.csv. */
struct naming {
	const struct table *table;
	char key[HEADER_KEY_SIZE];
	size_t field; /* (size_t)-1: none */
};

static bool is_word(const struct csv_cell *cell, const char *word)
{
	return cell->length == strlen(word) && memcmp(cell->text, word, cell->length) == 0;
}

static bool match_name(void *ctx, const struct csv_record *record)
{
	struct naming *naming = ctx;
	char key[HEADER_KEY_SIZE];

	if (record->count < 4 || !is_word(&record->cells[0], naming->table->name))
		return true;
	synonym_key(record->cells[3].text, record->cells[3].length, key);
	if (strcmp(key, naming->key) != 0)
		return true;
	for (size_t i = 0; i < naming->table->count; i++) {
		if (is_word(&record->cells[1], naming->table->fields[i]))
			naming->field = i;
	}
	return naming->field == (size_t)-1;
}

static enum err_code take_header(struct table *table, const struct csv_record *record)
{
	const char *data;
	size_t size;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < TABLE_FIELDS_MAX; i++)
		table->column[i] = (size_t)-1;
	if (!fixture_find("import/columns.csv", &data, &size))
		return err_fail(table->err, WHY_INTERNAL, "columns.csv is not built in");
	for (size_t c = 0; c < record->count && !rc; c++) {
		struct naming naming = {.table = table, .field = (size_t)-1};

		synonym_key(record->cells[c].text, record->cells[c].length, naming.key);
		rc = csv_read_text(data, size, true, ';', match_name, &naming, table->err);
		if (naming.field != (size_t)-1 && table->column[naming.field] == (size_t)-1)
			table->column[naming.field] = c;
	}
	for (size_t i = 0; i < table->needed && !rc; i++) {
		if (table->column[i] == (size_t)-1) {
			rc = err_fail(table->err, WHY_TABLE_COLUMN, "header");
			(void)err_at(table->err, record->line, NULL, table->fields[i]);
		}
	}
	return rc;
}

static bool take_record(void *ctx, const struct csv_record *record)
{
	struct table *table = ctx;
	const char *cells[TABLE_FIELDS_MAX];

	if (!table->header_seen) {
		table->header_seen = true;
		table->rc = take_header(table, record);
		return table->rc == ERR_OK;
	}
	for (size_t i = 0; i < table->count; i++) {
		size_t c = table->column[i];
		const char *text = c < record->count ? record->cells[c].text : "";
		size_t length = c < record->count ? record->cells[c].length : 0;

		(void)text_restore(&text, &length);
		(void)text_clean(text, length, table->cells[i], CELL_SIZE, NULL);
		cells[i] = table->cells[i];
	}
	return table->each(table->ctx, record->line, cells);
}

/* The delimiter of `sep=` if the names have any of it, else the one they have most of. */
static enum err_code find_delimiter(struct decode *decode, char *ret, struct err *err)
{
	static const char candidates[] = ";\t,";
	size_t seen[sizeof candidates] = {0}, best = 0, count = 0, at = 0;
	bool announced = false;
	const char *text;
	char sep;
	enum err_code rc = decode_read(decode, &text, &count, err);

	if (rc)
		return rc;
	sep = csv_sep_line(text, count, &at);
	while (sep && at < count && strchr("\r\n", text[at]))
		at++;
	for (; at < count && text[at] != '\n' && text[at] != '\r'; at++) {
		const char *found = text[at] ? strchr(candidates, text[at]) : NULL;

		if (found)
			seen[found - candidates]++;
		announced = announced || (sep && text[at] == sep);
	}
	for (size_t i = 1; candidates[i]; i++) {
		if (seen[i] > seen[best])
			best = i;
	}
	*ret = announced ? sep : candidates[best];
	decode_rewind(decode);
	return ERR_OK;
}

static enum err_code begin(struct table *table, struct err *err)
{
	assert(table->count <= TABLE_FIELDS_MAX);
	table->cells = malloc(table->count * sizeof *table->cells);
	return table->cells ? ERR_OK : err_fail(err, WHY_NO_MEMORY, "table");
}

enum err_code table_read(const char *path, const char *name, size_t count,
	const char *const fields[], size_t needed, table_row_fn *each, void *ctx, struct err *err)
{
	struct table table = {.name = name,
		.count = count,
		.fields = fields,
		.needed = needed,
		.each = each,
		.ctx = ctx,
		.err = err};
	struct decode *decode = NULL;
	char delimiter = ';';
	enum err_code rc = decode_open(path, NULL, &decode, err);

	if (rc)
		return rc;
	rc = begin(&table, err);
	if (!rc)
		rc = find_delimiter(decode, &delimiter, err);
	if (!rc)
		rc = csv_read(decode, delimiter, take_record, &table, err);
	if (!rc)
		rc = table.rc;
	free(table.cells);
	decode_close(decode);
	return rc;
}

enum err_code table_read_fixture(const char *name, const char *kind, size_t count,
	const char *const fields[], size_t needed, table_row_fn *each, void *ctx, struct err *err)
{
	struct table table = {.name = kind,
		.count = count,
		.fields = fields,
		.needed = needed,
		.each = each,
		.ctx = ctx,
		.err = err};
	const char *data;
	size_t size;
	enum err_code rc;

	if (!fixture_find(name, &data, &size))
		return err_fail(err, WHY_INTERNAL, "%s is not built in", name);
	rc = begin(&table, err);
	if (!rc)
		rc = csv_read_text(data, size, true, ';', take_record, &table, err);
	free(table.cells);
	return rc ? rc : table.rc;
}
