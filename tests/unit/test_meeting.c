/* core/meeting.c, note.c, account.c, agenda.c: a meeting from plan to account. */
#include "core/account.h"
#include "core/agenda.h"
#include "core/clock.h"
#include "core/draft.h"
#include "core/history.h"
#include "core/internship.h"
#include "core/meeting.h"
#include "core/note.h"
#include "core/ref.h"
#include "core/support.h"
#include "tests/unit/sample.h"

static struct session *session_of(struct sample *sample)
{
	(void)setenv("SUIVI_TEST_NOW", "2026-11-23T10:40:00", 1);
	return &sample->session;
}

static void observe(struct session *session, int64_t student, int64_t meeting, const char *text,
	bool confidential)
{
	struct observation_row row = {.student_id = student,
		.meeting_id = meeting,
		.text = text,
		.confidential = confidential};

	OK(observation_put(session, &row, NULL, err));
}

static int64_t agree(struct session *session, int64_t student, int64_t meeting, int64_t item,
	const char *text, const char *due)
{
	struct objective_row row = {
		.student_id = student, .meeting_id = meeting, .item_id = item, .text = text};
	int64_t id = 0;

	(void)snprintf(row.due_on, sizeof row.due_on, "%s", due);
	OK(objective_put(session, &row, &id, err));
	return id;
}

/* The account as text; malloc'd. */
static char *account_text(struct session *session, int64_t meeting, bool html)
{
	struct page page = {0};
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	OK(account_build(session, meeting, false, &page, err));
	if (html)
		OK(page_write_html(&page, file, "fr", err));
	else
		OK(page_write_text(&page, file, 80, err));
	(void)fclose(file);
	page_release(&page);
	return text;
}

