/*
 * The rows of the follow-up: who accompanies whom, meetings and what is noted
 * in them, internships, theses, decisions. Part of what core may see of db.
 *
 * As in rows.h a date is yyyy-mm-dd and "" stands for NULL, an id of 0 for
 * none, a number of -1 for none. A text (const char *) is borrowed when given
 * and part of its row's block when read; "" stands for NULL.
 *
 * Every _list returns one malloc'd block in ret (NULL when there is nothing):
 * free() releases the rows with their texts. Every _put inserts (row->id 0) or
 * changes all fields by id, inside a batch; deleted hides the row, and a row
 * that is put again as it stands leaves no trace. Fields marked "shown" are
 * read only. All can fail as db.h says.
 */
#ifndef SUIVI_DB_FOLLOW_H
#define SUIVI_DB_FOLLOW_H

#include "db/db.h"

enum {
	TITLE_SIZE = 301,  /* of a thesis, a trace, a host, a milestone */
	PLACE_SIZE = 1025, /* a path or an address */
	CLOCK_SIZE = 6,    /* "10:42" */
	NOTE_SIZE = 8001,  /* an observation, an agenda */
};

/* ---- Supports ---------------------------------------------------------- */

/* X(id, word in files) */
#define SUPPORT_ROLES(X)                 \
	X(TUTOR, "tutor")                \
	X(MENTOR, "mentor")              \
	X(PEER, "peer")                  \
	X(INTERNSHIP, "internship")      \
	X(THESIS, "thesis")              \
	X(READER, "reader")              \
	X(TEACHER, "teacher")            \
	X(SECRETARY, "secretary")
enum support_role {
#define X(id, word) SUPPORT_##id,
	SUPPORT_ROLES(X)
#undef X
	SUPPORT_ROLE_COUNT
};

struct support_row {
	int64_t id;
	enum support_role role;
	int64_t person_id;  /* who accompanies: a person, */
	int64_t peer_id;    /* or a student */
	int64_t student_id; /* who is accompanied: a student, */
	int64_t group_id;   /* or a group; neither: the school */
	char since[DATE_SIZE];
	char until[DATE_SIZE]; /* last day */
	bool deleted;
	char person[NAME_SIZE];         /* shown: the person's or the peer's name */
	char matricule[MATRICULE_SIZE]; /* shown: of the student */
	char last_name[NAME_SIZE];      /* shown */
	char first_name[NAME_SIZE];     /* shown */
	char group[CODE_SIZE];          /* shown */
};

/* The id is that of role, sides and first day: a support put twice is one. */
MUST_CHECK enum err_code db_support_put(struct db *db, const struct support_row *row,
                                        int64_t *ret_id, struct err *err);
/* Those of a student, the ones of their groups included; newest first. */
MUST_CHECK enum err_code db_support_of_student(struct db *db, int64_t student_id,
                                               struct support_row **ret, size_t *ret_count,
                                               struct err *err);
MUST_CHECK enum err_code db_support_of_group(struct db *db, int64_t group_id,
                                             struct support_row **ret, size_t *ret_count,
                                             struct err *err);
/* What a person or (peer) a student does. */
MUST_CHECK enum err_code db_support_of_person(struct db *db, int64_t person_id, int64_t peer_id,
                                              struct support_row **ret, size_t *ret_count,
                                              struct err *err);
/* All, by person; at most limit. */
MUST_CHECK enum err_code db_support_list(struct db *db, size_t limit, struct support_row **ret,
                                         size_t *ret_count, struct err *err);

/* Ids of those a person accompanies on a day, also through groups, by name. ret: malloc'd. */
MUST_CHECK enum err_code db_support_students(struct db *db, int64_t person_id, const char *day,
                                             int64_t **ret, size_t *ret_count, struct err *err);

enum person_kind { PERSON_STAFF, PERSON_FIELD, PERSON_KIND_COUNT };
MUST_CHECK enum err_code db_person_kind_set(struct db *db, int64_t person_id,
                                            enum person_kind kind, struct err *err);
MUST_CHECK enum err_code db_person_kind(struct db *db, int64_t person_id, enum person_kind *ret,
                                        struct err *err);

