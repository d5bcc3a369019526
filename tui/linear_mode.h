/*
 * Between the files of the linear mode only: linear.c obeys commands and rates,
 * linear_say.c speaks and asks, linear_page.c reads pages out, linear_meeting.c
 * holds a meeting, linear_grades.c takes grades, linear_results.c reads them.
 *
 * Every line is cleaned of whatever a terminal would obey. A question whose
 * answer is the end of input, or Ctrl-C, changes nothing.
 */
#ifndef SUIVI_TUI_LINEAR_MODE_H
#define SUIVI_TUI_LINEAR_MODE_H

#include "core/meeting.h"
#include "core/page.h"
#include "tui/follow.h"
#include "tui/tui.h"

enum { LINE_SIZE = 4096, FOUND_MAX = 20 };

struct linear {
	const struct tui_options *options;
	struct follow follow;
	bool ascii;
	int64_t meeting;         /* under way with the student stood on; 0: none */
	struct occasion outside; /* the occasion to go back to after it */
	size_t items[SUGGESTIONS]; /* to look at in it */
	size_t item_count;
};

/* ---- linear_say.c ----------------------------------------------------------------- */

/* From now on Ctrl-C gives up the line or the question, or cuts short what is told. */
void linear_start(void);
bool linear_ended(void); /* nothing more can be read */
void linear_text(const struct linear *linear, const char *text); /* of any length */
void linear_say(const struct linear *linear, const char *format, ...) PRINTF_LIKE(2, 3);
void linear_error(const struct linear *linear, const struct err *err);
/*
 * Read a line without its end. One that is too long, or holds what is no text
 * (an arrow key, a broken letter), is refused and asked for again; one that
 * Enter did not end is refused. false: the end of input, or Ctrl-C.
 */
bool linear_ask(const struct linear *linear, const char *prompt, char ret[LINE_SIZE]);
/* A number from 0 to max and nothing else; -1: it is not. */
long linear_number(const char *text, size_t max);
/* Ask for a number from 1 to max. 0: nothing was typed, or no such number, which is told. */
size_t linear_choose(const struct linear *linear, const char *prompt, size_t max);

/* ---- linear.c --------------------------------------------------------------------- */

/* Stand on a student, in the group or not; told. */
void linear_go(struct linear *linear, int64_t student_id);
void linear_tell_student(struct linear *linear);
void linear_tell_item(struct linear *linear);
/* Undo, or redo; told. false: nothing was turned back. */
bool linear_turn_back(struct linear *linear, bool undo, struct batch_row *ret);

/* ---- linear_page.c ------------------------------------------------------------------ */

void linear_fiche(struct linear *linear);
void linear_why(struct linear *linear); /* the level of the capability stood on */
void linear_agenda(struct linear *linear, bool all);
/* Rows of tables as “head: cell”, one line each; releases the page. */
void linear_read(const struct linear *linear, struct page *page);

/* ---- linear_meeting.c ---------------------------------------------------------------- */

/* What was left under way, at the start. */
void linear_meeting_offer(struct linear *linear);
/* Begin one, or go on with it: told whole. */
void linear_meeting_begin(struct linear *linear);
/* After a change of student: it stays open, and one is out of it. */
/* The program ends: a meeting under way vanishes where nothing was noted in it. Says so. */
bool linear_meeting_forget(struct linear *linear);
void linear_meeting_leave(struct linear *linear);
/* After an undo: is it there still? */
void linear_meeting_check(struct linear *linear);
void linear_meeting_end(struct linear *linear);
/* Levels before it and the student's own, of the capability stood on. */
void linear_meeting_levels(const struct linear *linear);
/* The next capability to look at. false: that was the last. */
bool linear_meeting_next(struct linear *linear);
void linear_meeting_place(struct linear *linear, const char *place);
void linear_meeting_presence(struct linear *linear, const char *word);
/* In the meeting under way, else outside any. */
void linear_note(struct linear *linear, const char *text, bool confidential);
void linear_objective(struct linear *linear, const char *text);
void linear_settle(struct linear *linear);

/* ---- linear_grades.c, linear_results.c --------------------------------------------------- */

/* The sheet of a unit; words: "UE3/AA1 2", a unit or an activity and a session, or "". */
void linear_grades(struct linear *linear, const char *words);
/* Of the student stood on, and why. */
void linear_results(struct linear *linear);
/* The class, up to a session ("": the last). */
void linear_jury(struct linear *linear, const char *words);

#endif
