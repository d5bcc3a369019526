/* Text measured in columns. See glyph.h. */
#include "tui/glyph.h"

#include <string.h>
#include <utf8proc.h>

enum { MARKS_MAX = 4, LINE_SIZE = 4096 };

/* What has no decomposition into ASCII; sorted by code. */
static const struct {
	uint32_t code;
	const char *ascii;
} letters[] = {
	{ 0x00A1, "!" },    { 0x00A2, "c" },    { 0x00A3, "GBP" },  { 0x00A5, "JPY" },
	{ 0x00A6, "|" },    { 0x00A7, "par." }, { 0x00A9, "(c)" },  { 0x00AB, "\"" },
	{ 0x00AC, "-" },    { 0x00AE, "(r)" },  { 0x00B0, "o" },    { 0x00B1, "+-" },
	{ 0x00B4, "'" },    { 0x00B5, "u" },    { 0x00B6, "par." }, { 0x00B7, "." },
	{ 0x00BB, "\"" },   { 0x00BF, "?" },    { 0x00C6, "AE" },   { 0x00D0, "D" },
	{ 0x00D7, "x" },    { 0x00D8, "O" },    { 0x00DE, "Th" },   { 0x00DF, "ss" },
	{ 0x00E6, "ae" },   { 0x00F0, "d" },    { 0x00F7, "/" },    { 0x00F8, "o" },
	{ 0x00FE, "th" },   { 0x0110, "D" },    { 0x0111, "d" },    { 0x0126, "H" },
	{ 0x0127, "h" },    { 0x0131, "i" },    { 0x0138, "k" },    { 0x0141, "L" },
	{ 0x0142, "l" },    { 0x014A, "N" },    { 0x014B, "n" },    { 0x0152, "OE" },
	{ 0x0153, "oe" },   { 0x0166, "T" },    { 0x0167, "t" },    { 0x018F, "E" },
	{ 0x0259, "e" },    { 0x02BC, "'" },    { 0x0391, "A" },    { 0x0392, "B" },
	{ 0x0393, "G" },    { 0x0394, "D" },    { 0x0395, "E" },    { 0x0396, "Z" },
	{ 0x0397, "I" },    { 0x0398, "Th" },   { 0x0399, "I" },    { 0x039A, "K" },
	{ 0x039B, "L" },    { 0x039C, "M" },    { 0x039D, "N" },    { 0x039E, "X" },
	{ 0x039F, "O" },    { 0x03A0, "P" },    { 0x03A1, "R" },    { 0x03A3, "S" },
	{ 0x03A4, "T" },    { 0x03A5, "Y" },    { 0x03A6, "F" },    { 0x03A7, "Ch" },
	{ 0x03A8, "Ps" },   { 0x03A9, "O" },    { 0x03B1, "a" },    { 0x03B2, "b" },
	{ 0x03B3, "g" },    { 0x03B4, "d" },    { 0x03B5, "e" },    { 0x03B6, "z" },
	{ 0x03B7, "i" },    { 0x03B8, "th" },   { 0x03B9, "i" },    { 0x03BA, "k" },
	{ 0x03BB, "l" },    { 0x03BC, "m" },    { 0x03BD, "n" },    { 0x03BE, "x" },
	{ 0x03BF, "o" },    { 0x03C0, "p" },    { 0x03C1, "r" },    { 0x03C2, "s" },
	{ 0x03C3, "s" },    { 0x03C4, "t" },    { 0x03C5, "y" },    { 0x03C6, "f" },
	{ 0x03C7, "ch" },   { 0x03C8, "ps" },   { 0x03C9, "o" },    { 0x0410, "A" },
	{ 0x0411, "B" },    { 0x0412, "V" },    { 0x0413, "G" },    { 0x0414, "D" },
	{ 0x0415, "E" },    { 0x0416, "Zh" },   { 0x0417, "Z" },    { 0x0418, "I" },
	{ 0x041A, "K" },    { 0x041B, "L" },    { 0x041C, "M" },    { 0x041D, "N" },
	{ 0x041E, "O" },    { 0x041F, "P" },    { 0x0420, "R" },    { 0x0421, "S" },
	{ 0x0422, "T" },    { 0x0423, "U" },    { 0x0424, "F" },    { 0x0425, "Kh" },
	{ 0x0426, "Ts" },   { 0x0427, "Ch" },   { 0x0428, "Sh" },   { 0x0429, "Shch" },
	{ 0x042A, "" },     { 0x042B, "Y" },    { 0x042C, "" },     { 0x042D, "E" },
	{ 0x042E, "Yu" },   { 0x042F, "Ya" },   { 0x0430, "a" },    { 0x0431, "b" },
	{ 0x0432, "v" },    { 0x0433, "g" },    { 0x0434, "d" },    { 0x0435, "e" },
	{ 0x0436, "zh" },   { 0x0437, "z" },    { 0x0438, "i" },    { 0x043A, "k" },
	{ 0x043B, "l" },    { 0x043C, "m" },    { 0x043D, "n" },    { 0x043E, "o" },
	{ 0x043F, "p" },    { 0x0440, "r" },    { 0x0441, "s" },    { 0x0442, "t" },
	{ 0x0443, "u" },    { 0x0444, "f" },    { 0x0445, "kh" },   { 0x0446, "ts" },
	{ 0x0447, "ch" },   { 0x0448, "sh" },   { 0x0449, "shch" }, { 0x044A, "" },
	{ 0x044B, "y" },    { 0x044C, "" },     { 0x044D, "e" },    { 0x044E, "yu" },
	{ 0x044F, "ya" },   { 0x2010, "-" },    { 0x2011, "-" },    { 0x2012, "-" },
	{ 0x2013, "-" },    { 0x2014, "-" },    { 0x2015, "-" },    { 0x2018, "'" },
	{ 0x2019, "'" },    { 0x201A, "," },    { 0x201B, "'" },    { 0x201C, "\"" },
	{ 0x201D, "\"" },   { 0x201E, "\"" },   { 0x2022, "*" },    { 0x2032, "'" },
	{ 0x2033, "\"" },   { 0x2039, "<" },    { 0x203A, ">" },    { 0x2044, "/" },
	{ 0x20AC, "EUR" },  { 0x2190, "<-" },   { 0x2191, "^" },    { 0x2192, "->" },
	{ 0x2193, "v" },    { 0x2206, "+/-" },  { 0x2212, "-" },    { 0x221A, "v" },
	{ 0x2260, "!=" },   { 0x2264, "<=" },   { 0x2265, ">=" },   { 0x2500, "-" },
	{ 0x2502, "|" },    { 0x2588, "#" },    { 0x2591, "-" },    { 0x2592, "+" },
	{ 0x2593, "#" },    { 0x25B2, "^" },    { 0x25B8, "+" },    { 0x25BC, "v" },
	{ 0x25BE, "-" },    { 0x25CF, "*" },    { 0x2713, "v" },    { 0x2714, "v" },
	{ 0x2717, "x" },
};

