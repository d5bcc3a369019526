/* db/db_group.c: groups, memberships, people. */
#include <inttypes.h>

#include "db/conn.h"
#include "db/ident.h"
#include "tests/unit/sample.h"

struct groups {
	size_t count;
	struct group_row rows[8];
};

static bool take_group(void *ctx, const struct group_row *row)
{
	struct groups *groups = ctx;

	assert_true(groups->count < 8);
	groups->rows[groups->count++] = *row;
	return true;
}

static int64_t put_group(struct sample *sample, const char *code, const char *year)
{
	struct group_row row = {.kind = GROUP_SEMINAR};
	int64_t id = 0;

	(void)snprintf(row.code, sizeof row.code, "%s", code);
	(void)snprintf(row.year, sizeof row.year, "%s", year);
	OK(db_batch_begin(sample->session.db, "group", code, "T", err));
	OK(db_group_put(sample->session.db, &row, &id, err));
	OK(db_batch_end(sample->session.db, err));
	return id;
}

static void db_group_by_code__takes__the_newest_year_unless_told(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct group_row row;
	int64_t old = put_group(sample, "M1", "2024-2025");

	OK(db_group_by_code(db, "M1", "", &row, err));
	assert_true(row.id == sample->group);
	assert_string_equal(row.label, "Master 1");
	OK(db_group_by_code(db, "M1", "2024-2025", &row, err));
	assert_true(row.id == old);
	assert_int_equal(row.kind, GROUP_SEMINAR);
	REFUSED(WHY_GROUP_UNKNOWN, db_group_by_code(db, "M1", "2020-2021", &row, err));
	REFUSED(WHY_GROUP_UNKNOWN, db_group_by_code(db, "M9", "", &row, err));
}

static void db_group_first__is__the_first_of_each(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct group_row row;

	(void)put_group(sample, "A1", "2024-2025");
	OK(db_group_first(db, &row, err));
	assert_true(row.id == sample->group);
	assert_int_equal(row.size, 0);
	(void)put_group(sample, "A2", row.year);
	OK(db_group_first(db, &row, err));
	assert_string_equal(row.code, "A2");
}

static void db_group_each__goes__from_the_newest_year(void **state)
{
	struct sample *sample = *state;
	struct groups groups = {0};
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	(void)put_group(sample, "A", "2024-2025");
	(void)put_group(sample, "B", "2027-2028");
	OK(db_group_each(sample->session.db, 0, take_group, &groups, err));
	assert_int_equal(groups.count, 3);
	assert_string_equal(groups.rows[0].code, "B");
	assert_string_equal(groups.rows[1].code, "M1");
	assert_int_equal(groups.rows[1].size, 1);
	groups.count = 0;
	OK(db_group_each(sample->session.db, id, take_group, &groups, err));
	assert_int_equal(groups.count, 1);
	assert_string_equal(groups.rows[0].code, "M1");
}

static bool first_id(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	(void)sort_key;
	(void)matricule;
	*(int64_t *)ctx = id;
	return false;
}

static int64_t first_of_list(struct sample *sample)
{
	struct student_cursor cursor = {0};
	int64_t id = 0;

	OK(db_student_page(
		sample->session.db, sample->group, 0, ORDER_LIST, &cursor, 1, first_id, &id, err));
	return id;
}

static void db_member_put__keeps_or_moves__a_line(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	int64_t a = sample_student(sample, "0001", "Zorro", "Anne");
	int64_t b = sample_student(sample, "0002", "Abel", "Bo");
	size_t batches;

	assert_true(first_of_list(sample) == a);
	batches = sample_batches(sample);
	OK(db_batch_begin(db, "member", "", "T", err));
	OK(db_member_put(db, sample->group, b, -1, err)); /* stays where it is */
	OK(db_batch_end(db, err));
	assert_int_equal(sample_batches(sample), batches);
	OK(db_batch_begin(db, "member", "", "T", err));
	OK(db_member_put(db, sample->group, b, 0, err));
	OK(db_batch_end(db, err));
	assert_true(first_of_list(sample) == b);
	assert_int_equal(sample_check(sample), 0);
}

static bool count_person(void *ctx, const struct person_row *row)
{
	assert_string_equal(row->name, "A. Maes");
	(*(int *)ctx)++;
	return true;
}

