/* Rules of marks. See grade_rules.h. */
#include "core/grade_rules.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/fold.h"
#include "core/mark.h"

enum rule_type { MARK, COUNT, FLAG, KINDS, METHOD, BELOW, KEEPING, STEP, ROUNDING };

static const struct {
	const char *word;
	enum rule_type type;
	const char *standard;
} infos[GRADE_RULE_COUNT] = {
#define X(id, word, type, standard) [GRADE_RULE_##id] = {word, type, standard},
	GRADE_RULES(X)
#undef X
};

/* The words a type allows, in the order of its enum. */
static const char *const words[][5] = {
	[FLAG] = {"no", "yes"},
	[METHOD] = {"mean", "lowest", "jury"},
	[BELOW] = {"fails", "lowest"},
	[KEEPING] = {"last", "best"},
	[ROUNDING] = {"half-up", "half-even", "down", "up"},
};

const char *grade_rule_word(enum grade_rule_id id)
{
	return infos[id].word;
}

const char *grade_effect_word(enum grade_effect effect)
{
	static const char *const effects[] = {
#define X(id, word) word,
		GRADE_EFFECTS(X)
#undef X
	};

	return effects[effect];
}

const char *code_typist_word(enum code_typist typist)
{
	static const char *const typists[] = {
#define X(id, word) word,
		CODE_TYPISTS(X)
#undef X
	};

	return typists[typist];
}

const char *code_absence_word(const struct grade_code_row *code)
{
	return code->absence == ABSENCE_UNSAID ? "" : words[FLAG][code->absence == ABSENCE_YES];
}

void grade_rule_value(const struct grade_rules *rules, enum grade_rule_id id, char ret[LABEL_SIZE])
{
	int value = rules->values[id];

	switch (infos[id].type) {
	case MARK:
	case STEP:
		if (value < 0)
			ret[0] = '\0';
		else
			(void)snprintf(ret, LABEL_SIZE, "%d.%02d", value / 100, value % 100);
		break;
	case COUNT:
		(void)snprintf(ret, LABEL_SIZE, "%d", value);
		break;
	case KINDS:
		(void)snprintf(ret, LABEL_SIZE, "%s", rules->once);
		break;
	default:
		(void)snprintf(ret, LABEL_SIZE, "%s", words[infos[id].type][value]);
	}
}

static bool parse_word(enum rule_type type, const char *value, int *ret)
{
	for (int i = 0; words[type][i]; i++) {
		if (strcasecmp(words[type][i], value) == 0) {
			*ret = i;
			return true;
		}
	}
	return false;
}

static bool parse(struct grade_rules *rules, enum grade_rule_id id, const char *value)
{
	int *ret = &rules->values[id], mark = -1;

	switch (infos[id].type) {
	case MARK:
		if (!*value && id == GRADE_RULE_MINIMUM) {
			*ret = -1;
			return true;
		}
		if (!mark_read(value, &mark) || mark > MARK_MAX ||
			(id != GRADE_RULE_MINIMUM && mark == 0))
			return false;
		*ret = mark;
		return true;
	case STEP:
		if (!mark_read(value, &mark) || mark < 1 || mark > 100 || 100 % mark != 0)
			return false;
		*ret = mark;
		return true;
	case COUNT:
		if (value[0] < '1' || value[0] > '9' || value[1])
			return false;
		*ret = value[0] - '0';
		return true;
	case KINDS:
		if (strlen(value) >= sizeof rules->once)
			return false;
		(void)snprintf(rules->once, sizeof rules->once, "%s", value);
		return true;
	default:
		return parse_word(infos[id].type, value, ret);
	}
}

void grade_rules_standard(struct grade_rules *ret)
{
	*ret = (struct grade_rules){0};
	for (int i = 0; i < GRADE_RULE_COUNT; i++) {
		bool known = parse(ret, (enum grade_rule_id)i, infos[i].standard);

		assert(known);
		(void)known;
	}
}

enum err_code grade_rules_set(
	struct grade_rules *rules, const char *name, const char *value, struct err *err)
{
	enum err_code rc;

	for (int i = 0; i < GRADE_RULE_COUNT; i++) {
		if (strcmp(infos[i].word, name) != 0)
			continue;
		if (parse(rules, (enum grade_rule_id)i, value))
			return ERR_OK;
		rc = err_fail(err, WHY_RULE_VALUE, "rule");
		(void)err_at(err, 0, name, value);
		return rc;
	}
	rc = err_fail(err, WHY_RULE_UNKNOWN, "rule");
	(void)err_at(err, 0, NULL, name);
	return rc;
}

void grade_rules_release(struct grade_rules *rules)
{
	free(rules->codes);
	free(rules->mentions);
	*rules = (struct grade_rules){0};
}

static enum err_code load_set(
	struct session *session, int64_t id, struct rule_set_row *ret, struct err *err)
{
	struct rule_set_row *sets = NULL;
	size_t count = 0;
	enum err_code rc = db_rule_set_list(session->db, &sets, &count, err);

	for (size_t i = 0; i < count && !rc; i++) {
		if (sets[i].id == id)
			*ret = sets[i];
	}
	free(sets);
	return rc;
}

enum err_code grade_rules_load(
	struct session *session, int64_t rule_set_id, struct grade_rules *ret, struct err *err)
{
	struct grade_rules rules;
	struct rule_row *rows = NULL;
	size_t count = 0;
	enum err_code rc;

