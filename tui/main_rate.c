/* Rating on the main screen: levels, filling, comments. See main_screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/config.h"
#include "core/draft.h"
#include "core/language.h"
#include "core/preference.h"
#include "core/rating.h"
#include "tui/main_screen.h"
#include "tui/prefer.h"

enum { MANY = 500 }; /* students whose cells are not filled in the blink of an eye */

void main_error(struct main_screen *screen, const struct err *err)
{
	status_error(&screen->tui->status, err);
}

/* The key of an action, for "· u undo". */
static void key_of(struct main_screen *screen, enum action action, char *ret, size_t size)
{
	keymap_describe(&screen->tui->keymap, action, true, ret, size);
}

/* "12/11/2026" */
static void long_day(const char *date, char ret[16])
{
	(void)snprintf(ret, 16, "%.2s/%.2s/%.4s", date + 8, date + 5, date);
}

/* "2 En cours", "not observed", or "nothing". */
static void level_words(const struct framework *framework, int level, char *ret, size_t size)
{
	if (level > 0)
		(void)snprintf(ret, size, "%d %s", level, framework_level_name(framework, level));
	else
		(void)snprintf(ret, size, "%s",
			level == LEVEL_NOT_OBSERVED ? _("not observed") : _("nothing"));
}

/* The last capability of a student: there is nowhere to move on to, but to another student. */
static bool is_last(const struct follow *follow)
{
	return !follow->group_mode && follow_after(follow) == AFTER_NEXT_ITEM &&
	       follow->framework->items[follow->item].leaf_index + 1 ==
		       follow->framework->leaf_count &&
	       follow->student + 1 < follow_count(follow);
}

/* who: the student rated, where the cursor has left them; "" otherwise */
static void tell(
	struct main_screen *screen, const struct item *item, const char *who, int level, int before)
{
	struct follow *follow = &screen->follow;
	char code[2 * NAME_SIZE + 2 * (CODE_SIZE + 8)], now[LABEL_SIZE + 16], was[LABEL_SIZE + 16];
	char undo[32], change[32], day[16];

	follow_code(item, code);
	if (*who) {
		char plain[CODE_SIZE + 8];

		follow_code(item, plain);
		(void)snprintf(code, sizeof code, "%s, %s", who, plain);
	}
	level_words(follow->framework, level, now, sizeof now);
	level_words(follow->framework, before, was, sizeof was);
	key_of(screen, ACT_UNDO, undo, sizeof undo);
	if (level == before) { /* nothing was written, so there is nothing of it to undo */
		if (level == LEVEL_NONE)
			status_say(&screen->tui->status, _("%s is empty already."), code);
		else
			status_say(&screen->tui->status, _("%s is %s already."), code, now);
		return;
	}
	if (!follow->occasion_told) {
		/* Asked once, without stopping the hand that types: the answer so far is shown. */
		key_of(screen, ACT_OCCASION, change, sizeof change);
		long_day(follow->occasion.held_on, day);
		status_say(&screen->tui->status,
			_("%s → %s · on the %s of %s (%s: another date or kind) · %s undo"), code,
			now, kind_name(follow->occasion.kind), day, change, undo);
		follow->occasion_told = true;
	} else if (level == LEVEL_NONE) {
		status_say(&screen->tui->status, _("%s cleared (before: %s) · %s undo"), code, was,
			undo);
	} else if (is_last(follow)) {
		key_of(screen, ACT_NEXT_STUDENT, change, sizeof change);
		status_say(&screen->tui->status, _("%s → %s · %s undo · %s next student"), code,
			now, undo, change);
	} else if (before == LEVEL_NONE) {
		status_say(&screen->tui->status, _("%s → %s · %s undo"), code, now, undo);
	} else {
		status_say(&screen->tui->status, _("%s → %s (before: %s) · %s undo"), code, now,
			was, undo);
	}
}

/*
 * After the last one a digit would replace what was just given, where whoever
 * types on without looking means the next: told, until something else is done.
 */
static bool refuse_beyond(struct main_screen *screen)
{
	if (!screen->ended)
		return false;
	term_bell();
	status_warn(&screen->tui->status, "%s",
		_("The last one is rated already: nothing changed · an arrow, then the digit, "
		  "changes it."));
	return true;
}

