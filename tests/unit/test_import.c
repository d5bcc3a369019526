/* core/import*.c: class lists compared with the file and written. */
#include "tests/unit/unit.h"

#include <unistd.h>

#include "core/export.h"
#include "core/history.h"
#include "core/import.h"
#include "core/student.h"

static struct session *session;
static char folder[64];

static int set_up(void **state)
{
	char path[128];
	struct err err = {0};

	(void)state;
	strcpy(folder, "/tmp/suivi-import-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	setenv("HOME", folder, 1);
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_CONFIG_HOME");
	(void)snprintf(path, sizeof path, "%s/a.db", folder);
	if (session_init(path, 0, NULL, "2026-2027", "Test", &session, &err))
		fail_msg("%s", err.detail);
	return 0;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	session_close(session);
	session = NULL;
	(void)snprintf(command, sizeof command, "rm -rf %s", folder);
	(void)!system(command);
	return 0;
}

static struct import *open_path(const char *path, const char *group)
{
	const struct import_options options = {.group = group};
	struct import *import = NULL;
	struct err err = {0};

	if (import_open(session, path, &options, &import, &err))
		fail_msg("%s: %s line %ld %s", path, err_text(err.reason)->name, err.line,
			err.detail);
	return import;
}

static struct import *open_list(const char *name, const char *group)
{
	char path[512];

	(void)snprintf(path, sizeof path, "%s/lists/%s", FIXTURES, name);
	return open_path(path, group);
}

static struct import *open_text(const char *text, const char *group)
{
	char path[128];
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/list.csv", folder);
	file = fopen(path, "wb");
	assert_non_null(file);
	(void)fputs(text, file);
	(void)fclose(file);
	return open_path(path, group);
}

static void expect(
	struct import *import, long new_, long changed, long unchanged, long refused, long missing)
{
	const struct import_counts *counts = import_counts(import);

	if (counts->new_ != new_ || counts->changed != changed || counts->unchanged != unchanged ||
		counts->refused + counts->ask != refused || counts->missing != missing)
		fail_msg("rows %ld: new %ld changed %ld unchanged %ld refused %ld ask %ld missing "
			 "%ld",
			counts->rows, counts->new_, counts->changed, counts->unchanged,
			counts->refused, counts->ask, counts->missing);
}

static void apply(struct import *import)
{
	struct import_counts counts;
	struct err err = {0};

	if (import_apply(import, &counts, &err))
		fail_msg("%s: %s", err_text(err.reason)->name, err.detail);
	import_close(import);
}

static void no_finding(void *ctx, const char *text)
{
	(void)ctx;
	print_message("finding: %s\n", text);
}

static void check_sound(void)
{
	long findings = -1;
	struct err err = {0};

	assert_int_equal(db_check(session->db, false, no_finding, NULL, &findings, &err), ERR_OK);
	assert_int_equal(findings, 0);
}

static struct student_row student(const char *matricule)
{
	struct student_row row;
	struct err err = {0};

	if (db_student_by_matricule(session->db, matricule, &row, &err))
		fail_msg("no %s", matricule);
	return row;
}

/* Every producer's list goes in, and the same list again changes nothing. */
static void import__takes__every_producer_twice(void **state)
{
	static const char *const lists[] = {"excel-1252.csv", "excel-utf8.csv", "excel-unicode.txt",
		"excel-tab.txt", "excel-mac.csv", "excel-dos.csv", "libreoffice.csv", "moodle.csv",
		"sep.csv", "proeco.csv", "hyperplanning.csv", "pronote.csv", "sacoche.csv",
		"onde.csv", "pix.csv", "scodoc.csv", "moodle-users.csv", "oneroster-users.csv",
		"canvas-users.csv"};

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		struct import *import = open_list(lists[i], "G");
		struct import_counts counts = *import_counts(import);
		struct batch_row batch;
		struct err err = {0};

		if (counts.new_ == 0 || counts.refused || counts.ask)
			fail_msg("%s: new %ld refused %ld ask %ld", lists[i], counts.new_,
				counts.refused, counts.ask);
		apply(import);
		import = open_list(lists[i], "G");
		if (import_counts(import)->unchanged != counts.rows)
			fail_msg("%s again: new %ld changed %ld", lists[i],
				import_counts(import)->new_, import_counts(import)->changed);
		import_close(import);
		check_sound();
		assert_int_equal(history_undo(session, &batch, &err), ERR_OK);
		assert_string_equal(batch.action, "import-students");
	}
}

