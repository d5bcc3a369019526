/* core/grade.c, gradesheet.c, jury.c: one cell, the sheet, copies edited apart, a deliberation. */
#include "core/grade.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/history.h"
#include "core/jury.h"
#include "core/student.h"
#include "tests/unit/sample.h"

struct school {
	struct sample *sample;
	struct session *session;
	struct programme programme;
	struct grading grading; /* of UE3/AA1, session 1 */
	int64_t student;
};

/* A unit of two activities, under the shipped rules, and a student who takes it. */
static void open_school(struct school *school, struct sample *sample)
{
	struct rules_report rules;
	struct programme_row row = {.year = "2026-2027", .code = "MIAS"};
	struct unit_row unit = {
		.code = "UE3", .title = "Projet", .block = 1, .credits = 700, .decimals = 2};
	struct activity_row parts[] = {
		{.code = "AA1", .title = "Écrit", .kind = "course", .weight = 200, .minimum = -1},
		{.code = "AA2",
			.title = "Stage",
			.kind = "internship",
			.weight = 100,
			.minimum = -1,
			.position = 1}};
	struct enrolling enrolling = {.programme = &school->programme,
		.student_count = 1,
		.student_ids = &school->student,
		.mark = -1,
		.from_year = "",
		.subject = "0001"};
	size_t at, activity, changed;

	*school = (struct school){.sample = sample, .session = &sample->session};
	school->student = sample_student(sample, "0001", "Dupont", "Anne");
	OK(db_batch_begin(sample->session.db, "test", "", "T", err));
	OK(grade_rules_import(&sample->session, NULL, false, NULL, NULL, &rules, err));
	row.rule_set_id = rules.rule_set_id;
	OK(db_programme_put(sample->session.db, &row, &unit.programme_id, err));
	OK(db_unit_put(sample->session.db, &unit, &parts[0].unit_id, err));
	parts[1].unit_id = parts[0].unit_id;
	OK(db_activity_put(sample->session.db, &parts[0], NULL, err));
	OK(db_activity_put(sample->session.db, &parts[1], NULL, err));
	OK(db_batch_end(sample->session.db, err));
	OK(programme_load(&sample->session, "mias", NULL, &school->programme, err));
	OK(programme_find(&school->programme, "UE3/AA1", &at, &activity, err));
	OK(enrol(&sample->session, &enrolling, &changed, err));
	assert_int_equal(changed, 1);
	school->grading = (struct grading){.programme = &school->programme,
		.unit = &school->programme.units[at],
		.part = activity,
		.number = 1,
		.student_id = school->student};
}

static void close_school(struct school *school)
{
	programme_release(&school->programme);
}

static struct cell typed(const struct school *school, const char *text)
{
	struct cell cell = {0};

	OK(cell_parse(&school->programme.rules, 2, text, &cell, err));
	return cell;
}

static void give(struct school *school, const char *text)
{
	struct cell cell = typed(school, text);

	OK(grade_set(school->session, &school->grading, &cell, err));
}

static struct cell held(struct school *school)
{
	struct gradesheet sheet = {0};
	struct cell cell;

	OK(gradesheet_load(
		school->session, &school->programme, 0, 1, 0, SHEET_BY_NAME, &sheet, err));
	assert_int_equal(sheet.count, 1);
	cell = sheet.rows[0].cells[school->grading.part][0];
	gradesheet_release(&sheet);
	return cell;
}

static void grade_set__is__undone_between_marks_and_codes(void **state)
{
	static const char *const story[] = {"14,5", "PP", "", "9", "?"};
	struct school school;
	struct grade_change_row *rows = NULL;
	size_t count = 0;

	open_school(&school, *state);
	for (size_t i = 0; i < 5; i++)
		give(&school, story[i]);
	for (size_t i = 5; i-- > 1;) {
		struct cell before = typed(&school, story[i - 1]), now;

		sample_undo(school.sample);
		now = held(&school);
		assert_true(cell_same(&before, &now));
		assert_int_equal(sample_check(school.sample), 0);
	}
	OK(grade_history(school.session, &school.grading, &rows, &count, err));
	assert_int_equal(count, 9);
	assert_int_equal(rows[0].mark, 1450);
	assert_string_equal(rows[1].code, "PP");
	assert_int_equal(rows[2].mark, -1);
	assert_string_equal(rows[2].code, "");
	assert_int_equal(rows[8].mark, 1450);
	free(rows);
	close_school(&school);
}

