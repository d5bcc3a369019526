/*
 * Which column of a file holds the grades of which activity: by what --map says,
 * else by the title or code of the activity, also in the words that Moodle and
 * Canvas put around it, and with a maximum beside it; else, for one activity, the
 * only column left. And which columns say what marks are out of.
 */
#ifndef SUIVI_CORE_GRADE_COLUMNS_H
#define SUIVI_CORE_GRADE_COLUMNS_H

#include "core/grade_import.h"
#include "core/grade_title.h"
#include "core/header.h"

struct grade_columns {
	size_t marks[PARTS_MAX];  /* per part of the unit; (size_t)-1: none, or not asked for */
	size_t maxima[PARTS_MAX]; /* the column of the maximum of each row; (size_t)-1: none */
	struct grade_title titles[PARTS_MAX]; /* of the columns of marks */
};

/*
 * Errors: WHY_GRADES_COLUMN (none at all), WHY_GRADES_COLUMNS (two for one
 * activity), WHY_GRADES_PARTS (one for two), WHY_GRADES_UNIT and
 * WHY_GRADES_SESSION for those of another unit or session, as our own files say.
 */
MUST_CHECK enum err_code grade_columns_find(const struct grade_import_options *options,
                                            const struct grade_words *words,
                                            const struct header *header, const char *path,
                                            struct grade_columns *ret, struct err *err);
/* Might a column hold marks, as far as its name and those of the others say? */
bool grade_columns_may_hold(const struct grade_columns *columns, const struct grade_words *words,
                            const struct header *header, size_t column);

#endif
