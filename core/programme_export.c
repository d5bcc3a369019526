/* Programme files and rule files, written as they are read. See programme.h, grade_rules.h. */
#include <stdio.h>
#include <string.h>

#include "core/csv.h"
#include "core/language.h"
#include "core/mark.h"
#include "core/outfile.h"
#include "core/programme.h"
#include "core/table.h"

enum { ITEMS_SIZE = 4096 };

/* Hundredths as the file's reader writes numbers; -1: empty. */
static void put_number(struct csv_writer *writer, int hundredths)
{
	char text[MARK_SIZE], *point;

	mark_plain(hundredths, text);
	point = strchr(text, '.');
	if (point && writer->mode == CSV_PEOPLE)
		*point = ',';
	csv_writer_value(writer, text);
}

static void put_count(struct csv_writer *writer, int count)
{
	char text[16];

	(void)snprintf(text, sizeof text, "%d", count);
	csv_writer_value(writer, text);
}

static void put_flag(struct csv_writer *writer, bool flag)
{
	bool french = writer->mode == CSV_PEOPLE && language_is_french();

	csv_writer_value(writer, flag ? french ? "oui" : "yes" : french ? "non" : "no");
}

/* Names of columns: those fixtures/import/columns.csv knows. */
static void put_header(struct csv_writer *writer, size_t count, const char *const french[],
	const char *const english[])
{
	bool people = writer->mode == CSV_PEOPLE && language_is_french();

	for (size_t i = 0; i < count; i++)
		csv_writer_value(writer, people ? french[i] : english[i]);
	csv_writer_end_row(writer);
}

/* ---- Programmes ------------------------------------------------------------------ */

static void put_activity(struct csv_writer *writer, const struct unit *unit,
	const struct activity_row *row, const char *items)
{
	csv_writer_text(writer, unit->row.code);
	csv_writer_text(writer, row->code);
	csv_writer_text(writer, row->title);
	csv_writer_value(writer, "");
	put_number(writer, row->weight);
	for (int i = 0; i < 4; i++)
		csv_writer_value(writer, "");
	csv_writer_text(writer, row->kind);
	put_number(writer, row->minimum);
	csv_writer_text(writer, items);
	csv_writer_end_row(writer);
}

static void put_unit(struct csv_writer *writer, const struct unit *unit, const char *items)
{
	csv_writer_text(writer, unit->row.code);
	csv_writer_value(writer, "");
	csv_writer_text(writer, unit->row.title);
	put_number(writer, unit->row.credits);
	csv_writer_value(writer, "");
	put_count(writer, unit->row.block);
	csv_writer_text(writer, unit->row.person);
	put_flag(writer, unit->row.optional);
	put_count(writer, unit->row.decimals);
	csv_writer_value(writer, "");
	csv_writer_value(writer, "");
	csv_writer_text(writer, items);
	csv_writer_end_row(writer);
}

enum err_code programme_export(struct session *session, const struct programme *programme,
	const struct target *to, struct err *err)
{
	static const char *const french[] = {"ue", "aa", "intitulé", "crédits", "poids", "bloc",
		"responsable", "choix", "décimales", "genre", "minimum", "capacités"};
	static const char *const english[] = {"unit", "activity", "title", "credits", "weight",
		"block", "responsible", "optional", "decimals", "kind", "minimum", "items"};
	char items[ITEMS_SIZE];
	struct csv_writer writer;
	struct outfile file;
	enum err_code rc = outfile_open(&file, to->path, to->replace, err);

	if (rc)
		return rc;
	csv_writer_init(&writer, file.stream, target_csv_mode(to->form));
	put_header(&writer, sizeof french / sizeof french[0], french, english);
	for (size_t u = 0; u < programme->unit_count; u++) {
		const struct unit *unit = &programme->units[u];

		unit_items(&session->frameworks, programme, unit, 0, items, sizeof items);
		put_unit(&writer, unit, items);
		for (size_t a = 0; a < unit->activity_count; a++) {
			unit_items(&session->frameworks, programme, unit, unit->activities[a].id,
				items, sizeof items);
			put_activity(&writer, unit, &unit->activities[a], items);
		}
	}
	return outfile_close(&file, csv_writer_finish(&writer, err), err);
}

