/* The cover of an idle screen. See cover.h. */
#include "tui/cover.h"

#include <time.h>

#include "core/language.h"
#include "tui/draw.h"
#include "tui/glyph.h"

enum { MS_PER_MINUTE = 60000 };

static int64_t now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void cover_init(struct cover *cover, long minutes_hundredths)
{
	*cover = (struct cover){.after_ms = (int64_t)minutes_hundredths * MS_PER_MINUTE / 100};
	cover_awake(cover);
}

void cover_awake(struct cover *cover)
{
	if (cover->after_ms > 0)
		cover->due_ms = now_ms() + cover->after_ms;
}

int cover_wait(const struct cover *cover)
{
	int64_t left;

	if (cover->on || cover->after_ms == 0)
		return -1;
	left = cover->due_ms - now_ms();
	return left < 0 ? 0 : (int)left;
}

bool cover_fall(struct cover *cover)
{
	if (cover_wait(cover) != 0)
		return false;
	cover->on = true;
	return true;
}

bool cover_take(struct cover *cover, const struct key *key)
{
	if (!cover->on || key->kind == INPUT_END)
		return false;
	if (key->kind != INPUT_RESIZE)
		cover->on = false;
	return true;
}

void cover_draw(const struct term *term)
{
	const char *title = "suivi", *hint = _("a key to come back");
	int row = term->rows > 2 ? term->rows / 2 - 1 : 0, cols = glyph_width(hint);

	draw_clear(term, (struct rect){0, 0, term->rows, term->cols});
	draw_text(term, row, (term->cols - glyph_width(title)) / 2, term->cols, ROLE_TITLE,
		DRAW_TIGHT, title);
	draw_text(term, row + 1, cols < term->cols ? (term->cols - cols) / 2 : 0, term->cols,
		ROLE_MUTED, DRAW_TIGHT, hint);
}
