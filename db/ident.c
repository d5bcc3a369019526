/* Ids of rows. See ident.h. */
#include "db/ident.h"

#include <sodium.h>
#include <string.h>

enum { HASH_SIZE = 16 };

static void feed_int(crypto_generichash_state *state, int64_t value)
{
	unsigned char bytes[8];
	uint64_t rest = (uint64_t)value;

	for (int i = 7; i >= 0; i--) {
		bytes[i] = (unsigned char)rest;
		rest >>= 8;
	}
	crypto_generichash_update(state, bytes, sizeof bytes);
}

static void start(crypto_generichash_state *state, int table)
{
	crypto_generichash_init(state, NULL, 0, HASH_SIZE);
	feed_int(state, table);
}

static int64_t finish(crypto_generichash_state *state)
{
	unsigned char hash[HASH_SIZE];
	uint64_t id = 0;

	crypto_generichash_final(state, hash, sizeof hash);
	for (int i = 0; i < 8; i++)
		id = id << 8 | hash[i];
	id &= INT64_MAX;
	return id ? (int64_t)id : 1;
}

int64_t ident_text(int table, int n, const char *const parts[])
{
	crypto_generichash_state state;

	start(&state, table);
	for (int i = 0; i < n; i++) {
		size_t length = strlen(parts[i]);

		feed_int(&state, (int64_t)length);
		crypto_generichash_update(&state, (const unsigned char *)parts[i], length);
	}
	return finish(&state);
}

int64_t ident_int(int table, int n, const int64_t parts[])
{
	crypto_generichash_state state;

	start(&state, table);
	for (int i = 0; i < n; i++)
		feed_int(&state, parts[i]);
	return finish(&state);
}

int64_t ident_random(void)
{
	uint64_t id = 0;

	while ((id & INT64_MAX) == 0)
		randombytes_buf(&id, sizeof id);
	return (int64_t)(id & INT64_MAX);
}
