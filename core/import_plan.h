/* Between the files of the class-list import: the open import. See import.h. */
#ifndef SUIVI_CORE_IMPORT_PLAN_H
#define SUIVI_CORE_IMPORT_PLAN_H

#include "core/decode.h"
#include "core/import.h"
#include "core/import_index.h"
#include "core/import_row.h"

enum { WARNINGS_MAX = 64, GROUPS_TOUCHED_MAX = 256 };

/* A group the list names: its members are known, so that adding one costs nothing if they are there. */
struct list_group {
	struct group_row row; /* id 0: it will be made */
	struct hash_set members;
	int position;         /* of the last member; new ones follow */
};

/* What the user decided of a row that was asked about. */
struct decision {
	long line;
	int64_t student_id; /* or IMPORT_NEW_STUDENT, IMPORT_LEFT_OUT */
};

/*
 * What only the whole list tells, learnt while it is compared; it is then
 * compared again. Sets hold hashes.
 */
struct list_survey {
	bool first;                 /* being learnt: olds, news, claimed, contested, matricules */
	bool collecting;            /* being learnt: names */
	long others;                /* rows of a known student under other names */
	struct hash_set names;      /* of the rows */
	struct hash_set olds, news; /* of fields that change: what was there, what comes */
	struct hash_set claimed, contested; /* provisional students a row, several rows may be */
	struct zeros zeros;                 /* of the matricules */
	bool short_;                        /* one of digits begins with no zero */
	long crossed; /* news that are olds, and the reverse: columns sorted alone? */
};

struct import {
	struct session *session;
	struct import_options options; /* the strings are copies */
	char *group, *encoding, *layout, **map;
	char year[YEAR_SIZE];
	struct decode *decode;
	struct header *header;
	bool months_first;
	struct import_index *index;
	struct import_counts counts;
	struct hash_set seen;          /* matricules met in the list */
	size_t group_count;
	size_t group_last; /* found last */
	struct list_group groups[GROUPS_TOUCHED_MAX];
	enum import_answer answers[QUESTION_COUNT];
	size_t decision_count;
	struct decision *decisions;
	long mojibake;                 /* rows whose names look like UTF-8 read as Windows-1252 */
	long zeros;                    /* rows whose matricule lost its leading zeros */
	long nameless;                 /* rows with a cell under no name */
	long secret;                   /* rows with a national number where none should be */
	struct list_survey survey;
	char *cells; /* of a record, mended */
	size_t cells_room;
	struct csv_cell *mended; /* a record of them */
	size_t mended_room;
	size_t warning_count;
	struct err warnings[WARNINGS_MAX];
};

/* One row compared: what is to be done with it. Valid until the next one. */
struct planned {
	enum import_action action;
	struct list_row *row;
	struct student_row before; /* of IMPORT_CHANGED and _UNCHANGED */
	bool fields_differ;        /* of them; else only groups or extra do */
	struct err why;            /* of IMPORT_REFUSED and _ASK */
	bool shifted;              /* of IMPORT_ASK: the name is another matricule's */
	enum import_question question; /* of IMPORT_ASK */
	size_t candidate_count;
	int64_t candidates[IMPORT_CANDIDATES];
};

/* One reading of the list. */
struct planning {
	struct import *import;
	struct list_row row;
	bool (*each)(void *ctx, const struct planned *planned);
	void *ctx;
	struct err *err;
	enum err_code rc;
	bool stopped;
};

/* Called for each row in order; false stops. rc of the callback is left in *its own* state. */
typedef bool planned_fn(void *ctx, const struct planned *planned);

/* Read the list once and compare each row. counts, seen and met are made anew. */
MUST_CHECK enum err_code plan_run(struct import *import, planned_fn *each, void *ctx,
                                  struct err *err);

/* Compare the list, as often as it takes to know all that only the whole of it tells. */
MUST_CHECK enum err_code plan_all(struct import *import, struct err *err);

void plan_forget(struct list_survey *survey);

/* The student a row is about: *ret_id 0: a new one. planned->action may become IMPORT_ASK,
 * _REFUSED. */
MUST_CHECK enum err_code plan_match(
	struct planning *planning, struct planned *planned, int64_t *ret_id);
/* Is the row's name that of planned->before, whose row it is? Else the row is asked about. */
MUST_CHECK enum err_code plan_guard(struct planning *planning, struct planned *planned);
/* A name that a letter was lost of: *ret_done false, or the row is asked about. */
void plan_damage(struct planning *planning, struct planned *planned);
/* Ask which of these students a row is about. */
MUST_CHECK enum err_code plan_ask_who(
	struct planning *planning, struct planned *planned, const int64_t *ids, size_t count);
/* What the user decided of a line; NULL: nothing. */
const struct decision *plan_decided(const struct import *import, long line);
/* Note a value that changes, while the list is surveyed. */
MUST_CHECK enum err_code plan_note_changes(
	struct planning *planning, const struct planned *planned);

/* The group of this code, remembered; NULL with err when there are too many or no memory. */
struct list_group *plan_group(struct import *import, const char *code, struct err *err);

bool plan_is_member(const struct list_group *group, int64_t student_id);

/* Merge a row's unknown columns over those a student has. ret malloc'd, NULL: none; *ret_changed. */
MUST_CHECK enum err_code plan_merge_extra(struct import *import, int64_t student_id,
                                          const char *extra, char **ret, bool *ret_changed,
                                          struct err *err);

/* Fill the changes of row, field by field; freed with import_changes_release(). */
MUST_CHECK enum err_code import_changes_fill(struct import *import, const struct planned *planned,
                                             struct import_row *row, struct err *err);
void import_changes_release(struct import_row *row);

#endif
