/* core/explain.c, compare.c, coverage.c, class_map.c, alert.c, what_if.c, fiche.c. */
#include "core/seeing.h"

#include "core/chart.h"
#include "core/decision.h"
#include "core/explain.h"
#include "core/meeting.h"
#include "core/note.h"
#include "core/paper.h"
#include "core/school_setting.h"
#include "core/student.h"
#include "core/support.h"
#include "tests/unit/sample.h"

static struct session *session_of(struct sample *sample)
{
	(void)setenv("SUIVI_TEST_NOW", "2026-11-23T10:40:00", 1);
	return &sample->session;
}

/* The page as text, malloc'd; released. */
static char *text_of(struct page *page)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	OK(page_write_text(page, file, 120, err));
	(void)fclose(file);
	page_release(page);
	return text;
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no “%s” in:\n%s", part, text);
}

static void explain_build__shows__the_arithmetic(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	const struct framework *framework = sample_framework(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct page page = {0};
	char *text;

	sample_rate(sample, student, "1.1", "2026-10-01", KIND_MEETING, 1);
	sample_rate(sample, student, "1.1", "2026-10-15", KIND_SELF, 4);
	sample_rate(sample, student, "1.1", "2026-11-01", KIND_MEETING, 3);
	sample_rate(sample, student, "1.2", "2026-11-01", KIND_MEETING, 2);
	OK(decision_set(
		session, framework, sample_item(sample, "1.1"), student, 4, "Vu en jury", err));
	OK(explain_build(
		session, framework, sample_item(sample, "1.1"), student, false, &page, err));
	text = text_of(&page);
	has(text, "The last of 1, 3: 3");
	has(text, "no: shown beside");
	has(text, "Vu en jury");
	has(text, "one more level 2");
	free(text);
	OK(explain_build(session, framework, sample_item(sample, "1"), student, false, &page, err));
	text = text_of(&page);
	has(text, "2 values, mean 2,50");
	has(text, "0001");
	free(text);
	OK(explain_build(session, framework, sample_item(sample, "1"), student, true, &page, err));
	text = text_of(&page);
	assert_null(strstr(text, "0001"));
	free(text);
	REFUSED(WHY_FIELD_EMPTY,
		decision_set(session, framework, sample_item(sample, "1.1"), student, 4, " ", err));
	REFUSED(WHY_ITEM_NOT_RATED,
		decision_set(session, framework, sample_item(sample, "1"), student, 4, "x", err));
	assert_int_equal(sample_check(sample), 0);
}

static void explain_build__tells__the_whole_reason(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct page page = {0};
	char reason[1024] = "", *text;

	for (size_t i = 0; i + 3 < sizeof reason - 8; i += 3)
		memcpy(reason + i, "é ", 4);
	memcpy(reason + strlen(reason), "(fin)", 6);
	OK(decision_set(session, sample_framework(sample), sample_item(sample, "1.1"), student, 3,
		reason, err));
	OK(explain_build(session, sample_framework(sample), sample_item(sample, "1.1"), student,
		false, &page, err));
	text = text_of(&page);
	has(text, "(fin)");
	free(text);
}

static void explain_build__hides__the_names_of_peers(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	const struct framework *framework = sample_framework(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t peer = sample_student(sample, "0002", "Évrard", "Bo");
	struct group_row group = {.id = sample->group};
	struct page page = {0};
	char *text;

	OK(group_find(session, "M1", NULL, &group, err));
	OK(group_set(session, &group, NULL, 1, err));
	OK(peer_rate(session, framework, sample_item(sample, "1.1"), student, peer, "2026-11-20", 2,
		NULL, err));
	OK(explain_build(
		session, framework, sample_item(sample, "1.1"), student, false, &page, err));
	text = text_of(&page);
	has(text, "Évrard");
	free(text);
	OK(explain_build(
		session, framework, sample_item(sample, "1.1"), student, true, &page, err));
	text = text_of(&page);
	assert_null(strstr(text, "Évrard"));
	free(text);
}

static void compare_build__puts__the_greatest_gap_first(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct seeing seeing = {0};
	struct page page = {0};

	sample_rate(sample, student, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, student, "1.1", "2026-10-02", KIND_SELF, 3);
	sample_rate(sample, student, "2.2", "2026-10-01", KIND_MEETING, 1);
	sample_rate(sample, student, "2.2", "2026-10-02", KIND_SELF, 4);
	OK(compare_build(session, sample_framework(sample), student, &seeing, &page, err));
	assert_int_equal(page.lines[3].id, sample_item(sample, "2.2"));
	assert_string_equal(page.lines[3].cells[6], "+3");
	assert_int_equal(page.lines[4].id, sample_item(sample, "1.1"));
	assert_string_equal(page.lines[4].cells[6], "+1");
	page_release(&page);
}

static void coverage_build__counts__by_source_and_setting(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	const struct framework *framework = sample_framework(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t other = sample_student(sample, "0002", "Évrard", "Bo");
	struct seeing seeing = {0};
	struct page page = {0};
	char *text;

	sample_rate(sample, student, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, student, "1.1", "2026-10-02", KIND_INTERNSHIP, 3);
	sample_rate(sample, student, "1.1", "2026-10-03", KIND_SELF, 3);
	OK(requirement_set(session, framework, sample_item(sample, "1.1"), 3, err));
	OK(coverage_build(session, framework, student, 0, &seeing, &page, err));
	assert_string_equal(page.lines[0].cells[0], "Coverage of TEST · Dupont Anne");
	assert_string_equal(page.lines[3].cells[1], "1"); /* a meeting is a meeting */
	assert_string_equal(page.lines[3].cells[2], "·");
	assert_string_equal(page.lines[3].cells[3], "1");
	assert_string_equal(page.lines[3].cells[4], "·");
	assert_string_equal(page.lines[3].cells[6], "1");
	text = text_of(&page);
	has(text, "2 of 3: missing");
	has(text, "never observed");
	free(text);
	page_release(&page);
	sample_rate(sample, student, "1.2", "2026-10-02", KIND_COURSE, 3);
	sample_rate(sample, student, "1.2", "2026-10-03", KIND_THESIS, 3);
	sample_rate(sample, student, "1.2", "2026-10-04", KIND_THESIS, 3);
	OK(coverage_build(session, framework, student, 0, &seeing, &page, err));
	assert_string_equal(page.lines[4].cells[1], "·");
	assert_string_equal(page.lines[4].cells[2], "1"); /* the course */
	assert_string_equal(page.lines[4].cells[3], "·");
	assert_string_equal(page.lines[4].cells[4], "2"); /* the thesis */
	page_release(&page);
	sample_rate(sample, other, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, other, "1.1", "2026-10-08", KIND_MEETING, 2);
	sample_rate(sample, other, "1.1", "2026-10-15", KIND_MEETING, 2);
	OK(coverage_build(session, framework, 0, sample->group, &seeing, &page, err));
	text = text_of(&page); /* five in all, but three for one of the two only */
	has(text, "reached by 1 of 2 students");
	free(text);
}

static void map_build__has__class_and_students(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t a = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t b = sample_student(sample, "0002", "Évrard", "Bo");
	struct seeing hidden = {.anonymous = true};
	struct page page = {0};

	sample_rate(sample, a, "1.1", "2026-10-01", KIND_MEETING, 4);
	sample_rate(sample, b, "1.1", "2026-09-01", KIND_MEETING, 1);
	OK(map_build(session, sample_framework(sample), sample->group, (size_t)-1, MAP_BY_MEAN,
		&hidden, &page, err));
	assert_string_equal(page.lines[2].cells[1], "2,5"); /* the class */
	assert_int_equal(page.lines[3].id, b);
	assert_string_equal(page.lines[3].cells[0], "Student 02");
	assert_string_equal(page.lines[3].cells[1], "1,0");
	assert_int_equal(page.lines[4].id, a);
	page_release(&page);
}

static void pages_over_a_class__take__everybody(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	const struct framework *framework = sample_framework(sample);
	int64_t a = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t b = sample_student(sample, "0002", "Évrard", "Bo");
	struct seeing seeing = {0};
	struct page page = {0};
	char *text;

	sample_rate(sample, a, "1.1", "2026-10-01", KIND_MEETING, 4);
	sample_rate(sample, b, "1.1", "2026-09-01", KIND_MEETING, 1);
	OK(map_build(session, framework, 0, (size_t)-1, MAP_BY_NAME, &seeing, &page, err));
	assert_string_equal(page.lines[2].cells[1], "2,5");
	assert_string_equal(page.lines[3].cells[1], "4,0");
	assert_string_equal(page.lines[4].cells[1], "1,0");
	page_release(&page);

	OK(requirement_set(session, framework, sample_item(sample, "1.1"), 1, err));
	OK(coverage_build(session, framework, 0, 0, &seeing, &page, err));
	assert_string_equal(page.lines[3].cells[1], "2");
	text = text_of(&page);
	has(text, "reached by 2 of 2 students");
	free(text);
	page_release(&page);

	OK(alert_build(session, framework, 0, &seeing, &page, err));
	text = text_of(&page);
	has(text, "never observed in the class");
	free(text);
	page_release(&page);

	OK(what_if_build(session, framework, 0, RULE_HIGHEST, &seeing, &page, err));
	text = text_of(&page);
	has(text, "0 of 2 students would move.");
	free(text);
	page_release(&page);
}

static void begin_batch(struct session *session)
{
	OK(db_batch_begin(session->db, "test", "", "T", err));
}

static void alert_build__says__why(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct objective_row late = {.student_id = student,
		.text = "Lire",
		.set_on = "2026-09-01",
		.due_on = "2026-10-01"};
	struct meeting_row missed = {.student_id = student,
		.state = MEETING_PLANNED,
		.held_on = "2026-11-02",
		.minutes = -1};
	struct meeting_row next = {.student_id = student,
		.state = MEETING_PLANNED,
		.held_on = "2026-12-02",
		.minutes = -1};
	struct seeing seeing = {0};
	struct page page = {0};
	char *text;

	OK(objective_put(session, &late, NULL, err));
	OK(alert_build(session, sample_framework(sample), sample->group, &seeing, &page, err));
	text = text_of(&page);
	has(text, "no meeting yet, and none planned");
	has(text, "1 objective overdue (since ");
	has(text, "never observed in the class");
	free(text);
	/* one that did not take place hides neither the next nor its absence */
	begin_batch(session);
	OK(db_meeting_put(session->db, &missed, NULL, err));
	OK(db_meeting_put(session->db, &next, NULL, err));
	OK(db_batch_end(session->db, err));
	OK(alert_build(session, sample_framework(sample), sample->group, &seeing, &page, err));
	text = text_of(&page);
	assert_null(strstr(text, "none planned"));
	has(text, "no meeting yet; one is planned on ");
	free(text);
	page_release(&page);
	REFUSED(WHY_NUMBER_OUT, school_setting_set(session, "alert_meeting_weeks", "99", err));
	REFUSED(WHY_STATE_UNKNOWN, school_setting_set(session, "alert", "9", err));
	OK(school_setting_set(session, "alert_meeting_weeks", "3", err));
}

/* One meeting of a student, ended or not, with or without them. */
static void hold(struct session *session, int64_t student, const char *day,
	enum meeting_state state, enum presence presence)
{
	struct meeting_row row = {
		.student_id = student, .state = state, .presence = presence, .minutes = -1};

	(void)snprintf(row.held_on, sizeof row.held_on, "%s", day);
	begin_batch(session);
	OK(db_meeting_put(session->db, &row, NULL, err));
	OK(db_batch_end(session->db, err));
}

static void check_alert(struct sample *sample, const char *expected, const char *absent)
{
	struct seeing seeing = {0};
	struct page page = {0};
	char *text;

	OK(alert_build(
		session_of(sample), sample_framework(sample), sample->group, &seeing, &page, err));
	text = text_of(&page);
	if (expected)
		has(text, expected);
	if (absent)
		assert_null(strstr(text, absent));
	free(text);
	page_release(&page);
}

/* Today is 23/11/2026. */
static void alert_build__is_silenced__by_ended_meetings_only(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");

	OK(school_setting_set(session, "alert_meeting_weeks", "3", err));
	/* levels given today, even called a meeting's, are no meeting */
	sample_rate(sample, student, "1.1", "2026-11-23", KIND_COURSE, 2);
	sample_rate(sample, student, "1.1", "2026-11-22", KIND_MEETING, 2);
	check_alert(sample, "no meeting yet, and none planned", NULL);
	hold(session, student, "2026-11-23", MEETING_OPEN, PRESENCE_PRESENT);
	check_alert(sample, "no meeting yet, and none planned", NULL);
	hold(session, student, "2026-11-23", MEETING_DONE, PRESENCE_ABSENT);
	hold(session, student, "2026-11-23", MEETING_DROPPED, PRESENCE_PRESENT);
	check_alert(sample, "no meeting yet, and none planned", NULL);
	hold(session, student, "2026-11-23", MEETING_PLANNED, PRESENCE_UNKNOWN);
	check_alert(sample, "no meeting yet; one is planned on ", "none planned");
	hold(session, student, "2026-11-23", MEETING_DONE, PRESENCE_PRESENT);
	check_alert(sample, NULL, "no meeting");
}

/* Three weeks before 23/11 is 02/11: not more than three weeks. */
static void alert_build__counts__whole_weeks(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");

	OK(school_setting_set(session, "alert_meeting_weeks", "3", err));
	hold(session, student, "2026-11-01", MEETING_DONE, PRESENCE_PRESENT);
	check_alert(sample, "(more than 3 weeks)", "is planned");
	hold(session, student, "2026-12-01", MEETING_PLANNED, PRESENCE_UNKNOWN);
	check_alert(sample, "(more than 3 weeks); one is planned on ", NULL);
	hold(session, student, "2026-11-02", MEETING_DONE, PRESENCE_PRESENT);
	check_alert(sample, NULL, "no meeting");
}

/* Due today is not overdue; due yesterday is. */
static void alert_build__leaves__what_is_due_today(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct objective_row row = {.student_id = student,
		.text = "Lire",
		.set_on = "2026-09-01",
		.due_on = "2026-11-23"};

	OK(objective_put(session, &row, NULL, err));
	check_alert(sample, NULL, "overdue");
	memcpy(row.due_on, "2026-11-22", DATE_SIZE);
	OK(objective_put(session, &row, NULL, err));
	check_alert(sample, "1 objective overdue", NULL);
}

static void alert_build__counts__each_student_once(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t a = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t b = sample_student(sample, "0002", "Évrard", "Bo");
	struct seeing seeing = {0};
	struct page page = {0};
	char *text;

	sample_rate(sample, a, "1.1", "2026-11-20", KIND_MEETING, 2);
	sample_rate(sample, b, "1.1", "2026-11-20", KIND_INTERNSHIP, 2);
	sample_rate(sample, a, "1.2", "2026-11-20", KIND_MEETING, 2);
	sample_rate(sample, b, "1.2", "2026-11-20", KIND_SELF, 2);
	OK(school_setting_set(session, "alert_never_share", "60", err));
	OK(alert_build(session, sample_framework(sample), sample->group, &seeing, &page, err));
	for (size_t i = 0; i < page.count; i++) {
		if (page.lines[i].count == 2)
			assert_null(strstr(page.lines[i].cells[0], "1.1 "));
	}
	text = text_of(&page);
	has(text, "observed for 1 of 2 students"); /* 1.2: the other said so themself */
	free(text);
}

/* Mastery is reached at exactly its level, and what is below it does not look as if it were. */
static void alert_build__takes__mastery_at_exactly_its_level(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct framework decaying;
	struct seeing seeing = {0};
	struct page page = {0};
	char *text;

	OK(school_setting_set(session, "alert_mastery_weeks", "40", err));
	sample_rate(sample, student, "1.1", "2026-10-01", KIND_COURSE, 2);
	sample_rate(sample, student, "1.2", "2026-10-01", KIND_COURSE, 4);
	sample_rate(sample, student, "2.1", "2026-10-01", KIND_COURSE, 3);
	sample_rate(sample, student, "2.2", "2026-10-01", KIND_COURSE, 2);
	for (int day = 1; day <= 4; day++) {
		const char date[] = {
			'2', '0', '2', '6', '-', '1', '0', '-', '0', (char)('0' + day), '\0'};

		sample_rate(sample, student, "3", date, KIND_COURSE, day == 1 ? 2 : 3);
	}
	OK(alert_build(session, sample_framework(sample), sample->group, &seeing, &page, err));
	text = text_of(&page);
	has(text, "below mastery (2,5)");
	assert_null(strstr(text, "below mastery (3"));
	free(text);
	/* 2 → 2.65 → 2.88 → 2.96: in tenths it would be 3,0 */
	decaying = *sample_framework(sample);
	decaying.row.rule = RULE_DECAYING;
	OK(alert_build(session, &decaying, sample->group, &seeing, &page, err));
	text = text_of(&page);
	has(text, "below mastery (2,96)");
	free(text);
}

static void what_if_build__takes__mastery_at_exactly_its_level(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct seeing seeing = {0};
	struct page page = {0};
	char *text;

	/* 2.5 by the latest, exactly 3 by the highest */
	sample_rate(sample, student, "1.1", "2026-10-01", KIND_MEETING, 3);
	sample_rate(sample, student, "1.1", "2026-11-01", KIND_MEETING, 2);
	sample_rate(sample, student, "1.2", "2026-11-01", KIND_MEETING, 3);
	OK(what_if_build(session, sample_framework(sample), sample->group, RULE_HIGHEST, &seeing,
		&page, err));
	text = text_of(&page);
	has(text, "2,5");
	has(text, "3,0");
	has(text, "reaches mastery");
	free(text);
	/* from exactly 3 to 2.75 */
	sample_rate(sample, student, "1.1", "2026-11-02", KIND_MEETING, 3);
	sample_rate(sample, student, "1.2", "2026-10-01", KIND_MEETING, 1);
	OK(what_if_build(
		session, sample_framework(sample), sample->group, RULE_MEAN, &seeing, &page, err));
	text = text_of(&page);
	has(text, "falls below mastery");
	free(text);
	/* from 3 to 3: nobody moves over it */
	OK(what_if_build(session, sample_framework(sample), sample->group, RULE_HIGHEST, &seeing,
		&page, err));
	text = text_of(&page);
	assert_null(strstr(text, "mastery"));
	free(text);
}

static void what_if_build__tries__without_writing(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct seeing seeing = {0};
	struct page page = {0};
	size_t batches;
	char *text;

	sample_rate(sample, student, "1.1", "2026-10-01", KIND_MEETING, 4);
	sample_rate(sample, student, "1.1", "2026-11-01", KIND_MEETING, 1);
	batches = sample_batches(sample);
	OK(what_if_build(session, sample_framework(sample), sample->group, RULE_HIGHEST, &seeing,
		&page, err));
	text = text_of(&page);
	has(text, "reaches mastery");
	has(text, "1 of 1 students would move.");
	free(text);
	OK(what_if_build(
		session, sample_framework(sample), sample->group, RULE_COUNT, &seeing, &page, err));
	text = text_of(&page);
	has(text, "0 of 1 students would move."); /* twice at least 1: 1, as now */
	free(text);
	assert_int_equal(sample_batches(sample), batches);
}

static void fiche_build__holds__it_all(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne"), meeting = 0;
	struct observation_row secret = {
		.student_id = student, .text = "Ennuis de famille", .confidential = true};
	struct adjustment_row adjustment = {
		.student_id = student, .text = "Temps majoré d’un tiers"};
	struct seeing seeing = {.sentences = true};
	struct page page = {0};
	char *text;

	sample_rate(sample, student, "1.1", "2026-10-01", KIND_MEETING, 2);
	sample_rate(sample, student, "1.1", "2026-11-01", KIND_MEETING, 4);
	OK(meeting_begin(session, student, &meeting, err));
	OK(observation_put(session, &secret, NULL, err));
	OK(adjustment_put(session, &adjustment, err));
	OK(fiche_build(session, sample_framework(sample), student, &seeing, &page, err));
	text = text_of(&page);
	has(text, "1 Item 1: from 2,0 to 4,0");
	has(text, "Temps majoré");
	has(text, "under way");
	assert_null(strstr(text, "Ennuis"));
	free(text);
	seeing.sentences = false;
	seeing.ascii = true;
	OK(fiche_build(session, sample_framework(sample), student, &seeing, &page, err));
	text = text_of(&page);
	assert_null(strstr(text, "█"));
	free(text);
}

static void chart_line__is__as_long_as_its_values(void **state)
{
	const int values[] = {100, -1, 250, 400};
	char line[32];

	(void)state;
	chart_line(4, values, 400, true, line, sizeof line);
	assert_string_equal(line, "_ .#");
	chart_line(4, values, 400, false, line, sizeof line);
	assert_string_equal(line, "▁ ▄█");
	chart_line(4, values, 400, false, line, 5); /* no room: whole characters only */
	assert_string_equal(line, "▁ ");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, sample_set_up, sample_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(explain_build__shows__the_arithmetic),
		TEST(explain_build__tells__the_whole_reason),
		TEST(explain_build__hides__the_names_of_peers),
		TEST(compare_build__puts__the_greatest_gap_first),
		TEST(coverage_build__counts__by_source_and_setting),
		TEST(map_build__has__class_and_students),
		TEST(pages_over_a_class__take__everybody),
		TEST(alert_build__says__why),
		TEST(alert_build__is_silenced__by_ended_meetings_only),
		TEST(alert_build__counts__whole_weeks),
		TEST(alert_build__leaves__what_is_due_today),
		TEST(alert_build__counts__each_student_once),
		TEST(alert_build__takes__mastery_at_exactly_its_level),
		TEST(what_if_build__takes__mastery_at_exactly_its_level),
		TEST(what_if_build__tries__without_writing),
		TEST(fiche_build__holds__it_all),
		cmocka_unit_test(chart_line__is__as_long_as_its_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
