/*
 * What a student is called before people: « Lefèvre Zoé »; « Dupont Camille
 * (0024008) » where another student has the same name; « Étudiant 03 » while
 * names are hidden.
 *
 * That number is the student's place in the order in which all of the file were
 * entered: one number a student, the same on every screen and paper and on
 * every day. Copies of a file agree on it once they are merged.
 */
#ifndef SUIVI_CORE_STUDENT_NAME_H
#define SUIVI_CORE_STUDENT_NAME_H

#include "core/session.h"

enum { STUDENT_NAME_SIZE = 2 * NAME_SIZE + MATRICULE_SIZE + 4 };

/*
 * last_name, first_name  borrowed; not looked at where names are hidden
 * ret                    cut at a character where too long
 *
 * Never fails: what cannot be read is left out.
 */
void student_name(struct session *session, bool hidden, int64_t student_id, const char *last_name,
                  const char *first_name, char *ret, size_t size);

/* Release what session keeps for it; for session_close(). */
struct student_numbers;
void student_numbers_free(struct student_numbers *numbers);

#endif
