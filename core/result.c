/* Units and years, computed. See result.h; the rules: docs/grades.md. */
#include "core/result.h"

#include <assert.h>
#include <string.h>

static enum part_use use_of(const struct grade_rules *rules, const struct cell *cell)
{
	const struct grade_code_row *code;

	if (cell->mark >= 0)
		return PART_COUNTS;
	if (!cell->code[0])
		return PART_MISSING;
	code = grade_code_find(rules, cell->code);
	/* A code that the rules no longer know is to be looked into. */
	switch (code ? code->effect : EFFECT_OPEN) {
	case EFFECT_ZERO:
		return PART_COUNTS;
	case EFFECT_LEFT_OUT:
		return PART_LEFT_OUT;
	case EFFECT_CREDIT:
		return PART_CREDITED;
	case EFFECT_BLOCKS:
		return PART_BLOCKS;
	default:
		return PART_OPEN;
	}
}

/* Does the newer cell stand, or the one before it? */
static bool newer_stands(
	const struct grade_rules *rules, const struct cell *older, const struct cell *newer)
{
	enum part_use use = use_of(rules, newer);

	if (cell_is_blank(older) || older->mark < 0)
		return true;
	if (newer->mark < 0)
		return !(rules->values[GRADE_RULE_ABSENT_KEEPS_OLD] &&
			 (use == PART_COUNTS || use == PART_BLOCKS));
	return rules->values[GRADE_RULE_KEEP] != KEEP_BEST || newer->mark >= older->mark;
}

static void part_result(const struct grade_rules *rules, const struct part *part, int session,
	struct part_result *ret)
{
	int minimum = part->minimum >= 0 ? part->minimum : rules->values[GRADE_RULE_MINIMUM];

	*ret = (struct part_result){.cell = {.mark = -1}, .mark = -1};
	for (int s = 1; s <= session; s++) {
		const struct cell *cell = &part->cells[s - 1];

		if (cell_is_blank(cell))
			continue;
		if (ret->session && !newer_stands(rules, &ret->cell, cell)) {
			ret->kept = true;
			continue;
		}
		ret->cell = *cell;
		ret->session = s;
		ret->kept = false;
	}
	ret->use = use_of(rules, &ret->cell);
	if (ret->use == PART_COUNTS)
		ret->mark = ret->cell.mark >= 0 ? ret->cell.mark : 0;
	ret->below = ret->use == PART_COUNTS && minimum >= 0 && ret->mark < minimum;
}

/* Was any activity taken in this session? */
static bool was_taken(const struct unit_input *input, int session)
{
	for (size_t i = 0; i < input->part_count; i++) {
		if (!cell_is_blank(&input->parts[i].cells[session - 1]))
			return true;
	}
	return false;
}

/* Where passed activities are not carried, a session retaken counts by itself. */
static void forget_carried(const struct unit_input *input, int session, struct part_result parts[])
{
	for (size_t i = 0; i < input->part_count; i++) {
		const char *kind = input->parts[i].kind;

		if (!cell_is_blank(&input->parts[i].cells[session - 1]) || parts[i].kept)
			continue;
		/* What cannot be taken again cannot be asked for again either. */
		if (kind && grade_rules_once(input->rules, kind))
			continue;
		if (parts[i].use == PART_COUNTS)
			parts[i] = (struct part_result){
				.use = PART_MISSING, .cell = {.mark = -1}, .mark = -1};
	}
}

static void compute_mark(const struct unit_input *input, struct unit_result *ret)
{
	const struct grade_rules *rules = input->rules;
	const int *rule = rules->values;
	int lowest = -1, counting = 0;

	for (size_t i = 0; i < input->part_count; i++) {
		const struct part_result *part = &ret->parts[i];

		if (part->use != PART_COUNTS)
			continue;
		counting++;
		ret->sum += (int64_t)part->mark * input->parts[i].weight;
		ret->weights += input->parts[i].weight;
		ret->below = ret->below || part->below;
		if (lowest < 0 || part->mark < ret->parts[lowest].mark)
			lowest = (int)i;
	}
	if (ret->weights == 0) {
		ret->state = UNIT_CREDITED;
		return;
	}
	ret->state = UNIT_MARKED;
	if (rule[GRADE_RULE_UNIT_MARK] == METHOD_JURY) {
		ret->state = UNIT_JURY;
		return;
	}
	ret->computed = grade_round(ret->sum, ret->weights, rule[GRADE_RULE_ROUND_UNIT],
		(enum grade_rounding)rule[GRADE_RULE_ROUND_MODE]);
	/* One alone is the mean already. */
	if (counting > 1 &&
		(rule[GRADE_RULE_UNIT_MARK] == METHOD_LOWEST ||
			(rule[GRADE_RULE_ABSORBING] &&
				ret->parts[lowest].mark < rule[GRADE_RULE_PASS]) ||
			(ret->below && rule[GRADE_RULE_BELOW_MINIMUM] == BELOW_LOWEST))) {
		ret->absorbed_by = lowest;
		ret->computed = grade_round(ret->parts[lowest].mark, 1, rule[GRADE_RULE_ROUND_UNIT],
			(enum grade_rounding)rule[GRADE_RULE_ROUND_MODE]);
		/* 9.6 in points is 10, but an activity that failed makes no unit pass. */
		if (ret->parts[lowest].mark < rule[GRADE_RULE_PASS] &&
			ret->computed >= rule[GRADE_RULE_PASS])
			ret->computed = ret->parts[lowest].mark;
	}
}

