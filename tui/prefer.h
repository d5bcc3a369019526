/* What is chosen once and remembered: theme and mouse; and how that is told. */
#ifndef SUIVI_TUI_PREFER_H
#define SUIVI_TUI_PREFER_H

#include <stdbool.h>

#include "tui/action.h"

struct tui;

/* Themes and the mouse, at once and at the next start. false: another action. */
bool prefer_act(struct tui *tui, enum action action);

/* Say what was chosen. kept: the next start finds it so, else suivi.conf decides otherwise. */
void prefer_tell(struct tui *tui, const char *sentence, bool kept);

#endif
