/* Short names of rows. See ref.h. */
#include "core/ref.h"

#include <string.h>
#include <strings.h>

void ref_of(int64_t id, char ret[REF_SIZE])
{
	static const char digits[] = "23456789abcdefghijkmnpqrstuvwxyz";
	uint64_t rest = (uint64_t)id;

	/* From the low end, which differs most: hashes and random numbers are even anyway. */
	for (int i = 0; i < REF_SIZE - 1; i++) {
		ret[i] = digits[rest & 31];
		rest >>= 5;
	}
	ret[REF_SIZE - 1] = '\0';
}

bool ref_matches(int64_t id, const char *text)
{
	char ref[REF_SIZE];
	size_t length = strlen(text);

	ref_of(id, ref);
	return length > 0 && length < REF_SIZE && strncasecmp(ref, text, length) == 0;
}
