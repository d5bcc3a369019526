/*
 * The message row, and what it said before.
 *
 * A message is a fact, then a key where there is one to press: « Level cleared
 * · u undo ». Whole translated sentences, never glued together.
 */
#ifndef SUIVI_TUI_STATUS_H
#define SUIVI_TUI_STATUS_H

#include <stddef.h>

#include "db/err.h"
#include "tui/theme.h"

enum { STATUS_TEXT_SIZE = 512, STATUS_KEPT = 200 };

struct status_line {
	char time[6]; /* local, "10:42" */
	enum role role;
	char text[STATUS_TEXT_SIZE];
};

struct status {
	struct status_line *lines; /* a ring of STATUS_KEPT; owned; NULL: no memory, none kept */
	size_t count;              /* ever said */
	struct status_line now;    /* on screen; text "" : nothing */
};

void status_init(struct status *status);
void status_release(struct status *status);

/* format is translated already. */
void status_say(struct status *status, const char *format, ...) PRINTF_LIKE(2, 3);
void status_warn(struct status *status, const char *format, ...) PRINTF_LIKE(2, 3);
/* The sentence of an error and its remedy, marked with ! */
void status_error(struct status *status, const struct err *err);

/* What was said so far is not to be seen any more. */
void status_forget(struct status *status);
/* Empty the row; what it said stays in the history. */
void status_clear(struct status *status);

/* Messages kept, newest first: index 0 up to status_kept() - 1. */
size_t status_kept(const struct status *status);
const struct status_line *status_at(const struct status *status, size_t index);

#endif
