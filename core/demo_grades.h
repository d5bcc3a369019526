/* The programme and the grades of the demonstration: fixtures/demo/grades.csv. */
#ifndef SUIVI_CORE_DEMO_GRADES_H
#define SUIVI_CORE_DEMO_GRADES_H

#include "core/session.h"

/* Inside the batch that makes the demonstration; students are there. */
MUST_CHECK enum err_code demo_grades_fill(struct session *session, struct err *err);

#endif