static void import__keeps__leading_zeros_homonyms_and_accents(void **state)
{
	struct student_row row;

	(void)state;
	apply(open_list("proeco.csv", NULL));
	row = student("00123");
	assert_non_null(row.last_name);
	check_sound();
}

static void import__reports__what_changed_and_who_is_missing(void **state)
{
	struct import *import;

	(void)state;
	apply(open_text(
		"Matricule;Nom;Prénom;E-mail;Sexe\n1;Maes;Ana;a@x.be;F\n2;Roy;Bob;;M\n3;Sy;Cé;;F\n",
		"M1"));
	import = open_text(
		"Matricule;Nom;Prénom;E-mail;Sexe\n1;Maes;Anna;a@x.be;F\n2;Roy;Bob;;M\n", "M1");
	expect(import, 0, 1, 1, 0, 1);
	apply(import);
	assert_string_equal(student("1").first_name, "Anna");
	/* An empty cell says nothing: the address stays. */
	import = open_text("Matricule;Nom;Prénom;E-mail\n1;Maes;Anna;\n", "M1");
	expect(import, 0, 0, 1, 0, 2);
	import_close(import);
	/* An unknown column changed: changed. */
	import = open_text("Matricule;Nom;Prénom;Sexe\n1;Maes;Anna;X\n", "M1");
	expect(import, 0, 1, 0, 0, 2);
	apply(import);
	check_sound();
}

/* What was a number on its way through a program is no matricule any more. */
static void import__refuses__numbers_that_were_no_text(void **state)
{
	struct import *import;

	(void)state;
	import = open_text("Matricule;Nom;Prénom\n123.0;A;B\n124,00;C;D\n1,23E+05;E;F\n"
			   "12.5;G;H\n125.;I;J\n00126;K;L\n",
		NULL);
	expect(import, 3, 0, 0, 3, 0);
	import_close(import);
}

/* The changes of the rows, each as "name: before → after". */
static bool note_changes(void *ctx, const struct import_row *row)
{
	char *ret = ctx;

	for (size_t i = 0; i < row->change_count; i++) {
		size_t used = strlen(ret);

		(void)snprintf(ret + used, 512 - used, "%s: %s > %s\n", row->changes[i].name,
			row->changes[i].before, row->changes[i].after);
	}
	return true;
}

static void import__tells__each_field_that_changes(void **state)
{
	struct import *import;
	char changes[512] = "";
	struct err err = {0};

	(void)state;
	apply(open_text("Matricule;Nom;Prénom;Sexe;TP\n1;Maes;Ana;F;a\n", "M1"));
	import = open_text("Matricule;NOM;Prénom;Mail;Sexe;TP\n1;Maes;Anna;a@x.be;X;a\n", "M2");
	assert_int_equal(
		import_rows(import, IMPORT_CHANGED, 0, 10, note_changes, changes, &err), 0);
	assert_string_equal(changes, "Prénom: Ana > Anna\nMail:  > a@x.be\nGroup:  > M2\n"
				     "Sexe: F > X\n");
	import_close(import);
}

static void import__refuses__rows_by_reason_and_takes_the_others(void **state)
{
	struct import *import =
		open_text("Matricule;Nom;Prénom;E-mail;Date de "
			  "naissance\n;Sans;Un;;\n2;;Deux;;\n3;Trois;T;pas-une-adresse;\n"
			  "4;Quatre;Q;;31/02/2001\n5;Cinq;C;c@x.be;01/02/"
			  "2001\n5;Encore;E;;\n6;Six;S;;;trop;de\n",
			"M1");

	(void)state;
	expect(import, 1, 0, 0, 6, 0);
	apply(import);
	assert_string_equal(student("5").birth_date, "2001-02-01");
	check_sound();
}

