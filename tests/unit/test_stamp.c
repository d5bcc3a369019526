/* db/stamp.c, restamp.c, merge.c: stamps in their range, wall time beside them. */
#include "tests/unit/unit.h"

#include <sqlite3.h>
#include <unistd.h>

#include "core/fold.h"
#include "db/conn.h"

static int64_t now_ms; /* what the clock says; it does not run */

static int64_t clock_reading(void)
{
	return now_ms;
}

static enum err_code no_derive(struct db *db, int64_t student_id, struct err *err)
{
	(void)db;
	(void)student_id;
	(void)err;
	return ERR_OK;
}

static const struct db_hooks hooks = {.fold = fold, .derive = no_derive, .now_ms = clock_reading};

static const int64_t in_2026 = INT64_C(1796121642000), in_2099 = INT64_C(4099766400000);

struct place {
	char folder[64], path[96], other[96];
	struct db *db;
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	struct err err = {0};

	assert_non_null(place);
	now_ms = in_2026;
	strcpy(place->folder, "/tmp/suivi-stamp-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	(void)snprintf(place->path, sizeof place->path, "%s/a.db", place->folder);
	(void)snprintf(place->other, sizeof place->other, "%s/b.db", place->folder);
	if (db_create(place->path, &hooks, &place->db, &err))
		fail_msg("%s", err.detail);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	char command[128];

	db_close(place->db);
	(void)snprintf(command, sizeof command, "rm -rf %s", place->folder);
	(void)!system(command);
	free(place);
	return 0;
}

static enum err_code try_put(struct db *db, const char *name, const char *value, struct err *err)
{
	enum err_code rc = db_batch_begin(db, "set", name, "Test", err);

	return rc ? rc : db_batch_close(db, db_setting_put(db, name, value, err), err);
}

static void put(struct db *db, const char *name, const char *value)
{
	struct err err = {0};

	if (try_put(db, name, value, &err))
		fail_msg("%s", err.detail);
}

static void raw(const char *path, const char *sql)
{
	sqlite3 *handle;
	char *message = NULL;

	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s", message);
	sqlite3_close(handle);
}

static void print_finding(void *ctx, const char *text)
{
	(void)ctx;
	print_message("finding: %s\n", text);
}

static long findings(struct db *db, bool repair)
{
	struct err err = {0};
	long count = -1;

	if (db_check(db, repair, print_finding, NULL, &count, &err))
		fail_msg("%s", err.detail);
	return count;
}

static struct batch_row newest(struct db *db)
{
	struct batch_row batch;
	struct err err = {0};
	size_t count = 0;

