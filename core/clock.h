/*
 * The clock, in one place so that tests can set it: SUIVI_TEST_NOW, such as
 * 2026-11-12T10:42:00 in local time, stops it there (each reading is one
 * millisecond later than the one before).
 */
#ifndef SUIVI_CORE_CLOCK_H
#define SUIVI_CORE_CLOCK_H

#include <stdint.h>

#include "db/rows.h"

int64_t clock_now_ms(void); /* milliseconds since 1970, UTC */
void clock_today(char ret[DATE_SIZE]); /* the local date, ISO */
void clock_date(int64_t ms, char ret[DATE_SIZE]);
/* The date that many days after (before, if negative) an ISO date. */
void clock_add_days(const char *date, int days, char ret[DATE_SIZE]);
void clock_time(int64_t ms, char ret[6]); /* local "10:42" */

#endif
