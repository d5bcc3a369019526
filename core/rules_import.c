/* Rule files. See grade_rules.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/date.h"
#include "core/grade_rules.h"
#include "core/mark.h"
#include "core/table.h"

enum { KIND, NAME, VALUE, LABEL, ALIASES, EFFECT, TYPED_BY, PROOF, FIELD_COUNT };
enum { CODES_MAX = 64, MENTIONS_MAX = 16 };

static const char *const fields[FIELD_COUNT] = {
	"kind", "name", "value", "label", "aliases", "effect", "typed_by", "proof"};
struct reading {
	struct grade_rules rules;
	bool given[GRADE_RULE_COUNT];
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
	(void)snprintf(set->code, sizeof set->code, "%s", cells[NAME]);
	(void)snprintf(set->label, sizeof set->label, "%.200s", cells[LABEL]);
	return ERR_OK;
}

static enum err_code take_code(struct reading *reading, const char *const cells[], struct err *err)
{
	struct grade_rules *rules = &reading->rules;
	struct grade_code_row *code = &rules->codes[rules->code_count];
	enum grade_effect effect;
	enum code_typist typist;
	int mark;

	if (rules->code_count == CODES_MAX || !*cells[NAME] ||
		strlen(cells[NAME]) >= sizeof code->code || strchr(cells[NAME], ' ') ||
		mark_read(cells[NAME], &mark) || grade_code_find(rules, cells[NAME]))
		return wrong(fields[NAME], cells[NAME], err);
	if (!pick_effect(cells[EFFECT], &effect))
		return wrong(fields[EFFECT], cells[EFFECT], err);
	if (!pick_typist(cells[TYPED_BY], &typist))
		return wrong(fields[TYPED_BY], cells[TYPED_BY], err);
	if (strlen(cells[ALIASES]) >= sizeof code->aliases)
		return wrong(fields[ALIASES], cells[ALIASES], err);
	*code = (struct grade_code_row){
		.effect = effect, .typed_by = typist, .position = (int)rules->code_count + 1};
	if (!yes(cells[PROOF], &code->proof))
		return wrong(fields[PROOF], cells[PROOF], err);
	(void)snprintf(code->code, sizeof code->code, "%s", cells[NAME]);
	(void)snprintf(code->label, sizeof code->label, "%.200s", cells[LABEL]);
	(void)snprintf(code->aliases, sizeof code->aliases, "%s", cells[ALIASES]);
	rules->code_count++;
	return ERR_OK;
}

static enum err_code take_mention(
	struct reading *reading, const char *const cells[], struct err *err)
{
	struct grade_rules *rules = &reading->rules;
	struct mention_row row = {0};
	size_t at = 0;

	if (!mark_read(cells[NAME], &row.least) || rules->mention_count == MENTIONS_MAX)
		return wrong(fields[NAME], cells[NAME], err);
	if (!*cells[LABEL])
		return wrong(fields[LABEL], cells[LABEL], err);
	(void)snprintf(row.label, sizeof row.label, "%.200s", cells[LABEL]);
	while (at < rules->mention_count && rules->mentions[at].least > row.least)
		at++;
	if (at < rules->mention_count && rules->mentions[at].least == row.least)
		return wrong(fields[NAME], cells[NAME], err);
	memmove(rules->mentions + at + 1, rules->mentions + at,
		(rules->mention_count - at) * sizeof row);
	rules->mentions[at] = row;
	rules->mention_count++;
	return ERR_OK;
}

static enum err_code take_rule(struct reading *reading, const char *const cells[], struct err *err)
{
	for (int i = 0; i < GRADE_RULE_COUNT; i++) {
		if (strcmp(grade_rule_word((enum grade_rule_id)i), cells[NAME]) != 0)
			continue;
		if (reading->given[i])
			return wrong(fields[NAME], cells[NAME], err);
		reading->given[i] = true;
	}
	return grade_rules_set(&reading->rules, cells[NAME], cells[VALUE], err);
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
		rc = take_rule(reading, cells, &why);
	else if (strcasecmp(cells[KIND], "mention") == 0)
		rc = take_mention(reading, cells, &why);
	else if (strcasecmp(cells[KIND], "code") == 0)
		rc = take_code(reading, cells, &why);
	else
		rc = wrong(fields[KIND], cells[KIND], &why);
	if (rc) {
		reading->refused++;
		why.line = line;
		if (reading->hears)
			reading->hears(reading->ctx, &why);
	}
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
