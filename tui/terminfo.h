/* Descriptions of terminals: which one to use. */
#ifndef SUIVI_TUI_TERMINFO_H
#define SUIVI_TUI_TERMINFO_H

/*
 * The name of the user's own description (TERM), else of the nearest that
 * nearly every terminal understands; NULL: none on this machine will do.
 */
const char *terminfo_choose(void);

#endif
