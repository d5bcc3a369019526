/* core/result.c, mark.c, grade_rules.c: worked cases of fixtures/grades, marks as typed. */
#include "core/result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "tests/unit/sample.h"

enum { CASE, RULES, CREDITS, PARTS, SESSION, ENROLMENT, VERDICT, STATE, COMPUTED, MARK, ACQUIRED };

static const char *const states[] = {[UNIT_MISSING] = "missing",
	[UNIT_OPEN] = "open",
	[UNIT_BLOCKED] = "blocked",
	[UNIT_JURY] = "jury",
	[UNIT_MARKED] = "marked",
	[UNIT_CREDITED] = "credited",
	[UNIT_DISPENSED] = "dispensed",
	[UNIT_CARRIED] = "carried"};

static struct grade_rules shipped;
static size_t cases;

static char *cell_text(const struct csv_record *record, size_t i)
{
	static char texts[16][256];

	assert_true(i < record->count && record->cells[i].length < sizeof texts[i]);
	memcpy(texts[i], record->cells[i].text, record->cells[i].length);
	texts[i][record->cells[i].length] = '\0';
	return texts[i];
}

/* "2:14|1:8/12": weight, then the cell of each session */
static size_t read_parts(char *text, struct part parts[])
{
	size_t count = 0;
	char *next = text;

	for (char *one; (one = strsep(&next, "|"));) {
		struct part *part = &parts[count++];
		char *cells = strchr(one, ':');

		*part = (struct part){.minimum = -1};
		*cells++ = '\0';
		/* "1!": of a kind that is taken once a year */
		if (one[strlen(one) - 1] == '!') {
			part->kind = "internship";
			one[strlen(one) - 1] = '\0';
		}
		assert_true(mark_read(one, &part->weight));
		for (int s = 0; s < SESSIONS_MAX; s++) {
			char *cell = cells ? strsep(&cells, "/") : NULL;

			assert_int_equal(
				cell_parse(&shipped, 2, cell ? cell : "", &part->cells[s], NULL),
				ERR_OK);
		}
	}
	return count;
}

/*
 * Codes that the shipped rules lack: LO left out of the mean; OZ worth zero and
 * OB that blocks, of which nothing says whether they are absences.
 */
static void add_codes(void)
{
	static const struct grade_code_row more[] = {
		{.code = "LO", .effect = EFFECT_LEFT_OUT, .absence = ABSENCE_UNSAID},
		{.code = "OZ", .effect = EFFECT_ZERO, .absence = ABSENCE_UNSAID},
		{.code = "OB", .effect = EFFECT_BLOCKS, .absence = ABSENCE_UNSAID}};
	size_t count = sizeof more / sizeof more[0];

	shipped.codes =
		realloc(shipped.codes, (shipped.code_count + count) * sizeof *shipped.codes);
	assert_non_null(shipped.codes);
	memcpy(shipped.codes + shipped.code_count, more, sizeof more);
	shipped.code_count += count;
}

