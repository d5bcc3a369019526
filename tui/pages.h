/*
 * The pages of the screens: agenda, fiche, class map, coverage, comparison,
 * alerts, explanations. Each is a source for view_page.c over a builder of
 * core; nothing is computed here.
 */
#ifndef SUIVI_TUI_PAGES_H
#define SUIVI_TUI_PAGES_H

#include "tui/view.h"

/* Open the page an action names, about a student and a group. false: not such an action. */
bool pages_go(struct tui *tui, enum action action, int64_t student_id, int64_t group_id);
/* As view.why_not, for those actions. */
const char *pages_why_not(enum action action, int64_t student_id);
/* Why a figure is what it is. item: of the framework in use; (size_t)-1: the overall mean. */
void pages_explain(struct tui *tui, int64_t student_id, size_t item);
/* A meeting: gone on with where it is open, its card where it is planned, else its account. */
void pages_open_meeting(struct tui *tui, int64_t meeting_id);

#endif
