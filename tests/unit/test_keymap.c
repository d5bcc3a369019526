/* tui/actions.def and tui/keymap.c */
#include "tests/unit/unit.h"

#include <unistd.h>

#include "tui/keymap.h"
#include "tui/term.h"

static void actions__have__unique_names_and_texts(void **state)
{
	(void)state;
	for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
		assert_true(actions[i].name[0] != '\0');
		assert_true(actions[i].label[0] != '\0');
		assert_true(actions[i].help[0] != '\0');
		assert_true(actions[i].where != 0);
		assert_int_equal(action_by_name(actions[i].name), i);
	}
	assert_int_equal(action_by_name("no such action"), ACT_NONE);
}

static bool begins(const struct binding *a, const struct binding *b)
{
	int length = a->length < b->length ? a->length : b->length;

	return memcmp(a->keys, b->keys, (size_t)length * sizeof a->keys[0]) == 0;
}

static void actions__never_share__a_key_in_one_view(void **state)
{
	struct keymap map;
	struct err err;

	(void)state;
	assert_int_equal(keymap_init(&map, &err), ERR_OK);
	for (size_t i = 0; i < map.count; i++) {
		for (size_t j = i + 1; j < map.count; j++) {
			const struct binding *a = &map.bindings[i], *b = &map.bindings[j];

			/* neither the same keys, nor one the beginning of the other */
			if ((actions[a->action].where & actions[b->action].where) && begins(a, b))
				fail_msg("%s and %s share a key", actions[a->action].name,
				        actions[b->action].name);
		}
	}
	keymap_release(&map);
}

static void actions__avoid__dead_keys_and_altgr(void **state)
{
	struct keymap map;
	struct err err;

	(void)state;
	assert_int_equal(keymap_init(&map, &err), ERR_OK);
	for (size_t i = 0; i < map.count; i++) {
		for (int k = 0; k < map.bindings[i].length; k++) {
			uint32_t key = map.bindings[i].keys[k];

			assert_true(key >= 0x80 || key == 0 || !strchr("[]{}\\|@#^~`", (int)key));
		}
	}
	keymap_release(&map);
}

static enum keymap_found find(struct keymap *map, int where, const char *text, enum action *ret)
{
	uint32_t keys[KEYMAP_KEYS_MAX];
	int length = 0;

	while (*text)
		keys[length++] = keymap_parse(&text);
	return keymap_find(map, where, keys, length, ret);
}

static void find__follows__both_sides_of_a_number_key(void **state)
{
	struct keymap map;
	struct err err;
	enum action action = ACT_NONE;

	(void)state;
	assert_int_equal(keymap_init(&map, &err), ERR_OK);
	assert_int_equal(find(&map, WHERE_MAIN, "2", &action), KEYMAP_ACTION);
	assert_int_equal(action, ACT_RATE_2);
	assert_int_equal(find(&map, WHERE_MAIN, "é", &action), KEYMAP_ACTION);
	assert_int_equal(action, ACT_RATE_2);
	assert_int_equal(find(&map, WHERE_GROUP, "§", &action), KEYMAP_ACTION);
	assert_int_equal(action, ACT_RATE_6);
	assert_int_equal(find(&map, WHERE_LIST, "2", &action), KEYMAP_NOTHING);
	assert_int_equal(find(&map, WHERE_MAIN, "g", &action), KEYMAP_PREFIX);
	assert_int_equal(find(&map, WHERE_MAIN, "gg", &action), KEYMAP_ACTION);
	assert_int_equal(action, ACT_TOP);
	assert_int_equal(find(&map, WHERE_MAIN, "gx", &action), KEYMAP_NOTHING);
	assert_int_equal(find(&map, WHERE_ENTRY, "^Z", &action), KEYMAP_ACTION);
	assert_int_equal(action, ACT_UNDO);
	keymap_release(&map);
}

static void parse__refuses__what_is_no_key(void **state)
{
	const char *text = "^M";

	(void)state;
	assert_int_equal(keymap_parse(&text), 0);
	text = "\xC3";
	assert_int_equal(keymap_parse(&text), 0);
	text = "";
	assert_int_equal(keymap_parse(&text), 0);
	text = "F9";
	assert_int_equal(keymap_parse(&text), KEYMAP_SPECIAL + SPECIAL_F0 + 9);
	assert_string_equal(text, "");
	text = "Ctrl+z";
	assert_int_equal(keymap_parse(&text), 'Z' - '@');
	text = "C-Z x";
	assert_int_equal(keymap_parse(&text), 'Z' - '@');
	assert_string_equal(text, " x");
	text = "C-i"; /* that is Tab: two letters, then */
	assert_int_equal(keymap_parse(&text), 'C');
	text = "Fx";
	assert_int_equal(keymap_parse(&text), 'F');
}

static void add_line(void *ctx, const struct err *why)
{
	*(long *)ctx += why->line;
}

static void load__takes__good_lines_and_names_the_bad(void **state)
{
	char path[] = "/tmp/suivi-keys-XXXXXX", keys[64];
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	struct keymap map;
	struct err err;
	enum action action = ACT_NONE;
	long lines = 0;

	(void)state;
	assert_non_null(file);
	fputs("# mine\n\nundo = U\t^Z\nno-such = x\nsuspend = u\nhelp =\nredo ^R\n", file);
	fclose(file);
	assert_int_equal(keymap_init(&map, &err), ERR_OK);
	assert_int_equal(keymap_load(&map, path, add_line, &lines, &err), ERR_INVALID);
	assert_int_equal(lines, 4 + 7);
	assert_int_equal(err.reason, WHY_KEY_LINE);
	assert_int_equal(err.line, 4);
	assert_string_equal(err.value, "no-such = x");
	assert_int_equal(find(&map, WHERE_MAIN, "U", &action), KEYMAP_ACTION);
	assert_int_equal(action, ACT_UNDO);
	assert_int_equal(find(&map, WHERE_MAIN, "u", &action), KEYMAP_ACTION);
	assert_int_equal(action, ACT_SUSPEND);
	assert_int_equal(find(&map, WHERE_MAIN, "?", &action), KEYMAP_NOTHING);
	keymap_describe(&map, ACT_UNDO, false, keys, sizeof keys);
	assert_string_equal(keys, "U  Ctrl+Z");
	keymap_describe(&map, ACT_UNDO, true, keys, sizeof keys);
	assert_string_equal(keys, "U");
	keymap_describe(&map, ACT_TOP, false, keys, sizeof keys);
	assert_string_equal(keys, "Home  g g");
	keymap_release(&map);
	unlink(path);
}

static void load__accepts__no_file(void **state)
{
	struct keymap map;
	struct err err;

	(void)state;
	assert_int_equal(keymap_init(&map, &err), ERR_OK);
	assert_int_equal(keymap_load(&map, "/nonexistent/keys", NULL, NULL, &err), ERR_OK);
	keymap_release(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(actions__have__unique_names_and_texts),
		cmocka_unit_test(actions__never_share__a_key_in_one_view),
		cmocka_unit_test(actions__avoid__dead_keys_and_altgr),
		cmocka_unit_test(find__follows__both_sides_of_a_number_key),
		cmocka_unit_test(parse__refuses__what_is_no_key),
		cmocka_unit_test(load__takes__good_lines_and_names_the_bad),
		cmocka_unit_test(load__accepts__no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
