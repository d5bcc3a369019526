/* Columns of grades. See grade_columns.h. */
#include "core/grade_columns.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/fold.h"
#include "core/synonym.h"

static void key_of(const char *name, char ret[HEADER_KEY_SIZE])
{
	synonym_key(name, strlen(name), ret);
}

/* What follows "Devoir : ", as Moodle writes it; the name itself where there is none. */
static const char *after_colon(const char *name)
{
	const char *colon = strstr(name, ": ");

	if (!colon)
		colon = strstr(name, ":\xc2\xa0");
	return colon ? colon + 1 : name;
}

/* "Écrit (Lettre)", "Écrit (Feedback)": what Moodle says of a grade besides the mark. */
static bool is_other_kind(const struct grade_words *words, const char *name)
{
	char folded[LABEL_SIZE];
	const char *tail;

	(void)fold(name, strlen(name), folded, sizeof folded);
	tail = strrchr(folded, '(');
	return tail && grade_words_in(words, GRADE_WORD_BESIDES, tail + 1, true);
}

/* Columns that tools add and that hold no grade of an activity, unless one is called so. */
static bool is_other_column(const struct grade_words *words, const char *name)
{
	char folded[LABEL_SIZE];

	(void)fold(name, strlen(name), folded, sizeof folded);
	return grade_words_in(words, GRADE_WORD_OTHER, folded, false);
}

/* "Note maximale", "Écrit - Max Points". */
static bool is_maximum(const struct grade_words *words, const struct header_column *column)
{
	bool after;

	return grade_words_maximum(words, column->key, &after) != (size_t)-1;
}

/* The names a part goes by in files: its title, its code, and both codes. */
static size_t names_of(const struct unit *unit, size_t part, char ret[3][HEADER_KEY_SIZE])
{
	char both[2 * CODE_SIZE + 2];

	key_of(unit_part_title(unit, part), ret[0]);
	if (part >= unit->activity_count) {
		key_of(unit->row.code, ret[1]);
		return 2;
	}
	key_of(unit->activities[part].code, ret[1]);
	(void)snprintf(both, sizeof both, "%s/%s", unit->row.code, unit->activities[part].code);
	key_of(both, ret[2]);
	return 3;
}

/*
 * Does a column name the part: as it is, without its maximum, without what Moodle
 * puts before it? "Écrit (4211)" is "ecrit" too: parentheses do not count.
 */
static bool names_part(
	const struct unit *unit, size_t part, const struct grade_words *words, const char *column)
{
	char keys[4][HEADER_KEY_SIZE], names[3][HEADER_KEY_SIZE];
	struct grade_title title;
	size_t count = names_of(unit, part, names);

	grade_title_read(words, column, &title);
	key_of(column, keys[0]);
	key_of(after_colon(column), keys[1]);
	key_of(title.bare, keys[2]);
	key_of(after_colon(title.bare), keys[3]);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < 4 && *names[i]; k++) {
			if (strcmp(names[i], keys[k]) == 0)
				return true;
		}
	}
	return false;
}

/*
 * The unit that a column of ours is of, "UE4/AA1" or the code of a unit without
 * activities: NULL where it is this one, or none that can be told.
 */
static const char *other_unit(const struct grade_import_options *options,
	const struct grade_words *words, const char *column, char ret[CODE_SIZE])
{
	const struct programme *programme = options->programme;
	const struct unit *unit = &programme->units[options->unit];
	struct grade_title title;
	const char *slash;
	size_t length;

	grade_title_read(words, column, &title);
	slash = strchr(title.bare, '/');
	length = slash ? (size_t)(slash - title.bare) : strlen(title.bare);
	while (length > 0 && title.bare[length - 1] == ' ')
		length--;
	if (length == 0 || length >= CODE_SIZE)
		return NULL;
	memcpy(ret, title.bare, length);
	ret[length] = '\0';
	if (strcasecmp(ret, unit->row.code) == 0)
		return NULL;
	for (size_t u = 0; u < programme->unit_count; u++) {
		if (strcasecmp(programme->units[u].row.code, ret) == 0)
			return ret;
	}
	for (size_t a = 0; slash && a < unit->activity_count; a++) {
		char code[HEADER_KEY_SIZE], after[HEADER_KEY_SIZE];

		key_of(unit->activities[a].code, code);
		key_of(slash + 1, after);
		if (*code && strcmp(code, after) == 0)
			return ret;
	}
	return NULL;
}

