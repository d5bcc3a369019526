/* db/db_student.c and db_roster.c: rows by key, and every order page by page. */
#include "tests/unit/sample.h"

#include "core/student.h"

static void db_student_put__writes_nothing__when_nothing_differs(void **state)
{
	struct sample *sample = *state;
	size_t batches;

	sample_student(sample, "0001", "Dupont", "Anne");
	batches = sample_batches(sample);
	sample_student(sample, "0001", "Dupont", "Anne");
	assert_int_equal(sample_batches(sample), batches);
	assert_int_equal(sample_check(sample), 0);
}

static void db_student_put__brings_back__a_hidden_student_under_the_same_id(void **state)
{
	struct sample *sample = *state;
	struct student_row row;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_undo(sample);
	REFUSED(WHY_STUDENT_UNKNOWN,
		db_student_by_matricule(sample->session.db, "0001", &row, err));
	assert_true(sample_student(sample, "0001", "Durand", "Anne") == id);
	OK(db_student_by_matricule(sample->session.db, "0001", &row, err));
	assert_string_equal(row.last_name, "Durand");
	assert_int_equal(sample_check(sample), 0);
}

static void db_student_put__keeps_the_id__of_a_corrected_matricule(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct student_row row;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne"), other = 0;

	OK(db_student_by_id(db, id, &row, err));
	(void)snprintf(row.matricule, sizeof row.matricule, "0002");
	OK(db_batch_begin(db, "student", "", "T", err));
	OK(db_student_put(db, &row, NULL, true, &other, err));
	OK(db_batch_end(db, err));
	assert_true(other == id);
	OK(db_student_by_matricule(db, "0002", &row, err));
	assert_true(row.id == id);

	/* The first matricule still names that id: a new student cannot have it. */
	row = (struct student_row){.matricule = "0001", .last_name = "Autre"};
	OK(db_batch_begin(db, "student", "", "T", err));
	{
		struct err clash = {0};

		assert_int_equal(db_student_put(db, &row, NULL, true, &other, &clash), ERR_INVALID);
		assert_int_equal(clash.reason, WHY_ID_CLASH);
		assert_string_equal(clash.value, "0001");
	}
	db_batch_abort(db);
	assert_int_equal(sample_check(sample), 0);
}

static void db_student_put__refuses__the_matricule_of_another(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct student_row row;
	int64_t id = sample_student(sample, "0001", "Dupont", "Anne");

	sample_student(sample, "0002", "Durand", "Bo");
	OK(db_student_by_id(db, id, &row, err));
	(void)snprintf(row.matricule, sizeof row.matricule, "0002");
	OK(db_batch_begin(db, "student", "", "T", err));
	REFUSED(WHY_ID_CLASH, db_student_put(db, &row, NULL, true, NULL, err));
	db_batch_abort(db);
}

static void db_student_put__keeps_or_replaces__unknown_columns(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct student_row row = {.matricule = "0001", .last_name = "Dupont"};
	char *extra = NULL;
	bool any = true;
	int64_t id = 0;

	OK(db_batch_begin(db, "student", "", "T", err));
	OK(db_student_put(db, &row, "{\"Option\":\"A\"}", false, &id, err));
	OK(db_student_put(db, &row, NULL, true, &id, err));
	OK(db_batch_end(db, err));
	OK(db_student_extra_any(db, &any, err));
	assert_true(any);
	OK(db_student_extra(db, id, &extra, err));
	assert_string_equal(extra, "{\"Option\":\"A\"}");
	free(extra);
	OK(db_batch_begin(db, "student", "", "T", err));
	OK(db_student_put(db, &row, NULL, false, &id, err));
	OK(db_batch_end(db, err));
	OK(db_student_extra(db, id, &extra, err));
	assert_null(extra);
	OK(db_student_extra_any(db, &any, err));
	assert_false(any);
}

static void db_student_by_email__ignores__case(void **state)
{
	struct sample *sample = *state;
	struct db *db = sample->session.db;
	struct student_row row = {
		.matricule = "0001", .last_name = "Dupont", .email = "A.Dupont@example.org"};
	struct student_row found[2];
	size_t count = 0;

	OK(db_batch_begin(db, "student", "", "T", err));
	OK(db_student_put(db, &row, NULL, true, NULL, err));
	OK(db_batch_end(db, err));
	OK(db_student_by_email(db, "a.dupont@EXAMPLE.org", 2, found, &count, err));
	assert_int_equal(count, 1);
	assert_string_equal(found[0].matricule, "0001");
}

