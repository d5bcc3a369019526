/*
 * The cover: after minutes without a key nothing of a student stays in sight.
 *
 * It hides what is drawn and keeps what was begun: the key that lifts it does
 * nothing else. Waiting for it is one timeout of the poll that waits for keys.
 */
#ifndef SUIVI_TUI_COVER_H
#define SUIVI_TUI_COVER_H

#include <stdbool.h>
#include <stdint.h>

struct key;
struct term;

struct cover {
	int64_t after_ms; /* 0: only when asked for */
	int64_t due_ms;   /* on the clock that nobody sets */
	bool on;
};

/* minutes in hundredths; 0: never by itself. */
void cover_init(struct cover *cover, long minutes_hundredths);
/* Somebody is there: the time begins again. */
void cover_awake(struct cover *cover);
/* How long to wait for a key before covering, in ms; -1: for ever. */
int cover_wait(const struct cover *cover);
/* Cover if the time is over. Returns whether that is new. */
bool cover_fall(struct cover *cover);
/* While covered: takes the key, which lifts the cover. false: not covered, or the key ends suivi. */
bool cover_take(struct cover *cover, const struct key *key);
/* Paint it over the whole screen. */
void cover_draw(const struct term *term);

#endif
