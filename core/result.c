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
	case EFFECT_CARRIED:
		return PART_CREDITED;
	case EFFECT_BLOCKS:
		return PART_BLOCKS;
	default:
		return PART_OPEN;
	}
}

static const struct grade_code_row *code_of(
	const struct grade_rules *rules, const struct cell *cell)
{
	return cell->code[0] ? grade_code_find(rules, cell->code) : NULL;
}

/* Does a code of a later session leave the old mark, as an absence? unsaid: taken to be one. */
static bool leaves_old(
	const struct grade_rules *rules, const struct grade_code_row *code, bool unsaid)
{
	if (!code || !rules->values[GRADE_RULE_ABSENT_KEEPS_OLD])
		return false;
	return code->absence == ABSENCE_YES || (unsaid && grade_code_unsaid(code));
}

static bool carries(const struct grade_code_row *code)
{
	return code && code->effect == EFFECT_CARRIED;
}

/* Does the newer cell stand, or the mark before it? */
static bool newer_stands(const struct grade_rules *rules, const struct cell *older,
	const struct cell *newer, bool unsaid)
{
	const struct grade_code_row *code = code_of(rules, newer);

	if (older->mark < 0)
		return true;
	if (newer->mark < 0)
		return !carries(code) && !leaves_old(rules, code, unsaid);
	return rules->values[GRADE_RULE_KEEP] != KEEP_BEST || newer->mark >= older->mark;
}

/*
 * Which cell of a part stands. from: grades before that session do not count,
 * but what is acquired by a code, or carried by one.
 */
static void find_standing(const struct unit_input *input, const struct part *part, int from,
	bool unsaid, struct part_result *ret)
{
	const struct part_result nothing = {.cell = {.mark = -1}, .mark = -1};
	struct part_result before = nothing;

	*ret = nothing;
	for (int s = 1; s <= input->session; s++) {
		const struct cell *cell = &part->cells[s - 1];

		if (s == from && use_of(input->rules, &ret->cell) != PART_CREDITED) {
			before = *ret;
			*ret = nothing;
		}
		if (cell_is_blank(cell))
			continue;
		if (!ret->session && before.session && carries(code_of(input->rules, cell)))
			*ret = before;
		if (ret->session && !newer_stands(input->rules, &ret->cell, cell, unsaid)) {
			ret->kept = true;
			continue;
		}
		ret->cell = *cell;
		ret->session = s;
		ret->kept = false;
	}
}

static void part_result(const struct unit_input *input, const struct part *part, int from,
	bool unsaid, struct part_result *ret)
{
	const struct grade_rules *rules = input->rules;
	int minimum = part->minimum >= 0 ? part->minimum : rules->values[GRADE_RULE_MINIMUM];

	find_standing(input, part, from, unsaid, ret);
	if (part->supposed) {
		ret->cell = *part->supposed;
		ret->kept = false;
	}
	ret->use = use_of(rules, &ret->cell);
	if (ret->use == PART_COUNTS)
		ret->mark = ret->cell.mark >= 0 ? ret->cell.mark : 0;
	ret->below = ret->use == PART_COUNTS && minimum >= 0 && ret->mark < minimum;
}

/* Was the unit taken in this session? Neither what is acquired by a code nor an absence says so. */
static bool was_taken(const struct unit_input *input, int session, bool unsaid)
{
	for (size_t i = 0; i < input->part_count; i++) {
		const struct cell *cell = &input->parts[i].cells[session - 1];

		if (!cell_is_blank(cell) && use_of(input->rules, cell) != PART_CREDITED &&
			!leaves_old(input->rules, code_of(input->rules, cell), unsaid))
			return true;
	}
	return false;
}

/* Where passed activities are not carried, the newest session that was taken counts by itself. */
static int counts_from(const struct unit_input *input, bool unsaid)
{
	for (int s = input->session; s > 1 && !input->rules->values[GRADE_RULE_CARRY]; s--) {
		if (was_taken(input, s, unsaid))
			return s;
	}
	return 1;
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
	if (ret->weights == 0) /* a file may come from elsewhere */
		return;
	ret->state = UNIT_MARKED;
	if (rule[GRADE_RULE_UNIT_MARK] == METHOD_JURY) {
		ret->state = UNIT_JURY;
		return;
	}
	ret->computed = grade_round(ret->sum, ret->weights, rule[GRADE_RULE_ROUND_UNIT],
		(enum grade_rounding)rule[GRADE_RULE_ROUND_MODE]);
	/* One alone is the mean already, but rounding does not lift it over its minimum. */
	if ((counting > 1 && (rule[GRADE_RULE_UNIT_MARK] == METHOD_LOWEST ||
				     (rule[GRADE_RULE_ABSORBING] &&
					     ret->parts[lowest].mark < rule[GRADE_RULE_PASS]))) ||
		(ret->below && rule[GRADE_RULE_BELOW_MINIMUM] == BELOW_LOWEST)) {
		ret->absorbed_by = lowest;
		ret->computed = grade_round(ret->parts[lowest].mark, 1, rule[GRADE_RULE_ROUND_UNIT],
			(enum grade_rounding)rule[GRADE_RULE_ROUND_MODE]);
		/* 9.6 in points is 10, but an activity that failed makes no unit pass. */
		if (ret->parts[lowest].mark < rule[GRADE_RULE_PASS] &&
			ret->computed >= rule[GRADE_RULE_PASS])
			ret->computed = ret->parts[lowest].mark;
	}
}

static void set_acquired(const struct unit_input *input, struct unit_result *ret)
{
	const int *rule = input->rules->values;

	ret->acquired = ret->state == UNIT_CREDITED ||
			(ret->mark >= rule[GRADE_RULE_PASS] &&
				!(ret->below && rule[GRADE_RULE_BELOW_MINIMUM] == BELOW_FAILS));
}

