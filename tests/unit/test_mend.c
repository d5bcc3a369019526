/* core/mend.c, core/secret.c */
#include "tests/unit/unit.h"

#include "core/mend.h"
#include "core/secret.h"

static void check(const char *text, const char *expected)
{
	char mended[256];
	size_t length = 0;
	bool any = mend_text(text, strlen(text), mended, &length);

	if (!expected) {
		if (any)
			fail_msg("%s: %s", text, mended);
		return;
	}
	if (!any || strcmp(mended, expected) != 0 || length != strlen(expected))
		fail_msg("%s: %s", text, any ? mended : "nothing");
}

static void mend_text__undoes__what_encodings_did(void **state)
{
	(void)state;
	check("LefÃ¨vre", "Lefèvre");
	check("ZoÃ©", "Zoé");
	check("NoÃ«lle Dâ€™Hondt", "Noëlle D’Hondt");
	check("Voil\xC3\x83\xC2\xA0", "Voilà"); /* half of it is a no-break space */
	check("\xC3\x83\xC2\x87"
	      "elik",
		"Çelik");               /* Latin-1: U+0087 */
	check("LefÃƒÂ¨vre", "Lefèvre"); /* twice */
	check("Nguyá»…n", "Nguyễn");
	check("Lef√®vre", "Lefèvre"); /* Mac Roman */
	check("Lef├¿vre", "Lefèvre"); /* CP850 */
	check("Lefï¿½vre", "Lef\xEF\xBF\xBDvre");
}

static void mend_text__leaves__what_is_whole(void **state)
{
	(void)state;
	check("Lefèvre", NULL);
	check("", NULL);
	check("JOÃO", NULL);
	check("l’été, « école » ÉÊÈÀÇ", NULL);
	check("«école»", NULL);
	check("Ã", NULL);
	check("Łucja Özdemir Nguyễn", NULL);
	check("étudiant·e œuvre ÅÄÖ", NULL);
}

static void mend_fits__knows__what_was_whole(void **state)
{
	(void)state;
	assert_true(mend_is_damaged("Lef?vre"));
	assert_true(mend_is_damaged("Lef\xEF\xBF\xBDvre"));
	assert_false(mend_is_damaged("Lefèvre"));
	assert_true(mend_fits("Lef?vre", "Lefèvre"));
	assert_true(mend_fits("LEF?VRE", "Lefèvre"));
	assert_true(mend_fits("Lef??vre", "Lefèvre"));
	assert_true(mend_fits("?zdemir", "Özdemir"));
	assert_true(mend_fits("Zo?", "Zoé"));
	assert_true(mend_fits("Nguy?n", "Nguyễn"));
	assert_true(mend_fits("Maes", "maes"));
	assert_false(mend_fits("Lef?vre", "Lefvre"));
	assert_false(mend_fits("Lef?vre", "Lefèvres"));
	assert_false(mend_fits("Lef?vre", "Maes"));
	assert_false(mend_fits("?", ""));
	assert_true(mend_fits("M?s", "Maexs"));
	assert_false(mend_fits("M?s", "Maexys"));
}

static void secret_in__finds__national_numbers(void **state)
{
	(void)state;
	assert_true(secret_in("85073003328"));
	assert_true(secret_in("85.07.30-033.28"));
	assert_true(secret_in("01020300156"));
	assert_true(secret_in("01.02.03-001.56"));
	assert_true(secret_in("01 02 03 001 56"));
	assert_true(secret_in("01020300170")); /* born in 2001 */
	assert_true(secret_in("01020300141"));
	assert_false(secret_in("01020300142"));
	assert_true(secret_in("NISS: 01020300156 (bis)"));
	assert_false(secret_in("x 12 85073003328")); /* thirteen digits */
	/* not the date, not the check, not eleven digits, a telephone */
	assert_false(secret_in("85073003329"));
	assert_false(secret_in("850730033280"));
	assert_false(secret_in("8507300332"));
	assert_false(secret_in("0470112233"));
	assert_false(secret_in("+85073003328"));
	assert_false(secret_in(""));
	assert_false(secret_in("0024003"));
}

/* Every month and day a number may hold, and the ones it may not. */
static void secret_in__looks__at_the_date(void **state)
{
	(void)state;
	for (int month = 0; month < 100; month++) {
		for (int day = 0; day < 40; day++) {
			char text[16];
			long first = 850000000L + month * 100000L + day * 1000L + 33;
			bool valid = day <= 31 && (month <= 12 || (month >= 20 && month <= 32) ||
							  (month >= 40 && month <= 52));

			(void)snprintf(text, sizeof text, "%09ld%02ld", first, 97 - first % 97);
			if (secret_in(text) != valid)
				fail_msg("%s", text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mend_text__undoes__what_encodings_did),
		cmocka_unit_test(mend_text__leaves__what_is_whole),
		cmocka_unit_test(mend_fits__knows__what_was_whole),
		cmocka_unit_test(secret_in__finds__national_numbers),
		cmocka_unit_test(secret_in__looks__at_the_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
