/* The table of actions as data. See action.h. */
#include "tui/action.h"

#include <string.h>

#include "core/language.h"

const struct action_info actions[ACT_COUNT] = {
	[ACT_NONE] = { "", "", 0, "", "" },
#define ACTION(id, name, keys, where, label, help) [ACT_##id] = { name, keys, where, label, help },
#include "tui/actions.def"
#undef ACTION
};

enum action action_by_name(const char *name)
{
	for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
		if (strcmp(actions[i].name, name) == 0)
			return (enum action)i;
	}
	return ACT_NONE;
}