static bool replay(void *ctx, const struct csv_record *record)
{
	struct grade_rules rules = shipped;
	struct part parts[PARTS_MAX];
	struct enrolment_row enrolment = {.mark = -1};
	struct verdict_row verdict = {.session = 1, .mark = -1};
	struct unit_input input = {.rules = &rules, .parts = parts};
	struct unit_result result;
	struct cell cell;
	char *words, mark[MARK_SIZE];

	(void)ctx;
	if (cases++ == 0)
		return true;
	print_message("%s\n", cell_text(record, CASE));
	rules.values[GRADE_RULE_ABSENT_KEEPS_OLD] = 0;
	words = cell_text(record, RULES);
	for (char *one; *words && (one = strsep(&words, " "));) {
		char *value = strchr(one, '=');

		*value++ = '\0';
		assert_int_equal(grade_rules_set(&rules, one, value, NULL), ERR_OK);
		if (!words)
			break;
	}
	assert_true(mark_read(cell_text(record, CREDITS), &input.credits));
	input.part_count = read_parts(cell_text(record, PARTS), parts);
	input.session = atoi(cell_text(record, SESSION));
	words = cell_text(record, ENROLMENT);
	if (*words) {
		enrolment.state =
			strncmp(words, "carried", 7) == 0 ? ENROLMENT_CARRIED : ENROLMENT_DISPENSED;
		if (strchr(words, ' '))
			assert_true(mark_read(strchr(words, ' ') + 1, &enrolment.mark));
		input.enrolment = &enrolment;
	}
	words = cell_text(record, VERDICT);
	if (*words) {
		verdict.outcome = strcmp(words, "credit") == 0    ? VERDICT_CREDIT
				  : strcmp(words, "refused") == 0 ? VERDICT_REFUSED
								  : VERDICT_MARK;
		if (strchr(words, ' '))
			assert_true(mark_read(strchr(words, ' ') + 1, &verdict.mark));
		input.verdict = &verdict;
	}
	unit_result(&input, &result);
	assert_string_equal(states[result.state], cell_text(record, STATE));
	mark_plain(result.computed, mark);
	assert_string_equal(mark, cell_text(record, COMPUTED));
	unit_result_cell(&result, &cell);
	if (cell.code[0])
		(void)snprintf(mark, sizeof mark, "%.31s", cell.code);
	else
		mark_plain(cell.mark, mark);
	assert_string_equal(mark, cell_text(record, MARK));
	assert_string_equal(result.acquired ? "yes" : "no", cell_text(record, ACQUIRED));
	assert_int_equal(result.credits, result.acquired ? input.credits : 0);
	return true;
}

static void result__matches__the_worked_cases(void **state)
{
	FILE *file = fopen(FIXTURES "/grades/worked-cases.csv", "r");
	char *text = calloc(1, 1 << 17);
	struct err err = {0};
	size_t size;

	(void)state;
	assert_non_null(file);
	assert_non_null(text);
	size = fread(text, 1, (1 << 17) - 1, file);
	(void)fclose(file);
	assert_int_equal(grade_rules_read(NULL, NULL, NULL, &shipped, &err), ERR_OK);
	add_codes();
	assert_int_equal(csv_read_text(text, size, true, ';', replay, NULL, &err), ERR_OK);
	assert_true(cases > 100);
	grade_rules_release(&shipped);
	free(text);
}

static void unit_result__counts__the_newer_of_equal_marks(void **state)
{
	struct grade_rules rules;
	struct part part = {.weight = 100, .minimum = -1};
	struct unit_input input = {
		.rules = &rules, .parts = &part, .part_count = 1, .session = 3, .credits = 500};
	struct unit_result result;

	(void)state;
	grade_rules_standard(&rules);
	rules.values[GRADE_RULE_KEEP] = KEEP_BEST;
	for (int s = 0; s < SESSIONS_MAX; s++)
		part.cells[s] = (struct cell){.mark = s < 2 ? 900 : -1};
	unit_result(&input, &result);
	assert_int_equal(result.parts[0].session, 2);
	assert_false(result.parts[0].kept);
	part.cells[1].mark = 899;
	unit_result(&input, &result);
	assert_int_equal(result.parts[0].session, 1);
	assert_true(result.parts[0].kept);
	grade_rules_release(&rules);
}

/* Units of some credits with a mark, all acquired unless the mark is below 10. */
static struct year_result a_year(
	const struct grade_rules *rules, size_t count, const int credits[], const int marks[])
{
	struct year_result year;

	year_result_begin(&year);
	for (size_t i = 0; i < count; i++) {
		const struct unit_result unit = {.state = UNIT_MARKED,
			.mark = marks[i],
			.acquired = marks[i] >= 1000,
			.credits = marks[i] >= 1000 ? credits[i] : 0};

		year_result_add(&year, &unit, credits[i]);
	}
	year_result_end(&year, rules);
	return year;
}

