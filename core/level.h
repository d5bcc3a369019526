/*
 * Current levels: pure arithmetic on ratings, and the derived tables.
 *
 * All values are hundredths of a level in integers; a half rounds up. The
 * rules are defined in docs/levels.md. Only staff ratings count; "not
 * observed" is seen, never a level.
 */
#ifndef SUIVI_CORE_LEVEL_H
#define SUIVI_CORE_LEVEL_H

#include "core/framework.h"

/* One staff rating, in order of date and moment: level 1..6 or LEVEL_NOT_OBSERVED. */
struct level_input {
	int level;
	char held_on[DATE_SIZE];
};

/* ret->value -1 where no input has a level. n > 0. ids of ret are left alone. */
void level_current(enum level_rule rule, size_t n, const struct level_input inputs[],
                   struct current_row *ret);

/* Mean of n values in hundredths, half up; values below 0 are left out. -1 if none is left. */
int level_mean(size_t n, const int values[], size_t *ret_counted);

/*
 * Mean of the rated leaves under an item.
 * values   one per leaf of the framework, hundredths or -1
 * ret_rated, ret_of   rated leaves and all leaves under it
 */
int level_item_mean(const struct framework *framework, size_t item, const int values[],
                    size_t *ret_rated, size_t *ret_of);

/* Mean of the roots that have a mean: a student's standing. */
int level_overall(const struct framework *framework, const int values[], size_t *ret_rated);

/*
 * Is the current level of an item a mean of several ratings? Only then has it a
 * decimal. count: of the ratings that have a level.
 */
bool level_is_mean(enum level_rule rule, int count);
/* A mean, "2,5" or "2.5": rounded half up to tenths; "·" below 0. */
void level_mean_text(int hundredths, char ret[16]);
/* A current level: "3", or as a mean where it is one. */
void level_text(enum level_rule rule, int hundredths, int count, char ret[16]);

/* Does this kind of assessment count as staff? Self and peer do not. */
bool level_counts(enum assessment_kind kind);

/* The derive hook of db_hooks. */
enum err_code level_derive(struct db *db, int64_t student_id, struct err *err);

#endif
