/*
 * Marks and codes as people type them and as they are shown.
 */
#ifndef SUIVI_CORE_MARK_H
#define SUIVI_CORE_MARK_H

#include "core/grade_rules.h"

enum {
	MARK_MAX = 100000, /* hundredths: the greatest a file can hold */
	MARK_SIZE = 32,    /* "14,00", a code */
};

/* What stands in a cell: nothing (mark -1, code ""), a mark in hundredths, or a code. */
struct cell {
	int mark;
	char code[CODE_SIZE];
};

bool cell_is_blank(const struct cell *cell);
bool cell_same(const struct cell *a, const struct cell *b);

/*
 * A number of at most two decimals after a comma, a point or (the unshifted
 * point of a Belgian keyboard) a semicolon, as hundredths. False: it is none.
 */
bool mark_read(const char *typed, int *ret);
/* "14,50": two decimals, a comma where the language has it. -1: "". */
void mark_format(int mark, char ret[MARK_SIZE]);
/* The same as a program reads it: "14.5". */
void mark_plain(int mark, char ret[MARK_SIZE]);
/* The mark or the code. */
void cell_format(const struct cell *cell, char ret[MARK_SIZE]);

/*
 * What a person typed: a mark within the scale with at most `decimals`
 * decimals, its scale beside it or not ("14,5/20"), a code or the beginning of
 * one, or "" for blank.
 *
 * ret     set on ERR_OK only
 * Errors: WHY_MARK_RANGE (value: what was typed; place: what was perhaps meant,
 * or the scale), WHY_MARK_SCALE (another maximum is stated beside the mark),
 * WHY_MARK_DECIMALS, WHY_MARK_DATE for a date that was a mark once,
 * WHY_CODE_SEVERAL, WHY_CODE_UNKNOWN.
 */
MUST_CHECK enum err_code cell_parse(const struct grade_rules *rules, int decimals,
                                    const char *typed, struct cell *ret, struct err *err);
/* Out of a file, "8/10" is 8 out of 10 or what a spreadsheet made of 8.10: may it be a day? */
bool mark_may_be_date(const char *typed);

#endif
