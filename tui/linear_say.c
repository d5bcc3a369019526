/* Lines out and lines in of the linear mode. See linear_mode.h. */
#include <langinfo.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>

#include "core/encoding.h"
#include "core/language.h"
#include "core/message.h"
#include "tui/glyph.h"
#include "tui/linear_mode.h"

/* Ctrl-C: of the process, because signals are. */
static volatile sig_atomic_t stopped;

static void note_stop(int number)
{
	(void)number;
	stopped = 1;
}

void linear_start(void)
{
	struct sigaction action = {.sa_handler = note_stop}, before;

	/* In a pipe it ends the program, as everywhere. */
	if (!isatty(STDIN_FILENO))
		return;
	(void)sigemptyset(&action.sa_mask);
	/* no SA_RESTART: the line being typed ends with it */
	if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
		(void)sigaction(SIGINT, &action, NULL);
}

bool linear_ended(void)
{
	return feof(stdin) || ferror(stdin);
}

void linear_text(const struct linear *linear, const char *text)
{
	size_t size = 2 * strlen(text) + 64;
	char *clean = stopped ? NULL : malloc(size);

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

enum line_kind { LINE_WHOLE, LINE_LONG, LINE_ODD, LINE_CUT, LINE_STOPPED, LINE_NONE };

/* Is it UTF-8 without control characters, TAB aside? */
static bool is_text(const char *line, size_t length)
{
	utf8proc_int32_t letter;

	while (length) {
		utf8proc_ssize_t n = utf8proc_iterate(
			(const utf8proc_uint8_t *)line, (utf8proc_ssize_t)length, &letter);

		if (n < 1 || (letter != '\t' && utf8proc_category(letter) == UTF8PROC_CATEGORY_CC))
			return false;
		line += n;
		length -= (size_t)n;
	}
	return true;
}

/* Outside UTF-8 a line is one of Western Europe. false: it is no text, or no longer fits. */
static bool make_text(char line[LINE_SIZE], size_t *length)
{
	char text[ENCODING_GROWTH(LINE_SIZE)];
	struct encoding_state state = {.line = 1};
	size_t count = 0, used = 0;

	if (is_text(line, *length))
		return true;
	if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ||
		!encoding_convert(ENCODING_WINDOWS_1252, (const unsigned char *)line, *length, true,
			&state, text, &count, &used) ||
		state.replaced || count >= LINE_SIZE)
		return false;
	memcpy(line, text, count);
	*length = count;
	return is_text(line, count);
}

/* One line of standard input, all of it, whatever it is made of. */
static enum line_kind read_line(char ret[LINE_SIZE])
{
	size_t length = 0;
	int letter;

	if (linear_ended())
		return LINE_NONE;
	while ((letter = getchar()) != EOF && letter != '\n') {
		if (length < LINE_SIZE)
			ret[length] = (char)letter;
		length += length < LINE_SIZE;
	}
	if (stopped && !feof(stdin)) {
		clearerr(stdin);
		return LINE_STOPPED;
	}
	if (letter == EOF)
		return length ? LINE_CUT : LINE_NONE;
	if (length == LINE_SIZE)
		return LINE_LONG;
	length -= length && ret[length - 1] == '\r';
	if (!make_text(ret, &length))
		return LINE_ODD;
	ret[length] = '\0';
	return LINE_WHOLE;
}

bool linear_ask(const struct linear *linear, const char *prompt, char ret[LINE_SIZE])
{
	char clean[LINE_SIZE];

	(void)glyph_clean(prompt, linear->ascii, clean, sizeof clean);
	stopped = 0; /* what was being told is cut short, and that is all */
	for (;;) {
		(void)printf("%s ", clean);
		(void)fflush(stdout);
		switch (read_line(ret)) {
		case LINE_WHOLE:
			return true;
		case LINE_LONG:
			linear_say(linear, "! %s", _("This line is too long: nothing was done."));
			break;
		case LINE_ODD:
			linear_say(linear, "! %s",
				_("This line holds keys that are no text, such as an arrow: "
				  "nothing was done. Type it again."));
			break;
		case LINE_CUT:
			linear_say(linear, "! %s",
				_("The last line was not ended by Enter: nothing was done."));
			return false;
		case LINE_STOPPED:
			stopped = 0;
			(void)putchar('\n');
			linear_say(linear, "! %s", _("Given up: nothing was done."));
			return false;
		case LINE_NONE:
			(void)putchar('\n');
			return false;
		}
	}
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
