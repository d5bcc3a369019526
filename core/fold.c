/* Folding of text for search and order. See fold.h. */
#include "core/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

/* Letters that do not decompose into an ASCII base and a mark. */
static const struct {
	utf8proc_int32_t from;
	const char *to;
} bases[] = {
	{0x00DF, "ss"},
	{0x00E6, "ae"},
	{0x00F0, "d"},
	{0x00F8, "o"},
	{0x00FE, "th"},
	{0x0111, "d"},
	{0x0127, "h"},
	{0x0131, "i"},
	{0x0142, "l"},
	{0x0153, "oe"},
	{0x0167, "t"},
	{0x02BC, "'"},
	{0x2010, "-"},
	{0x2011, "-"},
	{0x2018, "'"},
	{0x2019, "'"},
	{0x201C, "\""},
	{0x201D, "\""},
	{0x2013, "-"},
	{0x2014, "-"},
};

struct sink {
	char *text;
	size_t size, used;
	int space; /* white space is waiting for a letter to follow it */
};

static void put(struct sink *sink, const char *bytes, size_t count)
{
	if (sink->used + count + (size_t)sink->space >= sink->size)
		return;
	if (sink->space)
		sink->text[sink->used++] = ' ';
	sink->space = 0;
	for (size_t i = 0; i < count; i++)
		sink->text[sink->used++] = bytes[i];
}

static void put_code(struct sink *sink, utf8proc_int32_t code)
{
	utf8proc_uint8_t bytes[4];

	if (code < 0x80) {
		/* not tolower(): the order of names is kept in the file, whatever the locale */
		char letter = (char)(code >= 'A' && code <= 'Z' ? code | 0x20 : code);

		if (code <= 0x20 || code == 0x7F)
			sink->space = sink->used > 0;
		else
			put(sink, &letter, 1);
		return;
	}
	for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
		if (bases[i].from == code) {
			size_t length = bases[i].to[1] ? 2 : 1;

			put(sink, bases[i].to, length);
			return;
		}
	}
	if (utf8proc_category(code) == UTF8PROC_CATEGORY_ZS) {
		sink->space = sink->used > 0;
		return;
	}
	put(sink, (const char *)bytes, (size_t)utf8proc_encode_char(code, bytes));
}

size_t fold(const char *text, size_t length, char *ret, size_t size)
{
	struct sink sink = {.text = ret, .size = size};
	size_t at = 0;

	if (size == 0)
		return 0;
	while (at < length && (unsigned char)text[at] < 0x80)
		put_code(&sink, (unsigned char)text[at++]);
	while (at < length) {
		utf8proc_int32_t code, parts[8];
		utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
			(utf8proc_ssize_t)(length - at), &code);
		int bound = 0;
		utf8proc_ssize_t count;

		if (used < 1) {
			at++;
			continue;
		}
		at += (size_t)used;
		if (code < 0x80) {
			put_code(&sink, code);
			continue;
		}
		count = utf8proc_decompose_char(code, parts, 8,
			UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
				UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
			&bound);
		for (utf8proc_ssize_t i = 0; i < count && i < 8; i++)
			put_code(&sink, parts[i]);
	}
	ret[sink.used] = '\0';
	return sink.used;
}