static void year_result__proposes__a_mention_at_exactly_its_mark(void **state)
{
	static const int credits[] = {500, 500}, odd[] = {500, 400}, none[] = {500, 0};
	struct year_result year;

	(void)state;
	assert_int_equal(grade_rules_read(NULL, NULL, NULL, &shipped, NULL), ERR_OK);
	year = a_year(&shipped, 2, credits, (const int[]){1100, 1300});
	assert_int_equal(year.mean, 1200);
	assert_string_equal(year.mention, "satisfaction");
	year = a_year(&shipped, 2, credits, (const int[]){1100, 1298});
	assert_int_equal(year.mean, 1199);
	assert_null(year.mention);
	/* 11.995 is halfway: the mean that is rounded decides */
	year = a_year(&shipped, 2, credits, (const int[]){1100, 1299});
	assert_int_equal(year.mean, 1200);
	assert_non_null(year.mention);
	shipped.values[GRADE_RULE_ROUND_MODE] = ROUND_DOWN;
	year = a_year(&shipped, 2, credits, (const int[]){1100, 1299});
	assert_int_equal(year.mean, 1199);
	assert_null(year.mention);
	shipped.values[GRADE_RULE_ROUND_MODE] = ROUND_HALF_UP;
	year = a_year(&shipped, 2, credits, (const int[]){1800, 1800});
	assert_string_equal(year.mention, "la plus grande distinction");
	year = a_year(&shipped, 2, credits, (const int[]){1799, 1800});
	assert_int_equal(year.mean, 1800); /* 17.995 */
	year = a_year(&shipped, 2, credits, (const int[]){1400, 1400});
	assert_string_equal(year.mention, "distinction");
	/* by credits: (5 × 11 + 4 × 13.25) / 9 = 12 */
	year = a_year(&shipped, 2, odd, (const int[]){1100, 1325});
	assert_int_equal(year.mean, 1200);
	assert_string_equal(year.mention, "satisfaction");
	/* no credit weighs nothing, and one that is not acquired leaves no mention */
	year = a_year(&shipped, 2, none, (const int[]){1200, 0});
	assert_int_equal(year.mean, 1200);
	assert_string_equal(year.mention, "satisfaction");
	year = a_year(&shipped, 2, credits, (const int[]){999, 2000});
	assert_int_equal(year.mean, 1500);
	assert_null(year.mention);
	year = a_year(&shipped, 2, credits, (const int[]){1000, 2000});
	assert_string_equal(year.mention, "distinction");
	year = a_year(&shipped, 0, credits, credits);
	assert_int_equal(year.mean, -1);
	assert_null(year.mention);
	grade_rules_release(&shipped);
}

