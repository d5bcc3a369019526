/* Help, from the tables of verbs and options. On standard output, translated. */
#ifndef SUIVI_CLI_HELP_H
#define SUIVI_CLI_HELP_H

#include <stdio.h>

#include "cli/verb.h"

/* Everything about one verb; VERB_NONE: what there is. */
void help_print(enum verb_id verb);

/* The synopsis of a verb, one line. */
void help_usage(FILE *file, enum verb_id verb);

#endif
