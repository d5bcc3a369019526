/* Rule files. See grade_rules.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/date.h"
#include "core/grade_rules.h"
#include "core/mark.h"
#include "core/table.h"

enum { KIND, NAME, VALUE, LABEL, ALIASES, EFFECT, TYPED_BY, PROOF, ABSENCE, FIELD_COUNT };
enum { CODES_MAX = 64, MENTIONS_MAX = 16 };

static const char *const fields[FIELD_COUNT] = {
	"kind", "name", "value", "label", "aliases", "effect", "typed_by", "proof", "absence"};
struct reading {
	struct grade_rules rules;
	bool set;
	long given[GRADE_RULE_COUNT];     /* the line of each rule; 0: none */
	long mention_lines[MENTIONS_MAX]; /* as rules.mentions */
	size_t rows, refused;
	rules_refused_fn *hears;
	void *ctx;
	enum err_code rc;
	struct err *err;
};

static enum err_code wrong(const char *column, const char *value, struct err *err)
{
	enum err_code rc = err_fail(err, WHY_RULE_LINE, "rules");

	(void)err_at(err, 0, column, value);
	return rc;
}

static enum err_code twice(const char *value, struct err *err)
{
	enum err_code rc = err_fail(err, WHY_LINE_TWICE, "rules");

	(void)err_at(err, 0, NULL, value);
	return rc;
}

static bool pick_effect(const char *text, enum grade_effect *ret)
{
	for (int i = 0; i < GRADE_EFFECT_COUNT; i++) {
		if (strcasecmp(grade_effect_word((enum grade_effect)i), text) != 0)
			continue;
		*ret = (enum grade_effect)i;
		return true;
	}
	return false;
}

/* "" is anybody. */
static bool pick_typist(const char *text, enum code_typist *ret)
{
	*ret = TYPIST_ANYBODY;
	for (int i = 0; i < CODE_TYPIST_COUNT && *text; i++) {
		if (strcasecmp(code_typist_word((enum code_typist)i), text) != 0)
			continue;
		*ret = (enum code_typist)i;
		return true;
	}
	return !*text;
}

static bool yes(const char *text, bool *ret)
{
	static const char *const said[] = {"no", "non", "nee", "0", "", "yes", "oui", "ja", "1"};

	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		if (strcasecmp(said[i], text) != 0)
			continue;
		*ret = i > 4;
		return true;
	}
	return false;
}

static enum err_code take_set(struct reading *reading, const char *const cells[], struct err *err)
{
	struct rule_set_row *set = &reading->rules.set;

	if (!*cells[NAME] || strlen(cells[NAME]) >= sizeof set->code)
		return wrong(fields[NAME], cells[NAME], err);
	if (!date_read(cells[VALUE], strlen(cells[VALUE]), DATE_DAY_FIRST, set->since))
		return wrong(fields[VALUE], cells[VALUE], err);
	if (strlen(cells[LABEL]) >= sizeof set->label)
		return wrong(fields[LABEL], cells[LABEL], err);
	if (reading->set)
		return twice(cells[NAME], err);
	reading->set = true;
	(void)snprintf(set->code, sizeof set->code, "%s", cells[NAME]);
	(void)snprintf(set->label, sizeof set->label, "%s", cells[LABEL]);
	return ERR_OK;
}

/* The first alias that is a mark, or that another code has; false: none. */
static bool alias_taken(const struct grade_rules *rules, const char *aliases, char ret[LABEL_SIZE])
{
	int mark;

	while (*aliases) {
		size_t length = strcspn(aliases, " ");

		memcpy(ret, aliases, length < LABEL_SIZE ? length : LABEL_SIZE - 1);
		ret[length < LABEL_SIZE ? length : LABEL_SIZE - 1] = '\0';
		if (length && (mark_read(ret, &mark) || grade_code_find(rules, ret)))
			return true;
		aliases += length + strspn(aliases + length, " ");
	}
	return false;
}

static enum err_code take_code(struct reading *reading, const char *const cells[], struct err *err)
{
	struct grade_rules *rules = &reading->rules;
	struct grade_code_row *code = &rules->codes[rules->code_count];
	enum grade_effect effect;
	enum code_typist typist;
	char alias[LABEL_SIZE];
	bool absent;
	int mark;

