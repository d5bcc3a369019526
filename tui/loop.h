/* Key → action → view → redraw, until somebody leaves. */
#ifndef SUIVI_TUI_LOOP_H
#define SUIVI_TUI_LOOP_H

struct tui;

/*
 * Run with at least one view open. Waits without a timeout when there is
 * nothing to do, so an idle program takes no processor time.
 */
void loop_run(struct tui *tui);

#endif
