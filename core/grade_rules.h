/*
 * The rules by which marks become results: data of a programme and its year,
 * read from a set of rules in the file. docs/grades.md tells what each says.
 */
#ifndef SUIVI_CORE_GRADE_RULES_H
#define SUIVI_CORE_GRADE_RULES_H

#include "core/csv.h"
#include "core/session.h"
#include "core/target.h"
#include "db/grades.h"

/*
 * X(id, word in rule files, type, value where a set does not say)
 * Types: MARK hundredths, or none (-1); COUNT; FLAG yes/no; the others are one
 * of some words, see below; KINDS words separated by spaces.
 */
#define GRADE_RULES(X)                                     \
	X(SCALE, "scale", MARK, "20")                      \
	X(PASS, "pass", MARK, "10")                        \
	X(SESSIONS, "sessions", COUNT, "3")                \
	X(ONCE, "once", KINDS, "")                         \
	X(UNIT_MARK, "unit-mark", METHOD, "mean")          \
	X(MINIMUM, "activity-minimum", MARK, "")           \
	X(BELOW_MINIMUM, "below-minimum", BELOW, "fails")  \
	X(ABSORBING, "absorbing", FLAG, "no")              \
	X(CARRY, "carry", FLAG, "yes")                     \
	X(KEEP, "keep", KEEPING, "last")                   \
	X(ABSENT_KEEPS_OLD, "absent-keeps-old", FLAG, "no") \
	X(ROUND_UNIT, "round-unit", STEP, "0.01")          \
	X(ROUND_MEAN, "round-mean", STEP, "0.01")          \
	X(ROUND_MODE, "round-mode", ROUNDING, "half-up")

enum grade_rule_id {
#define X(id, word, type, standard) GRADE_RULE_##id,
	GRADE_RULES(X)
#undef X
	GRADE_RULE_COUNT
};

enum grade_method { METHOD_MEAN, METHOD_LOWEST, METHOD_JURY };
enum grade_below { BELOW_FAILS, BELOW_LOWEST };
enum grade_keeping { KEEP_LAST, KEEP_BEST };
enum grade_rounding { ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP };

struct grade_rules {
	struct rule_set_row set;
	int values[GRADE_RULE_COUNT]; /* hundredths, counts, flags, words by their number */
	char once[LABEL_SIZE];        /* kinds of activity not taken again in a year */
	size_t code_count;
	struct grade_code_row *codes;
	size_t mention_count;
	struct mention_row *mentions; /* highest first */
};

/* The words of a rule, as a rule file and the screen name them. */
const char *grade_rule_word(enum grade_rule_id id);
/* What a rule says now, as a rule file would: "10.00", "yes", "mean". */
void grade_rule_value(const struct grade_rules *rules, enum grade_rule_id id, char ret[LABEL_SIZE]);

/* Everything at its standard; no codes, no mentions. */
void grade_rules_standard(struct grade_rules *ret);
/*
 * Set one rule. Errors: WHY_RULE_UNKNOWN for a name there is not,
 * WHY_RULE_VALUE for a value it cannot take.
 */
MUST_CHECK enum err_code grade_rules_set(struct grade_rules *rules, const char *name,
                                         const char *value, struct err *err);
/* The set of a programme; release with grade_rules_release(). */
MUST_CHECK enum err_code grade_rules_load(struct session *session, int64_t rule_set_id,
                                          struct grade_rules *ret, struct err *err);
void grade_rules_release(struct grade_rules *rules);

/* The code written so: itself, an alias, in any case, accents or not. NULL: none. */
const struct grade_code_row *grade_code_find(const struct grade_rules *rules, const char *typed);
/*
 * Likewise, or the only one that begins so, else the only one with an alias that
 * does; *ret_several: more than one does.
 */
const struct grade_code_row *grade_code_complete(const struct grade_rules *rules,
                                                 const char *typed, bool *ret_several);
/* "zero", "blocks"; "anybody", "jury": as rule files have them. */
const char *grade_effect_word(enum grade_effect effect);
const char *code_typist_word(enum code_typist typist);
/* May an activity of this kind be taken once a year only? */
bool grade_rules_once(const struct grade_rules *rules, const char *kind);
/* "yes", "no", or "" where the rules do not say. */
const char *code_absence_word(const struct grade_code_row *code);
/* Does nothing say whether the code is an absence, where it may be one? Worth zero, or it blocks. */
bool grade_code_unsaid(const struct grade_code_row *code);
/*
 * The codes of which the rules would have to say it, by their names; 0 where
 * `absent-keeps-old` is no. ret: "ABS CM".
 */
size_t grade_rules_unsaid(const struct grade_rules *rules, char ret[LABEL_SIZE]);
/* The mention proposed at a mean; NULL: none. */
const char *grade_mention(const struct grade_rules *rules, int mean);

/* num / den rounded to a step (all > 0 but num), by mode. Hundredths. */
int grade_round(int64_t num, int64_t den, int step, enum grade_rounding mode);

/* ---- Rule files ----------------------------------------------------------- */

struct rules_report {
	size_t rows, refused;
	int64_t rule_set_id;
	char code[CODE_SIZE], since[DATE_SIZE];
	char unsaid[LABEL_SIZE]; /* of grade_rules_unsaid() */
};
typedef void rules_refused_fn(void *ctx, const struct err *err);

/*
 * A rule file (docs/grades.md) into the file, in one batch: all of it or
 * nothing. path NULL: the shipped one. refused hears of each wrong line.
 * Errors: those of table_read(), WHY_RULES_REFUSED when a line was refused.
 */
MUST_CHECK enum err_code grade_rules_import(struct session *session, const char *path,
                                            bool dry_run, rules_refused_fn *refused, void *ctx,
                                            struct rules_report *ret, struct err *err);
#define RULES_FORMS (TARGET_BIT(TARGET_CSV) | TARGET_BIT(TARGET_RFC4180))
/*
 * A rule file that grade_rules_import() reads. Errors: those of outfile_open().
 */
MUST_CHECK enum err_code grade_rules_export(const struct grade_rules *rules,
                                            const struct target *to, struct err *err);
/* A rule file read to be tried, not written. Release ret. */
MUST_CHECK enum err_code grade_rules_read(const char *path, rules_refused_fn *refused, void *ctx,
                                          struct grade_rules *ret, struct err *err);

#endif
