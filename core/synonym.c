/* What columns are called. See synonym.h. */
#include "core/synonym.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/fixture.h"
#include "core/fold.h"
#include "core/name.h"

/* Take out "(…)" where it is closed. In place; returns the new length. */
static size_t drop_parentheses(char *text, size_t length)
{
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		const char *end = text[i] == '(' ? memchr(text + i, ')', length - i) : NULL;

		if (end)
			i = (size_t)(end - text);
		else
			text[used++] = text[i];
	}
	return used;
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static void append(char ret[HEADER_KEY_SIZE], size_t *used, const char *text, size_t length)
{
	for (size_t i = 0; i < length && *used < HEADER_KEY_SIZE - 1; i++)
		ret[(*used)++] = text[i];
}

void synonym_key(const char *name, size_t length, char ret[HEADER_KEY_SIZE])
{
	char folded[512];
	size_t count = fold(name, length, folded, sizeof folded), used = 0;

	count = drop_parentheses(folded, count);
	for (size_t i = 0; i < count;) {
		size_t n = 0;

		while (i + n < count && letter(folded[i + n]))
			n++;
		if (n == 0) {
			i++;
		} else if ((n == 2 && memcmp(folded + i, "no", 2) == 0) ||
			(n == 3 && memcmp(folded + i, "num", 3) == 0) ||
			(n == 1 && folded[i] == 'n' && i + 3 <= count &&
				memcmp(folded + i + 1, "\xC2\xB0", 2) == 0)) {
			append(ret, &used, "numero", 6);
		} else {
			append(ret, &used, folded + i, n);
		}
		i += n;
	}
	ret[used] = '\0';
}

static bool add(struct synonym_list *list, const char *name, size_t length,
	enum header_field field, int priority)
{
	struct synonym *synonym;
	char text[LABEL_SIZE];

	if (list->count == list->size) {
		size_t size = list->size ? 2 * list->size : 512;
		struct synonym *synonyms = realloc(list->synonyms, size * sizeof *synonyms);

		if (!synonyms)
			return false;
		list->synonyms = synonyms;
		list->size = size;
	}
	synonym = &list->synonyms[list->count++];
	synonym_key(name, length, synonym->key);
	(void)snprintf(text, sizeof text, "%.*s", (int)length, name);
	name_words(text, synonym->words, sizeof synonym->words);
	synonym->field = field;
	synonym->priority = priority;
	return true;
}

struct loading {
	struct synonym_list *list;
	bool failed;
};

/* A row of headers.csv: field;language;synonym;priority. The first one names these. */
static bool load_row(void *ctx, const struct csv_record *record)
{
	struct loading *loading = ctx;
	const struct csv_cell *cells = record->cells;

	if (record->line == 1)
		return true;
	assert(record->count == 4);
	loading->failed = !add(loading->list, cells[2].text, cells[2].length,
		header_field_find(cells[0].text, cells[0].length), cells[3].text[0] - '0');
	return !loading->failed;
}

static int compare(const void *a, const void *b)
{
	const struct synonym *left = a, *right = b;
	int order = strcmp(left->key, right->key);

	return order ? order : left->priority - right->priority;
}

/* A field by its own name, or by one that lists give it: "nom" is last_name. */
static enum header_field field_called(
	const struct synonym_list *list, const char *name, size_t length)
{
	enum header_field field = header_field_find(name, length);
	int priority = SYNONYM_ALONE + 1;
	char key[HEADER_KEY_SIZE];

	if (field != HEADER_UNKNOWN)
		return field;
	synonym_key(name, length, key);
	for (size_t i = 0; i < list->count && *key; i++) {
		const struct synonym *synonym = &list->synonyms[i];

		if (strcmp(synonym->key, key) == 0 && synonym->priority < priority) {
			field = synonym->field;
			priority = synonym->priority;
		}
	}
	return field;
}

/* FIELD=HEADER */
static enum err_code add_map(struct synonym_list *list, const char *entry, struct err *err)
{
	const char *equals = strchr(entry, '=');
	enum header_field field = equals ? field_called(list, entry, (size_t)(equals - entry))
	                                 : HEADER_UNKNOWN;
	char key[HEADER_KEY_SIZE];

	if (field == HEADER_UNKNOWN) {
		(void)err_fail(err, WHY_MAP_FIELD, "map");
		return err_at(err, 0, NULL, entry);
	}
	synonym_key(equals + 1, strlen(equals + 1), key);
	if (!key[0]) {
		(void)err_fail(err, WHY_MAP_COLUMN, "map");
		return err_at(err, 0, NULL, equals + 1);
	}
	if (!add(list, equals + 1, strlen(equals + 1), field, -1))
		return err_fail(err, WHY_NO_MEMORY, "map");
	return ERR_OK;
}

enum err_code synonym_list_load(struct synonym_list *list, size_t map_count,
	const char *const *map, struct err *err)
{
	struct loading loading = {.list = list};
	const char *text = NULL;
	size_t size = 0;
	bool found = fixture_find("import/headers.csv", &text, &size);
	enum err_code rc;

	assert(found);
	(void)found;
	*list = (struct synonym_list){.count = 0};
	rc = csv_read_text(text, size, true, ';', load_row, &loading, err);
	if (rc)
		return rc;
	if (loading.failed)
		return err_fail(err, WHY_NO_MEMORY, "synonyms");
	for (size_t i = 0; i < map_count; i++) {
		rc = add_map(list, map[i], err);
		if (rc)
			return rc;
	}
	qsort(list->synonyms, list->count, sizeof *list->synonyms, compare);
	return ERR_OK;
}

void synonym_list_release(struct synonym_list *list)
{
	free(list->synonyms);
	*list = (struct synonym_list){.count = 0};
}

const struct synonym *synonym_find(const struct synonym_list *list, const char *key,
	size_t *ret_count)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(list->synonyms[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*ret_count = 0;
	while (low + *ret_count < list->count &&
		strcmp(list->synonyms[low + *ret_count].key, key) == 0)
		++*ret_count;
	return list->synonyms + low;
}