/* ---- Rules -------------------------------------------------------------------------- */

/* What the shipped file says of each rule: the only place where it is said in words. */
struct explained {
	char label[GRADE_RULE_COUNT][LABEL_SIZE];
};

static bool take_label(void *ctx, long line, const char *const cells[])
{
	struct explained *explained = ctx;

	(void)line;
	for (int i = 0; i < GRADE_RULE_COUNT; i++) {
		if (strcmp(cells[0], "rule") == 0 &&
			strcmp(cells[1], grade_rule_word((enum grade_rule_id)i)) == 0)
			(void)snprintf(explained->label[i], LABEL_SIZE, "%.200s", cells[2]);
	}
	return true;
}

static void put_line(
	struct csv_writer *writer, const char *kind, const char *name, const char *value)
{
	csv_writer_value(writer, kind);
	csv_writer_text(writer, name);
	csv_writer_text(writer, value);
}

static void end_short(struct csv_writer *writer, const char *label)
{
	csv_writer_text(writer, label);
	for (int i = 0; i < 5; i++)
		csv_writer_value(writer, "");
	csv_writer_end_row(writer);
}

static void put_rules(struct csv_writer *writer, const struct grade_rules *rules,
	const struct explained *explained)
{
	char text[LABEL_SIZE];

	put_line(writer, "set", rules->set.code, rules->set.since);
	end_short(writer, rules->set.label);
	for (int i = 0; i < GRADE_RULE_COUNT; i++) {
		grade_rule_value(rules, (enum grade_rule_id)i, text);
		put_line(writer, "rule", grade_rule_word((enum grade_rule_id)i), text);
		end_short(writer, explained->label[i]);
	}
	for (size_t i = rules->mention_count; i > 0; i--) {
		csv_writer_value(writer, "mention");
		put_number(writer, rules->mentions[i - 1].least);
		csv_writer_value(writer, "");
		end_short(writer, rules->mentions[i - 1].label);
	}
	for (size_t i = 0; i < rules->code_count; i++) {
		const struct grade_code_row *code = &rules->codes[i];

		put_line(writer, "code", code->code, "");
		csv_writer_text(writer, code->label);
		csv_writer_text(writer, code->aliases);
		csv_writer_value(writer, grade_effect_word(code->effect));
		csv_writer_value(writer, code_typist_word(code->typed_by));
		csv_writer_value(writer, code->proof ? "yes" : "no");
		csv_writer_value(writer, code_absence_word(code));
		csv_writer_end_row(writer);
	}
}

enum err_code grade_rules_export(
	const struct grade_rules *rules, const struct target *to, struct err *err)
{
	static const char *const fields[] = {"kind", "name", "label"};
	static const char *const french[] = {
		"genre", "nom", "valeur", "libellé", "autres", "effet", "par", "preuve", "absence"};
	static const char *const english[] = {"kind", "name", "value", "label", "aliases", "effect",
		"typed_by", "proof", "absence"};
	struct explained explained = {0};
	struct csv_writer writer;
	struct outfile file;
	enum err_code rc = table_read_fixture(
		"grades/rules.csv", "rules", 3, fields, 3, take_label, &explained, err);

	if (!rc)
		rc = outfile_open(&file, to->path, to->replace, err);
	if (rc)
		return rc;
	csv_writer_init(&writer, file.stream, target_csv_mode(to->form));
	put_header(&writer, sizeof french / sizeof french[0], french, english);
	put_rules(&writer, rules, &explained);
	return outfile_close(&file, csv_writer_finish(&writer, err), err);
}
