/*
 * Private to db/: stamps, the identity and order of journal entries.
 *
 * A stamp is 16 bytes, big-endian, so that memcmp orders it: 48 bits of
 * milliseconds since 1970, 16 bits of counter, 64 bits of origin. It is a
 * hybrid logical clock (Kulkarni and others, 2014): never behind the wall
 * clock, always ahead of every stamp seen. The origin is drawn at random at
 * each opening that writes, so that two copies of a file never share one.
 */
#ifndef SUIVI_DB_STAMP_H
#define SUIVI_DB_STAMP_H

#include <stdint.h>

#include "db/rows.h"

struct stamp_clock {
	uint64_t last;   /* milliseconds << 16 | counter of the last stamp */
	uint64_t origin; /* 0: not drawn yet */
};

/* Draw the origin if it is not drawn. */
void stamp_clock_start(struct stamp_clock *clock);
/* Never give a stamp at or before this one. */
void stamp_clock_see(struct stamp_clock *clock, const unsigned char stamp[STAMP_SIZE]);
/*
 * No stamp is left that sorts behind the last: it is 2^63, in the year 6429.
 * Only a forged journal gets there; what is refused here cannot overflow.
 */
bool stamp_clock_spent(const struct stamp_clock *clock);
/* The next stamp. */
void stamp_next(struct stamp_clock *clock, int64_t now_ms, unsigned char ret[STAMP_SIZE]);

int64_t stamp_ms(const unsigned char stamp[STAMP_SIZE]);
/* The clock part as 63 bits: the row of a batch's head in the journal. */
int64_t stamp_row(const unsigned char stamp[STAMP_SIZE]);

#endif
