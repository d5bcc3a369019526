/*
 * What rows without a natural key are called on the command line: letters and
 * digits made from their id, of which the first few are enough.
 */
#ifndef SUIVI_CORE_REF_H
#define SUIVI_CORE_REF_H

#include <stdbool.h>
#include <stdint.h>

enum { REF_SIZE = 14, REF_SHORT = 5 };

/* Thirteen characters without l, o, 0 and 1, which are misread. */
void ref_of(int64_t id, char ret[REF_SIZE]);
/* Does the ref of id begin with text, in any case? "" matches nothing. */
bool ref_matches(int64_t id, const char *text);

#endif
