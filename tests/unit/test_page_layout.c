/* Pages as lines: how tables give way to the room there is. */
#include <stdlib.h>
#include <string.h>

#include "core/page.h"
#include "tests/unit/unit.h"

enum { UNITS = 14 };

/* A class by its units, as the jury reads it: much wider than 80 columns. */
static void build(struct page *page)
{
	const char *head[UNITS + 2] = {"Student", "Acquired"}, *row[UNITS + 2];
	char name[UNITS][8], mark[UNITS][8];

	for (int i = 0; i < UNITS; i++) {
		(void)snprintf(name[i], sizeof name[i], "UE%d", i + 1);
		(void)snprintf(mark[i], sizeof mark[i], "%d,50", 10 + i % 9);
		head[i + 2] = name[i];
		row[i + 2] = mark[i];
	}
	page_row(page, PAGE_HEAD, UNITS + 2, head);
	row[0] = "Van den Bossche Lotte-Marie";
	row[1] = "25/60";
	page_row(page, PAGE_ROW, UNITS + 2, row);
	page_mark(page, 1, 42);
	row[0] = "李 Wei\nMin";
	page_row(page, PAGE_ROW, UNITS + 2, row);
}

struct shown {
	struct page_shown *lines;
	size_t count;
};

static struct shown lay(const struct page *page, struct page_frame *frame)
{
	struct shown shown = {0};
	struct err err;

	assert_int_equal(page_layout(page, frame, &shown.lines, &shown.count, &err), ERR_OK);
	for (size_t i = 0; i < shown.count; i++)
		assert_true(text_columns(shown.lines[i].text) <= frame->cols);
	return shown;
}

static bool holds(const struct shown *shown, const char *text)
{
	for (size_t i = 0; i < shown->count; i++) {
		if (strstr(shown->lines[i].text, text))
			return true;
	}
	return false;
}

static void page_layout__aligns__what_fits(void **state)
{
	struct page page = {0};
	struct page_frame frame = {.cols = 200, .scrolls = true};
	struct shown shown;

	(void)state;
	build(&page);
	shown = lay(&page, &frame);
	assert_int_equal(frame.skip_most, 0);
	assert_int_equal(shown.count, 3);
	assert_true(holds(&shown, "Van den Bossche Lotte-Marie  25/60     10,50"));
	assert_true(holds(&shown, "李 Wei Min"));
	assert_null(strstr(shown.lines[0].text, "›"));
	page_shown_free(shown.lines, shown.count);
	page_release(&page);
}

static void page_layout__scrolls__beside_the_first_column(void **state)
{
	struct page page = {0};
	struct page_frame frame = {.cols = 60, .scrolls = true};
	struct shown shown;

	(void)state;
	build(&page);
	shown = lay(&page, &frame);
	assert_true(frame.skip_most > 0);
	assert_true(holds(&shown, "UE1 "));
	assert_false(holds(&shown, "UE14"));
	assert_true(holds(&shown, "›"));
	assert_false(holds(&shown, "‹"));
	page_shown_free(shown.lines, shown.count);

	frame.skip = 1000; /* as far as it goes: the last column, and no sign of more */
	shown = lay(&page, &frame);
	assert_true(holds(&shown, "Van den Bossch"));
	assert_true(holds(&shown, "UE14"));
	assert_false(holds(&shown, "UE1 "));
	assert_true(holds(&shown, "‹"));
	assert_false(holds(&shown, "›"));
	page_shown_free(shown.lines, shown.count);
	page_release(&page);
}

static void page_layout__writes__all_of_a_wide_table(void **state)
{
	struct page page = {0};
	struct page_frame frame = {.cols = 60};
	struct shown shown;
	size_t first = 0;
	char name[8];

	(void)state;
	build(&page);
	shown = lay(&page, &frame);
	for (int i = 1; i <= UNITS; i++) {
		(void)snprintf(name, sizeof name, "UE%d", i);
		assert_true(holds(&shown, name));
	}
	/* The row that can be opened is one row, however many lines it takes. */
	for (size_t i = 0; i < shown.count; i++)
		first += shown.lines[i].first && page.lines[shown.lines[i].line].id == 42;
	assert_int_equal(first, 1);
	page_shown_free(shown.lines, shown.count);
	page_release(&page);
}

static void page_layout__survives__no_room_at_all(void **state)
{
	struct page page = {0};
	struct page_shown *lines;
	size_t count;
	struct err err;

	(void)state;
	build(&page);
	page_add(&page, PAGE_TEXT, "A sentence with several words.");
	page_row(&page, PAGE_HEAD, 0, NULL);
	for (int cols = 1; cols < 30; cols++) {
		for (int scrolls = 0; scrolls < 2; scrolls++) {
			struct page_frame frame = {.cols = cols, .scrolls = scrolls, .skip = 3};

			assert_int_equal(page_layout(&page, &frame, &lines, &count, &err), ERR_OK);
			assert_true(count >= 4);
			page_shown_free(lines, count);
		}
	}
	page_release(&page);
}

/* What tells namesakes apart is the last to be cut. */
static void page_layout__keeps__what_tells_two_apart(void **state)
{
	const char *head[] = {"Student", "Why"}, *row[] = {"Dupont Camille (0024008)", "late"};
	struct page page = {0};
	struct page_frame frame = {.scrolls = true};
	struct shown shown;

	(void)state;
	page_row(&page, PAGE_HEAD, 2, head);
	page_row(&page, PAGE_ROW, 2, row);
	for (frame.cols = 24; frame.cols < 40; frame.cols++) {
		shown = lay(&page, &frame);
		assert_true(holds(&shown, "(0024008)"));
		page_shown_free(shown.lines, shown.count);
	}
	page_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(page_layout__keeps__what_tells_two_apart),
		cmocka_unit_test(page_layout__aligns__what_fits),
		cmocka_unit_test(page_layout__scrolls__beside_the_first_column),
		cmocka_unit_test(page_layout__writes__all_of_a_wide_table),
		cmocka_unit_test(page_layout__survives__no_room_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