static void cell_parse__takes__what_people_type(void **state)
{
	static const struct {
		const char *typed;
		int decimals, mark;
		const char *code;
		enum err_reason why;
	} tries[] = {{"14", 2, 1400, "", 0}, {"14,5", 2, 1450, "", 0}, {"14.5", 2, 1450, "", 0},
		{"14;5", 2, 1450, "", 0}, {"0", 2, 0, "", 0}, {"20", 2, 2000, "", 0},
		{",5", 2, 50, "", 0}, {"14,50", 1, 1450, "", 0},
		{"14,05", 1, 0, "", WHY_MARK_DECIMALS}, {"14,00", 0, 1400, "", 0},
		{"14,5", 0, 0, "", WHY_MARK_DECIMALS}, {"14,500", 2, 1450, "", 0},
		{"14/20", 2, 1400, "", 0}, {"14,5 / 20", 2, 1450, "", 0},
		{"8/100", 2, 0, "", WHY_MARK_SCALE}, {"14,5/100", 2, 0, "", WHY_MARK_SCALE},
		{"12/15", 2, 0, "", WHY_MARK_SCALE}, {"14/10", 2, 0, "", WHY_MARK_SCALE},
		{"14,5/20,0", 2, 1450, "", 0}, {"14,5/20.5", 2, 0, "", WHY_MARK_SCALE},
		{"14/2", 2, 0, "", WHY_MARK_SCALE}, {"14/200", 2, 0, "", WHY_MARK_SCALE},
		{"14/", 2, 0, "", WHY_MARK_DATE}, {"14,5/0", 2, 0, "", WHY_CODE_UNKNOWN},
		{"14,05/20", 1, 0, "", WHY_MARK_DECIMALS}, {"pp/20", 2, 0, "", WHY_CODE_UNKNOWN},
		{"14/20/20", 2, 0, "", WHY_MARK_DATE}, {"1+5", 2, 0, "", WHY_CODE_UNKNOWN},
		{"1:5", 2, 0, "", WHY_CODE_UNKNOWN}, {"1 5", 2, 0, "", WHY_CODE_UNKNOWN},
		{"21/20", 2, 0, "", WHY_MARK_RANGE}, {"/20", 2, 0, "", WHY_CODE_UNKNOWN},
		{"14/05/20", 2, 0, "", WHY_MARK_DATE}, {"14,125", 2, 0, "", WHY_MARK_DECIMALS},
		{"pp", 2, -1, "PP", 0}, {"Cm", 2, -1, "CM", 0}, {"mal", 2, -1, "CM", 0},
		{"np", 2, -1, "PP", 0}, {"?", 2, -1, "?", 0}, {"p", 2, 0, "", WHY_CODE_SEVERAL},
		{"v", 2, -1, "VA", 0}, {"xyz", 2, 0, "", WHY_CODE_UNKNOWN},
		{"145", 2, 0, "", WHY_MARK_RANGE_MEANT}, {"20,01", 2, 0, "", WHY_MARK_RANGE},
		{"21", 2, 0, "", WHY_MARK_RANGE}, {"-1", 2, 0, "", WHY_MARK_RANGE},
		{"14/05", 2, 0, "", WHY_MARK_DATE}, {"14/05/2026", 2, 0, "", WHY_MARK_DATE},
		{"14-mai", 2, 0, "", WHY_MARK_DATE}, {"mai-14", 2, 0, "", WHY_MARK_DATE},
		{"14 May", 2, 0, "", WHY_MARK_DATE}, {"1-déc", 2, 0, "", WHY_MARK_DATE},
		{"14mai27", 2, 0, "", WHY_MARK_DATE}, {"VALORISÉ", 2, -1, "VA", 0},
		{"valorise", 2, -1, "VA", 0}, {"absen", 2, -1, "ABS", 0}, {"ma", 2, -1, "CM", 0},
		{"mai", 2, 0, "", WHY_CODE_UNKNOWN}, {"1e1", 2, 0, "", WHY_CODE_UNKNOWN},
		{"", 2, -1, "", 0}, {"  12 ", 2, 1200, "", 0},
		{"99999999999999999999", 2, 0, "", WHY_MARK_RANGE}};

	(void)state;
	assert_int_equal(grade_rules_read(NULL, NULL, NULL, &shipped, NULL), ERR_OK);
	for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
		struct err err = {0};
		struct cell cell = {0};
		enum err_code rc =
			cell_parse(&shipped, tries[i].decimals, tries[i].typed, &cell, &err);

		print_message("%s\n", tries[i].typed);
		if (tries[i].why) {
			assert_int_not_equal(rc, ERR_OK);
			assert_int_equal(err.reason, tries[i].why);
			continue;
		}
		assert_int_equal(rc, ERR_OK);
		assert_int_equal(cell.mark, tries[i].mark);
		assert_string_equal(cell.code, tries[i].code);
	}
	grade_rules_release(&shipped);
}

/* Where marks are out of ten a person says so; in a file the same may be a day of October. */
static void mark__out_of_ten__is_no_date_by_hand(void **state)
{
	struct cell cell;
	struct err err;

	(void)state;
	assert_int_equal(grade_rules_read(NULL, NULL, NULL, &shipped, NULL), ERR_OK);
	shipped.values[GRADE_RULE_SCALE] = 1000;
	assert_int_equal(cell_parse(&shipped, 2, "8/10", &cell, &err), ERR_OK);
	assert_int_equal(cell.mark, 800);
	assert_int_not_equal(cell_parse(&shipped, 2, "8/20", &cell, &err), ERR_OK);
	assert_int_equal(err.reason, WHY_MARK_SCALE);
	assert_string_equal(err.place, "10");
	assert_true(mark_may_be_date("8/10"));
	assert_true(mark_may_be_date("1 / 12"));
	assert_true(mark_may_be_date("31/10"));
	assert_false(mark_may_be_date("32/10"));
	assert_false(mark_may_be_date("0/10"));
	assert_false(mark_may_be_date("8/13"));
	assert_false(mark_may_be_date("8,5/10"));
	assert_false(mark_may_be_date("8"));
	grade_rules_release(&shipped);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(result__matches__the_worked_cases),
		cmocka_unit_test(unit_result__counts__the_newer_of_equal_marks),
		cmocka_unit_test(year_result__proposes__a_mention_at_exactly_its_mark),
		cmocka_unit_test(cell_parse__takes__what_people_type),
		cmocka_unit_test(mark__out_of_ten__is_no_date_by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
