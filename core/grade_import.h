/*
 * Grades from a file: our own sheet, a Moodle grade export, a Canvas gradebook,
 * or any list with a column of students and columns of grades.
 *
 * Read, compared, then written in one batch. An empty cell, "-" or "N/A" says
 * nothing and erases nothing. Marks are taken out of the maximum that the file
 * states for their column, see core/grade_scale.h; in doubt a column is refused.
 */
#ifndef SUIVI_CORE_GRADE_IMPORT_H
#define SUIVI_CORE_GRADE_IMPORT_H

#include "core/grade.h"
#include "core/target.h"

enum grade_change { GRADE_NEW, GRADE_CHANGED, GRADE_SAME, GRADE_REFUSED };

/* A cell of the file, for the preview. */
struct grade_line {
	enum grade_change change;
	long line;
	size_t row;            /* of the sheet; its count when the student is not in it */
	size_t part;
	struct cell before, after;
	int out_of;            /* hundredths, where the mark was converted; else 0 */
	char typed[MARK_SIZE]; /* as in the file, cut */
	struct err why;        /* of GRADE_REFUSED */
};

struct grade_import_options {
	const struct programme *programme;
	size_t unit;
	size_t part;              /* (size_t)-1: every activity that has a column */
	int session;
	int scale;                /* hundredths: what marks are out of where the file does not say; 0: of the rules' scale */
	int part_scale[PARTS_MAX]; /* likewise of one part, whatever the file says; 0: not told */
	const char *encoding;     /* NULL: found out */
	char delimiter;           /* 0: found out */
	size_t map_count;
	const char *const *map;   /* "grade=COLUMN", "AA1=COLUMN", and those of header.h */
};

/* What the marks of a column are out of. */
struct grade_scale {
	int out_of;  /* hundredths; 0: no column */
	bool by_row; /* each row says its own */
	bool beside; /* beside the marks */
	bool agreed; /* nothing is converted, or a program or the user said so */
};

struct grade_import {
	struct gradesheet sheet;
	uint64_t generation; /* of the file, when it was read; see db_generation() */
	char columns[PARTS_MAX][LABEL_SIZE]; /* the column each part was read from; "": none */
	struct grade_scale scales[PARTS_MAX];
	size_t left_count;                   /* columns that look like marks, and are not taken */
	char (*left)[LABEL_SIZE];
	long rows, added, changed, unchanged, refused;
	long missing; /* students of the sheet who are not in the file */
	bool shifted; /* a row has the name of another student: columns sorted without the others */
	size_t count, room;
	struct grade_line *lines;
};

/*
 * Read and compare; writes nothing. Release with grade_import_release(). A column
 * whose maximum is in doubt is one refused line.
 * Errors: those of header_read() and grade_columns_find().
 */
MUST_CHECK enum err_code grade_import_read(struct session *session, const char *path,
                                           const struct grade_import_options *options,
                                           struct grade_import *ret, struct err *err);
void grade_import_release(struct grade_import *import);
/*
 * May it be written? partial: although rows were refused.
 * Errors: WHY_GRADES_REFUSED, WHY_NAMES_SHIFTED.
 */
MUST_CHECK enum err_code grade_import_check(
	const struct grade_import *import, bool partial, struct err *err);
/*
 * Is there a column that was converted because of words, which the user should
 * agree to? WHY_GRADES_SCALE: it names the first and what to say.
 */
MUST_CHECK enum err_code grade_import_check_scales(const struct grade_import *import,
                                                   struct err *err);
/*
 * Write what was read, in one batch. agreed: grade_import_check_scales() was asked
 * about, or had nothing to ask.
 * Errors: those of grade_import_check(), WHY_GRADES_SCALE, WHY_SHEET_LOCKED.
 */
MUST_CHECK enum err_code grade_import_apply(struct session *session,
                                            const struct grade_import *import,
                                            const char *subject, bool partial, bool agreed,
                                            struct err *err);

/* ---- Out --------------------------------------------------------------------- */

#define GRADE_FORMS                                                                                \
	(TARGET_BIT(TARGET_CSV) | TARGET_BIT(TARGET_RFC4180) | TARGET_BIT(TARGET_MOODLE) |         \
		TARGET_BIT(TARGET_CANVAS))
/*
 * The sheet as a file that grade_import_read(), Moodle or Canvas reads back. Our
 * own names the unit, the session where it is not the first, and the maximum.
 *
 * Platforms know no codes: one worth zero is 0, one that is left out or credits is
 * excused where there is such a thing (Canvas); the others leave the cell empty,
 * and ret_left counts them: "1 PP, 2 CM".
 */
MUST_CHECK enum err_code grade_export(struct session *session, const struct gradesheet *sheet,
                                      const struct target *to, char ret_left[LABEL_SIZE],
                                      struct err *err);

#endif
