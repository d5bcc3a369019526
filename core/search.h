/*
 * Searching by a few typed words: every one of them must stand somewhere, in any
 * order; accents, case, apostrophes, hyphens, and the spaces of what is searched
 * do not count. « jan berg » finds Berg, Jan van der; « oneill » finds O’Neill.
 */
#ifndef SUIVI_CORE_SEARCH_H
#define SUIVI_CORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

/* What is typed, made a pattern: folded words of letters and digits, one space between two. */
size_t search_pattern(const char *typed, char *ret, size_t size);
/* What is searched, made comparable: the same without spaces. */
size_t search_text(const char *text, char *ret, size_t size);
/* The same for a text that is folded already. Never longer than it; ret may be it. */
size_t search_pack(const char *folded, char *ret, size_t size);

/* Does a text of search_text() hold every word of a pattern? The empty pattern is held by all. */
bool search_holds(const char *text, const char *pattern);
/* Both at once, for short lists: label is as people read it. */
bool search_finds(const char *label, const char *pattern);

/*
 * How well a label answers a pattern that it holds, to put the cursor on the
 * best: it is the pattern, its first word is, another word is, it begins so, a
 * word begins so, it holds it. 0: not at all.
 */
int search_score(const char *label, const char *pattern);

#endif
