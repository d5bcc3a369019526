/* core/support.c, support_import.c, table.c. */
#include "core/support.h"

#include <unistd.h>

#include "tests/unit/sample.h"

static void support_add__refuses__overlaps_and_nobody(void **state)
{
	struct sample *sample = *state;
	struct session *session = &sample->session;
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct support_plan plan = {.role = SUPPORT_TUTOR, .person = "A. Maes", .student_id = student,
		.since = "2026-09-14", .until = "2026-12-20"};
	struct support_row *rows = NULL;
	size_t count = 0;

	(void)setenv("SUIVI_TEST_NOW", "2026-11-23T10:40:00", 1);
	OK(support_add(session, &plan, NULL, err));
	plan.since = "2026-12-01";
	plan.until = "";
	REFUSED(WHY_PERIOD_OVERLAP, support_add(session, &plan, NULL, err));
	plan.since = "2026-12-21";
	OK(support_add(session, &plan, NULL, err));
	plan.person = "  ";
	REFUSED(WHY_FIELD_EMPTY, support_add(session, &plan, NULL, err));
	plan.person = "B. Claes";
	plan.since = "2027-02-01";
	plan.until = "2027-01-01";
	REFUSED(WHY_PERIOD_INVALID, support_add(session, &plan, NULL, err));
	plan.role = SUPPORT_PEER;
	plan.person = "0001";
	plan.until = "";
	REFUSED(WHY_PEER_SELF, support_add(session, &plan, NULL, err));
	plan.person = "9999";
	REFUSED(WHY_STUDENT_UNKNOWN, support_add(session, &plan, NULL, err));
	OK(db_support_of_student(session->db, student, &rows, &count, err));
	assert_int_equal(count, 2);
	assert_true(support_holds(&rows[1], "2026-12-20"));
	assert_false(support_holds(&rows[1], "2026-12-21"));
	OK(support_end(session, &rows[0], "2027-06-30", err));
	REFUSED(WHY_PERIOD_INVALID, support_end(session, &rows[0], "2026-01-01", err));
	free(rows);
	assert_int_equal(sample_check(sample), 0);
}

struct refusals {
	int count;
	long line;
	enum err_reason reason;
};

static void take(void *ctx, const struct err *why)
{
	struct refusals *refusals = ctx;

	refusals->count++;
	refusals->line = why->line;
	refusals->reason = why->reason;
}

static void support_import__takes__lists_twice_without_change(void **state)
{
	static const char list[] = "Rôle;Personne;Étudiant;Classe;Depuis;Jusqu'au\r\n"
				   "tutor;A. Maes;0001;;14/09/2026;\r\n"
				   "teacher;B. Claes;;M1;01/09/2026;30/06/2027\r\n"
				   "gardien;C. Noël;0001;;;\r\n";
	struct sample *sample = *state;
	struct session *session = &sample->session;
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct support_report report = {0};
	struct refusals refusals = {0};
	struct support_row *rows = NULL;
	char path[] = "/tmp/suivi-supports-XXXXXX";
	int fd = mkstemp(path);
	size_t count = 0, before;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, list, sizeof list - 1), (ssize_t)sizeof list - 1);
	(void)close(fd);
	OK(support_import(session, path, false, take, &refusals, &report, err));
	assert_int_equal(report.added, 2);
	assert_int_equal(report.refused, 1);
	assert_int_equal(refusals.line, 4);
	assert_int_equal(refusals.reason, WHY_ROLE_UNKNOWN);
	OK(db_support_of_student(session->db, student, &rows, &count, err));
	assert_int_equal(count, 2);
	free(rows);
	before = sample_batches(sample);
	OK(support_import(session, path, false, take, &refusals, &report, err));
	assert_int_equal(report.added, 0);
	assert_int_equal(report.unchanged, 2);
	assert_int_equal(sample_batches(sample), before);
	sample_undo(sample);
	OK(db_support_of_student(session->db, student, &rows, &count, err));
	assert_int_equal(count, 0);
	(void)unlink(path);
	assert_int_equal(sample_check(sample), 0);
}

static void group_move__keeps__the_history(void **state)
{
	struct sample *sample = *state;
	struct session *session = &sample->session;
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne"), other = 0;
	struct group_row group = {.code = "P1", .kind = GROUP_PEER, .year = "2026-2027"};
	struct stay_row *stays = NULL;
	size_t count = 0;

	OK(db_batch_begin(session->db, "group", "", "T", err));
	OK(db_group_put(session->db, &group, &other, err));
	OK(db_batch_end(session->db, err));
	OK(group_move(session, student, sample->group, other, "2026-12-01", err));
	OK(db_stay_list(session->db, student, &stays, &count, err));
	assert_int_equal(count, 2);
	assert_string_equal(stays[0].group, "M1");
	assert_string_equal(stays[0].until, "2026-12-01");
	assert_string_equal(stays[1].group, "P1");
	assert_string_equal(stays[1].since, "2026-12-01");
	free(stays);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, sample_set_up, sample_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(support_add__refuses__overlaps_and_nobody),
		TEST(support_import__takes__lists_twice_without_change),
		TEST(group_move__keeps__the_history),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
