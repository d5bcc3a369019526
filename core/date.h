/*
 * Dates as people and programs write them, made ISO (yyyy-mm-dd).
 *
 * In files: dd/mm/yyyy d/m/yyyy dd-mm-yyyy dd.mm.yyyy yyyy-mm-dd yyyy/mm/dd
 * yyyymmdd, 4 février 2004, 04-Feb-04, a time after it ignored, years of two
 * digits in the past. On the screen and after --date also what is quick to type.
 * Years 1900 to 2199.
 */
#ifndef SUIVI_CORE_DATE_H
#define SUIVI_CORE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "db/err.h"
#include "db/rows.h"

/*
 * Which way a day without its year looks. Facts look back, plans look ahead;
 * a period may do either. In November 05/01 is last January of a level, next
 * January of an appointment.
 */
enum date_direction {
	DATE_BACK,    /* the last such day; one to come is refused: WHY_DATE_FUTURE */
	DATE_AHEAD,   /* the next one; a day that passed less than three months ago
		       * stays that day, for the caller to refuse as a slip */
	DATE_NEAREST, /* the one nearest to today */
};

/*
 * What a person typed: the forms above, 12/11 (as direction says), 12.11.26
 * (20yy), a day counted from today (+14, -1), and in French, English or Dutch,
 * from three letters on: today, yesterday, tomorrow, or a day of the week (the
 * last one of a fact, else the next one; never today).
 *
 * ret  DATE_SIZE bytes; set on ERR_OK only
 * Errors: WHY_DATE_INVALID, WHY_DATE_FUTURE.
 */
MUST_CHECK enum err_code date_parse(
	const char *typed, enum date_direction direction, char ret[DATE_SIZE], struct err *err);

/*
 * A fact lies in the past, or is of today. iso: an ISO date, or "".
 * Errors: WHY_DATE_FUTURE, with the day in words.
 */
MUST_CHECK enum err_code date_check_fact(const char *iso, struct err *err);

enum date_order { DATE_DAY_FIRST, DATE_MONTH_FIRST };

/*
 * A cell that is a date and nothing else. A year of two digits is the last one
 * that is not after today (a date of birth). False, ret untouched: not a date.
 */
bool date_read(const char *text, size_t length, enum date_order order, char ret[DATE_SIZE]);

/*
 * Is this date possible in one order only ("11/28/1999", "28/11/1999")? A column
 * is month first if some cell proves that and none proves the contrary. False,
 * ret untouched: it proves nothing.
 */
bool date_proves(const char *text, size_t length, enum date_order *ret);

/* Is this a day and a month by its name ("14-mai", "May-14"), with or without a year? */
bool date_names_month(const char *text);

/* Is this a spreadsheet's number for a day (38021), which the workbook alone can tell? */
bool date_is_serial(const char *text);

/* "2026-11-12" → "12/11/2026"; "" stays "". */
void date_for_people(const char *iso, char ret[DATE_SIZE]);

/* "Thu 12/11/2026": a day typed as "+14" is seen to be the right one. */
enum { DATE_WORDS_SIZE = 48 };
void date_in_words(const char *iso, char ret[DATE_WORDS_SIZE]);

/* Day of the week of an ISO date: 0 Monday .. 6 Sunday; -1: not an ISO date. */
int date_weekday(const char *iso);

#endif
