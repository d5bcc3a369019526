/* What the verbs of grades share: the programme, unit and session the command line names. */
#ifndef SUIVI_CLI_PROGRAMME_OF_H
#define SUIVI_CLI_PROGRAMME_OF_H

#include "cli/verb.h"
#include "core/programme.h"
#include "core/target.h"

/* --programme and --year; else the newest. Release with programme_release(). */
MUST_CHECK enum err_code programme_of(const struct cli *cli, struct programme *ret,
                                      struct err *err);
/* --session; `standard` without it. Errors: WHY_SESSION_OUT. */
MUST_CHECK enum err_code session_of(const struct cli *cli, const struct programme *programme,
                                    int standard, int *ret, struct err *err);
/* "UE3/AA1" as a unit and a part; a unit with one cell needs no activity. Errors: WHY_UNIT_NEEDS_ACTIVITY. */
MUST_CHECK enum err_code part_of(const struct programme *programme, const char *name,
                                 size_t *ret_unit, size_t *ret_part, struct err *err);

/* show, list, export of grades: false when the word is none of theirs. */
bool is_grade_word(enum word_id word);
MUST_CHECK enum err_code show_grades(struct cli *cli, enum word_id word, struct err *err);
MUST_CHECK enum err_code list_grades(struct cli *cli, enum word_id word, struct err *err);
MUST_CHECK enum err_code export_grades(struct cli *cli, enum word_id word,
                                       const struct target *to, struct err *err);
/* The same for the words programme and rules. */
MUST_CHECK enum err_code export_programme(struct cli *cli, enum word_id word,
                                          const struct target *to, struct err *err);
/* show student for people: the units with marks and credits; nothing where there is no programme. */
MUST_CHECK enum err_code student_grades_table(const struct cli *cli, int64_t student_id,
                                              struct err *err);
/* show student under --json: members "grades" and "credits" of the object that is open. */
MUST_CHECK enum err_code student_grades_json(const struct cli *cli, int64_t student_id,
                                             struct err *err);

#endif
