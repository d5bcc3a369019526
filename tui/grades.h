/* Grades on the screen: the sheet, units, results and the jury. */
#ifndef SUIVI_TUI_GRADES_H
#define SUIVI_TUI_GRADES_H

#include "core/figures.h"
#include "tui/view.h"

/* The argument of view_grades; copied. */
struct grades_about {
	int64_t programme_id;
	size_t unit;
	int session;
	int64_t group_id;
};
extern const struct view view_grades;

/* A student's results as if one mark were another; nothing is written. */
void grades_suppose(struct tui *tui, int64_t programme_id, const struct supposition *supposed);

/* Open the screen an action names, about a student and a group. false: not such an action. */
bool grades_go(struct tui *tui, enum action action, int64_t student_id, int64_t group_id);
/*
 * Menus: of a unit (sheet, who takes it, papers, files), of a student's unit
 * (the jury's decision, dispensed or carried over), of the jury (close, open).
 */
void grades_unit_menu(struct tui *tui, int64_t programme_id, int64_t unit_id, int64_t group_id);
/* A new unit, by its code and title. */
void grades_add_unit(struct tui *tui, int64_t programme_id, int64_t group_id);
void grades_student_menu(
	struct tui *tui, int64_t programme_id, int64_t unit_id, int64_t student_id);
void grades_jury_menu(struct tui *tui, int64_t programme_id, int64_t group_id, int session);
/* The grades of a file beside those of the sheet, and then written. */
void grades_import_preview(
	struct tui *tui, int64_t programme_id, int64_t unit_id, int session, const char *path);

/* How the mark of a unit comes about. */
void grades_explain(struct tui *tui, int64_t programme_id, int64_t unit_id, int64_t student_id,
                    int session);

#endif