static bool count_gradebook(void *ctx, const struct import_row *row)
{
	*(long *)ctx += row->why.reason == WHY_ROW_GRADEBOOK;
	return true;
}

/* The rows of a gradebook that are no students stay out, and are not asked for a matricule. */
static void import__leaves_out__the_rows_of_a_gradebook(void **state)
{
	struct import *import;
	long reasons = 0;
	struct err err = {0};

	(void)state;
	import = open_text("Student,ID,SIS Login ID,Section,Essai (12)\n"
			   ",,,,Manual Posting\n"
			   "    Points Possible,,,,20\n"
			   "\"Dubois, Éloïse\",12,ed,M1,14.5\n"
			   "\"Student, Test\",99,abc,M1,\n",
		NULL);
	expect(import, 1, 0, 0, 3, 0);
	assert_int_equal(
		import_rows(import, IMPORT_REFUSED, 0, 10, count_gradebook, &reasons, &err), 0);
	assert_int_equal(reasons, 3);
	import_close(import);
}

static void import__matches__by_email_then_names_and_asks_when_unclear(void **state)
{
	struct import *import;

	(void)state;
	apply(open_text("Matricule;Nom;Prénom;E-mail;Date de naissance\n"
			"1;Dupont;Jean;jd@x.be;01/01/2000\n2;Dupont;Jean;jj@x.be;02/02/2001\n",
		"M1"));
	/* No matricule: the address tells. */
	import = open_text("Nom;Prénom;E-mail\nDupont;Jean;JJ@x.be\n", "M1");
	expect(import, 0, 0, 1, 0, 1);
	import_close(import);
}

static bool note_candidates(void *ctx, const struct import_row *row)
{
	struct import_row *ret = ctx;

	*ret = *row;
	return true;
}

static void import__decides__who_a_row_is_about(void **state)
{
	const char *list = "Nom;Prénom\nDupont;Camille\nDupont;Camille\n";
	struct import_row row = {0};
	struct import *import;
	struct err err = {0};

	(void)state;
	apply(open_text("Matricule;Nom;Prénom;Naissance\n1;Dupont;Camille;1/2/2003\n"
			"2;Dupont;Camille;3/2/2003\n",
		"M1"));
	import = open_text(list, "M2");
	expect(import, 0, 0, 0, 2, 0);
	assert_int_equal(import_rows(import, IMPORT_ASK, 0, 1, note_candidates, &row, &err), 0);
	assert_int_equal(row.candidate_count, 2);
	assert_int_equal(import_resolve(import, 2, student("2").id, &err), 0);
	expect(import, 0, 1, 0, 1, 0);
	assert_int_equal(import_resolve(import, 3, 0, &err), 0);
	expect(import, 1, 1, 0, 0, 0);
	apply(import);
	assert_string_equal(student("prov:dupont.camille").last_name, "Dupont");
	/* Another new one of the same name would be the same person: asked again. */
	import = open_text(list, "M2");
	assert_int_equal(import_resolve(import, 2, 0, &err), 0);
	expect(import, 0, 0, 0, 2, 0);
	import_close(import);
	check_sound();
}

static void import__corrects__a_provisional_matricule(void **state)
{
	struct import *import;
	int64_t id;

	(void)state;
	apply(open_text("Nom;Prénom;E-mail\nLefèvre;Zoé;zl@x.be\n", "M1"));
	id = student("prov:lefevre.zoe").id;
	import = open_text("Matricule;Nom;Prénom;E-mail\n0024003;Lefèvre;Zoé;zl@x.be\n", "M1");
	expect(import, 0, 1, 0, 0, 0);
	apply(import);
	assert_true(student("0024003").id == id);
	/* A real matricule that differs is not overwritten: it is asked. */
	import = open_text("Matricule;Nom;Prénom;E-mail\n0024999;Lefèvre;Zoé;zl@x.be\n", "M1");
	expect(import, 0, 0, 0, 1, 0);
	import_close(import);
	check_sound();
}

