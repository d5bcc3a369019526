/* One question at a time. See prompt.h. */
#include "tui/prompt.h"

#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "core/message.h"
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
	prompt->keeps = prompt->full = false;
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

void prompt_again(struct tui *tui, const struct err *why)
{
	struct prompt *prompt = &tui->prompt;

	status_error(&tui->status, why); /* kept, with its remedy, among the messages */
	term_bell();
	message_sentence(why, prompt->question, sizeof prompt->question);
	prompt->kind = PROMPT_LINE;
	prompt->owner = tui_top(tui)->state;
	tui->dirty = true;
}

void prompt_buttons(struct tui *tui, const char *question, const char *const buttons[],
	prompt_button_fn *picked, void *data)
{
	struct prompt *prompt = &tui->prompt;

	start(tui, PROMPT_BUTTONS, question, data);
	prompt->picked = picked;
	prompt->levels = false;
	prompt->count = prompt->chosen = 0;
	for (; prompt->count < PROMPT_CHOICES && buttons[prompt->count]; prompt->count++)
		(void)snprintf(prompt->buttons[prompt->count], sizeof prompt->buttons[0], "%s",
			buttons[prompt->count]);
}

void prompt_levels(struct tui *tui, const char *question, const char *const buttons[],
	prompt_button_fn *picked, void *data)
{
	prompt_buttons(tui, question, buttons, picked, data);
	tui->prompt.levels = true;
}

const enum action *prompt_footer(const struct tui *tui)
{
	static const enum action line[] = {ACT_OPEN, ACT_CANCEL, ACT_NONE};
	static const enum action buttons[] = {ACT_OPEN, ACT_RIGHT, ACT_CANCEL, ACT_NONE};
	static const enum action levels[] = {ACT_RATE_1, ACT_NOT_OBSERVED, ACT_CANCEL, ACT_NONE};

	return tui->prompt.kind == PROMPT_LINE ? line : tui->prompt.levels ? levels : buttons;
}