static void meeting__goes__from_plan_to_account(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne <b>"), planned = 0, id = 0;
	struct meeting_plan plan = {
		.date = "2026-11-25", .time = "14h30", .place = "B12", .agenda = "Stage"};
	struct meeting_row missed = {.student_id = student,
				   .state = MEETING_PLANNED,
				   .held_on = "2026-11-18",
				   .minutes = -1},
			   *row = NULL;
	struct objective_row *objectives = NULL;
	struct occasion occasion;
	size_t count = 0;
	char *text;

	OK(meeting_plan(session, student, &plan, &planned, err));
	OK(db_batch_begin(session->db, "test", "", "T", err));
	OK(note_author(session, &missed.person_id, err));
	OK(db_meeting_put(session->db, &missed, NULL, err));
	OK(db_batch_end(session->db, err));
	OK(meeting_near(session, student, &row, err)); /* it may be meant: it is asked about */
	assert_int_equal(row->id, planned);
	assert_string_equal(row->place, "B12");
	free(row);
	id = planned;
	OK(meeting_begin_planned(session, id, err));
	OK(meeting_near(session, student, &row, err));
	assert_null(row);
	OK(meeting_begin(session, student, &planned, err));
	assert_int_equal(id, planned); /* it goes on */
	OK(meeting_get(session, id, &row, err));
	assert_int_equal(row->state, MEETING_OPEN);
	assert_string_equal(row->held_on, "2026-11-23");
	assert_string_equal(row->place, "B12");
	meeting_occasion(row, &occasion);
	OK(rating_set(session, sample_framework(sample), sample_item(sample, "1.2"), student,
		&occasion, 3, "Plan clair", NULL, err));
	observe(session, student, id, "Prend la parole\nplus souvent", false);
	observe(session, student, id, "Ennuis de famille", true);
	(void)agree(session, student, id,
		sample_framework(sample)->items[sample_item(sample, "1.2")].row.id,
		"Lire deux articles", "2026-12-07");
	OK(meeting_end(session, id, "2026-12-14", "10h30", err));
	OK(meeting_end(session, id, "2026-12-14", "10h30", err)); /* corrected: planned once */
	OK(meeting_end(session, id, "2026-12-16", "9h", err));    /* put off: the same one moves */
	free(row);
	OK(db_meeting_agenda(
		session->db, MEETING_PLANNED, 0, "2026-12-01", "2026-12-31", 9, &row, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(row->held_on, "2026-12-16");
	assert_string_equal(row->starts_at, "09:00");
	OK(meeting_end(session, id, "2026-12-14", "11h", err));
	OK(meeting_end(session, id, "2026-12-14", "10h30", err));
	free(row);
	OK(db_meeting_agenda(
		session->db, MEETING_PLANNED, 0, "2026-12-14", "2026-12-14", 9, &row, &count, err));
	assert_int_equal(count, 1);
	free(row);

	text = account_text(session, id, false);
	assert_non_null(strstr(text, "Plan clair"));
	assert_non_null(strstr(text, "3 Acquis"));
	assert_non_null(strstr(text, "plus souvent"));
	assert_non_null(strstr(text, "07/12/2026"));
	assert_non_null(strstr(text, "14/12/2026 10:30"));
	assert_null(strstr(text, "Ennuis"));
	free(text);
	text = account_text(session, id, true);
	assert_null(strstr(text, "Ennuis"));
	assert_null(strstr(text, "<b>"));
	assert_non_null(strstr(text, "Anne &lt;b&gt;"));
	free(text);

	/* The next time: carry the objective on. */
	OK(db_objective_of_student(session->db, student, &objectives, &count, err));
	assert_int_equal(count, 1);
	OK(objective_settle(session, objectives, OBJECTIVE_CARRIED, id, "2027-01-11", err));
	free(objectives);
	OK(db_objective_of_student(session->db, student, &objectives, &count, err));
	assert_int_equal(count, 2);
	assert_int_equal(objectives[0].state, OBJECTIVE_OPEN);
	assert_string_equal(objectives[0].due_on, "2027-01-11");
	assert_int_equal(objectives[0].from_id, objectives[1].id);
	assert_int_equal(objectives[1].state, OBJECTIVE_CARRIED);
	free(objectives);
	assert_int_equal(sample_check(sample), 0);
}

static int64_t plan_for(struct session *session, int64_t student, const char *day, const char *hour)
{
	const struct meeting_plan plan = {
		.date = day, .time = hour, .place = "B12", .agenda = "Stage"};
	int64_t id = 0;

	OK(meeting_plan(session, student, &plan, &id, err));
	return id;
}

static void check_state(struct session *session, int64_t id, enum meeting_state state,
	const char *day, const char *at)
{
	struct meeting_row *row = NULL;

	OK(meeting_get(session, id, &row, err));
	assert_int_equal(row->state, state);
	assert_string_equal(row->held_on, day);
	assert_string_equal(row->starts_at, at);
	free(row);
}

/* Today is 23/11/2026, 10:40. */
static void meeting_begin__leaves__what_is_planned_for_another_day(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t later = plan_for(session, student, "2026-11-25", "14h"), id = 0;

	OK(meeting_begin(session, student, &id, err));
	assert_int_not_equal(id, later);
	check_state(session, later, MEETING_PLANNED, "2026-11-25", "14:00");
	check_state(session, id, MEETING_OPEN, "2026-11-23", "10:40");
}

static void meeting_begin__takes__the_earlier_of_a_day(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t a = sample_student(sample, "0001", "Dupont", "Anne"), id = 0;
	int64_t b = sample_student(sample, "0002", "Évrard", "Bo");
	int64_t noon = plan_for(session, a, "2026-11-23", "12h");
	int64_t morning = plan_for(session, a, "2026-11-23", "9h");
	struct meeting_row *near = NULL;

	OK(meeting_begin(session, a, &id, err));
	assert_int_equal(id, morning);
	OK(meeting_end(session, morning, "", "", err));
	OK(meeting_begin(session, a, &id, err));
	assert_int_equal(id, noon);
	(void)plan_for(session, b, "2026-11-30", "15h");
	morning = plan_for(session, b, "2026-11-30", "8h");
	(void)plan_for(session, b, "2026-12-01", "8h"); /* eight days: too far */
	OK(meeting_near(session, b, &near, err));
	assert_int_equal(near->id, morning); /* exactly a week, the earlier */
	free(near);
	OK(meeting_drop(session, morning, err));
	OK(meeting_near(session, b, &near, err));
	assert_string_equal(near->starts_at, "15:00");
	OK(meeting_drop(session, near->id, err));
	free(near);
	OK(meeting_near(session, b, &near, err));
	assert_null(near);
}

static void meeting_leave__forgets__what_was_empty(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne"), id = 0, planned;
	struct meeting_row *row = NULL;
	struct batch_row batch;
	bool gone = false;

	/* a new one is gone, and comes back */
	OK(meeting_begin(session, student, &id, err));
	OK(meeting_leave(session, id, &gone, err));
	assert_true(gone);
	REFUSED(WHY_NOTHING_KNOWN_AS, meeting_get(session, id, &row, err));
	OK(history_undo(session, &batch, err));
	check_state(session, id, MEETING_OPEN, "2026-11-23", "10:40");
	OK(history_redo(session, &batch, err));
	REFUSED(WHY_NOTHING_KNOWN_AS, meeting_get(session, id, &row, err));
	/* a planned one stands where it stood */
	planned = plan_for(session, student, "2026-11-25", "14h");
	OK(meeting_begin_planned(session, planned, err));
	check_state(session, planned, MEETING_OPEN, "2026-11-23", "10:40");
	OK(meeting_leave(session, planned, &gone, err));
	assert_true(gone);
	check_state(session, planned, MEETING_PLANNED, "2026-11-25", "14:00");
	OK(meeting_get(session, planned, &row, err));
	assert_string_equal(row->place, "B12");
	assert_int_equal(row->presence, PRESENCE_UNKNOWN);
	assert_int_equal(row->opened_at, 0);
	free(row);
	assert_int_equal(sample_check(sample), 0);
}

static void check_stays(struct session *session, int64_t id, const char *why)
{
	bool gone = true;

	OK(meeting_leave(session, id, &gone, err));
	if (gone)
		print_error("gone though there was %s\n", why);
	assert_false(gone);
}

/* Drafts are of a file on a disk, which the sample is not: one stands by for it. */
static void check_draft_stays(struct session *session, int64_t id)
{
	char folder[] = "/tmp/suivi-meeting-XXXXXX", path[64], command[64];
	struct session *file = NULL;

	assert_non_null(mkdtemp(folder));
	(void)setenv("XDG_STATE_HOME", folder, 1);
	(void)snprintf(path, sizeof path, "%s/one.db", folder);
	OK(session_init(path, 0, NULL, "2026-2027", NULL, &file, err));
	draft_begin(file->db);
	draft_save(id, "observation", "Un mot");
	check_stays(session, id, "a draft");
	draft_save(id, "observation", "");
	draft_begin(NULL);
	session_close(file);
	(void)snprintf(command, sizeof command, "rm -rf %s", folder);
	(void)!system(command);
}

static void meeting_leave__keeps__what_holds_anything(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t id = 0, students[6];
	long begun = 0;
	struct meeting_row *row = NULL;
	struct occasion occasion;
	char matricule[8];

	for (int i = 0; i < 6; i++) {
		(void)snprintf(matricule, sizeof matricule, "000%d", i + 1);
		students[i] = sample_student(sample, matricule, "Dupont", matricule);
	}
	OK(meeting_begin(session, students[0], &id, err));
	OK(meeting_get(session, id, &row, err));
	meeting_occasion(row, &occasion);
	OK(rating_set(session, sample_framework(sample), sample_item(sample, "1.2"), students[0],
		&occasion, 3, NULL, NULL, err));
	free(row);
	check_stays(session, id, "a level");
	OK(meeting_begin(session, students[1], &id, err)); /* the same occasion, another student */
	observe(session, students[1], id, "Vu", false);
	check_stays(session, id, "an observation");
	OK(meeting_begin(session, students[2], &id, err));
	(void)agree(session, students[2], id, 0, "Lire", "2026-12-07");
	check_stays(session, id, "an objective");
	OK(meeting_begin(session, students[3], &id, err));
	OK(meeting_get(session, id, &row, err));
	row->presence = PRESENCE_EXCUSED;
	OK(meeting_set(session, row, err));
	free(row);
	check_stays(session, id, "a presence");
	OK(meeting_begin(session, students[4], &id, err));
	check_draft_stays(session, id);
	OK(meeting_begin(session, students[5], &id, err));
	OK(meeting_end(session, id, "", "", err));
	check_stays(session, id, "an end");
	OK(meeting_begin_group(session, sample->group, &begun, err));
	OK(meeting_open_with(session, students[5], &id, err));
	check_stays(session, id, "a whole group");
}

static void meeting_suggest__gives__reasons_in_order(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	const struct framework *framework = sample_framework(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct suggestion found[SUGGESTIONS];
	size_t count = 0;

	sample_rate(sample, student, "1.1", "2026-10-01", KIND_MEETING, 3);
	sample_rate(sample, student, "1.2", "2026-11-01", KIND_MEETING, 1);
	sample_rate(sample, student, "2.1", "2026-09-20", KIND_MEETING, 4);
	(void)agree(session, student, 0, framework->items[sample_item(sample, "2.3")].row.id,
		"Oser", "2026-12-01");
	OK(meeting_suggest(session, framework, student, 0, SUGGESTIONS, found, &count, err));
	assert_int_equal(count, 6);
	assert_int_equal(found[0].reason, SUGGEST_OBJECTIVE);
	assert_int_equal(found[0].item, sample_item(sample, "2.3"));
	assert_int_equal(found[1].reason, SUGGEST_LOWEST);
	assert_int_equal(found[1].item, sample_item(sample, "1.2"));
	assert_int_equal(found[2].reason, SUGGEST_NEVER);
	assert_int_equal(found[4].reason, SUGGEST_LONGEST);
	assert_int_equal(found[4].item, sample_item(sample, "2.1"));
}

static void meeting_suggest__keeps__its_reasons_while_rating(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	const struct framework *framework = sample_framework(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne"), id = 0;
	struct suggestion before[SUGGESTIONS], after[SUGGESTIONS];
	struct meeting_row *row = NULL;
	struct occasion occasion;
	size_t count = 0, again = 0;

	sample_rate(sample, student, "1.2", "2026-10-01", KIND_MEETING, 1);
	OK(meeting_begin(session, student, &id, err));
	OK(meeting_get(session, id, &row, err));
	OK(meeting_suggest(
		session, framework, student, row->assessment_id, SUGGESTIONS, before, &count, err));
	meeting_occasion(row, &occasion);
	for (size_t i = 0; i < 3; i++)
		OK(rating_set(session, framework, before[i].item, student, &occasion, 4, NULL, NULL,
			err));
	OK(meeting_suggest(
		session, framework, student, row->assessment_id, SUGGESTIONS, after, &again, err));
	assert_int_equal(again, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(after[i].item, before[i].item);
		assert_int_equal(after[i].reason, before[i].reason);
		assert_string_equal(after[i].seen_on, before[i].seen_on);
	}
	free(row);
}

static void meeting_begin_group__makes__one_each_undone_as_one(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	struct meeting_row *rows = NULL;
	size_t count = 0;
	long made = 0;

	(void)sample_student(sample, "0001", "Dupont", "Anne");
	(void)sample_student(sample, "0002", "Évrard", "Bo");
	OK(meeting_begin_group(session, sample->group, &made, err));
	assert_int_equal(made, 2);
	OK(meeting_open_list(session, &rows, &count, err));
	assert_int_equal(count, 2);
	assert_int_equal(rows[0].group_id, sample->group);
	free(rows);
	sample_undo(sample);
	OK(meeting_open_list(session, &rows, &count, err));
	assert_int_equal(count, 0);
	assert_int_equal(sample_check(sample), 0);
}

static void objective_put__refuses__the_past_and_nothing(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct objective_row row = {.student_id = student, .text = "Lire", .due_on = "2026-11-22"};
	struct meeting_plan plan = {.date = "2026-11-22"};

	REFUSED(WHY_DATE_PAST, objective_put(session, &row, NULL, err));
	row.due_on[0] = '\0';
	row.text = " \n ";
	REFUSED(WHY_FIELD_EMPTY, objective_put(session, &row, NULL, err));
	REFUSED(WHY_DATE_PAST, meeting_plan(session, student, &plan, NULL, err));
}

/* How many of a student's objectives are open; ret: the first of them, freed by free(). */
static size_t open_objectives(struct session *session, int64_t student, struct objective_row **ret)
{
	size_t count = 0, open = 0;

	OK(db_objective_of_student(session->db, student, ret, &count, err));
	while (open < count && (*ret)[open].state == OBJECTIVE_OPEN)
		open++;
	return open;
}

static void objective_settle__takes_back__what_was_carried_on(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t id = agree(session, student, 0, 0, "Lire", "2026-12-01");
	struct objective_row *row = NULL, *rows = NULL;
	size_t count = 0;

	OK(db_objective_get(session->db, id, &row, &count, err));
	OK(objective_settle(session, row, OBJECTIVE_CARRIED, 0, "2026-12-08", err));
	OK(objective_settle(session, row, OBJECTIVE_CARRIED, 0, "2026-12-15", err));
	assert_int_equal(open_objectives(session, student, &rows), 1);
	assert_string_equal(rows->due_on, "2026-12-15");
	free(rows);
	OK(objective_settle(session, row, OBJECTIVE_OPEN, 0, "", err));
	assert_int_equal(open_objectives(session, student, &rows), 1);
	assert_int_equal(rows->id, id);
	free(rows);
	free(row);
}

static void account_build__hides__who_it_is(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0071", "Dupont", "Anne"), id;
	struct page page = {0};
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	OK(meeting_begin(session, student, &id, err));
	OK(meeting_end(session, id, "", "", err));
	OK(account_build(session, id, true, &page, err));
	OK(page_write_text(&page, file, 80, err));
	(void)fclose(file);
	assert_non_null(strstr(text, "23/11/2026"));
	assert_null(strstr(text, "Dupont"));
	assert_null(strstr(text, "Anne"));
	assert_null(strstr(text, "0071"));
	page_release(&page);
	free(text);
}

static void link_replace__keeps__what_is_named(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct evidence_row trace = {.student_id = student, .title = "Rapport"};
	struct link_row owner = {0}, *rows = NULL;
	size_t count = 0;

	OK(evidence_put(session, &trace, &owner.evidence_id, err));
	OK(link_replace(session, &owner, "1.1, 1.2", err));
	OK(link_replace(session, &owner, "1.2 2.1", err));
	REFUSED(WHY_ITEM_UNKNOWN, link_replace(session, &owner, "1.1 9.9", err));
	OK(db_link_list(session->db, &owner, &rows, &count, err));
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].item, "1.2");
	assert_string_equal(rows[1].item, "2.1");
	free(rows);
	assert_int_equal(sample_check(sample), 0);
}

static void meeting_plan__keeps__one_of_the_same_day(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct meeting_plan plan = {.date = "2026-12-01", .agenda = "Le stage"};
	struct agenda agenda = {0};
	struct meeting_row *row = NULL;
	int64_t first, second, other;

	OK(meeting_plan(session, student, &plan, &first, err));
	plan = (struct meeting_plan){.date = "2026-12-01", .time = "9h", .place = "B12"};
	OK(meeting_plan(session, student, &plan, &second, err));
	assert_int_equal(first, second);
	OK(meeting_get(session, first, &row, err));
	assert_string_equal(row->starts_at, "09:00");
	assert_string_equal(row->place, "B12");
	assert_string_equal(row->agenda, "Le stage");
	free(row);
	plan = (struct meeting_plan){.date = "2026-12-01", .time = "11h"};
	OK(meeting_plan(session, student, &plan, &other, err));
	assert_int_not_equal(first, other);
	OK(agenda_load(session, true, "2026-12-31", &agenda, err));
	assert_int_equal(agenda.count, 2);
	agenda_release(&agenda);
}

static void time_parse__reads__what_people_type(void **state)
{
	static const struct {
		const char *typed, *time;
	} cases[] = {{"14:30", "14:30"}, {"14h30", "14:30"}, {"9h", "09:00"}, {"9.05", "09:05"},
		{"", ""}};
	static const char *const wrong[] = {"25:00", "14:61", "midi", "14", "14h30x", "-1:10"};
	char found[CLOCK_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		OK(time_parse(cases[i].typed, found, err));
		assert_string_equal(found, cases[i].time);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		REFUSED(WHY_TIME_INVALID, time_parse(wrong[i], found, err));
}

static void meeting_next_parse__reads__a_day_and_an_hour(void **state)
{
	char on[DATE_SIZE] = "kept", at[CLOCK_SIZE] = "kept";

	(void)session_of(*state);
	REFUSED(WHY_TIME_INVALID, meeting_next_parse("12/12 25h", on, at, err));
	REFUSED(WHY_DATE_PAST, meeting_next_parse("22/11 9h", on, at, err));
	REFUSED(WHY_DATE_INVALID, meeting_next_parse("bientôt", on, at, err));
	assert_string_equal(on, "kept");
	assert_string_equal(at, "kept");
	OK(meeting_next_parse("12/12 14h30", on, at, err));
	assert_string_equal(on, "2026-12-12");
	assert_string_equal(at, "14:30");
	OK(meeting_next_parse("4 janvier 2027", on, at, err));
	assert_string_equal(on, "2027-01-04");
	assert_string_equal(at, "");
	OK(meeting_next_parse("15/06", on, at, err));
	assert_string_equal(on, "2027-06-15");
	OK(meeting_next_parse("", on, at, err));
	assert_string_equal(on, "");
}

static void agenda_load__shows__what_is_mine_and_late(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct meeting_plan plan = {.date = "2026-12-01", .time = "9h", .place = "Rue; Haute, 3"};
	struct objective_row late = {.student_id = student,
		.text = "Lire",
		.set_on = "2026-10-01",
		.due_on = "2026-11-01"};
	struct agenda agenda = {0};
	char *text = NULL, ref[REF_SIZE];
	const char *uid;
	int64_t id;
	size_t size = 0;
	FILE *file;

	OK(meeting_plan(session, student, &plan, &id, err));
	ref_of(id, ref);
	OK(objective_put(session, &late, NULL, err));
	OK(agenda_load(session, true, "2026-12-31", &agenda, err));
	assert_int_equal(agenda.count, 2);
	assert_true(agenda.entries[0].late);
	assert_int_equal(agenda.entries[0].kind, AGENDA_OBJECTIVE);
	assert_string_equal(agenda.entries[1].at, "09:00");
	file = open_memstream(&text, &size);
	assert_non_null(file);
	OK(agenda_write_ics(&agenda, file, false, err));
	(void)fclose(file);
	assert_non_null(strstr(text, "DTSTART:20261201T090000\r\n"));
	assert_non_null(strstr(text, "DESCRIPTION:Rue\\; Haute\\, 3\r\n"));
	assert_null(strstr(text, "Dupont"));
	uid = strstr(text, ref);
	assert_non_null(uid); /* planned for another day, it is the same event */
	assert_memory_equal(uid + strlen(ref), "-meeting@suivi\r\n", 16);
	free(text);
	agenda_release(&agenda);
	(void)snprintf(session->author, sizeof session->author, "Somebody Else");
	session->person_id = 0;
	OK(agenda_load(session, true, "2026-12-31", &agenda, err));
	assert_int_equal(agenda.count, 0);
	agenda_release(&agenda);
}

/* Every line of a calendar is at most 75 bytes of whole characters; put together again it is text. */
static void check_folded(const char *text, const char *expected)
{
	char *whole = calloc(1, strlen(text) + 1);
	size_t used = 0;

	assert_non_null(whole);
	for (const char *line = text; *line;) {
		const char *end = strstr(line, "\r\n");
		size_t length;

		assert_non_null(end);
		length = (size_t)(end - line);
		assert_true(length <= 75);
		assert_true(((unsigned char)line[line[0] == ' '] & 0xC0) != 0x80);
		if (line != text && line[0] == ' ') {
			used -= 2;
			memcpy(whole + used, line + 1, length + 1);
			used += length + 1;
		} else {
			memcpy(whole + used, line, length + 2);
			used += length + 2;
		}
		whole[used] = '\0';
		line = end + 2;
	}
	assert_non_null(strstr(whole, expected));
	free(whole);
}

static void agenda_write_ics__folds__between_characters(void **state)
{
	static const char *const letters[] = {"e", "é", "€", "😀", ";", "é,"};
	struct agenda_entry entry = {.kind = AGENDA_MEETING, .id = 1, .on = "2026-11-25"};
	struct agenda agenda = {.entries = &entry, .count = 1};

	(void)session_of(*state);
	for (size_t l = 0; l < sizeof letters / sizeof letters[0]; l++) {
		for (size_t before = 0; before < 8; before++) {
			char expected[4 * LABEL_SIZE] = "DESCRIPTION:", *text = NULL;
			size_t size = 0, n = strlen(expected), length = 0;
			FILE *file = open_memstream(&text, &size);

			assert_non_null(file);
			for (size_t i = 0; i < before; i++)
				entry.text[length++] = 'x';
			while (length + strlen(letters[l]) < sizeof entry.text - 1) {
				memcpy(entry.text + length, letters[l], strlen(letters[l]));
				length += strlen(letters[l]);
			}
			entry.text[length] = '\0';
			for (size_t i = 0; i < length; i++) {
				if (strchr(";,", entry.text[i]))
					expected[n++] = '\\';
				expected[n++] = entry.text[i];
			}
			memcpy(expected + n, "\r\n", 3);
			OK(agenda_write_ics(&agenda, file, true, err));
			(void)fclose(file);
			check_folded(text, expected);
			free(text);
		}
	}
}

/* Due today is not late, nor is today's meeting; yesterday's are. Today is 23/11/2026. */
static void agenda_load__calls_late__what_was_due_before_today(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	static const char *const days[] = {"2026-11-22", "2026-11-23", "2026-11-24"};
	struct agenda agenda = {0};

	for (size_t i = 0; i < 3; i++) {
		struct objective_row due = {
			.student_id = student, .text = "Lire", .set_on = "2026-10-01"};

		memcpy(due.due_on, days[i], DATE_SIZE);
		OK(objective_put(session, &due, NULL, err));
	}
	(void)plan_for(session, student, "2026-11-23", "9h");
	OK(agenda_load(session, true, "2026-11-24", &agenda, err)); /* its last day, too */
	assert_int_equal(agenda.count, 4);
	for (size_t i = 0; i < agenda.count; i++)
		assert_int_equal(
			agenda.entries[i].late, strcmp(agenda.entries[i].on, "2026-11-23") < 0);
	agenda_release(&agenda);
}

/* Objectives and a step of a thesis of a student, all late, of somebody else's doing. */
static void be_late(struct sample *sample, int64_t student, int times)
{
	struct session *session = &sample->session;
	struct objective_row late = {.student_id = student,
		.text = "Lire",
		.set_on = "2026-09-14",
		.due_on = "2026-10-01"};

	OK(db_batch_begin(session->db, "objective", "", session->author, err));
	for (int i = 0; i < times; i++)
		OK(objective_put(session, &late, NULL, err));
	OK(db_batch_end(session->db, err));
}

static void agenda_load__finds__mine_behind_a_school_that_is_late(void **state)
{
	struct sample *sample = *state;
	struct session *session = session_of(sample);
	int64_t theirs = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t mine = sample_student(sample, "0002", "Maes", "An");
	struct support_plan plan = {
		.role = SUPPORT_TUTOR, .person = "Un Autre", .student_id = mine};
	struct thesis_row thesis = {.student_id = mine, .title = "TFE"};
	struct milestone_row step = {.title = "Plan", .due_on = "2026-11-20", .id = 0};
	struct objective_row objective = {.student_id = mine,
		.text = "Le mien",
		.set_on = "2026-11-02",
		.due_on = "2026-11-30"};
	struct agenda agenda = {0};

	be_late(sample, theirs, 2100);
	OK(objective_put(session, &objective, NULL, err));
	OK(thesis_put(session, &thesis, &step.thesis_id, err));
	OK(db_batch_begin(session->db, "milestone", "", session->author, err));
	OK(db_milestone_put(session->db, &step, NULL, err));
	OK(db_batch_end(session->db, err));
	OK(support_add(session, &plan, NULL, err));
	(void)snprintf(session->author, sizeof session->author, "Un Autre");
	session->person_id = 0;
	OK(agenda_load(session, true, "2026-12-31", &agenda, err));
	assert_int_equal(agenda.count, 2);
	assert_int_equal(agenda.entries[0].kind, AGENDA_MILESTONE);
	assert_string_equal(agenda.entries[1].text, "Le mien");
	agenda_release(&agenda);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, sample_set_up, sample_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(meeting__goes__from_plan_to_account),
		TEST(meeting_begin__leaves__what_is_planned_for_another_day),
		TEST(meeting_begin__takes__the_earlier_of_a_day),
		TEST(meeting_leave__forgets__what_was_empty),
		TEST(meeting_leave__keeps__what_holds_anything),
		TEST(meeting_suggest__gives__reasons_in_order),
		TEST(meeting_suggest__keeps__its_reasons_while_rating),
		TEST(meeting_begin_group__makes__one_each_undone_as_one),
		TEST(objective_put__refuses__the_past_and_nothing),
		TEST(objective_settle__takes_back__what_was_carried_on),
		TEST(account_build__hides__who_it_is),
		TEST(link_replace__keeps__what_is_named),
		TEST(meeting_plan__keeps__one_of_the_same_day),
		TEST(time_parse__reads__what_people_type),
		TEST(meeting_next_parse__reads__a_day_and_an_hour),
		TEST(agenda_load__shows__what_is_mine_and_late),
		TEST(agenda_write_ics__folds__between_characters),
		TEST(agenda_load__calls_late__what_was_due_before_today),
		TEST(agenda_load__finds__mine_behind_a_school_that_is_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