/* A student left a group: the membership stays readable with its last day. */
struct stay_row {
	int64_t group_id;
	char group[CODE_SIZE]; /* shown, as all here */
	char year[YEAR_SIZE];
	char since[DATE_SIZE]; /* "": since the list */
	char until[DATE_SIZE]; /* "": still there */
};
MUST_CHECK enum err_code db_member_leave(struct db *db, int64_t group_id, int64_t student_id,
                                         const char *until, struct err *err);
/* Put in a group from a day on (see db_member_put). */
MUST_CHECK enum err_code db_member_join(struct db *db, int64_t group_id, int64_t student_id,
                                        const char *since, struct err *err);
MUST_CHECK enum err_code db_stay_list(struct db *db, int64_t student_id, struct stay_row **ret,
                                      size_t *ret_count, struct err *err);
/* May the students of a group see which peer rated them? */
MUST_CHECK enum err_code db_group_named(struct db *db, int64_t group_id, bool *ret,
                                        struct err *err);
MUST_CHECK enum err_code db_group_named_set(struct db *db, int64_t group_id, bool named,
                                            struct err *err);

/* ---- Meetings ---------------------------------------------------------- */

#define MEETING_STATES(X)        \
	X(PLANNED, "planned")    \
	X(OPEN, "open")          \
	X(DONE, "done")          \
	X(DROPPED, "dropped")
enum meeting_state {
#define X(id, word) MEETING_##id,
	MEETING_STATES(X)
#undef X
	MEETING_STATE_COUNT
};

#define PRESENCES(X)             \
	X(UNKNOWN, "")           \
	X(PRESENT, "present")    \
	X(REMOTE, "remote")      \
	X(ABSENT, "absent")      \
	X(EXCUSED, "excused")
enum presence {
#define X(id, word) PRESENCE_##id,
	PRESENCES(X)
#undef X
	PRESENCE_COUNT
};

struct meeting_row {
	int64_t id;
	int64_t student_id;
	int64_t person_id;
	enum meeting_state state;
	char held_on[DATE_SIZE];
	char starts_at[CLOCK_SIZE];
	char place[LABEL_SIZE];
	enum presence presence;
	const char *agenda;
	int64_t assessment_id; /* 0: not begun */
	int64_t group_id;      /* held with a group; one row per student */
	int64_t internship_id; /* a visit */
	int64_t opened_at;     /* milliseconds; 0: not begun */
	int minutes;           /* -1: not ended */
	char next_on[DATE_SIZE];
	char next_at[CLOCK_SIZE];
	const char *items;     /* ids of the items chosen, a JSON array */
	bool deleted;
	char person[NAME_SIZE];         /* shown, as what follows */
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
};
MUST_CHECK enum err_code db_meeting_put(struct db *db, const struct meeting_row *row,
                                        int64_t *ret_id, struct err *err);
/* One, as a list of one. */
MUST_CHECK enum err_code db_meeting_get(struct db *db, int64_t id, struct meeting_row **ret,
                                        size_t *ret_count, struct err *err);
/* Newest first. */
MUST_CHECK enum err_code db_meeting_of_student(struct db *db, int64_t student_id, size_t limit,
                                               struct meeting_row **ret, size_t *ret_count,
                                               struct err *err);
/* In a state, from day to day, by date and hour; person_id 0: anybody's. */
MUST_CHECK enum err_code db_meeting_agenda(struct db *db, enum meeting_state state,
                                           int64_t person_id, const char *from, const char *to,
                                           size_t limit, struct meeting_row **ret,
                                           size_t *ret_count, struct err *err);
/* Those held together with a group on a day. */
MUST_CHECK enum err_code db_meeting_of_group(struct db *db, int64_t group_id, const char *held_on,
                                             struct meeting_row **ret, size_t *ret_count,
                                             struct err *err);

struct observation_row {
	int64_t id;
	int64_t student_id;
	int64_t item_id;    /* 0: general */
	int64_t meeting_id;
	int64_t person_id;
	char written_on[DATE_SIZE];
	const char *text;
	bool confidential;
	int64_t noted_at; /* milliseconds; 0: now */
	bool deleted;
	char person[NAME_SIZE]; /* shown, as what follows */
	char item[CODE_SIZE];
};
MUST_CHECK enum err_code db_observation_put(struct db *db, const struct observation_row *row,
                                            int64_t *ret_id, struct err *err);
