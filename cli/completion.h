/*
 * What can stand where, for the completions of each shell: derived from the
 * tables of verbs, words and options, so that nothing is offered that the
 * parser would refuse.
 */
#ifndef SUIVI_CLI_COMPLETION_H
#define SUIVI_CLI_COMPLETION_H

#include "cli/options.h"
#include "cli/verb.h"

/* What a value or a word is. */
struct completion_source {
	const char *list;  /* of “suivi list LIST --quiet”; NULL */
	const char *words; /* separated by spaces; NULL */
	bool files;
};

/* The value of an option. */
struct completion_source completion_value(enum option_id id);

/*
 * The word at a position after the verb, from 1. Sub-words and names of verbs
 * are words too. ret_words: where they are put together, size bytes.
 */
struct completion_source completion_word(enum verb_id verb, int position, char *ret_words,
                                         size_t size);

/* Words a verb takes at most, for a completion; positions 1 .. that. */
enum { COMPLETION_WORDS = 3 };

void completion_bash(void);
void completion_zsh(void);
void completion_fish(void);

#endif
