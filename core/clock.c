/* The clock. See clock.h. */
#include "core/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Where a test stopped the clock, in ms; -1: it runs. */
static int64_t stopped_at(void)
{
	static int64_t moment = -2; /* read once: the environment does not change */
	const char *text;
	struct tm local = {.tm_isdst = -1};

	if (moment != -2)
		return moment;
	moment = -1;
	text = getenv("SUIVI_TEST_NOW");
	if (text && strptime(text, "%Y-%m-%dT%H:%M:%S", &local)) {
		local.tm_isdst = -1;
		moment = (int64_t)mktime(&local) * 1000;
	}
	return moment;
}

int64_t clock_now_ms(void)
{
	static int64_t readings;
	struct timespec now;

	if (stopped_at() >= 0)
		return stopped_at() + readings++;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct tm local_time(int64_t ms)
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm local = {.tm_mday = 1, .tm_year = 70};

	(void)localtime_r(&seconds, &local);
	return local;
}

void clock_date(int64_t ms, char ret[DATE_SIZE])
{
	struct tm local = local_time(ms);

	if (strftime(ret, DATE_SIZE, "%Y-%m-%d", &local) == 0)
		memcpy(ret, "1970-01-01", DATE_SIZE);
}

void clock_today(char ret[DATE_SIZE])
{
	clock_date(clock_now_ms(), ret);
}

void clock_time(int64_t ms, char ret[6])
{
	struct tm local = local_time(ms);

	if (strftime(ret, 6, "%H:%M", &local) == 0)
		memcpy(ret, "00:00", 6);
}

void clock_add_days(const char *date, int days, char ret[DATE_SIZE])
{
	struct tm day = {.tm_hour = 12}; /* noon: no change of hour changes the date */
	time_t seconds;

	if (!strptime(date, "%Y-%m-%d", &day)) {
		memcpy(ret, "1970-01-01", DATE_SIZE);
		return;
	}
	day.tm_mday += days;
	seconds = timegm(&day);
	if (!gmtime_r(&seconds, &day) || strftime(ret, DATE_SIZE, "%Y-%m-%d", &day) == 0)
		memcpy(ret, "1970-01-01", DATE_SIZE);
}
