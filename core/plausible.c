/* How much a text looks like names. See plausible.h. */
#include "core/plausible.h"

#include <string.h>
#include <utf8proc.h>

#include "core/words.h"

enum { LOOKED_AT = 4000, UNLIKELY = -20, RARE_AT_START = 10 };

static bool is_letter(utf8proc_int32_t code)
{
	return utf8proc_tolower(code) != code || utf8proc_toupper(code) != code;
}

static bool is_small(utf8proc_int32_t code)
{
	return utf8proc_toupper(code) != code;
}

static bool is_capital(utf8proc_int32_t code)
{
	return utf8proc_tolower(code) != code;
}

/* One character beyond ASCII, and its neighbours. */
static int weigh(utf8proc_int32_t before, utf8proc_int32_t code, utf8proc_int32_t after)
{
	utf8proc_uint8_t text[4];
	utf8proc_ssize_t length = utf8proc_encode_char(utf8proc_tolower(code), text);
	const struct words_word *word =
		words_find(WORDS_LETTER, (const char *)text, (size_t)length);
	bool inside = is_letter(before) && is_letter(after);

	if (!word)
		return UNLIKELY;
	if (is_letter(code) && is_small(code) && is_capital(before) && is_capital(after))
		return UNLIKELY;
	if (is_letter(code) && is_small(code)) /* names begin with a capital */
		return is_letter(before) ? word->value : word->value / RARE_AT_START;
	if (is_letter(code))
		return is_small(before) || (is_capital(before) && is_small(after)) ? UNLIKELY
										   : word->value;
	/* what is rare stands between words only */
	return inside && word->value == 1 ? UNLIKELY : word->value;
}

struct scoring {
	utf8proc_int32_t before, code; /* 0: none */
	long score, seen;
};

static void take(struct scoring *scoring, utf8proc_int32_t next)
{
	if (scoring->code >= 0x80) {
		scoring->score += weigh(scoring->before, scoring->code, next);
		scoring->seen++;
	}
	scoring->before = scoring->code;
	scoring->code = next;
}

enum err_code plausible_score(struct decode *decode, long *ret, struct err *err)
{
	struct scoring scoring = {0};
	enum err_code rc;

	decode_rewind(decode);
	while (scoring.seen < LOOKED_AT) {
		const char *text;
		size_t count;

		rc = decode_read(decode, &text, &count, err);
		if (rc)
			return rc;
		if (count == 0)
			break;
		for (size_t at = 0; at < count;) {
			utf8proc_int32_t code;
			utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
				(utf8proc_ssize_t)(count - at), &code);

			take(&scoring, n > 0 ? code : 0);
			at += n > 0 ? (size_t)n : 1;
		}
	}
	take(&scoring, 0);
	decode_rewind(decode);
	*ret = scoring.score;
	return ERR_OK;
}
