/*
 * Out of how much the marks of each column of a file are. A maximum that is
 * stated is the maximum: in the title of the column, in a row or a column of
 * maxima, over the table, beside the marks, or by the user. Marks whose maximum
 * is in doubt are not taken.
 *
 * A first reading of the file is told here, row by row; then grade_scale_settle()
 * says what each column is out of.
 */
#ifndef SUIVI_CORE_GRADE_SCALE_H
#define SUIVI_CORE_GRADE_SCALE_H

#include "core/grade_import.h"
#include "core/grade_title.h"

/* What was met of one column. All in hundredths; 0: nothing. */
struct grade_evidence {
	int stated[2];           /* two: they contradict */
	size_t stated_count;
	bool figure;             /* stated by a row of maxima, which programs write */
	int maybe;
	int row_least, row_most; /* of a column of maxima beside it */
	int beside[2];           /* beside the marks, but for the scale of the rules; two: they differ */
	size_t bare, marked;     /* marks without and with a maximum beside them */
	int highest;             /* of those without */
	char highest_typed[MARK_SIZE];
	long highest_line, line; /* where it stands; where marks begin */
};

struct grade_survey {
	const struct grade_words *words;
	int scale;                /* of the rules */
	size_t part_count;
	struct grade_evidence parts[PARTS_MAX];
	struct grade_evidence all; /* over the table, about no column */
};

/* A maximum is stated for a part; PARTS_MAX: for all. figure: by a row of maxima. */
void grade_survey_state(struct grade_survey *survey, size_t part, int maximum, bool figure);
/* What the title of its column says. */
void grade_survey_title(struct grade_survey *survey, size_t part, const struct grade_title *title);
/* A cell with a mark; row_maximum: what the row says it is out of, 0: nothing. */
void grade_survey_mark(struct grade_survey *survey, size_t part, long line, const char *text,
                       int row_maximum);

/*
 * What a part is out of. ret on ERR_OK.
 * Errors, about the part alone, with the line: WHY_GRADES_ABOVE, WHY_GRADES_MAXIMA,
 * WHY_GRADES_MAYBE. place is `column`.
 */
MUST_CHECK enum err_code grade_scale_settle(const struct grade_survey *survey, size_t part,
                                            const struct grade_import_options *options,
                                            const char *column, struct grade_scale *ret,
                                            struct err *err);

/* A mark of another scale: exact, halves up, as many decimals as the unit takes. */
int grade_rescale(const struct programme *programme, size_t unit, int mark, int out_of);

#endif
