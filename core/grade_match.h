/*
 * Which student of a sheet a row of a file is about: by matricule, else by e-mail
 * address, else by name. A number that a platform gives for one piece of work
 * ("Participant 1001") is no matricule.
 */
#ifndef SUIVI_CORE_GRADE_MATCH_H
#define SUIVI_CORE_GRADE_MATCH_H

#include "core/csv.h"
#include "core/grade.h"
#include "core/grade_words.h"
#include "core/header.h"

struct grade_match {
	struct session *session;
	const struct gradesheet *sheet; /* in order of matricule */
	const struct header *header;
	const struct grade_words *words;
};

/*
 * The row of the sheet; its count when there is none.
 *
 * ret_typed    what of the file it went by; size bytes
 * ret_several  more than one student bears the name
 */
size_t grade_match_find(const struct grade_match *match, const struct csv_record *record,
                        char *ret_typed, size_t size, bool *ret_several);
/* Why it is of nobody on the sheet; several: see above. */
enum err_reason grade_match_why(const struct grade_match *match, const struct csv_record *record,
                                const char *typed, bool several);
/*
 * Has the row quite another name than the student found, or that of another of the
 * sheet (then *ret_shifted becomes true)? In a spreadsheet some columns were sorted
 * without the others. ret_name: the student's.
 */
bool grade_match_is_other(const struct grade_match *match, const struct csv_record *record,
                          const struct sheet_row *row, char ret_name[2 * NAME_SIZE + 2],
                          bool *ret_shifted);

/* A cell of the file as kept text; "" where the row has none. */
void grade_match_cell(const struct csv_record *record, size_t column, char *ret, size_t size);

#endif
