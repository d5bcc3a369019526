/*
 * Text that was damaged on its way: mended where that is certain, seen where
 * it is not.
 *
 * UTF-8 read as Windows-1252, Latin-1, Mac Roman or CP850 shows each accented
 * letter as two or three signs ("LefÃ¨vre"); what they stood for can be had
 * back, also when it happened twice. Where a letter was replaced ("Lef?vre"),
 * nobody can.
 */
#ifndef SUIVI_CORE_MEND_H
#define SUIVI_CORE_MEND_H

#include <stdbool.h>
#include <stddef.h>

/*
 * text  length bytes of UTF-8, not cleaned: a no-break space may be half of "à"
 * ret   as many bytes and a NUL; borrowed by nobody
 *
 * False: nothing in it looks so, and ret is not written.
 */
bool mend_text(const char *text, size_t length, char *ret, size_t *ret_length);

/* Does a sign stand in this name for a letter that was lost? */
bool mend_is_damaged(const char *name);

/* May the damaged name have been this whole one: is all that is left of it there, in order? */
bool mend_fits(const char *damaged, const char *whole);

#endif
