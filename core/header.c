/* The header of a class list. See header.h. */
#include "core/header.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/fixture.h"
#include "core/name.h"
#include "core/plausible.h"
#include "core/role.h"
#include "core/synonym.h"
#include "core/text.h"

enum {
	SAMPLE_SIZE = 256 * 1024, /* of text looked at */
	RECORDS = 20,             /* of it */
	SLIP_MIN = 5,             /* letters of a name in which one may be wrong */
	NEVER_INSIDE = 10,        /* from this length on a word that forbids counts inside others */
};

static const char *const field_names[HEADER_FIELD_COUNT] = {
	[HEADER_UNKNOWN] = "unknown",
	[HEADER_MATRICULE] = "matricule",
	[HEADER_LAST_NAME] = "last_name",
	[HEADER_FIRST_NAME] = "first_name",
	[HEADER_FULL_NAME] = "full_name",
	[HEADER_EMAIL] = "email",
	[HEADER_GROUP] = "group",
	[HEADER_BIRTH_DATE] = "birth_date",
	[HEADER_YEAR] = "year",
	[HEADER_TUTOR] = "tutor",
	[HEADER_GRADE] = "grade",
	[HEADER_COMMENT] = "comment",
	[HEADER_NEVER] = "never",
	[HEADER_SENSITIVE] = "sensitive",
	[HEADER_KEEP] = "keep",
};

const char *header_field_name(enum header_field field)
{
	assert((unsigned)field < HEADER_FIELD_COUNT);
	return field_names[field];
}

enum header_field header_field_find(const char *name, size_t length)
{
	for (int field = HEADER_UNKNOWN + 1; field < HEADER_FIELD_COUNT; field++) {
		const char *known = field_names[field];
		size_t i = 0;

		while (i < length && known[i] &&
			(name[i] == known[i] || (name[i] == '-' && known[i] == '_')))
			i++;
		if (i == length && !known[i])
			return (enum header_field)field;
	}
	return HEADER_UNKNOWN;
}

void header_free(struct header *header)
{
	if (!header)
		return;
	free(header->columns);
	free(header);
}

size_t header_recognised(const struct header *header)
{
	return header ? header->recognised : 0;
}

size_t header_column(const struct header *header, enum header_field field)
{
	for (size_t i = 0; i < header->count; i++) {
		if (header->columns[i].field == field)
			return i;
	}
	return (size_t)-1;
}

/* Is this key the word, alone or beside a word for "number"? */
static bool numbered(const char *key, const char *word)
{
	static const char *const after[] = {"", "nummer", "number", "numero", "nr"};
	size_t length = strlen(word);

	if (strncmp(key, "numero", 6) == 0 && strcmp(key + 6, word) == 0)
		return true;
	if (strncmp(key, word, length) != 0)
		return false;
	for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
		if (strcmp(key + length, after[i]) == 0)
			return true;
	}
	return false;
}

