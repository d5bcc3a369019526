/* The screens, started by cli/main.c when no verb is given. */
#ifndef SUIVI_TUI_TUI_H
#define SUIVI_TUI_TUI_H

/* Run the screens until the user leaves. ret: an exit status. */
int tui_run(void);

#endif
