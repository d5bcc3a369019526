/* Drawing. See draw.h. */
#include "tui/draw.h"

#include <string.h>

#include "tui/canvas.h"
#include "tui/glyph.h"

enum { LINE_SIZE = 2048, TEXT_SIZE = 16 * 1024 + 1, BAR_COLS = 4 };

struct rect rect_inside(struct rect box)
{
	struct rect inside = {box.row + 1, box.col + 1, box.rows - 2, box.cols - 2};

	if (inside.rows < 0)
		inside.rows = 0;
	if (inside.cols < 0)
		inside.cols = 0;
	return inside;
}

bool rect_holds(struct rect rect, int row, int col)
{
	return row >= rect.row && row < rect.row + rect.rows && col >= rect.col &&
	       col < rect.col + rect.cols;
}

/* As curses does with letters put as text, the background's looks are added. */
static struct ink ink(const struct term *term, enum role role, int flags)
{
	const struct theme *theme = &term->theme;
	struct ink ink;

	if (flags & DRAW_FOCUS)
		role = ROLE_FOCUS;
	ink = (struct ink){theme->attrs[role] | theme->attrs[ROLE_TEXT],
		theme->pairs[role] ? theme->pairs[role] : theme->pairs[ROLE_TEXT]};
	if (flags & DRAW_BOLD)
		ink.attrs |= A_BOLD;
	return ink;
}

/* The part of [col, col + cols) that is on the screen; 0: none. */
static int visible(const struct term *term, int row, int col, int cols)
{
	if (row < 0 || row >= term->rows || col < 0 || col >= term->cols)
		return 0;
	return cols < term->cols - col ? cols : term->cols - col;
}

void draw_clear(const struct term *term, struct rect rect)
{
	for (int row = rect.row; row < rect.row + rect.rows && row < term->rows; row++)
		canvas_spaces(row, rect.col, visible(term, row, rect.col, rect.cols),
			ink(term, ROLE_TEXT, 0));
}

int draw_text(const struct term *term, int row, int col, int cols, enum role role, int flags,
	const char *text)
{
	struct ink look = ink(term, role, flags);
	char line[LINE_SIZE];
	int width, before = 0;

	cols = visible(term, row, col, cols);
	if (cols <= 0)
		return 0;
	width = glyph_fit(text, cols, term->ascii, line, sizeof line);
	if (flags & DRAW_RIGHT)
		before = cols - width;
	else if (flags & DRAW_CENTRE)
		before = (cols - width) / 2;
	if (!(flags & DRAW_TIGHT)) {
		canvas_spaces(row, col, before, look);
		canvas_spaces(row, col + before + width, cols - before - width, look);
	}
	canvas_text(row, col + before, look, line);
	return width;
}

int draw_wrapped(
	const struct term *term, struct rect rect, enum role role, int skip, const char *text)
{
	char clean[TEXT_SIZE], line[LINE_SIZE];
	const char *next = clean;
	int lines = 0;

	glyph_clean(text, term->ascii, clean, sizeof clean);
	for (; next; lines++) {
		const char *start = next;
		size_t length = glyph_wrap(start, rect.cols, &next);

		if (lines < skip || lines - skip >= rect.rows || length >= sizeof line)
			continue;
		memcpy(line, start, length);
		line[length] = '\0';
		draw_text(term, rect.row + lines - skip, rect.col, rect.cols, role, 0, line);
	}
	for (int row = lines > skip ? lines - skip : 0; row < rect.rows; row++) {
		int cols = visible(term, rect.row + row, rect.col, rect.cols);

		canvas_spaces(rect.row + row, rect.col, cols, ink(term, ROLE_TEXT, 0));
	}
	return lines;
}

static void edge(const struct term *term, int row, int col, int cols, int sides)
{
	canvas_border(row, col, visible(term, row, col, cols), sides, term->ascii,
		ink(term, ROLE_BORDER, 0));
}

static void across(const struct term *term, int row, int col, int cols)
{
	edge(term, row, col, cols, SIDE_LEFT | SIDE_RIGHT);
}

static void upright(const struct term *term, int row, int col, int rows)
{
	for (int i = 0; i < rows; i++)
		edge(term, row + i, col, 1, SIDE_UP | SIDE_DOWN);
}

/* " Title " upon a line, one column from its start. */
static void title_on(
	const struct term *term, int row, int col, int cols, const char *title, bool active)
{
	char line[LINE_SIZE];
	int width;

	if (!title || !*title || cols < 8)
		return;
	width = glyph_fit(title, cols - 6, term->ascii, line, sizeof line);
	draw_text(term, row, col + 2, 1, ROLE_BORDER, 0, " ");
	draw_text(term, row, col + 3, width, active ? ROLE_TITLE : ROLE_TEXT, 0, title);
	draw_text(term, row, col + 3 + width, 1, ROLE_BORDER, 0, " ");
}

void draw_box(const struct term *term, struct rect rect, const char *title, bool active)
{
	int bottom, right;

	if (rect.rows < 2 || rect.cols < 2)
		return;
	bottom = rect.row + rect.rows - 1;
	right = rect.col + rect.cols - 1;
	edge(term, rect.row, rect.col, 1, SIDE_DOWN | SIDE_RIGHT);
	edge(term, rect.row, right, 1, SIDE_DOWN | SIDE_LEFT);
	edge(term, bottom, rect.col, 1, SIDE_UP | SIDE_RIGHT);
	edge(term, bottom, right, 1, SIDE_UP | SIDE_LEFT);
	across(term, rect.row, rect.col + 1, rect.cols - 2);
	across(term, bottom, rect.col + 1, rect.cols - 2);
	upright(term, rect.row + 1, rect.col, rect.rows - 2);
	upright(term, rect.row + 1, right, rect.rows - 2);
	title_on(term, rect.row, rect.col, rect.cols, title, active);
}

void draw_rule(const struct term *term, int row, int col, int cols, const char *title)
{
	if (cols < 2)
		return;
	edge(term, row, col, 1, SIDE_RIGHT);
	across(term, row, col + 1, cols - 2);
	edge(term, row, col + cols - 1, 1, SIDE_LEFT);
	title_on(term, row, col, cols, title, false);
}

void draw_level(const struct term *term, int row, int col, int value, int count, int flags)
{
	const char *full = term->ascii ? "#" : "█";
	const char *half = term->ascii ? "+" : "▒";
	const char *none = term->ascii ? "-" : "░";
	char bar[BAR_COLS * 4 + 1];
	size_t length = 0;
	int digit = (value + 50) / 100, halves;

	if (value < 0 || count < 1) {
		draw_text(term, row, col, BAR_COLS, ROLE_MUTED, flags, term->ascii ? "." : "·");
		return;
	}
	halves = (value * BAR_COLS * 2 + count * 50) / (count * 100);
	for (int i = 0; i < BAR_COLS; i++) {
		const char *block = halves >= 2 * i + 2 ? full : halves == 2 * i + 1 ? half : none;

		memcpy(bar + length, block, strlen(block) + 1);
		length += strlen(block);
	}
	draw_text(term, row, col, BAR_COLS, theme_level(digit < 1 ? 1 : digit, count), flags, bar);
}
