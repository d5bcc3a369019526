/*
 * How much a text of an 8-bit encoding looks like names: Windows-1252, Mac Roman
 * and CP850 cannot be told apart by their bytes, only by what they show.
 */
#ifndef SUIVI_CORE_PLAUSIBLE_H
#define SUIVI_CORE_PLAUSIBLE_H

#include "core/decode.h"

/*
 * By the encoding in use, from the start; the first few thousand characters
 * beyond ASCII count, each by how often lists of names hold it (words.h). A sign
 * within a word, or a capital after a small letter, speaks against it.
 * Errors: those of decode_read().
 */
MUST_CHECK enum err_code plausible_score(struct decode *decode, long *ret, struct err *err);

#endif