static void db_student_by_key__finds__homonyms(void **state)
{
	struct sample *sample = *state;
	struct student_row found[4];
	char key[SORT_KEY_SIZE];
	size_t count = 0;

	sample_student(sample, "0001", "Dupont", "Zoé");
	sample_student(sample, "0002", "DUPONT", "zoe");
	sample_student(sample, "0003", "Dupont", "Zoë-Anne");
	student_sort_key("Dupont", "Zoé", key);
	OK(db_student_by_key(sample->session.db, key, 4, found, &count, err));
	assert_int_equal(count, 2);
}

/* ---- Orders ---------------------------------------------------------------------- */

struct placed {
	int64_t id;
	char key[SORT_KEY_SIZE];
	int position;
	struct standing_row standing;
};

struct reading {
	size_t count;
	int64_t ids[512];
};

static bool take_id(void *ctx, int64_t id, const char *sort_key, const char *matricule)
{
	struct reading *reading = ctx;

	(void)sort_key;
	(void)matricule;
	assert_true(reading->count < 512);
	reading->ids[reading->count++] = id;
	return true;
}

static int by_key(const struct placed *a, const struct placed *b)
{
	int order = strcmp(a->key, b->key);

	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static int by_number(long a, long b, const struct placed *x, const struct placed *y)
{
	return a != b ? (a > b) - (a < b) : by_key(x, y);
}

static int compare_name(const void *a, const void *b)
{
	return by_key(a, b);
}

static int compare_list(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->position != y->position)
		return x->position - y->position;
	return (x->id > y->id) - (x->id < y->id);
}

/* Weakest first; without a mean last, by name. */
static int compare_level(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return by_number(x->standing.mean < 0 ? 1000 : x->standing.mean,
		y->standing.mean < 0 ? 1000 : y->standing.mean, x, y);
}

/* Never seen first, by name; then longest ago first. */
static int compare_seen(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = strcmp(x->standing.seen_on, y->standing.seen_on);

	return order ? order : by_key(x, y);
}

/* Everybody, or those of the group, sorted the slow way. */
static size_t sort_all(struct sample *sample, int n, bool in_group,
	int (*compare)(const void *, const void *), struct placed *ret)
{
	size_t count = 0;

	for (int i = 1; i <= n; i++) {
		struct placed *placed = &ret[count];
		struct student_row row;
		char matricule[MATRICULE_SIZE];

		if (in_group && i % 3 == 0)
			continue;
		(void)snprintf(matricule, sizeof matricule, "%07d", i);
		OK(db_student_by_matricule(sample->session.db, matricule, &row, err));
		placed->id = row.id;
		placed->position = (i * 37) % 101;
		student_sort_key(row.last_name, row.first_name, placed->key);
		OK(db_standing_get(sample->session.db, sample_framework(sample)->row.id, row.id,
			&placed->standing, err));
		count++;
	}
	qsort(ret, count, sizeof *ret, compare);
	return count;
}

static void read_pages(struct sample *sample, int64_t group_id, enum student_order order,
	size_t page, struct reading *ret)
{
	struct student_cursor cursor = {0};

	*ret = (struct reading){0};
	for (int i = 0; i < 600 && !cursor.finished; i++)
		OK(db_student_page(sample->session.db, group_id, sample_framework(sample)->row.id,
			order, &cursor, page, take_id, ret, err));
	assert_true(cursor.finished);
}

enum { SEVERAL = 90 };

static void rate_some(struct sample *sample)
{
	for (int i = 1; i <= SEVERAL; i++) {
		struct student_row row;
		char matricule[MATRICULE_SIZE], date[DATE_SIZE];

		if (i % 4 == 0)
			continue;
		(void)snprintf(matricule, sizeof matricule, "%07d", i);
		(void)snprintf(date, sizeof date, "2026-10-%02d", i % 13 + 10);
		OK(db_student_by_matricule(sample->session.db, matricule, &row, err));
		sample_rate(sample, row.id, "1.1", date, KIND_MEETING,
			i % 5 == 0 ? LEVEL_NOT_OBSERVED : i % 4 + 1);
		if (i % 2)
			sample_rate(sample, row.id, "2.2", date, KIND_COURSE, i % 3 + 1);
	}
}

/* Orders over everybody break ties of level and date by id, groups by name. */
static int tie_by_id(const struct placed *x, const struct placed *y)
{
	return (x->id > y->id) - (x->id < y->id);
}

