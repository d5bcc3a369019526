/* Text that was damaged on its way. See mend.h. */
#include "core/mend.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "core/codepage.h"
#include "core/fold.h"
#include "core/words.h"
#include "db/rows.h"

enum {
	TIMES = 3,    /* what was damaged twice is mended twice */
	LOST_MAX = 3, /* letters one sign may stand for: bytes became signs, too */
	ROOM = 4 * NAME_SIZE,
};

/* The byte that shows as this character; -1: none does. */
static int byte_of(const uint16_t codepage[128], utf8proc_int32_t code)
{
	if (code < 0x80)
		return (int)code;
	for (int i = 0; i < 128; i++) {
		if (codepage[i] != 0xFFFD && codepage[i] == code)
			return 0x80 + i;
	}
	/* Latin-1, and the five bytes that Windows leaves as they are */
	return codepage == codepage_windows_1252 && code >= 0x80 && code < 0x100 ? (int)code : -1;
}

/* Bytes of a UTF-8 character that begins with this one; 0: none of several bytes does. */
static int sequence(int byte)
{
	if (byte >= 0xC2 && byte <= 0xDF)
		return 2;
	if (byte >= 0xE0 && byte <= 0xEF)
		return 3;
	return byte >= 0xF0 && byte <= 0xF4 ? 4 : 0;
}

/*
 * Letters of European and Vietnamese names, and what stands between them. Other
 * characters are likelier chance: "l’é" of Mac Roman is Armenian.
 */
static bool is_likely(utf8proc_int32_t code)
{
	return (code >= 0xA0 && code <= 0x17F) || (code >= 0x1A0 && code <= 0x1B0) ||
	       (code >= 0x218 && code <= 0x21B) || (code >= 0x1E00 && code <= 0x1EFF) ||
	       (code >= 0x2010 && code <= 0x2026) || code == 0x202F || code == 0x20AC ||
	       code == 0xFFFD;
}

/* The character that the next ones were before; returns how many bytes of text they are, 0: none.
 */
static size_t mend_one(const uint16_t codepage[128], const char *text, size_t length,
	unsigned char ret[4], int *ret_count)
{
	size_t at = 0;
	int want = 0, have = 0;
	utf8proc_int32_t code;

	do {
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
			(utf8proc_ssize_t)(length - at), &code);
		int byte = n > 0 ? byte_of(codepage, code) : -1;

		if (byte < 0x80)
			return 0;
		if (have == 0)
			want = sequence(byte);
		else if (byte > 0xBF)
			return 0;
		ret[have++] = (unsigned char)byte;
		at += (size_t)n;
	} while (have < want && at < length);
	if (want == 0 || have < want ||
		utf8proc_iterate(ret, have, &code) != (utf8proc_ssize_t)have || !is_likely(code))
		return 0;
	*ret_count = have;
	return at;
}

static bool mend_once(const uint16_t codepage[128], const char *text, size_t length, char *ret,
	size_t *ret_length)
{
	size_t used = 0;
	bool any = false;

	for (size_t at = 0; at < length;) {
		unsigned char bytes[4];
		int count = 0;
		size_t taken = (unsigned char)text[at] < 0x80
				       ? 0
				       : mend_one(codepage, text + at, length - at, bytes, &count);

		if (taken == 0) {
			ret[used++] = text[at++];
			continue;
		}
		memcpy(ret + used, bytes, (size_t)count);
		used += (size_t)count;
		at += taken;
		any = true;
	}
	ret[used] = '\0';
	*ret_length = used;
	return any;
}

bool mend_text(const char *text, size_t length, char *ret, size_t *ret_length)
{
	static const uint16_t *const codepages[] = {
		codepage_windows_1252, codepage_macroman, codepage_cp850};
	size_t used = length;
	bool any = false;

	for (size_t i = 0; i < length && !any; i++)
		any = (unsigned char)text[i] >= 0x80;
	if (!any)
		return false;
	any = false;
	for (size_t i = 0; i < sizeof codepages / sizeof codepages[0] && !any; i++)
		any = mend_once(codepages[i], text, length, ret, &used);
	for (int again = 1; any && again < TIMES; again++) {
		/* what is mended is never longer: it may be read while it is written */
		if (!mend_once(codepage_windows_1252, ret, used, ret, &used))
			break;
	}
	if (any)
		*ret_length = used;
	return any;
}

/* Bytes of a sign for a lost letter at text; 0: there is none. */
static size_t damage(const char *text)
{
	size_t count;
	const struct words_word *words = words_of(WORDS_DAMAGE, &count);

	for (size_t i = 0; i < count; i++) {
		if (strncmp(text, words[i].text, words[i].length) == 0)
			return words[i].length;
	}
	return 0;
}

bool mend_is_damaged(const char *name)
{
	for (; *name; name++) {
		if (damage(name))
			return true;
	}
	return false;
}

/* Both folded but for the signs, which are one byte \x01 here. */
static bool fits(const char *damaged, const char *whole)
{
	while (*damaged && *damaged != '\1') {
		if (*damaged++ != *whole++)
			return false;
	}
	if (!*damaged)
		return !*whole;
	for (size_t lost = 1; lost <= LOST_MAX && strnlen(whole, lost) == lost; lost++) {
		if (fits(damaged + 1, whole + lost))
			return true;
	}
	/* two signs may be the two bytes of one letter */
	return damaged[1] == '\1' && fits(damaged + 1, whole);
}

bool mend_fits(const char *damaged, const char *whole)
{
	char left[ROOM], right[ROOM], part[ROOM];
	size_t used = 0;

	while (*damaged && used + 2 < sizeof left) {
		size_t sign = damage(damaged), plain = 0;

		if (sign) {
			left[used++] = '\1';
			damaged += sign;
			continue;
		}
		while (damaged[plain] && plain + 1 < sizeof part && !damage(damaged + plain))
			plain++;
		(void)fold(damaged, plain, part, sizeof part);
		if (used + strlen(part) + 2 >= sizeof left)
			return false;
		memcpy(left + used, part, strlen(part));
		used += strlen(part);
		damaged += plain;
	}
	left[used] = '\0';
	(void)fold(whole, strlen(whole), right, sizeof right);
	return fits(left, right);
}
