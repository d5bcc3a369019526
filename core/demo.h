/*
 * The demonstration class: invented students with a term of ratings, on a file
 * of its own that is removed at the end.
 */
#ifndef SUIVI_CORE_DEMO_H
#define SUIVI_CORE_DEMO_H

#include "core/session.h"

/* Bring the demonstration's students, people and ratings into an empty file. */
MUST_CHECK enum err_code demo_fill(struct session *session, struct err *err);

/* Remove the file, its folder and what stands beside it. */
void demo_remove(const char *path);

#endif
