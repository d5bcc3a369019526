/* Dates as people and programs write them. See date.h. */
#include "core/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/fold.h"
#include "core/language.h"

struct day {
	int year, month, day;
};

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool valid(const struct day *day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (day->year < 1900 || day->year > 2199 || day->month < 1 || day->month > 12)
		return false;
	return day->day >= 1 &&
	       day->day <= days[day->month - 1] + (day->month == 2 && leap(day->year));
}

/* Days since 1970-01-01 in the Gregorian calendar; of years from 1 on. */
static long day_number(const struct day *day)
{
	long year = day->month > 2 ? day->year : day->year - 1; /* of March to February */
	long month = day->month > 2 ? day->month - 3 : day->month + 9;

	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day->day -
	       1 - 719468;
}

/* The last digits of a number that is not negative. */
static void put_number(char *to, int value, int digits)
{
	while (digits > 0) {
		to[--digits] = (char)('0' + value % 10);
		value /= 10;
	}
}

static void write_iso(const struct day *day, char ret[DATE_SIZE])
{
	memcpy(ret, "0000-00-00", DATE_SIZE);
	put_number(ret, day->year, 4);
	put_number(ret + 5, day->month, 2);
	put_number(ret + 8, day->day, 2);
}

/* Up to 8 digits; ret_digits: how many. */
static int number_at(const char **at, const char *end, int *ret_digits)
{
	int value = 0, digits = 0;

	while (*at < end && **at >= '0' && **at <= '9' && digits < 8) {
		value = value * 10 + (**at - '0');
		(*at)++;
		digits++;
	}
	*ret_digits = digits;
	return value;
}

/* Nothing more, or a time of day: "T18:25:43.511Z" " 18:25". */
static bool ends_well(const char *at, const char *end)
{
	if (at == end)
		return true;
	if (*at != 'T' && *at != ' ')
		return false;
	for (at++; at < end; at++) {
		if (!memchr("0123456789:.,+-Z ", *at, 17))
			return false;
	}
	return true;
}

/* The numbers in the order written; ret_year_digits 0: no year. */
struct parts {
	int value[3];
	int digits[3];
	int count;
};

static bool split(const char *text, size_t length, struct parts *ret)
{
	const char *at = text, *end = text + length;
	char separator = 0;

	memset(ret, 0, sizeof *ret);
	for (;;) {
		ret->value[ret->count] = number_at(&at, end, &ret->digits[ret->count]);
		if (ret->digits[ret->count++] == 0)
			return false;
		if (ret->count == 3 || at == end || *at == 'T')
			break;
		if (*at != '/' && *at != '-' && *at != '.')
			break;
		if (separator && *at != separator)
			return false;
		separator = *at++;
	}
	return ends_well(at, end);
}

/* A date with its year. ret_short: the year has two digits and is to be completed. */
static bool order_parts(
	const struct parts *parts, enum date_order order, struct day *ret, bool *ret_short)
{
	*ret_short = false;
	if (parts->count == 1 && parts->digits[0] == 8) {
		*ret = (struct day){parts->value[0] / 10000, parts->value[0] / 100 % 100,
			parts->value[0] % 100};
		return true;
	}
	if (parts->count != 3)
		return false;
	if (parts->digits[0] == 4 && parts->digits[1] <= 2 && parts->digits[2] <= 2) {
		*ret = (struct day){parts->value[0], parts->value[1], parts->value[2]};
		return true;
	}
	if (parts->digits[0] > 2 || parts->digits[1] > 2 ||
		(parts->digits[2] != 4 && parts->digits[2] != 2))
		return false;
	*ret = (struct day){parts->value[2], parts->value[1], parts->value[0]};
	if (order == DATE_MONTH_FIRST) {
		ret->month = parts->value[0];
		ret->day = parts->value[1];
	}
	*ret_short = parts->digits[2] == 2;
	return true;
}

