/*
 * Any bytes as a file of grades for a unit: every cell read is a mark within
 * the scale, a code that there is, or refused with a reason.
 */
#include <string.h>

#include "core/grade_import.h"
#include "tests/fuzz/input.h"

static const struct programme *programme(void)
{
	static struct programme loaded;
	struct err err;

	if (loaded.unit_count == 0)
		must(programme_load(input_session(), NULL, NULL, &loaded, &err) == ERR_OK);
	return &loaded;
}

static void check_cell(const struct cell *cell)
{
	const struct grade_rules *rules = &programme()->rules;

	must(cell->mark >= -1 && cell->mark <= rules->values[GRADE_RULE_SCALE]);
	must(cell->mark < 0 || !*cell->code);
	must(!*cell->code || grade_code_find(rules, cell->code));
}

static void check(const struct grade_import *import)
{
	long counts[GRADE_REFUSED + 1] = {0};

	for (size_t i = 0; i < import->count; i++) {
		const struct grade_line *line = &import->lines[i];

		must(line->change <= GRADE_REFUSED && line->line >= 1);
		counts[line->change]++;
		must(line->row <= import->sheet.count);
		must(strlen(line->typed) < sizeof line->typed);
		if (line->change == GRADE_REFUSED) {
			must(line->why.reason != WHY_NONE);
			continue;
		}
		must(line->row < import->sheet.count && line->part < import->sheet.part_count);
		must(*import->columns[line->part]);
		check_cell(&line->after);
		must(cell_same(&line->before, &line->after) == (line->change == GRADE_SAME));
	}
	must(import->added == counts[GRADE_NEW] && import->changed == counts[GRADE_CHANGED]);
	must(import->unchanged == counts[GRADE_SAME] && import->refused == counts[GRADE_REFUSED]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* each unit, session 1 or 2, a stated scale or none: by the length of the input */
	struct grade_import_options options = {
		.programme = programme(),
		.unit = size % programme()->unit_count,
		.part = (size_t)-1,
		.session = 1 + (int)(size / 7 % 2),
		.scale = size % 5 ? 0 : 10000,
	};
	struct grade_import import;
	struct err err;

	if (grade_import_read(input_session(), input_path(data, size), &options, &import, &err)) {
		must(err.reason != WHY_NONE);
	} else {
		check(&import);
		grade_import_release(&import);
	}
	input_session_unchanged();
	return 0;
}
