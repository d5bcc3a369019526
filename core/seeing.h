/*
 * Pages over a student or a class: comparison of sources, coverage, the class
 * map, alerts, the fiche, rules tried, purposes counted. All are made for the
 * screen, for paper and for the linear mode alike; what can be opened is
 * marked (enum seeing_mark).
 *
 * ret is {0} before, but for facts.wanted: true has the page said for programs
 * too, whether a page has lines for it or not (core/facts.h).
 */
#ifndef SUIVI_CORE_SEEING_H
#define SUIVI_CORE_SEEING_H

#include "core/page.h"
#include "core/session.h"

/* page_mark() kinds; the id is of that noun. */
enum seeing_mark {
	MARK_NONE,
	MARK_STUDENT,
	MARK_ITEM, /* index of the item in the framework */
	MARK_MEETING,
	MARK_OBJECTIVE,
	MARK_INTERNSHIP,
	MARK_THESIS,
	MARK_EVIDENCE,
	MARK_SUPPORT,
	MARK_UNIT,
	MARK_BACKUP,
};

/* How a page is to be drawn. */
struct seeing {
	bool ascii;     /* charts in ASCII */
	bool sentences; /* charts as sentences: for those who listen */
	bool anonymous; /* « Étudiant 03 » for names */
};

/*
 * Staff, field, self, peers and jury side by side, the greatest gap between
 * staff and self first.
 */
MUST_CHECK enum err_code compare_build(struct session *session, const struct framework *framework,
                                       int64_t student_id, const struct seeing *seeing,
                                       struct page *ret, struct err *err);

/*
 * How often each capability was seen, by source and setting (course, stage,
 * thesis): never, once, the required number reached or not. student_id 0: of a
 * group (0: of everybody).
 */
MUST_CHECK enum err_code coverage_build(struct session *session,
                                        const struct framework *framework, int64_t student_id,
                                        int64_t group_id, const struct seeing *seeing,
                                        struct page *ret, struct err *err);

enum map_order { MAP_BY_NAME, MAP_BY_MEAN, MAP_BY_OLDEST, MAP_ORDER_COUNT };
/*
 * Students of a group × competencies, or all capabilities under `under`
 * ((size_t)-1: the roots), with the oldest observation and the class's mean.
 */
MUST_CHECK enum err_code map_build(struct session *session, const struct framework *framework,
                                   int64_t group_id, size_t under, enum map_order order,
                                   const struct seeing *seeing, struct page *ret,
                                   struct err *err);

/* Who needs looking at, and why; thresholds are settings (core/school_setting.h). */
MUST_CHECK enum err_code alert_build(struct session *session, const struct framework *framework,
                                     int64_t group_id, const struct seeing *seeing,
                                     struct page *ret, struct err *err);

/* All about one student on one page. */
MUST_CHECK enum err_code fiche_build(struct session *session, const struct framework *framework,
                                     int64_t student_id, const struct seeing *seeing,
                                     struct page *ret, struct err *err);

/*
 * Another rule tried on a class: who would move, and by how much. Nothing is
 * written. rule RULE_COUNT: "n times" (the level reached at least so often).
 */
MUST_CHECK enum err_code what_if_build(struct session *session, const struct framework *framework,
                                       int64_t group_id, int rule, const struct seeing *seeing,
                                       struct page *ret, struct err *err);

/* The purposes of the framework, and what is linked to each. */
MUST_CHECK enum err_code goals_build(struct session *session, const struct framework *framework,
                                     struct page *ret, struct err *err);

/*
 * The title of a page, with whom it is about: a student (0: none), else a group
 * (0: everybody). title: translated.
 */
void seeing_title(struct session *session, int64_t student_id, int64_t group_id,
                  const struct seeing *seeing, const char *title, struct page *page);
/* Says on the page that a class is larger than what is read of one, where it is. */
void seeing_warn_cut(struct session *session, int64_t group_id, struct page *page);
/* A mean: hundredths as "2,5"; "·" below 0. A single level: level_text(). */
void seeing_value(int hundredths, char ret[16]);

#endif
