/* db_support.c, db_meeting.c, db_internship.c, db_seeing.c; the step to format 2. */
#include "db/follow.h"
#include "db/grades.h"

#include <fcntl.h>
#include <glob.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/fold.h"
#include "core/level.h"
#include "tests/unit/sample.h"

static void begin(struct sample *sample)
{
	OK(db_batch_begin(sample->session.db, "note", "", "A. Maes", err));
}

static void end(struct sample *sample)
{
	OK(db_batch_end(sample->session.db, err));
}

static int64_t person(struct sample *sample, const char *name)
{
	struct person_row row = {0};
	int64_t id = 0;

	(void)snprintf(row.name, sizeof row.name, "%s", name);
	OK(db_person_put(sample->session.db, &row, &id, err));
	return id;
}

static int64_t item_id(struct sample *sample, const char *code)
{
	return sample_framework(sample)->items[sample_item(sample, code)].row.id;
}

static void db_support_of_student__includes__the_groups(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct support_row one = {.role = SUPPORT_TUTOR, .student_id = id, .since = "2026-09-14"};
	struct support_row all = {
		.role = SUPPORT_TEACHER, .group_id = sample->group, .since = "2026-09-01"};
	struct support_row peer = {.role = SUPPORT_PEER, .group_id = 0, .since = "2026-10-01"};
	struct support_row *rows = NULL;
	size_t count = 0;

	peer.peer_id = id;
	begin(sample);
	one.person_id = person(sample, "A. Maes");
	all.person_id = person(sample, "B. Claes");
	OK(db_support_put(db, &one, NULL, err));
	OK(db_support_put(db, &one, NULL, err)); /* twice is once */
	OK(db_support_put(db, &all, NULL, err));
	OK(db_support_put(db, &peer, NULL, err));
	end(sample);
	OK(db_support_of_student(db, id, &rows, &count, err));
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].person, "A. Maes");
	assert_string_equal(rows[0].matricule, "0001");
	assert_string_equal(rows[1].group, "M1");
	free(rows);
	OK(db_support_of_person(db, 0, id, &rows, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].person, "Dupont Anne");
	free(rows);
	assert_int_equal(sample_check(sample), 0);
	sample_undo(sample);
	OK(db_support_of_student(db, id, &rows, &count, err));
	assert_int_equal(count, 0);
	assert_null(rows);
	assert_int_equal(sample_check(sample), 0);
}

