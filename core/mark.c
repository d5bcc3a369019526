/* Marks and codes. See mark.h. */
#include "core/mark.h"

#include <stdio.h>
#include <string.h>

#include "core/date.h"
#include "core/language.h"
#include "core/text.h"

bool cell_is_blank(const struct cell *cell)
{
	return cell->mark < 0 && !cell->code[0];
}

bool cell_same(const struct cell *a, const struct cell *b)
{
	return a->mark == b->mark && strcmp(a->code, b->code) == 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Decimals that say something, "14,50" one; -1 for a text that is no number.
 * value: hundredths.
 */
static int read_number(const char *typed, long *value)
{
	long whole = 0, part = 0;
	int decimals = 0, digits = 0, given = 0;

	for (; is_digit(*typed); typed++, digits++) {
		if (whole < 1000000) /* far beyond MARK_MAX, and no overflow of a long of 32 bits */
			whole = 10 * whole + (*typed - '0');
	}
	if (*typed == ',' || *typed == '.' || *typed == ';') {
		for (typed++; is_digit(*typed); typed++, digits++) {
			given++;
			if (given <= 2)
				part = 10 * part + (*typed - '0');
			if (*typed != '0')
				decimals = given;
		}
	}
	if (*typed || digits == 0)
		return -1;
	*value = 100 * whole + (given == 1 ? 10 * part : part);
	return decimals;
}

bool mark_read(const char *typed, int *ret)
{
	long value = 0;
	int decimals = read_number(typed, &value);

	if (decimals < 0 || decimals > 2 || value > MARK_MAX)
		return false;
	*ret = (int)value;
	return true;
}

void mark_format(int mark, char ret[MARK_SIZE])
{
	if (mark < 0)
		ret[0] = '\0';
	else
		(void)snprintf(ret, MARK_SIZE, "%d%s%02d", mark / 100,
			language_is_french() ? "," : ".", mark % 100);
}

void mark_plain(int mark, char ret[MARK_SIZE])
{
	if (mark < 0)
		ret[0] = '\0';
	else if (mark % 100 == 0)
		(void)snprintf(ret, MARK_SIZE, "%d", mark / 100);
	else if (mark % 10 == 0)
		(void)snprintf(ret, MARK_SIZE, "%d.%d", mark / 100, mark / 10 % 10);
	else
		(void)snprintf(ret, MARK_SIZE, "%d.%02d", mark / 100, mark % 100);
}

void cell_format(const struct cell *cell, char ret[MARK_SIZE])
{
	if (cell->code[0])
		(void)snprintf(ret, MARK_SIZE, "%.31s", cell->code);
	else
		mark_format(cell->mark, ret);
}

static enum err_code fail(
	struct err *err, enum err_reason why, const char *place, const char *typed)
{
	enum err_code rc = err_fail(err, why, "mark");

	(void)err_at(err, 0, place, typed);
	return rc;
}

static enum err_code out_of_range(
	const struct grade_rules *rules, const char *typed, long value, struct err *err)
{
	char meant[MARK_SIZE];
	int scale = rules->values[GRADE_RULE_SCALE];

	/* "145": the point was forgotten */
	if (value > 0 && strlen(typed) == 3 && strspn(typed, "0123456789") == 3 &&
		value / 10 <= scale) {
		mark_format((int)(value / 10), meant);
		return fail(err, WHY_MARK_RANGE_MEANT, meant, typed);
	}
	if (scale % 100 == 0)
		mark_plain(scale, meant);
	else
		mark_format(scale, meant);
	return fail(err, WHY_MARK_RANGE, meant, typed);
}

/* "14,5/20": the scale said beside the mark is cut off; "8/10" may be a day of October. */
static void drop_scale(const struct grade_rules *rules, char *text)
{
	char *slash = strrchr(text, '/');
	int scale;

	if (!slash || !mark_read(slash + 1 + strspn(slash + 1, " "), &scale) ||
		scale != rules->values[GRADE_RULE_SCALE] || scale <= 1200)
		return;
	while (slash > text && slash[-1] == ' ')
		slash--;
	*slash = '\0';
}

/* "14/05", "14/05/26": also where there is no such day; "14-mai", as Excel shows it. */
static bool is_date(const char *text)
{
	char date[DATE_SIZE];

	return date_names_month(text) ||
	       (is_digit(text[0]) &&
		       ((strchr(text, '/') && strspn(text, "0123456789/") == strlen(text)) ||
			       !date_parse(text, DATE_NEAREST, date, NULL)));
}

enum err_code cell_parse(const struct grade_rules *rules, int decimals, const char *typed,
	struct cell *ret, struct err *err)
{
	const struct grade_code_row *code;
	char clean[MARK_SIZE], number[MARK_SIZE], places[12];
	bool several = false;
	long value = 0;
	size_t length = text_clean(typed, strlen(typed), clean, sizeof clean, NULL);
	int given;

	if (length == 0) {
		*ret = (struct cell){.mark = -1};
		return ERR_OK;
	}
	if (length >= sizeof clean)
		return fail(err, WHY_CODE_UNKNOWN, NULL, clean);
	memcpy(number, clean, sizeof number);
	drop_scale(rules, number);
	given = read_number(number, &value);
	if (given >= 0 && value > rules->values[GRADE_RULE_SCALE])
		return out_of_range(rules, clean, value, err);
	if (given > decimals) {
		(void)snprintf(places, sizeof places, "%d", decimals);
		return fail(err, WHY_MARK_DECIMALS, places, clean);
	}
	if (given >= 0) {
		*ret = (struct cell){.mark = (int)value};
		return ERR_OK;
	}
	code = grade_code_complete(rules, clean, &several);
	if (code) {
		*ret = (struct cell){.mark = -1};
		memcpy(ret->code, code->code, sizeof ret->code);
		return ERR_OK;
	}
	if (several)
		return fail(err, WHY_CODE_SEVERAL, NULL, clean);
	if (is_date(clean))
		return fail(err, WHY_MARK_DATE, NULL, clean);
	if (clean[0] == '-' || clean[0] == '+')
		return out_of_range(rules, clean, 0, err);
	return fail(err, WHY_CODE_UNKNOWN, NULL, clean);
}
