/* tui/footer.c */
#include "tests/unit/unit.h"

#include "tui/footer.h"

static const enum action items[] = { ACT_RATE_1, ACT_COMMENT, ACT_SEARCH, ACT_PALETTE, ACT_SUSPEND,
	                             ACT_QUIT, ACT_HELP, ACT_NONE };

static bool all(void *data, enum action action)
{
	return !data || *(const enum action *)data != action;
}

static void build(struct footer *footer, int levels, int cols, enum action *not)
{
	struct keymap map;
	struct err err;

	assert_int_equal(keymap_init(&map, &err), ERR_OK);
	footer->typed = false;
	footer_build(footer, &map, items, levels, cols, false, all, NULL, not);
	keymap_release(&map);
}

static void build__shows__levels_as_a_range(void **state)
{
	struct footer footer;

	(void)state;
	build(&footer, 4, 200, NULL);
	assert_string_equal(footer.items[0].key, "1-4");
	build(&footer, 0, 200, NULL);
	assert_int_equal(footer.items[0].action, ACT_COMMENT);
}

static void build__leaves_out__what_has_no_key(void **state)
{
	struct footer footer;

	(void)state;
	build(&footer, 4, 200, NULL);
	assert_int_equal(footer.count, 6);
	for (size_t i = 0; i < footer.count; i++)
		assert_int_not_equal(footer.items[i].action, ACT_SUSPEND);
}

static void build__drops__whole_items_and_keeps_help(void **state)
{
	struct footer footer;

	(void)state;
	for (int cols = 0; cols < 120; cols++) {
		int end = 0;

		build(&footer, 4, cols, NULL);
		for (size_t i = 0; i < footer.count; i++) {
			assert_true(footer.items[i].col > end - 1);
			end = footer.items[i].col + footer.items[i].cols;
			assert_true(end < cols);
		}
		if (cols >= 10)
			assert_int_equal(footer.items[footer.count - 1].action, ACT_HELP);
	}
	build(&footer, 4, 40, NULL);
	assert_int_equal(footer.items[footer.count - 1].col + footer.items[footer.count - 1].cols,
	        39);
}

static void build__hides__what_cannot_be_done(void **state)
{
	enum action not = ACT_SEARCH;
	struct footer footer;

	(void)state;
	build(&footer, 4, 200, &not);
	for (size_t i = 0; i < footer.count; i++)
		assert_int_not_equal(footer.items[i].action, ACT_SEARCH);
}

static void at__finds__the_item_clicked(void **state)
{
	struct footer footer;

	(void)state;
	build(&footer, 4, 200, NULL);
	assert_int_equal(footer_at(&footer, footer.items[2].col + 1), footer.items[2].action);
	assert_int_equal(footer_at(&footer, 0), ACT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(build__shows__levels_as_a_range),
		cmocka_unit_test(build__leaves_out__what_has_no_key),
		cmocka_unit_test(build__drops__whole_items_and_keeps_help),
		cmocka_unit_test(build__hides__what_cannot_be_done),
		cmocka_unit_test(at__finds__the_item_clicked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
