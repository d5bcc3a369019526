/* What the verbs of the follow-up share: students, days, items and links from the command line. */
#ifndef SUIVI_CLI_NOUN_H
#define SUIVI_CLI_NOUN_H

#include "cli/options.h"
#include "cli/record.h"
#include "core/date.h"
#include "core/ref.h"
#include "core/session.h"
#include "db/follow.h"

/* Open the file to write, and find the student that words[at] names. */
MUST_CHECK enum err_code noun_open(struct cli *cli, size_t at, struct student_row *ret,
                                     struct err *err);
/* An option that is a day, typed as people do; "" when it is not given. */
MUST_CHECK enum err_code noun_day(const struct cli *cli, enum option_id option,
	enum date_direction direction, char ret[DATE_SIZE], struct err *err);
/* The last --item, as an id; 0 without one. */
MUST_CHECK enum err_code noun_item(const struct cli *cli, int64_t *ret, struct err *err);
/* Every --item linked to an owner (see link_set()). */
MUST_CHECK enum err_code noun_links(const struct cli *cli, const struct link_row *owner,
                                      struct err *err);
/* The linked items and purposes of an owner as "3.2 F1". */
MUST_CHECK enum err_code noun_link_names(const struct cli *cli, const struct link_row *owner,
                                           char *ret, size_t size, struct err *err);
/*
 * Which of count rows a REF names. id_at: the id of the i-th. what: their noun,
 * for errors. Errors: WHY_NOTHING_KNOWN_AS, WHY_KNOWN_AS_SEVERAL.
 */
MUST_CHECK enum err_code noun_ref(const char *ref, size_t count,
                                    int64_t (*id_at)(const void *rows, size_t i), const void *rows,
                                    const char *what, size_t *ret, struct err *err);
/* The first letters of the ref of an id. */
void noun_short(int64_t id, char ret[REF_SIZE]);
/* "" or digits */
void noun_number(int value, char ret[16]);

/* list, per noun; the student may be missing (row NULL): of the group or of all. */
enum err_code list_nouns(const struct cli *cli, enum word_id word, const struct student_row *row,
                          struct err *err);

#endif
