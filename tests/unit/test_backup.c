/* db/retain.c, backup.c, backup_folder.c: which backups are made, and which stay. */
#include "tests/unit/unit.h"

#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fold.h"
#include "db/conn.h"
#include "db/retain.h"

enum { DAY_MS = 86400000 };

static int64_t clock_ms;

static int64_t now(void)
{
	return clock_ms += 10;
}

static enum err_code no_derive(struct db *db, int64_t student_id, struct err *err)
{
	(void)db;
	(void)student_id;
	(void)err;
	return ERR_OK;
}

static const struct db_hooks hooks = {.fold = fold, .derive = no_derive, .now_ms = now};

/* ---- The rule ---- */

/* n opened backups, `apart` days between two; those of every seventh are imports. */
static size_t kept_of(size_t n, int64_t apart, bool imports, struct retained rows[])
{
	struct retained *order[1000] = {NULL};
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		rows[i] = (struct retained){.current = true, .day = 20000 + (int64_t)i * apart};
		rows[i].head[0] = (unsigned char)(i / 256);
		rows[i].head[1] = (unsigned char)i;
		if (imports && i % 7 == 0)
			rows[i].kind = BACKUP_IMPORT;
		order[i] = &rows[i];
	}
	retain(n, order);
	for (size_t i = 0; i < n; i++)
		kept += rows[i].keep;
	return kept;
}

static void retain__keeps__exactly_the_last_ten_of_a_day(void **state)
{
	struct retained rows[1000];

	(void)state;
	assert_int_equal(kept_of(0, 0, false, rows), 0);
	assert_int_equal(kept_of(9, 0, false, rows), 9);
	assert_int_equal(kept_of(10, 0, false, rows), 10);
	assert_int_equal(kept_of(11, 0, false, rows), 10);
	assert_false(rows[0].keep);
	assert_true(rows[1].keep);
}

static void retain__keeps__one_a_day_then_one_a_week(void **state)
{
	struct retained rows[1000];

	(void)state;
	/* one a day: the ten are among fourteen; then the newest of 52 weeks, two of them within */
	assert_int_equal(kept_of(14, 1, false, rows), 14);
	(void)kept_of(1000, 1, false, rows);
	for (size_t i = 1000 - 14; i < 1000; i++)
		assert_true(rows[i].keep);
	assert_false(rows[0].keep);
	for (size_t i = 0; i < 1000 - 14; i++) {
		/* day 20000 was a Thursday... what stays is a Sunday, the last of its week */
		bool sunday = (rows[i].day + 3) % 7 == 6;
		bool within = 1000 - i < 52 * 7 - 7;

		if (within)
			assert_int_equal(rows[i].keep, sunday);
	}
	assert_int_equal(kept_of(60, 7, false, rows), 52);
}

static void retain__keeps__what_was_made_before_an_import_apart(void **state)
{
	struct retained rows[1000];
	size_t imports = 0, others = 0;

	(void)state;
	assert_int_equal(kept_of(140, 0, true, rows), 20);
	for (size_t i = 0; i < 140; i++) {
		imports += rows[i].keep && rows[i].kind == BACKUP_IMPORT;
		others += rows[i].keep && rows[i].kind == BACKUP_OPEN;
	}
	assert_int_equal(imports, 10);
	assert_int_equal(others, 10);
}

static void retain_order__puts__a_line_taken_back_before_the_journal(void **state)
{
	struct retained late = {.head = {0xFF}}, early = {.current = true, .head = {1}};
	struct retained later = {.current = true, .head = {2}};

	(void)state;
	assert_true(retain_order(&late, &early) < 0);
	assert_true(retain_order(&later, &early) > 0);
	assert_int_equal(retain_order(&early, &early), 0);
}

/* ---- A folder ---- */

struct place {
	char folder[64], path[96];
	struct db *db;
};

