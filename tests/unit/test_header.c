/* core/header.c, core/synonym.c */
#include "tests/unit/unit.h"

#include <unistd.h>
#include <utf8proc.h>

#include "core/codepage.h"
#include "core/header.h"
#include "core/synonym.h"

static void check_key(const char *name, const char *expected)
{
	char key[HEADER_KEY_SIZE];

	synonym_key(name, strlen(name), key);
	assert_string_equal(key, expected);
}

static void synonym_key__forgets__what_does_not_count(void **state)
{
	(void)state;
	check_key("Date de naissance (jj/mm/aaaa)*", "datedenaissance");
	check_key("Né(e) le", "nele");
	check_key("givenName", "givenname");
	check_key("N° étudiant", "numeroetudiant");
	check_key("Nº étudiant", "numeroetudiant");
	check_key("N°étudiant", "numeroetudiant");
	check_key("num. étudiant", "numeroetudiant");
	check_key("Nom", "nom");
	check_key(" Cycle", "cycle");
	check_key("Nom d’usage (si", "nomdusagesi");
	check_key("***", "");
}

/* A header as "field field …", "?field" where only proposed, "-" where unknown. */
static void check_options(const char *text, const struct header_options *options,
	const char *expected, char delimiter, long line)
{
	struct header *header;
	struct err err;
	char found[1024];
	size_t used = 0;

	assert_int_equal(
		header_read_text(text, strlen(text), true, options, &header, &err), ERR_OK);
	for (size_t i = 0; i < header->count; i++) {
		const struct header_column *column = &header->columns[i];
		const char *name = column->field ? header_field_name(column->field) : "-";

		if (column->suggested)
			name = header_field_name(column->suggested);
		used += (size_t)snprintf(found + used, sizeof found - used, "%s%s%s", i ? " " : "",
			column->suggested ? "?" : "", name);
	}
	assert_string_equal(found, expected);
	assert_int_equal(header->delimiter, delimiter);
	assert_int_equal(header->line, line);
	header_free(header);
}

static void check(const char *text, const char *expected, char delimiter, long line)
{
	check_options(text, NULL, expected, delimiter, line);
}

static void header__proposes__for_slips(void **state)
{
	(void)state;
	check("Matricule;Nom;Prénon;Emial;Clase\n1;A;B;;\n",
		"matricule full_name ?first_name ?email ?group", ';', 1);
	check("Matircule;Nom;Prénom;Prénon;TEL\n1;A;B;;\n", "?matricule last_name first_name - -",
		';', 1);
	check("Nom;Prénom;Photo;Clef;Matricules\n", "last_name first_name - - ?matricule", ';', 1);
}

static void header__knows__what_people_write(void **state)
{
	(void)state;
	check("N° de matricule;Nom et prénom de l’étudiant·e;E-mail HE;Groupe-classe;Geb.datum\n",
		"matricule full_name email group birth_date", ';', 1);
	check("Student nr,Surname,Given names,Birthday\n",
		"matricule last_name first_name birth_date", ',', 1);
	check("Id étudiant\tPrénom NOM\tCourriel étudiant\tAnnée d’étude\n",
		"matricule full_name email year", '\t', 1);
	check("username:firstname:lastname:email:idnumber\nana:Ana:Maes::1\n",
		"- first_name last_name email matricule", ':', 1);
	check("Matricule :;Nom :;Prénom :\n1;Maes;Ana\n", "matricule last_name first_name", ';', 1);
}

