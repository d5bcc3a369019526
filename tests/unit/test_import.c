/* core/import*.c: class lists compared with the file and written. */
#include "tests/unit/unit.h"

#include <unistd.h>

#include "core/export.h"
#include "core/history.h"
#include "core/import.h"
#include "core/import_index.h"
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
	expect(import, 3, 0, 0, 4, 0);
	assert_int_equal(import_counts(import)->noted, 2);
	apply(import);
	assert_string_equal(student("3").email, "");
	assert_string_equal(student("4").birth_date, "");
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

static void base(void)
{
	apply(open_text("Matricule;Nom;Prénom;E-mail;Né(e) le\n1;Lefèvre;Zoé;z@x.be;1/2/2003\n"
			"2;Maes;An;a@x.be;3/4/2003\n3;Peeters;Tom;t@x.be;5/6/2003\n",
		"M1"));
}

/* A list against base(): how many rows are asked about, and how many of them are shifted. */
static void expect_doubt(const char *text, long changed, long ask, long shifted)
{
	struct import *import = open_text(text, "M1");
	const struct import_counts *counts = import_counts(import);
	struct import_counts written;
	struct err err = {0};

	if (counts->changed != changed || counts->ask != ask || counts->shifted != shifted)
		fail_msg("%s: changed %ld ask %ld shifted %ld", text, counts->changed, counts->ask,
			counts->shifted);
	if (shifted) {
		assert_int_equal(import_apply(import, &written, &err), ERR_INVALID);
		assert_int_equal(err.reason, WHY_NAMES_SHIFTED);
	}
	import_close(import);
}

/* Whatever column was sorted without the others, and however few rows of it show. */
static void import__refuses__columns_sorted_alone(void **state)
{
	(void)state;
	base();
	expect_doubt("Matricule;Nom;Prénom\n1;Maes;An\n2;Lefèvre;Zoé\n3;Peeters;Tom\n", 0, 2, 2);
	expect_doubt("Matricule;Nom;Prénom\n1;Maes;An\n2;Peeters;Tom\n3;Lefèvre;Zoé\n", 0, 3, 3);
	expect_doubt("Matricule;Nom;Prénom\n1;MAES;an\n", 0, 1, 1);
	expect_doubt("Matricule;Nom et prénom\n1;An Maes\n2;LEFÈVRE Zoé\n", 0, 2, 2);
	/* moved down by one: the first name is new, the last one stands at a new matricule */
	expect_doubt("Matricule;Nom;Prénom\n1;Adam;Eve\n2;Lefèvre;Zoé\n9;Maes;An\n", 0, 2, 2);
	expect_doubt("Matricule;Nom;Prénom\n1;Adam;Eve\n9;Lefèvre;Zoé\n", 0, 1, 1);
	/* one column of them alone */
	expect_doubt("Matricule;Nom;Prénom\n1;Lefèvre;An\n2;Maes;Zoé\n", 0, 2, 2);
	expect_doubt("Matricule;Nom;Prénom\n1;Maes;Zoé\n2;Peeters;An\n3;Lefèvre;Tom\n", 0, 3, 3);
	expect_doubt(
		"Matricule;Nom;Prénom;E-mail\n1;Lefèvre;Zoé;A@x.be\n2;Maes;An;z@x.be\n", 0, 2, 2);
	expect_doubt("Matricule;Nom;Prénom;Né(e) le\n1;Lefèvre;Zoé;3/4/2003\n2;Maes;An;1/2/2003\n",
		0, 2, 2);
	/* without matricules, by the address */
	expect_doubt("Nom;Prénom;E-mail\nLefèvre;Zoé;a@x.be\nMaes;An;z@x.be\n", 0, 2, 2);
	check_sound();
}