static void db_person_put__keeps__the_address_it_is_not_given(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct person_row row = {.name = "A. Maes", .email = "a.maes@example.org"};
	int64_t id = 0, again = 0;
	int count = 0;

	OK(db_batch_begin(db, "person", "", "T", err));
	OK(db_person_put(db, &row, &id, err));
	row.email[0] = '\0';
	OK(db_person_put(db, &row, &again, err));
	OK(db_batch_end(db, err));
	assert_true(id == again);
	OK(db_person_by_name(db, "A. Maes", &row, err));
	assert_string_equal(row.email, "a.maes@example.org");
	OK(db_person_each(db, count_person, &count, err));
	assert_int_equal(count, 1);
	REFUSED(WHY_PERSON_UNKNOWN, db_person_by_name(db, "Nobody", &row, err));
	assert_int_equal(sample_check(sample), 0);
}

static void db_student_count__counts__everybody_or_a_group(void **state)
{
	struct sample *sample = *state;
	long count = 0;

	sample_students(sample, 30);
	OK(db_student_count(sample->session.db, 0, &count, err));
	assert_int_equal(count, 30);
	OK(db_student_count(sample->session.db, sample->group, &count, err));
	assert_int_equal(count, 20);
	sample_undo(sample);
	OK(db_student_count(sample->session.db, 0, &count, err));
	assert_int_equal(count, 0);
	OK(db_student_count(sample->session.db, sample->group, &count, err));
	assert_int_equal(count, 0);
}

/* Two keys with one id cannot be told apart: refused, whichever comes second. */
static void db_put__refuses__an_id_that_another_key_holds(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct person_row person = {.name = "B"};
	struct group_row group = {.code = "B", .year = "2026-2027"};
	struct scale_row scale = {.code = "B", .mastery = 1};
	struct framework_row framework = {.code = "B", .title = "B", .credits = -1};
	struct item_row item = sample_framework(sample)->items[1].row;
	struct err told = {0};
	char sql[256];

	OK(db_batch_begin(db, "test", "", "T", err));
	(void)snprintf(sql, sizeof sql, "INSERT INTO person (id, name) VALUES (%" PRId64 ", 'A')",
		ident_text(TBL_person, 1, (const char *[]){"B"}));
	OK(db_exec(db, sql, err));
	(void)snprintf(sql, sizeof sql,
		"INSERT INTO student_group (id, code, year) VALUES (%" PRId64 ", 'A', '2026-2027')",
		ident_text(TBL_student_group, 2, (const char *[]){"2026-2027", "B"}));
	OK(db_exec(db, sql, err));
	(void)snprintf(sql, sizeof sql,
		"INSERT INTO scale (id, code, mastery) VALUES (%" PRId64 ", 'A', 1)",
		ident_text(TBL_scale, 1, (const char *[]){"B"}));
	OK(db_exec(db, sql, err));
	framework.scale_id = sample_framework(sample)->row.scale_id;
	(void)snprintf(sql, sizeof sql,
		"INSERT INTO framework (id, code, title, scale_id) VALUES (%" PRId64
		", 'A', 'A', %" PRId64 ")",
		ident_text(TBL_framework, 2, (const char *[]){"B", ""}), framework.scale_id);
	OK(db_exec(db, sql, err));
	(void)snprintf(
		sql, sizeof sql, "UPDATE item SET code = 'other' WHERE id = %" PRId64, item.id);
	OK(db_exec(db, sql, err));

	assert_int_equal(db_person_put(db, &person, NULL, &told), ERR_INVALID);
	assert_int_equal(told.reason, WHY_ID_CLASH);
	assert_string_equal(told.place, "person");
	assert_string_equal(told.value, "B");
	REFUSED(WHY_ID_CLASH, db_group_put(db, &group, NULL, err));
	REFUSED(WHY_ID_CLASH, db_scale_put(db, &scale, NULL, err));
	REFUSED(WHY_ID_CLASH, db_framework_put(db, &framework, NULL, err));
	REFUSED(WHY_ID_CLASH, db_item_put(db, &item, NULL, err));
	db_batch_abort(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(db_group_by_code__takes__the_newest_year_unless_told),
		TEST(db_group_first__is__the_first_of_each),
		TEST(db_group_each__goes__from_the_newest_year),
		TEST(db_member_put__keeps_or_moves__a_line),
		TEST(db_person_put__keeps__the_address_it_is_not_given),
		TEST(db_put__refuses__an_id_that_another_key_holds),
		TEST(db_student_count__counts__everybody_or_a_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