static void header__knows__the_lists_of_schools(void **state)
{
	(void)state;
	check("Matric Info;Nom Etudiant;Prenom Etudiant;Année;Classe;DateNaiss;EMail Etudiant 2\n",
		"matricule last_name first_name year group birth_date email", ';', 1);
	check("Nom,Prénom,Adresse e-mail,Né(e) "
	      "le,Sexe,Promotions,TD,Regroupements,Options,Famille\n"
	      "Maes,Ana,a@x.be,01/01/01,F,M1,\"< A1 > gr8.1\",\"[ A1 gr4.1] ,  [ A1 gr8.2]\",,\n",
		"last_name first_name email birth_date - group - - - -", ',', 1);
	check("Référence;Genre;Nom;Prénom;Date naissance;Courriel;Classe;Groupes\n",
		"matricule - last_name first_name birth_date email group -", ';', 1);
	check("Code_NIP;Code_INE;nom;nom_usuel;prenom;civilite;date_naissance;groupes;email;"
	      "emailperso\n",
		"matricule - last_name - first_name - birth_date group email -", ';', 1);
	check("Premier prénom*;Deuxième prénom;Nom de famille*;Nom d’usage;"
	      "Date de naissance (jj/mm/aaaa)*;Email;Numéro étudiant*;Composante;Groupe;Diplôme\n",
		"first_name - last_name - birth_date email matricule - group year", ';', 1);
	check("username,firstname,lastname,email,idnumber,password,cohort1\n",
		"- first_name last_name email matricule never group", ',', 1);
	check("sourcedId,status,givenName,familyName,identifier,email,grades\n",
		"- - first_name last_name matricule email year", ',', 1);
	check("user_id,login_id,status,first_name,last_name,full_name,email\n",
		"matricule - - first_name last_name - email", ',', 1);
	check("Student,ID,SIS User ID,SIS Login ID,Section\n", "full_name - matricule - ?group",
		',', 1);
	check("Stamnummer\tNaam\tVoornaam\tKlas\n", "matricule last_name first_name group", '\t',
		1);
}

static void header__takes__a_lone_name_as_full(void **state)
{
	(void)state;
	check("Matricule;Nom\n", "matricule full_name", ';', 1);
	check("Naam;Klas\n", "full_name group", ';', 1);
	check("Nom;Nom complet;Classe\n", "- full_name group", ';', 1);
	check("Nom\nMaes Ana\n", "full_name", ';', 1);
}

static void header__never_takes__national_numbers(void **state)
{
	(void)state;
	check("Matricule;Nom;Prénom;N° national;NISS;Numéro de registre national "
	      "(11);Rijksregisternummer\n",
		"matricule last_name first_name never never never never", ';', 1);
	check("Matricule;Nom;Prénom;Numéro NISS;Insz-nummer;N° RN;Num registre nat.;BIS nummer\n",
		"matricule last_name first_name never never never never never", ';', 1);
}

static void header__never_decides__words_of_two_meanings(void **state)
{
	(void)state;
	check("Matricule;Nom;Prénom;Section;Option;Niveau\n",
		"matricule last_name first_name ?group ?year ?year", ';', 1);
}

static void header__finds__its_line(void **state)
{
	(void)state;
	check("Liste des étudiants\r\n\r\nClasse;M1\r\n# extrait du 12/11\r\n"
	      "Matricule;Nom;Prénom\r\n1;Maes;Ana\r\n",
		"matricule last_name first_name", ';', 5);
	check("sep=,\r\nMatricule,Nom,Prénom\r\n", "matricule last_name first_name", ',', 2);
	check(" ;Identité;\nMatricule;Nom;Prénom\n1;a;b\n", "matricule last_name first_name", ';',
		2);
	check("#;Nom;Prénom\n1;Maes;Ana\n", "- last_name first_name", ';', 1);
}

static void header__is_not_misled__by_other_delimiters(void **state)
{
	(void)state;
	check("Nom;Prénom;Note\nMaes;Ana;12,5\nDe Wit;Bo;9,25\n", "last_name first_name grade", ';',
		1);
	check("Qui;Nom,Prénom,Classe\na;b,c,d\n", "- first_name group", ',', 1);
	check("Matricule;Nom;Prénom;;;\n", "matricule last_name first_name", ';', 1);
}

static void check_refused(
	const char *text, const struct header_options *options, enum err_reason reason)
{
	struct header *header = NULL;
	struct err err;

	assert_int_not_equal(
		header_read_text(text, strlen(text), true, options, &header, &err), ERR_OK);
	assert_int_equal(err.reason, reason);
	assert_null(header);
}

