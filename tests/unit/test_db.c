/* db/db.c, journal.c, undo.c, check.c, merge.c: through settings, the smallest noun. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <glob.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fold.h"
#include "db/conn.h"
#include "db/guard.h"
#include "db/migrate.h"

static int64_t clock_ms = 1000000;

static int64_t tick(void)
{
	return clock_ms += 1000;
}

static enum err_code no_derive(struct db *db, int64_t student_id, struct err *err)
{
	(void)db;
	(void)student_id;
	(void)err;
	return ERR_OK;
}

static const struct db_hooks hooks = {.fold = fold, .derive = no_derive, .now_ms = tick};

struct place {
	char folder[64], path[96], other[96];
	struct db *db;
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	struct err err = {0};

	assert_non_null(place);
	strcpy(place->folder, "/tmp/suivi-db-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	(void)snprintf(place->path, sizeof place->path, "%s/a.db", place->folder);
	(void)snprintf(place->other, sizeof place->other, "%s/b.db", place->folder);
	(void)umask(0);
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

static void put(struct db *db, const char *name, const char *value)
{
	struct err err = {0};
	enum err_code rc = db_batch_begin(db, "set", name, "Test", &err);

	assert_int_equal(rc, ERR_OK);
	rc = db_setting_put(db, name, value, &err);
	rc = db_batch_close(db, rc, &err);
	if (rc)
		print_error("%s\n", err.detail);
	assert_int_equal(rc, ERR_OK);
}

static void expect(struct db *db, const char *name, const char *value)
{
	char found[LABEL_SIZE];
	struct err err = {0};

	assert_int_equal(db_setting_get(db, name, found, &err), ERR_OK);
	assert_string_equal(found, value);
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
	enum err_code rc = db_check(db, repair, print_finding, NULL, &count, &err);

	if (rc)
		print_error("%s\n", err.detail);
	assert_int_equal(rc, ERR_OK);
	return count;
}

static void db_create__makes__a_private_file_that_reopens(void **state)
{
	struct place *place = *state;
	struct stat info;
	struct err err = {0};
	struct db *again = NULL;

	assert_int_equal(stat(place->path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	put(place->db, "year", "2026-2027");
	assert_int_equal(db_create(place->path, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_EXISTS);
	assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_OK);
	expect(again, "year", "2026-2027");
	db_close(again);
}

static void db_undo__walks__back_and_forth_across_restarts(void **state)
{
	struct place *place = *state;
	struct batch_row batch;
	struct err err = {0};

	put(place->db, "a", "1");
	put(place->db, "a", "2");
	put(place->db, "b", "9");
	db_close(place->db);
	place->db = NULL;
	assert_int_equal(db_open(place->path, 0, &hooks, &place->db, &err), ERR_OK);
	assert_int_equal(db_undo(place->db, "Test", &batch, &err), ERR_OK);
	assert_string_equal(batch.subject, "b");
	expect(place->db, "b", "");
	assert_int_equal(db_undo(place->db, "Test", &batch, &err), ERR_OK);
	expect(place->db, "a", "1");
	assert_int_equal(db_redo(place->db, "Test", &batch, &err), ERR_OK);
	assert_string_equal(batch.subject, "a");
	expect(place->db, "a", "2");
	assert_int_equal(db_redo(place->db, "Test", &batch, &err), ERR_OK);
	expect(place->db, "b", "9");
	assert_int_equal(db_redo(place->db, "Test", &batch, &err), ERR_NOT_FOUND);
	for (int i = 0; i < 3; i++)
		assert_int_equal(db_undo(place->db, "Test", &batch, &err), ERR_OK);
	expect(place->db, "a", "");
	assert_int_equal(db_undo(place->db, "Test", &batch, &err), ERR_NOT_FOUND);
	assert_int_equal(err.reason, WHY_NOTHING_TO_UNDO);
	assert_int_equal(db_redo(place->db, "Test", &batch, &err), ERR_OK);
	expect(place->db, "a", "1");
	put(place->db, "c", "3");
	assert_int_equal(db_redo(place->db, "Test", &batch, &err), ERR_NOT_FOUND);
	assert_int_equal(findings(place->db, false), 0);
}

static void db_undo_batch__refuses__what_was_changed_since(void **state)
{
	struct place *place = *state;
	struct batch_row batches[4], batch;
	size_t count;
	struct err err = {0};

	put(place->db, "a", "1");
	put(place->db, "a", "2");
	put(place->db, "a", "3");
	assert_int_equal(db_batches(place->db, NULL, 4, batches, &count, &err), ERR_OK);
	assert_int_equal(count, 3);
	assert_int_equal(
		db_undo_batch(place->db, batches[1].stamp, "Test", &batch, &err), ERR_CONFLICT);
	assert_int_equal(err.reason, WHY_UNDO_CHANGED_SINCE);
	assert_string_equal(err.place, "a");
	assert_string_equal(err.value, "Test");
	expect(place->db, "a", "3");
	assert_int_equal(db_undo(place->db, "Test", &batch, &err), ERR_OK);
	assert_int_equal(db_undo_batch(place->db, batches[1].stamp, "Test", &batch, &err), ERR_OK);
	expect(place->db, "a", "1");
}

static void db_batch__leaves_no_trace__when_nothing_changed_or_it_failed(void **state)
{
	struct place *place = *state;
	struct batch_row batches[4];
	size_t count;
	struct err err = {0};

	put(place->db, "a", "1");
	put(place->db, "a", "1");
	assert_int_equal(db_batch_begin(place->db, "set", "", "Test", &err), ERR_OK);
	assert_int_equal(db_setting_put(place->db, "a", "2", &err), ERR_OK);
	assert_int_equal(db_batch_close(place->db, ERR_INVALID, &err), ERR_INVALID);
	expect(place->db, "a", "1");
	assert_int_equal(db_batches(place->db, NULL, 4, batches, &count, &err), ERR_OK);
	assert_int_equal(count, 1);
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

static void db_check__finds_and_repairs__a_value_changed_behind_its_back(void **state)
{
	struct place *place = *state;
	struct db *again = NULL;
	struct err err = {0};

	put(place->db, "a", "1");
	raw(place->path, "UPDATE setting SET value = '7'");
	assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_DAMAGED);
	assert_int_equal(findings(place->db, false), 1);
	assert_int_equal(findings(place->db, true), 1);
	expect(place->db, "a", "1");
	assert_int_equal(findings(place->db, false), 0);
}

static void db_open__refuses__what_is_not_ours(void **state)
{
	struct place *place = *state;
	struct db *again = NULL;
	struct err err = {0};
	int fd;

	assert_int_equal(db_open("/dev/null", 0, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_NOT_REGULAR);
	assert_int_equal(symlink(place->path, place->other), 0);
	assert_int_equal(db_open(place->other, 0, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_NOT_REGULAR);
	assert_int_equal(unlink(place->other), 0);
	assert_int_equal(db_open(place->other, 0, &hooks, &again, &err), ERR_NOT_FOUND);
	raw(place->other, "CREATE TABLE x (y)");
	assert_int_equal(db_open(place->other, 0, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_NOT_OURS);
	fd = open(place->other, O_WRONLY | O_TRUNC);
	assert_int_equal(write(fd, "hello", 5), 5);
	close(fd);
	assert_int_equal(db_open(place->other, 0, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_NOT_OURS);
	raw(place->path, "CREATE TRIGGER t AFTER INSERT ON setting BEGIN SELECT 1; END");
	assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_SCHEMA);
	raw(place->path, "DROP TRIGGER t; DROP INDEX item_by_code");
	assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_SCHEMA);
	/* the words count, not how they stand */
	raw(place->path, "CREATE INDEX item_by_code ON item -- as a migration\n( code )");
	assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_OK);
	db_close(again);
	raw(place->path, "PRAGMA user_version = 9");
	assert_int_equal(db_open(place->path, 0, &hooks, &again, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_FILE_NEWER);
	assert_string_equal(err.value, "9");
}

