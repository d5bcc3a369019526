/*
 * Between the files of the class-list import: one record of the list read into
 * a row, with every cell checked.
 */
#ifndef SUIVI_CORE_IMPORT_ROW_H
#define SUIVI_CORE_IMPORT_ROW_H

#include "core/header.h"
#include "db/db.h"

enum { GROUPS_MAX = 32, PROVISIONAL_SIZE = 5, ROW_NOTES = 4 };

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
	bool secret;                /* a cell with a national number was passed over */
	bool mended;                /* a name of the record was mended: see core/mend.h */
	bool unclear;               /* full is both names, and nothing tells which is which */
	char full[2 * NAME_SIZE];
	size_t note_count; /* cells that could not be read, and were left out */
	struct err notes[ROW_NOTES];
	char today[DATE_SIZE];      /* asked once */
};

/* Is this the code of a group that is here? */
typedef bool list_group_fn(void *ctx, const char *code);

/*
 * is_group   tells "M1, renforcement", one group, from "M1, TD2"; NULL: none is
 * ret   zeroed before the first call; reused after that; freed with list_row_release()
 * months_first   dates of this list have the month first
 *
 * Errors, each with line, column and value: WHY_MATRICULE_MISSING,
 * WHY_MATRICULE_SHORTENED, WHY_LAST_NAME_MISSING, WHY_NAME_COLUMN_MISSING,
 * WHY_NAME_NUMBER, WHY_CELL_ERROR, WHY_CELL_SECRET, WHY_CELL_TOO_LONG, WHY_ROW_LONGER,
 * WHY_ROW_OTHER_ROLE, WHY_ROW_DELETED, WHY_ROW_GRADEBOOK, WHY_NO_MEMORY. What nobody needs to be
 * known by never refuses the row: an e-mail address, a date or a group that cannot be read is noted
 * and left empty.
 */
MUST_CHECK enum err_code list_row_read(const struct header *header, bool months_first,
	const struct csv_record *record, list_group_fn *is_group, void *ctx, struct list_row *ret,
	struct err *err);
void list_row_release(struct list_row *row);

/* The matricule a student without one gets: of names and birth date, the same each time. */
void list_row_provisional(struct student_row *student);
bool is_provisional(const char *matricule);

/*
 * Put into row that both its names are those of a cell of both; see unclear.
 * names: of a student who is here.
 */
void list_row_name(struct list_row *row, const struct student_row *names);

/* The refusal of a row whose names are unclear. */
enum err_code list_row_unclear(
	const struct header *header, const struct list_row *row, struct err *err);

/* A row of empty cells, or none of a student: passed over without a word. */
bool list_row_blank(const struct csv_record *record);

#endif