static void rate(struct main_screen *screen, int level)
{
	struct follow *follow = &screen->follow;
	size_t item_before = follow->item, student_before = follow->student;
	const struct roster_line *line;
	const struct item *item;
	char who[2 * NAME_SIZE + 2] = "";
	int64_t student_id = follow->student_id;
	int before = LEVEL_NONE;
	struct err err;

	if (!follow->framework || follow->framework->item_count == 0)
		return;
	item = &follow->framework->items[follow->item];
	if (student_id && roster_line(follow->roster, follow->student, &line, &err) == ERR_OK)
		tui_student_name(screen->tui, &line->student, who, sizeof who);
	if (follow_rate(follow, level, &before, &err) != ERR_OK) {
		main_error(screen, &err);
		return;
	}
	if (level != before)
		tui_saved(screen->tui);
	screen->ended = level != LEVEL_NONE && follow_after(follow) != AFTER_STAY &&
			follow->item == item_before && follow->student == student_before;
	tell(screen, item, follow->student_id == student_id ? "" : who, level, before);
}

/*
 * One level up or down from what was given today, else from the current level.
 * The cursor stays, so that pressing twice is two levels.
 */
static void step(struct main_screen *screen, int by)
{
	struct follow *follow = &screen->follow;
	enum after_rating after = follow->after;
	bool chosen = follow->after_chosen;
	int level = LEVEL_NONE, highest;
	struct err err;

	if (!follow->framework || !follow->student_id)
		return;
	if (follow_grid(follow, &err) != ERR_OK) {
		main_error(screen, &err);
		return;
	}
	highest = (int)follow->framework->scale.level_count;
	level = follow_level(follow);
	if (level <= 0) {
		int value = follow->grid.values[follow->framework->items[follow->item].leaf_index];

		level = value < 0 ? (by > 0 ? 0 : highest + 1) : (value + 50) / 100;
	}
	level += by;
	follow->after = AFTER_STAY;
	follow->after_chosen = true;
	rate(screen, level < 1 ? 1 : level > highest ? highest : level);
	follow->after = after;
	follow->after_chosen = chosen;
}

/* ---- Filling ---------------------------------------------------------------------- */

/* "12 cells filled: 5 go up, 2 down, 3 stay, 2 are first levels · u undo" */
static void tell_filled(struct main_screen *screen, long written, const struct fill_effect *effect)
{
	unsigned long count = (unsigned long)written;
	char undo[32];

	key_of(screen, ACT_UNDO, undo, sizeof undo);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	if (effect->up + effect->down + effect->first == 0)
		status_say(&screen->tui->status,
			ngettext("%ld cell filled, no level moves · %s undo",
				"%ld cells filled, no level moves · %s undo", count),
			written, undo);
	else
		status_say(&screen->tui->status,
			/* TRANSLATORS: levels that go up, go down, stay, are the first of a student
			 */
			ngettext("%ld cell filled: %ld up, %ld down, %ld same, %ld first · %s undo",
				"%ld cells filled: %ld up, %ld down, %ld same, %ld first · %s undo",
				count),
			written, effect->up, effect->down, effect->same, effect->first, undo);
#pragma GCC diagnostic pop
}

static void fill_now(struct main_screen *screen, const struct fill_effect *effect)
{
	long written = 0;
	struct err err;

	if (follow_fill(&screen->follow, screen->filling, screen->filling_level, &written, &err) !=
		ERR_OK) {
		main_error(screen, &err);
		return;
	}
	tui_saved(screen->tui);
	tell_filled(screen, written, effect);
}

/* What it does is worked out again: the file may be another's meanwhile. */
static void fill_confirmed(struct tui *tui, void *data, int button)
{
	struct main_screen *screen = data;
	struct fill_effect effect;
	struct err err;

	(void)tui;
	if (button == 0)
		return;
	if (follow_fill_effect(&screen->follow, screen->filling, screen->filling_level, &effect,
		    &err) != ERR_OK)
		main_error(screen, &err);
	else
		fill_now(screen, &effect);
}

static void ask_down(struct main_screen *screen, const struct fill_effect *effect)
{
	const char *buttons[] = {_("Cancel"), _("Fill"), NULL};
	char question[256];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(question, sizeof question,
		ngettext("%ld cell: %ld up, %ld down, %ld same, %ld first?",
			"%ld cells: %ld up, %ld down, %ld same, %ld first?",
			(unsigned long)effect->cells),
		effect->cells, effect->up, effect->down, effect->same, effect->first);
#pragma GCC diagnostic pop
	prompt_buttons(screen->tui, question, buttons, fill_confirmed, screen);
}