	/* "-" clears a cell, and an "=" would be a formula in a spreadsheet. */
	if (rules->code_count == CODES_MAX || !*cells[NAME] || strlen(cells[NAME]) >= MARK_SIZE ||
		strchr(cells[NAME], ' ') || strchr("-+=@", cells[NAME][0]) ||
		mark_read(cells[NAME], &mark))
		return wrong(fields[NAME], cells[NAME], err);
	if (grade_code_find(rules, cells[NAME]))
		return twice(cells[NAME], err);
	if (!pick_effect(cells[EFFECT], &effect))
		return wrong(fields[EFFECT], cells[EFFECT], err);
	if (!pick_typist(cells[TYPED_BY], &typist))
		return wrong(fields[TYPED_BY], cells[TYPED_BY], err);
	if (strlen(cells[ALIASES]) >= sizeof code->aliases)
		return wrong(fields[ALIASES], cells[ALIASES], err);
	if (strlen(cells[LABEL]) >= sizeof code->label)
		return wrong(fields[LABEL], cells[LABEL], err);
	if (alias_taken(rules, cells[ALIASES], alias))
		return mark_read(alias, &mark) ? wrong(fields[ALIASES], alias, err)
					       : twice(alias, err);
	*code = (struct grade_code_row){
		.effect = effect, .typed_by = typist, .position = (int)rules->code_count + 1};
	if (!yes(cells[PROOF], &code->proof))
		return wrong(fields[PROOF], cells[PROOF], err);
	if (!yes(cells[ABSENCE], &absent))
		return wrong(fields[ABSENCE], cells[ABSENCE], err);
	/* An empty cell, or a file without the column, does not say. */
	code->absence = !*cells[ABSENCE] ? ABSENCE_UNSAID : absent ? ABSENCE_YES : ABSENCE_NO;
	(void)snprintf(code->code, sizeof code->code, "%s", cells[NAME]);
	(void)snprintf(code->label, sizeof code->label, "%s", cells[LABEL]);
	(void)snprintf(code->aliases, sizeof code->aliases, "%s", cells[ALIASES]);
	rules->code_count++;
	return ERR_OK;
}

static enum err_code take_mention(
	struct reading *reading, long line, const char *const cells[], struct err *err)
{
	struct grade_rules *rules = &reading->rules;
	struct mention_row row = {0};
	size_t at = 0;

	if (!mark_read(cells[NAME], &row.least) || rules->mention_count == MENTIONS_MAX)
		return wrong(fields[NAME], cells[NAME], err);
	if (!*cells[LABEL] || strlen(cells[LABEL]) >= sizeof row.label)
		return wrong(fields[LABEL], cells[LABEL], err);
	(void)snprintf(row.label, sizeof row.label, "%s", cells[LABEL]);
	while (at < rules->mention_count && rules->mentions[at].least > row.least)
		at++;
	if (at < rules->mention_count && rules->mentions[at].least == row.least)
		return twice(cells[NAME], err);
	memmove(rules->mentions + at + 1, rules->mentions + at,
		(rules->mention_count - at) * sizeof row);
	memmove(reading->mention_lines + at + 1, reading->mention_lines + at,
		(rules->mention_count - at) * sizeof line);
	rules->mentions[at] = row;
	reading->mention_lines[at] = line;
	rules->mention_count++;
	return ERR_OK;
}

static enum err_code take_rule(
	struct reading *reading, long line, const char *const cells[], struct err *err)
{
	for (int i = 0; i < GRADE_RULE_COUNT; i++) {
		if (strcmp(grade_rule_word((enum grade_rule_id)i), cells[NAME]) != 0)
			continue;
		if (reading->given[i])
			return twice(cells[NAME], err);
		reading->given[i] = line;
	}
	return grade_rules_set(&reading->rules, cells[NAME], cells[VALUE], err);
}

static void refuse(struct reading *reading, long line, struct err *why)
{
	reading->refused++;
	why->line = line;
	if (reading->hears)
		reading->hears(reading->ctx, why);
}

/* A mark of the rules that the scale does not hold; told by its line. */
static void check_scale(struct reading *reading, long line, int mark)
{
	int scale = reading->rules.values[GRADE_RULE_SCALE];
	char value[MARK_SIZE], most[MARK_SIZE];
	struct err why = {0};

	if (!line || mark <= scale)
		return;
	mark_plain(mark, value);
	mark_plain(scale, most);
	(void)err_fail(&why, WHY_RULE_SCALE, "rules");
	(void)err_at(&why, 0, most, value);
	refuse(reading, line, &why);
}

/* What can be told once the whole file is read: the scale may come last. */
static void check_marks(struct reading *reading)
{
	const struct grade_rules *rules = &reading->rules;
	long scale = reading->given[GRADE_RULE_SCALE], pass = reading->given[GRADE_RULE_PASS];

	check_scale(reading, pass ? pass : scale, rules->values[GRADE_RULE_PASS]);
	check_scale(reading, reading->given[GRADE_RULE_MINIMUM], rules->values[GRADE_RULE_MINIMUM]);
	for (size_t i = 0; i < rules->mention_count; i++)
		check_scale(reading, reading->mention_lines[i], rules->mentions[i].least);
}

static bool take_row(void *ctx, long line, const char *const cells[])
{
	struct reading *reading = ctx;
	struct err why = {0};
	enum err_code rc;

	reading->rows++;
	if (strcasecmp(cells[KIND], "set") == 0)
		rc = take_set(reading, cells, &why);
	else if (strcasecmp(cells[KIND], "rule") == 0)
		rc = take_rule(reading, line, cells, &why);
	else if (strcasecmp(cells[KIND], "mention") == 0)
		rc = take_mention(reading, line, cells, &why);
	else if (strcasecmp(cells[KIND], "code") == 0)
		rc = take_code(reading, cells, &why);
	else
		rc = wrong(fields[KIND], cells[KIND], &why);
	if (rc)
		refuse(reading, line, &why);
	return true;
}