	grade_rules_standard(&rules);
	rc = load_set(session, rule_set_id, &rules.set, err);
	if (!rc)
		rc = db_rule_list(session->db, rule_set_id, &rows, &count, err);
	for (size_t i = 0; i < count && !rc; i++) {
		/* One of a newer suivi is kept in the file, and not applied here. */
		if (grade_rules_set(&rules, rows[i].name, rows[i].value, NULL))
			continue;
	}
	free(rows);
	if (!rc)
		rc = db_grade_code_list(
			session->db, rule_set_id, &rules.codes, &rules.code_count, err);
	if (!rc)
		rc = db_mention_list(
			session->db, rule_set_id, &rules.mentions, &rules.mention_count, err);
	if (rc)
		grade_rules_release(&rules);
	else
		*ret = rules;
	return rc;
}

/* Is typed one of the words of a list separated by spaces? Both folded. */
static bool in_list(const char *list, const char *typed)
{
	size_t length = strlen(typed);

	while (*list) {
		size_t word = strcspn(list, " ");

		if (word == length && strncmp(list, typed, length) == 0)
			return length > 0;
		list += word + strspn(list + word, " ");
	}
	return false;
}

static const char *folded_aliases(const struct grade_code_row *code, char text[LABEL_SIZE])
{
	(void)fold(code->aliases, strlen(code->aliases), text, LABEL_SIZE);
	return text;
}

/* Does a word of the list begin so? */
static bool begins_one(const char *list, const char *typed)
{
	size_t length = strlen(typed);

	while (*list) {
		if (strncmp(list, typed, length) == 0)
			return true;
		list += strcspn(list, " ");
		list += strspn(list, " ");
	}
	return false;
}

const struct grade_code_row *grade_code_find(const struct grade_rules *rules, const char *typed)
{
	char folded[LABEL_SIZE], text[LABEL_SIZE];

	for (size_t i = 0; i < rules->code_count; i++) {
		if (strcasecmp(rules->codes[i].code, typed) == 0)
			return &rules->codes[i];
	}
	(void)fold(typed, strlen(typed), folded, sizeof folded);
	for (size_t i = 0; i < rules->code_count; i++) {
		(void)fold(rules->codes[i].code, strlen(rules->codes[i].code), text, sizeof text);
		if (strcmp(text, folded) == 0)
			return &rules->codes[i];
	}
	for (size_t i = 0; i < rules->code_count; i++) {
		if (in_list(folded_aliases(&rules->codes[i], text), folded))
			return &rules->codes[i];
	}
	return NULL;
}

const struct grade_code_row *grade_code_complete(
	const struct grade_rules *rules, const char *typed, bool *ret_several)
{
	const struct grade_code_row *found = grade_code_find(rules, typed);
	char folded[LABEL_SIZE], text[LABEL_SIZE];

	*ret_several = false;
	if (found || !*typed)
		return found;
	(void)fold(typed, strlen(typed), folded, sizeof folded);
	for (int aliases = 0; aliases < 2 && !found && *folded; aliases++) {
		for (size_t i = 0; i < rules->code_count; i++) {
			const struct grade_code_row *code = &rules->codes[i];

			if (aliases)
				(void)folded_aliases(code, text);
			else
				(void)fold(code->code, strlen(code->code), text, sizeof text);
			if (!begins_one(text, folded))
				continue;
			*ret_several = found != NULL;
			if (found)
				return NULL;
			found = code;
		}
	}
	return found;
}

bool grade_rules_once(const struct grade_rules *rules, const char *kind)
{
	char folded[LABEL_SIZE], once[LABEL_SIZE];

	(void)fold(kind, strlen(kind), folded, sizeof folded);
	(void)fold(rules->once, strlen(rules->once), once, sizeof once);
	return in_list(once, folded);
}

bool grade_code_unsaid(const struct grade_code_row *code)
{
	return code->absence == ABSENCE_UNSAID &&
	       (code->effect == EFFECT_ZERO || code->effect == EFFECT_BLOCKS);
}

size_t grade_rules_unsaid(const struct grade_rules *rules, char ret[LABEL_SIZE])
{
	size_t count = 0, used = 0;

	ret[0] = '\0';
	for (size_t i = 0; i < rules->code_count; i++) {
		const struct grade_code_row *code = &rules->codes[i];

		if (!rules->values[GRADE_RULE_ABSENT_KEEPS_OLD] || !grade_code_unsaid(code))
			continue;
		if (used < LABEL_SIZE - CODE_SIZE - 1)
			used += (size_t)snprintf(ret + used, LABEL_SIZE - used, "%s%s",
				count ? " " : "", code->code);
		count++;
	}
	return count;
}

const char *grade_mention(const struct grade_rules *rules, int mean)
{
	for (size_t i = 0; i < rules->mention_count; i++) {
		if (mean >= rules->mentions[i].least)
			return rules->mentions[i].label;
	}
	return NULL;
}

int grade_round(int64_t num, int64_t den, int step, enum grade_rounding mode)
{
	int64_t unit = den * step, whole = num / unit, rest = num % unit;

	assert(num >= 0 && den > 0 && step > 0);
	switch (mode) {
	case ROUND_HALF_UP:
		whole += 2 * rest >= unit;
		break;
	case ROUND_HALF_EVEN:
		whole += 2 * rest > unit || (2 * rest == unit && whole % 2);
		break;
	case ROUND_UP:
		whole += rest > 0;
		break;
	case ROUND_DOWN:
		break;
	}
	return (int)(whole * step);
}
