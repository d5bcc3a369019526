/* Papers of grades: the sheet for the paper round, and the jury's. */
#ifndef SUIVI_CORE_SHEET_PAGE_H
#define SUIVI_CORE_SHEET_PAGE_H

#include "core/grade.h"
#include "core/page.h"

/* Numbered rows, what is recorded already, empty boxes elsewhere, and a place to sign. */
MUST_CHECK enum err_code sheet_page(const struct gradesheet *sheet, struct page *ret,
                                    struct err *err);
/*
 * The jury's paper: one page for the class, then one per student. path ending
 * in .csv: the class as a table; .txt: plain text; else HTML.
 */
MUST_CHECK enum err_code jury_export(struct session *session, const struct programme *programme,
                                     int number, int64_t group_id, const char *path,
                                     struct err *err);

#endif
