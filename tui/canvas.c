/* What is drawn, noted row by row. See canvas.h. */
#include "tui/canvas.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tui/glyph.h"

enum { CELLS_MAX = 128 };

enum stroke_kind { STROKE_TEXT, STROKE_SPACES, STROKE_BORDER };

/* One thing drawn, followed by its text; without padding, since rows are compared as bytes. */
struct stroke {
	uint64_t attrs;
	uint16_t length; /* bytes of the text that follow */
	short pair, col, cols;
	unsigned char kind, sides, ascii, unused[5];
};
static_assert(sizeof(struct stroke) == 24 && sizeof(short) == 2, "no padding");

/* Strokes on end. */
struct strokes {
	char *bytes;
	size_t count, room;
};

struct line {
	struct strokes now, shown;
	bool unknown; /* what is on the screen is not what shown says */
};

static struct line *lines;
static int line_count;

static const wchar_t joints[16] = {
	[SIDE_LEFT | SIDE_RIGHT] = L'─',
	[SIDE_LEFT] = L'─',
	[SIDE_RIGHT] = L'─',
	[SIDE_UP | SIDE_DOWN] = L'│',
	[SIDE_UP] = L'│',
	[SIDE_DOWN] = L'│',
	[SIDE_DOWN | SIDE_RIGHT] = L'┌',
	[SIDE_DOWN | SIDE_LEFT] = L'┐',
	[SIDE_UP | SIDE_RIGHT] = L'└',
	[SIDE_UP | SIDE_LEFT] = L'┘',
	[SIDE_UP | SIDE_DOWN | SIDE_RIGHT] = L'├',
	[SIDE_UP | SIDE_DOWN | SIDE_LEFT] = L'┤',
	[SIDE_LEFT | SIDE_RIGHT | SIDE_DOWN] = L'┬',
	[SIDE_LEFT | SIDE_RIGHT | SIDE_UP] = L'┴',
	[SIDE_UP | SIDE_DOWN | SIDE_LEFT | SIDE_RIGHT] = L'┼',
};

/* ---- Drawing ------------------------------------------------------------------- */

/* Plain letters, one cell each: told to curses as cells, which costs a fifth of telling it as text.
 */
static void put_plain(int row, int col, struct ink ink, const char *text, size_t length)
{
	cchar_t cells[CELLS_MAX];
	int count = 0;

	for (size_t i = 0; i < length; i++) {
		const wchar_t letter[2] = {(wchar_t)text[i]};

		(void)setcchar(&cells[count++], letter, ink.attrs, ink.pair, NULL);
		if (count == CELLS_MAX || i + 1 == length) {
			(void)mvadd_wchnstr(row, col, cells, count);
			col += count;
			count = 0;
		}
	}
}

/* Put a cleaned text whose columns are known, whatever curses thinks its width is. */
static void put(int row, int col, struct ink ink, const char *text)
{
	while (*text) {
		int cols;
		size_t plain_length = 0, length;

		while (text[plain_length] > 0x1F && text[plain_length] < 0x7F)
			plain_length++;
		/* a letter may carry marks: leave the last one to be put with them */
		if (plain_length > 0 && text[plain_length] != '\0')
			plain_length--;
		if (plain_length > 0) {
			put_plain(row, col, ink, text, plain_length);
			col += (int)plain_length;
			text += plain_length;
			continue;
		}
		length = glyph_next(text, &cols);
		(void)mvaddnstr(row, col, text, (int)length);
		col += cols;
		text += length;
	}
}

static void put_spaces(int row, int col, int cols, struct ink ink)
{
	cchar_t blank;

	if (setcchar(&blank, L" ", ink.attrs, ink.pair, NULL) == OK)
		(void)mvhline_set(row, col, &blank, cols);
}

/* The sides of the border that is on the screen at this cell. */
static int sides_at(int row, int col, bool ascii)
{
	cchar_t cell;
	wchar_t text[CCHARW_MAX + 1] = {0};
	attr_t attrs;
	short pair;

	if (mvin_wch(row, col, &cell) == ERR || getcchar(&cell, text, &attrs, &pair, NULL) == ERR)
		return 0;
	if (ascii) {
		switch (text[0]) {
		case L'+':
			return SIDE_UP | SIDE_DOWN | SIDE_LEFT | SIDE_RIGHT;
		case L'-':
			return SIDE_LEFT | SIDE_RIGHT;
		case L'|':
			return SIDE_UP | SIDE_DOWN;
		default:
			return 0;
		}
	}
	for (int i = 15; i > 0; i--) {
		if (joints[i] == text[0] && i != SIDE_LEFT && i != SIDE_RIGHT && i != SIDE_UP &&
			i != SIDE_DOWN)
			return i;
	}
	return 0;
}

