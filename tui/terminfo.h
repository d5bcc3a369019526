/* Descriptions of terminals: which one to use. */
#ifndef SUIVI_TUI_TERMINFO_H
#define SUIVI_TUI_TERMINFO_H

/*
 * The name of the user's own description (TERM); where this machine has none
 * of that name, of the nearest that nearly every terminal understands. NULL:
 * there is none, or the user's own cannot move its cursor (dumb).
 */
const char *terminfo_choose(void);

#endif
