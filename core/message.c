/* Errors as sentences. See message.h. */
#include "core/message.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "core/language.h"
#include "core/manual.h"

/* Text being built: what no longer fits is dropped. */
struct sink {
	char *text;
	size_t size, used;
};

static void put(struct sink *sink, const char *bytes, size_t count)
{
	if (count > sink->size - 1 - sink->used)
		count = sink->size - 1 - sink->used;
	memcpy(sink->text + sink->used, bytes, count);
	sink->used += count;
	sink->text[sink->used] = '\0';
}

/*
 * Text from a file or a name: nothing in it may reach a terminal as a command
 * or turn round what follows. Controls and bytes that are no UTF-8 show as "?".
 */
static void put_clean(struct sink *sink, const char *text)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;

	while (*at) {
		utf8proc_int32_t code;
		utf8proc_ssize_t used = utf8proc_iterate(at, -1, &code);
		utf8proc_category_t category = UTF8PROC_CATEGORY_CC;

		if (used > 0)
			category = utf8proc_category(code);
		else
			used = 1;
		if (category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
			category == UTF8PROC_CATEGORY_ZP)
			put(sink, "?", 1);
		else if (category != UTF8PROC_CATEGORY_CF)
			put(sink, (const char *)at, (size_t)used);
		at += used;
	}
}

/* A cut in the middle of a character would show as rubbish. */
static void trim_cut(struct sink *sink)
{
	size_t at = sink->used;

	while (at > 0 && ((unsigned char)sink->text[at - 1] & 0xC0) == 0x80)
		at--;
	if (at > 0 && (unsigned char)sink->text[at - 1] >= 0xC0) {
		unsigned char lead = (unsigned char)sink->text[at - 1];
		size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

		if (sink->used - (at - 1) < need)
			sink->text[at - 1] = '\0';
	}
}

void message_fill(const char *template, const struct err *err, char *ret, size_t size)
{
	struct sink sink = {.text = ret, .size = size};
	char line[24];

	if (size == 0)
		return;
	ret[0] = '\0';
	(void)snprintf(line, sizeof line, "%ld", err->line);
	while (*template) {
		if (strncmp(template, "{place}", 7) == 0) {
			put_clean(&sink, err->place);
			template += 7;
		} else if (strncmp(template, "{value}", 7) == 0) {
			put_clean(&sink, err->value);
			template += 7;
		} else if (strncmp(template, "{docs}", 6) == 0) {
			put(&sink, manual_folder(), strlen(manual_folder()));
			template += 6;
		} else if (strncmp(template, "{line}", 6) == 0) {
			put(&sink, line, strlen(line));
			template += 6;
		} else {
			put(&sink, template, 1);
			template ++;
		}
	}
	trim_cut(&sink);
}

void message_sentence(const struct err *err, char *ret, size_t size)
{
	const char *sentence = err_text(err->reason)->sentence;

	if (!*sentence)
		sentence = err_text(WHY_INTERNAL)->sentence;
	message_fill(_(sentence), err, ret, size);
}

void message_remedy(const struct err *err, char *ret, size_t size)
{
	const char *remedy = err_text(err->reason)->remedy;

	message_fill(*remedy ? _(remedy) : "", err, ret, size);
}

void message_format(const struct err *err, char *ret, size_t size)
{
	char sentence[1024], remedy[1024];
	struct sink sink = {.text = ret, .size = size};

	if (size == 0)
		return;
	message_sentence(err, sentence, sizeof sentence);
	message_remedy(err, remedy, sizeof remedy);
	/* a sentence that names the line itself needs no other place */
	if (err->line > 0 && !strstr(err_text(err->reason)->sentence, "{line}"))
		(void)snprintf(ret, size, _("Line %ld: %s"), err->line, sentence);
	else
		(void)snprintf(ret, size, "%s", sentence);
	sink.used = strlen(ret);
	if (*remedy) {
		put(&sink, " ", 1);
		put(&sink, remedy, strlen(remedy));
	}
	trim_cut(&sink);
}

int message_exit_status(enum err_code code)
{
	switch (code) {
	case ERR_OK:
		return 0;
	case ERR_USAGE:
		return 2;
	case ERR_INVALID:
	case ERR_CONFLICT:
		return 3;
	case ERR_NOT_FOUND:
		return 4;
	case ERR_BUSY:
		return 5;
	case ERR_PERMISSION:
		return 6;
	case ERR_INTERRUPTED:
		return 130;
	case ERR_FAILED:
	case ERR_IO:
	case ERR_NO_MEMORY:
		return 1;
	}
	return 1;
}
