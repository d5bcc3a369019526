/* Text of a cell made fit to keep. See text.h. */
#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { STACK_SIZE = 512 };

/* Copy what fits, cut at a character. */
static size_t deliver(const char *text, size_t length, char *ret, size_t size)
{
	size_t fit = length;

	if (size == 0)
		return length;
	if (fit >= size) {
		fit = size - 1;
		while (fit > 0 && ((unsigned char)text[fit] & 0xC0) == 0x80)
			fit--;
	}
	memmove(ret, text, fit);
	ret[fit] = '\0';
	return length;
}

static bool plain(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] < 0x20 || text[i] > 0x7E)
			return false;
	}
	return true;
}

/* Bytes of the white space at the start of text: space, TAB, line end, no-break spaces. */
static size_t space_at(const char *text, size_t length)
{
	if (length >= 1 && (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')))
		return 1;
	if (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
		return 2;
	if (length >= 3 && memcmp(text, "\xE2\x80\xAF", 3) == 0)
		return 3;
	return 0;
}

static size_t space_before(const char *text, size_t length)
{
	for (size_t n = 1; n <= 3 && n <= length; n++) {
		if (space_at(text + length - n, n) == n)
			return n;
	}
	return 0;
}

static void trim(const char **text, size_t *length)
{
	size_t n;

	while ((n = space_at(*text, *length)) > 0) {
		*text += n;
		*length -= n;
	}
	while ((n = space_before(*text, *length)) > 0)
		*length -= n;
}

/* Controls, marks nobody sees or that turn the direction of text, and what is no character. */
static bool unwanted(utf8proc_int32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0x061C ||
	       code == 0x200B || code == 0x200E || code == 0x200F ||
	       (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
	       code == 0xFEFF || (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE ||
	       (code >= 0xE0000 && code <= 0xE007F);
}

static bool line_space(utf8proc_int32_t code)
{
	return (code >= '\t' && code <= '\r') || code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* Into to, of length bytes; ret_compose: some character may have to join another. */
static size_t filter(
	const char *text, size_t length, char *to, bool *ret_dropped, bool *ret_compose)
{
	size_t used = 0;

	for (size_t at = 0; at < length;) {
		utf8proc_int32_t code;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
			(utf8proc_ssize_t)(length - at), &code);

		if (n < 1) {
			*ret_dropped = true;
			at++;
			continue;
		}
		if (line_space(code)) {
			if (used == 0 || to[used - 1] != ' ')
				to[used++] = ' ';
		} else if (unwanted(code)) {
			*ret_dropped = true;
		} else {
			memcpy(to + used, text + at, (size_t)n);
			used += (size_t)n;
			*ret_compose = *ret_compose || code >= 0x300;
		}
		at += (size_t)n;
	}
	return used;
}

size_t text_clean(const char *text, size_t length, char *ret, size_t size, bool *ret_dropped)
{
	char stack[STACK_SIZE], *buffer = stack;
	utf8proc_uint8_t *composed = NULL;
	bool dropped = false, compose = false;
	const char *clean;

	trim(&text, &length);
	if (plain(text, length)) {
		if (ret_dropped)
			*ret_dropped = false;
		return deliver(text, length, ret, size);
	}
	if (length > sizeof stack) {
		buffer = malloc(length);
		if (!buffer) {
			(void)deliver("", 0, ret, size);
			return SIZE_MAX;
		}
	}
	length = filter(text, length, buffer, &dropped, &compose);
	clean = buffer;
	if (compose) {
		utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)buffer,
			(utf8proc_ssize_t)length, &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

		if (n < 0) {
			(void)deliver("", 0, ret, size);
			length = SIZE_MAX;
			goto out;
		}
		clean = (const char *)composed;
		length = (size_t)n;
	}
	trim(&clean, &length); /* what stood between controls */
	if (ret_dropped)
		*ret_dropped = dropped;
	length = deliver(clean, length, ret, size);
out:
	free(composed);
	if (buffer != stack)
		free(buffer);
	return length;
}

/* Bytes of a character a spreadsheet takes for the start of a formula. */
static size_t formula_at(const char *text, size_t length)
{
	static const char wide[][4] = {
		"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

	if (length > 0 && strchr("=+-@", text[0]) && text[0])
		return 1;
	for (size_t i = 0; length >= 3 && i < sizeof wide / sizeof wide[0]; i++) {
		if (memcmp(text, wide[i], 3) == 0)
			return 3;
	}
	return 0;
}

/* After blanks; a TAB or CR at the very start counts itself. */
static bool starts_formula(const char *text, size_t length)
{
	size_t n;

	if (length > 0 && (text[0] == '\t' || text[0] == '\r'))
		return true;
	while ((n = space_at(text, length)) > 0) {
		text += n;
		length -= n;
	}
	return formula_at(text, length) > 0;
}

static size_t digits_at(const char *text, size_t length)
{
	size_t n = 0;

	while (n < length && text[n] >= '0' && text[n] <= '9')
		n++;
	return n;
}

bool text_is_number(const char *text, size_t length)
{
	size_t at = 0, n;

	trim(&text, &length);
	if (at < length && (text[at] == '+' || text[at] == '-'))
		at++;
	n = digits_at(text + at, length - at);
	if (n == 0)
		return false;
	at += n;
	while (n <= 3) { /* groups of thousands */
		size_t gap = space_at(text + at, length - at);

		if (gap == 0 || digits_at(text + at + gap, length - at - gap) != 3)
			break;
		at += gap + 3;
	}
	if (at < length && (text[at] == ',' || text[at] == '.'))
		at += 1 + digits_at(text + at + 1, length - at - 1);
	if (at < length && (text[at] == 'E' || text[at] == 'e')) {
		at++;
		if (at < length && (text[at] == '+' || text[at] == '-'))
			at++;
		n = digits_at(text + at, length - at);
		if (n == 0)
			return false;
		at += n;
	}
	n = space_at(text + at, length - at);
	if (at + n < length && text[at + n] == '%')
		at += n + 1;
	return at == length;
}

bool text_is_formula(const char *text, size_t length)
{
	return starts_formula(text, length) && !(length == 1 && text[0] == '-') &&
	       !text_is_number(text, length);
}

bool text_restore(const char **text, size_t *length)
{
	const char *t = *text;
	size_t apostrophes = 0;

	while (apostrophes < *length && t[apostrophes] == '\'')
		apostrophes++;
	if (apostrophes > 0) {
		if (!starts_formula(t + apostrophes, *length - apostrophes))
			return false;
		*text += 1;
		*length -= 1;
		return true;
	}
	if (*length >= 3 && t[0] == '=' && t[1] == '"' && t[*length - 1] == '"' &&
		!memchr(t + 2, '"', *length - 3)) {
		*text += 2;
		*length -= 3;
		return true;
	}
	return false;
}
