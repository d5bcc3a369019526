/*
 * Out of how much marks are, as people and programs write it beside them: "Écrit
 * (/40)", "Note/10,00", "sur 10", "Pts: 40", "(%)" over a column, "18/40" and
 * "72 %" in a cell.
 */
#ifndef SUIVI_CORE_GRADE_TITLE_H
#define SUIVI_CORE_GRADE_TITLE_H

#include "core/grade_words.h"
#include "core/mark.h"
#include "db/rows.h"

struct grade_title {
	int stated[2]; /* hundredths, of the maxima that are stated; two: they contradict */
	size_t stated_count;
	int maybe;     /* a number that may be a maximum, "(40)", or be something else; 0: none */
	int session;   /* "session 2"; 0: it names none */
	char bare[LABEL_SIZE]; /* the name without all that */
};

void grade_title_read(const struct grade_words *words, const char *name, struct grade_title *ret);

/*
 * A mark with its maximum beside it, "18/40", "18 sur 40", "72 %": the maximum in
 * hundredths, and the mark alone in ret_mark. 0: there is none, as in "14/05",
 * which may be a day.
 *
 * expected  what the column is out of, in hundredths: of its "8/10" no day is made
 */
int grade_cell_maximum(const struct grade_words *words, const char *text, int expected,
                       char ret_mark[MARK_SIZE]);

#endif
