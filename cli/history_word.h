/* Tables and fields of the journal, in words: "student_group" is a group. */
#ifndef SUIVI_CLI_HISTORY_WORD_H
#define SUIVI_CLI_HISTORY_WORD_H

/* Translated; name itself where there is no word for it. */
const char *history_word(const char *name);

#endif