	assert_int_equal(db_batches(db, NULL, 1, &batch, &count, &err), ERR_OK);
	assert_int_equal(count, 1);
	return batch;
}

static void stamp_next__never_passes__its_range(void **state)
{
	struct stamp_clock clock = {.last = 5, .origin = 7};
	unsigned char stamp[STAMP_SIZE], before[STAMP_SIZE];

	(void)state;
	assert_true(stamp_next(&clock, in_2026, stamp));
	assert_int_equal(stamp_ms(stamp), in_2026);
	/* set back, before 1970, or of a year nobody believes: on from the last */
	for (size_t i = 0; i < 4; i++) {
		const int64_t wrong[] = {0, -in_2026, STAMP_WALL_MAX, INT64_MAX};

		memcpy(before, stamp, STAMP_SIZE);
		assert_true(stamp_next(&clock, wrong[i], stamp));
		assert_true(memcmp(stamp, before, STAMP_SIZE) > 0);
		assert_int_equal(stamp_ms(stamp), in_2026);
	}
	assert_true(stamp_next(&clock, STAMP_WALL_MAX - 1, stamp));
	assert_int_equal(stamp_ms(stamp), STAMP_WALL_MAX - 1);
	clock.last = STAMP_CLOCK_MAX - (UINT64_C(1) << 32);
	assert_false(stamp_clock_spent(&clock));
	clock.last++;
	assert_true(stamp_clock_spent(&clock));
	clock.last = STAMP_CLOCK_MAX - 1;
	assert_true(stamp_next(&clock, 0, stamp));
	assert_false(stamp_beyond(stamp));
	assert_false(stamp_next(&clock, 0, stamp));
	stamp_at(STAMP_CLOCK_MAX + 1, stamp, stamp);
	assert_true(stamp_beyond(stamp));
}

static void batch__keeps__the_wall_time(void **state)
{
	struct place *place = *state;

	put(place->db, "a", "1");
	assert_int_equal(newest(place->db).at, in_2026);
	now_ms = in_2099;
	put(place->db, "a", "2");
	assert_int_equal(newest(place->db).at, in_2099);
	now_ms = in_2026 + 60000;
	put(place->db, "a", "3");
	/* after it in the journal, and dated when it was done */
	assert_int_equal(newest(place->db).at, in_2026 + 60000);
	assert_int_equal(stamp_ms(newest(place->db).stamp), in_2099);
	now_ms = -in_2026; /* a clock of 1913 */
	put(place->db, "a", "4");
	assert_int_equal(newest(place->db).at, -in_2026);
	now_ms = STAMP_WALL_MAX;
	put(place->db, "a", "5");
	assert_int_equal(newest(place->db).at, STAMP_WALL_MAX);
	assert_int_equal(stamp_ms(newest(place->db).stamp), in_2099);
	assert_int_equal(findings(place->db, false), 0);
	/* heads of older formats have none; those of hostile ones no time: the stamp's */
	raw(place->path, "UPDATE journal SET value = json_remove(value, '$.at') WHERE tbl = 0");
	assert_int_equal(newest(place->db).at, in_2099);
	raw(place->path, "UPDATE journal SET value = json_set(value, '$.at', 'x') WHERE tbl = 0");
	assert_int_equal(newest(place->db).at, in_2099);
	raw(place->path, "UPDATE journal SET value = json_set(value, '$.at', 9223372036854775807) "
			 "WHERE tbl = 0");
	assert_int_equal(newest(place->db).at, in_2099);
}

/* Shift what was done last to the end of the range, as a forged copy would. */
static void forge(const char *path, const char *clock)
{
	char sql[1600];

	(void)snprintf(sql, sizeof sql,
		"CREATE TEMP TABLE f AS SELECT stamp AS was, x'%s' || substr(stamp, 7) AS now FROM "
		"journal WHERE batch IN (SELECT stamp FROM journal WHERE tbl = 0 AND value ->> "
		"'subject' = 'late');"
		"UPDATE journal SET supersedes = CAST((SELECT now FROM f WHERE was = supersedes) "
		"AS BLOB) WHERE "
		"supersedes IN (SELECT was FROM f);"
		"UPDATE journal SET batch = CAST((SELECT now FROM f WHERE was = batch) AS BLOB) "
		"WHERE "
		"batch IN (SELECT was FROM f);"
		"UPDATE journal SET stamp = CAST((SELECT now FROM f WHERE was = stamp) AS BLOB) "
		"WHERE "
		"stamp IN (SELECT was FROM f);",
		clock);
	raw(path, sql);
}

static void check__brings_back__stamps_at_the_end_of_their_range(void **state)
{
	static const char *const clocks[] = {"7FFFFFFFFFFF", "FFFFFFFFFFFF", "069A00000000"};
	struct place *place = *state;
	struct db *again = NULL;
	struct err err = {0};
	char value[LABEL_SIZE];

	for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
		db_close(place->db);
		assert_int_equal(db_open(place->path, 0, &hooks, &place->db, &err), ERR_OK);
		put(place->db, "late", i == 0 ? "1" : i == 1 ? "2" : "3");
		forge(place->path, clocks[i]);
		/* not opened in silence, not written, nothing lost */
		assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_INVALID);
		assert_int_equal(err.reason, WHY_STAMPS_SPENT);
		/* who had it open meanwhile sees another file */
		assert_int_not_equal(try_put(place->db, "b", "9", &err), ERR_OK);
		assert_int_equal(err.reason, WHY_FILE_REPLACED);
		db_close(place->db);
		assert_int_equal(
			db_open(place->path, DB_TRUSTED, &hooks, &place->db, &err), ERR_OK);
		assert_int_equal(try_put(place->db, "b", "9", &err), ERR_INVALID);
		assert_int_equal(err.reason, WHY_STAMPS_SPENT);
		assert_int_equal(findings(place->db, false) > 0, 1);
		assert_int_equal(findings(place->db, true) > 0, 1);
		assert_int_equal(findings(place->db, false), 0);
		assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_OK);
		assert_int_equal(db_setting_get(again, "late", value, &err), ERR_OK);
		assert_string_equal(value, i == 0 ? "1" : i == 1 ? "2" : "3");
		assert_string_equal(newest(again).subject, "late");
		assert_int_equal(db_undo(again, "Test", NULL, &err), ERR_OK);
		assert_int_equal(db_redo(again, "Test", NULL, &err), ERR_OK);
		assert_int_equal(findings(again, false), 0);
		db_close(again);
	}
}

