/*
 * Private to db/: stamps, the identity and order of journal entries.
 *
 * A stamp is 16 bytes, big-endian, so that memcmp orders it: 48 bits of
 * milliseconds since 1970, 16 bits of counter, 64 bits of origin. It is a
 * hybrid logical clock (Kulkarni and others, 2014): never behind the wall
 * clock, always ahead of every stamp seen. The origin is drawn at random at
 * each opening that writes, so that two copies of a file never share one.
 *
 * A stamp orders; it is not when something was done. That is the wall time,
 * which the head of each batch keeps beside it: one session with a clock at
 * 2099 makes every later stamp begin there, but dates nothing else.
 *
 * A wall clock of 2200 or later is not believed: the counter goes on from the
 * last stamp. What lies further than a clock that was believed can ever lead
 * is forged: not taken in by a merge, and brought back by “check --repair”
 * (db/restamp.c).
 */
#ifndef SUIVI_DB_STAMP_H
#define SUIVI_DB_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "db/rows.h"

#define STAMP_WALL_MAX       INT64_C(7258118400000) /* 2200-01-01, in milliseconds */
#define STAMP_CLOCK_BELIEVED ((uint64_t)STAMP_WALL_MAX << 16)
/* From there to the last, 2^40 entries: more than a file can hold. */
#define STAMP_CLOCK_MAX (STAMP_CLOCK_BELIEVED + (UINT64_C(1) << 40))

struct stamp_clock {
	uint64_t last;   /* milliseconds << 16 | counter of the last stamp */
	uint64_t origin; /* 0: not drawn yet */
};

/* Draw the origin if it is not drawn. */
void stamp_clock_start(struct stamp_clock *clock);
/* Never give a stamp at or before this one. */
void stamp_clock_see(struct stamp_clock *clock, const unsigned char stamp[STAMP_SIZE]);
/*
 * Is there no room for a batch of 2^32 entries any more? Only a forged journal
 * gets there.
 */
bool stamp_clock_spent(const struct stamp_clock *clock);
/* The next stamp; false, and ret as it was: it would pass STAMP_CLOCK_MAX. */
bool stamp_next(struct stamp_clock *clock, int64_t now_ms, unsigned char ret[STAMP_SIZE]);

/* Does it pass STAMP_CLOCK_MAX? */
bool stamp_beyond(const unsigned char stamp[STAMP_SIZE]);
/* The stamp of this clock with the origin of another stamp. */
void stamp_at(
	uint64_t clock, const unsigned char origin_of[STAMP_SIZE], unsigned char ret[STAMP_SIZE]);
uint64_t stamp_clock(const unsigned char stamp[STAMP_SIZE]);
/* Were both made during one opening? */
bool stamp_same_origin(const unsigned char stamp[STAMP_SIZE], const struct stamp_clock *clock);

int64_t stamp_ms(const unsigned char stamp[STAMP_SIZE]);
/* The clock part as 63 bits: the row of a batch's head in the journal. */
int64_t stamp_row(const unsigned char stamp[STAMP_SIZE]);

#endif
