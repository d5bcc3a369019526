/* One line being edited. See form.h. */
#include "tui/form.h"

#include <string.h>

#include "tui/glyph.h"

static size_t code_points(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return count;
}

void form_init(struct form *form, size_t limit, const char *text)
{
	form->text[0] = '\0';
	form->length = form->cursor = form->first = 0;
	form->limit = SIZE_MAX; /* what is there already is never refused */
	if (text)
		(void)form_paste(form, text);
	form->limit = limit > code_points(form->text) ? limit : code_points(form->text);
}

static bool insert(struct form *form, const char *text)
{
	size_t length = strlen(text);

	if (length == 0 || form->length + length + 1 > sizeof form->text ||
	        code_points(form->text) + code_points(text) > form->limit)
		return false;
	memmove(form->text + form->cursor + length, form->text + form->cursor,
	        form->length - form->cursor + 1);
	memcpy(form->text + form->cursor, text, length);
	form->length += length;
	form->cursor += length;
	return true;
}

bool form_type(struct form *form, uint32_t code)
{
	char raw[5], clean[16], whole[32];
	size_t length = glyph_encode(code, raw);

	if (length == 0 || code < ' ')
		return false;
	/* A mark is hidden without a letter before it: judge it upon one. */
	(void)glyph_clean(raw, false, clean, sizeof clean);
	if (clean[0] == '\0' && form->cursor > 0) {
		whole[0] = 'a';
		memcpy(whole + 1, raw, length + 1);
		(void)glyph_clean(whole, false, clean, sizeof clean);
		memmove(clean, clean + 1, strlen(clean));
	}
	if (clean[0] == '\n')
		clean[0] = ' ';
	return insert(form, clean);
}

bool form_paste(struct form *form, const char *text)
{
	char clean[FORM_SIZE];
	size_t length = glyph_clean(text, false, clean, sizeof clean);

	while (length > 0 && clean[length - 1] == '\n')
		clean[--length] = '\0';
	for (size_t i = 0; i < length; i++) {
		if (clean[i] == '\n')
			clean[i] = ' ';
	}
	return insert(form, clean);
}

static void cut(struct form *form, size_t from, size_t to)
{
	memmove(form->text + from, form->text + to, form->length - to + 1);
	form->length -= to - from;
	form->cursor = from;
}

static size_t word_start(const struct form *form)
{
	size_t at = form->cursor;

	while (at > 0 && form->text[at - 1] == ' ')
		at--;
	while (at > 0 && form->text[at - 1] != ' ')
		at--;
	return at;
}

static bool special_key(struct form *form, uint32_t code)
{
	size_t before = glyph_previous(form->text, form->cursor);
	size_t after = glyph_next(form->text + form->cursor, NULL);

	switch (code) {
	case SPECIAL_LEFT:
		form->cursor -= before;
		return true;
	case SPECIAL_RIGHT:
		form->cursor += after;
		return true;
	case SPECIAL_HOME:
		form->cursor = 0;
		return true;
	case SPECIAL_END:
		form->cursor = form->length;
		return true;
	case SPECIAL_BACKSPACE:
		cut(form, form->cursor - before, form->cursor);
		return true;
	case SPECIAL_DELETE:
		cut(form, form->cursor, form->cursor + after);
		return true;
	default:
		return false;
	}
}

static bool control_key(struct form *form, uint32_t code)
{
	switch (code + '@') {
	case 'A':
		form->cursor = 0;
		return true;
	case 'E':
		form->cursor = form->length;
		return true;
	case 'K':
		cut(form, form->cursor, form->length);
		return true;
	case 'U':
		cut(form, 0, form->cursor);
		return true;
	case 'W':
		cut(form, word_start(form), form->cursor);
		return true;
	default:
		return false;
	}
}

bool form_key(struct form *form, const struct key *key)
{
	if (key->kind == INPUT_SPECIAL)
		return special_key(form, key->code);
	if (key->kind == INPUT_CHAR && key->code < ' ')
		return control_key(form, key->code);
	return false;
}

void form_show(struct form *form, int cols, char *ret, size_t size, int *ret_cursor)
{
	int width = 0, more;
	size_t at, length;

	if (form->first > form->cursor)
		form->first = form->cursor;
	/* from the cursor back as far as the columns reach, one kept for the cursor itself */
	for (at = form->cursor; at > form->first; at -= length) {
		length = glyph_previous(form->text, at);
		if (length == 0)
			break;
		(void)glyph_next(form->text + at - length, &more);
		if (width + more > cols - 1)
			break;
		width += more;
	}
	/* show more of the beginning when there is room again */
	if (at > form->first)
		form->first = at;
	while (form->first > 0) {
		length = glyph_previous(form->text, form->first);
		if (glyph_width(form->text + form->first - length) > cols - 1)
			break;
		form->first -= length;
		(void)glyph_next(form->text + form->first, &more);
		width += more;
	}
	*ret_cursor = width;
	length = glyph_prefix(form->text + form->first, cols, NULL);
	if (length + 1 > size)
		length = 0;
	memcpy(ret, form->text + form->first, length);
	ret[length] = '\0';
}