/* "AA1=COLUMN" or, for one part, "grade=COLUMN", as told with --map. */
static const char *mapped(const struct grade_import_options *options, size_t part)
{
	const struct unit *unit = &options->programme->units[options->unit];
	const char *code =
		part < unit->activity_count ? unit->activities[part].code : unit->row.code;

	for (size_t i = 0; i < options->map_count; i++) {
		const char *equals = strchr(options->map[i], '=');
		size_t length = equals ? (size_t)(equals - options->map[i]) : 0;

		if (!equals)
			continue;
		if (strlen(code) == length && strncasecmp(options->map[i], code, length) == 0)
			return equals + 1;
		if (length == 5 && strncasecmp(options->map[i], "grade", 5) == 0 &&
			(options->part == part || unit_part_count(unit) == 1))
			return equals + 1;
	}
	return NULL;
}

/*
 * The column of a part; (size_t)-1: none. ret_second: another that could be it
 * as well, unless one was told.
 */
static size_t find_column(const struct grade_import_options *options,
	const struct grade_words *words, const struct header *header, size_t part,
	size_t *ret_second)
{
	size_t found = (size_t)-1;
	const char *told = mapped(options, part);
	char key[HEADER_KEY_SIZE];

	if (told)
		key_of(told, key);
	for (size_t c = 0; c < header->count; c++) {
		const struct header_column *column = &header->columns[c];

		if (told) {
			if (strcmp(column->name, told) == 0 || strcmp(column->key, key) == 0)
				return c;
			continue;
		}
		if ((column->field != HEADER_UNKNOWN && column->field != HEADER_GRADE) ||
			is_other_kind(words, column->name) ||
			!names_part(&options->programme->units[options->unit], part, words,
				column->name))
			continue;
		if (found != (size_t)-1) {
			*ret_second = c;
			break;
		}
		found = c;
	}
	return found;
}

/* May a column that names no activity hold the grades of one? Not one that names another. */
static bool is_free(const struct grade_import_options *options, const struct grade_words *words,
	const struct header_column *column)
{
	const struct unit *unit = &options->programme->units[options->unit];
	char other[CODE_SIZE];

	if ((column->field != HEADER_UNKNOWN && column->field != HEADER_GRADE) ||
		!column->name[0] || is_other_column(words, column->name) ||
		is_maximum(words, column) || other_unit(options, words, column->name, other))
		return false;
	for (size_t p = 0; p < unit_part_count(unit); p++) {
		if (names_part(unit, p, words, column->name))
			return false;
	}
	return true;
}

/* Is it called "Note", "Cote": also with its maximum beside it? */
static bool is_called_grade(const struct header *header, const struct grade_words *words, size_t c)
{
	size_t known = header_column(header, HEADER_GRADE);
	struct grade_title title;
	char key[HEADER_KEY_SIZE];

	if (known == c)
		return true;
	grade_title_read(words, header->columns[c].name, &title);
	key_of(title.bare, key);
	return title.stated_count && grade_words_is(words, GRADE_WORD_GRADE, key);
}

/* The only column that can hold grades, where one part is asked for. */
static size_t only_column(const struct grade_import_options *options,
	const struct grade_words *words, const struct header *header)
{
	size_t found = (size_t)-1, called = (size_t)-1;
	bool several = false, several_called = false;

	for (size_t c = 0; c < header->count; c++) {
		if (!is_free(options, words, &header->columns[c]))
			continue;
		if (is_called_grade(header, words, c)) {
			several_called = called != (size_t)-1;
			called = c;
		}
		several = several || found != (size_t)-1;
		found = c;
	}
	if (called != (size_t)-1)
		return several_called ? (size_t)-1 : called;
	return several ? (size_t)-1 : found;
}

/*
 * The column of the maximum of each mark of a part: one that names the column of
 * marks or the part, else one that names nothing and stands nearest after it; the
 * only one that names nothing is about all.
 */