/* Names change one at a time, and are corrected. */
static void import__changes__a_name_but_not_a_person(void **state)
{
	(void)state;
	base();
	expect_doubt("Matricule;Nom;Prénom\n1;Dubois;Zoe\n2;Maas;An\n3;PEETERS;Tommy\n", 3, 0, 0);
	expect_doubt("Matricule;Nom;Prénom;E-mail\n1;Janssens;Max;max@x.be\n", 0, 1, 0);
	expect_doubt("Matricule;Nom;Prénom\n1;Zoé;Lefèvre\n2;Maes;An\n", 0, 1, 0);
	/* a value another one gives up, while nobody takes theirs */
	expect_doubt("Matricule;Nom;Prénom\n1;Lefèvre;An\n2;Maes;Els\n", 2, 0, 0);
	/* homonyms are not each other */
	apply(open_text("Matricule;Nom;Prénom\n4;Maes;An\n", "M1"));
	expect_doubt("Matricule;Nom;Prénom\n2;Maes;An\n4;MAES;An\n", 1, 0, 0);
}

static void import__decides__a_doubtful_name(void **state)
{
	const char *list = "Matricule;Nom;Prénom\n1;Maes;An\n2;Lefèvre;Zoé\n";
	struct import_row row = {0};
	struct import *import;
	struct err err = {0};

	(void)state;
	base();
	import = open_text(list, "M1");
	assert_int_equal(import_rows(import, IMPORT_ASK, 0, 1, note_candidates, &row, &err), 0);
	assert_int_equal(row.question, QUESTION_NAME);
	assert_int_equal(row.candidate_count, 1);
	assert_true(row.candidates[0] == student("1").id);
	assert_int_equal(import_resolve(import, 2, row.candidates[0], &err), 0);
	assert_int_equal(import_check(import, &err), ERR_INVALID);
	assert_int_equal(import_resolve(import, 3, IMPORT_LEFT_OUT, &err), 0);
	assert_int_equal(import_check(import, &err), ERR_OK);
	expect(import, 0, 1, 0, 1, 1);
	apply(import);
	assert_string_equal(student("1").last_name, "Maes");
	assert_string_equal(student("2").last_name, "Maes");
	check_sound();
}

/* Of two rows that may be the provisional student, neither is taken for them. */
static void import__knows__a_provisional_student_again(void **state)
{
	int64_t id;
	struct import *import;

	(void)state;
	apply(open_text("Nom;Prénom\nPeeters;Jo\nRoy;Al\n", "M1"));
	id = student("prov:peeters.jo").id;
	import = open_text("Matricule;Nom;Prénom\n00200;Peeters;Jo\n00201;Peeters;Jo\n", "M1");
	expect(import, 0, 0, 0, 2, 1);
	import_close(import);
	import = open_text("Matricule;Nom et prénom\n00200;Jo Peeters\n", "M1");
	expect(import, 0, 1, 0, 0, 1);
	apply(import);
	assert_true(student("00200").id == id);
	/* and the other way round */
	import = open_text("Nom;Prénom\nPEETERS;jo\nRoy;Al\n", "M1");
	expect(import, 0, 1, 1, 0, 0);
	import_close(import);
	/* one cell that is two people's name, cut in two ways, is nobody's */
	apply(open_text("Matricule;Nom;Prénom\n7;Ana;Maes\n8;Maes;Ana\n", "M2"));
	import = open_text("Nom et prénom\nAna Maes\n", "M2");
	expect(import, 0, 0, 0, 1, 2);
	import_close(import);
	/* somebody of that name is here under a matricule of their own */
	apply(open_text("Matricule;Nom;Prénom\n00300;Roy;Al\n", "M1"));
	import = open_text("Matricule;Nom;Prénom\n00301;Roy;Al\n", "M1");
	expect(import, 1, 0, 0, 0, 2);
	import_close(import);
	check_sound();
}

static void import__asks_once__for_zeros_that_were_lost(void **state)
{
	const char *list =
		"Matricule;Nom;Prénom\n24001;Un;A\n0024002;Deux;B\n24003;Trois;C\n7;Sept;G\n";
	struct import *import;
	struct err err = {0};

	(void)state;
	import = open_text(list, "M1");
	expect(import, 2, 0, 0, 2, 0);
	assert_int_equal(import_counts(import)->asked[QUESTION_ZEROS], 2);
	assert_int_equal(import_set_answer(import, QUESTION_ZEROS, ANSWER_NO, &err), 0);
	expect(import, 4, 0, 0, 0, 0);
	assert_int_equal(import_set_answer(import, QUESTION_ZEROS, ANSWER_YES, &err), 0);
	expect(import, 4, 0, 0, 0, 0);
	apply(import);
	assert_string_equal(student("0024001").last_name, "Un");
	assert_string_equal(student("7").last_name, "Sept");
	/* the whole column, against the file: whose name agrees is sure */
	import = open_text(
		"Matricule;Nom;Prénom\n24001;Un;A\n24002;Autre;Nom\n24009;Neuf;I\n", "M1");
	expect(import, 0, 0, 1, 2, 3);
	assert_int_equal(import_set_answer(import, QUESTION_ZEROS, ANSWER_YES, &err), 0);
	assert_int_equal(import_counts(import)->asked[QUESTION_NAME], 1);
	assert_int_equal(import_counts(import)->new_, 1);
	import_close(import);
}

