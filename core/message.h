/*
 * Errors as sentences: the one place that turns a struct err into French or
 * English, through the catalogue of the language started.
 */
#ifndef SUIVI_CORE_MESSAGE_H
#define SUIVI_CORE_MESSAGE_H

#include <stddef.h>

#include "db/err.h"

/*
 * "What and where. What to do about it.": the translated sentence, then the
 * remedy, placeholders filled with cleaned text (no control characters).
 * Prefixed by the line where there is one. ret: size bytes, always terminated.
 */
void message_format(const struct err *err, char *ret, size_t size);

/* The two halves apart, for a table of refusals. */
void message_sentence(const struct err *err, char *ret, size_t size);
void message_remedy(const struct err *err, char *ret, size_t size);

/* The sentence with name=value pairs replaced: template must be translated already. */
void message_fill(const char *template, const struct err *err, char *ret, size_t size);

/* The exit status of the program for a code; see db/err.h. */
int message_exit_status(enum err_code code);

#endif