static size_t maximum_column(const struct grade_import_options *options,
	const struct grade_words *words, const struct header *header,
	const struct grade_columns *columns, size_t part)
{
	const struct unit *unit = &options->programme->units[options->unit];
	size_t mine = columns->marks[part], nearest = (size_t)-1, only = (size_t)-1, bare = 0;
	char names[4][HEADER_KEY_SIZE];
	size_t count = names_of(unit, part, names);

	key_of(columns->titles[part].bare, names[count++]);
	for (size_t c = 0; c < header->count; c++) {
		const char *key = header->columns[c].key;
		bool after;
		size_t rest = grade_words_maximum(words, key, &after);

		if (rest == (size_t)-1 || c == mine)
			continue;
		if (rest == 0) {
			bare++;
			only = c;
			if (c > mine && nearest == (size_t)-1)
				nearest = c;
			continue;
		}
		for (size_t i = 0; i < count; i++) {
			if (strlen(names[i]) == rest &&
				memcmp(after ? key + strlen(key) - rest : key, names[i], rest) == 0)
				return c;
		}
	}
	return bare == 1 ? only : nearest;
}

static enum err_code fail(
	struct err *err, enum err_reason why, const char *place, const char *value)
{
	enum err_code rc = err_fail(err, why, "grades");

	(void)err_at(err, 0, place, value);
	return rc;
}

/* No column: perhaps those of another unit are there. */
static enum err_code fail_none(const struct grade_import_options *options,
	const struct grade_words *words, const struct header *header, const char *path,
	struct err *err)
{
	const struct unit *unit = &options->programme->units[options->unit];
	char other[CODE_SIZE];

	for (size_t c = 0; c < header->count; c++) {
		if (header->columns[c].field == HEADER_UNKNOWN &&
			other_unit(options, words, header->columns[c].name, other))
			return fail(err, WHY_GRADES_UNIT, header->columns[c].name, unit->row.code);
	}
	return fail(err, WHY_GRADES_COLUMN, path,
		options->part != (size_t)-1 ? unit_part_title(unit, options->part)
					    : unit->row.title);
}

/* What the column of a part says of its maximum and its session. */
static enum err_code look_at_title(const struct grade_import_options *options,
	const struct grade_words *words, const struct header *header, size_t column,
	struct grade_title *ret, struct err *err)
{
	char number[12];

	grade_title_read(words, header->columns[column].name, ret);
	if (!ret->session || ret->session == options->session)
		return ERR_OK;
	(void)snprintf(number, sizeof number, "%d", options->session);
	return fail(err, WHY_GRADES_SESSION, header->columns[column].name, number);
}

enum err_code grade_columns_find(const struct grade_import_options *options,
	const struct grade_words *words, const struct header *header, const char *path,
	struct grade_columns *ret, struct err *err)
{
	const struct unit *unit = &options->programme->units[options->unit];
	size_t count = unit_part_count(unit), found = 0;
	enum err_code rc = ERR_OK;

	*ret = (struct grade_columns){0};
	for (size_t p = 0; p < PARTS_MAX; p++)
		ret->marks[p] = ret->maxima[p] = (size_t)-1;
	for (size_t p = 0; p < count && !rc; p++) {
		size_t second = (size_t)-1;

		if (options->part != (size_t)-1 && options->part != p)
			continue;
		ret->marks[p] = find_column(options, words, header, p, &second);
		if (second != (size_t)-1)
			return fail(err, WHY_GRADES_COLUMNS, header->columns[second].name,
				unit_part_title(unit, p));
		if (ret->marks[p] == (size_t)-1 && (options->part == p || count == 1))
			ret->marks[p] = only_column(options, words, header);
		if (ret->marks[p] == (size_t)-1)
			continue;
		found++;
		for (size_t other = 0; other < p; other++) {
			if (ret->marks[other] == ret->marks[p])
				return fail(err, WHY_GRADES_PARTS,
					header->columns[ret->marks[p]].name, unit->row.code);
		}
		rc = look_at_title(options, words, header, ret->marks[p], &ret->titles[p], err);
		ret->maxima[p] = maximum_column(options, words, header, ret, p);
	}
	return rc || found ? rc : fail_none(options, words, header, path, err);
}

bool grade_columns_may_hold(const struct grade_columns *columns, const struct grade_words *words,
	const struct header *header, size_t column)
{
	const struct header_column *name = &header->columns[column];

	if (name->field != HEADER_UNKNOWN && name->field != HEADER_GRADE)
		return false;
	for (size_t p = 0; p < PARTS_MAX; p++) {
		if (columns->marks[p] == column || columns->maxima[p] == column)
			return false;
	}
	return name->name[0] && !is_maximum(words, name) &&
	       !grade_words_is(words, GRADE_WORD_NUMBER, name->key);
}
