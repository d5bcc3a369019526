/*
 * The rows of the file as they travel upward: plain values, no behaviour.
 *
 * Text in arrays is UTF-8 with a NUL, cleaned and in NFC; an empty string
 * stands for NULL. The sizes are limits that core refuses to exceed, so
 * nothing is ever cut on the way in. Texts without a useful limit are pointers
 * owned by the row; the noun's _free releases them.
 */
#ifndef SUIVI_DB_ROWS_H
#define SUIVI_DB_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MATRICULE_SIZE = 65,
	NAME_SIZE = 201,
	EMAIL_SIZE = 255,
	CODE_SIZE = 101,
	LABEL_SIZE = 201,
	DATE_SIZE = 11, /* yyyy-mm-dd */
	YEAR_SIZE = 10, /* 2026-2027 */
	LEVELS_MAX = 6,
	STAMP_SIZE = 16,
	LOGIN_SIZE = 65, /* of a user of the system, or a machine */
	COMMENT_SIZE = 4001,
	SORT_KEY_SIZE = 2 * NAME_SIZE,
};

/* rating.level beside the digits 1..6 of the scale */
enum {
	LEVEL_NONE = 0,          /* no level was given (NULL in the file) */
	LEVEL_NOT_OBSERVED = -1, /* seen by staff, but could not be observed */
};

enum level_rule { RULE_LATEST, RULE_HIGHEST, RULE_MEAN, RULE_DECAYING, RULE_COUNT };

enum assessment_kind {
	KIND_MEETING,
	KIND_INTERNSHIP,
	KIND_THESIS,
	KIND_COURSE,
	KIND_SELF,
	KIND_PEER,
	KIND_JURY,
	KIND_COUNT
};

enum group_kind { GROUP_CLASS, GROUP_PEER, GROUP_SEMINAR, GROUP_KIND_COUNT };

struct level_row {
	int digit;             /* 1..6 */
	char short_name[LABEL_SIZE];
	char name[LABEL_SIZE]; /* "En cours" */
};

struct scale_row {
	int64_t id;
	char code[CODE_SIZE];
	char title[LABEL_SIZE];
	int mastery; /* digit from which an item is mastered */
	size_t level_count; /* 2..6; levels[i].digit is i + 1 */
	struct level_row levels[LEVELS_MAX];
};

struct framework_row {
	int64_t id;
	char code[CODE_SIZE];
	char version[CODE_SIZE];
	char title[LABEL_SIZE];
	int64_t scale_id;
	enum level_rule rule;
	char validated_on[DATE_SIZE];
	char level[LABEL_SIZE];
	char cycle[LABEL_SIZE];
	char type[LABEL_SIZE];
	char sector[LABEL_SIZE];
	char domain[LABEL_SIZE];
	char language[LABEL_SIZE];
	int credits; /* -1: not said */
	int position;
};

struct item_row {
	int64_t id;
	int64_t framework_id;
	int64_t parent_id; /* 0: a root */
	char code[CODE_SIZE];
	char kind[CODE_SIZE];
	int position;
	char label[LABEL_SIZE];
	char *text; /* the full sentence; owned */
};

struct student_row {
	int64_t id;
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
	char email[EMAIL_SIZE];
	char birth_date[DATE_SIZE];
};

struct group_row {
	int64_t id;
	char code[CODE_SIZE];
	char label[LABEL_SIZE];
	enum group_kind kind;
	char year[YEAR_SIZE];
	long size; /* students in it; read only */
};

struct person_row {
	int64_t id;
	char name[NAME_SIZE];
	char email[EMAIL_SIZE];
};

struct assessment_row {
	int64_t id;
	enum assessment_kind kind;
	char held_on[DATE_SIZE];
	int64_t person_id; /* 0: nobody named */
	char person[NAME_SIZE]; /* read only */
};

struct rating_row {
	int64_t id;
	int64_t student_id;
	int64_t item_id;
	int64_t assessment_id;
	int level;        /* LEVEL_NONE, LEVEL_NOT_OBSERVED or 1..6 */
	int64_t rated_at; /* milliseconds since 1970, UTC */
	enum assessment_kind kind;  /* of its assessment; read only */
	char held_on[DATE_SIZE];    /* likewise */
	bool field;                 /* likewise: given by somebody outside the school */
	int64_t peer_id;            /* likewise: given by this student; 0: not a peer, or unnamed */
};

/* Derived: the current level of a student on an item. */
struct current_row {
	int64_t student_id;
	int64_t item_id;
	int value;      /* hundredths of a level; -1: seen, never rated */
	int trend;      /* -1 down, 0 same, 1 up, 2: only one level so far */
	int last_level; /* of the newest staff rating: 1..6 or LEVEL_NOT_OBSERVED */
	int count;      /* staff ratings with a level */
	char seen_on[DATE_SIZE];
};

/* Derived: a student's place in a framework as a whole. */
struct standing_row {
	int64_t framework_id;
	int64_t student_id;
	int mean;  /* hundredths; -1: no level yet */
	int rated; /* leaves with a current level */
	char seen_on[DATE_SIZE];
};

/* One field's change, readable. */
struct history_row {
	unsigned char stamp[STAMP_SIZE];
	unsigned char batch[STAMP_SIZE];
	int64_t at; /* wall time of its batch: milliseconds since 1970, UTC */
	char author[NAME_SIZE];
	char login[LOGIN_SIZE], machine[LOGIN_SIZE]; /* as in batch_row */
	char action[CODE_SIZE]; /* what the batch was: "rate", "import-students", "undo" … */
	char table[CODE_SIZE];
	int64_t row;
	char key[3 * NAME_SIZE]; /* the row's natural key, readable: "0024003 3.2 2026-11-12" */
	char field[CODE_SIZE];   /* column, or "" for a whole new row */
	char *old;               /* text of the value before; NULL: none; owned */
	char *value;             /* text of the value after; NULL: none; owned */
};

/* One batch: what u undoes at once. */
struct batch_row {
	unsigned char stamp[STAMP_SIZE];
	int64_t at; /* wall time where it was done; that of its stamp where none is kept */
	char author[NAME_SIZE];
	char login[LOGIN_SIZE], machine[LOGIN_SIZE]; /* of the system; "": not kept then */
	char action[CODE_SIZE];
	char subject[LABEL_SIZE]; /* what it was about: a matricule and code, a file name */
	long entries;             /* changes in it */
	bool undone;              /* undone by a later batch */
};

#endif