static void import__comes_back__from_an_export_unchanged(void **state)
{
	static const enum target_form forms[] = {TARGET_CSV, TARGET_RFC4180};
	char path[128];
	struct err err = {0};

	(void)state;
	apply(open_text("Matricule;Nom;Prénom;E-mail;Né(e) le;Classe;Sexe;Remarque\n"
			"00123;=1+1;'@Zoé;;24/12/2001;M1;F;-2,5\n7;\"D’Hondt; dit "
			"X\";Noël;n@x.be;;M2;M;\"a\"\"b\"\n",
		NULL));
	(void)snprintf(path, sizeof path, "%s/out.csv", folder);
	for (size_t i = 0; i < 2; i++) {
		const struct target to = {.path = path, .form = forms[i], .replace = true};
		struct import *import;

		if (export_write(session, EXPORT_STUDENTS, &to, 0, NULL, NULL, &err))
			fail_msg("%s", err.detail);
		import = open_path(path, NULL);
		expect(import, 0, 0, 2, 0, 0);
		import_close(import);
	}
}

static void import__warns__of_utf8_with_a_damaged_byte(void **state)
{
	struct import *import = open_text(
		"Matricule;Nom;Pr\xC3\xA9nom\n1;Lef\xC3\xA8vre;Zo\xC3\xA9\n2;Ro\xFFy;Bob\n", "M1");
	const struct err *warnings;
	size_t count = import_warnings(import, &warnings), found = 0;

	(void)state;
	for (size_t i = 0; i < count; i++)
		found += warnings[i].reason == WHY_LIST_MOJIBAKE;
	assert_int_equal(found, 1);
	import_close(import);
}

static void import__undoes_as_one__even_in_bulk(void **state)
{
	char path[128];
	struct batch_row batch;
	struct err err = {0};
	long count = -1;
	FILE *file;

	(void)state;
	(void)snprintf(path, sizeof path, "%s/big.csv", folder);
	file = fopen(path, "w");
	(void)fputs("Matricule;Nom;Prénom;Classe\n", file);
	for (int i = 0; i < 2100; i++)
		(void)fprintf(file, "%07d;Nom%d;Prénom%d;M%d\n", i, i % 500, i, i % 7);
	(void)fclose(file);
	apply(open_path(path, NULL));
	assert_int_equal(db_student_count(session->db, 0, &count, &err), ERR_OK);
	assert_int_equal(count, 2100);
	check_sound();
	assert_int_equal(history_undo(session, &batch, &err), ERR_OK);
	assert_int_equal(db_student_count(session->db, 0, &count, &err), ERR_OK);
	assert_int_equal(count, 0);
	check_sound();
	/* And once more over what is hidden. */
	apply(open_path(path, NULL));
	assert_int_equal(db_student_count(session->db, 0, &count, &err), ERR_OK);
	assert_int_equal(count, 2100);
	check_sound();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(import__takes__every_producer_twice),
		TEST(import__keeps__leading_zeros_homonyms_and_accents),
		TEST(import__reports__what_changed_and_who_is_missing),
		TEST(import__refuses__numbers_that_were_no_text),
		TEST(import__tells__each_field_that_changes),
		TEST(import__refuses__rows_by_reason_and_takes_the_others),
		TEST(import__leaves_out__the_rows_of_a_gradebook),
		TEST(import__matches__by_email_then_names_and_asks_when_unclear),
		TEST(import__decides__who_a_row_is_about),
		TEST(import__corrects__a_provisional_matricule),
		TEST(import__comes_back__from_an_export_unchanged),
		TEST(import__warns__of_utf8_with_a_damaged_byte),
		TEST(import__undoes_as_one__even_in_bulk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
