/*
 * The list of backups, and one put back.
 */
#ifndef SUIVI_TUI_BACKUP_MENU_H
#define SUIVI_TUI_BACKUP_MENU_H

#include "tui/view.h"

/* Open the list. */
void backups_show(struct tui *tui);

#endif