static void fill_picked(struct tui *tui, void *data, int button, enum fill fill)
{
	struct main_screen *screen = data;
	struct follow *follow = &screen->follow;
	int levels = (int)follow->framework->scale.level_count;
	struct fill_effect effect;
	struct err err;

	if (button == 0)
		return;
	screen->filling = fill;
	screen->filling_level = button <= levels ? button : LEVEL_NOT_OBSERVED;
	if (fill != FILL_ROW && follow->group_mode && follow_count(follow) > MANY) {
		/* the screen stands still meanwhile: say why */
		status_say(&tui->status, "%s", _("Filling…"));
		draw_text(&tui->term, tui->term.rows - 2, 0, tui->term.cols, ROLE_TEXT, 0,
			tui->status.now.text);
		term_show(&tui->term, false);
	}
	if (follow_fill_effect(follow, fill, screen->filling_level, &effect, &err) != ERR_OK)
		main_error(screen, &err);
	else if (effect.cells == 0)
		status_say(&tui->status, "%s", _("No cell was empty: nothing changed."));
	else if (effect.down > 0)
		ask_down(screen, &effect);
	else
		fill_now(screen, &effect);
}

static void row_picked(struct tui *tui, void *data, int button)
{
	fill_picked(tui, data, button, FILL_ROW);
}

static void column_picked(struct tui *tui, void *data, int button)
{
	fill_picked(tui, data, button, FILL_COLUMN);
}

static void grid_picked(struct tui *tui, void *data, int button)
{
	fill_picked(tui, data, button, FILL_GRID);
}

