/*
 * The linear mode: for screen readers, dumb terminals and pipes.
 *
 * Lines on standard output, commands on standard input: no alternate screen,
 * no borders, no repainting, levels in words. The same state and the same core
 * functions as the screens.
 */
#ifndef SUIVI_TUI_LINEAR_H
#define SUIVI_TUI_LINEAR_H

#include "tui/tui.h"

/* Run until “q” or the end of input. Errors: those of follow_init(). */
MUST_CHECK enum err_code linear_run(const struct tui_options *options, struct err *err);

#endif
