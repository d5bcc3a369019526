/* HTML made plain text. See html.h. */
#include "core/html.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/* Decoded bytes are never more than the name with its `&` and `;` has. */
static const struct {
	const char *name, *text;
} entities[] = {
	{"AElig", "Æ"},
	{"Aacute", "Á"},
	{"Acirc", "Â"},
	{"Agrave", "À"},
	{"Aring", "Å"},
	{"Atilde", "Ã"},
	{"Auml", "Ä"},
	{"Ccedil", "Ç"},
	{"Eacute", "É"},
	{"Ecirc", "Ê"},
	{"Egrave", "È"},
	{"Euml", "Ë"},
	{"Iacute", "Í"},
	{"Icirc", "Î"},
	{"Igrave", "Ì"},
	{"Iuml", "Ï"},
	{"Ntilde", "Ñ"},
	{"OElig", "Œ"},
	{"Oacute", "Ó"},
	{"Ocirc", "Ô"},
	{"Ograve", "Ò"},
	{"Oslash", "Ø"},
	{"Otilde", "Õ"},
	{"Ouml", "Ö"},
	{"Uacute", "Ú"},
	{"Ucirc", "Û"},
	{"Ugrave", "Ù"},
	{"Uuml", "Ü"},
	{"aacute", "á"},
	{"acirc", "â"},
	{"aelig", "æ"},
	{"agrave", "à"},
	{"amp", "&"},
	{"apos", "'"},
	{"aring", "å"},
	{"atilde", "ã"},
	{"auml", "ä"},
	{"bdquo", "„"},
	{"bull", "•"},
	{"ccedil", "ç"},
	{"copy", "©"},
	{"deg", "°"},
	{"divide", "÷"},
	{"eacute", "é"},
	{"ecirc", "ê"},
	{"egrave", "è"},
	{"euml", "ë"},
	{"euro", "€"},
	{"frac12", "½"},
	{"gt", ">"},
	{"hellip", "…"},
	{"iacute", "í"},
	{"icirc", "î"},
	{"igrave", "ì"},
	{"iuml", "ï"},
	{"laquo", "«"},
	{"larr", "←"},
	{"ldquo", "“"},
	{"lsaquo", "‹"},
	{"lsquo", "‘"},
	{"lt", "<"},
	{"mdash", "—"},
	{"middot", "·"},
	{"nbsp", " "},
	{"ndash", "–"},
	{"ntilde", "ñ"},
	{"oacute", "ó"},
	{"ocirc", "ô"},
	{"oelig", "œ"},
	{"ograve", "ò"},
	{"ordf", "ª"},
	{"ordm", "º"},
	{"oslash", "ø"},
	{"otilde", "õ"},
	{"ouml", "ö"},
	{"plusmn", "±"},
	{"quot", "\""},
	{"raquo", "»"},
	{"rarr", "→"},
	{"rdquo", "”"},
	{"rsaquo", "›"},
	{"rsquo", "’"},
	{"sect", "§"},
	{"shy", ""},
	{"sup2", "²"},
	{"szlig", "ß"},
	{"times", "×"},
	{"uacute", "ú"},
	{"ucirc", "û"},
	{"ugrave", "ù"},
	{"uuml", "ü"},
	{"yuml", "ÿ"},
};

/* Tags between which text runs on without a space. */
static const char *const inline_tags[] = {"a", "abbr", "b", "code", "del", "em", "font", "i", "ins",
	"mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"};

/* What a number stands for; bytes written, 0 where it is no character to show. */
static size_t write_character(unsigned long code, char *to)
{
	if (code == 0xA0 || code == '\t' || code == '\n' || code == '\r') {
		*to = ' ';
		return 1;
	}
	if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code > 0x10FFFF ||
		!utf8proc_codepoint_valid((utf8proc_int32_t)code))
		return 0;
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)to);
}

