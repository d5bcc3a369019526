/*
 * Private to the menus of grades: what they share. A menu is a list to choose
 * from; what it is about stands in tui->asking meanwhile.
 */
#ifndef SUIVI_TUI_GRADES_MENU_H
#define SUIVI_TUI_GRADES_MENU_H

#include "core/programme.h"
#include "tui/grades.h"
#include "tui/sheet.h"

/* After a change was written: say so, and let every view read again. */
void grades_saved(struct tui *tui, const char *said);
/* Open a list whose lines call picked with their number. labels are copied. */
void grades_menu(struct tui *tui, const char *title, size_t count,
                 const char (*labels)[LABEL_SIZE],
                 void (*picked)(struct tui *tui, void *data, size_t index),
                 struct sheet_about *asked);
/* The programme that is asked about, and which of its units; false: it said why not. */
bool grades_load_asked(struct tui *tui, const struct sheet_about *asked, struct programme *ret,
                       size_t *ret_unit);

#endif
