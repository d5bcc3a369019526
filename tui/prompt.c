/* One question at a time. See prompt.h. */
#include "tui/prompt.h"

#include <stdio.h>
#include <string.h>

#include "tui/glyph.h"
#include "tui/view.h"

static void start(struct tui *tui, enum prompt_kind kind, const char *question, void *data)
{
	struct prompt *prompt = &tui->prompt;

	if (prompt->kind != PROMPT_NONE)
		prompt_cancel(tui);
	prompt->kind = kind;
	prompt->data = data;
	prompt->owner = tui_top(tui)->state;
	prompt->keeps = false;
	(void)snprintf(prompt->question, sizeof prompt->question, "%s", question ? question : "");
	tui->dirty = true;
}

void prompt_line(struct tui *tui, const char *question, const char *initial, size_t limit,
                 prompt_line_fn *done, prompt_line_fn *changed, void *data)
{
	start(tui, PROMPT_LINE, question, data);
	form_init(&tui->prompt.form, limit, initial);
	tui->prompt.done = done;
	tui->prompt.changed = changed;
}

void prompt_keep(struct tui *tui)
{
	tui->prompt.keeps = true;
}

void prompt_buttons(struct tui *tui, const char *question, const char *const buttons[],
                    prompt_button_fn *picked, void *data)
{
	struct prompt *prompt = &tui->prompt;

	start(tui, PROMPT_BUTTONS, question, data);
	prompt->picked = picked;
	prompt->count = prompt->chosen = 0;
	for (; prompt->count < PROMPT_CHOICES && buttons[prompt->count]; prompt->count++)
		(void)snprintf(prompt->buttons[prompt->count], sizeof prompt->buttons[0], "%s",
		        buttons[prompt->count]);
}

/* Close, then tell; what is told may open another. */
static void finish(struct tui *tui, bool accepted)
{
	static char text[FORM_SIZE]; /* too large for a stack that may nest */
	struct prompt *prompt = &tui->prompt;
	enum prompt_kind kind = prompt->kind;

	prompt->kind = PROMPT_NONE;
	tui->dirty = true;
	if (kind == PROMPT_LINE) {
		memcpy(text, prompt->form.text, prompt->form.length + 1);
		prompt->done(tui, prompt->data, accepted ? text : NULL);
	} else if (kind == PROMPT_BUTTONS) {
		prompt->picked(tui, prompt->data, accepted ? prompt->chosen : 0);
	}
}

void prompt_cancel(struct tui *tui)
{
	finish(tui, false);
}

void prompt_end(struct tui *tui)
{
	finish(tui, tui->prompt.kind == PROMPT_LINE && tui->prompt.keeps);
}

static bool is_cancel(const struct key *key)
{
	return (key->kind == INPUT_SPECIAL && key->code == SPECIAL_ESCAPE) ||
	       (key->kind == INPUT_CHAR && key->code == 'C' - '@');
}

static void line_key(struct tui *tui, const struct key *key)
{
	struct prompt *prompt = &tui->prompt;
	bool edited = true, fits = true;

	if (key->kind == INPUT_PASTE)
		fits = form_paste(&prompt->form, key->text);
	else if (key->kind == INPUT_CHAR && key->code >= ' ')
		fits = form_type(&prompt->form, key->code);
	else
		edited = form_key(&prompt->form, key);
	if (!fits)
		term_bell();
	if (edited && fits && prompt->changed)
		prompt->changed(tui, prompt->data, prompt->form.text);
	tui->dirty = true;
}

static void button_key(struct tui *tui, const struct key *key)
{
	struct prompt *prompt = &tui->prompt;
	int by = 0;

	if (key->kind == INPUT_SPECIAL && (key->code == SPECIAL_LEFT || key->code == SPECIAL_UP ||
	                                          key->code == SPECIAL_BACK_TAB))
		by = prompt->count - 1;
	else if (key->kind == INPUT_SPECIAL &&
	         (key->code == SPECIAL_RIGHT || key->code == SPECIAL_DOWN ||
	                 key->code == SPECIAL_TAB))
		by = 1;
	else if (key->kind == INPUT_CHAR && key->code == 'h')
		by = prompt->count - 1;
	else if (key->kind == INPUT_CHAR && key->code == 'l')
		by = 1;
	if (prompt->count > 0)
		prompt->chosen = (prompt->chosen + by) % prompt->count;
	tui->dirty = true;
}

bool prompt_key(struct tui *tui, const struct key *key)
{
	if (tui->prompt.kind == PROMPT_NONE || key->kind == INPUT_RESIZE || key->kind == INPUT_END)
		return false;
	/* drawing again, hiding names and leaving work while a question is open */
	if (key->kind == INPUT_CHAR && (key->code == 'L' - '@' || key->code == 'Q' - '@'))
		return false;
	if (key->kind == INPUT_SPECIAL && key->code == SPECIAL_F0 + 9)
		return false;
	if (is_cancel(key))
		finish(tui, false);
	else if (key->kind == INPUT_SPECIAL && key->code == SPECIAL_ENTER)
		finish(tui, true);
	else if (tui->prompt.kind == PROMPT_LINE)
		line_key(tui, key);
	else
		button_key(tui, key);
	return true;
}

static void draw_line(struct tui *tui, int row, int col)
{
	struct term *term = &tui->term;
	char shown[FORM_SIZE], clean[FORM_SIZE];
	size_t first, before;
	int cursor, cols = term->cols - col - 1;

	if (cols < 4)
		return;
	form_show(&tui->prompt.form, cols, shown, sizeof shown, &cursor);
	draw_text(term, row, col, cols, ROLE_TEXT, 0, shown);
	if (term->ascii) { /* é may have become two columns wide */
		first = tui->prompt.form.first;
		before = tui->prompt.form.cursor - first;
		memcpy(shown, tui->prompt.form.text + first, before);
		shown[before] = '\0';
		glyph_clean(shown, true, clean, sizeof clean);
		cursor = glyph_width(clean);
	}
	tui->cursor_row = row;
	tui->cursor_col = col + (cursor < cols ? cursor : cols - 1);
}

static void draw_buttons(struct tui *tui, int row, int col)
{
	const struct prompt *prompt = &tui->prompt;
	struct term *term = &tui->term;

	for (int i = 0; i < prompt->count; i++) {
		char text[sizeof prompt->buttons[0] + 4];

		(void)snprintf(text, sizeof text, "[ %s ]", prompt->buttons[i]);
		if (i == prompt->chosen) {
			tui->cursor_row = row;
			tui->cursor_col = col + 2;
		}
		col += draw_text(term, row, col, term->cols - col, ROLE_TEXT,
		        DRAW_TIGHT | (i == prompt->chosen ? DRAW_FOCUS : 0), text);
		col++;
	}
}

void prompt_draw(struct tui *tui, int row)
{
	const struct prompt *prompt = &tui->prompt;
	struct term *term = &tui->term;
	int col = 1, most = term->cols * 2 / 3;

	if (prompt->kind == PROMPT_BUTTONS) { /* the buttons must stay in sight */
		most = term->cols - 1;
		for (int i = 0; i < prompt->count; i++)
			most -= glyph_width(prompt->buttons[i]) + 5;
	}
	if (prompt->question[0] && most > 4)
		col += draw_text(term, row, col, most, ROLE_TITLE, DRAW_TIGHT, prompt->question) + 1;
	if (prompt->kind == PROMPT_LINE)
		draw_line(tui, row, col);
	else
		draw_buttons(tui, row, col);
}
