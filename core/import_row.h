/*
 * Between the files of the class-list import: one record of the list read into
 * a row, with every cell checked.
 */
#ifndef SUIVI_CORE_IMPORT_ROW_H
#define SUIVI_CORE_IMPORT_ROW_H

#include "core/header.h"
#include "db/db.h"

enum { GROUPS_MAX = 32, PROVISIONAL_SIZE = 5 };

/* Students of lists without matricules get one that begins so, until another list brings theirs. */
#define PROVISIONAL "prov:"

struct list_row {
	long line;
	struct student_row student; /* id 0; matricule "" where the list has none */
	size_t group_count;
	char groups[GROUPS_MAX][CODE_SIZE];
	char *extra;                /* JSON of the unknown columns; NULL: none; owned, reused */
	size_t extra_room;
	bool nameless;              /* a cell under no name was passed over */
	char today[DATE_SIZE];      /* asked once */
};

/*
 * ret   zeroed before the first call; reused after that; freed with list_row_release()
 * months_first   dates of this list have the month first
 *
 * Errors, each with line, column and value: WHY_MATRICULE_MISSING,
 * WHY_MATRICULE_SHORTENED, WHY_LAST_NAME_MISSING, WHY_NAME_COLUMN_MISSING,
 * WHY_FULL_NAME_UNCLEAR, WHY_NAME_NUMBER, WHY_EMAIL_INVALID, WHY_BIRTH_DATE_INVALID,
 * WHY_BIRTH_DATE_FUTURE, WHY_BIRTH_DATE_SERIAL, WHY_CELL_ERROR,
 * WHY_CELL_TOO_LONG, WHY_ROW_LONGER, WHY_ROW_OTHER_ROLE, WHY_ROW_DELETED, WHY_ROW_GRADEBOOK,
 * WHY_NO_MEMORY.
 */
MUST_CHECK enum err_code list_row_read(const struct header *header, bool months_first,
                                       const struct csv_record *record, struct list_row *ret,
                                       struct err *err);
void list_row_release(struct list_row *row);

/* The matricule a student without one gets: of names and birth date, the same each time. */
void list_row_provisional(struct student_row *student);
bool is_provisional(const char *matricule);

/* A row of empty cells, or none of a student: passed over without a word. */
bool list_row_blank(const struct csv_record *record);

#endif
