/* core/date.c, core/clock.c; today is Thursday 12 November 2026 */
#include "tests/unit/unit.h"

#include "core/clock.h"
#include "core/date.h"

static void check_typed(const char *typed, const char *expected)
{
	char iso[DATE_SIZE] = "";
	struct err err;

	assert_int_equal(date_parse(typed, DATE_NEAREST, iso, &err), ERR_OK);
	assert_string_equal(iso, expected);
}

static void check_not(const char *typed)
{
	char iso[DATE_SIZE] = "kept";
	struct err err;

	assert_int_equal(date_parse(typed, DATE_NEAREST, iso, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_DATE_INVALID);
	assert_string_equal(err.value, typed);
	assert_string_equal(iso, "kept");
}

static void check_cell(const char *text, enum date_order order, const char *expected)
{
	char iso[DATE_SIZE] = "";

	assert_int_equal(date_read(text, strlen(text), order, iso), expected[0] != '\0');
	assert_string_equal(iso, expected);
}

static void date_parse__takes__whole_dates(void **state)
{
	(void)state;
	check_typed("2026-11-12", "2026-11-12");
	check_typed("12/11/2026", "2026-11-12");
	check_typed(" 1.2.2027 ", "2027-02-01");
	check_typed("12.11.26", "2026-11-12");
	check_typed("20270204", "2027-02-04");
	check_typed("29/02/2028", "2028-02-29");
	check_typed("4 février 2027", "2027-02-04");
	check_typed("1er mars 27", "2027-03-01");
}

static void check_to_come(const char *typed, const char *expected)
{
	char iso[DATE_SIZE] = "";
	struct err err;

	assert_int_equal(date_parse(typed, DATE_AHEAD, iso, &err), ERR_OK);
	assert_string_equal(iso, expected);
}

static void date_parse__looks_ahead__at_what_is_planned(void **state)
{
	(void)state;
	check_to_come("15/06", "2027-06-15");
	check_to_come("12/11", "2026-11-12");
	check_to_come("11/11", "2026-11-11"); /* a slip: to be refused, not a year away */
	check_to_come("31/12", "2026-12-31");
	check_to_come("1/1", "2027-01-01");
	check_to_come("15/06/2026", "2026-06-15");
	check_to_come("+14", "2026-11-26");
}

static void check_fact(const char *typed, const char *expected)
{
	char iso[DATE_SIZE] = "";
	struct err err;

	assert_int_equal(date_parse(typed, DATE_BACK, iso, &err), ERR_OK);
	assert_string_equal(iso, expected);
}

static void check_future(const char *typed, const char *understood)
{
	char iso[DATE_SIZE] = "kept";
	struct err err;

	assert_int_equal(date_parse(typed, DATE_BACK, iso, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_DATE_FUTURE);
	assert_string_equal(err.value, understood);
	assert_string_equal(iso, "kept");
}

static void date_parse__looks_back__at_facts(void **state)
{
	(void)state;
	check_fact("05/01", "2026-01-05");
	check_fact("11/11", "2026-11-11");
	check_fact("12/11", "2026-11-12");
	check_fact("13/11", "2025-11-13");
	check_fact("31/12", "2025-12-31");
	check_fact("29/02", "2024-02-29");
	check_fact("lun", "2026-11-09");
	check_fact("mercredi", "2026-11-11");
	check_fact("jeu.", "2026-11-05"); /* never today */
	check_fact("vrijdag", "2026-11-06");
	check_fact("hier", "2026-11-11");
	check_fact("12/11/2026", "2026-11-12");
	check_fact("auj", "2026-11-12");
}

static void date_parse__refuses__a_fact_to_come(void **state)
{
	(void)state;
	check_future("13/11/2026", "Fri 13/11/2026");
	check_future("2027-01-05", "Tue 05/01/2027");
	check_future("5.1.27", "Tue 05/01/2027");
	check_future("+1", "Fri 13/11/2026");
	check_future("demain", "Fri 13/11/2026");
}

static void date_check_fact__takes__today_and_nothing(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(date_check_fact("", &err), ERR_OK);
	assert_int_equal(date_check_fact("2026-11-12", &err), ERR_OK);
	assert_int_equal(date_check_fact("2026-11-13", &err), ERR_INVALID);
}

static void date_parse__completes__day_and_month(void **state)
{
	(void)state;
	check_typed("12/11", "2026-11-12");
	check_typed("4/2", "2027-02-04");
	check_typed("30.06", "2026-06-30");
}

static void date_parse__takes__words_and_offsets(void **state)
{
	(void)state;
	check_typed("auj", "2026-11-12");
	check_typed("Aujourd’hui", "2026-11-12");
	check_typed("today", "2026-11-12");
	check_typed("hier", "2026-11-11");
	check_typed("morgen", "2026-11-13");
	check_typed("lun", "2026-11-16");
	check_typed("mon", "2026-11-16");
	check_typed("jeu.", "2026-11-19");
	check_typed("ven", "2026-11-13");
	check_typed("mercredi", "2026-11-18");
	check_typed("woe", "2026-11-18");
	check_typed("+14", "2026-11-26");
	check_typed("-12", "2026-10-31");
	check_typed("+60", "2027-01-11");
}

static void date_parse__refuses__what_is_none(void **state)
{
	(void)state;
	check_not("");
	check_not("lu");
	check_not("31/02/2026");
	check_not("29/02/2027");
	check_not("12/13");
	check_not("12/11-2026");
	check_not("12/11/20266");
	check_not("+");
	check_not("+99999");
	check_not("1/1/1");
	check_not("2026-11-12x");
	check_not("lundix");
	check_not("99999999");
}

static void date_read__takes__what_files_hold(void **state)
{
	(void)state;
	check_cell("01/09/2004", DATE_DAY_FIRST, "2004-09-01");
	check_cell("1-9-2004", DATE_DAY_FIRST, "2004-09-01");
	check_cell("2004/09/01", DATE_DAY_FIRST, "2004-09-01");
	check_cell("2012-04-23T18:25:43.511Z", DATE_DAY_FIRST, "2012-04-23");
	check_cell("23/04/2012 00:00:00", DATE_DAY_FIRST, "2012-04-23");
	check_cell("11/12/1999", DATE_MONTH_FIRST, "1999-11-12");
	check_cell("28/12/1999", DATE_MONTH_FIRST, "");
	check_cell("01/01/01", DATE_DAY_FIRST, "2001-01-01");
	check_cell("12/11/26", DATE_DAY_FIRST, "2026-11-12");
	check_cell("13/11/26", DATE_DAY_FIRST, "1926-11-13");
	check_cell("12/11", DATE_DAY_FIRST, "");
	check_cell("auj", DATE_DAY_FIRST, "");
	check_cell("", DATE_DAY_FIRST, "");
	check_cell("38000", DATE_DAY_FIRST, "");
}

static void date_read__takes__names_of_months(void **state)
{
	(void)state;
	check_cell("4 février 2004", DATE_DAY_FIRST, "2004-02-04");
	check_cell("04 févr. 2004", DATE_MONTH_FIRST, "2004-02-04");
	check_cell("4-févr-04", DATE_DAY_FIRST, "2004-02-04");
	check_cell("04-Feb-2004", DATE_DAY_FIRST, "2004-02-04");
	check_cell("1er AOÛT 2004", DATE_DAY_FIRST, "2004-08-01");
	check_cell("31-dec.-2003 00:00", DATE_DAY_FIRST, "2003-12-31");
	check_cell("8 mrt 2004", DATE_DAY_FIRST, "2004-03-08");
	check_cell("4 jui 2004", DATE_DAY_FIRST, "");
	check_cell("31 février 2004", DATE_DAY_FIRST, "");
	check_cell("4 fev", DATE_DAY_FIRST, "");
	check_cell("février 2004", DATE_DAY_FIRST, "");
	check_cell("4 fé 2004", DATE_DAY_FIRST, "");
}

static void check_proof(const char *text, int expected)
{
	enum date_order order = (enum date_order)-1;

	assert_int_equal(date_proves(text, strlen(text), &order), expected >= 0);
	assert_int_equal((int)order, expected);
}

static void date_proves__needs__a_day_past_12(void **state)
{
	(void)state;
	check_proof("11/28/1999", DATE_MONTH_FIRST);
	check_proof("28/11/1999", DATE_DAY_FIRST);
	check_proof("11/12/1999", -1);
	check_proof("28/28/1999", -1);
	check_proof("31/02/1999", -1);
	check_proof("1999-11-28", -1);
	check_proof("", -1);
}

static void date_is_serial__knows__numbers_of_days(void **state)
{
	(void)state;
	assert_true(date_is_serial("38021"));
	assert_true(date_is_serial("38021,5"));
	assert_true(date_is_serial("38021.0"));
	assert_false(date_is_serial("3802"));
	assert_false(date_is_serial("380211"));
	assert_false(date_is_serial("99999"));
	assert_false(date_is_serial("38021a"));
	assert_false(date_is_serial(""));
}

static void date__speaks_for__people(void **state)
{
	char text[DATE_SIZE];

	(void)state;
	date_for_people("2026-11-12", text);
	assert_string_equal(text, "12/11/2026");
	date_for_people("", text);
	assert_string_equal(text, "");
	assert_int_equal(date_weekday("2026-11-12"), 3);
	assert_int_equal(date_weekday("1970-01-01"), 3);
	assert_int_equal(date_weekday("1900-01-01"), 0);
	assert_int_equal(date_weekday("no"), -1);
}

static void clock__adds__days(void **state)
{
	char text[DATE_SIZE];

	(void)state;
	clock_today(text);
	assert_string_equal(text, "2026-11-12");
	clock_add_days("2027-03-28", 1, text); /* the clocks change that night */
	assert_string_equal(text, "2027-03-29");
	clock_add_days("2028-02-28", 1, text);
	assert_string_equal(text, "2028-02-29");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(date_parse__takes__whole_dates),
		cmocka_unit_test(date_parse__completes__day_and_month),
		cmocka_unit_test(date_parse__looks_ahead__at_what_is_planned),
		cmocka_unit_test(date_parse__looks_back__at_facts),
		cmocka_unit_test(date_parse__refuses__a_fact_to_come),
		cmocka_unit_test(date_check_fact__takes__today_and_nothing),
		cmocka_unit_test(date_parse__takes__words_and_offsets),
		cmocka_unit_test(date_parse__refuses__what_is_none),
		cmocka_unit_test(date_read__takes__what_files_hold),
		cmocka_unit_test(date_read__takes__names_of_months),
		cmocka_unit_test(date_proves__needs__a_day_past_12),
		cmocka_unit_test(date_is_serial__knows__numbers_of_days),
		cmocka_unit_test(date__speaks_for__people),
		cmocka_unit_test(clock__adds__days),
	};

	(void)setenv("SUIVI_TEST_NOW", "2026-11-12T10:42:00", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