static void db_member_leave__keeps__the_stay(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct stay_row *stays = NULL;
	size_t count = 0;
	long size = 0;

	begin(sample);
	OK(db_member_leave(db, sample->group, id, "2026-12-01", err));
	end(sample);
	OK(db_stay_list(db, id, &stays, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(stays[0].until, "2026-12-01");
	free(stays);
	OK(db_student_count(db, sample->group, &size, err));
	assert_int_equal(size, 0);
	begin(sample);
	OK(db_member_join(db, sample->group, id, "2027-01-04", err));
	end(sample);
	OK(db_stay_list(db, id, &stays, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(stays[0].since, "2027-01-04");
	assert_string_equal(stays[0].until, "");
	free(stays);
	begin(sample);
	OK(db_member_leave(db, sample->group, id, "2027-02-01", err));
	OK(db_member_put(db, sample->group, id, -1, err)); /* back by a class list */
	end(sample);
	OK(db_stay_list(db, id, &stays, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(stays[0].until, "");
	free(stays);
	assert_int_equal(sample_check(sample), 0);
}

static void db_meeting_put__keeps__every_field(void **state)
{
	const struct due_when year = {.from = "2026-01-01", .to = "2026-12-31"};
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne"), meeting = 0, objective = 0;
	struct meeting_row row = {.student_id = id, .state = MEETING_OPEN, .held_on = "2026-11-23",
		.starts_at = "10:40", .place = "B12", .presence = PRESENCE_REMOTE,
		.agenda = "Stage\nTFE", .opened_at = 1794000000000, .minutes = -1,
		.next_on = "2026-12-14", .items = "[1,2]"};
	struct observation_row note = {.student_id = id, .written_on = "2026-11-23",
		.text = "À reprendre", .confidential = true};
	struct objective_row goal = {.student_id = id, .set_on = "2026-11-23",
		.due_on = "2026-12-01", .text = "Lire", .state = OBJECTIVE_OPEN};
	struct meeting_row *meetings = NULL;
	struct observation_row *notes = NULL;
	struct objective_row *goals = NULL;
	size_t count = 0;

	begin(sample);
	row.person_id = person(sample, "A. Maes");
	OK(db_meeting_put(db, &row, &meeting, err));
	note.meeting_id = goal.meeting_id = meeting;
	note.item_id = item_id(sample, "1.2");
	OK(db_observation_put(db, &note, NULL, err));
	OK(db_objective_put(db, &goal, &objective, err));
	end(sample);
	OK(db_meeting_get(db, meeting, &meetings, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(meetings->agenda, "Stage\nTFE");
	assert_string_equal(meetings->items, "[1,2]");
	assert_string_equal(meetings->place, "B12");
	assert_string_equal(meetings->starts_at, "10:40");
	assert_int_equal(meetings->presence, PRESENCE_REMOTE);
	assert_int_equal(meetings->minutes, -1);
	assert_string_equal(meetings->person, "A. Maes");
	assert_string_equal(meetings->last_name, "Dupont");
	free(meetings);
	OK(db_observation_of_meeting(db, meeting, &notes, &count, err));
	assert_int_equal(count, 1);
	assert_true(notes->confidential);
	assert_string_equal(notes->item, "1.2");
	assert_string_equal(notes->text, "À reprendre");
	free(notes);
	OK(db_objective_due(db, &year, 10, &goals, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(goals->text, "Lire");
	goals->state = OBJECTIVE_MET;
	(void)snprintf(goals->settled_on, DATE_SIZE, "2026-12-01");
	begin(sample);
	OK(db_objective_put(db, goals, NULL, err));
	end(sample);
	free(goals);
	OK(db_objective_due(db, &year, 10, &goals, &count, err));
	assert_int_equal(count, 0);
	assert_int_equal(sample_check(sample), 0);
	sample_undo(sample);
	OK(db_objective_due(db, &year, 10, &goals, &count, err));
	assert_int_equal(count, 1);
	free(goals);
}

static void lists__give__the_newest_of_a_day_first(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct observation_row *notes = NULL;
	struct meeting_row *meetings = NULL;
	size_t count = 0;

	begin(sample);
	for (int i = 0; i < 9; i++) { /* ids are random: nine in order by chance are one in 362,880 */
		char text[2] = {(char)('a' + i), '\0'};
		struct observation_row note = {
			.student_id = id, .written_on = "2026-11-23", .text = text};
		struct meeting_row meeting = {.student_id = id, .state = MEETING_DONE,
			.held_on = "2026-11-23", .minutes = 20, .opened_at = 1000 + i};

		(void)snprintf(meeting.starts_at, sizeof meeting.starts_at, "%02d:00", 9 + i);
		(void)snprintf(meeting.place, sizeof meeting.place, "%d", i);
		OK(db_observation_put(db, &note, NULL, err));
		OK(db_meeting_put(db, &meeting, NULL, err));
	}
	end(sample);
	OK(db_observation_of_student(db, id, 99, &notes, &count, err));
	assert_int_equal(count, 9);
	for (int i = 0; i < 9; i++)
		assert_int_equal(notes[i].text[0], 'i' - i);
	free(notes);
	OK(db_meeting_of_student(db, id, 99, &meetings, &count, err));
	assert_int_equal(count, 9);
	for (int i = 0; i < 9; i++)
		assert_int_equal(meetings[i].place[0], '8' - i);
	free(meetings);
}

static void db_internship_put__keeps__every_field(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne"), stage = 0, assessment = 0;
	struct internship_row row = {.student_id = id, .host = "Maison médicale",
		.address = "Rue du Lac 3", .starts_on = "2026-11-02", .planned = 9000, .done = -1,
		.missions = "Animer un groupe"};
	struct placement_row placement = {.paper = "S-12", .typed_by = "A. Maes"};
	struct placement_row *placements = NULL;
	struct internship_row *rows = NULL;
	struct link_row link = {0}, *links = NULL;
	size_t count = 0;

	begin(sample);
	row.supervisor_id = person(sample, "C. Willems");
	OK(db_person_kind_set(db, row.supervisor_id, PERSON_FIELD, err));
	OK(db_internship_put(db, &row, &stage, err));
	OK(db_assessment_put(
		db, KIND_INTERNSHIP, "2026-11-20", row.supervisor_id, &assessment, err));
	placement.internship_id = link.internship_id = stage;
	placement.assessment_id = assessment;
	link.item_id = item_id(sample, "2.1");
	OK(db_placement_put(db, &placement, NULL, err));
	OK(db_link_put(db, &link, err));
	end(sample);
	OK(db_internship_list(db, 0, sample->group, 10, &rows, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(rows->supervisor, "C. Willems");
	assert_string_equal(rows->missions, "Animer un groupe");
	assert_string_equal(rows->opinion, "");
	assert_int_equal(rows->planned, 9000);
	assert_int_equal(rows->done, -1);
	free(rows);
	OK(db_placement_list(db, stage, &placements, &count, err));
	assert_int_equal(count, 1);
	assert_int_equal(placements->person_kind, PERSON_FIELD);
	assert_string_equal(placements->paper, "S-12");
	free(placements);
	OK(db_link_list(db, &link, &links, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(links->item, "2.1");
	assert_int_equal(links->goal, -1);
	free(links);
	assert_int_equal(sample_check(sample), 0);
}

static void db_watch_list__finds__what_is_late(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");
	struct meeting_row past = {.student_id = id, .state = MEETING_DONE,
		.held_on = "2026-10-01", .minutes = 20};
	struct meeting_row missed = {.student_id = id, .state = MEETING_DONE,
		.held_on = "2026-11-01", .presence = PRESENCE_ABSENT, .minutes = 0};
	struct objective_row late = {.student_id = id, .set_on = "2026-10-01",
		.due_on = "2026-11-01", .text = "Lire", .state = OBJECTIVE_OPEN};
	struct watch_row *rows = NULL;
	size_t count = 0;

	(void)sample_student(sample, "0002", "Évrard", "Bo");
	begin(sample);
	OK(db_meeting_put(db, &past, NULL, err));
	OK(db_meeting_put(db, &missed, NULL, err));
	OK(db_objective_put(db, &late, NULL, err));
	end(sample);
	OK(db_watch_list(db, sample->group, "2026-11-23", 10, &rows, &count, err));
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].last_meeting, "2026-10-01");
	assert_int_equal(rows[0].overdue, 1);
	assert_string_equal(rows[0].oldest_due, "2026-11-01");
	assert_string_equal(rows[1].last_meeting, "");
	assert_int_equal(rows[1].overdue, 0);
	free(rows);
}

/* ---- Format 1 → 2 ---------------------------------------------------------- */

static char *slurp(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = calloc(1, 64 * 1024);

	assert_non_null(file);
	assert_non_null(text);
	assert_true(fread(text, 1, 64 * 1024 - 1, file) > 0);
	(void)fclose(file);
	return text;
}

static int64_t tick(void)
{
	static int64_t ms = 1000000;

	return ms += 1000;
}

static void oldest_backup(const char *path, char *ret, size_t size)
{
	char pattern[96];
	glob_t found;

	(void)snprintf(pattern, sizeof pattern, "%s.backups/*.db", path);
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	(void)snprintf(ret, size, "%s", found.gl_pathv[0]);
	globfree(&found);
}

/* A group as format 1 wrote it: the journal knows five of its columns. */
static const char group_of_format_1[] =
	"INSERT INTO student_group (id, code, label, kind, year) "
	"VALUES (7, 'M1', '', 'class', '2026-2027');"
	"INSERT INTO journal (stamp, tbl, row, col, value, batch, author) VALUES "
	"(x'00000000000100000000000000000001', 0, 65536, 0, "
	" '{\"action\":\"set\",\"subject\":\"\",\"entries\":1}', "
	" x'00000000000100000000000000000001', 'T'), "
	"(x'00000000000100010000000000000001', 8, 7, 0, "
	" '{\"1\":\"M1\",\"2\":\"\",\"3\":\"class\",\"4\":\"2026-2027\",\"5\":0}', "
	" x'00000000000100000000000000000001', 'T');";

static void migration_2__takes__a_file_of_format_1(void **state)
{
	static const struct db_hooks hooks = {
		.fold = fold, .derive = level_derive, .now_ms = tick,
		.release = framework_cache_release};
	char folder[] = "/tmp/suivi-migrate-XXXXXX", path[64], command[96], backup[256];
	char year[LABEL_SIZE];
	char *schema = slurp(FORMATS_FOLDER "/1.sql");
	sqlite3 *handle = NULL;
	struct db *db = NULL;
	struct group_row group;
	long findings = 0;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/old.db", folder);
	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, schema, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle,
				 "PRAGMA application_id = 1400203638; PRAGMA user_version = 1",
				 NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, group_of_format_1, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(handle), SQLITE_OK);
	free(schema);
	OK(db_open(path, 0, &hooks, &db, err)); /* compares the schema, too */
	OK(db_undo(db, "T", NULL, err)); /* what was done before the columns came */
	REFUSED(WHY_GROUP_UNKNOWN, db_group_by_code(db, "M1", "", &group, err));
	OK(db_redo(db, "T", NULL, err));
	OK(db_group_by_code(db, "M1", "", &group, err));
	OK(db_batch_begin(db, "set", "", "T", err));
	OK(db_setting_put(db, "year", "2026-2027", err));
	OK(db_batch_end(db, err));
	OK(db_check(db, false, NULL, NULL, &findings, err));
	assert_int_equal(findings, 0);
	db_close(db);
	oldest_backup(path, backup, sizeof backup); /* made before the migration */
	OK(db_restore(backup, path, &hooks, err));
	OK(db_open(path, 0, &hooks, &db, err));
	OK(db_setting_get(db, "year", year, err));
	assert_string_equal(year, "");
	db_close(db);
	(void)snprintf(command, sizeof command, "rm -rf %s", folder);
	(void)!system(command);
}

static const char codes_of_format_3[] =
	"INSERT INTO rule_set (id, code, since) VALUES (7, 'HE', '2026-09-14'); "
	"INSERT INTO grade_code (id, rule_set_id, code, label, aliases, effect, typed_by, proof, "
	"position) VALUES (8, 7, 'FR', 'fraude', 'triche', 'zero', 'jury', 1, 5); "
	"INSERT INTO journal (stamp, tbl, row, col, value, batch, author) VALUES "
	"(x'00000000000100000000000000000001', 0, 65536, 0, "
	" '{\"action\":\"set\",\"subject\":\"\",\"entries\":2}', "
	" x'00000000000100000000000000000001', 'T'), "
	"(x'00000000000100010000000000000001', 27, 7, 0, "
	" '{\"1\":\"HE\",\"2\":\"2026-09-14\",\"3\":\"\",\"4\":0}', "
	" x'00000000000100000000000000000001', 'T'), "
	"(x'00000000000100020000000000000001', 29, 8, 0, "
	" '{\"1\":7,\"2\":\"FR\",\"3\":\"fraude\",\"4\":\"triche\",\"5\":\"zero\",\"6\":\"jury\","
	"\"7\":1,\"8\":5,\"9\":0}', "
	" x'00000000000100000000000000000001', 'T');";

/* Nothing tells whether a code of before is an absence: it is not guessed. */
static void migration_4__leaves__unsaid_what_codes_are(void **state)
{
	static const struct db_hooks hooks = {.fold = fold,
		.derive = level_derive,
		.now_ms = tick,
		.release = framework_cache_release};
	char folder[] = "/tmp/suivi-migrate-XXXXXX", path[64], command[96];
	char *schema = slurp(FORMATS_FOLDER "/3.sql");
	struct grade_code_row *rows = NULL;
	sqlite3 *handle = NULL;
	struct db *db = NULL;
	long findings = 0;
	size_t count = 0;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/old.db", folder);
	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, schema, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, codes_of_format_3, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(handle, "PRAGMA application_id = 1400203638; PRAGMA user_version = 3",
			NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_close(handle), SQLITE_OK);
	free(schema);
	OK(db_open(path, 0, &hooks, &db, err)); /* compares the schema, too */
	OK(db_grade_code_list(db, 7, &rows, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].code, "FR");
	assert_string_equal(rows[0].aliases, "triche");
	assert_int_equal(rows[0].effect, EFFECT_ZERO);
	assert_int_equal(rows[0].typed_by, TYPIST_JURY);
	assert_true(rows[0].proof);
	assert_int_equal(rows[0].position, 5);
	assert_int_equal(rows[0].absence, ABSENCE_UNSAID);
	rows[0].absence = ABSENCE_YES;
	rows[0].effect = EFFECT_CARRIED;
	OK(db_batch_begin(db, "test", "", "T", err));
	OK(db_grade_code_put(db, &rows[0], NULL, err));
	OK(db_batch_end(db, err));
	free(rows);
	OK(db_grade_code_list(db, 7, &rows, &count, err));
	assert_int_equal(rows[0].absence, ABSENCE_YES);
	assert_int_equal(rows[0].effect, EFFECT_CARRIED);
	free(rows);
	OK(db_undo(db, "T", NULL, err));
	OK(db_grade_code_list(db, 7, &rows, &count, err));
	assert_int_equal(rows[0].absence, ABSENCE_UNSAID);
	free(rows);
	OK(db_check(db, false, NULL, NULL, &findings, err));
	assert_int_equal(findings, 0);
	db_close(db);
	(void)snprintf(command, sizeof command, "rm -rf %s", folder);
	(void)!system(command);
}

#define WITH_CLASS(test) cmocka_unit_test_setup_teardown(test, sample_set_up, sample_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CLASS(db_support_of_student__includes__the_groups),
		WITH_CLASS(db_member_leave__keeps__the_stay),
		WITH_CLASS(db_meeting_put__keeps__every_field),
		WITH_CLASS(lists__give__the_newest_of_a_day_first),
		WITH_CLASS(db_internship_put__keeps__every_field),
		WITH_CLASS(db_watch_list__finds__what_is_late),
		cmocka_unit_test(migration_2__takes__a_file_of_format_1),
		cmocka_unit_test(migration_4__leaves__unsaid_what_codes_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
