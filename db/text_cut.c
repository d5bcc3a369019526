/* Text cut at a character. See text_cut.h. */
#include "db/text_cut.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Bytes that the first byte of a character announces; 0: it cannot begin one. */
static size_t announced(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xC2)
		return 0;
	if (first < 0xE0)
		return 2;
	if (first < 0xF0)
		return 3;
	return first < 0xF5 ? 4 : 0;
}

static bool follows(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

size_t text_cut_next(const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t n = length ? announced(at[0]) : 0;

	if (n == 0 || n > length)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if (!follows(at[i]))
			return 0;
	}
	if ((at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xED && at[1] > 0x9F) ||
		(at[0] == 0xF0 && at[1] < 0x90) || (at[0] == 0xF4 && at[1] > 0x8F))
		return 0;
	return n;
}

/* length without a character that it ends within. */
static size_t whole(const char *text, size_t length)
{
	size_t start = length;

	for (int i = 0; i < 3 && start > 0; i++) {
		start--;
		if (!follows((unsigned char)text[start]))
			break;
	}
	return length > 0 && announced((unsigned char)text[start]) > length - start ? start
										    : length;
}

size_t text_cut(const char *text, size_t length, size_t room)
{
	return whole(text, length < room ? length : room);
}

size_t text_cut_copy(char *ret, size_t size, const char *text)
{
	size_t length = text_cut(text, strlen(text), size - 1);

	memmove(ret, text, length);
	ret[length] = '\0';
	return length;
}

size_t text_cut_format(char *ret, size_t size, const char *format, ...)
{
	size_t length;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(ret, size, format, args);
	va_end(args);
	length = n < 0 ? 0 : (size_t)n;
	if (length >= size)
		length = size - 1;
	length = whole(ret, length);
	ret[length] = '\0';
	return length;
}

size_t text_cut_characters(const char *text, size_t count)
{
	size_t length = strlen(text), at = 0;

	for (size_t i = 0; i < count && at < length; i++) {
		size_t n = text_cut_next(text + at, length - at);

		at += n ? n : 1;
	}
	return at;
}

/* A control character of n bytes: C0 and DEL, or C1. */
static bool control(const char *text, size_t n, bool lines)
{
	unsigned char first = (unsigned char)text[0];

	if (lines && n == 1 && (first == '\n' || first == '\t'))
		return false;
	return n == 1 ? first < 0x20 || first == 0x7F
		      : n == 2 && first == 0xC2 && (unsigned char)text[1] < 0xA0;
}

bool text_cut_sound(const char *text, size_t length, bool lines)
{
	for (size_t at = 0; at < length;) {
		size_t n = text_cut_next(text + at, length - at);

		if (n == 0 || control(text + at, n, lines))
			return false;
		at += n;
	}
	return true;
}

size_t text_cut_mend(const char *text, size_t length, bool lines, char *ret)
{
	size_t used = 0;

	length = whole(text, length);
	for (size_t at = 0; at < length;) {
		size_t n = text_cut_next(text + at, length - at);

		if (n == 0) {
			memcpy(ret + used, "\xEF\xBF\xBD", 3);
			used += 3;
			at++;
			continue;
		}
		if (!control(text + at, n, lines)) {
			memcpy(ret + used, text + at, n);
			used += n;
		}
		at += n;
	}
	ret[used] = '\0';
	return used;
}
