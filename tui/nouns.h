/*
 * Internships, theses and supports on the screen: lists as pages, and a menu
 * of fields for each line. Everything goes through core.
 */
#ifndef SUIVI_TUI_NOUNS_H
#define SUIVI_TUI_NOUNS_H

#include "db/follow.h"
#include "tui/view.h"

/* Open the list an action names, of a student or (id 0) of a group. false: not such an action. */
bool nouns_go(struct tui *tui, enum action action, int64_t student_id, int64_t group_id);
/* Open the menu of one row; kind is an enum seeing_mark. */
void nouns_open(struct tui *tui, int kind, int64_t id);

#endif