static void ask_fill(struct main_screen *screen, enum fill fill)
{
	static prompt_button_fn *const done[] = {row_picked, column_picked, grid_picked};
	struct follow *follow = &screen->follow;
	const char *buttons[LEVELS_MAX + 3] = {_("Cancel")};
	char names[LEVELS_MAX][LABEL_SIZE + 16], question[256], code[CODE_SIZE + 8], mark[64],
		day[8];
	size_t count = 1, items, students;

	if (!follow->framework || !follow->student_id)
		return;
	for (size_t i = 0; i < follow->framework->scale.level_count; i++) {
		level_words(follow->framework, (int)i + 1, names[i], sizeof names[i]);
		buttons[count++] = names[i];
	}
	(void)snprintf(mark, sizeof mark, "× %s", _("not observed"));
	buttons[count] = mark;
	follow_code(&follow->framework->items[follow->item], code);
	follow_day(follow->occasion.held_on, day);
	items = follow_leaf_count(follow);
	students = follow->search[0] ? follow_count(follow) : (size_t)roster_total(follow->roster);
	/* Only what is empty on this occasion: its date is in the question. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	if (!follow->group_mode && fill == FILL_ROW)
		(void)snprintf(question, sizeof question, _("Fill %s of %s:"), code, day);
	else if (!follow->group_mode || fill == FILL_ROW)
		(void)snprintf(question, sizeof question,
			ngettext("Fill %zu capability of %s:", "Fill %zu capabilities of %s:",
				items),
			items, day);
	else if (fill == FILL_COLUMN)
		(void)snprintf(question, sizeof question,
			ngettext("Fill %s of %s, %zu student:", "Fill %s of %s, %zu students:",
				students),
			code, day, students);
	else
		(void)snprintf(question, sizeof question,
			ngettext("Fill %zu cell of %s:", "Fill %zu cells of %s:", items * students),
			items * students, day);
#pragma GCC diagnostic pop
	prompt_levels(screen->tui, question, buttons, done[fill], screen);
}

/* ---- Comments ------------------------------------------------------------------------- */

/* What names the draft of the cell under the cursor. */
static int64_t cell_id(const struct follow *follow)
{
	return follow->student_id ^ follow->framework->items[follow->item].row.id;
}

/* The demonstration keeps none. */
static void comment_draft(struct main_screen *screen, const char *text)
{
	const struct follow *follow = &screen->follow;

	screen->comment_stale = false;
	if (!follow->session->demo)
		draft_save(cell_id(follow), "comment", text);
}

static void comment_changed(struct tui *tui, void *data, const char *text)
{
	struct main_screen *screen = data;

	(void)tui;
	(void)text;
	screen->comment_stale = true;
}

void main_draft(struct main_screen *screen)
{
	const struct prompt *prompt = &screen->tui->prompt;

	if (screen->comment_stale && prompt->kind == PROMPT_LINE &&
		prompt->changed == comment_changed)
		comment_draft(screen, prompt->form.text);
	screen->comment_stale = false;
}

static void comment_done(struct tui *tui, void *data, const char *text)
{
	struct main_screen *screen = data;
	struct follow *follow = &screen->follow;
	char undo[32], code[CODE_SIZE + 8], *there = NULL;
	bool same;
	int level;
	struct err err;

	if (!text) {
		comment_draft(screen, "");
		return;
	}
	comment_draft(screen, text); /* until it is in the file */
	if (rating_get(follow->session, follow->framework, follow->item, follow->student_id,
		    &follow->occasion, &level, &there, &err) != ERR_OK) {
		main_error(screen, &err);
		return;
	}
	same = strcmp(there ? there : "", text) == 0;
	free(there);
	if (same) {
		comment_draft(screen, "");
		return;
	}
	if (rating_comment(follow->session, follow->framework, follow->item, follow->student_id,
		    &follow->occasion, text, &err) != ERR_OK) {
		main_error(screen, &err);
		return;
	}
	comment_draft(screen, "");
	student_grid_release(&follow->grid);
	tui_saved(tui);
	key_of(screen, ACT_UNDO, undo, sizeof undo);
	follow_code(&follow->framework->items[follow->item], code);
	if (*text)
		status_say(&tui->status, _("Observation on %s kept · %s undo"), code, undo);
	else
		status_say(&tui->status, _("Observation on %s removed · %s undo"), code, undo);
}

static void ask_comment(struct main_screen *screen)
{
	struct follow *follow = &screen->follow;
	char question[128], code[CODE_SIZE + 8], *there = NULL, *draft = NULL;
	bool again;
	int level;
	struct err err;

	if (!follow->framework || !follow->student_id)
		return;
	follow->older = 0; /* it goes to the present occasion: let that be seen */
	if (rating_get(follow->session, follow->framework, follow->item, follow->student_id,
		    &follow->occasion, &level, &there, &err) != ERR_OK) {
		main_error(screen, &err);
		return;
	}
	follow_code(&follow->framework->items[follow->item], code);
	draft = follow->session->demo ? NULL : calloc(1, COMMENT_SIZE);
	if (draft)
		draft_load(cell_id(follow), "comment", draft, COMMENT_SIZE);
	again = draft && *draft && strcmp(draft, there ? there : "") != 0;
	(void)snprintf(question, sizeof question,
		again ? _("Observation %s, taken up again:") : _("Observation %s:"), code);
	prompt_line(screen->tui, question, again ? draft : there, COMMENT_SIZE / 4, comment_done,
		comment_changed, screen);
	prompt_keep(screen->tui);
	free(draft);
	free(there);
}

/* As in preferences.def. */
static void choose_after(struct main_screen *screen, enum after_rating after)
{
	static const struct {
		const char *name, *sentence;
	} choices[AFTER_COUNT] = {
		{"next-capability", N_("After a level: to the next capability")},
		{"next-student", N_("After a level: to the next student")},
		{"stay", N_("After a level: stay")},
	};
	struct follow *follow = &screen->follow;
	char key[32], sentence[256];

	follow->after = after;
	follow->after_chosen = true;
	config_set("after_rating", choices[after].name);
	key_of(screen, ACT_AFTER_RATING, key, sizeof key);
	(void)snprintf(sentence, sizeof sentence, _("%s · %s another choice"),
		_(choices[after].sentence), key);
	prefer_tell(screen->tui, sentence, preference_word(PREF_AFTER_RATING) == (int)after);
}

bool main_rate(struct main_screen *screen, enum action action)
{
	bool again = (action >= ACT_RATE_1 && action <= ACT_RATE_6) || action == ACT_NOT_OBSERVED;

	if (again && refuse_beyond(screen))
		return true;
	screen->ended = false;
	switch (action) {
	case ACT_RATE_1:
	case ACT_RATE_2:
	case ACT_RATE_3:
	case ACT_RATE_4:
	case ACT_RATE_5:
	case ACT_RATE_6:
		rate(screen, (int)action - ACT_RATE_1 + 1);
		return true;
	case ACT_CLEAR:
		rate(screen, LEVEL_NONE);
		return true;
	case ACT_NOT_OBSERVED:
		rate(screen, LEVEL_NOT_OBSERVED);
		return true;
	case ACT_LOWER:
		step(screen, -1);
		return true;
	case ACT_RAISE:
		step(screen, 1);
		return true;
	case ACT_COMMENT:
		ask_comment(screen);
		return true;
	case ACT_FILL_ROW:
		ask_fill(screen, FILL_ROW);
		return true;
	case ACT_FILL_COLUMN:
		ask_fill(screen, FILL_COLUMN);
		return true;
	case ACT_FILL_GRID:
		ask_fill(screen, FILL_GRID);
		return true;
	case ACT_AFTER_RATING:
		choose_after(screen,
			(enum after_rating)((follow_after(&screen->follow) + 1) % AFTER_COUNT));
		return true;
	case ACT_AFTER_ITEM:
	case ACT_AFTER_STUDENT:
	case ACT_AFTER_STAY:
		choose_after(screen, (enum after_rating)(action - ACT_AFTER_ITEM));
		return true;
	default:
		return false;
	}
}