/* Months in French, English and Dutch; folded, three letters at least are written. */
static const struct {
	const char *name;
	int month;
} months[] = {
	{"janvier", 1},
	{"january", 1},
	{"januari", 1},
	{"fevrier", 2},
	{"february", 2},
	{"februari", 2},
	{"mars", 3},
	{"march", 3},
	{"maart", 3},
	{"mrt", 3},
	{"avril", 4},
	{"april", 4},
	{"mai", 5},
	{"may", 5},
	{"mei", 5},
	{"juin", 6},
	{"june", 6},
	{"juni", 6},
	{"juillet", 7},
	{"july", 7},
	{"juli", 7},
	{"aout", 8},
	{"august", 8},
	{"augustus", 8},
	{"septembre", 9},
	{"september", 9},
	{"octobre", 10},
	{"october", 10},
	{"oktober", 10},
	{"novembre", 11},
	{"november", 11},
	{"decembre", 12},
	{"december", 12},
};

/* The month a word is the beginning of; 0: none, or more than one ("jui"). */
static int month_of(const char *word, size_t length)
{
	int found = 0;

	for (size_t i = 0; length >= 3 && i < sizeof months / sizeof months[0]; i++) {
		if (strncmp(months[i].name, word, length) != 0)
			continue;
		if (found && found != months[i].month)
			return 0;
		found = months[i].month;
	}
	return found;
}

bool date_names_month(const char *text)
{
	char folded[32];
	const char *at = folded;
	int months_seen = 0, numbers = 0;

	if (strlen(text) >= sizeof folded)
		return false;
	(void)fold(text, strlen(text), folded, sizeof folded);
	while (*at) {
		size_t digits = strspn(at, "0123456789");
		size_t letters = strspn(at, "abcdefghijklmnopqrstuvwxyz");

		if (digits)
			numbers++;
		else if (!letters || !month_of(at, letters))
			return false;
		else
			months_seen++;
		at += digits ? digits : letters;
		at += strspn(at, " -./");
	}
	return months_seen == 1 && (numbers == 1 || numbers == 2);
}

/* "4 février 2004" "1er mars 2004" "04-févr.-04" "04-Feb-2004": always the day first. */
static bool split_named(const char *text, size_t length, struct parts *ret)
{
	char folded[64];
	const char *at = folded, *end = folded + fold(text, length, folded, sizeof folded), *word;

	memset(ret, 0, sizeof *ret);
	ret->count = 3;
	ret->value[0] = number_at(&at, end, &ret->digits[0]);
	if (ret->digits[0] == 1 && ret->value[0] == 1 && strncmp(at, "er ", 3) == 0)
		at += 2;
	if (ret->digits[0] == 0 || (*at != ' ' && *at != '-'))
		return false;
	word = ++at;
	while (*at >= 'a' && *at <= 'z')
		at++;
	ret->value[1] = month_of(word, (size_t)(at - word));
	ret->digits[1] = 2;
	if (*at == '.')
		at++;
	if (ret->value[1] == 0 || (*at != ' ' && *at != '-'))
		return false;
	at++;
	ret->value[2] = number_at(&at, end, &ret->digits[2]);
	return ret->digits[2] > 0 && ends_well(at, end);
}

static struct day today(void)
{
	char iso[DATE_SIZE];
	struct parts parts;
	struct day day = {1970, 1, 1};
	bool is_short;

	clock_today(iso);
	if (split(iso, strlen(iso), &parts))
		(void)order_parts(&parts, DATE_DAY_FIRST, &day, &is_short);
	return day;
}

bool date_read(const char *text, size_t length, enum date_order order, char ret[DATE_SIZE])
{
	struct parts parts;
	struct day day;
	bool is_short;

	if (!split(text, length, &parts)) {
		if (!split_named(text, length, &parts))
			return false;
		order = DATE_DAY_FIRST;
	}
	if (!order_parts(&parts, order, &day, &is_short))
		return false;
	if (is_short) {
		struct day now = today();

		day.year += now.year / 100 * 100;
		if (day_number(&day) > day_number(&now))
			day.year -= 100;
	}
	if (!valid(&day))
		return false;
	write_iso(&day, ret);
	return true;
}

bool date_proves(const char *text, size_t length, enum date_order *ret)
{
	struct parts parts;
	char iso[DATE_SIZE];
	enum date_order order;

	if (!split(text, length, &parts) || parts.count != 3 || parts.digits[0] > 2)
		return false;
	if (parts.value[0] > 12)
		order = DATE_DAY_FIRST;
	else if (parts.value[1] > 12)
		order = DATE_MONTH_FIRST;
	else
		return false;
	if (!date_read(text, length, order, iso))
		return false;
	*ret = order;
	return true;
}