/* utf8proc takes signed bytes of a type of its own. */
static utf8proc_ssize_t read_code(const char *text, utf8proc_int32_t *ret)
{
	return utf8proc_iterate((const utf8proc_uint8_t *)text, -1, ret);
}

size_t glyph_encode(uint32_t code, char ret[5])
{
	utf8proc_ssize_t length = 0;

	if (code > 0 && utf8proc_codepoint_valid((utf8proc_int32_t)code))
		length = utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)ret);
	ret[length] = '\0';
	return (size_t)length;
}

static bool is_mark(utf8proc_int32_t code)
{
	utf8proc_category_t category = utf8proc_category(code);

	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* Nothing to see, or something that moves what others see. */
static bool is_hidden(utf8proc_int32_t code)
{
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
		return true;
	default:
		/* variation selectors; the joiner of graphemes; Hangul fillers */
		return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF) ||
		       code == 0x034F || code == 0x115F || code == 0x1160 || code == 0x3164 ||
		       code == 0xFFA0;
	}
}

static bool is_space(utf8proc_int32_t code)
{
	utf8proc_category_t category = utf8proc_category(code);

	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
	       category == UTF8PROC_CATEGORY_ZP;
}

static const char *letter(uint32_t code)
{
	size_t low = 0, high = sizeof letters / sizeof letters[0];

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (letters[middle].code == code)
			return letters[middle].ascii;
		if (letters[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* ASCII for one character: by table, else by taking it apart, else _. ret: 32 bytes. */
static void transliterate(utf8proc_int32_t code, char ret[32])
{
	utf8proc_int32_t parts[8];
	const char *known = letter((uint32_t)code);
	utf8proc_ssize_t count;
	size_t length = 0;
	int last = 0;

	ret[0] = '\0';
	if (known) {
		memcpy(ret, known, strlen(known) + 1);
		return;
	}
	count = utf8proc_decompose_char(code, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);
	for (utf8proc_ssize_t i = 0; i < count && i < 8; i++) {
		const char *more = parts[i] == code ? NULL : letter((uint32_t)parts[i]);
		char one[2] = { 0 };

		if (is_mark(parts[i]))
			continue;
		if (parts[i] < 0x80) {
			one[0] = (char)parts[i];
			more = one;
		}
		if (!more)
			more = "_";
		for (; *more && length < 31; more++)
			ret[length++] = *more;
		ret[length] = '\0';
	}
	if (length == 0 && !is_mark(code))
		memcpy(ret, "_", 2);
}

/*
 * Most of all text: a letter of its own, one column wide, before one of ASCII or
 * the end. Returns its bytes: 1, or 2 for À to ȿ; 0: it is to be looked up.
 */
static size_t plain_length(const char *text)
{
	const unsigned char *bytes = (const unsigned char *)text;

	if (bytes[0] >= 0x20 && bytes[0] < 0x7F && bytes[1] < 0x80)
		return 1;
	if (bytes[0] >= 0xC3 && bytes[0] <= 0xC8 && (bytes[1] & 0xC0) == 0x80 && bytes[2] < 0x80)
		return 2;
	return 0;
}

static bool append(char *ret, size_t size, size_t *length, const char *bytes, size_t count)
{
	if (*length + count + 1 > size)
		return false;
	memcpy(ret + *length, bytes, count);
	*length += count;
	ret[*length] = '\0';
	return true;
}

size_t glyph_clean(const char *text, bool ascii, char *ret, size_t size)
{
	size_t length = 0;
	int marks = 0;

	if (size == 0)
		return 0;
	ret[0] = '\0';
	while (*text) {
		char out[32];
		utf8proc_int32_t code;
		utf8proc_ssize_t count;
		size_t plain = plain_length(text);

		if (plain == 1 || (plain && !ascii)) {
			if (!append(ret, size, &length, text, plain))
				break;
			marks = 0;
			text += plain;
			continue;
		}
		count = read_code(text, &code);
		if (count <= 0) { /* an invalid byte */
			text++;
			continue;
		}
		text += count;
		if (code == '\t' || code == '\r')
			code = ' ';
		if (code == 0x2028 || code == 0x2029)
			code = '\n';
		if (code == 0x202F) /* many fonts lack the narrow one */
			code = 0xA0;
		else if (code != 0xA0 && is_space(code))
			code = ' ';
		if (code != '\n' && is_hidden(code))
			continue;
		marks = is_mark(code) ? marks + 1 : 0;
		if (marks > MARKS_MAX || (marks > 0 && (length == 0 || ascii)))
			continue;
		if (code < 0x80 || !ascii) {
			out[glyph_encode((uint32_t)code, out)] = '\0';
		} else {
			transliterate(code, out);
		}
		if (!append(ret, size, &length, out, strlen(out)))
			break;
	}
	return length;
}

size_t glyph_next(const char *text, int *ret_cols)
{
	utf8proc_int32_t code, before = 0, state = 0;
	size_t length = plain_length(text);
	int cols = 0;

	if (length) {
		if (ret_cols)
			*ret_cols = 1;
		return length;
	}
	while (text[length]) {
		utf8proc_ssize_t count = read_code(text + length, &code);

		if (count <= 0) {
			if (length == 0)
				length = 1;
			break;
		}
		if (length > 0 && utf8proc_grapheme_break_stateful(before, code, &state))
			break;
		cols += utf8proc_charwidth(code);
		before = code;
		length += (size_t)count;
	}
	if (ret_cols)
		*ret_cols = cols;
	return length;
}

size_t glyph_previous(const char *text, size_t position)
{
	size_t at = 0, length = 0;

	while (at < position) {
		length = glyph_next(text + at, NULL);
		if (length == 0)
			return 0;
		at += length;
	}
	return length;
}

int glyph_width(const char *text)
{
	int width = 0, cols;
	size_t length;

	while ((length = glyph_next(text, &cols)) > 0) {
		width += cols;
		text += length;
	}
	return width;
}

size_t glyph_prefix(const char *text, int cols, int *ret_cols)
{
	size_t taken = 0, length;
	int width = 0, more;

	while ((length = glyph_next(text + taken, &more)) > 0 && width + more <= cols) {
		width += more;
		taken += length;
	}
	if (ret_cols)
		*ret_cols = width;
	return taken;
}

int glyph_fit(const char *text, int cols, bool ascii, char *ret, size_t size)
{
	char clean[LINE_SIZE];
	const char *dots = ascii ? "..." : "…";
	int dots_cols = ascii ? 3 : 1, width;
	size_t length;

	if (size == 0)
		return 0;
	ret[0] = '\0';
	if (cols <= 0)
		return 0;
	length = glyph_clean(text, ascii, clean, sizeof clean);
	for (size_t i = 0; i < length; i++) {
		if (clean[i] == '\n')
			clean[i] = ' ';
	}
	length = glyph_prefix(clean, cols, &width);
	if (clean[length] == '\0') {
		dots = "";
	} else if (dots_cols < cols) {
		length = glyph_prefix(clean, cols - dots_cols, &width);
		while (length > 0 && clean[length - 1] == ' ') {
			length--;
			width--;
		}
		width += dots_cols;
	} else {
		dots = ""; /* no room to say that something is missing */
	}
	if (length + strlen(dots) + 1 > size) {
		length = 0;
		width = glyph_width(dots);
	}
	memcpy(ret, clean, length);
	memcpy(ret + length, dots, strlen(dots) + 1);
	return width;
}

size_t glyph_wrap(const char *text, int cols, const char **ret_next)
{
	size_t taken = 0, word_end = 0, length;
	int width = 0, more;
	bool in_word = false;

	if (cols < 1)
		cols = 1;
	*ret_next = NULL;
	while ((length = glyph_next(text + taken, &more)) > 0) {
		bool space = text[taken] == ' ';

		if (text[taken] == '\n') {
			*ret_next = text + taken + length;
			break;
		}
		if (space && in_word)
			word_end = taken;
		if (width + more > cols && !space) {
			/* back to the end of the last whole word, if there is one */
			if (word_end > 0)
				taken = word_end;
			else if (taken == 0)
				taken = length;
			*ret_next = text + taken;
			while (**ret_next == ' ')
				(*ret_next)++;
			break;
		}
		in_word = !space;
		width += more;
		taken += length;
	}
	if (*ret_next && **ret_next == '\0')
		*ret_next = NULL;
	while (taken > 0 && text[taken - 1] == ' ')
		taken--;
	return taken;
}
