/*
 * A frame sent in one piece.
 *
 * Curses writes whenever its cursor goes to another place: some forty times for
 * a frame, each time waking the terminal, which may show it half drawn. What it
 * writes between burst_begin() and burst_end() is kept in memory and written
 * at once. One per process, as curses has one screen.
 */
#ifndef SUIVI_TUI_BURST_H
#define SUIVI_TUI_BURST_H

#include <stdio.h>

/* Where curses is to write. Where memory cannot be had: standard output itself, piece by piece. */
FILE *burst_start(void);
void burst_stop(void);

void burst_begin(void);
void burst_end(void);

#endif
