/* core/grade_title.c: maxima as people and programs write them beside marks. */

#include "tests/unit/unit.h"

#include "core/grade_title.h"

static struct grade_words words;

static int load(void **state)
{
	struct err err;

	(void)state;
	return (int)grade_words_load(&words, &err);
}

static int release(void **state)
{
	(void)state;
	grade_words_release(&words);
	return 0;
}

static void title__states__what_is_written(void **state)
{
	static const struct {
		const char *name;
		int stated, maybe;
	} cases[] = {
		{"Écrit", 0, 0},
		{"Écrit (/40)", 4000, 0},
		{"Écrit /40", 4000, 0},
		{"Écrit\xC2\xA0/\xE2\x80\xAF" "40", 4000, 0},
		{"Écrit／40", 4000, 0},
		{"Note/10,00", 1000, 0},
		{"Note/10.50", 1050, 0},
		{"Q. 1 /2,50", 250, 0},
		{"TP1/40", 4000, 0},
		{"Test 2 /10", 1000, 0},
		{"Test 2 /1", 100, 0},
		{"Test 2 /0,99", 0, 0},
		{"Test /1000", 100000, 0},
		{"Test /1001", 0, 0},
		{"sur 10", 1000, 0},
		{"SUR 10", 1000, 0},
		{"Écrit (sur 40 points)", 4000, 0},
		{"Pts: 40", 4000, 0},
		{"Pts 40", 0, 0},
		{"pts. : 40", 4000, 0},
		{"Max. 40", 4000, 0},
		{"Max Points: 40", 4000, 0},
		{"out of 40", 4000, 0},
		{"part of 40", 0, 0},
		{"op 40", 4000, 0},
		{"40 points", 4000, 0},
		{"40pts", 4000, 0},
		{"(%)", 10000, 0},
		{"Écrit en ％", 10000, 0},
		{"Pourcentage", 10000, 0},
		{"Écrit (30 %)", 0, 0},
		{"Écrit (100 %)", 0, 10000},
		{"Écrit (40)", 0, 4000},
		{"Écrit [40]", 0, 4000},
		{"Écrit (40]", 0, 0},
		{"Écrit (4211)", 0, 0},
		{"Écrit 40", 0, 0},
		{"Interro 14/05", 0, 500},
		{"Interro 31/12", 0, 1200},
		{"Interro 32/12", 1200, 0},
		{"Interro 14/13", 1300, 0},
		{"Interro 14/05/2026", 0, 0},
		{"2026/27", 0, 0},
		{"26/27", 0, 0},
		{"25/27", 2700, 0},
		{"1000/27", 0, 0},
		{"999/27", 2700, 0},
		{"sur 3 semaines", 0, 300},
		{"[Total Pts: 40 Score] |12", 4000, 0},
		{"<Numeric MaxPoints:40 Weight:5>", 4000, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct grade_title title;

		grade_title_read(&words, cases[i].name, &title);
		if (title.stated_count != (cases[i].stated > 0) ||
			(title.stated_count && title.stated[0] != cases[i].stated) ||
			title.maybe != cases[i].maybe)
			fail_msg("%s: %zu stated, %d, maybe %d", cases[i].name, title.stated_count,
				title.stated[0], title.maybe);
	}
}

static void title__tells__two_maxima_and_the_session(void **state)
{
	struct grade_title title;

	(void)state;
	grade_title_read(&words, "Écrit /40 (sur 20)", &title);
	assert_int_equal(title.stated_count, 2);
	grade_title_read(&words, "Écrit /40 (sur 40)", &title);
	assert_int_equal(title.stated_count, 1);
	grade_title_read(&words, "UE3/AA1 session 2 (/20)", &title);
	assert_int_equal(title.session, 2);
	assert_int_equal(title.stated[0], 2000);
	grade_title_read(&words, "session 2,5", &title);
	assert_int_equal(title.session, 0);
	grade_title_read(&words, "session de juin 2", &title);
	assert_int_equal(title.session, 0);
}

static void cell__has__its_maximum_beside_it(void **state)
{
	static const struct {
		const char *text;
		int expected, maximum;
		const char *mark;
	} cases[] = {
		{"18/40", 0, 4000, "18"},
		{"18 / 40 pts", 0, 4000, "18"},
		{"14,5/20", 0, 2000, "14,5"},
		{"18 sur 40", 0, 4000, "18"},
		{"18 out of 40", 0, 4000, "18"},
		{"72 %", 0, 10000, "72"},
		{"72,5%", 0, 10000, "72,5"},
		{"8/10", 0, 0, ""},
		{"8/12", 0, 0, ""},
		{"8/13", 0, 1300, "8"},
		{"8/10", 1000, 1000, "8"},
		{"8,5/10", 0, 1000, "8,5"},
		{"14/05/26", 0, 0, ""},
		{"18", 0, 0, ""},
		{"18 points", 0, 0, ""},
		{"PP", 0, 0, ""},
		{"%", 0, 0, ""},
		{"/40", 0, 0, ""},
		{"18/0", 0, 0, ""},
		{"", 0, 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char mark[MARK_SIZE] = "";
		int maximum =
			grade_cell_maximum(&words, cases[i].text, cases[i].expected, mark);

		if (maximum != cases[i].maximum || strcmp(mark, cases[i].mark) != 0)
			fail_msg("%s: %d, “%s”", cases[i].text, maximum, mark);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(title__states__what_is_written),
		cmocka_unit_test(title__tells__two_maxima_and_the_session),
		cmocka_unit_test(cell__has__its_maximum_beside_it),
	};

	return cmocka_run_group_tests(tests, load, release);
}