/* One zero is enough; of two lengths that fit, the one most have, else the shorter. */
static void zeros_length__counts__what_others_have(void **state)
{
	struct zeros file = {.count = {0}}, list = {.count = {0}};
	char whole[MATRICULE_SIZE];

	(void)state;
	zeros_note(&file, "024001");
	assert_int_equal(zeros_length(&file, &list, "24002"), 6);
	zeros_note(&list, "00024003");
	assert_int_equal(zeros_length(&file, &list, "24002"), 6);
	zeros_note(&list, "00024004");
	assert_int_equal(zeros_length(&file, &list, "24002"), 8);
	assert_int_equal(zeros_length(&file, &list, "2402"), 0);
	assert_int_equal(zeros_length(&file, &list, "024002"), 0);
	assert_int_equal(zeros_length(&file, &list, "A4002"), 0);
	assert_int_equal(zeros_length(&file, &list, ""), 0);
	zeros_restore("24002", 8, whole);
	assert_string_equal(whole, "00024002");
}

/* An optional cell that cannot be read neither refuses the person nor erases what is there. */
static void import__keeps__what_a_bad_cell_would_erase(void **state)
{
	struct import *import;

	(void)state;
	base();
	import = open_text("Matricule;Nom;Prénom;E-mail;Né(e) le;Classe\n"
			   "1;Lefèvre;Zoé;pas une adresse;00/00/0000;M1\n2;Maes;An;;;M1\n"
			   "3;Peeters;Tom;#N/A;99/99/9999;#REF!\n",
		NULL);
	expect(import, 0, 0, 3, 0, 0);
	assert_int_equal(import_counts(import)->noted, 2);
	import_close(import);
	assert_string_equal(student("1").email, "z@x.be");
	assert_string_equal(student("1").birth_date, "2003-02-01");
}

/* A group whose code has a comma is one; what is no group yet is two. */
static void import__splits__groups_that_are_none_whole(void **state)
{
	const char *list =
		"Matricule;Nom;Prénom;Classe\n1;A;B;\"M1, renforcé\"\n2;C;D;\"M1, TD2\"\n"
		"3;E;F;M1 / TD2\n4;G;H;M1|TD2\n5;I;J;\"M1,M1\"\n";
	struct group_row group;
	struct err err = {0};
	struct import *import;

	(void)state;
	apply(open_text("Matricule;Nom;Prénom\n1;A;B\n", "M1, renforcé"));
	import = open_text(list, NULL);
	expect(import, 4, 0, 1, 0, 0);
	apply(import);
	assert_int_equal(db_group_by_code(session->db, "TD2", "2026-2027", &group, &err), ERR_OK);
	assert_int_equal(db_group_by_code(session->db, "renforcé", "2026-2027", &group, &err),
		ERR_NOT_FOUND);
	assert_int_equal(
		db_group_by_code(session->db, "M1, TD2", "2026-2027", &group, &err), ERR_NOT_FOUND);
	check_sound();
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
		TEST(import__refuses__columns_sorted_alone),
		TEST(import__changes__a_name_but_not_a_person),
		TEST(import__decides__a_doubtful_name),
		TEST(import__knows__a_provisional_student_again),
		TEST(import__asks_once__for_zeros_that_were_lost),
		cmocka_unit_test(zeros_length__counts__what_others_have),
		TEST(import__keeps__what_a_bad_cell_would_erase),
		TEST(import__splits__groups_that_are_none_whole),
		TEST(import__undoes_as_one__even_in_bulk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