/* People change the separator of a list and leave its first line as it was. */
static void header__does_not_believe__a_sep_line_that_lies(void **state)
{
	static const struct header_options comma = {.delimiter = ','};
	static const char list[] = "sep=,\r\nMatricule;Nom;Prénom\r\n00123;Maes;Ana\r\n";
	struct header *header;
	struct err err;

	(void)state;
	check(list, "matricule last_name first_name", ';', 2);
	check("sep=;\r\nMatricule,Nom,Prénom\r\n", "matricule last_name first_name", ',', 2);
	check("sep=,\n\"Nom\";\"Prénom\"\n\"Maes\";\"Ana\"\n", "last_name first_name", ';', 2);
	check("sep=;\nNom;Prénom, usuel;Classe,groupe,note,email\n", "last_name first_name -", ';',
		2);
	check_refused(list, &comma, WHY_HEADER_UNKNOWN);
	assert_int_equal(header_read_text(list, strlen(list), true, NULL, &header, &err), ERR_OK);
	assert_int_equal(header->announced, ',');
	header_free(header);
}

static void header__keeps__the_first_of_two(void **state)
{
	(void)state;
	check("Matricule;Nom;Prénom;Nom\n", "matricule last_name first_name -", ';', 1);
}

static void header__obeys__the_map(void **state)
{
	const char *const map[] = {"matricule=Code", "email=Mail privé", "last-name=Qui"};
	struct header_options options = {.map_count = 3, .map = map};

	(void)state;
	check_options("Code;Qui;Prénom;Email;Mail privé\n", &options,
		"matricule last_name first_name - email", ';', 1);
	check_refused("Code;Qui;Prénom;Email\n", &options, WHY_MAP_COLUMN);
	/* a field also by the names that lists give it */
	options.map = (const char *const[]){"Nom=Qui", "voornaam=Prénom", "courriel=Mail privé"};
	check_options("Matricule;Qui;Prénom;Email;Mail privé\n", &options,
		"matricule last_name first_name - email", ';', 1);
	options.map_count = 1;
	options.map = (const char *const[]){"shoe=Code"};
	check_refused("Code;Nom\n", &options, WHY_MAP_FIELD);
	options.map = (const char *const[]){"matricule"};
	check_refused("Code;Nom\n", &options, WHY_MAP_FIELD);
	options.map = (const char *const[]){"matricule=NISS"};
	check_refused("NISS;Nom;Prénom\n", &options, WHY_MAP_NEVER);
	options.map = (const char *const[]){"never=Email"};
	check_options("Matricule;Nom;Prénom;Email\n", &options,
		"matricule last_name first_name never", ';', 1);
}

static void header__refuses__a_list_without_names(void **state)
{
	(void)state;
	check_refused("Maes;Ana\nDe Wit;Bo\n", NULL, WHY_HEADER_UNKNOWN);
	check_refused("\n\n", NULL, WHY_HEADER_UNKNOWN);
	check_refused("\"Nom;Prénom\nMaes;Ana\n", NULL, WHY_CSV_OPEN_QUOTE);
}

static void header__uses_positions__when_asked(void **state)
{
	struct header_options options = {.layout = "pronote"};

	(void)state;
	check_options("MAES;Ana\nDE WIT;Bo\n", &options, "last_name first_name", ';', 0);
	options.layout = "gepi";
	check_options("MAES;Ana;01/02/2004;12;8;0;NON;EXT;F\n", &options,
		"last_name first_name birth_date matricule never - - - -", ';', 0);
	options.layout = "other";
	check_refused("MAES;Ana\n", &options, WHY_LAYOUT_UNKNOWN);
}

