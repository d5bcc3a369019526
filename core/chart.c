/* Charts in text. See chart.h. */
#include "core/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void chart_line(size_t n, const int values[], int highest, bool ascii, char *ret, size_t size)
{
	static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	static const char *const letters[] = {"_", "_", ".", ".", "-", "=", "=", "#"};
	size_t used = 0;

	ret[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		int range = highest > 100 ? highest - 100 : 1;
		int step = values[i] < 0 ? -1 : (values[i] - 100) * 7 / range;
		const char *mark = " ";

		if (step >= 0)
			mark = ascii ? letters[step > 7 ? 7 : step] : blocks[step > 7 ? 7 : step];
		if (used + strlen(mark) + 1 > size)
			return;
		memcpy(ret + used, mark, strlen(mark) + 1);
		used += strlen(mark);
	}
}

/* ---- The radar: a canvas of dots, 2 × 4 in each character -------------------------- */

struct canvas {
	int cols, rows;      /* characters */
	unsigned char *dots; /* braille bits per character */
	char (*marks)[5];    /* text over the dots; "" none */
};

static void dot(struct canvas *canvas, int x, int y)
{
	static const unsigned char bits[4][2] = {
		{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

	if (x < 0 || y < 0 || x >= 2 * canvas->cols || y >= 4 * canvas->rows)
		return;
	canvas->dots[y / 4 * canvas->cols + x / 2] |= bits[y % 4][x % 2];
}

static void line(struct canvas *canvas, double x0, double y0, double x1, double y1, int every)
{
	int steps = (int)(fmax(fabs(x1 - x0), fabs(y1 - y0)) + 1.0);

	for (int i = 0; i <= steps; i += every) {
		double part = (double)i / steps;

		dot(canvas, (int)lround(x0 + (x1 - x0) * part), (int)lround(y0 + (y1 - y0) * part));
	}
}

static void mark(struct canvas *canvas, double x, double y, const char *text, size_t length)
{
	int col = (int)lround(x) / 2, row = (int)lround(y) / 4;

	if (col < 0 || row < 0 || col >= canvas->cols || row >= canvas->rows || length > 4)
		return;
	memcpy(canvas->marks[row * canvas->cols + col], text, length);
	canvas->marks[row * canvas->cols + col][length] = '\0';
}

/* A label of several characters, one per cell, kept within the canvas. */
static void label(struct canvas *canvas, double x, double y, const char *text)
{
	int width = text_columns(text), col = (int)lround(x) / 2 - width / 2;

	if (col + width > canvas->cols)
		col = canvas->cols - width;
	if (col < 0)
		col = 0;
	while (*text) {
		size_t n = 1;

		while (((unsigned char)text[n] & 0xC0) == 0x80)
			n++;
		mark(canvas, 2.0 * col++, y, text, n);
		text += n;
	}
}

/* Where a value stands on its spoke. */
static void place(const struct canvas *canvas, size_t n, size_t spoke, double part, double *ret_x,
	double *ret_y)
{
	static const double turn = 6.283185307179586;
	double angle = turn * (double)spoke / (double)n - turn / 4;
	double radius_x = canvas->cols - 6.0, radius_y = 2.0 * canvas->rows - 5.0;

	*ret_x = canvas->cols + cos(angle) * radius_x * part;
	*ret_y = 2.0 * canvas->rows + sin(angle) * radius_y * part;
}

static double part_of(int value, int highest)
{
	return value < 0 ? 0.0 : fmin(1.0, (double)value / highest);
}

static void draw_series(struct canvas *canvas, size_t n, const struct chart_series *series,
	int highest, size_t index, bool ascii)
{
	for (size_t i = 0; i < n; i++) {
		char digit = (char)('1' + (int)index);
		double x0, y0, x1, y1;

		place(canvas, n, i, part_of(series->values[i], highest), &x0, &y0);
		place(canvas, n, (i + 1) % n, part_of(series->values[(i + 1) % n], highest), &x1,
			&y1);
		if (ascii) {
			if (series->values[i] >= 0)
				mark(canvas, x0, y0, &digit, 1);
		} else {
			line(canvas, x0, y0, x1, y1, index == 0 ? 1 : 1 + 2 * (int)index);
		}
	}
}

static void put_row(struct page *page, const struct canvas *canvas, int row, bool ascii)
{
	char *text = calloc(1, (size_t)canvas->cols * 5 + 1), *at = text;

	if (!text) {
		page->failed = true;
		return;
	}
	for (int c = 0; c < canvas->cols; c++) {
		const char *over = canvas->marks[row * canvas->cols + c];
		unsigned char bits = canvas->dots[row * canvas->cols + c];

		if (*over) {
			memcpy(at, over, strlen(over));
			at += strlen(over);
		} else if (bits == 0 || ascii) {
			*at++ = bits ? '.' : ' ';
		} else { /* U+2800 + bits */
			*at++ = (char)0xE2;
			*at++ = (char)(0xA0 + (bits >> 6));
			*at++ = (char)(0x80 + (bits & 0x3F));
		}
	}
	while (at > text && at[-1] == ' ')
		at--;
	*at = '\0';
	page_add(page, PAGE_CHART, text);
	free(text);
}

void chart_radar(struct page *page, size_t n, const char *const labels[], size_t series_count,
	const struct chart_series series[], int highest, int rows, bool ascii)
{
	struct canvas canvas = {.cols = rows * 2 + 14, .rows = rows};
	size_t cells = (size_t)canvas.cols * (size_t)rows;

	if (n < 3 || n > CHART_SPOKES_MAX || rows < 5)
		return;
	canvas.dots = calloc(cells, 1);
	canvas.marks = calloc(cells, sizeof *canvas.marks);
	if (canvas.dots && canvas.marks) {
		for (size_t i = 0; i < n; i++) {
			double x, y;

			place(&canvas, n, i, 1.0, &x, &y);
			line(&canvas, canvas.cols, 2.0 * rows, x, y, 4);
			place(&canvas, n, i, 1.12, &x, &y);
			label(&canvas, x, y, labels[i]);
		}
		for (size_t s = series_count; s-- > 0;)
			draw_series(&canvas, n, &series[s], highest, s, ascii);
		for (int row = 0; row < rows; row++)
			put_row(page, &canvas, row, ascii);
	} else {
		page->failed = true;
	}
	free(canvas.dots);
	free(canvas.marks);
}