/* Newest first. */
MUST_CHECK enum err_code db_observation_of_student(struct db *db, int64_t student_id, size_t limit,
                                                   struct observation_row **ret,
                                                   size_t *ret_count, struct err *err);
MUST_CHECK enum err_code db_observation_of_meeting(struct db *db, int64_t meeting_id,
                                                   struct observation_row **ret,
                                                   size_t *ret_count, struct err *err);

#define OBJECTIVE_STATES(X)      \
	X(OPEN, "open")          \
	X(MET, "met")            \
	X(PARTLY, "partly")      \
	X(DROPPED, "dropped")    \
	X(CARRIED, "carried")
enum objective_state {
#define X(id, word) OBJECTIVE_##id,
	OBJECTIVE_STATES(X)
#undef X
	OBJECTIVE_STATE_COUNT
};

struct objective_row {
	int64_t id;
	int64_t student_id;
	int64_t item_id;
	int64_t meeting_id; /* where it was agreed */
	int64_t person_id;
	const char *text;
	char set_on[DATE_SIZE];
	char due_on[DATE_SIZE];
	enum objective_state state;
	char settled_on[DATE_SIZE];
	int64_t settled_in; /* meeting */
	int64_t from_id;    /* the one it carries on */
	int64_t noted_at;   /* milliseconds; 0: now */
	bool deleted;
	char person[NAME_SIZE]; /* shown, as what follows */
	char item[CODE_SIZE];
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
};
MUST_CHECK enum err_code db_objective_put(struct db *db, const struct objective_row *row,
                                          int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_objective_get(struct db *db, int64_t id, struct objective_row **ret,
                                          size_t *ret_count, struct err *err);
/* Open ones first, then newest first. */
MUST_CHECK enum err_code db_objective_of_student(struct db *db, int64_t student_id,
                                                 struct objective_row **ret, size_t *ret_count,
                                                 struct err *err);
/* Agreed in a meeting; settled: settled in it. */
MUST_CHECK enum err_code db_objective_of_meeting(struct db *db, int64_t meeting_id, bool settled,
                                                 struct objective_row **ret, size_t *ret_count,
                                                 struct err *err);
/*
 * What falls due, ISO: from the one day to the other. Of all students, or of
 * those person_id accompanies on a day (of objectives also what was agreed
 * with person_id); person_id 0: of all, and day is not read.
 */
struct due_when {
	const char *from, *to;
	int64_t person_id;
	const char *day;
};
/* Open ones, by date. */
MUST_CHECK enum err_code db_objective_due(struct db *db, const struct due_when *when,
                                          size_t limit, struct objective_row **ret,
                                          size_t *ret_count, struct err *err);
/* Open ones of all students, without a date. */
MUST_CHECK enum err_code db_objective_undated(struct db *db, size_t limit,
                                              struct objective_row **ret, size_t *ret_count,
                                              struct err *err);

/* ---- Internships, theses, evidence --------------------------------------- */

struct internship_row {
	int64_t id;
	int64_t student_id;
	char host[TITLE_SIZE];
	char address[TITLE_SIZE];
	int64_t supervisor_id; /* person in the field */
	char starts_on[DATE_SIZE];
	char ends_on[DATE_SIZE];
	int planned; /* minutes */
	int done;    /* minutes */
	char certified_on[DATE_SIZE];
	char certified_by[NAME_SIZE];
	const char *missions;
	const char *opinion;
	bool deleted;
	char supervisor[NAME_SIZE]; /* shown, as what follows */
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
};
MUST_CHECK enum err_code db_internship_put(struct db *db, const struct internship_row *row,
                                           int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_internship_get(struct db *db, int64_t id, struct internship_row **ret,
                                           size_t *ret_count, struct err *err);
/* student_id 0: of a group's students (group_id 0: of all), by name; else by date. */
MUST_CHECK enum err_code db_internship_list(struct db *db, int64_t student_id, int64_t group_id,
                                            size_t limit, struct internship_row **ret,
                                            size_t *ret_count, struct err *err);

/* Assessments given for an internship. */
struct placement_row {
	int64_t id;
	int64_t internship_id;
	int64_t assessment_id;
	char paper[LABEL_SIZE];
	char typed_by[NAME_SIZE];
	bool deleted;
	enum assessment_kind kind; /* shown, as what follows */
	char held_on[DATE_SIZE];
	int64_t person_id;
	char person[NAME_SIZE];
	enum person_kind person_kind;
};
MUST_CHECK enum err_code db_placement_put(struct db *db, const struct placement_row *row,
                                          int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_placement_list(struct db *db, int64_t internship_id,
                                           struct placement_row **ret, size_t *ret_count,
                                           struct err *err);

#define THESIS_STATES(X)                 \
	X(GOING, "going")                \
	X(SUBMITTED, "submitted")        \
	X(DEFENDED, "defended")          \
	X(DROPPED, "dropped")
enum thesis_state {
#define X(id, word) THESIS_##id,
	THESIS_STATES(X)
#undef X
	THESIS_STATE_COUNT
};

struct thesis_row {
	int64_t id;
	int64_t student_id;
	char title[TITLE_SIZE];
	enum thesis_state state;
	bool deleted;
	int milestones;               /* shown, as what follows */
	int milestones_done;
	char next_due[DATE_SIZE];     /* of the first milestone that is not done */
	char next_title[TITLE_SIZE];
	char supervisor[NAME_SIZE];   /* by the student's supports; "": none */
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
};
MUST_CHECK enum err_code db_thesis_put(struct db *db, const struct thesis_row *row,
                                       int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_thesis_get(struct db *db, int64_t id, struct thesis_row **ret,
                                       size_t *ret_count, struct err *err);
/* As db_internship_list. */
MUST_CHECK enum err_code db_thesis_list(struct db *db, int64_t student_id, int64_t group_id,
                                        size_t limit, struct thesis_row **ret, size_t *ret_count,
                                        struct err *err);

struct milestone_row {
	int64_t id;
	int64_t thesis_id;
	char title[TITLE_SIZE];
	char due_on[DATE_SIZE];
	char done_on[DATE_SIZE];
	bool deleted;
};
MUST_CHECK enum err_code db_milestone_put(struct db *db, const struct milestone_row *row,
                                          int64_t *ret_id, struct err *err);
/* Not done, of theses under way, by date; the student's fields are filled in. */
struct milestone_due_row {
	struct milestone_row milestone;
	int64_t student_id;
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
};
MUST_CHECK enum err_code db_milestone_due(struct db *db, const struct due_when *when,
                                          size_t limit, struct milestone_due_row **ret,
                                          size_t *ret_count, struct err *err);
/* By date, those without one last. */
MUST_CHECK enum err_code db_milestone_list(struct db *db, int64_t thesis_id,
                                           struct milestone_row **ret, size_t *ret_count,
                                           struct err *err);

struct evidence_row {
	int64_t id;
	int64_t student_id;
	char title[TITLE_SIZE];
	char made_on[DATE_SIZE];
	char place[PLACE_SIZE];
	bool deleted;
};
MUST_CHECK enum err_code db_evidence_put(struct db *db, const struct evidence_row *row,
                                         int64_t *ret_id, struct err *err);
/* Newest first. */
MUST_CHECK enum err_code db_evidence_list(struct db *db, int64_t student_id,
                                          struct evidence_row **ret, size_t *ret_count,
                                          struct err *err);

/* One end is an internship, a thesis, an objective or evidence; the other an item or a goal. */
struct link_row {
	int64_t id;
	int64_t internship_id;
	int64_t thesis_id;
	int64_t objective_id;
	int64_t evidence_id;
	int64_t item_id;
	int64_t goal_id;
	bool deleted;
	char item[CODE_SIZE];   /* shown */
	int goal;               /* shown: its number; -1: an item */
};
MUST_CHECK enum err_code db_link_put(struct db *db, const struct link_row *row, struct err *err);
/* Those of the owner that `of` names: the one id in it that is not 0. */
MUST_CHECK enum err_code db_link_list(struct db *db, const struct link_row *of,
                                      struct link_row **ret, size_t *ret_count, struct err *err);

/* ---- Decisions, adjustments, requirements --------------------------------- */

struct decision_row {
	int64_t id;
	int64_t student_id;
	int64_t item_id;
	int level;
	const char *reason;
	int64_t person_id;
	char decided_on[DATE_SIZE];
	bool deleted;
	char person[NAME_SIZE]; /* shown */
};
MUST_CHECK enum err_code db_decision_put(struct db *db, const struct decision_row *row,
                                         int64_t *ret_id, struct err *err);
/* In order of item id. */
MUST_CHECK enum err_code db_decision_list(struct db *db, int64_t student_id,
                                          struct decision_row **ret, size_t *ret_count,
                                          struct err *err);

struct adjustment_row {
	int64_t id;
	int64_t student_id;
	const char *text;
	char since[DATE_SIZE];
	char until[DATE_SIZE];
	bool deleted;
};
MUST_CHECK enum err_code db_adjustment_put(struct db *db, const struct adjustment_row *row,
                                           int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_adjustment_list(struct db *db, int64_t student_id,
                                            struct adjustment_row **ret, size_t *ret_count,
                                            struct err *err);

struct requirement_row {
	int64_t id;
	int64_t item_id;
	int times;
	bool deleted;
};
MUST_CHECK enum err_code db_requirement_put(struct db *db, const struct requirement_row *row,
                                            int64_t *ret_id, struct err *err);
MUST_CHECK enum err_code db_requirement_list(struct db *db, int64_t framework_id,
                                             struct requirement_row **ret, size_t *ret_count,
                                             struct err *err);

/* ---- Over a class --------------------------------------------------------- */

/* What is read of a class is of its first students by name, and so for everybody (group_id 0). */
enum { CLASS_MAX = 2000 };

/* How often an item was seen, by whom and where; "not observed" does not count. */
struct sighting_row {
	int64_t item_id;
	enum assessment_kind kind;
	enum person_kind person_kind;
	int count;    /* ratings with a level */
	int students; /* different students they are of */
	char last_on[DATE_SIZE];
};
/* student_id 0: of a group's students (group_id 0: of the first CLASS_MAX of all). */
MUST_CHECK enum err_code db_sighting_list(struct db *db, int64_t framework_id, int64_t student_id,
                                          int64_t group_id, struct sighting_row **ret,
                                          size_t *ret_count, struct err *err);

/* Who stands on a page over a class. */
struct pupil_row {
	int64_t student_id;
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
};
/* A group's students (0: of all), by name, at most limit. */
MUST_CHECK enum err_code db_pupil_list(struct db *db, int64_t group_id, size_t limit,
                                       struct pupil_row **ret, size_t *ret_count,
                                       struct err *err);

/* What the alerts of a student rest on. */
struct watch_row {
	int64_t student_id;
	char matricule[MATRICULE_SIZE];
	char last_name[NAME_SIZE];
	char first_name[NAME_SIZE];
	char last_meeting[DATE_SIZE]; /* held; "": never */
	char next_meeting[DATE_SIZE]; /* planned or open, today or later, the first; "": none */
	int overdue;                  /* objectives open after their date */
	char oldest_due[DATE_SIZE];   /* of those */
};
/* Of a group's students (0: of all), by name, at most limit. today: ISO. */
MUST_CHECK enum err_code db_watch_list(struct db *db, int64_t group_id, const char *today,
                                       size_t limit, struct watch_row **ret, size_t *ret_count,
                                       struct err *err);

/*
 * Current levels of a group's students (0: of the first CLASS_MAX of all), on
 * the items of every framework; those of a student come together.
 */
typedef bool db_map_fn(void *ctx, const struct current_row *row);
MUST_CHECK enum err_code db_map_each(struct db *db, int64_t group_id, db_map_fn *each, void *ctx,
                                     struct err *err);

/* How many internships, theses and objectives are linked to each goal. */
struct goal_count_row {
	int64_t goal_id;
	int position;
	const char *text;
	int internships;
	int theses;
	int objectives;
};
MUST_CHECK enum err_code db_goal_count(struct db *db, int64_t framework_id,
                                       struct goal_count_row **ret, size_t *ret_count,
                                       struct err *err);

/* The assessment a peer gives on a day (see db_assessment_put); in a batch. */
MUST_CHECK enum err_code db_assessment_peer_put(struct db *db, const char *held_on,
                                                int64_t peer_id, int64_t *ret_id,
                                                struct err *err);

#endif