static void header_set__moves__a_field(void **state)
{
	const char *text = "Matricule;Nom;Prénom;Réf;NISS\n";
	struct header *header;
	struct err err;

	(void)state;
	assert_int_equal(header_read_text(text, strlen(text), true, NULL, &header, &err), ERR_OK);
	assert_int_equal(header_set(header, 3, HEADER_MATRICULE, &err), ERR_OK);
	assert_int_equal(header_column(header, HEADER_MATRICULE), 3);
	assert_int_equal(header->columns[0].field, HEADER_UNKNOWN);
	assert_int_equal(header_set(header, 4, HEADER_EMAIL, &err), ERR_INVALID);
	assert_int_equal(err.reason, WHY_MAP_NEVER);
	assert_int_equal(header_set(header, 5, HEADER_EMAIL, &err), ERR_USAGE);
	header_free(header);
}

static bool check_group(void *ctx, const struct csv_record *record)
{
	char group[CODE_SIZE];

	if (record->line > 1) {
		assert_true(header_group(ctx, record, group));
		assert_string_equal(group, record->cells[record->count - 1].text);
	}
	return true;
}

static void header_group__joins__year_and_letter(void **state)
{
	const char *text = "Matric Info;Nom;Prénom;AnFF;Classe;Attendu\n"
			   "1;a;b;1;A;1A\n2;a;b;2; B ;2B\n3;a;b;1;1C;1C\n4;a;b;1;;\n"
			   "5;a;b;2;M1A;M1A\n6;a;b;2026-2027;M;M\n7;a;b;1M;A;1MA\n";
	struct header *header;
	struct err err;

	(void)state;
	assert_int_equal(header_read_text(text, strlen(text), true, NULL, &header, &err), ERR_OK);
	assert_true(header->year_in_group);
	assert_int_equal(
		csv_read_text(text, strlen(text), true, ';', check_group, header, &err), ERR_OK);
	header_free(header);
}

static void header_read__guesses__among_old_encodings(void **state)
{
	static const struct {
		const char *text, *encoding;
	} cases[] = {
		{"Matricule;Nom;Pr\x8Enom\r1;L\x8F;Zo\x8E\r", "macroman"},
		{"Matricule;Nom;Pr\x82nom\r\n1;L\x8A;Zo\x82\r\n", "cp850"},
		{"Matricule;Nom;Pr\xE9nom\r\n1;L\xE8;Zo\xE9\r\n", "windows-1252"},
		{"Matricule;Nom;Prénom\n", "utf-8"},
	};
	char path[] = "/tmp/suivi-header-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		FILE *file = fopen(path, "wb");
		struct decode *decode;
		struct header *header;
		struct err err;

		assert_non_null(file);
		assert_true(fputs(cases[i].text, file) >= 0);
		assert_int_equal(fclose(file), 0);
		assert_int_equal(decode_open(path, NULL, &decode, &err), ERR_OK);
		assert_int_equal(header_read_guess(decode, NULL, &header, &err), ERR_OK);
		assert_string_equal(decode_encoding(decode), cases[i].encoding);
		assert_int_equal(header_recognised(header), 3);
		header_free(header);
		decode_close(decode);
	}
	(void)unlink(path);
}

/* UTF-8 as the bytes of an 8-bit encoding; false: it does not have a letter. */
static bool encode(const char *text, const uint16_t codepage[128], char *ret)
{
	while (*text) {
		utf8proc_int32_t code;
		int i = 0;

		text += utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &code);
		while (code >= 0x80 && i < 128 && codepage[i] != code)
			i++;
		if (i == 128)
			return false;
		*ret++ = (char)(code < 0x80 ? code : 0x80 + i);
	}
	*ret = '\0';
	return true;
}