/* A mark in one copy and a code in the other: the newer stands in both, and only one of them. */
static void db_journal_union__gives__a_cell_one_value(void **state)
{
	struct sample *other = NULL;
	struct school here, there;
	struct cell mine, theirs;
	long taken;

	assert_int_equal(sample_set_up((void **)&other), 0);
	open_school(&here, *state);
	open_school(&there, other);
	give(&here, "12");
	give(&there, "PP");
	OK(db_journal_union(here.session->db, there.session->db, &taken, err));
	OK(db_journal_union(there.session->db, here.session->db, &taken, err));
	mine = held(&here);
	theirs = held(&there);
	assert_true(cell_same(&mine, &theirs));
	assert_true((mine.mark >= 0) != (mine.code[0] != '\0'));
	assert_int_equal(sample_check(here.sample), 0);
	assert_int_equal(sample_check(there.sample), 0);
	close_school(&here);
	close_school(&there);
	(void)sample_tear_down((void **)&other);
}

static void grade_set__refuses__what_rules_forbid(void **state)
{
	struct school school;
	struct cell cell;

	open_school(&school, *state);
	cell = typed(&school, "12");
	school.grading.number = 4;
	REFUSED(WHY_SESSION_OUT, grade_set(school.session, &school.grading, &cell, err));
	school.grading.number = 1;
	school.grading.part = 1;
	give(&school, "11");
	school.grading.number = 2;
	REFUSED(WHY_GRADE_ONCE, grade_set(school.session, &school.grading, &cell, err));
	school.grading.student_id = sample_student(school.sample, "0002", "Durand", "Bo");
	REFUSED(WHY_GRADE_NOT_TAKEN, grade_set(school.session, &school.grading, &cell, err));
	close_school(&school);
}

/* A column pasted is one batch: what cannot be written in it leaves the rest. */
static void grade_set__refused__leaves_the_batch_it_is_in(void **state)
{
	struct school school;
	struct cell cell, now;

	open_school(&school, *state);
	school.grading.part = 1;
	give(&school, "11");
	cell = typed(&school, "12");
	OK(db_batch_begin(school.session->db, "paste-grades", "UE3", "T", err));
	school.grading.part = 0;
	OK(grade_set(school.session, &school.grading, &cell, err));
	school.grading.part = 1;
	school.grading.number = 2;
	REFUSED(WHY_GRADE_ONCE, grade_set(school.session, &school.grading, &cell, err));
	school.grading.number = 1;
	OK(grade_set(school.session, &school.grading, &cell, err));
	OK(db_batch_close(school.session->db, ERR_OK, err));
	now = held(&school);
	assert_true(cell_same(&cell, &now));
	school.grading.part = 0;
	now = held(&school);
	assert_true(cell_same(&cell, &now));
	sample_undo(school.sample); /* the whole column */
	now = held(&school);
	assert_true(cell_is_blank(&now));
	assert_int_equal(sample_check(school.sample), 0);
	close_school(&school);
}

/* Marks beyond the scale come in by no door: a result carried over, a mark of the jury, a minimum.
 */
static void scale__bounds__every_mark(void **state)
{
	struct deciding decided = {
		.outcome = VERDICT_MARK, .mark = 2001, .reason = "Oui", .session = 1};
	struct enrolling carried = {.student_count = 1,
		.state = ENROLMENT_CARRIED,
		.mark = 2001,
		.from_year = "2025-2026",
		.subject = "0001"};
	struct activity_row part;
	struct school school;
	size_t changed = 0;

	open_school(&school, *state);
	decided.programme = carried.programme = &school.programme;
	decided.student_id = school.student;
	carried.student_ids = &school.student;
	REFUSED(WHY_MARK_RANGE, verdict_set(school.session, &decided, err));
	decided.mark = 2000;
	OK(verdict_set(school.session, &decided, err));
	REFUSED(WHY_MARK_RANGE, enrol(school.session, &carried, &changed, err));
	part = school.grading.unit->activities[0];
	part.minimum = 2001;
	REFUSED(WHY_RULE_SCALE, activity_put(school.session, &school.programme, school.grading.unit,
					&part, NULL, err));
	part.minimum = 1000;
	OK(activity_put(school.session, &school.programme, school.grading.unit, &part, NULL, err));
	close_school(&school);
}

