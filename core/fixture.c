/* Data files built into the program. See fixture.h. */
#include "core/fixture.h"

#include <string.h>

bool fixture_find(const char *name, const char **ret_data, size_t *ret_size)
{
	for (size_t i = 0; i < fixture_count; i++) {
		if (strcmp(fixtures[i].name, name) == 0) {
			*ret_data = fixtures[i].data;
			*ret_size = fixtures[i].size;
			return true;
		}
	}
	return false;
}

bool fixture_each(const char *prefix, size_t i, const char **ret_name, const char **ret_data,
	size_t *ret_size)
{
	for (size_t at = 0; at < fixture_count; at++) {
		if (strncmp(fixtures[at].name, prefix, strlen(prefix)) != 0 || i-- > 0)
			continue;
		*ret_name = fixtures[at].name;
		*ret_data = fixtures[at].data;
		*ret_size = fixtures[at].size;
		return true;
	}
	return false;
}
