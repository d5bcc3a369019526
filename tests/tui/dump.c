/* A screen as plain text. See dump.h. */
#include "tests/tui/dump.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>


static void put_char(FILE *file, uint32_t c)
{
	if (c < 0x80) {
		fputc((int)c, file);
	} else if (c < 0x800) {
		fputc((int)(0xC0 | c >> 6), file);
		fputc((int)(0x80 | (c & 0x3F)), file);
	} else if (c < 0x10000) {
		fputc((int)(0xE0 | c >> 12), file);
		fputc((int)(0x80 | (c >> 6 & 0x3F)), file);
		fputc((int)(0x80 | (c & 0x3F)), file);
	} else {
		fputc((int)(0xF0 | (c >> 18 & 0x07)), file);
		fputc((int)(0x80 | (c >> 12 & 0x3F)), file);
		fputc((int)(0x80 | (c >> 6 & 0x3F)), file);
		fputc((int)(0x80 | (c & 0x3F)), file);
	}
}

static void add_word(char *words, size_t size, const char *word)
{
	size_t length = strlen(words);

	(void)snprintf(words + length, size - length, "%s%s", length > 0 ? " " : "", word);
}

static void add_colour(char *words, size_t size, const char *before, const VTermColor *colour)
{
	static const char *const names[] = {
		"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	};
	char word[32];

	if (VTERM_COLOR_IS_DEFAULT_FG(colour) || VTERM_COLOR_IS_DEFAULT_BG(colour))
		return;
	if (!VTERM_COLOR_IS_INDEXED(colour))
		(void)snprintf(word, sizeof word, "%s#%02x%02x%02x", before, colour->rgb.red,
		        colour->rgb.green, colour->rgb.blue);
	else if (colour->indexed.idx < 8)
		(void)snprintf(word, sizeof word, "%s%s", before, names[colour->indexed.idx]);
	else
		(void)snprintf(word, sizeof word, "%s%d", before, colour->indexed.idx);
	add_word(words, size, word);
}

/* The names of a cell's attributes; "" for none. */
static void attributes(const VTermScreenCell *cell, int flags, char *words, size_t size)
{
	words[0] = '\0';
	if (flags & DUMP_TEXT)
		return;
	if (cell->attrs.bold)
		add_word(words, size, "bold");
	if (cell->attrs.underline)
		add_word(words, size, "underline");
	if (cell->attrs.italic)
		add_word(words, size, "italic");
	if (cell->attrs.blink)
		add_word(words, size, "blink");
	if (cell->attrs.reverse)
		add_word(words, size, "reverse");
	if (flags & DUMP_COLOURS) {
		add_colour(words, size, "", &cell->fg);
		add_colour(words, size, "on ", &cell->bg);
	}
}

static bool is_second_cell(const VTermScreenCell *cell)
{
	return cell->chars[0] == (uint32_t)-1;
}

static void get_cell(const struct screen *screen, int row, int col, VTermScreenCell *ret)
{
	VTermPos position = { row, col };

	memset(ret, 0, sizeof *ret);
	(void)vterm_screen_get_cell(screen->cells, position, ret);
}

static void put_cell(FILE *file, const VTermScreenCell *cell, int flags)
{
	if (cell->chars[0] == 0)
		fputc(' ', file);
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
		put_char(file, cell->chars[i]);
		if (!(flags & DUMP_TEXT) && (cell->chars[i] == '{' || cell->chars[i] == '}'))
			put_char(file, cell->chars[i]);
	}
}

/* Nothing to be seen: a blank shows no boldness and no colour of letters. */
static bool is_empty(const VTermScreenCell *cell, int flags)
{
	VTermScreenCell other = *cell;
	char words[128];

	other.attrs.bold = other.attrs.italic = other.attrs.blink = 0;
	if (!other.attrs.reverse)
		other.fg.type = VTERM_COLOR_DEFAULT_FG;
	attributes(&other, flags, words, sizeof words);
	return (cell->chars[0] == 0 || cell->chars[0] == ' ') && words[0] == '\0';
}

static void put_row(FILE *file, const struct screen *screen, int row, int flags)
{
	char now[128] = "", words[128];
	VTermScreenCell cell;
	int blanks = 0; /* not written yet: the ones at the end never are */

	for (int col = 0; col < screen->cols; col++) {
		get_cell(screen, row, col, &cell);
		if (is_second_cell(&cell))
			continue;
		if (is_empty(&cell, flags)) {
			blanks++;
			continue;
		}
		attributes(&cell, flags, words, sizeof words);
		if (strcmp(words, now) != 0) {
			fprintf(file, "%s%*s", now[0] ? "}" : "", blanks, "");
			if (words[0])
				fprintf(file, "{%s:", words);
			(void)snprintf(now, sizeof now, "%s", words);
		} else {
			fprintf(file, "%*s", blanks, "");
		}
		blanks = 0;
		put_cell(file, &cell, flags);
	}
	fprintf(file, "%s\n", now[0] ? "}" : "");
}

char *dump_screen(const struct screen *screen, int flags)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);
	VTermPos cursor;

	if (!file)
		abort();
	for (int row = 0; row < screen->rows; row++)
		put_row(file, screen, row, flags);
	if (!(flags & DUMP_TEXT)) {
		vterm_state_get_cursorpos(vterm_obtain_state(screen->vterm), &cursor);
		if (screen->cursor_shown)
			fprintf(file, "cursor %d,%d\n", cursor.row, cursor.col);
		else
			fputs("cursor hidden\n", file);
	}
	if (fclose(file) != 0 || !text)
		abort();
	return text;
}
