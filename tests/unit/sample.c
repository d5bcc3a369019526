/* A small class in memory. See sample.h. */
#include "tests/unit/sample.h"

#include "core/student_name.h"
#include "core/fold.h"
#include "core/level.h"

static int64_t clock_ms = INT64_C(1794000000000); /* November 2026 */

static int64_t tick(void)
{
	return clock_ms += 1000;
}

static const struct db_hooks hooks = {
	.fold = fold,
	.derive = level_derive,
	.now_ms = tick,
	.release = framework_cache_release,
};

static const struct {
	const char *code, *parent;
} items[] = {
	{"1", NULL},
	{"1.1", "1"},
	{"1.2", "1"},
	{"2", NULL},
	{"2.1", "2"},
	{"2.2", "2"},
	{"2.3", "2"},
	{"3", NULL},
};

static enum err_code put_framework(struct db *db, struct err *err)
{
	struct scale_row scale = {
		.code = "test-4", .title = "Test", .mastery = 3, .level_count = 4};
	static const char *const names[] = {"Débutant", "En cours", "Acquis", "Maîtrisé"};
	struct framework_row framework = {.code = "TEST", .version = "1", .title = "A test"};
	int64_t roots[sizeof items / sizeof items[0]];
	enum err_code rc;

	for (int i = 0; i < 4; i++) {
		scale.levels[i].digit = i + 1;
		(void)snprintf(scale.levels[i].name, LABEL_SIZE, "%s", names[i]);
		(void)snprintf(scale.levels[i].short_name, LABEL_SIZE, "%.4s", names[i]);
	}
	rc = db_scale_put(db, &scale, &framework.scale_id, err);
	framework.credits = -1;
	if (!rc)
		rc = db_framework_put(db, &framework, &framework.id, err);
	for (size_t i = 0; i < sizeof items / sizeof items[0] && !rc; i++) {
		struct item_row row = {.framework_id = framework.id, .position = (int)i};

		(void)snprintf(row.code, sizeof row.code, "%s", items[i].code);
		(void)snprintf(row.kind, sizeof row.kind, "%s", "item");
		(void)snprintf(row.label, sizeof row.label, "Item %s", items[i].code);
		row.text = row.label;
		for (size_t j = 0; items[i].parent && j < i; j++) {
			if (strcmp(items[j].code, items[i].parent) == 0)
				row.parent_id = roots[j];
		}
		rc = db_item_put(db, &row, &roots[i], err);
	}
	return rc;
}

int sample_set_up(void **state)
{
	struct sample *sample = calloc(1, sizeof *sample);
	struct group_row group = {.code = "M1", .label = "Master 1", .year = "2026-2027"};
	struct session *session;

	assert_non_null(sample);
	session = &sample->session;
	(void)snprintf(session->author, sizeof session->author, "A. Maes");
	OK(db_open_memory(&hooks, &session->db, err));
	OK(db_batch_begin(session->db, "init", "", session->author, err));
	OK(put_framework(session->db, err));
	OK(db_group_put(session->db, &group, &sample->group, err));
	OK(db_batch_end(session->db, err));
	OK(framework_list_load(session->db, &session->frameworks, err));
	session->seen_generation = db_generation(session->db);
	*state = sample;
	return 0;
}

int sample_tear_down(void **state)
{
	struct sample *sample = *state;

	framework_list_release(&sample->session.frameworks);
	student_numbers_free(sample->session.numbers);
	db_close(sample->session.db);
	free(sample);
	return 0;
}

const struct framework *sample_framework(const struct sample *sample)
{
	const struct framework *framework =
		framework_find(&sample->session.frameworks, "TEST", NULL);

	assert_non_null(framework);
	return framework;
}

size_t sample_item(const struct sample *sample, const char *code)
{
	size_t item = framework_item_by_code(sample_framework(sample), code);

	assert_true(item != (size_t)-1);
	return item;
}

int64_t sample_student(
	struct sample *sample, const char *matricule, const char *last_name, const char *first_name)
{
	struct db *db = sample->session.db;
	struct student_row row = {0};
	int64_t id = 0;

	(void)snprintf(row.matricule, sizeof row.matricule, "%s", matricule);
	(void)snprintf(row.last_name, sizeof row.last_name, "%s", last_name);
	(void)snprintf(row.first_name, sizeof row.first_name, "%s", first_name);
	OK(db_batch_begin(db, "student", matricule, sample->session.author, err));
	OK(db_student_put(db, &row, NULL, true, &id, err));
	OK(db_member_put(db, sample->group, id, -1, err));
	OK(db_batch_end(db, err));
	return id;
}

void sample_students(struct sample *sample, int n)
{
	static const char *const last[] = {
		"Dupont", "Çelik", "de Backer", "Óscarsson", "El Amrani", "Zoé", "Dupond"};
	static const char *const first[] = {"Aïcha", "Bram", "Chloé", "Éric"};
	struct db *db = sample->session.db;

	OK(db_batch_begin(db, "import-students", "test", sample->session.author, err));
	for (int i = 1; i <= n; i++) {
		struct student_row row = {0};
		int64_t id = 0;

		(void)snprintf(row.matricule, sizeof row.matricule, "%07d", i);
		(void)snprintf(row.last_name, sizeof row.last_name, "%s", last[i * 5 % 7]);
		(void)snprintf(row.first_name, sizeof row.first_name, "%s", first[i * 3 % 4]);
		OK(db_student_put(db, &row, NULL, true, &id, err));
		if (i % 3 != 0)
			OK(db_member_put(db, sample->group, id, (i * 37) % 101, err));
	}
	OK(db_batch_end(db, err));
}

void sample_rate(struct sample *sample, int64_t student_id, const char *code, const char *date,
	enum assessment_kind kind, int level)
{
	struct db *db = sample->session.db;
	struct person_row person = {.name = "A. Maes"};
	int64_t person_id = 0, assessment = 0;
	int64_t item = sample_framework(sample)->items[sample_item(sample, code)].row.id;

	OK(db_batch_begin(db, "rate", code, sample->session.author, err));
	if (level_counts(kind))
		OK(db_person_put(db, &person, &person_id, err));
	OK(db_assessment_put(db, kind, date, person_id, &assessment, err));
	OK(db_rating_put(db, student_id, item, assessment, level, NULL, NULL, err));
	OK(db_batch_end(db, err));
}

static void print_finding(void *ctx, const char *text)
{
	(void)ctx;
	print_message("finding: %s\n", text);
}

long sample_check(struct sample *sample)
{
	long count = -1;

	OK(db_check(sample->session.db, false, print_finding, NULL, &count, err));
	return count;
}

size_t sample_batches(struct sample *sample)
{
	struct batch_row *rows = calloc(64, sizeof *rows);
	size_t count = 0;

	assert_non_null(rows);
	OK(db_batches(sample->session.db, NULL, 64, rows, &count, err));
	free(rows);
	return count;
}

void sample_undo(struct sample *sample)
{
	struct batch_row batch;

	OK(db_undo_next(sample->session.db, NULL, false, &batch, err));
	OK(db_undo_batch(sample->session.db, batch.stamp, "A. Maes", &batch, err));
}
