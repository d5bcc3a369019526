/*
 * What is added to a student's file beside levels, from any screen that stands
 * on a student or a capability: an objective, a trace, an agreed adjustment, a
 * level by decision, how often an item must be observed. Each is a question or
 * a few, then one change.
 */
#ifndef SUIVI_TUI_DOSSIER_H
#define SUIVI_TUI_DOSSIER_H

#include "tui/view.h"

/*
 * Begin what an action asks for. item: of the framework in use; (size_t)-1:
 * none. false: not such an action.
 */
bool dossier_add(struct tui *tui, enum action action, int64_t student_id, size_t item);
/* Choose which of them. */
void dossier_choose(struct tui *tui, int64_t student_id);
/* As view.why_not, for those actions. */
const char *dossier_why_not(struct tui *tui, enum action action, int64_t student_id, size_t item);

#endif