/* From its activities alone. */
static void compute(const struct unit_input *input, struct unit_result *ret)
{
	const int *rule = input->rules->values;
	size_t counts[PART_OPEN + 1] = {0};

	for (size_t i = 0; i < input->part_count; i++)
		part_result(input->rules, &input->parts[i], input->session, &ret->parts[i]);
	for (int s = input->session; s > 1 && !rule[GRADE_RULE_CARRY]; s--) {
		if (was_taken(input, s)) {
			forget_carried(input, s, ret->parts);
			break;
		}
	}
	for (size_t i = 0; i < input->part_count; i++) {
		counts[ret->parts[i].use]++;
		if (ret->parts[i].use == PART_BLOCKS && !ret->code[0])
			memcpy(ret->code, ret->parts[i].cell.code, sizeof ret->code);
	}
	if (counts[PART_BLOCKS])
		ret->state = UNIT_BLOCKED;
	else if (counts[PART_OPEN])
		ret->state = UNIT_OPEN;
	else if (counts[PART_MISSING])
		ret->state = UNIT_MISSING;
	else if (counts[PART_COUNTS])
		compute_mark(input, ret);
	else
		ret->state = counts[PART_CREDITED] ? UNIT_CREDITED : UNIT_MISSING;
	if (ret->state != UNIT_BLOCKED)
		ret->code[0] = '\0';
	ret->mark = ret->computed;
	ret->acquired = ret->state == UNIT_CREDITED ||
			(ret->mark >= rule[GRADE_RULE_PASS] &&
				!(ret->below && rule[GRADE_RULE_BELOW_MINIMUM] == BELOW_FAILS));
}

static void apply_verdict(const struct unit_input *input, struct unit_result *ret)
{
	const struct verdict_row *verdict = input->verdict;

	if (!verdict || verdict->session > input->session)
		return;
	ret->by_jury = true;
	switch (verdict->outcome) {
	case VERDICT_CREDIT:
		ret->acquired = true;
		break;
	case VERDICT_REFUSED:
		ret->acquired = false;
		break;
	default:
		ret->mark = verdict->mark;
		ret->state = UNIT_MARKED;
		ret->code[0] = '\0';
		ret->acquired = ret->mark >= input->rules->values[GRADE_RULE_PASS];
	}
}

void unit_result(const struct unit_input *input, struct unit_result *ret)
{
	const struct enrolment_row *enrolment = input->enrolment;

	assert(input->part_count <= PARTS_MAX && input->session <= SESSIONS_MAX);
	*ret = (struct unit_result){.computed = -1, .mark = -1, .absorbed_by = -1};
	if (enrolment && enrolment->state == ENROLMENT_DISPENSED) {
		ret->state = UNIT_DISPENSED;
		ret->acquired = true;
	} else if (enrolment && enrolment->state == ENROLMENT_CARRIED) {
		ret->state = UNIT_CARRIED;
		ret->computed = ret->mark = enrolment->mark;
		ret->acquired = ret->mark < 0 || ret->mark >= input->rules->values[GRADE_RULE_PASS];
	} else {
		compute(input, ret);
	}
	apply_verdict(input, ret);
	ret->credits = ret->acquired ? input->credits : 0;
}

void unit_result_cell(const struct unit_result *result, struct cell *ret)
{
	*ret = (struct cell){.mark = result->mark};
	if (result->mark < 0)
		memcpy(ret->code, result->code, sizeof ret->code);
}

void year_result_begin(struct year_result *year)
{
	*year = (struct year_result){.mean = -1};
}

void year_result_add(struct year_result *year, const struct unit_result *unit, int credits)
{
	year->units++;
	year->credits_taken += credits;
	year->credits_acquired += unit->credits;
	if (unit->mark >= 0) {
		year->sum += (int64_t)unit->mark * credits;
		year->weights += credits;
	}
	if (!unit->acquired) {
		if (unit->mark >= 0 || unit->state == UNIT_BLOCKED)
			year->failed++;
		else
			year->missing++;
	}
}

void year_result_end(struct year_result *year, const struct grade_rules *rules)
{
	if (year->weights > 0)
		year->mean =
			grade_round(year->sum, year->weights, rules->values[GRADE_RULE_ROUND_MEAN],
				(enum grade_rounding)rules->values[GRADE_RULE_ROUND_MODE]);
	if (year->units > 0 && year->credits_acquired == year->credits_taken && year->mean >= 0)
		year->mention = grade_mention(rules, year->mean);
}
