/*
 * Keys → actions: the defaults of actions.def, then the user's own.
 *
 * A key is a number: a code point, or KEYMAP_SPECIAL plus an enum special_key.
 * A binding is one to three keys typed one after the other. The user's file
 * has lines such as
 *
 *     undo = u ^Z
 *     suspend = F10
 *     # remarks and empty lines are skipped
 *
 * Keys are written as in actions.def: a character, ^X, F1 to F24, Up Down Left
 * Right PgUp PgDn Home End Ins Del Tab S-Tab Enter Esc Space Backspace, or
 * characters to be typed one after the other. A line replaces all keys of its
 * action and wins over defaults that use the same key; nothing after = takes
 * an action's keys away.
 */
#ifndef SUIVI_TUI_KEYMAP_H
#define SUIVI_TUI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/err.h"
#include "core/config.h"
#include "tui/action.h"

enum { KEYMAP_SPECIAL = 0x200000, KEYMAP_KEYS_MAX = 3 };

struct binding {
	uint32_t keys[KEYMAP_KEYS_MAX];
	int length;
	enum action action;
};

struct keymap {
	struct binding *bindings; /* owned; a later one wins */
	size_t count, size;
};

MUST_CHECK enum err_code keymap_init(struct keymap *map, struct err *err);
void keymap_release(struct keymap *map);

/*
 * Read the user's file over the defaults. A line that is not understood is
 * left out and the rest is taken; told (NULL: nobody) hears of each, and the
 * first is the error, with its number in err->line. A file that is not there
 * is fine.
 * Errors: WHY_KEY_LINE, those of config_open().
 */
MUST_CHECK enum err_code keymap_load(struct keymap *map, const char *path,
                                     config_told_fn *told, void *ctx, struct err *err);

/*
 * One such line over what is there: "undo = u". false: not understood, or no
 * memory; nothing is changed then.
 */
bool keymap_set(struct keymap *map, const char *line);

enum keymap_found {
	KEYMAP_NOTHING,
	KEYMAP_PREFIX, /* more keys may follow */
	KEYMAP_ACTION,
};

/* What the keys typed so far mean in a view of these kinds (enum where). */
enum keymap_found keymap_find(const struct keymap *map, int where, const uint32_t keys[],
                              int length, enum action *ret);

/*
 * The keys of an action as shown to people: "u  Ctrl+Z"; first: only the first
 * of them. "" when it has none. Named keys are translated.
 */
void keymap_describe(const struct keymap *map, enum action action, bool first, char *ret,
                     size_t size);

/* One key as shown: "Ctrl+Z", "F9", "é". */
void keymap_key_name(uint32_t key, char *ret, size_t size);

/* One key as written in the table, from *text on, which moves past it. 0: not understood. */
uint32_t keymap_parse(const char **text);

#endif