/* No accent in the header: one name with one accent tells the encoding. */
static void header_read__guesses__by_the_letters_of_one_name(void **state)
{
	static const char *const names[] = {"Zoé", "Noël", "Hélène", "Çelik", "François", "Éloïse",
		"Özdemir", "Lefèvre", "LEFÈVRE", "Jérôme", "Müller", "Loïc", "Émile",
		"D’Hondt", "Aïcha", "Gaël", "CÉLINE", "Muñoz", "Raúl", "ZOÉ", "Gisèle", "Jürgen", "André", "Père N° 3"};
	static const struct {
		const char *name;
		const uint16_t *codepage;
	} encodings[] = {{"windows-1252", codepage_windows_1252}, {"macroman", codepage_macroman},
		{"cp850", codepage_cp850}};
	char path[] = "/tmp/suivi-header-XXXXXX", bytes[64];
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	for (size_t i = 0; i < 3 * sizeof names / sizeof names[0]; i++) {
		FILE *file = fopen(path, "wb");
		struct decode *decode;
		struct header *header;
		struct err err;

		assert_non_null(file);
		if (!encode(names[i / 3], encodings[i % 3].codepage, bytes)) {
			(void)fclose(file);
			continue;
		}
		(void)fprintf(file, "Matricule;Nom;Prenom\n1;%s;X\n", bytes);
		assert_int_equal(fclose(file), 0);
		assert_int_equal(decode_open(path, NULL, &decode, &err), ERR_OK);
		assert_int_equal(header_read_guess(decode, NULL, &header, &err), ERR_OK);
		if (strcmp(decode_encoding(decode), encodings[i % 3].name) != 0)
			fail_msg("%s of %s read as %s", names[i / 3], encodings[i % 3].name,
				decode_encoding(decode));
		header_free(header);
		decode_close(decode);
	}
	(void)unlink(path);
}

/* Words of secrets count inside longer names, whole; what is personal can be kept, a secret cannot. */
static void header__leaves_out__secrets_whatever_they_are_called(void **state)
{
	static const char *const keep[] = {"keep=Handicap"}, *const never[] = {"keep=Code PIN"};
	struct header_options options = {.map_count = 1, .map = keep};
	struct header *header;
	struct err err;

	(void)state;
	check("Matricule;Nom;Prénom;NN;Nr. national;Niss/Bis;Mdp Moodle;Code PIN;Handicap\n",
		"matricule last_name first_name never never never never never sensitive", ';', 1);
	check("Matricule;Nom;Prénom;Mot de passe initial;Password (Moodle);Pintade;Annexe\n",
		"matricule last_name first_name never never - -", ';', 1);
	check("Matricule;Nom;Prénom;Situation de handicap;N° IBAN;Ibanez\n",
		"matricule last_name first_name sensitive sensitive -", ';', 1);
	check_options("Matricule;Nom;Prénom;Handicap\n", &options,
		"matricule last_name first_name -", ';', 1);
	options.map = never;
	assert_int_not_equal(header_read_text("Matricule;Nom;Code PIN\n", 23, true, &options,
				     &header, &err),
		ERR_OK);
	assert_int_equal(err.reason, WHY_MAP_NEVER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(synonym_key__forgets__what_does_not_count),
		cmocka_unit_test(header__proposes__for_slips),
		cmocka_unit_test(header__knows__what_people_write),
		cmocka_unit_test(header__knows__the_lists_of_schools),
		cmocka_unit_test(header__takes__a_lone_name_as_full),
		cmocka_unit_test(header__never_takes__national_numbers),
		cmocka_unit_test(header__never_decides__words_of_two_meanings),
		cmocka_unit_test(header__finds__its_line),
		cmocka_unit_test(header__is_not_misled__by_other_delimiters),
		cmocka_unit_test(header__does_not_believe__a_sep_line_that_lies),
		cmocka_unit_test(header__keeps__the_first_of_two),
		cmocka_unit_test(header__obeys__the_map),
		cmocka_unit_test(header__refuses__a_list_without_names),
		cmocka_unit_test(header__uses_positions__when_asked),
		cmocka_unit_test(header_set__moves__a_field),
		cmocka_unit_test(header_group__joins__year_and_letter),
		cmocka_unit_test(header_read__guesses__among_old_encodings),
		cmocka_unit_test(header_read__guesses__by_the_letters_of_one_name),
		cmocka_unit_test(header__leaves_out__secrets_whatever_they_are_called),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
