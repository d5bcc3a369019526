/* The clipboard. See clipboard.h. */
#include "tui/clipboard.h"

#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "tui/term.h"

enum { COPY_MAX = 64 * 1024 };

static size_t base64(const unsigned char *bytes, size_t length, char *ret)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t out = 0;

	for (size_t i = 0; i < length; i += 3) {
		size_t left = length - i;
		unsigned three = (unsigned)bytes[i] << 16;

		if (left > 1)
			three |= (unsigned)bytes[i + 1] << 8;
		if (left > 2)
			three |= bytes[i + 2];
		ret[out++] = digits[three >> 18];
		ret[out++] = digits[three >> 12 & 63];
		ret[out++] = left > 1 ? digits[three >> 6 & 63] : '=';
		ret[out++] = left > 2 ? digits[three & 63] : '=';
	}
	return out;
}

enum err_code clipboard_copy(const char *text, struct err *err)
{
	static const char start[] = "\033]52;c;";
	size_t length = strlen(text), at = sizeof start - 1;
	char *sequence;

	if (length > COPY_MAX) {
		(void)err_fail(err, WHY_TEXT_TOO_LONG, "%zu bytes to copy", length);
		return err_at(err, 0, _("Clipboard"), "65536");
	}
	sequence = malloc(at + (length + 2) / 3 * 4 + 1);
	if (!sequence)
		return err_fail(err, WHY_NO_MEMORY, "clipboard");
	memcpy(sequence, start, at);
	at += base64((const unsigned char *)text, length, sequence + at);
	sequence[at++] = '\a';
	term_send(sequence, at);
	free(sequence);
	return ERR_OK;
}
