/* core/paper.c, internship.c: forms out and back, levels beside the current ones. */
#include "core/paper.h"

#include <unistd.h>

#include "core/internship.h"
#include "core/rating_list.h"
#include "tests/unit/sample.h"

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	(void)fputs(text, file);
	(void)fclose(file);
}

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = calloc(1, 64 * 1024);

	assert_non_null(file);
	assert_non_null(text);
	(void)!fread(text, 1, 64 * 1024 - 1, file);
	(void)fclose(file);
	return text;
}

static void paper_read__takes__what_form_write_asked(void **state)
{
	struct sample *sample = *state;
	struct session *session = &sample->session;
	const struct framework *framework = sample_framework(sample);
	int64_t student = sample_student(sample, "0001", "Dupont", "Anne");
	struct paper_about about = {.kind = PAPER_SELF, .student_id = student};
	struct paper_report report = {0};
	struct rating_list list = {0};
	int values[16];
	char path[] = "/tmp/suivi-form-XXXXXX", *text, *at;
	int fd = mkstemp(path);

	(void)setenv("SUIVI_TEST_NOW", "2026-11-23T10:40:00", 1);
	(void)close(fd);
	sample_rate(sample, student, "1.1", "2026-10-01", KIND_MEETING, 2);
	OK(paper_write(session, framework, &about,
		&(struct target){.path = path, .form = TARGET_CSV, .replace = true}, err));
	text = read_file(path);
	assert_non_null(strstr(text, "self;0001;;1;TEST:1.1;Item 1.1;;"));
	assert_null(strstr(text, "meeting"));
	at = strstr(text, "Item 1.1;;");
	memcpy(at, "Item 1.1;4", 10); /* filled in: level 4, no comment */
	write_file(path, text);
	free(text);
	OK(paper_read(session, path, false, &report, err));
	assert_int_equal(report.levels, 0 + 1);
	OK(rating_list_load(session, framework, student, &list, err));
	assert_int_equal(rating_list_newest(&list, 0, SOURCE_SELF, NULL, NULL), 4);
	rating_list_values(&list, RULE_LATEST, NULL, values);
	assert_int_equal(values[0], 200); /* the staff level stays the current one */
	rating_list_release(&list);
	(void)unlink(path);
	assert_int_equal(sample_check(sample), 0);
}

static void paper_read__refuses__by_line(void **state)
{
	struct sample *sample = *state;
	struct session *session = &sample->session;
	struct paper_report report = {0};
	struct err refusal = {0};
	char path[] = "/tmp/suivi-form-XXXXXX";
	int fd = mkstemp(path);
	size_t before;

	(void)close(fd);
	(void)sample_student(sample, "0001", "Dupont", "Anne");
	before = sample_batches(sample);
	write_file(path, "Formulaire;Matricule;Code;Niveau\nself;0001;1.1;3\nself;0001;1.2;9\n");
	assert_int_equal(paper_read(session, path, false, &report, &refusal), ERR_INVALID);
	assert_int_equal(refusal.line, 3);
	assert_int_equal(refusal.reason, WHY_LEVEL_OUT_OF_SCALE);
	assert_int_equal(sample_batches(sample), before); /* nothing of it */
	write_file(path, "Formulaire;Matricule;Code;Niveau\nautre;0001;1.1;3\n");
	REFUSED(WHY_FORM_NOT_OURS, paper_read(session, path, false, &report, err));
	write_file(path, "Nom;Prénom\nx;y\n");
	REFUSED(WHY_TABLE_COLUMN, paper_read(session, path, false, &report, err));
	(void)unlink(path);
}

static void peer_rate__keeps__peers_apart(void **state)
{
	struct sample *sample = *state;
	struct session *session = &sample->session;
	const struct framework *framework = sample_framework(sample);
	int64_t a = sample_student(sample, "0001", "Dupont", "Anne");
	int64_t b = sample_student(sample, "0002", "Évrard", "Bo");
	int64_t c = sample_student(sample, "0003", "Faure", "Cy");
	struct rating_list list = {0};
	size_t item = sample_item(sample, "1.1");
	int mean = 0;

	OK(peer_rate(session, framework, item, a, b, "2026-11-20", 2, NULL, err));
	OK(peer_rate(session, framework, item, a, c, "2026-11-20", 3, NULL, err));
	OK(peer_rate(session, framework, item, a, 0, "2026-11-20", 4, NULL, err));
	REFUSED(WHY_PEER_SELF,
		peer_rate(session, framework, item, a, a, "2026-11-20", 4, NULL, err));
	OK(rating_list_load(session, framework, a, &list, err));
	assert_int_equal(list.count, 3);
	(void)rating_list_newest(&list, 0, SOURCE_PEER, &mean, NULL);
	assert_int_equal(mean, 300);
	rating_list_release(&list);
	assert_int_equal(sample_check(sample), 0);
}

static void hours_parse__reads__hours(void **state)
{
	static const struct {
		const char *typed;
		int minutes;
	} cases[] = {{"120", 7200}, {"7,5", 450}, {"7.25", 435}, {"7h30", 450}, {"8h", 480},
		{"", -1}, {"0", 0}, {"7 h 30", 450}, {"120 h", 7200}, {"0 h 05", 5}};
	static const char *const wrong[] = {"-1", "x", "7h99", "100000", "9999h30", "7,", "1e3"};
	char shown[16];
	int minutes;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		OK(hours_parse(cases[i].typed, &minutes, err));
		assert_int_equal(minutes, cases[i].minutes);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		REFUSED(WHY_HOURS_INVALID, hours_parse(wrong[i], &minutes, err));
	hours_format(450, shown);
	assert_string_equal(shown, "7 h 30");
	for (int n = 0; n < 200; n++) {
		hours_format(n, shown);
		OK(hours_parse(shown, &minutes, err));
		assert_int_equal(minutes, n);
	}
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, sample_set_up, sample_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(paper_read__takes__what_form_write_asked),
		TEST(paper_read__refuses__by_line),
		TEST(peer_rate__keeps__peers_apart),
		cmocka_unit_test(hours_parse__reads__hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
