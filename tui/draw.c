/* Drawing. See draw.h. */
#include "tui/draw.h"

#include <curses.h>
#include <string.h>

#include "tui/glyph.h"

enum { LINE_SIZE = 2048, TEXT_SIZE = 16 * 1024 + 1, BAR_COLS = 4 };

/* Which sides of a cell a border line goes to. */
enum side { SIDE_UP = 1, SIDE_DOWN = 2, SIDE_LEFT = 4, SIDE_RIGHT = 8 };

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

struct rect rect_inside(struct rect box)
{
	struct rect inside = { box.row + 1, box.col + 1, box.rows - 2, box.cols - 2 };

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

static void ink(const struct term *term, enum role role, int flags)
{
	attr_t attrs = term->theme.attrs[role];
	short pair = term->theme.pairs[role];

	if (flags & DRAW_FOCUS) {
		attrs = term->theme.attrs[ROLE_FOCUS];
		pair = term->theme.pairs[ROLE_FOCUS];
	}
	if (flags & DRAW_BOLD)
		attrs |= A_BOLD;
	attr_set(attrs, pair, NULL);
}

static void plain(const struct term *term)
{
	ink(term, ROLE_TEXT, 0);
}

static void spaces(int row, int col, int cols)
{
	if (cols > 0)
		mvprintw(row, col, "%*s", cols, "");
}

/* Put a cleaned text whose columns are known, whatever curses thinks its width is. */
static void put(int row, int col, const char *text)
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
			mvaddnstr(row, col, text, (int)plain_length);
			col += (int)plain_length;
			text += plain_length;
			continue;
		}
		length = glyph_next(text, &cols);
		mvaddnstr(row, col, text, (int)length);
		col += cols;
		text += length;
	}
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
	plain(term);
	for (int row = rect.row; row < rect.row + rect.rows && row < term->rows; row++)
		spaces(row, rect.col, visible(term, row, rect.col, rect.cols));
}

int draw_text(const struct term *term, int row, int col, int cols, enum role role, int flags,
              const char *text)
{
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
	ink(term, role, flags);
	if (!(flags & DRAW_TIGHT)) {
		spaces(row, col, before);
		spaces(row, col + before + width, cols - before - width);
	}
	put(row, col + before, line);
	plain(term);
	return width;
}

int draw_wrapped(const struct term *term, struct rect rect, enum role role, int skip,
                 const char *text)
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
	plain(term);
	for (int row = lines > skip ? lines - skip : 0; row < rect.rows; row++) {
		int cols = visible(term, rect.row + row, rect.col, rect.cols);

		spaces(rect.row + row, rect.col, cols);
	}
	return lines;
}

/* The sides of the border that is on the screen at this cell. */
static int sides_at(const struct term *term, int row, int col)
{
	cchar_t cell;
	wchar_t text[CCHARW_MAX + 1] = { 0 };
	attr_t attrs;
	short pair;

	if (mvin_wch(row, col, &cell) == ERR ||
	        getcchar(&cell, text, &attrs, &pair, NULL) == ERR)
		return 0;
	if (term->ascii) {
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
static void joint(const struct term *term, int row, int col, int sides)
{
	bool across, upright;
	cchar_t cell;
	wchar_t text[2] = { 0 };

	if (visible(term, row, col, 1) == 0)
		return;
	sides |= sides_at(term, row, col);
	across = sides & (SIDE_LEFT | SIDE_RIGHT);
	upright = sides & (SIDE_UP | SIDE_DOWN);
	if (term->ascii)
		text[0] = across && upright ? L'+' : across ? L'-' : L'|';
	else
		text[0] = joints[sides];
	if (setcchar(&cell, text, term->theme.attrs[ROLE_BORDER], term->theme.pairs[ROLE_BORDER],
	            NULL) == OK)
		mvadd_wch(row, col, &cell);
}

static void across(const struct term *term, int row, int col, int cols)
{
	for (int i = 0; i < cols; i++)
		joint(term, row, col + i, SIDE_LEFT | SIDE_RIGHT);
}

static void upright(const struct term *term, int row, int col, int rows)
{
	for (int i = 0; i < rows; i++)
		joint(term, row + i, col, SIDE_UP | SIDE_DOWN);
}

/* " Title " upon a line, one column from its start. */
static void title_on(const struct term *term, int row, int col, int cols, const char *title,
                     bool active)
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
	joint(term, rect.row, rect.col, SIDE_DOWN | SIDE_RIGHT);
	joint(term, rect.row, right, SIDE_DOWN | SIDE_LEFT);
	joint(term, bottom, rect.col, SIDE_UP | SIDE_RIGHT);
	joint(term, bottom, right, SIDE_UP | SIDE_LEFT);
	across(term, rect.row, rect.col + 1, rect.cols - 2);
	across(term, bottom, rect.col + 1, rect.cols - 2);
	upright(term, rect.row + 1, rect.col, rect.rows - 2);
	upright(term, rect.row + 1, right, rect.rows - 2);
	title_on(term, rect.row, rect.col, rect.cols, title, active);
	plain(term);
}

void draw_rule(const struct term *term, int row, int col, int cols, const char *title)
{
	if (cols < 2)
		return;
	joint(term, row, col, SIDE_RIGHT);
	across(term, row, col + 1, cols - 2);
	joint(term, row, col + cols - 1, SIDE_LEFT);
	title_on(term, row, col, cols, title, false);
	plain(term);
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