static void restamp__gives__copies_the_same_stamps(void **state)
{
	struct place *place = *state;
	struct db *other = NULL;
	struct err err = {0};
	int64_t lost = -1;
	long taken = -1;

	put(place->db, "a", "1");
	put(place->db, "late", "1");
	put(place->db, "late", "2");
	forge(place->path, "7FFFFFFFFFFF");
	db_close(place->db);
	place->db = NULL;
	raw(place->path, "VACUUM INTO '/tmp/suivi-stamp-copy.db'");
	assert_int_equal(rename("/tmp/suivi-stamp-copy.db", place->other), 0);
	assert_int_equal(db_open(place->path, DB_TRUSTED, &hooks, &place->db, &err), ERR_OK);
	assert_int_equal(db_open(place->other, DB_TRUSTED, &hooks, &other, &err), ERR_OK);
	assert_int_equal(findings(place->db, true) > 0, 1);
	/* what was made in view of what is found under its new stamp */
	assert_int_equal(
		db_exec_int(place->db,
			"SELECT count(*) FROM journal AS j WHERE length(supersedes) > 0 AND NOT "
			"EXISTS (SELECT 1 FROM journal WHERE stamp = substr(j.supersedes, 1, 16))",
			&lost, &err),
		ERR_OK);
	assert_int_equal(lost, 0);
	assert_int_equal(
		db_exec_int(place->db, "SELECT count(*) FROM journal WHERE length(supersedes) > 0",
			&lost, &err),
		ERR_OK);
	assert_true(lost > 0);
	/* the other is not taken in as it is */
	assert_int_equal(db_journal_union(place->db, other, &taken, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_STAMPS_FORGED);
	assert_int_equal(findings(other, true) > 0, 1);
	assert_int_equal(db_journal_union(place->db, other, &taken, &err), ERR_OK);
	assert_int_equal(taken, 0);
	db_close(other);
}

static void db_journal_union__refuses__a_stamp_whose_content_differs(void **state)
{
	static const char *const changes[] = {"author = 'Somebody'", "author = 'test'",
		"value = 'x'", "value = CAST(value AS BLOB)", "old = 'x'", "row = row + 1",
		"col = col + 1", "tbl = tbl + 1",
		"supersedes = x'00000000000000000000000000000000'",
		"batch = x'00000000000000000000000000000001'"};
	struct place *place = *state;
	char sql[256], value[LABEL_SIZE];

	put(place->db, "a", "1");
	put(place->db, "a", "2");
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		struct db *other = NULL;
		struct err err = {0};
		long taken = -1;

		assert_int_equal(db_backup(place->db, place->other, true, &err), ERR_OK);
		(void)snprintf(sql, sizeof sql,
			"UPDATE journal SET %s WHERE stamp = (SELECT max(stamp) FROM journal)",
			changes[i]);
		raw(place->other, sql);
		assert_int_equal(db_open(place->other, DB_TRUSTED, &hooks, &other, &err), ERR_OK);
		assert_int_equal(db_journal_union(place->db, other, &taken, &err), ERR_INVALID);
		assert_int_equal(err.reason, WHY_JOURNAL_CLASH);
		assert_int_equal(taken, -1);
		db_close(other);
		assert_int_equal(db_setting_get(place->db, "a", value, &err), ERR_OK);
		assert_string_equal(value, "2");
	}
}

static int64_t bad_texts(struct db *db)
{
	struct err err = {0};
	int64_t count = -1;

	assert_int_equal(
		db_exec_int(db,
			"SELECT (SELECT count(*) FROM journal WHERE NOT suivi_sound(value) OR "
			"NOT suivi_sound(old) OR NOT suivi_sound(author)) + "
			"(SELECT count(*) FROM setting WHERE NOT suivi_sound(value))",
			&count, &err),
		ERR_OK);
	return count;
}

