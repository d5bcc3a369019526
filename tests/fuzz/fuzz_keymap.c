/*
 * Any bytes as a file of keys: what is not understood is told with its line,
 * and what is taken can be typed, found and shown.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/input.h"
#include "tui/keymap.h"

static void told(void *ctx, const struct err *why)
{
	long *lines = ctx;

	must(why->reason != WHY_NONE && why->line > *lines);
	*lines = why->line;
}

static void check_binding(const struct keymap *map, const struct binding *binding)
{
	char name[64];

	must(binding->length >= 0 && binding->length <= KEYMAP_KEYS_MAX);
	must(binding->action > ACT_NONE && binding->action < ACT_COUNT);
	for (int i = 0; i < binding->length; i++) {
		must(binding->keys[i] != 0);
		keymap_key_name(binding->keys[i], name, sizeof name);
		must(*name && strlen(name) < sizeof name);
	}
	/* typed where its action works it means something, its own or a later line's */
	if (binding->length > 0) {
		enum action found;

		must(keymap_find(map, actions[binding->action].where, binding->keys,
			     binding->length, &found) != KEYMAP_NOTHING);
	}
}

static void check(const struct keymap *map)
{
	for (size_t i = 0; i < map->count; i++)
		check_binding(map, &map->bindings[i]);
	for (int action = ACT_NONE + 1; action < ACT_COUNT; action++) {
		char text[256], cut[3] = "##";

		keymap_describe(map, (enum action)action, false, text, sizeof text);
		must(strlen(text) < sizeof text);
		keymap_describe(map, (enum action)action, true, cut, sizeof cut);
		must(strlen(cut) < sizeof cut);
	}
}

/* One key as written in the table: it moves on, or is not understood. */
static void parse(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	const char *at = text;

	must(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	while (*at) {
		const char *before = at;

		if (keymap_parse(&at) == 0)
			break;
		must(at > before && at <= text + size);
	}
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct keymap map;
	long lines = 0;
	struct err err;

	must(keymap_init(&map, &err) == ERR_OK);
	if (keymap_load(&map, input_path(data, size), told, &lines, &err))
		must(err.reason != WHY_NONE);
	else
		must(lines == 0);
	check(&map);
	keymap_release(&map);
	parse(data, size);
	return 0;
}
