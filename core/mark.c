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

/* Both sides of "14,5 / 20": the number before the slash and the maximum after it. */
struct stated {
	long value, out_of; /* hundredths */
	bool whole;         /* no decimal point on either side: a day and a month may look so */
};

/* False: the text is no number out of a number. */
static bool read_stated(const char *text, struct stated *ret)
{
	const char *slash = strchr(text, '/'), *after;
	char before[MARK_SIZE];
	size_t length;

	if (!slash)
		return false;
	for (length = (size_t)(slash - text); length > 0 && text[length - 1] == ' '; length--)
		;
	(void)snprintf(before, sizeof before, "%.*s", (int)length, text);
	after = slash + 1 + strspn(slash + 1, " ");
	/* "14/05" is a day: nobody writes a maximum so */
	if (*after == '0' || read_number(before, &ret->value) < 0 ||
		read_number(after, &ret->out_of) < 0)
		return false;
	ret->whole = !strpbrk(before, ",.;") && !strpbrk(after, ",.;");
	return true;
}

/*
 * "14,5/20": the scale said beside the mark is cut off. Another maximum is
 * refused, and told by which it should have been.
 */
static enum err_code drop_scale(const struct grade_rules *rules, char *text, struct err *err)
{
	char out_of[MARK_SIZE], typed[MARK_SIZE];
	struct stated stated;
	int scale = rules->values[GRADE_RULE_SCALE];

	if (!read_stated(text, &stated))
		return ERR_OK;
	if (stated.out_of == scale) {
		text[strcspn(text, " /")] = '\0';
		return ERR_OK;
	}
	memcpy(typed, text, sizeof typed);
	mark_plain(scale, out_of);
	return fail(err, WHY_MARK_SCALE, out_of, typed);
}

bool mark_may_be_date(const char *typed)
{
	char clean[MARK_SIZE];
	struct stated stated;

	return text_clean(typed, strlen(typed), clean, sizeof clean, NULL) < sizeof clean &&
	       read_stated(clean, &stated) && stated.whole && stated.value >= 100 &&
	       stated.value <= 3100 && stated.out_of <= 1200;
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
	enum err_code rc;
	int given;

	if (length == 0) {
		*ret = (struct cell){.mark = -1};
		return ERR_OK;
	}
	if (length >= sizeof clean)
		return fail(err, WHY_CODE_UNKNOWN, NULL, clean);
	memcpy(number, clean, sizeof number);
	rc = drop_scale(rules, number, err);
	if (rc)
		return rc;
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
