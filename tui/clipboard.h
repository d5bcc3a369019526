/* The clipboard of the user's own machine, through the terminal (OSC 52). */
#ifndef SUIVI_TUI_CLIPBOARD_H
#define SUIVI_TUI_CLIPBOARD_H

#include "db/err.h"

/*
 * Send a text there; works over ssh where the terminal allows it. Nothing
 * comes back, so nobody knows whether it did.
 * Errors: WHY_NO_MEMORY; WHY_TEXT_TOO_LONG above 64 KiB, which terminals drop.
 */
MUST_CHECK enum err_code clipboard_copy(const char *text, struct err *err);

#endif