bool date_is_serial(const char *text)
{
	/* of the days from 1927 to 2064 */
	return strlen(text) >= 5 && strspn(text, "0123456789") == 5 && *text >= '1' &&
	       *text <= '5' &&
	       (!text[5] || ((text[5] == ',' || text[5] == '.') &&
				    strspn(text + 6, "0123456789") == strlen(text + 6)));
}

void date_for_people(const char *iso, char ret[DATE_SIZE])
{
	struct parts parts;

	ret[0] = '\0';
	if (!split(iso, strlen(iso), &parts) || parts.count != 3)
		return;
	memcpy(ret, "00/00/0000", DATE_SIZE);
	put_number(ret, parts.value[2], 2);
	put_number(ret + 3, parts.value[1], 2);
	put_number(ret + 6, parts.value[0], 4);
}

void date_in_words(const char *iso, char ret[DATE_WORDS_SIZE])
{
	static const char *const names[] = {
		N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
	int weekday = date_weekday(iso);
	char day[DATE_SIZE];

	date_for_people(iso, day);
	(void)snprintf(ret, DATE_WORDS_SIZE, "%.30s%s%s", weekday < 0 ? "" : _(names[weekday]),
		weekday < 0 ? "" : " ", day);
}

int date_weekday(const char *iso)
{
	struct parts parts;
	struct day day;
	bool is_short;

	if (!split(iso, strlen(iso), &parts) ||
		!order_parts(&parts, DATE_DAY_FIRST, &day, &is_short) || is_short || !valid(&day))
		return -1;
	return (int)((day_number(&day) + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}

enum {
	WEEKDAY = 100,
	HALF_YEAR = 182,  /* days: the nearest year, either way */
	JUST_PASSED = 92, /* days: so long ago, a day was not meant for next year */
	LEAP_YEARS = 8,   /* at most so many lie between two 29/02 */
};

/* Days from today, or a weekday counted from Monday. Folded. */
static const struct {
	const char *word;
	int days;
} words[] = {
	{"aujourd'hui", 0},
	{"today", 0},
	{"vandaag", 0},
	{"hier", -1},
	{"yesterday", -1},
	{"gisteren", -1},
	{"demain", 1},
	{"tomorrow", 1},
	{"morgen", 1},
	{"lundi", WEEKDAY},
	{"monday", WEEKDAY},
	{"maandag", WEEKDAY},
	{"mardi", WEEKDAY + 1},
	{"tuesday", WEEKDAY + 1},
	{"dinsdag", WEEKDAY + 1},
	{"mercredi", WEEKDAY + 2},
	{"wednesday", WEEKDAY + 2},
	{"woensdag", WEEKDAY + 2},
	{"jeudi", WEEKDAY + 3},
	{"thursday", WEEKDAY + 3},
	{"donderdag", WEEKDAY + 3},
	{"vendredi", WEEKDAY + 4},
	{"friday", WEEKDAY + 4},
	{"vrijdag", WEEKDAY + 4},
	{"samedi", WEEKDAY + 5},
	{"saturday", WEEKDAY + 5},
	{"zaterdag", WEEKDAY + 5},
	{"dimanche", WEEKDAY + 6},
	{"sunday", WEEKDAY + 6},
	{"zondag", WEEKDAY + 6},
};

/* A word with or without its dot, from three letters on; ret: days from today. */
static bool read_word(const char *text, const char *now, enum date_direction direction, int *ret)
{
	char word[32];
	size_t length = fold(text, strlen(text), word, sizeof word);

	if (length > 0 && word[length - 1] == '.')
		word[--length] = '\0';
	for (size_t i = 0; length >= 3 && i < sizeof words / sizeof words[0]; i++) {
		if (strncmp(words[i].word, word, length) != 0)
			continue;
		*ret = words[i].days;
		if (*ret >= WEEKDAY && direction == DATE_BACK)
			*ret = -((date_weekday(now) - (*ret - WEEKDAY) + 6) % 7 + 1);
		else if (*ret >= WEEKDAY)
			*ret = (*ret - WEEKDAY - date_weekday(now) + 6) % 7 + 1;
		return true;
	}
	return false;
}

/* "+14" "-1" */
static bool read_offset(const char *text, int *ret)
{
	const char *at = text + 1, *end = text + strlen(text);
	int digits;

	if (*text != '+' && *text != '-')
		return false;
	*ret = number_at(&at, end, &digits);
	if (digits == 0 || digits > 4 || at != end)
		return false;
	if (*text == '-')
		*ret = -*ret;
	return true;
}

/*
 * Day and month: the first such day that is not before `first`; the last that
 * there is, where none comes that soon (29/02).
 */
static bool read_short(const struct parts *parts, long first, struct day *ret)
{
	struct day now = today();
	bool found = false;

	if (parts->count != 2 || parts->digits[0] > 2 || parts->digits[1] > 2)
		return false;
	for (int year = now.year - 1; year <= now.year + 1; year++) {
		struct day day = {year, parts->value[1], parts->value[0]};

		if (!valid(&day) || (found && day_number(ret) >= first))
			continue;
		*ret = day;
		found = true;
	}
	return found;
}

/* Day and month, the last such day that is not after today; 29/02 up to eight years ago. */
static bool read_short_back(const struct parts *parts, struct day *ret)
{
	struct day now = today();

	if (parts->count != 2 || parts->digits[0] > 2 || parts->digits[1] > 2)
		return false;
	for (int year = now.year; year >= now.year - LEAP_YEARS; year--) {
		*ret = (struct day){year, parts->value[1], parts->value[0]};
		if (valid(ret) && day_number(ret) <= day_number(&now))
			return true;
	}
	return false;
}

static bool read_by(const struct parts *parts, enum date_direction direction, struct day *ret)
{
	struct day now = today();

	switch (direction) {
	case DATE_BACK:
		return read_short_back(parts, ret);
	case DATE_AHEAD:
		return read_short(parts, day_number(&now) - JUST_PASSED, ret);
	default:
		return read_short(parts, day_number(&now) - HALF_YEAR, ret);
	}
}

/* ret: a date as written, its direction not yet looked at. */
static enum err_code parse(
	const char *typed, enum date_direction direction, char ret[DATE_SIZE], struct err *err)
{
	char text[64], now[DATE_SIZE];
	struct parts parts;
	struct day day;
	bool is_short;
	int days;

	/* folding takes off the white space around it, no-break spaces too */
	(void)fold(typed, strlen(typed), text, sizeof text);
	if (text[0] && text[strlen(text) - 1] == ' ')
		text[strlen(text) - 1] = '\0';
	clock_today(now);
	if (read_word(text, now, direction, &days) || read_offset(text, &days)) {
		clock_add_days(now, days, ret);
		return ERR_OK;
	}
	if (split(typed, strlen(typed), &parts) || split(text, strlen(text), &parts) ||
		split_named(text, strlen(text), &parts)) {
		bool read = order_parts(&parts, DATE_DAY_FIRST, &day, &is_short);

		if (read && is_short)
			day.year += 2000;
		if ((read || read_by(&parts, direction, &day)) && valid(&day)) {
			write_iso(&day, ret);
			return ERR_OK;
		}
	}
	(void)err_fail(err, WHY_DATE_INVALID, "date");
	return err_at(err, 0, NULL, typed);
}

enum err_code date_parse(
	const char *typed, enum date_direction direction, char ret[DATE_SIZE], struct err *err)
{
	char read[DATE_SIZE];
	enum err_code rc = parse(typed, direction, read, err);

	if (!rc && direction == DATE_BACK)
		rc = date_check_fact(read, err);
	if (!rc)
		memcpy(ret, read, DATE_SIZE);
	return rc;
}

enum err_code date_check_fact(const char *iso, struct err *err)
{
	char now[DATE_SIZE], shown[DATE_WORDS_SIZE];

	clock_today(now);
	if (strcmp(iso, now) <= 0)
		return ERR_OK;
	date_in_words(iso, shown);
	(void)err_fail(err, WHY_DATE_FUTURE, "date");
	return err_at(err, 0, NULL, shown);
}
