/*
 * One question at a time, in the message row: a line to type, or buttons.
 *
 * The answer comes later, to a function: the loop goes on meanwhile and the
 * view stays drawn. A view that closes takes its question with it.
 */
#ifndef SUIVI_TUI_PROMPT_H
#define SUIVI_TUI_PROMPT_H

#include <stdbool.h>

#include "tui/action.h"
#include "tui/form.h"

struct tui;

enum { PROMPT_CHOICES = 8 /* the levels of any scale, and two more */, PROMPT_QUESTION_SIZE = 1024 };

enum prompt_kind { PROMPT_NONE, PROMPT_LINE, PROMPT_BUTTONS };

/*
 * What becomes of a line. text NULL: cancelled. The prompt is closed already,
 * so that another may be opened from here.
 */
typedef void prompt_line_fn(struct tui *tui, void *data, const char *text);
/* Which button: 0 is the one that changes nothing, also for Escape. */
typedef void prompt_button_fn(struct tui *tui, void *data, int button);

struct prompt {
	enum prompt_kind kind;
	char question[PROMPT_QUESTION_SIZE];
	void *data;
	const void *owner; /* state of the view that asked */

	struct form form;
	prompt_line_fn *done, *changed;
	bool full;  /* the last key or paste did not fit */
	bool keeps; /* being made to leave commits what was typed so far */

	int count, chosen;
	bool levels; /* the keys that rate pick a button */
	char buttons[PROMPT_CHOICES][64];
	int button_col[PROMPT_CHOICES + 1]; /* where each was drawn, and the end */
	prompt_button_fn *picked;
};

/*
 * Ask for a line. question and initial are copied; question is translated
 * already and may be NULL: then only the line is shown. limit: code points.
 * changed  called after each change, for searching while typing; may be NULL
 */
void prompt_line(struct tui *tui, const char *question, const char *initial, size_t limit,
                 prompt_line_fn *done, prompt_line_fn *changed, void *data);
/* The line being typed is to be kept (not cancelled) when the program must leave. */
void prompt_keep(struct tui *tui);

/*
 * From done: what was typed cannot be taken. Asks again for the same line, as
 * it was typed, with what is wrong with it in place of the question.
 */
void prompt_again(struct tui *tui, const struct err *why);

/*
 * Ask with buttons, verbs that say what they do: "Cancel", "Fill 24 cells".
 * A question that has no room beside them stands in the rows above.
 * The first changes nothing and has the focus; the key that opened the
 * question never answers it. buttons: ended by NULL; translated; copied.
 */
void prompt_buttons(struct tui *tui, const char *question, const char *const buttons[],
                    prompt_button_fn *picked, void *data);
/*
 * The same for a level: the buttons are "Cancel", one per level that begins
 * with its digit, and one that begins with the mark of what was not observed.
 * The keys that rate pick theirs at once; short of room, only digits are shown.
 */
void prompt_levels(struct tui *tui, const char *question, const char *const buttons[],
                   prompt_button_fn *picked, void *data);

/* For the loop. */
bool prompt_key(struct tui *tui, const struct key *key); /* false: not for the prompt */
void prompt_draw(struct tui *tui, int row);              /* puts the cursor, too */
/* A click on a column of its row, or on an action of the key bar. */
void prompt_click(struct tui *tui, int col, enum action action);
/* What the key bar shows meanwhile. */
const enum action *prompt_footer(const struct tui *tui);
const char *prompt_label(const struct tui *tui, enum action action);
void prompt_cancel(struct tui *tui);
void prompt_end(struct tui *tui); /* leaving: commit what is to be kept, cancel the rest */

#endif