/* Nothing that is there is written over, and no grade goes out of sight. */
static void activity_put__refuses__what_hides_another(void **state)
{
	struct unit_row unit = {
		.code = "ue3", .title = "Autre", .block = 1, .credits = 100, .decimals = 2};
	struct activity_row part = {
		.code = "aa1", .title = "Oral", .kind = "course", .weight = 100, .minimum = -1};
	struct enrolling enrolling = {.programme = NULL,
		.student_count = 1,
		.mark = -1,
		.from_year = "",
		.subject = "0001"};
	struct school school;
	size_t at, activity, changed;

	open_school(&school, *state);
	REFUSED(WHY_CODE_TAKEN, activity_put(school.session, &school.programme, school.grading.unit,
					&part, NULL, err));
	REFUSED(WHY_CODE_TAKEN, unit_put(school.session, &school.programme, &unit, NULL, err));
	(void)snprintf(unit.code, sizeof unit.code, "UE4");
	OK(unit_put(school.session, &school.programme, &unit, NULL, err));
	programme_release(&school.programme);
	OK(programme_load(school.session, "mias", NULL, &school.programme, err));
	OK(programme_find(&school.programme, "UE4", &at, &activity, err));
	enrolling.programme = &school.programme;
	enrolling.student_ids = &school.student;
	OK(enrol(school.session, &enrolling, &changed, err));
	school.grading.unit = &school.programme.units[at];
	school.grading.part = 0;
	give(&school, "14");
	REFUSED(WHY_UNIT_GRADED, activity_put(school.session, &school.programme,
					 school.grading.unit, &part, NULL, err));
	give(&school, "");
	OK(activity_put(school.session, &school.programme, school.grading.unit, &part, NULL, err));
	close_school(&school);
}

/* A reference cut short would be another one. */
static void grade_set__keeps__a_proof_whole(void **state)
{
	char proof[400];
	struct school school;
	struct grade_row row;
	struct cell cell;

	open_school(&school, *state);
	cell = typed(&school, "CM");
	memset(proof, 'x', sizeof proof - 1);
	proof[sizeof proof - 1] = '\0';
	school.grading.proof = proof;
	REFUSED(WHY_TEXT_TOO_LONG, grade_set(school.session, &school.grading, &cell, err));
	school.grading.proof = "CM-12\033[31m";
	OK(grade_set(school.session, &school.grading, &cell, err));
	row = (struct grade_row){.student_id = school.student,
		.unit_id = school.grading.unit->row.id,
		.activity_id = unit_part_id(school.grading.unit, school.grading.part),
		.session = 1};
	OK(db_grade_get(school.session->db, db_grade_id(&row), &row, err));
	assert_null(strchr(row.proof, '\033'));
	close_school(&school);
}

static void jury_freeze__locks__until_a_reason(void **state)
{
	struct deciding decided = {
		.outcome = VERDICT_CREDIT, .mark = -1, .reason = "Oui", .session = 1};
	struct school school;
	struct cell cell;
	size_t count = 0;

	open_school(&school, *state);
	give(&school, "8");
	school.grading.part = 1;
	give(&school, "9");
	decided.programme = &school.programme;
	decided.student_id = school.student;
	OK(verdict_set(school.session, &decided, err));
	OK(jury_freeze(school.session, &school.programme, 1, "2026-11-20", &count, err));
	assert_int_equal(count, 1);
	OK(jury_differences(school.session, &school.programme, 1, school.student, &count, err));
	assert_int_equal(count, 0);
	cell = typed(&school, "10");
	REFUSED(WHY_SHEET_LOCKED, grade_set(school.session, &school.grading, &cell, err));
	REFUSED(WHY_FIELD_EMPTY, jury_unlock(school.session, &school.programme, 1, " ", err));
	OK(jury_unlock(school.session, &school.programme, 1, "Erreur", err));
	give(&school, "10");
	OK(jury_differences(school.session, &school.programme, 1, school.student, &count, err));
	assert_int_equal(count, 2); /* the unit, and the mean of the year */
	REFUSED(WHY_NOT_LOCKED, jury_unlock(school.session, &school.programme, 1, "x", err));
	assert_int_equal(sample_check(school.sample), 0);
	close_school(&school);
}

static void history_undo_batch__leaves__what_a_jury_saw(void **state)
{
	struct school school;
	struct batch_row batches[4], undone;
	size_t count = 0;

	open_school(&school, *state);
	give(&school, "8");
	give(&school, "9");
	OK(history_batches(school.session, NULL, 2, batches, &count, err));
	assert_int_equal(count, 2);
	OK(jury_freeze(school.session, &school.programme, 1, "2026-11-20", &count, err));
	REFUSED(WHY_SHEET_LOCKED,
		history_undo_batch(school.session, batches[0].stamp, &undone, err));
	OK(jury_unlock(school.session, &school.programme, 1, "Erreur", err));
	OK(history_undo_batch(school.session, batches[0].stamp, &undone, err));
	close_school(&school);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(grade_set__is__undone_between_marks_and_codes),
		TEST(db_journal_union__gives__a_cell_one_value),
		TEST(grade_set__refuses__what_rules_forbid),
		TEST(grade_set__refused__leaves_the_batch_it_is_in),
		TEST(scale__bounds__every_mark),
		TEST(activity_put__refuses__what_hides_another),
		TEST(grade_set__keeps__a_proof_whole),
		TEST(jury_freeze__locks__until_a_reason),
		TEST(history_undo_batch__leaves__what_a_jury_saw),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