static enum err_code read_file(struct reading *reading, const char *path, struct err *err)
{
	struct grade_rules *rules = &reading->rules;
	enum err_code rc;

	grade_rules_standard(rules);
	reading->err = err;
	rules->codes = calloc(CODES_MAX, sizeof *rules->codes);
	rules->mentions = calloc(MENTIONS_MAX, sizeof *rules->mentions);
	if (!rules->codes || !rules->mentions)
		return err_fail(err, WHY_NO_MEMORY, "rules");
	if (path)
		rc = table_read(path, "rules", FIELD_COUNT, fields, 3, take_row, reading, err);
	else
		rc = table_read_fixture("grades/rules.csv", "rules", FIELD_COUNT, fields, 3,
			take_row, reading, err);
	if (!rc)
		check_marks(reading);
	if (!rc && reading->refused) {
		rc = err_fail(err, WHY_RULES_REFUSED, "rules");
		(void)err_at(err, 0, path, NULL);
	}
	if (!rc && !rules->set.code[0]) {
		rc = err_fail(err, WHY_RULES_HEADLESS, "rules");
		(void)err_at(err, 0, path, NULL);
	}
	return rc;
}

enum err_code grade_rules_read(const char *path, rules_refused_fn *refused, void *ctx,
	struct grade_rules *ret, struct err *err)
{
	struct reading reading = {.hears = refused, .ctx = ctx};
	enum err_code rc = read_file(&reading, path, err);

	if (rc)
		grade_rules_release(&reading.rules);
	else
		*ret = reading.rules;
	return rc;
}

/* Codes and mentions of the set that the new file no longer has. */
static enum err_code put_away(struct session *session, const struct grade_rules *old,
	const struct grade_rules *new, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < old->code_count && !rc; i++) {
		struct grade_code_row row = old->codes[i];
		bool stays = false;

		for (size_t k = 0; k < new->code_count; k++)
			stays = stays || strcmp(new->codes[k].code, row.code) == 0;
		row.deleted = !stays;
		rc = db_grade_code_put(session->db, &row, NULL, err);
	}
	for (size_t i = 0; i < old->mention_count && !rc; i++) {
		struct mention_row row = old->mentions[i];
		bool stays = false;

		for (size_t k = 0; k < new->mention_count; k++)
			stays = stays || new->mentions[k].least == row.least;
		row.deleted = !stays;
		rc = db_mention_put(session->db, &row, NULL, err);
	}
	return rc;
}

static enum err_code put_all(
	struct session *session, struct grade_rules *rules, int64_t *ret_id, struct err *err)
{
	struct grade_rules old = {0};
	enum err_code rc = db_rule_set_put(session->db, &rules->set, ret_id, err);

	if (!rc)
		rc = grade_rules_load(session, *ret_id, &old, err);
	if (!rc)
		rc = put_away(session, &old, rules, err);
	grade_rules_release(&old);
	for (int i = 0; i < GRADE_RULE_COUNT && !rc; i++) {
		struct rule_row row = {.rule_set_id = *ret_id};

		(void)snprintf(
			row.name, sizeof row.name, "%s", grade_rule_word((enum grade_rule_id)i));
		grade_rule_value(rules, (enum grade_rule_id)i, row.value);
		rc = db_rule_put(session->db, &row, NULL, err);
	}
	for (size_t i = 0; i < rules->code_count && !rc; i++) {
		rules->codes[i].rule_set_id = *ret_id;
		rc = db_grade_code_put(session->db, &rules->codes[i], NULL, err);
	}
	for (size_t i = 0; i < rules->mention_count && !rc; i++) {
		rules->mentions[i].rule_set_id = *ret_id;
		rc = db_mention_put(session->db, &rules->mentions[i], NULL, err);
	}
	return rc;
}

enum err_code grade_rules_import(struct session *session, const char *path, bool dry_run,
	rules_refused_fn *refused, void *ctx, struct rules_report *ret, struct err *err)
{
	struct reading reading = {.hears = refused, .ctx = ctx};
	enum err_code rc = read_file(&reading, path, err);

	*ret = (struct rules_report){.rows = reading.rows, .refused = reading.refused};
	memcpy(ret->code, reading.rules.set.code, sizeof ret->code);
	memcpy(ret->since, reading.rules.set.since, sizeof ret->since);
	if (!rc)
		(void)grade_rules_unsaid(&reading.rules, ret->unsaid);
	if (!rc && !dry_run) {
		rc = db_batch_begin(session->db, "import-rules", ret->code, session->author, err);
		if (!rc) {
			rc = put_all(session, &reading.rules, &ret->rule_set_id, err);
			rc = db_batch_close(session->db, rc, err);
		}
	}
	grade_rules_release(&reading.rules);
	return rc;
}
