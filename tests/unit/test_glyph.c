/* tui/glyph.c */
#include "tests/unit/unit.h"

#include <utf8proc.h>

#include "tui/glyph.h"

static void check_clean(const char *text, bool ascii, const char *expected)
{
	char clean[128];

	assert_int_equal(glyph_clean(text, ascii, clean, sizeof clean), strlen(expected));
	assert_string_equal(clean, expected);
}

static void check_fit(const char *text, int cols, bool ascii, const char *expected)
{
	char line[128];
	int width = glyph_fit(text, cols, ascii, line, sizeof line);

	assert_string_equal(line, expected);
	assert_int_equal(width, glyph_width(expected));
	assert_true(width <= cols);
}

static void clean__drops__what_moves_the_terminal(void **state)
{
	(void)state;
	check_clean("a\033[31mb\x07\x7F", false, "a[31mb");
	check_clean("a\xC2\x9B" "2Jb", false, "a2Jb");              /* C1 */
	check_clean("Zo\xE2\x80\xAE" "eeoZ", false, "ZoeeoZ");      /* direction override */
	check_clean("a\xE2\x80\x8B\xC2\xAD\xEF\xBB\xBF" "b", false, "ab");
	check_clean("a\xFF\xC3" "b", false, "ab");
	check_clean("a\tb", false, "a b");
}

static void clean__limits__marks_on_a_letter(void **state)
{
	(void)state;
	check_clean("e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81!", false,
	        "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81!");
	check_clean("\xCC\x81" "a", false, "a");
}

static void clean__transliterates__without_question_marks(void **state)
{
	(void)state;
	check_clean("D’Hondt Noël", true, "D'Hondt Noel");
	check_clean("« Œuvre » – Nguyễn…", true, "\" OEuvre \" - Nguyen...");
	check_clean("Straße Łódź", true, "Strasse Lodz");
	check_clean("Иванов", true, "Ivanov");
	check_clean("学生", true, "__");
	check_clean("étudiant·e\xC2\xA0: 2½", true, "etudiant.e : 21/2");
	check_clean("e\xCC\x81", true, "e");
}

static void fit__cuts__between_characters(void **state)
{
	(void)state;
	check_fit("Lefèvre", 7, false, "Lefèvre");
	check_fit("Lefèvre", 5, false, "Lefè…");
	check_fit("Lefèvre", 5, true, "Le...");
	check_fit("Lef e\xCC\x81vre", 6, false, "Lef e\xCC\x81…");
	check_fit("ab cd", 4, false, "ab…");
	check_fit("学生学", 5, false, "学生…");
	check_fit("学生学", 4, false, "学…");
	check_fit("abc", 1, false, "a");
	check_fit("abc", 0, false, "");
	check_fit("a\nb", 5, false, "a b");
}

static void fit__survives__a_small_buffer(void **state)
{
	char line[4];

	(void)state;
	assert_int_equal(glyph_fit("abcdefgh", 8, false, line, sizeof line), 0);
	assert_string_equal(line, "");
}

static void wrap__breaks__between_words(void **state)
{
	const char *text = "Maîtriser les théories  et méthodologies\n\nd’élaboration", *next;

	(void)state;
	assert_int_equal(glyph_wrap(text, 13, &next), strlen("Maîtriser les"));
	assert_memory_equal(next, "théories", 8);
	assert_int_equal(glyph_wrap(next, 13, &next), strlen("théories  et"));
	assert_int_equal(glyph_wrap(next, 13, &next), strlen("méthodologies"));
	assert_int_equal(glyph_wrap(next, 13, &next), 0);
	assert_int_equal(glyph_wrap(next, 5, &next), strlen("d’éla"));
	assert_int_equal(glyph_wrap(next, 50, &next), strlen("boration"));
	assert_null(next);
}

static void wrap__ends__in_one_column(void **state)
{
	const char *text = "学 生", *next;
	size_t lines = 0;

	(void)state;
	for (next = text; next; lines++)
		(void)glyph_wrap(next, 1, &next);
	assert_int_equal(lines, 2);
}

static void previous__takes__a_whole_character(void **state)
{
	(void)state;
	assert_int_equal(glyph_previous("ae\xCC\x81", 4), 3);
	assert_int_equal(glyph_previous("é", 2), 2);
	assert_int_equal(glyph_previous("a", 0), 0);
}

/* What goes past the tables is what the tables say. */
static void next__knows__plain_letters_as_the_tables_do(void **state)
{
	(void)state;
	for (uint32_t code = 0xC0; code < 0x240; code++) {
		char letter[8], clean[16], text[16];
		int cols = 0;
		size_t length = glyph_encode(code, letter);

		(void)snprintf(text, sizeof text, "%sa", letter);
		assert_int_equal(glyph_next(text, &cols), length);
		assert_int_equal(cols, utf8proc_charwidth((utf8proc_int32_t)code));
		assert_int_equal(glyph_clean(text, false, clean, sizeof clean), length + 1);
		assert_string_equal(clean, text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean__drops__what_moves_the_terminal),
		cmocka_unit_test(clean__limits__marks_on_a_letter),
		cmocka_unit_test(clean__transliterates__without_question_marks),
		cmocka_unit_test(fit__cuts__between_characters),
		cmocka_unit_test(fit__survives__a_small_buffer),
		cmocka_unit_test(wrap__breaks__between_words),
		cmocka_unit_test(wrap__ends__in_one_column),
		cmocka_unit_test(next__knows__plain_letters_as_the_tables_do),
		cmocka_unit_test(previous__takes__a_whole_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