static void batch__keeps__only_text(void **state)
{
	struct place *place = *state;
	char long_subject[LABEL_SIZE + 1];
	struct err err = {0};

	/* whoever cut it before, and wherever this cut falls */
	for (size_t n = LABEL_SIZE - 6; n < LABEL_SIZE; n++) {
		memset(long_subject, 'x', n);
		(void)snprintf(long_subject + n, sizeof long_subject - n, "\xE2\x82\xAC");
		assert_int_equal(
			db_batch_begin(place->db, "set", long_subject, "Z\xC3", &err), ERR_OK);
		assert_int_equal(
			db_batch_close(place->db,
				db_setting_put(place->db, "a", long_subject + n - 3, &err), &err),
			ERR_OK);
		assert_string_equal(newest(place->db).author, "Z");
		assert_int_equal(strncmp(newest(place->db).subject, long_subject, n - 3), 0);
	}
	assert_int_equal(db_batch_begin(place->db, "set", "a\xE9z\x1B[2J\n", "T", &err), ERR_OK);
	assert_int_equal(
		db_batch_close(place->db, db_setting_put(place->db, "b", "1", &err), &err), ERR_OK);
	assert_string_equal(newest(place->db).subject, "a\xEF\xBF\xBDz[2J");
}

static void check__finds_and_mends__what_is_no_text(void **state)
{
	static const char *const damages[] = {
		/* a subject cut at a byte, as 0.1.0 did */
		("UPDATE journal SET value = CAST(replace(CAST(value AS TEXT), 'a\"', 'Zo' || "
		 "CAST(x'C3' AS TEXT) || '\"') AS TEXT) WHERE tbl = 0 AND value LIKE '%\"a\"%'"),
		"UPDATE journal SET author = CAST(x'41E9' AS TEXT) WHERE tbl = 13",
		/* a control character, escaped in the JSON of a new row, and in the table */
		("UPDATE journal SET value = json_set(value, '$.2', 'x' || char(27) || '[2J') "
		 "WHERE tbl = 13 AND col = 0; "
		 "UPDATE setting SET value = 'x' || char(27) || '[2J'"),
		("UPDATE journal SET value = CAST(x'6180' AS TEXT) WHERE tbl = 13 AND col > 0; "
		 "UPDATE setting SET value = CAST(x'6180' AS TEXT) WHERE name = 'b'"),
	};
	struct place *place = *state;
	struct err err = {0};
	char value[LABEL_SIZE];

	for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
		struct db *again = NULL;

		db_close(place->db);
		place->db = NULL;
		(void)unlink(place->path);
		assert_int_equal(db_create(place->path, &hooks, &place->db, &err), ERR_OK);
		put(place->db, "a", "1");
		if (i == 3) {
			put(place->db, "b", "1");
			put(place->db, "b", "2");
		}
		raw(place->path, damages[i]);
		/* it opens as before, and is said */
		assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_OK);
		db_close(again);
		assert_true(findings(place->db, false) > 0);
		assert_true(findings(place->db, true) > 0);
		assert_int_equal(findings(place->db, false), 0);
		assert_int_equal(bad_texts(place->db), 0);
		if (i == 2) {
			assert_int_equal(db_setting_get(place->db, "a", value, &err), ERR_OK);
			assert_string_equal(value, "x[2J");
		}
		if (i == 3) {
			assert_int_equal(db_setting_get(place->db, "b", value, &err), ERR_OK);
			assert_string_equal(value, "a\xEF\xBF\xBD");
		}
		put(place->db, "a", "3");
		assert_int_equal(db_undo(place->db, "Test", NULL, &err), ERR_OK);
	}
}

/* A copy that was mended and one that was not are still copies of one file. */
static void db_journal_union__takes__a_mended_entry_for_the_same(void **state)
{
	struct place *place = *state;
	struct db *other = NULL;
	struct err err = {0};
	long taken = -1;

	put(place->db, "a", "1");
	raw(place->path, "UPDATE journal SET author = CAST(x'41C3' AS TEXT)");
	assert_int_equal(db_backup(place->db, place->other, false, &err), ERR_OK);
	assert_int_equal(db_open(place->other, DB_TRUSTED, &hooks, &other, &err), ERR_OK);
	assert_true(findings(place->db, true) > 0);
	assert_int_equal(db_journal_union(place->db, other, &taken, &err), ERR_OK);
	assert_int_equal(taken, 0);
	assert_int_equal(db_journal_union(other, place->db, &taken, &err), ERR_OK);
	assert_int_equal(taken, 0);
	assert_int_equal(findings(place->db, false), 0);
	db_close(other);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stamp_next__never_passes__its_range),
		TEST(batch__keeps__the_wall_time),
		TEST(check__brings_back__stamps_at_the_end_of_their_range),
		TEST(restamp__gives__copies_the_same_stamps),
		TEST(batch__keeps__only_text),
		TEST(check__finds_and_mends__what_is_no_text),
		TEST(db_journal_union__takes__a_mended_entry_for_the_same),
		TEST(db_journal_union__refuses__a_stamp_whose_content_differs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