/* Do the words stand in a row in the other ones? Both from name_words(). */
static bool has_words(const char *all, const char *words)
{
	size_t length = strlen(words);

	for (const char *at = all; length > 0 && (at = strstr(at, words)); at++) {
		if ((at == all || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
			return true;
	}
	return false;
}

/*
 * HEADER_NEVER: a word for national numbers or passwords stands in this name;
 * HEADER_SENSITIVE: one of what is nobody's business; HEADER_UNKNOWN: neither.
 */
static enum header_field forbidden(
	const struct synonym_list *words, const char *name, const char *key)
{
	enum header_field found = HEADER_UNKNOWN;
	char all[2 * LABEL_SIZE];

	name_words(name, all, sizeof all);
	for (size_t i = 0; i < words->count; i++) {
		const struct synonym *word = &words->synonyms[i];

		if ((word->field != HEADER_NEVER && word->field != HEADER_SENSITIVE) ||
			word->priority < 0 || (word->field == HEADER_SENSITIVE && found))
			continue;
		if (numbered(key, word->key) ||
			(word->priority == SYNONYM_INSIDE && has_words(all, word->words)) ||
			(strlen(word->key) >= NEVER_INSIDE && strstr(key, word->key)))
			found = word->field;
	}
	return found;
}

/* One reading of the beginning of the file with one delimiter. */
struct look {
	const struct synonym_list *words;
	char delimiter;
	size_t records;
	size_t widths[RECORDS]; /* cells of each record */
	struct header *best;    /* the header so far; NULL: none */
	size_t best_record;
	bool settled;      /* records after a header bring no better one */
	size_t same_width; /* records as wide as the header, or as the first */
	bool no_memory;
	enum err_code rc;
	struct err err;
};

static struct header *header_new(size_t count)
{
	struct header *header = calloc(1, sizeof *header);

	if (!header)
		return NULL;
	header->columns = calloc(count ? count : 1, sizeof *header->columns);
	if (!header->columns) {
		free(header);
		return NULL;
	}
	header->count = count;
	header->role = header->deleted = header->spare_id = (size_t)-1;
	return header;
}

static void name_column(struct header *header, size_t i, const char *text, size_t length)
{
	struct header_column *column = &header->columns[i];

	(void)text_restore(&text, &length);
	(void)text_clean(text, length, column->name, sizeof column->name, NULL);
	synonym_key(text, length, column->key);
	for (size_t j = 0; j < i && column->key[0]; j++) {
		if (strcmp(header->columns[j].key, column->key) == 0)
			column->duplicate = true;
	}
}

/* What this name stands for in a header with or without first names; NULL: nothing known. */
static const struct synonym *choose(
	const struct synonym_list *words, const char *key, bool has_first)
{
	size_t count;
	const struct synonym *found = synonym_find(words, key, &count);

	for (size_t i = 0; i < count && !has_first; i++) {
		if (found[i].priority == SYNONYM_ALONE && found[0].priority >= 0)
			return &found[i];
	}
	return count > 0 && found[0].priority != SYNONYM_ALONE ? &found[0] : NULL;
}

/* Give each field to the column that has the best claim to it. */
static void resolve(struct header *header, const struct synonym_list *words)
{
	int claims[HEADER_FIELD_COUNT];
	size_t owners[HEADER_FIELD_COUNT];
	bool has_first = false;

	for (size_t i = 0; i < HEADER_FIELD_COUNT; i++)
		claims[i] = 100;
	for (size_t i = 0; i < header->count; i++) {
		const struct synonym *word = choose(words, header->columns[i].key, true);

		has_first = has_first || (word && word->field == HEADER_FIRST_NAME);
	}
	for (size_t i = 0; i < header->count; i++) {
		struct header_column *column = &header->columns[i];
		const struct synonym *word = choose(words, column->key, has_first);

		bool told = word && word->priority < 0;
		enum header_field no = forbidden(words, column->name, column->key);

		if (no == HEADER_NEVER || (no && !told)) {
			column->field = no;
			header->recognised++;
			continue;
		}
		if (!word || column->duplicate)
			continue;
		header->recognised++;
		if (word->field == HEADER_NEVER) {
			column->field = HEADER_NEVER;
		} else if (word->field == HEADER_KEEP) {
			column->field = HEADER_UNKNOWN;
		} else if (word->priority == SYNONYM_PROPOSED) {
			column->suggested = word->field;
		} else if (word->priority < claims[word->field]) {
			if (claims[word->field] < 100)
				header->columns[owners[word->field]].field = HEADER_UNKNOWN;
			claims[word->field] = word->priority;
			owners[word->field] = i;
			column->field = word->field;
		}
	}
	if (claims[HEADER_LAST_NAME] < 100 && claims[HEADER_FIRST_NAME] < 100 &&
		claims[HEADER_FULL_NAME] >= 0 && claims[HEADER_FULL_NAME] < 100)
		header->columns[owners[HEADER_FULL_NAME]].field = HEADER_UNKNOWN;
}

/* ProEco gives the year of study and the letter of the class apart. */
static void join_year(struct header *header)
{
	size_t year = header_column(header, HEADER_YEAR);
	size_t group = header_column(header, HEADER_GROUP);

	header->year_in_group = year != (size_t)-1 && group != (size_t)-1 &&
				(strcmp(header->columns[year].key, "anff") == 0 ||
					strcmp(header->columns[year].key, "annee") == 0) &&
				strcmp(header->columns[group].key, "classe") == 0;
}

/* What platforms for learning say of their users. */
static void find_asides(struct header *header)
{
	size_t id = header_column(header, HEADER_MATRICULE);
	bool one_roster = id != (size_t)-1 && strcmp(header->columns[id].key, "identifier") == 0;

	for (size_t i = header->count; i-- > 0;) {
		const char *key = header->columns[i].key;

		if (role_is_column(key))
			header->role = i;
		else if (deleted_is_column(key))
			header->deleted = i;
		else if (one_roster && strcmp(key, "sourcedid") == 0)
			header->spare_id = i;
	}
}

/* Trailing delimiters make columns without a name at the end. */
static size_t named_cells(const struct csv_record *record)
{
	size_t count = record->count;

	while (count > 1 && record->cells[count - 1].length == 0)
		count--;
	return count;
}

/* Is this record a better header than the one so far? Keep the better one. */
static void weigh(struct look *look, const struct csv_record *record)
{
	size_t count = named_cells(record), enough = count == 1 || look->records == 0 ? 1 : 2;
	struct header *header;

	if (record->cells[0].length > 1 && record->cells[0].text[0] == '#')
		return;
	header = header_new(count);
	if (!header) {
		look->no_memory = true;
		return;
	}
	for (size_t i = 0; i < count; i++)
		name_column(header, i, record->cells[i].text, record->cells[i].length);
	resolve(header, look->words);
	join_year(header);
	find_asides(header);
	header->line = record->line;
	header->first_line = record->line + 1;
	header->delimiter = look->delimiter;
	if (header->recognised >= enough && header->recognised > header_recognised(look->best)) {
		header_free(look->best);
		look->best = header;
		look->best_record = look->records;
		header = NULL;
	} else if (look->best && look->best->recognised >= 2) {
		look->settled = true;
	}
	header_free(header);
}

static bool look_at(void *ctx, const struct csv_record *record)
{
	struct look *look = ctx;

	if (!look->settled)
		weigh(look, record);
	look->widths[look->records++] = record->count;
	return look->records < RECORDS && !look->no_memory;
}

static void look_with(struct look *look, const struct synonym_list *words, char delimiter,
	const char *text, size_t length, bool whole)
{
	size_t width;

	*look = (struct look){.words = words, .delimiter = delimiter};
	look->rc = csv_read_text(text, length, whole, delimiter, look_at, look, &look->err);
	width = look->records ? look->widths[look->best ? look->best_record : 0] : 0;
	for (size_t i = 0; i < look->records && width > 1; i++)
		look->same_width += look->widths[i] == width;
}

static bool better(const struct look *a, const struct look *b)
{
	size_t left = header_recognised(a->best), right = header_recognised(b->best);

	return left != right ? left > right : a->same_width > b->same_width;
}

/* One letter more, fewer, or other, or two that changed places? */
static bool is_slip(const char *a, const char *b)
{
	size_t left = strlen(a), right = strlen(b), at = 0, tail = 0;

	if (left < SLIP_MIN || right < SLIP_MIN || left > right + 1 || right > left + 1)
		return false;
	while (a[at] && a[at] == b[at])
		at++;
	while (tail < left - at && tail < right - at && a[left - tail - 1] == b[right - tail - 1])
		tail++;
	left -= at + tail;
	right -= at + tail;
	return (left <= 1 && right <= 1) ||
	       (left == 2 && right == 2 && a[at] == b[at + 1] && a[at + 1] == b[at]);
}

/* Propose fields for names that were mistyped, where no column has the field. */
static void propose(struct header *header, const struct synonym_list *words)
{
	for (size_t i = 0; i < header->count; i++) {
		struct header_column *column = &header->columns[i];

		if (column->field || column->suggested)
			continue;
		for (size_t w = 0; w < words->count && !column->suggested; w++) {
			const struct synonym *word = &words->synonyms[w];

			if (word->priority == 1 && word->field <= HEADER_BIRTH_DATE &&
				word->field != HEADER_FULL_NAME &&
				header_column(header, word->field) == (size_t)-1 &&
				is_slip(column->key, word->key))
				column->suggested = word->field;
		}
	}
}

/* Every name the user gave must be there. */
static enum err_code check_map(const struct header *header, const struct header_options *options,
	const struct synonym_list *words, struct err *err)
{
	for (size_t i = 0; i < options->map_count; i++) {
		const char *name = strchr(options->map[i], '=') + 1;
		char key[HEADER_KEY_SIZE];
		size_t column = 0;

		synonym_key(name, strlen(name), key);
		while (column < header->count && strcmp(header->columns[column].key, key) != 0)
			column++;
		if (column == header->count) {
			(void)err_fail(err, WHY_MAP_COLUMN, "line %ld", header->line);
			return err_at(err, 0, NULL, name);
		}
		if (forbidden(words, name, key) == HEADER_NEVER &&
			strncmp(options->map[i], "never=", 6) != 0) {
			(void)err_fail(err, WHY_MAP_NEVER, "map");
			return err_at(err, 0, NULL, name);
		}
	}
	return ERR_OK;
}

struct layout {
	const char *name;
	struct header *header;
	bool no_memory;
};

/* A row of layouts.csv: layout;position;name;field. */
static bool layout_row(void *ctx, const struct csv_record *record)
{
	struct layout *layout = ctx;
	const struct csv_cell *cells = record->cells;
	struct header *header = layout->header;
	struct header_column *columns;

	assert(record->count == 4);
	if (strcmp(cells[0].text, layout->name) != 0 || record->line == 1)
		return true;
	columns = realloc(header->columns, (header->count + 1) * sizeof *columns);
	if (!columns) {
		layout->no_memory = true;
		return false;
	}
	header->columns = columns;
	columns[header->count] =
		(struct header_column){.field = header_field_find(cells[3].text, cells[3].length)};
	name_column(header, header->count, cells[2].text, cells[2].length);
	header->count++;
	return true;
}

/* A list without names. seen: what was found in it, with the delimiter decided. */
static enum err_code by_layout(
	const char *name, const struct look *seen, struct header **ret, struct err *err)
{
	struct layout layout = {.name = name, .header = header_new(0)};
	const char *text = NULL;
	size_t size = 0;
	bool found = fixture_find("import/layouts.csv", &text, &size);
	enum err_code rc = ERR_OK;

	assert(found);
	(void)found;
	if (layout.header)
		rc = csv_read_text(text, size, true, ';', layout_row, &layout, err);
	if (!layout.header || layout.no_memory)
		rc = err_fail(err, WHY_NO_MEMORY, "layout");
	if (!rc && layout.header->count == 0) {
		(void)err_fail(err, WHY_LAYOUT_UNKNOWN, "layout");
		rc = err_at(err, 0, NULL, name);
	}
	if (rc) {
		header_free(layout.header);
		return rc;
	}
	layout.header->delimiter = seen->delimiter;
	layout.header->recognised = layout.header->count;
	/* if it has names after all, they are no student */
	layout.header->first_line = seen->best ? seen->best->line + 1 : 1;
	*ret = layout.header;
	return ERR_OK;
}

enum err_code header_read_text(const char *text, size_t length, bool whole,
	const struct header_options *options, struct header **ret, struct err *err)
{
	static const struct header_options none = {.delimiter = 0};
	char sep = csv_sep_line(text, length, NULL),
	     candidates[] = {0, ';', ',', '\t', '|', ':', 0};
	const char *delimiter = candidates + 1;
	struct synonym_list words = {.count = 0};
	struct look best = {.best = NULL}, look;
	enum err_code rc;

	if (!options)
		options = &none;
	if (options->delimiter) {
		candidates[1] = options->delimiter;
		candidates[2] = 0;
	} else if (sep) {
		candidates[0] = sep;
		delimiter = candidates;
	}
	rc = synonym_list_load(&words, options->map_count, options->map, err);
	if (rc)
		goto out;
	for (bool first = true; *delimiter; delimiter++, first = false) {
		/* what `sep=` announces is so, unless no names can be read with it */
		if (!first && sep && !options->delimiter && header_recognised(best.best) >= 2)
			break;
		look_with(&look, &words, *delimiter, text, length, whole);
		if (look.no_memory) {
			header_free(look.best);
			rc = err_fail(err, WHY_NO_MEMORY, "header");
			goto out;
		}
		if (first || better(&look, &best)) {
			header_free(best.best);
			best = look;
		} else {
			header_free(look.best);
		}
	}
	if (options->layout) {
		rc = by_layout(options->layout, &best, ret, err);
	} else if (best.best) {
		rc = check_map(best.best, options, &words, err);
		if (!rc) {
			propose(best.best, &words);
			*ret = best.best;
			best.best = NULL;
		}
	} else if (best.rc) {
		if (err)
			*err = best.err;
		rc = best.rc;
	} else {
		rc = err_fail(err, WHY_HEADER_UNKNOWN, "header, %zu records", best.records);
	}
	if (!rc && sep && (*ret)->delimiter != sep)
		(*ret)->announced = sep;
out:
	header_free(best.best);
	synonym_list_release(&words);
	return rc;
}

enum err_code header_read(struct decode *decode, const struct header_options *options,
	struct header **ret, struct err *err)
{
	char *sample = malloc(SAMPLE_SIZE);
	size_t used = 0;
	bool whole = false;
	enum err_code rc;

	if (!sample)
		return err_fail(err, WHY_NO_MEMORY, "header");
	decode_rewind(decode);
	while (used < SAMPLE_SIZE && !whole) {
		const char *text;
		size_t count;

		rc = decode_read(decode, &text, &count, err);
		if (rc)
			goto out;
		whole = count == 0;
		if (count > SAMPLE_SIZE - used)
			count = SAMPLE_SIZE - used;
		memcpy(sample + used, text, count);
		used += count;
	}
	rc = header_read_text(sample, used, whole, options, ret, err);
	if (rc == ERR_INVALID && err)
		(void)err_at(err, 0, decode_path(decode), NULL);
out:
	free(sample);
	return rc;
}

/* One way to read a file. */
struct guess {
	const char *encoding;
	struct header *header;
	long score; /* see core/plausible.h */
};

/* Errors: those of header_read(); then ret->header is NULL. */
static enum err_code try_encoding(struct decode *decode, const struct header_options *options,
	const char *encoding, struct guess *ret, struct err *err)
{
	enum err_code rc = decode_set_encoding(decode, encoding, err);

	*ret = (struct guess){.encoding = encoding};
	if (!rc)
		rc = header_read(decode, options, &ret->header, err);
	if (rc) {
		ret->header = NULL;
		return rc;
	}
	rc = plausible_score(decode, &ret->score, err);
	if (rc) {
		header_free(ret->header);
		ret->header = NULL;
	}
	return rc;
}

static bool better_guess(const struct guess *a, const struct guess *b)
{
	size_t left = header_recognised(a->header), right = header_recognised(b->header);

	return left != right ? left > right : a->score > b->score;
}

enum err_code header_read_guess(struct decode *decode, const struct header_options *options,
	struct header **ret, struct err *err)
{
	static const char *const others[] = {"macroman", "cp850"};
	struct guess best, other;
	struct err why = {.code = ERR_OK}, ignored;
	enum err_code rc;
	bool retry;

	if (strcmp(decode_encoding(decode), "windows-1252") != 0)
		return header_read(decode, options, ret, err);
	rc = try_encoding(decode, options, "windows-1252", &best, &why);
	retry = !rc || why.reason == WHY_HEADER_UNKNOWN || why.reason == WHY_MAP_COLUMN;
	for (size_t i = 0; retry && i < sizeof others / sizeof others[0]; i++) {
		if (try_encoding(decode, options, others[i], &other, &ignored))
			continue;
		if (!best.header || better_guess(&other, &best)) {
			header_free(best.header);
			best = other;
			rc = ERR_OK;
		} else {
			header_free(other.header);
		}
	}
	if (rc && err)
		*err = why;
	if (decode_set_encoding(decode, best.encoding, &ignored) && !rc) {
		rc = ignored.code;
		if (err)
			*err = ignored;
	}
	if (rc) {
		header_free(best.header);
		return rc;
	}
	*ret = best.header;
	return ERR_OK;
}

enum err_code header_set(
	struct header *header, size_t column, enum header_field field, struct err *err)
{
	size_t owner = header_column(header, field);

	if (column >= header->count)
		return err_fail(err, WHY_MAP_COLUMN, "column %zu", column);
	if (header->columns[column].field == HEADER_NEVER && field != HEADER_NEVER) {
		(void)err_fail(err, WHY_MAP_NEVER, "column %zu", column);
		return err_at(err, 0, NULL, header->columns[column].name);
	}
	if (field != HEADER_UNKNOWN && field != HEADER_NEVER && field != HEADER_SENSITIVE &&
		owner != (size_t)-1)
		header->columns[owner].field = HEADER_UNKNOWN;
	header->columns[column].field = field == HEADER_KEEP ? HEADER_UNKNOWN : field;
	join_year(header);
	return ERR_OK;
}

/* The clean text of a field's cell; returns its length, as text_clean() does. */
static size_t text_of(const struct header *header, const struct csv_record *record,
	enum header_field field, char ret[CODE_SIZE])
{
	size_t column = header_column(header, field), length;
	const char *text;

	ret[0] = '\0';
	if (column >= record->count)
		return 0;
	text = record->cells[column].text;
	length = record->cells[column].length;
	(void)text_restore(&text, &length);
	return text_clean(text, length, ret, CODE_SIZE, NULL);
}

bool header_group(const struct header *header, const struct csv_record *record, char ret[CODE_SIZE])
{
	char group[CODE_SIZE], year[CODE_SIZE] = "";
	size_t length = text_of(header, record, HEADER_GROUP, group), year_length = 0;

	ret[0] = '\0';
	if (length >= sizeof group)
		return false;
	/* A class that has its year already is left alone: 1A, M1A, MIAS2. */
	if (header->year_in_group && length > 0 && !strpbrk(group, "0123456789"))
		year_length = text_of(header, record, HEADER_YEAR, year);
	/* 2026-2027 is no year of study. */
	if (year_length < sizeof year && strspn(year, "0123456789") >= 4)
		year_length = 0;
	if (year_length + length >= CODE_SIZE)
		return false;
	memcpy(ret, year, year_length);
	memcpy(ret + year_length, group, length + 1);
	return true;
}
