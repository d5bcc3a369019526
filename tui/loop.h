/* Key → action → view → redraw, until somebody leaves. */
#ifndef SUIVI_TUI_LOOP_H
#define SUIVI_TUI_LOOP_H

struct tui;

/*
 * Run with at least one view open. With nothing to do it waits for a key, or
 * for the time to cover the screen: an idle program takes no processor time.
 */
void loop_run(struct tui *tui);

#endif