/* The entity at text ("&eacute;"): its bytes into to, how many it took; 0: none. */
static size_t entity(const char *text, char *to, size_t *ret_written)
{
	const char *name = text + 1, *end = name;
	size_t length;

	if (*name == '#') {
		int base = name[1] == 'x' || name[1] == 'X' ? 16 : 10;
		const char *digits = name + (base == 16 ? 2 : 1);
		char *after;
		unsigned long code;

		if (!isxdigit((unsigned char)*digits))
			return 0;
		code = strtoul(digits, &after, base);
		if (*after != ';')
			return 0;
		*ret_written = write_character(code, to);
		return *ret_written ? (size_t)(after + 1 - text) : 0;
	}
	while (isalnum((unsigned char)*end))
		end++;
	length = (size_t)(end - name);
	if (*end != ';')
		return 0;
	for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
		if (strlen(entities[i].name) == length &&
			memcmp(name, entities[i].name, length) == 0) {
			*ret_written = strlen(entities[i].text);
			memcpy(to, entities[i].text, *ret_written);
			return length + 2;
		}
	}
	return 0;
}

/* Past the tag that begins at `<`, `>` inside quoted values aside; NULL: it never ends. */
static char *tag_end(char *text)
{
	char quote = '\0';

	for (char *at = text; *at; at++) {
		if (quote)
			quote = *at == quote ? '\0' : quote;
		else if ((*at == '"' || *at == '\'') && at[-1] == '=')
			quote = *at;
		else if (*at == '>')
			return at + 1;
	}
	/* A quote that stays open is the author's slip: take the next `>`. */
	text = strchr(text, '>');
	return text ? text + 1 : NULL;
}

static bool tag_is(const char *name, size_t length, const char *tag)
{
	return strlen(tag) == length && strncasecmp(name, tag, length) == 0;
}

/* Past an element whose content is no text (<script>, <style>). */
static char *element_end(char *text, const char *tag)
{
	size_t length = strlen(tag);

	while ((text = strstr(text, "</"))) {
		if (strncasecmp(text + 2, tag, length) == 0) {
			char *end = strchr(text, '>');

			return end ? end + 1 : NULL;
		}
		text += 2;
	}
	return NULL;
}

/* Past the mark-up at `<`; NULL: it is text. ret_space: it parts what it stands between. */
static char *markup(char *text, bool *ret_space)
{
	static const char *const hidden[] = {"script", "style"};
	char *name = text + 1 + (text[1] == '/'), *end, *after;
	size_t length = 0;

	*ret_space = true;
	if (strncmp(text, "<!--", 4) == 0) {
		end = strstr(text + 4, "-->");
		return end ? end + 3 : NULL;
	}
	if (text[1] == '!' || text[1] == '?')
		return tag_end(text + 1);
	if (!isalpha((unsigned char)*name))
		return NULL;
	while (isalnum((unsigned char)name[length]))
		length++;
	end = tag_end(name);
	for (size_t i = 0; end && i < sizeof inline_tags / sizeof inline_tags[0]; i++)
		*ret_space = *ret_space && !tag_is(name, length, inline_tags[i]);
	for (size_t i = 0; end && text[1] != '/' && i < sizeof hidden / sizeof hidden[0]; i++) {
		after = tag_is(name, length, hidden[i]) ? element_end(end, hidden[i]) : NULL;
		if (after)
			return after;
	}
	return end;
}

/* Runs of white space become one space; none at the ends. */
static void squeeze(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		if (*from != ' ' && !(*from >= '\t' && *from <= '\r'))
			*to++ = *from;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
}

void html_to_text(char *text)
{
	const char *last = strrchr(text, '>'); /* nothing after it is a tag */
	char *from = text, *to = text;

	while (*from) {
		bool space = false;
		char *end = *from == '<' && last && from < last ? markup(from, &space) : NULL;
		size_t used, written = 0;

		if (end) {
			if (space)
				*to++ = ' ';
			from = end;
			continue;
		}
		used = *from == '&' ? entity(from, to, &written) : 0;
		if (used) {
			to += written;
			from += used;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
	squeeze(text);
}
