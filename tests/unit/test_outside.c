/* db/outside.c: another content under the name of an open file. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fold.h"
#include "db/conn.h"

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

/* Two files made by the same steps, so that their headers say the same. */
struct place {
	char folder[64], ours[96], other[96], kept[96];
	struct db *db;
};

static void put(struct db *db, const char *name, const char *value)
{
	struct err err = {0};
	enum err_code rc = db_batch_begin(db, "set", name, "Test", &err);

	assert_int_equal(rc, ERR_OK);
	rc = db_setting_put(db, name, value, &err);
	assert_int_equal(db_batch_close(db, rc, &err), ERR_OK);
}

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	struct db *other = NULL;
	struct err err = {0};

	assert_non_null(place);
	strcpy(place->folder, "/tmp/suivi-outside-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	(void)snprintf(place->ours, sizeof place->ours, "%s/a.db", place->folder);
	(void)snprintf(place->other, sizeof place->other, "%s/b.db", place->folder);
	(void)snprintf(place->kept, sizeof place->kept, "%s/c.db", place->folder);
	assert_int_equal(db_create(place->ours, &hooks, &place->db, &err), ERR_OK);
	assert_int_equal(db_create(place->other, &hooks, &other, &err), ERR_OK);
	put(place->db, "class", "ours");
	put(other, "class", "theirs");
	db_close(other);
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

/* As cp does: into the file that is there. */
static void copy_over(const char *from, const char *to)
{
	static char bytes[1 << 20];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t size = read(in, bytes, sizeof bytes);

	assert_true(size > 0 && size < (ssize_t)sizeof bytes);
	assert_int_equal(write(out, bytes, (size_t)size), size);
	(void)close(in);
	(void)close(out);
}

static void assert_same_bytes(const char *one, const char *other)
{
	char command[256];

	(void)snprintf(command, sizeof command, "cmp -s %s %s", one, other);
	assert_int_equal(system(command), 0);
}

static void expect(struct db *db, const char *value)
{
	char found[LABEL_SIZE];
	struct err err = {0};

	assert_int_equal(db_setting_get(db, "class", found, &err), ERR_OK);
	assert_string_equal(found, value);
}

static void outside__refuses__another_file_with_the_same_header(void **state)
{
	struct place *place = *state;
	struct err err = {0};
	uint64_t generation = 0;
	char found[LABEL_SIZE];

	copy_over(place->other, place->ours);
	assert_int_equal(db_batch_begin(place->db, "set", "", "Test", &err), ERR_CONFLICT);
	assert_int_equal(err.reason, WHY_FILE_REPLACED);
	assert_string_equal(err.place, place->ours);
	/* from then on it is not read either, whatever is done to it */
	assert_int_equal(db_look(place->db, &generation, &err), ERR_CONFLICT);
	assert_int_equal(db_setting_get(place->db, "class", found, &err), ERR_CONFLICT);
	assert_same_bytes(place->other, place->ours);
}

static void outside__sees__it_while_only_reading(void **state)
{
	struct place *place = *state;
	struct err err = {0};
	uint64_t before = 0, generation = 0;

	assert_int_equal(db_look(place->db, &before, &err), ERR_OK);
	copy_over(place->other, place->ours);
	db_read_begin(place->db);
	assert_int_equal(db_look(place->db, &generation, &err), ERR_CONFLICT);
	db_read_end(place->db);
	assert_int_equal(err.reason, WHY_FILE_REPLACED);
	assert_int_not_equal(before, generation);
}

static void outside__refuses__an_older_copy_without_the_last_batch(void **state)
{
	struct place *place = *state;
	struct err err = {0};

	copy_over(place->ours, place->kept);
	put(place->db, "class", "later");
	copy_over(place->kept, place->ours);
	assert_int_equal(db_batch_begin(place->db, "set", "", "Test", &err), ERR_CONFLICT);
	assert_int_equal(err.reason, WHY_FILE_REPLACED);
}

static void outside__takes__a_copy_that_holds_the_last_batch(void **state)
{
	struct place *place = *state;
	struct db *copy = NULL;
	struct err err = {0};

	copy_over(place->ours, place->kept);
	assert_int_equal(db_open(place->kept, 0, &hooks, &copy, &err), ERR_OK);
	put(copy, "class", "elsewhere");
	db_close(copy);
	copy_over(place->kept, place->ours);
	assert_true(db_foreign_change(place->db));
	assert_false(db_alone(place->db)); /* not checked: not to be trusted at the next opening */
	expect(place->db, "elsewhere");
	put(place->db, "class", "here");
	expect(place->db, "here");
	/* and the same bytes once more */
	copy_over(place->ours, place->kept);
	copy_over(place->kept, place->ours);
	put(place->db, "class", "again");
	expect(place->db, "again");
}

static void outside__refuses__a_file_cut_off_removed_or_replaced(void **state)
{
	struct place *place = *state;
	struct err err = {0};

	copy_over(place->ours, place->kept);
	assert_int_equal(unlink(place->ours), 0);
	assert_int_equal(db_batch_begin(place->db, "set", "", "Test", &err), ERR_IO);
	assert_int_equal(err.reason, WHY_FILE_MOVED);
	assert_int_equal(rename(place->kept, place->ours), 0);
	assert_int_equal(db_batch_begin(place->db, "set", "", "Test", &err), ERR_IO);
	assert_int_equal(err.reason, WHY_FILE_MOVED);
	db_close(place->db);
	assert_int_equal(db_open(place->ours, 0, &hooks, &place->db, &err), ERR_OK);
	assert_int_equal(truncate(place->ours, 0), 0);
	assert_int_equal(db_batch_begin(place->db, "set", "", "Test", &err), ERR_CONFLICT);
	assert_int_equal(err.reason, WHY_FILE_REPLACED);
}

static void outside__refuses__what_came_while_a_batch_was_open(void **state)
{
	struct place *place = *state;
	struct err err = {0};

	assert_int_equal(db_batch_begin(place->db, "set", "", "Test", &err), ERR_OK);
	assert_int_equal(db_setting_put(place->db, "class", "half", &err), ERR_OK);
	copy_over(place->other, place->ours);
	assert_int_equal(db_batch_end(place->db, &err), ERR_CONFLICT);
	assert_int_equal(err.reason, WHY_FILE_REPLACED);
	assert_same_bytes(place->other, place->ours);
}

static void outside__goes_on__after_another_program_and_after_a_link(void **state)
{
	struct place *place = *state;
	struct db *second = NULL;
	struct err err = {0};

	assert_int_equal(db_open(place->ours, 0, &hooks, &second, &err), ERR_OK);
	put(second, "class", "second");
	put(place->db, "class", "first");
	put(second, "class", "second again");
	expect(place->db, "second again");
	db_close(second);
	assert_int_equal(chmod(place->ours, 0640), 0);
	assert_int_equal(link(place->ours, place->kept), 0);
	put(place->db, "class", "on");
	expect(place->db, "on");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(outside__refuses__another_file_with_the_same_header),
		TEST(outside__sees__it_while_only_reading),
		TEST(outside__refuses__an_older_copy_without_the_last_batch),
		TEST(outside__takes__a_copy_that_holds_the_last_batch),
		TEST(outside__refuses__a_file_cut_off_removed_or_replaced),
		TEST(outside__refuses__what_came_while_a_batch_was_open),
		TEST(outside__goes_on__after_another_program_and_after_a_link),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
