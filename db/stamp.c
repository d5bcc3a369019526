/* Stamps of journal entries. See stamp.h. */
#include "db/stamp.h"

#include <sodium.h>

static void put_u64(unsigned char *to, uint64_t value)
{
	for (int i = 7; i >= 0; i--) {
		to[i] = (unsigned char)value;
		value >>= 8;
	}
}

static uint64_t get_u64(const unsigned char *from)
{
	uint64_t value = 0;

	for (int i = 0; i < 8; i++)
		value = value << 8 | from[i];
	return value;
}

void stamp_clock_start(struct stamp_clock *clock)
{
	while (clock->origin == 0)
		randombytes_buf(&clock->origin, sizeof clock->origin);
}

void stamp_clock_see(struct stamp_clock *clock, const unsigned char stamp[STAMP_SIZE])
{
	uint64_t seen = get_u64(stamp);

	if (seen > clock->last)
		clock->last = seen;
}

bool stamp_clock_spent(const struct stamp_clock *clock)
{
	return clock->last > STAMP_CLOCK_MAX - (UINT64_C(1) << 32);
}

bool stamp_next(struct stamp_clock *clock, int64_t now_ms, unsigned char ret[STAMP_SIZE])
{
	bool believed = now_ms >= 0 && now_ms < STAMP_WALL_MAX;
	uint64_t wall = believed ? (uint64_t)now_ms << 16 : 0;

	if (wall <= clock->last && clock->last >= STAMP_CLOCK_MAX)
		return false;
	clock->last = wall > clock->last ? wall : clock->last + 1;
	put_u64(ret, clock->last);
	put_u64(ret + 8, clock->origin);
	return true;
}

bool stamp_beyond(const unsigned char stamp[STAMP_SIZE])
{
	return get_u64(stamp) > STAMP_CLOCK_MAX;
}

void stamp_at(
	uint64_t clock, const unsigned char origin_of[STAMP_SIZE], unsigned char ret[STAMP_SIZE])
{
	put_u64(ret, clock);
	put_u64(ret + 8, get_u64(origin_of + 8));
}

uint64_t stamp_clock(const unsigned char stamp[STAMP_SIZE])
{
	return get_u64(stamp);
}

bool stamp_same_origin(const unsigned char stamp[STAMP_SIZE], const struct stamp_clock *clock)
{
	return clock->origin && get_u64(stamp + 8) == clock->origin;
}

int64_t stamp_ms(const unsigned char stamp[STAMP_SIZE])
{
	return (int64_t)(get_u64(stamp) >> 16);
}

int64_t stamp_row(const unsigned char stamp[STAMP_SIZE])
{
	return (int64_t)(get_u64(stamp) & INT64_MAX);
}
