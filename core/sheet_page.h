/* Papers of grades: the sheet for the paper round, and the jury's. */
#ifndef SUIVI_CORE_SHEET_PAGE_H
#define SUIVI_CORE_SHEET_PAGE_H

#include "core/grade.h"
#include "core/page.h"

/* Numbered rows, what is recorded already, empty boxes elsewhere, and a place to sign. */
MUST_CHECK enum err_code sheet_page(const struct gradesheet *sheet, struct page *ret,
                                    struct err *err);
/*
 * The jury's paper: one page for the class, then one per student; in
 * TARGET_CSV the class as a table.
 */
MUST_CHECK enum err_code jury_export(struct session *session, const struct programme *programme,
                                     int number, int64_t group_id, const struct target *to,
                                     struct err *err);

#endif
