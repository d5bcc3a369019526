/*
 * Meetings (entretiens): planned, begun, written account of.
 *
 * Each writing function is one batch, durable when it returns. A meeting that
 * has begun stays open until meeting_end(), whatever happens to the program:
 * everything typed in it is in the file already, and meeting_open_list()
 * offers it again.
 */
#ifndef SUIVI_CORE_MEETING_H
#define SUIVI_CORE_MEETING_H

#include "core/grid.h"
#include "core/rating.h"
#include "db/follow.h"

const char *meeting_state_code(enum meeting_state state); /* "planned" */
const char *meeting_state_name(enum meeting_state state); /* translated */
const char *presence_code(enum presence presence);
const char *presence_name(enum presence presence);        /* translated; "" for unknown */
/* Errors: WHY_STATE_UNKNOWN. */
MUST_CHECK enum err_code presence_parse(const char *text, enum presence *ret, struct err *err);

/*
 * "14:30" "14h30" "14h" "9.05" as "14:30". "" stays "".
 * Errors: WHY_TIME_INVALID.
 */
MUST_CHECK enum err_code time_parse(const char *typed, char ret[CLOCK_SIZE], struct err *err);

/*
 * "12/12 14h30" "+14": the day of a next meeting, today or later, and perhaps
 * an hour. "" is neither. Both are set on ERR_OK only.
 * Errors: WHY_DATE_INVALID, WHY_DATE_PAST, WHY_TIME_INVALID.
 */
MUST_CHECK enum err_code meeting_next_parse(const char *typed, char ret_on[DATE_SIZE],
                                            char ret_at[CLOCK_SIZE], struct err *err);

/*
 * A meeting to come. date today or later (WHY_DATE_PAST); time, place, agenda
 * may be "". moved_from, moved_at: the day and hour it was planned for until
 * now, NULL or "" where it is a new one.
 */
struct meeting_plan {
	const char *date, *time, *place, *agenda;
	int64_t internship_id; /* a visit; 0: none */
	const char *moved_from, *moved_at;
};
MUST_CHECK enum err_code meeting_plan(struct session *session, int64_t student_id,
                                      const struct meeting_plan *plan, int64_t *ret,
                                      struct err *err);
/* It will not take place. */
MUST_CHECK enum err_code meeting_drop(struct session *session, int64_t id, struct err *err);

/* One meeting. ret: one block, freed by free(). Errors: WHY_NOTHING_KNOWN_AS. */
MUST_CHECK enum err_code meeting_get(struct session *session, int64_t id, struct meeting_row **ret,
                                     struct err *err);

/*
 * Begin with a student, today, by whoever acts: goes on with one that is open,
 * else takes the one planned for today, of two the earlier, else makes one. What
 * is planned for another day stays there: see meeting_near().
 */
MUST_CHECK enum err_code meeting_begin(struct session *session, int64_t student_id, int64_t *ret,
                                       struct err *err);
/*
 * The one that may be meant by beginning today, though it is planned for
 * another day, at most a week away: the nearest, of two as near the one to come,
 * of two on a day the earlier. For whoever begins to be asked about. ret: freed
 * by free(); NULL: there is none, or one is open or planned for today.
 */
MUST_CHECK enum err_code meeting_near(
	struct session *session, int64_t student_id, struct meeting_row **ret, struct err *err);
/* Begin a given one today, whatever day it is planned for. */
MUST_CHECK enum err_code meeting_begin_planned(struct session *session, int64_t id,
                                               struct err *err);
/*
 * Leave one that goes on. Where nothing was noted in it, it vanishes: what was
 * planned is planned again for its day and hour, another one is gone; undone, it
 * is under way again. Those begun with a whole group stay. ret: did it vanish?
 */
MUST_CHECK enum err_code meeting_leave(
	struct session *session, int64_t id, bool *ret, struct err *err);
/* With every student of a group: one meeting each, undone as one. ret: how many. */
MUST_CHECK enum err_code meeting_begin_group(struct session *session, int64_t group_id, long *ret,
                                             struct err *err);
/* Those that whoever acts has not ended. As the _list functions of follow.h. */
MUST_CHECK enum err_code meeting_open_list(struct session *session, struct meeting_row **ret,
                                           size_t *ret_count, struct err *err);
/* The one that whoever acts has under way with a student. ret 0: there is none. */
MUST_CHECK enum err_code meeting_open_with(
	struct session *session, int64_t student_id, int64_t *ret, struct err *err);
/* The last one held before this; id 0: the last of all. ret NULL: none. */
MUST_CHECK enum err_code meeting_last(struct session *session, int64_t student_id, int64_t before,
                                      struct meeting_row **ret, struct err *err);

/* Change place, presence, agenda, starts_at, items, held_on; cleaned and checked. */
MUST_CHECK enum err_code meeting_set(struct session *session, const struct meeting_row *row,
                                     struct err *err);
/* The occasion that levels given in it belong to. */
void meeting_occasion(const struct meeting_row *row, struct occasion *ret);
/*
 * End it: its length is what passed since it began, at most a day. next_on:
 * the next one is planned then ("": none; a day before today: WHY_DATE_PAST).
 * One that has ended keeps its length, and the next one planned moves to the new day.
 */
MUST_CHECK enum err_code meeting_end(struct session *session, int64_t id, const char *next_on,
                                     const char *next_at, struct err *err);

/*
 * What to look at: capabilities with the reason, the most pressing first:
 * linked to an open objective, the lowest, never observed, unseen for longest.
 */
enum suggestion_reason {
	SUGGEST_OBJECTIVE,
	SUGGEST_LOWEST,
	SUGGEST_NEVER,
	SUGGEST_LONGEST,
	SUGGEST_CHOSEN, /* by hand */
};
struct suggestion {
	size_t item; /* leaf of the framework */
	enum suggestion_reason reason;
	int value;   /* hundredths; -1: none */
	char seen_on[DATE_SIZE];
};
enum { SUGGESTIONS = 6 };
/* assessment_id: of the meeting under way, whose own levels do not count yet; 0: none. */
MUST_CHECK enum err_code meeting_suggest(struct session *session,
                                         const struct framework *framework, int64_t student_id,
                                         int64_t assessment_id, size_t limit,
                                         struct suggestion ret[], size_t *ret_count,
                                         struct err *err);
/* « jamais observée », « pas vue depuis le 12/11/2026 » */
void suggestion_describe(const struct suggestion *suggestion, char *ret, size_t size);

/*
 * The items chosen for a meeting, kept with it; indices of leaves of the
 * framework. ret has room for limit. Choosing keeps those of other frameworks.
 */
size_t meeting_items(const struct meeting_row *row, const struct framework *framework,
                     size_t limit, size_t ret[]);
MUST_CHECK enum err_code meeting_choose(struct session *session, int64_t id,
                                        const struct framework *framework, size_t count,
                                        const size_t items[], struct err *err);

#endif
