/* Lines out and lines in of the linear mode. See linear_mode.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/language.h"
#include "core/message.h"
#include "tui/glyph.h"
#include "tui/linear_mode.h"

void linear_text(const struct linear *linear, const char *text)
{
	size_t size = 2 * strlen(text) + 64;
	char *clean = malloc(size);

	if (!clean)
		return;
	(void)glyph_clean(text, linear->ascii, clean, size);
	(void)puts(clean);
	(void)fflush(stdout);
	free(clean);
}

void linear_say(const struct linear *linear, const char *format, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) >= 0)
		linear_text(linear, text);
	va_end(args);
	free(text);
}

void linear_error(const struct linear *linear, const struct err *err)
{
	char text[2048];

	message_format(err, text, sizeof text);
	linear_say(linear, "! %s", text);
}

bool linear_ask(const struct linear *linear, const char *prompt, char ret[LINE_SIZE])
{
	char clean[LINE_SIZE];

	(void)glyph_clean(prompt, linear->ascii, clean, sizeof clean);
	(void)printf("%s ", clean);
	(void)fflush(stdout);
	if (!fgets(ret, LINE_SIZE, stdin))
		return false;
	if (!strchr(ret, '\n') && !feof(stdin)) {
		int letter;

		/* What follows is the end of a text, not a command. */
		while ((letter = getchar()) != EOF && letter != '\n')
			continue;
		linear_say(linear, "! %s", _("This line is too long: nothing was done."));
		(void)snprintf(ret, LINE_SIZE, "?");
	}
	ret[strcspn(ret, "\r\n")] = '\0';
	return true;
}

long linear_number(const char *text, size_t max)
{
	char *end;
	long value = strtol(text, &end, 10);

	return *text >= '0' && *text <= '9' && *end == '\0' && value >= 0 && (size_t)value <= max
		       ? value
		       : -1;
}

size_t linear_choose(const struct linear *linear, const char *prompt, size_t max)
{
	char answer[LINE_SIZE];
	long chosen;

	if (!linear_ask(linear, prompt, answer) || !*answer)
		return 0;
	chosen = linear_number(answer, max);
	if (chosen < 1)
		linear_say(linear, "! %s", _("No such number: nothing changed."));
	return chosen < 1 ? 0 : (size_t)chosen;
}
