/* Text made harmless for a terminal. */
#include "cli/clean.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT 0xFFFD

/* Characters that act on the terminal or reorder what follows. */
static bool is_harmful(utf8proc_int32_t c)
{
	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		return true;
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
	       c == 0x200F || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

static char *copy(const char *text, bool for_terminal, size_t *ret_width)
{
	size_t length = strlen(text), width = 0, used = 0;
	const utf8proc_uint8_t *in = (const utf8proc_uint8_t *)text;
	char *out;

	/* one bad byte becomes the three of U+FFFD */
	if (length > (size_t)-1 / 4)
		return NULL;
	out = malloc(3 * length + 1);
	if (!out)
		return NULL;
	for (size_t i = 0; i < length;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n;

		n = utf8proc_iterate(in + i, (utf8proc_ssize_t)(length - i), &c);
		if (n <= 0 || c < 0) {
			n = 1;
			c = REPLACEMENT;
		}
		i += (size_t)n;
		if (for_terminal && (c == '\t' || c == '\n' || c == '\r'))
			c = ' ';
		else if (for_terminal && is_harmful(c))
			c = REPLACEMENT;
		used += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)out + used);
		width += (size_t)utf8proc_charwidth(c);
	}
	out[used] = '\0';
	if (ret_width)
		*ret_width = width;
	return out;
}

char *clean_text(const char *text, size_t *ret_width)
{
	return copy(text, true, ret_width);
}

char *clean_utf8(const char *text)
{
	return copy(text, false, NULL);
}