/* The file may be exchanged for a link between the look at it and its opening. */
static void db_connect__follows__no_link(void **state)
{
	struct place *place = *state;
	struct db *again = NULL;
	struct err err = {0};

	assert_int_equal(symlink(place->path, place->other), 0);
	assert_int_not_equal(
		db_connect(place->other, SQLITE_OPEN_READWRITE, &hooks, &again, &err), ERR_OK);
	assert_null(again);
}

static void db_batch_begin__refuses__a_clock_at_its_end(void **state)
{
	struct place *place = *state;
	struct err err = {0};

	put(place->db, "a", "1");
	raw(place->path, "INSERT INTO journal (stamp, tbl, row, col, value, batch, author) VALUES "
			 "(x'FFFFFFFFFFFFFFFF0000000000000001', 0, 0, 0, '{}', "
			 "x'FFFFFFFFFFFFFFFF0000000000000001', 'T')");
	assert_int_equal(db_batch_begin(place->db, "set", "", "T", &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_STAMPS_SPENT);
	assert_true(findings(place->db, false) > 0);
}

static void db_undo__goes_on__past_what_others_still_use(void **state)
{
	struct place *place = *state;
	const struct person_row person = {.name = "A. Maes"};
	struct batch_row batch;
	struct err err = {0};
	int64_t id = 0, assessment = 0;

	put(place->db, "a", "1");
	assert_int_equal(db_batch_begin(place->db, "person", "A. Maes", "T", &err), ERR_OK);
	assert_int_equal(db_person_put(place->db, &person, &id, &err), ERR_OK);
	memcpy(batch.stamp, place->db->batch, STAMP_SIZE);
	assert_int_equal(db_batch_end(place->db, &err), ERR_OK);
	assert_int_equal(db_batch_begin(place->db, "meet", "", "T", &err), ERR_OK);
	assert_int_equal(db_assessment_put(
				 place->db, KIND_MEETING, "2026-11-12", id, &assessment, &err),
		ERR_OK);
	assert_int_equal(db_batch_end(place->db, &err), ERR_OK);
	/* the person stays, since the assessment is theirs; the undo is done all the same */
	assert_int_equal(db_undo_batch(place->db, batch.stamp, "T", NULL, &err), ERR_OK);
	assert_int_equal(db_undo(place->db, "T", &batch, &err), ERR_OK);
	assert_string_equal(batch.action, "meet");
	assert_int_equal(db_undo(place->db, "T", &batch, &err), ERR_NOT_FOUND);
	assert_int_equal(db_undo(place->db, "Test", &batch, &err), ERR_OK);
	assert_string_equal(batch.subject, "a");
	assert_int_equal(findings(place->db, false), 0);
}

static void db_batch_begin__refuses__a_file_that_was_replaced(void **state)
{
	struct place *place = *state;
	struct err err = {0};

	put(place->db, "a", "1");
	assert_int_equal(rename(place->path, place->other), 0);
	assert_int_equal(db_batch_begin(place->db, "set", "", "Test", &err), ERR_IO);
	assert_int_equal(err.reason, WHY_FILE_MOVED);
}

static void db_read_begin__reads__one_moment_till_a_batch(void **state)
{
	struct place *place = *state;
	struct db *other = NULL;
	struct err err = {0};

	put(place->db, "a", "1");
	assert_int_equal(db_open(place->path, 0, &hooks, &other, &err), ERR_OK);
	(void)sqlite3_busy_timeout(other->handle, 0);
	db_read_begin(place->db);
	db_read_begin(place->db);
	expect(place->db, "a", "1");
	db_read_end(place->db);
	assert_int_equal(db_batch_begin(other, "set", "a", "T", &err), ERR_OK);
	assert_int_equal(db_setting_put(other, "a", "2", &err), ERR_OK);
	assert_int_not_equal(db_batch_end(other, &err), ERR_OK); /* we are reading */
	expect(place->db, "a", "1");
	put(place->db, "a", "3");
	put(other, "a", "4");
	expect(place->db, "a", "4");
	db_read_end(place->db);
	put(other, "a", "5");
	expect(place->db, "a", "5");
	db_close(other);
}

static void db_foreign_change__sees__another_program(void **state)
{
	struct place *place = *state;
	struct db *other = NULL;
	struct err err = {0};

	put(place->db, "a", "1");
	assert_false(db_foreign_change(place->db));
	assert_int_equal(db_open(place->path, 0, &hooks, &other, &err), ERR_OK);
	put(other, "a", "2");
	assert_true(db_foreign_change(place->db));
	assert_false(db_foreign_change(place->db));
	expect(place->db, "a", "2");
	db_close(other);
}

static void write_journal(const char *path, const char *text)
{
	char name[128];
	int fd;

	(void)snprintf(name, sizeof name, "%s-journal", path);
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void write_at_start(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void db_backup__copies_and_restores(void **state)
{
	struct place *place = *state;
	struct err err = {0};
	char pattern[160];
	glob_t found;

	put(place->db, "a", "1");
	assert_int_equal(db_backup(place->db, place->other, false, &err), ERR_OK);
	assert_int_equal(db_backup(place->db, place->other, false, &err), ERR_INVALID);
	put(place->db, "a", "2");
	db_close(place->db);
	place->db = NULL;
	write_at_start(place->path, "damaged: no header");
	write_journal(place->path, "left by a crash");
	assert_int_equal(db_restore(place->other, place->path, &hooks, &err), ERR_OK);
	assert_int_equal(db_open(place->path, 0, &hooks, &place->db, &err), ERR_OK);
	expect(place->db, "a", "1");
	/* what could not be opened keeps its journal, for whoever looks at it */
	(void)snprintf(pattern, sizeof pattern, "%s.backups/*-restore.db-journal", place->path);
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	globfree(&found);
}

static void migrate_steps__apply_in_one_transaction_after_a_backup(void **state)
{
	struct place *place = *state;
	const struct migration old[] = {{1, "INSERT INTO nowhere VALUES (1)"}};
	const struct migration bad[] = {{FORMAT_VERSION + 1, "CREATE TABLE other (id INTEGER)"},
		{FORMAT_VERSION + 2, "INSERT INTO nowhere VALUES (1)"}};
	const struct migration good[] = {
		{FORMAT_VERSION + 1, "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT"},
		{FORMAT_VERSION + 2, "INSERT INTO extra VALUES (1)"}};
	int64_t version = 0, count = 0;
	struct err err = {0};
	char folder[128];

	put(place->db, "a", "1");
	/* what another program did between our look and our lock is not done again */
	assert_int_equal(migrate_steps(place->db, 1, old, &err), ERR_OK);
	assert_int_not_equal(migrate_steps(place->db, 2, bad, &err), ERR_OK);
	assert_non_null(strstr(err.detail, "nowhere"));
	assert_int_equal(db_exec_int(place->db, "PRAGMA user_version", &version, &err), ERR_OK);
	assert_int_equal(version, FORMAT_VERSION);
	assert_int_equal(
		db_exec_int(place->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'other'",
			&count, &err),
		ERR_OK);
	assert_int_equal(count, 0);
	assert_int_equal(migrate_steps(place->db, 2, good, &err), ERR_OK);
	assert_int_equal(db_exec_int(place->db, "PRAGMA user_version", &version, &err), ERR_OK);
	assert_int_equal(version, FORMAT_VERSION + 2);
	(void)snprintf(folder, sizeof folder, "%s.backups", place->path);
	assert_int_equal(access(folder, R_OK), 0);
}

/* Two copies of one file edited apart. */
static void open_copies(struct place *place, struct db **ret_other)
{
	struct err err = {0};

	put(place->db, "shared", "0");
	assert_int_equal(db_backup(place->db, place->other, false, &err), ERR_OK);
	assert_int_equal(db_open(place->other, 0, &hooks, ret_other, &err), ERR_OK);
}

static char *dump(struct db *db)
{
	sqlite3_stmt *st;
	char *text = NULL;

	assert_int_equal(sqlite3_prepare_v2(db->handle,
				 "SELECT (SELECT group_concat(hex(stamp) || quote(value) || "
				 "quote(supersedes)) "
				 "FROM (SELECT * FROM journal ORDER BY stamp)) || '|' || "
				 "(SELECT group_concat(quote(id) || name || value || deleted) "
				 "FROM (SELECT * FROM setting ORDER BY id))",
				 -1, &st, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	text = strdup((const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return text;
}

static void db_journal_union__gives__the_same_tables_in_either_order(void **state)
{
	struct place *place = *state;
	struct db *other = NULL, *third = NULL;
	char third_path[96];
	struct err err = {0};
	long taken = 0;
	char *one, *two;

	open_copies(place, &other);
	put(place->db, "shared", "from a");
	put(place->db, "only a", "1");
	put(other, "shared", "from b");
	put(other, "only b", "2");
	(void)snprintf(third_path, sizeof third_path, "%s/c.db", place->folder);
	assert_int_equal(db_backup(place->db, third_path, false, &err), ERR_OK);
	assert_int_equal(db_open(third_path, 0, &hooks, &third, &err), ERR_OK);

	assert_int_equal(db_journal_union(third, other, &taken, &err), ERR_OK); /* a + b */
	assert_int_equal(taken, 4);
	assert_int_equal(db_journal_union(other, place->db, &taken, &err), ERR_OK); /* b + a */
	one = dump(third);
	two = dump(other);
	assert_string_equal(one, two);
	free(two);
	expect(third, "shared", "from b"); /* the later stamp */
	expect(third, "only a", "1");
	expect(third, "only b", "2");
	assert_int_equal(db_journal_union(third, other, &taken, &err), ERR_OK); /* again: nothing */
	assert_int_equal(taken, 0);
	two = dump(third);
	assert_string_equal(one, two);
	free(one);
	free(two);
	assert_int_equal(findings(third, false), 0);
	db_close(other);
	db_close(third);
}

static void db_journal_union__refuses__one_stamp_with_two_contents(void **state)
{
	struct place *place = *state;
	struct db *other = NULL;
	struct err err = {0};
	long taken = 0;

	open_copies(place, &other);
	assert_int_equal(db_exec(other,
				 "UPDATE journal SET value = json_set(value, '$.1', 'x') "
				 "WHERE tbl = 13 AND col = 0",
				 &err),
		ERR_OK);
	assert_int_equal(db_journal_union(place->db, other, &taken, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_JOURNAL_CLASH);
	assert_int_equal(findings(place->db, false), 0);
	db_close(other);
}

static bool count_change(void *ctx, const struct history_row *row)
{
	int *count = ctx;

	if ((*count)++ == 0) {
		assert_string_equal(row->table, "setting");
		assert_string_equal(row->field, "value");
		assert_string_equal(row->key, "a");
		assert_string_equal(row->old, "1");
		assert_string_equal(row->value, "2");
		assert_string_equal(row->action, "set");
	} else {
		assert_string_equal(row->field, "");
		assert_non_null(strstr(row->value, "\"name\":\"a\""));
	}
	return true;
}

static void db_history__tells__who_changed_what(void **state)
{
	struct place *place = *state;
	struct err err = {0};
	int count = 0;

	put(place->db, "a", "1");
	put(place->db, "a", "2");
	assert_int_equal(db_history(place->db, 0, NULL, 10, count_change, &count, &err), ERR_OK);
	assert_int_equal(count, 2);
}

static void triggers__abort__a_physical_delete(void **state)
{
	struct place *place = *state;
	struct err err = {0};

	put(place->db, "a", "1");
	assert_int_not_equal(db_exec(place->db, "DELETE FROM setting", &err), ERR_OK);
	expect(place->db, "a", "1");
}

static void db_bulk__writes__sorted_and_undoes_as_one(void **state)
{
	struct place *place = *state;
	struct db_bulk *bulk = NULL;
	struct batch_row batch;
	struct err err = {0};
	int64_t count = 0;
	enum err_code rc;

	assert_int_equal(db_spill(place->db, true, &err), ERR_OK);
	assert_int_equal(db_batch_begin(place->db, "import-students", "x", "T", &err), ERR_OK);
	assert_int_equal(db_bulk_begin(place->db, 2000, &bulk, &err), ERR_OK);
	for (int i = 0; i < 2000; i++) {
		struct student_row row = {0};

		(void)snprintf(row.matricule, sizeof row.matricule, "%07d", i);
		(void)snprintf(row.last_name, sizeof row.last_name, "Nom%d", i % 700);
		(void)snprintf(row.email, sizeof row.email, "%d@example.org", i);
		assert_int_equal(db_bulk_student(bulk, &row, "nom\001",
					 i % 2 ? "{\"Sexe\":\"F\"}" : NULL, &err),
			ERR_OK);
	}
	rc = db_bulk_end(bulk, true, &err);
	/* The sort key given is not the fold of the names: check must see it. */
	rc = db_batch_close(place->db, rc, &err);
	if (rc)
		fail_msg("%s", err.detail);
	assert_int_equal(db_spill(place->db, false, &err), ERR_OK);
	assert_int_equal(db_exec_int(place->db,
				 "SELECT count(*) FROM student INDEXED BY "
				 "student_by_matricule WHERE matricule > ''",
				 &count, &err),
		ERR_OK);
	assert_int_equal(count, 2000);
	assert_int_equal(db_exec(place->db,
				 "UPDATE student SET sort_key = suivi_fold(last_name) || "
				 "char(1) || suivi_fold(first_name)",
				 &err),
		ERR_OK);
	assert_int_equal(guard_schema(place->db, FORMAT_VERSION, &err), ERR_OK);
	assert_int_equal(findings(place->db, false), 0);
	assert_int_equal(db_undo(place->db, "T", &batch, &err), ERR_OK);
	assert_int_equal(db_exec_int(place->db, "SELECT count(*) FROM student WHERE deleted = 0",
				 &count, &err),
		ERR_OK);
	assert_int_equal(count, 0);
	assert_int_equal(findings(place->db, false), 0);
}

static void stmt_use__prepares__every_statement(void **state)
{
	struct place *place = *state;

	put(place->db, "a", "1"); /* makes TEMP tables that some refer to */
	assert_int_equal(db_exec(place->db,
				 "CREATE TEMP TABLE IF NOT EXISTS touched (tbl INTEGER, row INTEGER, "
				 "PRIMARY KEY (tbl, row)) WITHOUT ROWID",
				 NULL),
		ERR_OK);
	for (int i = 0; i < STMT_COUNT; i++) {
		struct stmt *st = stmt_use(place->db, (enum stmt_id)i);

		if (st->failed)
			fail_msg("statement %d: %s", i, sqlite3_errmsg(place->db->handle));
		stmt_reset(st);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(db_create__makes__a_private_file_that_reopens),
		TEST(db_undo__walks__back_and_forth_across_restarts),
		TEST(db_undo_batch__refuses__what_was_changed_since),
		TEST(db_batch__leaves_no_trace__when_nothing_changed_or_it_failed),
		TEST(db_check__finds_and_repairs__a_value_changed_behind_its_back),
		TEST(db_open__refuses__what_is_not_ours),
		TEST(db_connect__follows__no_link),
		TEST(db_batch_begin__refuses__a_clock_at_its_end),
		TEST(db_undo__goes_on__past_what_others_still_use),
		TEST(db_batch_begin__refuses__a_file_that_was_replaced),
		TEST(db_read_begin__reads__one_moment_till_a_batch),
		TEST(db_foreign_change__sees__another_program),
		TEST(db_backup__copies_and_restores),
		TEST(migrate_steps__apply_in_one_transaction_after_a_backup),
		TEST(db_journal_union__gives__the_same_tables_in_either_order),
		TEST(db_journal_union__refuses__one_stamp_with_two_contents),
		TEST(db_history__tells__who_changed_what),
		TEST(triggers__abort__a_physical_delete),
		TEST(stmt_use__prepares__every_statement),
		TEST(db_bulk__writes__sorted_and_undoes_as_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
