/* Between term.c and input.c only: see term_read_key() in term.h for the keys. */
#ifndef SUIVI_TUI_INPUT_H
#define SUIVI_TUI_INPUT_H

#include "tui/term.h"

bool input_start(void); /* once curses runs; false: no memory */
void input_stop(void);

/* Take the size the terminal has now; in term.c. */
void term_resized(struct term *term);

#endif
