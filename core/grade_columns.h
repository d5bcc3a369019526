/*
 * Which column of a file holds the grades of which activity: by what --map says,
 * else by the title or code of the activity, also in the words that Moodle and
 * Canvas put around it; else, for one activity, the only column left.
 */
#ifndef SUIVI_CORE_GRADE_COLUMNS_H
#define SUIVI_CORE_GRADE_COLUMNS_H

#include "core/grade_import.h"
#include "core/header.h"

/*
 * ret     per part of the unit; (size_t)-1: none, or not asked for
 * Errors: WHY_GRADES_COLUMN (none at all), WHY_GRADES_COLUMNS (two for one activity).
 */
MUST_CHECK enum err_code grade_columns_find(const struct grade_import_options *options,
                                            const struct header *header, const char *path,
                                            size_t ret[PARTS_MAX], struct err *err);

#endif
