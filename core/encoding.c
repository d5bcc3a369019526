/* The encodings of text files. See encoding.h. */
#include "core/encoding.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/codepage.h"

static const struct {
	const char *name;
	const uint16_t *upper; /* of an 8-bit encoding */
} encodings[ENCODING_COUNT] = {
	[ENCODING_UTF_8] = {"utf-8", NULL},
	[ENCODING_UTF_16LE] = {"utf-16le", NULL},
	[ENCODING_UTF_16BE] = {"utf-16be", NULL},
	[ENCODING_WINDOWS_1252] = {"windows-1252", codepage_windows_1252},
	[ENCODING_MACROMAN] = {"macroman", codepage_macroman},
	[ENCODING_CP850] = {"cp850", codepage_cp850},
};

const char *encoding_name(enum encoding encoding)
{
	assert((unsigned)encoding < ENCODING_COUNT);
	return encodings[encoding].name;
}

/* Other names, as normal_name() leaves them. */
static const struct {
	const char *name;
	enum encoding encoding;
} aliases[] = {
	{"1252", ENCODING_WINDOWS_1252},
	{"850", ENCODING_CP850},
	{"ansi", ENCODING_WINDOWS_1252},
	{"cp1252", ENCODING_WINDOWS_1252},
	{"dos", ENCODING_CP850},
	{"ibm850", ENCODING_CP850},
	{"iso88591", ENCODING_WINDOWS_1252},
	{"latin1", ENCODING_WINDOWS_1252},
	{"mac", ENCODING_MACROMAN},
	{"macintosh", ENCODING_MACROMAN},
	{"msdos", ENCODING_CP850},
	{"utf16", ENCODING_UTF_16LE},
};

/* "Mac_Roman" as "macroman". */
static void normal_name(const char *name, char *ret, size_t size)
{
	size_t used = 0;

	for (; *name && used < size - 1; name++) {
		if (*name >= 'A' && *name <= 'Z')
			ret[used++] = (char)(*name | 0x20);
		else if (*name != '-' && *name != '_' && *name != ' ')
			ret[used++] = *name;
	}
	ret[used] = '\0';
}

enum encoding encoding_find(const char *name)
{
	char wanted[32], known[32];

	normal_name(name, wanted, sizeof wanted);
	for (int i = 0; i < ENCODING_COUNT; i++) {
		normal_name(encodings[i].name, known, sizeof known);
		if (strcmp(known, wanted) == 0)
			return (enum encoding)i;
	}
	for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
		if (strcmp(aliases[i].name, wanted) == 0)
			return aliases[i].encoding;
	}
	return ENCODING_COUNT;
}

static size_t ascii_run(const unsigned char *bytes, size_t count)
{
	size_t i = 0;

	while (i + 16 <= count) {
		uint64_t a, b;

		memcpy(&a, bytes + i, 8);
		memcpy(&b, bytes + i + 8, 8);
		if ((a | b) & UINT64_C(0x8080808080808080))
			break;
		i += 16;
	}
	while (i < count && bytes[i] < 0x80)
		i++;
	return i;
}

/* One byte more. False when it cannot stand there; the state is then at a start. */
static bool utf8_step(struct encoding_utf8 *utf8, unsigned char byte)
{
	if (utf8->need > 0) {
		if (byte < utf8->low || byte > utf8->high) {
			utf8->need = 0;
			return false;
		}
		utf8->need--;
		utf8->low = 0x80;
		utf8->high = 0xBF;
		return true;
	}
	utf8->low = 0x80;
	utf8->high = 0xBF;
	if (byte < 0x80)
		return true;
	if (byte < 0xC2 || byte > 0xF4)
		return false;
	if (byte < 0xE0) {
		utf8->need = 1;
	} else if (byte < 0xF0) {
		utf8->need = 2;
		if (byte == 0xE0)
			utf8->low = 0xA0; /* overlong */
		if (byte == 0xED)
			utf8->high = 0x9F; /* surrogates */
	} else {
		utf8->need = 3;
		if (byte == 0xF0)
			utf8->low = 0x90;
		if (byte == 0xF4)
			utf8->high = 0x8F;
	}
	return true;
}

bool encoding_valid(struct encoding_utf8 *utf8, const unsigned char *bytes, size_t count)
{
	size_t i = 0;

	while (i < count) {
		if (utf8->need == 0) {
			i += ascii_run(bytes + i, count - i);
			if (i == count)
				break;
		}
		if (!utf8_step(utf8, bytes[i++]))
			return false;
	}
	return true;
}