const char *prompt_label(const struct tui *tui, enum action action)
{
	switch (action) {
	case ACT_OPEN:
		return tui->prompt.kind == PROMPT_LINE ? _("accept") : _("choose");
	case ACT_RIGHT:
		return _("other choice");
	case ACT_RATE_1:
		return _("fill with this level");
	default:
		return NULL;
	}
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

void prompt_click(struct tui *tui, int col, enum action action)
{
	struct prompt *prompt = &tui->prompt;

	if (action == ACT_OPEN || action == ACT_CANCEL) {
		finish(tui, action == ACT_OPEN);
		return;
	}
	if (prompt->kind != PROMPT_BUTTONS)
		return;
	for (int i = 0; i < prompt->count; i++) {
		if (col >= prompt->button_col[i] && col < prompt->button_col[i + 1] - 1) {
			prompt->chosen = i;
			finish(tui, true);
			return;
		}
	}
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
	prompt->full = !fits;
	if (!fits)
		term_bell();
	if (edited && fits && prompt->changed)
		prompt->changed(tui, prompt->data, prompt->form.text);
	tui->dirty = true;
}

static void button_key(struct tui *tui, const struct key *key)
{
	struct prompt *prompt = &tui->prompt;
	enum action action;
	int by = 0;

	if (prompt->levels && key->kind == INPUT_CHAR &&
		keymap_find(&tui->keymap, WHERE_RATING, &key->code, 1, &action) == KEYMAP_ACTION) {
		int button = action == ACT_NOT_OBSERVED ? prompt->count - 1
			     : action >= ACT_RATE_1     ? (int)(action - ACT_RATE_1) + 1
							: 0;

		if (button > 0 && action <= ACT_NOT_OBSERVED && button < prompt->count &&
			(action == ACT_NOT_OBSERVED || button < prompt->count - 1)) {
			prompt->chosen = button;
			finish(tui, true);
			return;
		}
	}
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

	if (tui->prompt.full) { /* said where it cannot be missed */
		char much[128], clean2[2 * sizeof much];
		int most;

		(void)snprintf(much, sizeof much, _("too long: %zu characters at most"),
			tui->prompt.form.limit);
		most = glyph_width(much);
		if (term->ascii) {
			glyph_clean(much, true, clean2, sizeof clean2);
			most = glyph_width(clean2);
		}
		if (cols > most + 8) {
			cols -= most + 1;
			draw_text(term, row, col + cols + 1, most, ROLE_ERROR, 0, much);
		}
	}
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

/* "[ 3 Acquis ]", or "[3]" where levels have little room. */
static void button_text(const struct prompt *prompt, int button, bool tight, char *ret, size_t size)
{
	const char *text = prompt->buttons[button];
	int length = (int)strlen(text);

	if (tight && prompt->levels && button > 0)
		length = (int)strcspn(text, " ");
	(void)snprintf(ret, size, tight ? "[%.*s]" : "[ %.*s ]", length, text);
}

static int buttons_cols(const struct tui *tui, bool tight)
{
	char text[sizeof tui->prompt.buttons[0] + 4], clean[2 * sizeof text];
	int cols = 0;

	for (int i = 0; i < tui->prompt.count; i++) {
		button_text(&tui->prompt, i, tight, text, sizeof text);
		glyph_clean(text, tui->term.ascii, clean, sizeof clean);
		cols += glyph_width(clean) + 1;
	}
	return cols;
}

static void draw_buttons(struct tui *tui, int row, int col, bool tight)
{
	const struct prompt *prompt = &tui->prompt;
	struct term *term = &tui->term;

	for (int i = 0; i < prompt->count; i++) {
		char text[sizeof prompt->buttons[0] + 4];

		button_text(prompt, i, tight, text, sizeof text);
		if (i == prompt->chosen) {
			tui->cursor_row = row;
			tui->cursor_col = col + (tight ? 1 : 2);
		}
		tui->prompt.button_col[i] = col;
		col += draw_text(term, row, col, term->cols - col, ROLE_TEXT,
			DRAW_TIGHT | (i == prompt->chosen ? DRAW_FOCUS : 0), text);
		col++;
	}
	tui->prompt.button_col[prompt->count] = col;
}

/* The question in the rows above the buttons, as high as it takes. */
static void draw_above(struct tui *tui, int row)
{
	const struct term *term = &tui->term;
	const char *question = tui->prompt.question;
	struct rect rect = {0, 1, 0, term->cols - 2};
	int most = term->rows / 2;

	rect.rows = draw_wrapped(term, rect, ROLE_TITLE, 0, question);
	rect.rows = rect.rows > most ? most : rect.rows;
	rect.row = row - rect.rows;
	draw_clear(term, (struct rect){rect.row, 0, rect.rows + 1, term->cols});
	draw_wrapped(term, rect, ROLE_TITLE, 0, question);
}

void prompt_draw(struct tui *tui, int row)
{
	const struct prompt *prompt = &tui->prompt;
	struct term *term = &tui->term;
	int col = 1, most = term->cols * 2 / 3;
	bool tight = false;

	if (prompt->kind == PROMPT_BUTTONS) { /* the buttons must stay in sight */
		char clean[2 * PROMPT_QUESTION_SIZE];

		glyph_clean(prompt->question, term->ascii, clean, sizeof clean);
		tight = 1 + glyph_width(clean) + 1 + buttons_cols(tui, false) > term->cols;
		most = term->cols - 1 - buttons_cols(tui, tight);
		if (!prompt->levels && glyph_width(clean) > most) {
			draw_above(tui, row);
			draw_buttons(tui, row, col, tight);
			return;
		}
	}
	if (prompt->question[0] && most > 4)
		col += draw_text(term, row, col, most, ROLE_TITLE, DRAW_TIGHT, prompt->question) +
		       1;
	if (prompt->kind == PROMPT_LINE)
		draw_line(tui, row, col);
	else
		draw_buttons(tui, row, col, tight);
}
