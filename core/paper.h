/*
 * Forms: a grid of capabilities filled in away from the screen, by a student
 * about themself, by a peer, or by a field supervisor about an internship.
 *
 * A form is a table (one row per capability, which says itself whose it is) or
 * a printable page with a numbered row each. It holds no level and no note of
 * anybody: what a form shows, its reader may see.
 */
#ifndef SUIVI_CORE_PAPER_H
#define SUIVI_CORE_PAPER_H

#include "core/page.h"
#include "core/internship.h"
#include "core/rating.h"
#include "core/target.h"
#include "db/follow.h"

enum paper_kind { PAPER_SELF, PAPER_PEER, PAPER_INTERNSHIP };

struct paper_about {
	enum paper_kind kind;
	int64_t student_id;    /* whom it is about */
	int64_t peer_id;       /* PAPER_PEER: who fills it in; 0: unnamed */
	int64_t internship_id; /* PAPER_INTERNSHIP */
};

/* The framework it asks about: the one that what is linked to the internship is of, else `usual`. */
MUST_CHECK enum err_code paper_framework(struct session *session, const struct paper_about *about,
                                         const struct framework *usual,
                                         const struct framework **ret, struct err *err);

/* The leaves it asks about: those linked to the internship, else all. ret: leaf_count. */
MUST_CHECK enum err_code paper_items(struct session *session, const struct framework *framework,
                                    const struct paper_about *about, size_t ret[],
                                    size_t *ret_count, struct err *err);

#define PAPER_FORMS (TARGET_BIT(TARGET_HTML) | TARGET_BIT(TARGET_CSV))
/* to: TARGET_HTML the printable page, TARGET_CSV the table that paper_read() takes. */
MUST_CHECK enum err_code paper_write(struct session *session, const struct framework *framework,
                                    const struct paper_about *about, const struct target *to,
                                    struct err *err);

/*
 * Filled-in tables, read back: one batch per file. Rows without a level and
 * comment are passed over. A row that cannot be taken refuses the file, with
 * its line (WHY_FORM_NOT_OURS, WHY_STUDENT_UNKNOWN, WHY_LEVEL_OUT_OF_SCALE …).
 * Levels of an internship are those of its field supervisor.
 */
struct paper_report {
	long levels, students;
};
MUST_CHECK enum err_code paper_read(struct session *session, const char *path, bool dry_run,
                                   struct paper_report *ret, struct err *err);

/* A level by a peer (peer_id 0: unnamed), beside the current levels, never in them. */
MUST_CHECK enum err_code peer_rate(struct session *session, const struct framework *framework,
                                   size_t item, int64_t student_id, int64_t peer_id,
                                   const char *held_on, int level, const char *comment,
                                   struct err *err);

#endif
