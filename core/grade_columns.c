/* Columns of grades. See grade_columns.h. */
#include "core/grade_columns.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/fold.h"
#include "core/synonym.h"

/*
 * The name of a grade column without what tools put around it: "Devoir : Écrit
 * (Brut)" and "Écrit (4211)" are "ecrit".
 */
static void bare_key(const char *name, char ret[HEADER_KEY_SIZE])
{
	const char *colon = strstr(name, ": ");

	if (!colon)
		colon = strstr(name, ":\xc2\xa0");
	synonym_key(colon ? colon + 1 : name, strlen(colon ? colon + 1 : name), ret);
}

static void key_of(const char *name, char ret[HEADER_KEY_SIZE])
{
	synonym_key(name, strlen(name), ret);
}

/* "Écrit (Lettre)", "Écrit (Feedback)": what Moodle says of a grade besides the mark. */
static bool is_other_kind(const char *name)
{
	static const char *const kinds[] = {"(percentage", "(pourcentage", "(letter", "(lettre",
		"(feedback", "(retroaction", "(commentaire"};
	char folded[LABEL_SIZE];
	const char *tail;

	(void)fold(name, strlen(name), folded, sizeof folded);
	tail = strrchr(folded, '(');
	for (size_t i = 0; tail && i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strncmp(tail, kinds[i], strlen(kinds[i])) == 0)
			return true;
	}
	return false;
}

/* Columns that tools add and that hold no grade of an activity, unless one is called so. */
static bool is_other_column(const char *name)
{
	static const char *const others[] = {"percentage", "pourcentage", "letter", "lettre",
		"feedback", "total", "last downloaded", "dernier téléchargement", "current score",
		"final score", "moyenne", "moy."};
	char folded[LABEL_SIZE], other[64];

	(void)fold(name, strlen(name), folded, sizeof folded);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		(void)fold(others[i], strlen(others[i]), other, sizeof other);
		if (strstr(folded, other))
			return true;
	}
	return false;
}

static bool names_part(const struct unit *unit, size_t part, const char *column)
{
	char key[2][HEADER_KEY_SIZE], wanted[HEADER_KEY_SIZE], both[2 * CODE_SIZE + 2];
	const char *names[3] = {unit_part_title(unit, part), unit->row.code, both};

	key_of(column, key[0]);
	bare_key(column, key[1]);
	(void)snprintf(both, sizeof both, "%s", unit->row.code);
	if (part < unit->activity_count) {
		names[1] = unit->activities[part].code;
		(void)snprintf(
			both, sizeof both, "%s/%s", unit->row.code, unit->activities[part].code);
	}
	for (size_t i = 0; i < 3; i++) {
		key_of(names[i], wanted);
		if (*wanted && (strcmp(wanted, key[0]) == 0 || strcmp(wanted, key[1]) == 0))
			return true;
	}
	return false;
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
static size_t find_column(const struct grade_import_options *options, const struct header *header,
	size_t part, size_t *ret_second)
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
			is_other_kind(column->name) ||
			!names_part(&options->programme->units[options->unit], part, column->name))
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
static bool is_free(const struct grade_import_options *options, const struct header_column *column)
{
	const struct unit *unit = &options->programme->units[options->unit];

	if ((column->field != HEADER_UNKNOWN && column->field != HEADER_GRADE) ||
		!column->name[0] || is_other_column(column->name))
		return false;
	for (size_t p = 0; p < unit_part_count(unit); p++) {
		if (names_part(unit, p, column->name))
			return false;
	}
	return true;
}

/* The only column that can hold grades, where one part is asked for. */
static size_t only_column(const struct grade_import_options *options, const struct header *header)
{
	size_t found = header_column(header, HEADER_GRADE);

	if (found != (size_t)-1 && is_free(options, &header->columns[found]))
		return found;
	found = (size_t)-1;
	for (size_t c = 0; c < header->count; c++) {
		if (!is_free(options, &header->columns[c]))
			continue;
		if (found != (size_t)-1)
			return (size_t)-1;
		found = c;
	}
	return found;
}

static enum err_code fail(
	struct err *err, enum err_reason why, const char *place, const char *value)
{
	enum err_code rc = err_fail(err, why, "grades");

	(void)err_at(err, 0, place, value);
	return rc;
}

enum err_code grade_columns_find(const struct grade_import_options *options,
	const struct header *header, const char *path, size_t ret[PARTS_MAX], struct err *err)
{
	const struct unit *unit = &options->programme->units[options->unit];
	size_t count = unit_part_count(unit), found = 0;

	for (size_t p = 0; p < count; p++) {
		size_t second = (size_t)-1;

		ret[p] = (size_t)-1;
		if (options->part != (size_t)-1 && options->part != p)
			continue;
		ret[p] = find_column(options, header, p, &second);
		if (second != (size_t)-1)
			return fail(err, WHY_GRADES_COLUMNS, header->columns[second].name,
				unit_part_title(unit, p));
		if (ret[p] == (size_t)-1 && (options->part == p || count == 1))
			ret[p] = only_column(options, header);
		if (ret[p] == (size_t)-1)
			continue;
		found++;
		for (size_t other = 0; other < p; other++) {
			if (ret[other] == ret[p])
				return fail(err, WHY_GRADES_PARTS, header->columns[ret[p]].name,
					unit->row.code);
		}
	}
	if (found)
		return ERR_OK;
	return fail(err, WHY_GRADES_COLUMN, path,
		options->part != (size_t)-1 ? unit_part_title(unit, options->part)
					    : unit->row.title);
}