static void open_it(struct place *place)
{
	struct err err = {0};

	assert_int_equal(db_open(place->path, 0, &hooks, &place->db, &err), ERR_OK);
}

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	struct err err = {0};

	clock_ms = INT64_C(1790000000000);
	assert_non_null(place);
	strcpy(place->folder, "/tmp/suivi-backup-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	(void)snprintf(place->path, sizeof place->path, "%s/a.db", place->folder);
	assert_int_equal(db_create(place->path, &hooks, &place->db, &err), ERR_OK);
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

static void put(struct place *place, int value)
{
	struct err err = {0};
	char text[16];
	enum err_code rc = db_batch_begin(place->db, "set", "a", "Test", &err);

	assert_int_equal(rc, ERR_OK);
	(void)snprintf(text, sizeof text, "%d", value);
	rc = db_setting_put(place->db, "a", text, &err);
	assert_int_equal(db_batch_close(place->db, rc, &err), ERR_OK);
}

static void rotate(struct place *place, const char *why)
{
	struct err err = {0};
	enum err_code rc = db_backup_rotate(place->db, why, &err);

	if (rc)
		print_error("%s %s\n", err.place, err.detail);
	assert_int_equal(rc, ERR_OK);
}

static size_t found(const struct place *place, const char *why)
{
	char pattern[160];
	glob_t names = {0};
	size_t count = 0;

	(void)snprintf(pattern, sizeof pattern, "%s.backups/*-%s*.db", place->path, why);
	if (glob(pattern, 0, NULL, &names) == 0)
		count = names.gl_pathc;
	globfree(&names);
	return count;
}

static void rotate__makes__none_where_nothing_was_typed(void **state)
{
	struct place *place = *state;

	put(place, 1);
	rotate(place, "import");
	for (int i = 0; i < 12; i++) {
		clock_ms += DAY_MS;
		rotate(place, "open");
	}
	assert_int_equal(found(place, "open"), 0);
	assert_int_equal(found(place, "import"), 1);
	put(place, 2);
	rotate(place, "open");
	assert_int_equal(found(place, "open"), 1);
	/* the same content before an import: kept as that, once */
	rotate(place, "import");
	assert_int_equal(found(place, "open"), 0);
	assert_int_equal(found(place, "import"), 2);
}

static void rotate__waits__an_hour_between_openings_only(void **state)
{
	struct place *place = *state;

	put(place, 1);
	rotate(place, "open");
	put(place, 2);
	rotate(place, "open");
	assert_int_equal(found(place, "open"), 1);
	rotate(place, "import");
	assert_int_equal(found(place, "import"), 1);
	put(place, 3);
	clock_ms += 3600 * 1000;
	rotate(place, "open");
	assert_int_equal(found(place, "open"), 2);
}

static void rotate__goes_on__whatever_the_clock_says(void **state)
{
	struct place *place = *state;
	int64_t real = clock_ms;

	put(place, 1);
	rotate(place, "open");
	clock_ms = INT64_C(4080000000000); /* 2099 */
	put(place, 2);
	rotate(place, "open");
	clock_ms = real + DAY_MS;
	put(place, 3);
	rotate(place, "open");
	clock_ms = real - 400 * (int64_t)DAY_MS;
	put(place, 4);
	rotate(place, "open");
	assert_int_equal(found(place, "open"), 4);
}

struct newest {
	long rows, current, good;
	int64_t first;
	char why[32];
};

static bool take(void *ctx, const struct backup_row *row)
{
	struct newest *newest = ctx;

	if (newest->rows++ == 0) {
		newest->first = row->newest;
		(void)snprintf(newest->why, sizeof newest->why, "%s", row->why);
	}
	newest->current += row->current;
	newest->good += row->replayed && !row->bad;
	return true;
}

static void rotate__orders__by_the_journal_after_a_restore(void **state)
{
	struct place *place = *state;
	struct newest newest = {0};
	char kept[128];
	struct err err = {0};

	put(place, 1);
	(void)snprintf(kept, sizeof kept, "%s/kept.db", place->folder);
	assert_int_equal(db_backup(place->db, kept, false, &err), ERR_OK);
	clock_ms = INT64_C(4080000000000);
	for (int i = 0; i < 12; i++) {
		put(place, 2 + i);
		clock_ms += DAY_MS;
		rotate(place, "open");
	}
	db_close(place->db);
	clock_ms = INT64_C(1790000100000);
	assert_int_equal(db_restore(kept, place->path, &hooks, &err), ERR_OK);
	open_it(place);
	put(place, 99);
	rotate(place, "import");
	/* the newest of what the file holds now, though 2099 is later */
	assert_int_equal(
		db_backup_each(place->path, place->db, &hooks, true, take, &newest, &err), ERR_OK);
	assert_string_equal(newest.why, "import");
	assert_int_equal(newest.current, 1);
	assert_int_equal(newest.good, newest.rows);
	assert_int_equal(found(place, "import"), 1);
}

static void rotate__gives__the_mode_and_group_of_the_file(void **state)
{
	struct place *place = *state;
	struct stat file, info;
	char pattern[160], folder[128];
	glob_t names = {0};

	assert_int_equal(chmod(place->path, 0660), 0);
	put(place, 1);
	rotate(place, "import");
	(void)snprintf(folder, sizeof folder, "%s.backups", place->path);
	(void)snprintf(pattern, sizeof pattern, "%s/*.db", folder);
	assert_int_equal(stat(place->path, &file), 0);
	assert_int_equal(glob(pattern, 0, NULL, &names), 0);
	assert_int_equal(stat(names.gl_pathv[0], &info), 0);
	assert_int_equal(info.st_mode & 0777, 0660);
	assert_int_equal(info.st_gid, file.st_gid);
	globfree(&names);
	assert_int_equal(stat(folder, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0770);
}

static void restore__leaves__the_file_shared(void **state)
{
	struct place *place = *state;
	struct stat info;
	char kept[128];
	struct err err = {0};

	put(place, 1);
	assert_int_equal(chmod(place->path, 0660), 0);
	(void)snprintf(kept, sizeof kept, "%s/kept.db", place->folder);
	assert_int_equal(db_backup(place->db, kept, false, &err), ERR_OK);
	assert_int_equal(stat(kept, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	db_close(place->db);
	place->db = NULL;
	assert_int_equal(db_restore(kept, place->path, &hooks, &err), ERR_OK);
	assert_int_equal(stat(place->path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0660);
}

static void backup__is_not__called_good_where_its_journal_says_otherwise(void **state)
{
	struct place *place = *state;
	struct newest newest = {0};
	struct err err = {0};
	char kept[128];

	put(place, 1);
	rotate(place, "import");
	assert_int_equal(db_exec(place->db,
				 "UPDATE setting SET value = 'x' WHERE name = 'a' AND 1 = 1", &err),
		ERR_OK);
	(void)snprintf(kept, sizeof kept, "%s/kept.db", place->folder);
	assert_int_equal(db_backup(place->db, kept, false, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_DAMAGED);
	assert_int_not_equal(access(kept, F_OK), 0);
	rotate(place, "repair"); /* what is being repaired is kept as it is */
	assert_int_equal(
		db_backup_each(place->path, place->db, &hooks, true, take, &newest, &err), ERR_OK);
	assert_int_equal(newest.rows, 2);
	assert_int_equal(newest.good, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(retain__keeps__exactly_the_last_ten_of_a_day),
		TEST(retain__keeps__one_a_day_then_one_a_week),
		TEST(retain__keeps__what_was_made_before_an_import_apart),
		TEST(retain_order__puts__a_line_taken_back_before_the_journal),
		TEST(rotate__makes__none_where_nothing_was_typed),
		TEST(rotate__waits__an_hour_between_openings_only),
		TEST(rotate__goes_on__whatever_the_clock_says),
		TEST(rotate__orders__by_the_journal_after_a_restore),
		TEST(rotate__gives__the_mode_and_group_of_the_file),
		TEST(restore__leaves__the_file_shared),
		TEST(backup__is_not__called_good_where_its_journal_says_otherwise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