static size_t put_code(char *to, uint32_t code)
{
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xC0 | code >> 6);
		to[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		to[0] = (char)(0xE0 | code >> 12);
		to[1] = (char)(0x80 | (code >> 6 & 0x3F));
		to[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | code >> 18);
	to[1] = (char)(0x80 | (code >> 12 & 0x3F));
	to[2] = (char)(0x80 | (code >> 6 & 0x3F));
	to[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

static size_t put_replacement(char *to, struct encoding_state *state)
{
	state->replaced++;
	return put_code(to, 0xFFFD);
}

static size_t from_8_bit(const uint16_t *upper, const unsigned char *bytes, size_t count,
	struct encoding_state *state, char *ret)
{
	size_t out = 0, i = 0;

	while (i < count) {
		size_t run = ascii_run(bytes + i, count - i);

		memcpy(ret + out, bytes + i, run);
		i += run;
		out += run;
		for (; i < count && bytes[i] >= 0x80; i++) {
			uint16_t code = upper[bytes[i] - 0x80];

			if (code == 0xFFFD)
				out += put_replacement(ret + out, state);
			else
				out += put_code(ret + out, code);
		}
	}
	return out;
}

/* UTF-8 that is not quite: what does not belong becomes U+FFFD. Keeps an unfinished end. */
static size_t from_utf8(const unsigned char *bytes, size_t count, bool last,
	struct encoding_state *state, char *ret, size_t *ret_used)
{
	size_t out = 0, i = 0;

	while (i < count) {
		size_t run = ascii_run(bytes + i, count - i), start;
		struct encoding_utf8 utf8 = {.need = 0};
		bool good = true;

		memcpy(ret + out, bytes + i, run);
		i += run;
		out += run;
		if (i == count)
			break;
		start = i;
		do {
			good = utf8_step(&utf8, bytes[i]);
			if (good || i == start)
				i++;
		} while (good && utf8.need > 0 && i < count);
		if (good && utf8.need > 0 && !last) {
			*ret_used = start;
			return out;
		}
		if (good && utf8.need == 0) {
			memcpy(ret + out, bytes + start, i - start);
			out += i - start;
		} else {
			out += put_replacement(ret + out, state);
		}
	}
	*ret_used = count;
	return out;
}

static uint32_t unit_at(const unsigned char *bytes, bool little)
{
	return little ? (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8
	              : (uint32_t)bytes[1] | (uint32_t)bytes[0] << 8;
}

static bool from_utf16(bool little, const unsigned char *bytes, size_t count, bool last,
	struct encoding_state *state, char *ret, size_t *ret_count, size_t *ret_used)
{
	size_t out = 0, i = 0;

	while (i + 2 <= count) {
		uint32_t code = unit_at(bytes + i, little);

		if (code >= 0xD800 && code < 0xDC00) {
			uint32_t next;

			if (i + 4 > count && !last)
				break;
			next = i + 4 <= count ? unit_at(bytes + i + 2, little) : 0;
			if (next >= 0xDC00 && next < 0xE000) {
				code = 0x10000 + ((code - 0xD800) << 10) + (next - 0xDC00);
				i += 2;
			} else {
				code = 0xFFFD;
				state->replaced++;
			}
		} else if (code >= 0xDC00 && code < 0xE000) {
			code = 0xFFFD;
			state->replaced++;
		} else if (code == 0) {
			return false;
		}
		state->line += code == '\r' || (code == '\n' && !state->after_cr);
		state->after_cr = code == '\r';
		out += put_code(ret + out, code);
		i += 2;
	}
	if (last && i < count) {
		out += put_replacement(ret + out, state);
		i = count;
	}
	*ret_used = i;
	*ret_count = out;
	return true;
}

bool encoding_convert(enum encoding encoding, const unsigned char *bytes, size_t count, bool last,
	struct encoding_state *state, char *ret, size_t *ret_count, size_t *ret_used)
{
	if (encoding == ENCODING_UTF_16LE || encoding == ENCODING_UTF_16BE)
		return from_utf16(encoding == ENCODING_UTF_16LE, bytes, count, last, state, ret,
			ret_count, ret_used);
	if (encoding == ENCODING_UTF_8) {
		*ret_count = from_utf8(bytes, count, last, state, ret, ret_used);
		return true;
	}
	*ret_count = from_8_bit(encodings[encoding].upper, bytes, count, state, ret);
	*ret_used = count;
	return true;
}
