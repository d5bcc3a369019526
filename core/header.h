/*
 * The header of a class list: which line it is, which delimiter the file has,
 * and which column is which field.
 *
 * Names are recognised whatever their case, accents, punctuation and language;
 * the words are data (fixtures/import/headers.csv). A field is in one column
 * only. What is not recognised stays HEADER_UNKNOWN: the importer keeps it with
 * the student, except HEADER_NEVER, which it must neither use nor keep, and
 * HEADER_SENSITIVE, which it keeps only once the user said so.
 */
#ifndef SUIVI_CORE_HEADER_H
#define SUIVI_CORE_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/csv.h"
#include "core/decode.h"
#include "db/err.h"
#include "db/rows.h"

enum { HEADER_KEY_SIZE = 64 };

enum header_field {
	HEADER_UNKNOWN,
	HEADER_MATRICULE,
	HEADER_LAST_NAME,
	HEADER_FIRST_NAME,
	HEADER_FULL_NAME, /* last and first in one cell; see core/name.h */
	HEADER_EMAIL,
	HEADER_GROUP,
	HEADER_BIRTH_DATE,
	HEADER_YEAR, /* year of study or programme */
	HEADER_TUTOR,
	HEADER_GRADE,
	HEADER_COMMENT,
	HEADER_NEVER,     /* national numbers, passwords */
	HEADER_SENSITIVE, /* of health, beliefs, money: left out unless the user says keep */
	HEADER_KEEP,      /* the user's word for HEADER_UNKNOWN; no column has it */
	HEADER_FIELD_COUNT
};

struct header_column {
	char name[LABEL_SIZE];       /* as in the file, cleaned */
	char key[HEADER_KEY_SIZE];   /* see core/synonym.h */
	enum header_field field;
	enum header_field suggested; /* may be this; taken only if asked for; else HEADER_UNKNOWN */
	bool duplicate;              /* an earlier column has the same name */
};

struct header {
	long line;           /* physical line of the names; 0: the file has none */
	long first_line;     /* records before this line are no students */
	char delimiter;
	char announced;      /* what a first line `sep=` says instead; 0: nothing, or the same */
	size_t count;        /* of columns */
	struct header_column *columns;
	size_t recognised;   /* columns with a known name */
	bool year_in_group;  /* the class is a letter: the year belongs before it */
	/* Columns that say more of a row; (size_t)-1: there is none. */
	size_t role;         /* student, teacher… see core/role.h */
	size_t deleted;      /* whether the row is deleted, likewise */
	size_t spare_id;     /* the matricule where its own column is empty */
};

struct header_options {
	char delimiter;        /* 0: found out */
	const char *layout;    /* a list without names: "pronote" "sacoche" "gepi"; NULL: it has some */
	size_t map_count;
	const char *const *map; /* FIELD=HEADER, told by the user; before what is known. A field also as lists name it */
};

/*
 * Find the header in the first 20 records: the one with the most known names,
 * at least two, or else one that stands first. The delimiter is the user's, or
 * that of `sep=` if it gives names at all (people change a list and leave that
 * line), or the one that gives the most known names and then the most rows of
 * equal length.
 *
 * options  NULL: everything is found out
 * ret      to be freed with header_free()
 *
 * Errors: WHY_HEADER_UNKNOWN (also when another encoding would read it),
 * WHY_MAP_FIELD, WHY_MAP_COLUMN, WHY_MAP_NEVER, WHY_LAYOUT_UNKNOWN, those of
 * csv_read() if no delimiter could be read at all.
 */
MUST_CHECK enum err_code header_read(struct decode *decode, const struct header_options *options,
                                     struct header **ret, struct err *err);
/* The same for the beginning of a text; whole: it is all of it. */
MUST_CHECK enum err_code header_read_text(const char *text, size_t length, bool whole,
                                          const struct header_options *options,
                                          struct header **ret, struct err *err);
void header_free(struct header *header); /* NULL is fine */

/*
 * As header_read(), and where the file was taken for Windows-1252 for want of
 * anything else, try Mac Roman and CP850: the one whose header has the most
 * known names stays set in decode, and of several the one that shows the most
 * plausible names.
 */
MUST_CHECK enum err_code header_read_guess(struct decode *decode,
                                           const struct header_options *options,
                                           struct header **ret, struct err *err);

/* How many names are known; 0 for NULL. */
size_t header_recognised(const struct header *header);

/* Index of the column of a field, (size_t)-1 if there is none. */
size_t header_column(const struct header *header, enum header_field field);

/*
 * The user says what a column is; a column that had the field loses it.
 * Errors: WHY_MAP_NEVER for a column of national numbers, WHY_MAP_COLUMN.
 */
MUST_CHECK enum err_code header_set(struct header *header, size_t column, enum header_field field,
                                    struct err *err);

/*
 * The code of the group a row names, cleaned: its cell, with the year before it
 * where year_in_group. "" if it names none. False: it does not fit in ret.
 */
bool header_group(const struct header *header, const struct csv_record *record,
                  char ret[CODE_SIZE]);

/* "last_name", as in --map and --json; static storage. */
const char *header_field_name(enum header_field field);
/* HEADER_UNKNOWN if it is none; - and _ are the same. */
enum header_field header_field_find(const char *name, size_t length);

#endif