/* From its activities alone. unsaid: codes that may be absences are. */
static void compute(const struct unit_input *input, bool unsaid, struct unit_result *ret)
{
	size_t counts[PART_OPEN + 1] = {0};
	int from = counts_from(input, unsaid);

	for (size_t i = 0; i < input->part_count; i++) {
		const struct part *part = &input->parts[i];
		/* What cannot be taken again cannot be asked for again either. */
		bool once = part->kind && grade_rules_once(input->rules, part->kind);

		part_result(input, part, once ? 1 : from, unsaid, &ret->parts[i]);
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
	else if (counts[PART_CREDITED] && !counts[PART_LEFT_OUT])
		ret->state = UNIT_CREDITED;
	ret->mark = ret->computed;
	set_acquired(input, ret);
}

/* Does a code stand in a later session that may be an absence or not? */
static bool may_be_absent(const struct unit_input *input)
{
	for (size_t i = 0; i < input->part_count; i++) {
		for (int s = 2; s <= input->session; s++) {
			const struct grade_code_row *code =
				code_of(input->rules, &input->parts[i].cells[s - 1]);

			if (code && grade_code_unsaid(code))
				return true;
		}
	}
	return false;
}

/* What the rules do not say is not guessed: where it matters the unit is open. */
static void compute_both(const struct unit_input *input, struct unit_result *ret)
{
	struct unit_result other = *ret;

	compute(input, false, ret);
	if (!input->rules->values[GRADE_RULE_ABSENT_KEEPS_OLD] || !may_be_absent(input))
		return;
	compute(input, true, &other);
	if (other.state == ret->state && other.mark == ret->mark &&
		other.acquired == ret->acquired && strcmp(other.code, ret->code) == 0)
		return;
	ret->state = UNIT_OPEN;
	ret->computed = ret->mark = ret->absorbed_by = -1;
	ret->sum = ret->weights = 0;
	ret->code[0] = '\0';
	ret->acquired = ret->below = false;
	ret->unsaid = true;
}

/* The mark of the unit taken to be another, or a code. */
static void suppose(const struct unit_input *input, struct unit_result *ret)
{
	static const enum unit_state states[] = {[PART_MISSING] = UNIT_MISSING,
		[PART_COUNTS] = UNIT_MARKED,
		[PART_LEFT_OUT] = UNIT_MISSING,
		[PART_CREDITED] = UNIT_CREDITED,
		[PART_BLOCKS] = UNIT_BLOCKED,
		[PART_OPEN] = UNIT_OPEN};
	enum part_use use = use_of(input->rules, input->supposed);

	ret->state = states[use];
	ret->mark = -1;
	if (use == PART_COUNTS)
		ret->mark = input->supposed->mark >= 0 ? input->supposed->mark : 0;
	memcpy(ret->code, use == PART_BLOCKS ? input->supposed->code : "",
		use == PART_BLOCKS ? sizeof ret->code : 1);
	ret->below = ret->unsaid = false;
	ret->absorbed_by = -1;
	set_acquired(input, ret);
}

/* A mark of the jury gives way to one that is supposed; its other decisions hold. */
static void apply_verdict(const struct unit_input *input, bool supposed, struct unit_result *ret)
{
	const struct verdict_row *verdict = input->verdict;

	if (!verdict || verdict->session > input->session ||
		(supposed && verdict->outcome == VERDICT_MARK))
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

/* Is the mark of the unit that of its only activity? Then it is rounded, and has its minimum. */
static bool is_its_only_part(const struct unit_input *input)
{
	const struct enrolment_row *enrolment = input->enrolment;
	const struct verdict_row *verdict = input->verdict;

	return input->part_count == 1 && (!enrolment || enrolment->state == ENROLMENT_TAKEN) &&
	       !(verdict && verdict->session <= input->session &&
		       verdict->outcome == VERDICT_MARK) &&
	       input->rules->values[GRADE_RULE_UNIT_MARK] != METHOD_JURY;
}

static void by_rules(const struct unit_input *input, struct unit_result *ret)
{
	const struct enrolment_row *enrolment = input->enrolment;

	if (enrolment && enrolment->state == ENROLMENT_DISPENSED) {
		ret->state = UNIT_DISPENSED;
		ret->acquired = true;
	} else if (enrolment && enrolment->state == ENROLMENT_CARRIED) {
		ret->state = UNIT_CARRIED;
		ret->computed = ret->mark = enrolment->mark;
		ret->acquired = ret->mark < 0 || ret->mark >= input->rules->values[GRADE_RULE_PASS];
	} else {
		compute_both(input, ret);
	}
}

void unit_result(const struct unit_input *input, struct unit_result *ret)
{
	struct unit_input alone = *input;
	struct part part;

	assert(input->part_count <= PARTS_MAX && input->session <= SESSIONS_MAX);
	*ret = (struct unit_result){.computed = -1, .mark = -1, .absorbed_by = -1};
	if (input->supposed && is_its_only_part(input)) {
		part = input->parts[0];
		part.supposed = input->supposed;
		alone.parts = &part;
		alone.supposed = NULL;
	}
	by_rules(&alone, ret);
	if (alone.supposed)
		suppose(&alone, ret);
	apply_verdict(&alone, alone.supposed != NULL, ret);
	ret->credits = ret->acquired ? input->credits : 0;
}

const char *not_acquired_sign(const struct cell *cell, bool acquired)
{
	return acquired || cell_is_blank(cell) ? "" : NOT_ACQUIRED_SIGN;
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
