/* National numbers. See secret.h. */
#include "core/secret.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS = 11, BASE = 97, BIS = 20, MONTHS = 12, DAYS = 31 };

static int number_of(const char *digits, size_t count)
{
	int number = 0;

	for (size_t i = 0; i < count; i++)
		number = 10 * number + (digits[i] - '0');
	return number;
}

/* Months of a bis number have 20 or 40 added; unknown months and days are 00. */
static bool is_number(const char digits[DIGITS])
{
	int month = number_of(digits + 2, 2), day = number_of(digits + 4, 2);
	int check = number_of(digits + 9, 2);
	int64_t first = number_of(digits, 9);

	if (month > MONTHS)
		month -= month > BIS + MONTHS ? 2 * BIS : BIS;
	if (month < 0 || month > MONTHS || day > DAYS || check == 0 || check > BASE)
		return false;
	for (int century = 0; century < 2; century++, first += INT64_C(2000000000)) {
		int left = (int)(first % BASE);

		/* the remainder itself, too: some programs write it so */
		if (check == BASE - left || check == left)
			return true;
	}
	return false;
}

bool secret_in(const char *text)
{
	static const char between[] = " .-/\xC2\xA0";
	const char *whole = text;

	while (*text) {
		const char *start = text + strcspn(text, "0123456789");
		char digits[DIGITS];
		size_t count = 0;

		text = start;
		while (*text && ((*text >= '0' && *text <= '9') || strchr(between, *text))) {
			if (*text >= '0' && *text <= '9') {
				if (count < DIGITS)
					digits[count] = *text;
				count++;
			}
			text++;
		}
		/* +32 470 11 22 33 is a telephone */
		if (count == DIGITS && is_number(digits) && (start == whole || start[-1] != '+'))
			return true;
		if (!*text)
			return false;
	}
	return false;
}