static int compare_level_all(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->standing.mean >= 0 && x->standing.mean == y->standing.mean)
		return tie_by_id(x, y);
	return compare_level(a, b);
}

static int compare_seen_all(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->standing.seen_on[0] && strcmp(x->standing.seen_on, y->standing.seen_on) == 0)
		return tie_by_id(x, y);
	return compare_seen(a, b);
}

static void db_student_page__gives__the_full_sort_for_every_order_and_page(void **state)
{
	static const size_t pages[] = {1, 2, 7, 89, 90, 500};
	struct sample *sample = *state;
	struct placed *placed = calloc(SEVERAL, sizeof *placed);
	struct reading reading;
	static const struct {
		enum student_order order;
		bool in_group;
		int (*compare)(const void *, const void *);
	} orders[] = {
		{ORDER_NAME, false, compare_name},
		{ORDER_NAME, true, compare_name},
		{ORDER_LEVEL, false, compare_level_all},
		{ORDER_LEVEL, true, compare_level},
		{ORDER_SEEN, false, compare_seen_all},
		{ORDER_SEEN, true, compare_seen},
		{ORDER_LIST, false, compare_name},
		{ORDER_LIST, true, compare_list},
	};

	assert_non_null(placed);
	sample_students(sample, SEVERAL);
	rate_some(sample);
	for (size_t o = 0; o < sizeof orders / sizeof orders[0]; o++) {
		size_t count =
			sort_all(sample, SEVERAL, orders[o].in_group, orders[o].compare, placed);

		for (size_t p = 0; p < sizeof pages / sizeof pages[0]; p++) {
			read_pages(sample, orders[o].in_group ? sample->group : 0, orders[o].order,
				pages[p], &reading);
			assert_int_equal(reading.count, count);
			for (size_t i = 0; i < count; i++) {
				if (reading.ids[i] != placed[i].id)
					fail_msg("order %zu, page %zu: line %zu differs", o,
						pages[p], i);
			}
		}
	}
	free(placed);
	assert_int_equal(sample_check(sample), 0);
}

static void db_student_page__ends__on_an_empty_file(void **state)
{
	struct sample *sample = *state;
	struct reading reading;

	for (int order = 0; order < ORDER_COUNT; order++) {
		read_pages(sample, 0, (enum student_order)order, 10, &reading);
		assert_int_equal(reading.count, 0);
		read_pages(sample, sample->group, (enum student_order)order, 10, &reading);
		assert_int_equal(reading.count, 0);
	}
}

/* Compatibility characters may fold to many times their length. */
static void db_student_page__ends__with_names_that_grow_when_folded(void **state)
{
	struct sample *sample = *state;
	struct reading reading;
	char name[NAME_SIZE] = "", key[SORT_KEY_SIZE], matricule[MATRICULE_SIZE];

	for (size_t i = 0; i + 3 < sizeof name; i += 3)
		memcpy(name + i, "\xE3\x8D\xBF", 4); /* a square of four letters, U+337F */
	for (int i = 0; i < 5; i++) {
		(void)snprintf(matricule, sizeof matricule, "%d", i);
		sample_student(sample, matricule, name, name);
	}
	student_sort_key(name, name, key);
	assert_true(strlen(key) < SORT_KEY_SIZE);
	read_pages(sample, 0, ORDER_NAME, 1, &reading);
	assert_int_equal(reading.count, 5);
	read_pages(sample, sample->group, ORDER_NAME, 2, &reading);
	assert_int_equal(reading.count, 5);
	{
		struct student_row found[8];
		size_t count = 0;

		OK(db_student_by_key(sample->session.db, key, 8, found, &count, err));
		assert_int_equal(count, 5);
	}
	assert_int_equal(sample_check(sample), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, sample_set_up, sample_tear_down)
		TEST(db_student_put__writes_nothing__when_nothing_differs),
		TEST(db_student_put__brings_back__a_hidden_student_under_the_same_id),
		TEST(db_student_put__keeps_the_id__of_a_corrected_matricule),
		TEST(db_student_put__refuses__the_matricule_of_another),
		TEST(db_student_put__keeps_or_replaces__unknown_columns),
		TEST(db_student_by_email__ignores__case),
		TEST(db_student_by_key__finds__homonyms),
		TEST(db_student_page__gives__the_full_sort_for_every_order_and_page),
		TEST(db_student_page__ends__on_an_empty_file),
		TEST(db_student_page__ends__with_names_that_grow_when_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