/* Add sides to a cell of the border. */
static void put_joint(int row, int col, int sides, bool ascii, struct ink ink)
{
	bool across, upright;
	cchar_t cell;
	wchar_t text[2] = {0};

	sides |= sides_at(row, col, ascii);
	across = sides & (SIDE_LEFT | SIDE_RIGHT);
	upright = sides & (SIDE_UP | SIDE_DOWN);
	if (ascii)
		text[0] = across && upright ? L'+' : across ? L'-' : L'|';
	else
		text[0] = joints[sides];
	if (setcchar(&cell, text, ink.attrs, ink.pair, NULL) == OK)
		(void)mvadd_wchnstr(row, col, &cell, 1);
}

/* text: with a NUL */
static void draw_stroke(int row, const struct stroke *stroke, const char *text)
{
	struct ink ink = {(attr_t)stroke->attrs, stroke->pair};

	/* curses adds the looks of the window to those of each cell */
	(void)attr_set(ink.attrs, ink.pair, NULL);
	switch ((enum stroke_kind)stroke->kind) {
	case STROKE_TEXT:
		put(row, stroke->col, ink, text);
		break;
	case STROKE_SPACES:
		put_spaces(row, stroke->col, stroke->cols, ink);
		break;
	case STROKE_BORDER:
		for (int i = 0; i < stroke->cols; i++)
			put_joint(row, stroke->col + i, stroke->sides, stroke->ascii, ink);
		break;
	}
}

static void draw_strokes(int row, const struct strokes *strokes)
{
	struct stroke stroke;

	for (size_t at = 0; at < strokes->count; at += sizeof stroke + stroke.length) {
		memcpy(&stroke, strokes->bytes + at, sizeof stroke);
		draw_stroke(row, &stroke, strokes->bytes + at + sizeof stroke);
	}
}

/* ---- Noting -------------------------------------------------------------------- */

static bool make_room(struct strokes *strokes, size_t more)
{
	size_t room = strokes->room ? strokes->room : 512;
	char *grown;

	while (room - strokes->count < more)
		room *= 2;
	if (room == strokes->room)
		return true;
	grown = realloc(strokes->bytes, room);
	if (!grown)
		return false;
	strokes->bytes = grown;
	strokes->room = room;
	return true;
}

static struct line *line_of(int row)
{
	struct line *grown;

	if (row >= line_count) {
		grown = realloc(lines, ((size_t)row + 1) * sizeof *lines);
		if (!grown)
			return NULL;
		lines = grown;
		for (; line_count <= row; line_count++)
			lines[line_count] = (struct line){.unknown = true};
	}
	return &lines[row];
}

/* Without memory it is drawn at once, after what was noted before it. */
static void note(int row, struct stroke *stroke, const char *text)
{
	struct line *line = line_of(row);
	size_t length = text ? strlen(text) + 1 : 0;

	stroke->length = (uint16_t)length;
	if (line && length == stroke->length && make_room(&line->now, sizeof *stroke + length)) {
		memcpy(line->now.bytes + line->now.count, stroke, sizeof *stroke);
		if (text)
			memcpy(line->now.bytes + line->now.count + sizeof *stroke, text, length);
		line->now.count += sizeof *stroke + length;
		return;
	}
	if (line) {
		draw_strokes(row, &line->now);
		line->now.count = 0;
		line->unknown = true;
	}
	draw_stroke(row, stroke, text);
}

void canvas_text(int row, int col, struct ink ink, const char *text)
{
	struct stroke stroke = {
		.kind = STROKE_TEXT, .attrs = ink.attrs, .pair = ink.pair, .col = (short)col};

	if (*text)
		note(row, &stroke, text);
}

void canvas_spaces(int row, int col, int cols, struct ink ink)
{
	struct stroke stroke = {.kind = STROKE_SPACES,
		.attrs = ink.attrs,
		.pair = ink.pair,
		.col = (short)col,
		.cols = (short)cols};

	if (cols > 0)
		note(row, &stroke, NULL);
}

void canvas_border(int row, int col, int cols, int sides, bool ascii, struct ink ink)
{
	struct stroke stroke = {.kind = STROKE_BORDER,
		.attrs = ink.attrs,
		.pair = ink.pair,
		.col = (short)col,
		.cols = (short)cols,
		.sides = (unsigned char)sides,
		.ascii = ascii};

	if (cols > 0)
		note(row, &stroke, NULL);
}

/* ---- Showing ------------------------------------------------------------------- */

void canvas_show(void)
{
	int row, col;

	getyx(stdscr, row, col);
	for (int i = 0; i < line_count; i++) {
		struct line *line = &lines[i];
		struct strokes other = line->shown;

		if (line->now.count == 0) /* nothing was drawn here: it stays as it is */
			continue;
		if (line->unknown || line->now.count != other.count ||
			memcmp(line->now.bytes, other.bytes, other.count) != 0)
			draw_strokes(i, &line->now);
		line->unknown = false;
		line->shown = line->now;
		other.count = 0;
		line->now = other;
	}
	(void)move(row, col);
}

void canvas_forget(void)
{
	for (int i = 0; i < line_count; i++)
		lines[i].unknown = true;
}

void canvas_release(void)
{
	for (int i = 0; i < line_count; i++) {
		free(lines[i].now.bytes);
		free(lines[i].shown.bytes);
	}
	free(lines);
	lines = NULL;
	line_count = 0;
}
