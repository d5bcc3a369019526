/*
 * Charts in text: a line of levels over time, a radar of competencies. In
 * braille and blocks, or in ASCII; each has its sentence for those who listen.
 */
#ifndef SUIVI_CORE_CHART_H
#define SUIVI_CORE_CHART_H

#include "core/page.h"

enum { CHART_SPOKES_MAX = 24 };

/*
 * n values in hundredths from 100 to highest, -1 for none, as a line of n
 * characters: ▁▃▅█, in ASCII _.-=#. size: 4 bytes per value and a NUL.
 */
void chart_line(size_t n, const int values[], int highest, bool ascii, char *ret, size_t size);

/* One series of a radar: as many values as it has spokes. */
struct chart_series {
	const char *name;
	const int *values; /* hundredths; -1: none */
};

/*
 * A radar of n spokes (3 to CHART_SPOKES_MAX) with up to three series, added
 * to a page as PAGE_CHART lines rows high. labels: one per spoke, short. The
 * first series is drawn full, the others as dots on the spokes: their digits
 * in ASCII. Fewer than 3 spokes: nothing.
 */
void chart_radar(struct page *page, size_t n, const char *const labels[], size_t series_count,
                 const struct chart_series series[], int highest, int rows, bool ascii);

#endif
