/* What marks are out of. See grade_scale.h. */
#include "core/grade_scale.h"

#include <stdio.h>
#include <string.h>

static void add(int values[2], size_t *count, int value)
{
	for (size_t i = 0; i < *count; i++) {
		if (values[i] == value)
			return;
	}
	if (*count < 2)
		values[(*count)++] = value;
}

void grade_survey_state(struct grade_survey *survey, size_t part, int maximum, bool figure)
{
	struct grade_evidence *evidence =
		part < survey->part_count ? &survey->parts[part] : &survey->all;

	if (maximum <= 0)
		return;
	add(evidence->stated, &evidence->stated_count, maximum);
	evidence->figure = evidence->figure || figure;
}

void grade_survey_title(struct grade_survey *survey, size_t part, const struct grade_title *title)
{
	for (size_t i = 0; i < title->stated_count; i++)
		grade_survey_state(survey, part, title->stated[i], false);
	survey->parts[part].maybe = title->maybe;
}

static void beside(struct grade_evidence *evidence, int maximum)
{
	size_t count = (size_t)(evidence->beside[0] > 0) + (evidence->beside[1] > 0);

	add(evidence->beside, &count, maximum);
}

void grade_survey_mark(
	struct grade_survey *survey, size_t part, long line, const char *text, int row_maximum)
{
	struct grade_evidence *evidence = &survey->parts[part];
	char typed[MARK_SIZE];
	int maximum = grade_cell_maximum(survey->words, text, 0, typed), mark;

	if (maximum) {
		evidence->marked++;
		if (maximum != survey->scale)
			beside(evidence, maximum);
	} else if (mark_read(text, &mark)) {
		evidence->bare++;
		if (mark > evidence->highest) {
			evidence->highest = mark;
			evidence->highest_line = line;
			(void)snprintf(evidence->highest_typed, MARK_SIZE, "%.31s", text);
		}
	} else {
		return;
	}
	if (!evidence->line)
		evidence->line = line;
	if (row_maximum > 0) {
		if (!evidence->row_least || row_maximum < evidence->row_least)
			evidence->row_least = row_maximum;
		if (row_maximum > evidence->row_most)
			evidence->row_most = row_maximum;
	}
}

static enum err_code doubt(const struct grade_evidence *evidence, enum err_reason why, long line,
	const char *column, const char *value, struct err *err)
{
	enum err_code rc = err_fail(err, why, "grades");

	(void)err_at(err, line ? line : evidence->line, column, value);
	return rc;
}

static enum err_code contradict(
	const struct grade_evidence *evidence, const char *column, int a, int b, struct err *err)
{
	char one[MARK_SIZE], other[MARK_SIZE], both[2 * MARK_SIZE + 4];

	mark_plain(a, one);
	mark_plain(b, other);
	(void)snprintf(both, sizeof both, "%s, %s", one, other);
	return doubt(evidence, WHY_GRADES_MAXIMA, 0, column, both, err);
}

/* Does the file state for some column what the user says of all? */
static bool is_stated(const struct grade_survey *survey, int scale)
{
	for (size_t p = 0; p <= survey->part_count; p++) {
		const struct grade_evidence *evidence =
			p < survey->part_count ? &survey->parts[p] : &survey->all;

		for (size_t i = 0; i < evidence->stated_count; i++) {
			if (evidence->stated[i] == scale)
				return true;
		}
		if (evidence->row_most == scale || evidence->row_least == scale)
			return true;
	}
	return false;
}

/* Nothing states a maximum of the column: are its marks out of the rules' scale? */
static enum err_code check_unstated(
	const struct grade_survey *survey, size_t part, const char *column, struct err *err)
{
	const struct grade_evidence *evidence = &survey->parts[part];
	char value[MARK_SIZE];

	if (evidence->beside[0] && evidence->bare)
		return contradict(evidence, column, evidence->beside[0], survey->scale, err);
	/* A number that a mark exceeds is no maximum, but an id, a part, a day. */
	if (evidence->maybe && evidence->maybe != survey->scale && evidence->bare &&
		evidence->highest <= evidence->maybe) {
		mark_plain(evidence->maybe, value);
		return doubt(evidence, WHY_GRADES_MAYBE, 0, column, value, err);
	}
	if (evidence->highest > survey->scale)
		return doubt(evidence, WHY_GRADES_ABOVE, evidence->highest_line, column,
			evidence->highest_typed, err);
	return ERR_OK;
}

enum err_code grade_scale_settle(const struct grade_survey *survey, size_t part,
	const struct grade_import_options *options, const char *column, struct grade_scale *ret,
	struct err *err)
{
	const struct grade_evidence *own = &survey->parts[part];
	int told = options->part_scale[part], stated = 0, of_all = options->scale;
	bool figure = own->figure;

	*ret = (struct grade_scale){.out_of = survey->scale, .agreed = true};
	if (told) {
		ret->out_of = told;
		return ERR_OK;
	}
	if (own->stated_count > 1)
		return contradict(own, column, own->stated[0], own->stated[1], err);
	if (own->stated_count) {
		stated = own->stated[0];
	} else if (!own->row_most && survey->all.stated_count) {
		if (survey->all.stated_count > 1)
			return contradict(
				own, column, survey->all.stated[0], survey->all.stated[1], err);
		stated = survey->all.stated[0];
	}
	if (stated && own->row_most && (own->row_least != stated || own->row_most != stated))
		return contradict(own, column, stated,
			own->row_least != stated ? own->row_least : own->row_most, err);
	/* What the user says of the file does not undo what it says of a column. */
	if (of_all && (stated || own->row_most) && !is_stated(survey, of_all))
		return contradict(own, column, stated ? stated : own->row_most, of_all, err);
	if (stated) {
		ret->out_of = stated;
		ret->agreed = stated == survey->scale || stated == of_all || figure;
	} else if (own->row_most) {
		ret->by_row = true;
	} else if (of_all) {
		ret->out_of = of_all;
	} else {
		enum err_code rc = check_unstated(survey, part, column, err);

		if (rc)
			return rc;
		ret->beside = own->beside[0] > 0;
		ret->agreed = !ret->beside;
	}
	return ERR_OK;
}

int grade_rescale(const struct programme *programme, size_t unit, int mark, int out_of)
{
	static const int steps[] = {100, 10, 1};

	return grade_round((int64_t)mark * programme->rules.values[GRADE_RULE_SCALE], out_of,
		steps[programme->units[unit].row.decimals], ROUND_HALF_UP);
}
