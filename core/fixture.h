/*
 * Data files built into the program: frameworks, header words, the
 * demonstration class. They come from fixtures/ and nothing in the code knows
 * what they say.
 */
#ifndef SUIVI_CORE_FIXTURE_H
#define SUIVI_CORE_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>

struct fixture {
	const char *name; /* below fixtures/: "frameworks/ares-075.csv" */
	const char *data; /* size bytes and a NUL */
	size_t size;
};

/* The generated table, in order of names. */
extern const struct fixture fixtures[];
extern const size_t fixture_count;

/* false: there is none of this name. */
bool fixture_find(const char *name, const char **ret_data, size_t *ret_size);

/* The i-th whose name begins with prefix. false: there are fewer. */
bool fixture_each(const char *prefix, size_t i, const char **ret_name, const char **ret_data,
                  size_t *ret_size);

#endif
