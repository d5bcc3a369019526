/* tui/list.c */
#include "tests/unit/unit.h"

#include "tui/list.h"

static struct list made(size_t count, size_t height)
{
	struct list list;

	list_init(&list);
	list_set_count(&list, count);
	list_set_height(&list, height);
	return list;
}

static void move__stops__at_both_ends(void **state)
{
	struct list list = made(3, 10);

	(void)state;
	list_move(&list, -1);
	assert_int_equal(list.cursor, 0);
	list_move(&list, 100);
	assert_int_equal(list.cursor, 2);
	list_move(&list, -100);
	assert_int_equal(list.cursor, 0);
}

static void move__does_nothing__in_an_empty_list(void **state)
{
	struct list list = made(0, 10);

	(void)state;
	list_move(&list, 1);
	assert_true(list_act(&list, ACT_BOTTOM));
	assert_true(list_act(&list, ACT_PAGE_DOWN));
	assert_int_equal(list.cursor, 0);
	assert_int_equal(list.top, 0);
	assert_int_equal(list_at(&list, 0), (size_t)-1);
}

static void window__follows__the_cursor(void **state)
{
	struct list list = made(100, 10);

	(void)state;
	list_go(&list, 50);
	assert_int_equal(list.top, 41);
	list_go(&list, 45);
	assert_int_equal(list.top, 41);
	list_go(&list, 7);
	assert_int_equal(list.top, 7);
	list_go(&list, 1000);
	assert_int_equal(list.cursor, 99);
	assert_int_equal(list.top, 90);
	assert_int_equal(list_at(&list, 9), 99);
	assert_int_equal(list_at(&list, 10), (size_t)-1);
}

/* The last row of the window and the one below it, the first and the one above. */
static void window__moves__at_its_edges_only(void **state)
{
	struct list list = made(100, 10);

	(void)state;
	list_go(&list, 9);
	assert_int_equal(list.top, 0);
	list_move(&list, 1);
	assert_int_equal(list.cursor, 10);
	assert_int_equal(list.top, 1);
	list_go(&list, 1);
	assert_int_equal(list.top, 1);
	list_move(&list, -1);
	assert_int_equal(list.cursor, 0);
	assert_int_equal(list.top, 0);
	list_go(&list, 98);
	assert_int_equal(list.top, 89);
	list_move(&list, 1);
	assert_int_equal(list.cursor, 99);
	assert_int_equal(list.top, 90);
}

/* The wheel: the cursor stays where it is until the window's edge takes it along. */
static void scroll__takes__the_cursor_at_the_edge_only(void **state)
{
	struct list list = made(12, 10);

	(void)state;
	list_go(&list, 1);
	list_scroll(&list, 1);
	assert_int_equal(list.top, 1);
	assert_int_equal(list.cursor, 1);
	list_scroll(&list, 1);
	assert_int_equal(list.top, 2);
	assert_int_equal(list.cursor, 2);
	list_scroll(&list, 1); /* the last rows are in sight */
	assert_int_equal(list.top, 2);
	list_go(&list, 10);
	list_scroll(&list, -1);
	assert_int_equal(list.top, 1);
	assert_int_equal(list.cursor, 10);
	list_scroll(&list, -1);
	assert_int_equal(list.top, 0);
	assert_int_equal(list.cursor, 9);
	list = made(10, 10);
	list_go(&list, 9);
	list_scroll(&list, 1); /* all is in sight */
	assert_int_equal(list.top, 0);
	assert_int_equal(list.cursor, 9);
}

static void page__is__the_height_less_a_row(void **state)
{
	struct list list = made(100, 3);

	(void)state;
	assert_true(list_act(&list, ACT_PAGE_DOWN));
	assert_int_equal(list.cursor, 4); /* the window by two, the cursor by two of it */
	assert_int_equal(list.top, 2);
	list = made(100, 2);
	assert_true(list_act(&list, ACT_PAGE_DOWN));
	assert_int_equal(list.top, 1);
	list = made(3, 1);
	list_go(&list, 2);
	assert_true(list_act(&list, ACT_UP));
	assert_int_equal(list.cursor, 1);
	assert_int_equal(list.top, 1);
}

static void height__keeps__the_cursor_in_sight(void **state)
{
	struct list list = made(100, 20);

	(void)state;
	list_go(&list, 19);
	list_set_height(&list, 5);
	assert_int_equal(list.top, 15);
	list_set_height(&list, 200);
	assert_int_equal(list.top, 0);
	assert_int_equal(list.cursor, 19);
}

static void count__takes__the_cursor_along(void **state)
{
	struct list list = made(100, 10);

	(void)state;
	list_go(&list, 99);
	list_set_count(&list, 95);
	assert_int_equal(list.cursor, 94);
	assert_int_equal(list.top, 85);
	list_set_count(&list, 5);
	assert_int_equal(list.cursor, 4);
	assert_int_equal(list.top, 0);
}

static void page__keeps__one_row(void **state)
{
	struct list list = made(100, 10);

	(void)state;
	assert_true(list_act(&list, ACT_PAGE_DOWN));
	assert_int_equal(list.top, 9);
	assert_true(list_act(&list, ACT_PAGE_UP));
	assert_int_equal(list.top, 0);
	assert_int_equal(list.cursor, 0);
	assert_false(list_act(&list, ACT_OPEN));
}

static void scroll__takes__the_cursor_along(void **state)
{
	struct list list = made(100, 10);

	(void)state;
	list_scroll(&list, 3);
	assert_int_equal(list.top, 3);
	assert_int_equal(list.cursor, 3);
	list_go(&list, 12);
	list_scroll(&list, -3);
	assert_int_equal(list.cursor, 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(move__stops__at_both_ends),
		cmocka_unit_test(move__does_nothing__in_an_empty_list),
		cmocka_unit_test(window__follows__the_cursor),
		cmocka_unit_test(window__moves__at_its_edges_only),
		cmocka_unit_test(scroll__takes__the_cursor_at_the_edge_only),
		cmocka_unit_test(page__is__the_height_less_a_row),
		cmocka_unit_test(height__keeps__the_cursor_in_sight),
		cmocka_unit_test(count__takes__the_cursor_along),
		cmocka_unit_test(page__keeps__one_row),
		cmocka_unit_test(scroll__takes__the_cursor_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
