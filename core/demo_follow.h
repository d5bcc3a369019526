/* The follow-up of the demonstration class: fixtures/demo/follow.csv. */
#ifndef SUIVI_CORE_DEMO_FOLLOW_H
#define SUIVI_CORE_DEMO_FOLLOW_H

#include "core/session.h"

/* Inside the batch that made the class. */
MUST_CHECK enum err_code demo_follow_fill(struct session *session, struct err *err);

#endif
