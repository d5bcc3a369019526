/*
 * The command line, read: a verb, its words, the options given.
 *
 * Options may stand before or after the verb, as --name value, --name=value or
 * by their letter; "--" ends them, a lone "-" is a word. The last one counts,
 * except for those that are read with option_each(). Texts are borrowed from
 * argv.
 */
#ifndef SUIVI_CLI_OPTIONS_H
#define SUIVI_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/verb.h"
#include "db/err.h"

enum option_id {
#define OPTION(id, ...) OPT_##id,
#include "cli/options.def"
#undef OPTION
	OPT_COUNT
};

struct option_info {
	const char *name;
	char letter;         /* 0: none */
	const char *value;   /* "" takes none; English, translate with _() */
	uint64_t verbs;  /* bits of enum verb_id; bit VERB_NONE: without a verb */
	const char *summary; /* English */
};
extern const struct option_info option_infos[OPT_COUNT];

struct option_use {
	enum option_id id;
	const char *value;
};

struct options {
	enum verb_id verb;
	const char *typed;   /* the verb as typed; NULL */
	size_t word_count;
	const char **words;  /* after the verb, its sub-word included */
	size_t use_count;
	struct option_use *uses;
};

/*
 * ret  filled as far as was understood even on failure, so that --lang and
 *      --json count for the error itself; release with options_release()
 * Errors: ERR_USAGE.
 */
MUST_CHECK enum err_code options_parse(int argc, char *argv[], struct options *ret,
                                       struct err *err);
void options_release(struct options *options);

bool option_given(const struct options *options, enum option_id id);
/* The last value given; NULL. */
const char *option_value(const struct options *options, enum option_id id);
/* The next value after *position (start at 0), for repeatable ones; NULL at the end. */
const char *option_each(const struct options *options, enum option_id id, size_t *position);

/*
 * The verb must be followed by between min and max words; what names the one
 * that is missing. Errors: WHY_WORD_MISSING, WHY_WORD_EXTRA.
 */
MUST_CHECK enum err_code options_words(const struct options *options, size_t min, size_t max,
                                       struct err *err);
/* The first word, which must be one of words.def. Errors: WHY_WORD_UNKNOWN, _MISSING. */
MUST_CHECK enum err_code options_word(const struct options *options, enum word_id *ret,
                                      struct err *err);

#endif
