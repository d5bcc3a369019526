/*
 * Folding: text made comparable, so that « Çelik » is found by "celik".
 *
 * A folded text is lower case, without accents, in ASCII where a letter has an
 * ASCII base (ß → ss, œ → oe, ’ → '), with runs of white space as one space.
 * Folding twice changes nothing.
 */
#ifndef SUIVI_CORE_FOLD_H
#define SUIVI_CORE_FOLD_H

#include <stddef.h>

#include "db/err.h"

/*
 * text    UTF-8, length bytes; borrowed. Invalid bytes are dropped.
 * ret     at most size - 1 bytes and a NUL; cut at a character where too long
 *
 * Returns the number of bytes written. Never fails; allocates only for text
 * that is not plain ASCII.
 */
size_t fold(const char *text, size_t length, char *ret, size_t size);

#endif
