/* A meeting that is planned: its card, and how one begins. */
#ifndef SUIVI_TUI_MEETING_CARD_H
#define SUIVI_TUI_MEETING_CARD_H

#include "tui/view.h"

/* The day, hour, place and agenda of a planned meeting, each a line to change; and what to do. */
void meeting_card(struct tui *tui, int64_t meeting_id);
/* Begin a planned one; asked first where it is planned for another day than today. */
void meeting_start_planned(struct tui *tui, int64_t meeting_id);
/*
 * Begin with a student, or go on. Where one is planned for another day nearby,
 * it is asked whether that one begins, or another.
 */
void meeting_start(struct tui *tui, int64_t student_id);

#endif
